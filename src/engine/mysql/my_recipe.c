/* Changes of one object -> pieces. */
#include "engine/mysql/my_recipe.h"
#include "engine/reason.h"

#include "model/definition.h"

Piece *my_piece(const MyRecipe *recipe, Op op, MyWork work, const Change *change)
{
    Piece *piece = pieces_add(recipe->pieces, op, change, recipe->group);

    piece->rule = my_work_rule(recipe->family, work, recipe->input->version);
    piece->reason = reason_of_change(recipe->arena, change, NULL);
    return piece;
}

Piece *my_plain_piece(const MyRecipe *recipe, Op op, const Change *change)
{
    Piece *piece = pieces_add(recipe->pieces, op, change, recipe->group);

    piece->reason = reason_of_change(recipe->arena, change, NULL);
    return piece;
}

void my_put(const MyRecipe *recipe, StrVec *statements, Str statement)
{
    vec_push(recipe->arena, statements, statement);
}

static Str table_name(const MyRecipe *recipe)
{
    return recipe->desired != NULL ? recipe->desired->obj.name : recipe->live->obj.name;
}

void my_put_alter(const MyRecipe *recipe, StrVec *statements, MyWork work, SqlWriter *writer)
{
    Str clauses = my_work_clauses(recipe->family, work, recipe->input->version);
    Str text = sql_finish(writer, recipe->arena);

    if (clauses.len == 0)
        my_put(recipe, statements,
               MY_SQL(recipe, RAW("ALTER TABLE "), ID(table_name(recipe)), RAW(" "), EX(text)));
    else
        my_put(recipe, statements,
               MY_SQL(recipe, RAW("ALTER TABLE "), ID(table_name(recipe)), RAW(" "), EX(text),
                      RAW(", "), EX(clauses)));
}

void my_set_clause(const MyRecipe *recipe, Piece *piece, MyWork work, SqlWriter *writer)
{
    Str clauses = my_work_clauses(recipe->family, work, recipe->input->version);

    if (clauses.len == 0) {
        my_put_alter(recipe, &piece->statements, work, writer);
        return;
    }
    sql_put(writer, RAW(", "), EX(clauses));
    piece->clause = sql_finish(writer, recipe->arena);
}

void my_after(const MyRecipe *recipe, Piece *piece, int index)
{
    if (index < 0)
        return;
    if (piece->after < 0)
        piece->after = index;
    else if (piece->after != index)
        vec_push(recipe->arena, &piece->also_after, index);
}

int my_index_of(const MyRecipe *recipe, const Piece *piece)
{
    for (size_t i = 0; i < recipe->pieces->list.len; i++)
        if (recipe->pieces->list.items[i] == piece)
            return (int)i;
    return -1;
}

void my_need(const MyRecipe *recipe, Piece *piece, const Object *object)
{
    for (size_t i = 0; i < piece->needs.len; i++)
        if (piece->needs.items[i] == object)
            return;
    vec_push(recipe->arena, &piece->needs, object);
}

/* Columns, indexes and constraints are one whatever their case. */
bool my_same_name(Str a, Str b)
{
    Arena scratch = {0};
    bool same = str_eq(a, b) || str_eq(my_fold_name(&scratch, a), my_fold_name(&scratch, b));

    arena_free(&scratch);
    return same;
}

static bool keys_have(const KeyParts *keys, Str column)
{
    for (size_t i = 0; i < keys->len; i++)
        if (my_same_name(keys->items[i].name, column))
            return true;
    return false;
}

bool my_is_indexed(const Table *table, Str column)
{
    for (size_t i = 0; i < table->indexes.len; i++)
        if (keys_have(&table->indexes.items[i]->keys, column))
            return true;
    return false;
}

bool my_has_fulltext(const Table *table)
{
    for (size_t i = 0; i < table->indexes.len; i++)
        if (str_is(sparse_str(&table->indexes.items[i]->rec, FIELD_INDEX_TYPE), "FULLTEXT"))
            return true;
    return false;
}

bool my_is_compressed(const Table *table)
{
    return str_eq_ascii_nocase(sparse_str(&table->obj.rec, FIELD_TABLE_ROW_FORMAT),
                               STR("COMPRESSED")) ||
           sparse_int(&table->obj.rec, FIELD_KEY_BLOCK_SIZE).given;
}

bool my_has_indexed_virtual(const Table *table)
{
    for (size_t i = 0; i < table->columns.len; i++)
        if (str_is(sparse_str(&table->columns.items[i]->rec, FIELD_COLUMN_GENERATED), "VIRTUAL") &&
            my_is_indexed(table, table->columns.items[i]->name))
            return true;
    return false;
}

static void change_part(MyRecipe *recipe, const Change *change)
{
    const RecordType *type = (change->desired != NULL ? change->desired : change->live)->type;

    if (type == &index_type)
        my_change_index(recipe, change);
    else if (type == &check_type)
        my_change_check(recipe, change);
    else if (type == &foreign_key_type)
        my_change_foreign_key(recipe, change);
    else if (type == &column_type && change->kind == CHANGE_DROP)
        my_drop_column(recipe, change);
    else if (type == &column_type && change->kind != CHANGE_RENAME && change->kind != CHANGE_CREATE)
        my_alter_column(recipe, change);
}

/* New columns in their order, so that each finds the one that it stands behind. */
static void add_columns(MyRecipe *recipe)
{
    for (size_t i = 0; i < recipe->desired->columns.len; i++)
        for (size_t k = 0; k < recipe->group->changes.len; k++) {
            const Change *change = recipe->group->changes.items[k];
            if (change->kind == CHANGE_CREATE &&
                change->desired == &recipe->desired->columns.items[i]->rec)
                my_add_column(recipe, change);
        }
}

static void alter_table(MyRecipe *recipe)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++)
        if (recipe->group->changes.items[i]->kind == CHANGE_RENAME &&
            recipe->group->changes.items[i]->live == &recipe->live->obj.rec)
            my_rename_table(recipe, recipe->group->changes.items[i]);
    my_rename_columns(recipe);
    add_columns(recipe);
    my_free_typed_keys(recipe);
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        bool is_table = change->live == &recipe->live->obj.rec;
        if (is_table && change->kind != CHANGE_RENAME) {
            my_recode_columns(recipe, change);
            my_alter_options(recipe, change);
            my_alter_partitions(recipe, change);
        } else if (!is_table) {
            change_part(recipe, change);
        }
    }
}

bool my_recipe(MyFamily family, const RecipeInput *input, const ChangeGroup *group, Pieces *pieces,
               Errs *errs)
{
    const Object *object = group->desired != NULL ? group->desired : group->live;
    size_t first = pieces->list.len;
    MyRecipe recipe = {.input = input,
                       .family = family,
                       .arena = input->arena,
                       .group = group,
                       .pieces = pieces,
                       .errs = errs};

    if (type_is_definition(object->rec.type)) {
        my_change_definition(&recipe);
        return true;
    }
    if (object->rec.type == &sequence_type) {
        my_change_sequence(&recipe);
        return true;
    }
    recipe.live = (const Table *)group->live;
    recipe.desired = (const Table *)group->desired;
    if (recipe.live == NULL)
        my_create_table(&recipe);
    else if (recipe.desired == NULL)
        my_drop_table(&recipe);
    else {
        alter_table(&recipe);
        my_tie_counters(&recipe, first);
    }
    my_take_manners(&recipe, first);
    return true;
}
