/* Recipes of indexes and keys of partitioned tables that take the place of others.
 *
 * The server makes no key of a partitioned table from an index, so nothing is built for the whole:
 * of each partition that holds rows an index is built concurrently under a name made of its
 * definition, which stands alone. Then, in one short transaction, the old whole goes with its
 * parts, those built become parts by their names, and the new whole finds them and reads nothing.
 */
#include "engine/postgres/recipe_index_parts.h"

#include "model/temporary.h"

static Str build_name(const Recipe *recipe, const Object *table, const Index *part)
{
    return recipe_temporary_name(recipe->arena,
                                 index_part_sql(recipe, PG_BUILD_PLAINLY, table, part->name, part));
}

static bool is_part_of(const Index *own, const Index *live)
{
    return str_eq(sparse_str(&own->rec, FIELD_INDEX_ATTACHED_TO), live->name);
}

typedef struct Swap {
    Recipe *recipe;
    const Change *change;
    const Index *live, *desired;
    PartsTotal total;
    bool is_begun;
    Piece *first, *last; /* builds; NULL: none yet */
} Swap;

/* Whether all can be replaced that way: nothing else has a part's name. `live`: the whole that
 * goes, of this level. */
static bool fits(Swap *swap, const Table *parent, const Table *desired, const Index *live,
                 const Index *whole)
{
    Parts parts = index_parts_of(swap->recipe, parent, desired, whole);
    bool ok = true;

    for (size_t i = 0; i < parts.len && ok; i++) {
        const Part *part = &parts.items[i];
        const Index *own = index_part_own(part), *gone = NULL;
        for (size_t k = 0; k < part->live->indexes.len; k++)
            if (is_part_of(part->live->indexes.items[k], live))
                gone = part->live->indexes.items[k];
        index_parts_measure(swap->recipe, part, &swap->total);
        ok = !table_is_foreign(part->live) && gone != NULL && (own == NULL || own == gone);
        if (ok && pg_is_partitioned(part->live))
            ok = fits(swap, part->live, part->desired, gone, part->index);
        else if (ok)
            swap->is_begun =
                swap->is_begun || strs_has(&part->live->leftovers,
                                           build_name(swap->recipe, part->object, part->index));
    }
    return ok;
}

static void build_part(Swap *swap, const Part *part)
{
    Recipe *recipe = swap->recipe;
    Str name = build_name(recipe, part->object, part->index);
    Piece *piece = recipe_add(recipe,
                              index_is_unique(part->index) ? OP_CREATE_UNIQUE_INDEX_ONLINE
                                                           : OP_CREATE_INDEX_ONLINE,
                              swap->change, STR_ABSENT);

    piece->about = &part->index->rec;
    piece->times = recipe_build_times(part->index);
    piece->on = &part->live->obj;
    recipe_put(recipe, piece,
               index_part_sql(recipe, PG_BUILD_CONCURRENTLY, part->object, name, part->index));
    recipe_may_be_cut_off(recipe, piece, part->object->schema, name);
    recipe_after(recipe, piece, swap->last);
    if (swap->first == NULL)
        swap->first = piece;
    swap->last = piece;
}

static void build_parts(Swap *swap, const Table *live, const Table *desired, const Index *whole)
{
    Parts parts = index_parts_of(swap->recipe, live, desired, whole);

    for (size_t i = 0; i < parts.len; i++) {
        const Part *part = &parts.items[i];
        if (pg_is_partitioned(part->live))
            build_parts(swap, part->live, part->desired, part->index);
        else
            build_part(swap, part);
    }
}

static Str sql_whole(const Recipe *recipe, const Object *table, const Index *index)
{
    SqlWriter writer;

    if (!index_is_constraint(index))
        return index_part_sql(recipe, PG_BUILD_PLAINLY, table, index->name, index);
    writer = sql_new(&pg_quoting);
    sql_put(&writer, RAW("ALTER TABLE "), QN(table->schema, table->name), RAW(" ADD "));
    pg_render_key(&writer, index->name, index);
    return sql_finish(&writer, recipe->arena);
}

static Str sql_adopt(const Recipe *recipe, const Part *part)
{
    const Object *table = part->object;
    Str built = build_name(recipe, table, part->index);

    if (index_is_constraint(part->index))
        return RECIPE_SQL(recipe, RAW("ALTER TABLE "), QN(table->schema, table->name), RAW(" "),
                          EX(recipe_sql_add_using(recipe, part->index, built)));
    return RECIPE_SQL(recipe, RAW("ALTER INDEX "), QN(table->schema, built), RAW(" RENAME TO "),
                      ID(part->index->name));
}

