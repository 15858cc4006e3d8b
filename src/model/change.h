/* Changes: the differences between two models, an object each. */
#ifndef ANNEAL_MODEL_CHANGE_H
#define ANNEAL_MODEL_CHANGE_H

#include "model/model.h"

typedef enum ChangeKind {
    CHANGE_CREATE,
    CHANGE_DROP,
    CHANGE_ALTER,
    CHANGE_RENAME,  /* name or schema; what else differs is a change of its own */
    CHANGE_RECREATE /* dropped and created: a D_RECREATE field differs, or its cause says so */
} ChangeKind;

typedef struct Change {
    ChangeKind kind;
    const Record *live;        /* NULL for create */
    const Record *desired;     /* NULL for drop */
    VEC(const Field *) fields; /* that differ: alter, recreate */
    const char *cause;         /* of what no own difference asks for; or NULL */
} Change;

/* All changes of one relation or other object, parents before parts. */
typedef struct ChangeGroup {
    const Object *live;    /* NULL: the object is new */
    const Object *desired; /* NULL: the object goes */
    VEC(Change *) changes;
} ChangeGroup;

typedef struct Changes {
    Arena arena;
    const Model *live;
    const Model *desired;
    VEC(ChangeGroup *) groups; /* ordered by kind, schema, name (the desired, else the live) */
    Map by_object;             /* address of either side -> its group */
} Changes;

/* Puts a group behind the others. */
void changes_add(Arena *arena, Changes *changes, ChangeGroup *group);

void changes_free(Changes *changes); /* accepts NULL */
/* The group of an object (live or desired side); NULL: it doesn't change. */
const ChangeGroup *changes_group_of(const Changes *changes, const Object *object);
/* Whether `change` lists a difference in the field with this key. */
bool change_has(const Change *change, const char *key);

#endif
