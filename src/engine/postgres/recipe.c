/* Recipes: what to run for the changes of one object. */
#include "engine/postgres/recipe.h"

#include "base/hash.h"
#include "engine/postgres/scan.h"
#include "model/definition.h"
#include "model/grant.h"
#include "model/temporary.h"

Piece *recipe_add(Recipe *recipe, Op op, const Change *change, Str reason)
{
    Piece *piece = pieces_add(recipe->pieces, op, change, recipe->home);
    Str text = reason.len > 0 ? reason : recipe_reason(recipe->arena, change);

    piece->reason = arena_cstr(recipe->arena, text);
    piece->is_new = recipe->group->live == NULL;
    recipe_after(recipe, piece, recipe->base);
    if (recipe->leader != NULL)
        vec_push(recipe->arena, &piece->needs, recipe->leader);
    if (recipe->behind.len > 0)
        vec_push(recipe->arena, &piece->takes, recipe->behind);
    return piece;
}

static int index_of(const Recipe *recipe, const Piece *piece)
{
    for (size_t i = recipe->pieces->list.len; i > 0; i--)
        if (recipe->pieces->list.items[i - 1] == piece)
            return (int)(i - 1);
    return -1;
}

void recipe_after(const Recipe *recipe, Piece *piece, const Piece *other)
{
    int index = other == NULL || other == piece ? -1 : index_of(recipe, other);

    if (index < 0 || piece->after == index)
        return;
    if (piece->after < 0) {
        piece->after = index;
        return;
    }
    for (size_t i = 0; i < piece->also_after.len; i++)
        if (piece->also_after.items[i] == index)
            return;
    vec_push(recipe->arena, &piece->also_after, index);
}

Piece *recipe_piece_of(const Recipe *recipe, const Record *rec)
{
    for (size_t i = recipe->pieces->list.len; i > 0; i--) {
        Piece *piece = recipe->pieces->list.items[i - 1];
        if (piece->change == NULL || piece->group != recipe->home || rec == NULL)
            continue;
        if (piece->about != NULL ? piece->about == rec
                                 : piece->change->live == rec || piece->change->desired == rec)
            return piece;
    }
    return NULL;
}

static bool makes_column(Op op)
{
    return op == OP_ADD_COLUMN || op == OP_ADD_COLUMN_REWRITE || op == OP_ADD_REQUIRED_COLUMN ||
           op == OP_RENAME_COLUMN || op == OP_RECREATE_COLUMN;
}

static bool types_column(Op op)
{
    return op == OP_WIDEN_TYPE_SCAN || op == OP_RETYPE_IN_PLACE || op == OP_RETYPE_SCAN ||
           op == OP_WIDEN_TYPE || op == OP_CHANGE_TYPE || op == OP_NARROW_TYPE ||
           op == OP_CHANGE_COLLATION || op == OP_SWAP_COLUMN;
}

static void after_pieces(const Recipe *recipe, Piece *piece, const Record *desired,
                         bool (*wanted)(Op op))
{
    for (size_t i = 0; i < recipe->pieces->list.len; i++) {
        const Piece *other = recipe->pieces->list.items[i];
        const Record *about = other->about != NULL ? other->about : other->change->desired;
        if (other->group == recipe->home && about == desired &&
            (wanted == NULL || wanted(other->op)))
            recipe_after(recipe, piece, other);
    }
}

static const Record *column_record(const Recipe *recipe, Str desired_column)
{
    const Column *column =
        recipe->desired == NULL ? NULL : table_column(recipe->desired, desired_column);

    return column == NULL ? NULL : &column->rec;
}

/* A column that is dropped and added for another's sake has no piece of its own. */
static void after_remake(const Recipe *recipe, Piece *piece, const Record *column)
{
    for (size_t i = 0; i < recipe->remade.len; i++)
        if (recipe->remade.items[i] == column)
            recipe_after(recipe, piece, recipe->remake);
}

/* A generated column may go and come back with a piece of another object. */
static void after_taken(const Recipe *recipe, Piece *piece, Str desired_column)
{
    Str name = recipe_live_column(recipe, desired_column);
    const Column *live = name.len == 0 ? NULL : table_column(recipe->live, name);

    if (live != NULL && recipe_is_generated(live))
        recipe_after_taken(recipe, piece, &live->rec);
}

void recipe_after_name(const Recipe *recipe, Piece *piece, Str desired_column)
{
    const Record *column = column_record(recipe, desired_column);

    if (column == NULL)
        return;
    after_pieces(recipe, piece, column, makes_column);
    after_remake(recipe, piece, column);
    after_taken(recipe, piece, desired_column);
}

