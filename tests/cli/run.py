#!/usr/bin/env python3
"""The command line as a new user meets it: exit codes, words, what is refused, and that refusing changes nothing.

Each check is a function below with @check(…): "once" needs no database, "sqlite" runs on a file, "pg" on each
PostgreSQL server, "my" on MariaDB and MySQL. Every output of every command is searched for the secrets in URLs and for terminal escapes.

usage: run.py [PATTERN] [-v]
"""
import json
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "pairs"))

import columns  # noqa: E402
import extract  # noqa: E402
import families  # noqa: E402
import formats  # noqa: E402
import grants  # noqa: E402
import indexes  # noqa: E402
import journal  # noqa: E402
import keeping  # noqa: E402
import lint  # noqa: E402
import keeping_mysql  # noqa: E402
import locks  # noqa: E402
import names  # noqa: E402
import online  # noqa: E402
import phases  # noqa: E402
import pipelines  # noqa: E402
import remote  # noqa: E402
import domains  # noqa: E402
import outsiders  # noqa: E402
import partitions  # noqa: E402
import preflight  # noqa: E402
import prove  # noqa: E402
import backfills  # noqa: E402
import contracts  # noqa: E402
import costs  # noqa: E402
import drift  # noqa: E402
import parking  # noqa: E402
import review  # noqa: E402
import rewrites  # noqa: E402
import running  # noqa: E402
import scripts  # noqa: E402
import smith  # noqa: E402
import spellings  # noqa: E402
import together  # noqa: E402
import unresolved  # noqa: E402
from harness import mysql, postgres, sqlite  # noqa: E402
from harness.checks import Failure, in_sample, matches, program_from_env, run_checks, show_command  # noqa: E402
from harness.package import column  # noqa: E402
from harness.sqltext import quote_name  # noqa: E402

SECRETS = ("s3cret-pw", "p@ss-w0rd", "p%40ss-w0rd")
CHECKS = []
CLI_SERVERS = ("mariadb1011", "mysql97")


def check(*where):
    def register(function):
        CHECKS.append((function.__name__.replace("_", " "), where, function))
        return function
    return register


# The small package that most checks start from

def customer():
    return {
        "Schema": "shop", "Name": "customer",
        "Columns": [
            {"Name": "id", "DataType": "integer"},
            {"Name": "email", "DataType": "text"},
            {"Name": "name", "DataType": "text", "Nullable": True},
        ],
        "Indexes": [{"Name": "customer_pkey", "PrimaryKey": True, "IndexColumns": "id"}],
    }


def order():
    return {
        "Schema": "shop", "Name": "order",
        "Columns": [
            {"Name": "id", "DataType": "integer"},
            {"Name": "customer_id", "DataType": "integer"},
            {"Name": "total", "DataType": "numeric(10,2)", "Default": "0"},
        ],
        "Indexes": [
            {"Name": "order_pkey", "PrimaryKey": True, "IndexColumns": "id"},
            {"Name": "order_customer_idx", "IndexColumns": "customer_id"},
        ],
        "ForeignKeys": [{"Name": "order_customer_fk", "Columns": "customer_id", "RelatedTableSchema": "shop", "RelatedTable": "customer",
                         "RelatedColumns": "id"}],
    }


# The same two tables as a live database, with rows
LIVE = """
CREATE TABLE {shop}customer (id integer NOT NULL, email text NOT NULL, name text, CONSTRAINT customer_pkey PRIMARY KEY (id));
CREATE TABLE {shop}"order" (id integer NOT NULL, customer_id integer NOT NULL, total numeric(10,2) DEFAULT 0 NOT NULL,
    CONSTRAINT order_pkey PRIMARY KEY (id), CONSTRAINT order_customer_fk FOREIGN KEY (customer_id) REFERENCES {shop}customer (id));
CREATE INDEX order_customer_idx ON {shop}"order" (customer_id);
INSERT INTO {shop}customer VALUES (1, 'a@example.com', 'Ada'), (2, 'b@example.com', NULL);
INSERT INTO {shop}"order" VALUES (10, 1, 5), (11, 1, 7.5);
"""


class Ground:
    """One check's folder, and its database where it has one."""

    def __init__(self, anneal):
        self.anneal = anneal
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="anneal-cli-"))
        self.package = self.folder / "shop"

    def run(self, *words, code=None, **more):
        result = self.anneal.run(*words, **more)
        return self.inspect(result, code)

    def inspect(self, result, code=None):
        for secret in SECRETS:
            if secret in result.text:
                raise Failure("a password was printed", show_command(result))
        if "\x1b" in result.text:
            raise Failure("terminal escapes without a terminal", show_command(result))
        if re.search(r"(?i)assert|segmentation|sanitizer|core dumped", result.err) or (result.code or 0) < 0:
            raise Failure("the program broke (exit code %s)" % result.code, show_command(result))
        if code is not None:
            result.expect(code, "anneal " + " ".join(result.words[1:3]))
        return result

    def write(self, name, content):
        path = self.package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content, indent=2) + "\n", encoding="utf-8")
        return path

    def make_package(self, *tables, **anneal_json):
        """Writes the package; without tables the two above."""
        self.write("Product.json", {"Name": "shop", "Platform": "SQLite, PostgreSQL", "TemplateOrder": ["Main"]})
        self.write("Templates/Main/Template.json", {"Name": "Main"})
        self.write("anneal.json", dict({"Manage": ["shop"]}, **anneal_json))
        for table in tables or (customer(), order()):
            self.write("Templates/Main/Tables/shop.%s.json" % table["Name"], table)

    def read(self, path):
        """The bytes of a file that the program was to write."""
        path = self.folder / path
        if not path.exists():
            raise Failure("%s was not written" % path.relative_to(self.folder))
        return path.read_bytes()

    def table_file(self, word):
        """The file of the extracted table whose name has a word."""
        found = sorted(self.package.glob("Templates/*/Tables/*%s*.json" % word))
        if not found:
            raise Failure("extract wrote no file of table %s" % word, "\n".join(str(path) for path in self.package.rglob("*")))
        return found[0]

    def files(self):
        return {path: path.read_bytes() for path in self.package.rglob("*") if path.is_file()}

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    # with a database

    def plan(self, *words, **more):
        return self.run("plan", "-p", self.package, "--url", self.url, *words, **more)

    def deploy(self, *words, **more):
        return self.run("deploy", "-p", self.package, "--url", self.url, "--yes", *words, **more)

    def load(self, more=""):
        self.sql(self.prelude + LIVE.format(shop=self.prefix) + more.format(shop=self.prefix))

    def unchanged(self, before, why):
        now = self.state()
        if now != before:
            raise Failure("%s: the database changed" % why, "before:\n%s\nafter:\n%s" % (before, now))


