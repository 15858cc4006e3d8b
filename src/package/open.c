/* Opens a package: its Product, anneal and Template files. */
#include <assert.h>

#include "base/bytes.h"
#include "base/file.h"
#include "base/url.h"
#include "base/window.h"
#include "codec/platform.h"
#include "model/journal.h"
#include "package/format.h"
#include "package/object_file.h"

enum { HOOK_TIMEOUT_MOST_S = 24 * 3600 };

const char *pkg_path(Package *package, const char *relative)
{
    return tree_place(package->tree, &package->arena, relative);
}

bool pkg_has_file(const Package *package, const char *relative)
{
    return strs_has_sorted(&package->tree->files, str_from(relative));
}

bool pkg_read(const Package *package, Arena *arena, const char *place, Str *content, Errs *errs)
{
    return package->tree->read(package->tree, arena, place, content, errs);
}

Doc *pkg_read_tree(const Package *package, Arena *arena, DocFile *file, const RecordType *type,
                   Notes *notes, Errs *errs)
{
    Doc *doc;

    if (package->adapter != &adapter_own && format_of(file->path) == PACKAGE_XML) {
        (void)err_at(errs, ERR_UNSUPPORTED, (Loc){.file = file->path},
                     "put an anneal.xml that holds <Configuration xmlns=\"urn:anneal:1\"/> at the "
                     "top of the package",
                     "a package with XML files is anneal's own, and lacks an anneal.xml");
        return NULL;
    }
    if (!pkg_read(package, arena, file->path, &file->bytes, errs))
        return NULL;
    doc = format_read(arena, file, type, package->adapter->has_comments, errs);
    if (doc != NULL)
        adapter_apply(package->adapter, arena, doc, type, notes);
    return doc;
}

Doc *pkg_read_doc(Package *package, const char *relative, const RecordType *type, Notes *notes,
                  Errs *errs)
{
    DocFile *file = ARENA_NEW(&package->arena, DocFile);

    file->path = pkg_path(package, relative);
    return pkg_read_tree(package, &package->arena, file, type, notes, errs);
}

CodecOptions pkg_codec_options(const Package *package, Notes *notes)
{
    bool is_lenient = package->adapter->is_lenient;

    return (CodecOptions){.unknown_is_note = package->adapter->unknown_is_note,
                          .empty_is_absent = is_lenient,
                          .enums_any_case = is_lenient,
                          .notes = notes};
}

bool pkg_is_second(Package *package, const char *path, Errs *errs)
{
    Str base = format_base(str_from(path));

    for (size_t i = 0; i < PACKAGE_FORMATS; i++) {
        const char *end = format_end((PackageFormat)i);
        const char *first = arena_printf(&package->arena, "%.*s%s", STR_ARG(base), end).ptr;
        if (strcmp(first, path) == 0)
            return false;
        if (pkg_has_file(package, first)) {
            (void)err_at(errs, ERR_DUPLICATE, (Loc){.file = pkg_path(package, path)},
                         "keep the one that is meant",
                         "the same file stands there in another format: %s",
                         pkg_path(package, first));
            return true;
        }
    }
    return false;
}

const char *pkg_find_file(Package *package, const char *base, Errs *errs)
{
    const char *found = NULL;

    for (size_t i = 0; i < PACKAGE_FORMATS; i++) {
        const char *end = format_end((PackageFormat)i);
        const char *path = arena_printf(&package->arena, "%s%s", base, end).ptr;
        if (pkg_has_file(package, path) && !pkg_is_second(package, path, errs))
            found = path;
    }
    return found;
}

/* ---- Product.json or Product.xml ---------------------------------------------------------------
 */

/* Names one fault in an identifier list at the place of the name. */
static bool check_platforms(Package *package, Errs *errs)
{
    const Product *product = package->product;
    bool ok = true;

    for (size_t i = 0; i < product->platforms.len; i++) {
        Str name = product->platforms.items[i];
        const char *nearest = codec_platform_nearest(name);
        package->platforms |= codec_platform_bits(name);
        if (codec_platform_bits(name) != 0)
            continue;
        ok = err_at(errs, ERR_FIELD,
                    pkg_loc_in_list(&package->arena, &product->rec, "Platform", name), NULL,
                    "\"%.*s\" is no platform that anneal knows", STR_ARG(name));
        if (nearest != NULL)
            (void)err_hint(errs, "did you mean \"%s\"?", nearest);
        else
            (void)err_hint(errs, "it knows %s", codec_platform_list(&package->arena, E_ALL));
    }
    return ok;
}

