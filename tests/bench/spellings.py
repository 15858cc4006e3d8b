#!/usr/bin/env python3
"""tests/bench/spellings.py [COUNT]: what does it cost that views and functions are written in other words than the server's?

COUNT (500) views and as many functions, on the server of ANNEAL_PG15_URL: wall time and the client's CPU of a plan with
nothing to do, best of five, where the journal knows their spellings, and where it has forgotten them, so that the server
prints each. ANNEAL is the program.
"""
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "pairs"))

from harness import postgres  # noqa: E402

RUNS = 5


def write_package(folder, count):
    main = folder / "Templates" / "Main"
    for name in ("Tables", "Views", "Functions"):
        (main / name).mkdir(parents=True)
    (folder / "Product.json").write_text('{"Name": "shop", "Platform": "PostgreSQL", "TemplateOrder": ["Main"]}')
    (folder / "anneal.json").write_text('{"Manage": ["shop"]}')
    (main / "Template.json").write_text('{"Name": "Main"}')
    (main / "Tables" / "shop.orders.json").write_text(
        '{"Schema": "shop", "Name": "orders", "Columns": [{"Name": "id", "DataType": "integer"}, {"Name": "status", "DataType": "varchar(9)"}]}')
    for i in range(count):
        (main / "Views" / ("shop.v%d.sql" % i)).write_text(
            "create view shop.v%d as select id, status from shop.orders where status in ('a', 'b') and id > %d;\n" % (i, i))
        (main / "Functions" / ("shop.f%d.sql" % i)).write_text(
            "create function shop.f%d(a int) returns int language sql immutable as 'select a + %d';\n" % (i, i))


def best_plan(anneal, folder, url):
    best = None
    for _ in range(RUNS):
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        subprocess.run([anneal, "plan", "-p", folder, "--url", url, "--exit-code"], check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        wall = (time.monotonic() - begun) * 1000
        used = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000
        best = min(best or (wall, used), (wall, used))
    return best


def main(words):
    count = int(words[0]) if words else 500
    anneal = os.environ["ANNEAL"]
    _, server, reason = next(iter(postgres.servers_from_env(False)))
    if server is None:
        sys.exit(reason)
    database = server.create()
    try:
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name) / "shop"
            write_package(folder, count)
            url = server.url(database)
            subprocess.run([anneal, "deploy", "-p", folder, "--url", url, "--yes"], check=True, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)
            print("%d views and %d functions, plan with nothing to do     wall ms  client ms" % (count, count))
            print("  spellings that the journal knows %28.0f %10.0f" % best_plan(anneal, folder, url))
            server.script(database, "DELETE FROM anneal.spellings")
            print("  each printed by the server %34.0f %10.0f" % best_plan(anneal, folder, url))
    finally:
        server.drop(database)


if __name__ == "__main__":
    main(sys.argv[1:])
