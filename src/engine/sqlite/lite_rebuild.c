/* The documented rebuild of a table: a new one beside it, rows copied, names exchanged.
 * Source: sqlite.org/lang_altertable.html#otheralter. */
#include "engine/sqlite/lite_conn.h"
#include "engine/sqlite/lite_definition.h"
#include "engine/sqlite/lite_recipe.h"
#include "model/label.h"

typedef struct Rebuild {
    const LiteRecipe *recipe;
    LiteStage stage;
    const Table *from, *to;
    Str name, temporary;
    Piece *piece;
    LiteDefinitions triggers; /* that it brings back */
} Rebuild;

static bool is_taken(const Model *model, Str name)
{
    for (size_t i = 0; i < model->objects.len; i++)
        if (lite_same_name(model->objects.items[i]->name, name))
            return true;
    return false;
}

/* Prefixed as all that is anneal's; the transaction leaves it to nobody. */
static Str temporary_name(const LiteRecipe *recipe, Str name)
{
    Str found = arena_printf(recipe->arena, LITE_NEW_PREFIX "%.*s", STR_ARG(name));

    for (int number = 2; is_taken(recipe->input->changes->live, found); number++)
        found = arena_printf(recipe->arena, LITE_NEW_PREFIX "%d_%.*s", number, STR_ARG(name));
    return found;
}

static void put(const Rebuild *rebuild, Str statement)
{
    lite_put(rebuild->recipe, &rebuild->piece->statements, statement);
}

/* A name that reaches the rowid of both tables; absent where the columns took all three. */
static Str rowid_name(const Rebuild *rebuild)
{
    static const char *const names[] = {"rowid", "_rowid_", "oid"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        Str name = str_from(names[i]);
        if (lite_table_column(rebuild->from, name) == NULL &&
            lite_table_column(rebuild->to, name) == NULL)
            return name;
    }
    return STR_ABSENT;
}

/* The columns of both sides of the copy, in the same order. */
static void copied_columns(const Rebuild *rebuild, StrVec *into, StrVec *out_of)
{
    Arena *arena = rebuild->recipe->arena;
    const Column *alias = lite_table_rowid_alias(rebuild->to);
    bool have_rowids =
        !lite_table_is_without_rowid(rebuild->from) && !lite_table_is_without_rowid(rebuild->to);
    Str rowid = rowid_name(rebuild);

    for (size_t i = 0; i < rebuild->to->columns.len; i++) {
        const Column *column = rebuild->to->columns.items[i];
        if (lite_column_is_generated(column) ||
            lite_table_column(rebuild->from, column->name) == NULL)
            continue;
        vec_push(arena, into, column->name);
        vec_push(arena, out_of, column->name);
    }
    /* Rows keep their rowid: other tables and full-text indexes may hold it. */
    if (have_rowids && rowid.len > 0 &&
        (alias == NULL || lite_table_column(rebuild->from, alias->name) == NULL)) {
        vec_push(arena, into, alias == NULL ? rowid : alias->name);
        vec_push(arena, out_of, rowid);
    }
}

/* OR ABORT: a conflict clause of the new table must not drop or replace rows silently. */
static void put_copy(const Rebuild *rebuild)
{
    StrVec into = {0}, out_of = {0};

    copied_columns(rebuild, &into, &out_of);
    if (into.len > 0)
        put(rebuild, sql_text(rebuild->recipe->arena, &lite_quoting, RAW("INSERT OR ABORT INTO "),
                              ID(rebuild->temporary), RAW(" ("), IDS(&into), RAW(")\nSELECT "),
                              IDS(&out_of), RAW("\nFROM "), ID(rebuild->name)));
}

static bool has_auto_increment(const Table *table)
{
    for (size_t i = 0; i < table->columns.len; i++)
        if (sparse_bool(&table->columns.items[i]->rec, FIELD_COLUMN_AUTO_INCREMENT))
            return true;
    return false;
}

