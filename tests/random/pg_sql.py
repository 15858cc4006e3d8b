"""A random schema as SQL, with its rows, and what must be true of them after a deploy."""
import pg_kinds
from pg_schema import INTEGERS, NUMBERS, ROWS, TEXTS, TIMES, column, family, ident, literal

_CONSTANTS = {"boolean": "true", "uuid": "'00000000-0000-0000-0000-000000000007'::uuid", "jsonb": "'{\"a\": [1]}'::jsonb",
              "integer[]": "'{1,2}'::integer[]", "text[]": "ARRAY['x'::text, 'it''s'::text]", "bytea": "'\\x00ff'::bytea",
              "interval": "'01:00:00'::interval", "inet": "'10.0.0.1'::inet"}
_CALLS = {"uuid": "gen_random_uuid()", "boolean": "(NOT false)", "jsonb": "jsonb_build_object()"}


def relation(thing):
    return "%s.%s" % (ident(thing.schema), ident(thing.name))


def own_type(schema, one):
    """The type of pg_kinds that a column has; None."""
    return schema.object(int(one.kind[1:])) if one.kind.startswith("@") else None


def default_of(schema, one):
    if one.serial:
        return "nextval(%s::regclass)" % literal(relation(schema.sequence(one.serial)))
    if one.default is None:
        return None
    if isinstance(one.default, tuple):
        return schema.object(one.default[1]).call()
    if one.kind.startswith("@"):
        return own_type(schema, one).value(7, 0)
    is_call = one.default == "call"
    if one.kind in NUMBERS:
        return "(3 + 4)" if is_call else "7"
    if one.kind in TEXTS:
        return "(3 + 4)::text" if is_call else "'7'"
    if one.kind in TIMES:
        return "now()" if is_call else "'2020-02-03'"
    return _CALLS.get(one.kind, _CONSTANTS[one.kind]) if is_call else _CONSTANTS[one.kind]


def formula_of(table, one):
    base = ident(column(table, one.base_key).name)
    if one.kind == "numeric":
        return "((%s)::numeric * %d)" % (base, one.formula)
    if one.kind == "integer":
        return "(((%s)::numeric)::integer + %d)" % (base, one.formula)
    return "((%s)::text || '%d')" % (base, one.formula)


def condition_sql(table, condition):
    return " AND ".join(_term(column(table, key), how) for key, how in condition)


def _term(one, how):
    name = ident(one.name)
    if how == "null" or family(one.kind) != "n":
        return "(%s IS NOT NULL OR %s IS NULL)" % (name, name) if how != "length" else "(%s IS DISTINCT FROM NULL OR true)" % name
    if how == "length":
        return "(length((%s)::text) < 60)" % name
    if one.kind in NUMBERS:
        return "(%s > 0)" % name if how == "compare" else "(%s NOT IN (5001, 5002))" % name
    return "(%s <> 'zz')" % name if how == "compare" else "(%s NOT IN ('y''y', 'z'))" % name


def _options(options):
    return " WITH (%s)" % ", ".join("%s=%s" % pair for pair in options.items()) if options else ""


def sequence_words(options):
    return "".join(" %s%s" % (word, " %s" % value if value != "" else "") for word, value in options.items())


def _column_sql(schema, table, one):
    text = "%s %s" % (ident(one.name), relation(own_type(schema, one)) if own_type(schema, one) else one.kind)
    if one.collation:
        text += " COLLATE " + one.collation
    if one.generated:
        text += " GENERATED ALWAYS AS (%s) STORED" % formula_of(table, one)
    elif one.identity:
        words = sequence_words(one.identity_options)
        text += " GENERATED %s AS IDENTITY%s" % (one.identity, " (%s)" % words.strip() if words else "")
    elif default_of(schema, one):
        text += " DEFAULT " + default_of(schema, one)
    return text + (" NOT NULL" if one.notnull else "")


def _constraint_sql(table, one):
    names = ", ".join(ident(column(table, key).name) for key in one.keys)
    kind = "PRIMARY KEY" if one.primary else "UNIQUE" + (" NULLS NOT DISTINCT" if one.nulls_not_distinct else "")
    include = " INCLUDE (%s)" % ", ".join(ident(column(table, key).name) for key in one.include) if one.include else ""
    return "CONSTRAINT %s %s (%s)%s%s%s" % (ident(one.name), kind, names, include, _options(one.options), one.deferrable)


