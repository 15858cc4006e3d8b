/* Rules about the statements of scripts: what a person wrote and no plan looks into. */
#include "lint/scripts_inside.h"

Str lint_fold(ScriptRun *run, Str name)
{
    return arena_lower(&run->lint->scratch, name);
}

void lint_script_say(ScriptRun *run, LintCode code, const LintStatement *statement,
                     const char *words)
{
    Str excerpt;

    if (!lint_wants(run->lint, code))
        return;
    excerpt = lint_excerpt(&run->lint->scratch, statement);
    lint_say_script(run->lint, code, run->script, statement,
                    arena_printf(run->lint->arena, "`%.*s` %s", STR_ARG(excerpt), words));
}

bool lint_is_own(const ScriptRun *run, const LintStatement *statement)
{
    Str target = lint_target(statement);

    return lint_is_temporary(statement) ||
           (target.len > 0 &&
            map_get(&run->made, lint_fold((ScriptRun *)(uintptr_t)run, target)) != NULL);
}

static bool begins(const LintStatement *statement, const char *first, const char *second)
{
    return lint_word_is(statement, 0, first) && lint_word_is(statement, 1, second);
}

/* ---- what goes
 * ------------------------------------------------------------------------------------------------
 */

/* `DROP [COLUMN] c` or `DROP PARTITION p` of ALTER TABLE, not what else DROP can be followed by. */
static bool drops_values(const LintStatement *statement)
{
    static const char *const harmless[] = {
        "CONSTRAINT", "DEFAULT", "NOT",   "IDENTITY", "EXPRESSION", "PRIMARY", "FOREIGN",
        "INDEX",      "KEY",     "CHECK", "PERIOD",   "SYSTEM",     NULL};
    size_t at = 2;

    if (!begins(statement, "ALTER", "TABLE"))
        return false;
    while ((at = lint_word_find(statement, at, "DROP")) != SIZE_MAX) {
        bool is_harmless = false;
        for (const char *const *word = harmless; *word != NULL; word++)
            is_harmless = is_harmless || lint_word_is(statement, at + 1, *word);
        if (!is_harmless)
            return true;
        at++;
    }
    return lint_has_word(statement, "TRUNCATE");
}

static void look_for_losses(ScriptRun *run, const LintStatement *statement)
{
    bool drops = begins(statement, "DROP", "TABLE") || begins(statement, "DROP", "SCHEMA") ||
                 begins(statement, "DROP", "DATABASE");

    if ((drops || lint_word_is(statement, 0, "TRUNCATE") || drops_values(statement)) &&
        !lint_is_own(run, statement))
        lint_script_say(run, RULE_SCRIPT_DROPS, statement, "takes rows or values away for good");
    if ((lint_word_is(statement, 0, "DROP") || lint_word_is(statement, 0, "TRUNCATE") ||
         drops_values(statement)) &&
        statement->tokens.len > 0 && lint_word_is(statement, statement->tokens.len - 1, "CASCADE"))
        lint_script_say(run, RULE_SCRIPT_CASCADE, statement, "takes along what depends on it");
}

/* An UPDATE or DELETE that says neither which rows nor how many. */
static void look_for_all_rows(ScriptRun *run, const LintStatement *statement)
{
    size_t verb = lint_verb_at(statement);

    if ((!lint_word_is(statement, verb, "UPDATE") && !lint_word_is(statement, verb, "DELETE")) ||
        lint_word_find(statement, verb, "WHERE") != SIZE_MAX ||
        lint_word_find(statement, verb, "LIMIT") != SIZE_MAX ||
        lint_word_find(statement, verb, "JOIN") != SIZE_MAX || lint_is_own(run, statement))
        return;
    lint_script_say(run, RULE_SCRIPT_WITHOUT_WHERE, statement, "is about all rows at once");
}

/* ---- locks
 * ------------------------------------------------------------------------------------------------
 */

static bool is_index_work(const LintStatement *statement)
{
    return begins(statement, "CREATE", "INDEX") ||
           (begins(statement, "CREATE", "UNIQUE") && lint_word_is(statement, 2, "INDEX")) ||
           begins(statement, "DROP", "INDEX") || lint_word_is(statement, 0, "REINDEX");
}

static bool is_only(const LintStatement *statement)
{
    size_t on = lint_word_find(statement, 0, "ON");

    return on != SIZE_MAX && lint_word_is(statement, on + 1, "ONLY");
}

