"""Random edits of a random schema, and names exchanged or used anew."""
import pg_kinds
from pg_schema import ACTIONS, COLLATIONS, INTEGERS, NUMBERS, TEXTS, TIMES, column, family


def edit(schema, count):
    """Does `count` edits; the names of those that did something."""
    done = []
    for _ in range(count):
        what = schema.rng.choice(EDITS)
        if schema.tables or what in (add_table, add_sequence):
            if what(schema) is not False:
                done.append(what.__name__)
            pg_kinds.settle(schema)
    return done


def _table(schema):
    return schema.rng.choice(schema.tables)


def _one(schema, some):
    some = list(some)
    return schema.rng.choice(some) if some else None


def add_table(schema):
    schema.add_table().rows = False


def drop_table(schema):
    schema.drop_table(_table(schema))


def replace_table(schema):
    """Drops one and makes another that takes its name and those of its parts."""
    old = _table(schema)
    schema.drop_table(old)
    new = schema.add_table()
    new.rows = False
    if old.schema == new.schema:
        _take_names([new], [old])
        free = [one.name for one in old.indexes if one.name not in schema.relation_names(new.schema)]
        _take_names([one for one in new.indexes if one.name not in free], [one for one in old.indexes if one.name in free])


def _take_names(new, old):
    for one, other in zip(new, old):
        one.name = other.name


def add_column(schema):
    schema.column_of(_table(schema), is_late=True)


def add_many_columns(schema):
    table = _table(schema)
    for _ in range(3):
        schema.column_of(table, is_late=True)


def drop_column(schema):
    table = _table(schema)
    schema.drop_column(table, schema.rng.choice(table.columns))


def replace_column(schema):
    """Drops one and adds an unlike one of its name."""
    table = _table(schema)
    old = schema.rng.choice(table.columns)
    if old.generated or any(other.generated and other.base_key == old.key for other in table.columns):
        return False
    schema.drop_column(table, old)
    if old not in table.columns:
        # By name it is the same column, and its values must have a way into the new type.
        new = schema.column_of(table, old.kind if family(old.kind) != "n" else schema.rng.choice(TEXTS), is_late=True)
        new.name, new.key, new.base, new.is_null = old.name, old.key, old.base, old.is_null


def rename_table(schema):
    table = _table(schema)
    table.name = schema.fresh_relation(table.schema)


def rename_column(schema):
    table = _table(schema)
    schema.rng.choice(table.columns).name = schema.fresh({one.name for one in table.columns})


def rename_part(schema):
    table = _table(schema)
    one = _one(schema, table.indexes + table.checks + table.fks)
    if one is None:
        return False
    one.name = schema.fresh_relation(table.schema, table)


def rename_sequence(schema):
    one = _one(schema, schema.sequences)
    if one is None:
        return False
    one.name = schema.fresh_relation(one.schema)


def swap_tables(schema):
    one, other = _table(schema), _table(schema)
    if one.schema != other.schema or one is other or len(one.columns) == len(other.columns):
        return False
    one.name, other.name = other.name, one.name


def swap_columns(schema):
    table = _table(schema)
    one, other = schema.rng.choice(table.columns), schema.rng.choice(table.columns)
    if family(one.kind) == family(other.kind):
        return False
    one.name, other.name = other.name, one.name


def chain_columns(schema):
    """a becomes b, and a new a comes."""
    table = _table(schema)
    one = schema.rng.choice(table.columns)
    name, one.name = one.name, schema.fresh({one.name for one in table.columns})
    schema.column_of(table, is_late=True).name = name


def chain_tables(schema):
    table = _table(schema)
    name, table.name = table.name, schema.fresh_relation(table.schema)
    new = schema.add_table()
    new.rows = False
    if new.schema == table.schema:
        new.name = name


def swap_indexes(schema):
    table = _table(schema)
    some = [one for one in table.indexes if not one.constraint]
    if len(some) < 2:
        return False
    one, other = schema.rng.sample(some, 2)
    if len(one.keys) == len(other.keys):
        return False
    one.name, other.name = other.name, one.name


def move_table(schema):
    table = _table(schema)
    place = schema.rng.choice(schema.schemas).name
    taken = schema.relation_names(place)
    serials = [one for one in schema.sequences if one.owner and one.owner[0] == table.key]
    names = {table.name} | {one.name for one in table.indexes + serials}
    if place == table.schema or names & taken:
        return False
    table.schema = place
    for one in serials:
        one.schema = place


