/* Key lists: the columns and expressions of an index, and plain lists of names.
 *
 * Key part: `name | "quoted ""name""" | (expression)`, then
 * `[(length)] [COLLATE c] [opclass[(…)]] [ASC|DESC] [NULLS FIRST|LAST]`. */
#ifndef ANNEAL_MODEL_KEY_LIST_H
#define ANNEAL_MODEL_KEY_LIST_H

#include "base/sb.h"
#include "base/vec.h"

typedef enum NullsOrder { NULLS_DEFAULT, NULLS_FIRST, NULLS_LAST } NullsOrder;

typedef struct KeyPart {
    Str name;       /* of a column, or absent */
    Str expression; /* without its outer parentheses, or absent */
    int32_t length; /* prefix length, 0: whole */
    bool is_desc;
    NullsOrder nulls;
    Str collation; /* as written, quoted where its server needs that; or absent */
    Str opclass;   /* with its parameters, as written; or absent */
} KeyPart;
typedef VEC(KeyPart) KeyParts;

/* What is wrong with a key list, and at which byte of it. */
typedef struct KeyError {
    const char *message; /* static, as is the hint */
    size_t offset;
    const char *hint; /* or NULL */
} KeyError;

/* Reads `text`; slices are copied into `arena`. An empty text gives no parts. */
bool key_parts_read(Arena *arena, Str text, KeyParts *parts, KeyError *error);
bool idents_read(Arena *arena, Str text, StrVec *names, KeyError *error);
/* The shortest text that reads back as the same: a name with a comma, blank, quote or
 * parenthesis, an empty one, or one that could be taken for a keyword is quoted. */
void key_parts_write(Sb *sb, const KeyParts *parts);
void idents_write(Sb *sb, const StrVec *names);
bool key_parts_equal(const KeyParts *a, const KeyParts *b);

#endif