class SqliteGround(Ground):
    prefix = prelude = ""

    def __init__(self, anneal):
        super().__init__(anneal)
        self.path = self.folder / "shop.db"
        self.url = "sqlite:%s" % self.path

    def sql(self, script):
        sqlite.load(self.path, script)

    def one(self, query):
        with sqlite.opened(self.path) as connection:
            try:
                row = connection.execute(query).fetchone()
            except sqlite3.Error as error:
                raise Failure("SQLite refused: %s" % query, str(error))
            return "" if row is None or row[0] is None else str(row[0])

    def state(self):
        with sqlite.opened(self.path) as connection:
            return "\n".join(sql or "" for sql, table in connection.execute("SELECT sql, tbl_name FROM sqlite_master ORDER BY name")
                             if table not in sqlite.JOURNAL) + str(sqlite.counts(self.path))

    def has_table(self, name):
        return (name,) in self.counts()

    def counts(self):
        return {(name,): rows for name, rows in sqlite.counts(self.path).items()}

    def columns(self, table):
        with sqlite.opened(self.path) as connection:
            return [row[0] for row in connection.execute("SELECT name FROM pragma_table_xinfo(?)", (table,))]


class PostgresGround(Ground):
    prefix, prelude = "shop.", "CREATE SCHEMA shop;\n"

    def __init__(self, anneal, server):
        super().__init__(anneal)
        self.server = server
        self.database = server.create()
        self.url = server.url(self.database)
        self.roles = []

    def close(self):
        self.server.drop(self.database)
        for role in self.roles:
            self.server.script(None, "DROP ROLE IF EXISTS %s" % role)
        super().close()

    def sql(self, script):
        self.server.script(self.database, script)

    def one(self, query):
        return self.server.query(self.database, query)

    def state(self):
        return "\n".join(postgres.normal_form(self.server.dump(self.database))) + str(sorted(self.server.counts(self.database).items()))

    def has_table(self, name):
        return ("shop", name) in self.server.counts(self.database)

    def counts(self):
        return self.server.counts(self.database)

    def columns(self, table):
        return self.one("SELECT attname FROM pg_attribute WHERE attrelid = '%s%s'::regclass AND attnum > 0 AND NOT attisdropped" % (
            self.prefix, quote_name(table))).split("\n")

    def role(self):
        return self.role_named("reader")

    def role_named(self, word):
        name = "%s_%s" % (self.database, word)
        self.server.script(None, "CREATE ROLE %s LOGIN" % name)
        self.roles.append(name)
        return name


class MysqlGround(Ground):
    prefix = prelude = ""

    def __init__(self, anneal, server):
        super().__init__(anneal)
        self.server = server
        self.database = server.create()
        self.url = server.url(self.database)

    def close(self):
        self.server.drop(self.database)
        super().close()

    def sql(self, script):
        self.server.script(self.database, script)

    def one(self, query):
        return "\n".join("\t".join(row) for row in self.server.rows(self.database, query))

    def state(self):
        return str(sorted(self.server.structure(self.database).items())) + str(sorted(self.server.counts(self.database).items()))

    def has_table(self, name):
        return (name,) in self.server.counts(self.database)

    def columns(self, table):
        return self.one("SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = '%s'" % table).split("\n")


# Usage

VERBS = ("init", "extract", "check", "plan", "deploy", "drift", "status", "history", "pause", "resolve", "backups", "convert", "schema")


@check("once")
def no_verb_prints_usage(ground):
    result = ground.run(code=64)
    for verb in VERBS:
        result.says(verb, "usage")


@check("once")
def help_names_every_verb_and_option(ground):
    result = ground.run("--help", code=0)
    for verb in VERBS:
        if verb not in result.out:
            raise Failure("--help lacks %s on stdout" % verb, show_command(result))
    for verb, options in (("extract", ["--url", "--out", "--include", "--exclude", "--no-grants", "--owners"]), ("check", ["-p"]),
                          ("plan", ["-p", "--url", "--env", "--format", "--out", "--exit-code", "--prove"]),
                          ("deploy", ["-p", "--url", "--env", "--plan", "--what-if", "--yes", "--allow", "--phase"]),
                          ("drift", ["-p", "--url", "--env"]),
                          ("status", ["-p", "--url", "--env", "--format"]), ("history", ["ID", "--limit", "--format"]), ("schema", ["--format", "--out"])):
        result = ground.run(verb, "--help", code=0)
        for option in options:
            if option not in result.out:
                raise Failure("%s --help lacks %s on stdout" % (verb, option), show_command(result))


@check("once")
def version_is_one_line(ground):
    result = ground.run("--version", code=0)
    if not re.search(r"\d+\.\d+", result.out):
        raise Failure("--version shows no number", show_command(result))


@check("once")
def wrong_verb_suggests_the_right_one(ground):
    ground.run("depoy", code=64).says("did you mean", "wrong verb").says("deploy", "wrong verb")
    ground.run("extrct", code=64).says("extract", "wrong verb")


@check("once")
def wrong_option_suggests_the_right_one(ground):
    ground.make_package()
    ground.run("plan", "--ulr", "sqlite:x.db", code=64).says("did you mean", "wrong option").says("--url", "wrong option")
    ground.run("deploy", "--whatif", "--url", "sqlite:x.db", code=64).says("--what-if", "wrong option")
    ground.run("check", "--exit-code", code=64)


