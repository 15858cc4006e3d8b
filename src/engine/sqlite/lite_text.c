/* SQL texts as SQLite keeps them. */
#include "engine/sqlite/lite_text.h"

#include "base/sb.h"
#include "engine/sqlite/lite_quote.h"

Str lite_fold_name(Arena *arena, Str name)
{
    return arena_lower(arena, name);
}

bool lite_same_name(Str a, Str b)
{
    return str_eq_ascii_nocase(a, b);
}

/* Whether a folded name reads back as itself without quotes. */
static bool is_bare(Str name)
{
    Arena scratch = {0};
    LiteTokens tokens = lite_tokens_read(&scratch, name);
    bool bare = tokens.len == 2 && tokens.items[0].kind == LITE_WORD &&
                tokens.items[0].text.len == name.len;

    arena_free(&scratch);
    return bare;
}

static void put_canonical(Sb *sb, Arena *arena, const LiteToken *token)
{
    Str text = token->text;

    switch (token->kind) {
    case LITE_WORD:
    case LITE_BLOB:
    case LITE_NUMBER:
        sb_put(sb, lite_fold_name(arena, text));
        break;
    case LITE_NAME:
        text = lite_fold_name(arena, lite_token_name(arena, token));
        if (is_bare(text))
            sb_put(sb, text);
        else
            lite_quote_ident(sb, text);
        break;
    case LITE_SIGN:
        sb_put(sb, str_is(text, "!=") ? STR("<>") : str_is(text, "==") ? STR("=") : text);
        break;
    case LITE_STRING:
    case LITE_VARIABLE:
    case LITE_BAD:
    case LITE_END:
        sb_put(sb, text);
        break;
    }
}

/* Whether the parenthesis at `from` closes at `to`. */
static bool encloses(const LiteTokens *tokens, size_t from, size_t to)
{
    size_t depth = 0;

    if (!lite_token_is_sign(&tokens->items[from], "("))
        return false;
    for (size_t i = from; i <= to; i++) {
        if (lite_token_is_sign(&tokens->items[i], "("))
            depth++;
        if (lite_token_is_sign(&tokens->items[i], ")") && --depth == 0)
            return i == to;
    }
    return false;
}

/* Narrows [from, to) to what is inside of the parentheses around it all. */
static void strip_parentheses(const LiteTokens *tokens, size_t *from, size_t *to)
{
    while (*to - *from >= 2 && encloses(tokens, *from, *to - 1)) {
        (*from)++;
        (*to)--;
    }
}

Str lite_text_canonical(Arena *arena, Str sql)
{
    Arena scratch = {0};
    LiteTokens tokens = lite_tokens_read(&scratch, sql);
    size_t from = 0, to = tokens.len - 1;
    Sb sb = sb_new(SB_FILE_MAX);

    strip_parentheses(&tokens, &from, &to);
    for (size_t i = from; i < to; i++) {
        if (i > from)
            sb_putc(&sb, ' ');
        put_canonical(&sb, &scratch, &tokens.items[i]);
    }
    arena_free(&scratch);
    return sql.ptr == NULL ? (sb_free(&sb), STR_ABSENT) : sb_finish(&sb, arena);
}

bool lite_text_same(Str a, Str b)
{
    Arena scratch = {0};
    bool same =
        str_eq(a, b) || str_eq(lite_text_canonical(&scratch, a), lite_text_canonical(&scratch, b));

    arena_free(&scratch);
    return same;
}

Str lite_text_trim(Str sql)
{
    Arena scratch = {0};
    LiteTokens tokens;
    Str trimmed = STR_ABSENT;

    if (sql.len == 0) /* most columns have no default */
        return trimmed;
    tokens = lite_tokens_read(&scratch, sql);
    if (tokens.len > 1)
        trimmed = lite_token_span(&tokens.items[0], &tokens.items[tokens.len - 2]);
    arena_free(&scratch);
    return trimmed;
}

/* `a` in `a(…)`, `a.b`, `COLLATE a` and `CAST(x AS a)` is no column. */
static bool is_column(const LiteTokens *tokens, size_t i)
{
    const LiteToken *token = &tokens->items[i];

    if (token->kind != LITE_WORD && token->kind != LITE_NAME)
        return false;
    if (lite_token_is_sign(token + 1, "(") || lite_token_is_sign(token + 1, "."))
        return false;
    return i == 0 || !(lite_token_is(token - 1, "COLLATE") || lite_token_is(token - 1, "AS"));
}

bool lite_text_mentions(Str sql, Str column)
{
    Arena scratch = {0};
    LiteTokens tokens = lite_tokens_read(&scratch, sql);
    bool found = false;

    for (size_t i = 0; i + 1 < tokens.len && !found; i++)
        found = is_column(&tokens, i) &&
                lite_same_name(lite_token_name(&scratch, &tokens.items[i]), column);
    arena_free(&scratch);
    return found;
}

