/* Writes a model as package files, new or into a present package. */
#include "base/file.h"
#include "codec/platform.h"
#include "model/label.h"
#include "package/file_names.h"
#include "package/format.h"
#include "package/merge.h"
#include "package/object_file.h"
#include "package/save_scripts.h"

typedef struct Save {
    const Model *model;
    const SaveOptions *options;
    Arena *arena;
    FileNames names;
    PackageFormat format; /* of new files */
    ErrsMark errors_before;
    Notes *notes;
    Errs *errs;
} Save;

typedef VEC(const Object *) ObjectVec;

enum { MAX_FAILED_FILES = 10 };

/* ---- files
 * --------------------------------------------------------------------------------------------- */

/* A file that can't be written keeps no other from being written, up to a point: on a full disk all
 * of them fail. */
static bool goes_on(const Save *save)
{
    return errs_mark(save->errs) - save->errors_before < MAX_FAILED_FILES;
}

/* False where a file could not be written. */
static bool tell_unwritten(const Save *save)
{
    if (errs_mark(save->errs) == save->errors_before)
        return true;
    notes_add(save->notes, (Note){.message = "the package is not whole: what could be written is",
                                  .hint = "put it right and run the same again"});
    return false;
}

/* Tables of foreign servers have a folder of their own. */
static bool holds(const ObjectFolder *folder, const Object *object)
{
    return folder->type == object->rec.type &&
           (folder->type != &table_type || table_is_foreign((const Table *)object) ==
                                               str_is(STR(FOREIGN_TABLE_FOLDER), folder->name));
}

static const ObjectFolder *folder_of(const Object *object)
{
    size_t i = 0;

    while (i + 1 < OBJECT_FOLDER_COUNT && !holds(&object_folders[i], object))
        i++;
    return &object_folders[i];
}

static const char *folder_path(const Save *save, const char *template, const Object *object)
{
    return file_join(save->arena, template, folder_of(object)->name);
}

/* Announces the file of an object that has none yet. */
static void want_file(Save *save, const char *template, const Object *object)
{
    Str name = file_name_of(save->arena, object);

    file_names_want(&save->names, str_from(file_join(
                                      save->arena, folder_path(save, template, object), name.ptr)));
}

/* SQLite takes a name without a character for one; a file that declares it could not be read. */
static bool has_names(const Save *save, const Object *object, const Record *rec)
{
    const Field *name = record_type_find(rec->type, STR("Name"));

    if (name != NULL && name->is_required && record_name(rec).len == 0)
        return err_at(save->errs, ERR_UNSUPPORTED, (Loc){0}, "rename it",
                      "the database has a %s with an empty name, which a package can't hold%s%.*s",
                      rec->type->word, rec == &object->rec ? "" : ": ",
                      rec == &object->rec ? 0 : (int)label_object(save->arena, object).len,
                      label_object(save->arena, object).ptr);
    for (const Field *f = rec->type->fields; f < rec->type->fields + rec->type->count; f++)
        for (size_t i = 0; f->kind == F_LIST && i < list_len(record_at(rec, f)); i++)
            if (!has_names(save, object, list_get(record_at(rec, f), i)))
                return false;
    return true;
}

/* All files must be announced before the first is written: names that differ in case only are told
 * apart whatever the order. What has the name all the same (a link, which is not read as a
 * package's file) is not ours to replace. */
static bool write_object(Save *save, const char *template, const Object *object)
{
    const char *folder = folder_path(save, template, object);
    const char *path = file_names_give(&save->names, folder, object, format_end(save->format));

    if (!has_names(save, object, &object->rec))
        return false;
    if (file_is_there(path))
        return err_at(save->errs, ERR_FILE, (Loc){.file = path}, "move it out of the way",
                      "something that is no file of the package has the name that %.*s is to get",
                      STR_ARG(label_object(save->arena, object)));
    return file_make_folder(folder, save->errs) &&
           format_write(path, pkg_write_fresh(save->arena, &object->rec), object->rec.type,
                        save->errs);
}

/* ---- a new package
 * --------------------------------------------------------------------------------------- */

/* `base`: relative to the package's folder, without an end. */
static bool write_head_file(const Save *save, const char *folder, const char *base,
                            const Record *rec)
{
    Str path = arena_printf(save->arena, "%s%s", file_join(save->arena, folder, base),
                            format_end(save->format));

    return format_write(path.ptr, codec_record_write(save->arena, rec), rec->type, save->errs);
}

