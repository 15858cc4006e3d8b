/* {{Token}}: values by scope, replaced in every string of a doc tree. */
#include "package/tokens.h"

#include "base/lines.h"
#include "base/sb.h"
#include "model/secret.h"

/* Values that SchemaSmith computes: `<*Query*>SELECT …`. */
#define TAG_START "<*"

void tokens_add(Tokens *tokens, Str name, Str value)
{
    Str key = arena_lower(tokens->arena, name), *copy;

    if (map_get(&tokens->values, key) != NULL)
        return;
    copy = ARENA_NEW(tokens->arena, Str);
    *copy = value;
    (void)map_put(tokens->arena, &tokens->values, key, copy);
    vec_push(tokens->arena, &tokens->names, arena_cstr(tokens->arena, name));
}

void tokens_add_secret(Tokens *tokens, Str name)
{
    Str key = arena_lower(tokens->arena, name), *copy;

    if (map_get(&tokens->secrets, key) != NULL)
        return;
    copy = ARENA_NEW(tokens->arena, Str);
    *copy = name;
    (void)map_put(tokens->arena, &tokens->secrets, key, copy);
    vec_push(tokens->arena, &tokens->names, arena_cstr(tokens->arena, name));
}

void tokens_add_all(Tokens *tokens, const MapEntries *entries)
{
    for (size_t i = 0; i < entries->len; i++)
        tokens_add(tokens, entries->items[i].name, entries->items[i].value);
}

typedef struct Replacer {
    const Tokens *tokens;
    Arena *arena; /* of the new texts and their places */
    Notes *notes;
    Errs *errs;
    Doc *doc;        /* the string at hand; NULL: `text` is */
    TokenText *text; /* NULL: a tree is */
    LineCount lines; /* of it */
    Sb out;
    DocEdits *edits; /* NULL while nothing was replaced */
    bool ok;
} Replacer;

static const char literal_hint[] = "write {{{{ for a literal {{";
static const char unknown_hint[] = "give it one in ScriptTokens of the product, the template or an "
                                   "environment, or write {{{{ for a literal {{";
static const char computed_hint[] = "give it a plain value in ScriptTokens";

/* Tells of a token that stays: an error in our packages, a note in others. */
static void complain(Replacer *replacer, size_t at, size_t len, const char *hint,
                     const char *message)
{
    Loc loc;

    if (replacer->text == NULL)
        loc = doc_text_range(replacer->arena, replacer->doc, at, len);
    else if (replacer->text->loc != NULL)
        loc = *replacer->text->loc;
    else
        loc = line_count_loc(&replacer->lines, replacer->text->file, at);
    if (replacer->tokens->unknown_is_note)
        notes_add(replacer->notes, (Note){.message = message, .loc = loc});
    else
        replacer->ok = err_at(replacer->errs, ERR_TOKEN, loc, hint, "%s", message);
}

static void splice(Replacer *replacer, size_t at, size_t was_at, size_t was_len)
{
    Arena *arena = replacer->arena;
    DocSplice one = {at, replacer->out.len - at, was_at, was_len};
    TokenValue value = {one.at, one.len, was_at, was_len};

    if (replacer->text != NULL) {
        vec_push(arena, &replacer->text->values, value);
        return;
    }
    if (replacer->edits == NULL)
        replacer->edits = ARENA_NEW(arena, DocEdits);
    vec_push(arena, &replacer->edits->splices, one);
}

static void put_value(Replacer *replacer, Str value, bool after_quote)
{
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] == '\'' && after_quote)
            sb_putc(&replacer->out, '\'');
        if (value.ptr[i] == '\\' && after_quote && replacer->tokens->doubles_backslash)
            sb_putc(&replacer->out, '\\');
        sb_putc(&replacer->out, value.ptr[i]);
    }
}

/* A token that no value can stand for; it stays as it is. */
static void leave(Replacer *replacer, size_t at, Str name, bool is_computed)
{
    const Tokens *tokens = replacer->tokens;
    const char *nearest =
        is_computed ? NULL : str_nearest(name, tokens->names.items, tokens->names.len);
    const char *message =
        arena_printf(replacer->arena,
                     is_computed ? "the value of {{%.*s}} is computed, which this version can't do"
                                 : "no value is given for the token {{%.*s}}",
                     STR_ARG(name))
            .ptr;
    const char *hint = nearest != NULL
                           ? arena_printf(replacer->arena, "did you mean {{%s}}?", nearest).ptr
                       : is_computed ? computed_hint
                                     : unknown_hint;

    complain(replacer, at, name.len + 4, hint, message);
    sb_printf(&replacer->out, "{{%.*s}}", STR_ARG(name));
}

/* Filled in where a step runs, which only those of scripts do. */
static void put_secret(Replacer *replacer, size_t at, Str name)
{
    Arena *arena = replacer->arena;

    if (replacer->text == NULL)
        replacer->ok = err_at(replacer->errs, ERR_TOKEN,
                              doc_text_range(arena, replacer->doc, at, name.len + 4),
                              "use it in a script, which gets the value when it runs",
                              "the secret token {{%.*s}} can't stand here", STR_ARG(name));
    else if (!strs_has(&replacer->text->secrets, name))
        vec_push(arena, &replacer->text->secrets, name);
    sb_printf(&replacer->out, "{{%.*s}}", STR_ARG(name));
}

