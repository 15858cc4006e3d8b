/* Columns that can be used by their new names before they take them: how they are known.
 *
 * The new name is a column of its own until then, which a trigger and a check keep equal to the
 * column. The check says which is which, by the names that both have now, and is called by a
 * temporary name: so are trigger and function. */
#include "engine/postgres/alias.h"

#include "base/sb.h"
#include "engine/postgres/pure.h"
#include "engine/postgres/scan.h"
#include "engine/sql.h"
#include "model/definition.h"
#include "model/temporary.h"

Str pg_alias_sql_equal(Arena *arena, Str alias, Str column)
{
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("pg_catalog.record_image_eq(ROW("), ID(alias), RAW("), ROW("), ID(column),
            RAW("))"));
    return sql_finish(&writer, arena);
}

/* `record_image_eq(ROW(a), ROW(b))`, as the server prints it. */
bool pg_alias_read(Arena *arena, const Check *check, Str *alias, Str *column)
{
    static const char *const words[] = {"record_image_eq", "row", NULL, "row", NULL};
    PgScan scan = {pg_scan_unwrap(check->expression), 0};
    Str names[2] = {{0}};
    size_t at = 0, count = 0;

    if (!name_is_temporary(check->name))
        return false;
    for (PgToken token = pg_scan_next(&scan); token.kind != PG_TOKEN_END;
         token = pg_scan_next(&scan)) {
        if (token.kind == PG_TOKEN_OTHER)
            continue;
        if (at == sizeof words / sizeof *words ||
            (words[at] != NULL && !pg_token_is(&token, words[at])))
            return false;
        if (words[at] == NULL)
            names[count++] = pg_token_name(arena, &token);
        at++;
    }
    *alias = names[0];
    *column = names[1];
    return at == sizeof words / sizeof *words;
}

const Check *pg_alias_check(Arena *arena, const Table *live, Str alias)
{
    for (size_t i = 0; i < live->checks.len; i++) {
        Str name, column;
        if (pg_alias_read(arena, live->checks.items[i], &name, &column) && str_eq(name, alias))
            return live->checks.items[i];
    }
    return NULL;
}

/* `anneal_tmp_0123456789ab: …`: such a view, which has one table. */
static const Object *table_of_view(const Model *live, const Object *view)
{
    Str comment = sparse_str(&view->rec, FIELD_COMMENT);
    size_t end = str_find(comment, ':', 0);

    if (view->rec.type != &view_type || end == SIZE_MAX ||
        !name_is_temporary(str_sub(comment, 0, end)))
        return NULL;
    for (size_t i = 0; i < live->edges.len; i++)
        if (live->edges.items[i].from == view && live->edges.items[i].to->rec.type == &table_type &&
            str_eq(live->edges.items[i].to->schema, view->schema))
            return live->edges.items[i].to;
    return NULL;
}

void pg_alias_mark(Model *live)
{
    for (size_t i = 0; i < live->objects.len; i++) {
        const Object *table = table_of_view(live, live->objects.items[i]);
        if (table != NULL)
            sparse_set_str(&live->arena, &live->objects.items[i]->rec, FIELD_ALIAS_OF, table->name);
    }
    for (size_t i = 0; i < live->objects.len; i++) {
        Table *table = (Table *)live->objects.items[i];
        for (size_t k = 0; table->obj.rec.type == &table_type && k < table->checks.len; k++) {
            Str alias, name;
            Column *column;
            if (!pg_alias_read(&live->arena, table->checks.items[k], &alias, &name))
                continue;
            column = table_column(table, alias);
            if (column != NULL && table_column(table, name) != NULL)
                sparse_set_str(&live->arena, &column->rec, FIELD_ALIAS_OF, name);
        }
    }
}
