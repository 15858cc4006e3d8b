/* What must be gone first: nothing is dropped while something else still uses it. */
#include "diff/dotted.h"
#include "plan/node.h"

static const Record *live_record(const Node *node)
{
    return node->piece->change == NULL ? NULL : node->piece->change->live;
}

static bool ends_foreign_key(const Node *node)
{
    return NODE_DOES_ANY(node, OP_DROP_FOREIGN_KEY, OP_REPLACE_FOREIGN_KEY) &&
           !node_is_of_index(node);
}

static bool drops_object(const Node *node)
{
    return NODE_DOES_ANY(node, OP_DROP_TABLE, OP_DROP_FOREIGN_TABLE, OP_DROP_SEQUENCE,
                         OP_DROP_SCHEMA);
}

/* Whether a foreign key that ends points to `table`; one of a table that is dropped as a whole is
 * known by the table that its piece locks. */
static bool points_to(const Node *node, const Object *table, Str label)
{
    const Record *live = live_record(node);
    const ForeignKey *key = (const ForeignKey *)live;
    const Object *own = node->piece->group->live;

    if (live == NULL || live->type != &foreign_key_type)
        return node->piece->related == NULL || str_is(label, node->piece->related);
    return str_eq(key->related_table, table->name) &&
           str_eq(key->related_schema.len == 0 && own != NULL ? own->schema : key->related_schema,
                  table->schema);
}

/* A default that draws from the sequence has to let go of it. */
static bool lets_go_of_sequence(const Node *node)
{
    const Record *live = live_record(node);

    return live != NULL && live->type == &column_type && ((const Column *)live)->dflt.len > 0 &&
           !node_says_only(node);
}

static DepKind edge_kind(const Edge *edge)
{
    if (edge->is_soft)
        return DEP_SOFT;
    if (edge->is_parent)
        return DEP_HARD;
    return edge->from->rec.type == &table_type && edge->to->rec.type == &table_type ? DEP_KEY
                                                                                    : DEP_HARD;
}

static void add_user_edges(Planner *planner, Node *drop, const NodeGroup *user, const Edge *edge)
{
    bool unlinked = false;

    for (size_t i = 0; i < user->nodes.len; i++) {
        Node *node = user->nodes.items[i];
        bool ends = ends_foreign_key(node) && points_to(node, edge->to, drop->relation);
        if (ends || (edge->to->rec.type == &sequence_type && lets_go_of_sequence(node)))
            plan_add_edge(planner, drop, node, DEP_HARD);
        unlinked = unlinked || ends;
    }
    /* With its keys gone a table no longer minds the order. */
    for (size_t i = 0; i < user->nodes.len && !unlinked; i++)
        if (drops_object(user->nodes.items[i]))
            plan_add_edge(planner, drop, user->nodes.items[i], edge_kind(edge));
}

/* A foreign key that the drop of the key takes along comes back as another one. One that takes its
 * place while both are there does not: the old one is let go by that. */
static bool comes_back(const Node *node)
{
    return node_does(node, OP_ADD_FOREIGN_KEY) && !node_does(node, OP_SWAP_FOREIGN_KEY) &&
           node->piece->change != NULL && node->piece->change->kind == CHANGE_RECREATE;
}

/* Whether a foreign key needs this live part of the table that it points to. */
static bool rests_on(const ForeignKey *key, const Record *part)
{
    Str index = sparse_str(&key->rec, FIELD_FK_RESTS_ON);
    const KeyParts *keys = &((const Index *)part)->keys;

    if (part->type == &column_type)
        return strs_has(&key->related_columns, record_name(part));
    if (part->type != &index_type)
        return false;
    if (index.len > 0)
        return str_eq(index, record_name(part));
    for (size_t i = 0; i < keys->len; i++)
        if (!strs_has(&key->related_columns, keys->items[i].name))
            return false;
    return true;
}

static bool points_into(const Table *table, const Object *used, const Change *change)
{
    for (size_t i = 0; change != NULL && change->live != NULL && i < table->foreign_keys.len; i++) {
        const ForeignKey *key = table->foreign_keys.items[i];
        if (str_eq(key->related_table, used->name) && str_eq(key->related_schema, used->schema) &&
            rests_on(key, change->live))
            return true;
    }
    return false;
}

