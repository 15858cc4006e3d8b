/* Changes of one table -> pieces: renames, then stage by stage what ALTER TABLE can or a rebuild.
 */
#include "engine/sqlite/lite_recipe.h"
#include "engine/reason.h"
#include "engine/sqlite/lite_definition.h"
#include "model/label.h"

Piece *lite_piece(const LiteRecipe *recipe, Op op, const Change *change, const char *reason)
{
    Piece *piece = pieces_add(recipe->pieces, op, change, recipe->group);

    piece->reason = reason;
    return piece;
}

void lite_put(const LiteRecipe *recipe, StrVec *statements, Str statement)
{
    vec_push(recipe->arena, statements, statement);
}

void lite_need(const LiteRecipe *recipe, Piece *piece, const Object *object)
{
    for (size_t i = 0; i < piece->needs.len; i++)
        if (piece->needs.items[i] == object)
            return;
    vec_push(recipe->arena, &piece->needs, object);
}

static bool is_renamed(const ChangeGroup *group)
{
    return group->live != NULL && group->desired != NULL &&
           !str_eq(group->live->name, group->desired->name);
}

void lite_need_parents(const LiteRecipe *recipe, Piece *piece, const Table *table)
{
    for (size_t i = 0; i < table->foreign_keys.len; i++) {
        const Table *parent = lite_model_table(recipe->input->changes->desired,
                                               table->foreign_keys.items[i]->related_table);
        const ChangeGroup *group =
            parent == NULL ? NULL : lite_group_of(recipe->input, &parent->obj);
        if (group != NULL && group != recipe->group && (group->live == NULL || is_renamed(group)))
            lite_need(recipe, piece, group->desired);
    }
}

static void after(const LiteRecipe *recipe, Piece *piece, size_t index)
{
    if (piece->after < 0)
        piece->after = (int)index;
    else if (piece->after != (int)index)
        vec_push(recipe->arena, &piece->also_after, (int)index);
}

/* A whole table in one piece: nobody can use it before it is done. */
static void create_table(LiteRecipe *recipe)
{
    const Change *change = recipe->group->changes.items[0];
    Piece *piece =
        lite_piece(recipe, OP_CREATE_TABLE, change, reason_of_change(recipe->arena, change, NULL));
    const Table *table = recipe->desired;

    piece->is_new = true;
    lite_need_parents(recipe, piece, table);
    lite_order_after_targets(recipe, piece, table, false);
    lite_put(recipe, &piece->statements, lite_render_table(recipe->arena, table, table->obj.name));
    for (size_t i = 0; i < table->indexes.len; i++) {
        const Index *index = table->indexes.items[i];
        if (!index_is_constraint(index))
            lite_put(recipe, &piece->statements,
                     lite_render_index(recipe->arena, index, index->name, table->obj.name));
    }
    lite_put(recipe, &piece->reverse,
             sql_text(recipe->arena, &lite_quoting, RAW("DROP TABLE "), ID(table->obj.name)));
}

static bool refers_to(const Table *child, const Table *parent)
{
    for (size_t i = 0; i < child->foreign_keys.len; i++)
        if (lite_same_name(child->foreign_keys.items[i]->related_table, parent->obj.name))
            return true;
    return false;
}

/* The columns that hold values of their own. */
static StrVec stored_columns(const LiteRecipe *recipe)
{
    StrVec names = {0};

    for (size_t i = 0; i < recipe->live->columns.len; i++)
        if (sparse_str(&recipe->live->columns.items[i]->rec, FIELD_COLUMN_GENERATION).len == 0)
            vec_push(recipe->arena, &names, recipe->live->columns.items[i]->name);
    return names;
}

/* The rows go into a table that has nothing but them: a renamed one would still have its keys, and
 * they would act. `unread`: what a table is like that could not be read whole nobody could bring
 * back. */
