"""Checks of run.py about locks: nobody waits behind anneal for longer than the lock budget, whoever has the table."""
import json
import threading
import time

from harness.checks import Failure, Skip, show_command

BUDGET_MS = 500
# Beside the budget: a sample comes late on a busy machine, and so does a cancel.
GRACE_MS = 250
LONG_ENOUGH_S = 2.0
# Waits of others that anneal's sessions are in the way of, in ms, with who waits.
WAITS = """
SELECT w.pid, floor(extract(epoch FROM clock_timestamp() - w.waitstart) * 1000)::integer
FROM pg_locks AS w
JOIN pg_stat_activity AS a ON a.pid = w.pid AND a.application_name <> 'anneal'
WHERE NOT w.granted
  AND w.waitstart IS NOT NULL
  AND EXISTS (SELECT FROM unnest(pg_blocking_pids(w.pid)) AS b(pid)
              JOIN pg_stat_activity AS o ON o.pid = b.pid AND o.application_name = 'anneal')
"""
QUEUED = """
SELECT count(*) FROM pg_locks AS w JOIN pg_stat_activity AS a ON a.pid = w.pid
WHERE NOT w.granted AND a.application_name = 'anneal' AND a.datname = current_database()
"""


def register(check, tables):
    """`check` is run.py's decorator; `tables` has its customer() and order()."""

    class Watched:
        """Clients of shop.customer while something else goes on, and how long any of them waited for anneal."""

        def __init__(self, ground, sql="UPDATE shop.customer SET name = 'n' WHERE id = 1; SELECT count(*) FROM shop.customer",
                     clients=2):
            self.ground, self.sql, self.clients = ground, sql, clients
            self.over = threading.Event()
            self.longest_ms, self.statements, self.broken, self.begun = 0, 0, None, time.monotonic()
            self.ran_at = []

        def _loop(self, work):
            try:
                with self.ground.server.session(self.ground.database) as session:
                    while not self.over.is_set():
                        work(session)
            except Exception as error:  # told by the thread that looks at it
                self.broken = error

        def _client(self, session):
            session.run(self.sql)
            self.statements += 1
            self.ran_at.append(time.monotonic())
            time.sleep(0.01)

        def _look(self, session):
            for line in session.run(WAITS).split():
                self.longest_ms = max(self.longest_ms, int(line.split("|")[1]))
            time.sleep(0.01)

        def __enter__(self):
            self.threads = [threading.Thread(target=self._loop, args=(work,)) for work in [self._client] * self.clients + [self._look]]
            for thread in self.threads:
                thread.start()
            return self

        def __exit__(self, *_):
            self.over.set()
            for thread in self.threads:
                thread.join()

        def judge(self, why):
            if self.broken is not None:
                raise Failure("%s: a client failed" % why, str(self.broken))
            if self.longest_ms > BUDGET_MS + GRACE_MS:
                raise Failure("%s: somebody waited for anneal for %d ms" % (why, self.longest_ms))
            if self.statements == 0:
                raise Failure("%s: no client got anything done" % why)

    def make(ground, load=True, **environment):
        """A package that adds one column to shop.customer, and its environment."""
        if load:
            ground.load()
        one = tables.customer()
        one["Columns"].append({"Name": "phone", "DataType": "text", "Nullable": True})
        ground.make_package(one, tables.order(), Environments=[dict({"Name": "it", "UrlEnv": "SHOP_URL", "LockBudget": BUDGET_MS}, **environment)])

    def start(ground, *more, url=None):
        return ground.anneal.start("deploy", "-p", ground.package, "--env", "it", "--yes", *more, env={"SHOP_URL": url or ground.url})

    def finish(ground, process, code):
        return ground.inspect(ground.anneal.finish(process), code)

    def deploy(ground, *more, code=0, url=None):
        return finish(ground, start(ground, *more, url=url), code)

    def has_column(ground, name="phone"):
        return name in ground.columns("customer")

    def waits_outside(ground, process, seconds=LONG_ENOUGH_S):
        """For a while: it runs, has not got its lock, and never stands in a queue."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if process.poll() is not None:
                raise Failure("it did not wait", show_command(ground.anneal.finish(process)))
            if ground.one(QUEUED) != "0":
                raise Failure("it waits in the queue")
            time.sleep(0.05)

    @check("pg")
    def a_transaction_held_open_is_waited_for_outside_the_queue(ground):
        make(ground)
        with ground.server.session(ground.database) as other, Watched(ground) as watched:
            other.run("BEGIN; SELECT count(*) FROM shop.customer")
            time.sleep(0.3)
            process = start(ground, "--format", "json")
            try:
                time.sleep(0.5)
                waits_outside(ground, process)
                before = watched.statements
                other.run("COMMIT")
                result = finish(ground, process, 0)
            except BaseException:
                process.kill()
                raise
        watched.judge("a transaction held open")
        if before < 20:
            raise Failure("the clients got %d statements done while anneal waited" % before)
        waited = [json.loads(line) for line in result.out.splitlines() if '"wait"' in line]
        if not any("psql as postgres" in one["WaitingFor"] and "ACCESS SHARE on shop.customer" in one["WaitingFor"]
                   and "idle in transaction" in one["WaitingFor"] for one in waited):
            raise Failure("who was waited for is not said", result.out)
        if "SELECT" in result.text:
            raise Failure("the text of a query was shown", result.text)
        if not has_column(ground):
            raise Failure("the column did not come")

    @check("pg")
    def giving_up_names_who_was_in_the_way(ground):
        make(ground)
        before = ground.state()
        with ground.server.session(ground.database) as other, Watched(ground) as watched:
            other.run("BEGIN; SELECT 'a secret', count(*) FROM shop.customer")
            pid = other.run("SELECT pg_backend_pid()").strip()
            result = deploy(ground, "--lock-wait", "3", code=4)
            result.says("process %s (psql as postgres), idle in transaction" % pid, "who is in the way")
            result.says("ACCESS SHARE on shop.customer", "its lock").says("safe to run again", "what now")
            deploy(ground, "--lock-wait", "2", "--show-data", code=4).says("SELECT pg_backend_pid()", "its query, when asked for")
            other.run("ROLLBACK")
        watched.judge("a deploy that gives up")
        ground.unchanged(before, "a deploy that gave up")
        deploy(ground)

    @check("pg")
    def a_prepared_transaction_is_waited_for(ground):
        make(ground)
        if ground.one("SHOW max_prepared_transactions") == "0":
            raise Skip("max_prepared_transactions is 0")
        ground.sql("BEGIN; UPDATE shop.customer SET name = 'x' WHERE id = 2; PREPARE TRANSACTION 'held %s'" % ground.database)
        try:
            with Watched(ground) as watched:
                result = deploy(ground, "--lock-wait", "3", code=4)
                result.says("prepared transaction 'held %s' of postgres" % ground.database, "who is in the way")
            watched.judge("a prepared transaction")
        finally:
            ground.sql("COMMIT PREPARED 'held %s'" % ground.database)
        deploy(ground)
        if not has_column(ground):
            raise Failure("the column did not come")

    @check("pg")
    def short_transactions_without_end_do_not_keep_it_out(ground):
        make(ground)
        busy = "BEGIN; UPDATE shop.customer SET name = 'n' WHERE id = 1; SELECT pg_sleep(0.03); COMMIT"
        with Watched(ground, busy, clients=4) as watched:
            time.sleep(0.3)
            deploy(ground)
        watched.judge("a busy table")

    @check("pg")
    def a_chain_of_locks_stays_within_the_budget(ground):
        """Each lock comes in time, all together don't: whoever waits is let go, and the deploy comes through in the end."""
        parts = 4
        ground.sql("CREATE SCHEMA shop; CREATE TABLE shop.customer (id integer NOT NULL, name text) PARTITION BY LIST (id);\n" + "".join(
            "CREATE TABLE shop.customer_%d PARTITION OF shop.customer FOR VALUES IN (%d);\n" % (i, i) for i in range(1, parts + 1))
            + "INSERT INTO shop.customer SELECT i FROM generate_series(1, %d) AS i;" % parts)
        ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
        table = json.loads((ground.package / "Templates/Main/Tables/shop.customer.json").read_text())
        table["Columns"].append({"Name": "phone", "DataType": "text", "Nullable": True})
        ground.write("Templates/Main/Tables/shop.customer.json", table)
        config = json.loads((ground.package / "anneal.json").read_text())
        config["Environments"] = [{"Name": "it", "UrlEnv": "SHOP_URL", "LockBudget": BUDGET_MS}]
        ground.write("anneal.json", config)
        over = threading.Event()
        # Each partition is taken for less than a lock waits, one after the other, as fast as they are given back.
        holders = []

        def hold(part):
            with ground.server.session(ground.database) as session:
                while not over.is_set():
                    session.run("BEGIN; LOCK shop.customer_%d IN ROW EXCLUSIVE MODE; SELECT pg_sleep(0.2); COMMIT" % part)
        for part in range(1, parts + 1):
            holders.append(threading.Thread(target=hold, args=(part,)))
        try:
            with Watched(ground, "SELECT count(*) FROM shop.customer") as watched:
                for holder in holders:
                    holder.start()
                    time.sleep(0.05)
                process = start(ground, "--lock-wait", "30")
                time.sleep(4)
                over.set()
                finish(ground, process, 0)
        finally:
            over.set()
            for holder in holders:
                holder.join()
        watched.judge("a chain of locks")

    def vacuumed(ground, role=None):
        """shop.customer with an autovacuum at work on it that does not end by itself; returns its process id."""
        ground.load()
        if role:
            ground.sql("ALTER SCHEMA shop OWNER TO {0}; ALTER TABLE shop.customer OWNER TO {0}; ALTER TABLE shop.\"order\" OWNER TO {0};"
                       "GRANT CREATE ON DATABASE {1} TO {0}".format(role, ground.database))
        ground.sql("""
            ALTER TABLE shop.customer SET (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0,
                autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1);
            INSERT INTO shop.customer SELECT i, repeat('x', 200) FROM generate_series(100, 20000) AS i;
            DELETE FROM shop.customer WHERE id > 99;""")
        find = "SELECT l.pid FROM pg_locks AS l JOIN pg_stat_activity AS a ON a.pid = l.pid WHERE a.backend_type = 'autovacuum worker' " \
               "AND l.relation = 'shop.customer'::regclass AND l.mode = 'ShareUpdateExclusiveLock'"
        until = time.monotonic() + 30
        while time.monotonic() < until:
            pid = ground.one(find)
            if pid:
                return pid
            time.sleep(0.2)
        raise Skip("no autovacuum came within 30 s")

    class EagerVacuum:
        def __init__(self, ground):
            self.ground = ground

        def _set(self, sql):
            self.ground.server.script(None, sql)
            self.ground.server.script(None, "SELECT pg_reload_conf()")

        def __enter__(self):
            self._set("ALTER SYSTEM SET autovacuum_naptime = '1s'")

        def __exit__(self, *_):
            self._set("ALTER SYSTEM RESET autovacuum_naptime")

    def parameters(ground):
        """As the package has no storage parameters, they would be removed."""
        table = json.loads((ground.package / "Templates/Main/Tables/shop.customer.json").read_text())
        table["StorageParameters"] = {"autovacuum_vacuum_threshold": "0", "autovacuum_vacuum_scale_factor": "0",
                                      "autovacuum_vacuum_cost_delay": "100", "autovacuum_vacuum_cost_limit": "1"}
        ground.write("Templates/Main/Tables/shop.customer.json", table)

    @check("pg")
    def an_autovacuum_gives_way_to_who_may_hurry(ground):
        with EagerVacuum(ground):
            vacuumed(ground)
            make(ground, load=False)
            parameters(ground)
            with Watched(ground) as watched:
                begun = time.monotonic()
                deploy(ground)
                took = time.monotonic() - begun
            watched.judge("an autovacuum")
            if took > 20:
                raise Failure("it took %d s" % took)

    @check("pg")
    def an_autovacuum_is_waited_for_by_who_may_not(ground):
        role = ground.role_named("owner")
        with EagerVacuum(ground):
            pid = vacuumed(ground, role)
            make(ground, load=False)
            parameters(ground)
            url = ground.server.url(ground.database, role)
            with Watched(ground) as watched:
                result = deploy(ground, "--lock-wait", "3", code=4, url=url)
                result.says("process %s (autovacuum worker)" % pid, "who is in the way")
                if ground.one("SELECT count(*) FROM pg_stat_activity WHERE pid = %s" % pid) != "1":
                    raise Failure("the autovacuum was sent away unasked")
                # Without the right to it, the option changes nothing.
                deploy(ground, "--lock-wait", "2", "--cancel-autovacuum", code=4, url=url).says("may not end", "an option in vain")
                # Before 18 nobody but a superuser may cancel one, but whoever may set this has the server do it.
                if ground.server.version() >= 18:
                    ground.server.script(None, "GRANT pg_signal_autovacuum_worker TO %s" % role)
                    deploy(ground, "--lock-wait", "20", "--cancel-autovacuum", code=0, url=url)
                else:
                    ground.server.script(None, "GRANT SET ON PARAMETER deadlock_timeout TO %s" % role)
                    deploy(ground, "--lock-wait", "20", code=0, url=url)
                    ground.server.script(None, "REVOKE SET ON PARAMETER deadlock_timeout FROM %s" % role)
            watched.judge("an autovacuum that is cancelled")
            ground.sql("ALTER SCHEMA shop OWNER TO postgres; REASSIGN OWNED BY {0} TO postgres; DROP OWNED BY {0}".format(role))

    @check("pg")
    def planning_makes_nothing_on_a_table(ground):
        """What is printed by the server to be compared is printed of a copy."""
        ground.sql("CREATE SCHEMA shop; CREATE TABLE shop.t (id integer PRIMARY KEY);"
                   "CREATE FUNCTION shop.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
                   "CREATE TRIGGER g BEFORE UPDATE ON shop.t FOR EACH ROW EXECUTE FUNCTION shop.f();"
                   "CREATE RULE r AS ON UPDATE TO shop.t DO ALSO NOTHING")
        ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
        for name, old, new in (("Triggers/shop.t.g", "BEFORE UPDATE", "BEFORE INSERT OR UPDATE"), ("Rules/shop.t.r", "NOTHING", "DELETE FROM shop.t")):
            path = ground.package / "Templates/Main" / (name + ".sql")
            path.write_text(path.read_text().replace(old, new))
        result = ground.plan("-v", "--exit-code", code=2)
        made = [one for one in result.err.split("\ndebug: ") if one.startswith(("CREATE TRIGGER", "CREATE RULE"))]
        if len(made) < 2:
            raise Failure("the trigger or the rule was not printed", show_command(result))
        for one in made:
            if "anneal scratch relation" not in one:
                raise Failure("planning makes something on a table of others", one)
