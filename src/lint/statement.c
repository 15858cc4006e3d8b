/* What a statement of a script says, as far as its tokens tell. */
#include "lint/statement.h"

bool lint_word_is(const LintStatement *statement, size_t at, const char *word)
{
    const StatementToken *token;

    if (at >= statement->tokens.len)
        return false;
    token = &statement->tokens.items[at];
    return (token->kind == STATEMENT_WORD || token->kind == STATEMENT_SIGN) &&
           str_eq_ascii_nocase(token->text, str_from(word));
}

size_t lint_word_find(const LintStatement *statement, size_t from, const char *word)
{
    size_t depth = 0;

    for (size_t i = from; i < statement->tokens.len; i++) {
        if (depth == 0 && lint_word_is(statement, i, word))
            return i;
        if (lint_word_is(statement, i, "("))
            depth++;
        else if (lint_word_is(statement, i, ")") && depth > 0)
            depth--;
    }
    return SIZE_MAX;
}

bool lint_has_word(const LintStatement *statement, const char *word)
{
    return lint_word_find(statement, 0, word) != SIZE_MAX;
}

bool lint_has_word_inside(const LintStatement *statement, const char *word)
{
    for (size_t i = 0; i < statement->tokens.len; i++)
        if (lint_word_is(statement, i, word))
            return true;
    return false;
}

static bool is_name(const LintStatement *statement, size_t at)
{
    return at < statement->tokens.len && (statement->tokens.items[at].kind == STATEMENT_WORD ||
                                          statement->tokens.items[at].kind == STATEMENT_NAME);
}

Str lint_name_at(const LintStatement *statement, size_t *at)
{
    const StatementToken *items = statement->tokens.items;
    size_t first = *at, last = first;

    if (!is_name(statement, first))
        return STR_ABSENT;
    while (lint_word_is(statement, last + 1, ".") && is_name(statement, last + 2))
        last += 2;
    *at = last + 1;
    return (Str){items[first].text.ptr,
                 (size_t)(items[last].text.ptr + items[last].text.len - items[first].text.ptr)};
}

size_t lint_verb_at(const LintStatement *statement)
{
    static const char *const verbs[] = {"SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", NULL};
    size_t first = SIZE_MAX;

    if (!lint_word_is(statement, 0, "WITH"))
        return 0;
    for (const char *const *verb = verbs; *verb != NULL; verb++) {
        size_t at = lint_word_find(statement, 1, *verb);
        first = at < first ? at : first;
    }
    return first == SIZE_MAX ? 0 : first;
}

/* Words between a verb and the name of a table. */
static bool is_between(const LintStatement *statement, size_t at)
{
    static const char *const words[] = {
        "TABLE",   "TABLES",   "IF",           "NOT",    "EXISTS",        "ONLY",
        "INTO",    "FROM",     "LOW_PRIORITY", "IGNORE", "HIGH_PRIORITY", "QUICK",
        "DELAYED", "OR",       "ABORT",        "FAIL",   "NOWAIT",        "TEMPORARY",
        "TEMP",    "UNLOGGED", "FOREIGN",      NULL};

    for (const char *const *word = words; *word != NULL; word++)
        if (lint_word_is(statement, at, *word))
            return true;
    /* INSERT OR REPLACE INTO, CREATE OR REPLACE TABLE; but REPLACE INTO begins with it. */
    return at > 0 && lint_word_is(statement, at - 1, "OR");
}

Str lint_target(const LintStatement *statement)
{
    static const char *const verbs[] = {"INSERT", "REPLACE", "UPDATE",   "DELETE",
                                        "MERGE",  "LOCK",    "TRUNCATE", NULL};
    size_t at = lint_verb_at(statement), index = lint_word_find(statement, 0, "INDEX");
    bool takes_table = lint_word_is(statement, at, "CREATE") ||
                       lint_word_is(statement, at, "ALTER") || lint_word_is(statement, at, "DROP");
    bool is_known = false;

    if (lint_word_is(statement, at, "CREATE") && index < 4) {
        at = lint_word_find(statement, index, "ON");
        at = at == SIZE_MAX ? at : at + 1 + (lint_word_is(statement, at + 1, "ONLY") ? 1 : 0);
        return at == SIZE_MAX ? STR_ABSENT : lint_name_at(statement, &at);
    }
    for (const char *const *verb = verbs; *verb != NULL; verb++)
        is_known = is_known || lint_word_is(statement, at, *verb);
    if (!is_known && !takes_table)
        return STR_ABSENT;
    for (at++; is_between(statement, at); at++)
        is_known = is_known || lint_word_is(statement, at, "TABLE");
    return is_known ? lint_name_at(statement, &at) : STR_ABSENT;
}

bool lint_is_temporary(const LintStatement *statement)
{
    for (size_t i = 1; i < 4; i++)
        if (lint_word_is(statement, i, "TEMP") || lint_word_is(statement, i, "TEMPORARY"))
            return true;
    return false;
}

Str lint_excerpt(Arena *arena, const LintStatement *statement)
{
    enum { MOST_BYTES = 60 };
    Sb sb = sb_new(SB_LINE_MAX);
    size_t shown = 0;

    for (; shown < statement->tokens.len && sb.len < MOST_BYTES; shown++) {
        const StatementToken *token = &statement->tokens.items[shown];
        bool is_near = shown == 0 || token->text.ptr == token[-1].text.ptr + token[-1].text.len;
        Str text = token->text;
        if (sb.len + text.len > MOST_BYTES && shown > 0)
            break;
        /* No value of a row or secret shows, and no line ends. */
        if (token->kind == STATEMENT_STRING)
            text = STR("'…'");
        sb_printf(&sb, "%s%.*s", is_near ? "" : " ", STR_ARG(text));
    }
    if (shown < statement->tokens.len)
        sb_puts(&sb, " …");
    return sb_finish(&sb, arena);
}
