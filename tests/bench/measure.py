#!/usr/bin/env python3
"""Measures anneal against a raw pass over the catalog, on one database.  Run by run.sh.

usage: measure.py URL POSTMASTER_PID RAW_PROGRAM ANNEAL WORK_FOLDER RUNS [EARLIER]

URL is of the database that generate.py has filled.  POSTMASTER_PID is 0 for SQLite; RAW_PROGRAM is psql or sqlite3.  EARLIER is
the program of an earlier revision: each verb is then measured for both.

CPU is the client's (wait4) and the server's: what the postmaster's ended children used (/proc/PID/stat), so it counts every
connection of the command.  Of RUNS runs the one with the least CPU counts: what disturbs a run only adds.  The server's clock ticks
100 times a second, which is coarse below 1000 tables.  Peak memory comes from GNU time: wait4 would report at least what this
interpreter holds, as a child starts as a copy of it.
"""
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
TICKS = os.sysconf("SC_CLK_TCK")
SCHEMA = "bench"


class Server:
    """The postmaster whose backends do the work; pid 0: there is none."""

    def __init__(self, pid):
        self.pid = pid
        self.own = self.children()  # before the first client

    def children(self):
        return set() if self.pid == 0 else set(Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split())

    def ended_cpu(self):
        """Seconds of CPU of all children that have ended."""
        if self.pid == 0:
            return 0.0
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[13]) + int(fields[14])) / TICKS

    def wait_idle(self):
        """Until all backends have ended and the postmaster knows: what they used is counted then, and not before."""
        deadline = time.monotonic() + 10
        while self.children() - self.own and time.monotonic() < deadline:
            time.sleep(0.005)


def run_once(words):
    """(exit status, wall seconds, CPU seconds, peak KiB, stdout, stderr) of one command."""
    begun = time.monotonic()
    with open("out", "wb") as out, open("err", "wb") as err:
        child = subprocess.Popen(["/usr/bin/time", "-q", "-o", "peak", "-f", "%M", *words], stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - begun
    return (child.returncode, wall, usage.ru_utime + usage.ru_stime, int(Path("peak").read_text()),
            Path("out").read_text(errors="replace"), Path("err").read_text(errors="replace"))


def measure(server, name, words, runs, prepare=lambda: None):
    """One row of the report; None when the command fails."""
    best = None
    for turn in range(runs + 1):  # the first one only warms the caches
        prepare()
        server.wait_idle()
        before = server.ended_cpu()
        status, wall, client, kib, out, err = run_once(words)
        server.wait_idle()
        used = server.ended_cpu() - before
        if status != 0:
            print(f"{name}: exit status {status}\n{out[-1500:]}{err[-1500:]}", file=sys.stderr)
            return None
        row = {"name": name, "wall": wall * 1000, "client": client * 1000, "server": used * 1000, "peak": kib / 1024, "out": out}
        if turn > 0 and (best is None or cpu(row) < cpu(best)):
            best = row
    return best


def cpu(row):
    return row["client"] + row["server"]


def show(row, raw, earlier=None):
    line = "  %-24s %9.0f %10.0f %10.0f %10.0f %9.2f %9.1f" % (
        row["name"], row["wall"], row["client"], row["server"], cpu(row), cpu(row) / max(cpu(raw), 0.001), row["peak"])
    if earlier is not None:
        line += "  %9.2f %9.2f" % (cpu(row) / max(cpu(earlier), 0.001), row["peak"] / earlier["peak"])
    print(line, flush=True)


class Bench:
    def __init__(self, url, server, runs):
        self.url, self.server, self.runs = url, server, runs

    def raw(self, program):
        if self.server.pid == 0:
            words = ["sh", "-c", f"{program} -readonly {self.url.removeprefix('sqlite:')} < {HERE / 'catalog_sqlite.sql'} > /dev/null"]
            return measure(self.server, "raw catalog, sqlite3", words, self.runs)
        words = [program, "-X", "-q", "-v", f"schema={SCHEMA}", "-d", self.url, "-o", "/dev/null", "-f", str(HERE / "catalog.sql")]
        return measure(self.server, "raw catalog, psql", words, self.runs)

    def verbs(self, anneal, suffix):
        """Rows of one program by the verb's name; stops at the first that fails."""
        package, copy = Path("package" + suffix), Path("copy" + suffix)
        include = [] if self.server.pid == 0 else ["--include", SCHEMA]
        rows = {}

        def add(verb, words, folder=None):
            rows[verb] = measure(self.server, verb + suffix, words, self.runs,
                                 lambda: shutil.rmtree(folder, ignore_errors=True) if folder else None)
            return rows[verb] is not None

        if (add("anneal extract", [anneal, "extract", "--url", self.url, "--out", str(package), *include], package)
                and add("copy of its files", ["cp", "-r", str(package), str(copy)], copy)
                and add("anneal check (offline)", [anneal, "check", "-p", str(package)])
                and add("anneal plan, no-op", [anneal, "plan", "-p", str(package), "--url", self.url])
                and "Nothing to do" not in rows["anneal plan, no-op"]["out"]):
            print("  the plan was not empty: the extracted package differs from its database", file=sys.stderr)
            rows["anneal plan, no-op"] = None
        return rows


def main(arguments):
    if not 6 <= len(arguments) <= 7:
        sys.exit(__doc__)
    url, pid, raw_program, anneal, work, runs = arguments[:6]
    os.chdir(work)
    bench = Bench(url, Server(int(pid)), int(runs))
    header = "  %-24s %9s %10s %10s %10s %9s %9s" % ("", "wall ms", "client ms", "server ms", "CPU ms", "CPU ×raw", "peak MiB")
    print(header + ("  %9s %9s" % ("CPU ×was", "peak ×was") if len(arguments) == 7 else ""), flush=True)
    raw = bench.raw(raw_program)
    if raw is None:
        return 1
    show(raw, raw)
    if not os.access(anneal, os.X_OK):
        print(f"  no program at {anneal}: only the raw pass was measured")
        return 0
    earlier = bench.verbs(arguments[6], ", was") if len(arguments) == 7 else {}
    rows = bench.verbs(anneal, "")
    for verb, row in rows.items():
        was = earlier.get(verb)
        if was is not None:
            show(was, raw)
        if row is not None:
            show(row, raw, was)
    return 1 if None in rows.values() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
