/* A name is taken when whoever had it has let go of it: chains, swaps, and names used anew. */
#include "base/sb.h"
#include "model/types.h"
#include "plan/node.h"

/* Who lets go of a name: name key -> Node. The keys of recipes are a space of their own. */
typedef struct Names {
    Planner *planner;
    Map freed;
    Map freed_by_recipe;
} Names;

/* Where a name has to be alone: relations and indexes in a schema, columns and constraints in a
 * table. */
static Str name_key(Names *names, const char *space, Str within, Str name)
{
    Planner *planner = names->planner;
    Arena *arena = &planner->scratch;
    Str folded = planner->input->engine->fold_name(arena, name);

    if (folded.len == 0)
        return STR_ABSENT;
    return arena_printf(arena, "%s %zu %.*s %.*s", space, within.len, STR_ARG(within),
                        STR_ARG(folded));
}

static Str record_key(Names *names, const Node *node, const Object *object, const Record *rec)
{
    if (rec->type == &schema_type)
        return name_key(names, "schema", STR_ABSENT, record_name(rec));
    if (rec->type == &collation_type || rec->type == &extension_type)
        return name_key(names, rec->type->word, object->schema, record_name(rec));
    if (rec->type == &index_type &&
        (names->planner->input->engine->capabilities & CAP_TABLE_INDEXES) != 0)
        return name_key(names, "index", node->relation, record_name(rec));
    if (rec == &object->rec || rec->type == &index_type || rec->type == &exclusion_type)
        return name_key(names, "relation", object->schema, record_name(rec));
    if (rec->type == &statistics_type) {
        Str schema = ((const Statistics *)rec)->schema;
        return name_key(names, "statistics", schema.len > 0 ? schema : object->schema,
                        record_name(rec));
    }
    return name_key(names,
                    rec->type == &column_type   ? "column"
                    : rec->type == &policy_type ? "policy"
                                                : "constraint",
                    node->relation, record_name(rec));
}

static void free_name(Names *names, Node *node, const Object *object, const Record *rec)
{
    Str key = record_key(names, node, object, rec);

    /* The first piece of a change is the one that moves the old name out of the way. */
    if (key.len > 0 && map_get(&names->freed, key) == NULL)
        (void)map_put(&names->planner->scratch, &names->freed, key, node);
}

static void take_name(Names *names, Node *node, const Object *object, const Record *rec)
{
    Node *before = map_get(&names->freed, record_key(names, node, object, rec));

    if (before != NULL && before->piece->change != node->piece->change)
        plan_add_edge(names->planner, node, before, DEP_HARD);
}

/* A table goes with its indexes, and comes with them. */
static void each_index(Names *names, Node *node, const Object *object,
                       void (*visit)(Names *, Node *, const Object *, const Record *))
{
    const Table *table = (const Table *)object;

    if (object->rec.type != &table_type)
        return;
    for (size_t i = 0; i < table->indexes.len; i++)
        visit(names, node, object, &table->indexes.items[i]->rec);
}

static bool is_name_op(const Node *node)
{
    return NODE_DOES_ANY(node, OP_RENAME_TABLE, OP_MOVE_TABLE, OP_RENAME_COLUMN,
                         OP_RENAME_CONSTRAINT, OP_RENAME_INDEX, OP_RENAME_SEQUENCE,
                         OP_RENAME_POLICY, OP_RENAME_STATISTICS, OP_RENAME_OBJECT);
}

/* Where a live part is when its piece runs: a table that moves does so first. */
static const Object *place_of(const Node *node, const Record *live)
{
    const ChangeGroup *group = node->piece->group;

    return live->type == &index_type && group->desired != NULL ? group->desired : group->live;
}

static void free_change(Names *names, Node *node, const Change *change)
{
    const Object *object = node->piece->group->live;

    if (change == NULL || change->live == NULL || object == NULL)
        return;
    if (change->kind == CHANGE_DROP || change->kind == CHANGE_RECREATE ||
        (change->kind == CHANGE_RENAME && is_name_op(node)))
        free_name(names, node, place_of(node, change->live), change->live);
    if (change->live == &object->rec &&
        (change->kind == CHANGE_DROP || node_does(node, OP_MOVE_TABLE)))
        each_index(names, node, object, free_name);
}

