/* Recipes -> nodes: every piece with its labels, its rules and its place by nature. */
#include "model/definition.h"
#include "model/label.h"
#include "plan/node.h"

bool node_does(const Node *node, Op op)
{
    return piece_does(node->piece, op);
}

bool node_does_any(const Node *node, const Op *ops, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (node_does(node, ops[i]))
            return true;
    return false;
}

bool node_says_only(const Node *node)
{
    return NODE_DOES_ANY(node, OP_SET_OWNER, OP_SET_OBJECT_OWNER, OP_GRANT, OP_COMMENT, OP_REVOKE);
}

const Record *node_desired(const Node *node)
{
    if (node->piece->about != NULL)
        return node->piece->about;
    return node->piece->change == NULL ? NULL : node->piece->change->desired;
}

bool node_is_of_index(const Node *node)
{
    const Change *change = node->piece->change;
    const Record *rec = change == NULL ? NULL : change->live;

    if (rec == NULL)
        rec = node_desired(node);
    return rec != NULL && rec->type == &index_type;
}

NodeGroup *plan_group_of(const Planner *planner, const Object *object)
{
    const Model *desired = planner->changes->desired;
    Arena scratch = {0};
    Str label = label_object(&scratch, object);
    const Map *map = &planner->by_live;
    NodeGroup *group;

    if (model_find(desired, object->rec.type->kind, object->schema, object->name) == object)
        map = &planner->by_desired;
    group = map_get(map, label);
    arena_free(&scratch);
    return group;
}

/* What goes or is about to be renamed is known by its live name, all else by the desired one. */
static Str object_label(Arena *arena, const ChangeGroup *group, const Piece *piece)
{
    const Change *change = piece->change;
    bool old = change != NULL && (change->desired == NULL || change->kind == CHANGE_RENAME);
    const Object *object = old && group->live != NULL ? group->live : group->desired;
    const Record *rec = piece->about;

    if (object == NULL)
        object = group->live;
    if (rec == NULL)
        rec = change == NULL ? &object->rec : old ? change->live : change->desired;
    return rec == &object->rec ? label_object(arena, object) : label_part(arena, object, rec);
}

/* Where a kind's objects come, and go, by operations that every kind shares. */
static const struct {
    RecordKind kind;
    Stage comes, goes;
} kind_stages[] = {
    {REC_SCHEMA, STAGE_SCHEMA, STAGE_DROP_SCHEMA},
    {REC_EXTENSION, STAGE_EXTENSION, STAGE_DROP_EXTENSION},
    {REC_COLLATION, STAGE_TYPE, STAGE_DROP_TYPE},
    {REC_ENUM, STAGE_TYPE, STAGE_DROP_TYPE},
    {REC_DOMAIN, STAGE_TYPE, STAGE_DROP_TYPE},
    {REC_COMPOSITE, STAGE_TYPE, STAGE_DROP_TYPE},
    {REC_RANGE, STAGE_TYPE, STAGE_DROP_TYPE},
    {REC_SEQUENCE, STAGE_SEQUENCE, STAGE_DROP_SEQUENCE},
    {REC_TABLE, STAGE_TABLE, STAGE_DROP_TABLE},
    {REC_LANGUAGE, STAGE_EXTENSION, STAGE_DROP_EXTENSION},
    {REC_ACCESS_METHOD, STAGE_EXTENSION, STAGE_DROP_EXTENSION},
    {REC_TEXT_PARSER, STAGE_TYPE, STAGE_DROP_TYPE},
    {REC_TEXT_TEMPLATE, STAGE_TYPE, STAGE_DROP_TYPE},
    {REC_TEXT_DICTIONARY, STAGE_TYPE, STAGE_DROP_TYPE},
    {REC_TEXT_CONFIGURATION, STAGE_TYPE, STAGE_DROP_TYPE},
    {REC_FUNCTION, STAGE_ROUTINE, STAGE_UNROUTINE},
    {REC_PROCEDURE, STAGE_ROUTINE, STAGE_UNROUTINE},
    {REC_AGGREGATE, STAGE_ROUTINE, STAGE_UNROUTINE},
    {REC_OPERATOR, STAGE_ROUTINE, STAGE_UNROUTINE},
    {REC_OPERATOR_FAMILY, STAGE_ROUTINE, STAGE_UNROUTINE},
    {REC_OPERATOR_CLASS, STAGE_ROUTINE, STAGE_UNROUTINE},
    {REC_CAST, STAGE_ROUTINE, STAGE_UNROUTINE},
    {REC_TRANSFORM, STAGE_ROUTINE, STAGE_UNROUTINE},
    {REC_CONVERSION, STAGE_ROUTINE, STAGE_UNROUTINE},
    {REC_VIEW, STAGE_VIEW, STAGE_UNVIEW},
    {REC_MATERIALIZED_VIEW, STAGE_VIEW, STAGE_UNVIEW},
    {REC_RULE, STAGE_VIEW, STAGE_UNVIEW},
    {REC_TRIGGER, STAGE_VIEW, STAGE_UNVIEW},
    {REC_DEFAULT_PRIVILEGES, STAGE_PUBLISH, STAGE_PUBLISH},
    {REC_FOREIGN_DATA_WRAPPER, STAGE_EXTENSION, STAGE_DROP_EXTENSION},
    {REC_FOREIGN_SERVER, STAGE_TYPE, STAGE_DROP_TYPE},
    {REC_USER_MAPPING, STAGE_PUBLISH, STAGE_UNPUBLISH},
    {REC_PUBLICATION, STAGE_PUBLISH, STAGE_UNPUBLISH},
    {REC_SUBSCRIPTION, STAGE_PUBLISH, STAGE_UNPUBLISH},
    {REC_EVENT_TRIGGER, STAGE_PUBLISH, STAGE_UNPUBLISH},
    {REC_EVENT, STAGE_PUBLISH, STAGE_UNPUBLISH},
};

