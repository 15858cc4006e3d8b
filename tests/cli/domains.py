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


def register(check):
    for function in (rows_that_a_domain_check_refuses_are_counted, rows_that_a_domain_not_null_refuses_are_counted):
        check("pg")(function)
