/* Puts tasks into stages in which each table between two stages is one that SQLite takes. */
#include "engine/sqlite/lite_recipe.h"

static void postpone(LiteTask *task, LiteStage stage)
{
    if (task->stage < stage)
        task->stage = stage;
}

static bool is_new_column(const LiteTask *task)
{
    return task->change->kind == CHANGE_CREATE && task->change->desired->type == &column_type;
}

static bool is_of_primary_key(const LiteTask *task)
{
    const Record *rec = task->change->desired != NULL ? task->change->desired : task->change->live;

    return (rec->type == &index_type && ((const Index *)rec)->is_primary) ||
           (task->aspects & LITE_ASPECT_AUTO_INCREMENT) != 0;
}

/* Source: sqlite.org/stricttables.html. */
static bool is_strict_type(Str type)
{
    static const char *const types[] = {"INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"};

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_eq_ascii_nocase(type, str_from(types[i])))
            return true;
    return false;
}

/* ANY of a strict table. */
static bool keeps_values(Str type)
{
    return str_eq_ascii_nocase(type, STR("ANY"));
}

/* STRICT and types go together: in between, a type would be none that a strict table knows, or ANY
 * of another one, which turns '007' into 7. */
static LiteStage strict_stage(const LiteRecipe *recipe, LiteStage stage)
{
    bool becomes_strict = lite_table_is_strict(recipe->desired);

    if (becomes_strict && stage < LITE_STAGE_RESTRICT)
        stage = LITE_STAGE_RESTRICT;
    for (size_t i = 0; i < recipe->tasks.len; i++) {
        const LiteTask *task = recipe->tasks.items[i];
        bool is_odd_drop =
            task->op == OP_DROP_COLUMN &&
            (becomes_strict ? !is_strict_type(((const Column *)task->change->live)->type)
                            : keeps_values(((const Column *)task->change->live)->type));
        bool is_type = (task->aspects & LITE_ASPECT_TYPE) != 0 || task->op == OP_NARROW_TYPE;
        if (is_type && task->stage > stage)
            stage = task->stage;
        if (is_odd_drop)
            stage = LITE_STAGE_REMOVE;
    }
    return stage;
}

/* A new primary key forbids NULL as long as the table is strict. */
static void settle_strict(LiteRecipe *recipe, LiteTask *options)
{
    bool becomes_strict = lite_table_is_strict(recipe->desired);

    options->stage = strict_stage(recipe, options->stage);
    for (size_t i = 0; i < recipe->tasks.len; i++) {
        LiteTask *task = recipe->tasks.items[i];
        if ((task->aspects & LITE_ASPECT_TYPE) != 0 || is_new_column(task) ||
            (!becomes_strict && is_of_primary_key(task) && task->change->desired != NULL))
            postpone(task, options->stage);
    }
}

/* WITHOUT ROWID needs a key without AUTOINCREMENT, and lasts as long as it has one. */
static void settle_rowid(LiteRecipe *recipe, LiteTask *options)
{
    bool loses_rowid = lite_table_is_without_rowid(recipe->desired);

    if (loses_rowid)
        postpone(options, LITE_STAGE_RESTRICT);
    for (size_t i = 0; i < recipe->tasks.len; i++) {
        LiteTask *task = recipe->tasks.items[i];
        if (!is_of_primary_key(task))
            continue;
        if (loses_rowid)
            postpone(options, task->stage);
        else
            postpone(task, options->stage);
    }
}

static void settle_options(LiteRecipe *recipe)
{
    LiteTask *options = NULL;

    for (size_t i = 0; i < recipe->tasks.len; i++)
        if (recipe->tasks.items[i]->op == OP_SET_TABLE_OPTIONS)
            options = recipe->tasks.items[i];
    if (options == NULL)
        return;
    /* Rowid first: strictness looks at the stage that comes of it, and key tasks have no types. */
    if (lite_table_is_without_rowid(recipe->live) != lite_table_is_without_rowid(recipe->desired))
        settle_rowid(recipe, options);
    if (lite_table_is_strict(recipe->live) != lite_table_is_strict(recipe->desired))
        settle_strict(recipe, options);
    if (lite_table_is_without_rowid(recipe->live) && !lite_table_is_without_rowid(recipe->desired))
        settle_rowid(recipe, options); /* strictness may have moved it */
}

static bool is_alias(const Table *table, const Record *column)
{
    return (const Record *)lite_table_rowid_alias(table) == column;
}

static bool keeps_integers(Str type)
{
    LiteAffinity affinity = lite_affinity(type);

    return affinity == LITE_AFFINITY_INTEGER || affinity == LITE_AFFINITY_NUMERIC;
}

