/* Recipes of identity columns, and of the sequence columns that become or were one. */
#include "engine/postgres/recipe.h"

/* The catalog has no better name for it: its sequence is found through the column. */
static void put_setval_to_max(const Recipe *recipe, Piece *piece, Str column)
{
    Str table = RECIPE_SQL(recipe, RECIPE_REL(recipe));

    if (table_is_foreign(recipe->desired))
        return; /* its rows are on another server */
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe,
                          RAW("SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence("),
                          LIT(table), RAW(", "), LIT(column), RAW("), max("), ID(column),
                          RAW(")) FROM "), RECIPE_REL(recipe)));
}

static PgIdentity identity_of(Arena *arena, const Column *column)
{
    PgIdentity identity = {.options = pg_sequence_defaults(column->type, 1)};
    KeyError ignored;

    /* Settled or introspected: it reads. */
    (void)pg_identity_read(arena, sparse_str(&column->rec, FIELD_COLUMN_GENERATED), column->type,
                           &identity, &ignored);
    return identity;
}

/* The sequence that a default draws from, in one of the models; NULL. */
static const Sequence *drawn_from(const RecipeInput *input, const Model *model, const Object *table,
                                  const Column *column)
{
    Str schema, name;

    if (!pg_default_sequence(input->arena, column->dflt, &schema, &name))
        return NULL;
    return (const Sequence *)model_find(model, REC_SEQUENCE,
                                        schema.len > 0 ? schema : table->schema, name);
}

static bool is_dropped(const RecipeInput *input, const Sequence *live)
{
    const ChangeGroup *group = live == NULL ? NULL : recipe_group_of(input, &live->obj);

    return group != NULL && group->desired == NULL;
}

static bool is_created(const RecipeInput *input, const Sequence *desired)
{
    const ChangeGroup *group = desired == NULL ? NULL : recipe_group_of(input, &desired->obj);

    return group != NULL && group->live == NULL;
}

/* Looks at each column that becomes (`to_identity`) or ceases to be an identity. */
static bool any_identity_change(const RecipeInput *input, bool to_identity,
                                const Sequence *sequence)
{
    for (size_t i = 0; i < input->changes->groups.len; i++) {
        const ChangeGroup *group = input->changes->groups.items[i];
        for (size_t k = 0; k < group->changes.len; k++) {
            const Change *change = group->changes.items[k];
            const Column *live = (const Column *)change->live;
            const Column *desired = (const Column *)change->desired;
            if (change->kind != CHANGE_ALTER || change->desired->type != &column_type ||
                recipe_is_identity(live) == recipe_is_identity(desired) ||
                recipe_is_identity(desired) != to_identity)
                continue;
            if (to_identity &&
                drawn_from(input, input->changes->live, group->live, live) == sequence)
                return true;
            if (!to_identity &&
                drawn_from(input, input->changes->desired, group->desired, desired) == sequence)
                return true;
        }
    }
    return false;
}

bool recipe_identity_takes(const RecipeInput *input, const Sequence *live)
{
    return is_dropped(input, live) && any_identity_change(input, true, live);
}

bool recipe_identity_leaves(const RecipeInput *input, const Sequence *desired)
{
    return is_created(input, desired) && any_identity_change(input, false, desired);
}

const Sequence *recipe_identity_takes_of(const Recipe *recipe, const Column *live)
{
    const Sequence *sequence =
        drawn_from(recipe->input, recipe->input->changes->live, &recipe->live->obj, live);

    return sequence != NULL && recipe_identity_takes(recipe->input, sequence) ? sequence : NULL;
}

const Sequence *recipe_identity_leaves_of(const Recipe *recipe, const Column *desired)
{
    const Sequence *sequence =
        drawn_from(recipe->input, recipe->input->changes->desired, &recipe->desired->obj, desired);

    return sequence != NULL && recipe_identity_leaves(recipe->input, sequence) ? sequence : NULL;
}

bool recipe_identity_comes_later(const Recipe *recipe, const Column *column)
{
    enum { SINCE_PARTITIONS_HAVE_IT = 170000 };
    bool gives =
        recipe_is_partitioned(recipe) && recipe->input->version >= SINCE_PARTITIONS_HAVE_IT;

    return recipe_is_identity(column) && !gives && recipe_children(recipe, recipe->desired).len > 0;
}

