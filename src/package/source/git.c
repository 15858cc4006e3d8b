/* A package in a revision of a git repository, read from the object store: no work tree is touched,
 * no hook, filter or command of the repository runs. */
#include <git2.h>

#include "base/file.h"
#include "base/map.h"
#include "package/source/tree.h"

enum { LIST_MAX_DEPTH = 32 };

typedef struct GitTree {
    Tree tree; /* first: a Tree is one of these */
    git_repository *repository;
    git_tree *root;
    Map blobs; /* relative path -> git_oid */
} GitTree;

static bool fail(Errs *errs, const char *place, const char *hint, const char *what)
{
    const git_error *error = git_error_last();

    return err_at(errs, ERR_FILE, (Loc){.file = place}, hint, "can't %s: %s", what,
                  error == NULL ? "git gives no reason" : error->message);
}

static bool read_blob(Tree *tree, Arena *arena, const char *place, Str *content, Errs *errs)
{
    GitTree *git = (GitTree *)tree;
    const git_oid *id = map_get(&git->blobs, str_from(tree_relative(tree, place)));
    git_blob *blob = NULL;
    bool ok = false;

    if (id == NULL)
        return err_at(errs, ERR_FILE, (Loc){.file = place}, NULL, "there is no such file");
    if (git_blob_lookup(&blob, git->repository, id) != 0)
        return fail(errs, place, "a clone without all objects: git fetch --refetch", "read it");
    if (git_blob_rawsize(blob) > FILE_MAX_BYTES) {
        err_at(errs, ERR_FILE, (Loc){.file = place}, NULL, "it is larger than %d MiB",
               FILE_MAX_BYTES / 1024 / 1024);
    } else {
        Str bytes = {git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob)};
        *content = arena_str(arena, bytes);
        ok = true;
    }
    git_blob_free(blob);
    return ok;
}

static void close_git(Tree *tree)
{
    GitTree *git = (GitTree *)tree;

    git_tree_free(git->root);
    git_repository_free(git->repository);
    (void)git_libgit2_shutdown();
}

/* ---- where the package stands in the repository
 * ------------------------------------------------------------------------------------------------
 */

/* The folder, or the nearest one above it that is there: the head may have lost it. `*rest`: what
 * is missing of its path. */
static const char *nearest_folder(const char *folder, Arena *arena, Str *rest)
{
    Str path = str_from(folder);
    const char *real = file_real_path(arena, folder);

    *rest = STR("");
    while (real == NULL) {
        size_t end = path.len;
        while (end > 0 && path.ptr[end - 1] != '/')
            end--;
        path = str_sub(path, 0, end == 0 ? 0 : end - 1);
        *rest = str_sub(str_from(folder), end, SIZE_MAX);
        real = file_real_path(arena, path.len == 0 ? (*folder == '/' ? "/" : ".")
                                                   : arena_cstr(arena, path));
    }
    return real;
}

static Str without_end_slash(Str path)
{
    return str_sub(path, 0, path.len - (str_ends(path, STR("/")) ? 1 : 0));
}

/* The path within the repository: "db/shop", "" for its top. */
static Str path_within(Arena *arena, git_repository *repository, const char *real, Str rest)
{
    const char *work_tree = git_repository_workdir(repository);
    const char *top = work_tree == NULL ? NULL : file_real_path(arena, work_tree);
    Str below = top == NULL ? STR("") : str_sub(str_from(real), strlen(top), SIZE_MAX);
    Str path;

    if (str_starts(below, STR("/")))
        below = str_sub(below, 1, SIZE_MAX);
    path = arena_printf(arena, "%.*s%s%.*s", STR_ARG(below),
                        below.len > 0 && rest.len > 0 ? "/" : "", STR_ARG(rest));
    return without_end_slash(path);
}

static bool open_repository(GitTree *git, Arena *arena, const char *folder, Str *within, Errs *errs)
{
    Str rest;
    const char *real = nearest_folder(folder, arena, &rest);
    bool ok = git_repository_open_ext(&git->repository, real, 0, NULL) == 0;

    if (ok)
        *within = path_within(arena, git->repository, real, rest);
    else
        (void)fail(errs, folder, "revisions are those of the repository that -p leads into",
                   "open its git repository");
    return ok;
}

