/* Recipes of types that are made anew, as the server can't change them in place.
 *
 * The old one steps aside under a name of ours, the new one takes its place. What uses the type
 * differs by that (carry_types.h) and changes over in its own steps; when all has, the old one
 * goes. Each step is short, and a deploy that stops between them goes on from there. */
#include "engine/postgres/carry_types.h"
#include "engine/postgres/definition.h"
#include "engine/postgres/recipe.h"
#include "engine/postgres/type_shape.h"
#include "model/label.h"

enum { SINCE_MULTIRANGES = 140000 };

static void put_rename(const Recipe *recipe, Piece *piece, SqlPart word, Str from, Str arguments,
                       Str to)
{
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER "), word, RAW(" "), QN(recipe->schema, from),
                          EX(arguments), RAW(" RENAME TO "), ID(to)));
}

/* The server makes functions by the name of a multirange type, and leaves them their names when it
 * gets another. `range`: as SQL. */
static void rename_multirange(const Recipe *recipe, Piece *piece, Str range, Str from, Str to)
{
    put_rename(recipe, piece, RAW("TYPE"), from, STR_ABSENT, to);
    put_rename(recipe, piece, RAW("FUNCTION"), from, STR("()"), to);
    put_rename(recipe, piece, RAW("FUNCTION"), from,
               RECIPE_SQL(recipe, RAW("("), EX(range), RAW(")")), to);
    put_rename(recipe, piece, RAW("FUNCTION"), from,
               RECIPE_SQL(recipe, RAW("(VARIADIC "), EX(range), RAW("[])")), to);
}

/* … and by that of the range type itself. */
static void step_aside_with_range(const Recipe *recipe, Piece *piece, const RangeType *live,
                                  Str parked)
{
    Str bounds = RECIPE_SQL(recipe, RAW("("), EX(live->subtype), RAW(", "), EX(live->subtype));

    put_rename(recipe, piece, RAW("FUNCTION"), recipe->name,
               RECIPE_SQL(recipe, EX(bounds), RAW(")")), parked);
    put_rename(recipe, piece, RAW("FUNCTION"), recipe->name,
               RECIPE_SQL(recipe, EX(bounds), RAW(", text)")), parked);
    if (recipe->input->version >= SINCE_MULTIRANGES)
        rename_multirange(recipe, piece, RECIPE_SQL(recipe, QN(recipe->schema, parked)),
                          pg_multirange_of(recipe->arena, &live->obj),
                          pg_parked_multirange_name(recipe->arena, &live->obj));
}

void recipe_multirange(Recipe *recipe, const Change *change)
{
    Str from = pg_multirange_of(recipe->arena, recipe->group->live);
    Str to = pg_multirange_of(recipe->arena, recipe->group->desired);
    Piece *piece;

    if (!change_has(change, "MultirangeName") || str_eq(from, to) ||
        recipe->input->version < SINCE_MULTIRANGES)
        return;
    piece = recipe_add(recipe, OP_RENAME_OBJECT, change,
                       recipe_reason_of(recipe->arena, change, "MultirangeName"));
    rename_multirange(recipe, piece, RECIPE_SQL(recipe, RECIPE_REL(recipe)), from, to);
    recipe->base = piece;
}

static void put_comments(Recipe *recipe, Piece *piece)
{
    const Object *desired = recipe->group->desired;
    const Domain *domain = (const Domain *)desired;
    const CompositeType *composite = (const CompositeType *)desired;

    if (sparse_str(&desired->rec, FIELD_COMMENT).len > 0)
        recipe_put(
            recipe, piece,
            recipe_sql_comment(recipe, &desired->rec, sparse_str(&desired->rec, FIELD_COMMENT)));
    for (size_t i = 0; desired->rec.type == &domain_type && i < domain->checks.len; i++) {
        const Record *check = &domain->checks.items[i]->rec;
        if (sparse_str(check, FIELD_COMMENT).len > 0)
            recipe_put(recipe, piece,
                       recipe_sql_comment(recipe, check, sparse_str(check, FIELD_COMMENT)));
    }
    for (size_t i = 0; desired->rec.type == &composite_type && i < composite->attributes.len; i++)
        if (sparse_str(&composite->attributes.items[i]->rec, FIELD_COMMENT).len > 0)
            recipe_put(recipe, piece,
                       recipe_sql_attribute_comment(recipe, composite->attributes.items[i]));
}

