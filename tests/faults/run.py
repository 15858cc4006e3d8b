#!/usr/bin/env python3
"""Makes deploys fail, die and lose their connection at every point that a test build names, and expects the next one to finish.

Each scenario (scenario.py) is first run undisturbed, counting how often each point of src/base/fault.h is reached. Then a
fresh database for each of: hit 1, 2 and the last of each point, failing and killed (at commits each hit, where the
scenario says so); and hit 1 with a lost connection, a lock not obtained, Ctrl-C. Afterwards deploys without faults must
end with: the structure of the package by an independent route, all rows as after the undisturbed run (scripts log what
they do, so once means once), nothing left behind, and a deploy with nothing to do. A point that no scenario reaches is a failure.

usage: run.py [PATTERN] [-v] [--full]
  PATTERN  only checks whose name has it or matches it, such as `rebuild (sqlite) GROUP_RAN:1:kill`
  --full   every case, not a share of them (also: ANNEAL_FULL=1); of each point and act at least one is always run
"""
import os
import pathlib
import re
import shutil
import sys
import tempfile
import zlib

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "pairs"))
sys.path.insert(0, str(HERE))

import million  # noqa: E402
import outside  # noqa: E402
from bench import PostgresBench, SqliteBench  # noqa: E402
from harness import postgres  # noqa: E402
from harness.checks import Failure, matches, program_from_env, run_checks, say  # noqa: E402
from inject import COMMIT, Ground, all_orders, all_points, inject  # noqa: E402
from scenario import all_scenarios  # noqa: E402

CRASH_SHARE = 24
PAIRED = "release"  # the scenario of what needs only one
SHARE = {"sqlite": 16, "pg15": 70, "pg18": 200}  # one case in so many


