"""Runs named checks, two at a time, and prints the summary that every driver ends with."""
import fnmatch
import os
import subprocess
import sys
import threading
import traceback
import zlib
from concurrent.futures import ThreadPoolExecutor

SHOWN_LINES = 45
COMMAND_SECONDS = 120


class Failure(Exception):
    """A check found something wrong: `reason` in one line, `detail` the useful part of an output or a diff."""

    def __init__(self, reason, detail=""):
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


class Skip(Exception):
    """A check can't run here; the text says why."""


def shorten(text, lines=SHOWN_LINES):
    rows = text.rstrip("\n").split("\n")
    if len(rows) > lines:
        rows = rows[:lines] + ["… %d more lines" % (len(rows) - lines)]
    return "\n".join(rows)


class Result:
    """How one command ended."""

    def __init__(self, words, code, out, err):
        self.words, self.code, self.out, self.err = words, code, out, err

    @property
    def text(self):
        return self.out + self.err

    def expect(self, code, why):
        """Raises unless the exit code is `code` (a number or a tuple of numbers)."""
        codes = code if isinstance(code, tuple) else (code,)
        if self.code not in codes:
            wanted = " or ".join(str(one) for one in codes)
            raise Failure("%s: exit code %s, not %s" % (why, self.code, wanted), show_command(self))
        return self

    def says(self, words, why):
        """Raises unless the output has `words`, whatever their case."""
        if words.lower() not in self.text.lower():
            raise Failure("%s: the output lacks %r" % (why, words), show_command(self))
        return self


def show_command(result):
    detail = "$ " + " ".join(result.words) + "\n"
    if result.out.strip():
        detail += result.out.rstrip("\n") + "\n"
    if result.err.strip():
        detail += "(stderr) " + result.err.rstrip("\n") + "\n"
    return detail


class Program:
    """The anneal binary under test."""

    def __init__(self, path, verbose=False):
        self.path, self.verbose = path, verbose

    def run(self, *words, env=None, cwd=None, stdin=None, seconds=COMMAND_SECONDS):
        process = self.start(*words, env=env, cwd=cwd, stdin=stdin)
        return self.finish(process, seconds=seconds)

    def start(self, *words, env=None, cwd=None, stdin=None):
        words = [str(word) for word in words]
        if self.verbose:
            say("$ anneal " + " ".join(words))
        process = subprocess.Popen([self.path] + words, cwd=cwd, env=dict(os.environ, **(env or {})),
                                   stdin=stdin or subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        process.words = words
        return process

    def finish(self, process, seconds=COMMAND_SECONDS):
        shown = ["anneal"] + process.words
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            late = Result(shown, None, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"))
            raise Failure("anneal %s: no end after %d s" % (process.words[:1], seconds), show_command(late))
        result = Result(shown, process.returncode, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"))
        if self.verbose:
            say("  exit %s\n%s" % (result.code, shorten(result.text, 15)))
        return result


_print_lock = threading.Lock()


def say(text):
    with _print_lock:
        print(text, flush=True)


def program_from_env(verbose):
    path = os.environ.get("ANNEAL")
    if not path:
        sys.exit("ANNEAL is not set: give the path of the anneal binary")
    if not os.access(path, os.X_OK):
        sys.exit("ANNEAL=%s: not a program" % path)
    return Program(os.path.abspath(path), verbose)


def matches(name, pattern):
    return not pattern or pattern in name or fnmatch.fnmatch(name, pattern)


def in_sample(name):
    """Whether a case belongs to the share that ANNEAL_SAMPLE=N asks for: about one in N, by the hash of its name."""
    return zlib.crc32(name.encode()) // 3 % int(os.environ.get("ANNEAL_SAMPLE") or 1) == 0


def run_checks(checks, skipped=(), jobs=2, verbose=False, last=None):
    """Runs `checks`, a list of (name, function), prints failures as they come and the summary last.

    skipped  (name, reason) of what the driver left out already.
    last     (name, function) that runs when all others have ended.
    Returns the exit code: 1 if any check failed.
    """
    passed, failed = [], []
    skips = list(skipped)

    def one(name, function):
        try:
            function()
        except Skip as skip:
            skips.append((name, str(skip)))
        except Failure as failure:
            failed.append(name)
            say("FAIL %s: %s" % (name, failure.reason))
            if failure.detail:
                say("    " + shorten(failure.detail).replace("\n", "\n    "))
        except Exception:  # a driver's own mistake must not look like a pass
            failed.append(name)
            say("FAIL %s: the driver broke\n    %s" % (name, traceback.format_exc().replace("\n", "\n    ")))
        else:
            passed.append(name)
            if verbose:
                say("ok   %s" % name)

    with ThreadPoolExecutor(max_workers=jobs) as pool:
        for future in [pool.submit(one, name, function) for name, function in checks]:
            future.result()
    if last:
        one(*last)
    reasons = {}
    for name, reason in skips:
        reasons.setdefault(reason, []).append(name)
    for reason, names in reasons.items():
        shown = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
        print("skipped %d (%s): %s" % (len(names), shown, reason))
    print("%d passed, %d failed, %d skipped" % (len(passed), len(failed), len(skips)), flush=True)
    return 1 if failed else 0
