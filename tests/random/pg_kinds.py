"""Objects beside tables: types, routines, views, what hangs on tables, what stands alone.

One is a Thing with a kind: a class that makes it, edits it and says its SQL. It names tables, columns and others of these by
their keys; what it names and is gone takes it along, or is left out where it can do without.
"""
from pg_schema import INTEGERS, Thing, column, ident, literal

ROLE = "anneal_random"  # grants are to it
_SHAPES = ("%s%d", "%s %d", '%s "%d"', "%s.%d", "Ü%s%d")
_WORDS = ("new", "paid", "it's", "sent out", "done", "late", "a%b", "ü")


def _relation(thing):
    return "%s.%s" % (ident(thing.schema), ident(thing.name))


def _column(table, key):
    return next((one for one in table.columns if one.key == key), None)


def _flip(chosen, all_of_them, rng):
    """One more or one less of a list, in its order; never none."""
    one = rng.choice(all_of_them)
    found = [other for other in all_of_them if (other in chosen) != (other == one)]
    return found or [one]


class Object(Thing):
    """What all have in common."""

    word, first = "o", False  # `first`: it comes before the tables
    is_global = False

    def __init__(self, schema):
        super().__init__("")
        self.name = schema.rng.choice(_SHAPES) % (self.word, self.key)
        self.schema = schema.rng.choice(schema.schemas).name
        self.comment = schema.pick_comment()

    def make(self, schema):
        """Chooses what it is; False: there is nothing to make it of."""

    def holds(self, schema):
        return self.is_global or any(one.name == self.schema for one in schema.schemas)

    def in_use(self, schema):
        """Whether it can't go yet."""
        return False

    def comment_on(self, schema):
        return None

    def sql(self, schema):
        raise NotImplementedError

    def statements(self, schema):
        on = self.comment_on(schema)
        return self.sql(schema) + (["COMMENT ON %s IS %s" % (on, literal(self.comment))] if on and self.comment else [])


# ---- types


class Type(Object):
    first = True

    def columns(self, schema):
        return [one for table in schema.tables for one in table.columns if one.kind == "@%d" % self.key]

    def in_use(self, schema):
        return bool(self.columns(schema)) or any(isinstance(one, TypedTable) and one.type == self.key for one in schema.objects)


class Enum(Type):
    word = "mood"

    def make(self, schema):
        self.words = list(_WORDS[:schema.rng.choice((3, 4, 5))])  # three of them stand in rows

    def edit(self, schema):
        more = [word for word in _WORDS if word not in self.words]
        if len(self.words) > 3 and schema.chance(0.3):
            self.words.remove(schema.rng.choice([word for word in self.words if word not in _WORDS[:3]]))
        elif more:
            self.words.insert(schema.rng.randrange(len(self.words) + 1), schema.rng.choice(more))
        else:
            return False

    def value(self, number, row):
        return literal(_WORDS[row])

    def sql(self, schema):
        return ["CREATE TYPE %s AS ENUM (%s)" % (_relation(self), ", ".join(literal(word) for word in self.words))]

    def comment_on(self, schema):
        return "TYPE " + _relation(self)


class Domain(Type):
    word = "amount"

    def make(self, schema):
        self.base, self.least, self.default = schema.rng.choice(("integer", "numeric(12,2)", "text")), 1, None

    def edit(self, schema):
        if schema.chance(0.5):
            self.least = schema.rng.choice([one for one in (None, 1, 2, 3) if one != self.least])
        else:
            self.default = None if self.default else "7"

    def value(self, number, row):
        return "'%d'" % number

    def sql(self, schema):
        check = " CONSTRAINT ok CHECK (VALUE%s > %d)" % ("::numeric" if self.base == "text" else "", self.least) if self.least else ""
        return ["CREATE DOMAIN %s AS %s%s%s" % (_relation(self), self.base, " DEFAULT '%s'" % self.default if self.default else "", check)]

    def comment_on(self, schema):
        return "DOMAIN " + _relation(self)


class Composite(Type):
    word = "pair"

    def make(self, schema):
        self.fields = [("n", "integer"), ("Word", "text")]

    def edit(self, schema):
        # A typed table adds its own columns, and rows have values for two attributes only.
        if len(self.fields) > 2 and schema.chance(0.5):
            self.fields.pop()
        else:
            self.fields.append(("f%d" % len(self.fields), schema.rng.choice(("date", "text", "numeric"))))

    def value(self, number, row):
        return "'(%d,w%s)'" % (number, "," * (len(self.fields) - 2))

    def sql(self, schema):
        return ["CREATE TYPE %s AS (%s)" % (_relation(self), ", ".join("%s %s" % (ident(name), kind) for name, kind in self.fields))]

    def comment_on(self, schema):
        return "TYPE " + _relation(self)


