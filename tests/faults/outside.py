"""What comes from outside at a chosen moment: connections cut, a lock taken away, a second deployer, a full disk."""
import json
import os
import pathlib
import signal
import subprocess
import threading
import time

from harness import postgres
from harness.checks import Failure, Skip, show_command

WAIT_SECONDS = 60
PG = pathlib.Path(__file__).resolve().parents[1] / "servers" / "pg"


def wait_stopped(process):
    """Until the fault `stop` has stopped it. False: it ended without."""
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            return False
        with open("/proc/%d/stat" % process.pid, encoding="ascii") as stat:
            if stat.read().rsplit(")", 1)[1].split()[0] == "T":
                return True
        time.sleep(0.005)
    process.kill()
    raise Failure("the process was not stopped after %d s" % WAIT_SECONDS)


def stopped_at(ground, live, point, hit, meanwhile):
    """Runs a deploy up to a hit of a point, calls `meanwhile`, lets it go on, and returns how it ended."""
    process = ground.start(live, env={"ANNEAL_FAULT": "%s:%d:stop" % (point, hit)})
    try:
        if not wait_stopped(process):
            raise Failure("the run ended before it was stopped", show_command(ground.anneal.finish(process)))
        meanwhile()
        process.send_signal(signal.SIGCONT)
    except BaseException:
        process.kill()
        raise
    result = ground.anneal.finish(process)
    if result.code not in (0, 1, 3, 4):
        raise Failure("the program broke (exit code %s)" % result.code, show_command(result))
    return result


def cut(ground, point, hit, which):
    """The server ends the deploy's connections in the middle: all of them, or the deployer lock's only."""
    live = ground.bench.fresh()
    holders = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = '%s')" % live
    chosen = "datname = '%s' AND application_name = 'anneal'" % live
    if which == "lock":
        chosen += " AND pid IN (%s)" % holders
    elif which == "main":
        chosen += " AND pid NOT IN (%s)" % holders
    try:
        stopped_at(ground, live, point, hit, lambda: ground.bench.query(
            None, "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE %s" % chosen))
        ground.go_on(live)
        ground.check(live)
    finally:
        ground.bench.drop(live)


def supersede(ground, point, hit):
    """The lock is taken away from a deploy that stands still, and another one does the work, as far as it comes."""
    live = ground.bench.fresh()
    others = []

    def meanwhile():
        ground.bench.take_lock_away(live)
        # What the first has open in a transaction is in the way of the second.
        codes = (0, 3, 4) if ground.scenario.answer else (0, 4)
        others.append(ground.deploy(live, "--lock-wait", "1").expect(codes, "the second deployer"))

    try:
        first = stopped_at(ground, live, point, hit, meanwhile)
        try:
            ground.go_on(live)
            ground.check(live)
        except Failure as failure:
            failure.detail += "\nthe second deployer, while the first stood still:\n%s\nthe first, going on:\n%s" % (
                show_command(others[0]), show_command(first))
            raise
    finally:
        ground.bench.drop(live)


def lock_lost_at_loop_end(ground):
    """The deployer lock's connection dies between two looks at it: the loop is not recorded done."""
    live = ground.bench.fresh()
    holders = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = '%s')" % live
    finished = "SELECT count(*) FROM anneal.loops WHERE is_finished"
    point, before = ("LOOP_ENDING", ground.hits["LOOP_ENDING"]), []

    def meanwhile():
        before.append(ground.bench.query(live, finished))
        ground.bench.query(None, "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE pid IN (%s)" % holders)

    try:
        result = stopped_at(ground, live, *point, meanwhile)
        if result.code == 0 or ground.bench.query(live, finished) != before[0]:
            raise Failure("a loop was recorded done after the lock was lost", show_command(result))
        ground.go_on(live)
        ground.check(live)
    finally:
        ground.bench.drop(live)


