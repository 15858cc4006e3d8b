/* How a value of each field kind is read from and written to a doc node; inside codec only. */
#ifndef ANNEAL_CODEC_FIELD_CODEC_H
#define ANNEAL_CODEC_FIELD_CODEC_H

#include "codec/record.h"

typedef struct FieldReader {
    Arena *arena;
    const CodecOptions *options;
    Errs *errs;
} FieldReader;

/* A row a kind; with model/field.c's table, only this knows kinds. */
typedef struct FieldCodec {
    DocKind wants;      /* of the node; DOC_NULL: any */
    const char *words;  /* what is wanted, for messages */
    const char *sample; /* the shape of a value in JSON, for hints */
    /* What a text that is not blank must match as a whole to be read; NULL: nothing that a regular
     * expression can say. Of the syntax that JSON Schema (ECMA 262) and XSD share, unanchored. */
    const char *pattern;
    /* The node is of the wanted kind. False with an error at its place. */
    bool (*read)(const FieldReader *reader, const Field *field, const Doc *doc, void *at);
    Doc *(*write)(Arena *arena, const Field *field, const void *at);
} FieldCodec;

extern const FieldCodec field_codecs[FIELD_KIND_COUNT];

#endif