/* Its parts have come with it. */
static void finish_parts(Recipe *recipe)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        if (change->live != NULL)
            recipe_done(recipe, change->live);
        if (change->desired != NULL)
            recipe_done(recipe, change->desired);
    }
}

static bool loses_values(const Object *live, const Object *desired)
{
    const EnumType *before = (const EnumType *)live, *after = (const EnumType *)desired;

    if (live->rec.type != &enum_type)
        return false;
    for (size_t i = 0; i < before->values.len; i++)
        if (!strs_has(&after->values, pg_enum_value_after(before, after, before->values.items[i])))
            return true;
    return false;
}

static Str multirange_label(const Recipe *recipe, const Object *range)
{
    return arena_printf(recipe->arena, "multirange %.*s.%.*s", STR_ARG(range->schema),
                        STR_ARG(pg_multirange_of(recipe->arena, range)));
}

void recipe_take_multirange(const Recipe *recipe, Piece *piece)
{
    if (recipe->group->desired->rec.type == &range_type)
        vec_push(recipe->arena, &piece->takes, multirange_label(recipe, recipe->group->desired));
}

static void put_aside(const Recipe *recipe, Piece *piece, Str parked)
{
    const Object *live = recipe->group->live;

    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER "), EX(str_from(pg_object_word(live->rec.type))),
                          RAW(" "), RECIPE_REL(recipe), RAW(" RENAME TO "), ID(parked)));
    if (live->rec.type == &range_type) {
        step_aside_with_range(recipe, piece, (const RangeType *)live, parked);
        vec_push(recipe->arena, &piece->frees, multirange_label(recipe, live));
    }
    vec_push(recipe->arena, &piece->frees, recipe_carried_name(recipe->arena, live));
}

static void drop_old(Recipe *recipe, const Change *change, Op op, const Piece *aside, Str parked)
{
    Piece *piece = recipe_add(recipe, op, change, STR("nothing uses it any more"));

    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("DROP "),
                          EX(str_from(pg_object_word(recipe->group->live->rec.type))), RAW(" "),
                          QN(recipe->schema, parked)));
    recipe_after(recipe, piece, aside);
}

void recipe_step_aside(Recipe *recipe, const Change *change)
{
    Str parked = pg_parked_name(recipe->group->live);
    Piece *piece = recipe_add(recipe, OP_RENAME_OBJECT, change, STR("another type has its name"));

    put_aside(recipe, piece, parked);
    drop_old(recipe, change, OP_DROP_OBJECT, piece, parked);
}

static bool keeps_places(const CompositeType *live, const CompositeType *desired)
{
    if (live->attributes.len != desired->attributes.len)
        return false;
    for (size_t i = 0; i < desired->attributes.len; i++)
        if (pg_attribute_before(live, desired, desired->attributes.items[i]) !=
            live->attributes.items[i])
            return false;
    return true;
}

/* Whether the plan drops a live object, or this part of it. */
static bool is_going(const Recipe *recipe, const Object *live, const Record *part)
{
    const ChangeGroup *group = recipe_group_of(recipe->input, live);
    const Change *change = group == NULL ? NULL : recipe_change_of(group, part);

    return group != NULL &&
           (group->desired == NULL || (change != NULL && change->kind == CHANGE_DROP));
}

static bool is_array_of(Str type, Str parked)
{
    return str_contains(type, parked) && str_ends(type, STR("[]"));
}

static bool has_array_of(const Recipe *recipe, const Table *table, Str parked)
{
    for (size_t i = 0; i < table->columns.len; i++) {
        const Column *column = table->columns.items[i];
        if (is_array_of(column->type, parked) && !is_going(recipe, &table->obj, &column->rec))
            return true;
    }
    return false;
}

static bool has_array_inside(const CompositeType *type, Str parked)
{
    for (size_t i = 0; i < type->attributes.len; i++)
        if (is_array_of(type->attributes.items[i]->type, parked))
            return true;
    return false;
}

