/* The table between two stages: the desired one, with what comes later undone. */
#include "engine/sqlite/lite_recipe.h"

typedef struct State {
    const LiteRecipe *recipe;
    int stage;
    Table *table;
} State;

/* The task that makes, drops or replaces a part; renames have one only where they need a rebuild.
 */
static const LiteTask *task_of(const LiteRecipe *recipe, const Record *rec)
{
    for (size_t i = 0; i < recipe->tasks.len; i++)
        if (recipe->tasks.items[i]->change->desired == rec ||
            recipe->tasks.items[i]->change->live == rec)
            return recipe->tasks.items[i];
    return NULL;
}

static Str new_name(const LiteRecipe *recipe, Str live)
{
    Arena scratch = {0};
    const Str *renamed = map_get(&recipe->new_names, lite_fold_name(&scratch, live));

    arena_free(&scratch);
    return renamed == NULL ? live : *renamed;
}

static void rename_all(const LiteRecipe *recipe, StrVec *names)
{
    for (size_t i = 0; i < names->len; i++)
        names->items[i] = new_name(recipe, names->items[i]);
}

static Str renamed_text(const LiteRecipe *recipe, Str text)
{
    return text.len == 0 ? text : lite_text_rename(recipe->arena, text, &recipe->new_names);
}

static void rename_index(const LiteRecipe *recipe, Index *index)
{
    index->predicate = renamed_text(recipe, index->predicate);
    for (size_t i = 0; i < index->keys.len; i++) {
        KeyPart *part = &index->keys.items[i];
        part->name = part->name.len == 0 ? part->name : new_name(recipe, part->name);
        part->expression = renamed_text(recipe, part->expression);
    }
}

/* One rename at most: in a swap the new name is another column's old one. */
static Str related_name(const ChangeGroup *group, Str live)
{
    for (size_t i = 0; i < group->changes.len; i++) {
        const Change *change = group->changes.items[i];
        if (change->kind == CHANGE_RENAME && change->live->type == &column_type &&
            lite_same_name(record_name(change->live), live))
            return record_name(change->desired);
    }
    return live;
}

/* ALTER TABLE RENAME has carried every reference along by the time this text is used. */
static void rename_reference(const LiteRecipe *recipe, ForeignKey *key)
{
    const Table *related = lite_model_table(recipe->input->changes->live, key->related_table);
    const ChangeGroup *group = related == NULL ? NULL : lite_group_of(recipe->input, &related->obj);

    rename_all(recipe, &key->columns);
    if (group == NULL || group->desired == NULL)
        return;
    key->related_table = group->desired->name;
    for (size_t i = 0; i < key->related_columns.len; i++)
        key->related_columns.items[i] = related_name(group, key->related_columns.items[i]);
}

/* A live part as it is after the renames. */
static Record *live_part(const LiteRecipe *recipe, const Record *live)
{
    Record *copy = record_copy(recipe->arena, live);

    if (live->type == &index_type)
        rename_index(recipe, (Index *)copy);
    else if (live->type == &check_type)
        ((Check *)copy)->expression = renamed_text(recipe, ((Check *)copy)->expression);
    else if (live->type == &foreign_key_type)
        rename_reference(recipe, (ForeignKey *)copy);
    else if (live->type == &column_type) {
        ((Column *)copy)->name = new_name(recipe, ((Column *)copy)->name);
        sparse_set_str(recipe->arena, copy, FIELD_COLUMN_GENERATION,
                       renamed_text(recipe, sparse_str(copy, FIELD_COLUMN_GENERATION)));
    }
    return copy;
}

static void copy_sparse_str(const LiteRecipe *recipe, const Record *from, Record *to, FieldId id)
{
    sparse_set_str(recipe->arena, to, id, sparse_str(from, id));
}

static void undo_aspects(const LiteRecipe *recipe, unsigned aspects, const Column *live,
                         Column *column)
{
    if ((aspects & LITE_ASPECT_TYPE) != 0)
        column->type = live->type;
    if ((aspects & LITE_ASPECT_NULLABLE) != 0) {
        column->is_nullable = live->is_nullable;
        sparse_set_enum(recipe->arena, &column->rec, FIELD_COLUMN_CONFLICT,
                        sparse_enum(&live->rec, FIELD_COLUMN_CONFLICT));
    }
    if ((aspects & LITE_ASPECT_DEFAULT) != 0)
        column->dflt = live->dflt;
    if ((aspects & LITE_ASPECT_COLLATION) != 0)
        copy_sparse_str(recipe, &live->rec, &column->rec, FIELD_COLUMN_COLLATION);
    if ((aspects & LITE_ASPECT_GENERATION) != 0) {
        copy_sparse_str(recipe, &live->rec, &column->rec, FIELD_COLUMN_GENERATION);
        copy_sparse_str(recipe, &live->rec, &column->rec, FIELD_COLUMN_GENERATED);
    }
    if ((aspects & LITE_ASPECT_AUTO_INCREMENT) != 0)
        sparse_set_bool(recipe->arena, &column->rec, FIELD_COLUMN_AUTO_INCREMENT,
                        sparse_bool(&live->rec, FIELD_COLUMN_AUTO_INCREMENT));
}

