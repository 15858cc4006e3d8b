/* What child tables get from their parents. */
#include "engine/postgres/family.h"

#include "engine/postgres/definition.h"
#include "engine/postgres/pure.h"
#include "engine/postgres/scan.h"

bool pg_is_partition(const Table *table)
{
    return sparse_str(&table->obj.rec, FIELD_TABLE_PARTITION_OF).len > 0;
}

bool pg_is_partitioned(const Table *table)
{
    return sparse_str(&table->obj.rec, FIELD_TABLE_PARTITION_BY).len > 0;
}

bool pg_relation_read(Arena *arena, Str text, Str *schema, Str *name)
{
    Str absent, alone = arena_printf(arena, "x.%.*s", STR_ARG(text));

    if (pg_owned_by_read(arena, text, &absent, schema, name))
        return absent.len == 0;
    *schema = STR_ABSENT;
    return pg_owned_by_read(arena, alone, &absent, &absent, name);
}

Str pg_relation_write(Arena *arena, Str schema, Str name)
{
    return pg_owned_by_write(arena, schema, name);
}

static void add_parent(Arena *arena, const Model *model, PgTables *parents, Str written,
                       const Table *child)
{
    Str schema, name;
    const Object *found = NULL;

    if (written.len > 0 && pg_relation_read(arena, written, &schema, &name))
        found = model_find(model, REC_TABLE, schema.len > 0 ? schema : child->obj.schema, name);
    if (found != NULL && found != &child->obj)
        vec_push(arena, parents, (const Table *)found);
}

PgTables pg_family_parents(Arena *arena, const Model *model, const Table *child)
{
    const StrVec *inherits = sparse_strs(&child->obj.rec, FIELD_TABLE_INHERITS);
    PgTables parents = {0};

    add_parent(arena, model, &parents, sparse_str(&child->obj.rec, FIELD_TABLE_PARTITION_OF),
               child);
    for (size_t i = 0; i < inherits->len; i++)
        add_parent(arena, model, &parents, inherits->items[i], child);
    return parents;
}

size_t pg_family_parent_count(const Table *child)
{
    return sparse_strs(&child->obj.rec, FIELD_TABLE_INHERITS)->len + pg_is_partition(child);
}

const Object *pg_family_trigger(Arena *arena, const Model *model, const Table *child, Str trigger,
                                Str *state)
{
    PgTables parents = {0};
    const MapEntry *entry;
    const Object *found;
    Str name;

    if (pg_is_partition(child))
        parents = pg_family_parents(arena, model, child);
    if (parents.len == 0)
        return NULL;
    child = parents.items[0];
    entry = pg_detail_find(sparse_map(&child->obj.rec, FIELD_TABLE_TRIGGER_STATES), trigger);
    if (state->len == 0 && entry != NULL)
        *state = entry->value;
    name = arena_printf(arena, "%.*s.%.*s", STR_ARG(pg_name_written(arena, child->obj.name)),
                        STR_ARG(pg_name_written(arena, trigger)));
    found = model_find(model, REC_TRIGGER, child->obj.schema, name);
    if (found == NULL)
        return pg_family_trigger(arena, model, child, trigger, state);
    if (state->len == 0)
        *state = pg_trigger_state(&found->rec);
    return found;
}

/* What belongs to the parent's own declaration. */
static void drop_own(Arena *arena, Record *rec)
{
    static const FieldId own[] = {FIELD_COMMENT,
                                  FIELD_PLATFORMS,
                                  FIELD_SHOULD_APPLY,
                                  FIELD_VARIANT_NAME,
                                  FIELD_PHASE,
                                  FIELD_EXTENSIONS,
                                  FIELD_GRANTS,
                                  FIELD_SEQUENCE_GRANTS,
                                  FIELD_SEQUENCE_COMMENT,
                                  FIELD_NOT_NULL_NAME,
                                  FIELD_NOT_NULL_OWN,
                                  FIELD_NOT_NULL_COMMENT,
                                  FIELD_STATISTICS_TARGET,
                                  FIELD_COLUMN_OPTIONS};

    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        sparse_set_bool(arena, rec, own[i], false);
}

Column *pg_family_column(Arena *arena, const Table *child, const PgTables *parents, Str name)
{
    Column *given = NULL;

    (void)child;
    for (size_t i = 0; i < parents->len; i++) {
        const Column *column = table_column(parents->items[i], name);
        if (column == NULL)
            continue;
        if (given != NULL) { /* merged */
            given->is_nullable = given->is_nullable && column->is_nullable;
            given->dflt = given->dflt.len > 0 ? given->dflt : column->dflt;
            continue;
        }
        given = (Column *)record_copy(arena, &column->rec);
        drop_own(arena, &given->rec);
        if (pg_identity_is(sparse_str(&given->rec, FIELD_COLUMN_GENERATED)))
            sparse_set_str(arena, &given->rec, FIELD_COLUMN_GENERATED, STR_ABSENT);
        sparse_set_bool(arena, &given->rec, FIELD_INHERITED, true);
        given->is_given = true;
    }
    return given;
}

