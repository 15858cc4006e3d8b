/* What this plan is about to make otherwise: the server as it is can't be asked about texts that
 * name it, as the answer would be about what is there now. */
#include "engine/postgres/canonicalize.h"
#include "engine/postgres/definition.h"
#include "engine/postgres/scan.h"
#include "model/definition.h"

static char is_moved[] = "moved", is_grown[] = "grown", is_gone[] = "gone";

static bool is_routine(const Record *rec)
{
    return rec->type == &function_type || rec->type == &procedure_type;
}

static bool is_relation(const Record *rec)
{
    return rec->type == &table_type || rec->type == &view_type ||
           rec->type == &materialized_view_type;
}

/* Stands for tables of one name that move in more ways than by their columns. */
static const Pair nobody = {.live = NULL};

static void put(PgMoving *moving, Map *map, Str name, char *how)
{
    if (map == &moving->relations && how != is_grown && map_get(&moving->columns, name) != NULL)
        (void)map_put(moving->arena, &moving->columns, name, (void *)(uintptr_t)&nobody);
    if (map_get(map, name) != is_moved)
        (void)map_put(moving->arena, map, name, how);
}

/* Whether a column of both sides, or of the live one, is another when the plan has run. */
static bool is_changed(const Pair *child)
{
    return child->live != NULL && child->live->type == &column_type &&
           (child->desired == NULL || child->is_renamed ||
            !str_eq(((const Column *)child->live)->type, ((const Column *)child->desired)->type));
}

static bool uses_changed(const Model *live, const Definition *definition, const Pair *table)
{
    for (size_t i = 0; i < live->edges.len; i++) {
        const Edge *edge = &live->edges.items[i];
        if (edge->from != &definition->obj || &edge->to->rec != table->live)
            continue;
        if (edge->column.len == 0)
            return true; /* all of it */
        for (size_t k = 0; k < table->children.len; k++)
            if (is_changed(table->children.items[k]) &&
                str_eq(record_name(table->children.items[k]->live), edge->column))
                return true;
    }
    return false;
}

/* A table that moves by columns which the definition at hand doesn't use. */
static bool is_spared(const PgMoving *moving, Str name)
{
    const Pair *table = map_get(&moving->columns, name);

    return moving->reader != NULL && table != NULL && table != &nobody &&
           !uses_changed(moving->live, moving->reader, table);
}

/* A column that comes can only change what asks for all columns, or has its name: of another
 * relation so far. */
static void note_columns(PgMoving *moving, const Pair *table)
{
    bool is_alone = false, by_columns = false;
    Str name = object_bare_name((const Object *)table->desired);

    if (table->is_renamed)
        put(moving, &moving->relations, name, is_moved);
    else
        is_alone = map_get(&moving->relations, name) == NULL;
    for (size_t i = 0; i < table->children.len; i++) {
        const Pair *child = table->children.items[i];
        const Column *live = (const Column *)child->live;
        const Column *desired = (const Column *)child->desired;
        if ((child->live != NULL ? child->live : child->desired)->type != &column_type)
            continue;
        if (live == NULL) {
            put(moving, &moving->relations, name, is_grown);
            (void)map_put(moving->arena, &moving->fresh, desired->name, is_grown);
        } else if (desired == NULL || child->is_renamed || !str_eq(live->type, desired->type)) {
            put(moving, &moving->relations, name, is_moved);
            by_columns = true;
        }
    }
    /* Of two that have this name neither is spared. */
    if (by_columns)
        (void)map_put(moving->arena, &moving->columns, name,
                      (void *)(uintptr_t)(is_alone ? table : &nobody));
}

void pg_moving_note_routines(PgMoving *moving, const Pairs *pairs)
{
    for (size_t i = 0; i < pairs->objects.len; i++) {
        const Pair *pair = pairs->objects.items[i];
        const Record *rec = pair->live != NULL ? pair->live : pair->desired;
        bool stays = pair->live != NULL && pair->desired != NULL && !pair->is_renamed;
        if (!is_routine(rec))
            continue;
        if (!stays)
            put(moving, &moving->routines, object_bare_name((const Object *)rec), is_moved);
        if (!stays && pair->desired != NULL)
            put(moving, &moving->routines, object_bare_name((const Object *)pair->desired),
                is_moved);
        if (stays)
            pg_moving_note_definition(moving, pair);
    }
}

void pg_moving_note_tables(PgMoving *moving, const Pairs *pairs)
{
    for (size_t i = 0; i < pairs->objects.len; i++) {
        const Pair *pair = pairs->objects.items[i];
        if (pair->desired == NULL && is_relation(pair->live))
            put(moving, &moving->relations, object_bare_name((const Object *)pair->live), is_gone);
        else if (pair->live != NULL && pair->live->type == &table_type)
            note_columns(moving, pair);
    }
    /* What comes under a name that something else had. */
    for (size_t i = 0; i < pairs->objects.len; i++) {
        const Pair *pair = pairs->objects.items[i];
        if (pair->live == NULL && is_relation(pair->desired) &&
            map_get(&moving->relations, object_bare_name((const Object *)pair->desired)) == is_gone)
            put(moving, &moving->relations, object_bare_name((const Object *)pair->desired),
                is_moved);
    }
}

