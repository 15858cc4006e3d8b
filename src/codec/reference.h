/* Field tables -> the page that lists every key. */
#ifndef ANNEAL_CODEC_REFERENCE_H
#define ANNEAL_CODEC_REFERENCE_H

#include "base/sb.h"
#include "codec/describe.h"

/* docs/reference.md: a part for each kind of file, and behind it one for each record in it. */
void reference_write(Sb *sb, const FileKinds *kinds);

#endif