def _index_sql(table, one):
    parts = []
    for key, look in zip(one.keys, one.looks):
        part = column(table, key)
        name = ident(part.name)
        if look in ("upper", "plus"):
            if family(part.kind) != "n" or part.generated:
                parts.append(name)
            else:
                parts.append("upper((%s)::text)" % name if look == "upper" else "(((%s)::numeric + 1)) DESC" % name)
        else:
            parts.append(name + look)
    text = "CREATE %sINDEX %s ON %s USING %s (%s)" % ("UNIQUE " if one.unique else "", ident(one.name), relation(table), one.method, ", ".join(parts))
    if one.include:
        text += " INCLUDE (%s)" % ", ".join(ident(column(table, key).name) for key in one.include)
    text += _options(one.options)
    return text + (" WHERE %s" % condition_sql(table, one.predicate) if one.predicate else "")


def _foreign_key_sql(schema, table, one):
    parent = schema.table(one.parent)
    names = ", ".join(ident(column(table, key).name) for key in one.columns)
    text = "ALTER TABLE %s ADD CONSTRAINT %s FOREIGN KEY (%s) REFERENCES %s (%s)" % (
        relation(table), ident(one.name), names, relation(parent), ", ".join(ident(column(parent, key).name) for key in one.related))
    if one.match:
        text += " MATCH FULL"
    some = " (%s)" % ", ".join(ident(column(table, key).name) for key in one.some) if one.some and one.delete.startswith("SET") else ""
    return text + " ON DELETE %s%s ON UPDATE %s%s%s" % (one.delete, some, one.update, one.deferrable, " NOT VALID" if one.not_valid else "")


def _comment(kind, name, thing):
    return ["COMMENT ON %s %s IS %s" % (kind, name, literal(thing.comment))] if thing.comment else []


def _comments(schema):
    lines = []
    for one in schema.schemas:
        lines += _comment("SCHEMA", ident(one.name), one) if one.name != "public" else []
    for one in schema.sequences:
        lines += _comment("SEQUENCE", relation(one), one)
    for table in schema.tables:
        lines += _comment("TABLE", relation(table), table)
        for one in table.columns:
            lines += _comment("COLUMN", "%s.%s" % (relation(table), ident(one.name)), one)
        for one in table.indexes:
            if not one.constraint:
                lines += _comment("INDEX", "%s.%s" % (ident(table.schema), ident(one.name)), one)
        for one in table.checks + table.fks + [one for one in table.indexes if one.constraint]:
            lines += _comment("CONSTRAINT", "%s ON %s" % (ident(one.name), relation(table)), one)
    return lines


def structure(schema):
    """{what: statements}: everything before rows, everything after."""
    first = ["CREATE SCHEMA %s" % ident(one.name) for one in schema.schemas if one.name != "public"]
    first += ["CREATE SEQUENCE %s%s" % (relation(one), sequence_words(one.options)) for one in schema.sequences]
    objects, last = pg_kinds.structure(schema)
    first, objects, last = first + objects, last, []
    for table in schema.tables:
        parts = [_column_sql(schema, table, one) for one in table.columns] + [_constraint_sql(table, one) for one in table.indexes if one.primary]
        first.append("CREATE TABLE %s (\n    %s\n)%s" % (relation(table), ",\n    ".join(parts), _options(table.options)))
        # Not within CREATE TABLE, which leaves out a key that repeats another.
        last += ["ALTER TABLE %s ADD %s" % (relation(table), _constraint_sql(table, one)) for one in table.indexes if one.constraint and not one.primary]
        last += [_index_sql(table, one) for one in table.indexes if not one.constraint]
        last += ["ALTER TABLE %s ADD CONSTRAINT %s CHECK (%s)%s%s" % (
            relation(table), ident(one.name), condition_sql(table, one.condition), " NO INHERIT" if one.no_inherit else "",
            " NOT VALID" if one.not_valid else "") for one in table.checks]
    for table in schema.tables:
        last += [_foreign_key_sql(schema, table, one) for one in table.fks]
    for one in schema.sequences:
        if one.owner:
            table = schema.table(one.owner[0])
            last.append("ALTER SEQUENCE %s OWNED BY %s.%s" % (relation(one), relation(table), ident(column(table, one.owner[1]).name)))
    return first, last + objects + _comments(schema)


def value(schema, one, row):
    number = one.base + row
    if one.kind.startswith("@"):
        return own_type(schema, one).value(number, row)
    if family(one.kind) == "n":
        return "'%d'" % number
    if one.kind in TIMES:
        return "date '2000-01-01' + %d" % number
    return {"boolean": "true", "uuid": "'00000000-0000-0000-0000-%012d'" % number, "jsonb": "'{\"n\": %d}'" % number, "integer[]": "'{%d}'" % number,
            "text[]": "'{%d}'" % number, "bytea": "'%04d'" % number, "interval": "'%d s'" % number, "inet": "'10.0.0.%d'" % (number % 250)}[one.kind]


