/* SQLite's SQL as tokens. */
#ifndef ANNEAL_ENGINE_SQLITE_LITE_TOKEN_H
#define ANNEAL_ENGINE_SQLITE_LITE_TOKEN_H

#include "base/vec.h"

typedef enum LiteTokenKind {
    LITE_END,    /* after the last one; its text is empty */
    LITE_WORD,   /* a keyword or a bare name */
    LITE_NAME,   /* "a", `a` or [a] */
    LITE_STRING, /* 'a' */
    LITE_BLOB,   /* x'0a' */
    LITE_NUMBER,
    LITE_VARIABLE, /* ?1, :a, @a, $a */
    LITE_SIGN,     /* an operator or other punctuation */
    LITE_BAD       /* a quote or comment without its end: the rest of the text */
} LiteTokenKind;

typedef struct LiteToken {
    LiteTokenKind kind;
    Str text; /* as written: a slice of the source */
} LiteToken;

typedef VEC(LiteToken) LiteTokens;

/* All tokens of `sql`, less blanks and comments; the last one is LITE_END.
 * Source: sqlite.org/lang.html and tokenize.c (sqlite3GetToken). */
LiteTokens lite_tokens_read(Arena *arena, Str sql);
/* Whether a token is this keyword, in any case; quoted names never are. */
bool lite_token_is(const LiteToken *token, const char *keyword);
bool lite_token_is_sign(const LiteToken *token, const char *sign);
/* What a word, a quoted name or a string (SQLite takes one for a name) stands for; a copy. */
Str lite_token_name(Arena *arena, const LiteToken *token);
/* The text from the first byte of one token to the last byte of another. */
Str lite_token_span(const LiteToken *first, const LiteToken *last);

#endif