/* INTEGER and INT differ as the type of a rowid alias. Where its key or the rowid changes too, that
 * is what makes the difference, and the type goes along. */
static void settle_aliases(LiteRecipe *recipe)
{
    for (size_t i = 0; i < recipe->tasks.len; i++) {
        LiteTask *task = recipe->tasks.items[i];
        const Change *change = task->change;
        if ((task->aspects & LITE_ASPECT_TYPE) == 0 || task->op != OP_CHANGE_TYPE ||
            is_alias(recipe->live, change->live) == is_alias(recipe->desired, change->desired) ||
            !keeps_integers(((const Column *)change->live)->type) ||
            !keeps_integers(((const Column *)change->desired)->type))
            continue;
        for (size_t k = 0; k < recipe->tasks.len; k++) {
            const LiteTask *other = recipe->tasks.items[k];
            if (other->op != OP_SET_TABLE_OPTIONS &&
                (!is_of_primary_key(other) || other->aspects != 0))
                continue;
            if (task->op == OP_CHANGE_TYPE || other->stage > task->stage)
                task->stage = other->stage;
            task->op = OP_WIDEN_TYPE;
        }
    }
}

/* What stands on a new column comes with it or later. True when something moved. */
static bool settle_users(LiteRecipe *recipe)
{
    bool moved = false;

    for (size_t i = 0; i < recipe->tasks.len; i++) {
        const LiteTask *column = recipe->tasks.items[i];
        for (size_t k = 0; is_new_column(column) && k < recipe->tasks.len; k++) {
            LiteTask *task = recipe->tasks.items[k];
            bool waits =
                task != column && task->change->desired != NULL &&
                task->change->kind != CHANGE_RENAME && task->stage < column->stage &&
                lite_part_uses(task->change->desired, record_name(column->change->desired));
            if (waits)
                task->stage = column->stage;
            moved = moved || waits;
        }
    }
    return moved;
}

/* A generated column has no default. */
static void settle_defaults(LiteRecipe *recipe)
{
    for (size_t i = 0; i < recipe->tasks.len; i++) {
        const LiteTask *generation = recipe->tasks.items[i];
        for (size_t k = 0;
             (generation->aspects & LITE_ASPECT_GENERATION) != 0 && k < recipe->tasks.len; k++)
            if (recipe->tasks.items[k]->change == generation->change &&
                recipe->tasks.items[k]->op == OP_SET_DEFAULT)
                postpone(recipe->tasks.items[k], generation->stage);
    }
}

static bool points_to(const LiteRecipe *recipe, const ForeignKey *key, const Index *index)
{
    if (!lite_same_name(key->related_table, recipe->live->obj.name) ||
        key->related_columns.len != index->keys.len)
        return false;
    for (size_t i = 0; i < index->keys.len; i++)
        if (!lite_part_uses(&index->rec, key->related_columns.items[i]))
            return false;
    return true;
}

/* A key stays as long as a foreign key of the table itself points to it. True when something moved.
 */
static bool settle_own_keys(LiteRecipe *recipe)
{
    bool moved = false;

    for (size_t i = 0; i < recipe->tasks.len; i++) {
        const LiteTask *foreign = recipe->tasks.items[i];
        const Record *live = foreign->change->live;
        for (size_t k = 0; live != NULL && live->type == &foreign_key_type && k < recipe->tasks.len;
             k++) {
            LiteTask *task = recipe->tasks.items[k];
            const Record *key = task->change->live;
            bool waits = key != NULL && key->type == &index_type && task->stage < foreign->stage &&
                         points_to(recipe, (const ForeignKey *)live, (const Index *)key);
            if (waits)
                task->stage = foreign->stage;
            moved = moved || waits;
        }
    }
    return moved;
}

/* NOT NULL stays as long as a primary key implies it. */
static void settle_nulls(LiteRecipe *recipe)
{
    for (size_t i = 0; i < recipe->tasks.len; i++) {
        LiteTask *task = recipe->tasks.items[i];
        if (task->op != OP_DROP_NOT_NULL)
            continue;
        while (task->stage < LITE_STAGE_REMOVE) {
            const Table *table = lite_state(recipe, (int)task->stage);
            const Column *column = lite_table_column(table, record_name(task->change->desired));
            if (column == NULL || column->is_nullable)
                break;
            task->stage = (LiteStage)((int)task->stage + 1);
        }
    }
}

void lite_stages_settle(LiteRecipe *recipe)
{
    settle_options(recipe);
    settle_aliases(recipe);
    settle_defaults(recipe);
    while (settle_users(recipe) || settle_own_keys(recipe))
        continue;
    settle_nulls(recipe);
}