Check *pg_family_check(Arena *arena, const PgTables *parents, Str name)
{
    for (size_t i = 0; i < parents->len; i++) {
        const Check *check = table_check(parents->items[i], name);
        Check *given;
        if (check == NULL || sparse_bool(&check->rec, FIELD_CHECK_NO_INHERIT))
            continue;
        given = (Check *)record_copy(arena, &check->rec);
        drop_own(arena, &given->rec);
        sparse_set_bool(arena, &given->rec, FIELD_INHERITED, true);
        given->is_given = true;
        return given;
    }
    return NULL;
}

/* ---- names as the server makes them ---- */

/* The name of a key that is an expression: of a call its function, else "expr". Source:
 * FigureIndexColname of parse_target.c, as far as the usual ones go. */
static Str name_of_expression(Arena *arena, Str expression)
{
    PgScan scan = {expression, 0};
    PgToken token = pg_scan_next(&scan), name = {0};

    while (token.kind == PG_TOKEN_WORD || token.kind == PG_TOKEN_QUOTED) {
        name = token;
        token = pg_scan_next(&scan);
        if (!pg_token_is(&token, "."))
            break;
        token = pg_scan_next(&scan);
    }
    if (name.text.len == 0 || !pg_token_is(&token, "("))
        return STR("expr");
    for (size_t depth = 1; depth > 0;) {
        token = pg_scan_next(&scan);
        depth += pg_token_is(&token, "(");
        depth -= pg_token_is(&token, ")") || token.kind == PG_TOKEN_END;
    }
    token = pg_scan_next(&scan);
    return token.kind == PG_TOKEN_END ? pg_token_name(arena, &name) : STR("expr");
}

