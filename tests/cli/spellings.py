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
    ground.sql("CREATE TABLE shop.other (id integer)")
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    for name in OBJECTS:
        declare(ground, name)
    plan(ground, True, "a table has come")
    ground.deploy("--what-if", code=0)
    plan(ground, True, "looking alone writes nothing")
    ground.deploy(code=0).says("Nothing to do", "a deploy")
    plan(ground, False, "after a deploy that had nothing to do")


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


def a_journal_that_cannot_be_read_is_not_trusted(ground):
    deployed(ground)
    ground.sql("UPDATE anneal.spellings SET source = (SELECT source FROM anneal.spellings WHERE object = 'view shop.names')")
    plan(ground, True, "rows of other objects")
    ground.sql("DROP TABLE anneal.spellings")
    plan(ground, True, "a table that is gone")


def register(check):
    for function in (what_was_compared_once_is_not_asked_about_again, a_deploy_with_nothing_to_do_keeps_what_it_compared,
                     a_view_that_was_changed_by_hand_is_seen,
                     another_text_in_the_package_is_seen, what_a_name_means_is_asked_again_when_names_have_come,
                     a_type_that_changes_is_asked_about_again, a_journal_that_cannot_be_read_is_not_trusted):
        check("pg")(function)
