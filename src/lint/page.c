/* The page of docs that the rule table makes. */
#include "lint/lint.h"

void lint_write_page(Sb *sb)
{
    sb_puts(sb, "# Rules of lint\n\n"
                "`anneal check` says at which place of the package a rule finds something, `anneal "
                "review` what a change brings\nthat was not there before. An error makes `check` "
                "end with 1. `\"Rules\": {\"CHAR_TYPE\": \"off\"}` in anneal.json gives a\n"
                "rule another level: `off`, `note`, `warning`, `error`. At an object or a part of "
                "one, `Allow` excuses what is meant:\n\n"
                "```json\n\"Allow\": [{ \"Rule\": \"PK_MISSING\", \"Reason\": \"a log, read by "
                "nobody\", \"Until\": \"2027-06-30\" }]\n```\n\n"
                "| rule | level | finds | why it matters | what instead |\n"
                "| --- | --- | --- | --- | --- |\n");
    for (int i = 0; i < RULE_COUNT; i++) {
        const LintRule *rule = &lint_rules[i];
        sb_printf(sb, "| `%s` | %s | %s | %s | %s |\n", rule->code, lint_level_names[rule->level],
                  rule->what, rule->why, rule->instead);
    }
    sb_puts(sb, "\nThis page is made from the rule table.\n");
}
