#!/usr/bin/env python3
"""Golden reviews: what the program makes of two states of a package, offline, in every format.

reviews/<case>/base/, head/   the two packages
reviews/<case>/options        more options of `anneal review`, one line; may be absent
reviews/<case>/review.txt, review.sql, review.json, review.md, review.html, review.sarif, review.junit.xml
                              what is expected; `--update` writes them: review that diff

Usage: ANNEAL=build/debug/anneal tests/golden/reviews.py [--update] [CASE…]
"""
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
from pathlib import Path

from plans import MOVING, ROOT, compare

CASES = Path(__file__).with_name("reviews")
FORMATS = {"review.txt": "text", "review.sql": "sql", "review.json": "json", "review.md": "markdown",
           "review.html": "html", "review.sarif": "sarif", "review.junit.xml": "junit"}
HOST_LIMIT = 65536  # characters of a comment on GitHub

MOVING_HERE = MOVING + [
    (re.compile(r"<style>.*</style>", re.S), "<style></style>"),
    (re.compile(r"<p>anneal [^ ]+ · plan <code>[0-9a-f]{12}"), "<p>anneal VERSION · plan <code>HASH"),
    (re.compile(r"<sub>anneal [^ ]+ "), "<sub>anneal VERSION "),
    (re.compile(r"plan [0-9a-f]{12}</sub>"), "plan HASH</sub>"),
    (re.compile(r'("version": )"(?!2\.1\.0)[^"]*"'), r'\1"VERSION"'),
]


def check_sarif(text):
    """Each result has a rule that is listed and a level; places are relative to the root of the sources."""
    for run in json.loads(text)["runs"]:
        rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        used = {result["ruleId"] for result in run["results"]}
        if sorted(used) != sorted(rules) or any(result["level"] not in ("note", "warning", "error") for result in run["results"]):
            raise RuntimeError("review.sarif: rules and results don't belong together")
        for result in run["results"]:
            for place in result.get("locations", ()):
                at = place["physicalLocation"]
                if at["artifactLocation"]["uri"].startswith("/") or at.get("region", {}).get("startLine", 1) < 1:
                    raise RuntimeError("review.sarif: a place that code hosts can't show")


def check_counts(text):
    """What JUnit's XML says of itself must be what it holds."""
    for suite in xml.etree.ElementTree.fromstring(text).iter("testsuite"):
        for count, element in (("tests", "testcase"), ("failures", "failure"), ("skipped", "skipped")):
            if int(suite.get(count, "0")) != sum(1 for _ in suite.iter(element)):
                raise RuntimeError(f"review.junit.xml: {count} is wrong")


CHECKS = {"review.junit.xml": check_counts, "review.sarif": check_sarif}


def run_review(program, case, folder):
    """Returns {file: text} of all formats, or raises RuntimeError with what the program said."""
    options = case / "options"
    command = [program, "review", "--base", "base", "--head", "head"]
    command += shlex.split(options.read_text()) if options.exists() else []
    for name, form in FORMATS.items():
        command += ["--format", form, "--out", str(folder / name)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=case,
                          env={**os.environ, "NO_COLOR": "1"})
    if done.returncode != 0:
        raise RuntimeError(f"exit code {done.returncode}\n{done.stderr}")
    made = {}
    for name in FORMATS:
        text = (folder / name).read_text()
        if len(text.encode("utf-16-le")) // 2 >= HOST_LIMIT and name == "review.md":
            raise RuntimeError(f"{name} is too long for a comment")
        if name in CHECKS:
            CHECKS[name](text)
        for pattern, replacement in MOVING_HERE:
            text = pattern.sub(replacement, text)
        made[name] = text
    return made


def check(program, case, update):
    """Returns the lines of all that is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            made = run_review(program, case, Path(folder))
        except (RuntimeError, subprocess.TimeoutExpired) as error:
            return [str(error)]
    for name, text in made.items() if update else ():
        (case / name).write_text(text)
    return compare(case, made)


def main(words):
    update = "--update" in words
    wanted = [word for word in words if word != "--update"]
    program = os.path.abspath(os.environ.get("ANNEAL", str(ROOT / "build/debug/anneal")))
    passed = failed = 0
    for case in sorted(path for path in CASES.iterdir() if (path / "head").is_dir()):
        if wanted and case.name not in wanted:
            continue
        problems = check(program, case, update)
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
