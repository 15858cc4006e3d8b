/* Renames that nobody declared but that look like ones: said, never guessed. */
#include "diff/diff.h"

#include "model/label.h"

typedef struct Suggester {
    Arena *scratch;
    Notes *notes;
} Suggester;

/* The added column of the same type whose name is nearest. */
static const Column *likely_successor(const ChangeGroup *group, const Column *dropped)
{
    const Column *best = NULL;

    for (size_t i = 0; i < group->changes.len; i++) {
        const Change *change = group->changes.items[i];
        if (change->kind != CHANGE_CREATE || change->desired->type != &column_type)
            continue;
        const Column *added = (const Column *)change->desired;
        if (!str_eq(added->type, dropped->type) || sparse_str(&added->rec, FIELD_OLD_NAME).len > 0)
            continue;
        if (best == NULL ||
            str_distance(added->name, dropped->name) < str_distance(best->name, dropped->name))
            best = added;
    }
    return best;
}

static void suggest(const Suggester *suggester, Str gone, Str added, const Record *rec, Str old)
{
    Note note = {
        .message = arena_printf(suggester->scratch, "%.*s goes and %.*s of the same %s comes",
                                STR_ARG(gone), STR_ARG(added),
                                rec->type == &column_type ? "type" : "columns")
                       .ptr,
        .hint = arena_printf(suggester->scratch,
                             "if this is a rename, write \"OldName\": \"%.*s\" on the new one",
                             STR_ARG(old))
                    .ptr,
        .loc = record_loc(suggester->scratch, rec),
    };

    notes_add(suggester->notes, note);
}

static void suggest_columns(const Suggester *suggester, const ChangeGroup *group)
{
    for (size_t i = 0; i < group->changes.len; i++) {
        const Change *change = group->changes.items[i];
        const Column *added;
        if (change->kind != CHANGE_DROP || change->live->type != &column_type)
            continue;
        added = likely_successor(group, (const Column *)change->live);
        if (added != NULL)
            suggest(suggester, label_part(suggester->scratch, group->live, change->live),
                    label_part(suggester->scratch, group->desired, &added->rec), &added->rec,
                    record_name(change->live));
    }
}

static bool same_columns(const Table *a, const Table *b)
{
    if (a->columns.len != b->columns.len || a->columns.len == 0)
        return false;
    for (size_t i = 0; i < a->columns.len; i++) {
        const Column *other = table_column(b, a->columns.items[i]->name);
        if (other == NULL || !str_eq(other->type, a->columns.items[i]->type))
            return false;
    }
    return true;
}

/* A table that goes and one with the same columns that comes. */
static void suggest_tables(const Suggester *suggester, const Changes *changes,
                           const ChangeGroup *gone)
{
    for (size_t i = 0; i < changes->groups.len; i++) {
        const ChangeGroup *group = changes->groups.items[i];
        if (group->live != NULL || group->desired->rec.type != &table_type ||
            sparse_str(&group->desired->rec, FIELD_OLD_NAME).len > 0 ||
            !same_columns((const Table *)gone->live, (const Table *)group->desired))
            continue;
        suggest(suggester, label_object(suggester->scratch, gone->live),
                label_object(suggester->scratch, group->desired), &group->desired->rec,
                str_eq(gone->live->schema, group->desired->schema)
                    ? gone->live->name
                    : label_name(suggester->scratch, gone->live->schema, gone->live->name));
    }
}

void diff_suggest_renames(const Changes *changes, Notes *notes)
{
    Arena scratch = {0};
    Suggester suggester = {&scratch, notes};

    for (size_t i = 0; i < changes->groups.len; i++) {
        const ChangeGroup *group = changes->groups.items[i];
        if (group->live != NULL && group->desired != NULL)
            suggest_columns(&suggester, group);
        else if (group->desired == NULL && group->live->rec.type == &table_type)
            suggest_tables(&suggester, changes, group);
    }
    arena_free(&scratch);
}
