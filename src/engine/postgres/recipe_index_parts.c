/* Recipes of indexes and keys of partitioned tables, built child by child: the server builds none
 * of them concurrently as a whole.
 *
 * The whole comes first, invalid and without parts; each part is built concurrently and attached,
 * bottom up, and with the last one the whole is valid. A run that was cut off is gone on with where
 * it stopped: parts have the names that they will keep, and what is there is skipped. */
#include "engine/postgres/recipe_index_parts.h"

#include "model/label.h"

/* One index or key on its way. */
typedef struct Whole {
    Recipe *recipe;
    const Change *change;
    const Index *index; /* of the recipe's table */
    Piece *last;
} Whole;

static const Index *part_of(const Table *table, Str whole)
{
    for (size_t i = 0; i < table->indexes.len; i++)
        if (str_eq(sparse_str(&table->indexes.items[i]->rec, FIELD_INDEX_ATTACHED_TO), whole))
            return table->indexes.items[i];
    return NULL;
}

/* Whether the package has the table, whatever it says of it. */
static bool is_declared(const Recipe *recipe, const Object *live)
{
    const ChangeGroup *group = recipe_group_of(recipe->input, live);

    return group != NULL ||
           model_find(recipe->input->changes->desired, REC_TABLE, live->schema, live->name) != NULL;
}

Parts index_parts_of(const Recipe *recipe, const Table *live, const Table *desired,
                     const Index *whole)
{
    const Model *model = recipe->input->changes->live;
    PgTables wanted = desired == NULL ? (PgTables){0} : recipe_children(recipe, desired);
    Parts parts = {0};

    for (size_t i = 0; i < model->edges.len; i++) {
        const Table *child = (const Table *)model->edges.items[i].from;
        Part part = {.live = child, .object = &child->obj};
        if (!model->edges.items[i].is_parent || model->edges.items[i].to != &live->obj)
            continue;
        for (size_t k = 0; k < wanted.len; k++)
            if (recipe_live_table(recipe, wanted.items[k]) == child)
                part.desired = wanted.items[k];
        if (part.desired == NULL && is_declared(recipe, &child->obj))
            continue; /* it goes, or leaves */
        if (part.desired != NULL) {
            part.object = &part.desired->obj;
            part.index = part_of(part.desired, whole->name);
        }
        if (part.index == NULL)
            part.index = pg_family_index(recipe->arena, (const Table *)part.object, whole);
        vec_push(recipe->arena, &parts, part);
    }
    return parts;
}

const Index *index_part_own(const Part *part)
{
    return table_index(part->live, part->index->name);
}

/* But for being a constraint; and no part of another whole. */
static bool is_alike(const Index *own, const Index *part)
{
    Index a = recipe_plain_index(own), b = recipe_plain_index(part);
    Str of = sparse_str(&own->rec, FIELD_INDEX_ATTACHED_TO);

    for (size_t i = 0; i < index_type.count; i++) {
        const Field *field = &index_type.fields[i];
        if (field->differs == D_RECREATE && !record_field_equal(field, &a.rec, &b.rec))
            return false;
    }
    return (index_is_constraint(part) || !index_is_constraint(own)) &&
           (of.len == 0 || str_eq(of, sparse_str(&part->rec, FIELD_INDEX_ATTACHED_TO)));
}

void index_parts_measure(const Recipe *recipe, const Part *part, PartsTotal *total)
{
    const RelationSize *size = budget_size(recipe->input->facts, &part->live->obj);

    total->is_known = total->is_known && size != NULL;
    total->size.size_bytes += size == NULL ? 0 : size->size_bytes;
    total->size.rows += size == NULL ? 0 : size->rows;
}

/* Whether all can be built that way. */
static bool fits(const Recipe *recipe, const Table *live, const Table *desired, const Index *whole,
                 PartsTotal *total)
{
    Parts parts = index_parts_of(recipe, live, desired, whole);
    bool ok = true;

    for (size_t i = 0; i < parts.len && ok; i++) {
        const Part *part = &parts.items[i];
        const Index *own = index_part_own(part);
        index_parts_measure(recipe, part, total);
        ok = !table_is_foreign(part->live) &&
             recipe_repartition_of(recipe->input,
                                   recipe_group_of(recipe->input, &part->live->obj)) == NULL &&
             (own == NULL || is_alike(own, part->index)) &&
             (!pg_is_partitioned(part->live) || own != NULL ||
              fits(recipe, part->live, part->desired, part->index, total));
    }
    return ok;
}

bool index_parts_go_online(const Recipe *recipe, const PartsTotal *total, const Index *index)
{
    return !budget_allows_size(recipe->input->budget, recipe->input->facts,
                               total->is_known ? &total->size : NULL, COST_BUILD,
                               recipe_build_times(index));
}

