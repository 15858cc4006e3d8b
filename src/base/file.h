/* Files and folders: whole reads, atomic writes, sorted listings. */
#ifndef ANNEAL_BASE_FILE_H
#define ANNEAL_BASE_FILE_H

#include "base/err.h"

enum { FILE_MAX_BYTES = 64 * 1024 * 1024 };

/* Reads a regular file of at most FILE_MAX_BYTES into `arena`. ERR_FILE on failure. */
bool file_read(Arena *arena, const char *path, Str *content, Errs *errs);
/* Writes a temporary file beside `path` and renames it over `path`, so that a reader (or a full
 * disk) never sees half of it. Not synced: what is written can be made again, and a package of
 * 10,000 files would wait for the disk as often. A new file has mode 0644 less umask, a present one
 * keeps its own; a link is followed; a device or a pipe is written to; a file that nobody may write
 * is left alone. ERR_FILE on failure. */
bool file_write(const char *path, Str content, Errs *errs);
/* A new file with the same bytes and mode, of any size. ERR_FILE on failure, and where `to` is
 * there already. */
bool file_copy(const char *from, const char *to, Errs *errs);
/* Like `mkdir -p`: one that is there is no error. ERR_FILE on failure. */
bool file_make_folder(const char *path, Errs *errs);
bool file_exists(const char *path);
bool file_is_there(const char *path); /* of any kind, even a link that leads nowhere */
bool file_is_folder(const char *path);
/* The path without links, `.` and `..`; in `arena`. NULL: there is nothing of that name. */
const char *file_real_path(Arena *arena, const char *path);
/* All regular files below `folder`, as paths relative to it with '/', sorted by bytes. Names that
 * begin with a dot and symbolic links are passed over. Depth is limited to 32. ERR_FILE on
 * failure; the paths live in `arena`. */
bool file_list(Arena *arena, const char *folder, StrVec *paths, Errs *errs);
/* The same, and in `skipped` (or NULL) what was passed over: a hidden folder as one. */
bool file_list_all(Arena *arena, const char *folder, StrVec *paths, StrVec *skipped, Errs *errs);
/* `a/b`; `a` alone where `b` is empty. */
const char *file_join(Arena *arena, const char *a, const char *b);

#endif
