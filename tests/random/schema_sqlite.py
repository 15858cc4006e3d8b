"""Random SQLite schemas, random edits of one and rows for it.

Tables and columns are known by number, so that a view, a trigger or a key follows a rename by itself.
"""
import copy

NAMES = ["id", "order", "Select", "a b", "naïve", 'say "x"', "it's", "Total", "total_net", "x", "y", "val", "group", "weird.name", "ref",
         "old", "new", "rowid", "[b]", "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9"]
TABLE_NAMES = ["t1", "t2", "Orders", "order", "line items", "Customer", 'q"t', "naïve", "table", "a.b", "x1", "x2", "x3", "x4"]
LOOSE_TYPES = ["INTEGER", "INT", "TEXT", "VARCHAR(20)", "REAL", "NUMERIC", "DECIMAL(10, 2)", "BLOB", "", "DATE", "boolean", "FLOATING POINT"]
STRICT_TYPES = ["INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"]
ACTIONS = ["NO ACTION", "NO ACTION", "CASCADE", "SET NULL", "RESTRICT", "SET DEFAULT"]


def quote(name):
    return '"' + name.replace('"', '""') + '"'


class Column:
    def __init__(self, number, name, kind):
        self.number, self.name, self.kind = number, name, kind
        self.not_null, self.default, self.collate = False, None, None
        self.generated = None  # (text with %s for the other column, its number, STORED or VIRTUAL)
        self.conflict = ""


class Table:
    def __init__(self, number, name):
        self.number, self.name = number, name
        self.columns = []
        self.key, self.alias, self.auto, self.key_name, self.key_conflict = [], False, False, None, ""
        self.uniques = []   # [name or None, [column numbers], conflict]
        self.checks = []    # [name or None, template, [column numbers]]
        self.foreign = []   # [name or None, column number, table number or None for itself, action, deferred]
        self.indexes = []   # [name, unique, [(column number, suffix or template)], template or None, number]
        self.strict = self.without_rowid = False

    def column(self, number):
        return next((one for one in self.columns if one.number == number), None)

    def label(self, number):
        return quote(self.column(number).name)

    def used(self):
        """Numbers of columns that something of the table stands on."""
        found = set(self.key)
        for _, numbers, _ in self.uniques:
            found.update(numbers)
        for _, _, numbers in self.checks:
            found.update(numbers)
        found.update(row[1] for row in self.foreign)
        for row in self.indexes:
            found.update(number for number, _ in row[2])
            found.add(row[4])
        found.update(one.generated[1] for one in self.columns if one.generated)
        return found


class Schema:
    def __init__(self):
        self.tables, self.next = [], 1
        self.views, self.triggers = [], []  # [name, table number, [column numbers] or None], [name, table number, column number, event]

    def number(self):
        self.next += 1
        return self.next

    def table(self, number):
        return next((one for one in self.tables if one.number == number), None)


