/* JSON: what jansson accepts is read, written and read as the same; every place is one of the file;
 * a record that it holds can be written and read; one string of it is changed without another byte.
 */
#include "rounds.h"

#include <jansson.h>

#include "codec/json.h"
#include "codec/json_edit.h"
#include "codec/record.h"
#include "model/plan.h"
#include "package/package.h"

static bool jansson_accepts(Str text)
{
    size_t flags = JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL | JSON_ALLOW_NUL;
    size_t skipped = str_starts(text, STR("\xEF\xBB\xBF")) ? 3 : 0;
    json_error_t error;
    json_t *root = json_loadb(text.ptr + skipped, text.len - skipped, flags, &error);

    json_decref(root);
    return root != NULL;
}

/* We refuse no more than what json.h says. */
static void check_refusal(const Errs *errs, Str text)
{
    static const char *const ours[] = {"NUL", "nested deeper", "stands twice", "can't stand"};

    if (!jansson_accepts(text))
        return;
    for (size_t i = 0; i < errs->list.len; i++)
        for (size_t k = 0; k < sizeof ours / sizeof *ours; k++)
            if (strstr(errs->list.items[i].message, ours[k]) != NULL)
                return;
    REQUIRE(false, "jansson accepts it: %s", errs->list.items[0].message);
}

static void check_round(Arena *arena, const Doc *doc)
{
    Sb first = sb_new(SB_FILE_MAX), second = sb_new(SB_FILE_MAX);
    DocFile file = {.path = "again.json"};
    Errs errs = {0};
    const Doc *again;

    json_write(&first, doc);
    file.bytes = sb_str(&first);
    again = json_read(arena, &file, false, &errs);
    REQUIRE(again != NULL && !errs_any(&errs), "not read again: %.*s", STR_ARG(file.bytes));
    REQUIRE(fuzz_same_tree(doc, again, false), "read as another: %.*s", STR_ARG(file.bytes));
    json_write(&second, again);
    REQUIRE(str_eq(sb_str(&first), sb_str(&second)), "written as another: %.*s",
            STR_ARG(sb_str(&second)));
    sb_free(&first);
    sb_free(&second);
    errs_free(&errs);
}

/* The tree with another text in the string of this number. */
static Doc *changed_copy(Arena *arena, const Doc *doc, uint32_t number, Str text)
{
    Doc *copy = doc_new(arena, doc->kind);

    copy->number = doc->number;
    copy->boolean = doc->boolean;
    copy->text = doc->number == number ? text : doc->text;
    for (const Doc *child = doc->first; child != NULL; child = child->next)
        (void)doc_add(copy, child->key, changed_copy(arena, child, number, text));
    return copy;
}

/* The first string from the node of this number on. */
static const Doc *find_string(const Doc *doc, uint32_t number)
{
    const Doc *found = doc->kind == DOC_STRING && doc->number >= number ? doc : NULL;

    for (const Doc *child = doc->first; child != NULL && found == NULL; child = child->next)
        found = find_string(child, number);
    return found;
}

static void check_edit(Arena *arena, const DocFile *file, const Doc *doc)
{
    /* Any node will do: the length chooses it. */
    const Doc *old = find_string(doc, (uint32_t)(file->bytes.len % 64));
    Sb sb = sb_new(SB_FILE_MAX);
    Str want, before, behind;

    if (old == NULL)
        return;
    before = str_sub(file->bytes, 0, (size_t)(old->raw.ptr - file->bytes.ptr));
    behind = str_sub(file->bytes, before.len + old->raw.len, SIZE_MAX);
    want = arena_printf(arena, "%.*s\\\"\\n%.*s", STR_ARG(before), STR_ARG(behind));
    json_edit(&sb, file, doc, changed_copy(arena, doc, old->number, STR("\"\n")));
    REQUIRE(str_eq(sb_str(&sb), want), "edited: %.*s", STR_ARG(sb_str(&sb)));
    sb_free(&sb);
}

/* How many keys of an object the type knows. */
static size_t count_known(const RecordType *type, const Doc *object)
{
    size_t known = 0;

    for (const Doc *member = object->first; member != NULL; member = member->next)
        known += record_type_find(type, member->key) != NULL;
    return known;
}

static const RecordType *best_type(Arena *arena, const Doc *object)
{
    FileKinds kinds = package_file_kinds(arena);
    const RecordType *best = &plan_type;

    for (size_t i = 0; i < kinds.len; i++)
        if (count_known(kinds.items[i].type, object) > count_known(best, object))
            best = kinds.items[i].type;
    return best;
}

/* Strictly and as older tools write it. */
static void check_record(Arena *arena, const Doc *doc, Str bytes)
{
    const RecordType *type = best_type(arena, doc);

    for (int is_lenient = 0; is_lenient < 2; is_lenient++) {
        Notes notes = {0};
        Errs errs = {0};
        CodecOptions options = {.unknown_is_note = is_lenient,
                                .empty_is_absent = is_lenient,
                                .enums_any_case = is_lenient,
                                .engines = is_lenient ? 0 : E_PG,
                                .notes = &notes};
        const Record *rec = codec_record_read(arena, doc, type, &options, &errs);
        fuzz_check_errs(rec != NULL, &errs);
        fuzz_check_locs(&errs, bytes);
        if (rec != NULL)
            fuzz_check_record(arena, rec);
        errs_free(&errs);
        notes_free(&notes);
    }
}

static void run(Str text)
{
    /* A # in front makes comments blanks. */
    bool has_comments = str_starts(text, STR("#"));
    DocFile file = {.path = "fuzz.json", .bytes = text};
    Arena arena = {0};
    Errs errs = {0};
    const Doc *doc;

    if (has_comments)
        file.bytes = str_sub(text, 1, SIZE_MAX);
    doc = json_read(&arena, &file, has_comments, &errs);
    REQUIRE(doc != NULL || errs_any(&errs), "refused without a word");
    fuzz_check_locs(&errs, file.bytes);
    if (errs_any(&errs) && !has_comments)
        check_refusal(&errs, text);
    if (doc != NULL && !errs_any(&errs)) {
        REQUIRE(has_comments || jansson_accepts(text), "jansson refuses it");
        fuzz_check_places(&arena, doc, text);
        check_round(&arena, doc);
        check_record(&arena, doc, file.bytes);
        if (!has_comments)
            check_edit(&arena, &file, doc);
    }
    errs_free(&errs);
    arena_free(&arena);
}

const FuzzTarget fuzz_json = {'j', run};
