/* A throw-away folder with a package in it, for tests. */
#ifndef ANNEAL_TESTS_UNIT_PACKAGE_FOLDER_H
#define ANNEAL_TESTS_UNIT_PACKAGE_FOLDER_H

#include <ftw.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "package/package.h"
#include "test.h"

/* Everything that one test needs; folder_begin, folder_end. */
typedef struct Folder {
    Arena arena;
    Errs errs;
    Notes notes;
    const char *path;
    Package *package;
    Model *model;
} Folder;

static inline void folder_begin(Folder *folder)
{
    char *path;

    *folder = (Folder){0};
    path = arena_alloc(&folder->arena, sizeof "/tmp/anneal-test-XXXXXX");
    memcpy(path, "/tmp/anneal-test-XXXXXX", sizeof "/tmp/anneal-test-XXXXXX");
    folder->path = mkdtemp(path);
    assert_non_null(folder->path);
}

static inline int folder_remove(const char *path, const struct stat *info, int kind,
                                struct FTW *where)
{
    (void)info;
    (void)kind;
    (void)where;
    return remove(path);
}

static inline void folder_end(Folder *folder)
{
    model_free(folder->model);
    package_free(folder->package);
    assert_int_equal(nftw(folder->path, folder_remove, 8, FTW_DEPTH | FTW_PHYS), 0);
    errs_free(&folder->errs);
    notes_free(&folder->notes);
    arena_free(&folder->arena);
}

/* Writes a file, its folders too. */
static inline void folder_put(Folder *folder, const char *relative, const char *text)
{
    const char *path = file_join(&folder->arena, folder->path, relative);
    Str parent = str_from(path);

    while (parent.ptr[parent.len - 1] != '/')
        parent.len--;
    assert_true(file_make_folder(arena_cstr(&folder->arena, str_sub(parent, 0, parent.len - 1)),
                                 &folder->errs));
    assert_true(file_write(path, str_from(text), &folder->errs));
}

/* The content of a file; absent where there is none. */
static inline Str folder_get(Folder *folder, const char *relative)
{
    const char *path = file_join(&folder->arena, folder->path, relative);
    Str content = STR_ABSENT;

    if (file_exists(path))
        assert_true(file_read(&folder->arena, path, &content, &folder->errs));
    return content;
}

/* Product, anneal and Template files for these platforms. */
static inline void folder_put_heads(Folder *folder, const char *platform)
{
    folder_put(folder, "Product.json",
               arena_printf(&folder->arena,
                            "{\"Name\": \"shop\", \"Platform\": \"%s\", \"TemplateOrder\": "
                            "[\"Main\"], \"ScriptTokens\": {\"A\": \"product\", \"B\": \"it's\"}}",
                            platform)
                   .ptr);
    folder_put(folder, "anneal.json", "{}");
    folder_put(folder, "Templates/Main/Template.json", "{\"Name\": \"Main\"}");
}

/* A table `shop.<name>` with one column and what else `more` says (begins with a comma). */
static inline void folder_put_table(Folder *folder, const char *file, const char *name,
                                    const char *more)
{
    const char *path = arena_printf(&folder->arena, "Templates/Main/Tables/%s.json", file).ptr;

    folder_put(folder, path,
               arena_printf(&folder->arena,
                            "{\"Schema\": \"shop\", \"Name\": \"%s\", \"Columns\": [{\"Name\": "
                            "\"id\", \"DataType\": \"integer\"}]%s}",
                            name, more)
                   .ptr);
}

static inline bool folder_open(Folder *folder)
{
    package_free(folder->package);
    folder->package = package_open(folder->path, &folder->notes, &folder->errs);
    return folder->package != NULL;
}

/* Opens and loads; a NULL schema: an engine without schemas. */
static inline bool folder_load(Folder *folder, unsigned engine, const char *default_schema,
                               const char *environment)
{
    PackageTarget target = {.engine = engine, .default_schema = str_from(default_schema)};

    model_free(folder->model); /* it borrows from the package */
    folder->model = model_new();
    if (!folder_open(folder))
        return false;
    if (environment != NULL)
        target.environment =
            package_environment(folder->package, str_from(environment), &folder->errs);
    return package_load(folder->package, &target, folder->model, &folder->notes, &folder->errs);
}

static inline const Table *folder_table(const Folder *folder, const char *schema, const char *name)
{
    const Object *object = model_find(folder->model, REC_TABLE, str_from(schema), str_from(name));

    assert_non_null(object);
    return (const Table *)object;
}

static inline bool folder_notes(const Folder *folder, const char *words)
{
    for (size_t i = 0; i < folder->notes.list.len; i++)
        if (strstr(folder->notes.list.items[i].message, words) != NULL)
            return true;
    return false;
}

/* How many errors have these words in message or hint. */
static inline size_t folder_faults(const Folder *folder, const char *words)
{
    size_t count = 0;

    for (size_t i = 0; i < folder->errs.list.len; i++) {
        const Err *err = &folder->errs.list.items[i];
        count += strstr(err->message, words) != NULL ||
                 (err->hint != NULL && strstr(err->hint, words) != NULL);
    }
    return count;
}

#endif
