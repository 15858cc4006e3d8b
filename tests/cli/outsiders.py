"""Checks of what nobody manages and yet uses what a plan makes anew, for run.py: refused by name, before anything runs."""
from harness.checks import Failure

SHOP = """CREATE SCHEMA shop;
CREATE TYPE shop.state AS ENUM ('open', 'old', 'done');
CREATE FUNCTION shop.net(gross integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT gross - gross / 5';
CREATE TABLE shop.orders (id integer PRIMARY KEY, gross integer NOT NULL, note varchar(20), state shop.state);
CREATE VIEW shop.notes AS SELECT id, note FROM shop.orders;
INSERT INTO shop.orders VALUES (1, 100, 'a', 'open');
CREATE SCHEMA reports;
"""


def prepared(ground, outside):
    """A database of which the package manages shop; `outside` is made behind its back."""
    ground.sql(SHOP)
    ground.run("extract", "--url", ground.url, "--out", ground.package, "--include", "shop", code=0)
    ground.sql(outside)
    ground.plan("--exit-code", code=0)


def replace(ground, file, old, new):
    path = ground.package / "Templates/Main" / file
    text = path.read_text()
    if old not in text:
        raise Failure("%s has no %s" % (file, old), text)
    path.write_text(text.replace(old, new))


def refused(ground, *words):
    result = ground.plan(code=1)
    for word in words + ("which isn't managed", "let Manage have it, too"):
        result.says(word, "a plan that makes anew what others use")


def a_function_that_others_use_is_not_made_anew(ground):
    prepared(ground, "CREATE TABLE reports.totals (gross integer, net integer DEFAULT shop.net(5))")
    replace(ground, "Functions/shop.net.sql", "(gross integer)", "(price integer)")
    replace(ground, "Functions/shop.net.sql", "gross - gross / 5", "price - price / 5")
    refused(ground, "function shop.net(integer)", "table reports.totals uses it")


def a_column_under_a_view_of_others_keeps_its_type(ground):
    prepared(ground, "CREATE VIEW reports.short AS SELECT note FROM shop.orders")
    replace(ground, "Tables/shop.orders.json", "character varying(20)", "character varying(30)")
    refused(ground, "column shop.orders.note", "view reports.short uses it")


def a_column_beside_those_that_others_use_changes(ground):
    prepared(ground, "CREATE VIEW reports.gross AS SELECT gross FROM shop.orders")
    replace(ground, "Tables/shop.orders.json", "character varying(20)", "character varying(30)")
    ground.deploy("--allow", "all,DATA_LOSS", code=0)


def a_view_under_a_view_of_others_stays(ground):
    prepared(ground, "CREATE VIEW reports.all_notes AS SELECT id FROM shop.notes")
    replace(ground, "Tables/shop.orders.json", "character varying(20)", "character varying(30)")
    refused(ground, "column shop.orders.note", "view reports.all_notes uses it")


def a_type_that_others_use_is_not_made_anew(ground):
    prepared(ground, "CREATE FUNCTION reports.first(shop.state) RETURNS text LANGUAGE sql AS 'SELECT $1::text'")
    replace(ground, "Enum Types/shop.state.json", '"old",', "")
    refused(ground, "enum type shop.state", "function reports.first(shop.state) uses it")


def a_schema_that_holds_objects_is_renamed_by_hand(ground):
    prepared(ground, "SELECT 1")
    for path in sorted((ground.package / "Templates/Main").rglob("shop*.*")):
        text = path.read_text().replace("shop", "store")
        path.unlink()
        path.with_name(path.name.replace("shop", "store")).write_text(text)
    configuration = ground.package / "anneal.json"
    configuration.write_text(configuration.read_text().replace('"shop"', '"shop", "store"'))
    replace(ground, "Schemas/store.json", '"Name": "store"', '"Name": "store", "OldName": "shop"')
    ground.plan(code=1).says("schema shop is to be renamed, but it holds", "a plan that renames a schema with objects")
    ground.sql("ALTER SCHEMA shop RENAME TO store")
    ground.plan("--exit-code", code=0)


def a_trigger_that_came_since_the_plan_stops_its_view(ground):
    """SQLite drops a view's triggers with it, and brings none back."""
    ground.sql("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); CREATE VIEW v AS SELECT id, a FROM t;"
               "CREATE TRIGGER kept INSTEAD OF INSERT ON v BEGIN INSERT INTO t (a) VALUES (NEW.a); END;")
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    replace(ground, "Views/v.sql", "SELECT id, a", "SELECT id, a, 1 AS one")
    ground.plan("--out", ground.folder / "plan.json", code=0)
    ground.sql("CREATE TRIGGER late INSTEAD OF DELETE ON v BEGIN DELETE FROM t WHERE id = OLD.id; END;")
    result = ground.run("deploy", "--url", ground.url, "--plan", ground.folder / "plan.json", "--yes", code=1)
    result.says("trigger late has come", "a trigger that the plan doesn't know")
    ground.sql("DROP TRIGGER late; DROP TRIGGER kept;"
               "CREATE TRIGGER kept INSTEAD OF INSERT ON v BEGIN INSERT INTO t (a) VALUES (upper(NEW.a)); END;")
    result = ground.run("deploy", "--url", ground.url, "--plan", ground.folder / "plan.json", "--yes", code=1)
    result.says("trigger kept", "a trigger that somebody has changed")
    ground.deploy("--allow", "all,DATA_LOSS", code=0)


def register(check):
    check("sqlite")(a_trigger_that_came_since_the_plan_stops_its_view)
    for function in (a_function_that_others_use_is_not_made_anew, a_column_under_a_view_of_others_keeps_its_type,
                     a_column_beside_those_that_others_use_changes, a_view_under_a_view_of_others_stays,
                     a_type_that_others_use_is_not_made_anew, a_schema_that_holds_objects_is_renamed_by_hand):
        check("pg")(function)
