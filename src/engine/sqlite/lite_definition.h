/* Views and triggers: SQLite keeps the statement that makes each. */
#ifndef ANNEAL_ENGINE_SQLITE_LITE_DEFINITION_H
#define ANNEAL_ENGINE_SQLITE_LITE_DEFINITION_H

#include "engine/statement.h"
#include "model/definition.h"
#include "model/model.h"

/* The view or trigger of a CREATE statement, of no model yet. NULL: the statement makes neither, or
 * one that isn't in `main`. The name and that of a trigger's relation are as written, less quotes;
 * a trigger's name is alone in the database. Source: sqlite.org/lang_createview.html,
 * sqlite.org/lang_createtrigger.html. */
Definition *lite_definition_read(Arena *arena, Str sql);
/* CREATE and DROP … IF EXISTS, without ends. */
Str lite_definition_render(Arena *arena, const Definition *definition);
Str lite_definition_drop(Arena *arena, const Definition *definition);
/* The tables that a live definition's text names. */
typedef VEC(const Object *) LiteObjects;
LiteObjects lite_tables_of(Arena *arena, const Model *live, const Definition *definition);
/* The table or view that a trigger is on; NULL: it isn't in the model, or this is a view. */
const Object *lite_relation_of(const Model *model, const Definition *definition);
bool lite_is_trigger_of(const Object *object, Str relation);
/* Spells the relation of each trigger as that relation is spelled. */
void lite_definition_complete(Model *model);
/* A soft edge from each to every table and view that its text names; of a live trigger not to its
 * own, which takes it along when it goes. */
void lite_definition_add_edges(Model *model, bool is_live);

/* Engine.declare_script, Engine.object_script. */
bool lite_declare_script(const Statements *statements, const char *file, Model *desired,
                         bool *is_declared, Errs *errs);
Str lite_object_script(Arena *arena, const Object *object);

#endif
