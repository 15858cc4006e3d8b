/* What a recipe gets, from two models in a few lines of text: a plain comparison by names, enough
 * for tests of this room, which lies beside diff. */
#ifndef ANNEAL_TESTS_UNIT_ENGINE_POSTGRES_CHANGED_H
#define ANNEAL_TESTS_UNIT_ENGINE_POSTGRES_CHANGED_H

#include "engine/postgres/pure.h"
#include "schema.h"
#include "test.h"

typedef struct Changed {
    Model *live, *desired;
    Changes changes;
    Facts facts;
    Arena arena;
    Errs errs;
    int version;
    Budget budget; /* RECIPES_DIRECT unless a test says otherwise */
    Sb text;       /* of the last changed_pieces */
} Changed;

static inline void changed_add(Changed *changed, ChangeGroup *group, ChangeKind kind,
                               const Record *live, const Record *desired)
{
    Change *change = ARENA_NEW(&changed->arena, Change);

    *change = (Change){.kind = kind, .live = live, .desired = desired};
    vec_push(&changed->arena, &group->changes, change);
}

/* A column renamed by OldName inside an expression or list is not looked through: such cases
 * belong to tests of the whole way. */
static inline void changed_compare(Changed *changed, ChangeGroup *group, const Record *live,
                                   const Record *desired)
{
    Change found = {.kind = CHANGE_ALTER};

    for (size_t i = 0; i < desired->type->count; i++) {
        const Field *field = &desired->type->fields[i];
        if (field->differs == D_KEY || field->differs == D_IGNORE || field->differs == D_CHILDREN ||
            record_field_equal(field, live, desired))
            continue;
        vec_push(&changed->arena, &found.fields, field);
        if (field->differs == D_RECREATE)
            found.kind = CHANGE_RECREATE;
    }
    if (!str_eq(record_name(live), record_name(desired)))
        changed_add(changed, group, CHANGE_RENAME, live, desired);
    if (found.fields.len > 0) {
        changed_add(changed, group, found.kind, live, desired);
        vec_last(&group->changes)->fields = found.fields;
    }
}

static inline const Record *changed_find(const void *list, Str name)
{
    for (size_t i = 0; i < list_len(list); i++)
        if (str_eq(record_name(list_get(list, i)), name))
            return list_get(list, i);
    return NULL;
}

/* Whether a desired record says that this was its name. */
static inline bool changed_is_claimed(const void *desired, Str name)
{
    for (size_t i = 0; i < list_len(desired); i++)
        if (str_eq(sparse_str(list_get(desired, i), FIELD_OLD_NAME), name))
            return true;
    return false;
}

static inline Str changed_old(const Record *desired)
{
    Str old = sparse_str(desired, FIELD_OLD_NAME);

    return old.len > 0 ? old : record_name(desired);
}

static inline void changed_parts(Changed *changed, ChangeGroup *group)
{
    for (size_t i = 0; i < table_type.count; i++) {
        const Field *field = &table_type.fields[i];
        const void *live, *desired;
        if (field->kind != F_LIST)
            continue;
        live = record_at(&group->live->rec, field);
        desired = record_at(&group->desired->rec, field);
        for (size_t k = 0; k < list_len(desired); k++) {
            const Record *want = list_get(desired, k);
            bool is_new = sparse_str(want, FIELD_OLD_NAME).len == 0 &&
                          changed_is_claimed(desired, record_name(want));
            const Record *have = is_new ? NULL : changed_find(live, changed_old(want));
            if (have == NULL)
                changed_add(changed, group, CHANGE_CREATE, NULL, want);
            else
                changed_compare(changed, group, have, want);
        }
        for (size_t k = 0; k < list_len(live); k++) {
            const Record *have = list_get(live, k);
            bool is_wanted = false;
            for (size_t j = 0; j < list_len(desired); j++)
                is_wanted =
                    is_wanted || str_eq(changed_old(list_get(desired, j)), record_name(have));
            if (!is_wanted)
                changed_add(changed, group, CHANGE_DROP, have, NULL);
        }
    }
}

