"""What two SQLite files have in common: PRAGMAs, and from the stored CREATE texts what no PRAGMA tells."""
import contextlib
import difflib
import pathlib
import sqlite3
import subprocess

from .checks import Failure
from .sqltext import bracketed, split_at, text_of, tokens

_CONSTRAINT_WORDS = {"CONSTRAINT", "PRIMARY", "NOT", "NULL", "UNIQUE", "CHECK", "DEFAULT", "COLLATE", "REFERENCES",
                     "GENERATED", "AS"}


@contextlib.contextmanager
def opened(path):
    connection = sqlite3.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    try:
        yield connection
    finally:
        connection.close()


def by_hand(path, script):
    """As a person runs a script."""
    with open(script, encoding="utf-8") as text:
        done = subprocess.run(["sqlite3", str(path)], stdin=text, capture_output=True, text=True, check=False)
    if done.returncode != 0 or done.stderr:
        raise Failure("the script failed", done.stderr + pathlib.Path(script).read_text(encoding="utf-8"))


def load(path, sql):
    with opened(path) as connection:
        try:
            connection.executescript(sql)
        except sqlite3.Error as error:
            raise Failure("SQLite refused the script", str(error))


# The journal (docs/journal.md) is no part of any comparison; whatever else anneal has left in the file is.
JOURNAL = {"_anneal_" + name for name in ("backups", "journal", "lease", "deployments", "steps", "objects", "scripts", "loops",
                                          "recipes", "pause", "spellings")}

BACKUP = "_anneal_backup_"  # what a step has left behind of what it took away, too


def _ours(name):
    return name in JOURNAL or name.startswith(("sqlite_", BACKUP))


def tables(connection):
    return [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            if not _ours(row[0])]


def counts(path):
    with opened(path) as connection:
        return {name: connection.execute('SELECT count(*) FROM "%s"' % name.replace('"', '""')).fetchone()[0]
                for name in tables(connection)}


def answers(path, queries):
    """The rows of each SELECT of a script."""
    with opened(path) as connection:
        found = []
        for some in split_at(tokens(queries), ";"):
            if some:
                query = text_of(some)
                try:
                    found.append("%s\n%s" % ("-- answer %d" % (len(found) + 1),
                                             "\n".join(repr(row) for row in connection.execute(query))))
                except sqlite3.Error as error:
                    raise Failure("data.sql: %s" % query, str(error))
        return "\n".join(found)


def code(path):
    """{name of each view and trigger}."""
    with opened(path) as connection:
        return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('view', 'trigger')")}


def damage(path):
    """"" when the file is whole and no foreign key is broken."""
    with opened(path) as connection:
        wrong = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        wrong += ["broken foreign key: %r" % (row,) for row in connection.execute("PRAGMA foreign_key_check")]
        wrong += ["left behind: %s %s" % row[:2] for row in connection.execute("SELECT type, name, tbl_name FROM sqlite_master")
                  if "anneal" in row[1].lower() and row[2] not in JOURNAL and not row[2].startswith(BACKUP)]
        return "\n".join(wrong)


def _fold(some):
    return text_of(some, fold=True)


def _keys(some):
    """Key parts of an index or key: names or expressions, less COLLATE and direction (PRAGMA tells those)."""
    parts = []
    for part in split_at(some, ","):
        while part and part[-1].upper in ("ASC", "DESC"):
            part = part[:-1]
        if len(part) > 2 and part[-2].upper == "COLLATE":
            part = part[:-2]
        parts.append(_fold(part))
    return parts


