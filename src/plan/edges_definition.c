/* What views, routines, types and the like need, and what needs them: all but tables, sequences and
 * schemas among themselves. */
#include "model/definition.h"
#include "model/types.h"
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

static const Op undefining[] = {
    OP_DROP_OBJECT,       OP_DROP_OLD_TYPE,      OP_DROP_PUBLICATION, OP_UNPUBLISH_TABLE,
    OP_DROP_SUBSCRIPTION, OP_DROP_FOREIGN_TABLE, OP_DROP_ROUTINE,     OP_DROP_VIEW,
    OP_DROP_OLD_VIEW,     OP_DROP_RULE,          OP_DROP_TRIGGER,
};

static bool undefines(const Node *node)
{
    return node_does_any(node, undefining, sizeof undefining / sizeof *undefining);
}

/* The object that the node is about, not one that goes along with its change. */
static bool undefines_its_own(const Node *node)
{
    for (size_t i = 0; i < sizeof undefining / sizeof *undefining; i++)
        if (node->piece->op == undefining[i])
            return true;
    return false;
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
           NODE_DOES_ANY(node, OP_CREATE_TABLE, OP_REPARTITION, OP_ADD_COLUMN,
                         OP_ADD_COLUMN_REWRITE, OP_ADD_REQUIRED_COLUMN, OP_RECREATE_COLUMN,
                         OP_WIDEN_TYPE, OP_CHANGE_TYPE, OP_NARROW_TYPE, OP_CHANGE_COLLATION,
                         OP_SET_TABLE_TYPE, OP_SET_DEFAULT, OP_ADD_CHECK, OP_REPLACE_CHECK,
                         OP_CREATE_INDEX, OP_CREATE_UNIQUE_INDEX, OP_CREATE_INDEX_ONLINE,
                         OP_CREATE_UNIQUE_INDEX_ONLINE, OP_CREATE_INDEX_ALONE, OP_REPLACE_INDEX,
                         OP_CREATE_POLICY, OP_ALTER_POLICY, OP_ADD_EXCLUSION, OP_REPLACE_EXCLUSION,
                         OP_CREATE_STATISTICS, OP_REPLACE_STATISTICS);
}

