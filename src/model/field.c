/* Field kinds: when two values are equal, when one is absent, how one is copied. */
#include "model/field.h"

#include "model/key_list.h"

/* A row a kind; with the codec's table, only this knows kinds. */
typedef struct KindOps {
    bool (*is_absent)(const void *at);
    bool (*equal)(const Field *field, const void *a, const void *b);
    void (*copy)(Arena *arena, const Field *field, void *to, const void *from);
} KindOps;

static bool bool_absent(const void *at)
{
    return !*(const bool *)at;
}

static bool bool_equal(const Field *field, const void *a, const void *b)
{
    (void)field;
    return *(const bool *)a == *(const bool *)b;
}

static void bool_copy(Arena *arena, const Field *field, void *to, const void *from)
{
    (void)arena;
    (void)field;
    *(bool *)to = *(const bool *)from;
}

static bool tristate_absent(const void *at)
{
    return *(const Tristate *)at == TRI_ABSENT;
}

static bool tristate_equal(const Field *field, const void *a, const void *b)
{
    (void)field;
    return *(const Tristate *)a == *(const Tristate *)b;
}

static void tristate_copy(Arena *arena, const Field *field, void *to, const void *from)
{
    (void)arena;
    (void)field;
    *(Tristate *)to = *(const Tristate *)from;
}

static bool int_absent(const void *at)
{
    return !((const OptInt *)at)->given;
}

static bool int_equal(const Field *field, const void *a, const void *b)
{
    const OptInt *x = a, *y = b;

    (void)field;
    return x->given == y->given && (!x->given || x->value == y->value);
}

static void int_copy(Arena *arena, const Field *field, void *to, const void *from)
{
    (void)arena;
    (void)field;
    *(OptInt *)to = *(const OptInt *)from;
}

static bool enum_absent(const void *at)
{
    return *(const int *)at == 0;
}

static bool enum_equal(const Field *field, const void *a, const void *b)
{
    (void)field;
    return *(const int *)a == *(const int *)b;
}

static void enum_copy(Arena *arena, const Field *field, void *to, const void *from)
{
    (void)arena;
    (void)field;
    *(int *)to = *(const int *)from;
}

static bool str_absent(const void *at)
{
    return ((const Str *)at)->len == 0;
}

static bool text_equal(const Field *field, const void *a, const void *b)
{
    (void)field;
    return str_eq(*(const Str *)a, *(const Str *)b);
}

static void text_copy(Arena *arena, const Field *field, void *to, const void *from)
{
    (void)field;
    *(Str *)to = arena_str(arena, *(const Str *)from);
}

static bool strs_absent(const void *at)
{
    return ((const StrVec *)at)->len == 0;
}

static bool texts_equal(const Field *field, const void *a, const void *b)
{
    (void)field;
    return strs_equal(a, b);
}

static void strs_copy(Arena *arena, const Field *field, void *to, const void *from)
{
    const StrVec *source = from;
    StrVec copy = {0};

    (void)field;
    for (size_t i = 0; i < source->len; i++)
        vec_push(arena, &copy, arena_str(arena, source->items[i]));
    *(StrVec *)to = copy;
}

static bool keys_absent(const void *at)
{
    return ((const KeyParts *)at)->len == 0;
}

static bool keys_equal(const Field *field, const void *a, const void *b)
{
    (void)field;
    return key_parts_equal(a, b);
}

static void keys_copy(Arena *arena, const Field *field, void *to, const void *from)
{
    const KeyParts *source = from;
    KeyParts copy = {0};

    (void)field;
    for (size_t i = 0; i < source->len; i++) {
        KeyPart part = source->items[i];
        part.name = arena_str(arena, part.name);
        part.expression = arena_str(arena, part.expression);
        part.collation = arena_str(arena, part.collation);
        part.opclass = arena_str(arena, part.opclass);
        vec_push(arena, &copy, part);
    }
    *(KeyParts *)to = copy;
}

static bool record_absent(const void *at)
{
    return *(Record *const *)at == NULL;
}

static bool nested_equal(const Field *field, const void *a, const void *b)
{
    const Record *x = *(Record *const *)a, *y = *(Record *const *)b;

    (void)field;
    return x == NULL || y == NULL ? x == y : record_equal(x, y, true);
}

