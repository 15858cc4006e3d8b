#!/usr/bin/env python3
"""Deploys one random PostgreSQL schema onto another and compares with what the package says.

A seed makes a schema with rows, edits it, and turns by its number into one of: a deploy at once; a deploy without
--allow and then one with; deploys that are killed at random moments until one ends; two deployers at once.

usage: postgres.py [--seed N] [--count N] [--edits N] [--mode NAME] [--save DIR] [-v]
  --seed   the first seed (1)      --count  how many (60)      --edits  at most so many edits (8)
  --save   where before.sql, after.sql and renames.json of failures go
"""
import argparse
import json
import pathlib
import random
import re
import shutil
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "pairs"))
sys.path.insert(0, str(HERE))

import pg_edits  # noqa: E402
import pg_kinds  # noqa: E402
import pg_schema  # noqa: E402
import pg_sql  # noqa: E402
from harness import postgres  # noqa: E402
from harness.checks import Failure, Skip, program_from_env, run_checks, show_command  # noqa: E402
from harness.package import Package  # noqa: E402

MODES = ("once", "once", "held", "killed", "once", "both")


class Case:
    def __init__(self, seed, most_edits):
        rng = random.Random(seed)
        self.seed, self.rng = seed, rng
        self.before = pg_schema.make(rng, lambda schema, is_first: pg_kinds.make(
            schema, [kind for kind in pg_kinds.KINDS if kind.first == is_first or not is_first]))
        pg_kinds.settle(self.before)
        while True:
            self.after = self.before.clone(rng)
            self.edits = pg_edits.edit(self.after, rng.randrange(1, most_edits + 1))
            if pg_sql.is_fair(self.before, self.after):
                break
        if pg_sql.reuses_table(self.before, self.after):
            self.before.has_rows = False
        self.renames = pg_sql.renames(self.before, self.after)

    def save(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "before.sql").write_text(pg_sql.script(self.before, True), encoding="utf-8")
        (folder / "after.sql").write_text(pg_sql.script(self.after, False), encoding="utf-8")
        (folder / "renames.json").write_text(json.dumps(self.renames, indent=2, ensure_ascii=False), encoding="utf-8")


class Walk:
    """One case on one server."""

    def __init__(self, case, server, anneal, folder):
        self.case, self.server, self.anneal, self.folder = case, server, anneal, folder
        server.need_role(pg_kinds.ROLE)
        self.live, self.wanted = server.create("_live"), server.create("_wanted")

    def close(self):
        self.server.drop(self.live)
        self.server.drop(self.wanted)

    def run(self, mode):
        try:
            self.server.script(self.live, pg_sql.script(self.case.before, True))
            self.server.script(self.wanted, pg_sql.script(self.case.after, False))
        except Failure as failure:  # about one in 150: two things of one name after some edits
            raise Skip("the server refuses the generated schema: %s" % failure.detail.strip().split("\n")[0])
        self.anneal.run("extract", "--url", self.server.url(self.wanted), "--out", self.folder).expect(0, "extract")
        package = Package(self.folder)
        package.configure(Grants="managed")
        for entry in self.case.renames:
            package.rename(entry)
        self.words = ("-p", self.folder, "--url", self.server.url(self.live))
        plan = self.anneal.run("plan", *self.words, "--format", "sql").expect(0, "plan")
        try:
            getattr(self, mode)()
            self.check()
        except Failure as failure:
            failure.detail += "\n-- the first plan was:\n" + plan.out
            raise

    def deploy(self, *words):
        return self.anneal.run("deploy", *self.words, "--yes", *words)

    def once(self):
        self.deploy("--allow", "all,DATA_LOSS").expect(0, "deploy")

    def held(self):
        before, columns = sum(self.server.counts(self.live).values()), self.columns()
        result = self.deploy().expect((0, 3), "deploy without --allow")
        if sum(self.server.counts(self.live).values()) < before or self.columns() < columns:
            raise Failure("a deploy without --allow lost something", show_command(result))
        again = self.deploy().expect(result.code, "the same again")
        if result.code == 0:
            again.says("Nothing to do", "the same again")
        self.once()

    def columns(self):
        return int(self.server.query(self.live, """
            SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = relnamespace
            WHERE relkind = 'r' AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND nspname !~ '^(pg_|information_schema|anneal)'"""))

    def killed(self):
        for _ in range(8):
            process = self.anneal.start("deploy", *self.words, "--yes", "--allow", "all,DATA_LOSS")
            time.sleep(self.case.rng.uniform(0.05, 0.6))
            process.kill()
            code = self.anneal.finish(process).code
            if code == 0:
                break
        self.once()

    def both(self):
        pair = [self.anneal.start("deploy", *self.words, "--yes", "--allow", "all,DATA_LOSS") for _ in range(2)]
        for one in pair:
            self.anneal.finish(one).expect(0, "one of two deployers")

    def check(self):
        # The server keeps an identity's sequence under the name that it had before a rename.
        difference = postgres.compare(self.server, self.wanted, self.live, privileges=True, identity_names=not self.case.renames)
        if difference:
            raise Failure("the deployed schema is not the one of the package", difference)
        damage = postgres.leftovers(self.server, self.live)
        if damage:
            raise Failure("the deploy left something broken", damage)
        for query, answer in pg_sql.checks(self.case.before, self.case.after):
            found = self.server.query(self.live, query)
            if found != answer:
                raise Failure("rows were not carried", "%s\nis %s, not %s" % (query, found, answer))
        self.anneal.run("plan", *self.words, "--exit-code").expect(0, "plan after the deploy")
        self.deploy("--allow", "all,DATA_LOSS").expect(0, "second deploy").says("Nothing to do", "second deploy")


def check_seed(seed, server, anneal, given):
    case = Case(seed, given.edits)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="anneal-random-"))
    walk = None
    try:
        walk = Walk(case, server, anneal, folder / "pkg")
        walk.run(given.mode or MODES[seed % len(MODES)])
    except Failure as failure:
        if given.save:
            case.save(pathlib.Path(given.save) / ("seed%d" % seed))
            (pathlib.Path(given.save) / ("seed%d" % seed) / "failure.txt").write_text("%s\n%s" % (failure.reason, failure.detail), encoding="utf-8")
        failure.detail = "edits: %s\n%s" % (" ".join(case.edits), failure.detail)
        raise
    finally:
        if walk:
            walk.close()
        shutil.rmtree(folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--edits", type=int, default=8)
    parser.add_argument("--mode", choices=sorted(set(MODES)))
    parser.add_argument("--save")
    parser.add_argument("-v", action="store_true")
    given = parser.parse_args()
    anneal, checks, skipped = program_from_env(given.v), [], []
    for label, server, reason in postgres.servers_from_env(given.v):
        for seed in range(given.seed, given.seed + given.count):
            name = "seed %d (%s)" % (seed, label)
            if not postgres.runs_on(label, name):
                continue
            if server is None:
                skipped.append((name, reason))
            else:
                checks.append((name, lambda seed=seed, server=server: check_seed(seed, server, anneal, given)))
    return run_checks(checks, skipped, verbose=given.v)


if __name__ == "__main__":
    sys.exit(main())
