/* Sizes of tables, as the server estimates them. */
#include "engine/mysql/my_conn.h"
#include "engine/mysql/my_quote.h"
#include "engine/mysql/my_slots.h"
#include "model/label.h"

typedef struct Measure {
    Facts *facts;
    Map wanted; /* name -> its label */
    Arena *arena;
    StrVec maybe_empty; /* names */
} Measure;

static int64_t number_of(Str cell)
{
    int64_t number = 0;

    (void)str_to_int64(cell, &number);
    return number;
}

static bool take_size(void *context, MyRow row, Errs *errs)
{
    Measure *measure = context;
    const Str *label = map_get(&measure->wanted, my_cell(row, 0));

    (void)errs;
    if (label == NULL || my_cell(row, 1).ptr == NULL)
        return true;
    facts_set_size(measure->facts, *label,
                   (RelationSize){.size_bytes = number_of(my_cell(row, 1)),
                                  .index_bytes = number_of(my_cell(row, 2)),
                                  .rows = number_of(my_cell(row, 3))});
    if (number_of(my_cell(row, 3)) == 0)
        vec_push(measure->arena, &measure->maybe_empty, arena_str(measure->arena, my_cell(row, 0)));
    return true;
}

static bool take_empty(void *context, size_t query, MyRow row, Errs *errs)
{
    const Measure *measure = context;
    const Str *label = map_get(&measure->wanted, my_cell(row, 0));

    (void)query;
    (void)errs;
    if (label != NULL)
        facts_set_size(measure->facts, *label, (RelationSize){0});
    return true;
}

/* An estimate of no rows may be a day old, and a table without any takes a page all the same. */
static bool ask_empty(MyConn *conn, Measure *measure, Errs *errs)
{
    SqlWriter writer = sql_new(&my_quoting);
    bool ok = true;

    for (size_t i = 0; i < measure->maybe_empty.len; i++)
        sql_put(&writer, i == 0 ? RAW("SELECT ") : RAW(";SELECT "),
                LIT(measure->maybe_empty.items[i]),
                RAW(" FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM "),
                ID(measure->maybe_empty.items[i]), RAW(")"));
    if (measure->maybe_empty.len > 0)
        ok = my_batch(conn, sb_str(&writer.sb), take_empty, measure, errs);
    sb_free(&writer.sb);
    return ok;
}

/* Of the tables of the live model alone: the server opens each that it is asked about. */
static Str query_of(Arena *arena, Measure *measure, const Model *live, const StrVec *labels)
{
    SqlWriter writer = sql_new(&my_quoting);
    bool is_first = true;

    sql_put(&writer, RAW("SELECT t.table_name, t.data_length, t.index_length, t.table_rows "
                         "FROM information_schema.tables AS t "
                         "WHERE t.table_schema = DATABASE() AND t.table_name IN ("));
    for (size_t i = 0; i < labels->len; i++) {
        Str schema, name;
        if (!label_split(arena, labels->items[i], &schema, &name) ||
            model_find(live, REC_TABLE, STR_ABSENT, name) == NULL)
            continue;
        sql_put(&writer, is_first ? RAW("") : RAW(", "), LIT(name));
        (void)map_put(arena, &measure->wanted, name, &labels->items[i]);
        is_first = false;
    }
    sql_put(&writer, RAW(")"));
    return is_first ? (sb_free(&writer.sb), STR_ABSENT) : sql_finish(&writer, arena);
}

bool my_measure(Conn *conn, const Model *live, const StrVec *labels, Facts *facts, Errs *errs)
{
    Arena scratch = {0};
    Measure measure = {.facts = facts, .arena = &scratch};
    Str sql = query_of(&scratch, &measure, live, labels);
    bool ok = sql.len == 0 || (my_each(my_conn(conn), sql, take_size, &measure, errs) &&
                               ask_empty(my_conn(conn), &measure, errs));

    arena_free(&scratch);
    return ok;
}

/* A sample would be of what the buffer pool holds, and tells nothing of a copy, which the log and
 * the writing of pages set the pace of. */
bool my_measure_scan(Conn *conn, Str label, int64_t *bytes_per_second, Errs *errs)
{
    (void)conn;
    (void)label;
    (void)errs;
    *bytes_per_second = 0;
    return true;
}
