/* JSON text <-> doc tree. */
#ifndef ANNEAL_CODEC_JSON_H
#define ANNEAL_CODEC_JSON_H

#include "base/sb.h"
#include "model/doc.h"

enum { JSON_MAX_DEPTH = 64 };

/* Reads one JSON value. jansson decides what is valid; a scanner of the same bytes gives each node
 * its line, column and raw number text. A byte order mark is skipped; duplicate keys, NUL in a
 * string, bytes that are no UTF-8, depth above JSON_MAX_DEPTH are errors (ERR_SYNTAX,
 * ERR_DUPLICATE naming both places). `allow_comments`: // and block comments count as blanks, as
 * some packages of older tools have them. NULL when it is no JSON; with duplicate keys only, the
 * tree with the first of each, so that a caller can tell what else is wrong. `file` must live as
 * long as the tree. Bytes of file->known_hash are not shown to jansson again: that is half of the
 * work, and a file is read once for each platform and once more for its messages. */
Doc *json_read(Arena *arena, DocFile *file, bool allow_comments, Errs *errs);
/* The same for one value that stands in a part of a file, [from, to), which is UTF-8; its
 * nodes are not numbered. */
Doc *json_read_part(Arena *arena, DocFile *file, size_t from, size_t to, Errs *errs);
/* Stable bytes: two blanks of indentation, members in the tree's order, non-ASCII as it is, short
 * lists of plain values and empty containers on one line, a line end at the end. */
void json_write(Sb *sb, const Doc *doc);
/* The same on one line, with a line end: for streams of values. */
void json_write_line(Sb *sb, const Doc *doc);
/* The same without the line end at its end; the lines behind the first are indented by `indent`. */
void json_write_part(Sb *sb, const Doc *doc, size_t indent);
/* One string with its quotes. */
void json_write_string(Sb *sb, Str text);

#endif
