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
    VEC(const char *) names; /* as written, for the nearest */
    bool has_brace_escape;   /* `{{{{` is a literal `{{` */
    bool unknown_is_note;    /* and the text stays as it is; else an error */
} Tokens;

void tokens_add(Tokens *tokens, Str name, Str value);
void tokens_add_all(Tokens *tokens, const MapEntries *entries);
/* Replaces in all strings of the tree, `$schema` left out; places stay those of the source. A value
 * that is pasted right after a single quote gets its own quotes doubled, as SchemaSmith does it.
 * What can't be replaced is ERR_TOKEN at its place. Values are not looked into again.
 * The new texts and their places are in `arena`. */
bool tokens_replace(const Tokens *tokens, Arena *arena, Doc *tree, Notes *notes, Errs *errs);
/* The text that reads back as `text` where `{{{{` stands for `{{`. */
Str tokens_escape(Arena *arena, Str text);

#endif
