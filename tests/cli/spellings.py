"""Checks of run.py about definitions that the package has in other words than the server: who is asked, and when again."""
from harness.checks import Failure, show_command

OBJECTS = {
    "Views/shop.names.sql": "create view shop.names as select id, name from shop.customer where name in ('a', 'b');\n",
    "Functions/shop.half.sql": "create function shop.half(a int) returns int language sql immutable as 'select a / 2';\n",
    "Functions/shop.touch.sql": "create function shop.touch() returns trigger language plpgsql as 'begin return new; end';\n",
    "Triggers/shop.customer.touch.sql": "create trigger touch before update on shop.customer for each row"
                                        " when (old.name is distinct from new.name) execute procedure shop.touch();\n",
}
TWIN = "anneal scratch definition"


def declare(ground, name="Views/shop.names.sql", text=None):
    ground.write("Templates/Main/" + name, OBJECTS[name] if text is None else text)


def deployed(ground, **anneal_json):
    """A database that was deployed from those texts."""
    ground.make_package(**anneal_json)
    for name in OBJECTS:
        declare(ground, name)
    ground.deploy("--allow", "all,DATA_LOSS", code=0)


def plan(ground, asks, why, code=0, **more):
    """Whether the server is asked about a definition; and how the plan ends."""
    result = ground.plan("-v", "--exit-code", code=code, **more)
    if (TWIN in result.err) != asks:
        raise Failure("%s: the server is %s" % (why, "not asked" if asks else "asked"), show_command(result))
    return result


def what_was_compared_once_is_not_asked_about_again(ground):
    deployed(ground)
    if ground.one("SELECT count(*) FROM anneal.spellings WHERE product = 'shop'") != "4":
        raise Failure("the journal has %s" % ground.one("SELECT string_agg(object, ', ') FROM anneal.spellings"))
    plan(ground, False, "a plan with nothing to do")
    ground.run("drift", "-p", ground.package, "--url", ground.url, code=0)
    declare(ground, text=OBJECTS["Views/shop.names.sql"].replace("select id", "select  customer.id"))
    plan(ground, True, "other words for the same")
    ground.sql("DELETE FROM anneal.spellings")
    declare(ground)
    plan(ground, True, "a journal that forgot")


def a_deploy_with_nothing_to_do_keeps_what_it_compared(ground):
    deployed(ground)
    ground.sql("ALTER TABLE shop.customer ADD other integer")
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    for name in OBJECTS:
        declare(ground, name)
    plan(ground, True, "a column has come to a table that they read")
    ground.deploy("--what-if", code=0)
    plan(ground, True, "looking alone writes nothing")
    ground.deploy(code=0).says("Nothing to do", "a deploy")
    plan(ground, False, "after a deploy that had nothing to do")


def what_no_text_mentions_asks_nothing_again(ground):
    deployed(ground)
    ground.sql("CREATE TABLE shop.other (id integer); CREATE FUNCTION shop.more() RETURNS integer LANGUAGE sql AS 'SELECT 1'")
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    for name in OBJECTS:
        declare(ground, name)
    plan(ground, False, "a table and a routine of other names have come")
    ground.sql("CREATE TABLE public.customer (id integer)")
    plan(ground, True, "a table of a name that they mention has come, in a schema that is nobody's")


def columns_that_come_through_a_routine_are_asked_about_again(ground):
    ground.sql("CREATE SCHEMA other; CREATE TABLE other.t (code integer); CREATE FUNCTION other.rows() RETURNS SETOF other.t"
               " LANGUAGE sql AS 'SELECT * FROM other.t'")
    ground.make_package()
    declare(ground, text="create view shop.names as select * from other.rows();\n")
    ground.deploy("--allow", "all", code=0)
    plan(ground, False, "a plan with nothing to do")
    ground.sql("ALTER TABLE other.t ADD more integer")
    plan(ground, True, "a column of rows that a routine returns", code=2).says("view shop.names", "what it would be now")


def a_view_that_was_changed_by_hand_is_seen(ground):
    deployed(ground)
    ground.sql("CREATE OR REPLACE VIEW shop.names AS SELECT id, name FROM shop.customer WHERE name IN ('a', 'b', 'c')")
    plan(ground, True, "a view that somebody changed", code=2).says("view shop.names", "the view")
    ground.run("drift", "-p", ground.package, "--url", ground.url, code=2).says("shop.names", "drift")
    ground.deploy("--allow", "all,DATA_LOSS", code=0)
    plan(ground, False, "after the next deploy")