static void park(const LiteRecipe *recipe, Piece *piece)
{
    const Table *table = recipe->live;
    const Model *live = recipe->input->changes->live;
    StrVec columns = stored_columns(recipe);
    PiecePark *park = ARENA_NEW(recipe->arena, PiecePark);

    if (table->unread != NULL || columns.len == 0)
        return;
    park->place = STR("_anneal_backup_" BACKUP_ID);
    lite_put(recipe, &park->before,
             sql_text(recipe->arena, &lite_quoting,
                      RAW("CREATE TABLE _anneal_backup_" BACKUP_ID " AS SELECT "), IDS(&columns),
                      RAW(" FROM "), ID(table->obj.name)));
    lite_put(recipe, &park->restore, lite_render_table(recipe->arena, table, STR(BACKUP_NAME)));
    lite_put(recipe, &park->restore,
             sql_text(recipe->arena, &lite_quoting, RAW("INSERT INTO " BACKUP_TABLE " ("),
                      IDS(&columns), RAW(") SELECT "), IDS(&columns),
                      RAW(" FROM _anneal_backup_" BACKUP_ID)));
    lite_put(recipe, &park->restore, STR("DROP TABLE _anneal_backup_" BACKUP_ID));
    for (size_t i = 0; i < table->indexes.len; i++)
        if (!index_is_constraint(table->indexes.items[i]))
            lite_put(recipe, &park->finally,
                     lite_render_index(recipe->arena, table->indexes.items[i],
                                       table->indexes.items[i]->name, table->obj.name));
    for (size_t i = 0; i < live->objects.len; i++)
        if (lite_is_trigger_of(live->objects.items[i], table->obj.name))
            lite_put(
                recipe, &park->finally,
                lite_definition_render(recipe->arena, (const Definition *)live->objects.items[i]));
    piece->park = park;
}

/* With foreign_keys on, DROP TABLE deletes the rows first, and with them rows of other tables by ON
 * DELETE CASCADE. Off, it only drops; that nobody still points to it is checked afterwards. */
static void drop_table(LiteRecipe *recipe)
{
    const Change *change = recipe->group->changes.items[0];
    Piece *piece =
        lite_piece(recipe, OP_DROP_TABLE, change, reason_of_change(recipe->arena, change, NULL));
    const Model *live = recipe->input->changes->live;

    lite_put(recipe, &piece->session_before, STR("PRAGMA foreign_keys = OFF"));
    lite_put(recipe, &piece->session_after, STR("PRAGMA foreign_keys = ON"));
    lite_put(
        recipe, &piece->statements,
        sql_text(recipe->arena, &lite_quoting, RAW("DROP TABLE "), ID(recipe->live->obj.name)));
    for (size_t i = 0; i < live->objects.len; i++) {
        const Table *child = (const Table *)live->objects.items[i];
        const ChangeGroup *group = lite_group_of(recipe->input, &child->obj);
        if (child == recipe->live || child->obj.rec.type != &table_type ||
            !refers_to(child, recipe->live) ||
            (group != NULL && (group->desired == NULL || is_renamed(group))))
            continue;
        lite_put(recipe, &piece->statements,
                 sql_text(recipe->arena, &lite_quoting, RAW("PRAGMA foreign_key_check("),
                          ID(child->obj.name), RAW(")")));
    }
    park(recipe, piece);
}

/* ADD COLUMN with the constraints that it can carry. */
static void add_column(const LiteRecipe *recipe, Piece *piece, const LiteTask *task)
{
    const Column *column = (const Column *)task->change->desired;
    SqlWriter writer = sql_new(&lite_quoting);

    sql_put(&writer, RAW("ALTER TABLE "), ID(recipe->desired->obj.name), RAW(" ADD COLUMN "));
    lite_put_column(&writer, recipe->desired, column);
    for (size_t i = 0; i < recipe->tasks.len; i++) {
        const LiteTask *carried = recipe->tasks.items[i];
        if (carried->host != task)
            continue;
        sql_put(&writer, RAW(" "));
        if (carried->op == OP_ADD_CHECK) {
            lite_put_check(&writer, (const Check *)carried->change->desired);
        } else {
            const ForeignKey *key = (const ForeignKey *)carried->change->desired;
            Table one = {.foreign_keys = {(ForeignKey *[]){(ForeignKey *)(uintptr_t)key}, 1, 1}};
            lite_put_foreign_key(&writer, key, false);
            lite_need_parents(recipe, piece, &one);
            lite_order_after_targets(recipe, piece, &one, false);
        }
    }
    lite_put(recipe, &piece->statements, sql_finish(&writer, recipe->arena));
    lite_put(recipe, &piece->reverse,
             sql_text(recipe->arena, &lite_quoting, RAW("ALTER TABLE "),
                      ID(recipe->desired->obj.name), RAW(" DROP COLUMN "), ID(column->name)));
}