/* The type may be changed by a piece of another table. */
static void after_other_tables(const Recipe *recipe, Piece *piece, const Record *column)
{
    const Change *change = recipe_change_of(recipe->group, column);

    if (recipe->live == NULL || change == NULL || change->kind != CHANGE_ALTER)
        return;
    if (recipe_rewritten_name(recipe, change).len > 0)
        vec_push(recipe->arena, &piece->takes, recipe_rewritten_name(recipe, change));
    else if (recipe_key_types_has(recipe, change))
        vec_push(recipe->arena, &piece->takes,
                 recipe_key_types_after(recipe, recipe->group, change));
}

void recipe_after_column(const Recipe *recipe, Piece *piece, Str desired_column)
{
    const Record *column = column_record(recipe, desired_column);

    if (column == NULL)
        return;
    recipe_after_name(recipe, piece, desired_column);
    after_pieces(recipe, piece, column, types_column);
    after_other_tables(recipe, piece, column);
    for (size_t i = 0; i < recipe->retyped.len; i++)
        if (recipe->retyped.items[i] == column)
            recipe_after(recipe, piece, recipe->remake);
}

void recipe_after_all(const Recipe *recipe, Piece *piece, const Record *desired)
{
    after_pieces(recipe, piece, desired, NULL);
}

void recipe_after_expression(const Recipe *recipe, Piece *piece, Str expression)
{
    if (recipe->desired == NULL || expression.len == 0)
        return;
    for (size_t i = 0; i < recipe->desired->columns.len; i++) {
        Str name = recipe->desired->columns.items[i]->name;
        if (pg_scan_mentions(recipe->arena, expression, name))
            recipe_after_column(recipe, piece, name);
    }
}

void recipe_after_columns(const Recipe *recipe, Piece *piece, const StrVec *columns)
{
    for (size_t i = 0; i < columns->len; i++)
        recipe_after_column(recipe, piece, columns->items[i]);
}

void recipe_after_index(const Recipe *recipe, Piece *piece, const Index *index)
{
    for (size_t i = 0; i < index->keys.len; i++) {
        recipe_after_column(recipe, piece, index->keys.items[i].name);
        recipe_after_expression(recipe, piece, index->keys.items[i].expression);
    }
    recipe_after_columns(recipe, piece, &index->include);
    recipe_after_expression(recipe, piece, index->predicate);
    recipe_after_part(recipe, piece, index);
}

void recipe_put(const Recipe *recipe, Piece *piece, Str statement)
{
    vec_push(recipe->arena, &piece->statements, statement);
}

void recipe_undo(const Recipe *recipe, Piece *piece, Str statement)
{
    vec_push(recipe->arena, &piece->reverse, statement);
}

/* Rows of a foreign table are not ours to count, nor does the server look at them. */
static bool asks_another_server(const Recipe *recipe)
{
    return recipe->live != NULL && table_is_foreign(recipe->live);
}

void recipe_probe(const Recipe *recipe, Piece *piece, Str query)
{
    if (query.len > 0 && recipe->group->live != NULL && !asks_another_server(recipe))
        vec_push(recipe->arena, &piece->probes, query);
}

void recipe_done(Recipe *recipe, const Record *rec)
{
    vec_push(recipe->arena, &recipe->done, rec);
}

bool recipe_is_done(const Recipe *recipe, const Record *rec)
{
    for (size_t i = 0; i < recipe->done.len; i++)
        if (recipe->done.items[i] == rec)
            return true;
    return false;
}

const Change *recipe_change_of(const ChangeGroup *group, const Record *rec)
{
    for (size_t i = 0; i < group->changes.len; i++) {
        const Change *change = group->changes.items[i];
        if (change->kind != CHANGE_RENAME && (change->live == rec || change->desired == rec))
            return change;
    }
    return NULL;
}

RecipeWhole *recipe_whole_of(const RecipeInput *input)
{
    void **whole = input->whole;

    if (*whole == NULL)
        *whole = ARENA_NEW(input->arena, RecipeWhole);
    return *whole;
}

RecipeWhole *recipe_whole(const Recipe *recipe)
{
    return recipe_whole_of(recipe->input);
}

const ChangeGroup *recipe_group_of(const RecipeInput *input, const Object *object)
{
    return changes_group_of(input->changes, object);
}

bool recipe_goes_online(const Recipe *recipe, Cost cost)
{
    const RecipeInput *input = recipe->input;

    return !budget_allows(input->budget, input->facts, recipe->group->live, cost);
}

