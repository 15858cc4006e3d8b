/* Goes through the files of a package: object files are read, anything else is said. */
#include "base/file.h"
#include "model/remote.h"
#include "model/types.h"
#include "package/format.h"
#include "package/script_folders.h"
#include "package/state.h"

#include "model/grant.h"

const ObjectFolder object_folders[OBJECT_FOLDER_COUNT] = {
    {"Tables", &table_type},
    {"Schemas", &schema_type},
    {"Extensions", &extension_type},
    {"Collations", &collation_type},
    {"Enum Types", &enum_type},
    {"Domain Types", &domain_type},
    {"Composite Types", &composite_type},
    {"Range Types", &range_type},
    {"Sequences", &sequence_type},
    {"Backfills", &backfill_type},
    {"Contracts", &contract_type},
    {"Foreign Data Wrappers", &foreign_data_wrapper_type},
    {"Foreign Servers", &foreign_server_type},
    {FOREIGN_TABLE_FOLDER, &table_type},
    {"User Mappings", &user_mapping_type},
    {"Publications", &publication_type},
    {"Subscriptions", &subscription_type},
    {"Default Privileges", &default_privileges_type},
};

/* Files of one folder that are not read. */
typedef struct Unread {
    Str folder;    /* relative to the package; absent: none yet */
    bool is_stray; /* outside of the templates */
    size_t scripts, others;
} Unread;

static void note_count(Notes *notes, Package *package, Str folder, size_t count, const char *what)
{
    Arena scratch = {0};

    notes_add(notes, (Note){.message = arena_printf(&scratch, "%zu %s", count, what).ptr,
                            .loc = {.file = pkg_path(package, arena_cstr(&scratch, folder))}});
    arena_free(&scratch);
}

/* Scripts that are not run, and why: outside of the templates stand those that SchemaSmith runs
 * once for a server, on another database than that of the package. */
static const char *const one_script[] = {
    ".sql file, not run: it is in no script folder of a template",
    ".sql file, not run: it is outside of the templates",
};
static const char *const many_scripts[] = {
    ".sql files, not run: they are in no script folder of a template",
    ".sql files, not run: they are outside of the templates",
};

static void flush(Unread *unread, Package *package, Notes *notes)
{
    if (unread->scripts > 0)
        note_count(notes, package, unread->folder, unread->scripts,
                   unread->scripts == 1 ? one_script[unread->is_stray]
                                        : many_scripts[unread->is_stray]);
    if (unread->others > 0)
        note_count(notes, package, unread->folder, unread->others,
                   unread->others == 1 ? "file that this version does not read"
                                       : "files that this version does not read");
    *unread = (Unread){.is_stray = unread->is_stray};
}

static void count_unread(Unread *unread, Package *package, Str folder, bool is_script, Notes *notes)
{
    if (!str_eq(unread->folder, folder))
        flush(unread, package, notes);
    unread->folder = folder;
    if (is_script)
        unread->scripts++;
    else
        unread->others++;
}

static const ObjectFolder *find_folder(Str name)
{
    for (size_t i = 0; i < OBJECT_FOLDER_COUNT; i++)
        if (str_eq_ascii_nocase(name, str_from(object_folders[i].name)))
            return &object_folders[i];
    return NULL;
}

/* Whether a file goes by this name, in either format. */
static bool is_file(Str path, const char *base)
{
    PackageFormat format;

    return format_find(path, &format) && str_is(format_base(path), base);
}

const RecordType *pkg_file_type(Str path)
{
    Str rest = path, part;
    const ObjectFolder *objects;
    PackageFormat format;

    if (!format_find(path, &format))
        return NULL;
    if (is_file(path, "Product"))
        return &product_type;
    if (is_file(path, "anneal"))
        return &config_type;
    (void)str_cut(&rest, '/', &part);
    if (!str_is(part, "Templates") || !str_cut(&rest, '/', &part) || rest.ptr == NULL)
        return NULL;
    if (is_file(rest, "Template"))
        return &template_type;
    (void)str_cut(&rest, '/', &part);
    objects = rest.ptr == NULL ? NULL : find_folder(part);
    return objects == NULL ? NULL : objects->type;
}

void pkg_walk_template(Load *load, const TemplateFolder *folder, ReadObjectFile read, void *context)
{
    Package *package = load->package;
    Str prefix = arena_printf(&package->arena, "%s/", folder->path);
    SlotFolders scripts = {0};
    Unread unread = {0};

    pkg_script_folders(package, folder, load->target->engine, &scripts);
    for (size_t i = 0; i < package->tree->files.len; i++) {
        Str path = package->tree->files.items[i], below, first;
        const ObjectFolder *objects;
        PackageFormat format;
        if (!str_starts(path, prefix) || pkg_find_script_folder(&scripts, path) != NULL)
            continue;
        below = str_sub(path, prefix.len, SIZE_MAX);
        (void)str_cut(&below, '/', &first);
        objects = below.ptr == NULL ? NULL : find_folder(first);
        if (below.ptr == NULL && is_file(first, "Template"))
            continue;
        if (objects != NULL && format_find(path, &format)) {
            if (!pkg_is_second(package, path.ptr, load->errs))
                read(load, context, path.ptr, objects->type);
        } else if (!str_ends(path, STR(".tabledata")))
            count_unread(&unread, package,
                         below.ptr == NULL ? str_from(folder->path)
                                           : str_sub(path, 0, prefix.len + first.len),
                         pkg_is_sql(path), load->notes);
    }
    flush(&unread, package, load->notes);
}

void pkg_note_strays(Package *package, Notes *notes)
{
    Unread unread = {.is_stray = true};

    for (size_t i = 0; i < package->tree->files.len; i++) {
        Str path = package->tree->files.items[i], rest = path, first;
        bool is_script = pkg_is_sql(path);
        PackageFormat format;
        (void)str_cut(&rest, '/', &first);
        if (str_is(first, "Templates") && rest.ptr != NULL)
            continue;
        /* At the top, a file that only looks like Product or anneal is worth a word. */
        if (is_script || (rest.ptr == NULL && format_find(path, &format) &&
                          !is_file(path, "Product") && !is_file(path, "anneal")))
            count_unread(&unread, package, rest.ptr == NULL ? path : first, is_script, notes);
    }
    flush(&unread, package, notes);
}
