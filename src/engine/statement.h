/* Statements of a user's script, as an engine's split_script finds them. */
#ifndef ANNEAL_ENGINE_STATEMENT_H
#define ANNEAL_ENGINE_STATEMENT_H

#include "base/err.h"

typedef enum StatementKind {
    STATEMENT_PLAIN,
    STATEMENT_BEGIN, /* opens a transaction */
    STATEMENT_END,   /* commits or rolls one back */
    STATEMENT_ALONE  /* can't run inside a transaction */
} StatementKind;

typedef struct Statement {
    Str text;      /* a slice of the script: from its first to its last byte, without the `;` */
    uint32_t line; /* of its first byte, from 1 */
    StatementKind kind;
    Str head; /* of those that are not plain, for messages: `CREATE INDEX CONCURRENTLY` */
} Statement;
typedef VEC(Statement) Statements;

/* Counts lines of a text from its beginning, for offsets that only grow. */
typedef struct LineCount {
    Str text;
    size_t at;     /* counted up to here */
    size_t start;  /* of the line of `at` */
    uint32_t line; /* of `at`, from 1; 0: nothing counted yet */
} LineCount;

/* The line of byte `offset`, which is not below that of the last call. */
uint32_t line_count_to(LineCount *count, size_t offset);
/* The place of byte `offset` of a text of this file; likewise. */
Loc line_count_loc(LineCount *count, const char *file, size_t offset);

#endif