static void nested_copy(Arena *arena, const Field *field, void *to, const void *from)
{
    (void)field;
    *(Record **)to = record_copy(arena, *(Record *const *)from);
}

static bool list_absent(const void *at)
{
    return list_len(at) == 0;
}

static bool list_equal(const Field *field, const void *a, const void *b)
{
    (void)field;
    if (list_len(a) != list_len(b))
        return false;
    for (size_t i = 0; i < list_len(a); i++)
        if (!record_equal(list_get(a, i), list_get(b, i), true))
            return false;
    return true;
}

static void list_copy(Arena *arena, const Field *field, void *to, const void *from)
{
    (void)field;
    for (size_t i = 0; i < list_len(from); i++)
        list_push(arena, to, record_copy(arena, list_get(from, i)));
}

static bool map_absent(const void *at)
{
    return ((const MapEntries *)at)->len == 0;
}

static bool map_equal(const Field *field, const void *a, const void *b)
{
    const MapEntries *x = a, *y = b;

    (void)field;
    if (x->len != y->len)
        return false;
    for (size_t i = 0; i < x->len; i++) {
        bool found = false;
        for (size_t j = 0; j < y->len && !found; j++)
            found = str_eq(x->items[i].name, y->items[j].name) &&
                    str_eq(x->items[i].value, y->items[j].value);
        if (!found)
            return false;
    }
    return true;
}

static void map_copy(Arena *arena, const Field *field, void *to, const void *from)
{
    const MapEntries *source = from;
    MapEntries copy = {0};

    (void)field;
    for (size_t i = 0; i < source->len; i++) {
        MapEntry entry = {arena_str(arena, source->items[i].name),
                          arena_str(arena, source->items[i].value)};
        vec_push(arena, &copy, entry);
    }
    *(MapEntries *)to = copy;
}

static bool raw_absent(const void *at)
{
    return *(const Doc *const *)at == NULL;
}

static bool raw_equal(const Field *field, const void *a, const void *b)
{
    (void)field;
    (void)a;
    (void)b;
    return true;
}

static void raw_copy(Arena *arena, const Field *field, void *to, const void *from)
{
    (void)arena;
    (void)field;
    *(const Doc **)to = *(const Doc *const *)from;
}

static const KindOps kind_ops[FIELD_KIND_COUNT] = {
    [F_BOOL] = {bool_absent, bool_equal, bool_copy},
    [F_TRISTATE] = {tristate_absent, tristate_equal, tristate_copy},
    [F_INT] = {int_absent, int_equal, int_copy},
    [F_ENUM] = {enum_absent, enum_equal, enum_copy},
    [F_STR] = {str_absent, text_equal, text_copy},
    [F_TEXT] = {str_absent, text_equal, text_copy},
    [F_IDENT] = {str_absent, text_equal, text_copy},
    [F_IDENTS] = {strs_absent, texts_equal, strs_copy},
    [F_TYPE] = {str_absent, text_equal, text_copy},
    [F_EXPR] = {str_absent, text_equal, text_copy},
    [F_KEYS] = {keys_absent, keys_equal, keys_copy},
    [F_STRINGS] = {strs_absent, texts_equal, strs_copy},
    [F_RECORD] = {record_absent, nested_equal, nested_copy},
    [F_LIST] = {list_absent, list_equal, list_copy},
    [F_MAP] = {map_absent, map_equal, map_copy},
    [F_RAW] = {raw_absent, raw_equal, raw_copy},
};

bool field_is_absent(const Field *field, const void *at)
{
    return kind_ops[field->kind].is_absent(at);
}

bool field_equal(const Field *field, const void *a, const void *b)
{
    return kind_ops[field->kind].equal(field, a, b);
}

void field_copy(Arena *arena, const Field *field, void *to, const void *from)
{
    kind_ops[field->kind].copy(arena, field, to, from);
}

bool record_field_equal(const Field *field, const Record *a, const Record *b)
{
    return field_equal(field, record_at(a, field), record_at(b, field));
}

bool record_equal(const Record *a, const Record *b, bool names)
{
    for (size_t i = 0; i < a->type->count; i++) {
        const Field *field = &a->type->fields[i];
        if (field->differs == D_IGNORE || field->differs == D_CHILDREN ||
            (field->differs == D_KEY && !names))
            continue;
        if (!record_field_equal(field, a, b))
            return false;
    }
    return true;
}