/* What holds values of a type whose attributes can't be told apart by their names: its arrays,
 * domains and ranges, also of rows that have it inside; NULL: nothing. */
static const Object *nameless_holder(const Recipe *recipe, const Object *type)
{
    const Model *live = recipe->input->changes->live;
    Str parked = pg_parked_name(type);
    const Object *found = NULL;

    for (size_t i = 0; i < live->edges.len && found == NULL; i++) {
        const Object *user = live->edges.items[i].from;
        if (live->edges.items[i].to != type || is_going(recipe, user, &user->rec))
            continue;
        if (user->rec.type == &composite_type &&
            !has_array_inside((const CompositeType *)user, parked))
            found = nameless_holder(recipe, user);
        else if (type_is_data_type(user->rec.type) ||
                 (user->rec.type == &table_type &&
                  has_array_of(recipe, (const Table *)user, parked)))
            found = user;
    }
    return found;
}

/* The text of a row knows places only: taken over as such, values would land in others. */
static bool check_places(const Recipe *recipe)
{
    const Object *live = recipe->group->live, *desired = recipe->group->desired;
    const Object *holder;

    if (live->rec.type != &composite_type ||
        keeps_places((const CompositeType *)live, (const CompositeType *)desired))
        return true;
    holder = nameless_holder(recipe, live);
    if (holder == NULL)
        return true;
    return err_at(recipe->errs, ERR_UNSUPPORTED, record_loc(recipe->arena, &desired->rec),
                  "add attributes at the end and drop others in a plan of its own, or give the new "
                  "type another name",
                  "the attributes of %.*s can't change places: %.*s holds it in arrays, or in a "
                  "domain or range",
                  STR_ARG(label_object(recipe->arena, desired)),
                  STR_ARG(label_object(recipe->arena, holder)));
}

void recipe_retype(Recipe *recipe, const Change *change)
{
    const Object *live = recipe->group->live, *desired = recipe->group->desired;
    const MapEntries *users = sparse_map(&live->rec, FIELD_OUTSIDE_USERS);
    Str parked = pg_parked_name(live);
    Piece *piece;

    if (users->len > 0)
        recipe_refuse_outsider(recipe, change, users->items[0].name);
    if (users->len > 0 || !check_places(recipe))
        return;
    piece = recipe_add(recipe, OP_RECREATE_TYPE, change, STR_ABSENT);
    put_aside(recipe, piece, parked);
    recipe_put(recipe, piece, pg_render_type(recipe->arena, desired));
    recipe_put_late_checks(recipe, piece, desired);
    put_comments(recipe, piece);
    recipe_new_rights(recipe, desired, live, &piece->statements);
    if (loses_values(live, desired))
        vec_push(recipe->arena, &piece->includes, OP_NARROW_TYPE);
    drop_old(recipe, change, OP_DROP_OLD_TYPE, piece, parked);
    finish_parts(recipe);
}

Str recipe_carried_name(Arena *arena, const Object *live)
{
    Str label = sparse_str(&live->rec, FIELD_LIVE_LABEL);

    return arena_printf(arena, "carried %.*s",
                        STR_ARG(label.len > 0 ? label : label_object(arena, live)));
}

/* Whatever names types that get other names comes when they have them. */
void recipe_after_carried(const RecipeInput *input, const ChangeGroup *group, Pieces *pieces,
                          size_t from)
{
    const StrVec *types =
        group->live == NULL ? NULL : sparse_strs(&group->live->rec, FIELD_CARRIED_TYPES);

    if (types == NULL || group->live->rec.type == &table_type)
        return; /* ALTER TABLE names columns */
    for (size_t i = from; i < pieces->list.len; i++)
        for (size_t k = 0; k < types->len; k++)
            vec_push(input->arena, &pieces->list.items[i]->takes,
                     arena_printf(input->arena, "carried %.*s", STR_ARG(types->items[k])));
}

bool recipe_is_stored(const Recipe *recipe)
{
    const Model *live = recipe->input->changes->live;

    for (size_t i = 0; i < live->edges.len; i++)
        if (live->edges.items[i].to == recipe->group->live &&
            live->edges.items[i].from->rec.type == &table_type)
            return true;
    return false;
}
