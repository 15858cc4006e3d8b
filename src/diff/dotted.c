/* Names with dots, taken apart. */
#include "diff/dotted.h"

#include "base/sb.h"

StrVec dotted_read(Arena *arena, Str text)
{
    StrVec parts = {0};
    Sb part = sb_new(SB_LINE_MAX);
    bool quoted = false;

    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '"' && quoted && i + 1 < text.len && text.ptr[i + 1] == '"') {
            sb_putc(&part, '"');
            i++;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == '.' && !quoted) {
            vec_push(arena, &parts, arena_str(arena, sb_str(&part)));
            sb_cut(&part, 0);
        } else {
            sb_putc(&part, c);
        }
    }
    vec_push(arena, &parts, arena_str(arena, sb_str(&part)));
    sb_free(&part);
    return parts;
}
