/* How a value of each field kind is read from and written to a doc node. */
#include "codec/field_codec.h"

#include "base/sb.h"
#include "model/key_list.h"

static bool wrong(const FieldReader *reader, const Field *field, const Doc *doc, const char *hint,
                  const char *what)
{
    return err_at(reader->errs, ERR_FIELD, doc_loc(reader->arena, doc), hint, "\"%s\" %s",
                  field->key, what);
}

/* The text for as long as the record lives; without an owner it is borrowed. */
static Str kept(Model *owner, Str text)
{
    return owner == NULL ? text : model_intern(owner, text);
}

/* ---- scalars ----------------------------------------------------------------------------------
 */

static bool bool_read(const FieldReader *reader, const Field *field, const Doc *doc, void *at)
{
    (void)reader;
    (void)field;
    *(bool *)at = doc->boolean;
    return true;
}

static Doc *bool_write(Arena *arena, const Field *field, const void *at)
{
    (void)field;
    return doc_bool(arena, *(const bool *)at);
}

static bool tristate_read(const FieldReader *reader, const Field *field, const Doc *doc, void *at)
{
    (void)reader;
    (void)field;
    *(Tristate *)at = doc->boolean ? TRI_TRUE : TRI_FALSE;
    return true;
}

static Doc *tristate_write(Arena *arena, const Field *field, const void *at)
{
    (void)field;
    return doc_bool(arena, *(const Tristate *)at == TRI_TRUE);
}

static bool int_read(const FieldReader *reader, const Field *field, const Doc *doc, void *at)
{
    OptInt number = {.given = true};

    if (!str_to_int64(doc->text, &number.value))
        return err_at(reader->errs, ERR_FIELD, doc_loc(reader->arena, doc), NULL,
                      "\"%s\" must be a whole number of 64 bits, not %.*s", field->key,
                      STR_ARG(doc->text));
    *(OptInt *)at = number;
    return true;
}

static Doc *int_write(Arena *arena, const Field *field, const void *at)
{
    (void)field;
    return doc_number(arena, ((const OptInt *)at)->value);
}

/* "a, b or c" in `arena`. */
static const char *list_choices(Arena *arena, const char *const *choices)
{
    Sb sb = sb_new(SB_LINE_MAX);
    const char *list;

    for (size_t i = 0; choices[i] != NULL; i++)
        sb_printf(&sb, "%s\"%s\"",
                  i == 0                   ? ""
                  : choices[i + 1] == NULL ? " or "
                                           : ", ",
                  choices[i]);
    list = arena_cstr(arena, sb_str(&sb));
    sb_free(&sb);
    return list;
}

static bool has_token(Str text)
{
    size_t at = str_find(text, '{', 0);

    while (at != SIZE_MAX && !str_starts(str_sub(text, at, SIZE_MAX), STR("{{")))
        at = str_find(text, '{', at + 1);
    return at != SIZE_MAX;
}

/* The index of the choice that `doc` names; -1 with an error where it names none. */
static int read_choice(const FieldReader *reader, const Field *field, const Doc *doc)
{
    size_t count = 0;
    const char *nearest;

    if (reader->options->keeps_tokens && has_token(doc->text))
        return 0;
    for (; field->choices[count] != NULL; count++) {
        Str choice = str_from(field->choices[count]);
        if (reader->options->enums_any_case ? str_eq_ascii_nocase(doc->text, choice)
                                            : str_eq(doc->text, choice))
            return (int)count;
    }
    nearest = str_nearest(doc->text, field->choices, count);
    (void)err_at(reader->errs, ERR_FIELD, doc_loc(reader->arena, doc), NULL,
                 "\"%s\" can't be \"%.*s\"", field->key, STR_ARG(doc->text));
    if (nearest != NULL)
        (void)err_hint(reader->errs, "did you mean \"%s\"?", nearest);
    else
        (void)err_hint(reader->errs, "it is %s", list_choices(reader->arena, field->choices));
    return -1;
}

