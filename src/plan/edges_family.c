/* Parents and their children: what changes a table changes those that are part of it, too. */
#include "plan/node.h"

/* Makes the parent what a child has to fit, by its whole shape. */
static bool shapes(const Node *node)
{
    return NODE_DOES_ANY(node, OP_CREATE_TABLE, OP_REPARTITION, OP_RENAME_TABLE, OP_MOVE_TABLE,
                         OP_DROP_CHECK, OP_DROP_NOT_NULL, OP_DROP_IDENTITY, OP_DROP_EXPRESSION,
                         OP_ADD_COLUMN, OP_ADD_COLUMN_REWRITE, OP_ADD_REQUIRED_COLUMN,
                         OP_RENAME_COLUMN, OP_RECREATE_COLUMN, OP_WIDEN_TYPE, OP_CHANGE_TYPE,
                         OP_NARROW_TYPE, OP_CHANGE_COLLATION, OP_SET_NOT_NULL, OP_ADD_IDENTITY,
                         OP_ADD_CHECK, OP_REPLACE_CHECK, OP_DROP_COLUMN);
}

/* Becomes a child, or is made as one. */
static bool joins(const Node *node)
{
    return NODE_DOES_ANY(node, OP_ATTACH_PARTITION, OP_INHERIT, OP_REPLACE_BOUNDS);
}

static bool leaves(const Node *node)
{
    return NODE_DOES_ANY(node, OP_DETACH_PARTITION, OP_DETACH_ONLINE, OP_FINISH_DETACH,
                         OP_NO_INHERIT);
}

static bool is_made_with_parents(const Node *node)
{
    const Object *object = node->piece->group->desired;

    return node_does(node, OP_CREATE_TABLE) && object != NULL &&
           sparse_strs(&object->rec, FIELD_TABLE_INHERITS)->len > 0;
}

/* The column, by its new name, that a piece of a parent makes, names or types. */
static Str shaped_column(const Node *node)
{
    const Record *rec = node_desired(node);
    bool is_column = rec != NULL && rec->type == &column_type &&
                     NODE_DOES_ANY(node, OP_ADD_COLUMN, OP_ADD_COLUMN_REWRITE,
                                   OP_ADD_REQUIRED_COLUMN, OP_RENAME_COLUMN, OP_RECREATE_COLUMN,
                                   OP_WIDEN_TYPE, OP_CHANGE_TYPE, OP_NARROW_TYPE, OP_SET_NOT_NULL);

    return is_column ? record_name(rec) : STR_ABSENT;
}

static bool is_about(Arena *scratch, const Record *rec, Str column)
{
    if (rec == NULL)
        return false;
    if (rec->type == &column_type)
        return str_eq(record_name(rec), column);
    return rec->type != &table_type && plan_mentions_column(scratch, rec, column);
}

/* A comment on what a parent's piece makes in the child: a column, check or index. */
static bool is_comment_on_part(const Node *child, const Node *parent)
{
    const Record *rec = child->piece->about, *whole = node_desired(parent);
    Str name = rec == NULL ? STR_ABSENT : record_name(rec);

    if (!node_does(child, OP_COMMENT) || node_does(parent, OP_COMMENT) || rec == NULL ||
        whole == NULL || rec->type != whole->type)
        return false;
    if (rec->type == &index_type)
        name = sparse_str(rec, FIELD_INDEX_ATTACHED_TO);
    return name.len > 0 && str_eq(name, record_name(whole));
}

/* What a child needs of its parent. */
static void add_child_needs(Planner *planner, Node *child, Node *parent)
{
    Str column = shaped_column(parent);

    if (is_comment_on_part(child, parent) ||
        ((joins(child) || is_made_with_parents(child)) && shapes(parent)))
        plan_add_edge(planner, child, parent, DEP_HARD);
    else if (column.len > 0 && is_about(&planner->scratch, node_desired(child), column))
        plan_add_edge(planner, child, parent, DEP_HARD);
}

