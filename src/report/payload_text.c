/* What steps of scripts and hooks run, as text and as SQL. */
#include "report/payload_text.h"

#include "report/words.h"

enum { TEXT_LINES_MOST = 20 };

static const char *how_often(const StepScript *script)
{
    static const char *const words[] = {"once", "when it changes", "at each deploy"};

    return words[script->track];
}

static size_t count_lines(Str text)
{
    size_t lines = 0;
    Str line;

    while (str_cut(&text, '\n', &line))
        lines++;
    return lines;
}

/* `x.sql: 3 statements in one transaction, once` */
static void put_script_line(Sb *sb, const StepScript *script, size_t indent)
{
    sb_repeat(sb, ' ', indent);
    sb_printf(sb, "%.*s: ", STR_ARG(script->path));
    words_count(sb, script->batches.len, "statement");
    sb_printf(sb, "%s, %s\n",
              script->has_no_transaction ? ", each by itself" : " in one transaction",
              how_often(script));
}

/* The first lines; a seed of ten thousand rows is not read here. */
static void put_batches(Sb *sb, const StepScript *script, size_t indent)
{
    size_t shown = 0, all = 0;

    for (size_t i = 0; i < script->batches.len; i++)
        all += count_lines(script->batches.items[i]->text);
    for (size_t i = 0; i < script->batches.len && shown < TEXT_LINES_MOST; i++) {
        Str rest = script->batches.items[i]->text, line;
        while (shown < TEXT_LINES_MOST && str_cut(&rest, '\n', &line)) {
            if (line.len > 0)
                sb_repeat(sb, ' ', indent);
            sb_printf(sb, "%.*s%s\n", STR_ARG(line), rest.ptr == NULL ? ";" : "");
            shown++;
        }
    }
    if (all > shown) {
        sb_repeat(sb, ' ', indent);
        sb_printf(sb, "… %zu more lines: --format sql has all\n", all - shown);
    }
}

void payload_put_text(Sb *sb, const Step *step, const TextStyle *style, size_t indent)
{
    if (step->scripts == NULL)
        return;
    sb_putc(sb, '\n');
    for (size_t i = 0; i < step->scripts->list.len; i++) {
        put_script_line(sb, step->scripts->list.items[i], indent - 2);
        sb_puts(sb, term_style(style->has_color, TERM_DIM));
        put_batches(sb, step->scripts->list.items[i], indent);
        sb_puts(sb, term_style(style->has_color, TERM_PLAIN));
    }
}

static void put_commented(Sb *sb, Str text, bool runs)
{
    Str line;

    while (str_cut(&text, '\n', &line))
        sb_printf(sb, "%s%.*s\n", runs ? "" : "--   ", STR_ARG(line));
}

static void put_script_sql(Sb *sb, const StepScript *script, bool runs, const ByHand *by_hand)
{
    Arena scratch = {0};

    sb_puts(sb, "--   ");
    put_script_line(sb, script, 0);
    for (size_t i = 0; i < script->secrets.len; i++)
        sb_printf(sb, "--   the secret {{%.*s}} is to be filled in\n",
                  STR_ARG(script->secrets.items[i]));
    if (runs && !script->has_no_transaction)
        sb_puts(sb, "BEGIN;\n");
    for (size_t i = 0; i < script->batches.len; i++) {
        Str text = script->batches.items[i]->text;
        if (runs && by_hand != NULL)
            by_hand->statement(sb, text);
        else
            put_commented(sb, arena_printf(&scratch, "%.*s;", STR_ARG(text)), runs);
    }
    if (runs && !script->has_no_transaction)
        sb_puts(sb, "COMMIT;\n");
    arena_free(&scratch);
}

void payload_put_sql(Sb *sb, const Step *step, bool runs, const ByHand *by_hand)
{
    if (step->scripts != NULL && step->scripts->may_fail)
        sb_puts(sb, "--   what fails here is tried again when the tables are there\n");
    for (size_t i = 0; step->scripts != NULL && i < step->scripts->list.len; i++)
        put_script_sql(sb, step->scripts->list.items[i], runs, by_hand);
    if (step->hook != NULL)
        sb_puts(sb, "--   a command: `anneal deploy --trust-commands` runs it\n");
}
