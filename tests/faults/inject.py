"""Runs one deploy with a fault at one hit of one point, then goes on without, and checks that nothing tells the difference."""
import collections
import os
import pathlib
import re
import signal
import tempfile
import threading

import planfile
from harness.checks import Failure, show_command

ROOT = pathlib.Path(__file__).resolve().parents[2]
POINT = re.compile(r"^    X\(([A-Z_]+), \"", re.MULTILINE)

# Failing there is not the deploy's own failure, and why.
SWALLOWED = {
    # In an object slot what fails is tried again after the others, until none gets on.
    "SCRIPT_BEGUN", "SCRIPT_STATEMENT_RAN", "SCRIPT_SAVED",
}
# As if a lock had not been obtained: tried again within the same run. After a commit no server says that.
RETRIED = {"SESSION_SET", "GROUP_BEGUN", "GROUP_RAN", "LOOP_BEGUN", "LOOP_RAN", "LOOP_POSITION_SAVED"}
RERUNS = 3


def all_points():
    text = (ROOT / "src/base/fault.h").read_text(encoding="utf-8")
    found = POINT.findall(text[text.index("#define FAULT_POINTS"):text.index("#define FAULT_ACTS")])
    if not found:
        raise SystemExit("src/base/fault.h: no points found")
    return found


class Ground:
    """One scenario on one engine: its package, an undisturbed run and how often that reached each point."""

    def __init__(self, anneal, scenario, bench, folder):
        self.anneal, self.scenario, self.bench = anneal, scenario, bench
        self.name = "%s (%s)" % (scenario.name, bench.label)
        self.package = folder / "package"
        self.folder = folder
        self.seen = set()  # by any run
        self._followed = set()
        self._guard = threading.Lock()
        scenario.make_package(anneal, bench, self.package)
        self.plan = self._approved_plan() if scenario.steps else None
        self.hits = self._undisturbed()

    def _undisturbed(self):
        live = self.bench.fresh()
        try:
            hits = collections.Counter(self.logged(lambda env: self.deploy(live, env=env).expect(0, "an undisturbed run")))
            self.bench.keep(live)
            self.expect_done(live)
        finally:
            self.bench.drop(live)
        return hits

    def _approved_plan(self):
        live = self.bench.fresh()
        path = self.folder / "plan.json"
        try:
            self.anneal.run("plan", "-p", self.package, "--url", self.bench.url(live), "--out", path, *self.scenario.words).expect(0, "plan")
        finally:
            self.bench.drop(live)
        planfile.add_steps(path, self.scenario.steps)
        return path

    def words(self, live):
        """What each deploy is run with; an approved plan has been told before what is allowed."""
        words = ["--plan", str(self.plan)] if self.plan else self.scenario.words
        target = [] if "--env" in words else ["--url", self.bench.url(live)]
        return ["deploy", "-p", str(self.package), "--yes"] + target + words

    def start(self, live, *more, env=None):
        return self.anneal.start(*self.words(live), *more, env=dict(env or {}, ANNEAL_SCENARIO_URL=self.bench.url(live)))

    def deploy(self, live, *more, env=None):
        return self.anneal.finish(self.start(live, *more, env=env))

    def logged(self, run):
        """Calls `run` with an environment that counts; returns the points reached, in order."""
        handle, path = tempfile.mkstemp(prefix="hits.", dir=self.folder)
        os.close(handle)
        try:
            run({"ANNEAL_FAULT_LOG": path})
            points = pathlib.Path(path).read_text().split()
        finally:
            os.unlink(path)
        with self._guard:
            self.seen.update(points)
        return points

    def new_points(self, points):
        """Those that no run of this scenario has reached before; each is given out once."""
        with self._guard:
            new = sorted(set(points) - set(self.hits) - self._followed)
            self._followed.update(new)
        return new

    def expect_done(self, live):
        if self.plan:
            self.deploy(live).expect(0, "the approved plan once more")
        words = ["deploy", "-p", str(self.package), "--url", self.bench.url(live), "--yes", "--allow", "all,DATA_LOSS"]
        self.anneal.run(*words).expect(0, "a deploy after the last").says("Nothing to do", "a deploy after the last")

    def go_on(self, live):
        """Deploys without faults until it is done; returns the points that this reached."""
        points = []
        for left in range(RERUNS, 0, -1):
            result = []
            points += self.logged(lambda env: result.append(self.deploy(live, env=env)))
            if result[0].code == 0:
                return points
            if left == 1 or not self.resolve(live, result[0]):
                result[0].expect(0, "the deploy that goes on")
        return points

    def resolve(self, live, result):
        """Answers what a person has to answer; False: there was no question."""
        answer = self.scenario.answer
        if answer is None or result.code != 3 or "anneal resolve" not in result.text:
            return False
        target = ["-p", str(self.package), "--url", self.bench.url(live)]
        self.anneal.run("status", *target).expect(3, "status while a script waits for a person").says(answer["script"], "status")
        begun = self.bench.query(live, "SELECT count(*) FROM log WHERE entry LIKE 'alone%'").strip()
        how, sql = ("--rerun", answer["undo"]) if int(begun) % 2 else ("--done", answer["finish"])
        self.bench.change(live, sql)
        self.anneal.run("resolve", answer["script"], how, *target).expect(0, "resolve")
        return True

    def check(self, live):
        self.expect_done(live)
        self.anneal.run("status", "--url", self.bench.url(live)).expect(0, "status when all is done")
        self.bench.compare(live)
        left = self.bench.leftover_files(live)
        if left:
            raise Failure("files were left beside the database", "\n".join(left))


