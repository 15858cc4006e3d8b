#!/usr/bin/env python3
"""Deploys the difference of two schemas, case by case, and compares the result with what the case wants.

A case is a folder <engine>/<name>/ (engine: postgres, sqlite or mysql, which is for MariaDB, too) with before.sql and after.sql. Optional files beside them:
  renames.json  what the package must say of old names: [{"table": "shop.orders", "OldName": "order"},
                {"table": …, "column" | "index" | "constraint" | "policy" | "statistics": …, "OldName": …}, {"sequence": …, "OldName": …}]
  spellings.json what the package says in other words that mean the same: [{"table": …, ["column" | … : …,] key: value}]
  spelled/      (folder) files that stand for those of the package: <object folder>/<name>.sql, the same in other words
  data.sql      SELECTs that must answer the same before and after; below a line "-- after" other SELECTs for the
                state after, with the same answers. data.back.sql: the same for the way back
  both_ways     (empty) the case is also run from after.sql to before.sql; without a PATTERN a third of these ways back
                by the hash of their name, all with ANNEAL_FULL
  unchanged     (empty) the two are equal: the plan must be empty
  rows_move     (empty) rows go to other tables: their total alone is compared, beside what data.sql says
  min_version   PostgreSQL's major version that the case needs
  only          MySQL: the servers that have what the case is about, words of `mysql`, `mariadb`, `mariadb118` …; absent: all
  privileges    rights count too: the roles that the case needs, one a line; they are made where they are missing and
                stay. A line `+managed` makes the package say that it manages them, `+owners` makes owners count

usage: run.py [PATTERN] [-v] [--keep] [--online] [--by-hand] [--check-cases]
  PATTERN        only the cases whose <engine>/<name> has it or matches it
  --keep         keeps databases and folders of cases that fail, and names them
  --online       deploys by the recipes that block nobody, which small tables alone would not need (also ANNEAL_ONLINE=1)
  --by-hand      no deploy: the server's own shell runs what `plan --format sql` writes; cases of which the script leaves something out
                 are skipped. Without it a share of the cases is run so, too
  --check-cases  no anneal: loads every case and checks that before and after differ (or not, as it says) for the
                 comparer, that data.sql runs, and that the rows of before.sql fit after.sql
"""
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile
import zlib

from harness import mysql, postgres, sqlite
from harness.checks import Failure, Skip, in_sample, matches, program_from_env, run_checks, say, show_command
from harness.package import Package, inverse
from harness.sqltext import quote_name as quote, split_name

HERE = pathlib.Path(__file__).resolve().parent


class Case:
    def __init__(self, folder, back=False):
        self.folder, self.back = folder, back
        self.name = "%s/%s%s" % (folder.parent.name, folder.name, "~back" if back else "")
        self.engine = folder.parent.name
        first, second = ("after.sql", "before.sql") if back else ("before.sql", "after.sql")
        self.before, self.after = self._text(first), self._text(second)
        self.unchanged = (folder / "unchanged").exists()
        self.rows_move = (folder / "rows_move").exists()
        self.min_version = int(self._text("min_version") or 0)
        self.only = (self._text("only") or "").split()
        words = (self._text("privileges") or "").splitlines()
        self.privileges, self.owners = (folder / "privileges").exists(), "+owners" in words
        self.managed = "+managed" in words
        self.roles = [word for word in words if word and not word.startswith("+")]
        renames = json.loads(self._text("renames.json") or "[]")
        self.renames = inverse(renames) if back else renames
        self.spellings = [] if back else json.loads(self._text("spellings.json") or "[]")
        data = self._text("data.back.sql" if back else "data.sql") or ""
        head, mark, tail = data.partition("\n-- after\n")
        self.data_before, self.data_after = head, tail if mark else head
        self.spelled = {} if back else {str(path.relative_to(folder / "spelled")): path.read_text(encoding="utf-8")
                                        for path in sorted(folder.glob("spelled/*/*"))}

    def _text(self, name):
        path = self.folder / name
        return path.read_text(encoding="utf-8") if path.exists() else None

    def new_name(self, table):
        """The name after the deploy of a table (a tuple of name parts) of before.sql."""
        for entry in self.renames:
            if len(entry) == 2 and "table" in entry:
                parts = tuple(split_name(entry["table"]))
                if parts[:-1] + (entry["OldName"],) == table:
                    return parts
        return table