def rows(schema):
    if not schema.has_rows:
        return []
    lines = ["SET session_replication_role = replica"]
    for table in schema.tables:
        some = [one for one in table.columns if not one.generated]
        lines.append("INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE VALUES %s" % (
            relation(table), ", ".join(ident(one.name) for one in some),
            ", ".join("(%s)" % ", ".join(value(schema, one, row) for one in some) for row in range(ROWS))))
        for one in table.columns:
            if one.identity:
                lines.append("SELECT setval(pg_get_serial_sequence(%s, %s), %d)" % (literal(relation(table)), literal(one.name), one.base + ROWS))
            elif one.serial:
                lines.append("SELECT setval(%s, %d)" % (literal(relation(schema.sequence(one.serial))), one.base + ROWS))
    return lines + ["RESET session_replication_role"]


def script(schema, with_rows):
    first, last = structure(schema)
    return "".join(line + ";\n" for line in first + (rows(schema) if with_rows else []) + last)


def renames(before, after):
    """As the pairs' renames.json, for Package.rename."""
    found = []
    for table in after.tables:
        old = before.table(table.key)
        if old is None:
            continue
        name = relation(table)
        if old.schema != table.schema:
            found.append({"table": name, "OldName": relation(old)})
        elif old.name != table.name:
            found.append({"table": name, "OldName": old.name})
        for word, some, others in (("column", table.columns, old.columns), ("index", table.indexes, old.indexes),
                                   ("constraint", table.checks + table.fks, old.checks + old.fks)):
            names = {one.key: one.name for one in others}
            found += [{"table": name, word: one.name, "OldName": names[one.key]} for one in some if names.get(one.key, one.name) != one.name]
    for one in after.sequences:
        old = before.sequence(one.key)
        if old is not None and (old.schema, old.name) != (one.schema, one.name):
            found.append({"sequence": relation(one), "OldName": relation(old) if old.schema != one.schema else old.name})
    return found


def is_fair(before, after):
    """Whether the renames say all: nothing takes the name of what is gone, which is the same thing for anneal."""
    if not _fair_names(before.tables, after.tables, relation) or not _fair_names(before.sequences, after.sequences, relation):
        return False
    for table in after.tables:
        old = before.table(table.key) or next((one for one in before.tables if relation(one) == relation(table)), None)
        if old is None or _fair_names(old.columns, table.columns, lambda one: one.name, is_new_fair=old.key != table.key):
            continue
        return False
    return True


def _fair_names(before, after, name_of, is_new_fair=True):
    lives, kept, olds = {name_of(one): one for one in before}, {one.key for one in after}, {one.key for one in before}
    for one in after:
        live = lives.get(name_of(one))
        if live is None or live.key == one.key or live.key in kept:
            continue
        if one.key in olds or not is_new_fair or family(getattr(live, "kind", "text")) != family(getattr(one, "kind", "text")):
            return False
    return True


def reuses_table(before, after):
    """Whether a table without rows takes the name of one that is gone."""
    kept, names = {one.key for one in after.tables}, {relation(one) for one in after.tables}
    return any(one.key not in kept and relation(one) in names for one in before.tables)


def checks(before, after):
    """Queries with their answers: the rows that the change must carry."""
    found = []
    for table in after.tables if before.has_rows else ():
        old = before.table(table.key)
        if old is None:
            continue
        found.append(("SELECT count(*) FROM %s" % relation(table), str(ROWS)))
        olds = {one.key: one for one in old.columns}
        for one in table.columns:
            was = olds.get(one.key)
            if was is None or one.generated or was.generated:
                continue
            if family(one.kind) == "n" or (one.kind == was.kind and isinstance(own_type(after, one), pg_kinds.Domain)):
                found.append(("SELECT string_agg((%s)::numeric::integer::text, ',' ORDER BY (%s)::numeric) FROM %s" % (
                    ident(one.name), ident(one.name), relation(table)), ",".join(str(was.base + row) for row in range(ROWS))))
            if one.kind == was.kind and isinstance(own_type(after, one), pg_kinds.Enum):
                values = sorted(value(before, was, row) for row in range(ROWS))
                found.append(("SELECT string_agg(quote_literal((%s)::text), ',' ORDER BY quote_literal((%s)::text) COLLATE \"C\") FROM %s" % (
                    ident(one.name), ident(one.name), relation(table)), ",".join(values)))
            if one.kind in INTEGERS and (was.identity or was.serial) and (one.identity or (one.serial and one.serial == was.serial)):
                source = ("pg_get_serial_sequence(%s, %s)" % (literal(relation(table)), literal(one.name)) if one.identity else
                          literal(relation(after.sequence(one.serial))))
                found.append(("SELECT nextval(%s) > %d" % (source, was.base + ROWS - 1), "t"))
    return found