/* What a child has by itself, beside what it inherits, goes when it is its own alone. */
static bool drops_same_column(const Node *child, const Record *column)
{
    const Change *change = child->piece->change;

    return node_does(child, OP_DROP_COLUMN) && change != NULL && change->live != NULL &&
           change->live->type == &column_type &&
           str_eq(record_name(change->live), record_name(column));
}

/* A child lets go of a column before its parent drops it, and leaves before its parent changes. */
static void add_parent_needs(Planner *planner, Node *parent, Node *child)
{
    const Change *change = parent->piece->change, *own = child->piece->change;
    bool drops_column = node_does(parent, OP_DROP_COLUMN) && change != NULL &&
                        change->live != NULL && change->live->type == &column_type;

    if (leaves(child) && !NODE_DOES_ANY(parent, OP_RENAME_TABLE, OP_MOVE_TABLE) &&
        (shapes(parent) || node_does(parent, OP_DROP_TABLE) ||
         NODE_DOES_ANY(parent, OP_DROP_KEY, OP_DROP_INDEX, OP_REPLACE_KEY, OP_REPLACE_INDEX,
                       OP_DROP_DEFAULT, OP_SET_DEFAULT, OP_ADD_PRIMARY_KEY, OP_ADD_UNIQUE,
                       OP_CREATE_INDEX, OP_CREATE_UNIQUE_INDEX, OP_CREATE_INDEX_ALONE,
                       OP_ADD_KEY_ALONE)))
        plan_add_edge(planner, parent, child, DEP_HARD);
    else if (drops_column && drops_same_column(child, change->live))
        plan_add_edge(planner, child, parent, DEP_HARD);
    else if (drops_column && own != NULL && own->live != NULL && !joins(child) &&
             !node_does(child, OP_COMMENT) && own->kind != CHANGE_RENAME &&
             is_about(&planner->scratch, own->live, record_name(change->live)))
        plan_add_edge(planner, parent, child, DEP_HARD);
}

typedef VEC(const Object *) Parents;

/* Of a model: address of a child -> its Parents. */
typedef struct Family {
    Planner *planner;
    Map parents;
    bool is_live;
} Family;

static Str key_of(const Object *const *object)
{
    return (Str){(const char *)object, sizeof *object};
}

static Family read_family(Planner *planner, const Model *model, bool is_live)
{
    Family family = {.planner = planner, .is_live = is_live};
    Arena *arena = &planner->scratch;

    for (size_t i = 0; i < model->edges.len; i++) {
        const Edge *edge = &model->edges.items[i];
        Parents *parents = edge->is_parent ? map_get(&family.parents, key_of(&edge->from)) : NULL;
        if (!edge->is_parent)
            continue;
        if (parents == NULL) {
            parents = ARENA_NEW(arena, Parents);
            (void)map_put(arena, &family.parents, key_of(&edge->from), parents);
        }
        vec_push(arena, parents, edge->to);
    }
    return family;
}

static void add_edges(const Family *family, const NodeGroup *child, const Object *ancestor)
{
    const NodeGroup *parent = plan_group_of(family->planner, ancestor);
    const Parents *above = map_get(&family->parents, key_of(&ancestor));

    for (size_t i = 0; parent != NULL && i < child->nodes.len; i++) {
        for (size_t k = 0; k < parent->nodes.len; k++) {
            if (family->is_live)
                add_parent_needs(family->planner, parent->nodes.items[k], child->nodes.items[i]);
            else
                add_child_needs(family->planner, child->nodes.items[i], parent->nodes.items[k]);
        }
    }
    for (size_t i = 0; above != NULL && i < above->len; i++)
        add_edges(family, child, above->items[i]);
}

static void add_family(Planner *planner, const Model *model, bool is_live)
{
    Family family = read_family(planner, model, is_live);

    for (size_t i = 0; i < model->edges.len; i++) {
        const Edge *edge = &model->edges.items[i];
        const NodeGroup *child = edge->is_parent ? plan_group_of(planner, edge->from) : NULL;
        if (child != NULL)
            add_edges(&family, child, edge->to);
    }
}

void plan_add_family_edges(Planner *planner)
{
    add_family(planner, planner->changes->live, true);
    add_family(planner, planner->changes->desired, false);
}
