/* Changes of a table -> tasks: what is to be done, when, and whether ALTER TABLE can do it. */
#include "engine/reason.h"
#include "engine/sqlite/lite_recipe.h"
#include "model/label.h"

static LiteTask *add_task(LiteRecipe *recipe, const Change *change, Op op, LiteStage stage,
                          bool needs_rebuild)
{
    LiteTask *task = ARENA_NEW(recipe->arena, LiteTask);

    *task = (LiteTask){.change = change, .op = op, .stage = stage, .needs_rebuild = needs_rebuild};
    task->reason = reason_of_change(recipe->arena, change, NULL);
    vec_push(recipe->arena, &recipe->tasks, task);
    return task;
}

/* A task for some fields of an altered column; columns are altered by a rebuild only. */
static LiteTask *add_aspect(LiteRecipe *recipe, const Change *change, Op op, LiteStage stage,
                            unsigned aspects, const char *const *keys)
{
    LiteTask *task = add_task(recipe, change, op, stage, true);

    task->aspects = aspects;
    task->reason = reason_of_change(recipe->arena, change, keys);
    return task;
}

#define KEYS(...) ((const char *const[]){__VA_ARGS__, NULL})

static bool is_alias(const Table *table, const Column *column)
{
    return lite_table_rowid_alias(table) == column;
}

/* A strict table stores one kind of value by type; elsewhere a type is only an affinity, by which
 * values are converted where nothing is lost by it (text to numbers loses the spelling). */
static Op type_op(const LiteRecipe *recipe, const Column *live, const Column *desired)
{
    LiteAffinity from = lite_affinity(live->type), to = lite_affinity(desired->type);
    bool was_exact = from == LITE_AFFINITY_INTEGER || from == LITE_AFFINITY_NUMERIC;
    bool is_exact = to == LITE_AFFINITY_INTEGER || to == LITE_AFFINITY_NUMERIC;

    if (is_alias(recipe->live, live) != is_alias(recipe->desired, desired))
        return OP_CHANGE_TYPE;
    if (lite_table_is_strict(recipe->desired) && str_eq_ascii_nocase(desired->type, STR("ANY")))
        return OP_WIDEN_TYPE;
    if (from == to || (was_exact && is_exact && !lite_table_is_strict(recipe->desired)))
        return OP_WIDEN_TYPE;
    if (to == LITE_AFFINITY_TEXT || to == LITE_AFFINITY_BLOB ||
        (from == LITE_AFFINITY_REAL && is_exact && !lite_table_is_strict(recipe->desired)))
        return OP_CHANGE_TYPE;
    return OP_NARROW_TYPE;
}

static void read_type(LiteRecipe *recipe, const Change *change)
{
    const Column *live = (const Column *)change->live, *desired = (const Column *)change->desired;
    Op op = type_op(recipe, live, desired);
    LiteStage stage = op == OP_WIDEN_TYPE    ? LITE_STAGE_EXPAND
                      : op == OP_CHANGE_TYPE ? LITE_STAGE_CHANGE
                                             : LITE_STAGE_REMOVE;
    LiteTask *task = add_aspect(recipe, change, op, stage, LITE_ASPECT_TYPE, KEYS("DataType"));

    if (op == OP_NARROW_TYPE)
        task->probe = lite_probe_misfits(recipe, desired);
}

static void read_nullable(LiteRecipe *recipe, const Change *change)
{
    const Column *desired = (const Column *)change->desired;

    if (change_has(change, "Nullable") && !desired->is_nullable) {
        LiteTask *task = add_aspect(recipe, change, OP_SET_NOT_NULL, LITE_STAGE_RESTRICT,
                                    LITE_ASPECT_NULLABLE, KEYS("Nullable", "OnConflict"));
        /* Where a column becomes the rowid, SQLite makes numbers up for NULL: nobody asked for
         * that. A column that was the rowid has none. */
        if (!is_alias(recipe->live, (const Column *)change->live))
            task->probe = lite_probe_nulls(recipe, desired);
    } else if (change_has(change, "Nullable")) {
        add_aspect(recipe, change, OP_DROP_NOT_NULL, LITE_STAGE_EXPAND, LITE_ASPECT_NULLABLE,
                   KEYS("Nullable", "OnConflict"));
    } else {
        add_aspect(recipe, change, OP_REBUILD_TABLE, LITE_STAGE_EXPAND, LITE_ASPECT_NULLABLE,
                   KEYS("OnConflict"));
    }
}