/* The highest number ever given stays, also when its row is gone. */
static void put_sequence(const Rebuild *rebuild)
{
    Arena *arena = rebuild->recipe->arena;

    if (!has_auto_increment(rebuild->from) || !has_auto_increment(rebuild->to))
        return;
    put(rebuild, sql_text(arena, &lite_quoting, RAW("DELETE FROM sqlite_sequence WHERE name = "),
                          LIT(rebuild->temporary)));
    put(rebuild, sql_text(arena, &lite_quoting,
                          RAW("INSERT INTO sqlite_sequence (name, seq)\n"
                              "SELECT "),
                          LIT(rebuild->temporary), RAW(", seq FROM sqlite_sequence WHERE name = "),
                          LIT(rebuild->name)));
}

static void put_exchange(const Rebuild *rebuild)
{
    Arena *arena = rebuild->recipe->arena;

    put(rebuild, sql_text(arena, &lite_quoting, RAW("DROP TABLE "), ID(rebuild->name)));
    put(rebuild, sql_text(arena, &lite_quoting, RAW("ALTER TABLE "), ID(rebuild->temporary),
                          RAW(" RENAME TO "), ID(rebuild->name)));
    for (size_t i = 0; i < rebuild->to->indexes.len; i++) {
        const Index *index = rebuild->to->indexes.items[i];
        if (!index_is_constraint(index))
            put(rebuild, lite_render_index(arena, index, index->name, rebuild->name));
    }
}

static void put_triggers(const Rebuild *rebuild)
{
    for (size_t i = 0; i < rebuild->triggers.len; i++)
        put(rebuild, lite_definition_render(rebuild->recipe->arena, rebuild->triggers.items[i]));
}

/* Whether the change of a trigger, with this group, comes before the rebuild. */
static bool is_changed_before(const Rebuild *rebuild, const ChangeGroup *group)
{
    return group != NULL &&
           rebuild->stage > lite_trigger_stage(rebuild->recipe, (const Definition *)group->desired);
}

/* The triggers that the table has when this begins, and when it is done. */
static bool find_triggers(Rebuild *rebuild)
{
    const LiteRecipe *recipe = rebuild->recipe;
    const Changes *changes = recipe->input->changes;
    bool ok = true;

    for (size_t i = 0; i < changes->live->objects.len && ok; i++) {
        const Object *live = changes->live->objects.items[i];
        if (lite_is_trigger_of(live, recipe->live->obj.name) &&
            !is_changed_before(rebuild, lite_group_of(recipe->input, live)))
            ok = lite_carry(recipe, rebuild->piece, (const Definition *)live, &rebuild->triggers);
    }
    for (size_t i = 0; i < changes->groups.len && ok; i++) {
        const ChangeGroup *group = changes->groups.items[i];
        bool was = group->live != NULL && lite_is_trigger_of(group->live, recipe->live->obj.name);
        bool is = group->desired != NULL && lite_is_trigger_of(group->desired, rebuild->name);
        if ((!was && !is) || !is_changed_before(rebuild, group))
            continue;
        lite_order_after_definition(recipe, rebuild->piece, group);
        if (is)
            vec_push(recipe->arena, &rebuild->triggers, (const Definition *)group->desired);
    }
    return ok;
}

static bool stage_does(const Rebuild *rebuild, const Op *ops, size_t count)
{
    for (size_t i = 0; i < rebuild->recipe->tasks.len; i++)
        for (size_t k = 0; k < count; k++)
            if (rebuild->recipe->tasks.items[i]->stage == rebuild->stage &&
                rebuild->recipe->tasks.items[i]->op == ops[k])
                return true;
    return false;
}

/* Whether others may point to what this stage takes away or changes. */
static bool touches_keys(const Rebuild *rebuild)
{
    static const Op ops[] = {OP_DROP_COLUMN, OP_DROP_KEY,    OP_REPLACE_KEY,   OP_DROP_INDEX,
                             OP_CHANGE_TYPE, OP_NARROW_TYPE, OP_REPLACE_INDEX, OP_CHANGE_COLLATION};

    return stage_does(rebuild, ops, sizeof ops / sizeof *ops);
}