Str recipe_identity_sequence(const Recipe *recipe, const Column *column, Str sequence)
{
    PgIdentity identity = identity_of(recipe->arena, column);
    SqlWriter create = sql_new(&pg_quoting);

    sql_put(&create, RAW("CREATE SEQUENCE "), EX(sequence));
    pg_render_sequence_options(&create, &identity.options);
    return sql_finish(&create, recipe->arena);
}

/* The identity's own sequence goes on where this one stands, which goes. */
static void put_identity(const Recipe *recipe, Piece *piece, const Column *column, Str sequence)
{
    Str table = RECIPE_SQL(recipe, RECIPE_REL(recipe));

    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER TABLE "), EX(table), RAW(" ALTER COLUMN "),
                          ID(column->name), RAW(" ADD "),
                          EX(sparse_str(&column->rec, FIELD_COLUMN_GENERATED))));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe,
                          RAW("SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence("),
                          LIT(table), RAW(", "), LIT(column->name),
                          RAW("), last_value, is_called) FROM "), EX(sequence)));
    recipe_put(recipe, piece, RECIPE_SQL(recipe, RAW("DROP SEQUENCE "), EX(sequence)));
}

void recipe_put_identity_over(const Recipe *recipe, Piece *piece, const Column *column,
                              Str sequence)
{
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" ALTER COLUMN "),
                          ID(column->name), RAW(" DROP DEFAULT")));
    recipe_put(recipe, piece, /* or pg_get_serial_sequence would find two */
               RECIPE_SQL(recipe, RAW("ALTER SEQUENCE "), EX(sequence), RAW(" OWNED BY NONE")));
    put_identity(recipe, piece, column, sequence);
}

void recipe_put_identity_column(const Recipe *recipe, Piece *piece, const Column *column)
{
    Str parked = recipe_temporary_name(recipe->arena, column->name);
    Str sequence = RECIPE_SQL(recipe, QN(recipe->schema, parked));
    Str table = RECIPE_SQL(recipe, RECIPE_REL(recipe));
    Str alter =
        RECIPE_SQL(recipe, RAW("ALTER TABLE "), EX(table), RAW(" ALTER COLUMN "), ID(column->name));

    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER TABLE "), EX(table), RAW(" ADD COLUMN "),
                          ID(column->name), RAW(" "), EX(column->type)));
    recipe_put(recipe, piece, recipe_identity_sequence(recipe, column, sequence));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("UPDATE "), EX(table), RAW(" SET "), ID(column->name),
                          RAW(" = pg_catalog.nextval("), LIT(sequence), RAW(")")));
    recipe_put(recipe, piece, RECIPE_SQL(recipe, EX(alter), RAW(" SET NOT NULL")));
    put_identity(recipe, piece, column, sequence);
}

/* A plain or serial column becomes an identity; the serial's position is kept. */
static void add_identity(Recipe *recipe, const Change *change)
{
    const Column *live = (const Column *)change->live, *desired = (const Column *)change->desired;
    const Sequence *old =
        drawn_from(recipe->input, recipe->input->changes->live, &recipe->live->obj, live);
    bool takes = is_dropped(recipe->input, old);
    Str schema = takes ? old->obj.schema : STR_ABSENT;
    Str parked = takes ? recipe_temporary_name(recipe->arena, old->obj.name) : STR_ABSENT;
    Str table = RECIPE_SQL(recipe, RECIPE_REL(recipe));
    Piece *piece = recipe_add(recipe, OP_ADD_IDENTITY, change,
                              recipe_reason_of(recipe->arena, change, "Generated Default"));

    recipe_after_all(recipe, piece, &desired->rec);
    if (live->dflt.len > 0)
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe),
                              RAW(" ALTER COLUMN "), ID(desired->name), RAW(" DROP DEFAULT")));
    if (takes) /* its name is the one that the new sequence will want */
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER SEQUENCE "), QN(schema, old->obj.name),
                              RAW(" RENAME TO "), ID(parked)));
    if (takes) /* or pg_get_serial_sequence would find two */
        recipe_put(
            recipe, piece,
            RECIPE_SQL(recipe, RAW("ALTER SEQUENCE "), QN(schema, parked), RAW(" OWNED BY NONE")));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" ALTER COLUMN "),
                          ID(desired->name), RAW(" ADD "),
                          EX(sparse_str(&desired->rec, FIELD_COLUMN_GENERATED))));
    if (!takes) {
        put_setval_to_max(recipe, piece, desired->name);
        return;
    }
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe,
                          RAW("SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence("),
                          LIT(table), RAW(", "), LIT(desired->name),
                          RAW("), last_value, is_called) FROM "), QN(schema, parked)));
    recipe_put(recipe, piece, RECIPE_SQL(recipe, RAW("DROP SEQUENCE "), QN(schema, parked)));
}

