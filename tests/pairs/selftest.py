#!/usr/bin/env python3
"""Shows that each check of the drivers can fail: the comparers against hand-made unequal databases, the walk through
a case against a made-up anneal with one fault at a time. Needs no anneal; the PostgreSQL part needs ANNEAL_PG15_URL.

usage: selftest.py [PATTERN] [-v]
"""
import pathlib
import shutil
import sys
import tempfile
import types

import run
from harness import postgres, sqlite
from harness.checks import Failure, Program, matches, run_checks

# ---- SQLite: each replacement in this text must be seen (or, in the second list, must not)

LITE = """
CREATE TABLE parent (id INTEGER PRIMARY KEY, code TEXT UNIQUE);
CREATE TABLE t (
    id INTEGER PRIMARY KEY,
    a TEXT NOT NULL DEFAULT 'x',
    b INTEGER CHECK (b > 0),
    c TEXT COLLATE NOCASE,
    d INTEGER CONSTRAINT d_fk REFERENCES parent (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    f INTEGER REFERENCES parent,
    g TEXT AS (a || 'y') STORED,
    CONSTRAINT t_u UNIQUE (a, b),
    CONSTRAINT t_c CHECK (a <> 'It''s')
);
CREATE TABLE w (k TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE INDEX i ON t (a COLLATE RTRIM, b DESC) WHERE b > 5;
CREATE INDEX e ON t (lower(a));
CREATE TRIGGER tr AFTER INSERT ON t BEGIN DELETE FROM w; END;
CREATE VIEW v AS SELECT a FROM t;
"""
LITE_UNEQUAL = [
    ("a TEXT NOT NULL", "a TEXT"), ("DEFAULT 'x'", "DEFAULT 'X'"), (" DEFAULT 'x'", ""), ("a TEXT", "a VARCHAR(5)"), ("CHECK (b > 0)", "CHECK (b >= 0)"),
    (" CHECK (b > 0)", ""), ("COLLATE NOCASE", ""), ("NOCASE", "RTRIM"), ("ON DELETE CASCADE", "ON DELETE SET NULL"),
    (" DEFERRABLE INITIALLY DEFERRED", ""), ("REFERENCES parent (id)", "REFERENCES parent (code)"), ("CONSTRAINT d_fk ", "CONSTRAINT e_fk "),
    ("'y') STORED", "'z') STORED"), ("STORED", "VIRTUAL"), (" AS (a || 'y') STORED", ""), ("UNIQUE (a, b)", "UNIQUE (b, a)"), ("CONSTRAINT t_u", "CONSTRAINT t_v"),
    ("It''s", "it''s"), (" WITHOUT ROWID", ""), ("w (k TEXT PRIMARY KEY) WITHOUT ROWID", "w (k TEXT PRIMARY KEY) WITHOUT ROWID, STRICT"),
    ("COLLATE RTRIM", "COLLATE NOCASE"), ("b DESC", "b"), (" WHERE b > 5", ""), ("b > 5", "b > 6"), ("lower(a)", "upper(a)"), ("CREATE INDEX i", "CREATE UNIQUE INDEX i"),
    ("CREATE INDEX e", "CREATE INDEX f"), ("DELETE FROM w", "DELETE FROM parent"), ("SELECT a FROM", "SELECT b FROM"), ("code TEXT UNIQUE", "code TEXT"),
    ("id INTEGER PRIMARY KEY,\n    a", "id INTEGER PRIMARY KEY AUTOINCREMENT,\n    a"), ("id INTEGER PRIMARY KEY,\n    a", "id INTEGER NOT NULL,\n    a"),
    ("REFERENCES parent,", "REFERENCES parent DEFERRABLE,"), ("REFERENCES parent,", "REFERENCES parent ON UPDATE CASCADE,"), ("g TEXT", "h TEXT"), ("    c TEXT COLLATE NOCASE,\n", ""), ("CREATE VIEW v AS SELECT a FROM t;", ""), ("UNIQUE (a, b)", "UNIQUE (a, b) ON CONFLICT REPLACE"),
]
LITE_EQUAL = [
    ("CHECK (b > 0)", "check( \"b\">0 )"), ("CREATE INDEX e ON t (lower(a))", "create index if not exists [e] on \"t\"(LOWER(a) asc)"),
    ("REFERENCES parent (id)", "REFERENCES parent"), ("    b INTEGER CHECK (b > 0),\n    c TEXT COLLATE NOCASE,\n", "    c TEXT COLLATE NOCASE, -- c\n    b INTEGER CHECK (b > 0),\n"),
    ("code TEXT UNIQUE)", "code TEXT, UNIQUE (code))"), ("CREATE TABLE w (k TEXT PRIMARY KEY)", "CREATE TABLE w (k TEXT, PRIMARY KEY (k))"),
    ("CREATE TABLE w", "CREATE TABLE _anneal_journal (x); CREATE TABLE w"),
]


