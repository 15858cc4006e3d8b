/* Views and triggers: a text that means what the live one does becomes that one; another is shown
 * to SQLite, in memory, before anything runs. */
#include "engine/sqlite/lite_carried.h"
#include "engine/sqlite/lite_conn.h"
#include "engine/sqlite/lite_render.h"
#include "engine/sqlite/lite_slots.h"
#include "engine/sqlite/lite_table.h"
#include "engine/sqlite/lite_text.h"
#include "model/label.h"

typedef struct Match {
    const Definition *live; /* or NULL */
    Definition *desired;
    bool is_same; /* once the renames of this plan are done */
} Match;
typedef VEC(Match) Matches;

typedef struct Trial {
    LiteConn *conn;
    Pairs *pairs;
    Errs *errs;
    Arena *arena;    /* of the desired model */
    Map renames;     /* name of a live table -> LiteTableRenames */
    sqlite3 *memory; /* desired tables and views; NULL: not asked for yet */
    bool has_losses; /* a column, table or view goes: what stays may need it */
} Trial;

static void read_table_renames(Trial *trial, const Pair *pair)
{
    LiteTableRenames *renames = ARENA_NEW(trial->arena, LiteTableRenames);

    *renames = (LiteTableRenames){.table = {record_name(pair->live), record_name(pair->desired)}};
    for (size_t i = 0; i < pair->children.len; i++) {
        const Pair *child = pair->children.items[i];
        LiteRename column;
        if (!child->is_renamed || child->live->type != &column_type)
            continue;
        column = (LiteRename){record_name(child->live), record_name(child->desired)};
        vec_push(trial->arena, &renames->columns, column);
    }
    if (pair->is_renamed || renames->columns.len > 0)
        (void)map_put(trial->arena, &trial->renames, renames->table.from, renames);
}

static void read_losses(Trial *trial, const Pair *pair)
{
    trial->has_losses = trial->has_losses || pair->desired == NULL;
    for (size_t i = 0; i < pair->children.len && !trial->has_losses; i++)
        trial->has_losses = pair->children.items[i]->desired == NULL &&
                            pair->children.items[i]->live->type == &column_type;
}

static void read_pairs(Trial *trial)
{
    for (size_t i = 0; i < trial->pairs->objects.len; i++) {
        const Pair *pair = trial->pairs->objects.items[i];
        read_losses(trial, pair);
        if (pair->live != NULL && pair->desired != NULL && pair->desired->type == &table_type)
            read_table_renames(trial, pair);
    }
}

/* The live text as it will read when the renames of this plan are done. */
static Str renamed_text(const Trial *trial, const Definition *live)
{
    LiteRenames touching = {0};
    LiteObjects tables = {0};
    Str text = live->text;

    if (trial->renames.len > 0)
        tables = lite_tables_of(trial->arena, trial->pairs->live, live);
    for (size_t i = 0; i < tables.len; i++) {
        const LiteTableRenames *renames = map_get(&trial->renames, tables.items[i]->name);
        if (renames != NULL && lite_renames_touch(renames, live->text))
            vec_push(trial->arena, &touching, *renames);
    }
    if (touching.len > 0)
        (void)lite_renamed_text(trial->arena, trial->pairs->live, live, &touching, &text);
    return text;
}

/* ---- the trial */

static bool run(const Trial *trial, Str sql)
{
    return sqlite3_exec(trial->memory, sql.ptr, NULL, NULL, NULL) == SQLITE_OK;
}

/* Which of them fails doesn't matter, since what needs it fails too. */
static bool open_memory(Trial *trial)
{
    const Model *desired = trial->pairs->desired;
    Arena scratch = {0};

    if (sqlite3_open(":memory:", &trial->memory) != SQLITE_OK)
        return err_addf(trial->errs, ERR_SERVER, "a scratch database in memory failed: %s",
                        sqlite3_errmsg(trial->memory));
    for (size_t i = 0; i < desired->objects.len; i++) {
        const Object *object = desired->objects.items[i];
        if (object->rec.type == &view_type)
            (void)run(trial, lite_definition_render(&scratch, (const Definition *)object));
        else if (object->rec.type == &table_type)
            (void)run(trial, lite_render_stand_in(&scratch, (const Table *)object));
    }
    arena_free(&scratch);
    return true;
}

static bool is_managed(const Trial *trial, Str name)
{
    const Model *models[] = {trial->pairs->live, trial->pairs->desired};
    bool is = false;

    for (size_t i = 0; i < sizeof models / sizeof *models; i++)
        is = is || model_find(models[i], REC_TABLE, STR_ABSENT, name) != NULL ||
             model_find(models[i], REC_VIEW, STR_ABSENT, name) != NULL;
    return is;
}

