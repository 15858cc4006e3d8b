/* The bytes of a file that is read: are they text, and where is an offset. */
#ifndef ANNEAL_CODEC_SOURCE_H
#define ANNEAL_CODEC_SOURCE_H

#include "model/doc.h"

/* Length of the byte order mark at the start: 0 or 3. */
size_t source_skip_mark(Str text);
/* Well-formed UTF-8 without NUL. Else false with ERR_SYNTAX at the first wrong byte; `what`: "a
 * JSON file". */
bool source_check_utf8(const DocFile *file, const char *what, Errs *errs);
/* Line and column of an offset, by counting from the start: for errors. */
Loc source_loc(const DocFile *file, size_t at);
/* Appends a character in UTF-8 (at most 4 bytes); returns its length. */
size_t source_put_utf8(char *out, unsigned code);

#endif