def lite_difference(first, second):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="anneal-self-"))
    try:
        for name, sql in (("a.db", first), ("b.db", second)):
            sqlite.load(folder / name, sql)
        return sqlite.compare(folder / "a.db", folder / "b.db")
    finally:
        shutil.rmtree(folder)


def lite_unequal(old, new):
    if old not in LITE:
        raise Failure("the text has no %r" % old)
    if not lite_difference(LITE, LITE.replace(old, new)):
        raise Failure("the comparer does not see %r → %r" % (old, new))


def lite_equal(old, new):
    difference = lite_difference(LITE, LITE.replace(old, new))
    if difference:
        raise Failure("the comparer sees a difference in %r → %r" % (old, new), difference)


def lite_name_left_out():
    """A name that the package leaves out may be anything; one that it gives may not be missing."""
    unnamed = LITE.replace("CONSTRAINT t_u ", "")
    if lite_difference(unnamed, LITE):
        raise Failure("a constraint's name matters although the package gives none")
    if not lite_difference(LITE, unnamed):
        raise Failure("a missing name is not seen")


def lite_damage_is_seen():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="anneal-self-"))
    try:
        sqlite.load(folder / "a.db", LITE)
        if sqlite.damage(folder / "a.db"):
            raise Failure("damage in a sound file", sqlite.damage(folder / "a.db"))
        sqlite.load(folder / "a.db", "PRAGMA foreign_keys = OFF; INSERT INTO t (a, d) VALUES ('q', 99);")
        if "broken foreign key" not in sqlite.damage(folder / "a.db"):
            raise Failure("a broken foreign key is not seen")
        for left in ("t_anneal_new", "_anneal_new_t"):
            sqlite.load(folder / "a.db", "DELETE FROM t; CREATE TABLE %s (x);" % left)
            if "left behind: table %s" % left not in sqlite.damage(folder / "a.db"):
                raise Failure("a left table is not seen")
    finally:
        shutil.rmtree(folder)


# ---- PostgreSQL: each statement after this script must be seen

