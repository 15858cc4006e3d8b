/* The scripts of a package: which files they are, when they run, what they say. */
#include "package/scripts.h"

#include "base/file.h"
#include "base/lines.h"
#include "package/script_allow.h"
#include "package/script_folders.h"
#include "package/script_header.h"
#include "package/script_text.h"
#include "package/state.h"
#include "package/tokens.h"

/* One reading of scripts. */
typedef struct Reading {
    Package *package;
    const PackageTarget *target;
    ScriptVec *scripts;
    Notes *notes;
    Errs *errs;
} Reading;

#define ALWAYS "[ALWAYS]"

/* Slots up to AfterTablesObjects belong to expand, the others to migrate. */
static Phase phase_of_slot(Slot slot)
{
    return slot <= SLOT_AFTER_TABLES_OBJECTS ? PHASE_EXPAND : PHASE_MIGRATE;
}

/* What objects, and the rows of table data, are like is said by their scripts: they run when they
 * change. All others do something once. */
static bool is_object_slot(Slot slot)
{
    return slot == SLOT_OBJECTS || slot == SLOT_AFTER_TABLES_OBJECTS || slot == SLOT_TABLE_DATA;
}

static bool has_always(Str path)
{
    return str_ends(str_sub(path, 0, path.len - strlen(".sql")), STR(ALWAYS));
}

/* Values that span lines move what stands behind them. */
static void note_shifts(Script *script, Arena *arena, const TokenText *text)
{
    LineCount lines = {.text = text->text};

    for (size_t i = 0; i < text->values.len; i++) {
        const TokenValue *value = &text->values.items[i];
        LineShift shift = {.line = line_count_to(&lines, value->at)};
        shift.lines = line_count_to(&lines, value->at + value->len) - shift.line;
        if (shift.lines > 0)
            vec_push(arena, &script->shifts, shift);
    }
}

uint32_t script_file_line(const Script *script, uint32_t line)
{
    uint32_t moved = 0;

    for (size_t i = 0; i < script->shifts.len && !script->is_one_line; i++) {
        const LineShift *shift = &script->shifts.items[i];
        if (line > shift->line)
            moved += line - shift->line < shift->lines ? line - shift->line : shift->lines;
    }
    return script->is_one_line ? script->first_line : script->first_line + line - 1 - moved;
}

/* Tokens, hash: what all scripts have, wherever they stand. `skip` bytes are not hashed. */
static bool finish(const Reading *reading, Script *script, const Tokens *tokens, const Loc *loc,
                   size_t skip)
{
    Arena *arena = &reading->package->arena;
    TokenText text = {.file = script->file, .loc = loc, .text = script->text};

    if (!tokens_replace_text(tokens, &text, reading->notes, reading->errs))
        return false;
    script->text = text.text;
    script->secrets = text.secrets;
    script->has_values = text.values.len > 0;
    script->hash = hash_hex(arena, script_text_hash(str_sub(text.text, skip, SIZE_MAX)));
    note_shifts(script, arena, &text);
    return true;
}

/* A template as scripts know it. */
typedef struct ScriptTemplate {
    const Tokens *tokens;
    Str name, folder;
    size_t path_len; /* of "Templates/Main/" */
} ScriptTemplate;

static void read_script(const Reading *reading, const ScriptTemplate *template,
                        const SlotFolder *folder, Str path)
{
    Package *package = reading->package;
    Script *script = ARENA_NEW(&package->arena, Script);
    ScriptHeader header;

    *script = (Script){.path = path,
                       .file = pkg_path(package, arena_cstr(&package->arena, path)),
                       .folder = str_sub(folder->path, 0, folder->path.len - 1),
                       .slot = folder->slot,
                       .gate = folder->gate,
                       .first_line = 1};
    if (!pkg_read(package, &package->arena, script->file, &script->text, reading->errs) ||
        !script_text_decode(script->file, &script->text, reading->errs) ||
        !script_header_read(&package->arena, script->file, script->text, &header, reading->errs) ||
        (header.engines & reading->target->engine) == 0 ||
        !finish(reading, script, template->tokens, NULL, header.size_bytes))
        return;
    script_allow_read(&package->arena, script->file, script->text, &script->allow);
    script->tracked_path = str_sub(path, template->path_len, SIZE_MAX);
    script->tracked_slot = str_from(script_slot_name(folder->slot));
    script->template_name = template->name;
    script->template_folder = template->folder;
    script->phase = header.has_phase ? header.phase : phase_of_slot(folder->slot);
    script->is_retried = is_object_slot(folder->slot);
    script->is_transactional = !header.has_no_transaction;
    /* SchemaSmith runs each statement by itself. */
    script->may_stand_alone = package->adapter->is_lenient;
    script->track = has_always(path)     ? TRACK_ALWAYS
                    : script->is_retried ? TRACK_ON_CHANGE
                                         : TRACK_ONCE;
    vec_push(&package->arena, reading->scripts, script);
}

