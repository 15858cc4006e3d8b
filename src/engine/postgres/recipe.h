/* What the recipes of this folder share.
 *
 * Names: pieces run after the relation's rename, so they use the desired names; probes run before
 * anything, so they use the live ones. */
#ifndef ANNEAL_ENGINE_POSTGRES_RECIPE_H
#define ANNEAL_ENGINE_POSTGRES_RECIPE_H

#include "engine/postgres/family.h"
#include "engine/postgres/pure.h"
#include "model/definition.h"
#include "model/remote.h"

/* A foreign key that has to let go of its key, and comes back unless it goes itself. */
typedef struct Holder {
    const Table *of; /* live */
    const ForeignKey *live;
    Str schema, table;       /* by their names when the piece runs */
    Str name;                /* the same */
    Str renamed;             /* of the piece that gives it that name; absent: none */
    const ForeignKey *again; /* NULL: its own recipe makes it anew, or nobody */
    /* The rows are not read when it comes back, but by a piece of recipe_validate_holders. */
    bool is_validated_later;
    const Piece *let_go; /* where another piece is to put it back */
} Holder;
typedef VEC(Holder) Holders;

/* The changes of one group on their way to pieces. */
typedef struct Recipe {
    const RecipeInput *input;
    Arena *arena;
    /* What this recipe is to do; `home` is what the plan knows it by: they differ where a parent
     * table's recipe does a part of it. */
    const ChangeGroup *group, *home;
    Pieces *pieces;
    Errs *errs;
    const Table *live, *desired; /* of a table; either may be NULL */
    const Object *old;           /* of a new table, the one whose place it takes; or NULL */
    Str schema, name;            /* by which the relation's pieces find it */
    Piece *base;          /* all other pieces come after it: the relation's create or rename */
    const Object *leader; /* whose piece renames this relation too (swaps, chains); or NULL */
    Str behind; /* what a piece of another table sets free before any of these; or absent */
    VEC(const Record *) built_early; /* indexes, before what takes the place of another's */
    StrVec finished; /* live indexes without a record (Table.leftovers) that its pieces see to */
    VEC(const Record *) done;    /* live or desired records that another piece takes care of */
    VEC(const Record *) retyped; /* desired columns whose type another piece changes */
    VEC(const Record *) remade;  /* desired columns that `remake` drops and adds */
    Piece *remake;
    Holders homeless; /* foreign keys that a piece let go, for another to put back */
} Recipe;

/* What is looked up for many groups, made when it is needed first: without it each of 10,000 groups
 * would look at all of them. */
typedef struct RecipeWhole {
    struct Uses *live_uses, *desired_uses; /* recipe_apart.c: what uses what */
    struct Takers *takers;                 /* recipe_takers.c: who takes what along */
    struct Moves *moves;                   /* recipe_rename.c: relations that change their name */
    Map *owned;     /* recipe_sequence.c: label of a desired table -> its SequenceVec */
    Map *keys;      /* recipe_table.c: label of a live table -> its GoingKeys */
    Map *children;  /* recipe_family.c: address of a desired table -> its PgTables */
    void *rewrites; /* rewrite_find.c: Rewrites */
} RecipeWhole;

RecipeWhole *recipe_whole(const Recipe *recipe);
RecipeWhole *recipe_whole_of(const RecipeInput *input);

#define RECIPE_SQL(recipe, ...) sql_text((recipe)->arena, &pg_quoting, __VA_ARGS__)
#define RECIPE_REL(recipe) QN((recipe)->schema, (recipe)->name)

/* A piece with its reason (absent: from the change), after the recipe's base. */
Piece *recipe_add(Recipe *recipe, Op op, const Change *change, Str reason);
/* Puts `piece` behind another of the same call; NULL is nothing. */
void recipe_after(const Recipe *recipe, Piece *piece, const Piece *other);
/* … behind each piece that adds or re-creates this column, or gives it its name. */
void recipe_after_name(const Recipe *recipe, Piece *piece, Str desired_column);
/* … or its type. */
void recipe_after_column(const Recipe *recipe, Piece *piece, Str desired_column);
/* … behind all earlier pieces about a record. */
void recipe_after_all(const Recipe *recipe, Piece *piece, const Record *desired);
/* … behind those of each column that an expression, an index or a list names. */
void recipe_after_expression(const Recipe *recipe, Piece *piece, Str expression);
void recipe_after_index(const Recipe *recipe, Piece *piece, const Index *index);
void recipe_after_columns(const Recipe *recipe, Piece *piece, const StrVec *columns);
/* The last piece of this call that makes, alters or drops a record; NULL. */
Piece *recipe_piece_of(const Recipe *recipe, const Record *rec);
void recipe_put(const Recipe *recipe, Piece *piece, Str statement);
void recipe_undo(const Recipe *recipe, Piece *piece, Str statement);
void recipe_probe(const Recipe *recipe, Piece *piece, Str query); /* an absent one is nothing */
void recipe_done(Recipe *recipe, const Record *rec);
bool recipe_is_done(const Recipe *recipe, const Record *rec);
/* The change of this kind about a record of the group (live or desired side); NULL. */
const Change *recipe_change_of(const ChangeGroup *group, const Record *rec);
/* The group of an object (live or desired side); NULL: it doesn't change. */
const ChangeGroup *recipe_group_of(const RecipeInput *input, const Object *object);
/* "Nullable true -> false, Default none -> 0" of a change's fields. */
Str recipe_reason(Arena *arena, const Change *change);
/* The same of some fields only, given by their keys with blanks between; NULL: all. */
Str recipe_reason_of(Arena *arena, const Change *change, const char *keys);
/* A short name for something that lives for one transaction. */
Str recipe_temporary_name(Arena *arena, Str of);
/* ERR_UNSUPPORTED at a record where the server is older than `version`. */
bool recipe_needs_version(const Recipe *recipe, const Record *rec, int version, const char *what);
/* The live name of a desired column, absent where it is new. */
Str recipe_live_column(const Recipe *recipe, Str desired_column);
/* Whether live rows can be asked about an expression over desired columns: each of them is
 * live under the same name and type. */
