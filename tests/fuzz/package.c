/* Packages: whatever their files hold, what is wrong is told; what can be loaded is the same when
 * it is converted to XML and back, or saved as a package of its own; changed and saved over its
 * files, it loads as what it was changed to. */
#include "rounds.h"

#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "package/package.h"

enum { MAX_FILES = 8, MAX_PATH = 120, OPEN_FOLDERS = 8 };

/* One load of one package. */
typedef struct Load {
    Package *package;
    Model *model;
    Notes notes;
    Errs errs;
    bool ok;
} Load;

static const PackageTarget targets[] = {
    {.engine = E_PG, .default_schema = {"public", 6}},
    {.engine = E_LITE},
};

/* ---- folders -----------------------------------------------------------------------------------
 */

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *where)
{
    (void)info, (void)kind, (void)where;
    return remove(path);
}

static void remove_folder(const char *path)
{
    REQUIRE(!file_is_there(path) || nftw(path, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS) == 0,
            "%s can't be removed", path);
}

/* Makes an empty folder in TMPDIR, whose owner removes it when the program has ended. */
static const char *new_folder(Arena *arena)
{
    const char *top = getenv("TMPDIR");
    Str name =
        arena_printf(arena, "%s/anneal-fuzz-%ld", top == NULL ? "/tmp" : top, (long)getpid());
    const char *path = arena_cstr(arena, name);

    remove_folder(path);
    REQUIRE(mkdir(path, 0700) == 0, "%s can't be made", path);
    return path;
}

/* Stays below its folder. */
static bool is_path(Str path)
{
    bool begins = true;

    for (size_t i = 0; i < path.len; i++) {
        if (path.ptr[i] == '\0' || (begins && (path.ptr[i] == '/' || path.ptr[i] == '.')))
            return false;
        begins = path.ptr[i] == '/';
    }
    return !begins && path.len <= MAX_PATH;
}

static void put_file(Arena *arena, const char *folder, Str relative, Str content)
{
    const char *path = file_join(arena, folder, arena_cstr(arena, relative));
    Str parent = str_from(path);
    Errs errs = {0};

    while (parent.ptr[parent.len - 1] != '/')
        parent.len--;
    /* What is a folder already is no file, and the other way round. */
    if (file_make_folder(arena_cstr(arena, str_sub(parent, 0, parent.len - 1)), &errs))
        (void)file_write(path, content, &errs);
    errs_free(&errs);
}

/* `=== path`, a line end, the content; again and again. */
static void put_files(Arena *arena, const char *folder, Str text)
{
    static const Str mark = STR("\n=== ");

    text = str_starts(text, STR("=== ")) ? str_sub(text, 4, SIZE_MAX) : STR("");
    for (int i = 0; i < MAX_FILES && text.len > 0; i++) {
        size_t line = str_find(text, '\n', 0), end = line;
        while (end != SIZE_MAX && !str_starts(str_sub(text, end, mark.len), mark))
            end = str_find(text, '\n', end + 1);
        if (line != SIZE_MAX && is_path(str_sub(text, 0, line)))
            put_file(arena, folder, str_sub(text, 0, line),
                     str_sub(text, line + 1, end == SIZE_MAX ? SIZE_MAX : end - line - 1));
        text = end == SIZE_MAX ? STR("") : str_sub(text, end + mark.len, SIZE_MAX);
    }
}

/* ---- loads -------------------------------------------------------------------------------------
 */

static Load load(const char *folder, const PackageTarget *target)
{
    Load load = {.model = model_new()};

    load.package = package_open(folder, &load.notes, &load.errs);
    fuzz_check_errs(load.package != NULL, &load.errs);
    if (load.package == NULL || (package_platforms(load.package) & target->engine) == 0)
        return load;
    load.ok = package_load(load.package, target, load.model, &load.notes, &load.errs);
    fuzz_check_errs(load.ok, &load.errs);
    return load;
}

static void load_free(Load *load)
{
    model_free(load->model); /* it borrows from the package */
    package_free(load->package);
    notes_free(&load->notes);
    errs_free(&load->errs);
}

