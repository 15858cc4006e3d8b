/* The one form of an index, a collation and a sequence's default, for both models. */
#include "engine/postgres/pure.h"
#include "engine/postgres/scan.h"

/* A name as quote_ident() would print it, keywords apart: those stay quoted where they were. A bare
 * name is taken exactly as written, as everywhere in a package: C is "C", not c. */
static void put_plain_name(Sb *sb, Arena *arena, const PgToken *token)
{
    pg_put_plain_name(sb, token->kind == PG_TOKEN_WORD ? token->text : pg_token_name(arena, token));
}

Str pg_settle_collation(Arena *arena, Str collation)
{
    PgScan scan = {collation, 0};
    Sb sb = sb_new(SB_LINE_MAX);
    Str name;

    for (;;) {
        PgToken token = pg_scan_next(&scan);
        if (token.kind == PG_TOKEN_END)
            break;
        if (token.kind == PG_TOKEN_WORD || token.kind == PG_TOKEN_QUOTED)
            put_plain_name(&sb, arena, &token);
        else
            sb_put(&sb, token.text);
    }
    name = sb_finish(&sb, arena);
    if (str_starts(name, STR("pg_catalog.")))
        name = str_sub(name, 11, name.len - 11);
    return name.len == 0 || str_is(name, "default") ? STR_ABSENT : name;
}

/* The text of a plain string literal, or absent. */
static Str literal_text(Arena *arena, const PgToken *token)
{
    Sb sb = sb_new(SB_LINE_MAX);

    if (token->kind != PG_TOKEN_STRING || token->text.len < 2 || token->text.ptr[0] != '\'') {
        sb_free(&sb);
        return STR_ABSENT;
    }
    for (size_t i = 1; i + 1 < token->text.len; i++) {
        sb_putc(&sb, token->text.ptr[i]);
        if (token->text.ptr[i] == '\'')
            i++;
    }
    return sb_finish(&sb, arena);
}

static bool read_qualified(Arena *arena, Str text, Str *schema, Str *name)
{
    PgScan scan = {text, 0};
    PgToken first = pg_scan_next(&scan);
    PgToken second;

    *schema = STR_ABSENT;
    *name = pg_token_name(arena, &first);
    if (!pg_scan_take(&scan, "."))
        return name->len > 0 && pg_scan_peek(&scan).kind == PG_TOKEN_END;
    second = pg_scan_next(&scan);
    *schema = *name;
    *name = pg_token_name(arena, &second);
    return name->len > 0 && pg_scan_peek(&scan).kind == PG_TOKEN_END;
}

bool pg_default_sequence(Arena *arena, Str dflt, Str *schema, Str *name)
{
    PgScan scan = {dflt, 0};
    PgToken literal;
    Str text;

    if (pg_scan_take(&scan, "pg_catalog"))
        (void)pg_scan_take(&scan, ".");
    if (!pg_scan_take(&scan, "nextval") || !pg_scan_take(&scan, "("))
        return false;
    while (pg_scan_take(&scan, "(")) /* ('s'::text)::regclass, as old servers printed it */
        ;
    literal = pg_scan_next(&scan);
    text = literal_text(arena, &literal);
    return text.len > 0 && read_qualified(arena, text, schema, name);
}

/* `(a)` is the column a where the table has one: that is how the server reads it. */
static void settle_expression(Arena *arena, const Table *table, KeyPart *part)
{
    PgScan scan = {part->expression, 0};
    PgToken token;
    Str name;

    part->expression = pg_scan_unwrap(part->expression);
    scan.text = part->expression;
    token = pg_scan_next(&scan);
    if ((token.kind != PG_TOKEN_WORD && token.kind != PG_TOKEN_QUOTED) ||
        pg_scan_peek(&scan).kind != PG_TOKEN_END)
        return;
    name = pg_token_name(arena, &token);
    if (table_column(table, name) == NULL)
        return;
    part->name = name;
    part->expression = STR_ABSENT;
}

/* `"default"` says something where the column has a collation of its own. */
static Str settle_key_collation(Arena *arena, const Table *table, const KeyPart *part)
{
    const Column *column = table_column(table, part->name);
    Str collation = pg_settle_collation(arena, part->collation);

    if (collation.len == 0 && column != NULL &&
        sparse_str(&column->rec, FIELD_COLUMN_COLLATION).len > 0)
        return STR("\"default\"");
    return collation;
}