/* ---- its files
 * ------------------------------------------------------------------------------------------------
 */

static bool find_root(GitTree *git, const char *revision, Str within, Arena *arena, Errs *errs)
{
    git_object *found = NULL;
    git_tree *top = NULL;
    git_tree_entry *entry = NULL;
    const char *place = arena_printf(arena, "%s:%.*s", revision, STR_ARG(within)).ptr;
    bool ok = git_revparse_single(&found, git->repository, revision) == 0 &&
              git_object_peel((git_object **)&top, found, GIT_OBJECT_TREE) == 0;

    if (!ok)
        (void)fail(errs, revision,
                   "a folder, or a revision such as main, v1.2 or HEAD~1; a shallow clone lacks "
                   "older ones: git fetch --unshallow",
                   "find this revision");
    if (ok && within.len == 0) {
        git->root = top;
        top = NULL;
    } else if (ok) {
        ok = git_tree_entry_bypath(&entry, top, arena_cstr(arena, within)) == 0 &&
             git_tree_entry_type(entry) == GIT_OBJECT_TREE &&
             git_tree_lookup(&git->root, git->repository, git_tree_entry_id(entry)) == 0;
        if (!ok)
            (void)err_at(errs, ERR_FILE, (Loc){.file = place},
                         "-p names the folder of a package, also in older revisions",
                         "there is no such folder in this revision");
    }
    git_tree_entry_free(entry);
    git_tree_free(top);
    git_object_free(found);
    return ok;
}

typedef struct Listing {
    GitTree *git;
    Arena *arena;
    bool is_too_deep;
} Listing;

static size_t depth_of(const char *path)
{
    size_t depth = 0;

    for (; *path != '\0'; path++)
        depth += *path == '/';
    return depth;
}

/* Passes over what a listing of a folder does: hidden names, links; modules too. */
static int list_entry(const char *above, const git_tree_entry *entry, void *context)
{
    Listing *listing = context;
    const char *name = git_tree_entry_name(entry);
    git_filemode_t mode = git_tree_entry_filemode(entry);
    git_oid *id;
    Str path;

    if (name[0] == '.')
        return 1;
    if (depth_of(above) >= LIST_MAX_DEPTH) {
        listing->is_too_deep = true;
        return -1;
    }
    if (mode != GIT_FILEMODE_BLOB && mode != GIT_FILEMODE_BLOB_EXECUTABLE)
        return 0;
    id = ARENA_NEW(listing->arena, git_oid);
    (void)git_oid_cpy(id, git_tree_entry_id(entry));
    path = arena_printf(listing->arena, "%s%s", above, name);
    vec_push(listing->arena, &listing->git->tree.files, path);
    (void)map_put(listing->arena, &listing->git->blobs, path, id);
    return 0;
}

static bool list_files(GitTree *git, Arena *arena, const char *place, Errs *errs)
{
    Listing listing = {git, arena, false};
    StrVec *files = &git->tree.files;

    if (git_tree_walk(git->root, GIT_TREEWALK_PRE, list_entry, &listing) != 0)
        return listing.is_too_deep ? err_at(errs, ERR_FILE, (Loc){.file = place}, NULL,
                                            "folders are nested deeper than %d", LIST_MAX_DEPTH)
                                   : fail(errs, place, NULL, "list its files");
    strs_sort(files);
    return true;
}

Tree *tree_open_revision(Arena *arena, const char *folder, const char *revision, Errs *errs)
{
    GitTree *git = ARENA_NEW(arena, GitTree);
    Str within = STR_ABSENT;
    const char *place;

    *git = (GitTree){.tree = {.read = read_blob, .close = close_git}};
    (void)git_libgit2_init();
    if (open_repository(git, arena, folder, &within, errs) &&
        find_root(git, revision, within, arena, errs)) {
        place = arena_printf(arena, "%s:%.*s", revision, STR_ARG(within)).ptr;
        git->tree.prefix = within.len == 0 ? place : arena_printf(arena, "%s/", place).ptr;
        if (list_files(git, arena, place, errs) && tree_find_product(&git->tree, place, errs))
            return &git->tree;
    }
    close_git(&git->tree);
    return NULL;
}