/* `whole`: with what no database shows. */
static void check_same(const Load *want, const char *folder, const PackageTarget *target,
                       bool whole)
{
    Load got = load(folder, target);

    REQUIRE(got.ok, "not loaded again: %s",
            errs_any(&got.errs) ? errs_last(&got.errs)->message : "");
    REQUIRE(got.model->objects.len == want->model->objects.len, "%zu objects, were %zu",
            got.model->objects.len, want->model->objects.len);
    for (size_t i = 0; i < got.model->objects.len; i++) {
        const Object *object = want->model->objects.items[i];
        const Object *again =
            model_find(got.model, object->rec.type->kind, object->schema, object->name);
        REQUIRE(again != NULL, "%.*s is lost", STR_ARG(object->name));
        if (whole)
            fuzz_check_same_record(&object->rec, &again->rec);
        REQUIRE(record_equal(&object->rec, &again->rec, true), "%.*s is another",
                STR_ARG(object->name));
    }
    load_free(&got);
}

/* ---- rounds ------------------------------------------------------------------------------------
 */

static void check_converted(Arena *arena, const Load *want, const char *top, const char *folder,
                            const PackageTarget *target)
{
    const char *xml = file_join(arena, top, "xml"), *json = file_join(arena, top, "json");
    ConvertCounts counts;
    Notes notes = {0};
    Errs errs = {0};
    bool ok = package_convert(folder, xml, PACKAGE_XML, arena, &counts, &notes, &errs);

    fuzz_check_errs(ok, &errs);
    if (ok) {
        check_same(want, xml, target, true);
        /* A file that was copied, of a template that the product does not name, may be wrong. */
        bool was_copied = counts.copied > 0;
        ok = package_convert(xml, json, PACKAGE_JSON, arena, &counts, &notes, &errs);
        fuzz_check_errs(ok, &errs);
        REQUIRE(ok || was_copied, "%s", errs_last(&errs)->message);
        if (ok)
            check_same(want, json, target, true);
    }
    remove_folder(xml);
    remove_folder(json);
    notes_free(&notes);
    errs_free(&errs);
}

/* Changes each table in one of a few ways. */
static void edit(Model *model, Str choices)
{
    for (size_t i = 0; i < model->objects.len; i++) {
        Table *table = (Table *)model->objects.items[i];
        Column *first;
        if (table->obj.rec.type != &table_type || table->columns.len == 0)
            continue;
        first = table->columns.items[0];
        switch ((uint8_t)choices.ptr[(choices.len / 2 + i) % choices.len] % 5) {
        case 0: /* as it is */
            break;
        case 1:
            first->type = STR("text");
            break;
        case 2:
            first->dflt = STR("'\"{{x}}\"'");
            break;
        case 3:
            if (table_column(table, STR("added")) == NULL)
                model_add_column(model, table, STR("added"))->type = STR("integer");
            break;
        case 4:
            table->checks.len -= table->checks.len > 0;
            break;
        }
    }
}

/* Over the package itself or as a new one. */
static void check_saved(Arena *arena, const Load *want, const char *folder,
                        const PackageTarget *target)
{
    Filter scope = {0};
    SaveOptions options = {.product = "shop",
                           .platform = target->engine == E_PG ? "PostgreSQL" : "SQLite",
                           .default_schema = target->default_schema,
                           .looked_at = &scope};
    Notes notes = {0};
    Errs errs = {0};
    bool ok;

    package_filter(want->package, want->model, arena, &scope);
    ok = package_save(want->model, folder, &options, &notes, &errs);
    fuzz_check_errs(ok, &errs);
    if (ok)
        check_same(want, folder, target, false);
    notes_free(&notes);
    errs_free(&errs);
}

static void run(Str text)
{
    Arena arena = {0};
    const char *top = new_folder(&arena), *folder = file_join(&arena, top, "package");
    const char *fresh = file_join(&arena, top, "fresh");

    put_files(&arena, folder, text);
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        Load first = load(folder, &targets[i]);
        if (first.ok) {
            check_converted(&arena, &first, top, folder, &targets[i]);
            /* A new package is for one platform; other's keys are in no model of a database. */
            if (package_platforms(first.package) == targets[i].engine)
                check_saved(&arena, &first, fresh, &targets[i]);
            edit(first.model, text);
            check_saved(&arena, &first, folder, &targets[i]);
        }
        load_free(&first);
        remove_folder(fresh);
    }
    remove_folder(top);
    arena_free(&arena);
}

const FuzzTarget fuzz_package = {'f', run};
