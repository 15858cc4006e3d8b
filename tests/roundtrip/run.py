#!/usr/bin/env python3
"""Takes the shop fixtures through extract and deploy, and back, with and without edits of the package.

For each engine and server:
  round trip         extract, deploy into an empty database: same structure, nothing left to do, and a second extract
                     gives the same bytes; with a package in JSON, and with one in XML, each of which `convert` makes
                     from the other to the byte
  edits at once      all edits of fixtures/<engine>/shop_edit.py deployed to the loaded database and to an empty one:
                     same structure, rows kept
  edits one by one   each edit deployed on its own, in order
  extract into       all edits deployed from another package, then an extract into one that a hand has laid out in its own way:
                     nothing left to do, its layout kept
  empty              an empty database extracts to a package that finds nothing to do
MySQL and MariaDB have checks of their own: mysql_checks.py.

usage: run.py [PATTERN] [-v]
"""
import importlib.util
import json
import pathlib
import re
import shutil
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "pairs"))

from harness import postgres, sqlite  # noqa: E402
from harness.checks import Failure, matches, program_from_env, run_checks, show_command  # noqa: E402
from harness.package import Package  # noqa: E402

import mysql_checks  # noqa: E402

FIXTURES = HERE.parent.parent / "fixtures"


def edits_of(engine):
    spec = importlib.util.spec_from_file_location("%s_shop_edit" % engine, FIXTURES / engine / "shop_edit.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.EDITS


class PostgresPlace:
    """Throw-away databases of one server."""

    engine = "postgres"

    def __init__(self, server):
        self.server, self.names = server, []

    def new(self, script=""):
        name = self.server.create()
        self.names.append(name)
        if script:
            self.server.script(name, script)
        return name

    def url(self, name):
        return self.server.url(name)

    def compare(self, want, got):
        return postgres.compare(self.server, want, got)

    def counts(self, name):
        return self.server.counts(name)

    def damage(self, name):
        return postgres.leftovers(self.server, name)

    def place_words(self, name):
        """What of a package may name the database."""
        return [name]

    def code(self, name):
        return set()

    def close(self):
        for name in self.names:
            self.server.drop(name)


class SqlitePlace:
    """Throw-away files, each named shop.db in a folder of its own."""

    engine = "sqlite"

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="anneal-shop-"))

    def new(self, script=""):
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        path = folder / "shop.db"
        sqlite.load(path, script)
        return path

    def url(self, path):
        return "sqlite:%s" % path

    def compare(self, want, got):
        return sqlite.compare(want, got)

    def counts(self, path):
        return {(name,): rows for name, rows in sqlite.counts(path).items()}

    def damage(self, path):
        return sqlite.damage(path)

    def place_words(self, path):
        return [str(path.parent)]

    def code(self, path):
        return sqlite.code(path)

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)


class Shop:
    """One check's databases and packages."""

    def __init__(self, anneal, place):
        self.anneal, self.place = anneal, place
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="anneal-shop-"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.place.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def load(self):
        return self.place.new((FIXTURES / self.place.engine / "shop.sql").read_text(encoding="utf-8"))

    def new_folder(self):
        """Each package gets the same last folder name: the product may be called after it."""
        return pathlib.Path(tempfile.mkdtemp(dir=self.folder)) / "shop"

    def extract(self, database, *words):
        folder = self.new_folder()
        self.anneal.run("extract", "--url", self.place.url(database), "--out", folder, *words).expect(0, "extract")
        return Package(folder)

    def convert(self, package, form):
        folder = self.new_folder()
        self.anneal.run("convert", "-p", package.folder, "--format", form, "--out", folder).expect(0, "convert to " + form)
        return Package(folder)

    def deploy(self, package, database, *words, why="deploy"):
        return self.anneal.run("deploy", "-p", package.folder, "--url", self.place.url(database), "--yes", *words).expect(0, why)

    def settled(self, package, database, why):
        self.anneal.run("plan", "-p", package.folder, "--url", self.place.url(database), "--format", "sql", "--exit-code").expect(
            0, "plan after " + why)
        self.deploy(package, database, why="second deploy after " + why).says("Nothing to do", "second deploy after " + why)
        self.anneal.run("drift", "-p", package.folder, "--url", self.place.url(database)).expect(0, "drift after " + why)

    def same(self, want, got, why):
        difference = self.place.compare(want, got)
        if difference:
            raise Failure(why, difference)
        damage = self.place.damage(got)
        if damage:
            raise Failure("%s left something broken" % why, damage)