static void look_at_indexes(ScriptRun *run, const LintStatement *statement)
{
    if (!is_index_work(statement) || lint_has_word_inside(statement, "CONCURRENTLY") ||
        is_only(statement) || lint_is_own(run, statement))
        return;
    lint_script_say(run, RULE_SCRIPT_INDEX_BLOCKING, statement,
                    lint_word_is(statement, 0, "CREATE") ? "keeps everybody from writing meanwhile"
                                                         : "keeps everybody out meanwhile");
}

/* `word = value` or `word value`, as of ALGORITHM and LOCK. */
static bool has_option(const LintStatement *statement, const char *word, const char *value)
{
    size_t at = lint_word_find(statement, 1, word);

    if (at == SIZE_MAX)
        return false;
    at += lint_word_is(statement, at + 1, "=") ? 2 : 1;
    return lint_word_is(statement, at, value);
}

/* What reads or writes every row under a lock that nobody gets past; NULL: nothing. */
static const char *work_under_lock(const LintStatement *statement)
{
    bool is_alter = begins(statement, "ALTER", "TABLE");
    bool is_later = lint_has_word(statement, "VALID");

    if (!is_alter)
        return NULL;
    if (has_option(statement, "ALGORITHM", "COPY") || has_option(statement, "LOCK", "SHARED") ||
        has_option(statement, "LOCK", "EXCLUSIVE"))
        return "keeps others from the table while it works";
    if (lint_has_word(statement, "TYPE") && lint_has_word(statement, "ALTER"))
        return "may write every row again under a lock that nobody gets past";
    if ((lint_has_word(statement, "LOGGED") || lint_has_word(statement, "UNLOGGED") ||
         lint_has_word(statement, "TABLESPACE")) &&
        lint_has_word(statement, "SET"))
        return "writes every row again under a lock that nobody gets past";
    if (lint_has_word(statement, "ADD") && !is_later &&
        (lint_has_word(statement, "FOREIGN") || lint_has_word(statement, "CHECK") ||
         lint_has_word(statement, "EXCLUDE")))
        return "reads every row under a lock";
    if (lint_has_word(statement, "SET") && lint_has_word(statement, "NOT") &&
        lint_has_word(statement, "NULL"))
        return "reads every row under a lock that nobody gets past";
    return NULL;
}

static const char *lock_words(const Lint *lint, const LintStatement *statement)
{
    const char *words = work_under_lock(statement);
    bool reads = lint_server_has(lint, LINT_ALTER_READS_UNDER_LOCK);

    /* What other servers do by themselves depends on more than the statement says. */
    if (words != NULL &&
        (reads || lint_has_word(statement, "ALGORITHM") || lint_has_word(statement, "LOCK")))
        return words;
    if (lint_word_is(statement, 0, "LOCK") || begins(statement, "FLUSH", "TABLES"))
        return "keeps others from the table until the transaction ends";
    if (lint_word_is(statement, 0, "VACUUM") && lint_has_word_inside(statement, "FULL"))
        return "writes every row again under a lock that nobody gets past";
    if (lint_word_is(statement, 0, "CLUSTER"))
        return "writes every row again under a lock that nobody gets past";
    if (begins(statement, "REFRESH", "MATERIALIZED") && !lint_has_word(statement, "CONCURRENTLY"))
        return "keeps readers out until the view is filled again";
    return NULL;
}

static void look_at_locks(ScriptRun *run, const LintStatement *statement)
{
    const char *words = lock_words(run->lint, statement);

    if (words != NULL && !lint_is_own(run, statement))
        lint_script_say(run, RULE_SCRIPT_LOCKS, statement, words);
}

/* Whether the statement takes a lock on its table that at least keeps writers out, until the
 * transaction ends. */
static bool locks_out(const LintStatement *statement)
{
    return begins(statement, "ALTER", "TABLE") || begins(statement, "DROP", "TABLE") ||
           lint_word_is(statement, 0, "TRUNCATE") || lint_word_is(statement, 0, "LOCK") ||
           (is_index_work(statement) && !lint_has_word_inside(statement, "CONCURRENTLY"));
}

static bool writes_rows(const LintStatement *statement)
{
    size_t verb = lint_verb_at(statement);

    return lint_word_is(statement, verb, "UPDATE") || lint_word_is(statement, verb, "DELETE") ||
           (lint_word_is(statement, verb, "INSERT") && lint_has_word(statement, "SELECT"));
}

