/* What the files of the recipes share: from changes over tasks and table states to pieces. */
#ifndef ANNEAL_ENGINE_SQLITE_LITE_RECIPE_H
#define ANNEAL_ENGINE_SQLITE_LITE_RECIPE_H

#include "engine/sqlite/lite_definition.h"
#include "engine/sqlite/lite_render.h"
#include "engine/sqlite/lite_slots.h"
#include "engine/sqlite/lite_table.h"
#include "engine/sqlite/lite_text.h"

/* The changes of a table are done in stages, so that what policy may hold doesn't hold what it
 * lets pass. Each stage takes one rebuild at most. */
typedef enum LiteStage {
    LITE_STAGE_EXPAND,   /* additive, or less strict */
    LITE_STAGE_RESTRICT, /* stricter, or inserts behave otherwise */
    LITE_STAGE_CHANGE,   /* the running application would notice */
    LITE_STAGE_REMOVE,   /* values are lost */
    LITE_STAGE_COUNT
} LiteStage;

/* What a task changes of a column. */
typedef enum LiteAspect {
    LITE_ASPECT_TYPE = 1,
    LITE_ASPECT_NULLABLE = 2, /* with its conflict clause */
    LITE_ASPECT_DEFAULT = 4,
    LITE_ASPECT_COLLATION = 8,
    LITE_ASPECT_GENERATION = 16,
    LITE_ASPECT_AUTO_INCREMENT = 32
} LiteAspect;

/* One thing to do; a change of several fields is several tasks. */
typedef struct LiteTask LiteTask;
struct LiteTask {
    const Change *change;
    Op op;
    LiteStage stage;
    bool needs_rebuild; /* SQLite's ALTER TABLE has no clause for it */
    unsigned aspects;   /* LiteAspect bits, of an altered column */
    const char *reason;
    Str probe;            /* counts the rows in its way; absent: none */
    bool is_wider;        /* a replaced restriction that accepts all it accepted before */
    const LiteTask *host; /* the added column that carries this constraint; or NULL */
};

typedef struct LiteRecipe {
    const RecipeInput *input;
    Arena *arena;
    const ChangeGroup *group;
    const Table *live, *desired; /* NULL: new, or going */
    Pieces *pieces;
    Errs *errs;
    VEC(LiteTask *) tasks;
    Map new_names; /* of renamed columns: folded live name -> Str */
    Map old_names; /* the other way: folded desired name -> Str */
} LiteRecipe;

/* lite_keep.c: how a piece that carries out the tasks of a stage, or only one of them, can keep the
 * values that they take away. */
void lite_keep_columns(const LiteRecipe *recipe, Piece *piece, LiteStage stage,
                       const LiteTask *only);
/* lite_tasks.c: fills `tasks`. */
void lite_tasks_read(LiteRecipe *recipe);
/* Whether a part of a table (index, check, foreign key, generated column) stands on a column. */
bool lite_part_uses(const Record *part, Str column);

/* lite_stages.c: moves tasks to later stages, where what they stand on is there and what they make
 * is a table that SQLite takes. */
void lite_stages_settle(LiteRecipe *recipe);

/* lite_state.c: the table when all tasks up to `stage` are done, with the new names; -1: renames
 * only. Lives in the recipe's arena, `doc`s and names shared with the models. */
Table *lite_state(const LiteRecipe *recipe, int stage);

/* lite_probe.c: queries of one count, on the database as it is now; absent where it can't be asked
 * (what it needs is made by this plan). */
Str lite_probe_nulls(const LiteRecipe *recipe, const Column *desired);
Str lite_probe_rows(const LiteRecipe *recipe);
Str lite_probe_check(const LiteRecipe *recipe, const Check *desired);
Str lite_probe_duplicates(const LiteRecipe *recipe, const Index *desired);
Str lite_probe_orphans(const LiteRecipe *recipe, const ForeignKey *desired);
Str lite_probe_misfits(const LiteRecipe *recipe, const Column *desired);

/* lite_rename.c: pieces for the table's and its columns' new names. */
void lite_rename_table(LiteRecipe *recipe);
void lite_rename_columns(LiteRecipe *recipe);
/* The group of an object (live or desired side); NULL: it doesn't change. */
const ChangeGroup *lite_group_of(const RecipeInput *input, const Object *object);

/* lite_rebuild.c: one piece that does all tasks of a stage. */
bool lite_rebuild(LiteRecipe *recipe, LiteStage stage);

/* lite_carried.c: what DROP TABLE and DROP VIEW take along, and has to come back. */
typedef VEC(const Definition *) LiteDefinitions;
/* Adds a live trigger as it reads after the renames of this plan, for which `piece` waits. False
 * with ERR_UNSUPPORTED where that can't be told. */
bool lite_carry(const LiteRecipe *recipe, Piece *piece, const Definition *live,
                LiteDefinitions *triggers);
/* Stops the piece where the relation has a trigger that isn't one of these, word by word. */
void lite_put_trigger_check(const LiteRecipe *recipe, Piece *piece, Str relation,
                            const LiteDefinitions *triggers);

/* lite_recipe_definition.c: pieces of views and triggers. */
bool lite_recipe_definition(LiteRecipe *recipe);
/* The last stage of a table's changes that the change of its trigger (`desired` NULL: it goes)
 * comes behind; the next one finds it done, and is held with it. */
LiteStage lite_trigger_stage(const LiteRecipe *table, const Definition *desired);

/* lite_order.c: what pieces of different tables wait for: each piece says which changes it has
 * done when it is done. */
void lite_order_done(const LiteRecipe *recipe, Piece *piece, const ChangeGroup *group,
                     const Change *change);
void lite_order_after(const LiteRecipe *recipe, Piece *piece, const ChangeGroup *group,
                      const Change *change);
/* After the new names of a table and its columns. */
void lite_order_after_renames(const LiteRecipe *recipe, Piece *piece, const ChangeGroup *group);
/* After the columns and keys of other tables that foreign keys of this one point to; or only after
 * their new names, where the rest is there already. */
void lite_order_after_targets(const LiteRecipe *recipe, Piece *piece, const Table *table,
                              bool only_names);

/* The change of a view or trigger is done; the piece waits for that of another. */
/* Behind the changes of views and triggers that use the recipe's live table, by way of others or
 * not: SQLite drops no column while one of its schema's views is broken. */
void lite_order_after_users(const LiteRecipe *recipe, Piece *piece);
void lite_order_definition_done(const LiteRecipe *recipe, Piece *piece);
void lite_order_after_definition(const LiteRecipe *recipe, Piece *piece, const ChangeGroup *group);
/* The rebuild of a table (the desired one) in a stage is done; the piece waits for all of them up
 * to a stage. */
void lite_order_stage_done(const LiteRecipe *recipe, Piece *piece, const Object *table,
                           LiteStage stage);
void lite_order_after_stages(const LiteRecipe *recipe, Piece *piece, const Object *table,
                             LiteStage stage);

/* lite_recipe.c: all that is known before there are pieces, of a group with both sides. */
LiteRecipe lite_recipe_read(const RecipeInput *input, const ChangeGroup *group, Errs *errs);
Piece *lite_piece(const LiteRecipe *recipe, Op op, const Change *change, const char *reason);
void lite_put(const LiteRecipe *recipe, StrVec *statements, Str statement);
void lite_need(const LiteRecipe *recipe, Piece *piece, const Object *object);
/* Objects that a table's foreign keys point to and that this plan makes or renames. */
void lite_need_parents(const LiteRecipe *recipe, Piece *piece, const Table *table);

#endif