bool recipe_can_probe(const Recipe *recipe, Str expression);

/* Whether work of this cost on the recipe's relation is to be done by steps that block nobody: what
 * the direct statement would block for is over the budget. Never on what the plan makes. */
bool recipe_goes_online(const Recipe *recipe, Cost cost);

/* A catalog query that is true where a relation of this name is there, or isn't. */
Str recipe_sql_exists(const Recipe *recipe, Str schema, Str name, bool is_there);

/* recipe_rename.c: renames with their swaps and chains; sets base or leader. */
void recipe_rename_relation(Recipe *recipe, Op rename_op, Op move_op);
/* What the piece frees that gives a column this name. */
Str recipe_column_renamed(const Recipe *recipe, Str schema, Str table, Str column);
void recipe_rename_columns(Recipe *recipe);
void recipe_rename_parts(Recipe *recipe);

/* recipe_column.c */
/* In two goes: an expression may name a plain column that is added, too. */
bool recipe_add_columns(Recipe *recipe, bool are_generated);
bool recipe_alter_columns(Recipe *recipe);
void recipe_allow_nulls(Recipe *recipe);
void recipe_drop_columns(Recipe *recipe);
/* The clauses that change a column's type, its default and collation along; and the operation. */
Op recipe_type_clauses(const Recipe *recipe, const Change *change, SqlWriter *writer);
/* recipe_heir.c: a column that the table only inherits becomes its own, too; behind that, where it
 * is one of a live heir's. */
void recipe_own_column(Recipe *recipe, const Change *change);
void recipe_after_heirs(const Recipe *recipe, Piece *piece, Str live_column);
/* recipe_parents.c: the type of a column that a table has from several parents: one piece for all.
 * False: not such a change. It is tied to other pieces as that of both sides of a foreign key. */
bool recipe_parents_type(Recipe *recipe, const Change *change);
bool recipe_parents_type_has(const Recipe *recipe, const Change *change);
/* An error where a live heir has the column, whose type changes, from another parent, too. */
void recipe_refuse_two_parents(const Recipe *recipe, const Change *change);
/* recipe_rewrite.c: types that change while the application works on. Whether this one does so; its
 * pieces; the statements that drop the side of a column that is not in use. */
bool recipe_rewrites(const Recipe *recipe, const Change *change);
void recipe_rewrite(Recipe *recipe, const Change *change);
void recipe_drop_side(const Recipe *recipe, Piece *piece, Str side);
/* recipe_alias.c: columns that can be used by the new name before they take it. */
/* Whether the column that is renamed is; then pieces bring that, the last of which is given. In
 * `reason` what is to be said of the rename; unchanged: nothing. */
bool recipe_alias_column(Recipe *recipe, const Change *change, const Piece **last, Str *reason);
/* In front of the statement that renames it. */
void recipe_put_alias_gone(const Recipe *recipe, Piece *piece, const Change *change);
void recipe_drop_alias(Recipe *recipe, const Change *change);
/* recipe_alias_table.c: the same of a table whose group is renamed by `change`, with a view. */
bool recipe_alias_table(Recipe *recipe, const Change *change, const Piece **last, Str *reason);
void recipe_put_alias_view_gone(const Recipe *recipe, Piece *piece, const Change *change);
/* Whether a live view is the new name that its table gets in this plan. */
bool recipe_is_alias_view(const RecipeInput *input, const Object *view);
/* How a table or column is to be renamed, by what it, or the environment, says. */
RenameChoice recipe_rename_choice(const Recipe *recipe, const Record *desired);
/* Marks those done that an earlier plan has begun with. */
void recipe_leave_aliases(Recipe *recipe);
/* Whether a default gives every row its own value, so that adding the column writes them all. */
bool recipe_default_is_volatile(Str expression);
/* Marks those done that an earlier plan has begun with and this one goes on with. */
void recipe_leave_rewritten(Recipe *recipe);
/* What sets free that a column has its new type where a piece of another table does that; absent:
 * none does. */
Str recipe_rewritten_name(const Recipe *recipe, const Change *change);
/* recipe_in_place.c: of a piece that changes a type, where the table's file stays as it is: what is
 * read nevertheless, and by which steps it is not read under the lock. */
void recipe_keep_in_place(Recipe *recipe, Piece *piece, const Change *change);
bool recipe_is_identity(const Column *column);
bool recipe_is_generated(const Column *column); /* by an expression */
/* recipe_let_go.c: parts that change together with the type of a column that they read. The server
 * would build them again by their old texts, which the new type may refuse: they go in the piece
 * that changes the type, and their own pieces only make them anew. */
bool recipe_lets_go(const Recipe *recipe, const Change *part);
void recipe_put_let_go(const Recipe *recipe, Piece *piece, const ChangeGroup *group,
                       const Change *column);
