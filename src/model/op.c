/* Operations: their names, from the one list. */
#include "model/op.h"

#include <stddef.h>

const char *const op_names[] = {
#define X(op, name, words) name,
    OPS(X)
#undef X
        NULL,
};

static const char *const op_words_of[] = {
#define X(op, name, words) words,
    OPS(X)
#undef X
};

const char *op_name(Op op)
{
    return op_names[op];
}

const char *op_words(Op op)
{
    return op_words_of[op];
}
