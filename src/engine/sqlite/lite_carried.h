/* Renames of a plan, as SQLite itself carries them into views and triggers. */
#ifndef ANNEAL_ENGINE_SQLITE_LITE_CARRIED_H
#define ANNEAL_ENGINE_SQLITE_LITE_CARRIED_H

#include "engine/sqlite/lite_definition.h"

typedef struct LiteRename {
    Str from, to;
} LiteRename;

typedef struct LiteTableRenames {
    LiteRename table; /* both the same: it keeps its name */
    VEC(LiteRename) columns;
} LiteTableRenames;

typedef VEC(LiteTableRenames) LiteRenames;

/* Whether one of them may touch a text. Columns of a table that it doesn't name can't be meant. */
bool lite_renames_touch(const LiteTableRenames *renames, Str text);
/* A live definition's text when these renames are done; false: that can't be told. */
bool lite_renamed_text(Arena *arena, const Model *live, const Definition *definition,
                       const LiteRenames *renames, Str *text);

#endif
