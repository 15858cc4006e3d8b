/* Recipes of what only foreign tables have: options, and a server that changes.
 *
 * Nothing here asks for a row: that could be a call to another server. */
#include "engine/postgres/recipe.h"
#include "engine/postgres/remote.h"

static Str sql_alter(const Recipe *recipe, Str clause)
{
    return RECIPE_SQL(recipe, RAW("ALTER FOREIGN TABLE "), RECIPE_REL(recipe), RAW(" "),
                      EX(clause));
}

/* `ALTER COLUMN "c" OPTIONS (…)`, of the table itself without the column. */
static Str clause_of(const Recipe *recipe, const Record *rec, const Record *from, const Record *to)
{
    SqlWriter writer = sql_new(&pg_quoting);

    if (rec->type == &column_type)
        sql_put(&writer, RAW("ALTER COLUMN "), ID(record_name(rec)));
    (void)pg_render_options_change(&writer, sparse_map(from, FIELD_OPTIONS),
                                   sparse_map(to, FIELD_OPTIONS));
    return str_trim(sql_finish(&writer, recipe->arena));
}

void recipe_foreign_options(Recipe *recipe)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        Piece *piece;
        if (change->kind != CHANGE_ALTER || !change_has(change, "Options"))
            continue;
        piece = recipe_add(recipe, OP_SET_FOREIGN_OPTIONS, change,
                           recipe_reason_of(recipe->arena, change, "Options"));
        piece->clause = clause_of(recipe, change->desired, change->live, change->desired);
        recipe_undo(
            recipe, piece,
            sql_alter(recipe, clause_of(recipe, change->desired, change->desired, change->live)));
        if (change->desired->type == &column_type)
            recipe_after_name(recipe, piece, record_name(change->desired));
    }
}

Str recipe_sql_drop_table(const Recipe *recipe, const Table *table)
{
    return RECIPE_SQL(recipe,
                      table_is_foreign(table) ? RAW("DROP FOREIGN TABLE ") : RAW("DROP TABLE "),
                      RECIPE_REL(recipe));
}

bool recipe_changes_server(const ChangeGroup *group, const Change *change)
{
    return change->kind == CHANGE_RECREATE && change->desired == &group->desired->rec &&
           change->desired->type == &table_type && change_has(change, "Server");
}

static void put_comment(const Recipe *recipe, Piece *piece, const Record *rec)
{
    Str comment = sparse_str(rec, FIELD_COMMENT);

    if (comment.len > 0)
        vec_push(recipe->arena, &piece->finally, recipe_sql_comment(recipe, rec, comment));
}

/* All of the new table that CREATE TABLE doesn't make but a foreign one can have. */
static void put_rest(const Recipe *recipe, Piece *piece)
{
    const Table *desired = recipe->desired;

    for (size_t i = 0; i < desired->checks.len; i++) {
        const Check *check = desired->checks.items[i];
        SqlWriter writer;
        if (!sparse_bool(&check->rec, FIELD_NOT_VALID))
            continue;
        writer = sql_new(&pg_quoting);
        sql_put(&writer, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" ADD "));
        pg_render_check(&writer, check->name, check);
        recipe_put(recipe, piece, sql_finish(&writer, recipe->arena));
    }
    put_comment(recipe, piece, &desired->obj.rec);
    for (size_t i = 0; i < desired->columns.len; i++)
        put_comment(recipe, piece, &desired->columns.items[i]->rec);
    for (size_t i = 0; i < desired->checks.len; i++)
        put_comment(recipe, piece, &desired->checks.items[i]->rec);
}

/* Rows of an ordinary table go with it; those behind a server stay where they are. */
bool recipe_new_server(Recipe *recipe, const Change *change)
{
    Piece *piece = recipe_add(recipe, OP_RECREATE_FOREIGN_TABLE, change,
                              recipe_reason_of(recipe->arena, change, "Server"));

    if (!table_is_foreign(recipe->live))
        vec_push(recipe->arena, &piece->includes, OP_DROP_TABLE);
    recipe_take_along(recipe, piece, change);
    recipe_put(recipe, piece, recipe_sql_drop_table(recipe, recipe->live));
    recipe_put(recipe, piece, pg_render_table(recipe->arena, recipe->desired));
    put_rest(recipe, piece);
    recipe_new_rights(recipe, &recipe->desired->obj, &recipe->live->obj, &piece->statements);
    recipe->base = piece;
    recipe_create_indexes(recipe, change);
    return recipe_create_foreign_keys(recipe, change);
}