/* Sparse keys that are acted upon. */
static bool is_used(FieldId id)
{
    return id == FIELD_NONE || id == FIELD_EXTENSIONS || id == FIELD_PRODUCT_VALIDATION ||
           id == FIELD_PRODUCT_BASELINE_VALIDATION || id == FIELD_PRODUCT_VERSION_STAMP ||
           id == FIELD_PRODUCT_DATABASE_QUERY || id == FIELD_PRODUCT_SCHEMA_QUERY ||
           id == FIELD_PRODUCT_BRANCH_FILE || id == FIELD_PRODUCT_BRANCH_MASK_BEFORE ||
           id == FIELD_PRODUCT_BRANCH_MASK_AFTER;
}

/* The same in a package of SchemaSmith only: in ours anneal.json says what goes. */
static bool is_used_there(FieldId id)
{
    return id == FIELD_PRODUCT_DROP_UNKNOWN_INDEXES || id == FIELD_PRODUCT_DROP_TABLES ||
           id == FIELD_PRODUCT_DROP_COLUMNS || id == FIELD_PRODUCT_DROP_FOREIGN_KEYS ||
           id == FIELD_PRODUCT_DROP_CHECKS || id == FIELD_PRODUCT_DROP_EXCLUDES ||
           id == FIELD_PRODUCT_DROP_STATISTICS || id == FIELD_PRODUCT_DROP_INDEXES ||
           id == FIELD_PRODUCT_REQUIRE_TARGET;
}

/* Keys of SchemaSmith that this version reads but does not act upon: said, never swallowed. */
static void note_unused(Package *package, const Record *rec, Notes *notes)
{
    for (const Field *f = rec->type->fields; f < rec->type->fields + rec->type->count; f++) {
        const Doc *value = doc_get(record_doc(rec), str_from(f->key));
        bool is_folders = f->id == FIELD_PRODUCT_SCRIPT_FOLDERS && rec->type == &template_type;
        if (is_used(f->id) || (!package->is_ours && is_used_there(f->id)) || is_folders ||
            value == NULL || field_is_absent(f, record_at(rec, f)))
            continue;
        notes_add(notes,
                  (Note){.message = arena_printf(&package->arena,
                                                 "\"%s\" has no effect in this version", f->key)
                                        .ptr,
                         .loc = doc_key_loc(&package->arena, value)});
    }
}

static bool open_product(Package *package, Notes *notes, Errs *errs)
{
    CodecOptions options = pkg_codec_options(package, notes);
    Doc *doc = pkg_read_doc(package, package->product_file, &product_type, notes, errs);
    bool ok;

    if (doc == NULL)
        return false;
    package->product = record_new(&package->arena, &product_type);
    ok = codec_record_fill(&package->arena, doc, &package->product->rec, &options, errs);
    ok = check_platforms(package, errs) && ok;
    note_unused(package, &package->product->rec, notes);
    pkg_override_tokens(package, notes);
    pkg_read_token_files(package, &package->product->rec, "", &package->product->tokens, errs);
    pkg_find_branch(package);
    return ok;
}

/* ---- anneal.json or anneal.xml
 * -------------------------------------------------------------------------------
 */

static bool check_url(Package *package, const Environment *environment, Errs *errs)
{
    const Field *field = record_type_find(&environment_type, STR("Url"));
    Loc loc = record_field_loc(&package->arena, &environment->rec, field);
    Errs url_errs = {0};
    Url url;
    bool ok = true;

    if (environment->url.ptr == NULL)
        return true;
    if (environment->url_env.ptr != NULL)
        ok = err_at(errs, ERR_FIELD, loc, "keep the one that is meant",
                    "environment \"%.*s\" has both Url and UrlEnv", STR_ARG(environment->name));
    if (!url_parse(&package->arena, environment->url, &url, &url_errs))
        ok = err_at(errs, ERR_URL, loc, errs_last(&url_errs)->hint, "%s",
                    errs_last(&url_errs)->message);
    else if (url.has_password)
        ok = err_at(errs, ERR_URL, loc,
                    "put the URL into an environment variable and name that in \"UrlEnv\"",
                    "the Url of environment \"%.*s\" holds a password", STR_ARG(environment->name));
    errs_free(&url_errs);
    return ok;
}