/* What can't be asked is no reason to say that there are no such scripts. */
static bool applies(const Reading *reading, const SlotFolder *folder)
{
    const ConditionAnswer *answer =
        folder->gate == NULL || reading->target->answers == NULL
            ? NULL
            : facts_answer(reading->target->answers, folder->gate->query);

    if (folder->gate == NULL)
        return true;
    vec_push(&reading->package->arena, &reading->package->folder_gates,
             (Condition *)(uintptr_t)folder->gate);
    return answer == NULL || (answer->value != ANSWER_FALSE && answer->value != ANSWER_NULL);
}

static void read_folder(const Reading *reading, const ScriptTemplate *template,
                        const SlotFolders *folders, const SlotFolder *folder)
{
    const StrVec *files = &reading->package->tree->files;

    for (size_t i = 0; i < files->len; i++)
        if (pkg_find_script_folder(folders, files->items[i]) == folder)
            read_script(reading, template, folder, files->items[i]);
}

/* By folder, then by path. */
static void read_template(const Reading *reading, const TemplateFolder *folder)
{
    Package *package = reading->package;
    const Tokens *tokens = pkg_file_tokens(package, reading->target, folder, false);
    SlotFolders folders = {0};
    ScriptTemplate template = {tokens, folder->template->name, STR_ABSENT,
                               strlen(folder->path) + 1};

    template.folder = str_sub(str_from(folder->path), strlen("Templates/"), SIZE_MAX);
    for (size_t i = 0; i < folder->template->tokens.len; i++) {
        Str name = folder->template->tokens.items[i].name;
        if (map_get(&tokens->secrets, arena_lower(&package->arena, name)) != NULL)
            (void)err_at(reading->errs, ERR_FIELD,
                         record_key_loc(&package->arena, &folder->template->rec, "ScriptTokens"),
                         "give its value in an environment or in the product",
                         "the secret token {{%.*s}} can't be a template's", STR_ARG(name));
    }
    pkg_check_script_folders(package, folder, reading->notes, reading->errs);
    pkg_script_folders(package, folder, reading->target->engine, &folders);
    for (size_t f = 0; f < folders.len; f++)
        if (applies(reading, &folders.items[f]))
            read_folder(reading, &template, &folders, &folders.items[f]);
}

/* In the order in which they run, as far as that is theirs to say; stable. */
static void sort_by_slot(ScriptVec *scripts)
{
    for (size_t i = 1; i < scripts->len; i++) {
        Script *script = scripts->items[i];
        size_t at = i;
        for (; at > 0 && scripts->items[at - 1]->slot > script->slot; at--)
            scripts->items[at] = scripts->items[at - 1];
        scripts->items[at] = script;
    }
}

bool package_scripts(Package *package, const PackageTarget *target, ScriptVec *scripts,
                     Notes *notes, Errs *errs)
{
    ErrsMark mark = errs_mark(errs);
    Notes found = {0};
    Reading reading = {package, target, scripts, &found, errs};

    package->folder_gates = (ConditionVec){0};
    for (size_t i = 0; i < package->templates.len; i++)
        read_template(&reading, &package->templates.items[i]);
    sort_by_slot(scripts);
    /* Where a dialect has Before run later, it comes before what runs there by itself. */
    for (size_t i = 0; i < scripts->len; i++)
        if (scripts->items[i]->slot == SLOT_BEFORE &&
            package->adapter->before_slot != SLOT_OF_STRUCTURE)
            scripts->items[i]->slot = package->adapter->before_slot;
    pkg_fold_notes(&found, notes);
    notes_free(&found);
    return errs_mark(errs) == mark;
}

