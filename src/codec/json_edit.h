/* A JSON file with some of its values changed and every other byte as its author wrote it. */
#ifndef ANNEAL_CODEC_JSON_EDIT_H
#define ANNEAL_CODEC_JSON_EDIT_H

#include "base/sb.h"
#include "model/doc.h"

/* Writes the bytes of `file`, whose tree is `present`, changed so that they read as `wanted`. The
 * nodes of `wanted` that came from the file have the number of theirs; members are the same where
 * their keys are. What stays keeps its bytes: indentation, blank lines, objects on one line,
 * escapes. What is new takes the layout of its neighbours. Where that can't be done (a hand moved
 * members about), or does not read back as `wanted`, the file is written anew as json_write does
 * it. The file has no comments. */
void json_edit(Sb *sb, const DocFile *file, const Doc *present, const Doc *wanted);

#endif
