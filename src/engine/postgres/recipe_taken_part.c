/* Recipes: parts of tables that go and come back with what they use. */
#include "engine/postgres/recipe_taken.h"

/* What dropping a part does to its table, and what bringing it back does. */
static const struct {
    const RecordType *type;
    bool is_key; /* of an index: that of a constraint */
    Op drop, put_back;
} part_ops[] = {
    {&policy_type, false, OP_DROP_POLICY, OP_ALTER_POLICY},
    {&check_type, false, OP_DROP_CHECK, OP_REPLACE_CHECK},
    {&exclusion_type, false, OP_DROP_EXCLUSION, OP_REPLACE_EXCLUSION},
    {&statistics_type, false, OP_DROP_STATISTICS, OP_REPLACE_STATISTICS},
    {&foreign_key_type, false, OP_DROP_FOREIGN_KEY, OP_REPLACE_FOREIGN_KEY},
    {&index_type, false, OP_DROP_INDEX, OP_REPLACE_INDEX},
    {&index_type, true, OP_DROP_KEY, OP_REPLACE_KEY},
};

/* The table by its name when the piece runs. */
static const Object *table_of(const RecipeInput *input, const Object *live)
{
    const ChangeGroup *group = changes_group_of(input->changes, live);

    return group == NULL || group->desired == NULL ? live : group->desired;
}

/* What a part becomes; itself where it stays, or where it goes: who drops it for good comes
 * later. */
static const Record *successor(const RecipeInput *input, const Taken *taken)
{
    const ChangeGroup *group = changes_group_of(input->changes, taken->of);

    for (size_t i = 0; group != NULL && i < group->changes.len; i++)
        if (group->changes.items[i]->live == taken->part &&
            group->changes.items[i]->desired != NULL)
            return group->changes.items[i]->desired;
    return taken->part;
}

Str recipe_taken_part_name(const Recipe *recipe, const Object *table, const Record *live)
{
    return arena_printf(recipe->arena, "taken along %s %.*s of %.*s.%.*s", live->type->word,
                        STR_ARG(record_name(live)), STR_ARG(table->schema), STR_ARG(table->name));
}

static bool is_plain_index(const Record *part)
{
    return part->type == &index_type && !index_is_constraint((const Index *)part);
}

/* Where a generated column keeps its place it reads nothing for a while. */
static Str column_drop(const Recipe *recipe, const Taken *taken, Str name)
{
    const Column *live = (const Column *)taken->part;

    if (!recipe_is_generated(live))
        return RECIPE_SQL(recipe, RAW("ALTER COLUMN "), ID(name), RAW(" DROP DEFAULT"));
    if (taken_keeps_column(recipe->input, taken->of, live))
        return RECIPE_SQL(recipe, RAW("ALTER COLUMN "), ID(name), RAW(" SET EXPRESSION AS (NULL::"),
                          EX(live->type), RAW(")"));
    return RECIPE_SQL(recipe, RAW("DROP COLUMN IF EXISTS "), ID(name));
}

static Str statistics_schema(const Object *table, const Record *part)
{
    const Statistics *statistics = (const Statistics *)part;

    return statistics->schema.len > 0 ? statistics->schema : table->schema;
}

static Str drop_sql(const Recipe *recipe, const Object *table, const Taken *taken, Str name)
{
    const Record *part = taken->part;

    if (part->type == &domain_type)
        return RECIPE_SQL(recipe, RAW("ALTER DOMAIN "), QN(table->schema, table->name),
                          RAW(" DROP DEFAULT"));
    if (table->rec.type == &domain_type)
        return RECIPE_SQL(recipe, RAW("ALTER DOMAIN "), QN(table->schema, table->name),
                          RAW(" DROP CONSTRAINT IF EXISTS "), ID(name));
    if (part->type == &policy_type)
        return RECIPE_SQL(recipe, RAW("DROP POLICY IF EXISTS "), ID(name), RAW(" ON "),
                          QN(table->schema, table->name));
    if (is_plain_index(part))
        return RECIPE_SQL(recipe, RAW("DROP INDEX IF EXISTS "), QN(table->schema, name));
    if (part->type == &statistics_type)
        return RECIPE_SQL(recipe, RAW("DROP STATISTICS IF EXISTS "),
                          QN(statistics_schema(table, part), name));
    if (part->type == &column_type)
        return RECIPE_SQL(recipe, RAW("ALTER TABLE IF EXISTS "), QN(table->schema, table->name),
                          RAW(" "), EX(column_drop(recipe, taken, name)));
    return RECIPE_SQL(recipe, RAW("ALTER TABLE IF EXISTS "), QN(table->schema, table->name),
                      RAW(" DROP CONSTRAINT IF EXISTS "), ID(name));
}

