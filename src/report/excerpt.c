/* The line of a file that a fault is about, with a caret below it. */
#include "report/excerpt.h"

#include "base/file.h"
#include "base/wide.h"
#include "report/secrets.h"
#include "report/words.h"

enum {
    TAB_COLUMNS = 4,
    GUTTER_COLUMNS = 10, /* `   1234 | ` */
    LEAST_COLUMNS = 28,
    /* A line is looked at this far around its place: minified files have one line of megabytes. */
    LOOK_BYTES = 4096
};

/* ---- the line ---------------------------------------------------------------------------------
 */

static void source_open(Source *source, const char *path)
{
    Errs ignored = {0};

    if (source->path != NULL && strcmp(source->path, path) == 0)
        return;
    source_free(source);
    source->path = path;
    /* A file that can't be read again (removed meanwhile, not a file): no line is shown. */
    if (!file_read(&source->arena, path, &source->bytes, &ignored))
        source->bytes = STR_ABSENT;
    errs_free(&ignored);
}

static bool source_line(Source *source, const Loc *loc, Str *line)
{
    size_t at, end;

    if (loc->file == NULL || loc->line == 0)
        return false;
    source_open(source, loc->file);
    if (source->line == 0 || source->line > loc->line) {
        source->line = 1;
        source->line_at = str_starts(source->bytes, STR("\xEF\xBB\xBF")) ? 3 : 0;
    }
    for (at = source->line_at; source->line < loc->line; source->line++) {
        end = str_find(source->bytes, '\n', at);
        if (end == SIZE_MAX)
            return false;
        at = source->line_at = end + 1;
    }
    end = str_find(source->bytes, '\n', at);
    *line = str_sub(source->bytes, at, (end == SIZE_MAX ? source->bytes.len : end) - at);
    if (line->len > 0 && line->ptr[line->len - 1] == '\r')
        line->len--;
    return line->ptr != NULL;
}

void source_free(Source *source)
{
    arena_free(&source->arena);
    *source = (Source){0};
}

/* ---- cells ------------------------------------------------------------------------------------
 */

typedef struct Cell {
    size_t at, len; /* in the line */
    size_t column;  /* on the screen */
    size_t columns;
    bool is_harmful;
} Cell;
typedef VEC(Cell) CellVec;

/* The characters of `line` from byte `from` to byte `to`, with the columns that each takes. */
static void measure(Arena *arena, Str line, size_t from, size_t to, CellVec *cells)
{
    size_t column = 0;

    for (size_t at = from; at < to;) {
        WideChar c = wide_char(str_sub(line, at, SIZE_MAX));
        Cell cell = {at, c.len, column, (size_t)c.columns, c.is_harmful};
        if (line.ptr[at] == '\t') {
            cell.columns = TAB_COLUMNS - column % TAB_COLUMNS;
            cell.is_harmful = false;
        }
        vec_push(arena, cells, cell);
        column += cell.columns;
        at += c.len;
    }
}

/* Where on the screen byte `at` of the line is. */
static size_t column_of(const CellVec *cells, size_t at)
{
    for (size_t i = 0; i < cells->len; i++)
        if (at < cells->items[i].at + cells->items[i].len)
            return cells->items[i].column;
    return cells->len == 0 ? 0 : vec_last(cells).column + vec_last(cells).columns;
}

static void put_cell(Sb *sb, Str line, const Cell *cell)
{
    if (line.ptr[cell->at] == '\t')
        sb_repeat(sb, ' ', cell->columns);
    else if (cell->is_harmful)
        sb_puts(sb, "\xEF\xBF\xBD");
    else
        sb_put(sb, str_sub(line, cell->at, cell->len));
}

/* What of the line is shown: screen columns [from, to), with a mark where something is cut off. */
typedef struct Window {
    size_t from, to;
    bool is_cut_before, is_cut_behind;
} Window;

/* As wide as `width`, with the place (screen columns [start, end)) inside, its begin rather than
 * its end. */
static Window choose_window(size_t total, size_t start, size_t end, size_t width)
{
    Window window = {.to = total};
    size_t place = end - start < width / 2 ? end - start : width / 2;

    if (total > width) {
        size_t before = (width - place) / 2;
        window.from = start > before ? start - before : 0;
        if (window.from + width > total)
            window.from = total - width;
        window.to = window.from + width;
    }
    window.is_cut_before = window.from > 0;
    window.is_cut_behind = window.to < total;
    return window;
}

