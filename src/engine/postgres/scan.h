/* Tokens of SQL text, as far as types, clauses and expressions need them. */
#ifndef ANNEAL_ENGINE_POSTGRES_SCAN_H
#define ANNEAL_ENGINE_POSTGRES_SCAN_H

#include "base/arena.h"

typedef enum PgTokenKind {
    PG_TOKEN_END,
    PG_TOKEN_WORD,   /* a name without quotes, or a keyword */
    PG_TOKEN_QUOTED, /* "a name", with its quotes */
    PG_TOKEN_NUMBER,
    PG_TOKEN_STRING, /* '…', E'…', $$…$$ */
    PG_TOKEN_OTHER   /* one byte of an operator or a bracket */
} PgTokenKind;

typedef struct PgToken {
    PgTokenKind kind;
    Str text; /* a slice of what is scanned */
    size_t offset;
} PgToken;

typedef struct PgScan {
    Str text;
    size_t at;
} PgScan;

/* The next token; blanks and comments are skipped. Never fails: what isn't closed goes up to the
 * end. */
PgToken pg_scan_next(PgScan *scan);
/* The next token without taking it. */
PgToken pg_scan_peek(const PgScan *scan);
/* Takes the next token when it is this word (any case) or this one byte. */
bool pg_scan_take(PgScan *scan, const char *word);
/* Whether a token is this word (any case) or this one byte. */
bool pg_token_is(const PgToken *token, const char *word);
/* Whether a string or a quoted name has its closing quote; others are closed. */
bool pg_token_is_closed(const PgToken *token);
/* Whether a comment begins at `at`, outside of quotes. */
bool pg_scan_is_comment(Str text, size_t at);
/* Behind the comment that begins at `at`, before the line end of one of `--`; a block comment may
 * hold others. SIZE_MAX: it isn't closed. */
size_t pg_scan_comment_end(Str text, size_t at);
/* The name that a WORD (folded) or QUOTED token stands for. */
Str pg_token_name(Arena *arena, const PgToken *token);
/* Whether an expression mentions a column of this name, alone or as the last part of a dotted
 * name. Names of functions don't count. */
bool pg_scan_mentions(Arena *arena, Str expression, Str column);
/* Walks over the names without a schema that stand behind FROM and JOIN: relations, and common
 * table expressions. Begins with `scan` set and all else zero. */
enum { PG_FROM_DEPTH_MOST = 64 }; /* parentheses; what stands deeper is passed over */
typedef struct PgFromScan {
    PgScan scan;
    PgToken before[2];                 /* the last but one, the last */
    PgToken calls[PG_FROM_DEPTH_MOST]; /* by depth: what stood in front of the parenthesis */
    size_t depth;
} PgFromScan;
bool pg_from_scan_next(PgFromScan *from, PgToken *token); /* false at the end */
/* The text that a STRING token stands for. */
Str pg_string_value(Arena *arena, Str string);
/* The content of a STRING token, quotes or dollar tags off; escapes and doubled quotes stay. */
Str pg_string_inside(Str string);
/* Without the parentheses that enclose all of it; any number of pairs. */
Str pg_scan_unwrap(Str expression);

#endif
