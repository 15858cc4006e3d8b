#!/usr/bin/env python3
"""An application works on its tables while anneal changes them: it must see no error and wait for no lock of anneal's above the budget.

Eight connections read, insert, update and delete by key as a role with rights on its own tables only, row security is on and a
publication FOR ALL TABLES there; a ninth has a transaction open for two seconds every few seconds. A sampler looks every 20 ms
into pg_locks and pg_blocking_pids for whoever waits for a lock that anneal holds or queues for.

Each kind of change of kinds.py is a case: fails where a client got an error, where one waited for a lock of anneal's above the
lock budget, where the deploy fails or doesn't converge. Skipped, never passed: a kind that anneal holds, as no recipe for it is
there. Wall times are reported only. Online recipes are asked for, which small tables would not need.

usage: run.py [PATTERN…] [-v] [--measure] [--page]
  (none)     tables of %d rows; half of the kinds, each on one of the servers, or with ANNEAL_FULL=1 all on all
  --measure  tables of %d rows, the plain statement in the same run, too; on the newest server
             that there is, or ANNEAL_GAUNTLET_SERVER=pg15. What is measured is kept in build/gauntlet, and docs/gauntlet.md
             made from it. One that was cut off goes on where it was: what the same program has done on the same server is
             not measured again; with a PATTERN, some kinds again. ANNEAL_GAUNTLET_ROWS=20000: to try it out
  --page     only makes docs/gauntlet.md from what was measured last
"""
import hashlib
import json
import os
import pathlib
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zlib

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / "pairs"))
import kinds  # noqa: E402
import page  # noqa: E402
from harness import postgres  # noqa: E402
from harness.checks import Failure, Skip, in_sample, matches, program_from_env, run_checks, say, show_command  # noqa: E402
from harness.package import Package  # noqa: E402

SHORT_ROWS, LONG_ROWS = 20000, int(os.environ.get("ANNEAL_GAUNTLET_ROWS") or 1000000)
CLIENTS = 8
BUDGET_MS = 500          # anneal's default
WARM_SECONDS = 0.3       # of the workload alone, before a change
QUIET_SECONDS = 2        # and the longest statement of these, where times are measured
DEPLOY_SECONDS = 900
ALLOW = "DATA_LOSS,BREAKS_OLD_APP"  # what a person decides; never what blocks, scans or rewrites
NAIVE = "gauntlet_naive"
RESULTS = ROOT / "build" / "gauntlet"