/* Makes the sequence of a column that was an identity: the name is free only now. */
static void put_new_sequence(const Recipe *recipe, Piece *piece, const Column *column,
                             const Sequence *sequence)
{
    Str comment = sparse_str(&sequence->obj.rec, FIELD_COMMENT);
    Str name = RECIPE_SQL(recipe, QN(sequence->obj.schema, sequence->obj.name));

    recipe_put(recipe, piece, pg_render_sequence(recipe->arena, sequence));
    recipe_new_rights(recipe, &sequence->obj, NULL, &piece->statements);
    if (sparse_str(&sequence->obj.rec, FIELD_SEQUENCE_OWNED_BY).len > 0)
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER SEQUENCE "), EX(name), RAW(" OWNED BY "),
                              RECIPE_REL(recipe), RAW("."), ID(column->name)));
    if (comment.len > 0)
        recipe_put(
            recipe, piece,
            RECIPE_SQL(recipe, RAW("COMMENT ON SEQUENCE "), EX(name), RAW(" IS "), LIT(comment)));
    if (table_is_foreign(recipe->desired))
        return; /* its rows are on another server */
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("SELECT pg_catalog.setval("), LIT(name),
                          RAW("::pg_catalog.regclass, max("), ID(column->name), RAW(")) FROM "),
                          RECIPE_REL(recipe)));
}

bool recipe_identity_goes_first(const Column *live, const Column *desired)
{
    return recipe_is_identity(live) && !recipe_is_identity(desired) &&
           !str_is(desired->type, "smallint") && !str_is(desired->type, "integer") &&
           !str_is(desired->type, "bigint");
}

static void drop_identity(Recipe *recipe, const Change *change)
{
    const Column *live = (const Column *)change->live, *desired = (const Column *)change->desired;
    const Sequence *sequence =
        drawn_from(recipe->input, recipe->input->changes->desired, &recipe->desired->obj, desired);
    Piece *piece = recipe_add(recipe, OP_DROP_IDENTITY, change,
                              recipe_reason_of(recipe->arena, change, "Generated Default"));

    recipe_after_all(recipe, piece, &desired->rec);
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" ALTER COLUMN "),
                          ID(desired->name), RAW(" DROP IDENTITY")));
    if (is_created(recipe->input, sequence))
        put_new_sequence(recipe, piece, desired, sequence);
    if (desired->dflt.len > 0 && !recipe_identity_goes_first(live, desired))
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe),
                              RAW(" ALTER COLUMN "), ID(desired->name), RAW(" SET DEFAULT "),
                              EX(desired->dflt)));
}

static void put_options(SqlWriter *writer, const PgSequenceOptions *from,
                        const PgSequenceOptions *to)
{
    if (from->increment != to->increment)
        sql_put(writer, RAW(" SET INCREMENT BY "), NUM(to->increment));
    if (from->min != to->min)
        sql_put(writer, RAW(" SET MINVALUE "), NUM(to->min));
    if (from->max != to->max)
        sql_put(writer, RAW(" SET MAXVALUE "), NUM(to->max));
    if (from->start != to->start)
        sql_put(writer, RAW(" SET START WITH "), NUM(to->start));
    if (from->cache != to->cache)
        sql_put(writer, RAW(" SET CACHE "), NUM(to->cache));
    if (from->cycle != to->cycle)
        sql_put(writer, to->cycle ? RAW(" SET CYCLE") : RAW(" SET NO CYCLE"));
}