/* Bottom up, so that each whole finds its parts. */
static void put_parts(const Swap *swap, Piece *piece, const Table *live, const Table *desired,
                      const Index *whole)
{
    const Recipe *recipe = swap->recipe;
    Parts parts = index_parts_of(recipe, live, desired, whole);

    for (size_t i = 0; i < parts.len; i++) {
        const Part *part = &parts.items[i];
        if (pg_is_partitioned(part->live)) {
            put_parts(swap, piece, part->live, part->desired, part->index);
            recipe_put(recipe, piece, sql_whole(recipe, part->object, part->index));
        } else {
            recipe_put(recipe, piece, sql_adopt(recipe, part));
        }
        vec_push(recipe->arena, &piece->frees, recipe_part_made(recipe, part->object, part->index));
    }
}

static void put_swap(const Swap *swap, Piece *piece)
{
    const Recipe *recipe = swap->recipe;
    const Object table = {.schema = recipe->schema, .name = recipe->name};

    recipe_put(recipe, piece,
               index_is_constraint(swap->live)
                   ? RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe),
                                RAW(" DROP CONSTRAINT "), ID(swap->live->name))
                   : RECIPE_SQL(recipe, RAW("DROP INDEX "), QN(recipe->schema, swap->live->name)));
    put_parts(swap, piece, recipe->live, recipe->desired, swap->desired);
    recipe_put(recipe, piece, sql_whole(recipe, &table, swap->desired));
    recipe_index_statistics(recipe, piece, swap->desired->name, NULL, &swap->desired->rec);
}

Piece *recipe_swap_parts_online(Recipe *recipe, const Change *change, const Index *live,
                                const Index *desired)
{
    Swap swap = {.recipe = recipe,
                 .change = change,
                 .live = live,
                 .desired = desired,
                 .total = {.is_known = true}};
    Holders holders = {0};
    Piece *piece;

    if (!recipe_is_partitioned(recipe) ||
        sparse_bool(&desired->rec, FIELD_INDEX_WITHOUT_OVERLAPS) ||
        !fits(&swap, recipe->live, recipe->desired, live, desired) ||
        (!swap.is_begun && !index_parts_go_online(recipe, &swap.total, desired)))
        return NULL;
    build_parts(&swap, recipe->live, recipe->desired, desired);
    if (swap.first == NULL) /* no partitions */
        return NULL;
    recipe_after_index(recipe, swap.first, desired);
    if (index_is_unique(desired))
        recipe_probe(recipe, swap.first, probe_unique(recipe, desired));
    if (index_is_unique(live))
        holders = recipe_find_holders(recipe, live);
    for (size_t i = 0; i < holders.len; i++)
        holders.items[i].is_validated_later = true;
    piece = recipe_add(recipe,
                       index_is_constraint(live) || index_is_constraint(desired) ? OP_SWAP_KEY
                                                                                 : OP_SWAP_PARTS,
                       change, STR_ABSENT);
    piece->about = &desired->rec;
    recipe_let_holders_go(recipe, piece, &holders);
    put_swap(&swap, piece);
    recipe_put_holders_back(recipe, piece, &holders);
    if (holders.len > 0)
        vec_push(recipe->arena, &piece->includes, OP_REPLACE_FOREIGN_KEY);
    recipe_after(recipe, piece, swap.last);
    recipe_order_key(recipe, piece, desired);
    recipe_validate_holders(recipe, change, piece, desired, &holders);
    return piece;
}

/* Then nobody builds it any more: what has its passing name is left over. */
static bool is_there(const Recipe *recipe, const Index *part)
{
    for (size_t i = 0; i < recipe->live->indexes.len; i++)
        if (record_equal(&recipe->live->indexes.items[i]->rec, &part->rec, false))
            return true;
    return false;
}

bool recipe_is_built_by_whole(const Recipe *recipe, Str name)
{
    for (size_t i = 0; i < recipe->desired->indexes.len; i++) {
        const Index *part = recipe->desired->indexes.items[i];
        if (sparse_str(&part->rec, FIELD_INDEX_ATTACHED_TO).len > 0 &&
            str_eq(build_name(recipe, &recipe->desired->obj, part), name))
            return !is_there(recipe, part);
    }
    return false;
}
