/* The key path of a byte in a text that may be no JSON. */
#include "codec/json_path.h"

#include "base/sb.h"
#include "base/vec.h"

/* A container that is open. */
typedef struct Level {
    bool is_object, expects_key;
    size_t index; /* of the item at hand */
    Str key;      /* of the member at hand, as written; absent: none yet */
    Str name;     /* value of the member Name, as written; absent: none yet */
} Level;
typedef VEC(Level) LevelVec;

/* Behind the string that begins at `at`, or the end of the text. */
static size_t string_end(Str text, size_t at)
{
    for (at++; at < text.len && text.ptr[at] != '"'; at++)
        at += text.ptr[at] == '\\';
    return at < text.len ? at + 1 : text.len;
}

static void take_string(Level *level, Str string)
{
    if (!level->is_object)
        return;
    if (level->expects_key)
        level->key = string;
    else if (str_is(level->key, "Name"))
        level->name = string;
}

static void take_sign(Arena *arena, LevelVec *levels, char sign)
{
    Level *level = levels->len == 0 ? NULL : &vec_last(levels);

    if (sign == '{' || sign == '[') {
        Level inner = {.is_object = sign == '{', .expects_key = sign == '{'};
        vec_push(arena, levels, inner);
    } else if ((sign == '}' || sign == ']') && levels->len > 0) {
        levels->len--;
    } else if (sign == ':' && level != NULL) {
        level->expects_key = false;
    } else if (sign == ',' && level != NULL) {
        level->index++;
        level->expects_key = level->is_object;
        level->key = STR_ABSENT;
    }
}

static const char *write_path(Arena *arena, const LevelVec *levels, bool is_between)
{
    Sb sb = sb_new(SB_LINE_MAX);
    const char *path;

    for (size_t i = 0; i < levels->len; i++) {
        const Level *level = &levels->items[i];
        const Level *inner = i + 1 < levels->len ? &levels->items[i + 1] : NULL;
        if (inner == NULL && is_between)
            break;
        if (level->is_object && level->key.ptr != NULL)
            sb_printf(&sb, "%s%.*s", sb.len == 0 ? "" : ".", STR_ARG(level->key));
        else if (!level->is_object && inner != NULL && inner->name.len > 0)
            sb_printf(&sb, "[%.*s]", STR_ARG(inner->name));
        else if (!level->is_object)
            sb_printf(&sb, "[%zu]", level->index);
    }
    path = sb.len == 0 ? NULL : arena_cstr(arena, sb_str(&sb));
    sb_free(&sb);
    return path;
}

const char *json_path_at(Arena *arena, Str text, size_t from, size_t at, bool is_between)
{
    LevelVec levels = {0};

    while (from < at && from < text.len) {
        if (text.ptr[from] == '"') {
            size_t end = string_end(text, from);
            if (end > at)
                break;
            if (levels.len > 0)
                take_string(&vec_last(&levels), str_sub(text, from + 1, end - from - 2));
            from = end;
        } else {
            take_sign(arena, &levels, text.ptr[from++]);
        }
    }
    return write_path(arena, &levels, is_between);
}