/* The position, where the new bounds may exclude it: the server would refuse them. */
static void fit_position(const Recipe *recipe, Piece *piece, SqlWriter *writer,
                         const PgSequenceOptions *from, const PgSequenceOptions *to, Str column)
{
    Str table = RECIPE_SQL(recipe, RECIPE_REL(recipe)), outside, alter;

    switch (recipe_sequence_fit(from, to)) {
    case SEQUENCE_FITS:
        return;
    case SEQUENCE_NEVER_FITS:
        sql_put(writer, RAW(" RESTART WITH "), NUM(to->start));
        return;
    case SEQUENCE_MAY_FIT:
        outside = RECIPE_SQL(
            recipe,
            RAW("coalesce(pg_catalog.pg_sequence_last_value(pg_catalog.pg_get_serial_sequence("),
            LIT(table), RAW(", "), LIT(column), RAW(")::pg_catalog.regclass), "), NUM(from->start),
            RAW(") NOT BETWEEN "), NUM(to->min), RAW(" AND "), NUM(to->max));
        alter = RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" ALTER COLUMN "),
                           ID(column));
        recipe_put(recipe, piece, recipe_sequence_restart(recipe, outside, alter, from, to));
        return;
    }
}

/* The sequence by another name, where the package says one; else absent. */
static Str sql_rename_sequence(const Recipe *recipe, const Change *change, const PgIdentity *from,
                               const PgIdentity *to)
{
    Str name = from->sequence.len > 0 ? from->sequence
                                      : pg_identity_sequence(recipe->arena, recipe->live->obj.name,
                                                             record_name(change->live));

    if (to->sequence.len == 0 || str_eq(to->sequence, name))
        return STR_ABSENT;
    return RECIPE_SQL(recipe, RAW("ALTER SEQUENCE "), QN(recipe->schema, name), RAW(" RENAME TO "),
                      ID(to->sequence));
}

static void alter_identity(Recipe *recipe, const Change *change)
{
    const Column *live = (const Column *)change->live, *desired = (const Column *)change->desired;
    PgIdentity from = identity_of(recipe->arena, live), to = identity_of(recipe->arena, desired);
    SqlWriter writer = sql_new(&pg_quoting);
    bool is_altered;
    size_t before;
    Piece *piece;
    Str rename;

    sql_put(&writer, RAW("ALTER COLUMN "), ID(desired->name));
    before = writer.sb.len;
    if (from.is_always != to.is_always)
        sql_put(&writer,
                to.is_always ? RAW(" SET GENERATED ALWAYS") : RAW(" SET GENERATED BY DEFAULT"));
    if (!str_eq(live->type, desired->type)) { /* bounds follow the type by themselves */
        PgSequenceOptions old = pg_sequence_defaults(live->type, from.options.increment);
        PgSequenceOptions new = pg_sequence_defaults(desired->type, from.options.increment);
        from.options.min = from.options.min == old.min ? new.min : from.options.min;
        from.options.max = from.options.max == old.max ? new.max : from.options.max;
    }
    put_options(&writer, &from.options, &to.options);
    rename = sql_rename_sequence(recipe, change, &from, &to);
    is_altered = writer.sb.len > before;
    if (!is_altered && rename.len == 0) {
        sb_free(&writer.sb);
        return;
    }
    piece = recipe_add(recipe, OP_ALTER_IDENTITY, change,
                       recipe_reason_of(recipe->arena, change, "Generated"));
    if (rename.len > 0)
        recipe_put(recipe, piece, rename);
    if (is_altered) {
        fit_position(recipe, piece, &writer, &from.options, &to.options, desired->name);
        piece->clause = sql_finish(&writer, recipe->arena);
    } else {
        sb_free(&writer.sb);
    }
    recipe_after_all(recipe, piece, &desired->rec);
}

void recipe_identity_column(Recipe *recipe, const Change *change)
{
    bool was = recipe_is_identity((const Column *)change->live);
    bool will = recipe_is_identity((const Column *)change->desired);

    if (was && will)
        alter_identity(recipe, change);
    else if (will)
        add_identity(recipe, change);
    else
        drop_identity(recipe, change);
}
