/* What must be there first: needed objects, new names, columns of keys and texts. */
#include "diff/dotted.h"
#include "model/label.h"
#include "plan/node.h"

void plan_add_edge(Planner *planner, Node *after, Node *before, DepKind kind)
{
    Dep dep = {.node = before, .kind = kind};

    if (after != before)
        vec_push(&planner->scratch, &after->deps, dep);
}

static bool renames_object(const Node *node)
{
    return NODE_DOES_ANY(node, OP_RENAME_TABLE, OP_MOVE_TABLE, OP_RENAME_SEQUENCE,
                         OP_RENAME_OBJECT);
}

static bool makes_object(const Node *node)
{
    return renames_object(node) ||
           NODE_DOES_ANY(node, OP_CREATE_SCHEMA, OP_CREATE_SEQUENCE, OP_CREATE_TABLE,
                         OP_CREATE_OBJECT, OP_CREATE_ROUTINE, OP_CREATE_VIEW, OP_CREATE_RULE,
                         OP_CREATE_TRIGGER);
}

static Node *own_renamer(const NodeGroup *home)
{
    for (size_t i = 0; i < home->nodes.len; i++)
        if (renames_object(home->nodes.items[i]))
            return home->nodes.items[i];
    return NULL;
}

/* The group that has the name which this one takes (`forward`), or takes the one it has. */
static const NodeGroup *next_in_chain(const Planner *planner, const NodeGroup *home, bool forward)
{
    Arena scratch = {0};
    const Object *object = forward ? home->group->desired : home->group->live;
    const NodeGroup *next = NULL;

    if (object != NULL)
        next = map_get(forward ? &planner->by_live : &planner->by_desired,
                       label_object(&scratch, object));
    arena_free(&scratch);
    return next;
}

Node *plan_renamer_of(const Planner *planner, const NodeGroup *home)
{
    const Object *live = home->group->live, *desired = home->group->desired;

    if (live == NULL || desired == NULL ||
        (str_eq(live->name, desired->name) && str_eq(live->schema, desired->schema)))
        return NULL;
    for (int forward = 0; forward < 2; forward++) {
        const NodeGroup *at = home;
        for (size_t i = 0; i < planner->groups.len && at != NULL; i++) {
            if (own_renamer(at) != NULL)
                return own_renamer(at);
            at = next_in_chain(planner, at, forward == 1);
        }
    }
    return NULL;
}

/* Objects that the recipe says must be there. A table that names another only in a foreign key can
 * do without it for a while, where the server lets it. */
static void add_needs(Planner *planner, Node *node)
{
    for (size_t i = 0; i < node->piece->needs.len; i++) {
        const Object *object = node->piece->needs.items[i];
        NodeGroup *home = plan_group_of(planner, object);
        DepKind kind = object->rec.type == &table_type &&
                               NODE_DOES_ANY(node, OP_CREATE_TABLE, OP_REBUILD_TABLE)
                           ? DEP_KEY
                           : DEP_HARD;
        if (home != NULL && plan_renamer_of(planner, home) != NULL)
            plan_add_edge(planner, node, plan_renamer_of(planner, home), kind);
        for (size_t j = 0; home != NULL && j < home->nodes.len; j++)
            if (makes_object(home->nodes.items[j]))
                plan_add_edge(planner, node, home->nodes.items[j], kind);
    }
}

static const Column *desired_column(const Node *node)
{
    const Record *rec = node_desired(node);

    return rec != NULL && rec->type == &column_type ? (const Column *)rec : NULL;
}

/* What brings a column to be, under its name or with its type. */
static bool makes_column(const Node *node)
{
    return NODE_DOES_ANY(node, OP_ADD_COLUMN, OP_ADD_COLUMN_REWRITE, OP_ADD_REQUIRED_COLUMN,
                         OP_RENAME_COLUMN, OP_RECREATE_COLUMN);
}

static bool types_column(const Node *node)
{
    return NODE_DOES_ANY(node, OP_WIDEN_TYPE, OP_CHANGE_TYPE, OP_NARROW_TYPE, OP_CHANGE_COLLATION);
}

static bool is_primary_key(const Record *rec)
{
    return rec->type == &index_type && ((const Index *)rec)->is_primary;
}

static bool has_piece(const NodeGroup *home, const Change *change)
{
    for (size_t i = 0; i < home->nodes.len; i++)
        if (home->nodes.items[i]->piece->change == change)
            return true;
    return false;
}

/* A swap or chain of columns may be one piece: columns whose rename has no piece of its own. */
static bool needs_chained_column(Arena *scratch, const Node *node, const Node *other)
{
    const Change *change = node->piece->change;
    const ChangeGroup *group = other->home->group;

    if (change == NULL || change->desired == NULL || !node_does(other, OP_RENAME_COLUMN) ||
        node_does(node, OP_RENAME_COLUMN))
        return false;
    for (size_t i = 0; i < group->changes.len; i++) {
        const Change *rename = group->changes.items[i];
        if (rename->kind == CHANGE_RENAME && rename->desired->type == &column_type &&
            !has_piece(other->home, rename) &&
            (change->desired == rename->desired ||
             plan_mentions_column(scratch, change->desired, record_name(rename->desired))))
            return true;
    }
    return false;
}

