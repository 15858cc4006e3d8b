/* Tables with parents: partitions, and tables that inherit. What a child gets from its parents, for
 * both models: a live child's file leaves that out, a desired child is given it. Pure. */
#ifndef ANNEAL_ENGINE_POSTGRES_FAMILY_H
#define ANNEAL_ENGINE_POSTGRES_FAMILY_H

#include "model/model.h"

typedef VEC(const Table *) PgTables;

bool pg_is_partition(const Table *table);
bool pg_is_partitioned(const Table *table);
/* `schema.table`, parts quoted where they need it; the schema absent where it is not written. False
 * where it is no such name. */
bool pg_relation_read(Arena *arena, Str text, Str *schema, Str *name);
Str pg_relation_write(Arena *arena, Str schema, Str name);
/* The parents that the model holds, in the order in which they give: of a partition one. */
PgTables pg_family_parents(Arena *arena, const Model *model, const Table *child);
/* … and how many it names. */
size_t pg_family_parent_count(const Table *child);

/* The trigger of a table above a partition that it has one of, too; NULL: the model has none. Sets
 * `*state`, where it is absent, to what the next table above says of when it fires. */
const Object *pg_family_trigger(Arena *arena, const Model *model, const Table *child, Str trigger,
                                Str *state);
/* What parents give to a child, made in `arena`; NULL: none of them has it. An identity is not
 * given, nor are comments. */
Column *pg_family_column(Arena *arena, const Table *child, const PgTables *parents, Str name);
Check *pg_family_check(Arena *arena, const PgTables *parents, Str name);
/* The part of a parent's index in a partition, by the name that the server would give it. */
Index *pg_family_index(Arena *arena, const Table *partition, const Index *parent);
/* The name that the server gives an index or key that has none. */
Str pg_index_name(Arena *arena, const Table *table, const Index *index);
/* … a check or foreign key, beside the others of its table. */
Str pg_check_name(Arena *arena, const Table *table, const Check *check);
Str pg_foreign_key_name(Arena *arena, const Table *table, const ForeignKey *key);

/* Sets is_given of all parts of a live model. */
void pg_family_mark(Model *live);

#endif
