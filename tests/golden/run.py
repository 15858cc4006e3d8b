#!/usr/bin/env python3
"""All golden suites: every other *.py beside this file, with the same arguments; the last line counts over all of them.

Usage: ANNEAL=build/debug/anneal tests/golden/run.py [--update]
"""
import re
import subprocess
import sys
from pathlib import Path

SUMMARY = re.compile(r"(\d+) passed, (\d+) failed, (\d+) skipped$")


def main():
    totals = [0, 0, 0]
    broken = 0
    here = Path(__file__).resolve()
    for suite in sorted(path for path in here.parent.glob("*.py") if path != here):
        done = subprocess.run([sys.executable, str(suite), *sys.argv[1:]], stdout=subprocess.PIPE, text=True, check=False)
        lines = done.stdout.splitlines()
        counts = SUMMARY.match(lines[-1]) if lines else None
        print(*(lines[:-1] if counts else lines), sep="\n", end="\n" if len(lines) > 1 else "")
        if counts:
            totals = [total + int(count) for total, count in zip(totals, counts.groups())]
        if not counts or (done.returncode != 0 and counts.group(2) == "0"):
            print(f"FAIL {suite.name} ended with {done.returncode}")
            broken += 1
    print(f"{totals[0]} passed, {totals[1] + broken} failed, {totals[2]} skipped")
    return 1 if totals[1] or broken else 0


if __name__ == "__main__":
    sys.exit(main())
