/* Trees and records, written and read again. */
#include "rounds.h"

#include "codec/json.h"
#include "codec/record.h"
#include "codec/xml.h"

void fuzz_check_places(Arena *arena, const Doc *doc, Str bytes)
{
    ArenaMark mark = arena_mark(arena);

    REQUIRE(doc->line >= 1 && doc->column >= 1, "no place");
    if (doc->kind == DOC_STRING || doc->kind == DOC_NUMBER)
        REQUIRE(doc->text.len <= bytes.len, "a text longer than its file");
    if (doc->kind == DOC_STRING) {
        for (size_t at = 0; at <= doc->text.len; at += 1 + at / 8) {
            Loc loc = doc_text_loc(arena, doc, at);
            REQUIRE(loc.line >= doc->line && loc.column >= 1, "offset %zu is at %u:%u", at,
                    loc.line, loc.column);
        }
    }
    for (const Doc *child = doc->first; child != NULL; child = child->next)
        fuzz_check_places(arena, child, bytes);
    arena_reset(arena, mark);
}

/* Offset of the first byte of a line; behind the end where there are not as many. */
static size_t line_start(Str bytes, uint32_t line)
{
    size_t at = str_starts(bytes, STR("\xEF\xBB\xBF")) ? 3 : 0;

    for (; line > 1 && at <= bytes.len; line--) {
        size_t end = str_find(bytes, '\n', at);
        at = end == SIZE_MAX ? bytes.len + 1 : end + 1;
    }
    return at;
}

void fuzz_check_locs(const Errs *errs, Str bytes)
{
    for (size_t i = 0; i < errs->list.len; i++) {
        const Err *err = &errs->list.items[i];
        REQUIRE(err->loc.file == NULL || err->loc.line == 0 ||
                    (err->loc.column >= 1 &&
                     line_start(bytes, err->loc.line) + err->loc.column - 1 + err->loc.length <=
                         bytes.len),
                "%u:%u, length %u, in %zu bytes: %s", err->loc.line, err->loc.column,
                err->loc.length, bytes.len, err->message);
    }
}

static bool same_comments(const DocComment *x, const DocComment *y)
{
    for (; x != NULL && y != NULL; x = x->next, y = y->next)
        if (x->place != y->place || !str_eq(x->text, y->text))
            return false;
    return x == y;
}

static const Doc *skip_nulls(const Doc *doc)
{
    while (doc != NULL && doc->kind == DOC_NULL && doc->key.ptr != NULL)
        doc = doc->next;
    return doc;
}

bool fuzz_same_tree(const Doc *a, const Doc *b, bool comments)
{
    bool has_text = a->kind == DOC_STRING || a->kind == DOC_NUMBER;
    const Doc *x, *y;

    if (a->kind != b->kind || !str_eq(a->key, b->key) || (has_text && !str_eq(a->text, b->text)) ||
        (a->kind == DOC_BOOL && a->boolean != b->boolean) ||
        (comments && !same_comments(a->comments, b->comments)))
        return false;
    for (x = skip_nulls(a->first), y = skip_nulls(b->first); x != NULL && y != NULL;
         x = skip_nulls(x->next), y = skip_nulls(y->next))
        if (!fuzz_same_tree(x, y, comments))
            return false;
    return x == y;
}

static void check_same_field(const RecordType *type, const Field *field, const void *x,
                             const void *y)
{
    if (field->kind == F_LIST) {
        REQUIRE(list_len(x) == list_len(y), "%s.%s has %zu items, not %zu", type->name, field->key,
                list_len(y), list_len(x));
        for (size_t i = 0; i < list_len(x); i++)
            fuzz_check_same_record(list_get(x, i), list_get(y, i));
    } else if (field->kind == F_RECORD) {
        const Record *inner = *(Record *const *)x, *other = *(Record *const *)y;
        REQUIRE((inner == NULL) == (other == NULL), "%s.%s", type->name, field->key);
        if (inner != NULL)
            fuzz_check_same_record(inner, other);
    } else if (field->kind == F_RAW) {
        const Doc *raw = *(const Doc *const *)x, *other = *(const Doc *const *)y;
        bool is_absent = raw == NULL || raw->kind == DOC_NULL;
        REQUIRE(is_absent == (other == NULL || other->kind == DOC_NULL), "%s.%s", type->name,
                field->key);
        REQUIRE(is_absent || raw->kind == other->kind, "%s.%s is another", type->name, field->key);
    } else {
        REQUIRE(field_equal(field, x, y), "%s.%s is another", type->name, field->key);
    }
}

void fuzz_check_same_record(const Record *a, const Record *b)
{
    for (const Field *f = a->type->fields; f < a->type->fields + a->type->count; f++)
        check_same_field(a->type, f, record_at(a, f), record_at(b, f));
}

/* A file of either format that holds the record. */
static void check_file(Arena *arena, const Record *rec, Str bytes, bool is_xml)
{
    DocFile file = {.path = "record", .bytes = bytes};
    CodecOptions options = {0};
    Errs errs = {0};
    const Doc *doc =
        is_xml ? xml_read(arena, &file, rec->type, &errs) : json_read(arena, &file, false, &errs);
    const Record *again;

    REQUIRE(doc != NULL && !errs_any(&errs), "%s in %.*s", errs_last(&errs)->message,
            STR_ARG(bytes));
    again = codec_record_read(arena, doc, rec->type, &options, &errs);
    REQUIRE(again != NULL, "%s in %.*s", errs_last(&errs)->message, STR_ARG(bytes));
    fuzz_check_same_record(rec, again);
    errs_free(&errs);
}

void fuzz_check_record(Arena *arena, const Record *rec)
{
    const Doc *doc = codec_record_write(arena, rec);
    Sb json = sb_new(SB_FILE_MAX), xml = sb_new(SB_FILE_MAX);
    Errs errs = {0};

    json_write(&json, doc);
    check_file(arena, rec, sb_str(&json), false);
    if (xml_write(&xml, doc, rec->type, "record.xml", &errs))
        check_file(arena, rec, sb_str(&xml), true);
    else
        REQUIRE(errs_last(&errs)->code == ERR_UNSUPPORTED, "%s", errs_last(&errs)->message);
    sb_free(&json);
    sb_free(&xml);
    errs_free(&errs);
}
