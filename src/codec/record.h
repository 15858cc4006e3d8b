/* Doc tree <-> records, by the field tables. */
#ifndef ANNEAL_CODEC_RECORD_H
#define ANNEAL_CODEC_RECORD_H

#include "base/note.h"
#include "model/model.h"

typedef struct CodecOptions {
    bool unknown_is_note; /* an unknown key is a note (other tools' packages), else an error */
    bool empty_is_absent; /* "" means absent, as other tools write it */
    bool enums_any_case;  /* `cascade` for CASCADE, as other tools read it */
    bool keeps_tokens; /* {{Token}} was not replaced: a choice that holds one is as good as any */
    unsigned engines;  /* a field that none of these engines knows is an error; 0: any */
    Notes *notes;
    Model *owner; /* texts are copied into it, equal ones once; NULL: they are borrowed */
} CodecOptions;

/* Reads an object into a record of `type`: every fault is reported, with its place and the nearest
 * known key or value. NULL when anything was wrong. null means absent; `$schema` of a file's
 * outermost object is passed over. Texts are borrowed from the doc, which must live as long, unless
 * the options name their owner. */
Record *codec_record_read(Arena *arena, const Doc *doc, const RecordType *type,
                          const CodecOptions *options, Errs *errs);
/* The same into a zeroed record of any type. False when anything was wrong; what was right is
 * there all the same, so that a caller can go on and find more. */
bool codec_record_fill(Arena *arena, const Doc *doc, Record *rec, const CodecOptions *options,
                       Errs *errs);
/* Only what differs from absent, and what is required, in field order. Texts are borrowed from
 * the record. */
Doc *codec_record_write(Arena *arena, const Record *rec);
/* The value of one field as a doc node without a key; NULL where it is absent and not required. */
Doc *codec_field_write(Arena *arena, const Record *rec, const Field *field);

#endif
