/* SQL expressions as tokens, well enough to find the names in them. */
#ifndef ANNEAL_DIFF_TOKENS_H
#define ANNEAL_DIFF_TOKENS_H

#include "base/vec.h"

typedef enum TokenKind {
    TOKEN_WORD,   /* a bare name or keyword */
    TOKEN_NAME,   /* a quoted name */
    TOKEN_STRING, /* with its quotes */
    TOKEN_NUMBER,
    TOKEN_OTHER /* one byte of punctuation */
} TokenKind;

typedef struct Token {
    TokenKind kind;
    Str text; /* as written */
    Str name; /* WORD, NAME: without quotes; STRING of single quotes: its content */
} Token;

typedef VEC(Token) Tokens;

/* All tokens of `sql`; blanks and comments are left out. Anything is accepted: what is not
 * understood comes byte by byte. `"a"`, `a` in backquotes and `[a]` (where it can't be a subscript)
 * are names. */
Tokens tokens_read(Arena *arena, Str sql);
/* Whether token `i` stands where a column can: a name that is no function, type or qualifier. */
bool token_is_column(const Tokens *tokens, size_t i);
/* Tokens in common, in percent of both: how alike two expressions look. */
int tokens_likeness(const Tokens *a, const Tokens *b);

#endif
