/* Which spellings of definitions the server has been asked about before: the journal keeps hashes
 * of both texts and of all besides them that the answer hangs on. */
#include "base/hash.h"
#include "engine/postgres/canonicalize.h"
#include "model/label.h"
#include "pg_sql.h"

enum { HASH_DIGITS = 32 };

void pg_known_begin(PgKnown *known, PgConn *conn, Pairs *pairs)
{
    Errs ignored = {0};
    PGresult *result = pg_exec_params(conn, PG_SQL_SPELLING_KEY, 0, NULL, &ignored);

    *known = (PgKnown){.pairs = pairs};
    if (PQntuples(result) == 1)
        known->key = arena_str(&known->arena, pg_exec_cell(result, 0, 0));
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

static Str hash_of_texts(const PgKnown *known, Arena *arena, const Definition *definition)
{
    Sb sb = sb_new(SB_FILE_MAX);
    const FieldId *ids = pg_canon_detail_ids;
    Str hash;

    put_text(&sb, known->key);
    put_text(&sb, definition->head);
    put_text(&sb, definition->text);
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
