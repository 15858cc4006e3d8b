/* Recipes: what lets go of a column before its type changes. */
#include "engine/postgres/recipe.h"
#include "engine/postgres/scan.h"
#include "engine/postgres/type_change.h"

/* Whether the server builds anew what reads the column. */
static bool is_retyped(const RecipeInput *input, const Change *change)
{
    const Column *live = (const Column *)change->live, *desired = (const Column *)change->desired;

    if (change->kind != CHANGE_ALTER || change->desired->type != &column_type)
        return false;
    if (change_has(change, "Collation"))
        return true;
    return change_has(change, "DataType") &&
           pg_named_type_change(input, live, desired).op != OP_WIDEN_TYPE;
}

/* A column with an operator class that the new type may not fit, or an expression. */
static bool keys_read(Arena *arena, const KeyParts *keys, bool has_classes, Str column)
{
    for (size_t i = 0; i < keys->len; i++)
        if (((has_classes || keys->items[i].opclass.len > 0) &&
             str_eq(keys->items[i].name, column)) ||
            pg_scan_mentions(arena, keys->items[i].expression, column))
            return true;
    return false;
}

/* Whether a part that is made anew reads the live column in an expression. */
static bool reads(Arena *arena, const Change *part, Str column)
{
    const Index *index = (const Index *)part->live;

    if (part->kind == CHANGE_DROP && part->live->type != &index_type &&
        part->live->type != &statistics_type)
        return false; /* the others go before */
    if (part->kind != CHANGE_RECREATE && part->kind != CHANGE_DROP)
        return false;
    if (part->live->type == &exclusion_type)
        return recipe_uses_column(arena, pg_exclusion_index(arena, (const Exclusion *)part->live),
                                  column);
    if (part->live->type == &statistics_type)
        return keys_read(arena, &((const Statistics *)part->live)->keys, false, column);
    if (part->live->type == &check_type)
        return pg_scan_mentions(arena, ((const Check *)part->live)->expression, column);
    if (part->live->type != &index_type || index_is_constraint(index))
        return false;
    /* A B-tree has a default class for about every type. */
    return keys_read(arena, &index->keys,
                     !str_is(sparse_str(&index->rec, FIELD_INDEX_METHOD), "btree") &&
                         sparse_str(&index->rec, FIELD_INDEX_METHOD).len > 0,
                     column) ||
           pg_scan_mentions(arena, index->predicate, column);
}

bool recipe_lets_go(const Recipe *recipe, const Change *part)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        if (is_retyped(recipe->input, change) &&
            reads(recipe->arena, part, record_name(change->live)))
            return true;
    }
    return false;
}

void recipe_put_let_go(const Recipe *recipe, Piece *piece, const ChangeGroup *group,
                       const Change *column)
{
    const Object *table = group->desired;

    recipe_take_along(recipe, piece, column);
    recipe_keep_statistics_targets(recipe, piece, group, record_name(column->desired));
    recipe_keep_rebuilt_parts(recipe, piece, group, column);
    if (!is_retyped(recipe->input, column))
        return;
    for (size_t i = 0; i < group->changes.len; i++) {
        const Change *part = group->changes.items[i];
        Str name;
        if (!reads(recipe->arena, part, record_name(column->live)))
            continue;
        name = record_name(part->live);
        if (part->kind == CHANGE_DROP)
            vec_push(recipe->arena, &piece->includes,
                     part->live->type == &index_type ? OP_DROP_INDEX : OP_DROP_STATISTICS);
        if (part->live->type == &statistics_type)
            recipe_put(recipe, piece, recipe_statistics_let_go(recipe, part));
        else if (part->live->type == &check_type || part->live->type == &exclusion_type)
            recipe_put(recipe, piece,
                       RECIPE_SQL(recipe, RAW("ALTER TABLE "), QN(table->schema, table->name),
                                  RAW(" DROP CONSTRAINT IF EXISTS "), ID(name)));
        else
            recipe_put(recipe, piece,
                       RECIPE_SQL(recipe, RAW("DROP INDEX IF EXISTS "), QN(table->schema, name)));
    }
}
