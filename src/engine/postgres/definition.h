/* Definitions as SQL: rendered, and their heads read. */
#ifndef ANNEAL_ENGINE_POSTGRES_DEFINITION_H
#define ANNEAL_ENGINE_POSTGRES_DEFINITION_H

#include "model/definition.h"

/* `VIEW`, `FUNCTION`, `TRIGGER`: as DROP, ALTER and COMMENT ON call it. */
Str pg_definition_word(const Definition *definition);
/* As those name it: `"s"."v"`, `"s"."f"(integer)`, `"touch" ON "s"."t"`. */
Str pg_definition_name(Arena *arena, const Definition *definition);
/* CREATE [OR REPLACE] …, without an end. */
Str pg_definition_render(Arena *arena, const Definition *definition, bool replaces);
/* COMMENT ON …; ALTER TABLE … ENABLE …: what the statement that makes it doesn't say, each without
 * an end. A comment that is gone is NULL. */
Str pg_definition_comment(Arena *arena, const Definition *definition);
Str pg_definition_enable(Arena *arena, const Definition *definition);
/* Engine.object_script. */
Str pg_object_script(Arena *arena, const Object *object);
/* Sets its bare name and the written one that follows from it, of its relation and of `arguments`:
 * `(integer, text)` of a routine, else absent. */
void pg_definition_name_it(Arena *arena, Definition *definition, Str own, Str arguments);
/* `(integer, text)` of a routine's written name; else absent. */
Str pg_definition_arguments(const Definition *definition);
/* Whether CREATE OR REPLACE takes the second routine text in the place of the first: equal names
 * and types of arguments, equal result, no default lost. Source: PostgreSQL manual, "CREATE
 * FUNCTION", Overloading and Notes. */
bool pg_definition_same_signature(Arena *scratch, Str live, Str desired);

#endif