class _Entry:
    """Reads the constraints of one CREATE TABLE entry from left to right."""

    def __init__(self, facts, table, column, some):
        self.facts, self.table, self.column, self.rest = facts, table, column, some

    def take(self, *words):
        if [token.upper for token in self.rest[:len(words)]] == list(words):
            self.rest = self.rest[len(words):]
            return True
        return False

    def group(self):
        _, inside, self.rest = bracketed(self.rest)
        return inside

    def conflict(self):
        if self.take("ON", "CONFLICT"):
            word = self.rest[0].upper
            self.rest = self.rest[1:]
            return " on conflict " + word.lower()
        return ""

    def read(self):
        name = None
        while self.rest:
            if self.take("CONSTRAINT"):
                name = self.rest[0].name
                self.rest = self.rest[1:]
                continue
            self.one(name)
            name = None

    def one(self, name):
        facts, table, column = self.facts, self.table, self.column
        if self.take("PRIMARY", "KEY"):
            keys = _keys(self.group()) if column is None else [column.casefold()]
            self.take("ASC") or self.take("DESC")
            conflict = self.conflict()
            more = " autoincrement" if self.take("AUTOINCREMENT") else ""
            if column is None and self.rest and self.rest[0].upper == "AUTOINCREMENT":
                self.rest, more = self.rest[1:], " autoincrement"
            facts.constraint(table, "primary key (%s)%s%s" % (", ".join(keys), more, conflict), name)
        elif self.take("UNIQUE"):
            keys = _keys(self.group()) if column is None else [column.casefold()]
            facts.constraint(table, "unique (%s)%s" % (", ".join(keys), self.conflict()), name)
        elif self.take("CHECK"):
            facts.constraint(table, "check (%s)%s" % (_fold(self.group()), self.conflict()), name)
        elif self.take("FOREIGN", "KEY"):
            self.reference([token for token in self.group()], name)
        elif self.rest[0].upper == "REFERENCES":
            self.reference(None, name)
        elif self.take("NOT", "NULL"):
            conflict = self.conflict()
            if conflict:
                facts.line(table, "column %s: not null%s" % (column, conflict))
        elif self.take("NULL"):
            self.conflict()
        elif self.take("DEFAULT"):
            if self.rest[0].text == "(":
                self.group()
            else:
                self.rest = self.rest[2 if self.rest[0].text in "+-" else 1:]
        elif self.take("COLLATE"):
            collation = self.rest[0].name.upper()
            self.rest = self.rest[1:]
            if collation != "BINARY":
                facts.line(table, "column %s: collate %s" % (column, collation))
        elif self.take("GENERATED", "ALWAYS", "AS") or self.take("AS"):
            facts.line(table, "column %s: generated as (%s)" % (column, _fold(self.group())))
            self.take("STORED") or self.take("VIRTUAL")  # table_xinfo tells
        else:
            raise Failure("the comparer can't read table %s at %s" % (table, text_of(self.rest)))

    def reference(self, columns, name):
        self.take("REFERENCES")
        parent = self.rest[0].name
        self.rest = self.rest[1:]
        if self.rest and self.rest[0].text == "(":
            self.group()
        when = ""
        while self.rest:
            if self.take("ON", "DELETE") or self.take("ON", "UPDATE"):
                self.take("SET", "NULL") or self.take("SET", "DEFAULT") or self.take("NO", "ACTION") or \
                    self.take("CASCADE") or self.take("RESTRICT")
            elif self.take("MATCH"):
                self.rest = self.rest[1:]
            elif self.take("NOT", "DEFERRABLE"):
                self.take("INITIALLY", "DEFERRED") or self.take("INITIALLY", "IMMEDIATE")
            elif self.take("DEFERRABLE"):
                when = " deferrable"
                if self.take("INITIALLY", "DEFERRED"):
                    when += " initially deferred"
                else:
                    self.take("INITIALLY", "IMMEDIATE")
            else:
                break
        keys = [self.column] if columns is None else [t.name for part in split_at(columns, ",") for t in part]
        self.facts.constraint(self.table, "foreign key (%s) to %s%s" % (
            ", ".join(key.casefold() for key in keys), parent.casefold(), when), name)


class _Facts:
    """Everything about one file as lines; names of constraints apart, since a name left out is no wish."""

    def __init__(self):
        self.lines, self.named = [], []

    def line(self, table, text):
        self.lines.append("table %s: %s" % (table, text))

    def constraint(self, table, text, name):
        self.line(table, text)
        if name is not None:
            self.named.append("table %s: %s is named %s" % (table, text, name))