class Workload:
    """The application at work on a database."""

    def __init__(self, bench, database, statements):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="anneal-gauntlet-"))
        path = self.folder / "statements"
        path.write_text("".join("\t".join(row) + "\n" for row in statements), encoding="utf-8")
        self.process = subprocess.Popen(
            [bench.workload, bench.server.url(database, kinds.APP) + "&application_name=gauntlet",
             bench.server.url(database) + "&application_name=gauntlet_watch", path, str(CLIENTS), str(bench.rows)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        self.lines = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put(None)

    def answer(self, seconds=150):
        try:
            line = self.lines.get(timeout=seconds)
        except queue.Empty:
            raise Failure("the workload does not answer") from None
        if line is None:
            raise Failure("the workload ended", self.process.stderr.read())
        return line

    def say(self, words):
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()
        return self.answer()

    def __enter__(self):
        self.answer()
        time.sleep(WARM_SECONDS)
        return self

    def measure(self, holder, action):
        """What the application saw while `action` ran: the workload's tally, with what the action returned."""
        self.say("begin " + holder)
        begun = time.monotonic()
        value = action()
        took = time.monotonic() - begun
        tally = json.loads(self.say("end"))
        tally["took_s"] = round(took, 2)
        return tally, value

    def __exit__(self, *_):
        try:
            self.process.stdin.close()
            self.process.wait(20)
        except (OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        self.reader.join()
        self.process.stdout.close()
        self.process.stderr.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Bench:
    """A server with a database of each base, once with rows and once without, which the cases copy."""

    def __init__(self, server, anneal, rows):
        self.server, self.anneal, self.rows = server, anneal, rows
        self.workload = pathlib.Path(anneal.path).parent / "tests" / "gauntlet" / "gauntlet_workload"
        self.program = hashlib.sha256(pathlib.Path(anneal.path).read_bytes()).hexdigest()[:12]
        self.templates = {}
        self.guard = threading.Lock()

    def mark(self):
        """What figures must have in common to stand in one table."""
        return {"server": self.server.version(), "rows": self.rows, "program": self.program}

    def has_measured(self, kind):
        path = RESULTS / page.file_of(kind.name)
        return path.exists() and dict(json.loads(path.read_text()), **self.mark()) == json.loads(path.read_text())

    def template(self, base):
        with self.guard:
            if base not in self.templates:
                for role in (kinds.APP, kinds.READER):
                    self.server.need_role(role)
                self.server.script(None, "ALTER ROLE %s LOGIN" % kinds.APP)
                made = []
                for rows in (self.rows, 0):
                    name = self.server.create("_" + base)
                    self.server.script(name, kinds.BASES[base][0].replace("{rows}", str(self.rows)) if rows else
                                       empty(kinds.BASES[base][0].replace("{rows}", str(self.rows))))
                    self.server.script(name, "VACUUM ANALYZE")
                    made.append(name)
                self.server.script(None, "CHECKPOINT")
                self.templates[base] = made
            return self.templates[base]

    def copy(self, template, setup):
        name = self.server.create_from(template)
        if setup:
            self.server.script(name, setup)
        return name

    def close(self):
        for made in self.templates.values():
            for name in made:
                self.server.drop(name)


def empty(sql):
    """The statements of a base less those that fill it."""
    return ";".join(part for part in sql.split(";") if not part.lstrip().startswith("INSERT"))


class Case:
    def __init__(self, kind, bench, measured):
        self.kind, self.bench, self.measured = kind, bench, measured
        self.statements = kinds.BASES[kind.base][1] + kind.also
        self.databases = []
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="anneal-gauntlet-"))
        self.result = dict(bench.mark(), kind=kind.name, must_ms=kind.must_ms)

    def live(self):
        name = self.bench.copy(self.bench.template(self.kind.base)[0], self.kind.setup)
        self.databases.append(name)
        return name

    def package(self):
        """The package of an empty database on which the change has run."""
        wanted = self.bench.copy(self.bench.template(self.kind.base)[1], self.kind.setup + ";\n" + self.kind.naive)
        self.databases.append(wanted)
        self.bench.anneal.run("extract", "--url", self.bench.server.url(wanted), "--out", self.folder / "pkg").expect(0, "extract")
        package = Package(self.folder / "pkg")
        for entry in self.kind.renames:
            package.rename(entry)
        return package.folder

    def close(self):
        for name in self.databases:
            self.bench.server.drop(name)
        shutil.rmtree(self.folder, ignore_errors=True)

    def deploy(self, package, live):
        words = ["deploy", "-p", package, "--url", self.bench.server.url(live), "--yes", "--allow", ALLOW, "--recipes", "online"]
        return self.bench.anneal.finish(self.bench.anneal.start(*words), seconds=DEPLOY_SECONDS)

    def run_anneal(self, around=None):
        package, live = self.package(), self.live()
        try:
            with Workload(self.bench, live, self.statements) as workload:
                if self.measured:
                    quiet, _ = workload.measure("nobody", lambda: time.sleep(QUIET_SECONDS))
                    self.result.update(quiet_ms=quiet["longest_ms"], load=round(os.getloadavg()[0]))
                if around:
                    around(live)
                tally, done = workload.measure("anneal", lambda: self.deploy(package, live))
            self.result["anneal"] = tally
            self.result["held"] = why_not(done)
            if done.code == 4 and self.measured:
                keep(self.result)
            if done.code != 3:
                done.expect(0, "deploy")
                target = ["-p", package, "--url", self.bench.server.url(live)]
                self.bench.anneal.run("plan", *target, "--exit-code").expect(0, "plan after the deploy")
        finally:
            self.close_databases()
        return tally

    def close_databases(self):
        while self.databases:
            self.bench.server.drop(self.databases.pop())

    def run_naive(self, around=None):
        """The statement as it stands, in one psql."""
        live = self.live()
        sql = "SET application_name = '%s';\n%s;\n" % (NAIVE, self.kind.naive)
        try:
            with Workload(self.bench, live, self.statements) as workload:
                if around:
                    around(live)
                self.result["naive"], done = workload.measure(NAIVE, lambda: self.bench.server.psql(live, sql))
            self.result["naive_error"] = done.stderr.strip().splitlines()[0] if "ERROR" in done.stderr else ""
        finally:
            self.close_databases()


def why_not(done):
    """Why a deploy did not do its work, in few words; empty where it did, or failed."""
    if done.code == 4:
        return "gave up, nothing done: its locks would have been over the budget"
    if done.code != 3:
        return ""
    found = re.findall(r"--allow ([A-Z_,]+)", done.text)
    return "held: " + ", ".join(sorted({name for one in found for name in one.split(",")} - set(ALLOW.split(","))) or ["?"])


def judge(kind, tally):
    errors = [tally[key] for key in sorted(tally) if key.startswith("error") and key != "errors"]
    if tally["errors"]:
        raise Failure("%d errors of the application" % tally["errors"], "\n".join(errors))
    if tally["lock_ms"] > BUDGET_MS:
        raise Failure("a client waited %.0f ms for a lock of anneal's; the budget is %d ms" % (tally["lock_ms"], BUDGET_MS), tally["lock"])
    if tally["plan_errors"] and not kind.changes_result:
        raise Failure("%d prepared statements changed their result" % tally["plan_errors"])
    if tally["statements"] < CLIENTS:
        raise Failure("the application was hardly there: %d statements" % tally["statements"])


def hold_open(bench, kind_seconds):
    """Another session reads the table in a transaction and leaves it open for a while."""
    def begin(live):
        session = bench.server.session(live)
        session.run("BEGIN; SELECT count(*) FROM shop.customers; SELECT id FROM shop.orders LIMIT 1")
        threading.Thread(target=lambda: (time.sleep(kind_seconds), session.run("COMMIT"), session.close()), daemon=True).start()
    return begin


def run_case(kind, bench, measured, around=None, least_seconds=0):
    case = Case(kind, bench, measured)
    try:
        if measured:
            case.run_naive(around)
        tally = case.run_anneal(around)
        if measured:
            keep(case.result)
        say_figures(case.result)
        if least_seconds and tally["took_s"] < least_seconds and not case.result["held"]:
            raise Failure("the deploy was done in %.1f s: it did not wait for the open transaction" % tally["took_s"])
        judge(kind, tally)
        if case.result["held"]:
            raise Skip(case.result["held"])
    finally:
        case.close()


def say_figures(result):
    tally, naive = result["anneal"], result.get("naive")
    say("     %-40s %5.1f s  %5d statements  longest %6.1f ms (%s)  for anneal's lock %6.1f ms%s%s" % (
        result["kind"], tally["took_s"], tally["statements"], tally["longest_ms"], tally["longest"], tally["lock_ms"],
        "  naive %.0f ms" % naive["longest_ms"] if naive else "", "  HELD" if result["held"] else ""))


def keep(result):
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / page.file_of(result["kind"])).write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def run_control(bench):
    """The sampler can tell: a lock held for long by a session that calls itself anneal's is seen."""
    live = bench.copy(bench.template("orders")[0], "")
    sql = "SET application_name = 'anneal'; BEGIN; LOCK TABLE shop.orders IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(0.8); COMMIT;"
    try:
        with Workload(bench, live, kinds.ORDER_STATEMENTS) as workload:
            tally, _ = workload.measure("anneal", lambda: bench.server.script(live, sql))
    finally:
        bench.server.drop(live)
    if tally["lock_ms"] < BUDGET_MS:
        raise Failure("the sampler saw a wait of %.0f ms for a lock that was held for 800 ms" % tally["lock_ms"])


