/* Sizes of tables, as the server estimates them. */
#include "engine/mysql/my_conn.h"
#include "engine/mysql/my_quote.h"
#include "engine/mysql/my_slots.h"
#include "model/label.h"

typedef struct Measure {
    Facts *facts;
    Map wanted; /* name -> its label */
} Measure;

static int64_t number_of(Str cell)
{
    int64_t number = 0;

    (void)str_to_int64(cell, &number);
    return number;
}

static bool take_size(void *context, MyRow row, Errs *errs)
{
    const Measure *measure = context;
    const Str *label = map_get(&measure->wanted, my_cell(row, 0));

    (void)errs;
    if (label != NULL && my_cell(row, 1).ptr != NULL)
        facts_set_size(measure->facts, *label,
                       (RelationSize){.size_bytes = number_of(my_cell(row, 1)),
                                      .index_bytes = number_of(my_cell(row, 2)),
                                      .rows = number_of(my_cell(row, 3))});
    return true;
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
    Measure measure = {.facts = facts};
    Str sql = query_of(&scratch, &measure, live, labels);
    bool ok = sql.len == 0 || my_each(my_conn(conn), sql, take_size, &measure, errs);

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
