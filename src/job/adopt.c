/* What SchemaSmith keeps in a database that it has deployed to. */
#include "job/adopt.h"

#include <assert.h>

#include "model/label.h"

/* What is read of a row; a column that a version lacks is absent. */
enum { SCRIPT_PATH, SCRIPT_PRODUCT, SCRIPT_SLOT, SCRIPT_TEMPLATE, SCRIPT_SCHEMA, SCRIPT_COUNT };
enum { OWNED_PRODUCT, OWNED_SCHEMA, OWNED_NAME, OWNED_KIND, OWNED_PREVENT, OWNED_COUNT };
enum { READ_MOST = 5 }; /* of either */

/* Names of columns without case and underscores, each with other spellings. */
static const char *const script_columns[SCRIPT_COUNT][4] = {
    {"scriptpath"}, {"productname"}, {"quenchslot"}, {"templatename"}, {"schemaname"},
};
static const char *const owned_columns[OWNED_COUNT][4] = {
    {"productname"},
    {"schemaname", "tableschema", "objectschema"},
    {"tablename", "objectname", "name"},
    {"objecttype", "type"},
    {"preventdrop"},
};

static bool is_named(Str column, const char *plain)
{
    size_t at = 0;

    for (size_t i = 0; i < column.len; i++) {
        char c = column.ptr[i];
        if (c == '_')
            continue;
        if (plain[at] == '\0' || (c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c) != plain[at])
            return false;
        at++;
    }
    return plain[at] == '\0';
}

/* The catalog's row of a column that goes by one of these names; SIZE_MAX: none does. */
static size_t find_column(const Rows *rows, const char *table, const char *const *names)
{
    for (size_t n = 0; n < 4 && names[n] != NULL; n++)
        for (size_t i = 0; i < rows->count; i++) {
            Str of = ROW_CELL(rows, i, 1);
            Str end = of.len < strlen(table) ? of : str_sub(of, of.len - strlen(table), SIZE_MAX);
            if (str_eq_ascii_nocase(end, str_from(table)) &&
                is_named(ROW_CELL(rows, i, 2), names[n]))
                return i;
        }
    return SIZE_MAX;
}

static void put_select(const AdoptJob *job, const Rows *columns, const size_t *found, size_t count,
                       Sb *sql)
{
    size_t any = 0;

    sb_puts(sql, "SELECT ");
    for (size_t i = 0; i < count; i++) {
        sb_puts(sql, i > 0 ? ", " : "");
        if (found[i] == SIZE_MAX)
            sb_puts(sql, "NULL");
        else
            job->engine->quote_ident(sql, ROW_CELL(columns, found[i], 2));
        any = found[i] != SIZE_MAX ? found[i] : any;
    }
    sb_puts(sql, " FROM ");
    job->engine->quote_ident(sql, ROW_CELL(columns, any, 0));
    sb_puts(sql, ".");
    job->engine->quote_ident(sql, ROW_CELL(columns, any, 1));
}

/* All rows of one of its tables; none where there is none, or it lacks one of the first columns. */
static bool read_table(const AdoptJob *job, const char *table, const char *const (*names)[4],
                       size_t count, size_t needed, Rows *rows, Errs *errs)
{
    size_t found[READ_MOST];
    Rows columns = {0};
    Sb sql = sb_new(SB_FILE_MAX);
    bool ok = true, is_whole = true;

    assert(count <= READ_MOST);
    *rows = (Rows){0};
    if (*job->engine->smith_columns != '\0')
        ok = job->engine->query(job->conn, str_from(job->engine->smith_columns), job->arena,
                                &columns, errs);
    for (size_t i = 0; i < count; i++) {
        found[i] = find_column(&columns, table, names[i]);
        is_whole = is_whole && (i >= needed || found[i] != SIZE_MAX);
    }
    if (ok && is_whole && columns.count > 0) {
        put_select(job, &columns, found, count, &sql);
        ok = job->engine->query(job->conn, sb_str(&sql), job->arena, rows, errs) ||
             err_context(errs, "what SchemaSmith has run in this database can't be read");
    }
    sb_free(&sql);
    return ok;
}

/* ---- scripts -----------------------------------------------------------------------------------
 */

