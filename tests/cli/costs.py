"""Checks of run.py about what a step costs: the rate of the server, what is called safe, what has grown since."""
import json
import time

from harness.checks import Failure, show_command


def register(check, tables):
    """`check` is run.py's decorator; `tables` has its customer() and order()."""

    def make(ground, **environment):
        """A package that rewrites shop.customer, and its environment."""
        one = tables.customer()
        one["Columns"][0]["DataType"] = "bigint"
        two = tables.order()
        two["Columns"][1]["DataType"] = "bigint"
        ground.make_package(one, two, Environments=[dict({"Name": "it", "UrlEnv": "SHOP_URL", "Allow": ["BREAKS_OLD_APP", "TABLE_REWRITE"]}, **environment)])
        return ("-p", ground.package, "--env", "it"), {"env": {"SHOP_URL": ground.url}}

    def rewrites(ground, words, env):
        """The step that rewrites the table, and the plan."""
        plan = json.loads(ground.run("plan", *words, "--format", "json", **env, code=0).out)
        step = next(one for one in plan["Steps"] if one["Relation"] == "shop.customer" and one.get("Cost") == "rewrite")
        return step, plan

    @check("pg")
    def a_table_below_a_safe_size_is_changed_by_one_statement(ground):
        ground.load()
        words, env = make(ground, ScanRate="1kB", Recipes="direct")
        step, plan = rewrites(ground, words, env)
        if "BLOCKS_WRITES" not in step["Hazards"] or plan["ScanRate"] != 1024:
            raise Failure("a slow server was to be asked what it takes", json.dumps(step, indent=1))
        words, env = make(ground, ScanRate="1kB", Recipes="direct", SafeBelow="1 MB")
        step, plan = rewrites(ground, words, env)
        if any(word.startswith("BLOCKS_") for word in step.get("Hazards", ())):
            raise Failure("a table of that size was called safe", json.dumps(step, indent=1))
        ground.run("deploy", *words, "--yes", **env, code=0)
        ground.run("plan", *words, "--exit-code", **env, code=0)

    @check("pg")
    def the_rate_of_the_server_is_measured_where_it_matters(ground):
        ground.load()
        words, env = make(ground)
        step, plan = rewrites(ground, words, env)
        if "ScanRate" in plan:
            raise Failure("two rows were worth a measurement", plan["ScanRate"])
        ground.sql("INSERT INTO shop.customer SELECT i, repeat('x', 900), 'n' FROM generate_series(100, 25000) AS i; ANALYZE shop.customer")
        step, plan = rewrites(ground, words, env)
        rate = plan.get("ScanRate", 0)
        if str(rate).rstrip("0") not in ("1", "2", "5") or not 10**6 <= rate <= 10**9:
            raise Failure("the rate is %s" % rate)
        if step.get("EstimateMs", 0) <= 0:
            raise Failure("no estimate", json.dumps(step, indent=1))

    @check("pg")
    def a_plan_whose_table_has_grown_is_refused(ground):
        ground.load()
        words, env = make(ground, ScanRate="1MB")
        result = ground.run("plan", *words, "--out", ground.folder / "plan.json", **env, code=0)
        if "BLOCKS_WRITES" in result.text:
            raise Failure("two rows were to be within the budget", show_command(result))
        before = ground.state()
        ground.sql("INSERT INTO shop.customer SELECT i, repeat('x', 100), 'n' FROM generate_series(100, 3000) AS i; ANALYZE shop.customer")
        after = ground.state()
        result = ground.run("deploy", *words, "--yes", "--plan", ground.folder / "plan.json", **env, code=1)
        result.says("shop.customer has grown since the plan was made", "what is wrong").says("the lock budget is 500 ms", "why")
        ground.unchanged(after, "a refused plan")
        ground.sql("DELETE FROM shop.customer WHERE id >= 100")
        for _ in range(100):  # an old snapshot, such as an autovacuum's, keeps dead rows
            ground.sql("VACUUM (FULL, ANALYZE) shop.customer")
            if int(ground.one("SELECT pg_relation_size('shop.customer')")) <= 16384:
                break
            time.sleep(0.1)
        ground.unchanged(before, "the rows are gone again")
        ground.run("deploy", *words, "--yes", "--plan", ground.folder / "plan.json", **env, code=0)

    @check("pg")
    def an_index_that_is_slow_to_build_is_so_at_the_second_look(ground):
        """3,000 rows of a sixth of a megabyte: by B-tree within the budget of 500 ms, by GIN ten times that."""
        ground.load()
        one = tables.customer()
        one["Columns"].append({"Name": "words", "DataType": "tsvector", "Nullable": True})
        ground.sql("ALTER TABLE shop.customer ADD COLUMN words tsvector")
        for method in ("gin", "btree"):
            one["Indexes"] = one["Indexes"][:1] + [{"Name": "customer_words", "IndexColumns": "words", "AccessMethod": method}]
            ground.make_package(one, tables.order(), Environments=[{"Name": "it", "UrlEnv": "SHOP_URL", "ScanRate": "5MB"}])
            words, env = ("-p", ground.package, "--env", "it"), {"env": {"SHOP_URL": ground.url}}
            ground.sql("DELETE FROM shop.customer WHERE id >= 100; VACUUM (FULL, ANALYZE) shop.customer")
            result = ground.run("plan", *words, "--out", ground.folder / "plan.json", **env, code=0)
            if "CONCURRENTLY" in result.text or "BLOCKS_WRITES" in result.text:
                raise Failure("two rows were to be within the budget", show_command(result))
            ground.sql("INSERT INTO shop.customer SELECT i, 'x', 'n' FROM generate_series(100, 3000) AS i; ANALYZE shop.customer")
            result = ground.run("deploy", *words, "--yes", "--plan", ground.folder / "plan.json", **env)
            if (result.code == 0) != (method == "btree"):
                raise Failure("by %s" % method, show_command(result))
            if method == "gin":
                result.says("shop.customer has grown since the plan was made", "what is wrong")
