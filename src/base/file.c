/* Files and folders. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"

enum { LIST_MAX_DEPTH = 32 };

static bool fail(Errs *errs, const char *path, const char *what)
{
    return err_at(errs, ERR_FILE, (Loc){.file = path}, NULL, "can't %s: %s", what, strerror(errno));
}

bool file_read(Arena *arena, const char *path, Str *content, Errs *errs)
{
    bool ok = false;
    struct stat info;
    char *bytes;
    size_t len = 0, size;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0 || fstat(fd, &info) != 0) {
        fail(errs, path, "open it");
        goto done;
    }
    if (!S_ISREG(info.st_mode)) {
        err_at(errs, ERR_FILE, (Loc){.file = path}, NULL, "it is not a regular file");
        goto done;
    }
    if (info.st_size > FILE_MAX_BYTES) {
        err_at(errs, ERR_FILE, (Loc){.file = path}, NULL, "it is larger than %d MiB",
               FILE_MAX_BYTES / 1024 / 1024);
        goto done;
    }
    size = (size_t)info.st_size;
    bytes = arena_alloc(arena, size + 1);
    while (len < size) {
        ssize_t got = read(fd, bytes + len, size - len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            fail(errs, path, "read it");
            goto done;
        }
        if (got == 0)
            break;
        len += (size_t)got;
    }
    *content = (Str){bytes, len};
    ok = true;
done:
    if (fd >= 0)
        close(fd);
    return ok;
}

static bool write_all(int fd, Str content)
{
    size_t done = 0;

    while (done < content.len) {
        ssize_t wrote = write(fd, content.ptr + done, content.len - done);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0)
            return false;
        done += (size_t)wrote;
    }
    return true;
}

/* A device or a pipe takes the bytes as they come; renaming a file over it would destroy it. */
static bool write_in_place(const char *path, Str content, Errs *errs)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    bool ok = fd >= 0 && write_all(fd, content);

    if (!ok)
        fail(errs, path, "write it");
    if (fd >= 0 && close(fd) != 0 && ok)
        ok = fail(errs, path, "write it");
    return ok;
}

const char *file_real_path(Arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    const char *copy = real == NULL ? NULL : arena_cstr(arena, str_from(real));

    free(real);
    return copy;
}

/* The file that `path` leads to through links. */
static const char *behind_links(Arena *arena, const char *path)
{
    struct stat info;
    bool is_link = lstat(path, &info) == 0 && S_ISLNK(info.st_mode);
    const char *real = is_link ? file_real_path(arena, path) : NULL;

    return real == NULL ? path : real;
}

/* Writes the temporary file. `present`: what it is to replace, or NULL. */
static bool write_temporary(const char *temporary, const char *path, const struct stat *present,
                            Str content, Errs *errs)
{
    int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
    bool ok = fd >= 0;

    if (!ok)
        return fail(errs, path, "write it");
    if ((present != NULL && fchmod(fd, present->st_mode & 0777) != 0) || !write_all(fd, content))
        ok = fail(errs, path, "write it");
    ok = ok && FAULT(FILE_WRITTEN, errs);
    if (close(fd) != 0 && ok)
        ok = fail(errs, path, "write it");
    if (!ok)
        (void)unlink(temporary);
    return ok;
}

bool file_write(const char *path, Str content, Errs *errs)
{
    Arena scratch = {0};
    const char *real = behind_links(&scratch, path);
    const char *temporary = arena_printf(&scratch, "%s.anneal-%ld.tmp", real, (long)getpid()).ptr;
    struct stat info;
    bool is_present = stat(real, &info) == 0, ok;

    if (is_present && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode)) {
        ok = write_in_place(real, content, errs);
    } else if (is_present && (info.st_mode & 0222) == 0) {
        ok = err_at(errs, ERR_FILE, (Loc){.file = path}, "make it writable", "it is read-only");
    } else {
        ok = write_temporary(temporary, path, is_present ? &info : NULL, content, errs);
        if (ok && rename(temporary, real) != 0) {
            ok = fail(errs, path, "write it");
            (void)unlink(temporary);
        }
    }
    arena_free(&scratch);
    return ok;
}