static bool write_head(const Save *save, const char *folder)
{
    const Filter *looked_at = save->options->looked_at;
    Product *product = record_new(save->arena, &product_type);
    Config *config = record_new(save->arena, &config_type);
    Template *template = record_new(save->arena, &template_type);

    product->name = str_from(save->options->product);
    vec_push(save->arena, &product->platforms, str_from(save->options->platform));
    vec_push(save->arena, &product->template_order, STR("Main"));
    template->name = STR("Main");
    if (looked_at != NULL) {
        config->manage = looked_at->manage;
        config->ignore = looked_at->ignore;
    }
    if (config->manage.len == 0) /* an empty list would mean what the package names */
        vec_push(save->arena, &config->manage, STR("*"));
    return file_make_folder(file_join(save->arena, folder, "Templates/Main"), save->errs) &&
           write_head_file(save, folder, "anneal", &config->rec) &&
           write_head_file(save, folder, "Product", &product->rec) &&
           write_head_file(save, folder, "Templates/Main/Template", &template->rec);
}

static bool save_new(Save *save, const char *folder)
{
    const char *template = file_join(save->arena, folder, "Templates/Main");
    StrVec present = {0};
    bool ok;

    if (!file_make_folder(folder, save->errs) ||
        !file_list(save->arena, folder, &present, save->errs))
        return false;
    if (present.len > 0)
        return err_at(save->errs, ERR_FILE, (Loc){.file = folder},
                      "give a new or an empty folder, or one with a package in it",
                      "the folder is not empty and holds no package");
    ok = write_head(save, folder);
    for (size_t i = 0; ok && i < save->model->objects.len; i++)
        want_file(save, template, save->model->objects.items[i]);
    for (size_t i = 0; ok && i < save->model->objects.len && goes_on(save); i++) {
        ArenaMark mark = arena_mark(save->arena);
        if (!script_declares(save->options, save->model->objects.items[i]))
            (void)write_object(save, template, save->model->objects.items[i]);
        arena_reset(save->arena, mark);
    }
    if (ok && goes_on(save))
        (void)save_scripts(save->options, template, save->model, NULL,
                           (const Object *const *)save->model->objects.items,
                           save->model->objects.len, save->errs);
    return ok && tell_unwritten(save);
}

/* ---- a present package
 * ----------------------------------------------------------------------------------- */

static bool wants(const Filter *filter, const Object *object)
{
    return filter == NULL || package_wants(filter, object);
}

/* Kind, schema and name, as far as names differ there. */
static Str key_of(const Save *save, const Object *object)
{
    Arena *arena = save->arena;
    Str (*fold)(Arena *, Str) = save->options->fold_name;
    Str schema = fold == NULL ? object->schema : fold(arena, object->schema);
    Str name = fold == NULL ? object->name : fold(arena, object->name);

    return arena_printf(arena, "%d %zu %.*s %.*s", (int)object->rec.type->kind, schema.len,
                        STR_ARG(schema), STR_ARG(name));
}

static Map index_model(const Save *save, const Model *model)
{
    Map map = {0};

    for (size_t i = 0; i < model->objects.len; i++)
        (void)map_put(save->arena, &map, key_of(save, model->objects.items[i]),
                      model->objects.items[i]);
    return map;
}

static const Object *find_same(const Save *save, const Map *model, const Object *object)
{
    ArenaMark mark = arena_mark(save->arena);
    const Object *found = map_get(model, key_of(save, object));

    arena_reset(save->arena, mark);
    return found;
}

/* Objects of the package that the database lacks: their files are a person's, so they stay. */
static void note_gone(const Save *save, const Model *present)
{
    Map live = index_model(save, save->model);

    for (size_t i = 0; i < present->objects.len; i++) {
        const Object *object = present->objects.items[i];
        if (object->is_implied || !wants(save->options->looked_at, object) ||
            find_same(save, &live, object) != NULL)
            continue;
        notes_add(save->notes,
                  (Note){.message = arena_printf(save->arena,
                                                 "%.*s is not in the database; its file is left "
                                                 "as it is",
                                                 STR_ARG(label_object(save->arena, object)))
                                        .ptr,
                         .loc = {.file = object->rec.file->path}});
    }
}

/* A schema that is implied by its tables and has nothing to say needs no file. */
static bool needs_file(const Object *present, const Object *fresh)
{
    return present == NULL ||
           (present->is_implied && !record_equal(&present->rec, &fresh->rec, true));
}

static bool merge_object(Save *save, unsigned engine, const Object *present, const Object *fresh)
{
    MergeOptions options = {engine, save->options->fold_name};
    RecordVec gone = {0};
    const Doc *merged;

    if (!has_names(save, fresh, &fresh->rec) || object_file_node(&present->rec, save->errs) == NULL)
        return false;
    merged = pkg_merge(save->arena, &options, &present->rec, &fresh->rec, &gone);
    for (size_t i = 0; i < gone.len; i++)
        notes_add(save->notes,
                  (Note){.message = arena_printf(
                                        save->arena,
                                        "%.*s is not in the database; it is taken out of its file",
                                        STR_ARG(label_part(save->arena, present, gone.items[i])))
                                        .ptr,
                         .loc = {.file = present->rec.file->path}});
    return merged == NULL ||
           format_rewrite(present->rec.file, merged, present->rec.type, save->errs);
}

