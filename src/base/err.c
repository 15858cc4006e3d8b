/* Errors: a list of what is wrong, where, and what would be right. */
#include "base/err.h"

#include <assert.h>

static const struct {
    const char *name;
    int exit_code;
} codes[] = {
#define X(name, exit_code, text) {#name, exit_code},
    ERR_CODES(X)
#undef X
};

static const char *copy(Errs *errs, const char *text)
{
    return arena_cstr(&errs->arena, str_from(text));
}

bool err_add(Errs *errs, Err err)
{
    err.message = copy(errs, err.message);
    err.hint = copy(errs, err.hint);
    err.server = copy(errs, err.server);
    err.loc.file = copy(errs, err.loc.file);
    err.loc.path = copy(errs, err.loc.path);
    err.also.file = copy(errs, err.also.file);
    err.also.path = copy(errs, err.also.path);
    vec_push(&errs->arena, &errs->list, err);
    return false;
}

bool err_addf(Errs *errs, ErrCode code, const char *format, ...)
{
    va_list args;
    Err err = {.code = code};

    va_start(args, format);
    err.message = arena_vprintf(&errs->arena, format, args).ptr;
    va_end(args);
    return err_add(errs, err);
}

bool err_at(Errs *errs, ErrCode code, Loc loc, const char *hint, const char *format, ...)
{
    va_list args;
    Err err = {.code = code, .hint = hint, .loc = loc};

    va_start(args, format);
    err.message = arena_vprintf(&errs->arena, format, args).ptr;
    va_end(args);
    return err_add(errs, err);
}

bool err_context(Errs *errs, const char *format, ...)
{
    va_list args;
    Str context;
    Err *last;

    assert(errs->list.len > 0);
    last = &vec_last(&errs->list);
    va_start(args, format);
    context = arena_vprintf(&errs->arena, format, args);
    va_end(args);
    last->message = arena_printf(&errs->arena, "%.*s: %s", STR_ARG(context), last->message).ptr;
    return false;
}

bool err_hint(Errs *errs, const char *format, ...)
{
    va_list args;
    Err *last;

    assert(errs->list.len > 0);
    last = &vec_last(&errs->list);
    if (last->hint == NULL) {
        va_start(args, format);
        last->hint = arena_vprintf(&errs->arena, format, args).ptr;
        va_end(args);
    }
    return false;
}

bool err_also(Errs *errs, Loc also, const char *words)
{
    Err *last;

    assert(errs->list.len > 0);
    if (also.file == NULL)
        return false;
    last = &vec_last(&errs->list);
    last->hint =
        arena_printf(&errs->arena, "%s %s:%u:%u", words, also.file, also.line, also.column).ptr;
    last->also = also;
    last->also.file = copy(errs, also.file);
    last->also.path = copy(errs, also.path);
    return false;
}

ErrsMark errs_mark(const Errs *errs)
{
    return errs->list.len;
}

void errs_drop(Errs *errs, ErrsMark mark)
{
    assert(mark <= errs->list.len);
    errs->list.len = mark;
}

bool errs_any(const Errs *errs)
{
    return errs->list.len > 0;
}

const Err *errs_last(const Errs *errs)
{
    return errs->list.len == 0 ? NULL : &vec_last(&errs->list);
}

int errs_exit_code(const Errs *errs)
{
    static const int ranking[] = {64, 1, 3, 4};

    for (size_t r = 0; r < sizeof ranking / sizeof *ranking; r++)
        for (size_t i = 0; i < errs->list.len; i++)
            if (codes[errs->list.items[i].code].exit_code == ranking[r])
                return ranking[r];
    return 0;
}

const char *err_code_name(ErrCode code)
{
    return codes[code].name;
}

void errs_free(Errs *errs)
{
    arena_free(&errs->arena);
    *errs = (Errs){0};
}
