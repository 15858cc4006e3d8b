"""Checks of `plan --prove` for run.py: what is proven, what is not, and that nothing is left on the server."""
import json
import signal
import time

from harness.checks import Failure, show_command


def scratch_databases(ground):
    """Those of this check's database; others may be proving beside it."""
    if ground.url.startswith("sqlite"):
        return ""
    return ground.one("SELECT string_agg(datname, ' ') FROM pg_database WHERE datname ~ '^anneal_scratch_%s_[0-9]+_'" % ground.database[:20])


def nothing_left(ground, result):
    left = scratch_databases(ground)
    if left:
        raise Failure("left on the server: %s" % left, show_command(result))


def phone(table):
    table["Columns"].append({"Name": "phone", "DataType": "text", "Nullable": True})
    return table


def a_plan_is_proven(ground):
    ground.load()
    before = ground.state()
    one = order()
    del one["Columns"][2]
    ground.make_package(phone(customer()), one)
    result = ground.plan("--prove", "--exit-code", code=2).says("Proven", "a plan that leads to the package")
    result.says("--allow DATA_LOSS", "what is held stays held")
    ground.unchanged(before, "plan --prove")
    nothing_left(ground, result)
    plan = json.loads(ground.plan("--prove", "--format", "json", code=0).out)
    if plan.get("Proven") is not True or "Untried" in plan:
        raise Failure("the JSON does not say that all of it is proven", json.dumps(plan, indent=1)[-400:])
    path = ground.folder / "plan.json"
    ground.plan("--prove", "--out", path, code=0)
    ground.run("deploy", "--url", ground.url, "--plan", path, "--yes", code=3).says("held", "the deploy of a proven plan")
    if not ground.columns("customer")[-1] == "phone":
        raise Failure("the proven plan did not run")
    if "Proven" in json.loads(ground.plan("--format", "json", code=0).out):
        raise Failure("a plan that nobody proved says that it is proven")


def nothing_to_do_is_proven(ground):
    ground.load()
    ground.make_package()
    ground.plan("--prove", "--exit-code", code=0).says("Nothing to do", "an empty plan")


def what_a_proof_leaves_out_is_named(ground):
    ground.load()
    ground.make_package(phone(customer()), order())
    ground.write("Templates/Main/Before Scripts/greet.sql", "SELECT 1;\n")
    ground.plan("--prove", code=0).says("Not tried there: run script", "a plan with a script").says("greet.sql", "the script's name")
    plan = json.loads(ground.plan("--prove", "--format", "json", code=0).out)
    if len(plan["Untried"]) != 1 or "greet.sql" not in plan["Untried"][0]:
        raise Failure("Untried does not name the script", json.dumps(plan["Untried"]))


def a_plan_that_the_server_refuses_is_not_proven(ground):
    """A column's default calls what only a script makes, and no script runs in a proof."""
    ground.load()
    one = customer()
    one["Columns"].append({"Name": "code", "DataType": "integer", "Default": "shop.next_code()"})
    ground.make_package(one, order())
    ground.write("Templates/Main/Functions/code.sql",
                 "DO $$ BEGIN EXECUTE 'CREATE OR REPLACE FUNCTION shop.next_code() RETURNS integer LANGUAGE sql AS ''SELECT 7'''; END $$;\n")
    before = ground.state()
    result = ground.plan("--prove", code=1).says("next_code", "a plan that needs a script").says("on a copy of the structure", "where it failed")
    if result.out:
        raise Failure("a plan was printed that is not proven", show_command(result))
    ground.unchanged(before, "a proof that failed")
    nothing_left(ground, result)
    path = ground.folder / "plan.json"
    ground.plan("--prove", "--out", path, code=1)
    if path.exists():
        raise Failure("a plan file was written that is not proven")
    ground.deploy(code=0)


def a_trigger_that_would_break_is_an_error_at_its_place(ground):
    """SQLite itself drops a column that a trigger of another table writes."""
    trigger = "CREATE TRIGGER totals AFTER DELETE ON \"customer\" BEGIN UPDATE \"order\" SET total = 0; END;"
    ground.load(trigger)
    one = order()
    del one["Columns"][2]
    ground.make_package(customer(), one)
    ground.write("Templates/Main/Triggers/totals.sql", trigger)
    ground.plan(code=1).says("totals.sql:1:1: error: trigger totals: SQLite refuses it: no such column: total", "the place")


def a_view_that_would_break_is_an_error_at_its_place(ground):
    ground.load("CREATE VIEW totals AS SELECT id, total FROM \"order\";")
    one = order()
    del one["Columns"][2]
    ground.make_package(customer(), one)
    ground.write("Templates/Main/Views/totals.sql", "\nCREATE VIEW totals AS SELECT id, total FROM \"order\";")
    ground.plan(code=1).says("totals.sql:2:1: error: view totals: SQLite refuses it: no such column: total", "the place")