/* Whether `node` needs what `other` does to a column of the same table. */
static bool needs_column(Arena *scratch, const Node *node, const Node *other)
{
    const Column *column = desired_column(other);
    const Record *rec = node_desired(node);

    if (needs_chained_column(scratch, node, other))
        return true;
    if (column == NULL || rec == NULL || other->piece->op >= node->piece->op)
        return false;
    if (rec == &column->rec)
        return makes_column(other);
    if (makes_column(other) || types_column(other))
        return plan_mentions_column(scratch, rec, column->name);
    return node_does(other, OP_SET_NOT_NULL) && is_primary_key(rec) &&
           plan_mentions_column(scratch, rec, column->name);
}

/* A new thing has to be there before it gets a comment. */
static bool is_comment_on(const Node *node, const Node *other)
{
    const Change *change = node->piece->change;

    if (!node_does(node, OP_COMMENT) || node_does(other, OP_COMMENT) || change == NULL ||
        change != other->piece->change || change->kind == CHANGE_ALTER)
        return false;
    return node->piece->about == NULL || node->piece->about == other->piece->about;
}

/* Whether the recipe has put `later` behind `node`: it knows better than the rules here. */
static bool recipe_puts_behind(const NodeGroup *home, const Node *later, const Node *node)
{
    const Piece *piece = later->piece;

    for (size_t i = 0; i < piece->also_after.len; i++)
        if (home->nodes.items[piece->also_after.items[i]] == node)
            return true;
    for (int at = piece->after; at >= 0; at = home->nodes.items[at]->piece->after)
        if (home->nodes.items[at] == node)
            return true;
    return false;
}

static void add_within_group(Planner *planner, const NodeGroup *home)
{
    Node *renamer = plan_renamer_of(planner, home);

    for (size_t i = 0; i < home->nodes.len; i++) {
        Node *node = home->nodes.items[i];
        if (renamer != NULL && !makes_object(node) &&
            !(renamer->home == home && recipe_puts_behind(home, renamer, node)))
            plan_add_edge(planner, node, renamer, DEP_HARD);
        for (size_t j = 0; j < home->nodes.len; j++) {
            Node *other = home->nodes.items[j];
            if (i == j)
                continue;
            if (makes_object(other) && !makes_object(node) &&
                !recipe_puts_behind(home, other, node))
                plan_add_edge(planner, node, other, DEP_HARD);
            else if ((needs_column(&planner->scratch, node, other) &&
                      !recipe_puts_behind(home, other, node)) ||
                     is_comment_on(node, other))
                plan_add_edge(planner, node, other, DEP_HARD);
        }
    }
}

/* Whether `node`, of the related table, makes what the foreign key points to. */
static bool makes_target(Arena *scratch, const Node *node, const ForeignKey *key)
{
    const Record *rec = node_desired(node);
    const Column *column = desired_column(node);

    if (NODE_DOES_ANY(node, OP_ADD_PRIMARY_KEY, OP_ADD_UNIQUE, OP_REPLACE_KEY,
                      OP_CREATE_UNIQUE_INDEX, OP_CREATE_UNIQUE_INDEX_ONLINE, OP_REPLACE_INDEX,
                      OP_ADOPT_INDEX, OP_SWAP_KEY, OP_SWAP_INDEX, OP_SWAP_PARTS, OP_ATTACH_INDEX)) {
        if (rec == NULL || rec->type != &index_type)
            return true; /* the keys of a new table */
        for (size_t i = 0; i < key->related_columns.len; i++)
            if (!plan_mentions_column(scratch, rec, key->related_columns.items[i]))
                return false;
        return key->related_columns.len > 0 || is_primary_key(rec);
    }
    return column != NULL && (makes_column(node) || types_column(node)) &&
           (key->related_columns.len == 0 || strs_has(&key->related_columns, column->name));
}

/* Whether a column that the foreign key points to gets its name in `node`, a swap or chain that is
 * the piece of another column. */
static bool names_target(const Node *node, const ForeignKey *key)
{
    const ChangeGroup *group = node->home->group;

    if (!node_does(node, OP_RENAME_COLUMN))
        return false;
    for (size_t i = 0; i < group->changes.len; i++) {
        const Change *rename = group->changes.items[i];
        if (rename->kind == CHANGE_RENAME && rename->desired->type == &column_type &&
            !has_piece(node->home, rename) &&
            strs_has(&key->related_columns, record_name(rename->desired)))
            return true;
    }
    return false;
}

static bool is_rival(const Change *change, const ForeignKey *key)
{
    const Index *index;

    if (change == NULL || change->live == NULL || change->live->type != &index_type)
        return false;
    index = (const Index *)change->live;
    if (!index_is_unique(index) || index->keys.len != key->related_columns.len)
        return false;
    for (size_t i = 0; i < index->keys.len; i++)
        if (!strs_has(&key->related_columns, index->keys.items[i].name))
            return false;
    return true;
}

