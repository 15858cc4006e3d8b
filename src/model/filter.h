/* Which objects are in scope: patterns over schema and name. */
#ifndef ANNEAL_MODEL_FILTER_H
#define ANNEAL_MODEL_FILTER_H

#include "base/vec.h"

/* Patterns: `schema` or `schema.name`, each side with `*` and `?`; a part in double quotes is
 * taken literally up to its wildcards. On an engine without schemas a pattern is a name.
 * `kind:name`, such as `extension:post*`, is for objects that no schema holds; kinds are the words
 * of their types with `-` for a blank, and may have wildcards too. */
typedef struct Filter {
    StrVec manage; /* empty: everything */
    StrVec ignore; /* wins over manage */
} Filter;

/* Whether the pattern has a part for names, behind a dot. */
bool filter_pattern_has_name(Str pattern);
/* Whether anything in this schema can be wanted: what introspection asks the server for. */
bool filter_wants_schema(const Filter *filter, Str schema);
/* An absent schema: an engine without schemas. */
bool filter_wants(const Filter *filter, Str schema, Str name);
/* Of an object that no schema holds, by the word of its type: "event trigger". The pattern `*`
 * means these too. */
bool filter_wants_global(const Filter *filter, const char *word, Str name);

/* `event-trigger` of "event trigger": a kind in patterns and in names of files. */
Str filter_kind(Arena *arena, const char *word);

#endif