class Range(Type):
    word = "span"

    def make(self, schema):
        self.of = schema.rng.choice(("integer", "numeric", "date"))

    def edit(self, schema):
        if self.in_use(schema):
            return False
        self.of = schema.rng.choice([one for one in ("integer", "numeric", "date") if one != self.of])

    def value(self, number, row):
        return "'empty'"

    def sql(self, schema):
        return ["CREATE TYPE %s AS RANGE (SUBTYPE = %s)" % (_relation(self), self.of)]

    def comment_on(self, schema):
        return "TYPE " + _relation(self)


# ---- routines


class Function(Object):
    """An integer from an integer; columns may have it as their default."""

    word, first = "f", True

    def make(self, schema):
        self.add, self.argument, self.volatility, self.language = 1, "x", "IMMUTABLE", schema.rng.choice(("sql", "plpgsql", "body"))

    def edit(self, schema):
        roll = schema.rng.randrange(4)
        if roll == 0:
            self.add += 1
        elif roll == 1:
            self.argument = schema.rng.choice([one for one in ("x", "Y", "z z") if one != self.argument])  # dropped and made anew
        elif roll == 2:
            self.volatility = schema.rng.choice([one for one in ("IMMUTABLE", "STABLE", "IMMUTABLE STRICT") if one != self.volatility])
        else:
            some = [one for table in schema.tables for one in table.columns if one.kind in INTEGERS and not (
                one.is_late or one.identity or one.serial or one.generated)]
            if not some:
                return False
            schema.rng.choice(some).default = ("routine", self.key)

    def call(self):
        return "%s(%d)" % (_relation(self), self.add)

    def sql(self, schema):
        head = "CREATE FUNCTION %s(%s integer) RETURNS integer LANGUAGE %s %s" % (
            _relation(self), ident(self.argument), self.language.replace("body", "sql"), self.volatility)
        text = "$1 + %d" % self.add
        return [head + {"sql": " AS 'SELECT %s'", "plpgsql": " AS 'BEGIN RETURN %s; END'", "body": " RETURN %s"}[self.language] % text]

    def comment_on(self, schema):
        return "FUNCTION %s(integer)" % _relation(self)


class Procedure(Object):
    word, first = "do it", True

    def make(self, schema):
        self.arguments, self.step = schema.rng.choice(("", "IN a integer", "INOUT b text", "a integer, VARIADIC c text[]")), 1

    def edit(self, schema):
        if schema.chance(0.5):
            self.step += 1
        else:
            self.make(schema)

    def sql(self, schema):
        return ["CREATE PROCEDURE %s(%s) LANGUAGE plpgsql AS 'BEGIN PERFORM %d; END'" % (_relation(self), self.arguments, self.step)]

    def comment_on(self, schema):
        return "PROCEDURE %s(%s)" % (_relation(self), self.arguments)


class RowsFunction(Object):
    """Returns rows of a table."""

    word = "rows"

    def make(self, schema):
        self.table, self.step = schema.rng.choice(schema.tables).key, 1

    def edit(self, schema):
        self.step += 1

    def holds(self, schema):
        return super().holds(schema) and schema.table(self.table) is not None

    def sql(self, schema):
        name = _relation(schema.table(self.table))
        return ["CREATE FUNCTION %s() RETURNS SETOF %s LANGUAGE sql STABLE AS %s" % (
            _relation(self), name, literal("SELECT * FROM %s LIMIT %d" % (name, self.step)))]

    def comment_on(self, schema):
        return "FUNCTION %s()" % _relation(self)


class Aggregate(Object):
    word, first = "total", True

    def make(self, schema):
        self.begin = "0"

    def edit(self, schema):
        self.begin = "1" if self.begin == "0" else "0"

    def sql(self, schema):
        return ["CREATE AGGREGATE %s(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '%s')" % (_relation(self), self.begin)]

    def comment_on(self, schema):
        return "AGGREGATE %s(integer)" % _relation(self)