static inline void changed_object(Changed *changed, const Object *live, const Object *desired)
{
    ChangeGroup *group = ARENA_NEW(&changed->arena, ChangeGroup);

    *group = (ChangeGroup){.live = live, .desired = desired};
    if (live == NULL)
        changed_add(changed, group, CHANGE_CREATE, NULL, &desired->rec);
    else if (desired == NULL)
        changed_add(changed, group, CHANGE_DROP, &live->rec, NULL);
    else
        changed_compare(changed, group, &live->rec, &desired->rec);
    if (live != NULL && desired != NULL && live->rec.type == &table_type)
        changed_parts(changed, group);
    if (group->changes.len > 0)
        changes_add(&changed->arena, &changed->changes, group);
}

static inline Changed changed_open(const char *live, const char *desired)
{
    Changed changed = {.live = schema_model(live),
                       .desired = schema_model(desired),
                       .version = 150000,
                       .budget = {.recipes = RECIPES_DIRECT},
                       .text = sb_new(SB_FILE_MAX)};
    Notes notes = {0};

    assert_true(pg_settle_model(changed.live, &notes, &changed.errs));
    assert_true(pg_settle_model(changed.desired, &notes, &changed.errs));
    notes_free(&notes);
    changed.changes.live = changed.live;
    changed.changes.desired = changed.desired;
    for (size_t i = 0; i < changed.desired->objects.len; i++) {
        const Object *want = changed.desired->objects.items[i];
        changed_object(
            &changed,
            model_find(changed.live, want->rec.type->kind, want->schema, changed_old(&want->rec)),
            want);
    }
    for (size_t i = 0; i < changed.live->objects.len; i++) {
        const Object *have = changed.live->objects.items[i];
        bool is_wanted = false;
        for (size_t k = 0; k < changed.desired->objects.len; k++) {
            const Object *want = changed.desired->objects.items[k];
            is_wanted = is_wanted ||
                        (want->rec.type == have->rec.type && str_eq(want->schema, have->schema) &&
                         str_eq(changed_old(&want->rec), have->name));
        }
        if (!is_wanted)
            changed_object(&changed, have, NULL);
    }
    return changed;
}

static inline void changed_close(Changed *changed)
{
    model_free(changed->live);
    model_free(changed->desired);
    arena_free(&changed->arena);
    errs_free(&changed->errs);
    sb_free(&changed->text);
}

static inline bool changed_make(Changed *changed, const ChangeGroup *group, Pieces *pieces)
{
    void *whole = NULL;
    RecipeInput input = {&changed->arena, changed->version, &changed->changes,
                         &changed->facts, &changed->budget, &whole};

    *pieces = (Pieces){.arena = &changed->arena};
    return pg_recipe(&input, group, pieces, &changed->errs);
}

/* All pieces, a line each: its number within its group, its op, what it runs, `<n` where it waits
 * for an earlier one. */
static inline const char *changed_pieces(Changed *changed)
{
    Sb *sb = &changed->text;

    for (size_t i = 0; i < changed->changes.groups.len; i++) {
        Pieces pieces;
        assert_true(changed_make(changed, changed->changes.groups.items[i], &pieces));
        for (size_t k = 0; k < pieces.list.len; k++) {
            const Piece *piece = pieces.list.items[k];
            assert_non_null(piece->reason);
            assert_true((piece->clause.len > 0) != (piece->statements.len > 0));
            sb_printf(sb, "%zu", k);
            if (piece->after >= 0)
                sb_printf(sb, "<%d", piece->after);
            for (size_t j = 0; j < piece->also_after.len; j++)
                sb_printf(sb, "<%d", piece->also_after.items[j]);
            sb_printf(sb, " %s: %.*s", op_name(piece->op), STR_ARG(piece->clause));
            for (size_t j = 0; j < piece->statements.len; j++)
                sb_printf(sb, "%s%.*s", j == 0 ? "" : "; ", STR_ARG(piece->statements.items[j]));
            sb_putc(sb, '\n');
        }
    }
    sb_putc(sb, '\0');
    return sb->ptr;
}

#endif
