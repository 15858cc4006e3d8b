/* Lists of texts in the order of their bytes. */
#include "base/vec.h"

#include <stdlib.h>

static int by_bytes(const void *a, const void *b)
{
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

void strs_sort(StrVec *texts)
{
    if (texts->len > 1)
        qsort(texts->items, texts->len, sizeof *texts->items, by_bytes);
}

bool strs_has_sorted(const StrVec *texts, Str text)
{
    return texts->len > 0 &&
           bsearch(&text, texts->items, texts->len, sizeof text, by_bytes) != NULL;
}
