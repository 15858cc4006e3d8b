/* What the files of this room share. */
#ifndef ANNEAL_LINT_LINT_INSIDE_H
#define ANNEAL_LINT_LINT_INSIDE_H

#include "base/map.h"
#include "lint/lint.h"
#include "model/definition.h"
#include "model/types.h"

/* One run. */
typedef struct Lint {
    const LintInput *input;
    Arena *arena; /* of the findings */
    FindingVec *findings;
    Arena scratch;
    Map used;   /* address of an Allowance that has excused something */
    Map judged; /* likewise: of one that was looked at */
} Lint;

/* A finding about an object or a part of it (`part` may be the object's own record), unless the
 * rule is not for this engine, is off, or is allowed there. */
void lint_say(Lint *lint, LintCode code, const Object *object, const Record *part, Str message);
/* The same about a statement of a script. */
void lint_say_script(Lint *lint, LintCode code, const LintScript *script,
                     const LintStatement *statement, Str message);
bool lint_wants(const Lint *lint, LintCode code);
/* What is to be said of the Allows of a script: without a reason, or of no use. */
void lint_script_allowances(Lint *lint, const LintScript *script);

void lint_keys(Lint *lint, const Table *table);
void lint_foreign_keys(Lint *lint, const Table *table);
void lint_columns(Lint *lint, const Table *table);
void lint_table(Lint *lint, const Table *table);
void lint_names(Lint *lint, const Object *object);
/* Whether all that it has is known to a server of the input's version. */
void lint_version(Lint *lint, const Object *object);
/* Names of objects that are one where case is ignored. */
void lint_case_clashes(Lint *lint);
/* Tables whose collation is not that of most. */
void lint_collations(Lint *lint);
void lint_definition(Lint *lint, const Definition *definition);
void lint_domain(Lint *lint, const Domain *domain);

/* Calls `visit` for each part of the object that is compared as an object of its own. */
void lint_each_part(Lint *lint, const Object *object,
                    void (*visit)(Lint *lint, const Object *object, const Record *part));

/* What a part needs that servers know since some version only. */
typedef struct LintSince {
    unsigned engine;                     /* one E_… bit; 0 ends the rows */
    const RecordType *type;              /* NULL: whatever has the field */
    bool (*is_used)(const Record *part); /* NULL: where `field` is there */
    FieldId field;
    int version;       /* as in Facts */
    const char *words; /* what, and which version knows it */
} LintSince;
extern const LintSince lint_since[];

typedef enum LintTrait {
    LINT_TIMESTAMP_ENDS,          /* in 2038 */
    LINT_ANY_INDEX_IS_PARENT,     /* of a foreign key, that begins with its columns */
    LINT_KEYS_ARE_CALLED_PRIMARY, /* primary keys, whatever name is given */
    LINT_ALTER_READS_UNDER_LOCK   /* what ALTER TABLE is to verify or write again */
} LintTrait;
/* Whether the server that the run is about has it. */
bool lint_server_has(const Lint *lint, LintTrait trait);

/* `numeric` of `numeric(10,2)`, in small letters as the server writes it. */
Str lint_type_word(Str type);
/* Whether `Allowed` has a list, and the value is not on it. */
bool lint_is_outside(const Lint *lint, LintAllowed list, Str value);
/* `PostgreSQL, MySQL`, or `all`. */
void lint_put_engines(Sb *sb, unsigned engines);
/* The part of the page about what plans say by their steps' hazards: plan_rules.c. */
void lint_write_plan_rules(Sb *sb);
unsigned lint_reserved(Str name); /* E_… bits of the engines that keep the word for themselves */

#endif