/* recipe_rebuilt_parts.c: in the piece that changes the type of a column of a partitioned table,
 * what parts of its indexes lose, as the server builds them by their whole: name, comment, storage.
 */
void recipe_keep_rebuilt_parts(const Recipe *recipe, Piece *piece, const ChangeGroup *group,
                               const Change *column);
/* recipe_key_type.c: a type that both sides of a foreign key change. False: not such a change. */
bool recipe_key_types(Recipe *recipe, const Change *change);
/* Into the piece that makes a table anew: the other sides of such keys. */
void recipe_key_types_of_remade(const Recipe *recipe, Piece *piece);
/* Whether a change of type is part of such a piece. That piece takes the name that frees the column
 * from what reads it, and sets free the name that says that its type is there. */
bool recipe_key_types_has(const Recipe *recipe, const Change *change);
Str recipe_key_types_before(const Recipe *recipe, const ChangeGroup *group, const Change *change);
Str recipe_key_types_after(const Recipe *recipe, const ChangeGroup *group, const Change *change);
/* Whether such a piece drops this foreign key, and puts it back where it stays. */
bool recipe_key_types_take(const RecipeInput *input, const Table *table, const ForeignKey *live);
/* recipe_generated.c: columns by an expression, with what has to be re-created for them. */
bool recipe_generated_columns(Recipe *recipe);
/* What the piece sets free that drops a generated column. */
Str recipe_ungenerated(const Recipe *recipe, const Column *live);
/* Behind each piece that turns generated values into plain ones. */
void recipe_after_kept_values(const Recipe *recipe, Piece *piece);
bool recipe_uses_column(Arena *arena, const Index *index, Str column);
/* recipe_apart.c: whether a routine that the default of a new column calls reads new columns of the
 * table, so that it can come between both only. */
bool recipe_default_is_apart(const Recipe *recipe, const Column *added);
/* recipe_identity.c */
/* Whether ADD COLUMN can't give the column its identity: the table has children, which the server
 * would have to add it to as well. */
bool recipe_identity_comes_later(const Recipe *recipe, const Column *column);
/* The statements that add such a column in turn: itself, its values, its identity. */
void recipe_put_identity_column(const Recipe *recipe, Piece *piece, const Column *column);
void recipe_identity_column(Recipe *recipe, const Change *change);
/* CREATE SEQUENCE of this name with the options of a column's identity. */
Str recipe_identity_sequence(const Recipe *recipe, const Column *column, Str sequence);
/* Makes a column whose default draws from this sequence an identity, which goes on counting. */
void recipe_put_identity_over(const Recipe *recipe, Piece *piece, const Column *column,
                              Str sequence);
/* recipe_fill.c: columns with a value of their own in each row, which is too much to write under a
 * lock. */
/* Values that a column of one table gets in batches. */
typedef struct RecipeFill {
    const Table *live;
    const Table *desired; /* NULL: the package leaves it alone */
    Str column, expression;
    Str where;           /* the rows that are still to do: what `expression` gives ends that */
    const Record *about; /* as in Piece */
} RecipeFill;
bool recipe_can_fill(const Recipe *recipe, const RecipeFill *fill);
Piece *recipe_fill_piece(Recipe *recipe, const Change *change, const RecipeFill *fill);
/* The tables that hold the rows of a live one: itself, or its partitions down to the last. */
PgTables recipe_leaves(const Recipe *recipe, const Table *live);
/* Whether tables inherit from the recipe's, or are parts of it, before or after. */
bool recipe_has_heirs(const Recipe *recipe);
/* Whether a new column comes that way. */
bool recipe_fills(const Recipe *recipe, const Column *column);
/* The piece that adds it, empty; and, when all is known that comes with it, the others. */
Piece *recipe_add_filled(Recipe *recipe, const Change *change);
void recipe_fill_added(Recipe *recipe, const Change *change);
/* Goes on with those that an earlier plan has begun; `is_end`: behind what else is done to them. */
void recipe_fill_columns(Recipe *recipe, bool is_end);
/* Whether such a plan has left this one unfinished. */
bool recipe_is_unfilled(const Recipe *recipe, const Column *desired);
/* Whether the column stops being an identity before its type changes, to one that no identity has.
 * Its default then comes with the type. */
bool recipe_identity_goes_first(const Column *live, const Column *desired);
/* Whether the identity of a column takes over, or gives way to, this sequence. */
bool recipe_identity_takes(const RecipeInput *input, const Sequence *live);
bool recipe_identity_leaves(const RecipeInput *input, const Sequence *desired);
/* That of a column of the recipe's table: of a live one that becomes an identity, of a desired one
 * that was one; NULL. */
const Sequence *recipe_identity_takes_of(const Recipe *recipe, const Column *live);
const Sequence *recipe_identity_leaves_of(const Recipe *recipe, const Column *desired);
/* recipe_sequence.c */
bool recipe_sequence(Recipe *recipe);
/* Bounds that the position of a sequence may lie outside of. NEVER: it can't lie inside. */
typedef enum SequenceFit { SEQUENCE_FITS, SEQUENCE_MAY_FIT, SEQUENCE_NEVER_FITS } SequenceFit;
SequenceFit recipe_sequence_fit(const PgSequenceOptions *from, const PgSequenceOptions *to);
/* A statement that, where `outside` (SQL, one boolean) is so, restarts with a value within the old
 * and the new bounds. `alter`: up to RESTART. Not by setval, which no rollback takes back. */
Str recipe_sequence_restart(const Recipe *recipe, Str outside, Str alter,
                            const PgSequenceOptions *from, const PgSequenceOptions *to);