/* Hours that nobody can read would be none at all. */
static bool check_windows(Package *package, const Environment *environment, Errs *errs)
{
    bool ok = true;

    for (size_t i = 0; i < environment->windows.len; i++) {
        Window window;
        const char *fault;
        if (!window_parse(&package->arena, environment->windows.items[i], &window, &fault))
            ok = err_at(errs, ERR_FIELD,
                        record_key_loc(&package->arena, &environment->rec, "Windows"),
                        "write it as `Sat Sun 22:00-04:00 Europe/Berlin`, days as you like",
                        "the window \"%.*s\" of environment \"%.*s\" %s",
                        STR_ARG(environment->windows.items[i]), STR_ARG(environment->name), fault);
    }
    return ok;
}

/* The same of what else has a form of its own. */
static bool check_size(Package *package, const Environment *environment, const char *key, Str text,
                       Errs *errs)
{
    const char *fault;
    int64_t bytes;

    if (text.ptr == NULL || bytes_parse(text, &bytes, &fault))
        return true;
    return err_at(errs, ERR_FIELD, record_key_loc(&package->arena, &environment->rec, key),
                  "write it as `8kB`, `1MB` or `2 GB`", "%s \"%.*s\" of environment \"%.*s\" %s",
                  key, STR_ARG(text), STR_ARG(environment->name), fault);
}

static bool check_sizes(Package *package, const Environment *environment, Errs *errs)
{
    bool ok = check_size(package, environment, "SafeBelow", environment->safe_below, errs);

    return check_size(package, environment, "ScanRate", environment->scan_rate, errs) && ok;
}

/* What could only be found out when it is to run. */
static bool check_hooks(Package *package, const Environment *environment, Errs *errs)
{
    bool ok = true;

    for (size_t i = 0; i < environment->hooks.len; i++) {
        const Hook *hook = environment->hooks.items[i];
        Loc loc = record_key_loc(&package->arena, &hook->rec, "Command");
        if (hook->command.len == 0 || hook->command.items[0].len == 0)
            ok = err_at(errs, ERR_FIELD, loc, "such as [\"curl\", \"-fsS\", \"https://…\"]",
                        "the command of a hook is empty");
        else if (hook->is_shell && hook->command.len > 1)
            ok = err_at(errs, ERR_FIELD, loc, "write the whole command as one text",
                        "a shell reads one text, but the command has %zu", hook->command.len);
        if (hook->timeout_s.given &&
            (hook->timeout_s.value < 1 || hook->timeout_s.value > HOOK_TIMEOUT_MOST_S))
            ok = err_at(errs, ERR_FIELD,
                        record_key_loc(&package->arena, &hook->rec, "TimeoutSeconds"), NULL,
                        "a hook may take from 1 to %d seconds", HOOK_TIMEOUT_MOST_S);
    }
    return ok;
}

static bool check_environments(Package *package, Errs *errs)
{
    const EnvironmentVec *list = &package->config->environments;
    Map seen = {0};
    bool ok = true;

    for (size_t i = 0; i < list->len; i++) {
        Environment *environment = list->items[i];
        const Environment *before =
            environment->name.len == 0
                ? NULL
                : map_put(&package->arena, &seen, environment->name, environment);
        ok = check_url(package, environment, errs) && ok;
        ok = check_windows(package, environment, errs) && ok;
        ok = check_sizes(package, environment, errs) && ok;
        ok = check_hooks(package, environment, errs) && ok;
        if (before != NULL) {
            ok = err_at(errs, ERR_DUPLICATE,
                        record_key_loc(&package->arena, &environment->rec, "Name"), NULL,
                        "environment \"%.*s\" is declared twice", STR_ARG(environment->name));
            (void)err_also(errs, record_key_loc(&package->arena, &before->rec, "Name"),
                           "it is declared first at");
        }
    }
    return ok;
}

