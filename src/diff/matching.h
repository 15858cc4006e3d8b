/* What the files of diff_match share. */
#ifndef ANNEAL_DIFF_MATCHING_H
#define ANNEAL_DIFF_MATCHING_H

#include "diff/carried.h"
#include "diff/diff.h"

typedef struct Matcher {
    Arena scratch; /* dies with diff_match */
    Pairs *pairs;
    const MatchOptions *options;
    Renames renames; /* of what was matched so far */
    Notes *notes;
    Errs *errs;
} Matcher;

/* One record of a side, while its partner is looked for. */
typedef struct Item Item;
struct Item {
    Record *rec;
    const Object *owner; /* the table of a part; NULL: an object */
    Str key;             /* folded name, with the schema of an object; absent: unnamed */
    Str old_key;         /* desired only: the same of its OldName; absent: none */
    Item *own;           /* desired only: the live one of its name */
    Item *old;           /* desired only: the live one of its OldName */
    Item *partner;
    bool is_renamed;
    bool was_asked; /* about a cycle of OldNames */
    bool is_alias;  /* live only: the new name of another one, which keeps it until that takes it */
};

typedef struct Items {
    Item *items;
    size_t len;
    Map by_key;
} Items;

/* match_names.c: partners by name and OldName. False where OldNames contradict. */
bool match_names(Matcher *matcher, Items *live, Items *desired);
/* match_parts.c: of equal indexes of a partition, the one that is a part of the parent's index is
 * that whatever its name: no statement makes another one the part. Before names are looked at. */
void match_swapped_parts(Matcher *matcher, const CarriedScope *scope, Items *live, Items *desired);
/* … partners of what has no name on one side, by content; an unnamed desired part
 * then takes the live name. */
void match_contents(Matcher *matcher, const CarriedScope *scope, Items *live, Items *desired);

/* likeness.c: how alike two records of a type are, as a number that only compares. */
int match_likeness(Matcher *matcher, const Item *live, const Item *desired);

#endif