/* What the database has and the package doesn't manage: in memory there is no such thing. */
static bool is_outside(const Trial *trial, Str name)
{
    sqlite3_stmt *stmt = NULL;
    bool found = false;

    if (str_starts(name, STR("main.")))
        name = str_sub(name, strlen("main."), SIZE_MAX);
    if (sqlite3_prepare_v2(trial->conn->db,
                           "SELECT 1 FROM sqlite_schema WHERE name = ?1 COLLATE NOCASE", -1, &stmt,
                           NULL) == SQLITE_OK &&
        sqlite3_bind_text(stmt, 1, name.ptr, (int)name.len, NULL) == SQLITE_OK)
        found = sqlite3_step(stmt) == SQLITE_ROW;
    (void)sqlite3_finalize(stmt);
    return found && !is_managed(trial, name);
}

/* Functions, modules and collations may be the application's own, unknown here. */
static bool counts(const Trial *trial, Str said, bool is_parsed)
{
    static const char *const names[] = {"no such column: ", "ambiguous column name: "};

    if (str_starts(said, STR("no such table: ")))
        return !is_outside(trial, str_sub(said, strlen("no such table: "), SIZE_MAX));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_starts(said, str_from(names[i])))
            return true;
    return !is_parsed;
}

static void refuse(const Trial *trial, const Definition *definition, bool is_parsed)
{
    Str said = arena_str(trial->arena, str_from(sqlite3_errmsg(trial->memory)));
    Err err = {.code = ERR_SERVER, .loc = record_loc(trial->arena, &definition->obj.rec)};

    if (!counts(trial, said, is_parsed))
        return;
    err.message = arena_printf(trial->arena, "%.*s: SQLite refuses it: %.*s",
                               STR_ARG(label_object(trial->arena, &definition->obj)), STR_ARG(said))
                      .ptr;
    err.server = said.ptr;
    err.hint = "if the text is meant for another database, use Platforms";
    err_add(trial->errs, err);
}

/* Whether a statement can be prepared: SQLite resolves all names of its views and triggers then. */
static bool resolves(sqlite3 *db, Str sql)
{
    sqlite3_stmt *stmt = NULL;
    bool ok = sqlite3_prepare_v2(db, sql.ptr, (int)sql.len, &stmt, NULL) == SQLITE_OK;

    (void)sqlite3_finalize(stmt);
    return ok;
}

/* UPDATE of all that can be written. */
static Str update_sql(Arena *arena, const Table *table)
{
    SqlWriter writer = sql_new(&lite_quoting);
    bool is_first = true;

    sql_put(&writer, RAW("UPDATE "), ID(table->obj.name));
    for (size_t i = 0; i < table->columns.len; i++) {
        if (lite_column_is_generated(table->columns.items[i]))
            continue;
        sql_put(&writer, is_first ? RAW(" SET ") : RAW(", "), ID(table->columns.items[i]->name),
                RAW(" = NULL"));
        is_first = false;
    }
    return sql_finish(&writer, arena);
}

/* A write that fires it, by its event. */
static Str firing_sql(Arena *arena, const Model *model, const Definition *trigger)
{
    LiteTokens tokens = lite_tokens_read(arena, trigger->text);
    const Table *table = (const Table *)model_find(model, REC_TABLE, STR_ABSENT, trigger->relation);

    for (size_t i = 0; i < tokens.len; i++) {
        if (lite_token_is(&tokens.items[i], "DELETE"))
            return sql_text(arena, &lite_quoting, RAW("DELETE FROM "), ID(trigger->relation));
        if (lite_token_is(&tokens.items[i], "INSERT") || table == NULL)
            return sql_text(arena, &lite_quoting, RAW("INSERT INTO "), ID(trigger->relation),
                            RAW(" DEFAULT VALUES"));
        if (lite_token_is(&tokens.items[i], "UPDATE"))
            break;
    }
    return update_sql(arena, table);
}

static void try_trigger(const Trial *trial, const Definition *trigger)
{
    if (!run(trial, lite_definition_render(trial->arena, trigger))) {
        refuse(trial, trigger, false);
        return;
    }
    if (!resolves(trial->memory, firing_sql(trial->arena, trial->pairs->desired, trigger)))
        refuse(trial, trigger, true);
    (void)run(trial, lite_definition_drop(trial->arena, trigger));
}

