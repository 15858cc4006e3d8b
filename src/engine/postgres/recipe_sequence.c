/* Recipes of sequences. */
#include "engine/postgres/recipe.h"

#include "model/label.h"

/* Live owner of a sequence: its table and column; false where it has none. */
static bool read_owner(const RecipeInput *input, const Model *model, const Sequence *sequence,
                       const Table **table, const Column **column)
{
    Str schema, table_name, column_name;
    Str text = sparse_str(&sequence->obj.rec, FIELD_SEQUENCE_OWNED_BY);

    if (text.len == 0 || !pg_owned_by_read(input->arena, text, &schema, &table_name, &column_name))
        return false;
    *table = (const Table *)model_find(model, REC_TABLE,
                                       schema.len > 0 ? schema : sequence->obj.schema, table_name);
    *column = *table == NULL ? NULL : table_column(*table, column_name);
    return *column != NULL;
}

static Str sql_owned_by(const Recipe *recipe, const Sequence *sequence)
{
    const Table *table;
    const Column *column;

    if (!read_owner(recipe->input, recipe->input->changes->desired, sequence, &table, &column))
        return RECIPE_SQL(recipe, RAW("ALTER SEQUENCE "),
                          QN(sequence->obj.schema, sequence->obj.name), RAW(" OWNED BY NONE"));
    return RECIPE_SQL(recipe, RAW("ALTER SEQUENCE "), QN(sequence->obj.schema, sequence->obj.name),
                      RAW(" OWNED BY "), QN(table->obj.schema, table->obj.name), RAW("."),
                      ID(column->name));
}

/* Whether the desired owner is a column that this plan makes: its table's recipe attaches then. */
static bool owner_is_new(const Recipe *recipe, const Sequence *sequence, const Table **table)
{
    const Column *column;
    const ChangeGroup *group;
    const Change *change;

    *table = NULL;
    if (!read_owner(recipe->input, recipe->input->changes->desired, sequence, table, &column))
        return false;
    group = recipe_group_of(recipe->input, &(*table)->obj);
    if (group == NULL)
        return false;
    change = recipe_change_of(group, &column->rec);
    return group->live == NULL || (change != NULL && change->kind == CHANGE_CREATE) ||
           recipe_repartition_of(recipe->input, group) != NULL;
}

static bool attaches(const Recipe *recipe, const Sequence *sequence)
{
    const ChangeGroup *group = recipe_group_of(recipe->input, &sequence->obj);
    const Change *change = group == NULL ? NULL : recipe_change_of(group, &sequence->obj.rec);

    if (change == NULL)
        return false;
    return change->kind == CHANGE_CREATE
               ? sparse_str(&sequence->obj.rec, FIELD_SEQUENCE_OWNED_BY).len > 0
               : change_has(change, "OwnedBy");
}

typedef VEC(const Sequence *) SequenceVec;

static void add_owned(const Recipe *recipe, Map *owned, const Sequence *sequence)
{
    Str schema, table, column, key;
    Str owner = sparse_str(&sequence->obj.rec, FIELD_SEQUENCE_OWNED_BY);
    SequenceVec *list;

    if (owner.len == 0 || !pg_owned_by_read(recipe->arena, owner, &schema, &table, &column))
        return;
    key = label_name(recipe->arena, sequence->obj.schema, table);
    list = map_get(owned, key);
    if (list == NULL) {
        list = ARENA_NEW(recipe->arena, SequenceVec);
        (void)map_put(recipe->arena, owned, key, list);
    }
    vec_push(recipe->arena, list, sequence);
}

/* Those that name the recipe's table as their owner, by name alone. */
static SequenceVec owned_sequences(const Recipe *recipe)
{
    const Model *desired = recipe->input->changes->desired;
    RecipeWhole *whole = recipe_whole(recipe);
    const SequenceVec *list;

    if (whole->owned == NULL) {
        whole->owned = ARENA_NEW(recipe->arena, Map);
        for (size_t i = 0; i < desired->objects.len; i++)
            if (desired->objects.items[i]->rec.type == &sequence_type)
                add_owned(recipe, whole->owned, (const Sequence *)desired->objects.items[i]);
    }
    list = map_get(whole->owned, label_name(recipe->arena, recipe->schema, recipe->name));
    return list == NULL ? (SequenceVec){0} : *list;
}

void recipe_own_sequences(Recipe *recipe, const Change *column_change, Piece *column_piece)
{
    const Model *desired = recipe->input->changes->desired;
    SequenceVec owned = owned_sequences(recipe);

    for (size_t i = 0; i < owned.len; i++) {
        const Sequence *sequence = owned.items[i];
        const Table *table;
        const Column *column;
        Piece *piece;
        if (!attaches(recipe, sequence) || !owner_is_new(recipe, sequence, &table) ||
            table != recipe->desired)
            continue;
        (void)read_owner(recipe->input, desired, sequence, &table, &column);
        if (column_change->desired != &column->rec && column_change->desired != &table->obj.rec)
            continue;
        piece = recipe_add(
            recipe, OP_OWN_SEQUENCE, column_change,
            arena_printf(recipe->arena, "OwnedBy of sequence %.*s", STR_ARG(sequence->obj.name)));
        recipe_put(recipe, piece, sql_owned_by(recipe, sequence));
        vec_push(recipe->arena, &piece->needs, &sequence->obj);
        recipe_after(recipe, piece, column_piece);
    }
}

