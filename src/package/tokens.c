/* {{Token}}: values by scope, replaced in every string of a doc tree. */
#include "package/tokens.h"

#include "base/sb.h"

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

void tokens_add_all(Tokens *tokens, const MapEntries *entries)
{
    for (size_t i = 0; i < entries->len; i++)
        tokens_add(tokens, entries->items[i].name, entries->items[i].value);
}

typedef struct Replacer {
    const Tokens *tokens;
    Arena *arena; /* the tree's */
    Notes *notes;
    Errs *errs;
    Doc *doc; /* the string at hand */
    Sb out;
    DocEdits *edits; /* NULL while nothing was replaced */
    bool ok;
} Replacer;

static const char literal_hint[] = "write {{{{ for a literal {{";
static const char unknown_hint[] =
    "give it one in ScriptTokens of Product.json, Template.json or an "
    "environment, or write {{{{ for a literal {{";
static const char computed_hint[] = "give it a plain value in ScriptTokens";

/* Tells of a token that stays: an error in our packages, a note in others. */
static void complain(Replacer *replacer, size_t at, size_t len, const char *hint,
                     const char *message)
{
    Loc loc = doc_text_range(replacer->arena, replacer->doc, at, len);

    if (replacer->tokens->unknown_is_note)
        notes_add(replacer->notes, (Note){.message = message, .loc = loc});
    else
        replacer->ok = err_at(replacer->errs, ERR_TOKEN, loc, hint, "%s", message);
}

static void splice(Replacer *replacer, size_t at, size_t was_at, size_t was_len)
{
    Arena *arena = replacer->arena;
    DocSplice one = {at, replacer->out.len - at, was_at, was_len};

    if (replacer->edits == NULL)
        replacer->edits = ARENA_NEW(arena, DocEdits);
    vec_push(arena, &replacer->edits->splices, one);
}

static void put_value(Replacer *replacer, Str value, bool after_quote)
{
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] == '\'' && after_quote)
            sb_putc(&replacer->out, '\'');
        sb_putc(&replacer->out, value.ptr[i]);
    }
}

/* The token whose braces open at `at`; returns the offset behind what was dealt with. */
static size_t replace_one(Replacer *replacer, Str text, size_t at)
{
    Arena *arena = replacer->arena;
    size_t end = at + 2, out_at = replacer->out.len;
    const Str *value;
    Str name;

    while (end + 1 < text.len && !(text.ptr[end] == '}' && text.ptr[end + 1] == '}') &&
           !(text.ptr[end] == '{' && text.ptr[end + 1] == '{'))
        end++;
    if (end + 1 >= text.len || text.ptr[end] == '{') {
        complain(replacer, at, 2, literal_hint, "{{ opens a token that no }} closes");
        sb_puts(&replacer->out, "{{");
        return at + 2;
    }
    name = str_sub(text, at + 2, end - at - 2);
    value = map_get(&replacer->tokens->values, arena_lower(arena, name));
    if (value == NULL || str_starts(*value, STR(TAG_START))) {
        const char *nearest = value != NULL ? NULL
                                            : str_nearest(name, replacer->tokens->names.items,
                                                          replacer->tokens->names.len);
        const char *message =
            arena_printf(arena,
                         value == NULL ? "no value is given for the token {{%.*s}}"
                                       : "the value of {{%.*s}} is computed, which this version "
                                         "can't do",
                         STR_ARG(name))
                .ptr;
        const char *hint = nearest != NULL
                               ? arena_printf(arena, "did you mean {{%s}}?", nearest).ptr
                           : value == NULL ? unknown_hint
                                           : computed_hint;
        complain(replacer, at, end + 2 - at, hint, message);
        sb_put(&replacer->out, str_sub(text, at, end + 2 - at));
        return end + 2;
    }
    put_value(replacer, *value, at > 0 && text.ptr[at - 1] == '\'');
    splice(replacer, out_at, at, end + 2 - at);
    return end + 2;
}

static void replace_text(Replacer *replacer, Doc *doc)
{
    Str text = doc->text;
    size_t at = 0;

    replacer->doc = doc;
    replacer->edits = NULL;
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

    replace_tree(&replacer, tree);
    if (replacer.out.failed)
        replacer.ok = err_at(errs, ERR_TOKEN, doc_loc(arena, tree), NULL,
                             "the texts grow beyond %d MiB", SB_FILE_MAX / 1024 / 1024);
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
