#!/usr/bin/env python3
"""The rules of the house that a machine can check; docs/architecture.md says them in words.

One test a file (all rules), one a header (compiles alone).  Exceptions, each with its reason: allow.txt beside this file.
"""
import re
import shlex
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ALLOW = Path(__file__).with_name("allow.txt")

RANKS = {
    "base": 0, "model": 1, "codec": 2,
    "package": 3, "diff": 3, "engine": 3,
    "plan": 4, "lint": 4, "report": 4,
    "deploy": 5, "job": 6, "cli": 7,
}
ENGINE_MAY = {"base", "model"}      # and the headers directly in src/engine/
API_ROOMS = {"job", "cli"}          # who may include <anneal/…>: job implements it
MAX_FUNCTION = 60
MAX_FILE = 800

PRINTS = re.compile(r"(?<![\w.>])(?:v?printf|puts|putchar|perror)\s*\("
                    r"|(?<![\w.>])(?:v?fprintf|fputs|fputc|putc|fwrite)\s*\([^;]*\b(?:stdout|stderr)\b")
EXITS = re.compile(r"(?<![\w.>])(?:exit|_exit|_Exit|quick_exit)\s*\(")
HEAP = re.compile(r"(?<![\w.>])(?:malloc|calloc|realloc|reallocarray|aligned_alloc|free|strdup|strndup|v?asprintf)\s*\(")
ENGINE_NAMES = re.compile(r"postgres|sqlite|mysql|mariadb|sqlserver|\bpg_", re.IGNORECASE)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)

TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)


def blank(text, keep):
    """Comments become blanks, and literals too unless `keep`; lines stay where they are."""
    def one(match):
        token = match.group()
        if token[0] in "\"'" and keep:
            return token
        return re.sub(r"[^\n]", " ", token)
    return TOKEN.sub(one, text)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


class Allowed:
    """Lines of allow.txt: RULE PATH[:NAME] REASON…"""

    def __init__(self, path):
        self.rows = {}
        self.used = set()
        if path.exists():
            for number, line in enumerate(path.read_text().splitlines(), 1):
                if not line.strip() or line.startswith("#"):
                    continue
                words = line.split(None, 2)
                if len(words) < 3:
                    sys.exit(f"allow.txt:{number}: RULE PATH REASON expected")
                self.rows[(words[0], words[1])] = words[2]

    def __call__(self, rule, what):
        if (rule, what) in self.rows:
            self.used.add((rule, what))
            return True
        return False

    def stale(self):
        return sorted(set(self.rows) - self.used)


def room_of(path):
    """Returns (room, engine) of a file below src/ or tests/unit/; engine is None outside an engine's folder."""
    parts = path.parts[1:] if path.parts[0] == "src" else path.parts[2:]
    if len(parts) < 2:
        return None, None
    engine = parts[1] if parts[0] == "engine" and len(parts) > 2 else None
    return parts[0], engine


def check_includes(path, text, room, engine):
    for match in INCLUDE.finditer(text):
        bracket, name = match.groups()
        line = line_of(text, match.start())
        if name.startswith("anneal/"):
            if room not in API_ROOMS and path.parts[0] == "src":
                yield line, "include", f"<{name}>: only job and cli know the public headers"
            continue
        if bracket == "<":
            continue
        if "/" not in name:
            if path.parts[0] == "src" and not name.endswith("_sql.h"):
                yield line, "include", f'"{name}": write it from src/, "room/file.h"'
            continue
        other = name.split("/")[0]
        if other not in RANKS:
            yield line, "include", f'"{name}": {other} is not a room'
            continue
        problem = include_problem(room, engine, other, name)
        if problem:
            yield line, "include", f'"{name}": {problem}'


def include_problem(room, engine, other, name):
    parts = name.split("/")
    if other == "engine" and len(parts) > 2:
        if room == "engine" and engine == parts[1]:
            return None
        return f"the inside of engine {parts[1]} is its own"
    if room == "engine" and other not in ENGINE_MAY and other != "engine":
        return "engines include base, model and the headers of src/engine only"
    if other == room or RANKS[other] < RANKS[room]:
        return None
    if RANKS[other] == RANKS[room]:
        return f"{room} and {other} are siblings"
    return f"{other} is above {room}"


