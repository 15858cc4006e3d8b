/* Errors and notes as text: place, words, the source line, a hint. */
#include "base/file.h"
#include "report/words.h"

typedef struct Fault {
    const char *word;
    TermStyle color;
    const char *message, *hint, *server;
    Loc loc;
} Fault;

/* The last file that was read, as most faults of a file come one after the other. */
typedef struct Source {
    Arena arena;
    const char *path;
    Str bytes;
} Source;

static bool source_line(Source *source, const Loc *loc, Str *line)
{
    Str rest;

    if (loc->file == NULL || loc->line == 0)
        return false;
    if (source->path == NULL || strcmp(source->path, loc->file) != 0) {
        Errs ignored = {0};
        arena_free(&source->arena);
        source->arena = (Arena){0};
        source->path = loc->file;
        /* A file that can't be read again (removed meanwhile, not a file): no line is shown. */
        if (!file_read(&source->arena, loc->file, &source->bytes, &ignored))
            source->bytes = STR_ABSENT;
        errs_free(&ignored);
    }
    rest = source->bytes;
    for (uint32_t number = 1; str_cut(&rest, '\n', line); number++)
        if (number == loc->line)
            return true;
    return false;
}

/* Columns that the first `bytes` of a line take, counting a character once and a tab as a tab. */
static void put_caret_pad(Sb *sb, Str line, size_t bytes)
{
    for (size_t i = 0; i < bytes && i < line.len; i++) {
        if (line.ptr[i] == '\t')
            sb_putc(sb, '\t');
        else if (((unsigned char)line.ptr[i] & 0xC0) != 0x80)
            sb_putc(sb, ' ');
    }
}

/* A window of a long line around the column, beginning at a character. */
static Str window(Str line, size_t column, size_t width, size_t *shift)
{
    *shift = 0;
    if (line.len > 0 && line.ptr[line.len - 1] == '\r')
        line.len--;
    if (line.len <= width)
        return line;
    if (column > width / 2)
        *shift = column - width / 2;
    while (*shift < line.len && ((unsigned char)line.ptr[*shift] & 0xC0) == 0x80)
        ++*shift;
    return str_sub(line, *shift, width);
}

static void put_source(Sb *sb, Source *source, const Loc *loc, const TextStyle *style)
{
    size_t shift, column = loc->column > 0 ? loc->column - 1 : 0;
    size_t width = style->width > 40 ? (size_t)style->width - 12 : 28;
    Str line;

    if (!style->is_terminal || !source_line(source, loc, &line))
        return;
    line = window(line, column, width, &shift);
    sb_printf(sb, "%7u | %.*s\n", loc->line, STR_ARG(line));
    if (loc->column == 0)
        return;
    sb_puts(sb, "        | ");
    put_caret_pad(sb, line, column - shift);
    words_styled(sb, style, TERM_GREEN, STR("^"));
    sb_putc(sb, '\n');
}

static void put_place(Sb *sb, const Loc *loc)
{
    if (loc->file == NULL)
        return;
    sb_puts(sb, loc->file);
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
    for (bool first = true; rest.len > 0 && str_cut(&rest, '\n', &line); first = false)
        sb_printf(sb, "  %-7s %.*s\n", first ? name : "", STR_ARG(line));
}

static void put_fault(Sb *sb, Source *source, const Fault *fault, const TextStyle *style)
{
    put_place(sb, &fault->loc);
    sb_puts(sb, term_style(style->has_color, fault->color));
    sb_printf(sb, "%s:", fault->word);
    sb_puts(sb, term_style(style->has_color, TERM_PLAIN));
    sb_printf(sb, " %s\n", fault->message);
    put_source(sb, source, &fault->loc, style);
    put_extra(sb, "at:", fault->loc.path);
    put_extra(sb, "server:", fault->server);
    put_extra(sb, "hint:", fault->hint);
}

void report_errs_text(Sb *sb, const Errs *errs, const TextStyle *style)
{
    Source source = {0};

    for (size_t i = 0; i < errs->list.len; i++) {
        const Err *err = &errs->list.items[i];
        Fault fault = {"error", TERM_RED, err->message, err->hint, err->server, err->loc};
        put_fault(sb, &source, &fault, style);
    }
    arena_free(&source.arena);
}

void report_notes_text(Sb *sb, const Notes *notes, const TextStyle *style)
{
    Source source = {0};

    for (size_t i = 0; i < notes->list.len; i++) {
        const Note *note = &notes->list.items[i];
        Fault fault = {"note", TERM_CYAN, note->message, note->hint, NULL, note->loc};
        put_fault(sb, &source, &fault, style);
    }
    arena_free(&source.arena);
}