def all_cases(pattern):
    found = []
    for folder in sorted(HERE.glob("*/*/")):
        if not (folder / "before.sql").exists():
            continue
        for back in (False, True) if (folder / "both_ways").exists() else (False,):
            case = Case(folder, back)
            if matches(case.name, pattern):
                found.append(case)
    return found


def in_share(case):
    """Whether a case is one of those that run where none is asked for by name: servers of MySQL take their time over DDL."""
    if os.environ.get("ANNEAL_FULL"):
        return True
    if case.engine == "mysql" and zlib.crc32(case.name.encode()) // 11 % 7 != 0:
        return False
    return not case.back or zlib.crc32(case.name.encode()) // 7 % 3 == 0


def in_share_by_hand(case):
    return zlib.crc32(case.name.encode()) // 13 % 24 == 0


class PostgresBench:
    """Two databases on a server for one case."""

    def __init__(self, server):
        self.server = server

    def open(self, case, folder):
        if case.min_version > self.server.version():
            raise Failure("the case needs PostgreSQL %d" % case.min_version)
        self.case = case
        for role in case.roles:
            self.server.need_role(role)
        self.live, self.wanted = self.server.create("_live"), self.server.create("_wanted")
        self.server.script(self.live, case.before)
        self.server.script(self.wanted, case.after)

    def close(self):
        for name in (getattr(self, "live", None), getattr(self, "wanted", None)):
            if name:
                self.server.drop(name)

    def url(self, which):
        return self.server.url(which)

    def counts(self):
        return self.server.counts(self.live)

    def answers(self, queries):
        return self.server.query(self.live, queries) if queries.strip() else ""

    def by_hand(self, path):
        self.server.by_hand(self.live, path)

    def difference(self):
        return postgres.compare(self.server, self.wanted, self.live, self.case.privileges, self.case.owners)

    def damage(self):
        return postgres.leftovers(self.server, self.live)

    def describe(self):
        return "%s: live %s, wanted %s" % (self.server.label, self.live, self.wanted)


class SqliteBench:
    """Two files for one case."""

    def open(self, case, folder):
        self.live, self.wanted = folder / "live.db", folder / "wanted.db"
        sqlite.load(self.live, case.before)
        sqlite.load(self.wanted, case.after)

    def close(self):
        pass

    def url(self, which):
        return "sqlite:%s" % which

    def counts(self):
        return {(name,): rows for name, rows in sqlite.counts(self.live).items()}

    def answers(self, queries):
        return sqlite.answers(self.live, queries)

    def by_hand(self, path):
        sqlite.by_hand(self.live, path)

    def difference(self):
        return sqlite.compare(self.wanted, self.live)

    def damage(self):
        return sqlite.damage(self.live)

    def describe(self):
        return "live %s, wanted %s" % (self.live, self.wanted)


class MysqlBench:
    """Two databases on a server for one case."""

    def __init__(self, server):
        self.server = server

    def open(self, case, folder):
        self.live, self.wanted = self.server.create("_live"), self.server.create("_wanted")
        self.server.script(self.live, case.before)
        self.server.script(self.wanted, case.after)

    def close(self):
        for name in (getattr(self, "live", None), getattr(self, "wanted", None)):
            if name:
                self.server.drop(name)

    def url(self, which):
        return self.server.url(which)

    def counts(self):
        return self.server.counts(self.live)

    def answers(self, queries):
        return self.server.answers(self.live, queries)

    def by_hand(self, path):
        self.server.by_hand(self.live, path)

    def difference(self):
        return mysql.compare(self.server, self.wanted, self.live)

    def damage(self):
        return mysql.damage(self.server, self.live)

    def describe(self):
        return "%s: live %s, wanted %s" % (self.server.label, self.live, self.wanted)


