/* What the program prints: results on standard output, all else on standard error. */
#include "cli/output.h"

#include <errno.h>

#include "base/file.h"
#include "engine/engine.h"
#include "plan/plan_build.h"

TextStyle cli_style(const Term *term)
{
    return (TextStyle){term->has_color, term->is_tty, term->width};
}

bool cli_print(Sb *sb, Errs *errs)
{
    Str text = sb_str(sb);
    bool ok =
        !sb->failed && fwrite(text.ptr, 1, text.len, stdout) == text.len && fflush(stdout) == 0;

    if (!ok)
        err_addf(errs, ERR_FILE, "can't write to standard output: %s", strerror(errno));
    sb_free(sb);
    return ok;
}

void cli_say(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    (void)vfprintf(stderr, format, args);
    va_end(args);
    (void)fputc('\n', stderr);
}

static void put_stderr(Sb *sb)
{
    Str text = sb_str(sb);

    (void)fwrite(text.ptr, 1, text.len, stderr);
    sb_free(sb);
}

void cli_show_notes(const Cli *cli, Notes *notes)
{
    TextStyle style = cli_style(&cli->err);
    Sb sb = sb_new(SB_FILE_MAX);

    report_notes_text(&sb, notes, &style);
    put_stderr(&sb);
    notes_free(notes);
}

int cli_finish(const Cli *cli, Notes *notes, Errs *errs, int exit_code)
{
    TextStyle style = cli_style(&cli->err);
    Sb sb = sb_new(SB_FILE_MAX);

    if (errs_any(errs))
        exit_code = errs_exit_code(errs);
    cli_show_notes(cli, notes);
    report_errs_text(&sb, errs, &style);
    if (errs->list.len > 1)
        sb_printf(&sb, "%zu errors\n", errs->list.len);
    put_stderr(&sb);
    errs_free(errs);
    return exit_code;
}

void cli_log(void *context, LogLevel level, const char *line)
{
    static const char *const names[] = {"error", "warning", "info", "debug"};

    Str rest = str_from(line), part;
    bool first = true;

    (void)context;
    /* SQL has several lines: the later ones are set off, so that each log line begins alike. */
    for (; str_cut(&rest, '\n', &part); first = false)
        cli_say("%s%s%.*s", first ? names[level] : "    ", first ? ": " : "", STR_ARG(part));
}

const char *const cli_plan_formats[] = {"text", "sql",   "json",  "markdown",
                                        "html", "sarif", "junit", NULL};

static void put_text(Sb *sb, const Review *review, const TextStyle *style)
{
    Arena scratch = {0};
    Str database = review->is_offline
                       ? arena_printf(&scratch, "a database of %.*s", STR_ARG(review->base))
                       : review->base;

    report_plan_text(sb, review->plan, database, style);
    if (review->seen.len > 0 && review->plan->steps.len > 0)
        sb_printf(sb, "\nSizes, rows and conditions are those of %.*s.\n", STR_ARG(review->seen));
    if (review->findings != NULL && review->findings->len > 0) {
        sb_puts(sb, "\nThe change brings:\n");
        report_findings_text(sb, review->findings, style);
    }
    arena_free(&scratch);
}

static const ByHand *by_hand_of(const Plan *plan)
{
    const Engine *engine = engine_by_name(plan->engine);

    return engine == NULL ? NULL : engine->by_hand;
}

static void render(Sb *sb, const Review *review, const char *format, const TextStyle *style)
{
    if (format == NULL || strcmp(format, "json") == 0)
        report_plan_json(sb, review->plan);
    else if (strcmp(format, "sql") == 0)
        report_plan_sql(sb, review->plan, by_hand_of(review->plan));
    else if (strcmp(format, "markdown") == 0)
        report_review_markdown(sb, review);
    else if (strcmp(format, "html") == 0)
        report_review_html(sb, review);
    else if (strcmp(format, "junit") == 0)
        report_review_junit(sb, review);
    else if (strcmp(format, "sarif") == 0)
        report_review_sarif(sb, review);
    else
        put_text(sb, review, style);
}

int cli_plan_exit_code(const Plan *plan)
{
    PlanCounts counts = plan_count(plan);

    return counts.ready - counts.recurrent + counts.held + counts.forbidden > 0 ? 2 : 0;
}

bool cli_check_outputs(const Outputs *outputs, Errs *errs)
{
    size_t on_stdout = 0;

    for (size_t i = 0; i < outputs->len; i++)
        on_stdout += outputs->items[i].path == NULL;
    return on_stdout <= 1 || err_at(errs, ERR_USAGE, (Loc){0},
                                    "give all but one of them a file: --format sql --out plan.sql",
                                    "%zu formats want standard output", on_stdout);
}

bool cli_write_plan(const Cli *cli, const Review *review, const Outputs *outputs, Errs *errs)
{
    static const TextStyle in_a_file = {.width = 100};
    TextStyle style = cli_style(&cli->out);
    const char *on_stdout = "text";
    Sb sb;

    for (size_t i = 0; i < outputs->len; i++) {
        const Output *output = &outputs->items[i];
        bool ok;
        if (output->path == NULL) {
            on_stdout = output->format;
            continue;
        }
        sb = sb_new(SB_FILE_MAX);
        render(&sb, review, output->format, &in_a_file);
        ok = file_write(output->path, sb_str(&sb), errs);
        sb_free(&sb);
        if (!ok)
            return false;
    }
    sb = sb_new(SB_FILE_MAX);
    render(&sb, review, on_stdout, &style);
    return cli_print(&sb, errs);
}
