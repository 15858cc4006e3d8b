/* Reads what uses objects of the model and is none itself, as nobody manages it: by name, so that a
 * plan can refuse to make anew what such things use. */
#include "engine/postgres/introspect.h"
#include "pg_sql.h"

void pg_introspect_note_outside(PgIntrospect *in, const PgOutside *outside)
{
    const RecordType *type = outside->used->rec.type;

    if (type != &extension_type && type != &schema_type)
        vec_push(&in->arena, &in->outside, *outside);
}

/* "{1,2}": of each the oid of its catalog (0), or its own (1). */
static const char *oids_of(PgIntrospect *in, int which)
{
    Sb sb = sb_new(SB_FILE_MAX);

    sb_putc(&sb, '{');
    for (size_t i = 0; i < in->outside.len; i++)
        sb_printf(&sb, "%s%u", i == 0 ? "" : ",", in->outside.items[i].row[which]);
    sb_putc(&sb, '}');
    return sb_finish(&sb, &in->arena).ptr;
}

static const char *schemas_of(PgIntrospect *in)
{
    Sb sb = sb_new(SB_FILE_MAX);

    sb_putc(&sb, '{');
    for (size_t i = 0; i < in->namespaces.len; i++)
        sb_printf(&sb, "%s%u", i == 0 ? "" : ",", in->namespaces.items[i].oid);
    sb_putc(&sb, '}');
    return sb_finish(&sb, &in->arena).ptr;
}

void pg_introspect_send_outside(PgIntrospect *in)
{
    const char *values[] = {oids_of(in, 0), oids_of(in, 1), schemas_of(in)};

    pg_pipe_send(in->conn, PG_SQL_OUTSIDE, 3, values);
}

void pg_introspect_outside(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    Arena *arena = &in->model->arena;
    const PgOutside *outside =
        &in->outside.items[pg_catalog_number(pg_exec_cell(result, row, 0)) - 1];
    Record *rec = (Record *)(uintptr_t)&outside->used->rec;
    MapEntries users = *sparse_map(rec, FIELD_OUTSIDE_USERS);
    Str name = pg_exec_cell(result, row, 1);
    MapEntry entry = {.name = arena_str(arena, name), .value = outside->column};

    if (name.len == 0)
        return; /* gone since */
    vec_push(arena, &users, entry);
    sparse_set_map(arena, rec, FIELD_OUTSIDE_USERS, users);
}