static void put_index_drop(const LiteRecipe *recipe, StrVec *statements, const Record *rec)
{
    if (rec != NULL)
        lite_put(recipe, statements,
                 sql_text(recipe->arena, &lite_quoting, RAW("DROP INDEX "), ID(record_name(rec))));
}

/* DROP COLUMN refuses a column that an index has: those that go with it go first. */
static void drop_column(const LiteRecipe *recipe, Piece *piece, const LiteTask *task)
{
    lite_order_after_users(recipe, piece);
    for (size_t i = 0; i < recipe->tasks.len; i++) {
        const LiteTask *carried = recipe->tasks.items[i];
        if (carried->host != task)
            continue;
        put_index_drop(recipe, &piece->statements, carried->change->live);
        if (piece->includes.len == 0)
            vec_push(recipe->arena, &piece->includes, OP_DROP_INDEX);
    }
    lite_put(recipe, &piece->statements,
             sql_text(recipe->arena, &lite_quoting, RAW("ALTER TABLE "),
                      ID(recipe->desired->obj.name), RAW(" DROP COLUMN "),
                      ID(record_name(task->change->live))));
}

static void put_index(const LiteRecipe *recipe, StrVec *statements, const Record *rec)
{
    if (rec != NULL)
        lite_put(recipe, statements,
                 lite_render_index(recipe->arena, (const Index *)rec, record_name(rec),
                                   recipe->desired->obj.name));
}

/* Drop, create, or both in one transaction; SQLite can't rename an index. */
static void change_index(const LiteRecipe *recipe, Piece *piece, const LiteTask *task)
{
    put_index_drop(recipe, &piece->statements, task->change->live);
    put_index(recipe, &piece->statements, task->change->desired);
    put_index_drop(recipe, &piece->reverse, task->change->desired);
    put_index(recipe, &piece->reverse, task->change->live);
}

static void put_statements(const LiteRecipe *recipe, Piece *piece, const LiteTask *task)
{
    const RecordType *type =
        (task->change->desired != NULL ? task->change->desired : task->change->live)->type;

    if (type == &index_type)
        change_index(recipe, piece, task);
    else if (task->op == OP_DROP_COLUMN)
        drop_column(recipe, piece, task);
    else
        add_column(recipe, piece, task);
}

/* Within a stage: an index goes before its column, and comes after it. */
static int rank_of(const LiteTask *task)
{
    if (task->op == OP_DROP_INDEX)
        return 0;
    if (task->op == OP_ADD_COLUMN || task->op == OP_ADD_REQUIRED_COLUMN)
        return 1;
    return task->op == OP_DROP_COLUMN ? 3 : 2;
}

static void simple_piece(LiteRecipe *recipe, const LiteTask *task)
{
    Piece *piece = lite_piece(recipe, task->op, task->change, task->reason);

    piece->is_wider = task->is_wider;
    if (task->probe.len > 0)
        lite_put(recipe, &piece->probes, task->probe);
    put_statements(recipe, piece, task);
    lite_keep_columns(recipe, piece, task->stage, task);
    for (size_t i = 0; i < recipe->tasks.len; i++)
        if (recipe->tasks.items[i] == task || recipe->tasks.items[i]->host == task)
            lite_order_done(recipe, piece, recipe->group, recipe->tasks.items[i]->change);
}

/* An index over several columns goes with the first of them, so the others follow it. */
static void drop_after(const LiteRecipe *recipe, size_t first)
{
    for (size_t i = first + 1; i < recipe->pieces->list.len; i++)
        if (recipe->pieces->list.items[i]->op == OP_DROP_COLUMN)
            after(recipe, recipe->pieces->list.items[i], i - 1);
}

