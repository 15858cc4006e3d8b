#!/usr/bin/env python3
"""Every rule of lint on a package in which it finds something, and on one in which it finds nothing.

rules/<CODE>.json   Platform; Fires, Quiet: tables; FiresFiles, QuietFiles: other files of the template; Config, FiresConfig,
                    QuietConfig: more of anneal.json; Also: rules that are on, too; Base, BaseFiles: what is there before, of a rule
                    over changes, for which `review` leads from there to Fires or Quiet

A rule without such a file is a failure, and so is a file without a rule.

Usage: ANNEAL=build/debug/anneal tests/golden/rules.py [CODE…]
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CASES = Path(__file__).with_name("rules")


def write(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content))


def make(folder, case, which, levels):
    config = {"Manage": ["s"], **case.get("Config", {}), **case.get(which + "Config", {}), "Rules": levels}
    write(folder, "Product.json", {"Name": "lint", "Platform": case["Platform"], "TemplateOrder": ["Main"]})
    write(folder, "anneal.json", config)
    write(folder, "Templates/Main/Template.json", {"Name": "Main"})
    for table in case.get(which, []):
        write(folder, f"Templates/Main/Tables/{table['Name']}.json", table)
    for name, content in case.get(which + "Files", {}).items():
        write(folder, f"Templates/Main/{name}", content)


def ask(program, code, case, which, levels, folder):
    """Runs check, or review from Base, and returns its lines; whatever else is wrong is an error."""
    head = Path(folder, "head")
    make(head, case, which, levels)
    if "Base" not in case and "BaseFiles" not in case:
        done = subprocess.run([program, "check", "-p", head], capture_output=True, text=True, timeout=60, check=False)
        is_well = "lint is valid" in done.stdout
    else:
        make(Path(folder, "base"), case, "Base", levels)
        done = subprocess.run([program, "review", "--base", Path(folder, "base"), "--head", head], capture_output=True, text=True,
                              timeout=60, check=False)
        is_well = done.returncode == 0
    if not is_well:
        raise RuntimeError(f"the package is wrong:\n{done.stdout}{done.stderr}")
    lines = [line for line in done.stdout.splitlines() if f": error: {code}: " in line]
    if "Base" not in case and bool(lines) != (done.returncode == 1):
        raise RuntimeError(f"exit code {done.returncode}:\n{done.stdout}{done.stderr}")
    return lines


def found(program, code, case, which, codes):
    """What is found with this rule alone: its lines."""
    levels = {one: "off" for one in codes}
    levels.update({one: "note" for one in case.get("Also", [])})
    levels[code] = "error"
    with tempfile.TemporaryDirectory() as folder:
        lines = ask(program, code, case, which, levels, folder)
    for line in lines:
        if not re.match(r".*Templates/Main/[^:]+:\d+:\d+: ", line):
            raise RuntimeError(f"no place in the package: {line}")
    return lines


def check(program, code, codes):
    """Returns what is wrong; nothing: None."""
    path = CASES / f"{code}.json"
    if not path.exists():
        return "there is no case of it"
    case = json.loads(path.read_text())
    if code not in codes:
        return "there is no such rule"
    try:
        if not found(program, code, case, "Fires", codes):
            return "it finds nothing where it should"
        lines = found(program, code, case, "Quiet", codes)
    except RuntimeError as error:
        return str(error)
    return "it finds something where it should not:\n" + "\n".join(lines) if lines else None


def main(words):
    program = os.path.abspath(os.environ.get("ANNEAL", str(ROOT / "build/debug/anneal")))
    listed = subprocess.run([program, "check", "--list-rules"], capture_output=True, text=True, check=True).stdout
    codes = re.findall(r"^([A-Z][A-Z_0-9]+) ", listed, re.MULTILINE)
    words = [word for word in words if word != "--update"]
    passed = failed = 0
    for code in sorted({*codes, *(path.stem for path in CASES.glob("*.json"))}):
        if words and code not in words:
            continue
        problem = check(program, code, codes)
        failed += problem is not None
        passed += problem is None
        if problem:
            print(f"FAIL {code}: {problem}")
    print(f"{passed} passed, {failed} failed, 0 skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