class Maker:
    """Makes and edits schemas by one source of chance."""

    def __init__(self, random):
        self.random = random

    def some(self, chance):
        return self.random.random() < chance

    def free(self, names, taken):
        taken = {name.casefold() for name in taken}
        left = [name for name in names if name.casefold() not in taken]
        return self.random.choice(left) if left else "extra%d" % len(taken)

    def schema(self):
        schema = Schema()
        for _ in range(self.random.randint(1, 4)):
            self.add_table(schema)
        for table in schema.tables:
            self.mend(schema, table)
        for _ in range(self.random.randint(0, 2)):
            self.add_view(schema)
        for _ in range(self.random.randint(0, 2)):
            self.add_trigger(schema)
        return schema

    def add_table(self, schema):
        table = Table(schema.number(), self.free(TABLE_NAMES, [one.name for one in schema.tables]))
        table.strict = self.some(0.2)
        for _ in range(self.random.randint(1, 6)):
            self.add_column(schema, table)
        plain = [one for one in table.columns if not one.generated]
        how = self.random.random()
        if how < 0.45:
            first = plain[0]
            first.kind, first.default, first.collate, first.not_null, first.conflict = "INTEGER", None, None, self.some(0.5), ""
            table.key, table.alias, table.auto = [first.number], True, self.some(0.4)
        elif how < 0.8:
            table.key = [one.number for one in self.random.sample(plain, min(len(plain), self.random.randint(1, 2)))]
            table.without_rowid = self.some(0.4)
            table.alias = self.is_alias(table)
            for number in table.key:
                table.column(number).not_null = True
        if table.key and self.some(0.3):
            table.key_name = "pk" + str(table.number)
        schema.tables.append(table)
        for _ in range(self.random.randint(0, 3)):
            self.add_part(schema, table)
        return table

    @staticmethod
    def is_alias(table):
        return len(table.key) == 1 and not table.without_rowid and table.column(table.key[0]).kind == "INTEGER"

    def kind(self, table):
        return self.random.choice(STRICT_TYPES if table.strict else LOOSE_TYPES)

    def add_column(self, schema, table):
        column = Column(schema.number(), self.free(NAMES, [one.name for one in table.columns]), self.kind(table))
        plain = [one for one in table.columns if not one.generated]
        if plain and self.some(0.12):
            column.generated = (self.random.choice(["length(%s)", "%s || 'x'", "coalesce(%s, 7)", "abs(1)+length(%s)"]),
                                self.random.choice(plain).number, self.random.choice(["STORED", "VIRTUAL"]))
            if table.strict:
                column.kind = "ANY"
        else:
            self.set_default(table, column)
            column.not_null = self.some(0.3)
            if column.not_null and self.some(0.15):
                column.conflict = " ON CONFLICT " + self.random.choice(["IGNORE", "REPLACE", "ROLLBACK", "FAIL"])
        if self.some(0.15):
            column.collate = self.random.choice(["NOCASE", "RTRIM"])
        table.columns.append(column)
        return column

    def set_default(self, table, column):
        column.default = None
        if not self.some(0.4):
            return
        kind = column.kind.upper()
        if "INT" in kind or kind in ("REAL", "NUMERIC", "BOOLEAN", "ANY") or kind.startswith("DEC") or "FLOAT" in kind:
            column.default = self.random.choice(["0", "1", "-5", "+7", "(1 + 2)", "10", "TRUE"])
        elif kind == "BLOB":
            column.default = self.random.choice(["x'00ff'", "NULL"])
        else:
            column.default = self.random.choice(["'x'", "''", "'it''s'", "('a' || 'b')", "NULL", "'007'"])

    def add_part(self, schema, table):
        plain = [one for one in table.columns if not one.generated]
        pick = lambda most: [one.number for one in self.random.sample(plain, min(len(plain), self.random.randint(1, most)))]
        what = self.random.choice(["unique", "check", "foreign", "foreign", "index", "index"])
        named = lambda prefix: prefix + str(schema.number()) if self.some(0.6) else None
        if what == "unique":
            numbers = pick(2)
            if all(set(numbers) != set(row[1]) for row in table.uniques) and set(numbers) != set(table.key):
                table.uniques.append([named("uq"), numbers, self.random.choice(["", "", "", " ON CONFLICT REPLACE", " ON CONFLICT IGNORE"])])
        elif what == "check":
            numbers = pick(1)
            text = self.random.choice(["length(%s) < 1000", "typeof(%s) <> 'none'", "%s IS NULL OR %s IS NOT NULL", "%s <> '  z'",
                                       "%s NOT IN (-99, 'bad')"])
            if all(row[1:] != [text, numbers] for row in table.checks):
                table.checks.append([named("ck"), text, numbers])
        elif what == "foreign":
            parents = [one for one in schema.tables if one.alias]
            child = self.random.choice(plain)
            if parents and child.number not in table.key and all(row[1] != child.number for row in table.foreign):
                table.foreign.append([named("fk"), child.number, self.random.choice(parents).number, self.random.choice(ACTIONS),
                                      self.some(0.2)])
        else:
            unique, numbers = self.some(0.2), pick(3)
            suffixes = ["", "", " DESC", " COLLATE NOCASE", " COLLATE RTRIM DESC"]
            keys = [(number, self.random.choice(suffixes)) for number in numbers]
            if self.some(0.15):
                keys[0] = (keys[0][0], self.random.choice(["lower(%s)", "length(%s)", "substr(%s, 1, 3)"]))
            where = self.random.choice(["%s IS NOT NULL", "%s <> ''"]) if self.some(0.2) else None
            table.indexes.append(["ix %d" % schema.number() if self.some(0.3) else "ix%d" % schema.number(), unique, keys, where,
                                  self.random.choice(plain).number])

    def add_view(self, schema):
        table = self.random.choice(schema.tables)
        numbers = [one.number for one in self.random.sample(table.columns, self.random.randint(1, len(table.columns)))]
        schema.views.append(["view %d" % schema.number(), table.number, None if self.some(0.2) else numbers])

    def add_trigger(self, schema):
        table = self.random.choice(schema.tables)
        schema.triggers.append(["trig%d" % schema.number(), table.number, self.random.choice(table.columns).number,
                                self.random.choice(["INSERT", "DELETE", "UPDATE"])])

    # ---- edits ----

    def edited(self, before):
        """A changed copy, and what the package must say of old names."""
        schema = copy.deepcopy(before)
        edits = [self.rename_table, self.swap_tables, self.rename_column, self.rename_column, self.swap_columns, self.drop_table,
                 self.drop_column, self.drop_column, self.new_table, self.new_column, self.new_column, self.retype, self.retype,
                 self.renull, self.redefault, self.recollate, self.regenerate, self.drop_part, self.drop_part, self.new_part,
                 self.new_part, self.change_part, self.toggle_strict, self.toggle_rowid, self.rekey, self.toggle_auto, self.reuse_name,
                 self.change_view, self.drop_view, self.new_view, self.change_trigger, self.drop_trigger, self.new_trigger]
        for _ in range(self.random.choice([1, 1, 2, 3, 4, 6, 9])):
            self.random.choice(edits)(schema, self.random.choice(schema.tables))
        for table in schema.tables:
            self.mend(schema, table)
        return schema

    def is_seen(self, schema, table, number):
        return any(row[1] == table.number and row[2] is not None and number in row[2] for row in schema.views) or \
            any(row[1] == table.number and row[2] == number for row in schema.triggers)

    def overlook(self, schema, table, number):
        """Views and triggers that use a column do without it, mostly."""
        rest = [one.number for one in table.columns if one.number != number]
        if not rest or self.some(0.3):
            return False
        for row in schema.views:
            if row[1] == table.number and row[2] is not None and number in row[2]:
                row[2] = [one for one in row[2] if one != number] or [rest[0]]
        for row in schema.triggers:
            if row[1] == table.number and row[2] == number:
                row[2] = self.random.choice(rest)
        return True

    def change_view(self, schema, table):
        if schema.views:
            row = self.random.choice(schema.views)
            columns = schema.table(row[1]).columns
            row[2] = [one.number for one in self.random.sample(columns, self.random.randint(1, len(columns)))]

    def drop_view(self, schema, table):
        if schema.views:
            schema.views.remove(self.random.choice(schema.views))

    def new_view(self, schema, table):
        self.add_view(schema)

    def change_trigger(self, schema, table):
        """Another event, another column, or another table altogether."""
        if schema.triggers:
            row = self.random.choice(schema.triggers)
            if self.some(0.3):
                row[1] = self.random.choice(schema.tables).number
            row[2] = self.random.choice(schema.table(row[1]).columns).number
            row[3] = self.random.choice(["INSERT", "DELETE", "UPDATE"])

    def drop_trigger(self, schema, table):
        if schema.triggers:
            schema.triggers.remove(self.random.choice(schema.triggers))

    def new_trigger(self, schema, table):
        self.add_trigger(schema)

    def rename_table(self, schema, table):
        table.name = table.name.swapcase() if self.some(0.1) else self.free(TABLE_NAMES, [one.name for one in schema.tables])

    def swap_tables(self, schema, table):
        other = self.random.choice(schema.tables)
        table.name, other.name = other.name, table.name

    def rename_column(self, schema, table):
        self.random.choice(table.columns).name = self.free(NAMES, [one.name for one in table.columns])

    def swap_columns(self, schema, table):
        one, other = self.random.choice(table.columns), self.random.choice(table.columns)
        one.name, other.name = other.name, one.name

    def reuse_name(self, schema, table):
        """A column is renamed, and a new one takes its old name."""
        old = self.random.choice(table.columns)
        name = old.name
        self.rename_column(schema, table)
        if all(one.name.casefold() != name.casefold() for one in table.columns):
            self.add_column(schema, table).name = name

    def drop_table(self, schema, table):
        if len(schema.tables) < 2:
            return
        schema.tables.remove(table)
        schema.views = [row for row in schema.views if row[1] != table.number]
        schema.triggers = [row for row in schema.triggers if row[1] != table.number]
        for other in schema.tables:
            other.foreign = [row for row in other.foreign if row[2] != table.number]

    def drop_column(self, schema, table):
        column = self.random.choice(table.columns)
        plain = [one for one in table.columns if not one.generated]
        if (self.is_seen(schema, table, column.number) and not self.overlook(schema, table, column.number)) or (plain == [column]) or \
                (column.number in table.key and (table.without_rowid or len(table.key) == 1)):
            return
        table.columns.remove(column)
        if column.number in table.key:
            table.key.remove(column.number)
        table.uniques = [row for row in table.uniques if column.number not in row[1]]
        table.checks = [row for row in table.checks if column.number not in row[2]]
        table.foreign = [row for row in table.foreign if row[1] != column.number]
        table.indexes = [row for row in table.indexes if column.number != row[4] and all(key[0] != column.number for key in row[2])]
        for one in [one for one in table.columns if one.generated and one.generated[1] == column.number]:
            one.generated = None

    def new_table(self, schema, table):
        self.add_table(schema)

    def new_column(self, schema, table):
        column = self.add_column(schema, table)
        if column.not_null and column.default in (None, "NULL") and self.some(0.9):
            column.not_null, column.conflict = False, ""

    def retype(self, schema, table):
        column = self.random.choice(table.columns)
        if not column.generated:
            column.kind = self.kind(table)

    def renull(self, schema, table):
        column = self.random.choice(table.columns)
        if not column.generated:
            column.not_null, column.conflict = not column.not_null, ""

    def redefault(self, schema, table):
        column = self.random.choice(table.columns)
        if not column.generated:
            self.set_default(table, column)

    def recollate(self, schema, table):
        self.random.choice(table.columns).collate = self.random.choice([None, "NOCASE", "RTRIM"])

    def regenerate(self, schema, table):
        column = self.random.choice(table.columns)
        if column.generated and self.some(0.5):
            column.generated = None
        elif column.generated:
            column.generated = ("coalesce(%s, 8)", column.generated[1], self.random.choice(["STORED", "VIRTUAL"]))
        elif column.number not in table.used() and len([one for one in table.columns if not one.generated]) > 1:
            other = self.random.choice([one for one in table.columns if not one.generated and one is not column])
            column.generated, column.default, column.conflict = ("coalesce(%s, 9)", other.number, "VIRTUAL"), None, ""
            column.not_null = False

    def drop_part(self, schema, table):
        lists = [one for one in (table.uniques, table.checks, table.foreign, table.indexes) if one]
        if lists:
            rows = self.random.choice(lists)
            rows.remove(self.random.choice(rows))

    def new_part(self, schema, table):
        self.add_part(schema, table)

    def change_part(self, schema, table):
        if table.foreign and self.some(0.5):
            self.random.choice(table.foreign)[3] = self.random.choice(ACTIONS)
        elif table.indexes:
            row = self.random.choice(table.indexes)
            row[3] = None if row[3] else "%s IS NOT NULL"
        elif table.checks:
            self.random.choice(table.checks)[1] = "length(%s) < 2000"

    def toggle_strict(self, schema, table):
        table.strict = not table.strict

    def toggle_rowid(self, schema, table):
        if table.key:
            table.without_rowid = not table.without_rowid

    def toggle_auto(self, schema, table):
        table.auto = not table.auto

    def rekey(self, schema, table):
        plain = [one for one in table.columns if not one.generated]
        table.key = [one.number for one in self.random.sample(plain, min(len(plain), self.random.randint(0, 2)))]

    def mend(self, schema, table):
        """Makes of a changed table one that SQLite takes."""
        for column in table.columns:
            if table.strict and column.kind.upper() not in STRICT_TYPES:
                kind = column.kind.upper()
                column.kind = "INTEGER" if "INT" in kind else "TEXT" if kind.startswith("VARCHAR") else "ANY"
            if column.generated and table.column(column.generated[1]) is None or \
                    column.generated and table.column(column.generated[1]).generated:
                column.generated = None
            if column.generated:
                column.default, column.conflict = None, ""
                if table.without_rowid:  # integrity_check misreads those that have virtual ones
                    column.generated = column.generated[:2] + ("STORED",)
                if table.strict:  # SQLite checks the type of a virtual column only in integrity_check
                    column.kind = "ANY"
        table.key = [number for number in table.key if table.column(number) and not table.column(number).generated]
        if not table.key:
            table.without_rowid = False
        table.alias = self.is_alias(table)
        table.auto = table.auto and table.alias
        if table.alias:
            table.column(table.key[0]).conflict = ""  # a rowid is never NULL, so it says nothing
        if table.without_rowid:
            for number in table.key:
                table.column(number).not_null = True
        table.uniques = [row for row in table.uniques if set(row[1]) != set(table.key)]
        aliases = {one.number for one in schema.tables if self.is_alias(one)}
        table.foreign = [row for row in table.foreign if row[2] in aliases and not table.column(row[1]).generated]