/* The tasks of a stage that needs no rebuild, a piece each. */
static void simple_pieces(LiteRecipe *recipe, LiteStage stage)
{
    for (int rank = 0; rank <= 3; rank++) {
        size_t first = recipe->pieces->list.len;
        for (size_t i = 0; i < recipe->tasks.len; i++) {
            const LiteTask *task = recipe->tasks.items[i];
            if (task->stage == stage && task->host == NULL && rank_of(task) == rank)
                simple_piece(recipe, task);
        }
        drop_after(recipe, first);
    }
}

static bool needs_rebuild(const LiteRecipe *recipe, LiteStage stage)
{
    for (size_t i = 0; i < recipe->tasks.len; i++)
        if (recipe->tasks.items[i]->stage == stage && recipe->tasks.items[i]->needs_rebuild)
            return true;
    return false;
}

/* A rebuild's text holds the whole table, so all that comes before it must have been done, and all
 * that comes after it must wait. */
static void chain(const LiteRecipe *recipe)
{
    for (size_t i = 1; i < recipe->pieces->list.len; i++)
        after(recipe, recipe->pieces->list.items[i], i - 1);
}

/* Without a rebuild: a new column may have the name that a renamed one gave up. */
static void add_after_renames(const LiteRecipe *recipe)
{
    size_t renames = 0;

    while (renames < recipe->pieces->list.len &&
           (recipe->pieces->list.items[renames]->op == OP_RENAME_TABLE ||
            recipe->pieces->list.items[renames]->op == OP_RENAME_COLUMN))
        renames++;
    for (size_t i = renames; i < recipe->pieces->list.len; i++) {
        const Change *change = recipe->pieces->list.items[i]->change;
        for (size_t k = 0; k < renames; k++)
            if (change->desired != NULL && change->desired->type == &column_type)
                after(recipe, recipe->pieces->list.items[i], k);
    }
}

static bool alter_table(LiteRecipe *recipe)
{
    bool rebuilds = false;

    lite_rename_table(recipe);
    lite_rename_columns(recipe);
    for (int stage = 0; stage < LITE_STAGE_COUNT; stage++) {
        if (!needs_rebuild(recipe, (LiteStage)stage)) {
            simple_pieces(recipe, (LiteStage)stage);
            continue;
        }
        rebuilds = true;
        if (!lite_rebuild(recipe, (LiteStage)stage))
            return false;
    }
    if (rebuilds)
        chain(recipe);
    else
        add_after_renames(recipe);
    return true;
}

static void read_renames(LiteRecipe *recipe)
{
    Arena *arena = recipe->arena;

    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        Str *old, *new;
        if (change->kind != CHANGE_RENAME || change->live->type != &column_type)
            continue;
        old = ARENA_NEW(arena, Str);
        new = ARENA_NEW(arena, Str);
        *old = record_name(change->live);
        *new = record_name(change->desired);
        (void)map_put(arena, &recipe->new_names, lite_fold_name(arena, *old), new);
        (void)map_put(arena, &recipe->old_names, lite_fold_name(arena, *new), old);
    }
}

static LiteRecipe new_recipe(const RecipeInput *input, const ChangeGroup *group, Errs *errs)
{
    return (LiteRecipe){.input = input, .arena = input->arena, .group = group, .errs = errs};
}

LiteRecipe lite_recipe_read(const RecipeInput *input, const ChangeGroup *group, Errs *errs)
{
    LiteRecipe recipe = new_recipe(input, group, errs);

    recipe.live = (const Table *)group->live;
    recipe.desired = (const Table *)group->desired;
    read_renames(&recipe);
    lite_tasks_read(&recipe);
    return recipe;
}

bool lite_recipe(const RecipeInput *input, const ChangeGroup *group, Pieces *pieces, Errs *errs)
{
    const Object *object = group->desired != NULL ? group->desired : group->live;
    LiteRecipe recipe = new_recipe(input, group, errs);

    if (group->live != NULL && group->desired != NULL && object->rec.type == &table_type)
        recipe = lite_recipe_read(input, group, errs);
    recipe.pieces = pieces;
    if (type_is_definition(object->rec.type))
        return lite_recipe_definition(&recipe);
    recipe.live = (const Table *)group->live;
    recipe.desired = (const Table *)group->desired;
    if (recipe.live == NULL)
        create_table(&recipe);
    else if (recipe.desired == NULL)
        drop_table(&recipe);
    else
        return alter_table(&recipe);
    return true;
}