/* Bytes of `text` that fit, whole characters. */
static Str clipped(Str text, size_t len)
{
    while (len < text.len && len > 0 && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
        len--;
    return str_sub(text, 0, len);
}

/* `table_columns_label`, both clipped until they fit. Source: makeObjectName of indexcmds.c. */
static Str object_name(Arena *arena, Str table, Str columns, Str label)
{
    size_t room = PG_NAME_MAX_BYTES - label.len - 1 - (columns.len > 0 ? 1 : 0);
    size_t a = table.len, b = columns.len;

    while (a + b > room)
        *(a > b ? &a : &b) -= 1;
    if (columns.len == 0)
        return arena_printf(arena, "%.*s_%.*s", STR_ARG(clipped(table, a)), STR_ARG(label));
    return arena_printf(arena, "%.*s_%.*s_%.*s", STR_ARG(clipped(table, a)),
                        STR_ARG(clipped(columns, b)), STR_ARG(label));
}

Str pg_index_name(Arena *arena, const Table *table, const Index *index)
{
    Sb sb = sb_new(SB_FILE_MAX);
    Str columns;

    if (index->is_primary) {
        sb_free(&sb);
        return object_name(arena, table->obj.name, STR_ABSENT, STR("pkey"));
    }
    for (size_t i = 0; i < index->keys.len + index->include.len; i++) {
        const KeyPart *part = i < index->keys.len ? &index->keys.items[i] : NULL;
        Str name = part == NULL         ? index->include.items[i - index->keys.len]
                   : part->name.len > 0 ? part->name
                                        : name_of_expression(arena, part->expression);
        sb_printf(&sb, "%s%.*s", i > 0 ? "_" : "", STR_ARG(name));
    }
    columns = sb_finish(&sb, arena);
    return object_name(arena, table->obj.name, columns,
                       index->is_constraint ? STR("key") : STR("idx"));
}

static bool has_constraint(const Table *table, Str name)
{
    bool found = table_check(table, name) != NULL;

    for (size_t i = 0; i < table->foreign_keys.len; i++)
        found = found || str_eq(table->foreign_keys.items[i]->name, name);
    for (size_t i = 0; i < table->indexes.len; i++)
        found = found || str_eq(table->indexes.items[i]->name, name);
    return found;
}

/* With a number behind the label where the name is taken. */
static Str free_name(Arena *arena, const Table *table, Str columns, const char *label)
{
    Str name = object_name(arena, table->obj.name, columns, str_from(label));

    for (int i = 1; has_constraint(table, name); i++)
        name = object_name(arena, table->obj.name, columns, arena_printf(arena, "%s%d", label, i));
    return name;
}

Str pg_check_name(Arena *arena, const Table *table, const Check *check)
{
    Str column = STR_ABSENT;
    size_t mentioned = 0;

    for (size_t i = 0; i < table->columns.len; i++) {
        if (!pg_scan_mentions(arena, check->expression, table->columns.items[i]->name))
            continue;
        column = table->columns.items[i]->name;
        mentioned++;
    }
    return free_name(arena, table, mentioned == 1 ? column : STR_ABSENT, "check");
}

Str pg_foreign_key_name(Arena *arena, const Table *table, const ForeignKey *key)
{
    Sb sb = sb_new(SB_FILE_MAX);

    for (size_t i = 0; i < key->columns.len; i++)
        sb_printf(&sb, "%s%.*s", i > 0 ? "_" : "", STR_ARG(key->columns.items[i]));
    return free_name(arena, table, sb_finish(&sb, arena), "fkey");
}

Index *pg_family_index(Arena *arena, const Table *partition, const Index *parent)
{
    Index *given = (Index *)record_copy(arena, &parent->rec);

    drop_own(arena, &given->rec);
    sparse_set_bool(arena, &given->rec, FIELD_OLD_NAME, false);
    sparse_set_str(arena, &given->rec, FIELD_INDEX_ATTACHED_TO, parent->name);
    given->name = pg_index_name(arena, partition, given);
    given->is_given = true;
    return given;
}

/* ---- a live model ---- */

/* Whether the columns stand in the order in which the parent has them. */
static bool is_in_order(const Table *child, const Table *parent)
{
    if (child->columns.len != parent->columns.len)
        return false;
    for (size_t i = 0; i < child->columns.len; i++)
        if (!str_eq(child->columns.items[i]->name, parent->columns.items[i]->name))
            return false;
    return true;
}

/* A name that the server may have made: of the table's own column, or its parent's. */
static bool is_made_name(Str name)
{
    static const Str tail = {"_not_null", 9};

    return name.len == 0 || str_ends(name, tail);
}

/* Whether the column is what its parents give, whatever its NOT NULL constraint is called. */
static bool is_as_given(Arena *scratch, const Column *given, const Column *column)
{
    Column *bare;

    if (given == NULL || !sparse_bool(&column->rec, FIELD_INHERITED) ||
        !is_made_name(sparse_str(&column->rec, FIELD_NOT_NULL_NAME)))
        return false;
    bare = (Column *)record_copy(scratch, &column->rec);
    sparse_set_str(scratch, &bare->rec, FIELD_NOT_NULL_NAME, STR_ABSENT);
    return record_equal(&given->rec, &bare->rec, true);
}

static void mark_columns(Arena *scratch, const Table *child, const PgTables *parents)
{
    bool in_order = !pg_is_partition(child) || is_in_order(child, parents->items[0]);

    for (size_t i = 0; i < child->columns.len && in_order; i++) {
        Column *column = child->columns.items[i];
        const Column *given = pg_family_column(scratch, child, parents, column->name);
        column->is_given = is_as_given(scratch, given, column);
    }
}

static void mark_indexes(Arena *scratch, Arena *arena, const Table *child, const PgTables *parents)
{
    for (size_t i = 0; i < child->indexes.len; i++) {
        Index *index = child->indexes.items[i];
        Str of = sparse_str(&index->rec, FIELD_INDEX_ATTACHED_TO);
        const Index *parent = of.len == 0 ? NULL : table_index(parents->items[0], of);
        if (of.len > 0 && parent == NULL) /* not whole yet, so not there */
            sparse_set_str(arena, &index->rec, FIELD_INDEX_ATTACHED_TO, STR_ABSENT);
        if (parent != NULL)
            index->is_given =
                record_equal(&pg_family_index(scratch, child, parent)->rec, &index->rec, true);
    }
}

static void mark(Arena *scratch, Model *live, Table *child)
{
    PgTables parents = pg_family_parents(scratch, live, child);

    if (parents.len == 0 || parents.len < pg_family_parent_count(child))
        return; /* out of scope: the file says all */
    mark_columns(scratch, child, &parents);
    mark_indexes(scratch, &live->arena, child, &parents);
    for (size_t i = 0; i < child->checks.len; i++) {
        Check *check = child->checks.items[i];
        const Check *given = pg_family_check(scratch, &parents, check->name);
        check->is_given = given != NULL && sparse_bool(&check->rec, FIELD_INHERITED) &&
                          record_equal(&given->rec, &check->rec, true);
    }
}

/* That there are none is known, so that one which comes is a difference. */
static void mark_empty(Model *live)
{
    Map with = {0};
    Arena scratch = {0};

    for (size_t i = 0; i < live->edges.len; i++)
        if (live->edges.items[i].is_parent)
            (void)map_put(&scratch, &with,
                          (Str){(const char *)&live->edges.items[i].to, sizeof(Object *)},
                          &live->edges.items[i]);
    for (size_t i = 0; i < live->objects.len; i++) {
        Object *object = live->objects.items[i];
        if (object->rec.type == &table_type && pg_is_partitioned((Table *)object) &&
            map_get(&with, (Str){(const char *)&object, sizeof(Object *)}) == NULL)
            sparse_set_tristate(&live->arena, &object->rec, FIELD_TABLE_MANAGE_PARTITIONS,
                                TRI_TRUE);
    }
    arena_free(&scratch);
}

void pg_family_mark(Model *live)
{
    Arena scratch = {0};

    for (size_t i = 0; i < live->objects.len; i++) {
        ArenaMark begin = arena_mark(&scratch);
        if (live->objects.items[i]->rec.type == &table_type)
            mark(&scratch, live, (Table *)live->objects.items[i]);
        arena_reset(&scratch, begin);
    }
    mark_empty(live);
    arena_free(&scratch);
}
