#!/usr/bin/env python3
"""Golden packages: what `anneal check` says of a package, nearly all of them wrong in one way.

packages/<case>/package/           the package; absent: there is none
packages/<case>/stdout, stderr     what is expected; an absent file means nothing is said
packages/<case>/exit               the exit code, one line
`--update` writes the last three: review that diff.

Usage: ANNEAL=build/debug/anneal tests/golden/packages.py [--update] [CASE…]
"""
import difflib
import os
import re
import subprocess
import sys
from pathlib import Path

# What this build lacks says nothing about the package.
NOT_BUILT_IN = re.compile(r"^note: \w+ is not built into this program.*\n", re.MULTILINE)

CASES = Path(__file__).with_name("packages")
EXPECTED = ("stdout", "stderr", "exit")
TIMEOUT_S = 60


def run_check(program, case):
    """What the program says, by the names of the files that hold it."""
    done = subprocess.run([program, "check", "-p", "package"], cwd=case, capture_output=True, timeout=TIMEOUT_S, check=False,
                          env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100"})
    return {"stdout": done.stdout.decode("utf-8", "backslashreplace"),
            "stderr": NOT_BUILT_IN.sub("", done.stderr.decode("utf-8", "backslashreplace")),
            "exit": f"{done.returncode}\n"}


def update(case, said):
    for name in EXPECTED:
        if said[name]:
            (case / name).write_text(said[name], encoding="utf-8")
        else:
            (case / name).unlink(missing_ok=True)


def differences(case, said):
    for name in EXPECTED:
        path = case / name
        want = path.read_text(encoding="utf-8") if path.exists() else ""
        if want != said[name]:
            yield from difflib.unified_diff(want.splitlines(), said[name].splitlines(), f"{case.name}/{name} (expected)",
                                            f"{case.name}/{name}", lineterm="")


def main():
    arguments = sys.argv[1:]
    is_update = "--update" in arguments
    wanted = [argument for argument in arguments if argument != "--update"]
    program = os.environ.get("ANNEAL")
    if not program:
        sys.exit("set ANNEAL to the program under test")
    program = str(Path(program).resolve())
    cases = sorted(path for path in CASES.iterdir() if path.is_dir() and (not wanted or path.name in wanted))
    passed = failed = 0
    for case in cases:
        said = run_check(program, case)
        if is_update:
            update(case, said)
        problems = list(differences(case, said))
        passed, failed = (passed, failed + 1) if problems else (passed + 1, failed)
        if problems:
            print(f"FAIL packages/{case.name}", *problems, sep="\n")
    print(f"{passed} passed, {failed} failed, 0 skipped")
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
