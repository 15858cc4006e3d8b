/* Writes objects that a script declares, a file for all of one name. */
#include "package/save_scripts.h"

#include "base/file.h"
#include "base/map.h"
#include "model/definition.h"
#include "package/file_names.h"
#include "package/tokens.h"

/* Where a kind's scripts are, by SchemaSmith's names. */
static const struct {
    const RecordType *type;
    const char *folder;
} folders[] = {
    {&language_type, "Languages"},
    {&access_method_type, "Access Methods"},
    {&text_parser_type, "Text Search"},
    {&text_template_type, "Text Search"},
    {&text_dictionary_type, "Text Search"},
    {&text_configuration_type, "Text Search"},
    {&function_type, "Functions"},
    {&procedure_type, "Procedures"},
    {&aggregate_type, "Aggregates"},
    {&operator_type, "Operators"},
    {&operator_family_type, "Operator Classes"},
    {&operator_class_type, "Operator Classes"},
    {&cast_type, "Casts"},
    {&transform_type, "Casts"},
    {&conversion_type, "Conversions"},
    {&view_type, "Views"},
    {&materialized_view_type, "Materialized Views"},
    {&rule_type, "Rules"},
    {&trigger_type, "Triggers"},
    {&event_trigger_type, "Event Triggers"},
    {&event_type, "Events"},
};

/* A file on its way. */
typedef struct ScriptFile {
    const char *path;
    Sb text;         /* of all its objects as they are to be */
    bool is_changed; /* one of them is new, or not what the file declares */
} ScriptFile;

typedef struct SaveScripts {
    const Model *model; /* what the database has */
    const SaveOptions *options;
    const char *template;
    const Model *present;
    Arena arena;
    FileNames names;
    Map by_path;
    VEC(ScriptFile *) files;
} SaveScripts;

bool script_declares(const SaveOptions *options, const Object *object)
{
    return options->object_script != NULL && type_is_definition(object->rec.type);
}

static const char *folder_of(SaveScripts *save, const Object *object)
{
    size_t i = 0;

    while (folders[i].type != object->rec.type)
        i++;
    return file_join(&save->arena, save->template, folders[i].folder);
}

static const Object *find_present(const SaveScripts *save, const Object *object)
{
    if (save->present == NULL)
        return NULL;
    return model_find(save->present, object->rec.type->kind, object->schema, object->name);
}

static const char *new_path(SaveScripts *save, const Object *object)
{
    return file_names_give(&save->names, folder_of(save, object), object, ".sql");
}

static void want(SaveScripts *save, const Object *object, Map *wanted)
{
    const char *path =
        file_join(&save->arena, folder_of(save, object), file_name_of(&save->arena, object).ptr);

    /* Once for all overloads, so that only another name in another case is a rival. */
    if (map_get(wanted, str_from(path)) != NULL)
        return;
    (void)map_put(&save->arena, wanted, str_from(path), save);
    file_names_want(&save->names, str_from(path));
}

static ScriptFile *file_at(SaveScripts *save, const char *path)
{
    ScriptFile *file = map_get(&save->by_path, str_from(path));

    if (file == NULL) {
        file = ARENA_NEW(&save->arena, ScriptFile);
        *file = (ScriptFile){.path = path, .text = sb_new(SB_FILE_MAX)};
        (void)map_put(&save->arena, &save->by_path, str_from(path), file);
        vec_push(&save->arena, &save->files, file);
    }
    return file;
}

static void put(SaveScripts *save, ScriptFile *file, Str script)
{
    sb_puts(&file->text, file->text.len > 0 ? "\n" : "");
    sb_put(&file->text, tokens_escape(&save->arena, script));
}

static void add(SaveScripts *save, const Object *object)
{
    const Object *before = find_present(save, object);
    Str script = save->options->object_script(&save->arena, object);
    ScriptFile *file =
        file_at(save, before != NULL && before->rec.file != NULL ? before->rec.file->path
                                                                 : new_path(save, object));

    file->is_changed = file->is_changed || before == NULL ||
                       !str_eq(save->options->object_script(&save->arena, before), script);
    put(save, file, script);
}

/* What the database lacks is still the package's: it stays in a file that others change. */
static void keep_gone(SaveScripts *save)
{
    for (size_t i = 0; save->present != NULL && i < save->present->objects.len; i++) {
        const Object *object = save->present->objects.items[i];
        ScriptFile *file = object->rec.file == NULL
                               ? NULL
                               : map_get(&save->by_path, str_from(object->rec.file->path));
        if (file != NULL && script_declares(save->options, object) &&
            model_find(save->model, object->rec.type->kind, object->schema, object->name) == NULL)
            put(save, file, save->options->object_script(&save->arena, object));
    }
}

static bool write_files(SaveScripts *save, Errs *errs)
{
    bool ok = true;

    for (size_t i = 0; i < save->files.len; i++) {
        ScriptFile *file = save->files.items[i];
        const char *slash = strrchr(file->path, '/');
        Str folder = {file->path, slash == NULL ? 0 : (size_t)(slash - file->path)};
        if (ok && file->is_changed)
            ok = file_make_folder(arena_cstr(&save->arena, folder), errs) &&
                 file_write(file->path, sb_str(&file->text), errs);
        sb_free(&file->text);
    }
    return ok;
}

bool save_scripts(const SaveOptions *options, const char *template, const Model *model,
                  const Model *present, const Object *const *objects, size_t count, Errs *errs)
{
    SaveScripts save = {
        .model = model, .options = options, .template = template, .present = present};
    Map wanted = {0};
    bool ok;

    save.names.arena = &save.arena;
    for (size_t i = 0; i < count; i++)
        if (script_declares(options, objects[i]))
            want(&save, objects[i], &wanted);
    for (size_t i = 0; i < count; i++)
        if (script_declares(options, objects[i]))
            add(&save, objects[i]);
    keep_gone(&save);
    ok = write_files(&save, errs);
    arena_free(&save.arena);
    return ok;
}
