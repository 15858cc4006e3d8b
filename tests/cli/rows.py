"""Checks of run.py about the rows that are in the way of a change: counted everywhere, shown on a terminal that asked."""
from harness.checks import Failure, show_command


def register(check):
    """`check` is run.py's decorator."""

    def make(ground):
        ground.sql("""CREATE SCHEMA shop;
            CREATE TABLE shop.customer (id integer CONSTRAINT customer_pkey PRIMARY KEY, email text NOT NULL, name text);
            CREATE TABLE shop."order" (id integer CONSTRAINT order_pkey PRIMARY KEY, customer integer);
            INSERT INTO shop.customer VALUES (4711, 'geheim@x', NULL), (4712, 'geheim@x', 'kurz'), (4713, 'anders@x', 'viel zu lang');
            INSERT INTO shop."order" VALUES (815, 999001)""")
        customer = {
            "Schema": "shop", "Name": "customer",
            "Columns": [{"Name": "id", "DataType": "integer"}, {"Name": "email", "DataType": "text"},
                        {"Name": "name", "DataType": "varchar(8)"}],
            "Indexes": [{"Name": "customer_pkey", "PrimaryKey": True, "IndexColumns": "id"},
                        {"Name": "customer_email", "Unique": True, "IndexColumns": "email"}],
            "CheckConstraints": [{"Name": "customer_early", "Expression": "id < 4713"}],
        }
        order = {
            "Schema": "shop", "Name": "order",
            "Columns": [{"Name": "id", "DataType": "integer"}, {"Name": "customer", "DataType": "integer", "Nullable": True}],
            "Indexes": [{"Name": "order_pkey", "PrimaryKey": True, "IndexColumns": "id"}],
            "ForeignKeys": [{"Name": "order_customer", "Columns": "customer", "RelatedTableSchema": "shop", "RelatedTable": "customer",
                             "RelatedColumns": "id"}],
        }
        ground.make_package(customer, order)

    @check("pg")
    def rows_in_the_way_are_shown_on_a_terminal_that_asks(ground):
        make(ground)
        words = ("plan", "-p", ground.package, "--url", ground.url)
        shown = ground.anneal.run_on_terminal(*words, "--show-data").expect(0, "plan")
        for what, row in (("NOT NULL", '{"id":4711}'), ("a unique index", '{"email":"geheim@x"}'), ("a check", '{"id":4713}'),
                          ("a foreign key", '{"id":815}'), ("a shorter type", '{"id":4713}')):
            if row not in shown.err:
                raise Failure("%s: %s is not shown" % (what, row), show_command(shown))
        if any(key in shown.out for key in ("4711", "geheim@x", '"id":815')):
            raise Failure("rows stand in what is no terminal", show_command(shown))
        if "in the way:" in ground.anneal.run_on_terminal(*words).err:
            raise Failure("rows are shown unasked")

    @check("pg")
    def rows_in_the_way_stand_nowhere_else(ground):
        make(ground)
        path = ground.folder / "plan.json"
        results = [ground.plan("--show-data", "--format", "json"), ground.plan("--show-data", "--verbose", "--out", path),
                   ground.deploy("--show-data", "--allow", "all", code=1)]
        texts = [result.text for result in results] + [path.read_text()]
        ground.anneal.run_on_terminal("deploy", "-p", ground.package, "--url", ground.url, "--yes", "--show-data", "--allow", "all")
        texts.append(ground.one("SELECT string_agg(query_to_xml(format('SELECT * FROM %I.%I', schemaname, tablename), true, false, '')::text, '') "
                                "FROM pg_tables WHERE schemaname = 'anneal'"))
        if "FAILS_ON_DATA" not in texts[0] or "deploy" not in texts[-1]:
            raise Failure("nothing was found to look into", texts[-1])
        for text in texts:
            for key in ("geheim@x", '"id":47', '"id":815', "999001"):
                if key in text:
                    raise Failure("%s stands outside of a terminal" % key, text)
