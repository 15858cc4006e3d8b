/* Random records of a type, written and read again in JSON and in XML, must be what they were. */
#ifndef ANNEAL_TESTS_UNIT_BOTH_FORMATS_H
#define ANNEAL_TESTS_UNIT_BOTH_FORMATS_H

#include "codec/json.h"
#include "codec/record.h"
#include "codec/xml.h"
#include "random_record.h"
#include "test.h"

static inline Str both_json(Arena *arena, const Doc *doc)
{
    Sb sb = sb_new(SB_FILE_MAX);

    json_write(&sb, doc);
    return sb_finish(&sb, arena);
}

static inline Str both_xml(Arena *arena, const Doc *doc, const RecordType *type, Errs *errs)
{
    Sb sb = sb_new(SB_FILE_MAX);

    if (!xml_write(&sb, doc, type, "t.xml", errs))
        fail_msg("%s", errs_last(errs)->message);
    return sb_finish(&sb, arena);
}

/* Reads a file of either format; `again`: the record in it, as JSON. */
static inline Doc *both_read(Arena *arena, Str bytes, bool is_xml, const RecordType *type,
                             Str *again, Errs *errs)
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
    *again = both_json(arena, codec_record_write(arena, rec));
    return doc;
}

static inline void both_assert_same(Str got, Str wanted)
{
    if (!str_eq(got, wanted))
        fail_msg("got\n%.*swanted\n%.*s", STR_ARG(got), STR_ARG(wanted));
}

static inline void both_try_one(Random *random, const RecordType *type)
{
    Arena *arena = random->arena;
    Errs errs = {0};
    Doc *doc = codec_record_write(arena, random_record(random, type));
    Str json = both_json(arena, doc), xml = both_xml(arena, doc, type, &errs), again;

    (void)both_read(arena, json, false, type, &again, &errs);
    both_assert_same(again, json);
    doc = both_read(arena, xml, true, type, &again, &errs);
    both_assert_same(again, json);
    both_assert_same(both_xml(arena, doc, type, &errs), xml);
    errs_free(&errs);
}

/* `count` records of a type; the same ones for the same seed. */
static inline void both_try(const RecordType *type, uint64_t seed, uint64_t count)
{
    for (uint64_t i = 0; i < count; i++) {
        Arena arena = {0};
        Random random = {.arena = &arena, .state = seed * 1000003 + i + 1};
        both_try_one(&random, type);
        arena_free(&arena);
    }
}

#endif