/* Rows of older versions name no template. */
static bool is_row_of(const Rows *rows, size_t row, const Script *script, Str product)
{
    Str template = ROW_CELL(rows, row, SCRIPT_TEMPLATE);

    return str_eq(ROW_CELL(rows, row, SCRIPT_PRODUCT), product) &&
           str_eq(ROW_CELL(rows, row, SCRIPT_PATH), script->tracked_path) &&
           str_eq_ascii_nocase(ROW_CELL(rows, row, SCRIPT_SLOT), script->tracked_slot) &&
           ROW_CELL(rows, row, SCRIPT_SCHEMA).len == 0 &&
           (template.len == 0 || str_eq_ascii_nocase(template, script->template_name) ||
            str_eq_ascii_nocase(template, script->template_folder));
}

static bool has_run(const Rows *rows, const Script *script, Str product)
{
    for (size_t i = 0; i < rows->count; i++)
        if (is_row_of(rows, i, script, product))
            return true;
    return false;
}

static bool is_known(const ScriptRecords *known, Str path)
{
    for (size_t i = 0; i < known->len; i++)
        if (str_eq(known->items[i]->path, path))
            return true;
    return false;
}

bool job_adopt_scripts(const AdoptJob *job, const ScriptVec *scripts, ScriptRecords *known,
                       ScriptRecords *adopted, Notes *notes, Errs *errs)
{
    Rows rows;

    if (!read_table(job, "CompletedMigrationScripts", script_columns, SCRIPT_COUNT, SCRIPT_SLOT + 1,
                    &rows, errs))
        return false;
    for (size_t i = 0; i < scripts->len && rows.count > 0; i++) {
        const Script *script = scripts->items[i];
        ScriptRecord *record;
        if (script->track != TRACK_ONCE || is_known(known, script->path) ||
            !has_run(&rows, script, job->product))
            continue;
        record = record_new(job->arena, &script_record_type);
        record->product = job->product;
        record->path = script->path;
        record->hash = script->hash;
        record->state = SCRIPT_DONE;
        vec_push(job->arena, known, record);
        vec_push(job->arena, adopted, record);
    }
    if (adopted->len > 0)
        notes_addf(notes,
                   "SchemaSmith has run %zu script%s of this package here, which %s not run again",
                   adopted->len, adopted->len == 1 ? "" : "s", adopted->len == 1 ? "is" : "are");
    return true;
}

void job_adopted_save(const AdoptJob *job, const JournalPlace *place, const Url *url,
                      const ConnectOptions *options, const ScriptRecords *adopted, Notes *notes)
{
    Journal *journal = NULL;
    Conn *conn = NULL;
    Errs errs = {0};
    bool ok = adopted->len > 0 && job->engine->connect(url, options, &conn, &errs) &&
              journal_open(place, job->engine, conn, false, &journal, &errs) &&
              !journal_is_absent(journal);

    for (size_t i = 0; ok && i < adopted->len; i++)
        ok = journal_script_save(journal, adopted->items[i], &errs);
    if (errs_any(&errs))
        notes_addf(notes,
                   "the journal doesn't know what SchemaSmith has run here; each plan looks again: "
                   "%s",
                   errs.list.items[0].message);
    journal_close(journal);
    job->engine->close(conn);
    errs_free(&errs);
}

/* ---- tables ------------------------------------------------------------------------------------
 */

static bool is_true(Str cell)
{
    return str_is(cell, "1") || str_is(cell, "t") || str_eq_ascii_nocase(cell, STR("true"));
}

/* Older versions mark tables only. */
static bool is_table(Str kind)
{
    return kind.len == 0 || str_eq_ascii_nocase(kind, STR("table"));
}

bool job_adopt_owned(const AdoptJob *job, Map *owned, Errs *errs)
{
    bool has_schemas = (job->engine->capabilities & CAP_SCHEMAS) != 0;
    Rows rows;

    if (!read_table(job, "ProductOwnership", owned_columns, OWNED_COUNT, OWNED_PRODUCT + 1, &rows,
                    errs))
        return false;
    for (size_t i = 0; i < rows.count; i++) {
        Str schema = ROW_CELL(&rows, i, OWNED_SCHEMA), name = ROW_CELL(&rows, i, OWNED_NAME);
        Str label;
        if (name.len == 0 || !is_table(ROW_CELL(&rows, i, OWNED_KIND)) ||
            is_true(ROW_CELL(&rows, i, OWNED_PREVENT)) ||
            !str_eq(ROW_CELL(&rows, i, OWNED_PRODUCT), job->product))
            continue;
        label = label_name(job->arena,
                           !has_schemas     ? STR_ABSENT
                           : schema.len > 0 ? schema
                                            : job->engine->default_schema,
                           name);
        label = arena_printf(job->arena, "table %.*s", STR_ARG(label));
        (void)map_put(job->arena, owned, label, &rows.cells[0]);
    }
    return true;
}
