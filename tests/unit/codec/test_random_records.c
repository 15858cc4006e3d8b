/* Random records, written and read again in JSON and in XML, are what they were. */
#include "codec/json.h"
#include "codec/record.h"
#include "codec/xml.h"
#include "kinds.h"
#include "model/table.h"
#include "random_record.h"
#include "test.h"

enum { RECORDS = 400 }; /* of each type */

static Str json_of(Arena *arena, const Doc *doc)
{
    Sb sb = sb_new(SB_FILE_MAX);

    json_write(&sb, doc);
    return sb_finish(&sb, arena);
}

static Str xml_of(Arena *arena, const Doc *doc, const RecordType *type, Errs *errs)
{
    Sb sb = sb_new(SB_FILE_MAX);

    if (!xml_write(&sb, doc, type, "t.xml", errs))
        fail_msg("%s", errs_last(errs)->message);
    return sb_finish(&sb, arena);
}

/* Reads a file of either format and the record in it. */
static Doc *read_back(Arena *arena, Str bytes, bool is_xml, const RecordType *type, Str *again,
                      Errs *errs)
{
    CodecOptions options = {0};
    DocFile *file = ARENA_NEW(arena, DocFile);
    Record *rec;
    Doc *doc;

    *file = (DocFile){.path = "t", .bytes = bytes};
    doc = is_xml ? xml_read(arena, file, type, errs) : json_read(arena, file, false, errs);
    rec = doc == NULL ? NULL : codec_record_read(arena, doc, type, &options, errs);
    if (rec == NULL)
        fail_msg("%s (%u:%u)\n%.*s", errs_last(errs)->message, errs_last(errs)->loc.line,
                 errs_last(errs)->loc.column, STR_ARG(bytes));
    *again = json_of(arena, codec_record_write(arena, rec));
    return doc;
}

static void assert_same(Str got, Str wanted)
{
    if (!str_eq(got, wanted))
        fail_msg("got\n%.*swanted\n%.*s", STR_ARG(got), STR_ARG(wanted));
}

static void try_one(Random *random, const RecordType *type)
{
    Arena *arena = random->arena;
    Errs errs = {0};
    Str json, xml, again;
    Doc *doc = codec_record_write(arena, random_record(random, type));

    json = json_of(arena, doc);
    xml = xml_of(arena, doc, type, &errs);
    (void)read_back(arena, json, false, type, &again, &errs);
    assert_same(again, json);
    doc = read_back(arena, xml, true, type, &again, &errs);
    assert_same(again, json);
    assert_same(xml_of(arena, doc, type, &errs), xml);
    errs_free(&errs);
}

static void try_type(const RecordType *type, uint64_t seed)
{
    for (uint64_t i = 0; i < RECORDS; i++) {
        Arena arena = {0};
        Random random = {.arena = &arena, .state = seed * 1000003 + i + 1};
        try_one(&random, type);
        arena_free(&arena);
    }
}

static void records_with_every_kind_come_back_from_both_formats(void **state)
{
    (void)state;
    try_type(&kinds_type, 1);
}

static void objects_of_a_model_come_back_from_both_formats(void **state)
{
    (void)state;
    for (size_t i = 0; object_types[i] != NULL; i++)
        try_type(object_types[i], 2 + i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_with_every_kind_come_back_from_both_formats),
        cmocka_unit_test(objects_of_a_model_come_back_from_both_formats),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
