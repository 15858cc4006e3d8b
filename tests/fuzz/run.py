#!/usr/bin/env python3
"""Fuzz programs: each for 12 seconds, or ANNEAL_FUZZ_SECONDS, from seeds that the repository's files make.

First every input in tests/fuzz/found/<program>/, which once failed, is run again. What libFuzzer finds worth keeping stays in
build/fuzz/corpus/<program>, so that the next run goes on from there; what fails is put into build/fuzz/crashes/<program>.

usage: run.py [PROGRAM] [-v]; one input: build/fuzz/tests/fuzz/fuzz_<program> FILE
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILD = ROOT / "build" / "fuzz"
sys.path.insert(0, str(HERE.parent / "pairs"))

from harness.checks import Failure, matches, run_checks, say  # noqa: E402
import seeds  # noqa: E402

INPUT_SECONDS = 10  # that one input may take
MEMORY_MB = 2048
ENVIRONMENT = dict(os.environ, UBSAN_OPTIONS="print_stacktrace=1:halt_on_error=1", ASAN_OPTIONS="detect_leaks=1")


def reason_to_skip():
    if not shutil.which("clang"):
        return "clang is not installed, and cannot be"
    probe = subprocess.run(["bash", "-c", ". tests/servers/lib.sh; have_libfuzzer"], cwd=ROOT, check=False)
    return None if probe.returncode == 0 else "clang lacks libFuzzer (libclang-rt-N-dev), which cannot be installed"


def build():
    """The programs alone: the rest of this preset's build is not needed."""
    for words in (["cmake", "--preset", "fuzz"],
                  ["cmake", "--build", "--preset", "fuzz", "--target", "fuzz_programs", "-j1"]):
        done = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if done.returncode != 0:
            raise Failure("build of the fuzz programs", done.stdout.decode("utf-8", "replace")[-6000:])


def program_path(program):
    return BUILD / "tests" / "fuzz" / ("fuzz_" + program)


def run_program(program, words):
    common = ["-timeout=%d" % INPUT_SECONDS, "-rss_limit_mb=%d" % MEMORY_MB, "-max_len=%d" % seeds.MAX_BYTES]
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="anneal-fuzz-", dir=memory) as folder:
        done = subprocess.run([str(program_path(program))] + common + words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              cwd=BUILD, env=dict(ENVIRONMENT, TMPDIR=folder), check=False)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def what_failed(text):
    """The lines that say it: from the first complaint to the end of its stack."""
    lines = text.split("\n")
    marks = ("not so:", "runtime error:", "ERROR:", "Assertion")
    first = next((i for i, line in enumerate(lines) if any(mark in line for mark in marks)), max(0, len(lines) - 30))
    return "\n".join(line[:400] for line in lines[first:first + 24])


def replay(program, path):
    code, text = run_program(program, [str(path)])
    if code != 0:
        raise Failure("%s fails again" % path.relative_to(ROOT), what_failed(text))


def how_long():
    """Without ANNEAL_FUZZ_SECONDS a run begins as the last one did, so that it tells of a change and not of luck."""
    given = os.environ.get("ANNEAL_FUZZ_SECONDS")
    return (int(given), []) if given else (12, ["-seed=1"])


def fuzz(program, verbose):
    seconds, words = how_long()
    corpus, made, crashes = (BUILD / kind / program for kind in ("corpus", "seeds", "crashes"))
    dictionary = BUILD / "seeds" / (program + ".dict")
    for folder in (made, crashes):
        shutil.rmtree(folder, ignore_errors=True)
    for folder in (corpus, crashes):
        folder.mkdir(parents=True, exist_ok=True)
    seeds.write_seeds(program, made)
    seeds.write_words(program, dictionary)
    words += ["-max_total_time=%d" % seconds, "-artifact_prefix=%s/" % crashes, "-dict=%s" % dictionary, "-print_final_stats=1"]
    code, text = run_program(program, words + [str(corpus), str(made)])
    found = sorted(crashes.iterdir())
    if code != 0 or found:
        shown = "".join("reproduce: %s %s\n" % (program_path(program), path) for path in found)
        raise Failure("exit code %d" % code, shown + what_failed(text))
    if verbose:
        said = [line for line in text.split("\n") if "DONE" in line or "number_of_executed" in line or "INITED" in line]
        say("\n".join(["%s: %d seeds" % (program, len(list(made.iterdir())))] + said))


def main(words):
    if [word for word in words if word.startswith("-") and word != "-v"]:
        sys.exit(__doc__)
    pattern, verbose = next((word for word in words if not word.startswith("-")), ""), "-v" in words
    reason = reason_to_skip()
    if reason:
        return run_checks([], [(program, reason) for program in seeds.PROGRAMS])
    try:
        build()
    except Failure as failure:
        return run_checks([("build", lambda failure=failure: raise_it(failure))])
    checks, skipped = [], []
    for program in (program for program in seeds.PROGRAMS if matches(program, pattern)):
        if not program_path(program).exists():
            skipped.append((program, "an engine that it needs is not built"))
            continue
        for path in sorted((HERE / "found" / program).glob("*")):
            checks.append(("%s: %s" % (program, path.name), lambda program=program, path=path: replay(program, path)))
        checks.append(("%s for %d s" % (program, how_long()[0]), lambda program=program: fuzz(program, verbose)))
    return run_checks(checks, skipped, jobs=1, verbose=verbose)


def raise_it(failure):
    raise failure


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
