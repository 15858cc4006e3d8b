#!/usr/bin/env python3
"""Deploys random edits of random SQLite schemas with rows, and compares with what SQLite itself makes of those rows.

The oracle is a second file with the wanted schema, into which the old rows are copied by one INSERT a table. Where SQLite
refuses that, the rows don't fit what is wanted: then the deploy must fail or hold, and lose nothing.

usage: sqlite.py [--seed N] [--count N] [--keep] [-v]
  --seed   of the first case; case k has seed N + k
  --count  how many cases
  --keep   keeps the folders of cases that fail, and names them
"""
import argparse
import pathlib
import random
import shutil
import sqlite3
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "pairs"))
from harness import sqlite as bench  # noqa: E402
from harness.checks import Failure, Skip, program_from_env, run_checks, say, show_command  # noqa: E402
from harness.package import Package  # noqa: E402
from schema_sqlite import Maker, quote, renames, statements  # noqa: E402


def open_raw(path):
    connection = sqlite3.connect(str(path), isolation_level=None)
    connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    return connection


def value_for(chance, table, column, count, parents):
    """A value of a column; unique ones where a key or unique constraint may want it."""
    kind = column.kind.upper()
    for _, number, parent, _, _ in table.foreign:
        if number == column.number:
            keys = parents.get(parent, [])
            return chance.choice(keys) if keys else None
    if not column.not_null and chance.random() < 0.15 and column.number not in table.key:
        return None
    if "INT" in kind:
        return count * 3 + chance.randint(0, 2)
    if kind == "REAL" or "FLOA" in kind:
        return count + chance.choice([0.5, 0.25])
    if kind == "BLOB":
        return b"\x00\xff" + str(count).encode()
    if "CHAR" in kind or kind == "TEXT":
        return chance.choice(["%d", "00%d", "Text %d", "é%d ", "x'%d"]) % count if chance.random() < 0.9 else str(count)
    if kind in ("ANY", "", "NUMERIC", "DATE", "BOOLEAN") or kind.startswith("DEC"):
        return chance.choice([count, count + 0.5, "t%d" % count, "00%d" % count, b"b%d" % count])
    return count


def fill(chance, schema, connection):
    """Rows for the tables; what a constraint refuses is left out."""
    connection.execute("PRAGMA foreign_keys = OFF")
    parents = {}
    for _ in range(2):  # the second round finds keys of tables that come later
        for table in schema.tables:
            for count in range(len(parents.get(table.number, [])) + 1, len(parents.get(table.number, [])) + chance.choice([2, 4, 9])):
                row = [(column, value_for(chance, table, column, count, parents)) for column in table.columns if not column.generated]
                try:
                    connection.execute("INSERT OR ABORT INTO %s (%s) VALUES (%s)" % (
                        quote(table.name), ", ".join(quote(column.name) for column, _ in row), ", ".join("?" * len(row))),
                        [value for _, value in row])
                except sqlite3.Error:
                    continue
                if table.alias:
                    parents.setdefault(table.number, []).append(next(value for column, value in row if column.number == table.key[0]))
    for table, _, _, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        connection.execute("DELETE FROM %s" % quote(table))
    for table in schema.tables:
        if table.auto and chance.random() < 0.5:
            connection.execute("DELETE FROM %s WHERE %s > 8" % (quote(table.name), table.label(table.key[0])))
    for _ in range(4):
        broken = {row[0] for row in connection.execute("PRAGMA foreign_key_check")}
        for table in broken:
            connection.execute("DELETE FROM %s" % quote(table))
    connection.execute("DELETE FROM log_of_triggers")


def make(path, schema):
    connection = open_raw(path)
    first, second = statements(schema)
    for statement in first:
        connection.execute(statement)
    return connection, second


