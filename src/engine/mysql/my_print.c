/* How the server prints a desired table: shown to it as a temporary one, which nobody else sees. */
#include "engine/mysql/my_print.h"

#include "engine/mysql/my_expression.h"
#include "engine/mysql/my_quote.h"
#include "engine/mysql/my_type.h"
#include "model/label.h"

/* A packet holds the statements of so many tables. */
enum { BATCH_TABLES = 100, STATEMENTS_OF_TABLE = 3 };

#define SCRATCH_TABLE "_anneal_c"

typedef struct Printer {
    MyConn *conn;
    const MyCatalog *catalog;
    Arena *arena; /* of the desired model */
    MyPrints *prints;
    size_t first, done; /* of the batch at hand */
    Model *printed;     /* of the batch at hand */
    Errs *errs;
} Printer;

/* What of a table is shown: all, or one record with the rest plain, or without the rest. */
typedef struct Showing {
    const Table *table;
    const Record *only; /* NULL: all */
    bool is_alone;
} Showing;

static bool shows(const Showing *showing, const Record *rec)
{
    return showing->only == NULL || showing->only == rec;
}

/* ---- the statement */

static bool is_row_time(const Column *column)
{
    return str_starts(sparse_str(&column->rec, FIELD_COLUMN_GENERATED), STR("ROW "));
}

static void put_value(SqlWriter *writer, Str type, Str value)
{
    bool is_literal = my_default_is_literal(type, value);

    sql_put(writer, is_literal ? RAW("") : RAW("("), EX(value), is_literal ? RAW("") : RAW(")"));
}

static void put_collation(SqlWriter *writer, Str collation)
{
    if (collation.len > 0)
        sql_put(writer, RAW(" CHARACTER SET "), EX(my_collation_set(collation)), RAW(" COLLATE "),
                EX(collation));
}

static void put_column(SqlWriter *writer, const Showing *showing, const Column *column)
{
    const Record *rec = &column->rec;
    Str generation = sparse_str(rec, FIELD_COLUMN_GENERATION);
    Str update = sparse_str(rec, FIELD_COLUMN_ON_UPDATE);
    Str check = sparse_str(rec, FIELD_COLUMN_CHECK);
    bool is_whole = shows(showing, rec);

    sql_put(writer, ID(column->name), RAW(" "), EX(column->type));
    put_collation(writer, sparse_str(rec, FIELD_COLUMN_COLLATION));
    if (is_whole && generation.len > 0 && !is_row_time(column)) {
        sql_put(writer, RAW(" GENERATED ALWAYS AS ("), EX(generation), RAW(") "),
                EX(sparse_str(rec, FIELD_COLUMN_GENERATED)));
        if (!column->is_nullable)
            sql_put(writer, RAW(" NOT NULL"));
    } else {
        sql_put(writer, column->is_nullable ? RAW(" NULL") : RAW(" NOT NULL"));
        if (is_whole && column->dflt.len > 0) {
            sql_put(writer, RAW(" DEFAULT "));
            put_value(writer, column->type, column->dflt);
        }
        if (is_whole && update.len > 0)
            sql_put(writer, RAW(" ON UPDATE "), EX(update));
        if (sparse_bool(rec, FIELD_COLUMN_AUTO_INCREMENT))
            sql_put(writer, RAW(" AUTO_INCREMENT"));
    }
    if (is_whole && check.len > 0)
        sql_put(writer, RAW(" CHECK ("), EX(check), RAW(")"));
}

static bool can_show_index(const Index *index)
{
    Str kind = sparse_str(&index->rec, FIELD_INDEX_TYPE);

    return !str_is(kind, "FULLTEXT") && !str_is(kind, "SPATIAL") && index->name.len > 0 &&
           !sparse_bool(&index->rec, FIELD_INDEX_WITHOUT_OVERLAPS);
}

