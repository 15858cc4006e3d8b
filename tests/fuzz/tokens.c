/* Tokens: an escaped text reads back as itself, and any place in a replaced one is a place in its
 * source. Input: `name=value` lines, an empty one, then the text. */
#include "fuzz.h"

#include "package/tokens.h"

static Tokens make_tokens(Arena *arena, Str *rest, bool is_ours)
{
    Tokens tokens = {.arena = arena, .has_brace_escape = is_ours, .unknown_is_note = !is_ours};
    Str line;

    tokens_add(&tokens, STR("ProductName"), STR("shop"));
    while (str_cut(rest, '\n', &line) && line.len > 0) {
        Str name;
        if (str_cut(&line, '=', &name) && line.ptr != NULL)
            tokens_add(&tokens, name, line);
    }
    return tokens;
}

static void check_escape(Arena *arena, const Tokens *tokens, Str text)
{
    Doc *doc = doc_string(arena, tokens_escape(arena, text));
    Notes notes = {0};
    Errs errs = {0};

    REQUIRE(tokens_replace(tokens, arena, doc, &notes, &errs), "%s", errs_last(&errs)->message);
    REQUIRE(str_eq(doc->text, text), "%.*s becomes %.*s", STR_ARG(text), STR_ARG(doc->text));
    notes_free(&notes);
    errs_free(&errs);
}

static void check_replace(Arena *arena, const Tokens *tokens, Str text)
{
    Doc *doc = doc_string(arena, text);
    Notes notes = {0};
    Errs errs = {0};

    doc->line = doc->column = 1;
    doc->raw = text;
    fuzz_check_errs(tokens_replace(tokens, arena, doc, &notes, &errs), &errs);
    REQUIRE(str_eq(doc_text_written(doc), text), "the source is lost");
    for (size_t at = 0; at <= doc->text.len; at += 1 + at / 8) {
        Loc loc = doc_text_loc(arena, doc, at);
        REQUIRE(loc.line >= 1 && loc.column >= 1 && loc.column <= text.len + 2,
                "offset %zu is at %u:%u", at, loc.line, loc.column);
    }
    notes_free(&notes);
    errs_free(&errs);
}

static void run(Str text)
{
    Str rest = text;
    Arena arena = {0};
    Tokens ours = make_tokens(&arena, &rest, true), theirs;

    if (rest.ptr != NULL) {
        Str again = text;
        theirs = make_tokens(&arena, &again, false);
        check_escape(&arena, &ours, rest);
        check_replace(&arena, &ours, rest);
        check_replace(&arena, &theirs, rest);
    }
    arena_free(&arena);
}

const FuzzTarget fuzz_tokens = {'t', run};