# ---- text ----

def create_table(schema, table):
    entries = []
    for column in table.columns:
        words = [quote(column.name)]
        if column.kind:
            words.append(column.kind)
        inline = table.auto and table.key == [column.number]
        if inline:
            words.append(("CONSTRAINT %s " % quote(table.key_name) if table.key_name else "") + "PRIMARY KEY AUTOINCREMENT")
        if column.not_null:
            words.append("NOT NULL" + column.conflict)
        if column.default is not None:
            words.append("DEFAULT " + column.default)
        if column.collate:
            words.append("COLLATE " + column.collate)
        if column.generated:
            text, other, kind = column.generated
            words.append("GENERATED ALWAYS AS (%s) %s" % (text.replace("%s", table.label(other)), kind))
        entries.append(" ".join(words))
    named = lambda name: "CONSTRAINT %s " % quote(name) if name else ""
    labels = lambda numbers: ", ".join(table.label(number) for number in numbers)
    if table.key and not table.auto:
        entries.append("%sPRIMARY KEY (%s)" % (named(table.key_name), labels(table.key)))
    for name, numbers, conflict in table.uniques:
        entries.append("%sUNIQUE (%s)%s" % (named(name), labels(numbers), conflict))
    for name, text, numbers in table.checks:
        entries.append("%sCHECK (%s)" % (named(name), text.replace("%s", table.label(numbers[0]))))
    for name, number, parent, action, deferred in table.foreign:
        other = schema.table(parent)
        entries.append("%sFOREIGN KEY (%s) REFERENCES %s (%s) ON DELETE %s%s" % (
            named(name), table.label(number), quote(other.name), other.label(other.key[0]), action,
            " DEFERRABLE INITIALLY DEFERRED" if deferred else ""))
    options = [word for word, wanted in (("STRICT", table.strict), ("WITHOUT ROWID", table.without_rowid)) if wanted]
    return "CREATE TABLE %s (\n  %s\n) %s" % (quote(table.name), ",\n  ".join(entries), ", ".join(options))


