/* {{Token}}: values by scope, replaced in every string of a doc tree. */
#ifndef ANNEAL_PACKAGE_TOKENS_H
#define ANNEAL_PACKAGE_TOKENS_H

#include "base/map.h"
#include "base/note.h"
#include "model/field.h"

/* Names without case. The first definition wins: add the narrowest scope first. */
typedef struct Tokens {
    Arena *arena;
    Map values;              /* lower-case name -> Str * */
    Map secrets;             /* lower-case name -> Str *, its spelling: never replaced */
    VEC(const char *) names; /* as written, for the nearest */
    bool has_brace_escape;   /* `{{{{` is a literal `{{` */
    bool unknown_is_note;    /* and the text stays as it is; else an error */
    bool is_off;             /* nothing is replaced: braces are text */
    bool doubles_backslash;  /* of a value that is pasted after a quote */
} Tokens;

void tokens_add(Tokens *tokens, Str name, Str value);
/* A token whose value is filled in where a step runs, and known nowhere before. */
void tokens_add_secret(Tokens *tokens, Str name);
void tokens_add_all(Tokens *tokens, const MapEntries *entries);
/* Replaces in all strings of the tree, `$schema` left out; places stay those of the source. A value
 * that is pasted right after a single quote gets its own quotes doubled, as SchemaSmith does it.
 * What can't be replaced is ERR_TOKEN at its place. Values are not looked into again.
 * The new texts and their places are in `arena`. */
bool tokens_replace(const Tokens *tokens, Arena *arena, Doc *tree, Notes *notes, Errs *errs);
/* Where values stand in a text that was replaced. */
typedef struct TokenValue {
    size_t at, len; /* in the new text */
    size_t was_at, was_len;
} TokenValue;

typedef struct TokenText {
    const char *file; /* of `text`, which begins on line 1 of it, but for `loc` */
    const Loc *loc;   /* the place of all of it; NULL: each has its own */
    Str text;         /* in: to be read; out: tokens replaced */
    StrVec secrets;   /* out: those that stand in it, each once, as {{Name}} in its own spelling */
    VEC(TokenValue) values; /* out: in the order of the text */
} TokenText;

/* The same in a text that is no tree. A secret token stays; in a tree it is ERR_TOKEN. */
bool tokens_replace_text(const Tokens *tokens, TokenText *text, Notes *notes, Errs *errs);
/* The text that reads back as `text` where `{{{{` stands for `{{`. */
Str tokens_escape(Arena *arena, Str text);

#endif