def same_files(first, second, why):
    """Two packages as {path: bytes}."""
    for path in sorted(set(first) | set(second)):
        if first.get(path) != second.get(path):
            raise Failure("%s: it differs in %s" % (why, path), "first:\n%s\nsecond:\n%s" % (
                first.get(path, b"(no file)").decode(), second.get(path, b"(no file)").decode()))


def round_trip(anneal, place):
    round_trip_in(anneal, place, "json", "xml")


def round_trip_in_xml(anneal, place):
    round_trip_in(anneal, place, "xml", "json")


def round_trip_in(anneal, place, form, other):
    with Shop(anneal, place) as shop:
        loaded = shop.load()
        package = shop.extract(loaded, "--format", form)
        if {path.suffix for path in package.folder.rglob("*.*")} - {".sql"} != {"." + form}:
            raise Failure("not all files end with .%s" % form, "\n".join(map(str, package.folder.rglob("*.*"))))
        converted = shop.convert(package, other)
        same_files(converted.files(), shop.extract(loaded, "--format", other).files(), "converted and extracted %s" % other)
        same_files(package.files(), shop.convert(converted, form).files(), "%s by way of %s" % (form, other))
        shop.settled(package, loaded, "extract from the same database")
        empty = place.new()
        shop.deploy(package, empty)
        shop.same(loaded, empty, "the deployed schema is not the extracted one")
        shop.settled(package, empty, "the deploy to an empty database")
        again = shop.extract(empty, "--format", form)
        same_files(plain_files(package, place, loaded), plain_files(again, place, empty), "the second extract")


def plain_files(package, place, database):
    """The files of a package, the database's own name blotted out."""
    files = package.files()
    for path in files:
        for word in place.place_words(database):
            files[path] = files[path].replace(word.encode(), b"DATABASE")
    return files


def old_names(package):
    """{new table: old name} of every table with an OldName."""
    return {document["Name"]: document["OldName"] for _, document in package.documents("Tables") if document.get("OldName")}


def edits_at_once(anneal, place):
    with Shop(anneal, place) as shop:
        loaded = shop.load()
        package = shop.extract(loaded)
        for _, edit in edits_of(place.engine):
            edit(package)
        anneal.run("check", "-p", package.folder).expect(0, "check of the edited package")
        before, code = place.counts(loaded), place.code(loaded)
        held = anneal.run("deploy", "-p", package.folder, "--url", place.url(loaded), "--what-if")
        if place.counts(loaded) != before:
            raise Failure("--what-if changed the database", show_command(held))
        shop.deploy(package, loaded, "--allow", "all,DATA_LOSS", why="deploy of the edits")
        empty = place.new()
        shop.deploy(package, empty, why="deploy of the edited package to an empty database")
        shop.same(empty, loaded, "the edits do not lead to the edited package")
        renamed = old_names(package)
        for table, rows in place.counts(loaded).items():
            old = table[:-1] + (renamed.get(table[-1], table[-1]),)
            if before.get(old, rows) != rows:
                raise Failure("%s had %d rows and has %d" % (".".join(table), before[old], rows))
        if place.code(loaded) != code:
            raise Failure("views and triggers were %s and are %s" % (sorted(code), sorted(place.code(loaded))))
        shop.settled(package, loaded, "the edits")
        shop.settled(package, empty, "the edited package in an empty database")