@check("once")
def wrong_option_value_suggests_the_right_one(ground):
    ground.make_package()
    target = ("-p", ground.package, "--url", "sqlite:%s" % (ground.folder / "x.db"))
    ground.run("plan", *target, "--format", "jsno", code=64).says("json", "wrong format")
    ground.run("deploy", *target, "--yes", "--phase", "expnad", code=64).says("expand", "wrong phase")
    ground.run("deploy", *target, "--yes", "--allow", "DATALOSS", code=64).says("DATA_LOSS", "wrong hazard")


@check("once")
def schemas_are_written_into_a_folder_of_their_own(ground):
    ground.run("schema", "--format", "jsno", "--out", ground.folder / "s", code=64).says("did you mean json", "wrong format")
    ground.run("schema", "--format", "json", code=64).says("--out", "no folder")
    result = ground.run("schema", "--format", "json", "--out", ground.folder / "s", code=0)
    schema = json.loads((ground.folder / "s" / "table.schema.json").read_text(encoding="utf-8"))
    if schema["title"] != "Table" or "table.schema.json" not in result.out:
        raise Failure("no schema of a table", show_command(result))
    (ground.folder / "file").write_text("here", encoding="utf-8")
    ground.run("schema", "--format", "xsd", "--out", ground.folder / "file", code=1).says("file", "a file is no folder")


@check("once")
def missing_value_is_wrong_usage(ground):
    ground.run("plan", "--url", code=64).says("--url", "missing value")


@check("once")
def extra_words_are_wrong_usage(ground):
    ground.make_package()
    ground.run("check", "-p", ground.package, "everything", code=64).says("everything", "extra word")


@check("once")
def plan_needs_a_target(ground):
    ground.make_package()
    ground.run("plan", "-p", ground.package, code=64).says("--url", "no target").says("--env", "no target")
    ground.run("plan", "-p", ground.package, "--url", "sqlite:x.db", "--env", "dev", code=64)


@check("once")
def extract_needs_url_and_out(ground):
    ground.run("extract", "--out", ground.package, code=64).says("--url", "no URL")
    ground.run("extract", "--url", "sqlite:x.db", code=64).says("--out", "no folder")


# Packages

@check("once")
def package_that_is_not_there(ground):
    missing = ground.folder / "nowhere"
    for words in (("check",), ("plan", "--url", "sqlite:x.db"), ("deploy", "--yes", "--url", "sqlite:x.db")):
        ground.run(words[0], "-p", missing, *words[1:], code=1).says("nowhere", "missing package")


@check("once")
def folder_that_is_no_package(ground):
    ground.folder.joinpath("empty").mkdir()
    ground.run("check", "-p", ground.folder / "empty", code=1).says("Product.json", "folder without Product.json")


@check("once")
def package_of_the_current_folder(ground):
    ground.make_package()
    ground.run("check", cwd=ground.package, code=0)
    ground.run("check", cwd=ground.folder, code=1)


@check("once")
def init_makes_a_package_that_checks(ground):
    ground.run("init", ground.package, code=0)
    ground.run("check", "-p", ground.package, code=0)
    before = ground.files()
    ground.run("init", ground.package, code=(1, 64))
    if before != ground.files():
        raise Failure("a second init changed files")


@check("once")
def six_faults_are_all_reported_with_their_places(ground):
    ground.make_package()
    ground.write("Templates/Main/Tables/shop.a.json", """{
  "Schema": "shop", "Name": "a",
  "Columns": [
    { "Name": "id", "DataType": "integer", "Nulable": true },
    { "Name": "b", "DataType": "text", "Nullable": "perhaps" },
    { "Name": "c", "DataType": "text", "DataType": "integer" }
  ]
}
""")
    ground.write("Templates/Main/Tables/shop.b.json", """{
  "Schema": "shop", "Name": "b",
  "Columns": [
    { "Name": "id", "DataType": "integer", "Default": "{{NoSuchToken}}" }
  ],
  "Indexes": [
    { "Name": "b_idx", "IndexColumns": "no_such_column" }
  ]
}
""")
    ground.write("Templates/Main/Tables/shop.c.json", """{
  "Schema": "shop",
  "Name": "c"
  "Columns": []
}
""")
    faults = [("shop.a.json", 4, "Nulable", "Nullable"), ("shop.a.json", 5, "Nullable", None), ("shop.a.json", 6, "DataType", None),
              ("shop.b.json", 4, "NoSuchToken", None), ("shop.b.json", 7, "no_such_column", None), ("shop.c.json", 4, None, None)]
    result = ground.run("check", "-p", ground.package, code=1)
    missing = []
    for name, line, word, hint in faults:
        found = [row for row in result.text.split("\n") if re.search(r"%s:%d:\d+\b" % (re.escape(name), line), row)]
        if not found or word and not any(word in row for row in found) or hint and hint not in result.text:
            missing.append("%s:%d:… %s" % (name, line, " ".join(filter(None, (word, hint)))))
    if missing:
        raise Failure("not reported: " + "; ".join(missing), show_command(result))


@check("sqlite", "pg")
def faulty_package_is_never_deployed(ground):
    ground.load()
    ground.make_package()
    ground.write("Templates/Main/Tables/shop.c.json", '{ "Schema": "shop", "Name": "c", "Columns": [ { "Name": "id" } ], "Colums": [] }')
    before = ground.state()
    ground.deploy("--allow", "all,DATA_LOSS", code=1).says("Colums", "faulty package")
    ground.unchanged(before, "deploy of a faulty package")


@check("once")
def object_declared_twice(ground):
    ground.make_package()
    ground.write("Templates/Main/Tables/copy.json", customer())
    result = ground.run("check", "-p", ground.package, code=1)
    result.says("customer", "object declared twice").says("copy.json", "object declared twice").says("shop.customer.json", "object declared twice")


