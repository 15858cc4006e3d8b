#!/usr/bin/env python3
"""Schemas that `anneal schema` writes, before independent validators.

What `anneal check` accepts must validate: the example, new, golden and extracted packages, and oddities. What is wrong in one thing
must not, and the validator's message must name the key. Every wrong package is wrong for `anneal check` too.
The golden reviews in SARIF must validate against SARIF's own schema.

usage: run.py [PATTERN] [-v]; the messages: run.py PATTERN --show
"""
import json
import pathlib
import re
import shutil
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE.parent / "pairs"))

from harness import postgres, sqlite  # noqa: E402
from harness.checks import Failure, matches, program_from_env, run_checks, say, show_command  # noqa: E402
import cases  # noqa: E402
from validators import JsonValidator, XmlValidator, find_sarif_schema  # noqa: E402

FIXTURES = ROOT / "fixtures"
PATTERNS = {"json": re.compile(r'"fileMatch": \["(.*?)"\], "url": "(.*?)"'),
            "xsd": re.compile(r'"pattern": "(.*?)", "systemId": "(.*?)"')}


def path_pattern(glob):
    """`**/Tables/**/*.json` as a regular expression for a path."""
    parts = [{"**/": "(?:.*/)?", "*": "[^/]*"}.get(part, re.escape(part)) for part in re.split(r"(\*\*/|\*)", glob)]
    return re.compile("".join(parts) + "$")


class Schemas:
    """The schemas of one format, with the files that each is for as the program says it."""

    def __init__(self, anneal, form, folder, validator):
        self.validator = validator
        done = anneal.run("schema", "--format", form, "--out", folder).expect(0, "schema")
        self.rows = [(path_pattern(glob), pathlib.Path(path)) for glob, path in PATTERNS[form].findall(done.out)]
        if len(self.rows) < 6 or sorted(path for _, path in self.rows) != sorted(folder.iterdir()):
            raise Failure("not every schema has a line", show_command(done))

    def of(self, path):
        found = [schema for pattern, schema in self.rows if pattern.match(path)]
        if len(found) != 1:
            raise Failure("%s: %d schemas are for it" % (path, len(found)))
        return found[0]

    def faults(self, folder, file):
        return self.validator.faults(self.of(file), pathlib.Path(folder) / file)

    def all_valid(self, folder):
        files = [str(path.relative_to(folder)) for path in pathlib.Path(folder).rglob("*" + self.validator.ending)]
        read = [file for file in files if any(pattern.match(file) for pattern, _ in self.rows)]
        faults = [(file, fault) for file in sorted(read) for fault in self.faults(folder, file)]
        if not read:
            raise Failure("%s: no files" % folder)
        if faults:
            raise Failure("%s: does not validate" % folder, "\n".join("%s: %s" % fault for fault in faults))