/* Any other would have to be quoted by whoever reads the journal, or means something else. */
static bool check_journal(Package *package, Errs *errs)
{
    const Config *config = package->config;

    if (config->journal.ptr == NULL || journal_name_is_valid(config->journal))
        return true;
    return err_at(errs, ERR_FIELD, record_key_loc(&package->arena, &config->rec, "Journal"),
                  "at most 30 small letters, digits and _ make one, such as \"anneal\"",
                  "\"%.*s\" is no name for the journal", STR_ARG(config->journal));
}

static bool open_config(Package *package, Notes *notes, Errs *errs)
{
    const Adapter *dialect = package->adapter;
    CodecOptions options = {.notes = notes};
    Doc *doc;
    bool ok;

    package->config = record_new(&package->arena, &config_type);
    if (package->config_file == NULL) {
        package->config->removals = REMOVALS_OWNED;
        return true;
    }
    package->adapter = &adapter_own; /* it is ours, whatever stands beside it */
    doc = pkg_read_doc(package, package->config_file, &config_type, notes, errs);
    package->adapter = dialect;
    if (doc == NULL)
        return false;
    if (!package->is_ours && doc_get(doc, STR("Removals")) == NULL)
        package->config->removals = REMOVALS_OWNED;
    ok = codec_record_fill(&package->arena, doc, &package->config->rec, &options, errs);
    ok = check_journal(package, errs) && ok;
    return check_environments(package, errs) && ok;
}

/* ---- templates ---------------------------------------------------------------------------------
 */

/* The names of the folders below Templates/. */
static StrVec template_names(Package *package)
{
    StrVec names = {0};

    for (size_t i = 0; i < package->tree->files.len; i++) {
        Str rest = package->tree->files.items[i], part;
        if (!str_starts(rest, STR("Templates/")))
            continue;
        rest = str_sub(rest, strlen("Templates/"), SIZE_MAX);
        if (!str_cut(&rest, '/', &part) || rest.ptr == NULL)
            continue;
        if (names.len == 0 || !str_eq(vec_last(&names), part))
            vec_push(&package->arena, &names, part);
    }
    return names;
}

/* The folder that an entry of TemplateOrder means: exactly, else in any case. */
static const Str *find_template(const StrVec *names, Str wanted)
{
    const Str *found = NULL;

    for (size_t i = 0; i < names->len; i++) {
        if (str_eq(names->items[i], wanted))
            return &names->items[i];
        if (str_eq_ascii_nocase(names->items[i], wanted))
            found = &names->items[i];
    }
    return found;
}

static bool missing_template(Package *package, const StrVec *names, const Doc *item, Errs *errs)
{
    const char **candidates = ARENA_ARRAY(&package->arena, const char *, names->len);
    const char *nearest;

    for (size_t i = 0; i < names->len; i++)
        candidates[i] = arena_cstr(&package->arena, names->items[i]);
    nearest = str_nearest(item->text, candidates, names->len);
    (void)err_at(errs, ERR_REFERENCE, doc_loc(&package->arena, item), NULL,
                 "there is no template folder Templates/%.*s", STR_ARG(item->text));
    return nearest != NULL
               ? err_hint(errs, "did you mean \"%s\"?", nearest)
               : err_hint(errs, "a template is a folder with a Template.json or Template.xml");
}

static bool open_template(Package *package, Str name, Notes *notes, Errs *errs)
{
    CodecOptions options = pkg_codec_options(package, notes);
    TemplateFolder folder = {
        .path = arena_printf(&package->arena, "Templates/%.*s", STR_ARG(name)).ptr};
    const char *file =
        pkg_find_file(package, file_join(&package->arena, folder.path, "Template"), errs);
    Template *template;
    Doc *doc;
    bool ok;

    if (file == NULL)
        return err_at(errs, ERR_FILE, (Loc){.file = pkg_path(package, folder.path)},
                      "a template is a folder with a Template.json or Template.xml",
                      "there is no Template.json here");
    doc = pkg_read_doc(package, file, &template_type, notes, errs);
    if (doc == NULL)
        return false;
    template = record_new(&package->arena, &template_type);
    ok = codec_record_fill(&package->arena, doc, &template->rec, &options, errs);
    note_unused(package, &template->rec, notes);
    pkg_read_token_files(package, &template->rec, folder.path, &template->tokens, errs);
    if (template->name.len == 0)
        template->name = name;
    folder.template = template;
    if (package->adapter->skips_unidentified &&
        str_trim(sparse_str(&template->rec, FIELD_PRODUCT_DATABASE_QUERY)).len == 0) {
        notes_add(notes,
                  (Note){.message = "this template has no DatabaseIdentificationScript and is "
                                    "left out, as SchemaSmith does it",
                         .loc = record_loc(&package->arena, &template->rec)});
        return ok;
    }
    vec_push(&package->arena, &package->templates, folder);
    return ok;
}