static bool save_object(Save *save, const char *template, unsigned engine, const Object *present,
                        const Object *fresh)
{
    if (script_declares(save->options, fresh))
        return true;
    if (needs_file(present, fresh))
        return write_object(save, template, fresh);
    return present->is_implied || merge_object(save, engine, present, fresh);
}

/* Every file of the package keeps its name to itself, whatever its format. */
static void want_present_files(Save *save, Package *package)
{
    PackageFormat format;

    for (size_t i = 0; i < package->tree->files.len; i++) {
        Str path = str_from(pkg_path(package, package->tree->files.items[i].ptr));
        if (format_find(path, &format))
            file_names_want(&save->names, format_base(path));
    }
}

/* What of the model goes into the package: all of it where the caller asked for patterns, else what
 * the package manages. A file for more would widen what the package is about, and with it what it
 * removes. */
static ObjectVec choose_objects(Save *save, const Package *package, const Model *present)
{
    bool is_told = save->options->looked_at != NULL && save->options->looked_at->manage.len > 0;
    ObjectVec chosen = {0};
    size_t left_out = 0;
    Filter scope;

    package_filter(package, present, save->arena, &scope);
    for (size_t i = 0; i < save->model->objects.len; i++) {
        const Object *object = save->model->objects.items[i];
        if (is_told || wants(&scope, object))
            vec_push(save->arena, &chosen, object);
        else
            left_out += object->rec.type != &schema_type;
    }
    if (left_out > 0)
        notes_add(save->notes,
                  (Note){.message = arena_printf(save->arena,
                                                 "%zu object%s that the package does not manage %s "
                                                 "left out",
                                                 left_out, left_out == 1 ? "" : "s",
                                                 left_out == 1 ? "is" : "are")
                                        .ptr,
                         .hint = "--include names what is wanted all the same"});
    return chosen;
}

static bool save_objects(Save *save, Package *package, const Model *present, unsigned engine)
{
    const char *template = pkg_path(package, package->templates.items[0].path);
    ObjectVec chosen = choose_objects(save, package, present);
    Map declared = index_model(save, present);

    want_present_files(save, package);
    for (size_t i = 0; i < chosen.len; i++) {
        const Object *fresh = chosen.items[i];
        if (needs_file(find_same(save, &declared, fresh), fresh))
            want_file(save, template, fresh);
    }
    for (size_t i = 0; i < chosen.len && goes_on(save); i++) {
        const Object *fresh = chosen.items[i];
        ArenaMark mark = arena_mark(save->arena);
        (void)save_object(save, template, engine, find_same(save, &declared, fresh), fresh);
        arena_reset(save->arena, mark);
        object_files_let_go(package);
    }
    if (goes_on(save))
        (void)save_scripts(save->options, template, save->model, present, chosen.items, chosen.len,
                           save->errs);
    return tell_unwritten(save);
}

static bool save_into(Save *save, const char *folder)
{
    unsigned engine = codec_platform_bits(str_from(save->options->platform));
    PackageTarget target = {.engine = engine, .default_schema = save->options->default_schema};
    Package *package = package_open(folder, save->notes, save->errs);
    Model *present = model_new();
    bool ok = false;

    if (package == NULL)
        goto done;
    if (save->options->format == NULL)
        (void)format_find(str_from(package->product_file), &save->format);
    if (!package->is_ours)
        (void)err_at(
            save->errs, ERR_UNSUPPORTED, (Loc){.file = folder},
            "put an anneal.json holding {} beside Product.json to make it anneal's own, or "
            "give a new folder",
            "this is a SchemaSmith package, which anneal reads but does not write");
    else if ((package->platforms & engine) == 0)
        (void)err_at(save->errs, ERR_REFERENCE, record_loc(save->arena, &package->product->rec),
                     "add it to \"Platform\"", "the package is not for %s",
                     save->options->platform);
    else if (pkg_load_present(package, &target, present, save->notes, save->errs) &&
             (save->options->prepare == NULL ||
              save->options->prepare(save->options->context, package, &target, present, save->notes,
                                     save->errs))) {
        ok = save_objects(save, package, present, engine);
        note_gone(save, present);
    }
done:
    model_free(present);
    package_free(package);
    return ok;
}

bool package_save(const Model *model, const char *folder, const SaveOptions *options, Notes *notes,
                  Errs *errs)
{
    Arena arena = {0};
    Save save = {.model = model,
                 .options = options,
                 .arena = &arena,
                 .names = {.arena = &arena},
                 .format = options->format == NULL ? PACKAGE_JSON : *options->format,
                 .notes = notes,
                 .errs = errs,
                 .errors_before = errs_mark(errs)};
    bool ok;

    if (file_exists(file_join(&arena, folder, "Product.json")) ||
        file_exists(file_join(&arena, folder, "Product.xml")))
        ok = save_into(&save, folder);
    else
        ok = save_new(&save, folder);
    arena_free(&arena);
    return ok;
}