/* A script or query that is the value of a key; `of`: the product or template. */
static bool read_value(const Reading *reading, const Record *rec, const char *of,
                       const Tokens *tokens, FieldId id, Script **made)
{
    Package *package = reading->package;
    const Field *field = record_type_find_id(rec->type, id);
    Loc loc = record_field_loc(&package->arena, rec, field);
    Script *script;

    *made = NULL;
    if (sparse_str(rec, id).len == 0)
        return true;
    script = ARENA_NEW(&package->arena, Script);
    *script = (Script){.path = arena_printf(&package->arena, "%s#%s", of, field->key),
                       .file = loc.file,
                       .folder = str_from(of),
                       .slot = SLOT_AFTER,
                       .phase = PHASE_MIGRATE,
                       .track = TRACK_ALWAYS,
                       .is_transactional = true,
                       .text = sparse_str(rec, id),
                       .first_line = loc.line,
                       .is_one_line = true};
    if (!finish(reading, script, tokens, &loc, 0))
        return false;
    *made = script;
    return true;
}

bool package_stamps(Package *package, const PackageTarget *target, ScriptVec *scripts, Notes *notes,
                    Errs *errs)
{
    Reading reading = {package, target, scripts, notes, errs};
    const Tokens *tokens = pkg_tokens(package, target, NULL, false);
    ErrsMark mark = errs_mark(errs);
    Script *script;

    for (size_t i = 0; i < package->templates.len; i++) {
        const TemplateFolder *folder = &package->templates.items[i];
        const Tokens *own = pkg_tokens(package, target, folder, false);
        if (read_value(&reading, &folder->template->rec, folder->path, own,
                       FIELD_PRODUCT_VERSION_STAMP, &script) &&
            script != NULL)
            vec_push(&package->arena, scripts, script);
    }
    if (read_value(&reading, &package->product->rec, "Product", tokens, FIELD_PRODUCT_VERSION_STAMP,
                   &script) &&
        script != NULL)
        vec_push(&package->arena, scripts, script);
    return errs_mark(errs) == mark;
}

/* A query is asked at once, so that a secret could only show. */
static void add_validation(const Reading *reading, const Record *rec, const char *of,
                           const Tokens *tokens, FieldId id, Validations *validations)
{
    Package *package = reading->package;
    const Field *field = record_type_find_id(rec->type, id);
    Validation validation;
    Script *script;

    if (field == NULL || !read_value(reading, rec, of, tokens, id, &script) || script == NULL)
        return;
    validation =
        (Validation){field->key, script->text, record_field_loc(&package->arena, rec, field)};
    if (script->secrets.len > 0)
        (void)err_at(reading->errs, ERR_TOKEN, validation.loc,
                     "use it in a script, which gets the value when it runs",
                     "the secret token {{%.*s}} can't stand here",
                     STR_ARG(script->secrets.items[0]));
    vec_push(&package->arena, validations, validation);
}

/* SchemaSmith's older name for the query on an engine without schemas; on others that is another
 * kind of template. */
static bool identify(const Reading *reading, const TemplateFolder *folder, const Tokens *tokens,
                     Identifications *list)
{
    static const FieldId ids[] = {FIELD_PRODUCT_DATABASE_QUERY, FIELD_PRODUCT_SCHEMA_QUERY};
    const Record *rec = &folder->template->rec;
    bool has_schemas = (reading->target->engine & E_MY) == 0;

    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        const Field *field = record_type_find_id(rec->type, ids[i]);
        Identification one = {folder->path, field->key, STR_ABSENT,
                              record_field_loc(&reading->package->arena, rec, field)};
        Script *script;
        if (str_trim(sparse_str(rec, ids[i])).len == 0)
            continue;
        if (ids[i] == FIELD_PRODUCT_SCHEMA_QUERY && has_schemas)
            return err_at(reading->errs, ERR_UNSUPPORTED, one.loc,
                          "name the schema in the files, a template for each",
                          "a template for many schemas can't be deployed yet");
        if (!read_value(reading, rec, folder->path, tokens, ids[i], &script) || script == NULL)
            return false;
        if (script->secrets.len > 0)
            return err_at(reading->errs, ERR_TOKEN, one.loc, NULL,
                          "the secret token {{%.*s}} can't stand here",
                          STR_ARG(script->secrets.items[0]));
        one.query = script->text;
        vec_push(&reading->package->arena, list, one);
        break;
    }
    return true;
}

