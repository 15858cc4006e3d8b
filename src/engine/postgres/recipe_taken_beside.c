/* Recipes: what is said of a part of a table beside its definition, when the part has come back. */
#include "engine/postgres/recipe_taken.h"

/* A part that has come back, and who says the rest of it. */
typedef struct Back {
    Recipe recipe; /* by the names of the part's table */
    const Taken *taken;
    TakenPart made;
    bool is_new; /* nothing is left of what was said of it */
    StrVec *to;
} Back;

static Str alter_table(const Back *back, Str clause)
{
    return RECIPE_SQL(&back->recipe, RAW("ALTER TABLE "),
                      QN(back->made.table->schema, back->made.table->name), RAW(" "), EX(clause));
}

static void put(const Back *back, Str statement)
{
    vec_push(back->recipe.arena, back->to, statement);
}

static void put_comment(const Back *back)
{
    Str before = back->is_new ? STR_ABSENT : sparse_str(back->taken->part, FIELD_COMMENT);
    Str comment = sparse_str(back->made.part, FIELD_COMMENT);
    Str of_index = sparse_str(back->made.part, FIELD_INDEX_COMMENT);

    if (back->made.table->rec.type == &domain_type && comment.len > 0)
        put(back, recipe_sql_domain_check_comment(&back->recipe, (const Check *)back->made.part,
                                                  comment));
    else if (!str_eq(comment, before))
        put(back, recipe_sql_comment(&back->recipe, back->made.part, comment));
    if (of_index.len > 0)
        put(back, recipe_sql_index_comment(&back->recipe, back->made.part, of_index));
}

/* ---- columns */

static void put_not_null_comment(const Back *back, const Column *column)
{
    Str comment = sparse_str(&column->rec, FIELD_NOT_NULL_COMMENT);

    if (back->is_new && comment.len > 0)
        put(back, recipe_not_null_comment(&back->recipe, column, comment));
}

static void put_column(const Back *back)
{
    const Column *next = (const Column *)back->made.part;
    const Column *before = back->is_new ? NULL : (const Column *)back->taken->part;
    StrVec clauses = pg_column_storage_clauses(back->recipe.arena, before, next);
    StrVec options = pg_column_option_clauses(back->recipe.arena, before, next);

    for (size_t i = 0; i < clauses.len; i++)
        put(back, alter_table(back, clauses.items[i]));
    for (size_t i = 0; i < options.len; i++)
        put(back, alter_table(back, options.items[i]));
    put_comment(back);
    put_not_null_comment(back, next);
    if (back->is_new)
        recipe_column_rights(&back->recipe, back->made.table, next, back->to);
}

/* ---- indexes, and the constraints that have one */

/* Whether the table's rows are told apart by it, before the plan and behind it: what begins with
 * the plan waits for all that it needs (recipe_options.c). */
static bool stays_identity(const Back *back)
{
    const Record *live = &back->taken->of->rec, *table = &back->made.table->rec;

    return str_eq(sparse_str(live, FIELD_TABLE_REPLICA_INDEX), record_name(back->taken->part)) &&
           str_eq(sparse_str(table, FIELD_TABLE_REPLICA_INDEX), record_name(back->made.part));
}

static void put_marks(const Back *back)
{
    Str name = record_name(back->made.part);

    if (sparse_bool(back->made.part, FIELD_INDEX_CLUSTERED))
        put(back, alter_table(back, RECIPE_SQL(&back->recipe, RAW("CLUSTER ON "), ID(name))));
    if (stays_identity(back))
        put(back, alter_table(back, RECIPE_SQL(&back->recipe, RAW("REPLICA IDENTITY USING INDEX "),
                                               ID(name))));
}

static void put_index(const Back *back)
{
    Str name = record_name(back->made.part);
    Piece targets = {0};

    recipe_index_statistics(&back->recipe, &targets, name, NULL, back->made.part);
    for (size_t i = 0; i < targets.statements.len; i++)
        put(back, targets.statements.items[i]);
}

void taken_put_beside(const Recipe *recipe, Piece *piece, const Taken *taken, TakenPart made)
{
    const Column *live = (const Column *)taken->part;
    bool is_column = made.part->type == &column_type;
    Back back = {.recipe = *recipe, .taken = taken, .made = made, .to = &piece->finally};

    if (made.part->type == &domain_type || (is_column && !recipe_is_generated(live)))
        return; /* its default only */
    back.recipe.schema = made.table->schema;
    back.recipe.name = made.table->name;
    back.is_new = !is_column || !taken_keeps_column(recipe->input, taken->of, live);
    if (is_column) {
        put_column(&back);
        return;
    }
    if (made.part->type == &statistics_type && sparse_int(made.part, FIELD_STATISTICS_TARGET).given)
        put(&back, recipe_statistics_target(&back.recipe, (const Statistics *)made.part));
    if (made.part->type == &index_type)
        put_index(&back);
    if (made.part->type == &index_type || made.part->type == &exclusion_type)
        put_marks(&back);
    put_comment(&back);
}