def all_of_a_database_is_copied(ground):
    """What is managed may need what is not: a type of the key's table, a function of a default, in another schema."""
    ground.load("""CREATE SCHEMA base; CREATE TABLE base.country (code text PRIMARY KEY);
        CREATE FUNCTION base.now_text() RETURNS text LANGUAGE sql STABLE AS 'SELECT now()::text';
        ALTER TABLE shop.customer ADD country text REFERENCES base.country, ADD seen text DEFAULT base.now_text();
        CREATE VIEW shop.people AS SELECT c.id, k.code FROM shop.customer c JOIN base.country k ON k.code = c.country;""")
    ground.run("extract", "--url", ground.url, "--out", ground.package, "--include", "shop", code=0)
    path = ground.table_file("customer")
    path.write_text(json.dumps(phone(json.loads(path.read_text(encoding="utf-8")))), encoding="utf-8")
    result = ground.plan("--prove", "--exit-code", code=2).says("Proven", "a plan of one schema of two")
    nothing_left(ground, result)


def a_role_that_may_not_create_databases_is_told(ground):
    ground.load()
    ground.make_package(phone(customer()), order())
    role = ground.role_named("deployer")
    ground.sql("GRANT USAGE ON SCHEMA shop TO %s; GRANT SELECT ON ALL TABLES IN SCHEMA shop TO %s;" % (role, role))
    url = ground.server.url(ground.database, role)
    ground.run("plan", "-p", ground.package, "--url", url, "--prove", code=1).says(
        "role %s may not create databases" % role, "no CREATEDB").says("CREATEDB", "the way out")
    ground.sql("ALTER ROLE %s CREATEDB" % role)
    result = ground.run("plan", "-p", ground.package, "--url", url, "--prove", code=0).says("Proven", "with CREATEDB and nothing else")
    nothing_left(ground, result)


def a_role_of_the_environment_owns_the_scratch_database(ground):
    ground.load()
    login, owner = ground.role_named("login"), ground.role_named("owner")
    ground.sql("ALTER ROLE %s CREATEDB; GRANT %s TO %s; ALTER SCHEMA shop OWNER TO %s; ALTER TABLE shop.customer OWNER TO %s; ALTER TABLE shop.\"order\" OWNER TO %s;" % (
        login, owner, login, owner, owner, owner))
    ground.make_package(phone(customer()), order(), Environments=[{"Name": "here", "UrlEnv": "SHOP_URL", "Role": owner}])
    result = ground.run("plan", "-p", ground.package, "--env", "here", "--prove", code=0,
                        env={"SHOP_URL": ground.server.url(ground.database, login)}).says("Proven", "with a Role")
    nothing_left(ground, result)


def a_scratch_database_that_was_left_is_named(ground):
    ground.load()
    ground.make_package(phone(customer()), order())
    left = "anneal_scratch_%s_1_6b000000" % ground.database[:20]
    ground.server.script(None, "CREATE DATABASE %s TEMPLATE template0" % left)
    try:
        ground.plan("--prove", code=0).says("database %s was left by a proof that did not end" % left, "a scratch database of before").says(
            "DROP DATABASE %s" % left, "how to remove it")
        if scratch_databases(ground) != left:
            raise Failure("the database that was left is gone, or another one is there: %s" % scratch_databases(ground))
    finally:
        ground.server.drop(left)


def ctrl_c_leaves_no_scratch_database(ground):
    ground.load("".join("CREATE TABLE shop.t%d (id integer PRIMARY KEY, a text UNIQUE, b text UNIQUE);\n" % i for i in range(400)))
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    path = ground.table_file("customer")
    path.write_text(json.dumps(phone(json.loads(path.read_text(encoding="utf-8")))), encoding="utf-8")
    process = ground.anneal.start("plan", "-p", ground.package, "--url", ground.url, "--prove")
    deadline = time.monotonic() + 60
    while not scratch_databases(ground):
        if process.poll() is not None or time.monotonic() > deadline:
            raise Failure("no scratch database was made", show_command(ground.anneal.finish(process)))
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    result = ground.inspect(ground.anneal.finish(process), 1)
    result.says("stopped as asked", "a proof that was interrupted")
    nothing_left(ground, result)


def register(check, words):
    """Adds the checks; `words`: the module whose small package they start from."""
    globals().update(customer=words.customer, order=words.order)
    for function in (a_plan_is_proven, nothing_to_do_is_proven, what_a_proof_leaves_out_is_named):
        check("sqlite", "pg")(function)
    check("sqlite")(a_trigger_that_would_break_is_an_error_at_its_place)
    check("sqlite")(a_view_that_would_break_is_an_error_at_its_place)
    for function in (a_plan_that_the_server_refuses_is_not_proven, all_of_a_database_is_copied, a_role_that_may_not_create_databases_is_told,
                     a_role_of_the_environment_owns_the_scratch_database, a_scratch_database_that_was_left_is_named,
                     ctrl_c_leaves_no_scratch_database):
        check("pg")(function)