def copy_rows(before, after, live_path, wanted):
    """Puts the old rows into the wanted file as a plain INSERT would; "" or what SQLite says against it."""
    wanted.execute("ATTACH ? AS live", (str(live_path),))
    try:
        for table in after.tables:
            old = before.table(table.number)
            if old is None:
                continue
            pairs = [(old.column(column.number).name, column.name) for column in table.columns
                     if not column.generated and old.column(column.number) is not None]
            into, out_of = [quote(new) for _, new in pairs], [quote(name) for name, _ in pairs]
            if not old.without_rowid and not table.without_rowid:
                rowid = free_rowid(old), free_rowid(table)
                alias = table.column(table.key[0]) if table.alias else None
                if all(rowid) and (alias is None or old.column(alias.number) is None):
                    into.append(rowid[1])
                    out_of.append(rowid[0])
            if into:
                wanted.execute("INSERT OR ABORT INTO main.%s (%s) SELECT %s FROM live.%s" % (
                    quote(table.name), ", ".join(into), ", ".join(out_of), quote(old.name)))
        wanted.execute("INSERT INTO main.log_of_triggers SELECT * FROM live.log_of_triggers")
    except sqlite3.Error as error:
        return str(error)
    finally:
        wanted.execute("DETACH live")
    broken = wanted.execute("PRAGMA foreign_key_check").fetchone()
    return "foreign key: %r" % (broken,) if broken else ""


def free_rowid(table):
    taken = {column.name.casefold() for column in table.columns}
    return next((name for name in ("rowid", "_rowid_", "oid") if name not in taken), None)


def rows_of(connection, name, columns):
    what = ", ".join("typeof(%s), quote(%s)" % (quote(column), quote(column)) for column in columns)
    return sorted(connection.execute("SELECT %s FROM %s" % (what, quote(name))).fetchall()) if columns else \
        connection.execute("SELECT count(*) FROM %s" % quote(name)).fetchall()


def contents(path, schema, rekeyed):
    """{table: its rows, with rowids but of `rekeyed`}, the answers of views."""
    connection = open_raw(path)
    try:
        found = {}
        for table in schema.tables:
            columns = [column.name for column in table.columns]
            # A key that comes or goes in stages may make another column the rowid for a while.
            rowid = None if table.without_rowid or table.number in rekeyed else free_rowid(table)
            what = ", ".join("typeof(%s), quote(%s)" % (quote(name), quote(name)) for name in columns) + (", " + rowid if rowid else "")
            found[table.name] = sorted(connection.execute("SELECT %s FROM %s" % (what, quote(table.name))).fetchall())
        for row in schema.views:
            # Sorted within the row too: the order of columns is no part of what a package says.
            found[row[0]] = sorted(tuple(sorted(map(repr, one))) for one in connection.execute("SELECT * FROM %s" % quote(row[0])))
        return found
    finally:
        connection.close()


def probe(path, schema):
    """What the triggers write when rows are changed, and which numbers AUTOINCREMENT gives; undone afterwards."""
    connection = open_raw(path)
    try:
        said = []
        for table in schema.tables:
            connection.execute("BEGIN")
            try:
                column = next(column for column in table.columns if not column.generated)
                for statement in ("UPDATE {t} SET {c} = {c}", "DELETE FROM {t}", "INSERT INTO {t} DEFAULT VALUES"):
                    try:
                        connection.execute(statement.format(t=quote(table.name), c=quote(column.name)))
                        if table.auto and "INSERT" in statement:
                            said.append(connection.execute("SELECT max(%s) FROM %s" % (table.label(table.key[0]), quote(table.name))).fetchall())
                    except sqlite3.IntegrityError as error:
                        said.append(type(error).__name__)
                said.append(sorted(connection.execute("SELECT * FROM log_of_triggers").fetchall()))
            finally:
                if connection.in_transaction:  # ON CONFLICT ROLLBACK has done it
                    connection.execute("ROLLBACK")
        return said
    finally:
        connection.close()