void recipe_own_sequences(Recipe *recipe, const Change *column_change, Piece *column_piece);
/* recipe_key.c */
void recipe_drop_keys(Recipe *recipe);
bool recipe_keys(Recipe *recipe);
/* A clause that changes a column's type. Where the column is one that a referenced key includes,
 * the server builds the key again, but doesn't think of the foreign keys: they let go for it. */
void recipe_put_type_clause(Recipe *recipe, Piece *piece, Str live_column, Str clause);
/* Whether the foreign key is dropped, and put back where it stays, by the piece that replaces or
 * drops the key it references. */
bool recipe_key_takes(const RecipeInput *input, const ForeignKey *live);
/* recipe_holders.c: foreign keys onto a key that goes. */
/* Whether a live foreign key needs this live key, or index, and no other of the same columns. */
bool recipe_rests_on(const ForeignKey *key, const Table *parent, const Index *index);
/* Those of a live key of the recipe's table, or of an index that serves as one. */
Holders recipe_find_holders(const Recipe *recipe, const Index *index);
void recipe_let_holders_go(const Recipe *recipe, Piece *piece, const Holders *holders);
/* Each behind the key that it references from now on, which another piece may make. */
void recipe_put_holders_back(Recipe *recipe, Piece *piece, const Holders *holders);
/* A statement that drops or replaces the key, with its holders let go before and back behind it. */
void recipe_put_between_holders(Recipe *recipe, Piece *piece, const Holders *holders,
                                Str statement);
/* Those that the key of this piece takes over from one that goes. */
void recipe_put_homeless(const Recipe *recipe, Piece *piece, const Index *index);
/* Builds the indexes, of keys that come later, on which foreign keys are to rest once the live key
 * goes: so that they come back in the transaction in which they let go. Before its piece is made.
 */
void recipe_build_for_holders(Recipe *recipe, const Change *change, const Index *live);
/* … in a piece behind that of an index which is built outside of a transaction. */
void recipe_put_homeless_apart(Recipe *recipe, const Change *change, const Index *index);
/* Pieces behind `piece` for those that it has put back without a look at the rows. */
void recipe_validate_holders(Recipe *recipe, const Change *change, const Piece *piece,
                             const Index *index, const Holders *holders);
/* Drops one key or index and makes another. Of a partitioned table: the parts go with the old one,
 * and come, by their names, before the new one, which can't take an index over. */
void recipe_replace_in_turn(Recipe *recipe, Piece *piece, const Index *live, const Index *desired);
/* Behind all that its columns have to be first. */
void recipe_order_key(const Recipe *recipe, Piece *piece, const Index *index);
/* recipe_key_online.c: as above, false and NULL: nothing, it is to be done directly. */
bool recipe_add_key_online(Recipe *recipe, const Change *change);
/* A key, or an index, by the other; the piece that swaps them. */
Piece *recipe_replace_key_online(Recipe *recipe, const Change *change, const Index *live,
                                 const Index *desired);
/* ADD CONSTRAINT … USING INDEX, a clause. */
Str recipe_sql_add_using(const Recipe *recipe, const Index *index, Str built);
/* Makes a unique index that is there the constraint that it is to be. */
Piece *recipe_adopt_index(Recipe *recipe, const Change *change, const Index *index, Str built);
bool recipe_key_versions(const Recipe *recipe, const Index *index);
/* recipe_index.c */
void recipe_indexes(Recipe *recipe);
void recipe_create_indexes(Recipe *recipe, const Change *table_change); /* of a new table */
void recipe_drop_indexes(Recipe *recipe);
void recipe_parameters(const Recipe *recipe, Piece *piece, const RecordType *type, Str schema,
                       Str name, const MapEntries *live, const MapEntries *desired);
/* recipe_online.c: indexes while the application reads and writes. */
/* Whether an index of a table that is there is built that way. */
bool recipe_index_goes_online(const Recipe *recipe, const Index *index);
/* How much longer the build takes than that of a B-tree. */
int recipe_build_times(const Index *index);
/* Each makes its pieces, the last of which is about the index; false: nothing, it is to be done
 * directly. */
bool recipe_create_online(Recipe *recipe, const Change *change, const Index *index);
bool recipe_replace_online(Recipe *recipe, const Change *change);
bool recipe_drop_online(Recipe *recipe, const Change *change);
/* The piece that builds what is to become an index or a key; its name meanwhile. */
Str recipe_build_online(Recipe *recipe, const Change *change, const Index *index);
/* The same, long before the piece that makes it what it is to be. */
void recipe_build_early(Recipe *recipe, const Change *change, const Index *index);
Str recipe_sql_drop_online(const Recipe *recipe, Str name); /* where there is one */
/* The step of such a build skips one that is valid, and removes what a cut-off run has left. */
void recipe_may_be_cut_off(const Recipe *recipe, Piece *piece, Str schema, Str name);
/* As a plain index, whatever constraint it is to become. */
Index recipe_plain_index(const Index *index);
/* recipe_index_parts.c: of a partitioned table, child by child. */
bool recipe_create_parts_online(Recipe *recipe, const Change *change, const Index *index);
/* recipe_swap_parts.c: one takes another's place there; the piece that swaps them, NULL: nothing,
 * it is to be done directly. */
Piece *recipe_swap_parts_online(Recipe *recipe, const Change *change, const Index *live,
                                const Index *desired);
/* Whether an index of this name on the recipe's table is one that the recipe of the table whose
 * partition it is builds. */