class Suite:
    """What all checks share."""

    def __init__(self, anneal, folder, shows):
        self.anneal, self.folder, self.shows = anneal, folder, shows
        self.json = Schemas(anneal, "json", folder / "json", JsonValidator())
        self.xsd = Schemas(anneal, "xsd", folder / "xsd", XmlValidator())
        self.checks, self.skipped = [], []

    def add(self, schemas, name, function):
        if schemas.validator.reason:
            self.skipped.append((name, schemas.validator.reason))
        else:
            self.checks.append((name, function))

    def checked(self, package, code, said=""):
        if (pathlib.Path(package) / "Product.xml").exists():
            return  # packages in XML are not read yet
        self.anneal.run("check", "-p", package).expect(code, "check").says(said, "check")

    def changed(self, base, file, change):
        """A copy of the package with one file changed."""
        package = pathlib.Path(tempfile.mkdtemp(dir=self.folder)) / "package"
        shutil.copytree(HERE / base, package)
        path = package / file
        text = path.read_text(encoding="utf-8")
        changed = change(text)
        if changed == text:
            raise Failure("the change changes nothing in %s" % file)
        path.write_text(changed, encoding="utf-8")
        return package

    # ---- checks

    def schema_is_sound(self, schemas, path):
        faults = schemas.validator.schema_faults(path)
        if faults:
            raise Failure("%s is no schema" % path.name, "\n".join(faults))

    def valid(self, schemas, package):
        self.checked(package, 0)
        schemas.all_valid(package)

    def odd(self, schemas, base, file, change):
        self.valid(schemas, self.changed(base, file, change))

    def wrong(self, schemas, base, file, change, key, said=None):
        package = self.changed(base, file, change)
        faults = schemas.faults(package, file)
        if self.shows:
            say("\n".join(["", file] + faults))
        if not faults:
            raise Failure("it validates")
        if not any(key in fault for fault in faults):
            raise Failure("no message names %s" % key, "\n".join(faults))
        self.checked(package, 1, said or key)

    def new_package(self):
        package = self.folder / "new"
        self.anneal.run("init", package).expect(0, "init")
        self.valid(self.json, package)

    def extracted(self, url):
        package = pathlib.Path(tempfile.mkdtemp(dir=self.folder)) / "shop"
        self.anneal.run("extract", "--url", url, "--out", package).expect(0, "extract")
        self.valid(self.json, package)

    def extracted_from_sqlite(self):
        path = self.folder / "shop.db"
        sqlite.load(path, (FIXTURES / "sqlite" / "shop.sql").read_text(encoding="utf-8"))
        self.extracted("sqlite:%s" % path)

    def extracted_from_postgres(self, server):
        name = server.create()
        try:
            server.script(name, (FIXTURES / "postgres" / "shop.sql").read_text(encoding="utf-8"))
            self.extracted(server.url(name))
        finally:
            server.drop(name)

    # ---- lists of checks

    def add_packages(self):
        self.add(self.json, "valid: new", self.new_package)
        self.add(self.json, "valid: tests/schema/json", lambda: self.valid(self.json, HERE / "json"))
        for package in sorted((ROOT / "schemas-example").iterdir()):
            if (package / "Product.json").exists():
                self.add(self.json, "valid: schemas-example/%s" % package.name, lambda at=package: self.valid(self.json, at))
        for case in sorted((ROOT / "tests" / "golden" / "packages").iterdir()):
            # An anneal.json may stand beside a package of SchemaSmith's, whose files are another format.
            is_ours = (case / "package" / "anneal.json").exists() and not case.name.startswith("smith-")
            if is_ours and (case / "exit").exists() and (case / "exit").read_text().strip() == "0":
                self.add(self.json, "valid: golden/packages/%s" % case.name, lambda at=case / "package": self.valid(self.json, at))
        for case in sorted((ROOT / "tests" / "golden" / "plans").iterdir()):
            if (case / "want" / "anneal.json").exists():
                self.add(self.json, "valid: golden/plans/%s" % case.name, lambda at=case / "want": self.valid(self.json, at))

    def add_extracted(self, verbose):
        self.add(self.json, "valid: extracted from sqlite", self.extracted_from_sqlite)
        for label, server, reason in postgres.servers_from_env(verbose):
            name = "valid: extracted from %s" % label
            if server is None:
                self.skipped.append((name, reason))
            else:
                self.add(self.json, name, lambda server=server: self.extracted_from_postgres(server))

    def add_changes(self, schemas, base, wrong, files, odd):
        """Rows of cases.py."""
        ending = schemas.validator.ending

        def replace(old, new):
            return lambda text: text.replace(old, new, 1)

        for name, file, old, new, key in wrong:
            self.add(schemas, "%s wrong: %s" % (base, name), lambda file=file + ending, change=replace(old, new), key=key:
                     self.wrong(schemas, base, file, change, key))
        for name, file, text, key, said in files:
            self.add(schemas, "%s wrong: %s" % (base, name), lambda file=file + ending, text=text, key=key, said=said:
                     self.wrong(schemas, base, file, lambda _: text, key, said))
        for name, file, old, new in odd:
            self.add(schemas, "%s odd: %s" % (base, name), lambda file=file + ending, change=replace(old, new):
                     self.odd(schemas, base, file, change))

    def sarif_is_valid(self, schema, path):
        faults = self.json.validator.faults(schema, path)
        if faults:
            raise Failure("%s: does not validate" % path, "\n".join(faults))

    def plan_is_valid(self, path):
        faults = self.json.validator.faults(self.json.of("plan.json"), path)
        if faults:
            raise Failure("%s: does not validate" % path, "\n".join(faults))

    def add_plans(self):
        for path in sorted((ROOT / "tests" / "golden").glob("*/*/*.json")):
            if path.name in ("plan.json", "review.json"):
                self.add(self.json, "valid: golden/%s/%s/%s" % (path.parts[-3], path.parent.name, path.name), lambda path=path: self.plan_is_valid(path))

    def add_sarif(self):
        schema, reason = find_sarif_schema()
        for path in sorted((ROOT / "tests" / "golden" / "reviews").glob("*/*.sarif")):
            name = "valid: golden/reviews/%s/%s" % (path.parent.name, path.name)
            if schema is None:
                self.skipped.append((name, reason))
            else:
                self.add(self.json, name, lambda path=path: self.sarif_is_valid(schema, path))

    def add_all(self, verbose):
        for schemas in (self.json, self.xsd):
            for _, path in schemas.rows:
                self.add(schemas, "schema: %s" % path.name, lambda schemas=schemas, path=path: self.schema_is_sound(schemas, path))
        self.add_packages()
        self.add_extracted(verbose)
        self.add_plans()
        self.add_sarif()
        self.add_changes(self.json, "json", cases.JSON_WRONG, cases.JSON_WRONG_FILES, cases.JSON_ODD)
        self.add(self.xsd, "valid: tests/schema/xml", lambda: self.valid(self.xsd, HERE / "xml"))
        self.add_changes(self.xsd, "xml", cases.XML_WRONG, cases.XML_WRONG_FILES, cases.XML_ODD)


def main(words):
    if [word for word in words if word.startswith("-") and word not in ("-v", "--show")]:
        sys.exit(__doc__)
    pattern = next((word for word in words if not word.startswith("-")), "")
    verbose, shows = "-v" in words, "--show" in words
    with tempfile.TemporaryDirectory(prefix="anneal-schema-") as folder:
        suite = Suite(program_from_env(False), pathlib.Path(folder), shows)
        suite.add_all(verbose)
        return run_checks([check for check in suite.checks if matches(check[0], pattern)],
                          [skip for skip in suite.skipped if matches(skip[0], pattern)], jobs=1 if shows else 2, verbose=verbose)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
