/* Which spellings of definitions the server has been asked about before: the journal keeps hashes
 * of both texts and of all besides them that the answer hangs on: what they mention, and what any
 * text may hang on. A change of what they don't mention asks nothing again. */
#include "base/hash.h"
#include "engine/postgres/canonicalize.h"
#include "engine/postgres/scan.h"
#include "model/label.h"
#include "pg_sql.h"

enum { HASH_DIGITS = 32 };

/* A row without a name is of all texts. */
static void read_key(PgKnown *known, const PGresult *result, int row)
{
    Str *key = ARENA_NEW(&known->arena, Str);

    *key = arena_str(&known->arena, pg_exec_cell(result, row, 1));
    if (PQgetisnull(result, row, 0))
        known->key = *key;
    else
        (void)map_put(&known->arena, &known->names,
                      arena_str(&known->arena, pg_exec_cell(result, row, 0)), key);
}

void pg_known_begin(PgKnown *known, PgConn *conn, Pairs *pairs)
{
    Errs ignored = {0};
    PGresult *result = pg_exec_params(conn, PG_SQL_SPELLING_KEY, 0, NULL, &ignored);

    *known = (PgKnown){.pairs = pairs};
    for (int row = 0; row < PQntuples(result); row++)
        read_key(known, result, row);
    PQclear(result);
    errs_free(&ignored);
    for (size_t i = 0; i < pairs->known.len; i++)
        (void)map_put(&known->arena, &known->rows, pairs->known.items[i]->object,
                      pairs->known.items[i]);
}

void pg_known_end(PgKnown *known)
{
    arena_free(&known->arena);
}

/* Lengths in front, so that no two texts can be put together alike. */
static void put_text(Sb *sb, Str text)
{
    sb_printf(sb, "%zu ", text.len);
    sb_put(sb, text);
}

/* What there is of each name that the text has; columns are part of their relation. */
static void put_mentioned(Sb *sb, const PgKnown *known, Str text)
{
    Arena scratch = {0};
    PgScan scan = {.text = text};

    for (PgToken token = pg_scan_next(&scan); token.kind != PG_TOKEN_END;
         token = pg_scan_next(&scan)) {
        const Str *key;
        if (token.kind != PG_TOKEN_WORD && token.kind != PG_TOKEN_QUOTED)
            continue;
        key = map_get(&known->names, pg_token_name(&scratch, &token));
        if (key != NULL)
            put_text(sb, *key);
    }
    arena_free(&scratch);
}

static Str hash_of_texts(const PgKnown *known, Arena *arena, const Definition *definition)
{
    Sb sb = sb_new(SB_FILE_MAX);
    const FieldId *ids = pg_canon_detail_ids;
    Str hash;

    put_text(&sb, known->key);
    put_text(&sb, definition->head);
    put_text(&sb, definition->text);
    put_mentioned(&sb, known, definition->text);
    for (; *ids != FIELD_NONE; ids++) {
        const MapEntries *entries = sparse_map(&definition->obj.rec, *ids);
        sb_printf(&sb, "%zu:", entries->len);
        for (size_t i = 0; i < entries->len; i++) {
            put_text(&sb, entries->items[i].name);
            put_text(&sb, entries->items[i].value);
        }
    }
    hash = str_sub(hash_hex(arena, hash_of(sb_str(&sb))), 0, HASH_DIGITS);
    sb_free(&sb);
    return hash;
}

PgSpelling pg_known_look(const PgKnown *known, const Definition *live, const Definition *desired)
{
    Arena *arena = &known->pairs->desired->arena;
    PgSpelling spelling = {.object = label_object(arena, &live->obj)};
    const SpellingRow *row = map_get(&known->rows, spelling.object);

    if (known->key.len == 0)
        return spelling;
    spelling.source = hash_of_texts(known, arena, desired);
    spelling.live = hash_of_texts(known, arena, live);
    spelling.is_known =
        row != NULL && str_eq(row->source, spelling.source) && str_eq(row->live, spelling.live);
    return spelling;
}

void pg_known_keep(const PgKnown *known, const PgSpelling *spelling)
{
    Arena *arena = &known->pairs->desired->arena;
    SpellingRow *row;

    if (known->key.len == 0)
        return;
    row = record_new(arena, &spelling_row_type);
    row->object = spelling->object;
    row->source = spelling->source;
    row->live = spelling->live;
    row->is_new = !spelling->is_known;
    vec_push(arena, &known->pairs->equal, row);
}
