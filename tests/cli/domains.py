"""Checks of new restrictions of domains for run.py: which rows they refuse is counted before anything runs, and whose tables wait."""
import json

from harness.checks import Failure

SHOP = """CREATE SCHEMA shop;
CREATE DOMAIN shop.price AS integer;
CREATE DOMAIN shop.fee AS shop.price;
CREATE TABLE shop.goods (id integer PRIMARY KEY, price shop.price, "Old Price" shop.price);
CREATE TABLE shop.fees (id integer PRIMARY KEY, fee shop.fee);
INSERT INTO shop.goods VALUES (1, 5, 5), (2, -1, 4), (3, NULL, -7);
INSERT INTO shop.fees VALUES (1, 0), (2, 3);
"""


def changed(ground, **keys):
    ground.sql(SHOP)
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    path = ground.package / "Templates/Main/Domain Types/shop.price.json"
    path.write_text(json.dumps(dict(json.loads(path.read_text()), **keys)))


def rows_that_a_domain_check_refuses_are_counted(ground):
    changed(ground, CheckConstraints=[{"Name": "positive", "Expression": "VALUE > 0"}])
    result = ground.plan("--exit-code", code=2)
    for word in ("FAILS_ON_DATA", "shop.goods: SHARE", "shop.fees: SHARE"):
        result.says(word, "a plan that adds a check to a domain in use")
    ground.sql("UPDATE shop.goods SET price = 1, \"Old Price\" = 1; UPDATE shop.fees SET fee = 1")
    if "FAILS_ON_DATA" in ground.plan().text:
        raise Failure("rows that fit are counted as such that don't")
    ground.deploy("--allow", "all,DATA_LOSS", code=0)


def rows_that_a_domain_not_null_refuses_are_counted(ground):
    changed(ground, NotNull=True)
    ground.plan("--exit-code", code=2).says("FAILS_ON_DATA", "NOT NULL of a domain in use").says("shop.goods: SHARE", "its lock")
    ground.sql("UPDATE shop.goods SET price = 1 WHERE price IS NULL")
    ground.deploy("--allow", "all,DATA_LOSS", code=0)


def a_finished_plan_of_a_type_made_anew_has_nothing_to_do(ground):
    """The function says after the plan what it said before: only what it names is another type."""
    ground.sql("CREATE TYPE public.span AS RANGE (subtype = float8); "
               "CREATE FUNCTION public.f(s public.span) RETURNS float8 LANGUAGE sql AS 'SELECT lower(s)::float8'")
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    path = ground.package / "Templates/Main/Range Types/public.span.json"
    path.write_text(json.dumps(dict(json.loads(path.read_text()), Subtype="numeric")))
    plan = ground.folder / "plan.json"
    ground.plan("--allow", "all", "--out", plan)
    deploy = ("deploy", "--url", ground.url, "--plan", plan, "--yes")
    ground.run(*deploy, code=0)
    ground.run(*deploy, code=0).says("Nothing left to run", "a plan that is finished")


def register(check):
    for function in (a_finished_plan_of_a_type_made_anew_has_nothing_to_do, rows_that_a_domain_check_refuses_are_counted,
                     rows_that_a_domain_not_null_refuses_are_counted):
        check("pg")(function)