def snapshot(path, before, after):
    """Rows of old tables under their old names."""
    connection = open_raw(path)
    try:
        found = {}
        for old in before.tables:
            new = after.table(old.number)
            for column in old.columns:
                same = new.column(column.number) if new is not None else None
                if column.generated or (new is not None and new.strict != old.strict) or \
                        (same is not None and (same.kind != column.kind or same.generated)):
                    continue
                found[old.number, column.number] = rows_of(connection, old.name, [column.name])
            found[old.number] = connection.execute("SELECT count(*) FROM %s" % quote(old.name)).fetchone()[0]
        return found
    finally:
        connection.close()


def expect_nothing_lost(path, before, after, was):
    """Every old column's values are in a table and column of the old or the new name."""
    connection = open_raw(path)
    try:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for old in before.tables:
            new = after.table(old.number)
            names = [name for name in ([new.name] if new else []) + [old.name] if name in tables]
            if not names:
                raise Failure("table %s is gone" % old.name)
            for column in old.columns:
                if (old.number, column.number) not in was:
                    continue
                same = new.column(column.number) if new is not None else None
                wanted = was[old.number, column.number]
                for table in names:
                    have = {row[1] for row in connection.execute("SELECT * FROM pragma_table_xinfo(?)", (table,))}
                    if any(name in have and rows_of(connection, table, [name]) == wanted
                           for name in {column.name, same.name if same else column.name}):
                        break
                else:
                    raise Failure("column %s of table %s lost values without leave" % (column.name, old.name))
        left = [name for name in tables if name.lower().startswith(("_anneal_new", "_anneal_name"))]
        if left:
            raise Failure("left behind: %s" % left)
    finally:
        connection.close()


def check_whole(path):
    damage = bench.damage(path)
    if " value in " in damage:
        # Some versions of integrity_check read the columns of tables WITHOUT ROWID in a wrong order.
        connection = open_raw(path)
        odd = [name for name, in connection.execute("SELECT name FROM pragma_table_list WHERE wr = 1")]
        connection.close()
        damage = "\n".join(line for line in damage.split("\n") if not any(" value in %s." % name in line for name in odd))
    if damage:
        raise Failure("the file is damaged", damage)