static bool copy_bytes(int from, int to)
{
    enum { PIECE_BYTES = 64 * 1024 };
    Arena scratch = {0};
    char *piece = arena_alloc(&scratch, PIECE_BYTES);
    ssize_t got;
    bool ok = true;

    while (ok && (got = read(from, piece, PIECE_BYTES)) != 0)
        ok = got > 0 ? write_all(to, (Str){piece, (size_t)got}) : errno == EINTR;
    arena_free(&scratch);
    return ok;
}

bool file_copy(const char *from, const char *to, Errs *errs)
{
    struct stat info;
    int in = open(from, O_RDONLY | O_CLOEXEC), out = -1;
    bool ok = false;

    if (in < 0 || fstat(in, &info) != 0) {
        fail(errs, from, "read it");
        goto done;
    }
    out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, info.st_mode & 0777);
    ok = out >= 0 && copy_bytes(in, out);
    if (!ok)
        fail(errs, to, "write it");
done:
    if (in >= 0)
        close(in);
    if (out >= 0 && close(out) != 0 && ok)
        ok = fail(errs, to, "write it");
    return ok;
}

bool file_make_folder(const char *path, Errs *errs)
{
    Arena scratch = {0};
    Str whole = str_from(path);
    bool ok = true;

    for (size_t i = 1; ok && i <= whole.len; i++) {
        const char *part;
        if (i < whole.len && whole.ptr[i] != '/')
            continue;
        part = arena_cstr(&scratch, str_sub(whole, 0, i));
        if (mkdir(part, 0777) != 0 && !(errno == EEXIST && file_is_folder(part)))
            ok = fail(errs, part, "make the folder");
    }
    arena_free(&scratch);
    return ok;
}

bool file_exists(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0;
}

bool file_is_there(const char *path)
{
    struct stat info;

    return lstat(path, &info) == 0;
}

bool file_is_folder(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

typedef struct Walk {
    Arena *arena;
    const char *root;
    StrVec *paths;
    StrVec *skipped; /* or NULL */
    Errs *errs;
} Walk;

static void skip(const Walk *walk, const char *name)
{
    if (walk->skipped != NULL)
        vec_push(walk->arena, walk->skipped, str_from(name));
}

static bool walk_folder(const Walk *walk, const char *below, int depth)
{
    const char *folder = file_join(walk->arena, walk->root, below);
    DIR *dir = opendir(folder);
    struct dirent *entry;
    bool ok = true;

    if (dir == NULL)
        return fail(walk->errs, folder, "read the folder");
    if (depth > LIST_MAX_DEPTH)
        ok = err_at(walk->errs, ERR_FILE, (Loc){.file = folder}, NULL,
                    "folders are nested deeper than %d", LIST_MAX_DEPTH);
    while (ok && (entry = readdir(dir)) != NULL) {
        struct stat info;
        const char *name;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        name = file_join(walk->arena, below, entry->d_name);
        if (entry->d_name[0] == '.')
            skip(walk, name);
        else if (lstat(file_join(walk->arena, walk->root, name), &info) != 0)
            ok = fail(walk->errs, name, "look at it");
        else if (S_ISDIR(info.st_mode))
            ok = walk_folder(walk, name, depth + 1);
        else if (S_ISREG(info.st_mode))
            vec_push(walk->arena, walk->paths, str_from(name));
        else
            skip(walk, name);
    }
    closedir(dir);
    return ok;
}

bool file_list_all(Arena *arena, const char *folder, StrVec *paths, StrVec *skipped, Errs *errs)
{
    Walk walk = {arena, folder, paths, skipped, errs};

    if (!walk_folder(&walk, "", 0))
        return false;
    strs_sort(paths);
    if (skipped != NULL)
        strs_sort(skipped);
    return true;
}

bool file_list(Arena *arena, const char *folder, StrVec *paths, Errs *errs)
{
    return file_list_all(arena, folder, paths, NULL, errs);
}

const char *file_join(Arena *arena, const char *a, const char *b)
{
    size_t len = strlen(a);

    if (*b == '\0' || len == 0)
        return arena_cstr(arena, str_from(len == 0 ? b : a));
    return arena_printf(arena, a[len - 1] == '/' ? "%s%s" : "%s/%s", a, b).ptr;
}
