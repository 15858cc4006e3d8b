/* What the meaning of printed statements hangs on, asked of a server. */
#include "engine/mysql/my_catalog.h"

#include "engine/mysql/my_quote.h"

typedef struct Sets {
    Arena *arena;
    Map *defaults;
} Sets;

static bool take_set(void *context, MyRow row, Errs *errs)
{
    Sets *sets = context;
    Str *collation = ARENA_NEW(sets->arena, Str);

    (void)errs;
    *collation = arena_str(sets->arena, my_cell(row, 1));
    (void)map_put(sets->arena, sets->defaults, arena_str(sets->arena, my_cell(row, 0)), collation);
    return true;
}

bool my_catalog_read(MyConn *conn, Arena *arena, MyCatalog *catalog, Errs *errs)
{
    Sets sets = {arena, &catalog->default_collations};

    *catalog = (MyCatalog){
        .family = conn->family, .database = conn->database, .collation = conn->collation};
    return my_each(conn,
                   STR("SELECT CHARACTER_SET_NAME, DEFAULT_COLLATE_NAME"
                       " FROM information_schema.CHARACTER_SETS"),
                   take_set, &sets, errs);
}

/* A host has no @, a user can. */
Str my_account_of_user(Arena *arena, Str user)
{
    size_t at = user.len;
    Sb sb = sb_new(SB_LINE_MAX);

    while (at > 0 && user.ptr[at - 1] != '@')
        at--;
    my_quote_ident(&sb, str_sub(user, 0, at == 0 ? user.len : at - 1));
    sb_putc(&sb, '@');
    my_quote_ident(&sb, str_sub(user, at, SIZE_MAX));
    return sb_finish(&sb, arena);
}
