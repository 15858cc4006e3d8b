/* The page of docs that the rule table makes. */
#include "lint/lint_inside.h"

static const char head[] =
    "# Rules of lint\n\n"
    "`anneal check` says at which place of the package a rule finds something, `anneal review` "
    "what a "
    "change brings that was not\nthere before, and `review` and `plan` what the change itself "
    "does. An "
    "error makes `check` end with 1.\n\n"
    "## What counts\n\n"
    "In anneal.json, for the package and over it for an environment (`check --env`, `review "
    "--env`, "
    "`plan --env`):\n\n"
    "```json\n"
    "{ \"Rules\": { \"CHAR_TYPE\": \"off\", \"PK_MISSING\": \"error\" },\n"
    "  \"Naming\": { \"Table\": \"/^[a-z][a-z0-9_]*$/\", \"Index\": \"*_idx\" },\n"
    "  \"Allowed\": { \"PrimaryKeyTypes\": \"bigint, uuid\", \"Engines\": \"InnoDB\" },\n"
    "  \"EngineVersion\": { \"PostgreSQL\": \"15\", \"MySQL\": \"8.0.36\" },\n"
    "  \"Environments\": [{ \"Name\": \"prod\", \"Rules\": { \"SCRIPT_DROPS\": \"error\" } }] }\n"
    "```\n\n"
    "- A level is `off`, `note`, `warning` or `error`.\n"
    "- A pattern of `Naming` has `*` and `?`, or is an extended regular expression of POSIX "
    "between "
    "slashes, found anywhere in the\n  name unless it says `^` and `$`; at most 200 bytes, without "
    "back-references. Kinds: ";

static const char middle[] =
    ".\n"
    "- `EngineVersion` is what `check` and `review` go by, which ask no server: lock rules, "
    "recipes and "
    "rules of lint. Without it:\n  the newest version that anneal knows.\n\n"
    "## What is meant\n\n"
    "At an object or a part of one, `Allow` excuses it and its parts; in a `.sql` file a comment "
    "line "
    "does the same for all that the\nfile declares or does, and is no change of the script:\n\n"
    "```json\n\"Allow\": [{ \"Rule\": \"PK_MISSING\", \"Reason\": \"a log, read by nobody\", "
    "\"Until\": \"2027-06-30\" }]\n```\n\n"
    "```sql\n-- anneal-allow: SCRIPT_DROPS until=2027-06-30 its rows are in orders_v2\n```\n\n";

static const char tail[] = "## What needs no rule\n\n"
                           "- Faults of a package that no level can excuse: a foreign key to a "
                           "table that isn't there, a name "
                           "that PostgreSQL would cut,\n  BEGIN or COMMIT in a script that has a "
                           "transaction, a statement in "
                           "one that can't be (CREATE INDEX CONCURRENTLY, REINDEX,\n  VACUUM).\n"
                           "- What the planner never does: a constraint validated in the "
                           "transaction that added it, several "
                           "ALTER TABLE where one will do, a\n  drop before the index that "
                           "replaces it where the server can do "
                           "better. Timeouts are anneal's own.\n"
                           "- What only a live server shows: old transactions ahead, replicas that "
                           "lag, disk that runs out, "
                           "indexes that a build left\n  invalid. Pre-flight and plan look there.\n"
                           "- What a package can't say: the display width of integers is taken off "
                           "when a package is read, "
                           "REFERENCES behind a column\n  is a foreign key.\n\n";

static const struct {
    LintScope scope;
    const char *title;
} sections[] = {
    {LINT_OVER_PACKAGE, "Rules over the package"},
    {LINT_OVER_SCRIPTS, "Rules over scripts"},
    {LINT_OVER_CHANGES, "Rules over changes"},
};

static void write_row(Sb *sb, const LintRule *rule)
{
    sb_printf(sb, "| `%s` | %s | ", rule->code, lint_level_names[rule->level]);
    lint_put_engines(sb, rule->engines);
    sb_printf(sb, " | %s | %s | %s |\n", rule->what, rule->why, rule->instead);
}

void lint_write_page(Sb *sb)
{
    sb_puts(sb, head);
    for (int i = 0; lint_named_kinds[i] != NULL; i++)
        sb_printf(sb, "%s`%s`", i == 0 ? "" : ", ", lint_named_kinds[i]);
    sb_puts(sb, middle);
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        sb_printf(sb,
                  "## %s\n\n| rule | level | for | finds | why it matters | what instead |\n"
                  "| --- | --- | --- | --- | --- | --- |\n",
                  sections[i].title);
        for (int k = 0; k < RULE_COUNT; k++)
            if (lint_rules[k].scope == sections[i].scope)
                write_row(sb, &lint_rules[k]);
        sb_putc(sb, '\n');
    }
    lint_write_plan_rules(sb);
    sb_puts(sb, tail);
    sb_puts(sb, "This page is made from the rule tables.\n");
}
