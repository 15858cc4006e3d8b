#!/usr/bin/env python3
"""What a newcomer does first: schemas-example/run, and the same package on PostgreSQL.

Each deploy must be followed by a plan that finds nothing to do.
"""
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "schemas-example" / "shop"
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
        for words, codes, wanted in (
            (("check",), (0,), ""),
            (("plan", "--url", database, "--exit-code"), (2,), "customers"),
            (("deploy", "--url", database, "--yes"), (0,), ""),
            (("plan", "--url", database, "--exit-code"), (0,), NOTHING),
            (("drift", "--url", database), (0,), ""),
        ):
            done = run(ANNEAL, *words, "-p", str(PACKAGE))
            fine = done.returncode in codes and wanted in done.stdout
            check(f"shop on PostgreSQL {version}: {words[0]}", "" if fine else said(done))
    finally:
        run(server, "dropdb", url, "example")


def main():
    example_script()
    for version in (15, 18):
        deploy_to_postgres(version)
    print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