bool package_identifications(Package *package, const PackageTarget *target, Identifications *list,
                             Notes *notes, Errs *errs)
{
    Reading reading = {package, target, NULL, notes, errs};
    ErrsMark mark = errs_mark(errs);

    for (size_t i = 0; i < package->templates.len; i++)
        (void)identify(&reading, &package->templates.items[i],
                       pkg_tokens(package, target, &package->templates.items[i], false), list);
    return errs_mark(errs) == mark;
}

void package_leave_out(Package *package, const char *folder)
{
    size_t kept = 0;

    for (size_t i = 0; i < package->templates.len; i++)
        if (strcmp(package->templates.items[i].path, folder) != 0)
            package->templates.items[kept++] = package->templates.items[i];
    package->templates.len = kept;
}

bool package_validations(Package *package, const PackageTarget *target, Validations *validations,
                         Notes *notes, Errs *errs)
{
    Reading reading = {package, target, NULL, notes, errs};
    const Tokens *tokens = pkg_tokens(package, target, NULL, false);
    const Record *product = &package->product->rec;
    ErrsMark mark = errs_mark(errs);

    add_validation(&reading, product, "Product", tokens, FIELD_PRODUCT_VALIDATION, validations);
    add_validation(&reading, product, "Product", tokens, FIELD_PRODUCT_BASELINE_VALIDATION,
                   validations);
    for (size_t i = 0; i < package->templates.len; i++) {
        const TemplateFolder *folder = &package->templates.items[i];
        const Tokens *own = pkg_tokens(package, target, folder, false);
        add_validation(&reading, &folder->template->rec, folder->path, own,
                       FIELD_PRODUCT_BASELINE_VALIDATION, validations);
    }
    return errs_mark(errs) == mark;
}

/* The variable that the environment names for the token, or NULL. */
static const MapEntry *find_variable(const Environment *environment, Str name)
{
    for (size_t i = 0; environment != NULL && i < environment->secret_tokens.len; i++)
        if (str_eq_ascii_nocase(environment->secret_tokens.items[i].name, name))
            return &environment->secret_tokens.items[i];
    return NULL;
}

static bool plain_value(const MapEntries *entries, Str name, Str *value)
{
    for (size_t i = 0; i < entries->len; i++)
        if (str_eq_ascii_nocase(entries->items[i].name, name)) {
            *value = entries->items[i].value;
            return true;
        }
    return false;
}

bool package_secret(const Package *package, const Environment *environment, Str name, Str *value,
                    Errs *errs)
{
    const MapEntry *variable = find_variable(environment, name);
    const char *found;
    Arena scratch = {0};

    if (variable != NULL) {
        found = getenv(arena_cstr(&scratch, variable->value));
        arena_free(&scratch);
        *value = str_from(found);
        return found != NULL ||
               err_at(errs, ERR_TOKEN, (Loc){0}, "set it before the deploy",
                      "the secret token {{%.*s}} takes its value from the variable %.*s, which is "
                      "not set",
                      STR_ARG(name), STR_ARG(variable->value));
    }
    if (environment != NULL && plain_value(&environment->tokens, name, value))
        return true;
    return plain_value(&package->product->tokens, name, value) ||
           err_at(errs, ERR_TOKEN, (Loc){0},
                  "give --env with an environment whose SecretTokens has it",
                  "no value is given for the secret token {{%.*s}}", STR_ARG(name));
}