static void put_line(Sb *sb, Str line, const CellVec *cells, const Window *window)
{
    size_t column = window->from;

    if (window->is_cut_before) {
        sb_puts(sb, "\xE2\x80\xA6"); /* … */
        column++;
    }
    for (size_t i = 0; i < cells->len; i++) {
        const Cell *cell = &cells->items[i];
        if (cell->column < column || (cell->columns == 0 && cell->column == window->from))
            continue;
        if (cell->column + cell->columns + window->is_cut_behind > window->to)
            break;
        sb_repeat(sb, ' ', cell->column - column); /* half of a wide character was cut off */
        put_cell(sb, line, cell);
        column = cell->column + cell->columns;
    }
    if (window->is_cut_behind)
        sb_puts(sb, "\xE2\x80\xA6");
    sb_putc(sb, '\n');
}

static void put_caret(Sb *sb, const Window *window, size_t start, size_t end,
                      const TextStyle *style)
{
    if (end > window->to)
        end = window->to;
    sb_printf(sb, "%*s | ", GUTTER_COLUMNS - 3, "");
    sb_repeat(sb, ' ', start - window->from);
    sb_puts(sb, term_style(style->has_color, TERM_GREEN));
    sb_putc(sb, '^');
    for (size_t column = start + 1; column < end; column++)
        sb_putc(sb, '~');
    sb_puts(sb, term_style(style->has_color, TERM_PLAIN));
    sb_putc(sb, '\n');
}

static size_t char_start(Str line, size_t at)
{
    while (at > 0 && at < line.len && ((unsigned char)line.ptr[at] & 0xC0) == 0x80)
        at--;
    return at;
}

/* Shows bytes `from` to `to` of the line, or what of them fits. */
static void put_part(Sb *sb, Str line, size_t from, size_t to, const Loc *loc,
                     const TextStyle *style)
{
    Arena scratch = {0};
    CellVec cells = {0};
    size_t width = style->width > GUTTER_COLUMNS + LEAST_COLUMNS
                       ? (size_t)style->width - GUTTER_COLUMNS - 1
                       : LEAST_COLUMNS;
    size_t at = loc->column == 0 ? 0 : loc->column - 1;
    size_t total, start, end;
    Window window;

    measure(&scratch, line, from, to, &cells);
    total = column_of(&cells, SIZE_MAX);
    start = column_of(&cells, at);
    end = loc->length == 0 ? start + 1 : column_of(&cells, at + loc->length);
    /* A caret behind the end of the line needs its column too. */
    window = choose_window(start >= total ? start + 1 : total, start, end > start ? end : start + 1,
                           width);
    window.is_cut_before = window.is_cut_before || from > 0;
    window.is_cut_behind = window.is_cut_behind || to < line.len;
    sb_printf(sb, "%*u | ", GUTTER_COLUMNS - 3, loc->line);
    put_line(sb, line, &cells, &window);
    if (loc->column > 0)
        put_caret(sb, &window, start, end, style);
    arena_free(&scratch);
}

void excerpt_put(Sb *sb, Source *source, const Loc *loc, const TextStyle *style)
{
    size_t at = loc->column == 0 ? 0 : loc->column - 1, from, to;
    Str line;

    if (!style->is_terminal || !source_line(source, loc, &line) || str_trim(line).len == 0)
        return;
    from = at > LOOK_BYTES ? char_start(line, at - LOOK_BYTES) : 0;
    to = line.len - from > 2 * LOOK_BYTES ? char_start(line, from + 2 * LOOK_BYTES) : line.len;
    if (secrets_may_be_in(str_sub(line, from, to - from)))
        sb_printf(sb, "%*u | (not shown: the line may hold a password)\n", GUTTER_COLUMNS - 3,
                  loc->line);
    else
        put_part(sb, line, from, to, loc, style);
}

/* ---- texts ------------------------------------------------------------------------------------
 */

void excerpt_put_clean(Sb *sb, Str text)
{
    for (size_t at = 0; at < text.len;) {
        WideChar c = wide_char(str_sub(text, at, SIZE_MAX));
        Str bytes = str_sub(text, at, c.len);
        if (!c.is_harmful)
            sb_put(sb, bytes);
        else if (str_is(bytes, "\n"))
            sb_puts(sb, "\\n");
        else if (str_is(bytes, "\t"))
            sb_puts(sb, "\\t");
        else if (c.len > 1)
            sb_printf(sb, "\\u%04X", (unsigned)c.code);
        else
            sb_printf(sb, "\\x%02X", (unsigned char)bytes.ptr[0]);
        at += c.len;
    }
}
