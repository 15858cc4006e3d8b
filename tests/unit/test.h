/* What every unit test includes: cmocka with what it needs, and the checks that errors deserve. */
#ifndef ANNEAL_TESTS_UNIT_TEST_H
#define ANNEAL_TESTS_UNIT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/err.h"

/* ANNEAL_CASE='*quoted*' runs only the cases whose names match. */
__attribute__((constructor)) static void test_choose_cases(void)
{
    const char *pattern = getenv("ANNEAL_CASE");

    if (pattern != NULL)
        cmocka_set_test_filter(pattern);
}

/* `call` returns false and its last error has `code`. */
#define assert_fails(call, errs, error_code) \
    do { \
        assert_false(call); \
        assert_true(errs_any(errs)); \
        assert_int_equal(errs_last(errs)->code, (error_code)); \
    } while (0)

/* Compares a slice with a terminated text. */
#define assert_str(slice, text) \
    do { \
        Str assert_str_slice = (slice); \
        assert_int_equal(assert_str_slice.len, strlen(text)); \
        assert_memory_equal(assert_str_slice.ptr == NULL ? "" : assert_str_slice.ptr, (text), \
                            strlen(text)); \
    } while (0)

#endif
