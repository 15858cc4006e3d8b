/* Records made at random from their field tables, with texts that files find hard to hold. */
#ifndef ANNEAL_TESTS_UNIT_RANDOM_RECORD_H
#define ANNEAL_TESTS_UNIT_RANDOM_RECORD_H

#include "base/sb.h"
#include "model/field.h"
#include "model/key_list.h"

typedef struct Random {
    Arena *arena;
    uint64_t state; /* the seed, to begin; not 0 */
    Str bytes;      /* choices are made of these instead, and then all the same; absent: none */
} Random;

/* xorshift64*: the same on every machine. */
static inline uint32_t random_below(Random *random, uint32_t limit)
{
    if (random->bytes.ptr != NULL) {
        uint8_t byte = random->bytes.len == 0 ? 0 : (uint8_t)random->bytes.ptr[0];
        random->bytes = str_sub(random->bytes, 1, SIZE_MAX);
        return byte % limit;
    }
    random->state ^= random->state >> 12;
    random->state ^= random->state << 25;
    random->state ^= random->state >> 27;
    return (uint32_t)(random->state * 0x2545F4914F6CDD1Du >> 33) % limit;
}

/* Pieces that JSON, XML, tokens and key lists treat in a way of their own. */
static const char *const random_pieces[] = {
    "a",      "B",     "9",    " ",    "  ",      "\t",   "\n",   "\r",     "\r\n",
    "<",      ">",     "&",    "\"",   "'",       "\\",   "/",    "]]>",    "<![CDATA[",
    "<!--",   "-->",   "&lt;", "&#10", ";",       "é",    "😀",    "\u2028", "\xC2\x85",
    "\uFFFD", "\x7F",  "{{",   "}}",   "%",       ",",    "(",    ")",      "DESC",
    "</a>",   "<?x?>", "]]",   "--",   "\\u0000", "true", "null", "\u00A0",
};
enum { RANDOM_PIECES = sizeof random_pieces / sizeof *random_pieces };

/* `min` to 12 pieces. */
static inline Str random_text(Random *random, uint32_t min)
{
    Sb sb = sb_new(SB_LINE_MAX);
    uint32_t count = min + random_below(random, 13 - min);

    for (uint32_t i = 0; i < count; i++)
        sb_puts(&sb, random_pieces[random_below(random, RANDOM_PIECES)]);
    if (sb.len == 0)
        return STR("");
    return sb_finish(&sb, random->arena);
}

/* The same behind a number: keys that differ. */
static inline Str random_key_text(Random *random, uint32_t number)
{
    Str text = random_text(random, 0);

    return arena_printf(random->arena, "%u%.*s", number, STR_ARG(text));
}

/* A text that is not blank. */
static inline Str random_filled(Random *random)
{
    Str text = random_text(random, 1);

    while (str_trim(text).len == 0)
        text = random_text(random, 1);
    return text;
}

static inline Doc *random_json(Random *random, int depth)
{
    uint32_t kind = random_below(random, depth > 3 ? 4 : 6);
    Doc *doc = doc_new(random->arena, (DocKind)kind);

    switch ((DocKind)kind) {
    case DOC_NULL:
        break;
    case DOC_BOOL:
        doc->boolean = random_below(random, 2) == 1;
        break;
    case DOC_NUMBER:
        doc->text = random_below(random, 2) ? STR("-1.50e+10") : STR("123456789012345678901234");
        break;
    case DOC_STRING: /* JSON escapes what XML can't hold */
        doc->text =
            random_below(random, 3) ? random_text(random, 0) : STR("\x01\xEF\xBF\xBE\xEF\xBF\xBFz");
        break;
    case DOC_OBJECT:
        for (uint32_t i = random_below(random, 4); i > 0; i--)
            (void)doc_add(doc, random_key_text(random, i), random_json(random, depth + 1));
        break;
    case DOC_ARRAY:
        for (uint32_t i = random_below(random, 4); i > 0; i--)
            (void)doc_add(doc, STR_ABSENT, random_json(random, depth + 1));
        break;
    }
    return doc;
}

static inline KeyPart random_key(Random *random)
{
    KeyPart part = {.is_desc = random_below(random, 2) == 1,
                    .nulls = (NullsOrder)random_below(random, 3),
                    .length = random_below(random, 4) == 0 ? 10 : 0};

    if (part.length == 0 && random_below(random, 2) == 0)
        part.expression = STR("lower(a) || '<&\"'");
    else
        part.name = random_filled(random);
    if (random_below(random, 4) == 0)
        part.collation = STR("\"de_DE\"");
    if (random_below(random, 4) == 0)
        part.opclass = STR("text_ops");
    return part;
}

static inline Record *random_record(Random *random, const RecordType *type);

static inline void random_value(Random *random, const Field *field, void *at)
{
    Arena *arena = random->arena;
    uint32_t count = 1 + random_below(random, 3), choices = 0;
    static const int64_t numbers[] = {0, -1, 7, INT64_MAX, INT64_MIN};
    const Doc *raw;
    Record *rec;

    switch (field->kind) {
    case F_BOOL:
        *(bool *)at = true;
        break;
    case F_TRISTATE:
        *(Tristate *)at = random_below(random, 2) ? TRI_TRUE : TRI_FALSE;
        break;
    case F_INT:
        *(OptInt *)at = (OptInt){true, numbers[random_below(random, 5)]};
        break;
    case F_ENUM:
        while (field->choices[choices] != NULL)
            choices++;
        *(int *)at = (int)random_below(random, choices);
        break;
    case F_STR:
    case F_TEXT:
        *(Str *)at = random_text(random, 1);
        break;
    case F_IDENT:
    case F_TYPE:
    case F_EXPR:
        *(Str *)at = random_filled(random);
        break;
    case F_IDENTS:
        for (; count > 0; count--)
            vec_push(arena, (StrVec *)at, random_filled(random));
        break;
    case F_STRINGS:
        for (; count > 0 && field->choices != NULL; count--)
            vec_push(arena, (StrVec *)at, str_from(field->choices[0]));
        for (; count > 0; count--)
            vec_push(arena, (StrVec *)at, random_text(random, 0));
        break;
    case F_KEYS:
        for (; count > 0; count--)
            vec_push(arena, (KeyParts *)at, random_key(random));
        break;
    case F_RECORD:
        rec = random_record(random, field->record);
        memcpy(at, &rec, sizeof rec);
        break;
    case F_LIST:
        for (; count > 0; count--)
            list_push(arena, at, random_record(random, field->record));
        break;
    case F_MAP:
        for (; count > 0; count--) {
            MapEntry entry = {random_key_text(random, count), random_text(random, 0)};
            vec_push(arena, (MapEntries *)at, entry);
        }
        break;
    case F_RAW:
        raw = random_json(random, 0);
        if (raw->kind == DOC_NULL)
            raw = doc_bool(arena, true);
        memcpy(at, &raw, sizeof raw);
        break;
    }
}

/* About half of the fields, and what is required. */
static inline Record *random_record(Random *random, const RecordType *type)
{
    Record *rec = record_new(random->arena, type);

    for (const Field *f = type->fields; f < type->fields + type->count; f++)
        if (f->is_required || random_below(random, 2) == 1)
            random_value(random, f, record_put(random->arena, rec, f));
    return rec;
}

#endif