/* Gone already with its column or table, or taken over by an identity. */
static bool goes_with_owner(const Recipe *recipe, const Sequence *live)
{
    const Table *table;
    const Column *column;
    const ChangeGroup *group;
    const Change *change;

    if (recipe_identity_takes(recipe->input, live))
        return true;
    if (!read_owner(recipe->input, recipe->input->changes->live, live, &table, &column))
        return false;
    group = recipe_group_of(recipe->input, &table->obj);
    change = group == NULL ? NULL : recipe_change_of(group, &column->rec);
    return group != NULL &&
           (group->desired == NULL || (change != NULL && change->kind == CHANGE_DROP));
}

static void own(Recipe *recipe, const Change *change)
{
    const Sequence *sequence = (const Sequence *)change->desired;
    const Table *table;
    Piece *piece;

    if (!attaches(recipe, sequence))
        return;
    if (owner_is_new(recipe, sequence, &table)) {
        /* The old owner would take it along before the new one is there. */
        if (change->live != NULL && goes_with_owner(recipe, (const Sequence *)change->live))
            recipe_put(recipe,
                       recipe_add(recipe, OP_OWN_SEQUENCE, change,
                                  recipe_reason_of(recipe->arena, change, "OwnedBy")),
                       RECIPE_SQL(recipe, RAW("ALTER SEQUENCE "), RECIPE_REL(recipe),
                                  RAW(" OWNED BY NONE")));
        return;
    }
    piece = recipe_add(recipe, OP_OWN_SEQUENCE, change,
                       change->kind == CHANGE_CREATE
                           ? STR("OwnedBy")
                           : recipe_reason_of(recipe->arena, change, "OwnedBy"));
    recipe_put(recipe, piece, sql_owned_by(recipe, sequence));
    if (table != NULL)
        vec_push(recipe->arena, &piece->needs, &table->obj);
}

static void create(Recipe *recipe, const Change *change)
{
    const Sequence *sequence = (const Sequence *)change->desired;
    const Object *schema =
        model_find(recipe->input->changes->desired, REC_SCHEMA, STR_ABSENT, recipe->schema);
    Piece *piece = recipe_add(recipe, OP_CREATE_SEQUENCE, change, STR_ABSENT);

    recipe_put(recipe, piece, pg_render_sequence(recipe->arena, sequence));
    recipe_new_rights(recipe, &sequence->obj, NULL, &piece->statements);
    recipe_undo(recipe, piece, RECIPE_SQL(recipe, RAW("DROP SEQUENCE "), RECIPE_REL(recipe)));
    piece->skip_if = recipe_sql_exists(recipe, recipe->schema, recipe->name, true);
    if (schema != NULL)
        vec_push(recipe->arena, &piece->needs, schema);
    recipe->base = piece;
}

SequenceFit recipe_sequence_fit(const PgSequenceOptions *from, const PgSequenceOptions *to)
{
    if (to->min <= from->min && to->max >= from->max)
        return SEQUENCE_FITS;
    return to->min > from->max || to->max < from->min ? SEQUENCE_NEVER_FITS : SEQUENCE_MAY_FIT;
}

Str recipe_sequence_restart(const Recipe *recipe, Str outside, Str alter,
                            const PgSequenceOptions *from, const PgSequenceOptions *to)
{
    int64_t lowest = from->min > to->min ? from->min : to->min;
    int64_t highest = from->max < to->max ? from->max : to->max;
    int64_t value = to->start < lowest ? lowest : to->start > highest ? highest : to->start;
    Str body =
        RECIPE_SQL(recipe, RAW("\nBEGIN\n    IF "), EX(outside), RAW(" THEN\n        "), EX(alter),
                   RAW(" RESTART WITH "), NUM(value), RAW(";\n    END IF;\nEND "));

    return RECIPE_SQL(recipe, RAW("DO "), LIT(body));
}