bool recipe_is_built_by_whole(const Recipe *recipe, Str name);
/* Where a live index is what subscribers go by, and its successor is to be: the statement. */
void recipe_keep_replica_identity(const Recipe *recipe, Piece *piece, const Index *live,
                                  const Index *desired, Str name);
/* What no other piece sees to of what builds have left behind. */
void recipe_drop_leftovers(Recipe *recipe);
void recipe_drop_leftover(Recipe *recipe, const Change *change, Str name);
/* recipe_view_index.c: an index of a materialized view that stays; false: its statement is within
 * the budget. */
bool recipe_view_index_online(Recipe *recipe, const Change *change, const MapEntry *live,
                              const MapEntry *desired);
void recipe_view_leftovers(Recipe *recipe, const Change *change);
/* recipe_check.c */
/* Leftovers: of runs that were cut off, less those that another piece goes on with. */
void recipe_drop_checks(Recipe *recipe, bool are_leftovers);
bool recipe_checks(Recipe *recipe);
bool recipe_check_versions(const Recipe *recipe, const Check *check);
/* Of a new table, those that CREATE TABLE can't have: NOT VALID means nothing there. */
void recipe_create_checks(Recipe *recipe, const Change *table_change);
/* recipe_foreign_key.c */
void recipe_drop_foreign_keys(Recipe *recipe, bool are_leftovers);
bool recipe_foreign_keys(Recipe *recipe);
bool recipe_create_foreign_keys(Recipe *recipe, const Change *table_change);
/* The desired one that a live foreign key of a group is or becomes; NULL: it goes. */
const ForeignKey *recipe_foreign_key_twin(const ChangeGroup *group, const ForeignKey *live);
/* What the piece that renames a live foreign key sets free, for pieces of other tables to take. */
Str recipe_foreign_key_renamed(const Recipe *recipe, const ChangeGroup *group,
                               const ForeignKey *live);
/* Puts one back that had to let go, with its comment. */
void recipe_put_foreign_key(const Recipe *recipe, Piece *piece, const Object *table,
                            const ForeignKey *key);
/* recipe_comment.c: those of the object and of its parts. */
void recipe_comments(Recipe *recipe);
Str recipe_sql_comment(const Recipe *recipe, const Record *rec, Str comment);
/* On the index of a constraint, its own beside that. */
Str recipe_sql_index_comment(const Recipe *recipe, const Record *rec, Str comment);
/* The same of a check of another domain than the recipe's own, under the recipe's name. */
Str recipe_sql_domain_check_comment(const Recipe *recipe, const Check *check, Str comment);
/* recipe_definition.c */
void recipe_definition(Recipe *recipe);
/* recipe_view_beside.c: a materialized view that is made anew, beside the old one, which `drop`
 * drops; the piece that puts it in its place. NULL: nothing, it is to be done directly. */
Piece *recipe_view_beside(Recipe *recipe, const Change *change, Str drop, Str reason);
/* Whether a live view is what such a recipe had left, and one of this plan makes anew. */
bool recipe_is_view_beside(const Recipe *recipe, const Object *live);
/* Whether CREATE OR REPLACE does it. */
bool recipe_definition_is_replaced(const RecipeInput *input, const Definition *live,
                                   const Definition *desired);
/* … or ALTER: what uses it may stay, too. */
bool recipe_definition_stays(const RecipeInput *input, const Definition *live,
                             const Definition *desired);
/* recipe_apart.c */
/* Whether an object uses a table in the end, but for bodies that nobody reads yet. */
bool recipe_leads_back(const RecipeInput *input, bool is_live, const Object *from,
                       const Object *table);
/* Whether a part of a desired table uses a routine that uses the table. */
bool recipe_part_is_apart(const RecipeInput *input, const Object *table, const Record *part);
/* The desired table less such defaults and checks: pieces of their own make them. Less NOT NULL,
 * too, where a parent gives it. */
Table *recipe_without_apart(const Recipe *recipe);
/* Whether a desired object uses another in what the server looks into when it is made. */
bool recipe_desired_uses(const RecipeInput *input, const Object *user, const Object *used);
void recipe_set_apart_defaults(Recipe *recipe, const Change *table_change);
/* recipe_taken.c */
/* Puts what uses the object or column that `change` makes anew into its piece: gone before, back
 * behind. */
void recipe_take_along(const Recipe *recipe, Piece *piece, const Change *change);
/* ERR_UNSUPPORTED where something that nobody manages (absent: nothing) would have to go along with
 * what a change makes anew. */
void recipe_refuse_outsider(const Recipe *recipe, const Change *change, Str outsider);
/* Drops the recipe's object and makes it anew, with what uses it gone meanwhile. */
void recipe_remake(const Recipe *recipe, Piece *piece, const Change *change, Str drop,
                   const StrVec *make);
/* Into the piece that creates the recipe's object: what the drop of another object took along that
 * had this name. */
void recipe_bring_back(const Recipe *recipe, Piece *piece);
/* Whether some piece takes this live definition along, and so brings back what it is to be. */
bool recipe_is_taken(const RecipeInput *input, const Object *live);
/* What such a piece sets free: who drops the definition for good takes it. */
Str recipe_taken_name(const Recipe *recipe, const Definition *live);
/* recipe_takers.c: a table with a column that holds rows of the live table, or of one below it,
 * which the server then refuses to write anew; NULL: none. */
const Object *recipe_rows_holder(const RecipeInput *input, const Object *live);
/* recipe_rows.c: the statements that add a column with its values to such a table; an error where
 * the server would write it anew either way. */
