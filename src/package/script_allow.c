/* Lines of a script that excuse it, or what it declares, from rules of lint. */
#include "package/script_allow.h"

/* Behind `-- anneal-allow:`; absent where the line is none. */
static Str words_of(Str line)
{
    Str rest = str_trim(line);

    if (!str_starts(rest, STR("--")))
        return STR_ABSENT;
    rest = str_trim(str_sub(rest, 2, SIZE_MAX));
    return str_starts(rest, STR("anneal-allow:"))
               ? str_trim(str_sub(rest, strlen("anneal-allow:"), SIZE_MAX))
               : STR_ABSENT;
}

bool script_allow_is(Str line)
{
    return words_of(line).ptr != NULL;
}

static Str cut_word(Str *rest)
{
    Str word = STR_ABSENT;

    (void)str_cut(rest, ' ', &word);
    *rest = str_trim(*rest);
    return word;
}

void script_allow_read(Arena *arena, const char *file, Str text, AllowanceVec *allow)
{
    Str line;

    for (uint32_t number = 1; str_cut(&text, '\n', &line); number++) {
        Str rest = words_of(line);
        Allowance *one;
        if (rest.ptr == NULL)
            continue;
        one = record_new(arena, &allowance_type);
        one->rule = cut_word(&rest);
        if (str_starts(rest, STR("until="))) {
            Str until = cut_word(&rest);
            one->until = str_sub(until, strlen("until="), SIZE_MAX);
        }
        one->reason = rest;
        record_set_place(arena, &one->rec, file, number);
        vec_push(arena, allow, one);
    }
}
