/* Findings of lint as text for people. */
#include "report/excerpt.h"
#include "report/words.h"

static void put_levels(Sb *sb, const FindingVec *findings)
{
    const char *separator = "";

    for (int level = LINT_ERROR; level > LINT_OFF; level--) {
        size_t count = 0;
        for (size_t i = 0; i < findings->len; i++)
            count += findings->items[i].level == (LintLevel)level;
        if (count == 0)
            continue;
        sb_puts(sb, separator);
        words_count(sb, count, lint_level_names[level]);
        separator = ", ";
    }
    sb_puts(sb, "; `anneal check --list-rules` says what each rule is for\n");
}

static void put_finding(Sb *sb, const Finding *finding, const TextStyle *style)
{
    static const TermStyle colors[] = {TERM_PLAIN, TERM_PLAIN, TERM_YELLOW, TERM_RED};

    if (finding->loc.file != NULL) {
        excerpt_put_clean(sb, str_from(finding->loc.file));
        sb_printf(sb, ":%u:%u: ", finding->loc.line, finding->loc.column);
    }
    words_styled(sb, style, colors[finding->level], str_from(lint_level_names[finding->level]));
    sb_printf(sb, ": %s: ", lint_rules[finding->code].code);
    excerpt_put_clean(sb, finding->object);
    sb_puts(sb, ": ");
    excerpt_put_clean(sb, finding->message);
    sb_putc(sb, '\n');
}

void report_findings_text(Sb *sb, const FindingVec *findings, const TextStyle *style)
{
    if (findings->len == 0)
        return;
    for (size_t i = 0; i < findings->len; i++)
        put_finding(sb, &findings->items[i], style);
    put_levels(sb, findings);
}
