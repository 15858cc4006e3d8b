"""Checks of run.py about what a deploy looks at before its first step: rights, old transactions, poolers."""
import os
import pathlib
import shutil
import signal
import subprocess
import time

from harness.checks import Failure, Skip, show_command


def register(check, tables):
    """`check` is run.py's decorator; `tables` has its customer() and order()."""

    def make(ground):
        ground.load()
        one = tables.customer()
        one["Columns"].append({"Name": "phone", "DataType": "text", "Nullable": True})
        three = tables.customer()
        three["Name"] = "visitor"
        three["Indexes"][0]["Name"] = "visitor_pkey"
        ground.make_package(one, tables.order(), three)

    def deploy_as(ground, role, code):
        return ground.run("deploy", "-p", ground.package, "--url", ground.server.url(ground.database, role), "--yes", code=code)

    @check("pg")
    def a_role_that_lacks_rights_is_told_all_of_them_before_anything_runs(ground):
        make(ground)
        role = ground.role_named("guest")
        ground.sql("GRANT CREATE ON DATABASE %s TO %s; GRANT USAGE ON SCHEMA shop TO %s" % (ground.database, role, role))
        before = ground.state()
        result = deploy_as(ground, role, 1)
        result.says("the role %s does not own shop.customer" % role, "an owner").says("deploy as postgres", "who may")
        result.says("may not create anything in schema shop", "a schema").says("nothing was run", "nothing ran")
        ground.unchanged(before, "a deploy without rights")
        ground.sql("GRANT CREATE ON SCHEMA shop TO %s" % role)
        result = deploy_as(ground, role, 1)
        if "may not create" in result.text:
            raise Failure("it may create by now", show_command(result))
        ground.sql('ALTER TABLE shop.customer OWNER TO {0}; ALTER TABLE shop."order" OWNER TO {0}'.format(role))
        deploy_as(ground, role, 0)
        ground.sql("REASSIGN OWNED BY {0} TO postgres; DROP OWNED BY {0}".format(role))

    @check("pg")
    def a_prepared_transaction_is_named_before_the_first_step(ground):
        make(ground)
        if ground.one("SHOW max_prepared_transactions") == "0":
            raise Skip("max_prepared_transactions is 0")
        ground.sql("CREATE TABLE public.elsewhere (a integer); BEGIN; INSERT INTO public.elsewhere VALUES (1); PREPARE TRANSACTION 'far %s'" % ground.database)
        try:
            ground.deploy(code=0).says("note: the prepared transaction 'far %s' of postgres is open" % ground.database, "a prepared transaction")
        finally:
            ground.sql("ROLLBACK PREPARED 'far %s'" % ground.database)

    @check("pg")
    def replication_that_lags_is_named_before_the_first_step(ground):
        make(ground)
        program = os.path.join(ground.server.bindir, "pg_receivewal")
        if not os.path.exists(program):
            raise Skip("pg_receivewal is not there")
        servers = str(pathlib.Path(__file__).resolve().parents[1] / "servers" / "pg")
        # A server of its own: what it holds back would show in the other checks.
        url = subprocess.run([servers, "start", str(ground.server.version())], capture_output=True, text=True, check=True).stdout.strip()
        own = type(ground.server)("own", url, ground.server.bindir)
        receiver = None
        try:
            (ground.folder / "wal").mkdir()
            receiver = subprocess.Popen([program, "-s", "1", "-D", str(ground.folder / "wal"), "-d", url], stderr=subprocess.DEVNULL)
            until = time.monotonic() + 20
            while own.query("postgres", "SELECT count(*) FROM pg_stat_replication WHERE write_lsn IS NOT NULL").strip() != "1":
                if receiver.poll() is not None or time.monotonic() > until:
                    raise Failure("pg_receivewal receives nothing")
                time.sleep(0.05)
            receiver.send_signal(signal.SIGSTOP)
            own.script("postgres", "SELECT pg_create_physical_replication_slot('left_behind', true);"
                       + "SELECT pg_logical_emit_message(true, 'more', 'x'); SELECT pg_switch_wal();" * 18)
            result = ground.run("deploy", "-p", ground.package, "--url", own.url("postgres"), "--yes", code=0)
            result.says("the replication slot left_behind, which nobody uses, holds", "a slot").says("the replica pg_receivewal is", "a replica")
        finally:
            if receiver is not None:
                receiver.kill()
                receiver.wait()
            subprocess.run([servers, "stop", url], check=False)

    @check("pg")
    def a_pooler_in_transaction_mode_is_refused_with_the_reason(ground):
        program = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
        if program is None:
            raise Skip("pgbouncer is not installed")
        make(ground)
        before = ground.state()
        folder = ground.folder / "pooler"
        folder.mkdir()
        port = "6%03d" % (os.getpid() % 1000)
        host = ground.server.url(ground.database).split("host=", 1)[1].split("&")[0]
        (folder / "users.txt").write_text('"postgres" ""\n')
        (folder / "pooler.ini").write_text("\n".join([
            "[databases]", "* = host=%s port=%s" % (host, ground.one("SHOW port")), "[pgbouncer]", "pool_mode = transaction", "listen_addr =", "listen_port = " + port,
            "unix_socket_dir = %s" % folder, "auth_type = trust", "auth_file = %s" % (folder / "users.txt"), "user = nobody" if os.getuid() == 0 else "",
            "ignore_startup_parameters = extra_float_digits"]) + "\n")
        ground.folder.chmod(0o755)
        folder.chmod(0o777)
        pooler = subprocess.Popen([program, "-q", str(folder / "pooler.ini")], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            until = time.monotonic() + 10
            while not (folder / (".s.PGSQL." + port)).exists():
                if pooler.poll() is not None or time.monotonic() > until:
                    raise Skip("pgbouncer does not start here: %s" % (pooler.stderr.read(300) if pooler.poll() is not None else b"no socket"))
                time.sleep(0.05)
            url = "postgresql:///%s?host=%s&port=%s&user=postgres" % (ground.database, folder, port)
            for verb in (("plan",), ("deploy", "--yes")):
                result = ground.run(*verb, "-p", ground.package, "--url", url, code=1)
                result.says("is reached through a connection pooler", "what is wrong").says("connect to the server itself", "what would be right")
            # What a session sets stays with the backend, which is the next client's.
            left = subprocess.run([os.path.join(ground.server.bindir, "psql"), "-XAtq", "-d", url, "-c", "SHOW default_transaction_read_only"],
                                  capture_output=True, text=True)
            if left.stdout.strip() != "off":
                raise Failure("the next client of the pooler finds what anneal has set", left.stdout + left.stderr)
            ground.unchanged(before, "a deploy through a pooler")
        finally:
            pooler.terminate()
            pooler.wait()

    @check("pg")
    def what_a_plan_needs_of_other_relations_is_asked_too(ground):
        role = ground.role_named("guest")
        ground.sql("""CREATE SCHEMA shop;
            CREATE TABLE shop.customer (id integer CONSTRAINT customer_pkey PRIMARY KEY, email text NOT NULL, name text);
            CREATE TABLE shop.sale (id integer NOT NULL) PARTITION BY RANGE (id);
            CREATE TABLE shop.visit (customer_id integer);
            ALTER TABLE shop.visit OWNER TO {0}; GRANT USAGE ON SCHEMA shop TO {0}; GRANT CREATE ON DATABASE {1} TO {0};
            GRANT CREATE ON SCHEMA shop TO {0}""".format(role, ground.database))
        sale = {"Schema": "shop", "Name": "sale", "PartitionBy": "RANGE (id)", "Columns": [{"Name": "id", "DataType": "integer"}]}
        first = {"Schema": "shop", "Name": "sale_1", "PartitionOf": "shop.sale", "PartitionBounds": "FOR VALUES FROM (1) TO (100)"}
        visit = {"Schema": "shop", "Name": "visit", "Columns": [{"Name": "customer_id", "DataType": "integer", "Nullable": True}],
                 "ForeignKeys": [{"Name": "visit_customer", "Columns": "customer_id", "RelatedTableSchema": "shop",
                                  "RelatedTable": "customer", "RelatedColumns": "id"}]}
        ground.make_package(tables.customer(), sale, first, visit)
        before = ground.state()
        result = deploy_as(ground, role, 1)
        result.says("may not refer to shop.customer", "a foreign key").says("GRANT REFERENCES ON TABLE shop.customer", "what to do")
        result.says("the role %s does not own shop.sale" % role, "the parent of a partition")
        ground.unchanged(before, "a deploy without rights on others")
        ground.sql("GRANT REFERENCES (id) ON shop.customer TO {0}; ALTER TABLE shop.sale OWNER TO {0}".format(role))
        deploy_as(ground, role, 0)
        ground.sql("REVOKE CREATE ON SCHEMA shop FROM " + role)
        for folder, name, text in (("Functions", "shop.one", "CREATE FUNCTION shop.one() RETURNS integer LANGUAGE sql AS 'SELECT 1';\n"),
                                   ("Views", "shop.visits", "CREATE VIEW shop.visits AS SELECT customer_id FROM shop.visit;\n")):
            path = ground.package / "Templates" / "Main" / folder
            path.mkdir(parents=True, exist_ok=True)
            (path / (name + ".sql")).write_text(text)
            deploy_as(ground, role, 1).says("may not create anything in schema shop", "a " + folder).says("nothing was run", "nothing ran")
            path.joinpath(name + ".sql").unlink()
        ground.sql("REASSIGN OWNED BY {0} TO postgres; DROP OWNED BY {0}".format(role))