static bool enum_read(const FieldReader *reader, const Field *field, const Doc *doc, void *at)
{
    int choice = read_choice(reader, field, doc);

    *(int *)at = choice < 0 ? 0 : choice;
    return choice >= 0;
}

static Doc *enum_write(Arena *arena, const Field *field, const void *at)
{
    return doc_string(arena, str_from(field->choices[*(const int *)at]));
}

static bool text_read(const FieldReader *reader, const Field *field, const Doc *doc, void *at)
{
    (void)field;
    *(Str *)at = kept(reader->options->owner, doc->text);
    return true;
}

/* A name may be of blanks alone: servers allow it. */
static bool ident_read(const FieldReader *reader, const Field *field, const Doc *doc, void *at)
{
    if (doc->text.len == 0)
        return wrong(reader, field, doc,
                     field->is_required ? NULL : "leave the key out where there is none",
                     "is empty");
    *(Str *)at = kept(reader->options->owner, doc->text);
    return true;
}

/* Types and expressions mean nothing when they are blank. */
static bool filled_read(const FieldReader *reader, const Field *field, const Doc *doc, void *at)
{
    if (str_trim(doc->text).len == 0)
        return wrong(reader, field, doc,
                     field->is_required ? NULL : "leave the key out where there is none",
                     "is empty");
    *(Str *)at = kept(reader->options->owner, doc->text);
    return true;
}

static Doc *text_write(Arena *arena, const Field *field, const void *at)
{
    Str text = *(const Str *)at;

    (void)field;
    return doc_string(arena, text.ptr == NULL ? STR("") : text);
}

/* ---- lists in one string -----------------------------------------------------------------------
 */

static bool wrong_list(const FieldReader *reader, const Field *field, const Doc *doc,
                       const KeyError *error)
{
    return err_at(reader->errs, ERR_FIELD, doc_text_loc(reader->arena, doc, error->offset),
                  error->hint, "\"%s\": %s", field->key, error->message);
}

static bool idents_field_read(const FieldReader *reader, const Field *field, const Doc *doc,
                              void *at)
{
    KeyError error;
    StrVec names = {0};

    if (!idents_read(reader->arena, doc->text, &names, &error))
        return wrong_list(reader, field, doc, &error);
    if (names.len == 0 && field->is_required)
        return wrong(reader, field, doc, NULL, "names nothing");
    *(StrVec *)at = names;
    return true;
}

static Doc *idents_field_write(Arena *arena, const Field *field, const void *at)
{
    Sb sb = sb_new(SB_FILE_MAX);

    (void)field;
    idents_write(&sb, at);
    return doc_string(arena, sb_finish(&sb, arena));
}

static bool keys_field_read(const FieldReader *reader, const Field *field, const Doc *doc, void *at)
{
    KeyError error;
    KeyParts parts = {0};

    if (!key_parts_read(reader->arena, doc->text, &parts, &error))
        return wrong_list(reader, field, doc, &error);
    *(KeyParts *)at = parts;
    return true;
}

static Doc *keys_field_write(Arena *arena, const Field *field, const void *at)
{
    Sb sb = sb_new(SB_FILE_MAX);

    (void)field;
    key_parts_write(&sb, at);
    return doc_string(arena, sb_finish(&sb, arena));
}

/* ---- containers --------------------------------------------------------------------------------
 */

static bool read_string(const FieldReader *reader, const Field *field, const Doc *item,
                        StrVec *strings)
{
    Str text = item->text;

    if (item->kind != DOC_STRING)
        return err_at(
            reader->errs, ERR_FIELD, doc_loc(reader->arena, item),
            item->kind == DOC_NUMBER || item->kind == DOC_BOOL ? "write it in double quotes" : NULL,
            "\"%s\" is a list of strings; this is %s", field->key, doc_kind_name(item->kind));
    if (field->choices != NULL) {
        int choice = read_choice(reader, field, item);
        if (choice < 0)
            return false;
        text = str_from(field->choices[choice]);
    }
    vec_push(reader->arena, strings, kept(reader->options->owner, text));
    return true;
}