/* Whether `node`, of the related table, drops a key of the same columns. While it is there the
 * server may choose it for the foreign key, which then stands in the way of its drop. */
static bool drops_rival(const Node *node, const ForeignKey *key)
{
    return NODE_DOES_ANY(node, OP_DROP_KEY, OP_REPLACE_KEY, OP_SWAP_KEY, OP_DROP_INDEX,
                         OP_DROP_INDEX_ONLINE, OP_REPLACE_INDEX, OP_SWAP_INDEX) &&
           (is_rival(node->piece->change, key) || is_rival(node->piece->along, key));
}

static void add_target(Planner *planner, Node *node, const ForeignKey *key)
{
    const Object *own = node->piece->group->desired;
    Str schema = key->related_schema.len == 0 ? own->schema : key->related_schema;
    const Object *table =
        model_find(planner->changes->desired, REC_TABLE, schema, key->related_table);
    NodeGroup *home = table == NULL ? NULL : plan_group_of(planner, table);

    for (size_t i = 0; home != NULL && i < home->nodes.len; i++) {
        Node *other = home->nodes.items[i];
        if (makes_target(&planner->scratch, other, key) || names_target(other, key) ||
            (home->group != node->piece->group && makes_object(other)))
            plan_add_edge(planner, node, other, DEP_HARD);
        else if (drops_rival(other, key))
            plan_add_edge(planner, node, other, DEP_SOFT);
    }
}

/* A sequence is attached to a column that is there. */
static void add_owner(Planner *planner, Node *node)
{
    const Change *change = node->piece->change;
    StrVec owner;

    if (!node_does(node, OP_OWN_SEQUENCE) || change == NULL || change->desired == NULL ||
        change->desired->type != &sequence_type)
        return;
    owner = dotted_read(&planner->scratch, sparse_str(change->desired, FIELD_SEQUENCE_OWNED_BY));
    for (size_t i = 0; i < node->piece->needs.len; i++) {
        const NodeGroup *home = plan_group_of(planner, node->piece->needs.items[i]);
        for (size_t j = 0; home != NULL && j < home->nodes.len; j++) {
            Node *other = home->nodes.items[j];
            const Column *column = desired_column(other);
            if (column != NULL && makes_column(other) && str_eq(column->name, vec_last(&owner)))
                plan_add_edge(planner, node, other, DEP_HARD);
        }
    }
}

/* A foreign key comes after the keys and columns that it points to. One of a new table is known by
 * the table that its piece locks. */
static void add_targets(Planner *planner, Node *node)
{
    const Record *rec = node_desired(node);
    const Object *own = node->piece->group->desired;

    if (!NODE_DOES_ANY(node, OP_ADD_FOREIGN_KEY, OP_REPLACE_FOREIGN_KEY) || own == NULL)
        return;
    if (rec != NULL && rec->type == &foreign_key_type) {
        add_target(planner, node, (const ForeignKey *)rec);
        return;
    }
    if (own->rec.type != &table_type || node_is_of_index(node))
        return;
    const Table *table = (const Table *)own;
    for (size_t i = 0; i < table->foreign_keys.len; i++) {
        const ForeignKey *key = table->foreign_keys.items[i];
        Str schema = key->related_schema.len == 0 ? own->schema : key->related_schema;
        Str label = label_name(&planner->scratch, schema, key->related_table);
        if (node->piece->related == NULL || str_is(label, node->piece->related))
            add_target(planner, node, key);
    }
}

/* What comes into a new schema needs it. */
static void add_schema_needs(Planner *planner, Node *node)
{
    const Object *object = node->piece->group->desired;
    const Object *schema;
    NodeGroup *home;

    if (!makes_object(node) || object == NULL || object->schema.len == 0)
        return;
    schema = model_find(planner->changes->desired, REC_SCHEMA, STR_ABSENT, object->schema);
    home = schema == NULL ? NULL : plan_group_of(planner, schema);
    for (size_t i = 0; home != NULL && i < home->nodes.len; i++)
        if (node_does(home->nodes.items[i], OP_CREATE_SCHEMA))
            plan_add_edge(planner, node, home->nodes.items[i], DEP_HARD);
}

void plan_add_edges(Planner *planner)
{
    for (size_t i = 0; i < planner->groups.len; i++)
        add_within_group(planner, planner->groups.items[i]);
    for (size_t i = 0; i < planner->nodes.len; i++) {
        add_needs(planner, planner->nodes.items[i]);
        add_owner(planner, planner->nodes.items[i]);
        add_targets(planner, planner->nodes.items[i]);
        add_schema_needs(planner, planner->nodes.items[i]);
    }
    plan_add_family_edges(planner);
    plan_add_drop_edges(planner);
    plan_add_definition_edges(planner);
    plan_add_name_edges(planner);
}