static bool goes_online(const Recipe *recipe, const Index *index)
{
    PartsTotal total = {.is_known = true};

    if (recipe->live == NULL || !recipe_is_partitioned(recipe) ||
        sparse_bool(&index->rec, FIELD_INDEX_WITHOUT_OVERLAPS) ||
        !fits(recipe, recipe->live, recipe->desired, index, &total))
        return false;
    return strs_has(&recipe->live->leftovers, index->name) || /* begun, and not finished */
           index_parts_go_online(recipe, &total, index);
}

static Piece *add(Whole *whole, Op op, const Index *about, const Object *on, Str statement)
{
    Recipe *recipe = whole->recipe;
    Piece *piece = recipe_add(recipe, op, whole->change, STR_ABSENT);

    piece->about = &about->rec;
    piece->on = on;
    recipe_put(recipe, piece, statement);
    recipe_after(recipe, piece, whole->last);
    whole->last = piece;
    return piece;
}

static Str sql_constraint(const Recipe *recipe, const Object *table, const Index *index)
{
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("ALTER TABLE ONLY "), QN(table->schema, table->name), RAW(" ADD "));
    pg_render_key(&writer, index->name, index);
    return sql_finish(&writer, recipe->arena);
}

Str index_part_sql(const Recipe *recipe, PgBuild build, const Object *table, Str name,
                   const Index *index)
{
    SqlWriter writer = sql_new(&pg_quoting);
    Index plain = recipe_plain_index(index);

    pg_render_index_as(&writer, build, table->schema, table->name, name, &plain);
    return sql_finish(&writer, recipe->arena);
}

/* Invalid, until all parts are there. `on` NULL: the recipe's table. */
static void add_alone(Whole *whole, const Object *table, const Object *on, const Index *index)
{
    const Recipe *recipe = whole->recipe;
    Piece *piece =
        index_is_constraint(index)
            ? add(whole, OP_ADD_KEY_ALONE, index, on, sql_constraint(recipe, table, index))
            : add(whole, OP_CREATE_INDEX_ALONE, index, on,
                  index_part_sql(recipe, PG_BUILD_ALONE, table, index->name, index));

    piece->skip_if = recipe_sql_exists(recipe, table->schema, index->name, true);
}

static void build_part(Whole *whole, const Part *part)
{
    const Recipe *recipe = whole->recipe;
    const Object *table = part->object;
    Op op = index_is_unique(part->index) ? OP_CREATE_UNIQUE_INDEX_ONLINE : OP_CREATE_INDEX_ONLINE;
    const Index *own = index_part_own(part);

    if (own == NULL)
        recipe_may_be_cut_off(recipe,
                              add(whole, op, part->index, &part->live->obj,
                                  index_part_sql(recipe, PG_BUILD_CONCURRENTLY, table,
                                                 part->index->name, part->index)),
                              table->schema, part->index->name);
    if (index_is_constraint(part->index) && (own == NULL || !index_is_constraint(own)))
        (void)add(whole, OP_ADOPT_INDEX, part->index, &part->live->obj,
                  RECIPE_SQL(recipe, RAW("ALTER TABLE "), QN(table->schema, table->name), RAW(" "),
                             EX(recipe_sql_add_using(recipe, part->index, part->index->name))));
}

static void add_parts(Whole *whole, const Object *parent, const Table *live, const Table *desired,
                      const Index *index)
{
    const Recipe *recipe = whole->recipe;
    Parts parts = index_parts_of(recipe, live, desired, index);

    for (size_t i = 0; i < parts.len; i++) {
        const Part *part = &parts.items[i];
        Piece *attach;
        if (!pg_is_partitioned(part->live)) {
            build_part(whole, part);
        } else if (index_part_own(part) == NULL) {
            add_alone(whole, part->object, &part->live->obj, part->index);
            add_parts(whole, part->object, part->live, part->desired, part->index);
        }
        attach =
            add(whole, OP_ATTACH_INDEX, whole->index, &part->live->obj,
                RECIPE_SQL(recipe, RAW("ALTER INDEX "), QN(parent->schema, index->name),
                           RAW(" ATTACH PARTITION "), QN(part->object->schema, part->index->name)));
        attach->related =
            arena_cstr(recipe->arena, label_name(recipe->arena, parent->schema, parent->name));
    }
}

bool recipe_create_parts_online(Recipe *recipe, const Change *change, const Index *index)
{
    const Object table = {.schema = recipe->schema, .name = recipe->name};
    Whole whole = {.recipe = recipe, .change = change, .index = index};

    if (!goes_online(recipe, index))
        return false;
    add_alone(&whole, &table, NULL, index);
    recipe_after_bounds(recipe, whole.last);
    if (index_is_unique(index))
        recipe_probe(recipe, whole.last, probe_unique(recipe, index));
    if (index_is_constraint(index))
        recipe_order_key(recipe, whole.last, index);
    else
        recipe_after_index(recipe, whole.last, index);
    add_parts(&whole, &table, recipe->live, recipe->desired, index);
    return true;
}
