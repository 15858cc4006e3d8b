"""Checks of partitioned tables for run.py: how short their files are, and which partitions a package manages."""
import json

from harness.checks import Failure

LOGS = """CREATE SCHEMA log;
CREATE TABLE log.events (id bigint NOT NULL, at date NOT NULL, body text) PARTITION BY RANGE (at);
CREATE TABLE log.events_1 PARTITION OF log.events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE log.events_2 (body text, at date NOT NULL, id bigint NOT NULL);
ALTER TABLE log.events ATTACH PARTITION log.events_2 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
ALTER TABLE log.events_1 ALTER COLUMN body SET DEFAULT '-';
CREATE INDEX events_at ON log.events (at);
ALTER TABLE log.events ADD CONSTRAINT body_is_short CHECK (length(body) < 1000);
INSERT INTO log.events VALUES (1, '2024-05-05', 'a'), (2, '2025-05-05', 'b');
"""


def extracted(ground):
    ground.sql(LOGS)
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    return ground.package / "Templates/Main/Tables"


def a_file_of_a_partition_has_what_is_its_own(ground):
    tables = extracted(ground)
    one, two = (json.loads((tables / ("log.events_%d.json" % n)).read_text()) for n in (1, 2))
    if set(one) != {"Schema", "Name", "PartitionOf", "PartitionBounds", "Columns"} or [c["Name"] for c in one["Columns"]] != ["body"]:
        raise Failure("a partition with a default of its own is written as", json.dumps(one, indent=1))
    if [c["Name"] for c in two["Columns"]] != ["body", "at", "id"] or "Indexes" in two or "CheckConstraints" in two:
        raise Failure("a partition with another order of columns is written as", json.dumps(two, indent=1))
    ground.plan("--exit-code", code=0)


def partitions_that_no_file_lists_are_left_alone(ground):
    tables = extracted(ground)
    for n in (1, 2):
        (tables / ("log.events_%d.json" % n)).unlink()
    ground.plan("--exit-code", code=0)
    whole = json.loads((tables / "log.events.json").read_text())
    whole["Columns"].append({"Name": "more", "DataType": "integer", "Nullable": True})
    ground.write("Templates/Main/Tables/log.events.json", whole)
    ground.deploy("--allow", "all,DATA_LOSS", code=0)
    if ground.one("SELECT count(*) FROM log.events WHERE more IS NULL") != "2":
        raise Failure("a partition that the package doesn't list is gone")
    ground.write("Templates/Main/Tables/log.events.json", dict(whole, ManagePartitions=True))
    ground.plan("--exit-code", code=2).says("drop table log.events_1", "a partition that is managed now")


def one_listed_partition_makes_the_others_removals(ground):
    tables = extracted(ground)
    (tables / "log.events_2.json").unlink()
    ground.plan("--exit-code", code=2).says("drop table log.events_2", "a partition that no file lists").says("DATA_LOSS", "its rows")
    ground.deploy(code=3)
    if ground.one("SELECT count(*) FROM log.events") != "2":
        raise Failure("rows of a removal that is held are gone")


def what_no_partition_can_have_is_named(ground):
    tables = extracted(ground)
    one = json.loads((tables / "log.events_1.json").read_text())
    one["Columns"].append({"Name": "alone", "DataType": "integer", "Nullable": True})
    ground.write("Templates/Main/Tables/log.events_1.json", one)
    ground.plan(code=1).says("has no column alone", "a column that its table lacks").says("log.events_1.json:", "its place")


def detached(ground, more=""):
    """The package of a database in which log.events_1 has left log.events, where it is still a part of it."""
    ground.sql(LOGS + more)
    ground.sql("ALTER TABLE log.events DETACH PARTITION log.events_1")
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    ground.sql("ALTER TABLE log.events ATTACH PARTITION log.events_1 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')")


def checks_of_the_part(ground):
    return ground.one("SELECT count(*) FROM pg_constraint WHERE conrelid = 'log.events_1'::regclass AND contype = 'c'")


def a_partition_leaves_while_everybody_works_on(ground):
    detached(ground)
    result = ground.plan("--recipes", "online", code=0)
    result.says('DETACH PARTITION "log"."events_1" CONCURRENTLY', "the way that stops nobody")
    ground.deploy("--allow", "BREAKS_OLD_APP", "--recipes", "online", code=0)
    if checks_of_the_part(ground) != "1":
        raise Failure("the check that DETACH CONCURRENTLY makes of the bounds is left behind")
    ground.plan("--exit-code", code=0)


def a_default_partition_makes_a_partition_leave_at_once(ground):
    detached(ground, "CREATE TABLE log.events_rest PARTITION OF log.events DEFAULT;")
    result = ground.plan("--recipes", "online", code=0)
    result.says("not concurrently, as the table has a default partition", "why")
    if "CONCURRENTLY" in result.out:
        raise Failure("the server refuses that", result.out)
    ground.deploy("--allow", "BREAKS_OLD_APP", "--recipes", "online", code=0)
    ground.plan("--exit-code", code=0)


def leave_half_detached(ground):
    """As whoever had the partition for longer than a cut-off DETACH CONCURRENTLY waited."""
    with ground.server.session(ground.database) as reader:
        reader.run("BEGIN; SELECT count(*) FROM log.events_1")
        ground.server.psql(ground.database, "SET lock_timeout = 200; ALTER TABLE log.events DETACH PARTITION log.events_1 CONCURRENTLY")
    if ground.one("SELECT count(*) FROM pg_inherits WHERE inhdetachpending") != "1":
        raise Failure("the partition is not half detached: this checks nothing")


def a_half_detached_partition_is_finished(ground):
    detached(ground)
    leave_half_detached(ground)
    result = ground.plan(code=0).says("taken as detached: table log.events_1", "what was found")
    result.says("finish detaching partition on table log.events_1", "what is to be done").says("FINALIZE", "how")
    ground.deploy(code=0)
    ground.plan("--exit-code", code=0)
    if ground.one("SELECT count(*) FROM log.events_1") != "1" or checks_of_the_part(ground) != "1":
        raise Failure("the partition is not as it was")


def a_half_detached_partition_comes_back_where_the_package_has_it(ground):
    extracted(ground)
    leave_half_detached(ground)
    ground.deploy(code=0)
    ground.plan("--exit-code", code=0)
    if ground.one("SELECT count(*) FROM log.events") != "2":
        raise Failure("its rows are not read through the table")


def register(check):
    for function in (a_partition_leaves_while_everybody_works_on, a_default_partition_makes_a_partition_leave_at_once,
                     a_half_detached_partition_is_finished, a_half_detached_partition_comes_back_where_the_package_has_it,
                     a_file_of_a_partition_has_what_is_its_own, partitions_that_no_file_lists_are_left_alone,
                     one_listed_partition_makes_the_others_removals, what_no_partition_can_have_is_named):
        check("pg")(function)