/* The token whose braces open at `at`; returns the offset behind what was dealt with. */
static size_t replace_one(Replacer *replacer, Str text, size_t at)
{
    Arena *arena = replacer->arena;
    size_t end = at + 2, out_at = replacer->out.len;
    const Str *value, *secret;
    Str name, key;

    while (end + 1 < text.len && !(text.ptr[end] == '}' && text.ptr[end + 1] == '}') &&
           !(text.ptr[end] == '{' && text.ptr[end + 1] == '{'))
        end++;
    if (end + 1 >= text.len || text.ptr[end] == '{') {
        complain(replacer, at, 2, literal_hint, "{{ opens a token that no }} closes");
        sb_puts(&replacer->out, "{{");
        return at + 2;
    }
    name = str_sub(text, at + 2, end - at - 2);
    key = arena_lower(arena, name);
    secret = map_get(&replacer->tokens->secrets, key);
    value = map_get(&replacer->tokens->values, key);
    if (secret == NULL && (value == NULL || str_starts(*value, STR(TAG_START)))) {
        leave(replacer, at, name, value != NULL);
        return end + 2;
    }
    if (secret != NULL)
        put_secret(replacer, at, *secret);
    else
        put_value(replacer, *value, at > 0 && text.ptr[at - 1] == '\'');
    splice(replacer, out_at, at, end + 2 - at);
    return end + 2;
}

static void replace_bytes(Replacer *replacer, Str text)
{
    size_t at = 0;

    sb_cut(&replacer->out, 0);
    while (at < text.len) {
        Str rest = str_sub(text, at, SIZE_MAX);
        if (!str_starts(rest, STR("{{"))) {
            sb_putc(&replacer->out, text.ptr[at++]);
        } else if (replacer->tokens->has_brace_escape && str_starts(rest, STR("{{{{"))) {
            size_t out_at = replacer->out.len;
            sb_puts(&replacer->out, "{{");
            splice(replacer, out_at, at, 4);
            at += 4;
        } else {
            at = replace_one(replacer, text, at);
        }
    }
}

static void replace_text(Replacer *replacer, Doc *doc)
{
    replacer->doc = doc;
    replacer->edits = NULL;
    replace_bytes(replacer, doc->text);
    if (replacer->edits != NULL)
        doc_edit_text(doc, arena_str(replacer->arena, sb_str(&replacer->out)), replacer->edits);
}

static bool has_braces(Str text)
{
    for (size_t i = 0; i + 1 < text.len; i++)
        if (text.ptr[i] == '{' && text.ptr[i + 1] == '{')
            return true;
    return false;
}

static void replace_tree(Replacer *replacer, Doc *doc)
{
    if (doc->kind == DOC_STRING && has_braces(doc->text) && !str_is(doc->key, "$schema"))
        replace_text(replacer, doc);
    for (Doc *child = doc->first; child != NULL; child = child->next)
        replace_tree(replacer, child);
}

bool tokens_replace(const Tokens *tokens, Arena *arena, Doc *tree, Notes *notes, Errs *errs)
{
    Replacer replacer = {.tokens = tokens,
                         .arena = arena,
                         .notes = notes,
                         .errs = errs,
                         .out = sb_new(SB_FILE_MAX),
                         .ok = true};

    if (!tokens->is_off)
        replace_tree(&replacer, tree);
    if (replacer.out.failed)
        replacer.ok = err_at(errs, ERR_TOKEN, doc_loc(arena, tree), NULL,
                             "the texts grow beyond %d MiB", SB_FILE_MAX / 1024 / 1024);
    sb_free(&replacer.out);
    return replacer.ok;
}

/* A text that spells a secret token without being one would be filled in like it. */
static void check_spelling(Replacer *replacer, Str was)
{
    TokenText *text = replacer->text;

    for (size_t i = 0; i < text->secrets.len; i++) {
        Str name = text->secrets.items[i];
        size_t meant = 0;
        for (size_t v = 0; v < text->values.len; v++) {
            const TokenValue *value = &text->values.items[v];
            meant += value->len == name.len + 4 &&
                     str_eq(str_sub(text->text, value->at + 2, name.len), name) &&
                     value->was_len == value->len &&
                     str_eq_ascii_nocase(str_sub(was, value->was_at + 2, name.len), name);
        }
        if (secrets_count(text->text, name) != meant)
            replacer->ok = err_at(replacer->errs, ERR_TOKEN, (Loc){.file = text->file},
                                  "give the token another name",
                                  "{{%.*s}} stands in the text as a token, which is secret, and as "
                                  "plain text too",
                                  STR_ARG(name));
    }
}

bool tokens_replace_text(const Tokens *tokens, TokenText *text, Notes *notes, Errs *errs)
{
    Replacer replacer = {.tokens = tokens,
                         .arena = tokens->arena,
                         .notes = notes,
                         .errs = errs,
                         .text = text,
                         .lines = {.text = text->text},
                         .out = sb_new(SB_FILE_MAX),
                         .ok = true};
    Str was = text->text;

    if (!tokens->is_off && has_braces(was)) {
        replace_bytes(&replacer, was);
        text->text = arena_str(tokens->arena, sb_str(&replacer.out));
        check_spelling(&replacer, was);
    }
    if (replacer.out.failed)
        replacer.ok = err_at(errs, ERR_TOKEN, (Loc){.file = text->file}, NULL,
                             "the text grows beyond %d MiB", SB_FILE_MAX / 1024 / 1024);
    sb_free(&replacer.out);
    return replacer.ok;
}

Str tokens_escape(Arena *arena, Str text)
{
    Sb sb;

    if (!has_braces(text))
        return text;
    sb = sb_new(SB_FILE_MAX);
    for (size_t i = 0; i < text.len; i++) {
        sb_putc(&sb, text.ptr[i]);
        if (text.ptr[i] == '{' && i + 1 < text.len && text.ptr[i + 1] == '{') {
            sb_puts(&sb, "{{{");
            i++;
        }
    }
    return sb_finish(&sb, arena);
}
