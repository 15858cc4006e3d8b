/* Notes: what a person should know although nothing failed. */
#include "base/note.h"

static const char *copy(Notes *notes, const char *text)
{
    return arena_cstr(&notes->arena, str_from(text));
}

void notes_add(Notes *notes, Note note)
{
    note.message = copy(notes, note.message);
    note.hint = copy(notes, note.hint);
    note.loc.file = copy(notes, note.loc.file);
    note.loc.path = copy(notes, note.loc.path);
    vec_push(&notes->arena, &notes->list, note);
}

void notes_addf(Notes *notes, const char *format, ...)
{
    va_list args;
    Note note = {0};

    va_start(args, format);
    note.message = arena_vprintf(&notes->arena, format, args).ptr;
    va_end(args);
    notes_add(notes, note);
}

void notes_free(Notes *notes)
{
    arena_free(&notes->arena);
    *notes = (Notes){0};
}