/* The columns of a view; false: that can't be told. */
static bool columns_of(const Trial *trial, sqlite3 *db, Str view, StrVec *columns)
{
    Str sql = sql_text(trial->arena, &lite_quoting, RAW("SELECT * FROM "), ID(view));
    sqlite3_stmt *stmt = NULL;
    bool ok = sqlite3_prepare_v2(db, sql.ptr, (int)sql.len, &stmt, NULL) == SQLITE_OK;

    for (int i = 0; ok && i < sqlite3_column_count(stmt); i++)
        vec_push(trial->arena, columns,
                 arena_str(trial->arena, str_from(sqlite3_column_name(stmt, i))));
    (void)sqlite3_finalize(stmt);
    return ok;
}

/* Whether who reads the live view finds all its columns, in their places, in the new one. One that
 * doesn't work now is read by nobody. */
static bool keeps_columns(const Trial *trial, Str live, const StrVec *after)
{
    StrVec before = {0};
    bool keeps = columns_of(trial, trial->conn->db, live, &before);

    if (!keeps)
        return true;
    for (size_t i = 0; i < before.len && keeps; i++)
        keeps = i < after->len && lite_same_name(before.items[i], after->items[i]);
    return keeps;
}

static void try_view(const Trial *trial, const Definition *live, Definition *desired)
{
    StrVec columns = {0};
    bool is_parsed = run(trial, lite_definition_drop(trial->arena, desired)) &&
                     run(trial, lite_definition_render(trial->arena, desired));

    if (!is_parsed || !columns_of(trial, trial->memory, desired->own, &columns)) {
        refuse(trial, desired, is_parsed);
        return;
    }
    if (live != NULL)
        sparse_set_bool(trial->arena, &desired->obj.rec, FIELD_DEFINITION_REPLACEABLE,
                        keeps_columns(trial, live->own, &columns));
}

/* One that stays as it is may lose what it reads; what doesn't work now is no news. */
static bool is_in_danger(const Trial *trial, const Definition *live)
{
    StrVec columns = {0};

    if (!trial->has_losses)
        return false;
    if (live->obj.rec.type == &view_type)
        return columns_of(trial, trial->conn->db, live->own, &columns);
    return resolves(trial->conn->db, firing_sql(trial->arena, trial->pairs->live, live));
}

static bool try_one(Trial *trial, const Match *match)
{
    if (match->is_same && !is_in_danger(trial, match->live))
        return true;
    if (trial->memory == NULL && !open_memory(trial))
        return false;
    if (match->desired->obj.rec.type == &view_type)
        try_view(trial, match->is_same ? NULL : match->live, match->desired);
    else
        try_trigger(trial, match->desired);
    return true;
}

/* ---- what is the same */

static void find_matches(Trial *trial, Matches *matches)
{
    for (size_t i = 0; i < trial->pairs->objects.len; i++) {
        Match match = {.live = (const Definition *)trial->pairs->objects.items[i]->live,
                       .desired = (Definition *)trial->pairs->objects.items[i]->desired};
        if (match.desired == NULL || !type_is_definition(match.desired->obj.rec.type))
            continue;
        match.is_same = match.live != NULL &&
                        lite_text_same(renamed_text(trial, match.live), match.desired->text);
        vec_push(trial->arena, matches, match);
    }
}

/* SQLite keeps what was written, so the live text is the canonical one. */
static void settle(const Trial *trial, const Match *match)
{
    Definition *desired = match->desired;

    if (match->live == NULL)
        return;
    if (lite_same_name(match->live->own, desired->own))
        desired->own = desired->obj.name = arena_str(trial->arena, match->live->own);
    if (match->is_same)
        desired->text = arena_str(trial->arena, match->live->text);
    else if (str_eq(match->live->text, desired->text)) /* the renames make others of its words */
        desired->text = arena_printf(trial->arena, " %.*s", STR_ARG(desired->text));
}

/* Settled when all have been tried: what the package says goes together. */
bool lite_canonicalize_definitions(Conn *conn, Pairs *pairs, Errs *errs)
{
    Trial trial = {
        .conn = (LiteConn *)conn, .pairs = pairs, .errs = errs, .arena = &pairs->desired->arena};
    Matches matches = {0};
    bool ok = true;

    read_pairs(&trial);
    find_matches(&trial, &matches);
    for (size_t i = 0; i < matches.len && ok; i++)
        ok = try_one(&trial, &matches.items[i]);
    for (size_t i = 0; i < matches.len; i++)
        settle(&trial, &matches.items[i]);
    (void)sqlite3_close(trial.memory);
    return ok;
}
