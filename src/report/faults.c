/* Errors and notes as text: place, words, the source line, a hint. */
#include "report/excerpt.h"
#include "report/words.h"

typedef struct Fault {
    const char *word;
    TermStyle color;
    const char *message, *hint, *server;
    Loc loc, also;
} Fault;

static void put_place(Sb *sb, const Loc *loc)
{
    if (loc->file == NULL)
        return;
    excerpt_put_clean(sb, str_from(loc->file));
    if (loc->line > 0)
        sb_printf(sb, ":%u", loc->line);
    if (loc->line > 0 && loc->column > 0)
        sb_printf(sb, ":%u", loc->column);
    sb_puts(sb, ": ");
}

static void put_extra(Sb *sb, const char *name, const char *text)
{
    Str rest = str_from(text), line;

    /* A server's text may have several lines: they stay below each other. */
    for (bool first = true; rest.len > 0 && str_cut(&rest, '\n', &line); first = false) {
        sb_printf(sb, "  %-7s ", first ? name : "");
        excerpt_put_clean(sb, line);
        sb_putc(sb, '\n');
    }
}

static void put_fault(Sb *sb, Source *source, const Fault *fault, const TextStyle *style)
{
    put_place(sb, &fault->loc);
    sb_puts(sb, term_style(style->has_color, fault->color));
    sb_printf(sb, "%s:", fault->word);
    sb_puts(sb, term_style(style->has_color, TERM_PLAIN));
    sb_putc(sb, ' ');
    excerpt_put_clean(sb, str_from(fault->message));
    sb_putc(sb, '\n');
    excerpt_put(sb, source, &fault->loc, style);
    put_extra(sb, "at:", fault->loc.path);
    put_extra(sb, "server:", fault->server);
    put_extra(sb, "hint:", fault->hint);
    excerpt_put(sb, source, &fault->also, style);
}

void report_errs_text(Sb *sb, const Errs *errs, const TextStyle *style)
{
    Source source = {0};

    for (size_t i = 0; i < errs->list.len; i++) {
        const Err *err = &errs->list.items[i];
        Fault fault = {.word = "error",
                       .color = TERM_RED,
                       .message = err->message,
                       .hint = err->hint,
                       .server = err->server,
                       .loc = err->loc,
                       .also = err->also};
        put_fault(sb, &source, &fault, style);
    }
    source_free(&source);
}

void report_notes_text(Sb *sb, const Notes *notes, const TextStyle *style)
{
    Source source = {0};

    for (size_t i = 0; i < notes->list.len; i++) {
        const Note *note = &notes->list.items[i];
        Fault fault = {.word = "note",
                       .color = TERM_CYAN,
                       .message = note->message,
                       .hint = note->hint,
                       .loc = note->loc};
        put_fault(sb, &source, &fault, style);
    }
    source_free(&source);
}
