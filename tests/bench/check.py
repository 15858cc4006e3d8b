#!/usr/bin/env python3
"""Measures `anneal check` of a package of N tables, a file each, in JSON and in XML, for one platform and for two.

usage: ANNEAL=build/release/anneal tests/bench/check.py [N [RUNS]]      N is 1000 unless told, RUNS 20

Wall time is the least and the median of the runs, CPU the mean of user and system time.  It passes no judgement: the machine
may be busy.
"""
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time


def column(name, data_type, **more):
    return {"Name": name, "DataType": data_type, **more}


def table(number):
    name = "table_%05d" % number
    return {
        "Schema": "bench", "Name": name,
        "Columns": [
            column("id", "bigint"), column("parent_id", "bigint", Nullable=True), column("code", "varchar(20)"),
            column("title", "text", Default="''"), column("status", "varchar(12)", Default="'open'"),
            column("amount", "numeric(12,2)", Default="0"), column("quantity", "integer", Default="1"),
            column("is_active", "boolean", Default="true"), column("created_at", "timestamp", Default="CURRENT_TIMESTAMP"),
            column("changed_at", "timestamp", Nullable=True), column("note", "text", Nullable=True),
            column("total", "numeric(14,2)", Nullable=True, GenerationExpression="amount * quantity", Generated="STORED")],
        "Indexes": [
            {"Name": name + "_pkey", "PrimaryKey": True, "IndexColumns": "id"},
            {"Name": name + "_code_key", "Unique": True, "IndexColumns": "(lower(code))"},
            {"Name": name + "_open_idx", "IndexColumns": "parent_id, created_at DESC", "FilterExpression": "status = 'open'"}],
        "CheckConstraints": [{"Name": name + "_status_check", "Expression": "status IN ('open', 'done', 'void')"}],
        "ForeignKeys": [{"Name": name + "_parent_fkey", "Columns": "parent_id", "RelatedTable": "table_%05d" % (number // 2),
                         "RelatedColumns": "id", "DeleteAction": "CASCADE"}],
    }


def write_package(folder, count, platform):
    tables = folder / "Templates/Main/Tables"
    tables.mkdir(parents=True)
    (folder / "Product.json").write_text(json.dumps({"Name": "bench", "Platform": platform, "TemplateOrder": ["Main"]}))
    (folder / "anneal.json").write_text("{}")
    (folder / "Templates/Main/Template.json").write_text('{"Name": "Main"}')
    for number in range(count):
        one = table(number)
        (tables / ("bench.%s.json" % one["Name"])).write_text(json.dumps(one, indent=2) + "\n")


def measure(words, runs):
    walls, before = [], resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(runs):
        begun = time.monotonic()
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        walls.append(time.monotonic() - begun)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return min(walls) * 1000, statistics.median(walls) * 1000, cpu / runs * 1000


def main(arguments):
    program = os.environ.get("ANNEAL")
    if not program or len(arguments) > 2 or not all(word.isdigit() for word in arguments):
        sys.exit(__doc__)
    count, runs = ([int(word) for word in arguments] + [1000, 20][len(arguments):])[:2]
    program = str(pathlib.Path(program).resolve())
    print("%d files, %d runs, load %.1f on %d CPUs" % (count, runs, os.getloadavg()[0], os.cpu_count()))
    print("  %-28s %10s %10s %10s" % ("", "least ms", "median ms", "CPU ms"))
    with tempfile.TemporaryDirectory(prefix="anneal-bench-") as work:
        for platform in ("PostgreSQL", "SQLite, PostgreSQL"):
            folder = pathlib.Path(work) / ("package%d" % len(platform))
            write_package(folder, count, platform)
            xml = folder.with_suffix(".xml")
            subprocess.run([program, "convert", "-p", str(folder), "--format", "xml", "--out", str(xml)], check=True,
                           stdout=subprocess.DEVNULL)
            for label, path in (("JSON", folder), ("XML", xml)):
                print("  %-28s %10.0f %10.0f %10.0f" % ("%s, %s" % (label, platform), *measure([program, "check", "-p", str(path)], runs)))


if __name__ == "__main__":
    main(sys.argv[1:])
