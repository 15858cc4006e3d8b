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
/* All that makes a new one: that alone, but of a view that reads itself. */
void pg_definition_create(Arena *arena, const Definition *definition, StrVec *statements);
/* COMMENT ON …; ALTER … ENABLE …; each without an end. A comment that is gone is NULL. */
Str pg_definition_comment(Arena *arena, const Definition *definition);
Str pg_definition_enable(Arena *arena, const Definition *definition);
/* Of a trigger or rule: `ORIGIN`, `DISABLED`, `REPLICA`, `ALWAYS`; and what ALTER TABLE says for
 * such a state, in any case: `ENABLE REPLICA`; absent: it is none. */
Str pg_trigger_state(const Record *trigger);
Str pg_trigger_state_word(Str state);
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
/* CREATE INDEX CONCURRENTLY of it, under another name. */
Str pg_detail_index_online(Arena *arena, const Definition *definition, const MapEntry *index,
                           Str name);
const MapEntry *pg_detail_find(const MapEntries *entries, Str name); /* NULL */
/* Adds an entry, or replaces the value of the one of that name. Texts are borrowed. */
void pg_detail_set(Arena *arena, Record *rec, FieldId id, Str name, Str value);
/* ALTER MATERIALIZED VIEW … SET, for the fields that are no maps of this kind: absent where
 * nothing differs. */
void pg_detail_storage(Arena *arena, const Definition *live, const Definition *desired,
                       StrVec *statements);

/* A name quoted where it could be misread; keywords stand bare. */
Str pg_name_written(Arena *arena, Str name);
/* Where the text of a trigger or rule names its relation; false: nowhere. */
typedef struct PgRelationSpan {
    size_t from, to; /* bytes of the text */
} PgRelationSpan;
bool pg_definition_relation(const Definition *definition, PgRelationSpan *span);

/* Engine.object_script. */
Str pg_object_script(Arena *arena, const Object *object);
/* Sets its bare name and the written one that follows from it, of its relation and of `arguments`:
 * `(integer, text)` of a routine or operator, ` USING btree`, else absent. */
void pg_definition_name_it(Arena *arena, Definition *definition, Str own, Str arguments);
/* A type's name with its schema, of what a text calls it; absent: it stays as it is. */
typedef Str (*PgTypeNamer)(void *context, Str written);
/* Asks for each type without a schema, and not the server's own, in what tells the definition
 * apart; whether its name is another now. */
bool pg_definition_qualify(Arena *arena, Definition *definition, PgTypeNamer namer, void *context);
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
/* Whether it names the commutator or negator of an operator. */
bool pg_option_is_partner(const PgOption *option);
/* `[DEFAULT] FOR TYPE type USING method [FAMILY schema.family] AS items` */
typedef struct PgClassHead {
    bool is_default;
    Str type, method, schema, family, items; /* schema and family are names; absent: not said */
} PgClassHead;
PgClassHead pg_class_head_read(Arena *arena, Str text);
Str pg_class_method(Arena *arena, const PgClassHead *head); /* its name */
/* Whether its family is the one of its own name. */
bool pg_class_has_own_family(const Definition *class, const PgClassHead *head);
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