class Operator(Object):
    word, first = "op", True

    def make(self, schema):
        self.sign, self.step, self.commutes = "@" + "#" * (self.key % 40 + 1), 1, False

    def edit(self, schema):
        if schema.chance(0.5):
            self.step += 1
        else:
            self.commutes = not self.commutes

    def sql(self, schema):
        return ["CREATE FUNCTION %s(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 * $2 + %d'" % (_relation(self), self.step),
                "CREATE OPERATOR %s.%s (FUNCTION = %s, LEFTARG = integer, RIGHTARG = integer%s)" % (
                    ident(self.schema), self.sign, _relation(self),
                    ", COMMUTATOR = OPERATOR(%s.%s)" % (ident(self.schema), self.sign) if self.commutes else "")]

    def comment_on(self, schema):
        return "OPERATOR %s.%s (integer, integer)" % (ident(self.schema), self.sign)


# ---- what reads or hangs on a table


class OnTable(Object):
    """Names a table and columns of it; without its table it is gone, and without the fewest columns that it needs."""

    fewest, most = 0, 2

    def make(self, schema):
        table = schema.rng.choice(schema.tables)
        self.table, self.keys = table.key, []
        some = self.usable(table)
        if len(some) < self.fewest:
            return False
        self.keys = [one.key for one in schema.rng.sample(some, min(len(some), schema.rng.randrange(self.fewest, self.most + 1)))]
        self.kind = schema.rng.randrange(8)

    def usable(self, table):
        return [one for one in table.columns]

    def edit(self, schema):
        some = [one.key for one in self.usable(schema.table(self.table))]
        if some and schema.chance(0.5):
            self.keys = _flip(self.keys, some, schema.rng)[:6]
        else:
            self.kind = schema.rng.choice([one for one in range(8) if one != self.kind])

    def holds(self, schema):
        table = schema.table(self.table)
        if table is None or not super().holds(schema):
            return False
        usable = {one.key for one in self.usable(table)}
        self.keys = [key for key in self.keys if key in usable]
        return len(self.keys) >= self.fewest

    def of(self, schema):
        return schema.table(self.table)

    def names(self, schema):
        return [ident(column(self.of(schema), key).name) for key in self.keys]


class View(OnTable):
    """Of a table, or of another view of it, some columns; materialized or not."""

    word, fewest, most = "v", 1, 4
    is_materialized = False

    def make(self, schema):
        if super().make(schema) is False:
            return False
        below = [one for one in schema.objects if isinstance(one, View)]
        self.base = None
        if below and schema.chance(0.3):
            base = schema.rng.choice(below)
            self.base, self.table, self.keys = base.key, base.table, list(base.keys)

    def edit(self, schema):
        if self.base is None or schema.chance(0.4):
            return super().edit(schema)
        self.base = None

    def holds(self, schema):
        if not super().holds(schema):
            return False
        if self.base is not None:
            base = schema.object(self.base)
            if base is None:
                return False
            self.keys = [key for key in self.keys if key in base.keys]
        return len(self.keys) >= self.fewest

    def sql(self, schema):
        base = schema.object(self.base) if self.base is not None else None
        names = ['"c%d"' % key for key in self.keys] if base else self.names(schema)
        some = ", ".join("%s AS c%d" % pair for pair in zip(names, self.keys))
        where = " WHERE %s IS NOT NULL" % names[0] if self.kind % 3 == 1 else ""
        options = " WITH (security_barrier=true)" if self.kind % 4 == 2 and not self.is_materialized else ""
        word = "MATERIALIZED VIEW" if self.is_materialized else "VIEW"
        return ["CREATE %s %s%s AS SELECT %s FROM %s%s" % (word, _relation(self), options, some, _relation(base or self.of(schema)), where)]

    def comment_on(self, schema):
        return ("MATERIALIZED VIEW " if self.is_materialized else "VIEW ") + _relation(self)


class MaterializedView(View):
    word, is_materialized = "mv", True

    def sql(self, schema):
        index = "CREATE INDEX %s ON %s (c%d)" % (ident(self.name + " i"), _relation(self), self.keys[-1])
        return super().sql(schema) + ([index] if self.kind % 2 else [])