def retype(schema):
    """A column, with all that foreign keys tie to it."""
    table = _table(schema)
    one = schema.rng.choice(table.columns)
    if one.generated or family(one.kind) not in ("n", "t"):
        return False
    some = linked(schema, one.key)
    if any(other.identity or other.serial or other.generated for other in some):
        kinds = INTEGERS
    elif len(some) == 1 and family(one.kind) == "t":
        kinds = TIMES
    else:
        kinds = schema.rng.choice((NUMBERS, NUMBERS, TEXTS)) if family(one.kind) == "n" else (one.kind,)
    kind = schema.rng.choice(kinds)
    if kind in INTEGERS and one.kind in INTEGERS and schema.chance(0.15):
        some = [one] if not one.identity else some
    for other in some:
        other.kind = kind
        if kind not in TEXTS:
            other.collation = None


def linked(schema, key):
    """The columns that foreign keys, now or by way of others, hold at one type."""
    keys, grown = set(), {key}
    while keys != grown:
        keys = set(grown)
        for _, fk in schema.foreign_keys():
            for one, other in zip(fk.columns, fk.related):
                if one in keys or other in keys:
                    grown |= {one, other}
    return [one for table in schema.tables for one in table.columns if one.key in keys]


def toggle_not_null(schema):
    table = _table(schema)
    one = schema.rng.choice(table.columns)
    if one.is_null or one.identity or any(index.primary and one.key in index.keys for index in table.indexes):
        return False
    one.notnull = not one.notnull


def change_default(schema):
    one = schema.rng.choice(_table(schema).columns)
    if one.generated or one.identity:
        return False
    schema.unnumber(one)
    one.default = schema.rng.choice((None, "constant", "call"))
    if one.is_late:
        one.is_null, one.notnull = one.default is None, one.notnull and one.default is not None


def change_numbering(schema):
    """serial <-> identity <-> plain."""
    table = _table(schema)
    some = [one for one in table.columns if one.kind in INTEGERS and not one.generated and not one.is_late and
            not any(one.key in fk.columns for fk in table.fks)]
    one = _one(schema, some)
    if one is None:
        return False
    if (one.identity or one.serial) and schema.chance(0.3):
        schema.unnumber(one)
    else:
        schema.number(table, one, schema.rng.choice(("identity", "serial", "loose")))


def change_identity(schema):
    some = [one for table in schema.tables for one in table.columns if one.identity]
    one = _one(schema, some)
    if one is None:
        return False
    one.identity, one.identity_options = schema.rng.choice(("ALWAYS", "BY DEFAULT")), schema.sequence_options()


def change_sequence(schema):
    one = _one(schema, schema.sequences)
    if one is None:
        return False
    one.options = schema.sequence_options()


def own_sequence(schema):
    one = _one(schema, schema.sequences)
    table = _table(schema)
    if one is None or one.schema != table.schema or any(other.serial == one.key for each in schema.tables for other in each.columns):
        return False
    one.owner = None if one.owner else (table.key, schema.rng.choice([other for other in table.columns]).key)


def add_sequence(schema):
    schema.add_sequence()


def drop_sequence(schema):
    one = _one(schema, schema.sequences)
    if one is None:
        return False
    for table in schema.tables:
        for other in table.columns:
            if other.serial == one.key:
                other.serial = None
    schema.sequences.remove(one)


def add_schema(schema):
    schema.add_schema()


def drop_schema(schema):
    used = {one.schema for one in schema.tables + schema.sequences + schema.objects} | {"public"}
    one = _one(schema, [one for one in schema.schemas if one.name not in used])
    if one is None:
        return False
    schema.schemas.remove(one)


def add_check(schema):
    schema.add_check(_table(schema))


def drop_check(schema):
    table = _table(schema)
    table.checks = table.checks[1:]


def change_check(schema):
    table = _table(schema)
    one = _one(schema, table.checks)
    if one is None:
        return False
    roll = schema.rng.randrange(3)
    if roll == 0:
        one.condition = schema.condition(table)
    elif roll == 1:
        one.not_valid = False  # NOT VALID where the database is sure already is no difference
    else:
        one.no_inherit = not one.no_inherit


def add_index(schema):
    schema.add_index(_table(schema))


def drop_index(schema):
    table = _table(schema)
    one = _one(schema, table.indexes)
    if one is None:
        return False
    table.indexes.remove(one)
    schema.settle_foreign_keys()