static void read_generation(LiteRecipe *recipe, const Change *change)
{
    bool was = lite_column_is_generated((const Column *)change->live);
    bool is = lite_column_is_generated((const Column *)change->desired);
    Op op = is ? OP_RECREATE_COLUMN : OP_DROP_EXPRESSION;
    LiteStage stage = !is ? LITE_STAGE_RESTRICT : was ? LITE_STAGE_CHANGE : LITE_STAGE_REMOVE;

    add_aspect(recipe, change, op, stage, LITE_ASPECT_GENERATION,
               KEYS("GenerationExpression", "Generated"));
}

static void read_altered_column(LiteRecipe *recipe, const Change *change)
{
    const Column *desired = (const Column *)change->desired;

    if (change_has(change, "DataType"))
        read_type(recipe, change);
    if (change_has(change, "Nullable") || change_has(change, "OnConflict"))
        read_nullable(recipe, change);
    if (change_has(change, "Default")) {
        bool drops = desired->dflt.len == 0;
        add_aspect(recipe, change, drops ? OP_DROP_DEFAULT : OP_SET_DEFAULT,
                   drops ? LITE_STAGE_RESTRICT : LITE_STAGE_EXPAND, LITE_ASPECT_DEFAULT,
                   KEYS("Default"));
    }
    if (change_has(change, "Collation"))
        add_aspect(recipe, change, OP_CHANGE_COLLATION, LITE_STAGE_RESTRICT, LITE_ASPECT_COLLATION,
                   KEYS("Collation"));
    if (change_has(change, "GenerationExpression") || change_has(change, "Generated"))
        read_generation(recipe, change);
    if (change_has(change, "AutoIncrement"))
        add_aspect(recipe, change,
                   sparse_bool(&desired->rec, FIELD_COLUMN_AUTO_INCREMENT) ? OP_ADD_IDENTITY
                                                                           : OP_DROP_IDENTITY,
                   LITE_STAGE_RESTRICT, LITE_ASPECT_AUTO_INCREMENT, KEYS("AutoIncrement"));
}

/* Whether ADD COLUMN can give the default to the rows that are there. It stores it as it stands,
 * without a look at the type, which in a STRICT table would be damage. */
static bool can_add_default(const LiteRecipe *recipe, const Column *column)
{
    if (lite_default_is_null(column->dflt))
        return true;
    return lite_default_is_constant(column->dflt) &&
           (!sparse_bool(&recipe->desired->obj.rec, FIELD_TABLE_STRICT) ||
            lite_default_fits_strict(column->dflt, column->type));
}

/* Source: sqlite.org/lang_altertable.html#alter_table_add_column. */
static void read_new_column(LiteRecipe *recipe, const Change *change)
{
    const Column *column = (const Column *)change->desired;
    bool is_stored = str_is(sparse_str(&column->rec, FIELD_COLUMN_GENERATED), "STORED");

    if (is_alias(recipe->desired, column)) {
        add_task(recipe, change, OP_ADD_COLUMN_REWRITE, LITE_STAGE_RESTRICT, true);
    } else if (!column->is_nullable && lite_default_is_null(column->dflt) &&
               !lite_column_is_generated(column)) {
        /* SQLite accepts it on an empty table only, which is what the probe asks. */
        add_task(recipe, change, OP_ADD_REQUIRED_COLUMN, LITE_STAGE_CHANGE, false)->probe =
            lite_probe_rows(recipe);
    } else if (is_stored || !can_add_default(recipe, column)) {
        add_task(recipe, change, OP_ADD_COLUMN_REWRITE, LITE_STAGE_EXPAND, true);
    } else {
        add_task(recipe, change, OP_ADD_COLUMN, LITE_STAGE_EXPAND, false);
    }
}

