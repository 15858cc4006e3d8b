/* What fuzz targets share: each file beside this one is a target, a program of this folder holds
 * several. */
#ifndef ANNEAL_TESTS_FUZZ_H
#define ANNEAL_TESTS_FUZZ_H

#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/sb.h"

/* A target. The first byte of a program's input says which of its targets gets the rest. */
typedef struct FuzzTarget {
    char letter;
    void (*run)(Str text); /* a heap block of exactly this size; what is wrong ends the program */
} FuzzTarget;

/* Called by libFuzzer with an input. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Something that must be so whatever the input is. */
#define REQUIRE(condition, ...) \
    do { \
        if (!(condition)) { \
            (void)fprintf(stderr, "%s:%d: not so: %s: ", __FILE__, __LINE__, #condition); \
            (void)fprintf(stderr, __VA_ARGS__); \
            (void)fputc('\n', stderr); \
            abort(); \
        } \
    } while (0)

/* False if and only if there is an error: what every function that can fail promises. */
static inline void fuzz_check_errs(bool ok, const Errs *errs)
{
    REQUIRE(ok == !errs_any(errs), "ok is %d, and there are %zu errors", ok, errs->list.len);
    for (size_t i = 0; i < errs->list.len; i++)
        REQUIRE(errs->list.items[i].message != NULL && errs->list.items[i].message[0] != '\0',
                "an error without a message");
}

#endif