static bool is_of_row(const Record *part, size_t row)
{
    return part->type == part_ops[row].type &&
           (part->type != &index_type ||
            index_is_constraint((const Index *)part) == part_ops[row].is_key);
}

static Op drop_op_of(const Record *part)
{
    for (size_t i = 0; i < sizeof part_ops / sizeof *part_ops; i++)
        if (is_of_row(part, i))
            return part_ops[i].drop;
    return OP_DROP_COLUMN;
}

static Op put_back_op_of(const Object *of, const Record *part)
{
    if (of->rec.type == &domain_type)
        return OP_ADD_DOMAIN_CHECK;
    for (size_t i = 0; i < sizeof part_ops / sizeof *part_ops; i++)
        if (is_of_row(part, i))
            return part_ops[i].put_back;
    return recipe_is_generated((const Column *)part) ? OP_RECREATE_COLUMN : OP_SET_DEFAULT;
}

/* Whether the plan drops the part, or what it does to the column. */
static bool is_going(const RecipeInput *input, const Taken *taken)
{
    const ChangeGroup *group = changes_group_of(input->changes, taken->of);
    const Change *change =
        group == NULL || group->desired == NULL ? NULL : recipe_change_of(group, taken->part);

    return change != NULL && change->kind == CHANGE_DROP;
}

/* A default that comes with the column's new type, which the piece of that sets behind it. */
static bool comes_with_type(const RecipeInput *input, const Taken *taken)
{
    const ChangeGroup *group = changes_group_of(input->changes, taken->of);
    const Change *change = group == NULL || taken->part->type != &column_type
                               ? NULL
                               : recipe_change_of(group, taken->part);

    return change != NULL && change->kind == CHANGE_ALTER &&
           !recipe_is_generated((const Column *)change->live) &&
           !recipe_is_generated((const Column *)change->desired) &&
           (change_has(change, "DataType") || change_has(change, "Collation"));
}

void taken_drop_part(const Recipe *recipe, Piece *piece, const Taker *taker, const Taken *taken)
{
    const Object *table = table_of(recipe->input, taken->of);
    const Record *next = successor(recipe->input, taken);
    bool is_column = taken->part->type == &column_type || taken->part->type == &domain_type;
    PieceTouch touch = {taken->of, taken->part,
                        taken->is_rows ? OP_CHANGE_TYPE : put_back_op_of(taken->of, taken->part)};

    /* What goes for good, and in nobody's favour, goes when the new default has come. */
    if (comes_with_type(recipe->input, taken) && taker->change->desired == NULL &&
        taker->heir == NULL)
        return;
    if (taken->is_rows)
        taken_put_rows_away(recipe, piece, (TakenPart){table, next});
    /* Under either name, as it may have been renamed before; columns have their new one. */
    else
        recipe_put(recipe, piece,
                   drop_sql(recipe, table, taken, record_name(is_column ? next : taken->part)));
    if (!is_column && !str_eq(record_name(next), record_name(taken->part)))
        recipe_put(recipe, piece, drop_sql(recipe, table, taken, record_name(next)));
    vec_push(recipe->arena, &piece->frees, recipe_taken_part_name(recipe, taken->of, taken->part));
    vec_push(recipe->arena, &piece->touches, touch);
    if (table != taken->of)
        vec_push(recipe->arena, &piece->needs, table);
}

static void put_column(SqlWriter *writer, const RecipeInput *input, const Taken *taken,
                       const Column *next)
{
    const Column *live = (const Column *)taken->part;

    if (!recipe_is_generated(live)) {
        sql_put(writer, RAW("ALTER COLUMN "), ID(next->name));
        if (next->dflt.len > 0)
            sql_put(writer, RAW(" SET DEFAULT "), EX(next->dflt));
        else
            sql_put(writer, RAW(" DROP DEFAULT"));
    } else if (taken_keeps_column(input, taken->of, live)) {
        sql_put(writer, RAW("ALTER COLUMN "), ID(next->name), RAW(" SET EXPRESSION AS ("),
                EX(sparse_str(&next->rec, FIELD_COLUMN_GENERATION)), RAW(")"));
    } else {
        sql_put(writer, RAW("ADD COLUMN "));
        pg_render_column(writer, next);
    }
}

static void put_default(SqlWriter *writer, const Domain *next)
{
    if (next->dflt.len > 0)
        sql_put(writer, RAW("SET DEFAULT "), EX(next->dflt));
    else
        sql_put(writer, RAW("DROP DEFAULT"));
}