static void note_unordered(Package *package, const StrVec *names, Notes *notes)
{
    const StrVec *order = &package->product->template_order;

    for (size_t i = 0; i < names->len; i++) {
        bool is_named = false;
        for (size_t k = 0; k < order->len && !is_named; k++)
            is_named = str_eq_ascii_nocase(order->items[k], names->items[i]);
        if (!is_named)
            notes_addf(notes, "Templates/%.*s is not in TemplateOrder and has no effect",
                       STR_ARG(names->items[i]));
    }
}

/* A package of ours that declares nothing is a slip: everything managed would be a removal. */
static bool check_order(Package *package, Notes *notes, Errs *errs)
{
    if (package->product->template_order.len > 0)
        return true;
    if (package->is_ours)
        return err_at(
            errs, ERR_FIELD, record_loc(&package->arena, &package->product->rec),
            format_of(package->product_file) == PACKAGE_XML
                ? "write <TemplateOrder>Main</TemplateOrder> for the folder Templates/Main"
                : "write \"TemplateOrder\": [\"Main\"] for the folder Templates/Main",
            "TemplateOrder names no template, so the package declares nothing");
    notes_addf(notes, "TemplateOrder names no template, so the package declares nothing");
    return true;
}

static bool open_templates(Package *package, Notes *notes, Errs *errs)
{
    StrVec names = template_names(package);
    const Doc *order = doc_get(record_doc(&package->product->rec), STR("TemplateOrder"));
    Map seen = {0};
    bool ok = true;

    for (const Doc *item = order == NULL ? NULL : order->first; item != NULL; item = item->next) {
        const Str *name = item->kind == DOC_STRING ? find_template(&names, item->text) : NULL;
        if (item->kind != DOC_STRING)
            continue; /* reported by the codec */
        if (name == NULL)
            ok = missing_template(package, &names, item, errs);
        else if (map_put(&package->arena, &seen, *name, &names) != NULL)
            ok = err_at(errs, ERR_DUPLICATE, doc_loc(&package->arena, item), "take one of them out",
                        "TemplateOrder names \"%.*s\" twice", STR_ARG(*name));
        else
            ok = open_template(package, *name, notes, errs) && ok;
    }
    if (package->product->template_order.len > 0)
        note_unordered(package, &names, notes);
    return ok;
}

/* ---- the package -------------------------------------------------------------------------------
 */

/* It may be a link, which the list of files leaves out. */
static const char *find_product(Package *package, Errs *errs)
{
    const char *found = pkg_find_file(package, "Product", errs);

    return found != NULL ? found : package->tree->product_file;
}

/* What anneal.json calls the package, before it is read for good: all other files are read as that
 * says. Faults are found again then. */
static int said_dialect(Package *package)
{
    const Field *field = record_type_find(&config_type, STR("SchemaSmith"));
    Notes notes = {0};
    Errs errs = {0};
    int said = DIALECT_OWN;
    const Doc *doc, *value;

    doc = pkg_read_doc(package, package->config_file, &config_type, &notes, &errs);
    value = doc == NULL ? NULL : doc_get(doc, str_from(field->key));
    for (int i = 0; value != NULL && value->kind == DOC_STRING && field->choices[i] != NULL; i++)
        said = str_is(value->text, field->choices[i]) ? i : said;
    notes_free(&notes);
    errs_free(&errs);
    return said;
}

/* Whose package it is: one with an anneal.json is ours, unless that says what it is. */
static void choose_dialect(Package *package)
{
    int said = DIALECT_DETECTED;

    package->adapter = &adapter_own;
    package->is_ours = package->config_file != NULL;
    if (package->is_ours)
        said = said_dialect(package);
    package->is_ours = said == DIALECT_OWN;
    if (package->is_ours)
        return;
    package->detected = detect_generation(package->tree, &package->arena);
    if (said != DIALECT_DETECTED) {
        package->detected.generation = (Generation)(said - DIALECT_DETECTED);
        package->detected.why =
            arena_printf(&package->arena, "%s says so", package->config_file).ptr;
    }
    package->adapter = adapter_find(package->detected.generation, package->detected.engines);
}

