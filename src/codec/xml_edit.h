/* An XML file with some of its values changed and every other byte as its author wrote it. */
#ifndef ANNEAL_CODEC_XML_EDIT_H
#define ANNEAL_CODEC_XML_EDIT_H

#include "base/sb.h"
#include "model/field.h"

/* Writes the bytes of `file`, whose tree is `present`, changed so that they read as `wanted`, a
 * record of `type`. The nodes of `wanted` that came from the file have the number of theirs;
 * members are the same where their keys are. What stays keeps its bytes: layout, comments, quotes,
 * references. What is new takes the indentation of its neighbours; a comment goes with the element
 * that it stands before. Where that can't be done, or does not read back as `wanted`, the file is
 * written anew as xml_write does it. False as xml_write. */
bool xml_edit(Sb *sb, const DocFile *file, const Doc *present, const Doc *wanted,
              const RecordType *type, Errs *errs);

#endif
