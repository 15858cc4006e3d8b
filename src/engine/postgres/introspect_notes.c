/* Says what exists in scope and isn't modelled. */
#include "engine/postgres/introspect.h"

enum { NAMES_SHOWN = 10 };

void pg_introspect_count(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    int64_t count = pg_catalog_number(pg_exec_cell(result, row, 1));

    if (count == 0)
        return;
    if (in->counts.len > 0)
        sb_puts(&in->counts, ", ");
    sb_printf(&in->counts, "%lld ", (long long)count);
    sb_put(&in->counts, pg_exec_cell(result, row, 0));
    if (count != 1)
        sb_putc(&in->counts, 's');
}

/* "a, b, c and 7 more" */
static Str names_text(Arena *arena, const StrVec *names)
{
    Sb sb = sb_new(SB_LINE_MAX);

    for (size_t i = 0; i < names->len && i < NAMES_SHOWN; i++)
        sb_printf(&sb, "%s%.*s", i > 0 ? ", " : "", STR_ARG(names->items[i]));
    if (names->len > NAMES_SHOWN)
        sb_printf(&sb, " and %zu more", names->len - NAMES_SHOWN);
    return sb_finish(&sb, arena);
}

void pg_introspect_note(PgIntrospect *in)
{
    if (in->counts.len > 0)
        in->model->left_out = arena_str(&in->model->arena, sb_str(&in->counts));
    if (in->counts.len > 0)
        notes_addf(in->notes, "not managed by this version: %.*s", STR_ARG(sb_str(&in->counts)));
    if (in->secrets.len > 0)
        notes_addf(in->notes, "secrets are left out, neither written nor compared: %.*s",
                   STR_ARG(names_text(&in->arena, &in->secrets)));
    if (in->leaving.len > 0) {
        Str message = arena_printf(
            &in->arena,
            "partitions that a cut-off DETACH … CONCURRENTLY left, taken as detached: %.*s",
            STR_ARG(names_text(&in->arena, &in->leaving)));
        notes_add(in->notes, (Note){.message = message.ptr,
                                    .hint = "a deploy finishes that for managed tables"});
    }
    if (in->base_types.len > 0)
        notes_addf(in->notes, "left alone, as C functions make them: types %.*s",
                   STR_ARG(names_text(&in->arena, &in->base_types)));
    if (in->invalid.len > 0) {
        Str message =
            arena_printf(&in->arena, "indexes that a failed build left, taken as absent: %.*s",
                         STR_ARG(names_text(&in->arena, &in->invalid)));
        notes_add(in->notes,
                  (Note){.message = message.ptr,
                         .hint = "a deploy finishes or removes those of managed tables, without "
                                 "blocking"});
    }
    if (in->growing.len > 0)
        notes_addf(in->notes, "taken as absent, as another session is building them: indexes %.*s",
                   STR_ARG(names_text(&in->arena, &in->growing)));
}