/* A comment or right goes with what it is on, wherever that stands in the order. */
static Stage stage_of(const Object *object, Op op)
{
    bool is_of_kind = (op >= OP_SET_OWNER && op <= OP_REVOKE) || op == OP_DROP_OBJECT ||
                      (op >= OP_RENAME_OBJECT && op <= OP_RECREATE_OBJECT);

    for (size_t i = 0; is_of_kind && i < sizeof kind_stages / sizeof *kind_stages; i++)
        if (kind_stages[i].kind == object->rec.type->kind)
            return op == OP_DROP_OBJECT ? kind_stages[i].goes : kind_stages[i].comes;
    return phase_rule(op)->stage;
}

static const Object *group_object(const ChangeGroup *group)
{
    return group->desired != NULL ? group->desired : group->live;
}

/* A replaced index restricts only when the new one is unique. */
static bool restricts(const Piece *piece, Op op)
{
    const Record *desired = piece->change == NULL ? NULL : piece->change->desired;

    if ((op != OP_REPLACE_INDEX && op != OP_SWAP_INDEX && op != OP_SWAP_PARTS &&
         op != OP_CREATE_INDEX_ALONE && op != OP_ATTACH_INDEX) ||
        desired == NULL || desired->type != &index_type)
        return true;
    return index_is_unique((const Index *)desired);
}

static Phase phase_of(const Piece *piece, Op op)
{
    const PhaseRule *rule = phase_rule(op);

    if (rule->is_restriction && (piece->is_wider || !restricts(piece, op)))
        return PHASE_EXPAND;
    return rule->phase;
}

static void add_nature(Node *node, Op op)
{
    Phase phase = phase_of(node->piece, op);

    if (phase > node->phase)
        node->phase = phase;
    node->hazards |= phase_rule(op)->hazards;
}

/* The key Phase of what a piece makes or changes, else of its object. Without any the table of
 * phases decides; of what goes it always does. */
static void apply_phase_key(Node *node)
{
    const Record *rec = node_desired(node);
    const Object *object = node->home->group->desired;
    int given = rec == NULL ? 0 : sparse_enum(rec, FIELD_PHASE);

    if (given == 0 && object != NULL)
        given = sparse_enum(&object->rec, FIELD_PHASE);
    if (given > 0 && !plan_is_removal(node) && !(rec == NULL && node->piece->change != NULL))
        node->phase = (Phase)(given - 1);
}