def run_case(case, bench, anneal, keep, how, by_hand):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="anneal-pair-"))
    kept = False
    try:
        bench.open(case, folder)
        walk(case, bench, anneal, folder / "pkg", how, by_hand)
    except Exception:
        if keep:
            kept = True
            say("kept for %s: %s, %s" % (case.name, bench.describe(), folder))
        raise
    finally:
        if not kept:
            bench.close()
            shutil.rmtree(folder, ignore_errors=True)


def run_by_hand(bench, anneal, folder, target, how):
    """What `deploy` would do, by the server's own shell. Returns the script."""
    path = folder.parent / "plan.sql"
    anneal.run("plan", *target, *how, "--allow", "all,DATA_LOSS", "--format", "sql", "--out", path).expect(0, "plan as a script")
    script = path.read_text(encoding="utf-8")
    counts = re.search(r"^-- (\d+) of (\d+) steps run", script, re.MULTILINE)
    if counts and counts.group(1) != counts.group(2):
        raise Skip("the script leaves something out")
    bench.by_hand(path)
    return script


def walk(case, bench, anneal, folder, how, by_hand):
    live, wanted = bench.url(bench.live), bench.url(bench.wanted)
    anneal.run("extract", "--url", wanted, "--out", folder, *(["--owners"] if case.owners else [])).expect(0, "extract")
    package = Package(folder)
    target = ["-p", folder, "--url", live]
    if case.owners:
        package.environment("test", Url=live, Owners=True)
        target = ["-p", folder, "--env", "test"]
    if case.managed:
        package.configure(Grants="managed")
    for entry in case.renames:
        package.rename(entry)
    for entry in case.spellings:
        package.say(entry)
    for name, text in case.spelled.items():
        package.replace(name, text)
    counts, answers = bench.counts(), bench.answers(case.data_before)
    plan = anneal.run("plan", *target, *how, "--format", "sql", "--exit-code")
    plan.expect(0 if case.unchanged else 2, "plan before the deploy")
    if by_hand:
        plan.out = run_by_hand(bench, anneal, folder, target, how)
    else:
        deploy = anneal.run("deploy", *target, *how, "--yes", "--allow", "all,DATA_LOSS")
        if deploy.code != 0:
            raise Failure("deploy: exit code %s, not 0" % deploy.code, show_command(deploy) + "-- the plan was:\n" + plan.out)
    difference = bench.difference()
    if difference:
        raise Failure("the deployed schema is not the one of the package", difference + "\n-- the plan was:\n" + plan.out)
    damage = bench.damage()
    if damage:
        raise Failure("the deploy left something broken", damage)
    after = bench.counts()
    if case.rows_move:
        counts, after = {("all tables",): sum(counts.values())}, {("all tables",): sum(after.values())}
    for table, rows in after.items():
        old = next((old for old in counts if case.new_name(old) == table), None)
        if old is not None and counts[old] != rows:
            raise Failure("%s had %d rows and has %d" % (".".join(table), counts[old], rows), plan.out)
    answers_now = bench.answers(case.data_after)
    if answers_now != answers:
        raise Failure("data.sql answers differ", "before: %s\nafter:  %s\n-- the plan was:\n%s" % (answers, answers_now, plan.out))
    anneal.run("plan", *target, "--format", "sql", "--exit-code").expect(0, "plan after the deploy")
    anneal.run("deploy", *target, "--yes", "--allow", "all,DATA_LOSS").expect(
        0, "second deploy").says("Nothing to do", "second deploy")
    anneal.run("drift", *target).expect(0, "drift after the deploy")