/* A table that goes as a whole, with foreign keys that would stand in the way, goes before. */
static void add_going_table(Planner *planner, Node *node, const NodeGroup *user, const Edge *edge)
{
    if (edge->from->rec.type != &table_type ||
        !NODE_DOES_ANY(node, OP_DROP_COLUMN, OP_RECREATE_COLUMN, OP_CHANGE_TYPE, OP_NARROW_TYPE,
                       OP_DROP_KEY, OP_REPLACE_KEY, OP_SWAP_KEY, OP_DROP_INDEX,
                       OP_DROP_INDEX_ONLINE, OP_REPLACE_INDEX, OP_SWAP_INDEX) ||
        (!points_into((const Table *)edge->from, edge->to, node->piece->change) &&
         !points_into((const Table *)edge->from, edge->to, node->piece->along)))
        return;
    for (size_t i = 0; i < user->nodes.len; i++)
        if (node_does(user->nodes.items[i], OP_DROP_TABLE))
            plan_add_edge(planner, node, user->nodes.items[i], DEP_HARD);
}

static void add_live_edge(Planner *planner, const Edge *edge)
{
    NodeGroup *used = plan_group_of(planner, edge->to), *user = plan_group_of(planner, edge->from);

    if (used == NULL || user == NULL || used == user)
        return;
    for (size_t i = 0; i < used->nodes.len; i++)
        if (drops_object(used->nodes.items[i]))
            add_user_edges(planner, used->nodes.items[i], user, edge);
    /* Keys and columns that others point to. */
    for (size_t i = 0; i < used->nodes.len; i++) {
        Node *node = used->nodes.items[i];
        bool replaced =
            NODE_DOES_ANY(node, OP_REPLACE_KEY, OP_SWAP_KEY, OP_REPLACE_INDEX, OP_SWAP_INDEX);
        add_going_table(planner, node, user, edge);
        if (!replaced &&
            !NODE_DOES_ANY(node, OP_DROP_COLUMN, OP_DROP_KEY, OP_DROP_INDEX, OP_DROP_INDEX_ONLINE))
            continue;
        for (size_t j = 0; j < user->nodes.len; j++) {
            Node *key = user->nodes.items[j];
            if (!points_to(key, edge->to, node->relation))
                continue;
            if (replaced ? node_does(key, OP_DROP_FOREIGN_KEY) : ends_foreign_key(key))
                plan_add_edge(planner, node, key, DEP_HARD);
            else if (!replaced && comes_back(key))
                plan_add_edge(planner, key, node, DEP_HARD);
        }
    }
}

/* Whether `node` takes something away that used the column. What is re-created over a column that
 * is itself re-created comes after it (plan_add_edges). */
static bool releases_column(Arena *scratch, const Node *node, const Node *drop)
{
    const Record *live = live_record(node), *column = live_record(drop);

    if (live == NULL || live == column || live->type == &table_type || node_says_only(node) ||
        node->piece->change->kind == CHANGE_RENAME)
        return false;
    if (drop->piece->op == OP_RECREATE_COLUMN && node->piece->op > OP_RECREATE_COLUMN)
        return false;
    return plan_mentions_column(scratch, live, record_name(column));
}

/* Parts that used the column go or change before it: a server would take them along, unasked. */
static void add_column_edges(Planner *planner, const NodeGroup *home, Node *drop)
{
    const Record *column = live_record(drop);

    if (!NODE_DOES_ANY(drop, OP_DROP_COLUMN, OP_RECREATE_COLUMN) || column == NULL ||
        column->type != &column_type)
        return;
    for (size_t i = 0; i < home->nodes.len; i++)
        if (releases_column(&planner->scratch, home->nodes.items[i], drop))
            plan_add_edge(planner, drop, home->nodes.items[i], DEP_HARD);
}

/* What goes anyway goes before the type of a column that it uses changes: the server would build
 * it again, and may have no way to (what it can't build goes in the piece itself: an index may have
 * to stay until another takes its foreign keys over). Widening in place builds nothing, but a
 * generated column is in the way of any change. */