def another_text_in_the_package_is_seen(ground):
    deployed(ground)
    declare(ground, text="create view shop.names as select id, name from shop.customer where name in ('a', 'c');\n")
    plan(ground, True, "another text", code=2).says("view shop.names", "the view")
    declare(ground, "Functions/shop.half.sql", OBJECTS["Functions/shop.half.sql"].replace("/ 2", "/ 3"))
    plan(ground, True, "another body", code=2).says("function shop.half", "the function")


def what_a_name_means_is_asked_again_when_names_have_come(ground):
    ground.sql('ALTER DATABASE "%s" SET search_path TO first, shop' % ground.database)
    ground.make_package()
    declare(ground, text="create view shop.names as select id from customer;\n")
    ground.deploy("--allow", "all,DATA_LOSS", code=0)
    plan(ground, False, "a plan with nothing to do")
    ground.sql("CREATE SCHEMA first; CREATE TABLE first.customer (id integer)")
    plan(ground, True, "another table comes first", code=2).says("view shop.names", "what the view now means")
    ground.sql("DROP TABLE first.customer; DROP SCHEMA first")
    plan(ground, False, "all is as it was")
    ground.sql('ALTER DATABASE "%s" SET search_path TO shop' % ground.database)
    plan(ground, True, "another search_path")


def a_type_that_changes_is_asked_about_again(ground):
    ground.sql("CREATE SCHEMA other; CREATE TABLE other.t (code integer)")
    ground.make_package()
    declare(ground, text="create view shop.names as select code from other.t where code in (1, 2);\n")
    ground.deploy("--allow", "all,DATA_LOSS", code=0)
    plan(ground, False, "a plan with nothing to do")
    text = ground.one("SELECT pg_get_viewdef('shop.names'::regclass)")
    ground.sql("DROP VIEW shop.names; ALTER TABLE other.t ALTER code TYPE bigint; CREATE VIEW shop.names AS " + text)
    if ground.one("SELECT pg_get_viewdef('shop.names'::regclass)") != text:
        raise Failure("the view has another text")
    plan(ground, True, "the same text over a column of another type", code=2).says("view shop.names", "what it would be now")


def a_view_over_one_that_is_replaced_stays(ground):
    ground.make_package()
    declare(ground)
    declare(ground, "Views/shop.few.sql", "create view shop.few as select id from shop.names where id > 5;\n")
    declare(ground, "Views/shop.same.sql", "create view shop.same as select c.id from shop.customer c where exists"
                                           " (select from shop.names n where n.id = c.id and email = 'a');\n")
    declare(ground, "Views/shop.all.sql", "create view shop.all as select * from shop.names;\n")
    ground.deploy("--allow", "all", code=0)
    declare(ground, text=OBJECTS["Views/shop.names.sql"].replace("'b'", "'c'"))
    result = ground.plan("--allow", "all", "--exit-code", code=2).says("replace view shop.names", "the view")
    if "shop.few" in result.out or "shop.same" in result.out:
        raise Failure("a view over a view with another condition is made anew", show_command(result))
    declare(ground, text="create view shop.names as select id, name, email from shop.customer where name in ('a', 'b');\n")
    result = ground.plan("--allow", "all", "--exit-code", code=2).says("view shop.all", "a view of all its columns")
    result.says("view shop.same", "a view for which `email` is another column now")
    if "shop.few" in result.out:
        raise Failure("a view over a view with one more column is made anew", show_command(result))
    ground.deploy("--allow", "all", code=0)
    ground.plan("--exit-code", code=0)


def a_journal_that_cannot_be_read_is_not_trusted(ground):
    deployed(ground)
    ground.sql("UPDATE anneal.spellings SET source = (SELECT source FROM anneal.spellings WHERE object = 'view shop.names')")
    plan(ground, True, "rows of other objects")
    ground.sql("DROP TABLE anneal.spellings")
    plan(ground, True, "a table that is gone")


def register(check):
    for function in (what_was_compared_once_is_not_asked_about_again, a_deploy_with_nothing_to_do_keeps_what_it_compared,
                     what_no_text_mentions_asks_nothing_again, columns_that_come_through_a_routine_are_asked_about_again,
                     a_view_that_was_changed_by_hand_is_seen,
                     another_text_in_the_package_is_seen, what_a_name_means_is_asked_again_when_names_have_come,
                     a_type_that_changes_is_asked_about_again, a_view_over_one_that_is_replaced_stays,
                     a_journal_that_cannot_be_read_is_not_trusted):
        check("pg")(function)