/* Lets go of what an expression or a text of the live object used. */
static bool releases(const Node *node)
{
    return undefines(node) || defines(node) ||
           NODE_DOES_ANY(node, OP_DROP_TABLE, OP_REPARTITION, OP_DROP_COLUMN, OP_RECREATE_COLUMN,
                         OP_DROP_DEFAULT, OP_SET_DEFAULT, OP_WIDEN_TYPE, OP_CHANGE_TYPE,
                         OP_NARROW_TYPE, OP_CHANGE_COLLATION, OP_DROP_CHECK, OP_REPLACE_CHECK,
                         OP_DROP_INDEX, OP_DROP_INDEX_ONLINE, OP_SWAP_INDEX, OP_SWAP_PARTS,
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
    return !is_plain(edge->from) || !is_plain(edge->to) || edge->part != NULL || edge->is_rows;
}

/* Whether another piece than that of the whole table makes the part: not what is said of it when it
 * is there. */
static bool comes_apart(const NodeGroup *home, const Record *part)
{
    for (size_t i = 0; i < home->nodes.len; i++)
        if (home->nodes.items[i]->piece->about == part && !node_says_only(home->nodes.items[i]) &&
            !node_does(home->nodes.items[i], OP_SET_CLUSTER))
            return true;
    return false;
}

/* Whether a new column gets its default by another piece. */
static bool has_default_apart(const NodeGroup *home, const Record *column)
{
    for (size_t i = 0; i < home->nodes.len; i++)
        if (node_does(home->nodes.items[i], OP_SET_DEFAULT) &&
            node_desired(home->nodes.items[i]) == column)
            return true;
    return false;
}

/* Whether a node of the table makes the part that needs what the edge says. */
static bool makes_part(const Node *node, const Edge *edge)
{
    if (edge->part == NULL || edge->part->type == &policy_type)
        return true;
    if (node_desired(node) == edge->part)
        return !NODE_DOES_ANY(node, OP_ADD_COLUMN, OP_ADD_COLUMN_REWRITE) ||
               !has_default_apart(node->home, edge->part);
    if (node_does(node, OP_CREATE_TABLE))
        return !comes_apart(node->home, edge->part);
    return NODE_DOES_ANY(node, OP_REPARTITION, OP_RECREATE_COLUMN, OP_RECREATE_FOREIGN_TABLE,
                         OP_WIDEN_TYPE, OP_CHANGE_TYPE, OP_NARROW_TYPE);
}

/* Whether the edge is none of a policy, or the node is about that policy. What other parts let go
 * of, their table does, too. */
static bool is_about(const Node *node, const Edge *edge, const Record *rec)
{
    return edge->part == NULL || edge->part->type != &policy_type
               ? !NODE_DOES_ANY(node, OP_CREATE_POLICY, OP_ALTER_POLICY, OP_DROP_POLICY)
               : rec == edge->part || node_does(node, OP_DROP_TABLE);
}

static DepKind kind_of(const Edge *edge)
{
    if (edge->is_body)
        return DEP_BODY;
    if (edge->is_guess)
        return DEP_GUESS;
    return edge->is_soft ? DEP_SOFT : DEP_HARD;
}

/* Pieces that make an object besides what they are about. */
typedef struct Besides {
    Map makers;  /* address of a desired object -> NodeVec */
    Map wholes;  /* the same of those that make all of it, not a part */
    Map keepers; /* the same of those that drop it and bring it back as it was */
    Map enders;  /* address of a live object -> NodeVec of those that drop it besides */
    Map parts;   /* address of a desired part of a table -> NodeVec */
    Map touched; /* address of a live part that goes and comes back meanwhile -> NodeVec */
} Besides;

static NodeVec *makers_of(const Map *map, const void *const *address)
{
    return map_get(map, (Str){(const char *)address, sizeof *address});
}

static void note_maker(Planner *planner, Map *map, const void *made, Node *node)
{
    NodeVec *nodes = makers_of(map, &made);
    const void **kept;

    if (nodes == NULL) {
        nodes = ARENA_NEW(&planner->scratch, NodeVec);
        kept = ARENA_NEW(&planner->scratch, const void *);
        *kept = made;
        (void)map_put(&planner->scratch, map, (Str){(const char *)kept, sizeof *kept}, nodes);
    }
    vec_push(&planner->scratch, nodes, node);
}

static Besides find_besides(Planner *planner)
{
    Besides besides = {0};

    for (size_t i = 0; i < planner->nodes.len; i++) {
        Node *node = planner->nodes.items[i];
        const Piece *piece = node->piece;
        for (size_t k = 0; k < piece->also_makes.len; k++) {
            note_maker(planner, &besides.makers, piece->also_makes.items[k], node);
            note_maker(planner, &besides.wholes, piece->also_makes.items[k], node);
        }
        for (size_t k = 0; k < piece->also_keeps.len; k++)
            note_maker(planner, &besides.keepers, piece->also_keeps.items[k], node);
        for (size_t k = 0; k < piece->makes_parts.len; k++) {
            note_maker(planner, &besides.makers, piece->makes_parts.items[k].of, node);
            note_maker(planner, &besides.parts, piece->makes_parts.items[k].part, node);
        }
        for (size_t k = 0; k < piece->also_drops.len; k++)
            note_maker(planner, &besides.enders, piece->also_drops.items[k], node);
        for (size_t k = 0; k < piece->touches.len; k++)
            note_maker(planner, &besides.touched, piece->touches.items[k].part, node);
    }
    return besides;
}

static bool makes_column(const Node *node)
{
    return NODE_DOES_ANY(node, OP_ADD_COLUMN, OP_ADD_COLUMN_REWRITE, OP_ADD_REQUIRED_COLUMN,
                         OP_RENAME_COLUMN, OP_RECREATE_COLUMN, OP_WIDEN_TYPE, OP_CHANGE_TYPE,
                         OP_NARROW_TYPE);
}

/* A routine that has the rows of a table among its arguments needs the table, however it looks. */
static bool minds_columns(const Edge *edge)
{
    return edge->is_soft || edge->to->rec.type != &table_type ||
           (edge->from->rec.type != &function_type && edge->from->rec.type != &procedure_type);
}

/* Whether who uses the object can't do without what the node makes of it. */
static bool is_needed_whole(const Edge *edge, const Node *node)
{
    return (minds_columns(edge) || !makes_column(node)) && !node_does(node, OP_DROP_ATTRIBUTE);
}

/* Weaker where a type's change only makes the server build the part again: the part may go before,
 * and come back behind, with the very routine that the edge is about. */
static DepKind kind_for(const Node *reader, const Node *maker, const Edge *edge)
{
    bool is_rebuilt =
        edge->part != NULL && node_desired(reader) != edge->part &&
        NODE_DOES_ANY(reader, OP_RECREATE_COLUMN, OP_WIDEN_TYPE, OP_CHANGE_TYPE, OP_NARROW_TYPE);
    DepKind kind = kind_of(edge);

    return kind > DEP_SOFT && (is_rebuilt || !is_needed_whole(edge, maker)) ? DEP_SOFT : kind;
}

/* Whoever makes what the edge needs comes before `reader`. */
static void add_provided(Planner *planner, const Besides *besides, Node *reader, const Edge *edge)
{
    const NodeGroup *used = plan_group_of(planner, edge->to);
    const NodeVec *makers = makers_of(&besides->wholes, (const void *const *)&edge->to);
    const NodeVec *keepers = makers_of(&besides->keepers, (const void *const *)&edge->to);

    for (size_t j = 0; used != NULL && j < used->nodes.len; j++)
        if (used->nodes.items[j] != reader && provides(used->nodes.items[j]))
            plan_add_edge(planner, reader, used->nodes.items[j],
                          kind_for(reader, used->nodes.items[j], edge));
    for (size_t j = 0; makers != NULL && j < makers->len; j++)
        plan_add_edge(planner, reader, makers->items[j], kind_of(edge));
    for (size_t j = 0; keepers != NULL && j < keepers->len; j++)
        plan_add_edge(planner, reader, keepers->items[j], DEP_SOFT);
}

static void add_desired_edge(Planner *planner, const Besides *besides, const Edge *edge)
{
    const NodeGroup *user = plan_group_of(planner, edge->from);
    const NodeVec *makers = makers_of(&besides->makers, (const void *const *)&edge->from);

    if (edge->from == edge->to)
        return;
    for (size_t i = 0; user != NULL && i < user->nodes.len; i++)
        if (reads(user->nodes.items[i]) && makes_part(user->nodes.items[i], edge) &&
            is_about(user->nodes.items[i], edge, node_desired(user->nodes.items[i])))
            add_provided(planner, besides, user->nodes.items[i], edge);
    for (size_t i = 0; makers != NULL && i < makers->len; i++)
        add_provided(planner, besides, makers->items[i], edge);
}

/* A part that a piece of another object makes comes behind what makes the columns that it reads. */
static void add_part_columns(Planner *planner, Node *node, const PiecePart *made)
{
    const NodeGroup *home = plan_group_of(planner, made->of);

    for (size_t i = 0; home != NULL && i < home->nodes.len; i++) {
        Node *other = home->nodes.items[i];
        const Record *column = node_desired(other);
        if (other != node && makes_column(other) && column != NULL &&
            column->type == &column_type &&
            (column == made->part ||
             plan_mentions_column(&planner->scratch, made->part, record_name(column))))
            plan_add_edge(planner, node, other, DEP_SOFT);
    }
}

/* Whether a composite type is to do without an attribute that the edge needs. */
static bool loses_attribute(const Object *desired, const Edge *edge)
{
    const CompositeType *type = (const CompositeType *)desired;

    if (desired == NULL || desired->rec.type != &composite_type || edge->column.len == 0)
        return false;
    for (size_t i = 0; i < type->attributes.len; i++)
        if (str_eq(type->attributes.items[i]->name, edge->column))
            return false;
    return true;
}

/* Whether `node` takes away what the live edge needs. */
static bool takes_away(const Node *node, const Edge *edge)
{
    const Change *change = node->piece->change;

    if (node_does(node, OP_DROP_ATTRIBUTE))
        return loses_attribute(node->piece->group->desired, edge);
    if (undefines_its_own(node) || NODE_DOES_ANY(node, OP_DROP_TABLE, OP_RECREATE_FOREIGN_TABLE))
        return true;
    return NODE_DOES_ANY(node, OP_DROP_COLUMN, OP_RECREATE_COLUMN) && change != NULL &&
           change->live != NULL && change->live->type == &column_type &&
           (edge->column.len == 0 || str_eq(edge->column, record_name(change->live)));
}

static const Record *live_record(const Node *node)
{
    return node->piece->change == NULL ? NULL : node->piece->change->live;
}

/* Whether a piece itself takes what it drops out of the part, or drops the view or routine, that
 * uses it; who drops that for good comes behind it. */
static bool lets_go(const Node *used, const Edge *edge)
{
    if (edge->part == NULL && node_does(used, OP_RECREATE_FOREIGN_TABLE))
        return type_is_definition(edge->from->rec.type);
    for (size_t i = 0; edge->part != NULL && i < used->piece->touches.len; i++)
        if (used->piece->touches.items[i].part == edge->part)
            return true;
    return false;
}

/* What uses a table as a whole, such as an argument of its row type, minds no column. */
static DepKind kind_of_release(const Node *used, const Edge *edge)
{
    return NODE_DOES_ANY(used, OP_DROP_COLUMN, OP_RECREATE_COLUMN) && edge->column.len == 0
               ? DEP_SOFT
               : DEP_HARD;
}

/* Pieces of others that bring back what uses it, as it is to be, let go of it, too. */
static void add_live_besides(Planner *planner, const Besides *besides, const NodeGroup *user,
                             Node *used, const Edge *edge)
{
    const NodeVec *makers = makers_of(&besides->makers, (const void *const *)&user->group->desired);
    const NodeVec *touching = makers_of(&besides->touched, (const void *const *)&edge->part);

    for (size_t i = 0; edge->part == NULL && makers != NULL && i < makers->len; i++)
        plan_add_edge(planner, used, makers->items[i], DEP_SOFT);
    for (size_t i = 0; edge->part != NULL && touching != NULL && i < touching->len; i++)
        if (used != touching->items[i] && !lets_go(used, edge))
            plan_add_edge(planner, used, touching->items[i], DEP_SOFT);
}

/* Whether the part has a node of its own to end it: it doesn't wait for the drop of a column that
 * it reads. */
static bool goes_by_another(const NodeGroup *user, const Node *node, const Edge *edge)
{
    if (edge->part == NULL || !node_does(node, OP_DROP_COLUMN) || live_record(node) == edge->part)
        return false;
    for (size_t i = 0; i < user->nodes.len; i++)
        if (releases(user->nodes.items[i]) && live_record(user->nodes.items[i]) == edge->part)
            return true;
    return false;
}

static void add_live_edge(Planner *planner, const Besides *besides, const Edge *edge)
{
    NodeGroup *user = plan_group_of(planner, edge->from), *used = plan_group_of(planner, edge->to);
    const NodeVec *enders = makers_of(&besides->enders, (const void *const *)&edge->from);

    if (user == NULL || used == NULL || user == used)
        return;
    for (size_t i = 0; i < used->nodes.len; i++)
        for (size_t j = 0; enders != NULL && j < enders->len; j++)
            if (takes_away(used->nodes.items[i], edge) && used->nodes.items[i] != enders->items[j])
                plan_add_edge(planner, used->nodes.items[i], enders->items[j], DEP_HARD);
    for (size_t i = 0; i < used->nodes.len; i++)
        if (takes_away(used->nodes.items[i], edge))
            add_live_besides(planner, besides, user, used->nodes.items[i], edge);
    for (size_t i = 0; i < used->nodes.len; i++)
        for (size_t j = 0; takes_away(used->nodes.items[i], edge) && j < user->nodes.len; j++)
            if (releases(user->nodes.items[j]) &&
                !goes_by_another(user, user->nodes.items[j], edge) &&
                !lets_go(used->nodes.items[i], edge) &&
                is_about(user->nodes.items[j], edge, live_record(user->nodes.items[j])))
                plan_add_edge(planner, used->nodes.items[i], user->nodes.items[j],
                              kind_of_release(used->nodes.items[i], edge));
}

void plan_add_definition_edges(Planner *planner)
{
    const Model *desired = planner->changes->desired, *live = planner->changes->live;
    Besides besides = find_besides(planner);

    for (size_t i = 0; i < desired->edges.len; i++)
        if (concerns_definition(&desired->edges.items[i]))
            add_desired_edge(planner, &besides, &desired->edges.items[i]);
    for (size_t i = 0; i < live->edges.len; i++)
        if (concerns_definition(&live->edges.items[i]))
            add_live_edge(planner, &besides, &live->edges.items[i]);
    for (size_t i = 0; i < planner->nodes.len; i++) {
        Node *node = planner->nodes.items[i];
        for (size_t k = 0; k < node->piece->makes_parts.len; k++)
            add_part_columns(planner, node, &node->piece->makes_parts.items[k]);
    }
}