class Trigger(OnTable):
    word = "t"

    def sql(self, schema):
        name, table = ident(self.name), _relation(self.of(schema))
        when = " WHEN (NEW.%s IS NOT NULL)" % self.names(schema)[0] if self.keys and self.kind % 2 else ""
        events = ("INSERT", "UPDATE", "INSERT OR UPDATE OF " + ", ".join(self.names(schema)) if self.keys else "INSERT OR UPDATE")[self.kind % 3]
        lines = ["CREATE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN /* %d */ RETURN NEW; END'" % (_relation(self), self.kind // 4),
                 "CREATE TRIGGER %s AFTER %s ON %s FOR EACH ROW%s EXECUTE FUNCTION %s()" % (name, events, table, when, _relation(self))]
        if self.kind == 7:
            lines.append("ALTER TABLE %s DISABLE TRIGGER %s" % (table, name))
        return lines

    def comment_on(self, schema):
        return "TRIGGER %s ON %s" % (ident(self.name), _relation(self.of(schema)))


class Rule(OnTable):
    word, fewest, most = "rule", 1, 1

    def sql(self, schema):
        where = " WHERE NEW.%s IS NOT NULL" % self.names(schema)[0] if self.kind % 2 else ""
        return ["CREATE RULE %s AS ON INSERT TO %s%s DO ALSO NOTHING" % (ident(self.name), _relation(self.of(schema)), where)]

    def comment_on(self, schema):
        return "RULE %s ON %s" % (ident(self.name), _relation(self.of(schema)))


class Policy(OnTable):
    word, fewest, most = "may", 1, 2

    def sql(self, schema):
        table = _relation(self.of(schema))
        rows = " AND ".join("%s IS NOT NULL" % name for name in self.names(schema))
        check = " WITH CHECK (true)" if self.kind % 2 else ""
        return ["CREATE POLICY %s ON %s%s TO %s USING (%s)%s" % (
            ident(self.name), table, (" FOR UPDATE", "")[self.kind % 4 // 2], ("PUBLIC", ROLE)[self.kind // 4], rows, check),
            "ALTER TABLE %s ENABLE ROW LEVEL SECURITY" % table]

    def comment_on(self, schema):
        return "POLICY %s ON %s" % (ident(self.name), _relation(self.of(schema)))


class Statistics(OnTable):
    word, fewest, most = "stats", 2, 3

    def usable(self, table):
        return [one for one in table.columns if not one.generated]

    def sql(self, schema):
        return ["CREATE STATISTICS %s (%s) ON %s FROM %s" % (
            _relation(self), ("ndistinct", "dependencies", "ndistinct, mcv")[self.kind % 3], ", ".join(self.names(schema)), _relation(self.of(schema)))]

    def comment_on(self, schema):
        return "STATISTICS " + _relation(self)


class Child(OnTable):
    """A table that inherits."""

    word = "heir"

    def usable(self, table):
        return [one for one in table.columns if one.kind in INTEGERS and not (one.generated or one.identity)]

    def sql(self, schema):
        parts = ["own%d text" % number for number in range(self.kind % 3)]
        lines = ["CREATE TABLE %s (%s) INHERITS (%s)" % (_relation(self), ", ".join(parts), _relation(self.of(schema)))]
        if self.keys and self.kind % 2:
            lines.append("ALTER TABLE %s ALTER COLUMN %s SET DEFAULT 5" % (_relation(self), self.names(schema)[0]))
        return lines

    def comment_on(self, schema):
        return "TABLE " + _relation(self)


class Grant(OnTable):
    word = "grant"

    def sql(self, schema):
        if self.keys and self.kind % 2:
            return ["GRANT UPDATE (%s) ON %s TO %s" % (", ".join(self.names(schema)), _relation(self.of(schema)), ROLE)]
        return ["GRANT %s ON %s TO %s" % (("SELECT", "SELECT, INSERT", "DELETE")[self.kind % 3], _relation(self.of(schema)), ROLE)]


class Publication(OnTable):
    word, is_global = "pub", True

    def sql(self, schema):
        # Updates of tables without a key are not for publications.
        return ["CREATE PUBLICATION %s FOR TABLE %s WITH (publish = '%s')" % (
            ident(self.name), _relation(self.of(schema)), ("insert", "insert, truncate")[self.kind % 2])]

    def comment_on(self, schema):
        return "PUBLICATION " + ident(self.name)


# ---- what stands alone


class EventTrigger(Object):
    word, is_global = "event", True

    def make(self, schema):
        self.kind = schema.rng.randrange(4)

    edit = make

    def sql(self, schema):
        tags = " WHEN TAG IN ('DROP SEQUENCE', 'CREATE VIEW')" if self.kind % 2 else ""
        lines = ["CREATE FUNCTION public.%s() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'" % ident(self.name),
                 "CREATE EVENT TRIGGER %s ON ddl_command_end%s EXECUTE FUNCTION public.%s()" % (ident(self.name), tags, ident(self.name))]
        return lines + (["ALTER EVENT TRIGGER %s DISABLE" % ident(self.name)] if self.kind == 3 else [])

    def comment_on(self, schema):
        return "EVENT TRIGGER " + ident(self.name)


class ForeignTable(Object):
    word = "far"

    def make(self, schema):
        self.columns, self.host = ["a integer", "b text"], 1

    def edit(self, schema):
        if schema.chance(0.3):
            self.host += 1
        elif len(self.columns) > 2 and schema.chance(0.5):
            self.columns.pop()
        else:
            self.columns.append("c%d date" % len(self.columns))

    def sql(self, schema):
        name = ident(self.name)
        return ["CREATE FOREIGN DATA WRAPPER %s" % name, "CREATE SERVER %s FOREIGN DATA WRAPPER %s OPTIONS (host '%d')" % (name, name, self.host),
                "CREATE FOREIGN TABLE %s (%s) SERVER %s OPTIONS (n '%d')" % (_relation(self), ", ".join(self.columns), name, self.host)]

    def comment_on(self, schema):
        return "FOREIGN TABLE " + _relation(self)


class TypedTable(Object):
    word = "typed"

    def make(self, schema):
        types = [one for one in schema.objects if isinstance(one, Composite)]
        if not types:
            return False
        self.type, self.has_key = schema.rng.choice(types).key, True

    def edit(self, schema):
        self.has_key = not self.has_key

    def holds(self, schema):
        return super().holds(schema) and schema.object(self.type) is not None

    def sql(self, schema):
        return ["CREATE TABLE %s OF %s%s" % (_relation(self), _relation(schema.object(self.type)), " (PRIMARY KEY (n))" if self.has_key else "")]

    def comment_on(self, schema):
        return "TABLE " + _relation(self)


class Partitioned(Object):
    word = "parts"

    def make(self, schema):
        self.parts, self.columns, self.is_indexed = [1, 2], ["k integer", "v text"], schema.chance(0.5)

    def edit(self, schema):
        roll = schema.rng.randrange(4)
        if roll == 0:
            self.is_indexed = not self.is_indexed
        elif roll == 1 and len(self.parts) > 1:
            self.parts.remove(schema.rng.choice(self.parts))
        elif roll == 2:
            self.columns.append("w%d date DEFAULT now()" % len(self.columns))
        else:
            self.parts.append(max(self.parts) + 1)

    def sql(self, schema):
        lines = ["CREATE TABLE %s (%s) PARTITION BY LIST (k)" % (_relation(self), ", ".join(self.columns))]
        for number in self.parts:
            lines.append("CREATE TABLE %s.%s PARTITION OF %s FOR VALUES IN (%d)" % (
                ident(self.schema), ident("%s_%d" % (self.name, number)), _relation(self), number))
        return lines + (["CREATE INDEX %s ON %s (v)" % (ident(self.name + " i"), _relation(self))] if self.is_indexed else [])

    def comment_on(self, schema):
        return "TABLE " + _relation(self)


KINDS = (Enum, Domain, Composite, Range, Function, Procedure, RowsFunction, Aggregate, Operator, View, View, MaterializedView, Trigger, Rule, Policy,
         Statistics, Child, Grant, Publication, EventTrigger, ForeignTable, TypedTable, Partitioned)


def make(schema, kinds):
    """Adds one object of one of the kinds; False: there is nothing to make it of."""
    one = schema.rng.choice(kinds)(schema)
    if (isinstance(one, OnTable) or isinstance(one, RowsFunction)) and not schema.tables or one.make(schema) is False:
        return False
    schema.objects.append(one)


def settle(schema):
    """Takes out what names something that is gone."""
    count = None
    while count != len(schema.objects):
        count = len(schema.objects)
        schema.objects = [one for one in schema.objects if one.holds(schema)]
    keys = {one.key for one in schema.objects}
    for table in schema.tables:
        for one in table.columns:
            if isinstance(one.default, tuple) and one.default[1] not in keys:
                one.default = None


def structure(schema):
    """The statements before and after the tables."""
    before, after = [], []
    for one in schema.objects:
        (before if one.first else after).extend(one.statements(schema))
    return before, after
