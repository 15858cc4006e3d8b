/* What the files of the recipes share: from changes of one object to pieces. */
#ifndef ANNEAL_ENGINE_MYSQL_MY_RECIPE_H
#define ANNEAL_ENGINE_MYSQL_MY_RECIPE_H

#include "engine/mysql/my_locks.h"
#include "engine/mysql/my_render.h"
#include "engine/mysql/my_slots.h"

typedef struct MyRecipe {
    const RecipeInput *input;
    MyFamily family;
    Arena *arena;
    const ChangeGroup *group;
    const Table *live, *desired; /* NULL: new, or going; or no table */
    Pieces *pieces;
    Errs *errs;
    Map added;        /* folded name of a new column -> int: its piece */
    StrVec come_back; /* names of live foreign keys that go and come back as they are to be */
} MyRecipe;

/* my_recipe.c: a piece that is done by one kind of work, … */
Piece *my_piece(const MyRecipe *recipe, Op op, MyWork work, const Change *change);
/* … of which this is a clause (the writer is freed), … */
void my_set_clause(const MyRecipe *recipe, Piece *piece, MyWork work, SqlWriter *writer);
/* … or a statement of its own: `ALTER TABLE t … , ALGORITHM=…`. */
void my_put_alter(const MyRecipe *recipe, StrVec *statements, MyWork work, SqlWriter *writer);
/* A piece by statements that are no ALTER TABLE. */
Piece *my_plain_piece(const MyRecipe *recipe, Op op, const Change *change);
void my_put(const MyRecipe *recipe, StrVec *statements, Str statement);
#define MY_SQL(recipe, ...) sql_text((recipe)->arena, &my_quoting, __VA_ARGS__)
void my_after(const MyRecipe *recipe, Piece *piece, int index);
void my_need(const MyRecipe *recipe, Piece *piece, const Object *object);
bool my_same_name(Str a, Str b);
int my_index_of(const MyRecipe *recipe, const Piece *piece);

/* my_manner.c: pieces from `first` on, in the way in which the server was seen to take them. */
void my_take_manners(const MyRecipe *recipe, size_t first);
/* Where the clauses begin in a statement, or a clause, that say how ALTER TABLE is to do it; its
 * length where there are none. */
size_t my_manner_begins(Str text);

/* my_recipe_table.c */
void my_create_table(MyRecipe *recipe);
void my_drop_table(MyRecipe *recipe);
void my_rename_table(MyRecipe *recipe, const Change *change);
void my_alter_options(MyRecipe *recipe, const Change *change);
/* my_recipe_partition.c */
void my_alter_partitions(MyRecipe *recipe, const Change *change);

/* my_recipe_add.c: columns that come, go, or get another name. */
void my_add_column(MyRecipe *recipe, const Change *change);
void my_drop_column(MyRecipe *recipe, const Change *change);
void my_rename_columns(MyRecipe *recipe);
/* Where a column stands: ` FIRST`, ` AFTER x`, or nothing at the end. `piece` may be NULL. */
void my_put_place(MyRecipe *recipe, SqlWriter *writer, const Column *column, Piece *piece);

/* my_recipe_dependents.c: what goes in front of a rename, and comes back behind it. Both writers
 * are to be freed or finished. */
typedef struct MyDependents {
    SqlWriter before, behind;
    bool any;
} MyDependents;
/* Whether a text that the server has printed names this column. */
bool my_mentions(Str text, Str column);
MyDependents my_dependents(MyRecipe *recipe, const StrVec *columns);

/* my_recipe_column.c */
void my_alter_column(MyRecipe *recipe, const Change *change);
/* Columns that change because their table's character set does. */
void my_recode_columns(MyRecipe *recipe, const Change *change);

/* my_recipe_counter.c: pieces from `first` on wait for each other, so that what counts has its
 * index. */
void my_tie_counters(const MyRecipe *recipe, size_t first);

/* my_recipe_generated.c: another expression, or another way to be generated. */
void my_alter_generated(MyRecipe *recipe, const Change *change);

/* my_recipe_keep.c: how values that go are kept. Pieces that copy the values of a column, in front
 * of the one that takes them away; a text: why they can't be. */
typedef struct MyKept {
    PiecePark *park; /* NULL: nothing is */
    Piece *begin, *fill;
} MyKept;
const char *my_copy_values(MyRecipe *recipe, const Change *change, bool is_narrowed, MyKept *kept);
void my_keep_values(const MyRecipe *recipe, Piece *piece, const MyKept *kept);
/* Makes sure that the table is empty when it, or a column of it, goes without being kept. */
void my_if_empty(const MyRecipe *recipe, Str table, PiecePark *park);

/* my_recipe_index.c, my_recipe_constraint.c */
void my_change_index(MyRecipe *recipe, const Change *change);
void my_put_drop_index(SqlWriter *writer, const Index *index);
void my_change_check(MyRecipe *recipe, const Change *change);
void my_change_foreign_key(MyRecipe *recipe, const Change *change);
void my_add_foreign_key(MyRecipe *recipe, const Change *change, const ForeignKey *key);
/* Whether a foreign key that changes, other than in its columns, is about the same rows. */
bool my_has_same_rows(const Change *change);
Str my_drop_foreign_key_sql(const MyRecipe *recipe, const Table *table, const ForeignKey *key);

/* my_recipe_key_types.c: foreign keys go before a column of theirs gets another type, and come
 * back. */
void my_free_typed_keys(MyRecipe *recipe);
/* Such a column waits for them, … */
void my_tie_typed_column(const MyRecipe *recipe, Piece *piece, const Change *change);
/* … and for those that go anyway. */
void my_free_dropped_key(const MyRecipe *recipe, Piece *piece, const ForeignKey *key);

/* my_recipe_definition.c, my_recipe_sequence.c */
void my_change_definition(MyRecipe *recipe);
void my_change_sequence(MyRecipe *recipe);

/* What the table is like, by which the servers treat its columns. */
bool my_has_fulltext(const Table *table);
bool my_is_compressed(const Table *table);
bool my_has_indexed_virtual(const Table *table);
bool my_is_indexed(const Table *table, Str column);

/* my_probe.c: queries of one count; absent where they can't be asked. */
Str my_live_column(const MyRecipe *recipe, Str desired); /* its name now; absent: none */
Str my_probe_nulls(const MyRecipe *recipe, Str column);
Str my_probe_rows(const MyRecipe *recipe);
Str my_probe_check(const MyRecipe *recipe, Str expression);
Str my_probe_duplicates(const MyRecipe *recipe, const Index *index);
Str my_probe_orphans(const MyRecipe *recipe, const ForeignKey *key);
Str my_probe_misfits(const MyRecipe *recipe, const Column *desired, Str misfit);

/* my_type.c: what a change of type, character set and collation is. */
typedef struct MyTypeChange {
    MyWork work;
    Op op;
    Str misfit; /* condition of rows that lose something, the column's name written as {c}; absent:
                   none */
} MyTypeChange;
MyTypeChange my_type_change(const MyRecipe *recipe, const Column *live, const Column *desired);

#endif