void recipe_put_column_in_turn(Recipe *recipe, Piece *piece, const Column *column,
                               const Object *holder);
/* An error where such a table would be written anew for a stored generated column. */
void recipe_refuse_to_write(const Recipe *recipe, const Column *column);
/* recipe_taken_part.c: the same of a part of a table: of a column its default, or itself where it
 * is generated. */
bool recipe_part_is_taken(const RecipeInput *input, const Record *live);
/* The statement that makes an index, a constraint or statistics of a table that is there. */
Str recipe_sql_make_part(const Recipe *recipe, const Object *table, const Record *part);
Str recipe_taken_part_name(const Recipe *recipe, const Object *table, const Record *live);
/* Marks those done that another piece brings back as they are to be. */
void recipe_leave_taken_parts(Recipe *recipe);
/* Behind the pieces that take a live part of the recipe's table: of who drops it for good. */
void recipe_after_taken(const Recipe *recipe, Piece *piece, const Record *live);
/* `IF EXISTS ` for the drop of a part that another piece may have dropped by then; else absent. */
Str recipe_if_exists(const Recipe *recipe, const Change *part);
/* Whether a generated column loses its expression for a while only, and keeps its place. */
bool taken_keeps_column(const RecipeInput *input, const Object *of, const Column *column);
/* recipe_table.c: what the piece that drops a live table sets free. */
Str recipe_gone_name(Arena *arena, const Object *live);
/* recipe_not_null.c */
bool recipe_not_null_versions(const Recipe *recipe, const Column *column);
Str recipe_not_null_clause(const Recipe *recipe, const Column *column); /* that forbids NULL */
/* Of a column that may hold NULL so far: recipe_piece_of(column) is the last of its pieces. */
void recipe_forbid_nulls(Recipe *recipe, const Change *change);
void recipe_not_null(Recipe *recipe, const Change *change); /* of one that is there already */
/* Names of constraints of columns that go, or take another, which new columns need. Sets base. */
void recipe_free_not_nulls(Recipe *recipe);
/* Whether a table that inherits has NOT NULL on the column from a parent alone. */
bool recipe_inherits_not_null(const Recipe *recipe, const Column *column);
void recipe_create_not_nulls(const Recipe *recipe, Piece *piece);
Str recipe_not_null_comment(const Recipe *recipe, const Column *column, Str comment);
/* recipe_options.c: what is said of a table, its columns and indexes beside their structure. */
bool recipe_column_versions(const Recipe *recipe, const Column *column);
void recipe_column_options(Recipe *recipe, const Change *change);
void recipe_create_column_options(const Recipe *recipe, Piece *piece); /* of a new table */
bool recipe_table_files(Recipe *recipe);
void recipe_move_index(Recipe *recipe, const Change *change);
/* Statistics targets of an index's expressions, by its name when the piece runs; `from` NULL: it is
 * new. */
void recipe_index_statistics(const Recipe *recipe, Piece *piece, Str name, const Record *from,
                             const Record *to);
/* `table_change`: of a new table, else NULL. */
void recipe_cluster(Recipe *recipe, const Change *table_change);
void recipe_replica_identity(Recipe *recipe, const Change *table_change);
/* recipe_exclusion.c */
void recipe_exclusions(Recipe *recipe);
void recipe_drop_exclusions(Recipe *recipe);
/* recipe_statistics.c */
bool recipe_statistics(Recipe *recipe);
bool recipe_create_statistics(Recipe *recipe, const Change *table_change); /* of a new table */
void recipe_drop_statistics(Recipe *recipe);
/* DROP STATISTICS IF EXISTS of a live one. */
Str recipe_statistics_let_go(const Recipe *recipe, const Change *part);
/* Behind a change of type: the server makes statistics anew without their targets. */
void recipe_keep_statistics_targets(const Recipe *recipe, Piece *piece, const ChangeGroup *group,
                                    Str column);
Str recipe_statistics_target(const Recipe *recipe, const Statistics *statistics);
/* recipe_policy.c */
void recipe_policies(Recipe *recipe);
void recipe_create_policies(Recipe *recipe, const Change *table_change); /* of a new table */
void recipe_drop_policies(Recipe *recipe);
/* Whether policies count: of a new table in the piece that creates it, so that nobody sees its rows
 * without them. */
void recipe_create_row_security(const Recipe *recipe, Piece *piece);
void recipe_row_security(Recipe *recipe);
/* recipe_rights.c */
/* Owner and rights of an object that a piece has just made, columns too: what differs from what the
 * server gives it by itself. `object` says what they are to be; `live`: what it was before it was
 * dropped (the two may be one); NULL: there was none. */
void recipe_new_rights(const Recipe *recipe, const Object *object, const Object *live, StrVec *to);
/* A statement about the sequence of an identity of the recipe's table, whose name the server has;
 * and its comment; absent: none. */
Str recipe_on_identity(const Recipe *recipe, Str column, Str statement);
Str recipe_identity_comment(const Recipe *recipe, const Column *column, Str comment);
/* The same of a column that was made anew. */
void recipe_column_rights(const Recipe *recipe, const Object *table, const Column *column,
                          StrVec *to);
/* Pieces for changes of an object that stays, and of its columns. */
void recipe_rights(Recipe *recipe);
/* Default privileges, all of a role's in a schema at once. */
void recipe_default_privileges(Recipe *recipe);
/* recipe_publication.c, recipe_remote.c, recipe_subscription.c */
bool recipe_publication(Recipe *recipe);
/* Lets the publications go that list a live column, or filter by it, while a piece changes its
 * type. */