static void put_key_check(const Rebuild *rebuild, Str table)
{
    put(rebuild, sql_text(rebuild->recipe->arena, &lite_quoting, RAW("PRAGMA foreign_key_check("),
                          ID(table), RAW(")")));
}

/* Children keep their keys as they are; one that this plan touches too checks itself. */
static void put_child_checks(const Rebuild *rebuild)
{
    const Model *live = rebuild->recipe->input->changes->live;

    for (size_t i = 0; i < live->objects.len; i++) {
        const Table *child = (const Table *)live->objects.items[i];
        if (child == rebuild->recipe->live || child->obj.rec.type != &table_type ||
            lite_group_of(rebuild->recipe->input, &child->obj) != NULL)
            continue;
        for (size_t k = 0; k < child->foreign_keys.len; k++) {
            if (lite_same_name(child->foreign_keys.items[k]->related_table,
                               rebuild->recipe->live->obj.name)) {
                put_key_check(rebuild, child->obj.name);
                break;
            }
        }
    }
}

/* Preparing a statement on a view or a table with triggers fails where they use a column that is
 * gone. Views are found by name in their text. */
static void put_user_checks(const Rebuild *rebuild)
{
    static const Op removals[] = {OP_DROP_COLUMN};
    Arena *arena = rebuild->recipe->arena;
    Str folded = lite_fold_name(arena, rebuild->name);

    if (!stage_does(rebuild, removals, 1))
        return;
    put(rebuild, sql_text(arena, &lite_quoting,
                          RAW("SELECT count(c.cid) FROM sqlite_schema AS v, "
                              "pragma_table_xinfo(v.name, 'main') AS c\n"
                              "WHERE v.type = 'view' AND instr(lower(v.sql), "),
                          LIT(folded), RAW(") > 0")));
    if (rebuild->triggers.len == 0)
        return;
    put(rebuild, sql_text(arena, &lite_quoting, RAW("EXPLAIN INSERT INTO "), ID(rebuild->name),
                          RAW(" DEFAULT VALUES")));
    put(rebuild, sql_text(arena, &lite_quoting, RAW("EXPLAIN DELETE FROM "), ID(rebuild->name)));
}

static void put_checks(const Rebuild *rebuild)
{
    if (rebuild->to->foreign_keys.len > 0)
        put_key_check(rebuild, rebuild->name);
    if (touches_keys(rebuild))
        put_child_checks(rebuild);
    put_user_checks(rebuild);
}

/* Off: DROP TABLE would delete rows of other tables by their foreign keys. Legacy: RENAME must
 * leave views, triggers and keys that name the table as they are. Neither works inside a
 * transaction. */
static void put_session(const Rebuild *rebuild)
{
    const LiteRecipe *recipe = rebuild->recipe;
    Piece *piece = rebuild->piece;

    lite_put(recipe, &piece->session_before, STR("PRAGMA foreign_keys = OFF"));
    lite_put(recipe, &piece->session_before, STR("PRAGMA legacy_alter_table = ON"));
    lite_put(recipe, &piece->session_after, STR("PRAGMA legacy_alter_table = OFF"));
    lite_put(recipe, &piece->session_after, STR("PRAGMA foreign_keys = ON"));
}

static void add_op(const LiteRecipe *recipe, Piece *piece, Op op)
{
    if (!piece_does(piece, op))
        vec_push(recipe->arena, &piece->includes, op);
}

