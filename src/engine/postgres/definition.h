/* Definitions as SQL: rendered, and their heads read. */
#ifndef ANNEAL_ENGINE_POSTGRES_DEFINITION_H
#define ANNEAL_ENGINE_POSTGRES_DEFINITION_H

#include "model/change.h"
#include "model/definition.h"
#include "model/op.h"

/* `VIEW`, `FUNCTION`, `TRIGGER`: as DROP, ALTER and COMMENT ON call it. */
Str pg_definition_word(const Definition *definition);
/* As those name it: `"s"."v"`, `"s"."f"(integer)`, `"touch" ON "s"."t"`. */
Str pg_definition_name(Arena *arena, const Definition *definition);
/* CREATE [OR REPLACE] …, without an end. */
Str pg_definition_render(Arena *arena, const Definition *definition, bool replaces);
/* COMMENT ON …; ALTER … ENABLE …; each without an end. A comment that is gone is NULL. */
Str pg_definition_comment(Arena *arena, const Definition *definition);
Str pg_definition_enable(Arena *arena, const Definition *definition);
/* All that a new one needs besides the statement that makes it: its details, whether it fires, its
 * comment. */
void pg_definition_rest(Arena *arena, const Definition *definition, StrVec *statements);

/* ---- definition_details.c: maps whose entries are a statement each. */
void pg_definition_details(Arena *arena, const Definition *definition, StrVec *statements);
/* A kind of detail. */
typedef struct PgDetail {
    FieldId id;
    Op op; /* of a change; of indexes: what replaces one */
    /* What brings `live` to `desired`; either may be NULL, not both. The definition is the desired
     * one. */
    void (*put)(Arena *arena, const Definition *definition, const MapEntry *live,
                const MapEntry *desired, StrVec *statements);
} PgDetail;
extern const PgDetail pg_details[]; /* ended by FIELD_NONE */
/* CREATE INDEX … with all that is said of it besides. */
void pg_detail_index(Arena *arena, const Definition *definition, const MapEntry *index,
                     StrVec *statements);
const MapEntry *pg_detail_find(const MapEntries *entries, Str name); /* NULL */
/* Adds an entry, or replaces the value of the one of that name. Texts are borrowed. */
void pg_detail_set(Arena *arena, Record *rec, FieldId id, Str name, Str value);
/* ALTER MATERIALIZED VIEW … SET, for the fields that are no maps of this kind: absent where
 * nothing differs. */
void pg_detail_storage(Arena *arena, const Definition *live, const Definition *desired,
                       StrVec *statements);

/* Engine.object_script. */
Str pg_object_script(Arena *arena, const Object *object);
/* Sets its bare name and the written one that follows from it, of its relation and of `arguments`:
 * `(integer, text)` of a routine or operator, ` USING btree`, else absent. */
void pg_definition_name_it(Arena *arena, Definition *definition, Str own, Str arguments);
/* What its written name has behind the bare one: `(integer, text)`, ` USING btree`; else empty. */
Str pg_definition_arguments(Arena *arena, const Definition *definition);
/* Whether CREATE OR REPLACE takes the second routine text in the place of the first: equal names
 * and types of arguments, equal result, no default lost. Source: PostgreSQL manual, "CREATE
 * FUNCTION", Overloading and Notes. */
bool pg_definition_same_signature(Arena *scratch, Str live, Str desired);

/* ---- definition_options.c: texts that are lists of options, `(SFUNC = f, STYPE = integer)`. */
typedef struct PgOption {
    Str name;  /* in upper case */
    Str value; /* as written; absent: it is a flag */
} PgOption;
typedef VEC(PgOption) PgOptions;
/* Of a text that begins with the list's parenthesis; `*behind`: what follows it. */
PgOptions pg_options_read(Arena *arena, Str text, Str *behind);
const PgOption *pg_option_find(const PgOptions *options, Str name); /* NULL */
/* ALTER … where the kind has one for all that differs; absent: it hasn't. */
Str pg_definition_alter(Arena *arena, const Definition *live, const Definition *desired,
                        int version);
/* Whether all that differs between two operators comes by itself: the server says of an operator
 * what its commutator or negator, which this plan makes or drops, says. */
bool pg_operator_follows(const Changes *changes, const Definition *live, const Definition *desired);
/* Whether CREATE OR REPLACE takes the second aggregate's text in the place of the first: equal
 * arguments and result. */
bool pg_aggregate_same_signature(Arena *scratch, Str live, Str desired);

#endif
