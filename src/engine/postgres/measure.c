/* Sizes of relations, without locks on them where that is possible. */
#include "engine/postgres/catalog.h"
#include "engine/postgres/conn.h"
#include "model/label.h"
#include "pg_sql.h"

enum { LOCK_TIMEOUT_MS = 1000 };

typedef struct Wanted {
    Arena arena;
    StrVec schemas, names, labels; /* in the same order */
} Wanted;

static void collect(Wanted *wanted, const Model *live, const StrVec *labels)
{
    Map by_label = {0};

    for (size_t i = 0; i < live->objects.len; i++) {
        const Object *object = live->objects.items[i];
        if (object->rec.type == &table_type)
            (void)map_put(&wanted->arena, &by_label,
                          label_name(&wanted->arena, object->schema, object->name),
                          live->objects.items[i]);
    }
    for (size_t i = 0; i < labels->len; i++) {
        const Object *object = map_get(&by_label, labels->items[i]);
        if (object == NULL)
            continue;
        vec_push(&wanted->arena, &wanted->schemas, object->schema);
        vec_push(&wanted->arena, &wanted->names, object->name);
        vec_push(&wanted->arena, &wanted->labels, labels->items[i]);
    }
}

/* `looks`: may look at the files of relations that were never analysed, which waits for locks. */
static PGresult *ask(PgConn *conn, const Wanted *wanted, bool looks, Errs *errs)
{
    PGresult *result = NULL;
    Arena scratch = {0};
    const char *values[] = {arena_cstr(&scratch, pg_catalog_array(&scratch, &wanted->schemas)),
                            arena_cstr(&scratch, pg_catalog_array(&scratch, &wanted->names)),
                            looks ? "true" : "false"};
    Str limit = arena_printf(&scratch, "SET LOCAL lock_timeout = %d", (int)LOCK_TIMEOUT_MS);

    if (pg_exec_begin(&conn->conn, true, errs) && pg_exec(&conn->conn, limit, errs))
        result = pg_exec_params(conn, PG_SQL_SIZES, 3, values, errs);
    pg_exec_rollback(&conn->conn);
    arena_free(&scratch);
    return result;
}

static void read_sizes(const Wanted *wanted, const PGresult *result, Facts *facts)
{
    for (int row = 0; row < PQntuples(result); row++) {
        size_t i = (size_t)pg_catalog_number(pg_exec_cell(result, row, 0)) - 1;
        Str size = pg_exec_cell(result, row, 1);
        if (i < wanted->labels.len && size.ptr != NULL)
            facts_set_size(
                facts, wanted->labels.items[i],
                (RelationSize){.size_bytes = pg_catalog_number(size),
                               .rows = pg_catalog_number(pg_exec_cell(result, row, 2)),
                               .index_bytes = pg_catalog_number(pg_exec_cell(result, row, 3)),
                               .toast_bytes = pg_catalog_number(pg_exec_cell(result, row, 4))});
    }
}

bool pg_measure(Conn *conn, const Model *live, const StrVec *labels, Facts *facts, Errs *errs)
{
    Wanted wanted = {0};
    ErrsMark mark = errs_mark(errs);
    PGresult *result = NULL;

    collect(&wanted, live, labels);
    if (wanted.labels.len > 0) {
        result = ask(pg_conn(conn), &wanted, true, errs);
        if (result == NULL && errs_any(errs) && errs_last(errs)->code == ERR_LOCK) {
            errs_drop(errs, mark); /* unknown sizes stay unknown */
            result = ask(pg_conn(conn), &wanted, false, errs);
        }
        if (result != NULL)
            read_sizes(&wanted, result, facts);
    }
    PQclear(result);
    arena_free(&wanted.arena);
    return errs_mark(errs) == mark;
}
