/* What views, routines, types and the like need, and what needs them: all but tables, sequences and
 * schemas among themselves. */
#include "plan/node.h"

static bool defines(const Node *node)
{
    return NODE_DOES_ANY(node, OP_CREATE_OBJECT, OP_ALTER_OBJECT, OP_REPLACE_OBJECT,
                         OP_RECREATE_OBJECT, OP_ADD_ENUM_VALUE, OP_RECREATE_TYPE,
                         OP_RENAME_ENUM_VALUE, OP_ADD_DOMAIN_CHECK, OP_DROP_ATTRIBUTE,
                         OP_CREATE_ROUTINE, OP_REPLACE_ROUTINE, OP_RECREATE_ROUTINE, OP_CREATE_VIEW,
                         OP_REPLACE_VIEW, OP_RECREATE_VIEW, OP_CREATE_RULE, OP_REPLACE_RULE,
                         OP_CREATE_TRIGGER, OP_REPLACE_TRIGGER, OP_PUBLISH_TABLE,
                         OP_PUBLISH_UNKEYED, OP_REPUBLISH_TABLE, OP_ALTER_PUBLICATION,
                         OP_RECREATE_SUBSCRIPTION, OP_RECREATE_FOREIGN_TABLE);
}

static bool undefines(const Node *node)
{
    return NODE_DOES_ANY(node, OP_DROP_OBJECT, OP_DROP_OLD_TYPE, OP_DROP_PUBLICATION,
                         OP_UNPUBLISH_TABLE, OP_DROP_SUBSCRIPTION, OP_DROP_FOREIGN_TABLE,
                         OP_DROP_ROUTINE, OP_DROP_VIEW, OP_DROP_RULE, OP_DROP_TRIGGER);
}

/* Brings to be what another object can use, or gives it its name or type. */
static bool provides(const Node *node)
{
    return defines(node) ||
           NODE_DOES_ANY(node, OP_CREATE_TABLE, OP_REPARTITION, OP_CREATE_SEQUENCE, OP_RENAME_TABLE,
                         OP_MOVE_TABLE, OP_RENAME_DEFINITION, OP_RENAME_OBJECT, OP_ADD_COLUMN,
                         OP_ADD_COLUMN_REWRITE, OP_ADD_REQUIRED_COLUMN, OP_RENAME_COLUMN,
                         OP_RECREATE_COLUMN, OP_WIDEN_TYPE, OP_CHANGE_TYPE, OP_NARROW_TYPE,
                         OP_CHANGE_COLLATION);
}

/* Makes the server read expressions of a table. */
static bool reads(const Node *node)
{
    return defines(node) ||
           NODE_DOES_ANY(node, OP_CREATE_TABLE, OP_ADD_COLUMN, OP_ADD_COLUMN_REWRITE,
                         OP_ADD_REQUIRED_COLUMN, OP_RECREATE_COLUMN, OP_WIDEN_TYPE, OP_CHANGE_TYPE,
                         OP_NARROW_TYPE, OP_CHANGE_COLLATION, OP_SET_DEFAULT, OP_ADD_CHECK,
                         OP_REPLACE_CHECK, OP_CREATE_INDEX, OP_CREATE_UNIQUE_INDEX,
                         OP_REPLACE_INDEX, OP_CREATE_POLICY, OP_ALTER_POLICY, OP_ADD_EXCLUSION,
                         OP_REPLACE_EXCLUSION, OP_CREATE_STATISTICS, OP_REPLACE_STATISTICS);
}

/* Lets go of what an expression or a text of the live object used. */
static bool releases(const Node *node)
{
    return undefines(node) || defines(node) ||
           NODE_DOES_ANY(node, OP_DROP_TABLE, OP_DROP_COLUMN, OP_RECREATE_COLUMN, OP_DROP_DEFAULT,
                         OP_SET_DEFAULT, OP_WIDEN_TYPE, OP_CHANGE_TYPE, OP_NARROW_TYPE,
                         OP_CHANGE_COLLATION, OP_DROP_CHECK, OP_REPLACE_CHECK, OP_DROP_INDEX,
                         OP_REPLACE_INDEX, OP_ALTER_POLICY, OP_DROP_POLICY, OP_DROP_EXCLUSION,
                         OP_REPLACE_EXCLUSION, OP_DROP_STATISTICS, OP_REPLACE_STATISTICS);
}

/* Tables and sequences have their own rules for each other (edges.c, edges_drop.c), and everything
 * for its schema. */