bool lite_text_has_name(Str sql, Str name)
{
    Arena scratch = {0};
    LiteTokens tokens = lite_tokens_read(&scratch, sql);
    bool found = false;

    for (size_t i = 0; i + 1 < tokens.len && !found; i++) {
        const LiteToken *token = &tokens.items[i];
        found =
            (token->kind == LITE_WORD || token->kind == LITE_NAME || token->kind == LITE_STRING) &&
            lite_same_name(lite_token_name(&scratch, token), name);
    }
    arena_free(&scratch);
    return found;
}

Str lite_text_rename(Arena *arena, Str sql, const Map *renames)
{
    Arena scratch = {0};
    LiteTokens tokens = lite_tokens_read(&scratch, sql);
    const char *done = sql.ptr;
    Sb sb = sb_new(SB_FILE_MAX);

    for (size_t i = 0; renames->len > 0 && i + 1 < tokens.len; i++) {
        const LiteToken *token = &tokens.items[i];
        const Str *renamed =
            is_column(&tokens, i)
                ? map_get(renames, lite_fold_name(&scratch, lite_token_name(&scratch, token)))
                : NULL;
        if (renamed == NULL)
            continue;
        sb_put(&sb, (Str){done, (size_t)(token->text.ptr - done)});
        lite_quote_ident(&sb, *renamed);
        done = token->text.ptr + token->text.len;
    }
    if (done != sql.ptr)
        sb_put(&sb, (Str){done, (size_t)(sql.ptr + sql.len - done)});
    arena_free(&scratch);
    return done == sql.ptr ? (sb_free(&sb), sql) : sb_finish(&sb, arena);
}

/* The one token of a default behind its sign, or NULL when there is more to it. */
static const LiteToken *only_token(const LiteTokens *tokens)
{
    size_t from = 0, to = tokens->len - 1;

    strip_parentheses(tokens, &from, &to);
    if (to - from == 2 && tokens->items[from + 1].kind == LITE_NUMBER &&
        (lite_token_is_sign(&tokens->items[from], "-") ||
         lite_token_is_sign(&tokens->items[from], "+")))
        from++;
    return to - from == 1 ? &tokens->items[from] : NULL;
}

bool lite_default_is_literal(Str dflt)
{
    Arena scratch = {0};
    LiteTokens tokens = lite_tokens_read(&scratch, dflt);
    const LiteToken *token = only_token(&tokens);
    bool is_literal = token != NULL && token->kind != LITE_SIGN && token->kind != LITE_VARIABLE &&
                      token->kind != LITE_BAD;

    arena_free(&scratch);
    return is_literal;
}

bool lite_default_is_constant(Str dflt)
{
    Arena scratch = {0};
    LiteTokens tokens = lite_tokens_read(&scratch, dflt);
    const LiteToken *token = only_token(&tokens);
    bool is_clock = token != NULL &&
                    (lite_token_is(token, "CURRENT_TIMESTAMP") ||
                     lite_token_is(token, "CURRENT_DATE") || lite_token_is(token, "CURRENT_TIME"));

    arena_free(&scratch);
    return !is_clock && lite_default_is_literal(dflt);
}

bool lite_default_is_null(Str dflt)
{
    return dflt.len == 0 || lite_text_same(dflt, STR("NULL"));
}

static bool is_whole_number(Str digits)
{
    for (size_t i = 0; i < digits.len; i++)
        if (digits.ptr[i] < '0' || digits.ptr[i] > '9')
            return false;
    return true;
}

/* Source: sqlite.org/stricttables.html. */
bool lite_default_fits_strict(Str dflt, Str type)
{
    static const struct {
        const char *type;
        LiteTokenKind kind;
        bool is_whole;
    } fitting[] = {{"INT", LITE_NUMBER, true},
                   {"INTEGER", LITE_NUMBER, true},
                   {"REAL", LITE_NUMBER, false},
                   {"TEXT", LITE_STRING, false},
                   {"BLOB", LITE_BLOB, false}};
    Arena scratch = {0};
    LiteTokens tokens = lite_tokens_read(&scratch, dflt);
    const LiteToken *token = only_token(&tokens);
    bool fits = token != NULL && str_eq_ascii_nocase(type, STR("ANY"));

    for (size_t i = 0; i < sizeof fitting / sizeof *fitting && token != NULL; i++)
        if (str_eq_ascii_nocase(type, str_from(fitting[i].type)) && token->kind == fitting[i].kind)
            fits = !fitting[i].is_whole || is_whole_number(token->text);
    arena_free(&scratch);
    return fits;
}