static void settle_key_part(Arena *arena, const Table *table, KeyPart *part)
{
    if (part->expression.len > 0)
        settle_expression(arena, table, part);
    if (part->nulls == (part->is_desc ? NULLS_FIRST : NULLS_LAST))
        part->nulls = NULLS_DEFAULT;
    if (part->collation.len > 0)
        part->collation = settle_key_collation(arena, table, part);
}

static int by_name_then_expression(const void *a, const void *b)
{
    const KeyPart *one = a, *other = b;

    if (one->name.len == 0 || other->name.len == 0) /* expressions stay as they are: last */
        return (one->name.len == 0) - (other->name.len == 0);
    return str_cmp(one->name, other->name);
}

/* Stable, as expressions keep their order. */
static void sort_keys(KeyParts *keys)
{
    for (size_t i = 1; i < keys->len; i++) {
        KeyPart part = keys->items[i];
        size_t at = i;
        for (; at > 0 && by_name_then_expression(&keys->items[at - 1], &part) > 0; at--)
            keys->items[at] = keys->items[at - 1];
        keys->items[at] = part;
    }
}

void pg_settle_statistics(Arena *arena, const Table *table, Statistics *statistics)
{
    static const char *const kinds[] = {"ndistinct", "dependencies", "mcv"};
    enum { KIND_COUNT = sizeof kinds / sizeof *kinds };
    StrVec given = {0}, kept = {0};
    KeyParts keys = {0};

    for (size_t i = 0; i < statistics->keys.len; i++) {
        settle_key_part(arena, table, &statistics->keys.items[i]);
        vec_push(arena, &keys, statistics->keys.items[i]);
    }
    sort_keys(&keys);
    statistics->keys.len = 0;
    for (size_t i = 0; i < keys.len; i++)
        if (i == 0 || keys.items[i].name.len == 0 ||
            !str_eq(keys.items[i].name, keys.items[i - 1].name))
            statistics->keys.items[statistics->keys.len++] = keys.items[i];
    for (size_t i = 0; i < sparse_strs(&statistics->rec, FIELD_STATISTICS_KINDS)->len; i++)
        vec_push(
            arena, &given,
            arena_lower(arena, sparse_strs(&statistics->rec, FIELD_STATISTICS_KINDS)->items[i]));
    for (size_t i = 0; i < KIND_COUNT; i++)
        if (strs_has(&given, str_from(kinds[i])))
            vec_push(arena, &kept, str_from(kinds[i]));
    for (size_t i = 0; i < given.len; i++) /* what is unknown stays, to be refused */
        if (!strs_has(&kept, given.items[i]))
            vec_push(arena, &kept, given.items[i]);
    sparse_set_strs(arena, &statistics->rec, FIELD_STATISTICS_KINDS,
                    kept.len == KIND_COUNT ? (StrVec){0} : kept);
}

void pg_settle_parameters(Arena *arena, Record *rec)
{
    const MapEntries *given = sparse_map(rec, FIELD_STORAGE_PARAMETERS);
    MapEntries settled = {0};

    if (given->len == 0)
        return;
    for (size_t i = 0; i < given->len; i++) {
        MapEntry entry = {arena_lower(arena, given->items[i].name), given->items[i].value};
        vec_push(arena, &settled, entry);
    }
    sparse_set_map(arena, rec, FIELD_STORAGE_PARAMETERS, settled);
}

void pg_settle_index(Arena *arena, const Table *table, Index *index)
{
    Str method = sparse_str(&index->rec, FIELD_INDEX_METHOD);

    if (index->is_primary)
        index->is_constraint = false;
    if (index->is_primary || index->is_constraint)
        index->is_unique = false;
    for (size_t i = 0; i < index->keys.len; i++)
        settle_key_part(arena, table, &index->keys.items[i]);
    if (method.len > 0) {
        method = arena_lower(arena, method);
        sparse_set_str(arena, &index->rec, FIELD_INDEX_METHOD,
                       str_is(method, "btree") ? STR_ABSENT : method);
    }
    if (sparse_bool(&index->rec, FIELD_INDEX_WITHOUT_OVERLAPS)) /* implies gist */
        sparse_set_str(arena, &index->rec, FIELD_INDEX_METHOD, STR_ABSENT);
    index->predicate = pg_scan_unwrap(index->predicate);
    if (sparse_bool(&index->rec, FIELD_INITIALLY_DEFERRED))
        sparse_set_bool(arena, &index->rec, FIELD_DEFERRABLE, true);
    pg_settle_parameters(arena, &index->rec);
}
