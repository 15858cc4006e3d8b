"""Random PostgreSQL schemas: made, edited and written as SQL.

Everything has a key that an edit keeps, so that the renames between two schemas are known without looking at names.
Row i of a column holds the number `base + i` in whatever type it has, so that rows survive every change of type, fit every
check, and a foreign key's row i refers to row i. A column's type is text, or `@key` of a type of pg_kinds.
"""
import copy
import itertools
import threading

ROWS = 3
NUMBERS = ("smallint", "integer", "bigint", "numeric", "numeric(10,2)", "real", "double precision")
INTEGERS = NUMBERS[:3]
TEXTS = ("text", "character varying", "character varying(20)", "character varying(40)", "character(10)")
TIMES = ("date", "timestamp without time zone", "timestamp with time zone", "timestamp(3) without time zone")
OTHERS = ("boolean", "uuid", "jsonb", "integer[]", "text[]", "bytea", "interval", "inet")
NAMES = ("a", "b", "c", "d", "Order", "select", 't "x"', "x.y", "ü", "a b", "q'q", "100%s", "price", "Ab", "ab", "new", "user", "a_b", "x" * 60,
         "e\\f", "$1", "-- z", "{k}", "id")
SCHEMAS = ("public", "shop", 'S "1"', "x.y", "Select")
COMMENTS = ("plain", "it's", "back\\slash", "two\nlines", "%s {{ $$ ;", "ünï")
COLLATIONS = ('"C"', '"POSIX"')
ACTIONS = ("NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT")

_local = threading.local()  # keys depend on the seed alone


def ident(name):
    return '"' + name.replace('"', '""') + '"'


def literal(text):
    quoted = "'" + text.replace("'", "''").replace("\\", "\\\\") + "'"
    return "E" + quoted if "\\" in text else quoted


class Thing:
    def __init__(self, name, **members):
        self.key, self.name, self.comment = next(_local.keys), name, None
        self.__dict__.update(members)


def family(kind):
    if kind in NUMBERS or kind in TEXTS:
        return "n"
    return "t" if kind in TIMES else kind