/* The position, where the new bounds may exclude it: the server would refuse them. */
static void fit_position(const Recipe *recipe, Piece *piece, SqlWriter *writer,
                         const PgSequenceOptions *from, const PgSequenceOptions *to)
{
    Str outside;

    switch (recipe_sequence_fit(from, to)) {
    case SEQUENCE_FITS:
        return;
    case SEQUENCE_NEVER_FITS:
        sql_put(writer, RAW(" RESTART WITH "), NUM(to->start));
        break;
    case SEQUENCE_MAY_FIT:
        outside =
            RECIPE_SQL(recipe, RAW("(SELECT last_value NOT BETWEEN "), NUM(to->min), RAW(" AND "),
                       NUM(to->max), RAW(" FROM "), RECIPE_REL(recipe), RAW(")"));
        recipe_put(recipe, piece,
                   recipe_sequence_restart(
                       recipe, outside,
                       RECIPE_SQL(recipe, RAW("ALTER SEQUENCE "), RECIPE_REL(recipe)), from, to));
        break;
    }
    vec_push(recipe->arena, &piece->includes, OP_ALTER_IDENTITY); /* values may come again */
}

/* Each option that differs; MINVALUE and MAXVALUE where the type changes, too: their defaults
 * follow it only when they were the old type's. */
static void alter(Recipe *recipe, const Change *change)
{
    PgSequenceOptions from = pg_sequence_read(change->live);
    PgSequenceOptions to = pg_sequence_read(change->desired);
    SqlWriter writer = sql_new(&pg_quoting);
    size_t before;
    Piece *piece;

    sql_put(&writer, RAW("ALTER SEQUENCE "), RECIPE_REL(recipe));
    before = writer.sb.len;
    if (!str_eq(from.type, to.type))
        sql_put(&writer, RAW(" AS "), EX(to.type), RAW(" MINVALUE "), NUM(to.min),
                RAW(" MAXVALUE "), NUM(to.max));
    else if (from.min != to.min || from.max != to.max)
        sql_put(&writer, RAW(" MINVALUE "), NUM(to.min), RAW(" MAXVALUE "), NUM(to.max));
    if (from.increment != to.increment)
        sql_put(&writer, RAW(" INCREMENT BY "), NUM(to.increment));
    if (from.start != to.start)
        sql_put(&writer, RAW(" START WITH "), NUM(to.start));
    if (from.cache != to.cache)
        sql_put(&writer, RAW(" CACHE "), NUM(to.cache));
    if (from.cycle != to.cycle)
        sql_put(&writer, to.cycle ? RAW(" CYCLE") : RAW(" NO CYCLE"));
    if (writer.sb.len == before) {
        sb_free(&writer.sb);
        return;
    }
    piece = recipe_add(recipe, OP_ALTER_SEQUENCE, change,
                       recipe_reason_of(recipe->arena, change,
                                        "DataType Start Increment MinValue MaxValue Cache Cycle"));
    fit_position(recipe, piece, &writer, &from, &to);
    recipe_put(recipe, piece, sql_finish(&writer, recipe->arena));
}

static bool set_persistence(Recipe *recipe, const Change *change)
{
    bool is_unlogged = sparse_enum(change->desired, FIELD_PERSISTENCE) != 0;
    Piece *piece;

    if (!change_has(change, "PersistenceType"))
        return true;
    if (!recipe_needs_version(recipe, change->desired, 150000, "an unlogged sequence"))
        return false;
    piece = recipe_add(recipe, is_unlogged ? OP_SET_UNLOGGED : OP_SET_LOGGED, change,
                       recipe_reason_of(recipe->arena, change, "PersistenceType"));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER SEQUENCE "), RECIPE_REL(recipe),
                          is_unlogged ? RAW(" SET UNLOGGED") : RAW(" SET LOGGED")));
    return true;
}

static void drop(Recipe *recipe, const Change *change)
{
    Piece *piece;

    if (goes_with_owner(recipe, (const Sequence *)change->live))
        return;
    piece = recipe_add(recipe, OP_DROP_SEQUENCE, change, STR_ABSENT);
    recipe_put(recipe, piece, RECIPE_SQL(recipe, RAW("DROP SEQUENCE "), RECIPE_REL(recipe)));
    piece->skip_if = recipe_sql_exists(recipe, recipe->schema, recipe->name, false);
}

bool recipe_sequence(Recipe *recipe)
{
    recipe_rename_relation(recipe, OP_RENAME_SEQUENCE, OP_RENAME_SEQUENCE);
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        switch (change->kind) {
        case CHANGE_CREATE:
            if (recipe_identity_leaves(recipe->input, (const Sequence *)change->desired))
                return true; /* made by the column's recipe, with all that belongs to it */
            if (sparse_enum(change->desired, FIELD_PERSISTENCE) != 0 &&
                !recipe_needs_version(recipe, change->desired, 150000, "an unlogged sequence"))
                return false;
            create(recipe, change);
            own(recipe, change);
            break;
        case CHANGE_DROP:
            drop(recipe, change);
            break;
        case CHANGE_ALTER:
        case CHANGE_RECREATE:
            alter(recipe, change);
            if (!set_persistence(recipe, change))
                return false;
            own(recipe, change);
            break;
        case CHANGE_RENAME:
            break; /* above */
        }
    }
    recipe_rights(recipe);
    recipe_comments(recipe);
    return true;
}
