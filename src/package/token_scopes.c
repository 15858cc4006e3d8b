/* The values that the tokens of a package have: automatic ones, those of scopes, of files, of
 * environment variables. */
#include "base/file.h"
#include "package/state.h"

#include "base/sb.h"

/* Automatic tokens win over all; then the narrower scope over the wider. */
Tokens *pkg_tokens(Package *package, const PackageTarget *target, const TemplateFolder *folder,
                   bool keeps_unknown)
{
    const Config *config = package->config;
    Tokens *tokens = ARENA_NEW(&package->arena, Tokens);

    *tokens = (Tokens){.arena = &package->arena,
                       .has_brace_escape = package->adapter->has_brace_escape,
                       .unknown_is_note = package->adapter->is_lenient || keeps_unknown,
                       .doubles_backslash = package->adapter->doubles_backslash};
    tokens_add(tokens, STR("ProductName"), package->product->name);
    /* Of whichever environment: a package is checked without one. */
    for (size_t i = 0; i < config->environments.len; i++)
        for (size_t t = 0; t < config->environments.items[i]->secret_tokens.len; t++)
            tokens_add_secret(tokens, config->environments.items[i]->secret_tokens.items[t].name);
    for (size_t i = 0; i < config->secret.len; i++)
        tokens_add_secret(tokens, config->secret.items[i]);
    if (folder != NULL)
        tokens_add(tokens, STR("TemplateName"), folder->template->name);
    if (package->branch.len > 0)
        tokens_add(tokens, STR("BranchName"), package->branch);
    if (target->environment != NULL)
        tokens_add_all(tokens, &target->environment->tokens);
    if (folder != NULL)
        tokens_add_all(tokens, &folder->template->tokens);
    tokens_add_all(tokens, &package->product->tokens);
    return tokens;
}

Tokens *pkg_file_tokens(Package *package, const PackageTarget *target, const TemplateFolder *folder,
                        bool keeps_unknown)
{
    Tokens *tokens = pkg_tokens(package, target, folder, keeps_unknown);

    tokens->is_off = package->adapter->has_plain_files;
    return tokens;
}

/* ---- values that a file has
 * ------------------------------------------------------------------------------------------------
 */

static bool str_starts_nocase(Str text, Str start)
{
    return text.len >= start.len && str_eq_ascii_nocase(str_sub(text, 0, start.len), start);
}

/* Bytes as this engine's SQL writes them. */
static Str as_hex(const Package *package, Arena *arena, Str bytes)
{
    bool is_quoted = (package->platforms & E_PG) != 0;
    Sb sb = sb_new(SB_FILE_MAX);
    Str text;

    sb_puts(&sb, is_quoted ? "E'\\\\x" : "0x");
    for (size_t i = 0; i < bytes.len; i++)
        sb_printf(&sb, "%02X", (unsigned char)bytes.ptr[i]);
    sb_puts(&sb, is_quoted ? "'::bytea" : "");
    text = arena_str(arena, sb_str(&sb));
    sb_free(&sb);
    return text;
}

/* `a\\b` -> `a/b` */
static const char *below(Arena *arena, const char *base, Str path)
{
    char *copy = arena_alloc(arena, path.len + 1);

    for (size_t i = 0; i < path.len; i++)
        copy[i] = path.ptr[i] == '\\' ? '/' : path.ptr[i];
    copy[path.len] = '\0';
    return *base == '\0' ? copy : file_join(arena, base, copy);
}

static void read_value(Package *package, const Record *rec, const char *base, MapEntry *entry,
                       Errs *errs)
{
    static const Str text_tag = {"<*File*>", 8}, binary_tag = {"<*BinaryFile*>", 14};
    static const Str query_tag = {"<*QueryFile*>", 13};
    Arena *arena = &package->arena;
    bool is_binary = str_starts_nocase(entry->value, binary_tag);
    bool is_query = str_starts_nocase(entry->value, query_tag);
    size_t skip = is_binary ? binary_tag.len : is_query ? query_tag.len : text_tag.len;
    const char *path;
    Str bytes;

    if (!is_binary && !is_query && !str_starts_nocase(entry->value, text_tag))
        return;
    path = below(arena, base, str_trim(str_sub(entry->value, skip, SIZE_MAX)));
    if (!pkg_has_file(package, path)) {
        (void)err_at(errs, ERR_FILE, record_key_loc(arena, rec, "ScriptTokens"), NULL,
                     "the token {{%.*s}} is the content of %s, which is not in the package",
                     STR_ARG(entry->name), path);
        return;
    }
    if (!pkg_read(package, arena, pkg_path(package, path), &bytes, errs))
        return;
    entry->value = is_binary  ? as_hex(package, arena, bytes)
                   : is_query ? arena_printf(arena, "<*Query*>%.*s", STR_ARG(bytes))
                              : bytes;
}