void recipe_take_published(const Recipe *recipe, Piece *piece, const ChangeGroup *group,
                           Str column);
/* … behind one that makes a table anew: whatever published the old one publishes the new. */
void recipe_publish_again(const Recipe *recipe, Piece *piece, const Object *before,
                          const Object *table);
bool recipe_remote(Recipe *recipe); /* wrappers, servers, user mappings */
bool recipe_subscription(Recipe *recipe);
/* Of what no schema holds; sets base. `words`: as ALTER calls the kind. */
void recipe_rename_global(Recipe *recipe, const char *words);
/* recipe_foreign_table.c */
void recipe_foreign_options(Recipe *recipe);
Str recipe_sql_drop_table(const Recipe *recipe, const Table *table); /* under the recipe's name */
/* Whether a table gets another server, or one for the first or last time: it is made anew. */
bool recipe_changes_server(const ChangeGroup *group, const Change *change);
bool recipe_new_server(Recipe *recipe, const Change *change);
/* recipe_type.c: types, collations and extensions. */
bool recipe_type(Recipe *recipe);
/* Checks of a domain that CREATE DOMAIN can't have: NOT VALID. */
void recipe_put_late_checks(const Recipe *recipe, Piece *piece, const Object *object);
/* recipe_enum.c, recipe_domain.c, recipe_composite.c, recipe_extension.c: what is changed in place.
 */
void recipe_rename_values(Recipe *recipe, const Change *change);
void recipe_enum(Recipe *recipe, const Change *change);
void recipe_domain(Recipe *recipe, const Change *change);
void recipe_domain_checks(Recipe *recipe);
/* recipe_domain_values.c: `op` of a piece that makes the server read all values of the recipe's
 * domain: locks their tables and, before anything runs, counts those that a check (NULL: NOT NULL)
 * refuses. */
void recipe_read_values(const Recipe *recipe, Piece *piece, Op op, const Check *check);
Str recipe_sql_add_domain_check(const Recipe *recipe, const Check *check);
void recipe_rename_attributes(Recipe *recipe, const Change *change);
void recipe_composite(Recipe *recipe, const Change *change);
void recipe_comment_on_attributes(Recipe *recipe, const Change *change); /* of a new type */
Str recipe_sql_attribute_comment(const Recipe *recipe, const Attribute *attribute);
void recipe_extension(Recipe *recipe, const Change *change);
/* recipe_retype.c: what is made anew. */
void recipe_retype(Recipe *recipe, const Change *change);
/* Of a type that goes, when another comes by its name. */
void recipe_step_aside(Recipe *recipe, const Change *change);
void recipe_multirange(Recipe *recipe, const Change *change); /* its name only */
/* Behind the range type that gives up the name of its multirange type, where one does. */
void recipe_take_multirange(const Recipe *recipe, Piece *piece);
/* What the piece that renames a live type, or puts another in its place, sets free. */
Str recipe_carried_name(Arena *arena, const Object *live);
/* Puts the pieces from `from` on behind those that rename the types which the live object names. */
void recipe_after_carried(const RecipeInput *input, const ChangeGroup *group, Pieces *pieces,
                          size_t from);
/* Whether columns have the recipe's live type, or arrays of it. */
bool recipe_is_stored(const Recipe *recipe);
/* recipe_family.c: partitions and tables that inherit. What is done to a parent is done to its
 * children: their groups leave it out, and the parent's pieces see to what would go wrong. */
void recipe_leave_out_carried(Recipe *recipe);
/* Behind what a piece does to a column of the parent in these fields ("Default Nullable"): what
 * children have otherwise. */
void recipe_put_overrides(const Recipe *recipe, Piece *piece, const Column *column,
                          const char *fields);
/* … of another desired parent than the recipe's. */
void recipe_put_overrides_of(const Recipe *recipe, Piece *piece, const Table *parent,
                             const Column *column, const char *fields);
/* The parts of an index in the partitions, by their own names, before the index itself: it takes
 * them as its own. */
void recipe_put_index_parts(const Recipe *recipe, Piece *piece, const Index *index);
/* Into the piece that makes the recipe's table a partition: names of indexes that are equal to its
 * parts, as the server may take one of those for the part. */
void recipe_put_equal_owns(const Recipe *recipe, Piece *piece);
/* What a piece that makes a part of an index sets free, for those that say more of the part. */
Str recipe_part_made(const Recipe *recipe, const Object *table, const Index *part);
/* Parts that stay as indexes of their own while the index whose parts they are goes. */
void recipe_put_kept_parts(const Recipe *recipe, Piece *piece, const Index *live);
/* Where it takes its parts along: sets free their names. */
void recipe_free_parts(const Recipe *recipe, Piece *piece, const Index *live);
/* Behind what takes the part along whose name a new index of the recipe's table gets. */
void recipe_after_part(const Recipe *recipe, Piece *piece, const Index *index);
/* Whether a parent's recipe does this change of a child's column, check or index. */
bool recipe_is_carried(const RecipeInput *input, const ChangeGroup *group, const Change *change);
/* The children that the desired model gives a table. */
PgTables recipe_children(const Recipe *recipe, const Table *parent);
/* The live table that becomes this one; NULL: it is new. */
const Table *recipe_live_table(const Recipe *recipe, const Table *desired);
/* Whether one could be the other's part, whatever their names. */
bool recipe_same_index(const Index *a, const Index *b);
/* What the piece frees that makes the table a partition. */
Str recipe_attached(const Recipe *recipe, const Table *partition);
/* recipe_attach_online.c: a condition that proves to the server that the rows of the recipe's live
 * table fit the bounds in a desired parent; absent where it would read them all the same. */