static bool keys_mention(const KeyParts *keys, Str column)
{
    for (size_t i = 0; i < keys->len; i++)
        if (lite_same_name(keys->items[i].name, column) ||
            lite_text_mentions(keys->items[i].expression, column))
            return true;
    return false;
}

static bool names_have(const StrVec *names, Str column)
{
    for (size_t i = 0; i < names->len; i++)
        if (lite_same_name(names->items[i], column))
            return true;
    return false;
}

bool lite_part_uses(const Record *part, Str column)
{
    if (part->type == &index_type)
        return keys_mention(&((const Index *)part)->keys, column) ||
               lite_text_mentions(((const Index *)part)->predicate, column);
    if (part->type == &check_type)
        return lite_text_mentions(((const Check *)part)->expression, column);
    if (part->type == &foreign_key_type)
        return names_have(&((const ForeignKey *)part)->columns, column);
    return part->type == &column_type &&
           lite_text_mentions(sparse_str(part, FIELD_COLUMN_GENERATION), column);
}

/* What the table's columns and parts are, one by one. */
static bool any_part_uses(const Table *table, Str column)
{
    for (size_t i = 0; i < table->indexes.len; i++)
        if (index_is_constraint(table->indexes.items[i]) &&
            lite_part_uses(&table->indexes.items[i]->rec, column))
            return true;
    for (size_t i = 0; i < table->checks.len; i++)
        if (lite_part_uses(&table->checks.items[i]->rec, column))
            return true;
    for (size_t i = 0; i < table->foreign_keys.len; i++)
        if (lite_part_uses(&table->foreign_keys.items[i]->rec, column))
            return true;
    for (size_t i = 0; i < table->columns.len; i++)
        if (lite_part_uses(&table->columns.items[i]->rec, column))
            return true;
    return false;
}

/* A restriction that goes because its column goes, goes with it: the column isn't left unguarded
 * while its removal is held. */
static bool goes_with_column(const LiteRecipe *recipe, const Record *part)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        if (change->kind == CHANGE_DROP && change->live->type == &column_type &&
            lite_part_uses(part, record_name(change->live)))
            return true;
    }
    return false;
}

/* DROP COLUMN refuses what anything else of the table stands on; indexes are dropped before it.
 * Source: sqlite.org/lang_altertable.html#alter_table_drop_column. */
static void read_column(LiteRecipe *recipe, const Change *change)
{
    switch (change->kind) {
    case CHANGE_CREATE:
        read_new_column(recipe, change);
        break;
    case CHANGE_DROP:
        add_task(recipe, change, OP_DROP_COLUMN, LITE_STAGE_REMOVE,
                 any_part_uses(recipe->live, record_name(change->live)));
        break;
    case CHANGE_ALTER:
    case CHANGE_RECREATE:
        read_altered_column(recipe, change);
        break;
    case CHANGE_RENAME:
        break; /* lite_rename.c */
    }
}

static LiteStage drop_stage(const LiteRecipe *recipe, const Change *change, LiteStage stage)
{
    return goes_with_column(recipe, change->live) ? LITE_STAGE_REMOVE : stage;
}

static void read_key(LiteRecipe *recipe, const Change *change)
{
    const Index *desired = (const Index *)change->desired;
    LiteTask *task = NULL;

    switch (change->kind) {
    case CHANGE_CREATE:
        task = add_task(recipe, change, desired->is_primary ? OP_ADD_PRIMARY_KEY : OP_ADD_UNIQUE,
                        LITE_STAGE_RESTRICT, true);
        break;
    case CHANGE_DROP:
        add_task(recipe, change, OP_DROP_KEY, drop_stage(recipe, change, LITE_STAGE_EXPAND), true);
        break;
    case CHANGE_ALTER:
    case CHANGE_RECREATE:
        task = add_task(recipe, change, OP_REPLACE_KEY, LITE_STAGE_RESTRICT, true);
        break;
    case CHANGE_RENAME:
        add_task(recipe, change, OP_RENAME_CONSTRAINT, LITE_STAGE_EXPAND, true);
        break;
    }
    if (task != NULL)
        task->probe = lite_probe_duplicates(recipe, desired);
}

