#!/usr/bin/env python3
"""Runs what docs/walkthroughs.md shows: each section on a database of its own, on each PostgreSQL server.

Of a section: a block behind a line that is a file's name in backquotes is written to that file of the package, a
block of `sql` is run in the database, of `console` each line behind `$ ` is a command, and what follows it must stand in
its output, line by line and in order (`…` stands for any lines). `# exit N` behind a command says how it ends, else 0.

usage: run.py [PATTERN] [-v]
"""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "pairs"))

from harness import postgres  # noqa: E402
from harness.checks import Failure, matches, program_from_env, run_checks  # noqa: E402

PAGE = ROOT / "docs" / "walkthroughs.md"
BLOCK = re.compile(r"(?P<before>[^\n]*)\n\n?```(?P<kind>\w+)\n(?P<text>.*?)```\n", re.S)


def sections():
    """(title, blocks) of each; those in front of the first are everybody's."""
    common, *parts = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.M)
    return [(part.split("\n")[0], list(BLOCK.finditer(common)) + list(BLOCK.finditer(part))) for part in parts]


class Walk:
    """One section on its way."""

    def __init__(self, anneal, server, verbose):
        self.anneal, self.server, self.verbose = anneal, server, verbose
        self.folder = Path(tempfile.mkdtemp(prefix="anneal-walk-"))
        self.database = server.create()
        self.env = dict(os.environ, SHOP_URL=server.url(self.database), PATH="%s:%s" % (Path(anneal.path).parent, os.environ["PATH"]))

    def close(self):
        self.server.drop(self.database)
        subprocess.run(["rm", "-r", str(self.folder)], check=False)

    def write(self, name, text):
        path = self.folder / "shop" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def command(self, line, wanted):
        words, _, code = line.partition("  # exit ")
        done = subprocess.run(["sh", "-c", words], cwd=self.folder, env=self.env, capture_output=True, text=True, timeout=300, check=False)
        shown = "$ %s\n%s%s(exit code %d)" % (line, done.stdout, done.stderr, done.returncode)
        if self.verbose:
            print(shown)
        if done.returncode != int(code or 0):
            raise Failure("%s: exit code %d" % (words, done.returncode), shown)
        rest = (done.stdout + done.stderr).split("\n")
        for row in wanted:
            if row.strip() in ("", "…"):
                continue
            while rest and row.strip() not in rest[0]:
                rest.pop(0)
            if not rest:
                raise Failure("%s: the output lacks %r" % (words, row), shown)

    def console(self, text):
        for part in re.split(r"^\$ ", text, flags=re.M)[1:]:
            line, *wanted = part.rstrip("\n").split("\n")
            self.command(line, wanted)

    def block(self, block):
        name = re.fullmatch(r"`([^`]+)`", block["before"])
        if block["kind"] == "console":
            self.console(block["text"])
        elif name:
            self.write(name[1], block["text"])
        elif block["kind"] == "sql":
            self.server.script(self.database, block["text"])


def walk(anneal, server, blocks, verbose):
    on_the_way = Walk(anneal, server, verbose)
    try:
        for block in blocks:
            on_the_way.block(block)
    finally:
        on_the_way.close()


def main():
    words = [word for word in sys.argv[1:] if word != "-v"]
    verbose = "-v" in sys.argv[1:]
    pattern = words[0] if words else ""
    anneal = program_from_env(verbose)
    checks, skipped = [], []
    for title, blocks in sections():
        for label, server, reason in postgres.servers_from_env(verbose):
            name = "%s (%s)" % (title, label)
            if not matches(name, pattern):
                continue
            if server is None:
                skipped.append((name, reason))
            else:
                checks.append((name, lambda server=server, blocks=blocks: walk(anneal, server, blocks, verbose)))
    return run_checks(checks, skipped, verbose=verbose)


if __name__ == "__main__":
    sys.exit(main())