@check("sqlite", "pg")
def tokens_are_replaced(ground):
    table = customer()
    column(table, "name").update(Default="'{{Region}}'")
    ground.make_package(table)
    ground.write("Product.json", {"Name": "shop", "Platform": "SQLite, PostgreSQL", "TemplateOrder": ["Main"], "ScriptTokens": {"Region": "north"}})
    ground.deploy(code=0)
    ground.sql("INSERT INTO %scustomer (id, email) VALUES (1, 'x')" % ground.prefix)
    if ground.one("SELECT name FROM %scustomer" % ground.prefix) != "north":
        raise Failure("the token was not replaced")


# Targets

@check("once")
def url_of_an_unknown_kind(ground):
    ground.make_package()
    result = ground.run("plan", "-p", ground.package, "--url", "oracle://scott:s3cret-pw@host/x", code=(1, 64))
    result.says("sqlite", "unknown URL").says("postgresql", "unknown URL")
    ground.run("plan", "-p", ground.package, "--url", "shop.db", code=(1, 64)).says("sqlite:", "URL without a scheme")


@check("once")
def sqlite_file_that_is_not_there(ground):
    path = ground.folder / "missing.db"
    ground.run("extract", "--url", "sqlite:%s" % path, "--out", ground.package, code=1).says("missing.db", "missing file")
    if path.exists():
        raise Failure("extract made a database file")
    ground.make_package()
    ground.run("deploy", "-p", ground.package, "--url", "sqlite:%s" % (ground.folder / "no" / "x.db"), "--yes", code=1)


@check("once")
def sqlite_file_that_is_no_database(ground):
    ground.make_package()
    path = ground.folder / "text.db"
    path.write_text("This is a letter, not a database. " * 50)
    before = path.read_bytes()
    for words in (("plan",), ("deploy", "--yes")):
        ground.run(words[0], "-p", ground.package, "--url", "sqlite:%s" % path, *words[1:], code=1).says("text.db", "no database")
    if path.read_bytes() != before:
        raise Failure("a file that is no database was written to")


@check("once")
def server_that_is_not_reachable(ground):
    ground.make_package()
    for url in ("postgresql://shop:s3cret-pw@127.0.0.1:1/shop", "postgresql://shop:p%40ss-w0rd@127.0.0.1:1/shop",
                "postgresql://shop@127.0.0.1:1/shop?password=s3cret-pw"):
        for words in (("plan",), ("deploy", "--yes"), ("drift",)):
            ground.run(words[0], "-p", ground.package, "--url", url, *words[1:], code=1).says("127.0.0.1", "unreachable server")
        ground.run("extract", "--url", url, "--out", ground.folder / "out", code=1)


@check("pg")
def database_or_role_that_is_not_there(ground):
    ground.make_package()
    ground.run("plan", "-p", ground.package, "--url", ground.server.url("no_such_database"), code=1).says("no_such_database", "missing database")
    ground.run("plan", "-p", ground.package, "--url", ground.server.url(ground.database, "no_such_role:s3cret-pw"), code=1).says(
        "no_such_role", "missing role")


@check("pg")
def password_of_a_working_url_is_written_nowhere(ground):
    ground.load()
    user = ground.one("SELECT current_user")
    url = ground.server.url(ground.database, user + ":s3cret-pw")
    ground.run("extract", "--url", url, "--out", ground.package, code=0)
    table = ground.table_file("customer")
    document = json.loads(table.read_text())
    document["Columns"].append({"Name": "phone", "DataType": "text", "Nullable": True})
    table.write_text(json.dumps(document))
    ground.run("plan", "-p", ground.package, "--url", url, "--out", ground.package / "plan.json", code=0)
    ground.run("deploy", "-p", ground.package, "--url", url, "--plan", ground.package / "plan.json", "--yes", code=0)
    ground.run("drift", "-p", ground.package, "--url", url, code=0)
    for path in ground.package.rglob("*"):
        if path.is_file() and b"s3cret-pw" in path.read_bytes():
            raise Failure("the password is in %s" % path.relative_to(ground.package))
    if "s3cret-pw" in ground.server._tool("pg_dump", "-d", ground.url).stdout:
        raise Failure("the password is in the database")


@check("once")
def password_in_anneal_json_is_refused(ground):
    ground.make_package(Environments=[{"Name": "dev", "Url": "postgresql://shop:s3cret-pw@127.0.0.1:1/shop"}])
    ground.run("check", "-p", ground.package, code=1).says("UrlEnv", "URL with a password")


@check("sqlite", "pg")
def environment_gives_the_url(ground):
    ground.load()
    ground.make_package(Environments=[{"Name": "staging", "Kind": "dev", "UrlEnv": "CLI_TEST_URL"}])
    ground.run("plan", "-p", ground.package, "--env", "staging", "--exit-code", env={"CLI_TEST_URL": ground.url}, code=0)
    ground.run("plan", "-p", ground.package, "--env", "staging", code=1).says("CLI_TEST_URL", "unset variable")
    ground.run("plan", "-p", ground.package, "--env", "stagin", code=(1, 64)).says("staging", "unknown environment")


# Plans

@check("sqlite", "pg")
def plan_exit_codes(ground):
    ground.load()
    ground.make_package()
    ground.plan("--exit-code", code=0).says("Nothing to do", "empty plan")
    table = customer()
    table["Columns"].append({"Name": "phone", "DataType": "text", "Nullable": True})
    ground.make_package(table, order())
    before = ground.state()
    ground.plan(code=0).says("phone", "plan")
    ground.plan("--exit-code", code=2)
    ground.unchanged(before, "plan")


def is_bigger(ground):
    """Raises unless the tables of bigger() are there, with all rows of LIVE."""
    if not {"phone", "vip"} <= set(ground.columns("customer")) or not ground.has_table("line"):
        raise Failure("what the package adds is not there", ground.state())
    rows = [ground.one('SELECT count(*) FROM %s"%s"' % (ground.prefix, table)) for table in ("customer", "order")]
    if rows != ["2", "2"]:
        raise Failure("rows were lost: %s" % rows)


