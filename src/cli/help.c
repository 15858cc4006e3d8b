/* Help texts, made from the rows of verbs and options. */
#include "cli/help.h"

#include "engine/engine.h"

static const char exit_codes[] =
    "Exit codes:\n"
    "  0   done, or nothing to do\n"
    "  1   error\n"
    "  2   changes to run or held (plan --exit-code), or drift (drift)\n"
    "  3   steps are held: a person must act; the rest has run\n"
    "  4   locks were not obtained; safe to run again\n"
    "  64  wrong usage\n";

static void put_schemes(Sb *sb)
{
    const char *separator = " ";

    sb_puts(sb, "Database URLs begin with");
    for (const Engine *const *engine = engines; *engine != NULL; engine++)
        for (const char *const *scheme = (*engine)->schemes; *scheme != NULL; scheme++) {
            sb_printf(sb, "%s%s:", separator, *scheme);
            separator = ", ";
        }
    sb_puts(sb, ".\n");
}

static void put_overview(Sb *sb)
{
    sb_puts(sb,
            "anneal brings a live database to the shape that a package of JSON files declares.\n"
            "\n"
            "Usage: anneal VERB [options]\n"
            "\n");
    for (const Verb *const *verb = cli_verbs; *verb != NULL; verb++)
        sb_printf(sb, "  %-9s %s\n", (*verb)->name, (*verb)->summary);
    sb_puts(sb, "  help      this text, or `anneal help VERB` for one verb\n"
                "\n"
                "      --version             the version\n"
                "\n");
    sb_puts(sb, exit_codes);
}

void help_overview(Sb *sb)
{
    put_overview(sb);
    sb_putc(sb, '\n');
    put_schemes(sb);
}

void help_verb(Sb *sb, const Verb *verb)
{
    OptionTable table = {verb->name, verb->options, verb->option_count};

    sb_printf(sb, "anneal %s: %s\n\nUsage: anneal %s", verb->name, verb->summary, verb->name);
    options_usage(sb, &table);
    sb_printf(sb, "\n\n%s\n\n", verb->about);
    options_help(sb, &table);
    sb_puts(sb, "  -h, --help                this text\n");
}

void help_markdown(Sb *sb)
{
    sb_puts(sb, "## All verbs\n\n```text\n");
    put_overview(sb); /* without the URLs, which depend on the build */
    sb_puts(sb, "```\n");
    for (const Verb *const *verb = cli_verbs; *verb != NULL; verb++) {
        sb_printf(sb, "\n## anneal %s\n\n```text\n", (*verb)->name);
        help_verb(sb, *verb);
        sb_puts(sb, "```\n");
    }
}