class Case:
    def __init__(self, anneal, seed, folder):
        self.anneal, self.seed, self.folder = anneal, seed, folder
        chance = random.Random(seed)
        maker = Maker(chance)
        self.before = maker.schema()
        self.after = maker.edited(self.before)
        self.chance = chance
        self.live, self.wanted, self.package = folder / "live.db", folder / "wanted.db", folder / "pkg"

    def uses_a_name_anew(self):
        """Whether something new has the name of something that goes: without OldName the two are one."""
        fold = lambda rows: {row.name.casefold(): row.number for row in rows}
        pairs = [(fold(self.before.tables), fold(self.after.tables))]
        pairs += [(fold(self.before.table(table.number).columns), fold(table.columns))
                  for table in self.after.tables if self.before.table(table.number)]
        return any(name in was and was[name] != number and was[name] not in now.values()
                   for was, now in pairs for name, number in now.items())

    def run(self):
        if self.uses_a_name_anew():
            raise Skip("a name that goes is used anew")
        live, more = make(self.live, self.before)
        fill(self.chance, self.before, live)
        for statement in more:
            live.execute(statement)
        if self.chance.random() < 0.3:
            live.execute("PRAGMA journal_mode = WAL")
        live.close()
        if bench.damage(self.live):
            raise Skip("SQLite itself calls the rows damaged")
        wanted, more = make(self.wanted, self.after)
        unfit = copy_rows(self.before, self.after, self.live, wanted)
        for statement in more:
            wanted.execute(statement)
        self.keep_sequences(wanted)
        wanted.close()
        self.anneal.run("extract", "--url", "sqlite:%s" % self.wanted, "--out", self.package).expect(0, "extract")
        package = Package(self.package)
        for entry in renames(self.before, self.after):
            package.rename(entry)
        self.deploy(unfit)

    def keep_sequences(self, wanted):
        """What AUTOINCREMENT has given stays given: the oracle's counters are those of the live file."""
        live = open_raw(self.live)
        try:
            if not any(row[0] == "sqlite_sequence" for row in live.execute("SELECT name FROM sqlite_master")):
                return
            given = dict(live.execute("SELECT name, seq FROM sqlite_sequence"))
        finally:
            live.close()
        for table in self.after.tables:
            old = self.before.table(table.number)
            if old is not None and old.auto and table.auto and old.name in given and old.key == table.key:
                wanted.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table.name,))
                wanted.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table.name, given[old.name]))

    def anneal_words(self, *more):
        return ("-p", self.package, "--url", "sqlite:%s" % self.live) + more

    def deploy(self, unfit):
        was = snapshot(self.live, self.before, self.after)
        plan = self.anneal.run("plan", *self.anneal_words("--format", "sql", "--exit-code"))
        plan.expect((0, 2), "plan")
        if "and its OldName" in plan.err or "they look the same" in plan.err:
            raise Skip("OldName can be read in two ways")
        if "--plan" in sys.argv:
            say(plan.text)
        first = self.anneal.run("deploy", *self.anneal_words("--yes"))
        self.step("deploy without --allow", first, (0, 1, 3) if unfit else (0, 3), plan)
        expect_nothing_lost(self.live, self.before, self.after, was)
        check_whole(self.live)
        second = self.anneal.run("deploy", *self.anneal_words("--yes", "--allow", "all,DATA_LOSS"))
        self.step("deploy --allow all", second, (1, 3) if unfit else (0,), plan, unfit)
        check_whole(self.live)
        if unfit:
            return
        difference = bench.compare(self.wanted, self.live)
        if difference:
            raise Failure("the deployed schema is not the one of the package", difference + "\n" + plan.out)
        self.anneal.run("plan", *self.anneal_words("--exit-code")).expect(0, "plan after the deploy")
        if contents(self.wanted, self.after, self.rekeyed()) != contents(self.live, self.after, self.rekeyed()):
            raise Failure("rows differ", self.rows_difference() + plan.out)
        if probe(self.wanted, self.after) != probe(self.live, self.after):
            raise Failure("triggers or counters work otherwise", "wanted %s\nfound  %s\n%s" % (
                probe(self.wanted, self.after), probe(self.live, self.after), plan.out))

    def rekeyed(self):
        return {table.number for table in self.after.tables
                if self.before.table(table.number) and (self.before.table(table.number).key, self.before.table(table.number).alias) !=
                (table.key, table.alias)}

    def rows_difference(self):
        wanted, live = contents(self.wanted, self.after, self.rekeyed()), contents(self.live, self.after, self.rekeyed())
        return "".join("%s:\n  wanted %s\n  found  %s\n" % (name, wanted[name][:6], live[name][:6])
                       for name in wanted if wanted[name] != live[name])

    def step(self, why, result, codes, plan, unfit=""):
        if result.code not in codes:
            raise Failure("%s: exit code %s, not %s%s" % (why, result.code, codes, unfit and " although " + unfit),
                          show_command(result) + "-- the plan was:\n" + plan.out)


def run_case(anneal, seed, keep):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="anneal-random-"))
    kept = False
    try:
        Case(anneal, seed, folder).run()
    except Exception:
        if keep:
            kept = True
            say("kept for seed %d: %s" % (seed, folder))
        raise
    finally:
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--plan", action="store_true", help="show each plan")
    parser.add_argument("-v", action="store_true")
    options = parser.parse_args()
    anneal = program_from_env(options.v)
    checks = [("seed %d" % seed, lambda seed=seed: run_case(anneal, seed, options.keep))
              for seed in range(options.seed, options.seed + options.count)]
    return run_checks(checks, verbose=options.v)


if __name__ == "__main__":
    sys.exit(main())