PG = """
CREATE SCHEMA shop;
CREATE SEQUENCE shop.s;
CREATE TABLE shop.parent (id integer CONSTRAINT parent_pkey PRIMARY KEY, code text CONSTRAINT parent_key UNIQUE);
CREATE TABLE shop.t (
    id integer GENERATED ALWAYS AS IDENTITY CONSTRAINT t_pkey PRIMARY KEY, a text NOT NULL DEFAULT 'x', b integer CONSTRAINT b_check CHECK (b > 0),
    c text COLLATE "C", d integer CONSTRAINT d_fk REFERENCES shop.parent (id), g text GENERATED ALWAYS AS (a || 'y') STORED
) WITH (fillfactor = 70);
CREATE INDEX i ON shop.t (a, b DESC) WHERE b > 5;
COMMENT ON COLUMN shop.t.a IS 'a; "comment"';
"""
PG_UNEQUAL = [
    "ALTER TABLE shop.t ALTER a DROP NOT NULL", "ALTER TABLE shop.t ALTER a SET DEFAULT 'X'", "ALTER TABLE shop.t ALTER a DROP DEFAULT", "ALTER TABLE shop.t ALTER b TYPE bigint",
    "ALTER TABLE shop.t ALTER c TYPE text COLLATE \"POSIX\"", "ALTER TABLE shop.t ALTER g DROP EXPRESSION", "ALTER TABLE shop.t ALTER id SET GENERATED BY DEFAULT",
    "ALTER TABLE shop.t ALTER id SET INCREMENT BY 2", "ALTER TABLE shop.t ALTER id DROP IDENTITY", "ALTER TABLE shop.t DROP CONSTRAINT b_check", "ALTER TABLE shop.t RENAME CONSTRAINT b_check TO b2",
    "ALTER TABLE shop.t DROP CONSTRAINT d_fk, ADD CONSTRAINT d_fk FOREIGN KEY (d) REFERENCES shop.parent (id) ON DELETE CASCADE",
    "ALTER TABLE shop.t ALTER CONSTRAINT d_fk DEFERRABLE", "ALTER TABLE shop.t DROP CONSTRAINT d_fk", "ALTER TABLE shop.t RESET (fillfactor)", "ALTER TABLE shop.t SET (fillfactor = 80)",
    "DROP INDEX shop.i", "ALTER INDEX shop.i RENAME TO j", "DROP INDEX shop.i; CREATE INDEX i ON shop.t (a, b) WHERE b > 5", "DROP INDEX shop.i; CREATE UNIQUE INDEX i ON shop.t (a, b DESC) WHERE b > 5",
    "DROP INDEX shop.i; CREATE INDEX i ON shop.t (a, b DESC) WHERE b > 6", "DROP INDEX shop.i; CREATE INDEX i ON shop.t (a, b DESC) INCLUDE (c) WHERE b > 5",
    "DROP INDEX shop.i; CREATE INDEX i ON shop.t (a text_pattern_ops, b DESC) WHERE b > 5", "DROP INDEX shop.i; CREATE INDEX i ON shop.t (a COLLATE \"C\", b DESC) WHERE b > 5",
    "ALTER TABLE shop.parent DROP CONSTRAINT parent_key; CREATE UNIQUE INDEX parent_key ON shop.parent (code)",
    "ALTER TABLE shop.parent DROP CONSTRAINT parent_key, ADD CONSTRAINT parent_key UNIQUE NULLS NOT DISTINCT (code)", "COMMENT ON COLUMN shop.t.a IS NULL", "COMMENT ON COLUMN shop.t.a IS 'b'",
    "COMMENT ON SCHEMA shop IS 'c'", "COMMENT ON INDEX shop.i IS 'c'", "COMMENT ON CONSTRAINT d_fk ON shop.t IS 'c'", "CREATE SCHEMA other", "ALTER SEQUENCE shop.s CACHE 5",
    "ALTER SEQUENCE shop.s OWNED BY shop.t.b", "DROP SEQUENCE shop.s", "DROP TABLE shop.t", "ALTER TABLE shop.t ADD z integer", "ALTER TABLE shop.t DROP c", "ALTER TABLE shop.t RENAME c TO cc",
    "ALTER TABLE shop.t DROP CONSTRAINT b_check, ADD CONSTRAINT b_check CHECK (b > 0) NOT VALID", "ALTER TABLE shop.t DROP CONSTRAINT t_pkey",
]
PG_EQUAL = [
    "ALTER TABLE shop.t DROP b; ALTER TABLE shop.t ADD b integer CONSTRAINT b_check CHECK (b > 0); CREATE INDEX i ON shop.t (a, b DESC) WHERE b > 5",
    "CREATE SCHEMA anneal; CREATE TABLE anneal.journal (id integer)", "ALTER SEQUENCE shop.t_id_seq RENAME TO other_seq", "INSERT INTO shop.t (a) VALUES ('row')",
]
PG_DAMAGE = [
    ("ALTER TABLE shop.t ADD CONSTRAINT nv CHECK (b < 9) NOT VALID", "not validated"), ("CREATE TABLE shop.anneal_tmp (x integer)", "left behind"),
    ("CREATE INDEX i_ccnew ON shop.t (c)", "left behind"), ("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'shop.i'::regclass", "invalid index"),
]


def pg_pair(server, change, look):
    names = [server.create(), server.create()]
    try:
        server.script(names[0], PG)
        server.script(names[1], PG + change)
        return look(*names)
    finally:
        for name in names:
            server.drop(name)


def pg_unequal(server, change):
    if not pg_pair(server, change, lambda a, b: postgres.compare(server, a, b)):
        raise Failure("the comparer does not see: %s" % change)


def pg_equal(server, change):
    difference = pg_pair(server, change, lambda a, b: postgres.compare(server, a, b))
    if difference:
        raise Failure("the comparer sees a difference after: %s" % change, difference)


def pg_damage(server, change, word):
    found = pg_pair(server, change, lambda a, b: (postgres.leftovers(server, a), postgres.leftovers(server, b)))
    if found[0] or word not in found[1]:
        raise Failure("not seen: %s" % change, "\n".join(found))


# ---- the walk through a case, with a made-up anneal