Str recipe_sql_make_part(const Recipe *recipe, const Object *table, const Record *part)
{
    SqlWriter writer = sql_new(&pg_quoting);
    Str name = record_name(part);

    if (is_plain_index(part)) {
        pg_render_index(&writer, table->schema, table->name, name, (const Index *)part);
        return sql_finish(&writer, recipe->arena);
    }
    if (part->type == &statistics_type) {
        pg_render_statistics(&writer, table->schema, table->name, name, (const Statistics *)part);
        return sql_finish(&writer, recipe->arena);
    }
    sql_put(&writer, RAW("ALTER TABLE "), QN(table->schema, table->name), RAW(" ADD "));
    if (part->type == &check_type)
        pg_render_check(&writer, name, (const Check *)part);
    else if (part->type == &index_type)
        pg_render_key(&writer, name, (const Index *)part);
    else if (part->type == &exclusion_type)
        pg_render_exclusion(&writer, name, (const Exclusion *)part);
    else
        pg_render_foreign_key(&writer, name, (const ForeignKey *)part);
    return sql_finish(&writer, recipe->arena);
}

static Str put_sql(const Recipe *recipe, const Object *table, const Taken *taken,
                   const Record *next)
{
    SqlWriter writer = sql_new(&pg_quoting);

    if (next->type == &policy_type) {
        pg_render_policy(&writer, table->schema, table->name, record_name(next),
                         (const RowPolicy *)next);
        return sql_finish(&writer, recipe->arena);
    }
    if (table->rec.type != &domain_type && next->type != &column_type)
        return recipe_sql_make_part(recipe, table, next);
    sql_put(&writer, table->rec.type == &domain_type ? RAW("ALTER DOMAIN ") : RAW("ALTER TABLE "),
            QN(table->schema, table->name), RAW(" "));
    if (next->type == &column_type) {
        put_column(&writer, recipe->input, taken, (const Column *)next);
        return sql_finish(&writer, recipe->arena);
    }
    if (next->type == &domain_type) {
        put_default(&writer, (const Domain *)next);
        return sql_finish(&writer, recipe->arena);
    }
    sql_put(&writer, RAW("ADD "));
    pg_render_check(&writer, record_name(next), (const Check *)next);
    return sql_finish(&writer, recipe->arena);
}

void taken_put_part_back(const Recipe *recipe, Piece *piece, const Taker *taker, const Taken *taken)
{
    const Object *table = table_of(recipe->input, taken->of);
    const Record *next = successor(recipe->input, taken);
    const ChangeGroup *group = changes_group_of(recipe->input->changes, taken->of);
    PiecePart made = {table, next};

    if (taken->is_rows) {
        taken_put_rows_back(recipe, piece, taken, (TakenPart){table, next});
        return;
    }
    if (group != NULL && group->desired == NULL && taker->change->desired == NULL)
        return; /* both go */
    if (comes_with_type(recipe->input, taken))
        return;
    if (is_going(recipe->input, taken)) {
        vec_push(recipe->arena, &piece->includes, drop_op_of(taken->part));
        return;
    }
    if (taken->waits && taken_last(recipe->input, taken->part) != taker)
        return;
    if (next != taken->part)
        vec_push(recipe->arena, &piece->makes_parts, made);
    vec_push(recipe->arena, &piece->finally, put_sql(recipe, table, taken, next));
    taken_put_beside(recipe, piece, taken, (TakenPart){table, next});
}

Str recipe_if_exists(const Recipe *recipe, const Change *part)
{
    return recipe_part_is_taken(recipe->input, part->live) || recipe_lets_go(recipe, part)
               ? STR("IF EXISTS ")
               : STR_ABSENT;
}

bool recipe_part_is_taken(const RecipeInput *input, const Record *live)
{
    return live != NULL && taken_last(input, live) != NULL;
}

void recipe_leave_taken_parts(Recipe *recipe)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        const Column *column = (const Column *)change->live;
        if (change->live == NULL || change->desired == NULL || change->kind == CHANGE_RENAME ||
            !recipe_part_is_taken(recipe->input, change->live))
            continue;
        /* Of a plain column its default only. */
        if (change->live->type != &column_type || recipe_is_generated(column))
            recipe_done(recipe, change->desired);
    }
}

void recipe_after_taken(const Recipe *recipe, Piece *piece, const Record *live)
{
    if (recipe_part_is_taken(recipe->input, live))
        vec_push(recipe->arena, &piece->takes,
                 recipe_taken_part_name(recipe, recipe->group->live, live));
}