static void add_type_edges(Planner *planner, const NodeGroup *home, Node *node)
{
    const Record *column = live_record(node);

    if (!NODE_DOES_ANY(node, OP_WIDEN_TYPE, OP_CHANGE_TYPE, OP_NARROW_TYPE, OP_CHANGE_COLLATION) ||
        column == NULL || column->type != &column_type)
        return;
    for (size_t i = 0; i < home->nodes.len; i++) {
        Node *drop = home->nodes.items[i];
        const Record *live = live_record(drop);
        bool is_in_the_way =
            node_does(drop, OP_DROP_COLUMN) ||
            (!node_does(node, OP_WIDEN_TYPE) &&
             NODE_DOES_ANY(drop, OP_DROP_CHECK, OP_DROP_INDEX, OP_DROP_INDEX_ONLINE, OP_DROP_KEY,
                           OP_DROP_EXCLUSION, OP_DROP_STATISTICS));
        if (is_in_the_way && live != NULL && drop->piece->change->kind == CHANGE_DROP &&
            plan_mentions_column(&planner->scratch, live, record_name(column)))
            plan_add_edge(planner, node, drop,
                          NODE_DOES_ANY(drop, OP_DROP_INDEX, OP_DROP_INDEX_ONLINE) ? DEP_SOFT
                                                                                   : DEP_HARD);
    }
}

/* Only an empty schema is dropped. */
static void add_schema_edges(Planner *planner, Node *drop)
{
    const Object *schema = drop->piece->group->live;

    if (!node_does(drop, OP_DROP_SCHEMA) || schema == NULL)
        return;
    for (size_t i = 0; i < planner->nodes.len; i++) {
        Node *node = planner->nodes.items[i];
        const Object *object = node->piece->group->live;
        if (object != NULL && str_eq(object->schema, schema->name) &&
            NODE_DOES_ANY(node, OP_DROP_TABLE, OP_DROP_FOREIGN_TABLE, OP_DROP_SEQUENCE,
                          OP_MOVE_TABLE, OP_DROP_OBJECT, OP_DROP_VIEW, OP_DROP_ROUTINE,
                          OP_RENAME_DEFINITION, OP_RENAME_OBJECT))
            plan_add_edge(planner, drop, node, DEP_HARD);
    }
}

/* A sequence that stays has left the table or column that owned it before that goes. */
static void add_owner_edges(Planner *planner, Node *node)
{
    const Object *sequence = node->piece->group->live;
    const NodeGroup *home;
    const Object *table;
    StrVec owner;

    if (!node_does(node, OP_OWN_SEQUENCE) || sequence == NULL ||
        sequence->rec.type != &sequence_type)
        return;
    owner = dotted_read(&planner->scratch, sparse_str(&sequence->rec, FIELD_SEQUENCE_OWNED_BY));
    if (owner.len < 2)
        return;
    table =
        model_find(planner->changes->live, REC_TABLE, sequence->schema, owner.items[owner.len - 2]);
    home = table == NULL ? NULL : plan_group_of(planner, table);
    for (size_t i = 0; home != NULL && i < home->nodes.len; i++) {
        Node *drop = home->nodes.items[i];
        const Record *live = live_record(drop);
        if (node_does(drop, OP_DROP_TABLE) ||
            (NODE_DOES_ANY(drop, OP_DROP_COLUMN, OP_RECREATE_COLUMN) && live != NULL &&
             str_eq(record_name(live), vec_last(&owner))))
            plan_add_edge(planner, drop, node, DEP_HARD);
    }
}

void plan_add_drop_edges(Planner *planner)
{
    const Model *live = planner->changes->live;

    for (size_t i = 0; i < live->edges.len; i++)
        add_live_edge(planner, &live->edges.items[i]);
    for (size_t i = 0; i < planner->groups.len; i++) {
        const NodeGroup *home = planner->groups.items[i];
        for (size_t j = 0; j < home->nodes.len; j++) {
            add_column_edges(planner, home, home->nodes.items[j]);
            add_type_edges(planner, home, home->nodes.items[j]);
        }
    }
    for (size_t i = 0; i < planner->nodes.len; i++) {
        add_schema_edges(planner, planner->nodes.items[i]);
        add_owner_edges(planner, planner->nodes.items[i]);
    }
}