static bool strings_read(const FieldReader *reader, const Field *field, const Doc *doc, void *at)
{
    bool ok = true;

    for (const Doc *item = doc->first; item != NULL; item = item->next)
        ok = read_string(reader, field, item, at) && ok;
    return ok;
}

static Doc *strings_write(Arena *arena, const Field *field, const void *at)
{
    const StrVec *strings = at;
    Doc *list = doc_new(arena, DOC_ARRAY);

    (void)field;
    for (size_t i = 0; i < strings->len; i++)
        (void)doc_add(list, STR_ABSENT, doc_string(arena, strings->items[i]));
    return list;
}

static bool record_field_read(const FieldReader *reader, const Field *field, const Doc *doc,
                              void *at)
{
    Record *rec = record_new(reader->arena, field->record);
    bool ok = codec_record_fill(reader->arena, doc, rec, reader->options, reader->errs);

    memcpy(at, &rec, sizeof rec);
    return ok;
}

static Doc *record_field_write(Arena *arena, const Field *field, const void *at)
{
    const Record *rec;

    (void)field;
    memcpy(&rec, at, sizeof rec);
    return rec == NULL ? NULL : codec_record_write(arena, rec);
}

static bool list_read(const FieldReader *reader, const Field *field, const Doc *doc, void *at)
{
    bool ok = true;

    for (const Doc *item = doc->first; item != NULL; item = item->next) {
        Record *rec;
        if (item->kind != DOC_OBJECT) {
            ok = err_at(reader->errs, ERR_FIELD, doc_loc(reader->arena, item),
                        "write each of them as { … }", "\"%s\" is a list of objects; this is %s",
                        field->key, doc_kind_name(item->kind));
            continue;
        }
        rec = record_new(reader->arena, field->record);
        ok = codec_record_fill(reader->arena, item, rec, reader->options, reader->errs) && ok;
        list_push(reader->arena, at, rec);
    }
    return ok;
}

static Doc *list_write(Arena *arena, const Field *field, const void *at)
{
    Doc *list = doc_new(arena, DOC_ARRAY);

    (void)field;
    for (size_t i = 0; i < list_len(at); i++)
        (void)doc_add(list, STR_ABSENT, codec_record_write(arena, list_get(at, i)));
    return list;
}

static bool map_read(const FieldReader *reader, const Field *field, const Doc *doc, void *at)
{
    Model *owner = reader->options->owner;
    bool ok = true;

    for (const Doc *entry = doc->first; entry != NULL; entry = entry->next) {
        MapEntry pair = {kept(owner, entry->key), kept(owner, entry->text)};
        if (entry->kind == DOC_STRING)
            vec_push(reader->arena, (MapEntries *)at, pair);
        else
            ok = err_at(reader->errs, ERR_FIELD, doc_loc(reader->arena, entry),
                        entry->kind == DOC_NUMBER || entry->kind == DOC_BOOL
                            ? "write the value in double quotes"
                            : NULL,
                        "\"%s\" holds strings; this is %s", field->key, doc_kind_name(entry->kind));
    }
    return ok;
}

static Doc *map_write(Arena *arena, const Field *field, const void *at)
{
    const MapEntries *entries = at;
    Doc *object = doc_new(arena, DOC_OBJECT);

    (void)field;
    for (size_t i = 0; i < entries->len; i++)
        (void)doc_add(object, entries->items[i].name, doc_string(arena, entries->items[i].value));
    return object;
}

