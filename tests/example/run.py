#!/usr/bin/env python3
"""What a newcomer does first: schemas-example/run, and the same package on PostgreSQL.

Each deploy must be followed by a plan that finds nothing to do; the package in XML must find nothing to do either. It is what
`anneal convert` makes of the other: `tests/example/run.py --update` writes it anew.
"""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "schemas-example" / "shop"
IN_XML = ROOT / "schemas-example" / "shop-xml"
ANNEAL = os.environ["ANNEAL"]
NOTHING = "Nothing to do"

counts = {"passed": 0, "failed": 0, "skipped": 0}


def check(name, problem):
    """Counts one check; `problem` is empty when it passed."""
    counts["failed" if problem else "passed"] += 1
    print(f"FAIL {name}\n{problem}" if problem else f"ok   {name}")


def run(*words, env=None):
    return subprocess.run(words, capture_output=True, text=True, env=env, stdin=subprocess.DEVNULL, timeout=300, check=False)


def said(done):
    return f"$ {' '.join(map(str, done.args))}\n{done.stdout}{done.stderr}(exit status {done.returncode})"


def example_script():
    done = run(str(ROOT / "schemas-example" / "run"))
    problem = ""
    if done.returncode != 0:
        problem = "it failed"
    elif done.stdout.count(NOTHING) != 1 or "born_on" not in done.stdout:
        problem = "it shows something else than it means to"
    check("schemas-example/run", problem and f"{problem}\n{said(done)}")


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.suffix in (".json", ".xml", ".sql")}


def convert(source, form, folder):
    return run(ANNEAL, "convert", "-p", str(source), "--format", form, "--out", str(folder))


def package_in_xml():
    """Made by convert, and back again without loss."""
    with tempfile.TemporaryDirectory() as work:
        made, back, again = (Path(work) / name for name in ("made", "back", "again"))
        done = convert(PACKAGE, "xml", made)
        problem = "" if done.returncode == 0 else said(done)
        if not problem and files(made) != files(IN_XML):
            problem = "schemas-example/shop-xml is not what convert makes: run tests/example/run.py --update"
        check("shop-xml is what convert makes of shop", problem)
        convert(made, "json", back)
        convert(back, "xml", again)
        check("shop by way of XML and JSON", "" if files(again) == files(made) else "it is not the same bytes")


def package_in_xml_on_sqlite():
    """One package deploys, the other finds nothing to do."""
    for first, second in ((PACKAGE, IN_XML), (IN_XML, PACKAGE)):
        with tempfile.TemporaryDirectory() as work:
            url = f"sqlite:{work}/shop.db"
            done = run(ANNEAL, "deploy", "-p", str(first), "--url", url, "--yes")
            problem = "" if done.returncode == 0 else said(done)
            done = run(ANNEAL, "plan", "-p", str(second), "--url", url, "--exit-code")
            if not problem and (done.returncode != 0 or NOTHING not in done.stdout):
                problem = said(done)
            check(f"{first.name} deployed to SQLite, planned by {second.name}", problem)


def update():
    shutil.rmtree(IN_XML, ignore_errors=True)
    done = convert(PACKAGE, "xml", IN_XML)
    print(done.stdout + done.stderr)
    return done.returncode


def deploy_to_postgres(version):
    """On a database of its own: deploy, plan again, drift."""
    url = os.environ.get(f"ANNEAL_PG{version}_URL")
    if not url:
        print("skip", os.environ.get(f"ANNEAL_PG{version}_SKIP", f"PostgreSQL {version}: ANNEAL_PG{version}_URL is not set"))
        counts["skipped"] += 1
        return
    server = str(ROOT / "tests" / "servers" / "pg")
    made = run(server, "newdb", url, "example")
    database = made.stdout.strip()
    try:
        for package, words, codes, wanted in (
            (PACKAGE, ("check",), (0,), ""),
            (PACKAGE, ("plan", "--url", database, "--exit-code"), (2,), "customers"),
            (PACKAGE, ("deploy", "--url", database, "--yes"), (0,), ""),
            (PACKAGE, ("plan", "--url", database, "--exit-code"), (0,), NOTHING),
            (PACKAGE, ("drift", "--url", database), (0,), ""),
            (IN_XML, ("plan", "--url", database, "--exit-code"), (0,), NOTHING),
            (IN_XML, ("drift", "--url", database), (0,), ""),
        ):
            done = run(ANNEAL, *words, "-p", str(package))
            fine = done.returncode in codes and wanted in done.stdout
            check(f"{package.name} on PostgreSQL {version}: {words[0]}", "" if fine else said(done))
    finally:
        run(server, "dropdb", url, "example")


def main():
    if "--update" in sys.argv[1:]:
        return update()
    example_script()
    package_in_xml()
    package_in_xml_on_sqlite()
    for version in (15, 18):
        deploy_to_postgres(version)
    print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