class Schema:
    """A whole database."""

    def __init__(self, rng):
        self.rng, self.schemas, self.tables, self.sequences, self.has_rows = rng, [], [], [], False
        self.objects = []  # of pg_kinds

    def clone(self, rng):
        other = copy.copy(self)
        other.rng = None
        other = copy.deepcopy(other)
        other.rng = rng
        return other

    # -- looking

    def table(self, key):
        return next((table for table in self.tables if table.key == key), None)

    def sequence(self, key):
        return next((one for one in self.sequences if one.key == key), None)

    def object(self, key):
        return next((one for one in self.objects if one.key == key), None)

    def foreign_keys(self):
        return [(table, one) for table in self.tables for one in table.fks]

    def relation_names(self, schema):
        names = {one.name for one in self.sequences if one.schema == schema}
        for table in self.tables:
            if table.schema == schema:
                names.add(table.name)
                names |= {one.name for one in table.indexes}
                names |= {"%s_%s_seq" % (table.name[:29], one.name[:29]) for one in table.columns}
        return names

    def fresh(self, used):
        free = [name for name in NAMES if name not in used]
        if free and self.rng.random() < 0.8:
            return self.rng.choice(free)
        return next(name for name in ("n%d" % number for number in itertools.count(self.rng.randrange(90))) if name not in used)

    def fresh_relation(self, schema, table=None):
        used = self.relation_names(schema)
        if table is not None:
            used |= self.constraint_names(table)
        return self.fresh(used)

    def constraint_names(self, table):
        return {one.name for one in table.checks + table.fks + table.indexes}

    # -- making

    def chance(self, share):
        return self.rng.random() < share

    def pick_comment(self):
        return self.rng.choice(COMMENTS) if self.chance(0.2) else None

    def pick_type(self):
        own = ["@%d" % one.key for one in self.objects if hasattr(one, "value")]
        if own and self.chance(0.15):
            return self.rng.choice(own)
        roll = self.rng.random()
        return self.rng.choice(INTEGERS if roll < 0.35 else NUMBERS if roll < 0.5 else TEXTS if roll < 0.75 else TIMES if roll < 0.87 else OTHERS)

    def add_schema(self, name=None):
        free = [one for one in SCHEMAS if one not in [other.name for other in self.schemas]]
        if free:
            self.schemas.append(Thing(name or self.rng.choice(free)))
            self.schemas[-1].comment = self.pick_comment() if self.schemas[-1].name != "public" else None

    def column_of(self, table, kind=None, is_late=False):
        """A new column. `is_late`: the table may have rows, which get a default or NULL."""
        one = Thing(self.fresh({other.name for other in table.columns}), kind=kind or self.pick_type(), notnull=False, default=None,
                    identity=None, serial=None, generated=None, collation=None, base=0, is_late=is_late and self.has_rows and table.rows,
                    is_null=False)
        one.base = one.key % 97 * 10 + 10
        one.comment = self.pick_comment()
        if kind is None:
            if self.chance(0.25):
                one.default = self.rng.choice(("constant", "constant", "call"))
            if one.kind in TEXTS and self.chance(0.2):
                one.collation = self.rng.choice(COLLATIONS)
            one.notnull = self.chance(0.4) and not (one.is_late and one.default is None)
        one.is_null = one.is_late and one.default is None
        table.columns.append(one)
        return one

    def add_table(self):
        schema = self.rng.choice(self.schemas)
        table = Thing(self.fresh_relation(schema.name), schema=schema.name, columns=[], indexes=[], checks=[], fks=[], options={}, rows=True)
        table.comment = self.pick_comment()
        self.tables.append(table)
        for _ in range(self.rng.randrange(1, 7)):
            self.column_of(table)
        if self.chance(0.85):
            self.add_key(table, is_primary=True)
        if self.chance(0.35):
            self.make_numbered(table)
        for _ in range(self.rng.randrange(3)):
            self.rng.choice((self.add_key, self.add_index, self.add_check, self.add_generated))(table)
        if self.chance(0.15):
            table.options["fillfactor"] = str(self.rng.choice((50, 70, 90)))
        return table

    def add_sequence(self):
        schema = self.rng.choice(self.schemas).name
        one = Thing(self.fresh_relation(schema), schema=schema, owner=None, options=self.sequence_options())
        one.comment = self.pick_comment()
        self.sequences.append(one)
        return one

    def sequence_options(self):
        options = {}
        for word, values in (("INCREMENT BY", (1, 2, 5)), ("MAXVALUE", (30000, 32000)), ("START WITH", (1, 3, 10)), ("CACHE", (1, 10))):
            if self.chance(0.2):
                options[word] = self.rng.choice(values)
        if self.chance(0.1):
            options["CYCLE"] = ""
        return options

    def make_numbered(self, table):
        """Identity, serial, or a default from a sequence of its own."""
        free = [one for one in table.columns if one.kind in INTEGERS and not one.generated and not one.identity and not one.serial and
                not one.is_null and not any(one.key in fk.columns for fk in table.fks)]
        if not free:
            return
        one = self.rng.choice(free)
        self.number(table, one, self.rng.choice(("identity", "identity", "serial", "loose")))

    def number(self, table, one, how):
        self.unnumber(one)
        one.default = None
        if how == "identity":
            one.identity, one.notnull, one.identity_options = self.rng.choice(("ALWAYS", "BY DEFAULT")), True, self.sequence_options()
            return
        self.sequences.append(Thing(self.fresh_relation(table.schema), schema=table.schema, options={}, owner=None))
        sequence = self.sequences[-1]
        if how == "serial":
            sequence.owner = (table.key, one.key)
        one.serial = sequence.key

    def unnumber(self, one):
        if one.serial:
            self.sequences = [other for other in self.sequences if other.key != one.serial or other.owner is None]
        one.identity, one.serial = None, None

    def key_columns(self, table):
        return [one for one in table.columns if family(one.kind) in ("n", "t", "uuid") and not one.generated and not one.is_late]

    def add_key(self, table, is_primary=False):
        usable = self.key_columns(table)
        if not usable or (is_primary and any(one.primary for one in table.indexes)):
            return
        some = self.rng.sample(usable, min(len(usable), self.rng.choice((1, 1, 1, 2, 3))))
        key = self.new_index(table, [one.key for one in some], unique=True, constraint=True, primary=is_primary)
        if is_primary:
            for one in some:
                one.notnull = True
        elif self.chance(0.2):
            key.nulls_not_distinct = True
        if self.chance(0.12):
            key.deferrable = self.rng.choice((" DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED"))
        if self.chance(0.15):
            rest = [one.key for one in table.columns if one not in some and one.generated != "virtual"]
            key.include = self.rng.sample(rest, min(1, len(rest)))

    def new_index(self, table, keys, **members):
        one = Thing(self.fresh_relation(table.schema, table), keys=keys, looks=[""] * len(keys), include=[], predicate=None, method="btree",
                    unique=False, constraint=False, primary=False, nulls_not_distinct=False, deferrable="", options={})
        one.__dict__.update(members)
        one.comment = self.pick_comment()
        table.indexes.append(one)
        return one

    def add_index(self, table):
        usable = [one for one in table.columns if family(one.kind) not in ("jsonb", "integer[]", "text[]")]
        if not usable:
            return
        some = self.rng.sample(usable, min(len(usable), self.rng.choice((1, 1, 2, 3))))
        index = self.new_index(table, [one.key for one in some])
        index.unique = not any(one.is_late or one.generated or one.kind == "boolean" for one in some) and self.chance(0.3)
        if not index.unique and len(some) == 1 and self.chance(0.2):
            index.method = "hash"
        index.looks = [self.rng.choice(("", "", "", " DESC", " NULLS FIRST", " DESC NULLS LAST", "upper", "plus")) if index.method == "btree" else ""
                       for _ in some]
        if self.chance(0.3):
            index.predicate = self.condition(table)
        if index.method == "btree" and self.chance(0.2):
            rest = [one.key for one in table.columns if one not in some]
            index.include = self.rng.sample(rest, min(len(rest), self.rng.choice((1, 2))))
        if self.chance(0.15):
            index.options["fillfactor"] = str(self.rng.choice((60, 80)))

    def condition(self, table):
        some = self.rng.sample(table.columns, min(len(table.columns), self.rng.choice((1, 1, 2))))
        return [(one.key, self.rng.choice(("compare", "list", "length", "null"))) for one in some]

    def add_check(self, table):
        one = Thing(self.fresh(self.constraint_names(table)), condition=self.condition(table), no_inherit=self.chance(0.1), not_valid=self.chance(0.1))
        one.comment = self.pick_comment()
        table.checks.append(one)

    def add_generated(self, table):
        usable = [one for one in table.columns if family(one.kind) == "n" and not one.generated and one.collation is None]
        if usable:
            base = self.rng.choice(usable)
            one = self.column_of(table, self.rng.choice(("numeric", "text", "integer")), is_late=True)
            one.generated, one.base_key, one.formula = "stored", base.key, self.rng.randrange(1, 4)

    def add_foreign_key(self, is_late=False):
        child, parent = self.rng.choice(self.tables), self.rng.choice(self.tables)
        keys = [one for one in parent.indexes if one.unique and not one.predicate and not one.deferrable and
                not set(one.looks) & {"upper", "plus"} and len(one.keys) <= 3]
        keys = [one for one in keys if all(not column(parent, key).is_late or not self.has_rows for key in one.keys)]
        if not keys:
            return
        key = self.rng.choice(keys)
        columns = []
        for part in key.keys:
            target = column(parent, part)
            one = self.column_of(child, target.kind, is_late=is_late)
            one.base, one.collation = target.base, target.collation
            columns.append(one.key)
        one = Thing(self.fresh(self.constraint_names(child)), columns=columns, parent=parent.key, related=list(key.keys), not_valid=self.chance(0.1),
                    delete=self.rng.choice(ACTIONS), update=self.rng.choice(ACTIONS), match=self.chance(0.15), deferrable="", some=[])
        if one.delete.startswith("SET") and self.chance(0.3):
            one.some = columns[:1]
        if self.chance(0.2):
            one.deferrable = self.rng.choice((" DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED"))
        one.comment = self.pick_comment()
        child.fks.append(one)

    # -- taking away

    def drop_foreign_keys_on(self, table, keys):
        """Those that need a key of exactly these columns, where no other offers it."""
        for child in self.tables:
            child.fks = [one for one in child.fks if one.parent != table.key or set(one.related) - set(keys) or self.offers(table, one.related)]

    def offers(self, table, related):
        return any(one.unique and not one.predicate and not one.deferrable and not set(one.looks) & {"upper", "plus"} and
                   sorted(one.keys) == sorted(related) for one in table.indexes)

    def settle_foreign_keys(self):
        for child in self.tables:
            child.fks = [one for one in child.fks if self.table(one.parent) and self.offers(self.table(one.parent), one.related)]

    def drop_column(self, table, one):
        if len(table.columns) == 1:
            return
        table.columns.remove(one)
        self.unnumber(one)
        for other in [other for other in table.columns if other.generated and other.base_key == one.key]:
            self.drop_column(table, other)
        table.indexes = [index for index in table.indexes if one.key not in index.keys + index.include + [key for key, _ in index.predicate or ()]]
        table.checks = [check for check in table.checks if one.key not in [key for key, _ in check.condition]]
        table.fks = [fk for fk in table.fks if one.key not in fk.columns]
        for sequence in self.sequences:
            if sequence.owner == (table.key, one.key):
                sequence.owner = None
        self.settle_foreign_keys()

    def drop_table(self, table):
        self.tables.remove(table)
        gone = {one.serial for one in table.columns}
        self.sequences = [one for one in self.sequences if one.key not in gone and (one.owner is None or one.owner[0] != table.key)]
        self.settle_foreign_keys()


def column(table, key):
    return next(one for one in table.columns if one.key == key)


def make(rng, add_object):
    """`add_object(schema, is_first)` adds one of pg_kinds: before there are tables, and then."""
    _local.keys = itertools.count(1)
    schema = Schema(rng)
    schema.has_rows = rng.random() < 0.8
    schema.add_schema("public")
    for _ in range(rng.randrange(1, 3)):
        schema.add_schema()
    for _ in range(rng.randrange(4)):
        add_object(schema, True)
    for _ in range(rng.randrange(2, 9)):
        schema.add_table()
    for _ in range(rng.randrange(3)):
        schema.add_sequence()
    for _ in range(rng.randrange(6)):
        schema.add_foreign_key()
    for _ in range(rng.randrange(6)):
        add_object(schema, False)
    return schema