def check_case(case, bench):
    """What can be told of a case without anneal."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="anneal-pair-"))
    try:
        bench.open(case, folder)
        difference = bench.difference()
        if bool(difference) == case.unchanged:
            raise Failure("the comparer finds before and after %s" % ("equal", "unequal")[bool(difference)], difference)
        answers = bench.answers(case.data_before)
        if case.data_before.strip() and not answers:
            raise Failure("data.sql answers nothing")
        if isinstance(bench, PostgresBench):
            check_rows_fit(case, bench)
        bench.live, bench.wanted = bench.wanted, bench.live
        bench.answers(case.data_after)
    finally:
        bench.close()
        shutil.rmtree(folder, ignore_errors=True)


def check_rows_fit(case, bench):
    """Copies the rows of before.sql into after.sql's tables, by text, without foreign keys."""
    server = bench.server
    columns = {}
    for which in (bench.live, bench.wanted):
        for row in server.query(which, """
                SELECT json_build_array(n.nspname, c.relname, a.attname) FROM pg_attribute a
                JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r' JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' ORDER BY a.attnum""").splitlines():
            schema, table, column = json.loads(row)
            columns.setdefault((which, schema, table), []).append(column)
    old_columns = {}
    for entry in case.renames:
        if "column" in entry:
            old_columns[tuple(split_name(entry["table"])), entry["column"]] = entry["OldName"]
    for (which, schema, table), names in columns.items():
        new = case.new_name((schema, table))
        if which != bench.live or (bench.wanted,) + new not in columns:
            continue
        pairs = [(old_columns.get((new, name), name), name) for name in columns[(bench.wanted,) + new]]
        pairs = [(old, name) for old, name in pairs if old in names]
        if not pairs:
            continue
        rows = server.script(bench.live, "COPY (SELECT %s FROM %s.%s) TO STDOUT" % (
            ", ".join(quote(old) for old, _ in pairs), quote(schema), quote(table)))
        if rows:
            target = "%s.%s" % (quote(new[0]), quote(new[1]))
            server.script(bench.wanted, "SET session_replication_role = replica;\nDELETE FROM %s;\nCOPY %s (%s) FROM STDIN;\n%s\\.\n" % (
                target, target, ", ".join(quote(name) for _, name in pairs), rows))


def main(words):
    flags = [word for word in words if word.startswith("-")]
    unknown = [flag for flag in flags if flag not in ("-v", "--keep", "--online", "--by-hand", "--check-cases")]
    if unknown:
        sys.exit(__doc__)
    pattern = next((word for word in words if not word.startswith("-")), "")
    verbose, keep, check_only = "-v" in flags, "--keep" in flags, "--check-cases" in flags
    how = ["--recipes", "online"] if "--online" in flags or os.environ.get("ANNEAL_ONLINE") else []
    cases = all_cases(pattern)
    if not cases:
        sys.exit("no case matches %s" % pattern)
    cases = [case for case in cases if in_sample(case.name) and (pattern or in_share(case))]
    anneal = None if check_only else program_from_env(verbose)
    checks, skipped = [], []

    def add(name, case, make_bench):
        if check_only:
            checks.append((name, lambda: check_case(case, make_bench())))
        else:
            for by_hand in (False, True):
                if by_hand is ("--by-hand" in flags) or not pattern and by_hand and in_share_by_hand(case):
                    checks.append((name + (" by hand" if by_hand else ""),
                                   lambda by_hand=by_hand: run_case(case, make_bench(), anneal, keep, how, by_hand)))

    for case in cases:
        if case.engine == "sqlite":
            add(case.name, case, SqliteBench)
    for label, server, reason in postgres.servers_from_env(verbose):
        for case in cases:
            if case.engine != "postgres":
                continue
            only_18 = case.min_version >= 18
            if only_18 and label == "pg15" or not only_18 and not postgres.runs_on(label, case.name):
                continue
            name = "%s (%s)" % (case.name, label)
            if server is None:
                skipped.append((name, reason))
            elif case.min_version > server.version():
                skipped.append((name, "needs PostgreSQL %d" % case.min_version))
            else:
                add(name, case, lambda server=server: PostgresBench(server))
    for label, server, reason in mysql.servers_from_env(verbose):
        for case in cases:
            if case.engine != "mysql" or not mysql.has_feature(label, case.only) or not mysql.runs_on(label, case.name, case.only):
                continue
            name = "%s (%s)" % (case.name, label)
            if server is None:
                skipped.append((name, reason))
            else:
                add(name, case, lambda server=server: MysqlBench(server))
    return run_checks(checks, skipped, verbose=verbose)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
