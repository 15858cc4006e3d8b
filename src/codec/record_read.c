/* Doc tree -> record, by its field table. */
#include "model/table.h"
#include <assert.h>

#include "codec/field_codec.h"
#include "codec/platform.h"
#include "codec/xml_shape.h"

enum {
    MAX_KEYS = 128, /* of one record type, for the nearest */
    LISTED_NAMES = 6
};

static bool is_xml(const Doc *value)
{
    return value->syntax != DOC_JSON_STRING;
}

/* Whether the longer one ends with the other: Type for DataType, Columns for IndexColumns. */
static bool is_end_of(Str key, Str known)
{
    return key.len >= 4 && key.len < known.len &&
           str_eq_ascii_nocase(str_sub(known, known.len - key.len, key.len), key);
}

static const char *written_name(const RecordType *type, const Field *field, const Doc *value)
{
    return is_xml(value) ? xml_name(type, field) : field->key;
}

/* The field whose name, as this kind of file writes it, is nearest to an unknown one; NULL. */
static const Field *nearest_field(const RecordType *type, const Doc *value)
{
    const char *names[MAX_KEYS] = {NULL}, *nearest;
    size_t count = 0;

    for (; count < type->count && count < MAX_KEYS; count++)
        names[count] = written_name(type, &type->fields[count], value);
    nearest = str_nearest(value->key, names, count);
    for (size_t i = 0; i < count && nearest == NULL; i++)
        if (is_end_of(value->key, str_from(names[i])))
            nearest = names[i];
    for (size_t i = 0; i < count && nearest != NULL; i++)
        if (names[i] == nearest)
            return &type->fields[i];
    return NULL;
}

/* "Schema, Name, Comment": what a record knows first, for who has none of it in mind. */
static const char *list_names(const FieldReader *reader, const RecordType *type, const Doc *value)
{
    Sb sb = sb_new(SB_LINE_MAX);
    unsigned engines = reader->options->engines == 0 ? E_ALL : reader->options->engines;
    const char *list;
    size_t count = 0;

    for (const Field *f = type->fields; f < type->fields + type->count; f++)
        if ((f->engines & engines) != 0 && count++ < LISTED_NAMES)
            sb_printf(&sb, "%s%s", sb.len == 0 ? "" : ", ", written_name(type, f, value));
    if (count > LISTED_NAMES)
        sb_puts(&sb, ", … (docs/reference.md has all)");
    list = arena_cstr(reader->arena, sb_str(&sb));
    sb_free(&sb);
    return list;
}

static const char *key_words(Arena *arena, const Doc *value)
{
    static const char *const formats[] = {"key", "attribute"};

    return value->syntax == DOC_XML_CONTENT
               ? arena_printf(arena, "element <%.*s>", STR_ARG(value->key)).ptr
               : arena_printf(arena, "%s \"%.*s\"", formats[value->syntax], STR_ARG(value->key))
                     .ptr;
}

static bool unknown_key(const FieldReader *reader, const RecordType *type, const Doc *value)
{
    const Field *nearest = nearest_field(type, value);
    const char *words = key_words(reader->arena, value);
    Loc loc = doc_key_loc(reader->arena, value);

    if (reader->options->unknown_is_note) {
        if (reader->options->notes != NULL)
            notes_add(reader->options->notes,
                      (Note){.message = arena_printf(reader->arena,
                                                     "the %s of a %s is not known to this version "
                                                     "and has no effect",
                                                     words, type->word)
                                            .ptr,
                             .loc = loc});
        return true;
    }
    (void)err_at(reader->errs, ERR_FIELD, loc, NULL, "unknown %s in this %s", words, type->word);
    if (nearest != NULL && is_xml(value))
        (void)err_hint(reader->errs, "did you mean %s?", xml_example(reader->arena, type, nearest));
    else if (nearest != NULL)
        (void)err_hint(reader->errs, "did you mean \"%s\"?", nearest->key);
    else
        (void)err_hint(reader->errs, "it knows %s", list_names(reader, type, value));
    return false;
}

/* null everywhere, and "" where the dialect says so. */
static bool is_absent(const FieldReader *reader, const Doc *value)
{
    return value->kind == DOC_NULL ||
           (reader->options->empty_is_absent && value->kind == DOC_STRING && value->text.len == 0);
}

static bool wrong_kind(const FieldReader *reader, const Field *field, const Doc *value)
{
    DocKind wanted = field_codecs[field->kind].wants;
    const char *hint = NULL;

    if (is_xml(value) && value->kind == DOC_STRING)
        return err_at(reader->errs, ERR_FIELD, doc_loc(reader->arena, value), NULL,
                      "\"%s\" must be %s, not \"%.*s\"", field->key,
                      field_codecs[field->kind].words, STR_ARG(value->text));
    if (value->kind == DOC_STRING && (wanted == DOC_BOOL || wanted == DOC_NUMBER))
        hint = "write it without quotes";
    else if (value->kind == DOC_NUMBER && wanted == DOC_STRING)
        hint = "write it in double quotes";
    else if (value->kind == DOC_ARRAY && (field->kind == F_IDENTS || field->kind == F_KEYS))
        hint = "write the names in one string, with commas between them";
    else if (value->kind == DOC_BOOL && wanted == DOC_STRING)
        hint = "write it in double quotes";
    else if (value->kind != DOC_ARRAY && wanted == DOC_ARRAY)
        hint = field->kind == F_STRINGS ? "write it in brackets: [\"…\"]"
                                        : "write it in brackets: [{ … }]";
    else if (wanted == DOC_OBJECT)
        hint = field->kind == F_MAP ? "write { \"…\": \"…\" }" : "write { … }";
    return err_at(reader->errs, ERR_FIELD, doc_loc(reader->arena, value), hint,
                  "\"%s\" must be %s, not %s", field->key, field_codecs[field->kind].words,
                  doc_kind_name(value->kind));
}

