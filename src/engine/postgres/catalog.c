/* Values as the catalogs hold them. */
#include "engine/postgres/catalog.h"

#include "base/sb.h"

int64_t pg_catalog_number(Str text)
{
    int64_t value = 0;

    (void)str_to_int64(text, &value);
    return value;
}

Oid pg_catalog_oid(Str text)
{
    return (Oid)pg_catalog_number(text);
}

bool pg_catalog_bool(Str text)
{
    return str_is(text, "t");
}

PgNumbers pg_catalog_numbers(Arena *arena, Str text)
{
    PgNumbers numbers = {0};
    size_t from = 0;

    for (size_t i = 0; i <= text.len; i++) {
        bool in_number =
            i < text.len && (text.ptr[i] == '-' || (text.ptr[i] >= '0' && text.ptr[i] <= '9'));
        if (in_number)
            continue;
        if (i > from)
            vec_push(arena, &numbers, pg_catalog_number(str_sub(text, from, i - from)));
        from = i + 1;
    }
    return numbers;
}

/* One element from `*at` on, up to its comma or the closing brace. */
static Str read_text(Arena *arena, Str text, size_t *at)
{
    Sb sb = sb_new(SB_FILE_MAX);
    bool is_quoted = *at < text.len && text.ptr[*at] == '"';
    bool is_null;

    if (is_quoted)
        ++*at;
    while (*at < text.len &&
           (is_quoted ? text.ptr[*at] != '"' : text.ptr[*at] != ',' && text.ptr[*at] != '}')) {
        if (text.ptr[*at] == '\\' && *at + 1 < text.len)
            ++*at;
        sb_putc(&sb, text.ptr[(*at)++]);
    }
    if (is_quoted)
        ++*at;
    is_null = !is_quoted && str_is(sb_str(&sb), "NULL");
    if (!is_null)
        return sb_finish(&sb, arena);
    sb_free(&sb);
    return STR_ABSENT;
}

StrVec pg_catalog_texts(Arena *arena, Str text)
{
    StrVec texts = {0};
    size_t at = 1; /* after the brace */

    while (at < text.len && text.ptr[at] != '}') {
        vec_push(arena, &texts, read_text(arena, text, &at));
        if (at < text.len && text.ptr[at] == ',')
            at++;
    }
    return texts;
}

static Str key_of(const Oid *oid)
{
    return (Str){(const char *)oid, sizeof *oid};
}

void pg_oid_put(Arena *arena, Map *map, const Oid *oid, void *value)
{
    (void)map_put(arena, map, key_of(oid), value);
}

void *pg_oid_get(const Map *map, Oid oid)
{
    return map_get(map, key_of(&oid));
}

Str pg_catalog_array(Arena *arena, const StrVec *texts)
{
    Sb sb = sb_new(SB_FILE_MAX);

    sb_putc(&sb, '{');
    for (size_t i = 0; i < texts->len; i++) {
        Str text = texts->items[i];
        sb_puts(&sb, i > 0 ? ",\"" : "\"");
        for (size_t k = 0; k < text.len; k++) {
            if (text.ptr[k] == '"' || text.ptr[k] == '\\')
                sb_putc(&sb, '\\');
            sb_putc(&sb, text.ptr[k]);
        }
        sb_putc(&sb, '"');
    }
    sb_putc(&sb, '}');
    return sb_finish(&sb, arena);
}
