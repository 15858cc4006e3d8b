#!/usr/bin/env python3
"""Many objects: locks and memory must not grow with the schema as a whole.  Nothing is timed.

PostgreSQL runs with a lock table for fewer than 1,000 relations, which the suite measures first: with it, whoever holds more
gets an error.  In it: plan, extract and deploy over 1,200 tables and as many views, and over 120 tables of 12 expression indexes
that the package spells otherwise, so that canonicalization builds every one of them.  Peak memory is held to a budget per table.

usage: run.py [PATTERN] [-v]
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PG = ROOT / "tests" / "servers" / "pg"
TABLES = 1200
MANY = 120
MEMORY_BASE_MIB = 18  # program, libraries (those of MySQL and git are 1.5 of it), connection
MEMORY_PER_TABLE_KIB = 24  # plan: desired and live model, pairs, introspection; 13 on PostgreSQL and 20 on SQLite when written
# Six sessions of few locks each; without parallel workers and others, whose share would be lent out.
FEW_LOCKS = ["max_connections=6", "superuser_reserved_connections=0", "max_worker_processes=0", "max_wal_senders=0",
             "autovacuum_max_workers=1", "max_parallel_workers=0", "max_logical_replication_workers=0", "autovacuum=off",
             "wal_level=minimal", "max_prepared_transactions=0"]
# Room for some 630 locks in one transaction on either.
OF_VERSION = {15: ["max_locks_per_transaction=64"], 18: ["max_locks_per_transaction=60", "autovacuum_worker_slots=1"]}
CAPACITY = """
DO $$ BEGIN FOR i IN 1..1100 LOOP EXECUTE format('CREATE TABLE t%s ()', i); IF i % 100 = 0 THEN COMMIT; END IF; END LOOP; END $$;
DO $$ DECLARE held int := 0; BEGIN
    BEGIN
        FOR i IN 1..1100 LOOP EXECUTE format('LOCK TABLE t%s IN ACCESS SHARE MODE', i); held := i; END LOOP;
    EXCEPTION WHEN out_of_memory THEN NULL;
    END;
    RAISE EXCEPTION 'held %', held;
END $$;
"""


class Failure(Exception):
    pass


def need(condition, words):
    if not condition:
        raise Failure(words)


class Suite:
    def __init__(self, anneal):
        self.anneal = anneal
        self.folder = Path(tempfile.mkdtemp(prefix="anneal-scale-"))

    def run(self, *words, status=0):
        """stdout, stderr and peak MiB."""
        peak = self.folder / "peak"
        done = subprocess.run(["/usr/bin/time", "-q", "-o", peak, "-f", "%M", self.anneal, *map(str, words)],
                              capture_output=True, text=True, cwd=self.folder)
        need(done.returncode == status, f"{' '.join(map(str, words))}: exit status {done.returncode}\n{(done.stdout + done.stderr)[-800:]}")
        return done.stdout, done.stderr, int(peak.read_text()) / 1024

    def nothing_to_do(self, package, url):
        out, err, peak = self.run("plan", "-p", package, "--url", url)
        need(out.startswith("Nothing to do"), f"the plan is not empty: {out[:400]}\n{err[:400]}")
        need("compared as text" not in err, err)
        return peak

    def edit_tables(self, package, to, edit):
        """A copy of the package, each table's file edited."""
        shutil.copytree(self.folder / package, self.folder / to)
        for file in (self.folder / to / "Templates/Main/Tables").iterdir():
            table = json.loads(file.read_text())
            edit(table)
            file.write_text(json.dumps(table))


def within(peak, tables, what):
    budget = MEMORY_BASE_MIB + tables * MEMORY_PER_TABLE_KIB / 1024
    need(peak <= budget, f"{what} took {peak:.1f} MiB for {tables} tables; {budget:.1f} are allowed")


def add_column(table):
    table["Columns"].append({"Name": "extra", "DataType": "text", "Nullable": True})


def rename(table):
    table["OldName"], table["Name"] = table["Name"], table["Name"] + "_r"
    for key in table.get("ForeignKeys", []):
        key["RelatedTable"] += "_r"


def respell(table):
    for index in table["Indexes"]:
        index["IndexColumns"] = index["IndexColumns"].replace("lower(", "LOWER(").replace("::text", "::TEXT")


