/* Views, routines, triggers and events: read from the statements that make them, written again. */
#ifndef ANNEAL_ENGINE_MYSQL_MY_DEFINITION_H
#define ANNEAL_ENGINE_MYSQL_MY_DEFINITION_H

#include "engine/mysql/my_create.h"
#include "engine/statement.h"
#include "model/definition.h"

/* The view, routine, trigger or event of a CREATE statement, of no model yet. NULL: the statement
 * makes none, or one whose name says a database. Head and text are in the spelling of ours: what
 * goes without saying is left out, characteristics stand in one order. FIELD_DEFINITION_DEFINER is
 * set where it says one; `` `user`@`host` ``. `catalog`: of a live one, for the character set that
 * goes without saying; NULL: of a package. */
Definition *my_definition_read(Arena *arena, MyFamily family, const MyCatalog *catalog, Str sql);
/* An account as such a statement says it, in the spelling of ours; absent: CURRENT_USER, or not
 * understood. */
Str my_account_read(Arena *arena, Str text);
/* CREATE, or CREATE OR REPLACE, without end and sql_mode, with its definer where that is set. */
Str my_definition_render(Arena *arena, const Definition *definition, bool or_replace);
/* The same with another definer; absent: who runs it. */
Str my_definition_render_as(Arena *arena, const Definition *definition, Str definer,
                            bool or_replace);
Str my_definition_drop(Arena *arena, const Definition *definition);
/* A word of the head that counts: `FUNCTION` of an aggregate one, `VIEW`. */
Str my_definition_word(const Definition *definition);
/* The text of a trigger: where `FOLLOWS x` or `PRECEDES x` stands, and where it would. */
typedef struct MyTriggerOrder {
    size_t at, len; /* within the text; len 0: says none */
    bool precedes;
    Str other; /* the trigger that it names */
} MyTriggerOrder;
bool my_trigger_order(Arena *arena, Str text, MyTriggerOrder *order);
Str my_trigger_with_order(Arena *arena, Str text, Str order); /* `FOLLOWS x`; absent: none */

/* Spells names in the model's own references as the objects and columns they mean are spelled. */
void my_model_complete(Model *model);
/* Foreign keys, and names in the texts of definitions and defaults; of a live trigger not to its
 * own table, which takes it along when it goes. */
void my_model_add_edges(Model *model, bool is_live);
/* By folded name; NULL. */
Table *my_model_table(const Model *model, Str name);
Column *my_table_column(const Table *table, Str name);
/* Names of ours, which no model holds. */
bool my_name_is_internal(Str name);

#endif
