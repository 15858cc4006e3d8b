/* A file that declares one object: read for its record, and again for places in messages. */
#ifndef ANNEAL_PACKAGE_OBJECT_FILE_H
#define ANNEAL_PACKAGE_OBJECT_FILE_H

#include "package/state.h"
#include "package/tokens.h"

/* The file's tree takes five times the memory of its record, so it goes as soon as the record is
 * read. What asks for a place afterwards (record_doc and all that builds on it) has the file read
 * once more, for which the record remembers it. */
typedef struct ObjectFile ObjectFile;

/* Reads the tree, tokens replaced. NULL with an error where it is none. The file lives as long as
 * the package, the tree until object_file_let_go; `tokens` must live as long as the package. */
ObjectFile *object_file_read(Load *load, const char *path, const RecordType *type,
                             const Tokens *tokens);
const Doc *object_file_doc(const ObjectFile *file);
/* Gives the tree up. The record must not borrow from it. */
void object_file_let_go(ObjectFile *file);
/* The node that a record of the package was read from; NULL with an error when the file is not any
 * more what it was then. For who writes it anew: places in messages need no such care. */
const Doc *object_file_node(const Record *rec, Errs *errs);
/* The same for all that were read again; at the package's end. */
void object_files_let_go(Package *package);

#endif