/* The words of a view's new text that the old one has not: the columns that come are among them. */
static void note_fresh(PgMoving *moving, const Definition *live, const Definition *desired)
{
    Map known = {0};
    Arena scratch = {0};
    PgScan old = {.text = live->text}, new = {.text = desired->text};

    for (PgToken token = pg_scan_next(&old); token.kind != PG_TOKEN_END; token = pg_scan_next(&old))
        if (token.kind == PG_TOKEN_WORD || token.kind == PG_TOKEN_QUOTED)
            (void)map_put(&scratch, &known, pg_token_name(&scratch, &token), is_grown);
    for (PgToken token = pg_scan_next(&new); token.kind != PG_TOKEN_END;
         token = pg_scan_next(&new)) {
        Str name = token.kind == PG_TOKEN_WORD || token.kind == PG_TOKEN_QUOTED
                       ? pg_token_name(moving->arena, &token)
                       : STR_ABSENT;
        if (name.len > 0 && map_get(&known, name) == NULL)
            (void)map_put(moving->arena, &moving->fresh, name, is_grown);
    }
    arena_free(&scratch);
}

void pg_moving_note_definition(PgMoving *moving, const Pair *pair)
{
    const Definition *live = (const Definition *)pair->live;
    const Definition *desired = (const Definition *)pair->desired;
    Arena scratch = {0};

    if (str_eq(live->text, desired->text) && str_eq(live->head, desired->head))
        return;
    if (pair->live->type == &view_type && !pair->is_renamed &&
        sparse_bool(pair->desired, FIELD_DEFINITION_REPLACEABLE)) { /* it keeps its columns */
        put(moving, &moving->relations, desired->own, is_grown);
        note_fresh(moving, live, desired);
    } else if (is_relation(pair->live))
        put(moving, &moving->relations, desired->own, is_moved);
    else if (is_routine(pair->live) &&
             !pg_definition_same_signature(&scratch, live->text, desired->text))
        put(moving, &moving->routines, desired->own, is_moved);
    arena_free(&scratch);
}

void pg_moving_note_rows(PgMoving *moving, const Definition *routine)
{
    Arena scratch = {0};
    PgScan scan = {.text = routine->text};
    bool returns = false;

    for (PgToken token = pg_scan_next(&scan);
         token.kind != PG_TOKEN_END && !pg_token_is(&token, "LANGUAGE");
         token = pg_scan_next(&scan)) {
        returns = returns || pg_token_is(&token, "RETURNS");
        if (returns && (token.kind == PG_TOKEN_WORD || token.kind == PG_TOKEN_QUOTED) &&
            map_get(&moving->relations, pg_token_name(&scratch, &token)) != NULL)
            put(moving, &moving->routines, routine->own, is_moved);
    }
    arena_free(&scratch);
}

/* `*` that stands for columns, not for a product or in count(*). */
static bool is_all_columns(const PgToken *before, const PgToken *token)
{
    return pg_token_is(token, "*") &&
           (pg_token_is(before, "SELECT") || pg_token_is(before, ".") || pg_token_is(before, ",") ||
            pg_token_is(before, "DISTINCT") || pg_token_is(before, "ALL") ||
            pg_token_is(before, ")"));
}

/* A column's name that doesn't say of which relation, and may be found in what grows. */
static bool is_fresh(const PgMoving *moving, const PgToken *before, const PgToken *after, Str name)
{
    return !pg_token_is(before, ".") && !pg_token_is(before, "AS") && !pg_token_is(after, ".") &&
           !pg_token_is(after, "(") && map_get(&moving->fresh, name) != NULL;
}

bool pg_moving_touches(const PgMoving *moving, Str text)
{
    Arena scratch = {0};
    PgScan scan = {.text = text};
    PgToken before = {.kind = PG_TOKEN_END}, token = pg_scan_next(&scan);
    bool has_moved = false, has_grown = false, wants_more = false;

    for (; token.kind != PG_TOKEN_END && !has_moved; before = token, token = pg_scan_next(&scan)) {
        PgToken after = pg_scan_peek(&scan);
        const char *how;
        Str name;
        wants_more = wants_more || is_all_columns(&before, &token) ||
                     pg_token_is(&token, "NATURAL") || pg_token_is(&token, "USING");
        if (token.kind != PG_TOKEN_WORD && token.kind != PG_TOKEN_QUOTED)
            continue;
        name = pg_token_name(&scratch, &token);
        wants_more = wants_more || is_fresh(moving, &before, &after, name);
        how = map_get(&moving->relations, name);
        if (how == is_moved && is_spared(moving, name))
            how = is_grown;
        has_moved = how == is_moved ||
                    (pg_token_is(&after, "(") && map_get(&moving->routines, name) != NULL);
        has_grown = has_grown || how == is_grown;
    }
    arena_free(&scratch);
    return has_moved || (has_grown && wants_more);
}

static bool touches_field(const PgMoving *moving, const Record *rec, const Field *field)
{
    const void *at = record_at(rec, field);
    const KeyParts *keys = at;

    for (size_t i = 0; field->kind == F_KEYS && i < keys->len; i++)
        if (pg_moving_touches(moving, keys->items[i].expression))
            return true;
    for (size_t i = 0; field->kind == F_LIST && i < list_len(at); i++)
        if (pg_moving_touches_record(moving, list_get(at, i)))
            return true;
    return field->kind == F_EXPR && pg_moving_touches(moving, *(const Str *)at);
}

bool pg_moving_touches_record(const PgMoving *moving, const Record *rec)
{
    for (size_t i = 0; i < rec->type->count; i++)
        if (touches_field(moving, rec, &rec->type->fields[i]))
            return true;
    return false;
}