static bool read_heads(Package *package, Notes *notes, Errs *errs)
{
    ErrsMark mark = errs_mark(errs);

    package->product_file = find_product(package, errs);
    package->config_file = pkg_find_file(package, "anneal", errs);
    choose_dialect(package);
    (void)open_product(package, notes, errs);
    (void)open_config(package, notes, errs);
    if (package->product != NULL && open_templates(package, notes, errs) && errs_mark(errs) == mark)
        (void)check_order(package, notes, errs);
    return errs_mark(errs) == mark;
}

Package *package_open_at(const char *folder, const char *revision, Notes *notes, Errs *errs)
{
    Arena arena = {0};
    Package *package = ARENA_NEW(&arena, Package);

    package->arena = arena; /* lives in its own arena */
    package->tree = revision == NULL ? tree_open_folder(&package->arena, folder, errs)
                                     : tree_open_revision(&package->arena, folder, revision, errs);
    if (package->tree != NULL && read_heads(package, notes, errs))
        return package;
    package_free(package);
    return NULL;
}

Package *package_open(const char *folder, Notes *notes, Errs *errs)
{
    return package_open_at(folder, NULL, notes, errs);
}

void package_free(Package *package)
{
    Arena arena;

    if (package == NULL)
        return;
    object_files_let_go(package);
    if (package->tree != NULL)
        package->tree->close(package->tree);
    arena = package->arena;
    arena_free(&arena);
}

void package_let_trees_go(Package *package)
{
    object_files_let_go(package);
}

const Product *package_product(const Package *package)
{
    return package->product;
}

const Config *package_config(const Package *package)
{
    return package->config;
}

const char *package_dialect(const Package *package, Arena *arena)
{
    return package->is_ours ? NULL
                            : arena_printf(arena, "SchemaSmith %s",
                                           generation_names[package->detected.generation])
                                  .ptr;
}

const char *package_dialect_reason(const Package *package)
{
    return package->detected.why;
}

void package_removals(const Package *package, RecordKinds *asked, RecordKinds *refused)
{
    const Record *product = &package->product->rec;

    *asked = *refused = 0;
    if (package->is_ours)
        return;
    *asked = removal_asked_by_default();
    *refused = removal_refused(product);
    if (sparse_tristate(product, FIELD_PRODUCT_DROP_UNKNOWN_INDEXES) == TRI_TRUE)
        *asked |= RECORD_KIND_BIT(REC_INDEX);
    for (size_t i = 0; i < package->templates.len; i++) {
        const Record *rec = &package->templates.items[i].template->rec;
        *refused |= removal_refused(rec);
        if (sparse_tristate(rec, FIELD_PRODUCT_DROP_UNKNOWN_INDEXES) == TRI_FALSE)
            *refused |= RECORD_KIND_BIT(REC_INDEX);
    }
    *asked &= ~*refused;
}

size_t package_template_count(const Package *package)
{
    return package->templates.len;
}

bool package_is_ours(const Package *package)
{
    return package->is_ours;
}

const Environment *package_environment(const Package *package, Str name, Errs *errs)
{
    const EnvironmentVec *list = &package->config->environments;
    Arena scratch = {0};
    const char **names = ARENA_ARRAY(&scratch, const char *, list->len);
    const char *nearest;

    for (size_t i = 0; i < list->len; i++) {
        if (str_eq(list->items[i]->name, name)) {
            arena_free(&scratch);
            return list->items[i];
        }
        names[i] = arena_cstr(&scratch, list->items[i]->name);
    }
    nearest = str_nearest(name, names, list->len);
    (void)err_addf(errs, ERR_REFERENCE, "there is no environment \"%.*s\" in %s", STR_ARG(name),
                   package->is_ours ? package->config_file : "anneal.json");
    if (nearest != NULL)
        (void)err_hint(errs, "did you mean \"%s\"?", nearest);
    arena_free(&scratch);
    return NULL;
}

unsigned package_platforms(const Package *package)
{
    return package->platforms;
}