def create_index(table, row):
    name, unique, keys, where, number = row
    parts = [suffix.replace("%s", table.label(key)) if "%s" in suffix else table.label(key) + suffix for key, suffix in keys]
    return "CREATE %sINDEX %s ON %s (%s)%s" % ("UNIQUE " if unique else "", quote(name), quote(table.name), ", ".join(parts),
                                               " WHERE " + where.replace("%s", table.label(number)) if where else "")


def create_view(schema, row):
    table = schema.table(row[1])
    what = "*" if row[2] is None else ", ".join("%s AS c%d" % (table.label(number), i) for i, number in enumerate(row[2]))
    return "CREATE VIEW %s AS SELECT %s FROM %s" % (quote(row[0]), what, quote(table.name))


def create_trigger(schema, row):
    name, number, column, event = row
    table = schema.table(number)
    return "CREATE TRIGGER %s AFTER %s ON %s BEGIN INSERT INTO log_of_triggers VALUES (%s, quote(%s.%s)); END" % (
        quote(name), event, quote(table.name), "'" + name + "'", "OLD" if event == "DELETE" else "NEW", table.label(column))


def statements(schema):
    """Tables and indexes first; then, apart, views and triggers."""
    first = [create_table(schema, table) for table in schema.tables]
    first += [create_index(table, row) for table in schema.tables for row in table.indexes]
    first.append("CREATE TABLE log_of_triggers (who TEXT, what TEXT)")
    return first, [create_view(schema, row) for row in schema.views] + [create_trigger(schema, row) for row in schema.triggers]


def renames(before, after):
    """Entries for Package.rename: what has a number in both and another name."""
    found = []
    for table in after.tables:
        old = before.table(table.number)
        if old is None:
            continue
        if old.name != table.name:
            found.append({"table": quote(table.name), "OldName": old.name})
        for column in table.columns:
            same = old.column(column.number)
            if same is not None and same.name != column.name:
                found.append({"table": quote(table.name), "column": column.name, "OldName": same.name})
    return found
