/* Statements of a user's script, as an engine's split_script finds them. */
#ifndef ANNEAL_ENGINE_STATEMENT_H
#define ANNEAL_ENGINE_STATEMENT_H

#include "base/lines.h"

typedef enum StatementKind {
    STATEMENT_PLAIN,
    STATEMENT_BEGIN, /* opens a transaction */
    STATEMENT_END,   /* commits or rolls one back */
    STATEMENT_ALONE, /* can't run inside a transaction */
    /* Neither, and while it waits for locks it keeps nobody from reading or writing. */
    STATEMENT_ALONE_GENTLY
} StatementKind;

typedef struct Statement {
    Str text;      /* a slice of the script: from its first to its last byte, without the `;` */
    uint32_t line; /* of its first byte, from 1 */
    StatementKind kind;
    Str head; /* of those that are not plain, for messages: `CREATE INDEX CONCURRENTLY` */
} Statement;
typedef VEC(Statement) Statements;

typedef enum StatementTokenKind {
    STATEMENT_WORD,   /* a keyword or a bare name */
    STATEMENT_NAME,   /* a quoted name */
    STATEMENT_STRING, /* whatever its quotes; of a routine its body, too */
    STATEMENT_NUMBER,
    STATEMENT_SIGN /* punctuation, operators, parameters */
} StatementTokenKind;

/* What a statement is made of, less blanks and comments. */
typedef struct StatementToken {
    StatementTokenKind kind;
    Str text; /* a slice of the statement, with its quotes */
} StatementToken;
typedef VEC(StatementToken) StatementTokens;

#endif
