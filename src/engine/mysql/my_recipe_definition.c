/* Views, routines, triggers and events. A view is replaced in one statement on both servers, the
 * others on MariaDB; on MySQL they go and come back, and between the two statements they are not
 * there. */
#include "engine/mysql/my_definition.h"
#include "engine/mysql/my_recipe.h"

static const struct Kind {
    const RecordType *type;
    Op create, replace, drop;
} kinds[] = {
    {&view_type, OP_CREATE_VIEW, OP_REPLACE_VIEW, OP_DROP_VIEW},
    {&function_type, OP_CREATE_ROUTINE, OP_REPLACE_ROUTINE, OP_DROP_ROUTINE},
    {&procedure_type, OP_CREATE_ROUTINE, OP_REPLACE_ROUTINE, OP_DROP_ROUTINE},
    {&trigger_type, OP_CREATE_TRIGGER, OP_REPLACE_TRIGGER, OP_DROP_TRIGGER},
    {&event_type, OP_CREATE_OBJECT, OP_REPLACE_OBJECT, OP_DROP_OBJECT},
};

static const struct Kind *kind_of(const Object *object)
{
    for (size_t i = 0; i + 1 < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].type == object->rec.type)
            return &kinds[i];
    return &kinds[sizeof kinds / sizeof *kinds - 1];
}

/* Its text may mean something else under another sql_mode. */
static void put_mode(const MyRecipe *recipe, Piece *piece, const Definition *definition)
{
    const Field *field = record_type_find_id(definition->obj.rec.type, FIELD_DEFINITION_SQL_MODE);
    Str mode = sparse_str(&definition->obj.rec, FIELD_DEFINITION_SQL_MODE);

    if (field == NULL || mode.ptr == NULL)
        return;
    my_put(recipe, &piece->session_before, STR("SET @anneal_sql_mode = @@SESSION.sql_mode"));
    my_put(recipe, &piece->session_before,
           MY_SQL(recipe, RAW("SET SESSION sql_mode = "), LIT(mode)));
    my_put(recipe, &piece->session_after, STR("SET SESSION sql_mode = @anneal_sql_mode"));
}

/* The relation of a trigger has to be there. */
static void need_relation(const MyRecipe *recipe, Piece *piece, const Definition *definition)
{
    const Object *table = definition->relation.len == 0
                              ? NULL
                              : model_find(recipe->input->changes->desired, REC_TABLE, STR_ABSENT,
                                           definition->relation);
    const ChangeGroup *group =
        table == NULL ? NULL : changes_group_of(recipe->input->changes, table);

    if (group != NULL)
        my_need(recipe, piece, table);
}

/* ---- triggers of one event, which fire in the order in which they came */

static Str event_of(const Definition *trigger)
{
    size_t end = 0, blanks = 0;

    while (end < trigger->text.len && blanks < 2)
        blanks += trigger->text.ptr[end++] == ' ' ? 1 : 0;
    return str_sub(trigger->text, 0, end);
}

static bool have_one_event(const Definition *a, const Definition *b)
{
    return b->obj.rec.type == &trigger_type && my_same_name(a->relation, b->relation) &&
           str_eq(event_of(a), event_of(b));
}

/* A trigger that names the one it stands behind needs it. */
static void need_neighbour(const MyRecipe *recipe, Piece *piece, const Definition *trigger)
{
    const Model *desired = recipe->input->changes->desired;
    MyTriggerOrder order;

    if (trigger->obj.rec.type != &trigger_type ||
        !my_trigger_order(recipe->arena, trigger->text, &order) || order.len == 0)
        return;
    for (size_t i = 0; i < desired->objects.len; i++) {
        const Definition *other = (const Definition *)desired->objects.items[i];
        if (have_one_event(trigger, other) && my_same_name(other->own, order.other) &&
            changes_group_of(recipe->input->changes, &other->obj) != NULL)
            my_need(recipe, piece, &other->obj);
    }
}

/* A trigger that comes back would fire last of its event: it stands before the one that follows it.
 * Absent: it names a place itself, or none follows. */
static Str place_kept(const MyRecipe *recipe, const Definition *trigger)
{
    const Model *live = recipe->input->changes->live;
    MyTriggerOrder order;

    if (trigger->obj.rec.type != &trigger_type ||
        (my_trigger_order(recipe->arena, trigger->text, &order) && order.len > 0))
        return STR_ABSENT;
    for (size_t i = 0; i < live->objects.len; i++) {
        const Definition *other = (const Definition *)live->objects.items[i];
        const ChangeGroup *group = changes_group_of(recipe->input->changes, &other->obj);
        if (have_one_event(trigger, other) && (group == NULL || group->desired != NULL) &&
            my_trigger_order(recipe->arena, other->text, &order) && order.len > 0 &&
            !order.precedes && my_same_name(order.other, trigger->own))
            return MY_SQL(recipe, RAW("PRECEDES "), ID(other->own));
    }
    return STR_ABSENT;
}