def bigger():
    """Tables that differ from LIVE in several ways."""
    one, two = customer(), order()
    one["Columns"] += [{"Name": "phone", "DataType": "text", "Nullable": True}, {"Name": "vip", "DataType": "integer", "Default": "0"}]
    one["Indexes"].append({"Name": "customer_email_idx", "IndexColumns": "email", "Unique": True})
    two["CheckConstraints"] = [{"Name": "order_total_check", "Expression": "total >= 0"}]
    three = {"Schema": "shop", "Name": "line", "Columns": [{"Name": "order_id", "DataType": "integer"}],
             "ForeignKeys": [{"Name": "line_order_fk", "Columns": "order_id", "RelatedTableSchema": "shop", "RelatedTable": "order", "RelatedColumns": "id"}]}
    return one, two, three


@check("sqlite", "pg")
def plan_is_the_same_bytes_twice(ground):
    ground.load()
    ground.make_package(*bigger())
    for words in ((), ("--format", "sql"), ("--format", "json")):
        first, second = ground.plan(*words, code=0), ground.plan(*words, code=0)
        if first.out != second.out:
            raise Failure("two runs of plan %s differ" % " ".join(words), first.out + "\n-- second:\n" + second.out)
    for name in ("one.json", "two.json"):
        ground.plan("--out", ground.folder / name, code=0)
    if ground.read("one.json") != ground.read("two.json"):
        raise Failure("two plan files differ")


@check("sqlite", "pg")
def plan_as_json_is_json_alone_on_stdout(ground):
    ground.load("CREATE TABLE {shop}extra (id integer);")
    ground.make_package(*bigger())
    result = ground.plan("--format", "json", code=0)
    try:
        json.loads(result.out)
    except ValueError as error:
        raise Failure("plan --format json: %s" % error, show_command(result))
    ground.plan("--format", "json", "--out", ground.folder / "report.json", code=0)
    json.loads(ground.read("report.json"))


@check("sqlite", "pg")
def plan_file_deploys_what_it_shows(ground):
    ground.load()
    ground.make_package(*bigger())
    plan = ground.folder / "plan.json"
    ground.plan("--out", plan, code=0)
    if b"phone" not in ground.read(plan):
        raise Failure("the plan file lacks the new column")
    ground.deploy("--plan", plan, code=0)
    is_bigger(ground)
    ground.deploy("--plan", plan, code=0)
    ground.deploy(code=0).says("Nothing to do", "deploy after the plan file")


@check("pg")
def plan_file_of_a_later_server_is_refused(ground):
    others = [server for _, server, _ in postgres.servers_from_env(False) if server is not None]
    older = min(others, key=lambda server: server.version())
    if older.version() == ground.server.version():
        return  # the check on the later server tells; where there is none, there is nothing to tell
    ground.load()
    ground.make_package(*bigger())
    plan = ground.folder / "plan.json"
    ground.plan("--out", plan, code=0)
    database = older.create("later")
    try:
        older.script(database, ground.prelude + LIVE.format(shop=ground.prefix))
        before = postgres.normal_form(older.dump(database))
        ground.run("deploy", "-p", ground.package, "--url", older.url(database), "--plan", plan, "--yes",
                   code=1).says("later server", "plan of a later server")
        if postgres.normal_form(older.dump(database)) != before:
            raise Failure("a refused plan changed the database")
    finally:
        older.drop(database)


@check("pg")
def what_a_view_uses_is_refused_whole_and_without_cascade(ground):
    # In a schema that the package does not manage: it is nobody's to drop.
    ground.load("CREATE SCHEMA reports; CREATE VIEW reports.names AS SELECT name FROM {shop}customer;")
    one, two = customer(), order()
    del one["Columns"][2]
    two["CheckConstraints"] = [{"Name": "order_total_check", "Expression": "total >= 0"}]
    ground.make_package(one, two)
    result = ground.deploy("--allow", "all,DATA_LOSS", code=1).says("such as a view", "a column that a view uses")
    if "CASCADE" in result.text:
        raise Failure("CASCADE is proposed", show_command(result))
    if not ground.one("SELECT count(name) FROM shop.customer") == "1":
        raise Failure("the column's values are gone")


@check("sqlite")
def default_of_the_wrong_type_damages_no_strict_table(ground):
    ground.sql("CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY) STRICT; INSERT INTO t VALUES (1);")
    columns = [{"Name": "id", "DataType": "INTEGER"}, {"Name": "b", "DataType": "BLOB", "Default": "1"}]
    ground.make_package({"Schema": "shop", "Name": "t", "Strict": True, "Columns": columns, "Indexes": [{"PrimaryKey": True, "IndexColumns": "id"}]})
    before = ground.state()
    ground.deploy("--allow", "all,DATA_LOSS", code=1).says("column t.b", "a default of the wrong type")
    ground.unchanged(before, "a default of the wrong type")


@check("sqlite", "pg")
def plan_file_is_refused_when_its_table_moved(ground):
    ground.load()
    ground.make_package(*bigger())
    plan = ground.folder / "plan.json"
    ground.plan("--out", plan, code=0)
    ground.sql("ALTER TABLE %scustomer ADD COLUMN sneaked_in integer" % ground.prefix)
    before = ground.state()
    ground.deploy("--plan", plan, code=(1, 3)).says("customer", "moved table")
    ground.unchanged(before, "refused plan file")


@check("sqlite", "pg")
def plan_file_runs_when_another_table_moved(ground):
    ground.load("CREATE TABLE {shop}other (id integer);")
    one, two, _ = bigger()
    other = {"Schema": "shop", "Name": "other", "Columns": [{"Name": "id", "DataType": "integer", "Nullable": True}]}
    ground.make_package(one, order(), other)
    plan = ground.folder / "plan.json"
    ground.plan("--out", plan, code=0)
    ground.sql("ALTER TABLE %sother ADD COLUMN sneaked_in integer" % ground.prefix)
    ground.deploy("--plan", plan, code=0)
    if "phone" not in ground.columns("customer"):
        raise Failure("the plan file was not run")


