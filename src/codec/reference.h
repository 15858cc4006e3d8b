/* Field tables -> the page that lists every key. */
#ifndef ANNEAL_CODEC_REFERENCE_H
#define ANNEAL_CODEC_REFERENCE_H

#include "base/sb.h"
#include "codec/describe.h"

/* docs/reference.md: a part for each kind of file, and behind it one for each record in it. */
void reference_write(Sb *sb, const FileKinds *kinds);
/* A table for one kind of record and one for each in it: of files that are JSON only. */
void reference_write_json(Sb *sb, const RecordType *type);

#endif