Str recipe_attach_proof(const Recipe *recipe, const Table *parent);
/* Whether the recipe's table is and stays partitioned. */
bool recipe_is_partitioned(const Recipe *recipe);
/* recipe_repartition.c: a table whose partition key comes, goes or changes is made anew with its
 * rows, and its partitions with it. */
/* The change of a group that is one: of the table itself, or of the type of a column in its key;
 * NULL: none. */
const Change *recipe_repartition_of(const RecipeInput *input, const ChangeGroup *group);
/* Whether a live table, or a partition below it, has the column in its partition key: the server
 * never changes the type of that, or drops it. */
bool recipe_is_in_key(const RecipeInput *input, const Object *table, Str column);
/* Whether that of another table takes care of the recipe's. */
bool recipe_is_below_repartition(const Recipe *recipe);
bool recipe_repartition(Recipe *recipe, const Change *change);
/* What such a piece sets free for those that want the new table. */
Str recipe_anew_name(const Recipe *recipe, const Table *desired);
/* What the piece of a table that is made anew sets free where the recipe's live partition leaves
 * that table, and the piece detaches it; absent: there is none. */
Str recipe_detached_by(const Recipe *recipe);
/* recipe_detach.c */
/* Lets a partition go from a table that is called `live_parent`, and `parent` when the piece runs;
 * the last piece. */
Piece *recipe_detach(Recipe *recipe, const Change *change, Str live_parent, Str parent);
/* Tables that reference the tables above the recipe's live partition, and those that these
 * reference: DETACH locks them, too, as it takes the partition's share of each foreign key away. */
void recipe_lock_key_tables(const Recipe *recipe, Piece *piece);
/* Of a live table that is half detached, before all else. */
void recipe_finish_detach(Recipe *recipe);
/* recipe_attach.c: the ties themselves. */
/* `shop.orders`, of a live table, after the renames of this plan. */
Str recipe_future_name(const Recipe *recipe, Str written);
/* The piece locks the table that is written so, too. */
void recipe_lock_related(const Recipe *recipe, Piece *piece, Str written);
/* Those that go, before all else. */
void recipe_leave_parents(Recipe *recipe);
/* Those that come, behind all that makes the child fit. */
void recipe_join_parents(Recipe *recipe);
/* A partition that goes while its table stays lets go of it first: foreign keys that refer to the
 * table hold on to its partitions. */
/* Whether the piece's last statement is a DETACH of what was attached until then. */
bool recipe_detach_to_drop(const Recipe *recipe, Piece *piece);
/* Puts the piece that makes an index or key without its parts behind those that change bounds of
 * partitions below the recipe's table: an index that is not whole would be in their way. */
void recipe_after_bounds(const Recipe *recipe, Piece *piece);
/* What a partition that goes sets free, for those that take its bounds. */
/* recipe_park.c: how the drop of a table, the piece's last statement, can keep it. `detaches`: the
 * statement before makes it a table by itself. */
void recipe_park(const Recipe *recipe, Piece *piece, bool detaches);
/* … and the statement that locks it and fails where it, or a part of it, is not empty. */
Str recipe_nothing_kept(const Recipe *recipe);
void recipe_free_bounds(const Recipe *recipe, Piece *piece);
/* recipe_backup.c: how the values of a live column, which is called `name` by then, can be copied
 * before a piece takes them away. The pieces that come before it, to be called before it is added;
 * NULL: they can't be. */
PiecePark *recipe_copy_values(Recipe *recipe, const Change *change, Str name, Pieces *before);
/* What has a value that its enum type loses has none from then on, where that is kept: else the
 * server would refuse the type. */
void recipe_empty_misfits(const Recipe *recipe, const Change *change, PiecePark *park);
/* Ties those to the piece itself. */
void recipe_keep_values(const Recipe *recipe, Piece *piece, const PiecePark *park,
                        const Pieces *before);
/* recipe_trigger_states.c: when triggers of partitioned tables fire in single partitions. */
/* Behind what makes a trigger, or says when it fires: where partitions have it otherwise. */
void recipe_put_trigger_states(const Recipe *recipe, const Definition *trigger, StrVec *to);
/* Behind what attaches a partition that was one already: what it and those below had otherwise. */
void recipe_put_partition_states(const Recipe *recipe, const Table *partition, StrVec *to);
/* The piece of the recipe's partition itself. `is_attached`: the plan makes it one. */
void recipe_trigger_states(Recipe *recipe, const Change *change, bool is_attached);
/* recipe_schema.c */
void recipe_schema(Recipe *recipe);
/* recipe_table.c */
bool recipe_create_table(Recipe *recipe, const Change *change);
bool recipe_table(Recipe *recipe);

/* probe.c: SELECTs of one count, over live names; absent where nothing can be asked. */
Str probe_any_row(const Recipe *recipe);
Str probe_nulls(const Recipe *recipe, const Column *live);
Str probe_unique(const Recipe *recipe, const Index *index);
Str probe_check(const Recipe *recipe, const Check *check);
Str probe_foreign_key(const Recipe *recipe, const ForeignKey *key);
Str probe_type(const Recipe *recipe, const Column *live, const Column *desired);

#endif