def in_share(kind):
    """The kinds of every run: those that others were measured by, and half of the rest."""
    return kind.must_ms > 0 or zlib.crc32(kind.name.encode()) // 5 % 2 == 0


def runs_on(kind, label):
    """One server a kind: half of them each, what is new in 18 on that."""
    return label == ("pg18" if kind.min_version > 15 or zlib.crc32(kind.name.encode()) % 2 else "pg15")


def add_cases(checks, skipped, label, bench, patterns, measured):
    names = {kind.name for kind in kinds.KINDS}

    def wanted(name):  # a whole name is that kind's alone
        return not patterns or any(name == pattern if pattern in names else matches(name, pattern) for pattern in patterns)

    full = os.environ.get("ANNEAL_FULL") or measured
    for kind in kinds.KINDS + [kinds.OPEN]:
        name = "%s (%s)" % (kind.name, label)
        if not wanted(kind.name) or not in_sample(kind.name):
            continue
        if not full and not patterns and not in_share(kind):
            continue
        if not full and not patterns and not runs_on(kind, label):
            continue
        if measured and not patterns and bench.has_measured(kind):
            skipped.append((name, "measured by the run before"))
        elif kind.min_version > bench.server.version():
            if measured:
                skipped.append((name, "needs PostgreSQL %d" % kind.min_version))
        elif kind is kinds.OPEN:
            checks.append((name, lambda kind=kind: run_case(kind, bench, measured, hold_open(bench, kinds.OPEN_SECONDS), kinds.OPEN_SECONDS - 0.5)))
        else:
            checks.append((name, lambda kind=kind: run_case(kind, bench, measured)))
    if wanted("control") and not measured:
        checks.append(("control (%s)" % label, lambda: run_control(bench)))


def servers(verbose, measured):
    found = postgres.servers_from_env(verbose)
    if not measured:
        return found
    wanted = os.environ.get("ANNEAL_GAUNTLET_SERVER")
    there = [row for row in found if row[1] is not None and wanted in (None, row[0])]
    return there[-1:] or found[:1]


def main(words):
    flags = [word for word in words if word.startswith("-")]
    if [flag for flag in flags if flag not in ("-v", "--measure", "--page")]:
        sys.exit(__doc__ % (SHORT_ROWS, LONG_ROWS))
    if "--page" in flags:
        return page.write(RESULTS, kinds.KINDS + [kinds.OPEN], LONG_ROWS)
    patterns = [word for word in words if not word.startswith("-")]
    verbose, measured = "-v" in flags, "--measure" in flags
    anneal = program_from_env(verbose)
    checks, skipped, benches = [], [], []
    for label, server, reason in servers(verbose, measured):
        if server is None:
            skipped.append(("gauntlet (%s)" % label, reason))
            continue
        benches.append(Bench(server, anneal, LONG_ROWS if measured else SHORT_ROWS))
        add_cases(checks, skipped, label, benches[-1], patterns, measured)
    try:
        code = run_checks(checks, skipped, jobs=1 if measured else 2, verbose=verbose)
    finally:
        for bench in benches:
            bench.close()
    if measured:
        page.write(RESULTS, kinds.KINDS + [kinds.OPEN], LONG_ROWS)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