static void put_index(SqlWriter *writer, const Index *index)
{
    sql_put(writer, index->is_primary  ? RAW(", PRIMARY KEY")
                    : index->is_unique ? RAW(", UNIQUE KEY ")
                                       : RAW(", KEY "));
    if (!index->is_primary)
        sql_put(writer, ID(index->name));
    sql_put(writer, RAW(" ("));
    for (size_t i = 0; i < index->keys.len; i++) {
        const KeyPart *part = &index->keys.items[i];
        sql_put(writer, i > 0 ? RAW(", ") : RAW(""));
        if (part->expression.len > 0)
            sql_put(writer, RAW("("), EX(part->expression), RAW(")"));
        else
            sql_put(writer, ID(part->name));
        if (part->length > 0)
            sql_put(writer, RAW("("), NUM(part->length), RAW(")"));
        if (part->is_desc)
            sql_put(writer, RAW(" DESC"));
    }
    sql_put(writer, RAW(")"));
    if (str_is(sparse_str(&index->rec, FIELD_INDEX_TYPE), "HASH"))
        sql_put(writer, RAW(" USING HASH"));
}

static Str check_name(Arena *arena, size_t number)
{
    return arena_printf(arena, SCRATCH_TABLE "_%zu", number);
}

static void put_engine(SqlWriter *writer, const Table *table)
{
    static const char *const temporary[] = {"MyISAM", "MEMORY", "Aria"};
    Str name = sparse_str(&table->obj.rec, FIELD_TABLE_ENGINE);

    for (size_t i = 0; i < sizeof temporary / sizeof *temporary; i++)
        if (str_is(name, temporary[i]))
            sql_put(writer, RAW(" ENGINE="), EX(name));
}

/* The key of an AUTO_INCREMENT column has to be there. */
static bool shows_index(const Showing *showing, const Index *index)
{
    bool is_plain = true;

    for (size_t i = 0; i < index->keys.len; i++)
        is_plain = is_plain && index->keys.items[i].expression.len == 0;
    return can_show_index(index) && (is_plain || shows(showing, &index->rec));
}

/* A type by itself: whether there is such a one. */
static Str create_alone(Arena *arena, const Showing *showing)
{
    const Column *column = (const Column *)showing->only;

    return sql_text(arena, &my_quoting, RAW("CREATE TEMPORARY TABLE " SCRATCH_TABLE " ("),
                    ID(column->name), RAW(" "), EX(column->type), RAW(")"));
}

static Str create_text(Arena *arena, const Showing *showing)
{
    SqlWriter writer = sql_new(&my_quoting);
    const Table *table = showing->table;
    Str collation = sparse_str(&table->obj.rec, FIELD_COLUMN_COLLATION);

    sql_put(&writer, RAW("CREATE TEMPORARY TABLE " SCRATCH_TABLE " ("));
    for (size_t i = 0; i < table->columns.len; i++) {
        sql_put(&writer, i > 0 ? RAW(", ") : RAW(""));
        put_column(&writer, showing, table->columns.items[i]);
    }
    for (size_t i = 0; i < table->indexes.len; i++)
        if (shows_index(showing, table->indexes.items[i]))
            put_index(&writer, table->indexes.items[i]);
    for (size_t i = 0; i < table->checks.len; i++)
        if (shows(showing, &table->checks.items[i]->rec))
            sql_put(&writer, RAW(", CONSTRAINT "), ID(check_name(arena, i)), RAW(" CHECK ("),
                    EX(table->checks.items[i]->expression), RAW(")"));
    sql_put(&writer, RAW(")"));
    put_engine(&writer, table);
    put_collation(&writer, collation);
    return sql_finish(&writer, arena);
}

/* ---- what it prints */

static void copy_sparse(const Printer *printer, Record *to, const Record *from, FieldId id)
{
    sparse_set_str(printer->arena, to, id, arena_str(printer->arena, sparse_str(from, id)));
}

