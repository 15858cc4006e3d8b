/* Hands an input to one of the targets that this program was built of. */
#include "fuzz.h"

/* FUZZ_TARGETS, of CMakeLists.txt: X(url) X(tokens) … */
#define X(name) extern const FuzzTarget fuzz_##name;
FUZZ_TARGETS
#undef X

#define X(name) &fuzz_##name,
static const FuzzTarget *const targets[] = {FUZZ_TARGETS};
#undef X

enum { TARGETS = sizeof targets / sizeof *targets };

static const FuzzTarget *find_target(uint8_t letter)
{
    for (size_t i = 0; i < TARGETS; i++)
        if ((uint8_t)targets[i]->letter == letter)
            return targets[i];
    return targets[letter % TARGETS]; /* so that no input is wasted */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *copy;

    if (size == 0)
        return 0;
    /* Of exactly the text's size, so that a read behind its end is seen. */
    copy = malloc(size - 1 + (size == 1));
    if (size > 1)
        memcpy(copy, data + 1, size - 1);
    find_target(data[0])->run((Str){copy, size - 1});
    free(copy);
    return 0;
}
