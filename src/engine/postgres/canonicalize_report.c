/* What to say when the server refuses a text. */
#include "engine/postgres/canonicalize.h"
#include "engine/postgres/type_shape.h"
#include "model/label.h"
#include "model/types.h"

/* Byte of the `position`th character, from 1. */
static size_t byte_of(Str text, size_t position)
{
    size_t at = 0;

    for (size_t character = 1; character < position && at < text.len; character++) {
        at++;
        while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
            at++;
    }
    return at;
}

/* The text that the server refused: by position, else the last of its statement; NULL. */
static const PgSpan *refused_span(const PgScratchTable *table, const PgScratchFailure *failure)
{
    const PgScratchStatement *statement;
    const PgSpan *found = NULL;
    size_t at;

    if (failure->statement >= table->statements.len)
        return NULL;
    statement = &table->statements.items[failure->statement];
    at = byte_of(statement->sql, failure->position);
    /* The end of an incomplete text is noticed behind it. Without a position it is an expression
     * as a whole, such as one that isn't immutable: the last. */
    for (size_t i = 0; i < statement->spans.len; i++)
        if (failure->position == 0 || statement->spans.items[i].from <= at)
            found = &statement->spans.items[i];
    return found;
}

static size_t find(Str text, Str part)
{
    for (size_t i = 0; part.len > 0 && i + part.len <= text.len; i++)
        if (str_starts(str_sub(text, i, SIZE_MAX), part))
            return i;
    return SIZE_MAX;
}

/* The very character, where the text stands in the file as it was sent. */
static Loc place_of(Arena *arena, const PgSpan *span, Str sql, size_t position)
{
    const Doc *value = doc_get(record_doc(span->rec), str_from(span->field->key));
    size_t at = byte_of(sql, position), start;

    if (value != NULL && value->kind == DOC_STRING && position > 0 && at >= span->from) {
        start = find(value->text, str_sub(sql, span->from, span->len));
        if (start != SIZE_MAX)
            return doc_text_loc(arena, value, start + (at - span->from));
    }
    return record_field_loc(arena, span->rec, span->field);
}

/* Without the signs that SQL doubles or adds where a name is quoted. */
static Str without_quotes(Arena *arena, Str text)
{
    Sb sb = sb_new(SB_FILE_MAX);

    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != '"' && text.ptr[i] != '\'' && text.ptr[i] != '\\')
            sb_putc(&sb, text.ptr[i]);
    return sb_finish(&sb, arena);
}

static bool mentions(Arena *arena, Str text, Str name)
{
    return find(without_quotes(arena, text), without_quotes(arena, name)) != SIZE_MAX;
}

/* Whether the text names what this plan is yet to create. */
static bool mentions_new(Arena *arena, const Pairs *pairs, Str text)
{
    for (size_t i = 0; i < pairs->objects.len; i++) {
        const Pair *pair = pairs->objects.items[i];
        if (pair->desired != NULL && (pair->live == NULL || pair->is_renamed) &&
            mentions(arena, text, record_name(pair->desired)))
            return true;
    }
    return false;
}

/* … or an attribute, or a column of another table, that rows of a type get by it. */
static bool mentions_new_part(Arena *arena, const Pairs *pairs, Str text)
{
    for (size_t i = 0; i < pairs->objects.len; i++) {
        const Pair *pair = pairs->objects.items[i];
        const CompositeType *desired = (const CompositeType *)pair->desired;
        if (pair->live == NULL || pair->desired == NULL)
            continue;
        for (size_t k = 0; k < pair->children.len && pair->desired->type == &table_type; k++)
            if (pair->children.items[k]->live == NULL &&
                pair->children.items[k]->desired->type == &column_type &&
                mentions(arena, text, record_name(pair->children.items[k]->desired)))
                return true;
        for (size_t k = 0; pair->desired->type == &composite_type && k < desired->attributes.len;
             k++)
            if (!pg_has_attribute((const CompositeType *)pair->live,
                                  desired->attributes.items[k]->name) &&
                mentions(arena, text, desired->attributes.items[k]->name))
                return true;
    }
    return false;
}

/* Whether it names a type of rows that are there and may be others then. */
static bool mentions_rows(Arena *arena, const Pairs *pairs, Str text)
{
    for (size_t i = 0; i < pairs->objects.len; i++) {
        const Pair *pair = pairs->objects.items[i];
        if (pair->live != NULL && pair->desired != NULL &&
            (pair->desired->type == &table_type || pair->desired->type == &composite_type) &&
            mentions(arena, text, record_name(pair->desired)))
            return true;
    }
    return false;
}