Str recipe_sql_exists(const Recipe *recipe, Str schema, Str name, bool is_there)
{
    Str relation = RECIPE_SQL(recipe, QN(schema, name));

    return RECIPE_SQL(recipe, RAW("SELECT pg_catalog.to_regclass("), LIT(relation),
                      is_there ? RAW(") IS NOT NULL") : RAW(") IS NULL"));
}

Str recipe_temporary_name(Arena *arena, Str of)
{
    return arena_printf(arena, TEMPORARY_PREFIX "%.*s", TEMPORARY_DIGITS,
                        hash_hex(arena, hash_of(of)).ptr);
}

bool recipe_needs_version(const Recipe *recipe, const Record *rec, int version, const char *what)
{
    if (recipe->input->version >= version)
        return true;
    return err_at(recipe->errs, ERR_UNSUPPORTED, record_loc(recipe->arena, rec), NULL,
                  "%s needs PostgreSQL %d, this server is %d", what, version / 10000,
                  recipe->input->version / 10000);
}

Str recipe_live_column(const Recipe *recipe, Str desired_column)
{
    const Column *desired =
        recipe->desired == NULL ? NULL : table_column(recipe->desired, desired_column);

    if (recipe->live == NULL || desired == NULL)
        return STR_ABSENT;
    for (size_t i = 0; i < recipe->home->changes.len; i++) {
        const Change *change = recipe->home->changes.items[i];
        if (change->desired == &desired->rec)
            return change->live == NULL ? STR_ABSENT : ((const Column *)change->live)->name;
    }
    return table_column(recipe->live, desired_column) == NULL ? STR_ABSENT : desired_column;
}

bool recipe_can_probe(const Recipe *recipe, Str expression)
{
    if (recipe->live == NULL)
        return false;
    for (size_t i = 0; i < recipe->desired->columns.len; i++) {
        const Column *column = recipe->desired->columns.items[i];
        const Column *live = table_column(recipe->live, column->name);
        if (!pg_scan_mentions(recipe->arena, expression, column->name))
            continue;
        if (live == NULL || !str_eq(recipe_live_column(recipe, column->name), column->name) ||
            !str_eq(live->type, column->type))
            return false;
    }
    return true;
}

Str pg_join_clauses(Arena *arena, const Object *relation, const Str *clauses, size_t count)
{
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("ALTER TABLE "), QN(relation->schema, relation->name));
    for (size_t i = 0; i < count; i++)
        sql_put(&writer, i == 0 ? RAW(" ") : RAW(", "), EX(clauses[i]));
    return sql_finish(&writer, arena);
}

static bool make_pieces(const RecipeInput *input, const ChangeGroup *group, Pieces *pieces,
                        Errs *errs)
{
    const Object *object = group->desired != NULL ? group->desired : group->live;
    Recipe recipe = {.input = input,
                     .arena = input->arena,
                     .group = group,
                     .home = group,
                     .pieces = pieces,
                     .errs = errs,
                     .schema = object->schema,
                     .name = object->name};

    if (object->rec.type == &schema_type) {
        recipe_schema(&recipe);
        return true;
    }
    if (object->rec.type == &sequence_type) {
        return recipe_sequence(&recipe);
    }
    if (object->rec.type == &default_privileges_type) {
        recipe_default_privileges(&recipe);
        return true;
    }
    if (object->rec.type == &publication_type)
        return recipe_publication(&recipe);
    if (object->rec.type == &subscription_type)
        return recipe_subscription(&recipe);
    if (object->rec.type == &foreign_data_wrapper_type ||
        object->rec.type == &foreign_server_type || object->rec.type == &user_mapping_type)
        return recipe_remote(&recipe);
    if (type_is_definition(object->rec.type)) {
        recipe_definition(&recipe);
        return true;
    }
    if (type_is_data_type(object->rec.type) || object->rec.type == &collation_type ||
        object->rec.type == &extension_type)
        return recipe_type(&recipe);
    recipe.live = (const Table *)group->live;
    recipe.desired = (const Table *)group->desired;
    return recipe_table(&recipe);
}

bool pg_recipe(const RecipeInput *input, const ChangeGroup *group, Pieces *pieces, Errs *errs)
{
    size_t from = pieces->list.len;
    ErrsMark mark = errs_mark(errs);

    (void)make_pieces(input, group, pieces, errs);
    recipe_after_carried(input, group, pieces, from);
    return errs_mark(errs) == mark;
}
