/* Scripts that run more than once: what a statement does the second time. */
#include "lint/scripts_inside.h"

static bool has_any(const LintStatement *statement, const char *const *words)
{
    for (; *words != NULL; words++)
        if (lint_has_word_inside(statement, *words))
            return true;
    return false;
}

/* The name of what CREATE makes or DROP drops, whatever kind of object it is. */
static Str object_name(const LintStatement *statement)
{
    static const char *const skipped[] = {
        "CREATE",     "DROP",     "OR",    "REPLACE",   "TEMP",     "TEMPORARY",    "UNIQUE",
        "TABLE",      "VIEW",     "INDEX", "TYPE",      "SCHEMA",   "FUNCTION",     "PROCEDURE",
        "TRIGGER",    "SEQUENCE", "IF",    "NOT",       "EXISTS",   "ONLY",         "EXTENSION",
        "POLICY",     "DOMAIN",   "RULE",  "RECURSIVE", "UNLOGGED", "MATERIALIZED", "CONCURRENTLY",
        "FULLTEXT",   "SPATIAL",  "EVENT", "ROLE",      "USER",     "DATABASE",     "AGGREGATE",
        "CONSTRAINT", NULL};
    size_t at = 0;
    bool is_skipped = true;

    while (is_skipped) {
        is_skipped = false;
        for (const char *const *word = skipped; *word != NULL && !is_skipped; word++)
            is_skipped = lint_word_is(statement, at, *word);
        at += is_skipped;
    }
    return lint_name_at(statement, &at);
}

static bool has_if(const LintStatement *statement)
{
    return lint_has_word_inside(statement, "EXISTS");
}

static void look_at_create(ScriptRun *run, const LintStatement *statement)
{
    Str name = lint_fold(run, object_name(statement));

    if (lint_word_is(statement, 1, "OR") || has_if(statement) || lint_is_temporary(statement) ||
        name.len == 0 || map_get(&run->gone, name) != NULL)
        return;
    lint_script_say(run, RULE_SCRIPT_NOT_IDEMPOTENT, statement,
                    "fails the second time, as it is there then");
}

static void look_at_drop(ScriptRun *run, const LintStatement *statement)
{
    Str name = lint_fold(run, object_name(statement));

    if (name.len == 0)
        return;
    if (has_if(statement))
        (void)map_put(&run->lint->scratch, &run->gone, name, run);
    else if (!lint_is_own(run, statement))
        lint_script_say(run, RULE_SCRIPT_NOT_IDEMPOTENT, statement,
                        "fails the second time, as it is gone then");
}

/* ADD [COLUMN], ADD CONSTRAINT, DROP and RENAME without IF. */
static void look_at_alter(ScriptRun *run, const LintStatement *statement)
{
    bool adds = lint_has_word(statement, "ADD"), drops = lint_has_word(statement, "DROP");
    bool renames = lint_has_word(statement, "RENAME");

    if ((!adds && !drops && !renames) || !lint_word_is(statement, 1, "TABLE"))
        return;
    if (!renames && lint_word_find(statement, 4, "EXISTS") != SIZE_MAX)
        return;
    if (drops && !adds && !renames &&
        (lint_has_word(statement, "DEFAULT") || lint_has_word(statement, "NULL")))
        return;
    lint_script_say(run, RULE_SCRIPT_NOT_IDEMPOTENT, statement, "fails the second time");
}

static void look_at_insert(ScriptRun *run, const LintStatement *statement)
{
    static const char *const guards[] = {"CONFLICT", "DUPLICATE", "IGNORE", "REPLACE",
                                         "EXISTS",   "EXCEPT",    "NOT",    NULL};
    Str name = lint_fold(run, lint_target(statement));

    if (has_any(statement, guards) || lint_is_own(run, statement) ||
        map_get(&run->emptied, name) != NULL)
        return;
    lint_script_say(run, RULE_SCRIPT_NOT_IDEMPOTENT, statement,
                    "inserts its rows again, or fails where a key forbids it");
}

void lint_script_again(ScriptRun *run, const LintStatement *statement)
{
    size_t verb = lint_verb_at(statement);

    if (!run->script->runs_again)
        return;
    if (lint_word_is(statement, verb, "CREATE"))
        look_at_create(run, statement);
    else if (lint_word_is(statement, verb, "DROP"))
        look_at_drop(run, statement);
    else if (lint_word_is(statement, verb, "ALTER"))
        look_at_alter(run, statement);
    else if (lint_word_is(statement, verb, "INSERT"))
        look_at_insert(run, statement);
}