static Doc *copy_tree(Arena *arena, Model *owner, const Doc *doc)
{
    Doc *copy = doc_new(arena, doc->kind);

    copy->boolean = doc->boolean;
    copy->text = kept(owner, doc->text);
    for (const Doc *child = doc->first; child != NULL; child = child->next)
        (void)doc_add(copy, kept(owner, child->key), copy_tree(arena, owner, child));
    return copy;
}

static bool raw_read(const FieldReader *reader, const Field *field, const Doc *doc, void *at)
{
    Model *owner = reader->options->owner;

    (void)field;
    if (owner != NULL)
        doc = copy_tree(reader->arena, owner, doc);
    memcpy(at, &doc, sizeof doc);
    return true;
}

/* The node may stand in the tree that it was read from, so it is copied. */

static Doc *raw_write(Arena *arena, const Field *field, const void *at)
{
    const Doc *doc;

    (void)field;
    memcpy(&doc, at, sizeof doc);
    return doc == NULL ? NULL : copy_tree(arena, NULL, doc);
}

#define BLANKS "[ \\t\\r\\n]*"
#define SOME "[\\s\\S]+"
#define FILLED BLANKS "[^ \\t\\r\\n][\\s\\S]*"
#define NAME "([^ \\t\\r\\n,\"()]+|\"([^\"]|\"\")+\")"
#define NAMES BLANKS NAME "(" BLANKS "," BLANKS NAME ")*" BLANKS
/* Parentheses nest, so that only the ends are judged: a list neither begins nor ends with a comma.
 */
#define KEYS BLANKS "[^ \\t\\r\\n,)]([\\s\\S]*[^ \\t\\r\\n,])?" BLANKS

/* clang-format off */
const FieldCodec field_codecs[FIELD_KIND_COUNT] = {
    [F_BOOL]     = {DOC_BOOL,   "true or false",                          "true",                   NULL,   bool_read,         bool_write},
    [F_TRISTATE] = {DOC_BOOL,   "true, false or null",                    "true",                   NULL,   tristate_read,     tristate_write},
    [F_INT]      = {DOC_NUMBER, "a whole number",                         "1",                      NULL,   int_read,          int_write},
    [F_ENUM]     = {DOC_STRING, "a string",                               "\"…\"",                  NULL,   enum_read,         enum_write},
    [F_STR]      = {DOC_STRING, "a string",                               "\"…\"",                  NULL,   text_read,         text_write},
    [F_TEXT]     = {DOC_STRING, "a string",                               "\"…\"",                  NULL,   text_read,         text_write},
    [F_IDENT]    = {DOC_STRING, "a name in a string",                     "\"…\"",                  SOME,   ident_read,        text_write},
    [F_IDENTS]   = {DOC_STRING, "one string with commas between names",   "\"a, b\"",               NAMES,  idents_field_read, idents_field_write},
    [F_TYPE]     = {DOC_STRING, "a type in a string",                     "\"…\"",                  FILLED, filled_read,       text_write},
    [F_EXPR]     = {DOC_STRING, "an SQL expression in a string",          "\"…\"",                  FILLED, filled_read,       text_write},
    [F_KEYS]     = {DOC_STRING, "one string with commas between columns", "\"a, b DESC\"",          KEYS,   keys_field_read,   keys_field_write},
    [F_STRINGS]  = {DOC_ARRAY,  "a list of strings",                      "[\"…\"]",                NULL,   strings_read,      strings_write},
    [F_RECORD]   = {DOC_OBJECT, "an object",                              "{ … }",                  NULL,   record_field_read, record_field_write},
    [F_LIST]     = {DOC_ARRAY,  "a list of objects",                      "[{ … }]",                NULL,   list_read,         list_write},
    [F_MAP]      = {DOC_OBJECT, "an object of strings",                   "{ \"…\": \"…\" }",       NULL,   map_read,          map_write},
    [F_RAW]      = {DOC_NULL,   "anything",                               "…",                      NULL,   raw_read,          raw_write},
};
/* clang-format on */
