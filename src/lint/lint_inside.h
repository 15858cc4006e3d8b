/* What the files of this room share. */
#ifndef ANNEAL_LINT_LINT_INSIDE_H
#define ANNEAL_LINT_LINT_INSIDE_H

#include "base/map.h"
#include "lint/lint.h"
#include "model/definition.h"

/* One run over a model. */
typedef struct Lint {
    const LintInput *input;
    Arena *arena; /* of the findings */
    FindingVec *findings;
    Arena scratch;
    Map used; /* address of an Allowance that has excused something */
} Lint;

/* A finding about an object or a part of it (`part` may be the object's own record), unless the
 * rule is not for this engine, is off, or is allowed there. */
void lint_say(Lint *lint, LintCode code, const Object *object, const Record *part, Str message);
bool lint_wants(const Lint *lint, LintCode code);

void lint_keys(Lint *lint, const Table *table);
void lint_foreign_keys(Lint *lint, const Table *table);
void lint_columns(Lint *lint, const Table *table);
void lint_names(Lint *lint, const Object *object);
/* Names of objects that are one where case is ignored. */
void lint_case_clashes(Lint *lint);
void lint_definition(Lint *lint, const Definition *definition);

/* `numeric` of `numeric(10,2)`, in small letters as the server writes it. */
Str lint_type_word(Str type);
const Column *lint_column(const Table *table, Str name); /* NULL: there is none */
unsigned lint_reserved(Str name); /* E_… bits of the engines that keep the word for themselves */

#endif