static void look_at_held_locks(ScriptRun *run, const LintStatement *statement)
{
    bool is_inside = run->script->is_transactional || run->is_open;
    Str target = lint_fold(run, lint_target(statement));
    bool locks = locks_out(statement) && !lint_is_own(run, statement);

    if (!is_inside)
        return;
    if (run->locked.len > 0 &&
        (writes_rows(statement) || (locks && !str_eq(target, run->locked)))) {
        lint_script_say(
            run, RULE_SCRIPT_LOCKS_HELD, statement,
            arena_printf(&run->lint->scratch, "runs while %.*s is locked", STR_ARG(run->locked))
                .ptr);
        run->locked = STR_ABSENT; /* once is enough */
    }
    if (locks && target.len > 0 && run->locked.len == 0)
        run->locked = target;
}

static void look_at_validation(ScriptRun *run, const LintStatement *statement)
{
    Str target = lint_fold(run, lint_target(statement));

    if (!begins(statement, "ALTER", "TABLE") || (!run->script->is_transactional && !run->is_open))
        return;
    if (lint_has_word(statement, "VALID"))
        (void)map_put(&run->lint->scratch, &run->pending, target, run);
    if (lint_has_word(statement, "VALIDATE") && map_get(&run->pending, target) != NULL)
        lint_script_say(run, RULE_SCRIPT_VALIDATES_TOGETHER, statement,
                        "reads the rows under the lock that NOT VALID took");
}

/* ---- settings
 * ------------------------------------------------------------------------------------------------
 */

static bool is_of_server(const LintStatement *statement)
{
    bool is_role = begins(statement, "ALTER", "DATABASE") || begins(statement, "ALTER", "ROLE") ||
                   begins(statement, "ALTER", "USER");

    return begins(statement, "SET", "GLOBAL") || begins(statement, "SET", "PERSIST") ||
           begins(statement, "SET", "PERSIST_ONLY") || begins(statement, "SET", "@@GLOBAL") ||
           begins(statement, "ALTER", "SYSTEM") || (is_role && lint_has_word(statement, "SET"));
}

/* `SET name`, `SET SESSION name`, `PRAGMA name = value`: what it sets; absent: nothing that stays.
 */
static Str session_setting(const LintStatement *statement)
{
    size_t at = lint_word_is(statement, 1, "SESSION") ? 2 : 1;

    if (lint_word_is(statement, 0, "PRAGMA") && lint_has_word(statement, "="))
        return lint_name_at(statement, &at);
    if (!lint_word_is(statement, 0, "SET") || lint_word_is(statement, 1, "LOCAL") ||
        lint_word_is(statement, 1, "TRANSACTION") || lint_word_is(statement, 1, "CONSTRAINTS") ||
        lint_has_word(statement, "DEFAULT"))
        return STR_ABSENT;
    return lint_name_at(statement, &at);
}

static bool is_reset_behind(const LintScript *script, size_t from, Str name)
{
    for (size_t i = from + 1; i < script->statements.len; i++) {
        const LintStatement *later = &script->statements.items[i];
        size_t at = 1;
        if (begins(later, "RESET", "ALL") || begins(later, "DISCARD", "ALL") ||
            (lint_word_is(later, 0, "RESET") &&
             str_eq_ascii_nocase(lint_name_at(later, &at), name)))
            return true;
        at = lint_word_is(later, 1, "SESSION") ? 2 : 1;
        if ((lint_word_is(later, 0, "SET") || lint_word_is(later, 0, "PRAGMA")) &&
            str_eq_ascii_nocase(lint_name_at(later, &at), name))
            return true;
    }
    return false;
}

static void look_at_settings(ScriptRun *run, size_t at)
{
    const LintStatement *statement = &run->script->statements.items[at];
    Str name = session_setting(statement);

    if (is_of_server(statement))
        lint_script_say(run, RULE_SCRIPT_SERVER_STATE, statement, "outlives the deploy");
    else if (name.len > 0 && !is_reset_behind(run->script, at, name))
        lint_script_say(run, RULE_SCRIPT_SESSION_STATE, statement, "is not reset behind it");
}

/* ---- transactions
 * ------------------------------------------------------------------------------------------------
 */

static void look_at_transactions(ScriptRun *run, const LintStatement *statement)
{
    if (statement->begins && run->is_open)
        lint_script_say(run, RULE_SCRIPT_OPEN_TRANSACTION, statement,
                        "begins a transaction within one");
    if (statement->ends && !run->is_open)
        lint_script_say(run, RULE_SCRIPT_OPEN_TRANSACTION, statement,
                        "ends a transaction that it has not begun");
    if (!statement->begins && !statement->ends)
        return;
    run->is_open = statement->begins;
    run->locked = STR_ABSENT;
    run->pending = (Map){0};
}