MADE_UP = r"""#!{python}
import json, os, pathlib, subprocess, sqlite3, sys
fault = os.environ.get("MADE_UP_FAULT", "")
words = sys.argv[1:]
verb = words[0]
value = lambda name: words[words.index(name) + 1]
url = value("--url")
def run_sql(sql):
    if url.startswith("sqlite:"):
        sqlite3.connect(url[7:], isolation_level=None).executescript(sql)
    else:
        subprocess.run([os.path.join(os.environ["ANNEAL_PG15_BIN"], "psql"), "-Xq", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", sql], check=True)
if verb == "extract":
    tables = pathlib.Path(value("--out")) / "Templates" / "Main" / "Tables"
    tables.mkdir(parents=True)
    (tables / "t.json").write_text(json.dumps({{"Schema": "public", "Name": "t", "Columns": [{{"Name": "b"}}]}}))
    sys.exit(1 if fault == "extract" else 0)
done = pathlib.Path(value("-p")) / "done"
if verb == "plan":
    code = 0 if done.exists() else 2
    print("-- plan")
    sys.exit({{"plan": 0, "plan-after": 2}}.get(fault, code) if (fault == "plan") != done.exists() else code)
if verb == "deploy":
    if done.exists():
        print("Deployed again" if fault == "again" else "Nothing to do: x is as y declares.")
        sys.exit(0)
    assert json.loads((pathlib.Path(value("-p")) / "Templates/Main/Tables/t.json").read_text())["Columns"][0]["OldName"] == "a"
    run_sql({{"wrong": "ALTER TABLE t RENAME a TO c", "rows": "DELETE FROM t; ALTER TABLE t RENAME a TO b", "data": "UPDATE t SET a = 'z'; ALTER TABLE t RENAME a TO b"}}.get(
             fault, "ALTER TABLE t RENAME a TO b"))
    done.write_text("")
    sys.exit(3 if fault == "deploy" else 0)
sys.exit(2 if fault == "drift" else 0)
"""
FAULTS = [("", None), ("extract", "extract: exit code 1"), ("plan", "plan before the deploy: exit code 0"), ("deploy", "deploy: exit code 3"),
          ("wrong", "not the one of the package"), ("rows", "had 2 rows and has 0"), ("data", "data.sql answers differ"),
          ("plan-after", "plan after the deploy: exit code 2"), ("again", "second deploy: the output lacks"), ("drift", "drift after the deploy: exit code 2")]


def walk_with_fault(bench, fault, wanted):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="anneal-self-"))
    try:
        case_folder = folder / "cases" / "mini"
        case_folder.mkdir(parents=True)
        (case_folder / "before.sql").write_text("CREATE TABLE t (id integer, a text);\nINSERT INTO t VALUES (1, 'x'), (2, 'y');\n")
        (case_folder / "after.sql").write_text("CREATE TABLE t (id integer, b text);\n")
        (case_folder / "renames.json").write_text('[{"table": "t", "column": "b", "OldName": "a"}]')
        (case_folder / "data.sql").write_text("SELECT a FROM t ORDER BY id;\n-- after\nSELECT b FROM t ORDER BY id;\n")
        program = folder / "anneal"
        program.write_text(MADE_UP.format(python=sys.executable))
        program.chmod(0o755)
        anneal = Program(str(program))
        with_fault = types.SimpleNamespace(run=lambda *words: anneal.run(*words, env={"MADE_UP_FAULT": fault}))
        try:
            run.run_case(run.Case(case_folder), bench, with_fault, keep=False)
        except Failure as failure:
            if wanted is None or wanted not in failure.reason:
                raise Failure("fault %r gives %r" % (fault, failure.reason), failure.detail)
        else:
            if wanted is not None:
                raise Failure("fault %r is not seen" % fault)
    finally:
        shutil.rmtree(folder)


def main(words):
    if [word for word in words if word.startswith("-") and word != "-v"]:
        sys.exit(__doc__)
    pattern = next((word for word in words if not word.startswith("-")), "")
    checks, skipped = [], []

    def add(name, function, *arguments):
        if matches(name, pattern):
            checks.append((name, lambda: function(*arguments)))

    for old, new in LITE_UNEQUAL:
        add("sqlite sees %r → %r" % (old, new), lite_unequal, old, new)
    for old, new in LITE_EQUAL:
        add("sqlite takes as equal %r → %r" % (old, new), lite_equal, old, new)
    add("sqlite names left out", lite_name_left_out)
    add("sqlite damage", lite_damage_is_seen)
    for fault, wanted in FAULTS:
        add("sqlite walk, fault %r" % fault, walk_with_fault, run.SqliteBench(), fault, wanted)
    _, server, reason = postgres.servers_from_env("-v" in words)[0]
    if server is None:
        skipped.append(("postgres", reason))
    else:
        for change in PG_UNEQUAL:
            add("postgres sees %s" % change, pg_unequal, server, change)
        for change in PG_EQUAL:
            add("postgres takes as equal %s" % change, pg_equal, server, change)
        for change, word in PG_DAMAGE:
            add("postgres damage %s" % change, pg_damage, server, change, word)
        for fault, wanted in FAULTS:
            add("postgres walk, fault %r" % fault, walk_with_fault, run.PostgresBench(server), fault, wanted)
    return run_checks(checks, skipped, verbose="-v" in words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
