/* What can be said against a schema as a package declares it, its scripts, and a change of it:
 * rules over data alone. */
#ifndef ANNEAL_LINT_LINT_H
#define ANNEAL_LINT_LINT_H

#include "base/pattern.h"
#include "base/sb.h"
#include "engine/statement.h"
#include "model/backfill.h"
#include "model/change.h"
#include "model/finding.h"

/* What a name of one kind is to look like. */
typedef struct LintNaming {
    Str kind;    /* one of lint_named_kinds */
    Str written; /* the pattern as anneal.json has it */
    const Pattern *pattern;
} LintNaming;
typedef VEC(LintNaming) LintNamings;
/* "Table", "Column", …; NULL-terminated. */
extern const char *const lint_named_kinds[];

/* What `Allowed` of anneal.json can list. */
typedef enum LintAllowed {
    LINT_KEY_TYPES,
    LINT_CHARACTER_SETS,
    LINT_COLLATIONS,
    LINT_ENGINES,
    LINT_DEFINERS,
    LINT_ALLOWED_COUNT
} LintAllowed;
/* "PrimaryKeyTypes", …; NULL-terminated, in that order. */
extern const char *const lint_allowed_names[];

typedef struct LintInput {
    const Model *model;      /* desired, settled; NULL for scripts alone */
    unsigned engine;         /* one E_… bit */
    int version;             /* of the server, as in Facts; 0: the newest */
    const LintLevel *levels; /* of each rule, RULE_COUNT; NULL: as the table says */
    Str today;               /* "2026-12-01": an Allow may end; absent: none does */
    const LintNamings *naming;
    /* Patterns (str_matches) of what is allowed; a list that is empty allows everything. NULL: all
     * are. LINT_ALLOWED_COUNT. */
    const StrVec *allowed;
} LintInput;

/* Adds what the rules find, in the model's order; texts live in `arena`. What an Allow at the
 * object or the part excuses is left out. Pure. */
void lint_model(const LintInput *input, Arena *arena, FindingVec *findings);

/* A statement of a script. */
typedef struct LintStatement {
    Str text;
    Loc loc;
    bool begins, ends; /* a transaction */
    StatementTokens tokens;
} LintStatement;

/* A script that is run as it is. */
typedef struct LintScript {
    Str path;
    const AllowanceVec *allow;
    bool runs_again;       /* when it changes, or at each deploy */
    bool is_transactional; /* all of it in one transaction */
    VEC(LintStatement) statements;
} LintScript;
typedef VEC(LintScript) LintScripts;

/* The same of scripts, in their order. Of `input` the model is not looked at. */
void lint_scripts(const LintInput *input, const LintScripts *scripts, Arena *arena,
                  FindingVec *findings);

typedef struct LintChanges {
    const Changes *changes;
    const BackfillVec *backfills; /* of the package */
    bool is_offline;              /* nobody counts rows in the way */
} LintChanges;

/* The same of what a change does to what was there before. */
void lint_changes(const LintInput *input, const LintChanges *what, Arena *arena,
                  FindingVec *findings);

/* docs/rules.md: a row for each rule. */
void lint_write_page(Sb *sb);

#endif
