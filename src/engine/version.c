/* Versions of servers as people write them. */
#include "engine/engine.h"

bool engine_read_version(const Engine *engine, Str text, int *version)
{
    enum { PARTS = sizeof engine->version_parts / sizeof *engine->version_parts };
    enum { PART_MOST = 999 };
    size_t part = 0;
    Str rest = text, digits;

    *version = 0;
    for (; str_cut(&rest, '.', &digits); part++) {
        int64_t number;
        if (part == PARTS || digits.len == 0 || !str_to_int64(digits, &number) || number < 0 ||
            number > PART_MOST)
            return false;
        *version += (int)number * engine->version_parts[part];
    }
    return *version > 0 && text.ptr[text.len - 1] != '.';
}
