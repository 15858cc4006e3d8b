/* What loops walk along: shared by the engines. */
#include "engine/walk.h"

#include "base/sb.h"
#include "model/label.h"

/* In its columns' own order and collation, so that the index serves `(a, b) > (…) ORDER BY a, b`.
 */
static bool is_plain(const KeyPart *part)
{
    return part->name.len > 0 && part->length == 0 && !part->is_desc &&
           part->nulls == NULLS_DEFAULT && part->collation.len == 0 && part->opclass.len == 0;
}

static bool has(const MapEntries *written, Str column)
{
    for (size_t i = 0; i < written->len; i++)
        if (str_eq(written->items[i].name, column))
            return true;
    return false;
}

static bool serves(const Table *table, const Table *other, const MapEntries *written,
                   const Index *index)
{
    if (!index_is_unique(index) || index->predicate.len > 0 || index->keys.len == 0)
        return false;
    for (size_t i = 0; i < index->keys.len; i++) {
        const KeyPart *part = &index->keys.items[i];
        const Column *column = table_column(table, part->name);
        if (!is_plain(part) || column == NULL || column->is_nullable || has(written, part->name) ||
            table_column(other, part->name) == NULL)
            return false;
    }
    return true;
}

static StrVec columns_of(Arena *arena, const Index *index)
{
    StrVec names = {0};

    for (size_t i = 0; i < index->keys.len; i++)
        vec_push(arena, &names, index->keys.items[i].name);
    return names;
}

StrVec walk_key(Arena *arena, const Table *live, const Table *desired, const MapEntries *written)
{
    const Table *table = live == NULL ? desired : live;
    const Index *primary = table_primary_key(table);

    if (primary != NULL && serves(table, desired, written, primary))
        return columns_of(arena, primary);
    for (size_t i = 0; i < table->indexes.len; i++)
        if (serves(table, desired, written, table->indexes.items[i]))
            return columns_of(arena, table->indexes.items[i]);
    return (StrVec){0};
}

Str walk_names(Arena *arena, const StrVec *names)
{
    enum { NAMED_MOST = 5 };
    Sb sb = sb_new(SB_LINE_MAX);

    for (size_t i = 0; i < names->len && i < NAMED_MOST; i++) {
        Str name = label_name(arena, STR_ABSENT, names->items[i]);
        sb_printf(&sb, "%s%.*s", i == 0 ? "" : ", ", STR_ARG(name));
    }
    if (names->len > NAMED_MOST)
        sb_printf(&sb, " and %zu more", names->len - NAMED_MOST);
    return sb_finish(&sb, arena);
}