def change_index(schema):
    """Its content under the same name."""
    table = _table(schema)
    one = _one(schema, [one for one in table.indexes if one.method == "btree"])
    if one is None:
        return False
    old = list(one.keys)
    roll = schema.rng.randrange(5)
    if roll == 0 and len(one.keys) > 1:
        one.keys, one.looks = one.keys[:-1], one.looks[:-1]
        if one.unique:
            one.unique = one.constraint
    elif roll == 1 and not one.constraint:
        one.predicate = None if one.predicate else schema.condition(table)
    elif roll == 2:
        one.options = {} if one.options else {"fillfactor": "75"}
    elif roll == 3:
        one.include = [] if one.include else [other.key for other in table.columns if other.key not in one.keys][:1]
    elif roll == 4 and not one.constraint:
        one.looks = [schema.rng.choice(("", " DESC", "upper")) for _ in one.looks]
        one.unique = False
    if one.constraint and old != one.keys and not _is_unique(schema, table, one):
        one.keys, one.looks = old, [""] * len(old)
    schema.settle_foreign_keys()


def _is_unique(schema, table, index):
    """Whether the rows are still unique by the columns left."""
    return any(family(column(table, key).kind) in ("n", "t", "uuid") and not column(table, key).is_late for key in index.keys)


def constraint_to_index(schema):
    table = _table(schema)
    one = _one(schema, [one for one in table.indexes if one.unique and not one.primary and not set(one.looks) - {""} and not one.predicate])
    if one is None:
        return False
    one.constraint = not one.constraint
    one.deferrable = ""
    schema.settle_foreign_keys()


def change_primary_key(schema):
    table = _table(schema)
    table.indexes = [one for one in table.indexes if not one.primary]
    if schema.chance(0.8):
        schema.add_key(table, is_primary=True)
    schema.settle_foreign_keys()


def add_unique(schema):
    schema.add_key(_table(schema))


def add_foreign_key(schema):
    schema.add_foreign_key(is_late=True)


def drop_foreign_key(schema):
    table = _table(schema)
    table.fks = table.fks[1:]


def change_foreign_key(schema):
    table = _table(schema)
    one = _one(schema, table.fks)
    if one is None:
        return False
    roll = schema.rng.randrange(4)
    if roll == 0:
        one.delete, one.some = schema.rng.choice(ACTIONS), []
    elif roll == 1:
        one.deferrable = schema.rng.choice(("", " DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED"))
    elif roll == 2:
        one.not_valid = False  # NOT VALID where the database is sure already is no difference
    else:
        one.match = not one.match


def add_generated(schema):
    schema.add_generated(_table(schema))


def change_generated(schema):
    table = _table(schema)
    one = _one(schema, [one for one in table.columns if one.generated])
    if one is None:
        return False
    if schema.chance(0.4):
        one.generated, one.default = None, None
    else:
        one.formula += 1


def make_generated(schema):
    table = _table(schema)
    some = [one for one in table.columns if not one.generated and family(one.kind) == "n" and one.collation is None and not one.identity and
            not one.serial]
    used = {key for index in table.indexes for key in index.keys + index.include} | {key for fk in table.fks for key in fk.columns}
    one = _one(schema, [one for one in some if one.key not in used and not any(other.generated and other.base_key == one.key for other in table.columns)])
    base = _one(schema, [other for other in some if other is not one])
    if one is None or base is None or any(sequence.owner == (table.key, one.key) for sequence in schema.sequences):
        return False
    one.kind, one.default, one.generated, one.base_key, one.formula = schema.rng.choice(("numeric", "text")), None, "stored", base.key, 2
    one.notnull = False


def change_collation(schema):
    table = _table(schema)
    one = _one(schema, [one for one in table.columns if one.kind in TEXTS and not one.generated])
    if one is None or len(linked(schema, one.key)) > 1 or any(other.generated and other.base_key == one.key for other in table.columns):
        return False
    one.collation = schema.rng.choice(COLLATIONS + (None,))


def change_comment(schema):
    table = _table(schema)
    one = schema.rng.choice([table] + table.columns + table.indexes + table.checks + table.fks)
    one.comment = schema.pick_comment()


def change_options(schema):
    table = _table(schema)
    table.options = {} if table.options else {"fillfactor": "60", "autovacuum_enabled": "true"}


def reorder_columns(schema):
    schema.rng.shuffle(_table(schema).columns)


def add_object(schema):
    return pg_kinds.make(schema, pg_kinds.KINDS)


def drop_object(schema):
    one = _one(schema, [one for one in schema.objects if not one.in_use(schema)])
    if one is None:
        return False
    schema.objects.remove(one)


def change_object(schema):
    one = _one(schema, schema.objects)
    return one is not None and one.edit(schema)


EDITS = tuple(one for name, one in sorted(globals().items()) if callable(one) and one.__module__ == __name__ and not name.startswith("_") and
              name not in ("edit", "linked")) + (add_object, change_object, change_object, change_object)
