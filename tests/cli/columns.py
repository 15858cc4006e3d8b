"""Checks of run.py about columns that come with a value of their own in each row: nobody waits, and a run that was cut off is gone on with."""
import json

from harness.checks import Failure, show_command

ROWS = 3000
FILL = "INSERT INTO {shop}customer SELECT i, 'u@example.com', NULL FROM generate_series(100, %d) AS i;\n" % (ROWS + 99)
TOKEN = {"Name": "token", "DataType": "uuid", "Default": "gen_random_uuid()"}
DICE = {"Name": "dice", "DataType": "double precision", "Default": "random()", "Nullable": True}
NUMBER = {"Name": "number", "DataType": "bigint", "Generated": "GENERATED ALWAYS AS IDENTITY"}


def register(check, tables):
    def want(ground, *columns, **anneal_json):
        table = tables.customer()
        table["Columns"] += [dict(one) for one in columns]
        ground.make_package(table, tables.order(), **anneal_json)

    def prepare(ground, *columns, more="", **anneal_json):
        ground.load(FILL + more)
        want(ground, *columns, **anneal_json)

    def kill(ground, point, hit):
        result = ground.anneal.run("deploy", "-p", ground.package, "--url", ground.url, "--yes", "--recipes", "online",
                                   env={"ANNEAL_FAULT": "%s:%d:kill" % (point, hit)})
        if (result.code or 0) >= 0:
            raise Failure("it was to be killed: is this a build with fault points?", show_command(result))

    def empty(ground, column):
        return int(ground.one("SELECT count(*) FROM shop.customer WHERE %s IS NULL" % column))

    def clean(ground):
        left = ground.one("SELECT string_agg(n, ', ') FROM (SELECT conname::text AS n FROM pg_constraint UNION ALL SELECT relname FROM pg_class) AS all_of "
                          "WHERE n LIKE 'anneal\\_tmp\\_%'")
        if left:
            raise Failure("it has left", left)
        ground.plan("--exit-code", code=0)

    def steps_of(ground, *words):
        return json.loads(ground.plan("--format", "json", *words).out)["Steps"]

    @check("pg")
    def columns_with_values_of_their_own_come_without_a_rewrite(ground):
        prepare(ground, TOKEN, DICE, NUMBER)
        for step in steps_of(ground, "--recipes", "online"):
            if step.get("Cost") in ("rewrite", "copy") and any(lock["Blocks"] in ("writes", "reads and writes") for lock in step["Locks"]):
                raise Failure("the table is written under a lock that stops others", json.dumps(step, indent=1))
        file = ground.one("SELECT pg_relation_filenode('shop.customer')")
        ground.deploy("--recipes", "online", code=0)
        if ground.one("SELECT pg_relation_filenode('shop.customer')") != file:
            raise Failure("the table was written anew")
        if ground.one("SELECT count(DISTINCT token) || ' ' || count(DISTINCT number) || ' ' || count(dice) FROM shop.customer") != "%d %d %d" % ((ROWS + 2,) * 3):
            raise Failure("not every row has its own value", ground.state())
        ground.sql("INSERT INTO shop.customer (id, email) VALUES (5, 'e@example.com')")
        if ground.one("SELECT number FROM shop.customer WHERE id = 5") != str(ROWS + 3):
            raise Failure("the identity does not go on where the numbers ended", ground.state())
        clean(ground)

    @check("pg")
    def the_direct_statement_stays_where_it_is_short(ground):
        prepare(ground, TOKEN)
        if [step["Operation"] for step in steps_of(ground)] != ["add_column_rewrite"]:
            raise Failure("a small table is written in no time", ground.plan().text)

    @check("pg")
    def a_column_that_was_cut_off_is_finished(ground):
        prepare(ground, TOKEN, DICE, NUMBER)
        kill(ground, "GROUP_COMMITTED", 1)  # all three are there, no batch has run
        if (empty(ground, "token"), empty(ground, "dice"), empty(ground, "number")) != (ROWS + 2,) * 3:
            raise Failure("it was to be killed before the first batch", ground.state())
        ground.sql("INSERT INTO shop.customer (id, email) VALUES (5, 'e@example.com'); UPDATE shop.customer SET name = 'x' WHERE id = 1")
        if ground.one("SELECT token IS NULL OR dice IS NULL OR number IS NULL FROM shop.customer WHERE id = 5") != "f":
            raise Failure("an insert that leaves them out gets no values meanwhile")
        plan = ground.plan("--exit-code", code=2).says("fill new column in batches", "it goes on where it was cut off")
        if "FAILS_ON_DATA" in plan.text or "drop" in plan.text:
            raise Failure("rows that are to be filled are no obstacle, nor is anything thrown away", show_command(plan))
        ground.deploy(code=0)
        if (empty(ground, "token"), empty(ground, "dice"), empty(ground, "number")) != (0, 0, 0):
            raise Failure("rows are without a value", ground.state())
        if ground.one("SELECT count(DISTINCT number) FROM shop.customer") != str(ROWS + 3):
            raise Failure("numbers were given twice", ground.state())
        clean(ground)

    @check("pg")
    def a_loop_that_was_cut_off_goes_on(ground):
        prepare(ground, DICE)
        kill(ground, "LOOP_COMMITTED", 2)
        done = ROWS + 2 - empty(ground, "dice")
        if not 0 < done < ROWS + 2:
            raise Failure("%d rows were done when it was killed" % done)
        before = ground.one("SELECT sum(dice) FROM (SELECT dice FROM shop.customer ORDER BY id LIMIT %d) AS first" % done)
        ground.deploy(code=0)
        if ground.one("SELECT sum(dice) FROM (SELECT dice FROM shop.customer ORDER BY id LIMIT %d) AS first" % done) != before:
            raise Failure("rows that had their value got another")
        clean(ground)

    @check("pg")
    def a_column_of_the_same_name_is_filled_again(ground):
        prepare(ground, DICE)
        ground.deploy("--recipes", "online", code=0)
        ground.sql("ALTER TABLE shop.customer DROP COLUMN dice")
        ground.deploy("--recipes", "online", code=0)
        if empty(ground, "dice"):
            raise Failure("the journal speaks of the column before it, and %d rows were left out" % empty(ground, "dice"))
        clean(ground)

    @check("pg")
    def an_unfinished_column_is_known_by_other_names_too(ground):
        prepare(ground, DICE)
        kill(ground, "GROUP_COMMITTED", 1)
        ground.sql("ALTER TABLE shop.customer RENAME TO client; ALTER TABLE shop.client RENAME dice TO luck")
        table = tables.customer()
        table["Name"] = "client"
        table["Columns"].append(dict(DICE, Name="luck"))
        ground.make_package(table, tables.order())
        (ground.package / "Templates/Main/Tables/shop.customer.json").unlink()
        ground.write("Templates/Main/Tables/shop.order.json", json.loads(json.dumps(tables.order()).replace('"customer"', '"client"')))
        ground.deploy(code=0)
        if ground.one("SELECT count(*) FROM shop.client WHERE luck IS NULL") != "0":
            raise Failure("rows are without a value", ground.state())
        clean(ground)

    @check("pg")
    def what_owns_nothing_goes_on_as_well(ground):
        prepare(ground, DICE)
        kill(ground, "GROUP_COMMITTED", 1)
        want(ground, DICE, Removals="owned")
        ground.deploy(code=0)
        if empty(ground, "dice"):
            raise Failure("%d rows are without a value" % empty(ground, "dice"))

    @check("pg")
    def a_column_given_up_is_still_known_as_unfinished(ground):
        prepare(ground, DICE)
        kill(ground, "GROUP_COMMITTED", 1)
        want(ground)
        ground.deploy(code=3).says("drop column", "its removal is held")
        want(ground, DICE)
        ground.deploy(code=0)
        if empty(ground, "dice"):
            raise Failure("%d rows are without a value" % empty(ground, "dice"))
        clean(ground)

    @check("pg")
    def a_column_given_up_takes_its_mark_and_numbers_along(ground):
        prepare(ground, NUMBER)
        kill(ground, "GROUP_COMMITTED", 1)
        want(ground)
        ground.deploy("--allow", "all,DATA_LOSS", code=0)
        clean(ground)

    @check("pg")
    def triggers_do_not_fire_for_a_new_column(ground):
        prepare(ground, DICE, more="CREATE FUNCTION {shop}touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.name := ''touched''; RETURN NEW; END';\n"
                "CREATE TRIGGER touch BEFORE UPDATE ON {shop}customer FOR EACH ROW EXECUTE FUNCTION {shop}touch();\n", Manage=["shop"], Ignore=["shop.touch*"])
        ground.plan("--recipes", "online").says("touch", "what would fire")
        ground.deploy("--recipes", "online")
        if ground.one("SELECT count(*) FROM shop.customer WHERE name = 'touched'") != "0":
            raise Failure("the application's trigger fired", ground.state())
        if empty(ground, "dice"):
            raise Failure("rows are without a value", ground.state())

    @check("pg")
    def rows_that_are_hidden_are_not_done(ground):
        prepare(ground, DICE)
        kill(ground, "GROUP_COMMITTED", 1)
        role = ground.role()
        ground.sql("ALTER SCHEMA anneal OWNER TO {0}; ALTER TABLE shop.customer OWNER TO {0}; ALTER TABLE shop.customer ENABLE ROW LEVEL SECURITY; "
                   "ALTER TABLE shop.customer FORCE ROW LEVEL SECURITY; CREATE POLICY few ON shop.customer USING (id < 200); GRANT ALL ON SCHEMA shop TO {0}; "
                   "GRANT ALL ON ALL TABLES IN SCHEMA anneal TO {0}; GRANT CREATE ON DATABASE \"{1}\" TO {0}".format(role, ground.database))
        table = tables.customer()
        table["Columns"].append(DICE)
        table.update({"RowLevelSecurity": True, "ForceRowLevelSecurity": True})
        ground.run("deploy", "-p", ground.package, "--url", ground.server.url(ground.database, role), "--yes", "--phase", "expand", "--phase", "migrate")
        if empty(ground, "dice") != ROWS + 2:
            raise Failure("it has filled what it sees, and left out the rest", ground.state())
        if ground.one("SELECT count(*) FROM pg_constraint WHERE conname LIKE 'anneal\\_tmp\\_%'") != "1":
            raise Failure("the column counts as filled although rows are hidden")

    # a type that changes while the application works on

    def rewrite(ground, more=""):
        ground.load(FILL + "ALTER TABLE {shop}customer ADD COLUMN amount integer DEFAULT 5 NOT NULL; UPDATE {shop}customer SET amount = id;\n" + more)
        want(ground, {"Name": "amount", "DataType": "bigint", "Default": "5"})

    def sides(ground):
        return ground.one("SELECT string_agg(regexp_replace(attname::text, '^anneal_tmp.*', 'side') || ' ' || format_type(atttypid, atttypmod), ', ' ORDER BY attnum) "
                          "FROM pg_attribute WHERE attrelid = 'shop.customer'::regclass AND attnum > 3 AND NOT attisdropped")

    def equal(ground):
        side = ground.one("SELECT attname FROM pg_attribute WHERE attrelid = 'shop.customer'::regclass AND attname LIKE 'anneal\\_tmp\\_%'")
        return ground.one("SELECT count(*) FROM shop.customer WHERE amount::bigint IS DISTINCT FROM \"%s\"" % side) == "0"

    @check("pg")
    def a_wider_type_comes_beside_the_old_one(ground):
        rewrite(ground)
        file = ground.one("SELECT pg_relation_filenode('shop.customer')")
        ground.deploy("--recipes", "online", code=3).says("DATA_LOSS", "the old side is kept until somebody lets it go")
        if sides(ground) != "side integer, amount bigint" or not equal(ground):
            raise Failure("both sides were to be there and equal: " + sides(ground), ground.state())
        if ground.one("SELECT pg_relation_filenode('shop.customer')") != file:
            raise Failure("the table was written anew")
        ground.sql("INSERT INTO shop.customer (id, email) VALUES (5, 'e'); UPDATE shop.customer SET amount = 77 WHERE id = 1;")
        if not equal(ground) or ground.one("SELECT amount FROM shop.customer WHERE id = 5") != "5":
            raise Failure("the old side is not kept", ground.state())
        ground.sql("UPDATE shop.customer SET amount = 5000000000 WHERE id = 2")  # what the old type can't hold breaks no write
        ground.plan("--exit-code", code=2)
        ground.deploy("--allow", "DATA_LOSS", code=0)
        if sides(ground) != "amount bigint" or ground.one("SELECT amount FROM shop.customer WHERE id = 2") != "5000000000":
            raise Failure("the old side was to go, and nothing else: " + sides(ground), ground.state())
        if ground.one("SELECT count(*) FROM pg_proc WHERE proname LIKE 'anneal\\_tmp\\_%'") != "0":
            raise Failure("its function was left")
        clean(ground)

    @check("pg")
    def writes_during_a_rewrite_reach_both_sides(ground):
        rewrite(ground, "CREATE FUNCTION {shop}late() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.amount := NEW.amount + 1; RETURN NEW; END';\n"
                "CREATE TRIGGER zz_late BEFORE INSERT OR UPDATE ON {shop}customer FOR EACH ROW EXECUTE FUNCTION {shop}late();\n")
        want(ground, {"Name": "amount", "DataType": "bigint", "Default": "5"}, Ignore=["shop.late*", "shop.zz_late*"])
        kill(ground, "GROUP_COMMITTED", 1)
        if sides(ground) != "amount integer, side bigint":
            raise Failure("it was to be killed behind its first step: " + sides(ground))
        ground.sql("INSERT INTO shop.customer (id, email) VALUES (5, 'e'); UPDATE shop.customer SET name = 'x' WHERE id < 200; DELETE FROM shop.customer WHERE id > 3000;\n"
                   "SET session_replication_role = replica; UPDATE shop.customer SET amount = 9 WHERE id = 150;")
        ground.deploy("--allow", "DATA_LOSS", code=0)
        if ground.one("SELECT string_agg(amount::text, ',' ORDER BY id) FROM shop.customer WHERE id IN (1, 5, 150, 500)") != "2,7,9,500":
            raise Failure("values are not what the writes made of them: " + ground.one(
                "SELECT string_agg(amount::text, ',' ORDER BY id) FROM shop.customer WHERE id IN (1, 5, 150, 500)"))

    @check("pg")
    def a_rewrite_that_was_cut_off_goes_on(ground):
        rewrite(ground)
        for point, hit, there in (("GROUP_COMMITTED", 1, "amount integer, side bigint"), ("LOOP_COMMITTED", 1, "amount integer, side bigint"),
                                  ("GROUP_COMMITTED", 1, "amount integer, side bigint"), ("GROUP_COMMITTED", 1, "side integer, amount bigint")):
            kill(ground, point, hit)
            if sides(ground) != there:
                raise Failure("killed at %s %d there is %s" % (point, hit, sides(ground)), ground.plan().text)
            ground.sql("UPDATE shop.customer SET amount = amount + 1 WHERE id % 7 = 0; INSERT INTO shop.customer (id, email) SELECT max(id) + 1, 'e' FROM shop.customer")
        if not equal(ground):
            raise Failure("the sides differ", ground.state())
        ground.deploy("--allow", "DATA_LOSS", code=0)
        if ground.one("SELECT count(*) FROM shop.customer WHERE id BETWEEN 100 AND 3000 AND amount <> id + CASE WHEN id % 7 = 0 THEN 4 ELSE 0 END") != "0":
            raise Failure("values are not what the writes made of them", ground.state())
        clean(ground)
