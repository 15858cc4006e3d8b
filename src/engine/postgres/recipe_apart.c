/* Recipes: parts of tables that can't come or go with their table, as the routine that they call
 * needs the table, too. */
#include "engine/postgres/recipe.h"
#include "engine/postgres/scan.h"

typedef VEC(const Edge *) EdgeList;

/* What each object uses, of one model. */
struct Uses {
    Map by_user; /* address -> EdgeList */
};

static Str key_of(const void *const *address)
{
    return (Str){(const char *)address, sizeof *address};
}

static struct Uses *read_uses(Arena *arena, const Model *model)
{
    struct Uses *uses = ARENA_NEW(arena, struct Uses);

    for (size_t i = 0; i < model->edges.len; i++) {
        const Edge *edge = &model->edges.items[i];
        EdgeList *list = map_get(&uses->by_user, key_of((const void *const *)&edge->from));
        if (list == NULL) {
            list = ARENA_NEW(arena, EdgeList);
            (void)map_put(arena, &uses->by_user, key_of((const void *const *)&edge->from), list);
        }
        vec_push(arena, list, edge);
    }
    return uses;
}

static const EdgeList *uses_of(const RecipeInput *input, bool is_live, const Object *user)
{
    RecipeWhole *whole = recipe_whole_of(input);
    struct Uses **uses = is_live ? &whole->live_uses : &whole->desired_uses;

    if (*uses == NULL)
        *uses = read_uses(input->arena, is_live ? input->changes->live : input->changes->desired);
    return map_get(&(*uses)->by_user, key_of((const void *const *)&user));
}

bool recipe_desired_uses(const RecipeInput *input, const Object *user, const Object *used)
{
    const EdgeList *edges = uses_of(input, false, user);

    for (size_t i = 0; edges != NULL && i < edges->len; i++)
        if (edges->items[i]->to == used && !edges->items[i]->is_body)
            return true;
    return false;
}

/* A search from what a part uses for its table. */
typedef struct Way {
    const RecipeInput *input;
    bool is_live;
    const Object *table;
    Arena scratch;
    Map seen;
} Way;

static bool leads_back(Way *way, const Object *from)
{
    const EdgeList *edges;
    const Object **kept;

    if (from == way->table)
        return true;
    if (map_get(&way->seen, key_of((const void *const *)&from)) != NULL)
        return false;
    kept = ARENA_NEW(&way->scratch, const Object *);
    *kept = from;
    (void)map_put(&way->scratch, &way->seen, key_of((const void *const *)kept), way);
    edges = uses_of(way->input, way->is_live, from);
    for (size_t i = 0; edges != NULL && i < edges->len; i++)
        if (!edges->items[i]->is_body && leads_back(way, edges->items[i]->to))
            return true;
    return false;
}

bool recipe_leads_back(const RecipeInput *input, bool is_live, const Object *from,
                       const Object *table)
{
    Way way = {.input = input, .is_live = is_live, .table = table};
    bool found = leads_back(&way, from);

    arena_free(&way.scratch);
    return found;
}

bool recipe_part_is_apart(const RecipeInput *input, const Object *table, const Record *part)
{
    const EdgeList *edges = uses_of(input, false, table);

    for (size_t i = 0; edges != NULL && i < edges->len; i++) {
        const Edge *edge = edges->items[i];
        if (edge->part == part && type_is_definition(edge->to->rec.type) &&
            recipe_leads_back(input, false, edge->to, table))
            return true;
    }
    return false;
}

static bool mentions_added(const Recipe *recipe, Str text)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        if (change->kind == CHANGE_CREATE && change->desired->type == &column_type &&
            pg_scan_mentions(recipe->arena, text, record_name(change->desired)))
            return true;
    }
    return false;
}

/* Whether a routine reads a column that the plan adds to its table, itself or through others. */
static bool reads_added(Way *way, const Recipe *recipe, const Object *from)
{
    const EdgeList *edges = uses_of(way->input, false, from);
    const Object **kept;

    if (!type_is_definition(from->rec.type) ||
        map_get(&way->seen, key_of((const void *const *)&from)) != NULL)
        return false;
    kept = ARENA_NEW(&way->scratch, const Object *);
    *kept = from;
    (void)map_put(&way->scratch, &way->seen, key_of((const void *const *)kept), way);
    for (size_t i = 0; edges != NULL && i < edges->len; i++) {
        const Edge *edge = edges->items[i];
        if (edge->is_body)
            continue;
        if (edge->to == way->table && mentions_added(recipe, ((const Definition *)from)->text))
            return true;
        if (reads_added(way, recipe, edge->to))
            return true;
    }
    return false;
}

bool recipe_default_is_apart(const Recipe *recipe, const Column *added)
{
    const EdgeList *edges = uses_of(recipe->input, false, &recipe->desired->obj);
    Way way = {.input = recipe->input, .table = &recipe->desired->obj};
    bool found = false;

    for (size_t i = 0; added->dflt.len > 0 && edges != NULL && i < edges->len && !found; i++)
        found =
            edges->items[i]->part == &added->rec && reads_added(&way, recipe, edges->items[i]->to);
    arena_free(&way.scratch);
    return found;
}

static bool is_apart(const Recipe *recipe, const Record *part)
{
    return recipe_part_is_apart(recipe->input, &recipe->desired->obj, part);
}

Table *recipe_without_apart(const Recipe *recipe)
{
    Table *made = ARENA_NEW(recipe->arena, Table);

    *made = *recipe->desired;
    made->columns = (ColumnVec){0};
    made->checks = (CheckVec){0};
    for (size_t i = 0; i < recipe->desired->columns.len; i++) {
        Column *column = recipe->desired->columns.items[i];
        bool is_later = column->dflt.len > 0 && is_apart(recipe, &column->rec);
        bool is_inherited = !column->is_nullable && recipe_inherits_not_null(recipe, column);
        if (is_later || is_inherited) {
            Column *bare = ARENA_NEW(recipe->arena, Column);
            *bare = *column;
            bare->dflt = is_later ? STR_ABSENT : bare->dflt;
            bare->is_nullable = bare->is_nullable || is_inherited;
            column = bare;
        }
        vec_push(recipe->arena, &made->columns, column);
    }
    for (size_t i = 0; i < recipe->desired->checks.len; i++)
        if (!is_apart(recipe, &recipe->desired->checks.items[i]->rec))
            vec_push(recipe->arena, &made->checks, recipe->desired->checks.items[i]);
    return made;
}

void recipe_set_apart_defaults(Recipe *recipe, const Change *table_change)
{
    for (size_t i = 0; i < recipe->desired->columns.len; i++) {
        const Column *column = recipe->desired->columns.items[i];
        Piece *piece;
        if (column->dflt.len == 0 || !is_apart(recipe, &column->rec))
            continue;
        piece = recipe_add(recipe, OP_SET_DEFAULT, table_change, STR_ABSENT);
        piece->about = &column->rec;
        piece->clause = RECIPE_SQL(recipe, RAW("ALTER COLUMN "), ID(column->name),
                                   RAW(" SET DEFAULT "), EX(column->dflt));
    }
}