@check("sqlite", "pg")
def plan_file_that_was_changed_or_broken(ground):
    ground.load()
    ground.make_package(*bigger())
    plan = ground.folder / "plan.json"
    ground.plan("--out", plan, code=0)
    before = ground.state()
    text = ground.read(plan).decode()
    plan.write_text(text.replace("phone", "fax"))
    ground.deploy("--plan", plan, code=1)
    plan.write_text(text[:len(text) // 2])
    ground.deploy("--plan", plan, code=1).says("plan.json", "broken plan file")
    plan.unlink()
    ground.deploy("--plan", plan, code=1).says("plan.json", "missing plan file")
    ground.unchanged(before, "bad plan files")


# Deploys

@check("sqlite", "pg")
def what_if_changes_nothing(ground):
    ground.load("CREATE TABLE {shop}extra (id integer);")
    ground.make_package(*bigger())
    before = ground.state()
    ground.run("deploy", "-p", ground.package, "--url", ground.url, "--what-if", "--allow", "all,DATA_LOSS", code=(0, 3)).says("phone", "what-if")
    ground.unchanged(before, "--what-if")


@check("sqlite", "pg")
def deploy_without_yes_and_terminal(ground):
    ground.load()
    ground.make_package(*bigger())
    before = ground.state()
    ground.run("deploy", "-p", ground.package, "--url", ground.url, code=64).says("--yes", "no terminal")
    ground.unchanged(before, "deploy without --yes")


@check("sqlite", "pg")
def removal_of_a_table_is_held(ground):
    ground.load("CREATE TABLE {shop}extra (id integer); INSERT INTO {shop}extra VALUES (1);")
    ground.make_package(*bigger())
    ground.deploy(code=3).says("extra", "held removal").says("DATA_LOSS", "held removal")
    if not ground.has_table("extra"):
        raise Failure("the table is gone")
    if "phone" not in ground.columns("customer"):
        raise Failure("what was not held has not run")
    ground.plan("--exit-code", code=2)
    ground.run("drift", "-p", ground.package, "--url", ground.url, code=0)
    ground.deploy(code=3)
    ground.deploy("--allow", "DATA_LOSS", code=0)
    if ground.has_table("extra"):
        raise Failure("the table is still there although its removal was allowed")


@check("sqlite", "pg")
def removal_of_a_column_is_held(ground):
    ground.load()
    table = customer()
    table["Columns"].remove(column(table, "name"))
    ground.make_package(table, order())
    before = ground.state()
    ground.deploy(code=3).says("name", "held removal")
    ground.unchanged(before, "held removal")
    ground.deploy("--allow", "DATA_LOSS", code=0)
    if "name" in ground.columns("customer") or ground.one("SELECT count(*) FROM %scustomer" % ground.prefix) != "2":
        raise Failure("the allowed removal did more or less than it should", ground.state())


@check("sqlite", "pg")
def rename_is_held(ground):
    ground.load()
    table = customer()
    column(table, "name").update(Name="full_name", OldName="name", Rename="direct")
    ground.make_package(table, order())
    before = ground.state()
    ground.deploy(code=3).says("BREAKS_OLD_APP", "held rename")
    ground.unchanged(before, "held rename")
    ground.deploy("--allow", "BREAKS_OLD_APP", code=0)
    if ground.one("SELECT full_name FROM %scustomer WHERE id = 1" % ground.prefix) != "Ada":
        raise Failure("the rename lost the data")


@check("pg")
def narrowing_is_held(ground):
    ground.load("ALTER TABLE {shop}customer ALTER COLUMN name TYPE character varying(100);")
    table = customer()
    column(table, "name")["DataType"] = "character varying(10)"
    ground.make_package(table, order())
    before = ground.state()
    ground.deploy(code=3).says("DATA_LOSS", "held narrowing")
    ground.unchanged(before, "held narrowing")


@check("pg")
def narrowing_that_would_cut_values_is_never_done(ground):
    ground.load()
    table = customer()
    column(table, "email")["DataType"] = "character varying(5)"
    ground.make_package(table, order())
    before = ground.state()
    ground.deploy("--allow", "all,DATA_LOSS", code=(1, 3)).says("email", "narrowing below the longest value")
    ground.unchanged(before, "narrowing below the longest value")


@check("sqlite", "pg")
def not_null_over_nulls_is_refused(ground):
    ground.load()
    table = customer()
    column(table, "name")["Nullable"] = False
    ground.make_package(table, order())
    before = ground.state()
    ground.deploy(code=(1, 3)).says("name", "NOT NULL over a NULL")
    ground.deploy("--allow", "all,DATA_LOSS", code=(1, 3)).says("name", "NOT NULL over a NULL")
    ground.unchanged(before, "NOT NULL over a NULL")


@check("sqlite", "pg")
def restrictions_that_rows_break_are_refused(ground):
    ground.load("INSERT INTO {shop}customer VALUES (3, 'a@example.com', 'twin');")
    one, two = customer(), order()
    for name, mend, change in (
            ("customer_email_key", "DELETE FROM %scustomer WHERE id = 3",
             lambda one, two: one["Indexes"].append({"Name": "customer_email_key", "UniqueConstraint": True, "IndexColumns": "email"})),
            ("order_total_check", 'UPDATE %s"order" SET total = 9',
             lambda one, two: two.update(CheckConstraints=[{"Name": "order_total_check", "Expression": "total > 6"}])),
            ("order_id_fk", "INSERT INTO %scustomer VALUES (10, 'x', NULL), (11, 'y', NULL)",
             lambda one, two: two["ForeignKeys"].append({"Name": "order_id_fk", "Columns": "id", "RelatedTableSchema": "shop",
                                                         "RelatedTable": "customer", "RelatedColumns": "id"}))):
        change(one, two)
        ground.make_package(one, two)
        before = ground.state()
        ground.deploy("--allow", "all,DATA_LOSS", code=(1, 3)).says(name, "a restriction that rows break")
        ground.unchanged(before, name)
        ground.sql(mend % ground.prefix)  # the rows alone were in the way
        ground.deploy("--allow", "all,DATA_LOSS", code=0)
        if ground.state() == before:
            raise Failure("%s was not made when the rows fitted" % name)


@check("sqlite", "pg")
def drift_exit_codes(ground):
    ground.load()
    ground.make_package()
    ground.run("drift", "-p", ground.package, "--url", ground.url, code=0)
    ground.sql("DROP INDEX %sorder_customer_idx" % ground.prefix)
    ground.run("drift", "-p", ground.package, "--url", ground.url, code=2).says("order_customer_idx", "drift")


@check("sqlite", "pg")
def deploy_to_an_empty_database_and_again(ground):
    ground.make_package()
    ground.deploy(code=0)
    ground.deploy(code=0).says("Nothing to do", "second deploy")
    ground.sql("INSERT INTO %scustomer VALUES (1, 'x', NULL)" % ground.prefix)
    ground.deploy("--allow", "all,DATA_LOSS", code=0).says("Nothing to do", "third deploy")


@check("pg")
def what_is_not_managed_is_not_touched(ground):
    ground.load("""
        CREATE SCHEMA private; CREATE TABLE private.diary (id integer); INSERT INTO private.diary VALUES (1);
        CREATE TABLE public.loose (id integer); CREATE TABLE shop.tmp_import (id integer);""")
    ground.make_package(Ignore=["*.tmp_*"])
    before = ground.state()
    ground.deploy("--allow", "all,DATA_LOSS", code=0).says("Nothing to do", "unmanaged objects")
    ground.unchanged(before, "unmanaged objects")


@check("sqlite", "pg")
def removals_owned_leaves_what_others_made(ground):
    ground.load("CREATE TABLE {shop}theirs (id integer);")
    ground.make_package(customer(), order(), {"Schema": "shop", "Name": "ours", "Columns": [{"Name": "id", "DataType": "integer"}]}, Removals="owned")
    ground.deploy(code=0)
    if not ground.has_table("ours"):
        raise Failure("the new table was not made")
    # The journal says who made a table.
    (ground.package / "Templates/Main/Tables/shop.ours.json").unlink()
    ground.deploy("--allow", "all,DATA_LOSS", code=0)
    if not ground.has_table("theirs") or ground.has_table("ours"):
        raise Failure("Removals: owned is about what the product has made", str(sorted(ground.counts())))


@check("sqlite", "pg")
def extract_into_an_existing_package_keeps_its_files(ground):
    ground.load()
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    first = ground.files()
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    if first != ground.files():
        raise Failure("the second extract changed files")
    table = ground.table_file("customer")
    table.rename(table.with_name("my own name.json"))
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    if table.exists() or not table.with_name("my own name.json").exists():
        raise Failure("extract moved an object to another file")


@check("pg")
def extract_takes_what_is_included(ground):
    ground.load("CREATE SCHEMA other; CREATE TABLE other.t (id integer);")
    ground.run("extract", "--url", ground.url, "--out", ground.package, "--include", "shop.*", "--exclude", "shop.order", code=0)
    names = sorted(json.loads(path.read_text())["Name"] for path in ground.package.glob("Templates/*/Tables/*.json"))
    if names != ["customer"]:
        raise Failure("extracted %s, not customer alone" % names)
    ground.deploy("--allow", "all,DATA_LOSS", code=0).says("Nothing to do", "package of a part")


# Locks

def locked_environment(ground):
    """A package that adds one column to shop.customer, and an environment with a small lock budget."""
    ground.load()
    one = customer()
    one["Columns"].append({"Name": "phone", "DataType": "text", "Nullable": True})
    ground.make_package(one, order(), Environments=[{"Name": "dev", "Kind": "dev", "UrlEnv": "CLI_TEST_URL", "LockBudget": 200}])
    return {"CLI_TEST_URL": ground.url}


def lock_refused(ground, lock):
    environment = locked_environment(ground)
    before = ground.state()
    deploy = ("deploy", "-p", ground.package, "--env", "dev", "--yes", "--allow", "all,DATA_LOSS")
    with ground.server.session(ground.database) as other:
        other.run("BEGIN")
        other.run(lock)
        ground.run(*deploy, env=environment, code=4).says("customer", "lock not obtained")
        # The dump waits for the same lock: the catalog is read instead.
        if "phone" in ground.columns("customer"):
            raise Failure("a deploy without its lock changed the table")
        # Of this database: other checks wait for locks of their own on the same server.
        waiting = ground.one("SELECT count(*) FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database "
                             "WHERE datname = current_database())")
        if waiting != "0":
            raise Failure("the deployer is gone and something still waits for a lock")
        other.run("ROLLBACK")
    ground.unchanged(before, "deploy without its lock")
    ground.run(*deploy, env=environment, code=0)
    if "phone" not in ground.columns("customer"):
        raise Failure("the second try did not deploy")


@check("pg")
def lock_not_obtained_from_a_writer(ground):
    lock_refused(ground, "LOCK TABLE shop.customer IN ACCESS EXCLUSIVE MODE")


@check("pg")
def lock_not_obtained_from_a_long_reader(ground):
    lock_refused(ground, "SELECT count(*) FROM shop.customer")


@check("sqlite")
def lock_not_obtained_from_another_writer(ground):
    environment = locked_environment(ground)
    before = ground.state()
    deploy = ("deploy", "-p", ground.package, "--env", "dev", "--yes", "--allow", "all,DATA_LOSS")
    other = sqlite3.connect(str(ground.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ground.run(*deploy, env=environment, code=4)
    other.execute("ROLLBACK")
    other.close()
    ground.unchanged(before, "deploy without its lock")
    ground.run(*deploy, env=environment, code=0)
    if "phone" not in ground.columns("customer"):
        raise Failure("the second try did not deploy")


@check("sqlite", "pg")
def two_deployers_at_once(ground):
    ground.load()
    ground.make_package(*bigger())
    words = ("deploy", "-p", ground.package, "--url", ground.url, "--yes", "--allow", "all,DATA_LOSS")
    both = [ground.anneal.start(*words), ground.anneal.start(*words)]
    results = [ground.inspect(ground.anneal.finish(process)) for process in both]
    codes = sorted(result.code for result in results)
    if codes not in ([0, 0], [0, 4]):
        raise Failure("two deployers ended with %s" % codes, "\n".join(show_command(result) for result in results))
    ground.plan("--exit-code", code=0)
    is_bigger(ground)


@check("sqlite", "pg")
def deploy_after_a_killed_one(ground):
    ground.load()
    ground.make_package(*bigger())
    words = ("deploy", "-p", ground.package, "--url", ground.url, "--yes", "--allow", "all,DATA_LOSS")
    for wait in (0.005, 0.02, 0.05):
        process = ground.anneal.start(*words)
        time.sleep(wait)  # any moment will do: whatever it hits, the next run must end well
        process.send_signal(signal.SIGKILL)
        process.communicate()
    deadline = time.monotonic() + 30
    while True:
        result = ground.run(*words)
        if result.code != 4 or time.monotonic() > deadline:
            break
        time.sleep(0.2)
    result.expect(0, "deploy after killed ones")
    ground.plan("--exit-code", code=0)
    is_bigger(ground)


@check("pg")
def read_only_role_can_plan(ground):
    ground.load()
    tables = bigger()
    tables[1]["Columns"][2]["Default"] = "CAST(0 AS numeric(10,2))"  # only the server could tell what it prints for this
    ground.make_package(*tables)
    role = ground.role()
    ground.sql("REVOKE ALL ON DATABASE %s FROM PUBLIC; GRANT CONNECT ON DATABASE %s TO %s; ALTER ROLE %s SET default_transaction_read_only = on" % (
        ground.database, ground.database, role, role))
    url = ground.server.url(ground.database, role)
    before = ground.state()
    result = ground.run("plan", "-p", ground.package, "--url", url, "--exit-code", code=2).says("phone", "plan of a read-only role")
    if not re.search(r"(?i)read.only|textual|as text|canonical|privilege|temporary", result.text):
        raise Failure("the plan says nothing about what a read-only role can't check", show_command(result))
    ground.run("deploy", "-p", ground.package, "--url", url, "--yes", code=1)
    ground.unchanged(before, "deploy of a read-only role")


@check("pg")
def older_servers_refuse_what_18_brought(ground):
    """By name, with the version that it needs."""
    ground.load()
    if ground.server.version() >= 18:
        return
    for words, change in (
            ("NOT NULL NO INHERIT", {"NotNullNoInherit": True, "Nullable": False}),
            ("NOT NULL NOT VALID", {"NotNullNotValid": True, "Nullable": False}),
            ("a comment on NOT NULL", {"NotNullComment": "x", "Nullable": False}),
            ("NOT ENFORCED", {"CheckConstraints": [{"Name": "later", "Expression": "1 < 2", "NotEnforced": True}]})):
        tables = bigger()
        (tables[1] if "CheckConstraints" in change else tables[0]["Columns"][-2]).update(change)
        ground.make_package(*tables)
        ground.run("plan", "-p", ground.package, "--url", ground.url, code=1).says(
            "%s needs PostgreSQL 18, this server is %d" % (words, ground.server.version()), words)


columns.register(check, sys.modules[__name__])
extract.register(check, sys.modules[__name__])
families.register(check, sys.modules[__name__])
formats.register(check, sys.modules[__name__])
phases.register(check, sys.modules[__name__])
grants.register(check, sys.modules[__name__])
indexes.register(check, sys.modules[__name__])
prove.register(check, sys.modules[__name__])
journal.register(check, sys.modules[__name__])
lint.register(check, sys.modules[__name__])
pipelines.register(check, sys.modules[__name__])
locks.register(check, sys.modules[__name__])
online.register(check, sys.modules[__name__])
costs.register(check, sys.modules[__name__])
drift.register(check, sys.modules[__name__])
preflight.register(check, sys.modules[__name__])
backfills.register(check, sys.modules[__name__])
contracts.register(check, sys.modules[__name__])
keeping.register(check, sys.modules[__name__])
keeping_mysql.register(check)
parking.register(check, sys.modules[__name__])
scripts.register(check, sys.modules[__name__])
smith.register(check)
review.register(check, sys.modules[__name__])
running.register(check, sys.modules[__name__])
rewrites.register(check)
names.register(check)
remote.register(check)
domains.register(check)
outsiders.register(check)
together.register(check)
partitions.register(check)
spellings.register(check)
unresolved.register(check)


def main(words):
    if [word for word in words if word.startswith("-") and word != "-v"]:
        sys.exit(__doc__)
    pattern = next((word for word in words if not word.startswith("-")), "")
    verbose = "-v" in words
    anneal = program_from_env(verbose)
    os.environ.pop("NO_COLOR", None)  # without a terminal there must be no colour, asked or not
    checks, skipped = [], []

    def add(name, make, function):
        def walk():
            ground = make()
            try:
                function(ground)
            finally:
                ground.close()
        checks.append((name, walk))

    servers = postgres.servers_from_env(verbose)
    mysqls = [found for found in mysql.servers_from_env(verbose) if found[0] in CLI_SERVERS]
    for name, where, function in CHECKS:
        if not in_sample(name):
            continue
        if "once" in where and matches(name, pattern):
            add(name, lambda: Ground(anneal), function)
        if "sqlite" in where and matches(name + " (sqlite)", pattern):
            add(name + " (sqlite)", lambda: SqliteGround(anneal), function)
        for label, server, reason in servers:
            full = "%s (%s)" % (name, label)
            if "pg" not in where or not matches(full, pattern) or not postgres.runs_on(label, name):
                continue
            if server is None:
                skipped.append((full, reason))
            else:
                add(full, lambda server=server: PostgresGround(anneal, server), function)
        for label, server, reason in mysqls:
            full = "%s (%s)" % (name, label)
            if "my" not in where or not matches(full, pattern) or not mysql.runs_on(label, name, CLI_SERVERS):
                continue
            if server is None:
                skipped.append((full, reason))
            else:
                add(full, lambda server=server: MysqlGround(anneal, server), function)
    return run_checks(checks, skipped, verbose=verbose)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
