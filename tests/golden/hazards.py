#!/usr/bin/env python3
"""The rules of plans (docs/rules.md): each on a change that has the hazard, and on one like it that has not.

hazards/<RULE>.json   Platform; Op, Hazard: of the step that is to be there; Base: the tables that are there; Fires, Quiet: those that
                      are to be; BaseFiles, FiresFiles, QuietFiles: other files of the template; Config: more of anneal.json

A rule of the page without such a file is a failure, and so is a file without a rule.

Usage: ANNEAL=build/debug/anneal tests/golden/hazards.py [RULE…]
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CASES = Path(__file__).with_name("hazards")


def write(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content))


def make(folder, case, which):
    write(folder, "Product.json", {"Name": "hazards", "Platform": case["Platform"], "TemplateOrder": ["Main"]})
    write(folder, "anneal.json", {"Manage": ["s"], **case.get("Config", {})})
    write(folder, "Templates/Main/Template.json", {"Name": "Main"})
    for table in case.get(which, []):
        write(folder, f"Templates/Main/Tables/{table['Name']}.json", table)
    for name, content in case.get(which + "Files", {}).items():
        write(folder, f"Templates/Main/{name}", content)


def steps(program, case, which):
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder, "base"), case, "Base")
        make(Path(folder, "head"), case, which)
        done = subprocess.run([program, "review", "--base", Path(folder, "base"), "--head", Path(folder, "head"), "--format", "json",
                               *case.get("Words", [])], capture_output=True, text=True, timeout=60, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{which}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return [(step.get("Operation", "rename_table"), set(step.get("Hazards", []))) for step in json.loads(done.stdout).get("Steps", [])]


def has(case, found):
    return any((op == case["Op"] or case["Op"] == "*") and case["Hazard"] in hazards for op, hazards in found)


def check(program, rule, rows):
    """Returns what is wrong; nothing: None."""
    path = CASES / f"{rule}.json"
    if not path.exists():
        return "there is no case of it"
    if rule not in rows:
        return "docs/rules.md has no such rule"
    case = json.loads(path.read_text())
    if case["Hazard"] not in rows[rule]:
        return f"docs/rules.md does not give it {case['Hazard']}"
    try:
        fires, quiet = steps(program, case, "Fires"), steps(program, case, "Quiet")
    except (RuntimeError, KeyError) as error:
        return str(error)
    if not has(case, fires):
        return f"no step {case['Op']} with {case['Hazard']}: {fires}"
    return f"it finds something where it should not: {quiet}" if has(case, quiet) else None


def main(words):
    program = os.path.abspath(os.environ.get("ANNEAL", str(ROOT / "build/debug/anneal")))
    words = [word for word in words if word != "--update"]
    page = (ROOT / "docs/rules.md").read_text().partition("## Rules of plans")[2]
    rows = dict(re.findall(r"^\| ([A-Z][A-Z_0-9]+) \| (.*) \|$", page, re.MULTILINE))
    passed = failed = 0
    for rule in sorted({*rows, *(path.stem for path in CASES.glob("*.json"))}):
        if words and rule not in words:
            continue
        problem = check(program, rule, rows)
        failed += problem is not None
        passed += problem is None
        if problem:
            print(f"FAIL {rule}: {problem}")
    print(f"{passed} passed, {failed} failed, 0 skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