static void take_column(const Printer *printer, Column *desired, const Column *printed)
{
    static const FieldId ids[] = {FIELD_COLUMN_COLLATION, FIELD_COLUMN_GENERATION,
                                  FIELD_COLUMN_ON_UPDATE, FIELD_COLUMN_CHECK};

    desired->type = arena_str(printer->arena, printed->type);
    if (is_row_time(desired))
        return;
    desired->dflt = arena_str(printer->arena, printed->dflt);
    desired->is_nullable = printed->is_nullable;
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        copy_sparse(printer, &desired->rec, &printed->rec, ids[i]);
}

static void take_index(const Printer *printer, Index *desired, const Index *printed)
{
    if (printed == NULL || printed->keys.len != desired->keys.len)
        return;
    for (size_t i = 0; i < desired->keys.len; i++) {
        KeyPart *part = &desired->keys.items[i];
        part->expression = arena_str(printer->arena, printed->keys.items[i].expression);
        part->length = printed->keys.items[i].length;
    }
    copy_sparse(printer, &desired->rec, &printed->rec, FIELD_INDEX_TYPE);
}

static void take_table(const Printer *printer, Table *desired, const Table *printed)
{
    for (size_t i = 0; i < desired->columns.len && i < printed->columns.len; i++)
        take_column(printer, desired->columns.items[i], printed->columns.items[i]);
    for (size_t i = 0; i < desired->indexes.len; i++)
        if (can_show_index(desired->indexes.items[i]))
            take_index(printer, desired->indexes.items[i],
                       table_index(printed, desired->indexes.items[i]->name));
    for (size_t i = 0; i < desired->checks.len; i++) {
        const Check *check = table_check(printed, check_name(printer->arena, i));
        if (check != NULL)
            desired->checks.items[i]->expression = arena_str(printer->arena, check->expression);
    }
}

static bool take_row(void *context, size_t query, MyRow row, Errs *errs)
{
    Printer *printer = context;
    size_t number = printer->first + query / STATEMENTS_OF_TABLE;
    MyPrint *print = &printer->prints->items[number];
    Table *printed = model_add(printer->printed, &table_type, STR_ABSENT,
                               arena_printf(&printer->printed->arena, "%zu", number));

    (void)errs;
    my_create_table_read(printer->printed, printed, printer->catalog, my_cell(row, 1));
    take_table(printer, print->desired, printed);
    print->is_done = true;
    printer->done = number + 1;
    return true;
}

/* ---- what it refuses */

static bool try_showing(Printer *printer, const Showing *showing, Errs *errs)
{
    Arena scratch = {0};
    Errs ignored = {0};
    bool ok = my_exec(
        &printer->conn->conn,
        showing->is_alone ? create_alone(&scratch, showing) : create_text(&scratch, showing), errs);

    (void)my_exec(&printer->conn->conn, STR("DROP TEMPORARY TABLE IF EXISTS " SCRATCH_TABLE),
                  &ignored);
    errs_free(&ignored);
    arena_free(&scratch);
    return ok;
}

/* Which key of a record's a text is most likely the one. */
static const char *key_of(const Record *rec)
{
    if (rec->type == &check_type)
        return "Expression";
    if (rec->type == &index_type)
        return "IndexColumns";
    if (sparse_str(rec, FIELD_COLUMN_GENERATION).len > 0)
        return "GenerationExpression";
    return ((const Column *)rec)->dflt.len > 0 ? "Default" : "DataType";
}

static void report(const Printer *printer, const Table *table, const Record *rec, const char *key,
                   const Errs *said)
{
    const Err *last = errs_last(said);
    Str label = rec == &table->obj.rec ? label_object(printer->arena, &table->obj)
                                       : label_part(printer->arena, &table->obj, rec);
    Err err = {.code = last->code == ERR_CONNECTION ? ERR_CONNECTION : ERR_SERVER,
               .loc = record_key_loc(printer->arena, rec, key)};

    err.message = arena_printf(printer->arena, "%.*s: the server refuses its %s: %s",
                               STR_ARG(label), key, last->server == NULL ? "" : last->server)
                      .ptr;
    err.server = last->server;
    err.hint = "if the text is meant for another database, use Platforms";
    err_add(printer->errs, err);
}

