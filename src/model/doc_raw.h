/* The source of a text: how the bytes of a file stand for those of a value. */
#ifndef ANNEAL_MODEL_DOC_RAW_H
#define ANNEAL_MODEL_DOC_RAW_H

#include "model/doc.h"

/* One walk over a source; zero-initialise it but for its first two members. */
typedef struct DocRawWalk {
    DocSyntax syntax;
    Str raw;
    size_t at;     /* of the next byte */
    bool in_cdata; /* inside <![CDATA[…]]> */
} DocRawWalk;

/* Goes over the next unit of the source: a byte, an escape, a reference, a comment. Returns how
 * many bytes of the value it stands for, which is none for a comment or a CDATA mark. Not to be
 * called at the end. */
size_t doc_raw_step(DocRawWalk *walk);

#endif
