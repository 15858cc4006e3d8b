"""Databases of one scenario: as many fresh copies as wanted, and what of them must be the same after every run."""
import hashlib
import itertools
import pathlib
import shutil
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "pairs"))

from harness import postgres, sqlite  # noqa: E402
from harness.checks import Failure  # noqa: E402

_numbers = itertools.count(1)


class SqliteBench:
    label = "sqlite"

    def __init__(self, scenario, folder):
        self.folder = folder
        self.template, self.wanted = folder / "template.db", folder / "wanted.db"
        sqlite.load(self.template, scenario.text("before", "sqlite"))
        sqlite.load(self.wanted, scenario.text("after", "sqlite"))
        self._structure = None

    def close(self):
        pass

    def wanted_url(self):
        return "sqlite:%s" % self.wanted

    def fresh(self):
        path = self.folder / ("live%d.db" % next(_numbers))
        shutil.copyfile(self.template, path)
        return path

    def drop(self, path):
        for one in self.folder.glob(path.name + "*"):
            one.unlink()

    def url(self, path):
        return "sqlite:%s" % path

    def keep(self, path):
        """Whatever a later run leaves must be as here: structure by an independent route, and all rows."""
        self._check_structure(path)
        self._rows = self.rows(path)

    def _check_structure(self, path):
        difference = sqlite.compare(self.wanted, path)
        if difference:
            raise Failure("the structure is not the one of the package", difference)

    def compare(self, path):
        self._check_structure(path)
        rows = self.rows(path)
        if rows != self._rows:
            raise Failure("the rows are not those of an undisturbed run", difference_of(self._rows, rows))
        damage = sqlite.damage(path)
        if damage:
            raise Failure("the file is damaged, or something was left behind", damage)

    def rows(self, path):
        """{table: (count, checksum, first rows)} of all that is not anneal's own; columns by name."""
        found = {}
        with sqlite.opened(path) as connection:
            for table in sqlite.tables(connection):
                names = sorted(row[0] for row in connection.execute("SELECT name FROM pragma_table_xinfo(?)", (table,)))
                what = ", ".join("typeof({0}), quote({0})".format('"%s"' % name.replace('"', '""')) for name in names)
                rows = sorted(connection.execute('SELECT %s FROM "%s"' % (what, table.replace('"', '""'))).fetchall())
                found[table] = (len(rows), hashlib.sha256(repr((names, rows)).encode()).hexdigest(), repr(rows[:8]))
        return found

    def query(self, path, sql):
        with sqlite.opened(path) as connection:
            return "\n".join("|".join(str(cell) for cell in row) for row in connection.execute(sql))

    def take_lock_away(self, path):
        pathlib.Path("%s-anneal-lock" % path).unlink(missing_ok=True)

    def change(self, path, sql):
        sqlite.load(path, sql)

    def leftover_files(self, path):
        """Files beside the database that no process holds any more; a lock's file may stay after a kill."""
        allowed = {path.name, path.name + "-anneal-lock", path.name + "-anneal-lock-journal",
                   path.name + "-wal", path.name + "-shm"}
        return [one.name for one in self.folder.glob(path.name + "*") if one.name not in allowed]


class PostgresBench:
    def __init__(self, server, scenario):
        self.server, self.label = server, server.label
        self.template, self.wanted = server.create("_template"), server.create("_wanted")
        server.script(self.template, scenario.text("before", "postgres"))
        server.script(self.wanted, scenario.text("after", "postgres"))

    def close(self):
        for name in (self.template, self.wanted):
            self.server.drop(name)

    def wanted_url(self):
        return self.server.url(self.wanted)

    def fresh(self):
        name = "%s_%d" % (self.template, next(_numbers))
        self.server.script(None, "CREATE DATABASE %s TEMPLATE %s" % (name, self.template))
        return name

    def drop(self, name):
        self.server.drop(name)

    def url(self, name):
        return self.server.url(name)

    def keep(self, name):
        difference = postgres.compare(self.server, self.wanted, name)
        if difference:
            raise Failure("the structure is not the one of the package", difference)
        self._structure = postgres.normal_form(self.server.dump(name))
        self._rows = self.rows(name)

    def compare(self, name):
        structure = postgres.normal_form(self.server.dump(name))
        if structure != self._structure:
            raise Failure("the structure is not that of an undisturbed run", difference_of(self._structure, structure))
        rows = self.rows(name)
        if rows != self._rows:
            raise Failure("the rows are not those of an undisturbed run", difference_of(self._rows, rows))
        left = postgres.leftovers(self.server, name)
        if left:
            raise Failure("something was left behind", left)

    def rows(self, name):
        """A line for each table with its count and a checksum of its rows as JSON, whose keys are sorted."""
        return self.server.query(name, """
            SELECT format('%I.%I ', n.nspname, c.relname) || (xpath('/row/n/text()', query_to_xml(format(
                     'SELECT count(*) || '' '' || md5(coalesce(string_agg(to_jsonb(t)::text, '','' ORDER BY to_jsonb(t)::text), '''')) AS n
                        FROM %I.%I t', n.nspname, c.relname), false, true, '')))[1]::text
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind = 'r' AND n.nspname !~ '^(pg_|information_schema$|anneal$|anneal_backup$)'
             ORDER BY 1""")

    def query(self, name, sql):
        return self.server.query(name, sql)

    def change(self, name, sql):
        self.server.script(name, sql)

    def take_lock_away(self, name):
        self.server.query(None, """
            SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE locktype = 'advisory' AND granted
               AND database = (SELECT oid FROM pg_database WHERE datname = '%s')""" % name)

    def leftover_files(self, name):
        return []


def difference_of(wanted, found):
    if isinstance(wanted, dict):
        keys = sorted(set(wanted) | set(found))
        return "\n".join("%s: wanted %s\n    found  %s" % (key, wanted.get(key), found.get(key))
                         for key in keys if wanted.get(key) != found.get(key))
    wanted, found = (one if isinstance(one, list) else one.split("\n") for one in (wanted, found))
    return "\n".join(["- " + line for line in wanted if line not in found] + ["+ " + line for line in found if line not in wanted])
