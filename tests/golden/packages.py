#!/usr/bin/env python3
"""Golden packages: what `anneal check` says of a package, nearly all of them wrong in one way.

packages/<case>/package/           the package; absent: there is none
packages/<case>/stdout, stderr     what is expected; an absent file means nothing is said
packages/<case>/exit               the exit code, one line
packages/<case>/terminal           what a terminal of 80 columns shows on standard error, with carets; only where the file is there
`--update` writes all of them but makes no `terminal`: review that diff.

Usage: ANNEAL=build/debug/anneal tests/golden/packages.py [--update] [CASE…]
"""
import difflib
import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

# What this build lacks says nothing about the package.
NOT_BUILT_IN = re.compile(r"^note: \w+ is not built into this program.*\n", re.MULTILINE)

CASES = Path(__file__).with_name("packages")
TERMINAL_COLUMNS = 80
TIMEOUT_S = 60


def run_check(program, case):
    """What the program says, by the names of the files that hold it."""
    done = subprocess.run([program, "check", "-p", "package"], cwd=case, capture_output=True, timeout=TIMEOUT_S, check=False,
                          env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100"})
    return {"stdout": done.stdout.decode("utf-8", "backslashreplace"),
            "stderr": NOT_BUILT_IN.sub("", done.stderr.decode("utf-8", "backslashreplace")),
            "exit": f"{done.returncode}\n"}


def show_check(program, case):
    """Standard error of the same on a terminal."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 25, TERMINAL_COLUMNS, 0, 0))
    child = subprocess.Popen([program, "check", "-p", "package"], cwd=case, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                             stderr=theirs, env={**os.environ, "NO_COLOR": "1", "TERM": "xterm"})
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # Linux: the other side is closed
            break
        if not part:
            break
        shown += part
    os.close(ours)
    child.wait(TIMEOUT_S)
    return NOT_BUILT_IN.sub("", shown.decode("utf-8", "backslashreplace").replace("\r\n", "\n"))


def say(program, case):
    said = run_check(program, case)
    if (case / "terminal").exists():
        said["terminal"] = show_check(program, case)
    return said


def update(case, said):
    for name in said:
        if said[name]:
            (case / name).write_text(said[name], encoding="utf-8")
        else:
            (case / name).unlink(missing_ok=True)


def differences(case, said):
    for name in said:
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
        said = say(program, case)
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
