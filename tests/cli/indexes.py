"""Checks of run.py about indexes and keys that are built while the application works: who waits, and what a build that was cut off leaves."""
import time

from harness.checks import Failure, show_command

PATIENCE_S = 60
BUILDERS = "FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'anneal' AND query LIKE '%CONCURRENTLY%' AND state = 'active'"
CREATE_DUPLICATES = "INSERT INTO {shop}customer VALUES (101, 'twice@example.com', 'a'), (102, 'twice@example.com', 'b');"


def register(check, tables):
    """`check` is run.py's decorator; `tables` has its customer() and order()."""

    def package(ground, *indexes):
        customer = tables.customer()
        customer["Indexes"] += indexes
        ground.make_package(customer, tables.order())

    def by_name(**keys):
        return dict({"Name": "customer_name_idx", "IndexColumns": "name"}, **keys)

    def words(ground, *more):
        return ("deploy", "-p", ground.package, "--url", ground.url, "--yes", "--allow", "all,DATA_LOSS", "--recipes", "online") + more

    def wait_for(ground, query, what):
        deadline = time.monotonic() + PATIENCE_S
        while ground.one(query) != "t":
            if time.monotonic() > deadline:
                raise Failure("this didn't come true: %s" % what)
            time.sleep(0.02)

    def indexes(ground):
        """Each that is not valid has a mark."""
        return ground.one("SELECT string_agg(relname || CASE WHEN indisvalid THEN '' ELSE ' (invalid)' END, ', ' ORDER BY relname) "
                          "FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE indrelid = 'shop.customer'::regclass")

    def expect(ground, wanted, when):
        if indexes(ground) != wanted:
            raise Failure("%s there is %s, not %s" % (when, indexes(ground), wanted))

    def is_done(ground):
        expect(ground, "customer_name_idx, customer_pkey", "in the end")
        ground.plan("--exit-code", code=0)

    @check("pg")
    def a_build_waits_for_a_writer_and_nobody_for_the_build(ground):
        ground.load()
        package(ground, by_name())
        with ground.server.session(ground.database) as writer, ground.server.session(ground.database) as client:
            writer.run("BEGIN; INSERT INTO shop.customer VALUES (101, 'a@example.com', 'a')")
            deploy = ground.anneal.start(*words(ground))
            wait_for(ground, "SELECT count(*) > 0 %s AND wait_event_type = 'Lock'" % BUILDERS, "the build waits for the writer")
            client.run("SET lock_timeout = '200ms'")
            for i in range(110, 115):
                client.run("INSERT INTO shop.customer VALUES (%d, 'b@example.com', 'b'); UPDATE shop.customer SET name = 'c' WHERE id = %d; "
                           "SELECT count(*) FROM shop.customer" % (i, i))
            writer.run("COMMIT")
            ground.inspect(ground.anneal.finish(deploy), 0)
        is_done(ground)

    def killed_in_a_build(ground, writer):
        """The program dies while the server goes on, waiting for the writer."""
        writer.run("BEGIN; INSERT INTO shop.customer VALUES (101, 'a@example.com', 'a')")
        deploy = ground.anneal.start(*words(ground))
        wait_for(ground, "SELECT count(*) > 0 %s AND wait_event_type = 'Lock'" % BUILDERS, "the build waits for the writer")
        deploy.kill()
        ground.anneal.finish(deploy)

    @check("pg")
    def what_a_killed_deploys_session_still_builds_is_waited_for(ground):
        ground.load()
        package(ground, by_name())
        with ground.server.session(ground.database) as writer:
            killed_in_a_build(ground, writer)
            ground.plan().says("another session is building", "a plan while the server goes on")
            oid = ground.one("SELECT 'shop.customer_name_idx'::regclass::oid")
            again = ground.anneal.start(*words(ground))
            time.sleep(1)
            if again.poll() is not None:
                raise Failure("the next deploy was to wait", show_command(ground.anneal.finish(again)))
            writer.run("COMMIT")
            ground.inspect(ground.anneal.finish(again), 0)
        is_done(ground)
        if ground.one("SELECT 'shop.customer_name_idx'::regclass::oid") != oid:
            raise Failure("what the first deploy's session has built was built again")

    @check("pg")
    def an_index_that_a_cut_off_build_left_is_built_again(ground):
        ground.load()
        package(ground, by_name())
        with ground.server.session(ground.database) as writer:
            killed_in_a_build(ground, writer)
            ground.one("SELECT count(pg_terminate_backend(pid)) %s" % BUILDERS)
            wait_for(ground, "SELECT count(*) = 0 %s" % BUILDERS, "its session ends")
        expect(ground, "customer_name_idx (invalid), customer_pkey", "after the kill")
        ground.plan().says("create index concurrently", "a small table, but something is in the way")
        ground.deploy(code=0)
        is_done(ground)

    @check("pg")
    def a_unique_build_that_finds_duplicates_leaves_nothing(ground):
        ground.load(CREATE_DUPLICATES)
        package(ground, {"Name": "customer_email_idx", "IndexColumns": "email", "Unique": True})
        ground.run(*words(ground), code=1).says("existing rows stand in the way", "a unique index over duplicates")
        expect(ground, "customer_pkey", "after the failure")
        ground.sql("DELETE FROM shop.customer WHERE id = 102")
        ground.run(*words(ground), code=0)
        expect(ground, "customer_email_idx, customer_pkey", "in the end")

    @check("pg")
    def leftovers_of_others_go_too(ground):
        ground.load("CREATE INDEX customer_name_idx ON {shop}customer (name); CREATE INDEX customer_name_idx_ccnew ON {shop}customer (name);\n"
                    "CREATE INDEX anneal_tmp_0123456789ab ON {shop}customer (email);")
        ground.sql("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'shop.customer_name_idx_ccnew'::regclass")
        package(ground, by_name())
        ground.plan("--exit-code", code=2).says("remove leftover index", "a plan that has nothing else to do")
        ground.deploy(code=0)
        is_done(ground)

    @check("pg")
    def leftovers_on_a_materialized_view_go_too(ground):
        made = ("CREATE MATERIALIZED VIEW shop.names AS SELECT id, name, email FROM shop.customer; "
                "CREATE UNIQUE INDEX names_idx ON shop.names (id%s);")
        ground.load()
        ground.sql(made % ", name")
        ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
        ground.sql("DROP MATERIALIZED VIEW shop.names; " + made % "" + "CREATE INDEX names_old ON shop.names (name);"
                   "CREATE INDEX anneal_tmp_0123456789ab ON shop.names (email)")
        ground.sql("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'shop.names_old'::regclass")
        left = "SELECT string_agg(relname, ', ' ORDER BY relname) FROM pg_class JOIN pg_index ON indexrelid = oid WHERE indrelid = 'shop.names'::regclass"
        ground.plan(code=0).says("remove leftover index", "what nobody wants")
        # Built beside the old one, and cut off before it took its place.
        result = ground.anneal.run(*words(ground), env={"ANNEAL_FAULT": "STATEMENT_RAN:3:kill"})
        if (result.code or 0) >= 0:
            raise Failure("it was to be killed: is this a build with fault points?", show_command(result))
        if "anneal_tmp_" not in ground.one(left) or "names_idx" not in ground.one(left):
            raise Failure("there is no new one beside the old one: %s" % ground.one(left))
        ground.deploy("--allow", "all", code=0)
        if ground.one(left) != "names_idx":
            raise Failure("in the end there is %s" % ground.one(left))
        ground.plan("--exit-code", code=0)

    @check("pg")
    def a_replacement_is_finished_wherever_it_was_cut_off(ground):
        ground.load("CREATE INDEX customer_name_idx ON {shop}customer (name);")
        package(ground, by_name(IndexColumns="name, email"))
        for hit, wanted in ((1, "anneal_tmp_*, customer_name_idx, customer_pkey"), (2, "anneal_tmp_*, customer_pkey"),
                            (3, "customer_name_idx, customer_pkey")):
            ground.sql("DROP INDEX IF EXISTS shop.customer_name_idx; CREATE INDEX customer_name_idx ON shop.customer (name)")
            for left in ground.one("SELECT relname FROM pg_class WHERE relname LIKE 'anneal\\_tmp%'").split():
                ground.sql("DROP INDEX shop.%s" % left)
            result = ground.anneal.run(*words(ground), env={"ANNEAL_FAULT": "STATEMENT_RAN:%d:kill" % hit})
            if (result.code or 0) >= 0:
                raise Failure("it was to be killed: is this a build with fault points?", show_command(result))
            found = ", ".join(name if not name.startswith("anneal_tmp_") else "anneal_tmp_*" for name in indexes(ground).split(", "))
            if found != wanted:
                raise Failure("killed behind statement %d there is %s, not %s" % (hit, found, wanted))
            ground.deploy("--allow", "all,DATA_LOSS", code=0)
            is_done(ground)

    @check("pg")
    def keys_and_indexes_of_partitions_are_finished_wherever_they_were_cut_off(ground):
        ground.load("""
            CREATE TABLE shop.event (id integer NOT NULL, r integer NOT NULL, a text) PARTITION BY RANGE (r);
            CREATE TABLE shop.event_low PARTITION OF shop.event FOR VALUES FROM (0) TO (100) PARTITION BY RANGE (r);
            CREATE TABLE shop.event_low_1 PARTITION OF shop.event_low FOR VALUES FROM (0) TO (50);
            CREATE TABLE shop.event_low_2 PARTITION OF shop.event_low FOR VALUES FROM (50) TO (100);
            CREATE TABLE shop.event_high PARTITION OF shop.event FOR VALUES FROM (100) TO (200);
            INSERT INTO shop.event SELECT n, n % 200, n::text FROM generate_series(1, 1000) AS n;""")
        event = {"Schema": "shop", "Name": "event", "PartitionBy": "RANGE (r)", "ManagePartitions": False,
                 "Columns": [{"Name": "id", "DataType": "integer"}, {"Name": "r", "DataType": "integer"},
                             {"Name": "a", "DataType": "text", "Nullable": True}],
                 "Indexes": [{"Name": "event_pkey", "PrimaryKey": True, "IndexColumns": "id, r"},
                             {"Name": "event_a_idx", "IndexColumns": "a"}]}
        ground.make_package(tables.customer(), tables.order(), event)
        killed = 0
        for hit in (1, 2, 3, 3, 3, 3, 3, 3):  # steps that are skipped run no statement
            result = ground.anneal.run(*words(ground), env={"ANNEAL_FAULT": "STATEMENT_RAN:%d:kill" % hit})
            killed += (result.code or 0) < 0
        if killed < 5:
            raise Failure("only %d deploys were killed" % killed)
        ground.run(*words(ground), code=0)
        ground.plan("--exit-code", code=0)
        found = ground.one("SELECT string_agg(relname || CASE WHEN indisvalid THEN '' ELSE ' (invalid)' END, ' ' ORDER BY relname COLLATE \"C\") "
                           "FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE relname LIKE 'event%'")
        wanted = " ".join(sorted("event%s_%s" % (part, name) for part in ("", "_low", "_low_1", "_low_2", "_high") for name in ("pkey", "a_idx")))
        if found != wanted:
            raise Failure("in the end there is %s, not %s" % (found, wanted))

    @check("pg")
    def a_key_that_goes_waits_for_a_held_rename_of_what_its_foreign_key_reads(ground):
        ground.sql("CREATE SCHEMA shop; CREATE TABLE shop.code (id integer PRIMARY KEY, CONSTRAINT code_again UNIQUE (id));"
                   "CREATE TABLE shop.user (code integer CONSTRAINT of_code REFERENCES shop.code (id))")
        code = {"Schema": "shop", "Name": "code", "Columns": [{"Name": "id", "DataType": "integer"}],
                "Indexes": [{"Name": "code_again", "UniqueConstraint": True, "IndexColumns": "id"}]}
        user = {"Schema": "shop", "Name": "user",
                "Columns": [{"Name": "new_code", "OldName": "code", "DataType": "integer", "Nullable": True}],
                "ForeignKeys": [{"Name": "of_code", "Columns": "new_code", "RelatedTableSchema": "shop", "RelatedTable": "code",
                                 "RelatedColumns": "id"}]}
        ground.make_package(code, user)
        ground.deploy(code=3)
        ground.deploy("--allow", "all", code=0)
        ground.plan("--exit-code", code=0)
