/* The two formats of package files, told apart by the ends of their names. */
#ifndef ANNEAL_PACKAGE_FORMAT_H
#define ANNEAL_PACKAGE_FORMAT_H

#include "package/package.h"

/* False where the name is of neither format. */
bool format_find(Str path, PackageFormat *format);
/* JSON for a name of neither. */
PackageFormat format_of(const char *path);
const char *format_name(PackageFormat format); /* "JSON" */
const char *format_end(PackageFormat format);  /* ".json" */
/* `a/b/shop.orders.json` -> `a/b/shop.orders`; the path itself where it is of neither format. */
Str format_base(Str path);
/* Reads file->bytes, of the format that file->path says, as json_read and xml_read do. */
Doc *format_read(Arena *arena, DocFile *file, const RecordType *type, bool allow_comments,
                 Errs *errs);
/* Whether `doc` could be written in a format; `path`: of the file for errors. */
bool format_try(const char *path, PackageFormat format, const Doc *doc, const RecordType *type,
                Errs *errs);
/* Writes the file, in the format that its path says. */
bool format_write(const char *path, const Doc *doc, const RecordType *type, Errs *errs);
/* Writes a present file so that it reads as `wanted` (of pkg_merge), the bytes of all that does not
 * change kept. */
bool format_rewrite(const DocFile *file, const Doc *wanted, const RecordType *type, Errs *errs);

#endif
