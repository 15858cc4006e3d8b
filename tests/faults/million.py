"""One loop over a million rows that is cut off, orphaned, crashed and killed on its way, each time gone on with."""
import json
import signal
import time

from harness import sqlite
from harness.checks import Failure, show_command

ROWS = 1000000
WAIT_SECONDS = 120


class Million:
    """`sql(text)` asks the database. Every row counts how often it was visited: once is what is wanted."""

    def __init__(self, anneal, url, sql, folder, **pace):
        self.anneal, self.url, self.sql, self.package = anneal, url, sql, folder / "package"
        self.pace = pace

    def make_package(self):
        self.anneal.run("extract", "--url", self.url, "--out", self.package).expect(0, "extract")
        path = next(self.package.glob("Templates/*")) / "Backfills" / "visits.json"
        path.parent.mkdir()
        path.write_text(json.dumps({"Name": "visits", "Table": "visit", "Set": {"times": "times + 1"}, **{"BatchRows": 1000, **self.pace}}))

    def start(self):
        return self.anneal.start("deploy", "-p", self.package, "--url", self.url, "--yes")

    def visited(self):
        return int(self.sql("SELECT count(*) FROM visit WHERE times > 0"))

    def disturb(self, share, what, act):
        """Lets a deploy come to `share` of the rows, and `act`s on it; it must end and not be done."""
        process = self.start()
        deadline = time.monotonic() + WAIT_SECONDS
        while self.visited() < ROWS * share:
            if process.poll() is not None:
                raise Failure("the deploy ended before it was disturbed (%s)" % what, show_command(self.anneal.finish(process)))
            if time.monotonic() > deadline:
                process.kill()
                raise Failure("the loop did not come to %d%% in %d s" % (share * 100, WAIT_SECONDS))
            time.sleep(0.05)
        act(process)
        result = self.anneal.finish(process)
        if result.code not in (1, 4, -signal.SIGKILL):
            raise Failure("exit code %s after: %s" % (result.code, what), show_command(result))

    def finish(self):
        result = self.anneal.finish(self.start())
        result.expect(0, "the deploy that goes on")
        found = self.sql("SELECT count(*) || ' ' || sum(times) || ' ' || min(times) || ' ' || max(times) FROM visit").strip()
        if found != "%d %d 1 1" % (ROWS, ROWS):
            raise Failure("count, sum, least and most visits of the rows are %s" % found, show_command(result))
        self.anneal.finish(self.start()).expect(0, "a deploy after the last").says("Nothing to do", "a deploy after the last")


def on_postgres(anneal, crashing, folder):
    server = crashing.server
    with crashing.guard:
        database = server.create("_million")
        try:
            server.script(database, "CREATE TABLE visit (id integer PRIMARY KEY, times integer NOT NULL);"
                                    "INSERT INTO visit SELECT i, 0 FROM generate_series(1, %d) i" % ROWS)
            # Asked while the server comes back: a new psql each time, so that no session is lost.
            million = Million(anneal, server.url(database), lambda text: server.query(database, text), folder)
            million.make_package()

            def cut(holds_lock):
                return lambda process: server.query(None, """
                    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity a WHERE datname = '%s' AND application_name = 'anneal'
                       AND %s (SELECT 1 FROM pg_locks l WHERE l.pid = a.pid AND locktype = 'advisory')""" % (
                           database, "EXISTS" if holds_lock else "NOT EXISTS"))
            million.disturb(0.1, "its connection was cut", cut(False))
            million.disturb(0.3, "its lock's connection was cut", cut(True))
            million.disturb(0.5, "the server was restarted", lambda process: crashing.restart())
            million.disturb(0.7, "it was killed", lambda process: process.kill())
            million.disturb(0.8, "Ctrl-C", lambda process: process.send_signal(signal.SIGINT))
            million.finish()
        finally:
            server.drop(database)


def on_sqlite(anneal, folder):
    path = folder / "million.db"
    sqlite.load(path, "PRAGMA synchronous = OFF; CREATE TABLE visit (id integer PRIMARY KEY, times integer NOT NULL);"
                      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) INSERT INTO visit SELECT i, 0 FROM n" % ROWS)

    def sql(text):
        with sqlite.opened(path) as connection:
            connection.execute("PRAGMA busy_timeout = 10000")
            return str(connection.execute(text).fetchone()[0])
    # The lock is looked at once a second: with rests of one, always between two batches.
    million = Million(anneal, "sqlite:%s" % path, sql, folder, BatchRows=20000, PauseMs=1000)
    million.make_package()
    for share in (0.2, 0.5):
        million.disturb(share, "it was killed", lambda process: process.kill())
    million.disturb(0.7, "Ctrl-C", lambda process: process.send_signal(signal.SIGINT))
    million.disturb(0.8, "the lock was taken away", lambda process: (path.parent / (path.name + "-anneal-lock")).unlink())
    million.finish()
