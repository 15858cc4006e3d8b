/* Triggers that a rebuild brings back, as they read when the renames of the plan are done. */
#include <sqlite3.h>

#include "engine/sqlite/lite_recipe.h"

/* Whether a rename of this group, table or column, touches a name that the text has. */
static bool is_touched(const ChangeGroup *group, Str sql)
{
    for (size_t i = 0; i < group->changes.len; i++) {
        const Change *change = group->changes.items[i];
        if (change->kind == CHANGE_RENAME &&
            (change->live->type == &table_type || change->live->type == &column_type) &&
            lite_text_has_name(sql, record_name(change->live)))
            return true;
    }
    return false;
}

static bool run(sqlite3 *db, Str sql)
{
    Arena scratch = {0};
    bool ok = sqlite3_exec(db, arena_cstr(&scratch, sql), NULL, NULL, NULL) == SQLITE_OK;

    arena_free(&scratch);
    return ok;
}

/* A table's names are enough for a trigger: columns without types or constraints. */
static bool make_table(sqlite3 *db, const Table *table)
{
    Arena scratch = {0};
    StrVec names = {0};
    bool ok;

    for (size_t i = 0; i < table->columns.len; i++)
        vec_push(&scratch, &names, table->columns.items[i]->name);
    ok = run(db, sql_text(&scratch, &lite_quoting, RAW("CREATE TABLE "), ID(table->obj.name),
                          RAW(" ("), IDS(&names), RAW(")")));
    arena_free(&scratch);
    return ok;
}

static bool make_tables(sqlite3 *db, const Model *live, Str sql)
{
    for (size_t i = 0; i < live->objects.len; i++)
        if (lite_text_has_name(sql, live->objects.items[i]->name) &&
            !make_table(db, (const Table *)live->objects.items[i]))
            return false;
    return true;
}

/* The renames of this group's table, by the statements of its own pieces: they come first. */
static bool run_renames(const LiteRecipe *recipe, sqlite3 *db)
{
    for (size_t i = 0; i < recipe->pieces->list.len; i++) {
        const Piece *piece = recipe->pieces->list.items[i];
        if (piece->op != OP_RENAME_TABLE && piece->op != OP_RENAME_COLUMN)
            continue;
        for (size_t k = 0; k < piece->statements.len; k++)
            if (!run(db, piece->statements.items[k]))
                return false;
    }
    return true;
}

static bool read_back(const LiteRecipe *recipe, sqlite3 *db, Str *sql)
{
    sqlite3_stmt *stmt = NULL;
    bool ok = sqlite3_prepare_v2(db, "SELECT sql FROM sqlite_schema WHERE type = 'trigger'", -1,
                                 &stmt, NULL) == SQLITE_OK &&
              sqlite3_step(stmt) == SQLITE_ROW;

    if (ok)
        *sql = arena_str(recipe->arena, str_from((const char *)sqlite3_column_text(stmt, 0)));
    (void)sqlite3_finalize(stmt);
    return ok;
}

/* SQLite itself rewrites a trigger on RENAME, and only it knows how: it does so here in memory. The
 * same input gives the same text, so the recipe stays pure. */
static bool rewrite(const LiteRecipe *recipe, Str sql, Str *renamed)
{
    sqlite3 *db = NULL;
    bool ok = sqlite3_open(":memory:", &db) == SQLITE_OK;

    ok = ok && make_tables(db, recipe->input->changes->live, sql) && run(db, sql) &&
         run_renames(recipe, db) && read_back(recipe, db, renamed);
    (void)sqlite3_close(db);
    return ok;
}

bool lite_carried_sql(const LiteRecipe *recipe, Str sql, Str *renamed)
{
    bool own = is_touched(recipe->group, sql), others = false;

    for (size_t i = 0; i < recipe->input->changes->groups.len; i++) {
        const ChangeGroup *group = recipe->input->changes->groups.items[i];
        others = others || (group != recipe->group && is_touched(group, sql));
    }
    *renamed = sql;
    if (!own && !others)
        return true;
    if (!others && rewrite(recipe, sql, renamed))
        return true;
    return err_at(recipe->errs, ERR_UNSUPPORTED,
                  record_loc(recipe->arena, &recipe->desired->obj.rec),
                  "deploy the renames first, then the rest of the changes",
                  "table %.*s must be rebuilt, and one of its triggers uses a name that this plan "
                  "changes",
                  STR_ARG(recipe->live->obj.name));
}
