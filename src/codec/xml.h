/* XML text <-> doc tree, in the shape of codec/xml_shape.h. */
#ifndef ANNEAL_CODEC_XML_H
#define ANNEAL_CODEC_XML_H

#include "base/sb.h"
#include "codec/xml_shape.h"

enum { XML_MAX_DEPTH = 64 };

/* Reads a file whose outermost element is a record of `type` into the tree that JSON would give.
 * libxml2 decides what is valid; a scanner of the same bytes gives each node its place. Refused
 * (ERR_SYNTAX): document types and with them entities, instructions, encodings other than UTF-8,
 * depth above XML_MAX_DEPTH; nothing outside of the file is ever read. What does not have the shape
 * is ERR_FIELD or ERR_DUPLICATE, and the tree is given all the same, so that a caller can tell what
 * else is wrong; elements and attributes that the type does not know are members of it under their
 * names. NULL when it is no XML or no such element. `file` must live as long as the tree. */
Doc *xml_read(Arena *arena, DocFile *file, const RecordType *type, Errs *errs);
/* The tree of a record as it is read or written by its table: a file with stable bytes, two blanks
 * of indentation. null and JSON's `$schema` are left out. False with ERR_UNSUPPORTED where a text
 * holds a character that XML can't hold; `path`: the file, for errors. */
bool xml_write(Sb *sb, const Doc *doc, const RecordType *type, const char *path, Errs *errs);

#endif
