/* What a server says of a statement, as said of the script that it stands in. */
#include "deploy/script_error.h"

#include "base/file.h"

/* From a place within the statement. On its first line columns are those of the file where the
 * plan knows them. */
static Loc place_of(Arena *arena, const DeployOptions *options, const StepScript *script,
                    const StepBatch *batch, const Loc *within)
{
    const char *path = arena_cstr(arena, script->path);
    Loc loc = {.file = options->folder == NULL || strcmp(options->folder, ".") == 0
                           ? path
                           : file_join(arena, options->folder, path),
               .line = (uint32_t)batch->line.value};

    if (within->line > 1)
        loc.line += within->line - 1;
    if (batch->column.given && within->line > 1)
        loc.column = within->column;
    else if (batch->column.given)
        loc.column = (uint32_t)batch->column.value + (within->line == 1 ? within->column - 1 : 0);
    return loc;
}

static bool has_secret(const StepScript *script, const StepBatch *batch)
{
    for (size_t i = 0; i < script->secrets.len; i++)
        if (secrets_count(batch->text, script->secrets.items[i]) > 0)
            return true;
    return false;
}

/* What a server says of a text can hold any part of it: of one with a secret its code is all. */
static void take_text_out(Arena *arena, Err *err)
{
    Str rest = str_from(err->server), code = STR_ABSENT;

    err->message = "the server refused a statement that holds a secret";
    err->hint = NULL;
    if (str_cut(&rest, ':', &code))
        err->server = arena_printf(arena, "%.*s (what it said is not shown)", STR_ARG(code)).ptr;
}

bool script_error_place(const DeployOptions *options, const StepScript *script,
                        const StepBatch *batch, ErrsMark mark, Errs *errs)
{
    Arena scratch = {0};
    Err err;

    if (errs_mark(errs) == mark)
        return false;
    err = *errs_last(errs);
    err.loc = place_of(&scratch, options, script, batch, &err.loc);
    if (has_secret(script, batch))
        take_text_out(&scratch, &err);
    err_add(errs, err);
    /* The copy takes the place of what it is of. */
    errs->list.items[errs->list.len - 2] = vec_last(&errs->list);
    errs->list.len--;
    arena_free(&scratch);
    return false;
}
