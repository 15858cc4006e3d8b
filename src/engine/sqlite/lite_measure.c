/* Sizes of tables: exact where that is cheap, estimated where it would read the whole file. */
#include "engine/sqlite/lite_conn.h"
#include "engine/sqlite/lite_quote.h"
#include "engine/sqlite/lite_slots.h"
#include "engine/sqlite/lite_table.h"
#include "model/label.h"

enum {
    DBSTAT_MAX_BYTES = 64 * 1024 * 1024, /* dbstat reads every page of the file */
    COUNT_MAX_ROWS = 100000
};

typedef struct Measure {
    LiteConn *conn;
    Arena scratch;
    Map bytes; /* table -> int64_t, from dbstat */
    int64_t file_bytes;
} Measure;

static bool take_file_size(void *context, sqlite3_stmt *row)
{
    Measure *measure = context;

    measure->file_bytes = sqlite3_column_int64(row, 0);
    return true;
}

static bool take_size(void *context, sqlite3_stmt *row)
{
    Measure *measure = context;
    int64_t *bytes = ARENA_NEW(&measure->scratch, int64_t);

    *bytes = sqlite3_column_int64(row, 1);
    (void)map_put(&measure->scratch, &measure->bytes,
                  arena_str(&measure->scratch, lite_cell(row, 0)), bytes);
    return true;
}

/* A table's pages and those of its indexes. A library without dbstat leaves the map empty. */
static bool read_sizes(Measure *measure, Errs *errs)
{
    ErrsMark mark = errs_mark(errs);

    if (!lite_each(measure->conn,
                   "SELECT c.page_count * s.page_size FROM pragma_page_count AS c, "
                   "pragma_page_size AS s",
                   take_file_size, measure, errs))
        return false;
    if (measure->file_bytes <= DBSTAT_MAX_BYTES &&
        !lite_each(measure->conn,
                   "SELECT s.tbl_name, sum(d.pgsize) FROM dbstat AS d "
                   "JOIN sqlite_schema AS s ON s.name = d.name "
                   "WHERE d.aggregate = TRUE GROUP BY s.tbl_name",
                   take_size, measure, errs))
        errs_drop(errs, mark);
    return true;
}

static bool ask(Measure *measure, Str sql, int64_t *answer, Errs *errs)
{
    Rows rows;

    if (!lite_query(&measure->conn->conn, sql, &measure->scratch, &rows, errs))
        return false;
    *answer = 0;
    if (rows.count == 1)
        (void)str_to_int64(ROW_CELL(&rows, 0, 0), answer);
    return true;
}

/* Counted up to a bound; beyond it the highest rowid is taken for the number of rows. */
static bool read_rows(Measure *measure, const Table *table, int64_t *rows, Errs *errs)
{
    Str name = table->obj.name;
    int64_t highest;

    if (!ask(measure,
             sql_text(&measure->scratch, &lite_quoting, RAW("SELECT count(*) FROM (SELECT 1 FROM "),
                      ID(name), RAW(" LIMIT "), NUM(COUNT_MAX_ROWS), RAW(")")),
             rows, errs))
        return false;
    if (*rows < COUNT_MAX_ROWS || lite_table_is_without_rowid(table) ||
        lite_table_column(table, STR("rowid")) != NULL)
        return true;
    if (!ask(measure,
             sql_text(&measure->scratch, &lite_quoting, RAW("SELECT max(rowid) FROM "), ID(name)),
             &highest, errs))
        return false;
    if (highest > *rows)
        *rows = highest;
    return true;
}

/* Without dbstat a table counts as the whole file, or less where its rows are few. */
static int64_t bytes_of(const Measure *measure, const Table *table, int64_t rows)
{
    enum { ROW_MAX_BYTES = 4096 };
    const int64_t *known = map_get(&measure->bytes, table->obj.name);

    if (known != NULL)
        return *known;
    if (rows < measure->file_bytes / ROW_MAX_BYTES)
        return rows * ROW_MAX_BYTES;
    return measure->file_bytes;
}

static bool is_wanted(const StrVec *labels, Str label)
{
    for (size_t i = 0; i < labels->len; i++)
        if (str_eq(labels->items[i], label))
            return true;
    return false;
}

/* A table that went since it was introspected has no size: that the plan is of yesterday is for
 * deploy to find, under its lock. */
static bool measure_table(Measure *measure, const Table *table, const StrVec *labels, Facts *facts,
                          Errs *errs)
{
    Str label = label_name(&facts->arena, table->obj.schema, table->obj.name);
    RelationSize size = {0};
    ErrsMark mark = errs_mark(errs);

    if (!is_wanted(labels, label))
        return true;
    if (!read_rows(measure, table, &size.rows, errs)) {
        if (errs_last(errs)->code != ERR_SERVER)
            return false;
        errs_drop(errs, mark);
        return true;
    }
    size.size_bytes = bytes_of(measure, table, size.rows);
    facts_set_size(facts, label, size);
    return true;
}

bool lite_measure(Conn *conn, const Model *live, const StrVec *labels, Facts *facts, Errs *errs)
{
    Measure measure = {.conn = (LiteConn *)conn};
    bool ok = labels->len == 0 || read_sizes(&measure, errs);

    for (size_t i = 0; ok && labels->len > 0 && i < live->objects.len; i++)
        ok = live->objects.items[i]->rec.type != &table_type ||
             measure_table(&measure, (const Table *)live->objects.items[i], labels, facts, errs);
    arena_free(&measure.scratch);
    return ok;
}