def expect_act(act, point, result):
    """The run ended as the fault says."""
    if act == "kill":
        result.expect(-signal.SIGKILL, "the killed run")
    elif act in ("fail", "lose"):
        if act == "fail" and point in SWALLOWED and result.code == 0:
            return
        if "injected fault at %s" % point not in result.err:
            raise Failure("the run does not say that it failed", show_command(result))
        result.expect(1, "the failing run")
    elif act == "lock":
        result.expect(0, "the run that had to wait for a lock")
    elif act == "interrupt":
        result.expect((0, 1), "the interrupted run")
        if result.code == 1:
            result.says("stopped as asked", "the interrupted run")


def inject(ground, order):
    """One fault; and where going on after it reaches points that an undisturbed run does not, faults at those too."""
    for point in ground.new_points(inject_all(ground, [order])):
        inject_all(ground, [order, (point, 1, "fail")])
        inject_all(ground, [order, (point, 1, "kill")])


def inject_all(ground, orders):
    """`orders`: (point, hit, act) of the first run, of the run after it, …; then runs without faults. The points that
    these reached."""
    live = ground.bench.fresh()
    try:
        for point, hit, act in orders:
            result = ground.deploy(live, env={"ANNEAL_FAULT": "%s:%d:%s" % (point, hit, act)})
            try:
                expect_act(act, point, result)
            except Failure as failure:
                failure.detail += "\n(faults: %s)" % (orders,)
                raise
        points = ground.go_on(live)
        ground.check(live)
        return points
    finally:
        ground.bench.drop(live)


COMMIT = "GROUP_COMMITTED"


def all_orders(hits, every_commit=False):
    """Every (point, hit, act) that a scenario is put through."""
    for hit in range(3, hits[COMMIT] if every_commit else 0):
        yield COMMIT, hit, "kill"
    for point in sorted(hits):
        for hit in sorted({1, 2, hits[point]} & set(range(1, hits[point] + 1))):
            yield point, hit, "fail"
            yield point, hit, "kill"
        yield point, 1, "lose"
        yield point, 1, "interrupt"
        if point in RETRIED:
            yield point, 1, "lock"
