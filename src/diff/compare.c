/* Pairs -> changes: what differs, by the field tables. */
#include "diff/carried.h"
#include "diff/diff.h"

typedef struct Comparer {
    Changes *changes;
    Arena *scratch;
    Renames renames;
} Comparer;

static Change *add_change(Comparer *comparer, ChangeGroup *group, ChangeKind kind, const Pair *pair)
{
    Arena *arena = &comparer->changes->arena;
    Change *change = ARENA_NEW(arena, Change);

    *change = (Change){.kind = kind, .live = pair->live, .desired = pair->desired};
    vec_push(arena, &group->changes, change);
    return change;
}

/* Whether a column that a table only inherits is to be its own, too. The other way is none: no
 * server forgets that it was. */
static bool becomes_own(const CarriedScope *scope, const Field *field, const Pair *pair)
{
    return field->id == FIELD_INHERITED && pair->live->type == &column_type &&
           sparse_bool(pair->live, FIELD_INHERITED) &&
           !sparse_bool(pair->desired, FIELD_INHERITED) &&
           sparse_str(pair->desired, FIELD_COLUMN_GENERATION).len == 0 &&
           sparse_strs(&scope->live->rec, FIELD_TABLE_INHERITS)->len > 0 &&
           sparse_strs(&scope->desired->rec, FIELD_TABLE_INHERITS)->len > 0;
}

static bool is_different(Comparer *comparer, const CarriedScope *scope, const Field *field,
                         const Pair *pair)
{
    if (becomes_own(scope, field, pair))
        return true;
    return field->differs != D_KEY && field->differs != D_IGNORE && field->differs != D_CHILDREN &&
           !carried_field_equal(comparer->scratch, scope, field, pair->live, pair->desired);
}

/* The fields that differ; true in `*recreate` where one of them asks for a new object. */
static void compare_fields(Comparer *comparer, const CarriedScope *scope, const Pair *pair,
                           Change *found, bool *recreate)
{
    const RecordType *type = pair->desired->type;

    *recreate = false;
    for (size_t i = 0; i < type->count; i++) {
        const Field *field = &type->fields[i];
        if (!is_different(comparer, scope, field, pair))
            continue;
        vec_push(&comparer->changes->arena, &found->fields, field);
        *recreate = *recreate || field->differs == D_RECREATE;
    }
}

/* A re-created part has its new name at once; an object is renamed first, as it has parts. */
static void compare_pair(Comparer *comparer, ChangeGroup *group, const Pair *pair)
{
    CarriedScope scope = {&comparer->renames, group->live, group->desired};
    Change found = {0};
    bool recreate;

    if (pair->live == NULL || pair->desired == NULL) {
        (void)add_change(comparer, group, pair->live == NULL ? CHANGE_CREATE : CHANGE_DROP, pair);
        return;
    }
    compare_fields(comparer, &scope, pair, &found, &recreate);
    if (pair->is_renamed && (!recreate || &group->live->rec == pair->live))
        (void)add_change(comparer, group, CHANGE_RENAME, pair);
    if (found.fields.len > 0)
        add_change(comparer, group, recreate ? CHANGE_RECREATE : CHANGE_ALTER, pair)->fields =
            found.fields;
}

/* What was left behind is no difference of the two, and still something to do. */
static void add_leftovers(Comparer *comparer, ChangeGroup *group, const Pair *pair)
{
    if (pair->live != NULL && pair->desired != NULL && record_has_leftovers(pair->live))
        add_change(comparer, group, CHANGE_ALTER, pair)->cause =
            "left behind by a step that failed";
}

static void compare_object(Comparer *comparer, const Pair *pair)
{
    Arena *arena = &comparer->changes->arena;
    ChangeGroup *group = ARENA_NEW(arena, ChangeGroup);

    *group =
        (ChangeGroup){.live = (const Object *)pair->live, .desired = (const Object *)pair->desired};
    /* Nobody declared it, so nobody said what it is like. */
    if (group->live == NULL || group->desired == NULL || !group->desired->is_implied)
        compare_pair(comparer, group, pair);
    for (size_t i = 0; i < pair->children.len; i++)
        compare_pair(comparer, group, pair->children.items[i]);
    if (group->changes.len == 0)
        add_leftovers(comparer, group, pair);
    if (group->changes.len > 0)
        changes_add(arena, comparer->changes, group);
}

Changes *diff_compare(const Pairs *pairs)
{
    Arena arena = {0}, scratch = {0};
    Changes *changes = ARENA_NEW(&arena, Changes);
    Comparer comparer = {.changes = changes, .scratch = &scratch};

    *changes = (Changes){.arena = arena, .live = pairs->live, .desired = pairs->desired};
    comparer.renames = renames_read(&scratch, pairs);
    for (size_t i = 0; i < pairs->objects.len; i++)
        compare_object(&comparer, pairs->objects.items[i]);
    arena_free(&scratch);
    return changes;
}
