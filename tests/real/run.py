#!/usr/bin/env python3
"""Takes databases that somebody else has made through extract and deploy. They are not part of this repository.

FOLDER holds .sql files, at any depth: dumps, or whatever psql reads. Each is loaded into a database of its own;
what of it the server refuses (a role that isn't there, rows that don't fit) is left out, and counted with -v. Lines that make
another database or connect to one are left out too.
  each file                    extracted and deployed into an empty database: `pg_dump -s` of both is equal, nothing is
                               left to do
  before.sql beside after.sql  after.sql extracted and deployed onto before.sql without its rows, everything allowed
  --chain                      the files of each folder, in the order of their names, are versions of one schema: each is
                               also deployed onto the one before it

usage: run.py FOLDER [PATTERN] [-v] [--keep] [--chain] [--prove]
  PATTERN  only the cases whose name, as it is printed, has it or matches it
  --keep   keeps databases and packages of what fails, and names them
  --prove  each plan is proven first
Servers are named by the environment, as for tests/pairs: ANNEAL_PG15_URL and ANNEAL_PG15_BIN, 18 likewise.
"""
import os
import pathlib
import re
import shutil
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "pairs"))

from harness import postgres  # noqa: E402
from harness.checks import Failure, matches, program_from_env, run_checks, say, show_command  # noqa: E402

EMPTY = """DO $$ BEGIN EXECUTE (SELECT 'TRUNCATE ' || string_agg(oid::regclass::text, ', ') || ' CASCADE' FROM pg_class
             WHERE relkind IN ('r', 'p') AND relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
               AND oid NOT IN (SELECT objid FROM pg_depend WHERE deptype = 'e')); END $$"""
ELSEWHERE = re.compile(r"(?im)^[ \t]*(\\c(onnect)?\b|(create|drop|alter) +database\b).*$")
OBJECTS = """SELECT count(*) FROM pg_depend WHERE refclassid = 'pg_namespace'::regclass AND refobjid >= 16384 OR
                refobjid = (SELECT oid FROM pg_namespace WHERE nspname = 'public') AND deptype = 'n'"""
SECONDS = 600  # a dump of thousands of objects, on a machine that does something else too


def load(server, database, path, verbose):
    """Runs a file in one psql and goes on after errors, as its owner would have had to."""
    done = server.psql(database, ELSEWHERE.sub("", path.read_text(encoding="utf-8", errors="replace")))
    refused = [line for line in done.stderr.splitlines() if "ERROR:" in line]
    if verbose and refused:
        say("%s: %d statements were refused, the first: %s" % (path.name, len(refused), refused[0]))


def check(server, anneal, target, source, options):
    """Loads `source` (None: an empty database) and deploys what `target` extracts to."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="anneal-real-"))
    live, wanted = server.create("_live"), server.create("_wanted")
    kept = False
    try:
        load(server, wanted, target, "-v" in options)
        if source:
            load(server, live, source, "-v" in options)
            # Whether somebody else's rows fit is another question.
            server.psql(live, "SET client_min_messages = error;\n" + EMPTY)
        if server.query(wanted, OBJECTS) == "0":
            raise Failure("%s leaves nothing in the database" % target.name)
        walk(server, anneal, live, wanted, folder / "package", "--prove" in options)
    except Exception:
        kept = "--keep" in options
        if kept:
            say("kept for %s: live %s, wanted %s, %s" % (target, server.url(live), server.url(wanted), folder))
        raise
    finally:
        if not kept:
            server.drop(live)
            server.drop(wanted)
            shutil.rmtree(folder, ignore_errors=True)


def without_progress(text):
    """The errors of a deploy, from the step that failed on."""
    at = re.search(r"(?m)^(\[\d+/\d+\] .*: failed|(\S+: )?error: )", text)
    return text[at.start():] if at else text


def walk(server, anneal, live, wanted, package, is_proven):
    anneal.run("extract", "--url", server.url(wanted), "--out", package, seconds=SECONDS).expect(0, "extract")
    at = ("-p", package, "--url", server.url(live))
    if is_proven:
        anneal.run("plan", *at, "--allow", "all,DATA_LOSS", "--prove", seconds=SECONDS).expect(0, "the proof")
    deploy = anneal.run("deploy", *at, "--yes", "--allow", "all,DATA_LOSS", seconds=SECONDS)
    if deploy.code != 0:
        raise Failure("deploy: exit code %s, not 0" % deploy.code, without_progress(deploy.err))
    difference = postgres.compare(server, wanted, live)
    if difference:
        raise Failure("the deployed schema is not the one that was extracted", difference)
    again = anneal.run("plan", *at, "--allow", "all,DATA_LOSS", "--exit-code", seconds=SECONDS)
    if again.code != 0:
        raise Failure("the second plan has something to do", show_command(again))


def cases(root, pattern, is_chain):
    """(name, target, source or None)"""
    folders = {}
    for path in sorted(root.rglob("*.sql")):
        folders.setdefault(path.parent, []).append(path)
    for folder, paths in folders.items():
        names = [path.name for path in paths]
        is_pair = {"before.sql", "after.sql"} <= set(names)
        before = None
        for path in paths:
            name = str(path.relative_to(root))
            if is_pair and path.name not in ("before.sql", "after.sql"):
                continue  # what else a pair has is no schema
            found = [(name, path, None)]
            if is_pair and path.name == "after.sql":
                found.append(("%s onto before.sql" % name, path, folder / "before.sql"))
            elif is_chain and before:
                found.append(("%s onto %s" % (name, before.name), path, before))
            yield from (case for case in found if matches(case[0], pattern))
            before = path


def main(words):
    flags = [word for word in words if word.startswith("-")]
    plain = [word for word in words if not word.startswith("-")]
    if not 1 <= len(plain) <= 2 or set(flags) - {"-v", "--keep", "--chain", "--prove"}:
        sys.exit(__doc__)
    root = pathlib.Path(plain[0])
    found = list(cases(root, plain[1] if len(plain) > 1 else "", "--chain" in flags))
    if not found:
        sys.exit("no .sql file below %s is meant" % root)
    anneal = program_from_env("-v" in flags)
    checks, skipped = [], []
    for label, server, reason in postgres.servers_from_env("-v" in flags):
        for name, target, source in found:
            if server is None:
                skipped.append(("%s (%s)" % (name, label), reason))
            else:
                checks.append(("%s (%s)" % (name, label), lambda server=server, target=target, source=source: check(
                    server, anneal, target, source, flags)))
    return run_checks(checks, skipped, jobs=int(os.environ.get("ANNEAL_JOBS") or 1), verbose=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
