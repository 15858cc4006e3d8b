#!/usr/bin/env python3
"""Measures `anneal review` of N tables against N tables, from two folders and from two revisions of git.

usage: ANNEAL=build/release/anneal tests/bench/review.py [N [RUNS]]      N is 1000 unless told, RUNS 10

Of the head's tables none, a tenth or all have one more column and one of another type; the answer is Markdown. Wall time is the least
and the median of the runs, CPU the mean of user and system time. It passes no judgement: the machine may be busy.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import check


def change(folder, count, share):
    for number in range(0, count, share):
        one = check.table(number)
        one["Columns"].append(check.column("added", "text", Nullable=True))
        one["Columns"][6]["DataType"] = "bigint"
        (folder / "Templates/Main/Tables" / ("bench.%s.json" % one["Name"])).write_text(json.dumps(one, indent=2) + "\n")


def git(folder, *words):
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main", *words], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL)


def main(arguments):
    program = os.environ.get("ANNEAL")
    if not program or len(arguments) > 2 or not all(word.isdigit() for word in arguments):
        sys.exit(__doc__)
    count, runs = ([int(word) for word in arguments] + [1000, 10][len(arguments):])[:2]
    program = str(pathlib.Path(program).resolve())
    print("%d tables against %d, %d runs, load %.1f on %d CPUs" % (count, count, runs, os.getloadavg()[0], os.cpu_count()))
    print("  %-34s %10s %10s %10s" % ("", "least ms", "median ms", "CPU ms"))
    with tempfile.TemporaryDirectory(prefix="anneal-bench-") as work:
        base, head = pathlib.Path(work) / "base", pathlib.Path(work) / "head"
        check.write_package(base, count, "PostgreSQL")
        git(base, "init", "-q")
        git(base, "add", "-A")
        git(base, "commit", "-qm", "base")
        shutil.copytree(base, head)
        for share, words in ((0, "none changed"), (10, "a tenth changed"), (1, "all changed")):
            if share:
                change(head, count, share)
                git(head, "add", "-A")
                git(head, "commit", "-qm", words)
            for how, ends in (("folders", ["--base", str(base), "--head", str(head)]),
                              ("revisions", ["--base", "HEAD~%d" % bool(share), "--head", "HEAD", "-p", str(head)])):
                if share == 1 and how == "revisions":
                    ends[1] = "HEAD~2"
                least, median, cpu = check.measure([program, "review", *ends, "--format", "markdown"], runs)
                print("  %-34s %10.0f %10.0f %10.0f" % ("%s, %s" % (words, how), least, median, cpu))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
