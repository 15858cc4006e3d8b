/* A present file brought to what the database says, with all that only the file can say. */
#ifndef ANNEAL_PACKAGE_MERGE_H
#define ANNEAL_PACKAGE_MERGE_H

#include "model/field.h"

typedef VEC(const Record *) RecordVec;

typedef struct MergeOptions {
    unsigned engine; /* an E_… bit */
    /* Bytes by which names are equal; NULL: all of them. */
    Str (*fold_name)(Arena *arena, Str name);
} MergeOptions;

/* The doc that the file of `present` should hold. Order, tokens, OldName, Platforms, Extensions,
 * keys and elements of other engines than options->engine, the spelling of equal names stay as they
 * were written; values that differ are the ones of `fresh`. What comes from the file has the number
 * of its node there. NULL where nothing changes. An element that the database lacks is taken out
 * and put into `gone`, unless a condition says when it is there. */
Doc *pkg_merge(Arena *arena, const MergeOptions *options, const Record *present,
               const Record *fresh, RecordVec *gone);
/* The doc of a record that has no file yet. */
Doc *pkg_write_fresh(Arena *arena, const Record *fresh);

#endif
