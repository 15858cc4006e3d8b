/* Recipes of primary keys and unique constraints whose index is built while the application reads
 * and writes: it takes one short transaction to make it the constraint. */
#include "engine/postgres/recipe.h"

Str recipe_sql_add_using(const Recipe *recipe, const Index *index, Str built)
{
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("ADD CONSTRAINT "), ID(index->name),
            index->is_primary ? RAW(" PRIMARY KEY") : RAW(" UNIQUE"), RAW(" USING INDEX "),
            ID(built));
    pg_render_deferrable(&writer, &index->rec);
    return sql_finish(&writer, recipe->arena);
}

static Str sql_alter(const Recipe *recipe, Str clause)
{
    return RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" "), EX(clause));
}

Piece *recipe_adopt_index(Recipe *recipe, const Change *change, const Index *index, Str built)
{
    const Piece *before = recipe_piece_of(recipe, &index->rec);
    Piece *piece = recipe_add(recipe, OP_ADOPT_INDEX, change, STR_ABSENT);

    piece->about = &index->rec;
    piece->clause = recipe_sql_add_using(recipe, index, built);
    recipe_after(recipe, piece, before);
    recipe_order_key(recipe, piece, index);
    recipe_validate_holders(recipe, change, piece, index, &(Holders){0});
    return piece;
}

bool recipe_add_key_online(Recipe *recipe, const Change *change)
{
    const Index *index = (const Index *)change->desired;
    const Index *primary = table_primary_key(recipe->live);
    Piece *piece;
    Str built;

    if (recipe_create_parts_online(recipe, change, index))
        return true;
    if (!recipe_index_goes_online(recipe, index))
        return false;
    built = recipe_build_online(recipe, change, index);
    piece = recipe_adopt_index(recipe, change, index, built);
    if (index->is_primary && primary != NULL) /* which stays as an index */
        recipe_after(recipe, piece, recipe_piece_of(recipe, &primary->rec));
    recipe_undo(recipe, piece,
                sql_alter(recipe, RECIPE_SQL(recipe, RAW("DROP CONSTRAINT "), ID(index->name))));
    return true;
}

/* The statements that put one in the place of the other; foreign keys have let go. */
static void put_swap(const Recipe *recipe, Piece *piece, const Index *live, const Index *desired,
                     Str built)
{
    Str drop = RECIPE_SQL(recipe, RAW("DROP CONSTRAINT "), ID(live->name));

    if (index_is_constraint(live) && index_is_constraint(desired)) {
        recipe_put(recipe, piece,
                   sql_alter(recipe, RECIPE_SQL(recipe, EX(drop), RAW(", "),
                                                EX(recipe_sql_add_using(recipe, desired, built)))));
        return;
    }
    recipe_put(recipe, piece,
               index_is_constraint(live)
                   ? sql_alter(recipe, drop)
                   : RECIPE_SQL(recipe, RAW("DROP INDEX "), QN(recipe->schema, live->name)));
    recipe_put(recipe, piece,
               index_is_constraint(desired)
                   ? sql_alter(recipe, recipe_sql_add_using(recipe, desired, built))
                   : RECIPE_SQL(recipe, RAW("ALTER INDEX "), QN(recipe->schema, built),
                                RAW(" RENAME TO "), ID(desired->name)));
}

Piece *recipe_replace_key_online(Recipe *recipe, const Change *change, const Index *live,
                                 const Index *desired)
{
    const Piece *before;
    Holders holders;
    Piece *piece;
    Str built;

    if (!recipe_index_goes_online(recipe, desired))
        return NULL;
    built = recipe_build_online(recipe, change, desired);
    recipe_build_for_holders(recipe, change, live);
    before = recipe_piece_of(recipe, &desired->rec);
    holders = recipe_find_holders(recipe, live);
    for (size_t i = 0; i < holders.len; i++)
        holders.items[i].is_validated_later = true;
    piece = recipe_add(recipe, OP_SWAP_KEY, change, STR_ABSENT);
    piece->about = &desired->rec;
    recipe_let_holders_go(recipe, piece, &holders);
    put_swap(recipe, piece, live, desired, built);
    recipe_keep_replica_identity(recipe, piece, live, desired, desired->name);
    recipe_put_holders_back(recipe, piece, &holders);
    if (holders.len > 0)
        vec_push(recipe->arena, &piece->includes, OP_REPLACE_FOREIGN_KEY);
    recipe_after(recipe, piece, before);
    recipe_order_key(recipe, piece, desired);
    recipe_validate_holders(recipe, change, piece, desired, &holders);
    return piece;
}
