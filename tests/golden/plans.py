#!/usr/bin/env python3
"""Golden plans: the text, the SQL and the JSON that the program makes of a live database and a package.

plans/<case>/live.sql    the database as it is (run by Python's sqlite3; empty or absent: an empty database)
plans/<case>/want/       the package
plans/<case>/options     more options of `anneal plan`, one line; may be absent
plans/<case>/plan.txt, plan.sql, plan.json    what is expected; `--update` writes them: review that diff

Usage: ANNEAL=build/debug/anneal tests/golden/plans.py [--update] [CASE…]
"""
import difflib
import os
import re
import shlex
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CASES = Path(__file__).with_name("plans")
FORMATS = {"plan.txt": "text", "plan.sql": "sql", "plan.json": "json"}

# What differs from one machine or release to the next, and says nothing about the plan.
MOVING = [
    (re.compile(r',\n  "Revision": "[0-9a-f]+"'), ""),  # of this repository
    (re.compile(r'("Tool": )"[^"]*"'), r'\1"VERSION"'),
    (re.compile(r'("ServerVersion": )\d+'), r"\g<1>0"),
    (re.compile(r'("Hash": )"[0-9a-f]{64}"'), r'\1"HASH"'),
    (re.compile(r"^-- Hash: [0-9a-f]{64}$", re.MULTILINE), "-- Hash: HASH"),
    (re.compile(r"(made by anneal )[^ ]+\.$", re.MULTILINE), r"\1VERSION."),
]


def make_database(case, path):
    live = case / "live.sql"
    connection = sqlite3.connect(path)
    try:
        if live.exists():
            connection.executescript(live.read_text())
        connection.commit()
    finally:
        connection.close()


def run_plan(program, case, folder):
    """Returns {file: text} of all formats, or raises RuntimeError with what the program said."""
    database = folder / "shop.db"
    make_database(case, database)
    before = database.read_bytes()
    options = case / "options"
    command = [program, "plan", "--package", str(case / "want"), "--url", f"sqlite:{database}"]
    command += shlex.split(options.read_text()) if options.exists() else []
    for name, form in FORMATS.items():
        command += ["--format", form, "--out", str(folder / name)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False,
                          env={**os.environ, "NO_COLOR": "1"})
    if done.returncode != 0:
        raise RuntimeError(f"exit code {done.returncode}\n{done.stderr}")
    if database.read_bytes() != before:
        raise RuntimeError("`plan` has changed the database")
    made = {}
    for name in FORMATS:
        text = (folder / name).read_text().replace(str(database), "shop.db")
        if str(folder) in text:
            raise RuntimeError(f"{name} names the folder of the database")
        for pattern, replacement in MOVING:
            text = pattern.sub(replacement, text)
        made[name] = text
    return made


def compare(case, made):
    """Returns the lines of all differences."""
    lines = []
    for name, text in made.items():
        path = case / name
        expected = path.read_text() if path.exists() else ""
        lines += difflib.unified_diff(expected.splitlines(), text.splitlines(),
                                      f"{case.name}/{name} expected", f"{case.name}/{name} made", lineterm="")
    return lines


def main(words):
    update = "--update" in words
    wanted = [word for word in words if word != "--update"]
    program = os.environ.get("ANNEAL", str(ROOT / "build/debug/anneal"))
    passed = failed = 0
    for case in sorted(path for path in CASES.iterdir() if (path / "want").is_dir()):
        if wanted and case.name not in wanted:
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                made = run_plan(program, case, Path(folder))
                if update:
                    for name, text in made.items():
                        (case / name).write_text(text)
                problems = compare(case, made)
            except (RuntimeError, subprocess.TimeoutExpired, sqlite3.Error) as error:
                problems = [str(error)]
        if problems:
            failed += 1
            print(f"FAIL {case.name}", *problems, sep="\n")
        else:
            passed += 1
    if passed + failed == 0:
        print("FAIL no such case:", *wanted)
        failed = 1
    print(f"{passed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