class Postgres:
    """A server of few locks with everything in it."""

    def __init__(self, suite, version, psql):
        self.suite, self.psql = suite, psql
        self.url = subprocess.run([PG, "start", str(version), *FEW_LOCKS, *OF_VERSION[version]], check=True, capture_output=True, text=True).stdout.strip()
        self.database = subprocess.run([PG, "newdb", self.url, "scale"], check=True, capture_output=True, text=True).stdout.strip()

    def stop(self):
        subprocess.run([PG, "stop", self.url], check=True)

    def sql(self, text, url=None, check=True):
        done = subprocess.run([self.psql, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", url or self.database], input=text, text=True,
                              capture_output=True)
        need(not check or done.returncode == 0, done.stderr[-500:])
        return done.stderr

    def few_locks(self):
        held = re.search(r"held (\d+)", self.sql(CAPACITY, self.url, check=False))
        need(held is not None, "the server's room for locks was not measured")
        need(300 <= int(held.group(1)) < 1000, f"one transaction may hold {held.group(1)} locks, which proves nothing")

    def many_tables(self):
        suite = self.suite
        made = subprocess.run([ROOT / "tests/bench/generate.py", str(TABLES), "bench"], check=True, capture_output=True, text=True)
        self.sql(made.stdout)
        _, _, peak = suite.run("extract", "--url", self.database, "--out", "bench", "--include", "bench")
        within(peak, TABLES, "extract")
        within(suite.nothing_to_do("bench", self.database), TABLES, "a plan with nothing to do")
        _, _, peak = suite.run("check", "-p", "bench")
        within(peak, TABLES, "check")

    def every_table_changes(self):
        suite = self.suite
        suite.edit_tables("bench", "renamed", rename)
        out, _, peak = suite.run("plan", "-p", "renamed", "--url", self.database)
        need(f"{TABLES} steps are held" in out, out[:300])
        within(peak, TABLES * 2, "a plan that renames every table")
        suite.edit_tables("bench", "wider", add_column)
        suite.run("deploy", "-p", "wider", "--url", self.database, "--yes")
        suite.nothing_to_do("wider", self.database)

    def every_index_is_spelled_otherwise(self):
        suite = self.suite
        text = "CREATE SCHEMA many;\n"
        for table in range(MANY):
            text += f"CREATE TABLE many.t{table} (a text, b text);\n"
            for index in range(12):
                text += f"CREATE INDEX t{table}_{index} ON many.t{table} (lower(a || '{index}'));\n"
        self.sql(text)
        suite.run("extract", "--url", self.database, "--out", "many", "--include", "many")
        suite.edit_tables("many", "respelled", respell)
        need("LOWER(" in next((suite.folder / "respelled/Templates/Main/Tables").iterdir()).read_text(), "nothing was spelled otherwise")
        suite.nothing_to_do("respelled", self.database)


def sqlite_checks(suite):
    url = f"sqlite:{suite.folder / 'scale.db'}"
    made = subprocess.run([ROOT / "tests/bench/generate.py", "--sqlite", str(TABLES)], check=True, capture_output=True, text=True)
    subprocess.run(["sqlite3", suite.folder / "scale.db"], input=made.stdout, text=True, check=True)
    _, _, peak = suite.run("extract", "--url", url, "--out", "lite")
    within(peak, TABLES, "extract")
    within(suite.nothing_to_do("lite", url), TABLES, "a plan with nothing to do")
    suite.edit_tables("lite", "lite-renamed", rename)
    for file in (suite.folder / "lite-renamed/Templates/Main/Views").iterdir():
        file.write_text(re.sub(r'(FROM|JOIN) "(\w+)"', r'\1 "\2_r"', file.read_text()))
    out, _, peak = suite.run("plan", "-p", "lite-renamed", "--url", url)
    need(f"{TABLES} steps are held" in out, out[:300])
    within(peak, TABLES * 2, "a plan that renames every table")


def main(arguments):
    verbose = "-v" in arguments
    pattern = next((a for a in arguments if a != "-v"), "")
    suite = Suite(os.environ["ANNEAL"] if os.path.isabs(os.environ["ANNEAL"]) else os.path.abspath(os.environ["ANNEAL"]))
    passed = failed = skipped = 0
    servers = []

    def check(name, function):
        nonlocal passed, failed
        try:
            function()
            passed += 1
            if verbose:
                print(f"ok   {name}")
        except (Failure, OSError) as failure:
            failed += 1
            print(f"FAIL {name}\n     {failure}")

    try:
        if pattern in "sqlite":
            check("sqlite: many tables", lambda: sqlite_checks(suite))
        for version in (15, 18):
            reason = os.environ.get(f"ANNEAL_PG{version}_SKIP")
            if pattern not in f"pg{version}":
                continue
            if reason:
                skipped += 4
                print(f"skipped 4 (pg{version}): {reason}")
                continue
            server = Postgres(suite, version, Path(os.environ[f"ANNEAL_PG{version}_BIN"]) / "psql")
            servers.append(server)
            check(f"pg{version}: a server of few locks", server.few_locks)
            check(f"pg{version}: many tables", server.many_tables)
            check(f"pg{version}: every table changes", server.every_table_changes)
            check(f"pg{version}: every index is spelled otherwise", server.every_index_is_spelled_otherwise)
            for made in ("bench", "renamed", "wider", "many", "respelled"):
                shutil.rmtree(suite.folder / made, ignore_errors=True)
    finally:
        for server in servers:
            server.stop()
        shutil.rmtree(suite.folder, ignore_errors=True)
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
