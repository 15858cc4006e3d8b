/* Renames as SQLite carries them into views and triggers: only it knows how, so it does it in
 * memory. The same input gives the same text, so recipes that ask stay pure. */
#include "engine/sqlite/lite_carried.h"

#include <sqlite3.h>

#include "engine/sqlite/lite_conn.h"
#include "engine/sqlite/lite_recipe.h"

bool lite_renames_touch(const LiteTableRenames *renames, Str text)
{
    bool touches = !str_eq(renames->table.from, renames->table.to);

    if (!lite_text_has_name(text, renames->table.from))
        return false;
    for (size_t i = 0; i < renames->columns.len && !touches; i++)
        touches = lite_text_has_name(text, renames->columns.items[i].from);
    return touches;
}

static bool run(sqlite3 *db, Str sql)
{
    Arena scratch = {0};
    bool ok = sqlite3_exec(db, arena_cstr(&scratch, sql), NULL, NULL, NULL) == SQLITE_OK;

    arena_free(&scratch);
    return ok;
}

/* ---- what the definition stands on */

typedef struct Stage {
    sqlite3 *db;
    Arena scratch;
    const Model *live;
    Map made; /* folded name of a relation -> Object */
} Stage;

static bool make(Stage *stage, const Object *object);

static bool make_used(Stage *stage, const Definition *user)
{
    const Object *own = lite_relation_of(stage->live, user);
    bool ok = own == NULL || make(stage, own);

    for (size_t i = 0; i < stage->live->edges.len && ok; i++)
        if (stage->live->edges.items[i].from == &user->obj)
            ok = make(stage, stage->live->edges.items[i].to);
    return ok;
}

static bool make(Stage *stage, const Object *object)
{
    if (map_get(&stage->made, object->name) != NULL)
        return true;
    (void)map_put(&stage->scratch, &stage->made, object->name, stage);
    if (type_is_definition(object->rec.type))
        return make_used(stage, (const Definition *)object) &&
               run(stage->db, lite_definition_render(&stage->scratch, (const Definition *)object));
    return run(stage->db, lite_render_stand_in(&stage->scratch, (const Table *)object));
}

/* ---- the renames */

static bool rename_table(Stage *stage, Str from, Str to)
{
    return run(stage->db, sql_text(&stage->scratch, &lite_quoting, RAW("ALTER TABLE "), ID(from),
                                   RAW(" RENAME TO "), ID(to)));
}

static bool rename_column(Stage *stage, Str table, Str from, Str to)
{
    return run(stage->db, sql_text(&stage->scratch, &lite_quoting, RAW("ALTER TABLE "), ID(table),
                                   RAW(" RENAME COLUMN "), ID(from), RAW(" TO "), ID(to)));
}

/* By way of a passing name, half of the way at a time: whatever the order in which the plan does
 * the renames, chains and swaps among them, this ends with the same text. */
static bool run_half(Stage *stage, const LiteTableRenames *renames, size_t number, bool second)
{
    Str passing = arena_printf(&stage->scratch, "_anneal_name_%zu", number);
    Str table = second ? renames->table.to : passing;
    bool ok = second ? rename_table(stage, passing, table)
                     : rename_table(stage, renames->table.from, table);

    for (size_t i = 0; ok && i < renames->columns.len; i++) {
        const LiteRename *column = &renames->columns.items[i];
        Str name = arena_printf(&stage->scratch, "_anneal_name_%zu", i);
        ok = second ? rename_column(stage, table, name, column->to)
                    : rename_column(stage, table, column->from, name);
    }
    return ok;
}

static bool run_renames(Stage *stage, const LiteRenames *renames)
{
    for (int half = 0; half < 2; half++)
        for (size_t i = 0; i < renames->len; i++)
            if (!run_half(stage, &renames->items[i], i, half == 1))
                return false;
    return true;
}

