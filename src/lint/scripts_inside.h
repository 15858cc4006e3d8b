/* What the files of the rules over scripts share. */
#ifndef ANNEAL_LINT_SCRIPTS_INSIDE_H
#define ANNEAL_LINT_SCRIPTS_INSIDE_H

#include "lint/lint_inside.h"
#include "lint/statement.h"

/* A script on its way. */
typedef struct ScriptRun {
    Lint *lint;
    const LintScript *script;
    Map made;    /* tables that it has made itself, folded: nobody else uses them yet */
    Map emptied; /* likewise: tables whose rows it has taken away */
    Map gone;    /* names of objects that it has dropped IF EXISTS */
    Map pending; /* tables to which it has added what is NOT VALID */
    /* Of the transaction that is open: */
    bool is_open;
    Str locked; /* table that a statement has locked against everybody */
} ScriptRun;

/* A finding at the statement: its excerpt, then the words. */
void lint_script_say(ScriptRun *run, LintCode code, const LintStatement *statement,
                     const char *words);
/* Whether the script made the table that the statement is about, or it is a temporary one. */
bool lint_is_own(const ScriptRun *run, const LintStatement *statement);
Str lint_fold(ScriptRun *run, Str name);

/* Statements that fail or do something else the second time. */
void lint_script_again(ScriptRun *run, const LintStatement *statement);

#endif