void pkg_read_token_files(Package *package, const Record *rec, const char *base,
                          MapEntries *entries, Errs *errs)
{
    for (size_t i = 0; i < entries->len && package->adapter->has_token_tags; i++)
        read_value(package, rec, base, &entries->items[i], errs);
}

/* ---- values that an environment variable has
 * ------------------------------------------------------------------------------------------------
 */

/* What stands behind `prefix` and `name` in an environment variable's name, whatever its case. */
static Str find_variable(const char *prefix, Str name)
{
    extern char **environ;
    size_t len = strlen(prefix);

    for (char **one = environ; *one != NULL; one++) {
        Str text = str_from(*one), variable = str_sub(text, 0, str_find(text, '=', 0));
        if (variable.len == len + name.len &&
            str_eq_ascii_nocase(str_sub(variable, 0, len), str_from(prefix)) &&
            str_eq_ascii_nocase(str_sub(variable, len, SIZE_MAX), name))
            return str_sub(text, variable.len + 1, SIZE_MAX);
    }
    return STR_ABSENT;
}

void pkg_override_tokens(Package *package, Notes *notes)
{
    static const char *const prefixes[] = {"SmithySettings_ScriptTokens__",
                                           "QuenchSettings_ScriptTokens__"};
    MapEntries *entries = &package->product->tokens;

    if (package->is_ours)
        return;
    for (size_t i = 0; i < entries->len; i++)
        for (size_t p = 0; p < sizeof prefixes / sizeof *prefixes; p++) {
            Str value = find_variable(prefixes[p], entries->items[i].name);
            if (value.len == 0)
                continue;
            entries->items[i].value = arena_str(&package->arena, value);
            notes_addf(notes, "the token {{%.*s}} has the value of the variable %s%.*s",
                       STR_ARG(entries->items[i].name), prefixes[p],
                       STR_ARG(entries->items[i].name));
            break;
        }
}

/* ---- the branch
 * ------------------------------------------------------------------------------------------------
 */

/* The folder above the package that git works in; NULL: none. */
static const char *find_repository(Arena *arena, const char *folder)
{
    const char *at = *folder == '\0' ? "." : folder;

    for (int up = 0; up < 32; up++) {
        if (file_exists(file_join(arena, at, ".git")))
            return at;
        at = file_join(arena, at, "..");
    }
    return NULL;
}

static const char *branch_file(Package *package)
{
    Str written = sparse_str(&package->product->rec, FIELD_PRODUCT_BRANCH_FILE);
    static const Str token = {"{{repo_path}}", 13};
    Arena *arena = &package->arena;
    const char *repository = find_repository(arena, package->tree->prefix);

    if (written.len == 0)
        written = STR("{{repo_path}}/.git/HEAD");
    if (!str_starts_nocase(written, token))
        return below(arena, "", written);
    return repository == NULL ? NULL
                              : below(arena, repository, str_sub(written, token.len + 1, SIZE_MAX));
}

/* The text less this end of it, where it has that. */
static Str without(Str text, Str mask, bool is_before)
{
    if (mask.len == 0 || mask.len > text.len)
        return text;
    if (is_before)
        return str_starts(text, mask) ? str_sub(text, mask.len, SIZE_MAX) : text;
    return str_ends(text, mask) ? str_sub(text, 0, text.len - mask.len) : text;
}

void pkg_find_branch(Package *package)
{
    const Record *product = &package->product->rec;
    Str before = sparse_str(product, FIELD_PRODUCT_BRANCH_MASK_BEFORE), bytes, line;
    const char *file = package->is_ours ? NULL : branch_file(package);
    Errs ignored = {0};

    if (file != NULL && file_exists(file) && !file_is_folder(file) &&
        file_read(&package->arena, file, &bytes, &ignored) && str_cut(&bytes, '\n', &line)) {
        line = without(str_trim(line), before.len > 0 ? before : STR("ref: refs/heads/"), true);
        package->branch =
            without(line, sparse_str(product, FIELD_PRODUCT_BRANCH_MASK_AFTER), false);
    }
    errs_free(&ignored);
}
