/* A present file brought to what the database says, with all that only the file can say. */
#ifndef ANNEAL_PACKAGE_MERGE_H
#define ANNEAL_PACKAGE_MERGE_H

#include "model/field.h"

/* The doc that the file of `present` should hold. Order, tokens, OldName, Platforms, Extensions,
 * keys and elements of other engines than `engine` (an E_… bit) stay as they were written; values
 * that differ are the ones of `fresh`. What comes from the file has the number of its node there.
 * NULL where nothing changes. */
Doc *pkg_merge(Arena *arena, const Record *present, const Record *fresh, unsigned engine);
/* The doc of a record that has no file yet. */
Doc *pkg_write_fresh(Arena *arena, const Record *fresh);

#endif
