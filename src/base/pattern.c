/* Patterns that a name is to match: with * and ?, or regular expressions whose cost is bounded. */
#include "base/pattern.h"

#include <regex.h>

struct Pattern {
    Str simple; /* absent: it is `regex` */
    regex_t regex;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The larger number of `{2,5}` at `at`; 1 where none stands there. */
static long interval_most(Str text, size_t at)
{
    long most = 1, number = 0;

    for (at++; at < text.len && (is_digit(text.ptr[at]) || text.ptr[at] == ','); at++) {
        number = text.ptr[at] == ',' ? 0 : number * 10 + (text.ptr[at] - '0');
        if (number > PATTERN_MOST_REPEATS)
            return number;
        most = number > most ? number : most;
    }
    return most;
}

/* The library builds what `{m,n}` repeats that many times, what `)+` repeats twice (within another
 * one four times, …), and tries all ways where a back-reference stands: none is to decide how long
 * a check takes, or how much memory. */
static const char *check_cost(Str text)
{
    long repeats = 1;

    if (text.len > PATTERN_MOST_BYTES)
        return "is longer than 200 bytes";
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\\' && i + 1 < text.len) {
            i++;
            if (is_digit(text.ptr[i]))
                return "has a back-reference, whose cost has no bound";
        }
        repeats *= text.ptr[i] == '{'                                      ? interval_most(text, i)
                   : text.ptr[i] == '+' && i > 0 && text.ptr[i - 1] == ')' ? 2
                                                                           : 1;
        if (repeats > PATTERN_MOST_REPEATS)
            return "repeats too often: its {m,n} multiply to more than 256, each )+ by 2";
    }
    return NULL;
}

static const char *compile_regex(Arena *arena, Str text, regex_t *regex)
{
    enum { WORDS_BYTES = 128 };
    const char *fault = check_cost(text);
    char words[WORDS_BYTES];
    int code;

    if (fault != NULL)
        return fault;
    code = regcomp(regex, arena_cstr(arena, text), REG_EXTENDED | REG_NOSUB);
    if (code == 0)
        return NULL;
    (void)regerror(code, regex, words, sizeof words);
    return arena_printf(arena, "is no regular expression: %s", words).ptr;
}

Pattern *pattern_compile(Arena *arena, Str text, const char **fault)
{
    Pattern *pattern = ARENA_NEW(arena, Pattern);

    *fault = NULL;
    if (text.len == 0)
        *fault = "is empty";
    else if (text.ptr[0] != '/')
        pattern->simple = text;
    else if (text.len < 3 || text.ptr[text.len - 1] != '/')
        *fault = "begins with a slash, and so is to end with one: /^[a-z_]+$/";
    else
        *fault = compile_regex(arena, str_sub(text, 1, text.len - 2), &pattern->regex);
    return *fault == NULL ? pattern : NULL;
}

void pattern_free(Pattern *pattern)
{
    if (pattern != NULL && pattern->simple.ptr == NULL)
        regfree(&pattern->regex);
}

bool pattern_matches(const Pattern *pattern, Str name)
{
    Arena scratch = {0};
    bool matches;

    if (pattern->simple.ptr != NULL)
        return str_matches(name, pattern->simple);
    if (name.len > PATTERN_NAME_MOST_BYTES)
        return false;
    matches = regexec(&pattern->regex, arena_cstr(&scratch, name), 0, NULL, 0) == 0;
    arena_free(&scratch);
    return matches;
}