class CrashingServer:
    """A PostgreSQL of its own on which what is committed survives a crash, for one check at a time."""

    def __init__(self):
        self.guard = threading.Lock()
        owner = os.environ.get("ANNEAL_SERVER_OWNER") or str(os.getpid())
        done = self._pg("start", "15", env=dict(os.environ, ANNEAL_PG_DURABLE="1", ANNEAL_SERVER_OWNER=owner))
        self.url = done.stdout.strip()
        self.server = postgres.Server("crashing", self.url, self._pg("bin", "15").stdout.strip())

    @staticmethod
    def _pg(*words, env=None):
        done = subprocess.run([str(PG), *words], env=env, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Failure("tests/servers/pg %s failed" % words[0], done.stderr)
        return done

    def stop(self):
        self._pg("stop", self.url)

    def restart(self):
        self._pg("restart", self.url)

    def crash_at(self, ground, point, hit):
        """The server dies and comes back while the deploy stands still."""
        with self.guard:
            live = ground.bench.fresh()
            try:
                stopped_at(ground, live, point, hit, self.restart)
                ground.go_on(live)
                ground.check(live)
            finally:
                ground.bench.drop(live)


def count_done(result):
    """Steps that a run with --format json has done itself."""
    if not result.out.strip():
        return 0
    outcome = json.loads(result.out.rstrip().split("\n")[-1])
    if outcome.get("Event") != "outcome":
        raise Failure("the last line is not the outcome", show_command(result))
    return sum(step.get("Result", "").lower() == "done" for step in outcome["Steps"])


def two_at_once(ground, rounds):
    """One does all the work; the other waits and finds nothing to do, or leaves with exit code 4."""
    for number in range(rounds):
        live = ground.bench.fresh()
        try:
            patience = [] if number % 2 else ["--lock-wait", "0"]
            pair = [ground.start(live, "--format", "json"), ground.start(live, "--format", "json", *patience)]
            results = [ground.anneal.finish(process) for process in pair]
            detail = "\n".join(show_command(result) for result in results)
            codes = sorted(result.code for result in results)
            if codes not in ([0, 0], [0, 4]):
                raise Failure("two deployers ended with %s" % codes, detail)
            done = [count_done(result) for result in results]
            if min(done) != 0 or max(done) == 0:
                raise Failure("two deployers did %s steps: one was to do all" % done, detail)
            if results[done.index(max(done))].code != 0:
                raise Failure("who did the work left with exit code 4", detail)
            ground.check(live)
        finally:
            ground.bench.drop(live)


def a_full_disk(ground, folder):
    """SQLite on a file system that is full before the deploy is done: refused, nothing lost; with room it goes on."""
    place = folder / "small"
    place.mkdir()
    template = ground.bench.template
    size = os.path.getsize(template)
    for extra in (2, 8, 16, 32, 64):  # KiB beyond the database itself
        mount = ["mount", "-t", "tmpfs", "-o", "size=%dk" % (size // 1024 + extra + 4), "anneal-test", str(place)]
        done = subprocess.run(mount, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Skip("no small file system can be mounted here: %s" % done.stderr.strip().split("\n")[-1])
        try:
            live = place / "live.db"
            live.write_bytes(template.read_bytes())
            result = ground.deploy(live)
            if result.code == 0:
                continue
            result.expect(1, "a deploy on a full disk").says("full", "a deploy on a full disk")
            roomy = ground.bench.fresh()
            try:
                for one in place.iterdir():  # the journal that SQLite may have left, too
                    roomy.with_name(one.name.replace("live.db", roomy.name)).write_bytes(one.read_bytes())
                ground.go_on(roomy)
                ground.check(roomy)
            finally:
                ground.bench.drop(roomy)
        finally:
            subprocess.run(["umount", str(place)], check=False)


def plan_file(ground, act):
    """A plan file is the old one or the new one, whatever happens while it is written."""
    live = ground.bench.fresh()
    path = pathlib.Path(ground.folder) / ("plan.%s.json" % act)
    path.write_text("the old one")
    words = ("plan", "-p", ground.package, "--url", ground.bench.url(live), "--out", path)
    try:
        result = ground.anneal.run(*words, env={"ANNEAL_FAULT": "FILE_WRITTEN:1:%s" % act})
        result.expect(-signal.SIGKILL if act == "kill" else 1, "plan --out")
        if path.read_text() != "the old one":
            raise Failure("the plan file was changed by a run that failed", show_command(result))
        left = [one.name for one in path.parent.glob(path.name + ".*")]
        if act == "fail" and left:
            raise Failure("plan --out left %s behind" % left)
        ground.logged(lambda env: ground.anneal.run(*words, env=env).expect(0, "plan --out"))
        if not path.read_text().startswith("{"):
            raise Failure("the second plan --out wrote no plan")
    finally:
        ground.bench.drop(live)


def without_rights(ground):
    """A role that may look and nothing else: refused as a whole, and whoever may goes on as if nothing had been."""
    live, server = ground.bench.fresh(), ground.bench.server
    role = "reader_of_%s" % live
    before = postgres.normal_form(server.dump(live)), ground.bench.rows(live)
    try:
        server.script(live, "CREATE ROLE %s LOGIN; GRANT pg_read_all_data TO %s" % (role, role))
        words = ["-p", str(ground.package), "--url", server.url(live, role), "--yes"] + ground.scenario.words
        ground.anneal.run("deploy", *words).expect(1, "a deploy of a role without rights")
        if (postgres.normal_form(server.dump(live)), ground.bench.rows(live)) != before:
            raise Failure("a role without rights changed something")
        ground.go_on(live)
        ground.check(live)
    finally:
        server.script(live, "DROP OWNED BY %s; DROP ROLE %s" % (role, role))
        ground.bench.drop(live)