static bool read_back(Stage *stage, Arena *arena, const Definition *definition, Str *text)
{
    sqlite3_stmt *stmt = NULL;
    const Definition *renamed = NULL;

    if (sqlite3_prepare_v2(stage->db, "SELECT sql FROM sqlite_schema WHERE name = ?1 AND type = ?2",
                           -1, &stmt, NULL) == SQLITE_OK &&
        sqlite3_bind_text(stmt, 1, definition->own.ptr, (int)definition->own.len, NULL) ==
            SQLITE_OK &&
        sqlite3_bind_text(stmt, 2, definition->obj.rec.type->word, -1, NULL) == SQLITE_OK &&
        sqlite3_step(stmt) == SQLITE_ROW)
        renamed = lite_definition_read(arena, str_from((const char *)sqlite3_column_text(stmt, 0)));
    if (renamed != NULL)
        *text = renamed->text;
    (void)sqlite3_finalize(stmt);
    return renamed != NULL;
}

bool lite_renamed_text(Arena *arena, const Model *live, const Definition *definition,
                       const LiteRenames *renames, Str *text)
{
    Stage stage = {.live = live};
    bool ok = sqlite3_open(":memory:", &stage.db) == SQLITE_OK;

    ok = ok && make(&stage, &definition->obj) && run_renames(&stage, renames) &&
         read_back(&stage, arena, definition, text);
    (void)sqlite3_close(stage.db);
    arena_free(&stage.scratch);
    return ok;
}

/* ---- for recipes */

static LiteTableRenames renames_of(Arena *arena, const ChangeGroup *group)
{
    LiteTableRenames renames = {.table = {group->live->name, group->desired->name}};

    for (size_t i = 0; i < group->changes.len; i++) {
        const Change *change = group->changes.items[i];
        LiteRename rename;
        if (change->kind != CHANGE_RENAME || change->live->type != &column_type)
            continue;
        rename = (LiteRename){record_name(change->live), record_name(change->desired)};
        vec_push(arena, &renames.columns, rename);
    }
    return renames;
}

static bool carried_text(const LiteRecipe *recipe, Piece *piece, const Definition *trigger,
                         Str *text)
{
    const Changes *changes = recipe->input->changes;
    LiteObjects tables = lite_tables_of(recipe->arena, changes->live, trigger);
    LiteRenames touching = {0};

    for (size_t i = 0; i < tables.len; i++) {
        const ChangeGroup *group = lite_group_of(recipe->input, tables.items[i]);
        LiteTableRenames renames;
        if (group == NULL || group->desired == NULL)
            continue;
        renames = renames_of(recipe->arena, group);
        if (!lite_renames_touch(&renames, trigger->text))
            continue;
        vec_push(recipe->arena, &touching, renames);
        lite_order_after_renames(recipe, piece, group); /* the text holds from then on */
    }
    *text = trigger->text;
    if (touching.len == 0 ||
        lite_renamed_text(recipe->arena, changes->live, trigger, &touching, text))
        return true;
    return err_at(recipe->errs, ERR_UNSUPPORTED,
                  record_loc(recipe->arena, &recipe->group->desired->rec),
                  "deploy the renames first, then the rest of the changes",
                  "%s %.*s must be rebuilt, and one of its triggers uses a name that this plan "
                  "changes",
                  recipe->group->live->rec.type->word, STR_ARG(recipe->group->live->name));
}

bool lite_carry(const LiteRecipe *recipe, Piece *piece, const Definition *live,
                LiteDefinitions *triggers)
{
    Definition *trigger = ARENA_NEW(recipe->arena, Definition);

    *trigger = *live;
    vec_push(recipe->arena, triggers, trigger);
    return carried_text(recipe, piece, live, &trigger->text);
}

void lite_put_trigger_check(const LiteRecipe *recipe, Piece *piece, Str relation,
                            const LiteDefinitions *triggers)
{
    SqlWriter writer = sql_new(&lite_quoting);

    sql_put(&writer, RAW(LITE_NEW_TRIGGERS "WHERE type = 'trigger' AND lower(tbl_name) = "),
            LIT(lite_fold_name(recipe->arena, relation)));
    for (size_t i = 0; i < triggers->len; i++) {
        const Definition *trigger = triggers->items[i];
        sql_put(&writer, RAW("\nAND NOT (name = "), LIT(trigger->own),
                RAW(" AND substr(sql, -length("), LIT(trigger->text), RAW(")) = "),
                LIT(trigger->text), RAW(")"));
    }
    lite_put(recipe, &piece->statements, sql_finish(&writer, recipe->arena));
}