/* One task is the piece's own operation; several are a rebuild that includes them. */
static Piece *add_piece(const LiteRecipe *recipe, LiteStage stage)
{
    const LiteTask *only = NULL;
    Sb reason = sb_new(SB_LINE_MAX);
    size_t count = 0;
    Piece *piece;

    for (size_t i = 0; i < recipe->tasks.len; i++) {
        const LiteTask *task = recipe->tasks.items[i];
        if (task->stage != stage)
            continue;
        only = task;
        if (count++ > 0)
            sb_puts(&reason, "; ");
        if (task->change->live != &recipe->live->obj.rec)
            sb_printf(&reason, "%.*s: ",
                      STR_ARG(label_part(recipe->arena, &recipe->desired->obj,
                                         task->change->desired != NULL ? task->change->desired
                                                                       : task->change->live)));
        sb_puts(&reason, task->reason);
    }
    piece = lite_piece(recipe, count == 1 ? only->op : OP_REBUILD_TABLE,
                       count == 1 ? only->change : NULL,
                       count == 1 ? only->reason : sb_finish(&reason, recipe->arena).ptr);
    sb_free(&reason);
    return piece;
}

/* The planner lets an index go after the foreign keys of other tables that end, as they may point
 * to it. To one that isn't unique none can, and the wait would be a circle where such a key is to
 * stand on what this rebuild makes. */
static Op included_op(const LiteTask *task)
{
    bool is_plain =
        task->op == OP_DROP_INDEX && !index_is_unique((const Index *)task->change->live);

    return is_plain ? OP_REPLACE_INDEX : task->op;
}

static void add_tasks(const LiteRecipe *recipe, Piece *piece, LiteStage stage)
{
    bool all_wider = true;

    for (size_t i = 0; i < recipe->tasks.len; i++) {
        const LiteTask *task = recipe->tasks.items[i];
        if (task->stage != stage)
            continue;
        add_op(recipe, piece, included_op(task));
        lite_order_done(recipe, piece, recipe->group, task->change);
        if (task->probe.len > 0)
            lite_put(recipe, &piece->probes, task->probe);
        if (task->op == OP_REPLACE_FOREIGN_KEY || task->op == OP_REPLACE_CHECK ||
            task->op == OP_REPLACE_KEY || task->op == OP_REPLACE_INDEX)
            all_wider = all_wider && task->is_wider;
        all_wider = all_wider && task->op != OP_DROP_INDEX;
    }
    piece->is_wider = all_wider;
}

static bool can_read(const LiteRecipe *recipe)
{
    if (recipe->live->unread == NULL)
        return true;
    return err_at(recipe->errs, ERR_UNSUPPORTED,
                  record_loc(recipe->arena, &recipe->desired->obj.rec),
                  "change this table by hand, then declare it as it is",
                  "table %.*s would have to be rebuilt, but a part of its definition is not "
                  "understood: %s",
                  STR_ARG(recipe->live->obj.name), recipe->live->unread);
}

bool lite_rebuild(LiteRecipe *recipe, LiteStage stage)
{
    Rebuild rebuild = {.recipe = recipe, .stage = stage, .name = recipe->desired->obj.name};

    if (!can_read(recipe))
        return false;
    rebuild.from = lite_state(recipe, (int)stage - 1);
    rebuild.to = lite_state(recipe, (int)stage);
    rebuild.temporary = temporary_name(recipe, rebuild.name);
    rebuild.piece = add_piece(recipe, stage);
    add_tasks(recipe, rebuild.piece, stage);
    lite_need_parents(recipe, rebuild.piece, rebuild.to);
    lite_order_after_targets(recipe, rebuild.piece, rebuild.to, true);
    if (!find_triggers(&rebuild))
        return false;
    lite_order_stage_done(recipe, rebuild.piece, &recipe->desired->obj, stage);
    if (stage_does(&rebuild, (const Op[]){OP_DROP_COLUMN}, 1))
        lite_order_after_users(recipe, rebuild.piece);
    put_session(&rebuild);
    lite_put_trigger_check(recipe, rebuild.piece, rebuild.name, &rebuild.triggers);
    put(&rebuild, lite_render_table(recipe->arena, rebuild.to, rebuild.temporary));
    put_copy(&rebuild);
    put_sequence(&rebuild);
    put_exchange(&rebuild);
    put_triggers(&rebuild);
    put_checks(&rebuild);
    lite_keep_columns(recipe, rebuild.piece, stage, NULL);
    return true;
}