def check_words(path, text, room):
    bare = blank(text, keep=False)
    if room != "cli":
        for pattern, what in ((PRINTS, "prints outside cli"), (EXITS, "ends the program outside cli")):
            for match in pattern.finditer(bare):
                yield line_of(bare, match.start()), "output", f"{what}: {match.group().split('(')[0].strip()}"
    if room != "base":
        for match in HEAP.finditer(bare):
            yield line_of(bare, match.start()), "heap", f"{match.group().rstrip('( ')}: memory comes from base"
    if room != "engine":
        code = blank(text, keep=True)
        for match in ENGINE_NAMES.finditer(code):
            yield line_of(code, match.start()), "engine-name", f"`{match.group()}`: ask the vtable or a capability"


def functions(text):
    """(name, first line, lines in the body) of each function; tables and types are passed over."""
    code = blank(text, keep=False)
    code = re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", lambda m: re.sub(r"[^\n]", " ", m.group()), code, flags=re.MULTILINE)
    depth = start = 0
    name = None
    head = 0
    for match in re.finditer(r"[{};]", code):
        mark = match.group()
        if mark == "{":
            if depth == 0:
                before = code[head:match.start()]
                called = re.search(r"(\w+)\s*\(", before)
                name = called.group(1) if called and before.rstrip().endswith(")") and "=" not in before else None
                start = match.start()
            depth += 1
        elif mark == "}":
            depth -= 1
            if depth == 0:
                if name:
                    yield name, line_of(code, start), code.count("\n", start, match.start()) - 1
                head = match.end()
        elif depth == 0:
            head = match.end()


def check_sizes(path, text, allowed):
    lines = text.count("\n")
    if lines > MAX_FILE and not allowed("file-length", str(path)):
        yield 1, "file-length", f"{lines} lines, at most {MAX_FILE}"
    for name, line, length in functions(text):
        if length > MAX_FUNCTION and not allowed("function-length", f"{path}:{name}"):
            yield line, "function-length", f"{name}: {length} lines, at most {MAX_FUNCTION}"


def check_file(path, allowed):
    """All that is wrong with one file: (line, rule, text)."""
    text = (ROOT / path).read_text(encoding="utf-8")
    if path.parts[0] == "include":
        for match in INCLUDE.finditer(text):
            if not match.group(2).startswith("anneal/") and match.group(1) == '"':
                yield line_of(text, match.start()), "include", f'"{match.group(2)}": public headers stand alone'
        return
    room, engine = room_of(path)
    if room is None:
        return
    if room not in RANKS:
        yield 1, "room", f"{room} is not a room: docs/architecture.md lists them"
        return
    found = list(check_includes(path, blank_comments(text), room, engine))
    if path.parts[0] == "src":
        found += check_words(path, text, room)
        found += check_sizes(path, text, allowed)
    for line, rule, what in found:
        if rule in ("file-length", "function-length") or not allowed(rule, str(path)):
            yield line, rule, what


def blank_comments(text):
    return re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m.group()), text, flags=re.DOTALL)


def compile_flags():
    flags = ["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only", "-D_XOPEN_SOURCE=700",
             f"-I{ROOT}/src", f"-I{ROOT}/include"]
    for module in ("jansson", "libxml-2.0", "libmd", "sqlite3", "libpq", "libmariadb"):
        done = subprocess.run(["pkg-config", "--cflags", module], capture_output=True, text=True, check=False)
        flags += shlex.split(done.stdout)
    return flags


def compile_alone(header, flags, folder):
    """Returns what the compiler says about a file that includes this header only; empty: fine."""
    name = header.relative_to(header.parts[0])
    source = Path(folder) / (str(header).replace("/", "_") + ".c")
    source.write_text(f'#include "{name}"\ntypedef int not_empty;\n')
    done = subprocess.run(["gcc", *flags, str(source)], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stderr


def main():
    allowed = Allowed(ALLOW)
    files = [p.relative_to(ROOT) for top in ("src", "include", "tests/unit")
             for p in sorted((ROOT / top).rglob("*.[ch]"))]
    passed = failed = 0
    for path in files:
        problems = list(check_file(path, allowed))
        for line, rule, what in problems:
            print(f"FAIL {path}:{line}: [{rule}] {what}")
        passed, failed = (passed, failed + 1) if problems else (passed + 1, failed)

    headers = [p for p in files if p.suffix == ".h" and p.parts[0] in ("src", "include")]
    flags = compile_flags()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        for header, said in zip(headers, pool.map(lambda h: compile_alone(h, flags, folder), headers)):
            if said:
                print(f"FAIL {header} does not compile alone:\n{said}")
                failed += 1
            else:
                passed += 1

    for rule, what in allowed.stale():
        print(f"FAIL tests/layering/allow.txt: `{rule} {what}` is no longer needed")
        failed += 1
    print(f"{passed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