static bool is_plain(const Object *object)
{
    return object->rec.type == &table_type || object->rec.type == &sequence_type;
}

static bool concerns_definition(const Edge *edge)
{
    if (edge->from->rec.type == &schema_type || edge->to->rec.type == &schema_type)
        return false;
    return !is_plain(edge->from) || !is_plain(edge->to) || edge->part != NULL;
}

/* Whether the edge is none of a part, or the node is about that part. */
static bool is_about(const Node *node, const Edge *edge, const Record *rec)
{
    return edge->part == NULL
               ? !NODE_DOES_ANY(node, OP_CREATE_POLICY, OP_ALTER_POLICY, OP_DROP_POLICY)
               : rec == edge->part || node_does(node, OP_DROP_TABLE);
}

static void add_provided(Planner *planner, Node *reader, const NodeGroup *used, const Edge *edge)
{
    for (size_t j = 0; j < used->nodes.len; j++)
        if (used->nodes.items[j] != reader && provides(used->nodes.items[j]))
            plan_add_edge(planner, reader, used->nodes.items[j],
                          edge->is_guess  ? DEP_GUESS
                          : edge->is_soft ? DEP_SOFT
                                          : DEP_HARD);
}

/* Pieces that make the user besides what they are about. */
static void add_besides(Planner *planner, const NodeGroup *used, const Edge *edge)
{
    for (size_t i = 0; i < planner->nodes.len; i++) {
        Node *node = planner->nodes.items[i];
        for (size_t k = 0; k < node->piece->also_makes.len; k++)
            if (node->piece->also_makes.items[k] == edge->from &&
                (edge->part != NULL || !is_plain(edge->from)))
                add_provided(planner, node, used, edge);
    }
}

static void add_desired_edge(Planner *planner, const Edge *edge, bool besides)
{
    NodeGroup *user = plan_group_of(planner, edge->from), *used = plan_group_of(planner, edge->to);

    if (user == NULL || used == NULL || user == used)
        return;
    for (size_t i = 0; i < user->nodes.len; i++)
        if (reads(user->nodes.items[i]) &&
            is_about(user->nodes.items[i], edge, node_desired(user->nodes.items[i])))
            add_provided(planner, user->nodes.items[i], used, edge);
    if (besides)
        add_besides(planner, used, edge);
}

static bool any_makes_besides(const Planner *planner)
{
    for (size_t i = 0; i < planner->nodes.len; i++)
        if (planner->nodes.items[i]->piece->also_makes.len > 0)
            return true;
    return false;
}

/* Whether `node` takes away what the live edge needs. */
static bool takes_away(const Node *node, const Edge *edge)
{
    const Change *change = node->piece->change;

    if (undefines(node) || NODE_DOES_ANY(node, OP_DROP_TABLE, OP_RECREATE_FOREIGN_TABLE))
        return true;
    return NODE_DOES_ANY(node, OP_DROP_COLUMN, OP_RECREATE_COLUMN) && change != NULL &&
           change->live != NULL && change->live->type == &column_type &&
           (edge->column.len == 0 || str_eq(edge->column, record_name(change->live)));
}

static const Record *live_record(const Node *node)
{
    return node->piece->change == NULL ? NULL : node->piece->change->live;
}

static void add_live_edge(Planner *planner, const Edge *edge)
{
    NodeGroup *user = plan_group_of(planner, edge->from), *used = plan_group_of(planner, edge->to);

    if (user == NULL || used == NULL || user == used)
        return;
    for (size_t i = 0; i < used->nodes.len; i++)
        for (size_t j = 0; takes_away(used->nodes.items[i], edge) && j < user->nodes.len; j++)
            if (releases(user->nodes.items[j]) &&
                is_about(user->nodes.items[j], edge, live_record(user->nodes.items[j])))
                plan_add_edge(planner, used->nodes.items[i], user->nodes.items[j], DEP_HARD);
}

void plan_add_definition_edges(Planner *planner)
{
    const Model *desired = planner->changes->desired, *live = planner->changes->live;
    bool besides = any_makes_besides(planner);

    for (size_t i = 0; i < desired->edges.len; i++)
        if (concerns_definition(&desired->edges.items[i]))
            add_desired_edge(planner, &desired->edges.items[i], besides);
    for (size_t i = 0; i < live->edges.len; i++)
        if (concerns_definition(&live->edges.items[i]))
            add_live_edge(planner, &live->edges.items[i]);
}