static void read_plain_index(LiteRecipe *recipe, const Change *change)
{
    const Index *desired = (const Index *)change->desired;
    bool is_unique = desired != NULL && desired->is_unique;
    LiteStage stage = is_unique ? LITE_STAGE_RESTRICT : LITE_STAGE_EXPAND;
    LiteTask *task = NULL;

    switch (change->kind) {
    case CHANGE_CREATE:
        task = add_task(recipe, change, is_unique ? OP_CREATE_UNIQUE_INDEX : OP_CREATE_INDEX, stage,
                        false);
        break;
    case CHANGE_DROP:
        add_task(recipe, change, OP_DROP_INDEX, drop_stage(recipe, change, LITE_STAGE_RESTRICT),
                 false);
        break;
    case CHANGE_ALTER:
    case CHANGE_RECREATE:
        task = add_task(recipe, change, OP_REPLACE_INDEX, stage, false);
        break;
    case CHANGE_RENAME:
        add_task(recipe, change, OP_RENAME_INDEX, LITE_STAGE_EXPAND, false);
        break;
    }
    if (task != NULL && is_unique)
        task->probe = lite_probe_duplicates(recipe, desired);
}

/* A constraint that becomes an index, or the other way, is both at once. */
static void read_index(LiteRecipe *recipe, const Change *change)
{
    bool was = change->live != NULL && index_is_constraint((const Index *)change->live);
    bool is = change->desired != NULL && index_is_constraint((const Index *)change->desired);

    if (was || is)
        read_key(recipe, change);
    else
        read_plain_index(recipe, change);
}

static void read_check(LiteRecipe *recipe, const Change *change)
{
    LiteTask *task = NULL;

    switch (change->kind) {
    case CHANGE_CREATE:
        task = add_task(recipe, change, OP_ADD_CHECK, LITE_STAGE_RESTRICT, true);
        break;
    case CHANGE_DROP:
        add_task(recipe, change, OP_DROP_CHECK, drop_stage(recipe, change, LITE_STAGE_EXPAND),
                 true);
        break;
    case CHANGE_ALTER:
    case CHANGE_RECREATE:
        task = add_task(recipe, change, OP_REPLACE_CHECK, LITE_STAGE_RESTRICT, true);
        break;
    case CHANGE_RENAME:
        add_task(recipe, change, OP_RENAME_CONSTRAINT, LITE_STAGE_EXPAND, true);
        break;
    }
    if (task != NULL)
        task->probe = lite_probe_check(recipe, (const Check *)change->desired);
}

/* Rows that met the old key meet the new one when only what deletes and updates do differs. */
static bool is_same_reference(const Change *change)
{
    return !change_has(change, "Columns") && !change_has(change, "RelatedTable") &&
           !change_has(change, "RelatedColumns");
}

static void read_foreign_key(LiteRecipe *recipe, const Change *change)
{
    const ForeignKey *desired = (const ForeignKey *)change->desired;
    LiteTask *task;

    switch (change->kind) {
    case CHANGE_CREATE:
        task = add_task(recipe, change, OP_ADD_FOREIGN_KEY, LITE_STAGE_RESTRICT, true);
        task->probe = lite_probe_orphans(recipe, desired);
        break;
    case CHANGE_DROP:
        add_task(recipe, change, OP_DROP_FOREIGN_KEY, drop_stage(recipe, change, LITE_STAGE_EXPAND),
                 true);
        break;
    case CHANGE_ALTER:
        add_task(recipe, change, OP_ALTER_FOREIGN_KEY, LITE_STAGE_EXPAND, true);
        break;
    case CHANGE_RECREATE:
        /* What it points to is there already: it waits for no key of this plan, and none for it. */
        if (is_same_reference(change)) {
            add_task(recipe, change, OP_ALTER_FOREIGN_KEY, LITE_STAGE_EXPAND, true);
            break;
        }
        task = add_task(recipe, change, OP_REPLACE_FOREIGN_KEY, LITE_STAGE_RESTRICT, true);
        task->probe = lite_probe_orphans(recipe, desired);
        break;
    case CHANGE_RENAME:
        add_task(recipe, change, OP_RENAME_CONSTRAINT, LITE_STAGE_EXPAND, true);
        break;
    }
}

