/* Trees and records, written and read again. */
#ifndef ANNEAL_TESTS_FUZZ_ROUNDS_H
#define ANNEAL_TESTS_FUZZ_ROUNDS_H

#include "fuzz.h"

#include "model/field.h"

/* Every node has a place, and every byte of a text one that is not before it. */
void fuzz_check_places(Arena *arena, const Doc *doc, Str bytes);
/* The places of errors, and what they point at, are in the file. */
void fuzz_check_locs(const Errs *errs, Str bytes);
/* The same keys, kinds, texts and, with `comments`, comments in the same order. A null says no more
 * than a member that is not there. */
bool fuzz_same_tree(const Doc *a, const Doc *b, bool comments);
/* Every field is equal: also those that record_equal leaves out because no database shows them. */
void fuzz_check_same_record(const Record *a, const Record *b);
/* Written as JSON and as XML, and read again, the record is the same. A text that XML can't hold is
 * refused by name. */
void fuzz_check_record(Arena *arena, const Record *rec);

#endif