/* Each part that has a text, alone. */
static bool report_part(Printer *printer, const Table *table, const Record *rec, bool is_alone)
{
    Showing showing = {table, rec, is_alone};
    Errs said = {0};
    bool is_refused = !try_showing(printer, &showing, &said);

    if (is_refused)
        report(printer, table, rec, is_alone ? "DataType" : key_of(rec), &said);
    errs_free(&said);
    return is_refused;
}

/* A sequence that the same plan makes is not there to be named yet. */
static bool waits_for_plan(const Errs *said)
{
    const Err *last = errs_last(said);

    return last != NULL && last->server != NULL && str_starts(str_from(last->server), STR("1146"));
}

static void report_table(Printer *printer, const Table *table, const Errs *said)
{
    bool found = false;

    if (waits_for_plan(said))
        return;
    /* A type that there is none of spoils all else. */
    for (size_t i = 0; i < table->columns.len && !found; i++)
        found = report_part(printer, table, &table->columns.items[i]->rec, true);
    for (size_t i = 0; i < table->columns.len && !found; i++)
        found = report_part(printer, table, &table->columns.items[i]->rec, false);
    for (size_t i = 0; i < table->checks.len && !found; i++)
        found = report_part(printer, table, &table->checks.items[i]->rec, false);
    for (size_t i = 0; i < table->indexes.len && !found; i++)
        found = report_part(printer, table, &table->indexes.items[i]->rec, false);
    if (!found)
        report(printer, table, &table->obj.rec, "Name", said);
}

/* ---- batches */

static Str batch_text(Printer *printer, Arena *scratch, size_t end)
{
    SqlWriter writer = sql_new(&my_quoting);

    for (size_t i = printer->first; i < end; i++) {
        Showing showing = {.table = printer->prints->items[i].desired};
        sql_put(&writer, i > printer->first ? RAW(";") : RAW(""),
                EX(create_text(scratch, &showing)),
                RAW(";SHOW CREATE TABLE " SCRATCH_TABLE ";DROP TEMPORARY TABLE " SCRATCH_TABLE));
    }
    return sql_finish(&writer, scratch);
}

static bool is_forbidden(const Errs *said)
{
    return errs_last(said) != NULL && errs_last(said)->code == ERR_PRIVILEGE;
}

/* False: nothing more can be asked; the errors say why, but for a lack of rights. */
static bool print_batch(Printer *printer, size_t end, bool *can_ask)
{
    Arena scratch = {0};
    Errs said = {0};
    bool ok, goes_on = true;

    printer->done = printer->first;
    printer->printed = model_new();
    ok = my_batch(printer->conn, batch_text(printer, &scratch, end), take_row, printer, &said);
    model_free(printer->printed);
    if (!ok && is_forbidden(&said)) {
        *can_ask = goes_on = false;
    } else if (!ok && errs_last(&said)->code == ERR_CONNECTION) {
        goes_on = err_add(printer->errs, *errs_last(&said));
    } else if (!ok) {
        report_table(printer, printer->prints->items[printer->done].desired, &said);
        printer->done++;
    }
    printer->first = printer->done;
    errs_free(&said);
    arena_free(&scratch);
    return goes_on;
}

bool my_print_tables(MyConn *conn, const MyCatalog *catalog, Arena *arena, MyPrints *prints,
                     bool *can_ask, Errs *errs)
{
    Printer printer = {
        .conn = conn, .catalog = catalog, .arena = arena, .prints = prints, .errs = errs};
    ErrsMark mark = errs_mark(errs);
    bool goes_on = true;

    *can_ask = true;
    if (prints->len == 0)
        return true;
    if (conn->options.is_read_only && !my_allow_writes(conn, true, errs))
        return false;
    while (goes_on && printer.first < prints->len)
        goes_on = print_batch(
            &printer,
            prints->len - printer.first > BATCH_TABLES ? printer.first + BATCH_TABLES : prints->len,
            can_ask);
    if (conn->options.is_read_only)
        (void)my_allow_writes(conn, false, errs);
    return errs_mark(errs) == mark;
}
