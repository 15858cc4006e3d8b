#!/usr/bin/env python3
"""Runs the random suites of this folder, each with fixed seeds, and adds up their counts.

A skipped seed is one whose schema the server itself refuses; each suite prints the reason.
usage: run.py; longer: postgres.py --seed N --count N, sqlite.py --seed N --count N
"""
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SUITES = (("postgres.py", 30), ("sqlite.py", 60))
COUNTS = re.compile(r"^(\d+) passed, (\d+) failed, (\d+) skipped$")


def run(name, count):
    """The counts of one suite, whose output is passed on less its last line."""
    done = subprocess.run([sys.executable, str(HERE / name), "--seed", "1", "--count", str(count)],
                          stdout=subprocess.PIPE, text=True, errors="replace")
    lines = done.stdout.splitlines()
    found = COUNTS.match(lines[-1]) if lines else None
    print("---- %s" % name, *lines[: -1 if found else None], sep="\n", flush=True)
    if not found:
        return 0, 1, 0
    passed, failed, skipped = map(int, found.groups())
    return passed, failed or int(done.returncode != 0), skipped


def main():
    totals = [sum(column) for column in zip(*(run(name, count) for name, count in SUITES))]
    print("%d passed, %d failed, %d skipped" % tuple(totals))
    return 1 if totals[1] else 0


if __name__ == "__main__":
    sys.exit(main())
