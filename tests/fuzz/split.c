/* Scripts: statements are slices of the text, in its order, with nothing but blanks, comments and
 * semicolons between them. SQLite's own judge of what is complete agrees. */
#include "fuzz.h"

#include <sqlite3.h>

#include "engine/postgres/split.h"
#include "engine/sqlite/lite_split.h"

typedef struct Splitter {
    bool (*split)(Arena *arena, const char *file, Str text, Statements *statements, Errs *errs);
    const char *blanks;
    bool comments_nest;
} Splitter;

static uint32_t line_of(Str text, size_t at)
{
    uint32_t line = 1;

    for (size_t i = 0; i < at; i++)
        line += text.ptr[i] == '\n';
    return line;
}

/* Behind the comment at `at`; `at` where there is none. */
static size_t skip_comment(const Splitter *splitter, Str text, size_t at)
{
    size_t depth = 0, end = at;

    if (str_starts(str_sub(text, at, 2), STR("--"))) {
        while (end < text.len && text.ptr[end] != '\n' &&
               (text.ptr[end] != '\r' || !splitter->comments_nest))
            end++;
        return end;
    }
    do {
        Str two = str_sub(text, end, 2);
        if (str_is(two, "/*") && (depth == 0 || splitter->comments_nest))
            depth++;
        else if (depth > 0 && str_is(two, "*/"))
            depth--;
        else if (depth == 0)
            return at;
        else
            two.len = 1;
        end += two.len;
    } while (depth > 0 && end < text.len);
    return end;
}

/* Whether [from, to) is nothing that a server would run. */
static void check_gap(const Splitter *splitter, Str text, size_t from, size_t to)
{
    Str before = str_sub(text, 0, to);

    while (from < to) {
        size_t behind = skip_comment(splitter, before, from);
        bool is_blank = text.ptr[from] == ';' ||
                        (text.ptr[from] != '\0' && strchr(splitter->blanks, text.ptr[from]));
        REQUIRE(behind > from || is_blank, "byte %zu is lost: %.*s", from,
                STR_ARG(str_sub(text, from, to - from)));
        from = behind > from ? behind : from + 1;
    }
}

static void check_statements(const Splitter *splitter, Str text, const Statements *statements)
{
    size_t before = 0;

    for (size_t i = 0; i < statements->len; i++) {
        const Statement *statement = &statements->items[i];
        size_t at = (size_t)(statement->text.ptr - text.ptr);
        REQUIRE(statement->text.len > 0 && at >= before && at + statement->text.len <= text.len,
                "statement %zu is no slice", i);
        REQUIRE(str_trim(statement->text).len == statement->text.len,
                "statement %zu has blanks around it", i);
        REQUIRE(statement->line == line_of(text, at), "statement %zu is at line %u", i,
                statement->line);
        REQUIRE(i == 0 || memchr(text.ptr + before, ';', at - before) != NULL,
                "no ; before statement %zu", i);
        check_gap(splitter, text, before, at);
        before = at + statement->text.len;
    }
    check_gap(splitter, text, before, text.len);
}

/* Each statement that a `;` ended is complete with it, and no shorter piece of any is. */
static void check_complete(Arena *arena, const Statements *statements)
{
    for (size_t i = 0; i < statements->len; i++) {
        Str text = statements->items[i].text;
        REQUIRE(i + 1 == statements->len ||
                    sqlite3_complete(arena_printf(arena, "%.*s;", STR_ARG(text)).ptr),
                "not complete: %.*s;", STR_ARG(text));
        for (size_t at = str_find(text, ';', 0); at != SIZE_MAX; at = str_find(text, ';', at + 1))
            REQUIRE(!sqlite3_complete(arena_cstr(arena, str_sub(text, 0, at + 1))),
                    "two statements: %.*s", STR_ARG(text));
    }
}

static void check(const Splitter *splitter, Str text)
{
    Statements statements = {0};
    Arena arena = {0};
    Errs errs = {0};
    bool ok = splitter->split(&arena, "fuzz.sql", text, &statements, &errs);

    fuzz_check_errs(ok, &errs);
    if (ok)
        check_statements(splitter, text, &statements);
    if (ok && splitter->split == lite_split_script && str_find(text, '\0', 0) == SIZE_MAX)
        check_complete(&arena, &statements);
    errs_free(&errs);
    arena_free(&arena);
}

static void run(Str text)
{
    static const Splitter postgres = {pg_split_script, " \t\n\r\f\v", true};
    static const Splitter sqlite = {lite_split_script, " \t\n\r\f", false};

    check(&postgres, text);
    check(&sqlite, text);
}

const FuzzTarget fuzz_split = {'s', run};