/* A key that other engines have. */
static bool key_of_another(const FieldReader *reader, const RecordType *type, const Field *field,
                           const Doc *value)
{
    const char *here = codec_platform_list(reader->arena, reader->options->engines);
    Loc loc = doc_key_loc(reader->arena, value);

    if (reader->options->unknown_is_note) {
        if (reader->options->notes != NULL)
            notes_add(reader->options->notes,
                      (Note){.message = arena_printf(reader->arena,
                                                     "%s has no \"%s\" in a %s: it has no effect",
                                                     here, field->key, type->word)
                                            .ptr,
                             .loc = loc});
        return true;
    }
    (void)err_at(reader->errs, ERR_FIELD, loc, NULL, "%s has no \"%s\" in a %s", here, field->key,
                 type->word);
    return err_hint(reader->errs, "it is known to %s",
                    codec_platform_list(reader->arena, field->engines));
}

static bool read_field(const FieldReader *reader, const Field *field, const Doc *value, Record *rec)
{
    const FieldCodec *codec = &field_codecs[field->kind];
    unsigned engines = reader->options->engines;

    if (engines != 0 && (field->engines & engines) == 0)
        return key_of_another(reader, rec->type, field, value);
    if (codec->wants != DOC_NULL && codec->wants != value->kind)
        return wrong_kind(reader, field, value);
    return codec->read(reader, field, value, record_put(reader->arena, rec, field));
}

/* Whether an unknown key of the object, reported already, is a slip of this one. */
static bool is_misspelt(const FieldReader *reader, const Doc *doc, const RecordType *type,
                        const Field *field)
{
    for (const Doc *value = doc->first; value != NULL; value = value->next) {
        if (record_type_find(type, value->key) == NULL && nearest_field(type, value) == field)
            return !reader->options->unknown_is_note;
    }
    return false;
}

static const char *required_word(const Doc *doc, const Field *field)
{
    return !is_xml(doc)                             ? "the key"
           : xml_form(field->kind) == XML_ATTRIBUTE ? "the attribute"
                                                    : "the element";
}

/* How the field would be written in this kind of file. */
static const char *sample(Arena *arena, const Doc *doc, const RecordType *type, const Field *field)
{
    if (is_xml(doc))
        return xml_example(arena, type, field);
    return arena_printf(arena, "\"%s\": %s", field->key, field_codecs[field->kind].sample).ptr;
}

static bool lacks(const FieldReader *reader, const Doc *doc, const RecordType *type,
                  const Field *field)
{
    (void)err_at(reader->errs, ERR_FIELD, doc_loc(reader->arena, doc), NULL,
                 "this %s lacks %s \"%s\"", type->word, required_word(doc, field), field->key);
    return err_hint(reader->errs, "add %s (%.*s)", sample(reader->arena, doc, type, field),
                    (int)strcspn(field->doc, "."), field->doc);
}

/* Of keys that stand for each other one must be there. */
static bool check_one_of(const FieldReader *reader, const Doc *doc, const RecordType *type)
{
    const char *const *keys = record_type_one_of(type);
    const Field *first = keys == NULL ? NULL : record_type_find(type, str_from(keys[0]));

    for (; keys != NULL && *keys != NULL; keys++) {
        const Doc *value = doc_get(doc, str_from(*keys));
        if (value != NULL && !is_absent(reader, value))
            return true;
    }
    return first == NULL || is_misspelt(reader, doc, type, first) ||
           lacks(reader, doc, type, first);
}

static bool check_required(const FieldReader *reader, const Doc *doc, const RecordType *type)
{
    bool ok = true;

    for (const Field *f = type->fields; f < type->fields + type->count; f++) {
        const Doc *value = f->is_required ? doc_get(doc, str_from(f->key)) : NULL;
        if (!f->is_required || (value != NULL && !is_absent(reader, value)) ||
            is_misspelt(reader, doc, type, f))
            continue;
        ok = lacks(reader, doc, type, f);
    }
    return check_one_of(reader, doc, type) && ok;
}

bool codec_record_fill(Arena *arena, const Doc *doc, Record *rec, const CodecOptions *options,
                       Errs *errs)
{
    FieldReader reader = {arena, options, errs};
    ErrsMark mark = errs_mark(errs);
    bool ok = true;

    assert(doc->file == NULL || doc->number > 0); /* its reader has called doc_file_set */
    rec->file = doc->file;
    rec->node = doc->number;
    if (doc->kind != DOC_OBJECT)
        return err_at(errs, ERR_FIELD, doc_loc(arena, doc), NULL, "a %s is an object, not %s",
                      rec->type->word, doc_kind_name(doc->kind));
    for (const Doc *value = doc->first; value != NULL; value = value->next) {
        const Field *field = record_type_find(rec->type, value->key);
        if (doc->parent == NULL && str_is(value->key, "$schema"))
            continue;
        if (field == NULL)
            ok = unknown_key(&reader, rec->type, value) && ok;
        else if (!is_absent(&reader, value))
            ok = read_field(&reader, field, value, rec) && ok;
    }
    ok = check_required(&reader, doc, rec->type) && ok;
    assert(ok == (errs_mark(errs) == mark));
    (void)mark;
    return ok;
}

Record *codec_record_read(Arena *arena, const Doc *doc, const RecordType *type,
                          const CodecOptions *options, Errs *errs)
{
    Record *rec = record_new(arena, type);

    return codec_record_fill(arena, doc, rec, options, errs) ? rec : NULL;
}
