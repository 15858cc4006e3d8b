/* Names of the files that objects are written to. */
#include "package/file_names.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/sb.h"

enum { HASH_DIGITS = 8 };

typedef struct Wanted {
    size_t count;
} Wanted;

static bool stands_bare(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == ' ' || c >= 0x80;
}

static void put_part(Sb *sb, Str part)
{
    for (size_t i = 0; i < part.len; i++) {
        unsigned char c = (unsigned char)part.ptr[i];
        if (stands_bare(c))
            sb_putc(sb, (char)c);
        else
            sb_printf(sb, "%%%02X", c);
    }
}

/* Appended where a name alone would not do; `~` can't come from a name. */
static Str hash_suffix(Arena *arena, const Object *object)
{
    Str whole = arena_printf(arena, "%zu.%.*s.%.*s", object->schema.len, STR_ARG(object->schema),
                             STR_ARG(object->name));
    Str hex = hash_hex(arena, hash_of(whole));

    return arena_printf(arena, "~%.*s", HASH_DIGITS, hex.ptr);
}

/* Cuts at `max` or before it, never inside a %XX or a UTF-8 sequence. */
static Str cut(Str text, size_t max)
{
    size_t len = max;

    while (len > 0 && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
        len--;
    if (len >= 1 && text.ptr[len - 1] == '%')
        len -= 1;
    else if (len >= 2 && text.ptr[len - 2] == '%')
        len -= 2;
    return str_sub(text, 0, len);
}

Str file_name_of(Arena *arena, const Object *object)
{
    Sb sb = sb_new(SB_LINE_MAX);
    Str name;

    if (object->schema.len > 0) {
        put_part(&sb, object->schema);
        sb_putc(&sb, '.');
    }
    put_part(&sb, object->name);
    name = sb_finish(&sb, arena);
    if (name.len <= FILE_NAME_MAX_BYTES)
        return name;
    return arena_printf(arena, "%.*s%.*s", STR_ARG(cut(name, FILE_NAME_MAX_BYTES)),
                        STR_ARG(hash_suffix(arena, object)));
}

void file_names_want(FileNames *names, Str path)
{
    Str key = arena_lower(names->arena, path);
    Wanted *wanted = map_get(&names->taken, key);

    if (wanted == NULL) {
        wanted = ARENA_NEW(names->arena, Wanted);
        (void)map_put(names->arena, &names->taken, key, wanted);
    }
    wanted->count++;
}

const char *file_names_give(FileNames *names, const char *folder, const Object *object,
                            const char *end)
{
    Str name = file_name_of(names->arena, object);
    const char *path = file_join(names->arena, folder, name.ptr);
    const Wanted *wanted = map_get(&names->taken, arena_lower(names->arena, str_from(path)));

    if (wanted != NULL && wanted->count > 1)
        return arena_printf(names->arena, "%s%.*s%s", path,
                            STR_ARG(hash_suffix(names->arena, object)), end)
            .ptr;
    return arena_printf(names->arena, "%s%s", path, end).ptr;
}
