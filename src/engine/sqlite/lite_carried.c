/* Triggers that a rebuild brings back, as they read when the renames of the plan are done. */
#include <sqlite3.h>

#include "engine/sqlite/lite_recipe.h"

typedef VEC(const ChangeGroup *) Groups;

static bool is_rename(const Change *change)
{
    return change->kind == CHANGE_RENAME &&
           (change->live->type == &table_type || change->live->type == &column_type);
}

/* Whether a rename of this group, table or column, may touch the text. Columns of a table that it
 * doesn't name can't be meant. */
static bool is_touched(const ChangeGroup *group, Str sql)
{
    if (group->live == NULL || group->desired == NULL ||
        !lite_text_has_name(sql, group->live->name))
        return false;
    for (size_t i = 0; i < group->changes.len; i++)
        if (is_rename(group->changes.items[i]) &&
            lite_text_has_name(sql, record_name(group->changes.items[i]->live)))
            return true;
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

static bool rename_table(sqlite3 *db, Str from, Str to)
{
    Arena scratch = {0};
    bool ok = run(db, sql_text(&scratch, &lite_quoting, RAW("ALTER TABLE "), ID(from),
                               RAW(" RENAME TO "), ID(to)));

    arena_free(&scratch);
    return ok;
}

static bool rename_column(sqlite3 *db, Str table, Str from, Str to)
{
    Arena scratch = {0};
    bool ok = run(db, sql_text(&scratch, &lite_quoting, RAW("ALTER TABLE "), ID(table),
                               RAW(" RENAME COLUMN "), ID(from), RAW(" TO "), ID(to)));

    arena_free(&scratch);
    return ok;
}

/* By way of a passing name, half of the way at a time: whatever the order in which the plan does
 * the renames, chains and swaps among them, this ends with the same text. */
static bool run_half(const ChangeGroup *group, size_t number, sqlite3 *db, bool second)
{
    Arena scratch = {0};
    Str passing = arena_printf(&scratch, "_anneal_name_%zu", number), table = group->desired->name;
    bool ok =
        second ? rename_table(db, passing, table) : rename_table(db, group->live->name, passing);

    table = second ? table : passing;
    for (size_t i = 0; ok && i < group->changes.len; i++) {
        const Change *change = group->changes.items[i];
        Str name = arena_printf(&scratch, "_anneal_name_%zu", i);
        if (change->kind != CHANGE_RENAME || change->live->type != &column_type)
            continue;
        ok = second ? rename_column(db, table, name, record_name(change->desired))
                    : rename_column(db, table, record_name(change->live), name);
    }
    arena_free(&scratch);
    return ok;
}

static bool run_renames(const Groups *touched, sqlite3 *db)
{
    for (size_t i = 0; i < touched->len; i++)
        if (!run_half(touched->items[i], i, db, false))
            return false;
    for (size_t i = 0; i < touched->len; i++)
        if (!run_half(touched->items[i], i, db, true))
            return false;
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
static bool rewrite(const LiteRecipe *recipe, const Groups *touched, Str sql, Str *renamed)
{
    sqlite3 *db = NULL;
    bool ok = sqlite3_open(":memory:", &db) == SQLITE_OK;

    ok = ok && make_tables(db, recipe->input->changes->live, sql) && run(db, sql) &&
         run_renames(touched, db) && read_back(recipe, db, renamed);
    (void)sqlite3_close(db);
    return ok;
}

/* The text holds from then on, so the piece waits for these renames. */
static void wait_for_renames(const LiteRecipe *recipe, Piece *piece, const Groups *touched)
{
    for (size_t i = 0; i < touched->len; i++) {
        const ChangeGroup *group = touched->items[i];
        for (size_t k = 0; k < group->changes.len; k++)
            if (is_rename(group->changes.items[k]))
                lite_order_after(recipe, piece, group, group->changes.items[k]);
    }
}

bool lite_carried_sql(const LiteRecipe *recipe, Piece *piece, Str sql, Str *renamed)
{
    Groups touched = {0};

    for (size_t i = 0; i < recipe->input->changes->groups.len; i++)
        if (is_touched(recipe->input->changes->groups.items[i], sql))
            vec_push(recipe->arena, &touched, recipe->input->changes->groups.items[i]);
    *renamed = sql;
    if (touched.len == 0)
        return true;
    wait_for_renames(recipe, piece, &touched);
    if (rewrite(recipe, &touched, sql, renamed))
        return true;
    return err_at(recipe->errs, ERR_UNSUPPORTED,
                  record_loc(recipe->arena, &recipe->desired->obj.rec),
                  "deploy the renames first, then the rest of the changes",
                  "table %.*s must be rebuilt, and one of its triggers uses a name that this plan "
                  "changes",
                  STR_ARG(recipe->live->obj.name));
}
