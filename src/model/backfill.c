/* Declared backfills: their field table, and what they are remembered by. */
#include "model/backfill.h"

#include "base/hash.h"

/* clang-format off */
#define ROW(key, kind, member, type, dflt, doc, needed) \
    { key, kind, AT(Backfill, member, type), E_ALL, D_IGNORE, dflt, doc, NULL, NULL, needed }
#define OTHER(key, kind, id, doc) \
    { key, kind, SPARSE(id), E_ALL, D_IGNORE, NULL, doc, NULL, NULL, false }

static const Field backfill_fields[] = {
    ROW("Name",      F_STR,   name,       Str,        NULL,   "What it is remembered by: it runs once under this name, and again when what it does changes.", true),
    ROW("Schema",    F_IDENT, schema,     Str,        NULL,   "Schema of the table; absent: the engine's default.", false),
    ROW("Table",     F_IDENT, table,      Str,        NULL,   "Table whose rows get values.", true),
    ROW("Set",       F_MAP,   set,        MapEntries, NULL,   "Columns and, for each, the SQL expression of its value.", true),
    ROW("Where",     F_EXPR,  where,      Str,        NULL,   "SQL condition: the rows that are still to do. Set must make it false. Absent: every row, each once.", false),
    ROW("BatchRows", F_INT,   batch_rows, OptInt,     "1000", "Rows of the first batch; later ones follow TargetMs.", false),
    ROW("TargetMs",  F_INT,   target_ms,  OptInt,     "200",  "Milliseconds that a batch should take, at most half the lock budget.", false),
    ROW("PauseMs",   F_INT,   pause_ms,   OptInt,     "0",    "Milliseconds of rest between two batches.", false),
    OTHER("Platforms",  F_IDENTS, FIELD_PLATFORMS,  "Platforms that have this element; absent: all of the product's."),
    OTHER("Extensions", F_RAW,    FIELD_EXTENSIONS, "Anything; kept, not interpreted."),
};
/* clang-format on */

const RecordType backfill_type = {"Backfill",
                                  "backfill",
                                  REC_OTHER,
                                  sizeof(Backfill),
                                  offsetof(Backfill, name),
                                  backfill_fields,
                                  sizeof backfill_fields / sizeof *backfill_fields};

/* With its length in front, so that no two lists of texts give the same bytes. */
static void put(Sb *sb, Str text)
{
    sb_printf(sb, "%zu:", text.len);
    sb_put(sb, text);
}

Str backfill_hash(Arena *arena, const Backfill *backfill)
{
    enum { DIGITS = 16 };
    Sb sb = sb_new(SB_FILE_MAX);
    Str hash;

    put(&sb, backfill->schema);
    put(&sb, backfill->table);
    put(&sb, backfill->where);
    for (size_t i = 0; i < backfill->set.len; i++) {
        put(&sb, backfill->set.items[i].name);
        put(&sb, backfill->set.items[i].value);
    }
    hash = str_sub(hash_hex(arena, hash_of(sb_str(&sb))), 0, DIGITS);
    sb_free(&sb);
    return hash;
}

Str backfill_id(Arena *arena, Str product, const Backfill *backfill)
{
    return arena_printf(arena, "backfill %.*s/%.*s", STR_ARG(product), STR_ARG(backfill->name));
}
