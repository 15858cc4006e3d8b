#!/usr/bin/env python3
"""Measures anneal against a raw pass over the catalog, on one database of one server.  Run by run.sh.

usage: measure.py URL POSTMASTER_PID PSQL ANNEAL SCHEMA WORK_FOLDER RUNS

CPU is the client's (wait4) and the server's: what the postmaster's ended children used (/proc/PID/stat), so it counts every
connection of the command.  Its clock ticks 100 times a second: RUNS runs are summed, and their mean is shown.  Peak memory comes
from GNU time: wait4 would report at least what this interpreter holds, as a child starts as a copy of it.
"""
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """The postmaster whose backends do the work."""

    def __init__(self, pid):
        self.pid = pid

    def ended_cpu(self):
        """Seconds of CPU of all children that have ended."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[13]) + int(fields[14])) / TICKS

    def backends(self):
        """Children that serve a client; psql would be one itself, so the process list is read."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        found = 0
        for child in children:
            try:
                title = Path(f"/proc/{child}/cmdline").read_bytes()
            except OSError:
                continue
            found += b"[local]" in title
        return found

    def wait_idle(self):
        deadline = time.monotonic() + 10
        while self.backends() > 0 and time.monotonic() < deadline:
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
    walls, cpu, peak = [], 0.0, 0
    server_cpu = 0.0
    for turn in range(runs + 1):  # the first one only warms the caches
        prepare()
        server.wait_idle()
        before = server.ended_cpu()
        status, wall, client, kib, out, err = run_once(words)
        server.wait_idle()
        if status != 0:
            print(f"{name}: exit status {status}\n{out[-1500:]}{err[-1500:]}", file=sys.stderr)
            return None
        if turn == 0:
            continue
        walls.append(wall)
        cpu += client
        peak = max(peak, kib)
        server_cpu += server.ended_cpu() - before
    return {"name": name, "wall": statistics.median(walls) * 1000, "client": cpu / runs * 1000,
            "server": server_cpu / runs * 1000, "peak": peak / 1024, "out": out}


def show(row, raw):
    total = row["client"] + row["server"]
    raw_total = raw["client"] + raw["server"]
    print("  %-24s %9.1f %10.1f %10.1f %9.2f %9.2f %9.1f" % (
        row["name"], row["wall"], row["client"], row["server"], total / max(raw_total, 0.001), row["wall"] / raw["wall"], row["peak"]))


def main(arguments):
    if len(arguments) != 7:
        sys.exit(__doc__)
    url, pid, psql, anneal, schema, work, runs = arguments
    os.chdir(work)
    server, runs = Server(int(pid)), int(runs)
    package = Path("package")

    print("  %-24s %9s %10s %10s %9s %9s %9s" % ("", "wall ms", "client ms", "server ms", "CPU ×raw", "wall ×raw", "peak MiB"))
    raw = measure(server, "raw catalog, psql", [psql, "-X", "-q", "-v", f"schema={schema}", "-d", url,
                                               "-f", str(HERE / "catalog.sql")], runs)
    if raw is None:
        return 1
    show(raw, raw)
    if not os.access(anneal, os.X_OK):
        print(f"  no program at {anneal}: only the raw pass was measured")
        return 0
    extract = measure(server, "anneal extract", [anneal, "extract", "--url", url, "--out", str(package), "--include", schema], runs,
                      prepare=lambda: shutil.rmtree(package, ignore_errors=True))
    if extract is None:
        return 1
    show(extract, raw)
    check = measure(server, "anneal check (offline)", [anneal, "check", "-p", str(package)], runs)
    if check is not None:
        show(check, raw)
    plan = measure(server, "anneal plan, no-op", [anneal, "plan", "-p", str(package), "--url", url], runs)
    if plan is None:
        return 1
    show(plan, raw)
    if "Nothing to do" not in plan["out"]:
        print("  the plan was not empty: the extracted package differs from its database", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
