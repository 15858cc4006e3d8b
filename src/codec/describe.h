/* Fields in words, for whoever documents them: JSON Schema, XSD, the reference. */
#ifndef ANNEAL_CODEC_DESCRIBE_H
#define ANNEAL_CODEC_DESCRIBE_H

#include "model/field.h"

/* A kind of file that a package holds: what schemas and the reference are made of. */
typedef struct FileKind {
    const RecordType *type;
    const char *name; /* "table": of its schema's file */
    const char *path; /* in a package, with * and **, without the ending */
    bool has_tokens;  /* any text of it may hold {{Token}} */
} FileKind;
typedef VEC(FileKind) FileKinds;

/* The sentences of a field: what it is, and which platforms alone know it. In `arena`. */
const char *describe_field(Arena *arena, const Field *field);
/* Whether some platforms don't know it. */
bool describe_is_limited(const Field *field);
/* What absent means as a node of the field's kind; NULL: nothing. */
Doc *describe_default(Arena *arena, const Field *field);

#endif