static void put_create(MyRecipe *recipe, Piece *piece, const Definition *definition,
                       bool or_replace)
{
    put_mode(recipe, piece, definition);
    my_put(recipe, &piece->statements, my_definition_render(recipe->arena, definition, or_replace));
    need_relation(recipe, piece, definition);
    need_neighbour(recipe, piece, definition);
}

static void create(MyRecipe *recipe, const struct Kind *kind, const Change *change)
{
    const Definition *desired = (const Definition *)change->desired;
    Piece *piece = my_plain_piece(recipe, kind->create, change);

    put_create(recipe, piece, desired, false);
    my_put(recipe, &piece->reverse, my_definition_drop(recipe->arena, desired));
}

static bool goes_along(const MyRecipe *recipe, const Definition *live)
{
    const Object *table =
        live->relation.len == 0
            ? NULL
            : model_find(recipe->input->changes->live, REC_TABLE, STR_ABSENT, live->relation);
    const ChangeGroup *group =
        table == NULL ? NULL : changes_group_of(recipe->input->changes, table);

    return group != NULL && group->desired == NULL;
}

static void drop(MyRecipe *recipe, const struct Kind *kind, const Change *change)
{
    const Definition *live = (const Definition *)change->live;
    Piece *piece;

    if (goes_along(recipe, live))
        return;
    piece = my_plain_piece(recipe, kind->drop, change);
    my_put(recipe, &piece->statements, my_definition_drop(recipe->arena, live));
    my_put(recipe, &piece->reverse, my_definition_render(recipe->arena, live, false));
}

/* A routine whose parameters differ fails for those who call it as before. */
static bool same_parameters(const Definition *a, const Definition *b)
{
    size_t end_a = str_find(a->text, '\n', 0), end_b = str_find(b->text, '\n', 0);

    return str_eq(str_sub(a->text, 0, end_a), str_sub(b->text, 0, end_b));
}

static void redefine(MyRecipe *recipe, const struct Kind *kind, const Change *change)
{
    const Definition *live = (const Definition *)change->live;
    const Definition *desired = (const Definition *)change->desired;
    bool is_routine =
        desired->obj.rec.type == &function_type || desired->obj.rec.type == &procedure_type;
    bool replaces = desired->obj.rec.type == &view_type ||
                    (recipe->family == MY_MARIADB && desired->obj.rec.type != &trigger_type);
    bool keeps = desired->obj.rec.type != &view_type ||
                 sparse_bool(&desired->obj.rec, FIELD_DEFINITION_REPLACEABLE);
    Op op = is_routine && !same_parameters(live, desired) ? OP_RECREATE_ROUTINE
            : !keeps                                      ? OP_RECREATE_VIEW
                                                          : kind->replace;
    Piece *piece = my_plain_piece(recipe, op, change);

    Definition placed = *desired;
    Str place = place_kept(recipe, desired);

    if (place.len > 0)
        placed.text = my_trigger_with_order(recipe->arena, desired->text, place);
    if (!replaces)
        my_put(recipe, &piece->statements, my_definition_drop(recipe->arena, live));
    put_create(recipe, piece, &placed, replaces);
}

void my_change_definition(MyRecipe *recipe)
{
    const Object *object =
        recipe->group->desired != NULL ? recipe->group->desired : recipe->group->live;
    const struct Kind *kind = kind_of(object);

    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        switch (change->kind) {
        case CHANGE_CREATE:
            create(recipe, kind, change);
            break;
        case CHANGE_DROP:
            drop(recipe, kind, change);
            break;
        case CHANGE_RENAME:
            if (object->rec.type == &view_type) {
                Piece *piece = my_plain_piece(recipe, OP_RENAME_DEFINITION, change);
                my_put(recipe, &piece->statements,
                       MY_SQL(recipe, RAW("RENAME TABLE "), ID(recipe->group->live->name),
                              RAW(" TO "), ID(recipe->group->desired->name)));
                break;
            }
            /* The others have no statement for a new name. */
            if (recipe->group->changes.len == 1)
                redefine(recipe, kind, change);
            break;
        case CHANGE_ALTER:
        case CHANGE_RECREATE:
            redefine(recipe, kind, change);
            break;
        }
    }
}
