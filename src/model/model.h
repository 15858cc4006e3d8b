/* A database's schema in memory, live or desired. */
#ifndef ANNEAL_MODEL_MODEL_H
#define ANNEAL_MODEL_MODEL_H

#include "base/map.h"
#include "model/table.h"

/* `from` needs `to`. A soft edge was guessed from names in a text; it gives way in a cycle. */
typedef struct Edge {
    const Object *from;
    const Object *to;
    Str column;         /* or attribute, of `to`, that is used; absent: all of it */
    const Record *part; /* of the table `from` that uses it; NULL: not told apart */
    bool is_soft;
    bool is_body;   /* a soft one, from a body that nobody reads before it runs: gives way first */
    bool is_guess;  /* a soft one whose name stood without its schema: the next */
    bool is_rows;   /* tables on both sides: columns of `from` hold rows of `to` */
    bool is_parent; /* `to` is a parent table of `from`: what changes there changes here, too */
} Edge;

/* Owns everything it holds. */
typedef struct Model {
    Arena arena;
    VEC(Object *) objects;
    VEC(Edge) edges;
    Map by_name; /* kind, schema, name -> Object */
    Map texts;   /* interned */
    /* Live only: relations in scope that no object stands for, as their kind is not managed:
     * label -> what it is ("partitioned table"). Their names are taken. */
    Map unmanaged;
    /* Live only: what exists in scope and neither an object nor a part of one stands for, in words:
     * "2 policies"; absent: nothing. */
    Str left_out;
    /* Live only, of a server that has roles: names of all of them, and the one that looked. */
    Map roles;
    Str role;
    /* Live only: default privileges, in scope or not: records of grant.h. */
    VEC(Object *) defaults;
} Model;

/* Empty; owns its arena, which holds the model itself. */
Model *model_new(void);
void model_free(Model *model); /* accepts NULL */

/* Adds a new object of `type` (one of object_types); names are copied. NULL when the model has
 * that object already. */
void *model_add(Model *model, const RecordType *type, Str schema, Str name);
/* Registers an object that was made in this model's arena. False when it is there already. */
bool model_register(Model *model, Object *object);
/* Exact names; NULL where absent. */
Object *model_find(const Model *model, RecordKind kind, Str schema, Str name);
/* Adds a part to a table; the name is copied, the order kept. */
Column *model_add_column(Model *model, Table *table, Str name);
Index *model_add_index(Model *model, Table *table, Str name);
ForeignKey *model_add_foreign_key(Model *model, Table *table, Str name);
Check *model_add_check(Model *model, Table *table, Str name);
Exclusion *model_add_exclusion(Model *model, Table *table, Str name);
Statistics *model_add_statistics(Model *model, Table *table, Str name);
RowPolicy *model_add_policy(Model *model, Table *table, Str name);
void model_add_edge(Model *model, const Object *from, const Object *to, bool is_soft);
void model_add_parent_edge(Model *model, const Table *child, const Table *parent);
/* Texts are copied. */
void model_add_unmanaged(Model *model, Str schema, Str name, const char *what);
/* What the relation of this name is that no object stands for; NULL: there is none. */
const char *model_unmanaged(const Model *model, Str schema, Str name);
/* One copy of equal texts: types, schemas, actions repeat a lot. */
Str model_intern(Model *model, Str text);
/* Kind, schema, name by bytes; the parts of a table keep their order. */
void model_sort(Model *model);
/* SHA-256 over every field but D_IGNORE ones, as 16 hex digits: the fingerprint of an object. */
Str object_fingerprint(Arena *arena, const Object *object);

#endif