/* … or a schema into which an extension comes. */
static bool mentions_moved(Arena *arena, const Pairs *pairs, Str text)
{
    for (size_t i = 0; i < pairs->objects.len; i++) {
        const Record *desired = pairs->objects.items[i]->desired;
        if (desired != NULL && desired->type == &extension_type &&
            mentions(arena, text, sparse_str(desired, FIELD_EXTENSION_SCHEMA)))
            return true;
    }
    return false;
}

/* undefined column, function, object, table, schema */
static bool is_undefined(const char *state)
{
    static const char *const states[] = {"42703", "42883", "42704", "42P01", "3F000"};

    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (str_is(str_from(state), states[i]))
            return true;
    return false;
}

/* Refusals that say nothing about a text: rights, locks, limits, server states. */
static bool is_circumstance(const char *state)
{
    static const char *const states[] = {"",   "42501", "08", "25", "53",
                                         "54", "55",    "57", "58", "XX"};

    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (states[i][0] == '\0' ? state[0] == '\0'
                                 : str_starts(str_from(state), str_from(states[i])))
            return true;
    return false;
}

/* Whether this plan gives some enum type other values: what is no value yet may be one then. */
static bool enums_change(const Pairs *pairs)
{
    for (size_t i = 0; i < pairs->objects.len; i++) {
        const Pair *pair = pairs->objects.items[i];
        if (pair->desired != NULL && pair->desired->type == &enum_type &&
            (pair->live == NULL || !strs_equal(&((const EnumType *)pair->live)->values,
                                               &((const EnumType *)pair->desired)->values)))
            return true;
    }
    return false;
}

static bool is_text_at_fault(const PgCanonReport *report, const PgSubject *subject, PgSide side,
                             Str text, const PgScratchFailure *failure)
{
    if (side == PG_LIVE || is_circumstance(failure->state))
        return false; /* what the live server holds is right by definition */
    if (str_is(str_from(failure->state), "22P02")) /* invalid input for a type */
        return !enums_change(report->pairs);
    if (str_is(str_from(failure->state), "42846")) /* no cast: of more or fewer attributes */
        return !mentions_rows(report->arena, report->pairs, failure->message);
    if (!is_undefined(failure->state))
        return true;
    /* `shop.orders.total` is right on shop.orders, and unknown on its temporary twin. */
    return !mentions_new(report->arena, report->pairs, text) &&
           !mentions_new(report->arena, report->pairs, failure->message) &&
           !mentions_new_part(report->arena, report->pairs, failure->message) &&
           !mentions_moved(report->arena, report->pairs, failure->message) &&
           !mentions(report->arena, text, subject->tables[side]->obj.schema);
}

void pg_canon_report(const PgCanonReport *report, const PgSubject *subject, PgSide side,
                     const PgScratchTable *table, const PgScratchFailure *failure)
{
    const PgSpan *span = refused_span(table, failure);
    const Object *object = &subject->tables[side]->obj;
    Str label, sql, text;

    if (span == NULL) {
        notes_addf(report->notes, "%.*s is compared as text: %.*s",
                   STR_ARG(label_object(report->arena, object)), STR_ARG(failure->message));
        return;
    }
    sql = table->statements.items[failure->statement].sql;
    text = str_sub(sql, span->from, span->len);
    label = label_part(report->arena, object, span->rec);
    if (!is_text_at_fault(report, subject, side, text, failure)) {
        Str message = arena_printf(report->arena, "%s of %.*s is compared as text: %.*s",
                                   span->field->key, STR_ARG(label), STR_ARG(failure->message));
        notes_add(report->notes,
                  (Note){.message = message.ptr,
                         .loc = record_field_loc(report->arena, span->rec, span->field)});
        return;
    }
    (void)err_add(report->errs,
                  (Err){.code = ERR_SERVER,
                        .message = arena_printf(report->arena, "the server refuses %s of %.*s",
                                                span->field->key, STR_ARG(label))
                                       .ptr,
                        .hint = failure->hint.len > 0 ? failure->hint.ptr : NULL,
                        .loc = place_of(report->arena, span, sql, failure->position),
                        .server = arena_printf(report->arena, "%s: %.*s", failure->state,
                                               STR_ARG(failure->message))
                                      .ptr});
}