class Suite:
    def __init__(self, anneal, pattern, full):
        self.anneal, self.pattern, self.full = anneal, pattern, full
        named = re.match(r"[\w-]+ \(\w+\)", pattern)
        self.only = named.group() if named else ""
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="anneal-faults-"))
        self.grounds, self.checks, self.skipped = [], [], []
        self.crashing = None  # a server that is started for crashes
        self.chosen = set()  # (point, act) that at least one check has

    def close(self):
        if self.crashing:
            self.crashing.stop()
        for ground in self.grounds:
            ground.bench.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def add(self, name, function):
        if matches(name, self.pattern):
            self.checks.append((name, function))

    def add_ground(self, scenario, label, make_bench):
        """Runs the scenario undisturbed; what goes wrong there is a failed check."""
        name = "%s (%s)" % (scenario.name, label)
        if self.only and self.only != name:
            return
        folder = self.folder / ("%s.%s" % (scenario.name, label))
        folder.mkdir()
        try:
            bench = make_bench(folder)
            ground = Ground(self.anneal, scenario, bench, folder)
        except Failure as failure:
            def fail(failure=failure):
                raise failure
            self.checks.append((name, fail))
            return
        self.grounds.append(ground)
        share = 1 if self.full else SHARE[label]
        for order in all_orders(ground.hits, scenario.every_commit):
            word = "%s %s:%d:%s" % ((name,) + order)
            once = (order[0], order[2], order[1] if scenario.every_commit and order[0] == COMMIT else 0)
            if zlib.crc32(word.encode()) % share != 0 and once in self.chosen and not self.pattern:
                continue
            self.chosen.add(once)
            self.add(word, lambda ground=ground, order=order: inject(ground, order))

    def add_crashes(self, scenario):
        """The server dies at each point; a share of them, as each takes a second."""
        if self.only and self.only != "%s (crashing)" % scenario.name:
            return
        folder = self.folder / ("%s.crashing" % scenario.name)
        folder.mkdir()
        try:
            self.crashing = self.crashing or outside.CrashingServer()
            ground = Ground(self.anneal, scenario, PostgresBench(self.crashing.server, scenario), folder)
        except Failure as failure:
            def fail(failure=failure):
                raise failure
            self.checks.append(("%s (crashing)" % scenario.name, fail))
            return
        for point in sorted(ground.hits):
            for hit in sorted({1, 2, ground.hits[point]} & set(range(1, ground.hits[point] + 1))):
                word = "%s server restarted at %s:%d" % (ground.name, point, hit)
                if zlib.crc32(word.encode()) % (1 if self.full else CRASH_SHARE) == 0 or self.pattern:
                    self.add(word, lambda p=point, h=hit: self.crashing.crash_at(ground, p, h))

    def add_outside(self):
        """What comes from outside, at the points that the undisturbed runs have reached."""
        for ground in self.grounds:
            label = ground.bench.label
            share = 1 if self.full else SHARE[label]
            cases = []
            for point in sorted(ground.hits):
                for hit in sorted({1, ground.hits[point]}):
                    where = "%s:%d" % (point, hit)
                    cases.append(("superseded at " + where, lambda g=ground, p=point, h=hit: outside.supersede(g, p, h)))
                    for which in ("main", "lock") if label != "sqlite" else ():
                        cases.append(("%s connection cut at %s" % (which, where),
                                      lambda g=ground, p=point, h=hit, w=which: outside.cut(g, p, h, w)))
            for word, function in cases:
                word = "%s %s" % (ground.name, word)
                if zlib.crc32(word.encode()) % share == 0 or self.pattern:
                    self.add(word, function)
            if "LOOP_ENDING" in ground.hits and label != "sqlite":
                self.add("%s lock lost at the end of a loop" % ground.name, lambda g=ground: outside.lock_lost_at_loop_end(g))
            if ground.scenario.name == PAIRED:
                for number in range(1, (10 if self.full else 5) + 1):
                    self.add("%s two deployers at once, ten times (%d)" % (ground.name, number),
                             lambda g=ground: outside.two_at_once(g, 10))
                for act in ("fail", "kill"):
                    self.add("%s plan file FILE_WRITTEN %s" % (ground.name, act), lambda g=ground, a=act: outside.plan_file(g, a))
                if label != "sqlite":
                    self.add("%s a role without rights" % ground.name, lambda g=ground: outside.without_rights(g))
            if label == "sqlite":
                self.add("%s a full disk" % ground.name, lambda g=ground: outside.a_full_disk(g, g.folder))

    def add_million(self):
        def folder(name):
            place = self.folder / name
            place.mkdir()
            return place
        if not self.only:
            self.add("a million rows (sqlite)", lambda: million.on_sqlite(self.anneal, folder("million.sqlite")))
            if self.crashing:
                self.add("a million rows (crashing)", lambda: million.on_postgres(self.anneal, self.crashing, folder("million.crashing")))

    def every_point_is_reached(self):
        seen = set().union(*(ground.seen for ground in self.grounds))
        never = [point for point in all_points() if point not in seen]
        if never:
            raise Failure("points that no scenario reaches", "\n".join(never))


def main(words):
    flags = [word for word in words if word.startswith("-")]
    if [flag for flag in flags if flag not in ("-v", "--full")]:
        sys.exit(__doc__)
    pattern = next((word for word in words if not word.startswith("-")), "")
    verbose, full = "-v" in flags, "--full" in flags or bool(os.environ.get("ANNEAL_FULL"))
    suite = Suite(program_from_env(False), pattern, full)
    try:
        scenarios = all_scenarios()
        for scenario in scenarios:
            if "sqlite" in scenario.engines:
                suite.add_ground(scenario, "sqlite", lambda folder, s=scenario: SqliteBench(s, folder))
            if "postgres" not in scenario.engines:
                continue
            for label, server, reason in postgres.servers_from_env(False):
                if server is None:
                    suite.skipped.append(("%s (%s)" % (scenario.name, label), reason))
                elif postgres.runs_on(label, scenario.name) or full:
                    suite.add_ground(scenario, label, lambda folder, s=scenario, server=server: PostgresBench(server, s))
        suite.add_outside()
        if os.environ.get("ANNEAL_PG15_URL"):
            for scenario in scenarios:
                if "postgres" in scenario.engines:
                    suite.add_crashes(scenario)
        suite.add_million()
        code = run_checks(suite.checks, suite.skipped, verbose=verbose, 
                          last=None if pattern else ("every point is reached", suite.every_point_is_reached))
    finally:
        suite.close()
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
