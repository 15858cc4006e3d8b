/* Sizes as people write them. */
#include "base/bytes.h"

static const struct {
    const char *name;
    int64_t bytes;
} units[] = {
    {"", 1},
    {"B", 1},
    {"kB", INT64_C(1) << 10},
    {"MB", INT64_C(1) << 20},
    {"GB", INT64_C(1) << 30},
    {"TB", INT64_C(1) << 40},
};

bool bytes_parse(Str text, int64_t *bytes, const char **fault)
{
    Str rest = str_trim(text);
    size_t digits = 0;
    int64_t number;

    while (digits < rest.len && rest.ptr[digits] >= '0' && rest.ptr[digits] <= '9')
        digits++;
    if (digits == 0 || !str_to_int64(str_sub(rest, 0, digits), &number)) {
        *fault = "does not begin with a whole number";
        return false;
    }
    rest = str_trim(str_sub(rest, digits, SIZE_MAX));
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!str_eq_ascii_nocase(rest, str_from(units[i].name)))
            continue;
        if (number > INT64_MAX / units[i].bytes) {
            *fault = "is too large";
            return false;
        }
        *bytes = number * units[i].bytes;
        return true;
    }
    *fault = "has no unit that is known";
    return false;
}