def edits_one_by_one(anneal, place):
    with Shop(anneal, place) as shop:
        loaded = shop.load()
        package = shop.extract(loaded)
        for what, edit in edits_of(place.engine):
            edit(package)
            anneal.run("plan", "-p", package.folder, "--url", place.url(loaded), "--exit-code").expect(2, "plan of the edit that " + what)
            shop.deploy(package, loaded, "--allow", "all,DATA_LOSS", why="deploy of the edit that " + what)
            anneal.run("plan", "-p", package.folder, "--url", place.url(loaded), "--format", "sql", "--exit-code").expect(
                0, "plan after the edit that " + what)
        empty = place.new()
        shop.deploy(package, empty, why="deploy of the edited package to an empty database")
        shop.same(empty, loaded, "the edits one by one do not lead to the edited package")


def by_hand(value, indent=""):
    """JSON as nobody's program writes it: tabs, an object of a list on one line, blanks where there need be none."""
    if isinstance(value, dict) and not indent:
        return "{\n%s\n}\n\n" % ",\n".join("\t%s : %s" % (json.dumps(key), by_hand(item, "\t")) for key, item in value.items())
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n%s\n%s]" % (",\n".join("%s\t%s" % (indent, by_hand(item, indent + "\t")) for item in value), indent)
    if isinstance(value, dict):
        return "{ %s }" % ",  ".join("%s : %s" % (json.dumps(key), by_hand(item, indent)) for key, item in value.items())
    return json.dumps(value)


def extract_into(anneal, place):
    with Shop(anneal, place) as shop:
        loaded = shop.load()
        package, other = shop.extract(loaded), shop.extract(loaded)
        for path in other.folder.glob("Templates/Main/*/*.json"):
            path.write_text(by_hand(json.loads(path.read_text(encoding="utf-8"))), encoding="utf-8")
        laid_out = other.files()
        shop.anneal.run("extract", "--url", place.url(loaded), "--out", other.folder).expect(0, "extract of what is there")
        if other.files() != laid_out:
            raise Failure("an extract without a change changed files")
        for _, edit in edits_of(place.engine):
            edit(package)
        shop.deploy(package, loaded, "--allow", "all,DATA_LOSS", why="deploy of the edits")
        notes = shop.anneal.run("extract", "--url", place.url(loaded), "--out", other.folder).expect(0, "extract of the edits").err
        for path in re.findall(r"(?m)^(.*): note: .* its file is left as it is$", notes):
            pathlib.Path(path).unlink()  # as a person would: the object was dropped or renamed
        changed = [path for path in laid_out if path in other.files() and other.files()[path] != laid_out[path]]
        if not changed:
            raise Failure("the edits changed no file")
        for path in changed:
            text = other.files()[path].decode()
            if not text.startswith("{\n\t\"") or not text.endswith("\n}\n\n") or "\n  " in text:
                raise Failure("%s lost its layout" % path, text)
        shop.settled(other, loaded, "an extract into a package laid out by hand")


def empty_database(anneal, place):
    with Shop(anneal, place) as shop:
        database = place.new()
        package = shop.extract(database)
        anneal.run("check", "-p", package.folder).expect(0, "check")
        shop.settled(package, database, "extract from an empty database")


CHECKS = [("round trip", round_trip), ("round trip in xml", round_trip_in_xml), ("edits at once", edits_at_once),
          ("edits one by one", edits_one_by_one), ("extract into", extract_into), ("empty", empty_database)]


def main(words):
    if [word for word in words if word.startswith("-") and word != "-v"]:
        sys.exit(__doc__)
    pattern = next((word for word in words if not word.startswith("-")), "")
    verbose = "-v" in words
    anneal = program_from_env(verbose)
    places = [("sqlite", SqlitePlace, "")]
    for label, server, reason in postgres.servers_from_env(verbose):
        places.append((label, (lambda server=server: PostgresPlace(server)) if server else None, reason))
    checks, skipped = [], []
    for label, make, reason in places:
        for what, function in CHECKS:
            name = "%s: %s" % (label, what)
            if not matches(name, pattern):
                continue
            if make is None:
                skipped.append((name, reason))
            else:
                checks.append((name, lambda make=make, function=function: function(anneal, make())))
    for name, check, reason in mysql_checks.checks(anneal):
        if not matches(name, pattern):
            continue
        if check is None:
            skipped.append((name, reason))
        else:
            checks.append((name, check))
    return run_checks(checks, skipped, verbose=verbose)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
