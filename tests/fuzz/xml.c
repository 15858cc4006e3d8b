/* XML: what libxml2 refuses is refused; what is read is written and read as the same, comments too,
 * and JSON can say it. */
#include "rounds.h"

#include <libxml/parser.h>

#include "codec/json.h"
#include "codec/record.h"
#include "codec/xml.h"
#include "package/package.h"

#if LIBXML_VERSION >= 21200
static void note(void *context, const xmlError *error)
#else
static void note(void *context, xmlErrorPtr error)
#endif
{
    *(bool *)context = *(bool *)context || error->level >= XML_ERR_ERROR;
}

/* Its other parser, which reads a whole file into a tree. */
static bool libxml2_accepts(Str text)
{
    const int options = XML_PARSE_NONET | XML_PARSE_HUGE;
    bool has_error = false;
    xmlDocPtr doc;

    xmlSetStructuredErrorFunc(&has_error, note);
    doc = xmlReadMemory(text.ptr, (int)text.len, NULL, NULL, options);
    xmlSetStructuredErrorFunc(NULL, NULL);
    xmlFreeDoc(doc);
    return doc != NULL && !has_error;
}

/* Nothing is called wrong XML that is none. */
static void check_refusal(const Errs *errs, Str text)
{
    if (!libxml2_accepts(text))
        return;
    for (size_t i = 0; i < errs->list.len; i++) {
        Str message = str_from(errs->list.items[i].message);
        REQUIRE(!str_starts(message, STR("not valid XML")) && !str_is(message, "the file is empty"),
                "libxml2 accepts it: %.*s", STR_ARG(message));
    }
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* What the first element says that the file is. */
static const RecordType *type_of(Arena *arena, Str text)
{
    FileKinds kinds = package_file_kinds(arena);
    size_t at = 0, end;

    while (at + 1 < text.len && (text.ptr[at] != '<' || !is_letter(text.ptr[at + 1])))
        at++;
    end = ++at;
    while (end < text.len && is_letter(text.ptr[end]))
        end++;
    for (size_t i = 0; i < kinds.len; i++)
        if (str_is(str_sub(text, at, end - at), kinds.items[i].type->name))
            return kinds.items[i].type;
    return kinds.items[text.len % kinds.len].type;
}

static Str written(Sb *sb, const Doc *doc, const RecordType *type)
{
    Errs errs = {0};

    REQUIRE(xml_write(sb, doc, type, "again.xml", &errs), "%s", errs_last(&errs)->message);
    errs_free(&errs);
    return sb_str(sb);
}

static void check_round(Arena *arena, const Doc *doc, const RecordType *type)
{
    Sb first = sb_new(SB_FILE_MAX), second = sb_new(SB_FILE_MAX);
    DocFile file = {.path = "again.xml", .bytes = written(&first, doc, type)};
    Errs errs = {0};
    const Doc *again = xml_read(arena, &file, type, &errs);

    REQUIRE(again != NULL && !errs_any(&errs), "not read again: %.*s", STR_ARG(file.bytes));
    REQUIRE(fuzz_same_tree(doc, again, true), "read as another: %.*s", STR_ARG(file.bytes));
    REQUIRE(str_eq(written(&second, again, type), file.bytes), "%.*s is written as %.*s",
            STR_ARG(file.bytes), STR_ARG(sb_str(&second)));
    sb_free(&first);
    sb_free(&second);
    errs_free(&errs);
}

/* All but comments, for which JSON has no room. */
static void check_as_json(Arena *arena, const Doc *doc)
{
    Sb sb = sb_new(SB_FILE_MAX);
    DocFile file = {.path = "again.json"};
    Errs errs = {0};
    const Doc *again;

    json_write(&sb, doc);
    file.bytes = sb_str(&sb);
    again = json_read(arena, &file, false, &errs);
    REQUIRE(again != NULL && !errs_any(&errs), "no JSON: %.*s", STR_ARG(file.bytes));
    REQUIRE(fuzz_same_tree(doc, again, false), "another in JSON: %.*s", STR_ARG(file.bytes));
    sb_free(&sb);
    errs_free(&errs);
}

static void run(Str text)
{
    DocFile file = {.path = "fuzz.xml", .bytes = text};
    CodecOptions options = {0};
    Arena arena = {0};
    Errs errs = {0};
    const RecordType *type = type_of(&arena, text);
    const Doc *doc = xml_read(&arena, &file, type, &errs);
    const Record *rec = NULL;

    REQUIRE(doc != NULL || errs_any(&errs), "refused without a word");
    if (errs_any(&errs))
        check_refusal(&errs, text);
    else
        REQUIRE(libxml2_accepts(text), "libxml2 refuses it");
    if (doc != NULL)
        fuzz_check_places(&arena, doc, text);
    /* Faults that both readers find are told in one run; only what has none is written. */
    if (doc != NULL)
        rec = codec_record_read(&arena, doc, type, &options, &errs);
    fuzz_check_locs(&errs, text);
    if (rec != NULL && !errs_any(&errs)) {
        check_round(&arena, doc, type);
        check_as_json(&arena, doc);
        fuzz_check_record(&arena, rec);
    }
    errs_free(&errs);
    arena_free(&arena);
}

const FuzzTarget fuzz_xml = {'x', run};