static void look_at_end(ScriptRun *run)
{
    const LintScript *script = run->script;
    const LintStatement *begin = NULL;

    if (!run->is_open)
        return;
    for (size_t i = 0; i < script->statements.len; i++)
        if (script->statements.items[i].begins)
            begin = &script->statements.items[i];
    if (begin != NULL)
        lint_script_say(run, RULE_SCRIPT_OPEN_TRANSACTION, begin,
                        "begins a transaction that nothing ends");
}

/* DDL commits, where it does; the rows that were changed before it stay. */
static void look_at_mixture(ScriptRun *run)
{
    const LintScript *script = run->script;
    const LintStatement *ddl = NULL;
    bool has_rows = false;

    for (size_t i = 0; i < script->statements.len; i++) {
        const LintStatement *statement = &script->statements.items[i];
        size_t verb = lint_verb_at(statement);
        has_rows = has_rows || writes_rows(statement) || lint_word_is(statement, verb, "INSERT");
        if (ddl == NULL && !lint_is_temporary(statement) &&
            (lint_word_is(statement, 0, "CREATE") || lint_word_is(statement, 0, "ALTER") ||
             lint_word_is(statement, 0, "DROP") || lint_word_is(statement, 0, "RENAME")))
            ddl = statement;
    }
    if (ddl != NULL && has_rows)
        lint_script_say(run, RULE_SCRIPT_COMMITS, ddl,
                        "commits, in a script that changes rows, too");
}

/* ---- structure and names
 * ------------------------------------------------------------------------------------------------
 */

static void look_at_structure(ScriptRun *run, const LintStatement *statement)
{
    bool makes_table = lint_word_is(statement, 0, "CREATE") && lint_target(statement).len > 0;

    if (lint_is_temporary(statement) || (!makes_table && !begins(statement, "ALTER", "TABLE")))
        return;
    lint_script_say(run, RULE_SCRIPT_STRUCTURE, statement,
                    "is structure that the package's files don't show");
}

static void look_at_name(ScriptRun *run, const LintStatement *statement)
{
    Str target = lint_target(statement);

    if (target.len == 0 || str_find(target, '.', 0) != SIZE_MAX || lint_is_own(run, statement))
        return;
    lint_script_say(run, RULE_SCRIPT_UNQUALIFIED, statement, "names its table without a schema");
}

static void remember(ScriptRun *run, const LintStatement *statement)
{
    Str target = lint_fold(run, lint_target(statement));
    Arena *scratch = &run->lint->scratch;

    if (target.len == 0)
        return;
    if (lint_word_is(statement, 0, "CREATE") && lint_word_find(statement, 0, "INDEX") > 3)
        (void)map_put(scratch, &run->made, target, run);
    if (lint_word_is(statement, 0, "TRUNCATE") ||
        lint_word_is(statement, lint_verb_at(statement), "DELETE"))
        (void)map_put(scratch, &run->emptied, target, run);
}

static void lint_script(Lint *lint, const LintScript *script)
{
    ScriptRun run = {.lint = lint, .script = script};

    for (size_t i = 0; i < script->statements.len; i++) {
        const LintStatement *statement = &script->statements.items[i];
        look_at_transactions(&run, statement);
        look_for_losses(&run, statement);
        look_for_all_rows(&run, statement);
        look_at_indexes(&run, statement);
        look_at_locks(&run, statement);
        look_at_held_locks(&run, statement);
        look_at_validation(&run, statement);
        look_at_settings(&run, i);
        look_at_structure(&run, statement);
        look_at_name(&run, statement);
        lint_script_again(&run, statement);
        remember(&run, statement);
    }
    look_at_end(&run);
    look_at_mixture(&run);
}

void lint_scripts(const LintInput *input, const LintScripts *scripts, Arena *arena,
                  FindingVec *findings)
{
    Lint lint = {.input = input, .arena = arena, .findings = findings};

    for (size_t i = 0; i < scripts->len; i++)
        lint_script(&lint, &scripts->items[i]);
    for (size_t i = 0; i < scripts->len; i++)
        lint_script_allowances(&lint, &scripts->items[i]);
    arena_free(&lint.scratch);
}
