/* Changes between two models by names alone: what tests of recipes need of the room diff. */
#ifndef ANNEAL_TESTS_UNIT_ENGINE_SQLITE_LITE_CHANGES_H
#define ANNEAL_TESTS_UNIT_ENGINE_SQLITE_LITE_CHANGES_H

#include "lite_test.h"

/* Old and new name of a table, or of a column of live `table`; the list ends where `from` is NULL.
 */
typedef struct LiteRename {
    const char *from, *to, *table;
} LiteRename;

static inline Str lite_renamed(const LiteRename *renames, const char *table, Str name)
{
    for (; renames != NULL && renames->from != NULL; renames++)
        if (str_is(name, renames->from) && str_eq(str_from(renames->table), str_from(table)))
            return str_from(renames->to);
    return name;
}

static inline Change *lite_add_change(Arena *arena, ChangeGroup *group, ChangeKind kind,
                                      const Record *live, const Record *desired)
{
    Change *change = ARENA_NEW(arena, Change);

    *change = (Change){.kind = kind, .live = live, .desired = desired};
    vec_push(arena, &group->changes, change);
    return change;
}

/* Names of columns in keys would differ by a rename alone: recipes are tested with renames and
 * other changes apart from those. */
static inline void lite_compare_records(Arena *arena, ChangeGroup *group, const Record *live,
                                        const Record *desired)
{
    Change found = {0};
    bool recreate = false;

    if (!str_eq(record_name(live), record_name(desired)))
        (void)lite_add_change(arena, group, CHANGE_RENAME, live, desired);
    for (size_t i = 0; i < live->type->count; i++) {
        const Field *field = &live->type->fields[i];
        if (field->differs == D_KEY || field->differs == D_IGNORE || field->differs == D_CHILDREN ||
            record_field_equal(field, live, desired))
            continue;
        vec_push(arena, &found.fields, field);
        recreate = recreate || field->differs == D_RECREATE;
    }
    if (found.fields.len > 0)
        lite_add_change(arena, group, recreate ? CHANGE_RECREATE : CHANGE_ALTER, live, desired)
            ->fields = found.fields;
}

static inline const Record *lite_partner(const void *list, Str name)
{
    for (size_t i = 0; i < list_len(list); i++)
        if (str_eq(record_name(list_get(list, i)), name))
            return list_get(list, i);
    return NULL;
}

static inline void lite_compare_lists(Arena *arena, ChangeGroup *group, const void *live,
                                      const void *desired, const LiteRename *renames)
{
    const char *table = arena_cstr(arena, group->live->name);

    for (size_t i = 0; i < list_len(live); i++) {
        const Record *one = list_get(live, i);
        const Record *other = lite_partner(desired, lite_renamed(renames, table, record_name(one)));
        if (other == NULL)
            (void)lite_add_change(arena, group, CHANGE_DROP, one, NULL);
        else
            lite_compare_records(arena, group, one, other);
    }
    for (size_t i = 0; i < list_len(desired); i++) {
        const Record *other = list_get(desired, i);
        bool is_there = false;
        for (size_t k = 0; k < list_len(live); k++)
            is_there =
                is_there || str_eq(lite_renamed(renames, table, record_name(list_get(live, k))),
                                   record_name(other));
        if (!is_there)
            (void)lite_add_change(arena, group, CHANGE_CREATE, NULL, other);
    }
}

static inline void lite_compare_tables(Arena *arena, Changes *changes, const Table *live,
                                       const Table *desired, const LiteRename *renames)
{
    ChangeGroup *group = ARENA_NEW(arena, ChangeGroup);

    *group = (ChangeGroup){.live = live == NULL ? NULL : &live->obj,
                           .desired = desired == NULL ? NULL : &desired->obj};
    if (live == NULL || desired == NULL) {
        (void)lite_add_change(arena, group, live == NULL ? CHANGE_CREATE : CHANGE_DROP,
                              live == NULL ? NULL : &live->obj.rec,
                              desired == NULL ? NULL : &desired->obj.rec);
    } else {
        lite_compare_records(arena, group, &live->obj.rec, &desired->obj.rec);
        lite_compare_lists(arena, group, &live->columns, &desired->columns, renames);
        lite_compare_lists(arena, group, &live->indexes, &desired->indexes, NULL);
        lite_compare_lists(arena, group, &live->checks, &desired->checks, NULL);
        lite_compare_lists(arena, group, &live->foreign_keys, &desired->foreign_keys, NULL);
    }
    if (group->changes.len > 0)
        changes_add(arena, changes, group);
}

/* In `arena`, as the changes of these tests live and die with them. */
static inline Changes *lite_changes(Arena *arena, const Model *live, const Model *desired,
                                    const LiteRename *renames)
{
    Changes *changes = ARENA_NEW(arena, Changes);

    *changes = (Changes){.live = live, .desired = desired};
    for (size_t i = 0; i < live->objects.len; i++) {
        const Object *object = live->objects.items[i];
        if (object->rec.type != &table_type)
            continue; /* stays as it is */
        lite_compare_tables(arena, changes, (const Table *)object,
                            (const Table *)model_find(desired, REC_TABLE, STR_ABSENT,
                                                      lite_renamed(renames, NULL, object->name)),
                            renames);
    }
    for (size_t i = 0; i < desired->objects.len; i++) {
        bool is_there = false;
        for (size_t k = 0; k < live->objects.len; k++)
            is_there = is_there || str_eq(lite_renamed(renames, NULL, live->objects.items[k]->name),
                                          desired->objects.items[i]->name);
        if (!is_there)
            lite_compare_tables(arena, changes, NULL, (const Table *)desired->objects.items[i],
                                renames);
    }
    return changes;
}

#endif