/* The only column of a check or key, where it is one. */
static Str only_column(const LiteRecipe *recipe, const Record *part)
{
    Str found = STR_ABSENT;

    for (size_t i = 0; i < recipe->desired->columns.len; i++) {
        Str name = recipe->desired->columns.items[i]->name;
        if (!lite_part_uses(part, name))
            continue;
        if (found.ptr != NULL)
            return STR_ABSENT;
        found = name;
    }
    return found;
}

/* An index goes with the first of its columns: it is not lost while the column's removal is held.
 */
static bool can_host_drop(const LiteTask *host, const LiteTask *task)
{
    return host->op == OP_DROP_COLUMN && !host->needs_rebuild && task->op == OP_DROP_INDEX &&
           lite_part_uses(task->change->live, record_name(host->change->live));
}

/* ADD COLUMN can carry a check of that column alone; a foreign key only where the default is NULL.
 */
static bool can_host_part(const LiteRecipe *recipe, const LiteTask *host, const LiteTask *task)
{
    const Column *column = (const Column *)host->change->desired;

    if (host->needs_rebuild || (host->op != OP_ADD_COLUMN && host->op != OP_ADD_REQUIRED_COLUMN) ||
        (task->op != OP_ADD_CHECK && task->op != OP_ADD_FOREIGN_KEY) ||
        !lite_same_name(only_column(recipe, task->change->desired), column->name))
        return false;
    return task->op == OP_ADD_CHECK || lite_default_is_null(column->dflt);
}

static void find_hosts(LiteRecipe *recipe)
{
    for (size_t i = 0; i < recipe->tasks.len; i++) {
        LiteTask *task = recipe->tasks.items[i];
        for (size_t k = 0; k < recipe->tasks.len && task->host == NULL; k++) {
            const LiteTask *host = recipe->tasks.items[k];
            if (!can_host_part(recipe, host, task) && !can_host_drop(host, task))
                continue;
            task->host = host;
            task->stage = host->stage;
            task->needs_rebuild = false;
            task->probe = STR_ABSENT; /* no row has the column yet */
        }
    }
}

/* ANY of a strict table keeps values as they are; of another one it makes numbers of texts. */
static void read_options(LiteRecipe *recipe, const Change *change)
{
    bool loosens = lite_table_is_strict(recipe->live) && !lite_table_is_strict(recipe->desired);

    add_task(recipe, change, OP_SET_TABLE_OPTIONS, LITE_STAGE_EXPAND, true);
    for (size_t i = 0; loosens && i < recipe->desired->columns.len; i++) {
        const Column *column = recipe->desired->columns.items[i];
        Str probe = lite_probe_misfits(recipe, column);
        if (str_eq_ascii_nocase(column->type, STR("ANY")) && probe.len > 0 &&
            !lite_column_is_generated(column))
            add_task(recipe, change, OP_NARROW_TYPE, LITE_STAGE_REMOVE, true)->probe = probe;
    }
}

void lite_tasks_read(LiteRecipe *recipe)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        const RecordType *type = (change->desired != NULL ? change->desired : change->live)->type;
        if (type == &column_type)
            read_column(recipe, change);
        else if (type == &index_type)
            read_index(recipe, change);
        else if (type == &check_type)
            read_check(recipe, change);
        else if (type == &foreign_key_type)
            read_foreign_key(recipe, change);
        else if (type == &table_type && change->kind == CHANGE_ALTER)
            read_options(recipe, change);
    }
    lite_stages_settle(recipe);
    find_hosts(recipe);
}
