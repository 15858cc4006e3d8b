/* Two models -> pairs -> changes. No SQL, no I/O, no engine. */
#ifndef ANNEAL_DIFF_DIFF_H
#define ANNEAL_DIFF_DIFF_H

#include "base/note.h"
#include "model/change.h"
#include "model/pair.h"

typedef struct MatchOptions {
    /* Bytes by which names are equal (Engine.fold_name). */
    Str (*fold_name)(Arena *arena, Str name);
} MatchOptions;

/* Which records are the same thing: by kind and name, then by OldName, unnamed parts by content,
 * within matched tables their parts. Swaps and chains of OldName work (a<->b, a->b->c); an OldName
 * that is done already is no rename. Old and new both present: the old stays unmatched (a drop) and
 * a note names both. Fills `pairs` (in the desired model's arena). Deterministic order: kind,
 * schema, name. False where OldNames contradict (two claim one object). */
bool diff_match(Model *live, Model *desired, const MatchOptions *options, Pairs *pairs,
                Notes *notes, Errs *errs);
/* What differs, by the field tables' bytes. Never NULL; changes_free. Column order is no
 * difference. Unnamed constraints on the desired side keep the live name. */
Changes *diff_compare(const Pairs *pairs);
/* For people: a dropped and an added column of equal type on one table, with no OldName. */
void diff_suggest_renames(const Changes *changes, Notes *notes);

#endif
