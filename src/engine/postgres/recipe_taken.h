/* What has to go and come back while something that it uses is made anew, or gives way to another
 * of its name: who takes what along. */
#ifndef ANNEAL_ENGINE_POSTGRES_RECIPE_TAKEN_H
#define ANNEAL_ENGINE_POSTGRES_RECIPE_TAKEN_H

#include "engine/postgres/recipe.h"

/* A view, routine, trigger or rule, or a part of a table; all of them live. */
typedef struct Taken {
    const Object *of;
    const Record *part; /* NULL: the object itself */
    /* The plan redefines it, or something else of the list that it uses: what it is to be may need
     * all of its takers, so the last of them brings it back. */
    bool waits;
    bool is_rows; /* a column that holds rows of the table: it stays, as text */
} Taken;

/* A change whose piece takes others along. */
typedef struct Taker {
    const ChangeGroup *group;
    const Change *change;
    /* Whose creation brings back what the piece drops, as it takes the name that the piece sets
     * free; NULL: the piece itself does. */
    const ChangeGroup *heir;
    Str column;   /* live, of the group's table, where the change is about that one alone */
    Str outsider; /* what would have to go along, and is nobody's to bring back; or absent */
    VEC(const Object *) gone; /* tables whose foreign keys would have to go along, but go anyway */
    VEC(Taken) list;          /* dependents before what they use */
    size_t number;
    VEC(size_t) behind; /* numbers of those that leave it to this one to bring something back */
} Taker;

/* What the piece of a change takes along; NULL: nothing. */
const Taker *taken_by(const RecipeInput *input, const Change *change);
/* The last of the takers of a live object or part; NULL: none takes it. */
const Taker *taken_last(const RecipeInput *input, const Record *live);
/* Who leaves to the creation of this group to bring back what was taken; NULL: nobody. */
const Taker *taken_for_heir(const RecipeInput *input, const ChangeGroup *heir);

/* recipe_taken_part.c: statements that drop a part of a table before the piece's own, and bring it
 * back behind. */
void taken_drop_part(const Recipe *recipe, Piece *piece, const Taker *taker, const Taken *taken);
void taken_put_part_back(const Recipe *recipe, Piece *piece, const Taker *taker,
                         const Taken *taken);

/* What a taken part comes back as, and the table that has it then. */
typedef struct TakenPart {
    const Object *table;
    const Record *part;
} TakenPart;

/* recipe_rows.c: statements that turn a column which holds rows into text, and back. */
void taken_put_rows_away(const Recipe *recipe, Piece *piece, TakenPart made);
void taken_put_rows_back(const Recipe *recipe, Piece *piece, const Taken *taken, TakenPart made);

/* recipe_taken_beside.c: puts what is said of it by statements of their own behind that. */
void taken_put_beside(const Recipe *recipe, Piece *piece, const Taken *taken, TakenPart made);

#endif