/* The desired column with all that later stages do to it undone. */
static Column *kept_column(const State *state, const Column *live, const Column *desired)
{
    const LiteRecipe *recipe = state->recipe;
    Column *column = (Column *)record_copy(recipe->arena, &desired->rec);
    const Column *before = (const Column *)live_part(recipe, &live->rec);

    for (size_t i = 0; i < recipe->tasks.len; i++) {
        const LiteTask *task = recipe->tasks.items[i];
        if (task->change->desired == &desired->rec && (int)task->stage > state->stage)
            undo_aspects(recipe, task->aspects, before, column);
    }
    return column;
}

/* Live order first: statements without column lists go on working. New columns follow. */
static void add_columns(State *state)
{
    const LiteRecipe *recipe = state->recipe;

    for (size_t i = 0; i < recipe->live->columns.len; i++) {
        const Column *live = recipe->live->columns.items[i];
        const LiteTask *task = task_of(recipe, &live->rec);
        const Column *desired = lite_table_column(recipe->desired, new_name(recipe, live->name));
        if (task != NULL && task->op == OP_DROP_COLUMN) {
            if (state->stage < (int)task->stage)
                vec_push(recipe->arena, &state->table->columns,
                         (Column *)live_part(recipe, &live->rec));
        } else if (desired != NULL) {
            vec_push(recipe->arena, &state->table->columns, kept_column(state, live, desired));
        }
    }
    for (size_t i = 0; i < recipe->desired->columns.len; i++) {
        const Column *desired = recipe->desired->columns.items[i];
        const LiteTask *task = task_of(recipe, &desired->rec);
        if (task != NULL && task->change->kind == CHANGE_CREATE && (int)task->stage <= state->stage)
            vec_push(recipe->arena, &state->table->columns,
                     (Column *)record_copy(recipe->arena, &desired->rec));
    }
}

/* Desired parts, or their live selves where the change comes later; then what goes later. */
static void add_parts(State *state, const void *live, const void *desired, void *out)
{
    const LiteRecipe *recipe = state->recipe;

    for (size_t i = 0; i < list_len(desired); i++) {
        const Record *rec = list_get(desired, i);
        const LiteTask *task = task_of(recipe, rec);
        if (task == NULL || (int)task->stage <= state->stage)
            list_push(recipe->arena, out, record_copy(recipe->arena, rec));
        else if (task->change->live != NULL)
            list_push(recipe->arena, out, live_part(recipe, task->change->live));
    }
    for (size_t i = 0; i < list_len(live); i++) {
        const LiteTask *task = task_of(recipe, list_get(live, i));
        if (task != NULL && task->change->kind == CHANGE_DROP && (int)task->stage > state->stage)
            list_push(recipe->arena, out, live_part(recipe, list_get(live, i)));
    }
}

static void set_options(State *state)
{
    const LiteRecipe *recipe = state->recipe;
    const LiteTask *task = task_of(recipe, &recipe->desired->obj.rec);
    const Table *from = recipe->desired;

    if (task != NULL && (int)task->stage > state->stage)
        from = recipe->live;
    sparse_set_bool(recipe->arena, &state->table->obj.rec, FIELD_TABLE_STRICT,
                    lite_table_is_strict(from));
    sparse_set_bool(recipe->arena, &state->table->obj.rec, FIELD_TABLE_WITHOUT_ROWID,
                    lite_table_is_without_rowid(from));
}

Table *lite_state(const LiteRecipe *recipe, int stage)
{
    State state = {recipe, stage, record_new(recipe->arena, &table_type)};
    const Table *live = recipe->live, *desired = recipe->desired;

    state.table->obj.name = desired->obj.name;
    set_options(&state);
    add_columns(&state);
    add_parts(&state, &live->indexes, &desired->indexes, &state.table->indexes);
    add_parts(&state, &live->checks, &desired->checks, &state.table->checks);
    add_parts(&state, &live->foreign_keys, &desired->foreign_keys, &state.table->foreign_keys);
    lite_table_complete(recipe->arena, state.table);
    return state.table;
}