/* What a lock is on: of a trigger or rule its table. */
static Str relation_label(Arena *arena, const Object *object)
{
    const Definition *definition = (const Definition *)object;

    if (!type_is_definition(object->rec.type))
        return label_name(arena, object->schema, object->name);
    return label_name(arena, object->schema,
                      definition->relation.len > 0 ? definition->relation : object->name);
}

/* A new trigger or rule on a relation that was there before: whoever writes into that feels it, and
 * waits for the lock. */
static bool is_on_live(const Planner *planner, const ChangeGroup *group)
{
    static const RecordKind kinds[] = {REC_TABLE, REC_VIEW, REC_MATERIALIZED_VIEW};
    const Definition *definition = (const Definition *)group->desired;

    if (group->live != NULL || definition == NULL ||
        !type_is_definition(definition->obj.rec.type) || definition->relation.len == 0)
        return false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const Object *on = model_find(planner->changes->desired, kinds[i], definition->obj.schema,
                                      definition->relation);
        const ChangeGroup *of = on == NULL ? NULL : changes_group_of(planner->changes, on);
        if (on != NULL)
            return of == NULL || of->live != NULL;
    }
    return false;
}

static Node *add_node(Planner *planner, NodeGroup *home, const Piece *piece)
{
    Arena *arena = &planner->scratch;
    const Object *object = group_object(home->group);
    Node *node = ARENA_NEW(arena, Node);

    *node = (Node){.piece = piece, .home = home, .seq = planner->nodes.len};
    node->rule = piece->rule != NULL
                     ? piece->rule
                     : planner->input->engine->rule(piece->op, planner->input->facts->version);
    node->is_new = !piece->is_felt && (piece->is_new || home->group->live == NULL) &&
                   !is_on_live(planner, home->group);
    node->stage = stage_of(object, piece->op);
    node->relation = relation_label(arena, piece->on != NULL ? piece->on : object);
    node->object = object_label(arena, home->group, piece);
    if (!node->is_new) {
        add_nature(node, piece->op);
        for (size_t i = 0; i < piece->includes.len; i++)
            add_nature(node, piece->includes.items[i]);
        if (piece->is_published)
            node->hazards |= HAZ(REPLICATION);
    }
    apply_phase_key(node);
    plan_rate_node(planner, node);
    vec_push(arena, &planner->nodes, node);
    vec_push(arena, &home->nodes, node);
    return node;
}

static void add_group(Planner *planner, NodeGroup *home)
{
    Arena *arena = &planner->scratch;
    const ChangeGroup *group = home->group;

    vec_push(arena, &planner->groups, home);
    if (group->live != NULL)
        (void)map_put(arena, &planner->by_live, label_object(arena, group->live), home);
    if (group->desired != NULL)
        (void)map_put(arena, &planner->by_desired, label_object(arena, group->desired), home);
}

/* `index` is of the recipe call's pieces, that is, of the group's nodes. */
static void add_after(Planner *planner, const NodeGroup *home, Node *node, int index)
{
    if (index >= 0 && (size_t)index < home->nodes.len)
        plan_add_edge(planner, node, home->nodes.items[index], DEP_HARD);
}

bool plan_make_nodes(Planner *planner, Errs *errs)
{
    const PlanInput *input = planner->input;
    Arena *arena = &planner->scratch;
    void *whole = NULL;
    RecipeInput recipe = {arena,        input->facts->version,   planner->changes,
                          input->facts, &planner->policy.budget, &whole};
    bool ok = true;

    for (size_t i = 0; i < planner->changes->groups.len; i++) {
        const ChangeGroup *group = planner->changes->groups.items[i];
        NodeGroup *home = ARENA_NEW(arena, NodeGroup);
        Pieces pieces = {.arena = arena};
        *home = (NodeGroup){.group = group};
        add_group(planner, home);
        if (!input->engine->recipe(&recipe, group, &pieces, errs)) {
            ok = false; /* the others have errors to report too */
            continue;
        }
        for (size_t p = 0; p < pieces.list.len; p++) {
            const Piece *piece = pieces.list.items[p];
            Node *node = add_node(planner, home, piece);
            add_after(planner, home, node, piece->after);
            for (size_t a = 0; a < piece->also_after.len; a++)
                add_after(planner, home, node, piece->also_after.items[a]);
        }
    }
    return ok;
}