static void free_names(Names *names, Node *node)
{
    free_change(names, node, node->piece->change);
    free_change(names, node, node->piece->along);
}

/* A table that moves brings its indexes, under the names that they have. */
static void take_along(Names *names, Node *node)
{
    const ChangeGroup *group = node->piece->group;
    const Table *live = (const Table *)group->live;

    for (size_t i = 0; i < live->indexes.len; i++) {
        const Record *index = &live->indexes.items[i]->rec;
        const Node *before = map_get(&names->freed, record_key(names, node, group->desired, index));
        if (before != NULL && before->home != node->home) /* its own go later, in their new place */
            take_name(names, node, group->desired, index);
    }
}

/* Whether it is the last piece of its change, the one that gives the final name. */
static bool is_last_rename(const NodeGroup *home, const Node *node)
{
    for (size_t i = 0; i < home->nodes.len; i++)
        if (home->nodes.items[i]->piece->change == node->piece->change &&
            home->nodes.items[i]->seq > node->seq && is_name_op(home->nodes.items[i]))
            return false;
    return true;
}

static void take_names(Names *names, const NodeGroup *home, Node *node)
{
    const Change *change = node->piece->change;
    const Object *object = home->group->desired;

    if (change == NULL || change->desired == NULL || object == NULL || node_says_only(node))
        return;
    if (change->kind == CHANGE_CREATE || change->kind == CHANGE_RECREATE ||
        (change->kind == CHANGE_RENAME && is_name_op(node) && is_last_rename(home, node)))
        take_name(names, node, object, change->desired);
    if (change->kind == CHANGE_CREATE && change->desired == &object->rec)
        each_index(names, node, object, take_name);
    if (change->kind == CHANGE_RENAME && node_does(node, OP_MOVE_TABLE))
        take_along(names, node);
}

/* A rename that is part of another group's piece. */
static void chained_name(Names *names, const NodeGroup *home,
                         void (*visit)(Names *, Node *, const Object *, const Record *), bool live)
{
    Node *renamer = plan_renamer_of(names->planner, home);
    const Object *object = live ? home->group->live : home->group->desired;

    if (renamer != NULL && renamer->home != home)
        visit(names, renamer, object, &object->rec);
}

/* What a recipe says itself. */
static void free_listed(Names *names, Node *node)
{
    for (size_t i = 0; i < node->piece->frees.len; i++)
        (void)map_put(&names->planner->scratch, &names->freed_by_recipe,
                      node->piece->frees.items[i], node);
}

static void take_listed(Names *names, Node *node)
{
    for (size_t i = 0; i < node->piece->takes.len; i++) {
        Node *before = map_get(&names->freed_by_recipe, node->piece->takes.items[i]);
        if (before != NULL)
            plan_add_edge(names->planner, node, before, DEP_HARD);
    }
}

void plan_add_name_edges(Planner *planner)
{
    Names names = {.planner = planner};

    for (size_t i = 0; i < planner->nodes.len; i++) {
        free_names(&names, planner->nodes.items[i]);
        free_listed(&names, planner->nodes.items[i]);
    }
    for (size_t i = 0; i < planner->groups.len; i++)
        chained_name(&names, planner->groups.items[i], free_name, true);
    for (size_t i = 0; i < planner->nodes.len; i++)
        take_listed(&names, planner->nodes.items[i]);
    for (size_t i = 0; i < planner->groups.len; i++)
        chained_name(&names, planner->groups.items[i], take_name, false);
    for (size_t i = 0; i < planner->groups.len; i++)
        for (size_t j = 0; j < planner->groups.items[i]->nodes.len; j++)
            take_names(&names, planner->groups.items[i], planner->groups.items[i]->nodes.items[j]);
}
