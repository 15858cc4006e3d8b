/* Names of the files that objects are written to. */
#include "package/file_names.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/sb.h"
#include "base/wide.h"
#include "model/definition.h"

enum { HASH_DIGITS = 8 };

typedef struct Wanted {
    size_t count;
} Wanted;

static bool stands_bare(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == ' ' || c >= 0x80;
}

/* What Windows takes for a device, whatever stands behind a dot.
 * Source: Microsoft, "Naming Files, Paths, and Namespaces". */
static bool is_device(Str part)
{
    static const char *const words[] = {"con", "prn", "aux", "nul", "conin$", "conout$"};
    static const char *const ports[] = {"com", "lpt"};
    static const char *const digits[] = {"0", "1", "2", "3",        "4",        "5",       "6",
                                         "7", "8", "9", "\xC2\xB9", "\xC2\xB2", "\xC2\xB3"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_ascii_nocase(part, str_from(words[i])))
            return true;
    for (size_t i = 0; i < sizeof ports / sizeof *ports; i++)
        for (size_t k = 0; k < sizeof digits / sizeof *digits; k++)
            if (part.len > 3 && str_eq_ascii_nocase(str_sub(part, 0, 3), str_from(ports[i])) &&
                str_is(str_sub(part, 3, SIZE_MAX), digits[k]))
                return true;
    return false;
}

/* A blank at either end would not be seen, and some systems drop it. */
static void put_part(Sb *sb, Str part)
{
    bool is_reserved = is_device(str_trim(part));

    for (size_t i = 0; i < part.len; i++) {
        unsigned char c = (unsigned char)part.ptr[i];
        bool is_at_end = i == 0 || i + 1 == part.len;
        if (stands_bare(c) && !(c == ' ' && is_at_end) && !(is_reserved && i == 0))
            sb_putc(sb, (char)c);
        else
            sb_printf(sb, "%%%02X", c);
    }
}

/* ---- case -------------------------------------------------------------------------------------
 */

/* Letters beyond ASCII whose cases file systems don't tell apart: from, to, how far the small one
 * is, and whether capital and small alternate. Source: Unicode 15, CaseFolding.txt, for the scripts
 * that have cases and are in wide use. */
static const struct {
    uint32_t first, last, distance;
    bool alternates;
} capitals[] = {
    {0x00C0, 0x00D6, 32, false}, {0x00D8, 0x00DE, 32, false}, {0x0100, 0x0137, 1, true},
    {0x0139, 0x0148, 1, true},   {0x014A, 0x0177, 1, true},   {0x0179, 0x017E, 1, true},
    {0x0391, 0x03A1, 32, false}, {0x03A3, 0x03AB, 32, false}, {0x0400, 0x040F, 80, false},
    {0x0410, 0x042F, 32, false}, {0x0460, 0x0481, 1, true},   {0x048A, 0x04BF, 1, true},
    {0x0531, 0x0556, 48, false}, {0x1E00, 0x1E95, 1, true},   {0x1EA0, 0x1EFF, 1, true},
};

static uint32_t small_letter(uint32_t code)
{
    for (size_t i = 0; i < sizeof capitals / sizeof *capitals; i++)
        if (code >= capitals[i].first && code <= capitals[i].last &&
            (!capitals[i].alternates || (code - capitals[i].first) % 2 == 0))
            return code + capitals[i].distance;
    return code;
}

/* The same text for names that a file system may take for one. */
static Str fold_case(Arena *arena, Str text)
{
    char *out = arena_alloc(arena, text.len + 1);
    size_t len = 0;

    for (size_t at = 0; at < text.len;) {
        WideChar c = wide_char(str_sub(text, at, SIZE_MAX));
        uint32_t code = c.len == 2 ? small_letter(c.code) : c.len == 3 ? small_letter(c.code) : 0;
        if (c.len == 1) {
            out[len++] = str_lower_char(text.ptr[at]);
        } else if (c.len == 2) { /* no small letter needs more bytes than its capital */
            out[len++] = (char)(0xC0 | code >> 6);
            out[len++] = (char)(0x80 | (code & 0x3F));
        } else if (c.len == 3) {
            out[len++] = (char)(0xE0 | code >> 12);
            out[len++] = (char)(0x80 | (code >> 6 & 0x3F));
            out[len++] = (char)(0x80 | (code & 0x3F));
        } else {
            memcpy(out + len, text.ptr + at, c.len);
            len += c.len;
        }
        at += c.len;
    }
    return (Str){out, len};
}

/* ---- names ------------------------------------------------------------------------------------
 */

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

/* A part of a table has two: `orders.touch`. Overloads share one. */
static void put_name(Sb *sb, const Object *object)
{
    const Definition *definition = (const Definition *)object;

    if (!type_is_definition(object->rec.type)) {
        put_part(sb, object->name);
        return;
    }
    if (definition->relation.len > 0) {
        put_part(sb, definition->relation);
        sb_putc(sb, '.');
    }
    put_part(sb, definition->own);
}

Str file_name_of(Arena *arena, const Object *object)
{
    Sb sb = sb_new(SB_LINE_MAX);
    Str name;

    if (object->schema.len > 0) {
        put_part(&sb, object->schema);
        sb_putc(&sb, '.');
    }
    put_name(&sb, object);
    name = sb_finish(&sb, arena);
    if (name.len <= FILE_NAME_MAX_BYTES)
        return name;
    return arena_printf(arena, "%.*s%.*s", STR_ARG(cut(name, FILE_NAME_MAX_BYTES)),
                        STR_ARG(hash_suffix(arena, object)));
}

void file_names_want(FileNames *names, Str path)
{
    Str key = fold_case(names->arena, path);
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
    const Wanted *wanted = map_get(&names->taken, fold_case(names->arena, str_from(path)));

    if (wanted != NULL && wanted->count > 1)
        return arena_printf(names->arena, "%s%.*s%s", path,
                            STR_ARG(hash_suffix(names->arena, object)), end)
            .ptr;
    return arena_printf(names->arena, "%s%s", path, end).ptr;
}