def _describe_table(connection, table, sql, facts):
    strict, without_rowid = connection.execute(
        "SELECT strict, wr FROM pragma_table_list WHERE schema = 'main' AND name = ?", (table,)).fetchone()
    facts.line(table, "strict %d, without rowid %d" % (strict, without_rowid))
    columns = connection.execute("SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?)",
                                 (table,)).fetchall()
    keys = [row for row in columns if row[4]]
    rowid_alias = keys[0][0] if len(keys) == 1 and keys[0][1].upper() == "INTEGER" and not without_rowid else None
    for name, kind, not_null, default, key, hidden in columns:
        # A rowid alias can't be NULL, said or not.
        facts.line(table, "column %s: %s, %s, default %s, key part %d, hidden %d" % (
            name, " ".join(kind.lower().split()).replace(" (", "(").replace(", ", ","),
            "not null" if not_null or name == rowid_alias else "nullable",
            "none" if default is None else _fold(tokens(default)), key, hidden))
    before, inside, after = bracketed(tokens(sql))
    for entry in split_at(inside, ","):
        if not entry:
            continue
        if entry[0].upper in ("CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"):
            _Entry(facts, table, None, entry).read()
            continue
        at = next((i for i in range(1, len(entry)) if entry[i].upper in _CONSTRAINT_WORDS), len(entry))
        _Entry(facts, table, entry[0].name, entry[at:]).read()
    _describe_foreign_keys(connection, table, facts)


def _describe_foreign_keys(connection, table, facts):
    found = {}
    for number, _, parent, column, other, on_update, on_delete, match in connection.execute(
            "SELECT id, seq, \"table\", \"from\", \"to\", on_update, on_delete, match FROM pragma_foreign_key_list(?) ORDER BY id, seq",
            (table,)):
        found.setdefault(number, (parent, on_update, on_delete, match, []))[4].append((column, other))
    for parent, on_update, on_delete, match, pairs in found.values():
        if pairs[0][1] is None:  # no columns given: the parent's key
            key = [row[0] for row in connection.execute(
                "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", (parent,))]
            pairs = [(column, other) for (column, _), other in zip(pairs, key)]
        facts.line(table, "references %s (%s), update %s, delete %s, match %s" % (
            parent.casefold(), ", ".join("%s = %s" % (c.casefold(), o.casefold()) for c, o in pairs),
            on_update, on_delete, "SIMPLE" if match == "NONE" else match))


def _describe_indexes(connection, table, facts):
    for name, unique, origin, partial in connection.execute(
            "SELECT name, \"unique\", origin, partial FROM pragma_index_list(?)", (table,)).fetchall():
        keys = ["%s%s collate %s" % ("(expression)" if column is None else column, " desc" if desc else "", collation)
                for column, desc, collation in connection.execute(
                    "SELECT name, \"desc\", coll FROM pragma_index_xinfo(?) WHERE key = 1", (name,))]
        row = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?", (name,)).fetchone()
        more = ""
        if row and row[0]:
            _, inside, after = bracketed(tokens(row[0]))
            more = " on (%s) %s" % (", ".join(_keys(inside)), _fold(after))
        # The server makes up the names behind constraints.
        facts.line(table, "index %s: unique %d, origin %s, partial %d, keys %s%s" % (
            name if origin == "c" else "of a constraint", unique, origin, partial, ", ".join(keys), more))


def describe(path):
    facts = _Facts()
    with opened(path) as connection:
        for kind, name, table, sql in connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2").fetchall():
            if _ours(name) or _ours(table):
                continue
            if kind == "table":
                if tokens(sql)[1].upper == "VIRTUAL":
                    facts.line(name, _fold(tokens(sql)))
                    continue
                _describe_table(connection, name, sql, facts)
                _describe_indexes(connection, name, facts)
            elif kind in ("view", "trigger"):
                facts.lines.append("%s %s: %s" % (kind, name, _fold(tokens(sql))))
    return facts


def compare(want_path, got_path):
    """"" when two files have the same structure, else the differences."""
    want, got = describe(want_path), describe(got_path)
    unmet = [line for line in want.named if line not in got.named]
    if sorted(want.lines) == sorted(got.lines) and not unmet:
        return ""
    shown = list(difflib.unified_diff(sorted(want.lines), sorted(got.lines), "as the package says", "as deployed",
                                      lineterm="", n=0))
    return "\n".join(shown + ["missing: " + line for line in unmet])
