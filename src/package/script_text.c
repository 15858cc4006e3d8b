/* The bytes of a script's file as text: only UTF-8 is. */
#include "package/script_text.h"

#include "base/sb.h"
#include "package/script_allow.h"

static const struct Mark {
    Str bytes;
    const char *encoding;
} marks[] = {
    {{"\xFF\xFE\0\0", 4}, "UTF-32, little endian"},
    {{"\0\0\xFE\xFF", 4}, "UTF-32, big endian"},
    {{"\xFF\xFE", 2}, "UTF-16, little endian"},
    {{"\xFE\xFF", 2}, "UTF-16, big endian"},
};

static const char hint[] = "save the file as UTF-8";

/* The first line that is no UTF-8; no character of it goes over a line end. */
static uint32_t bad_line(Str text)
{
    uint32_t number = 1;
    Str line;

    for (; str_cut(&text, '\n', &line) && str_is_utf8(line); number++)
        ;
    return number;
}

bool script_text_decode(const char *file, Str *text, Errs *errs)
{
    Str bytes = *text;

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts(bytes, marks[i].bytes))
            return err_at(errs, ERR_SYNTAX, (Loc){.file = file}, hint, "the file is in %s",
                          marks[i].encoding);
    if (str_starts(bytes, STR("\xEF\xBB\xBF")))
        *text = str_sub(bytes, 3, SIZE_MAX);
    if (str_is_utf8(*text))
        return true;
    if (str_find(bytes, '\0', 0) != SIZE_MAX)
        return err_at(errs, ERR_SYNTAX, (Loc){.file = file}, hint,
                      "the file has NUL bytes, as UTF-16 without a mark has, or is no text");
    return err_at(errs, ERR_SYNTAX, (Loc){.file = file, .line = bad_line(*text)}, hint,
                  "the file is not in UTF-8, but perhaps in Latin-1 or Windows-1252");
}

Hash script_text_hash(Str text)
{
    Sb sb = sb_new(SB_FILE_MAX);
    Hash hash;

    while (text.len > 0) {
        size_t end = str_find(text, '\n', 0);
        bool has_end = end != SIZE_MAX;
        Str line = str_sub(text, 0, end);
        text = has_end ? str_sub(text, end + 1, SIZE_MAX) : STR_ABSENT;
        if (script_allow_is(line))
            continue;
        if (has_end && str_ends(line, STR("\r")))
            line.len--;
        sb_put(&sb, line);
        sb_puts(&sb, has_end ? "\n" : "");
    }
    hash = hash_of(sb_str(&sb));
    sb_free(&sb);
    return hash;
}
