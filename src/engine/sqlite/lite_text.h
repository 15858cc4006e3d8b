/* SQL texts as SQLite keeps them: when two mean the same, and which names they hold. */
#ifndef ANNEAL_ENGINE_SQLITE_LITE_TEXT_H
#define ANNEAL_ENGINE_SQLITE_LITE_TEXT_H

#include "base/map.h"
#include "engine/sqlite/lite_token.h"

/* Names are compared like this: ASCII letters without case, nothing else folded. */
Str lite_fold_name(Arena *arena, Str name);
bool lite_same_name(Str a, Str b);

/* One text for all that have the same tokens: words and names folded, quotes only where needed,
 * single blanks, no comments, no parentheses around the whole, `<>` and `=` for `!=` and `==`. */
Str lite_text_canonical(Arena *arena, Str sql);
bool lite_text_same(Str a, Str b);
/* The text less blanks and comments at both ends: what can stand in parentheses. A slice of `sql`;
 * absent where nothing is left. */
Str lite_text_trim(Str sql);
/* Whether the text uses this column: a name that is no function, type, collation or qualifier. */
bool lite_text_mentions(Str sql, Str column);
/* Whether the text has the name anywhere, whatever it stands for there. */
bool lite_text_has_name(Str sql, Str name);
/* The text with columns renamed, new names quoted as ALTER TABLE RENAME COLUMN does it.
 * renames: folded old name -> Str, the new name. */
Str lite_text_rename(Arena *arena, Str sql, const Map *renames);
/* Whether a default is one literal (or a bare word, which SQLite takes for a string), with a sign
 * or not: what DEFAULT takes without parentheses. */
bool lite_default_is_literal(Str dflt);
/* Whether rows that are there can get it without being written: CURRENT_TIMESTAMP can't. */
bool lite_default_is_constant(Str dflt);
/* Whether it is NULL, or absent, which is the same. */
bool lite_default_is_null(Str dflt);
/* Whether a literal is a value of a STRICT table's type as it stands, without a conversion. */
bool lite_default_fits_strict(Str dflt, Str type);

#endif
