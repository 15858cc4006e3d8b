/* What SQLite's result codes mean for whoever runs anneal. */
#include "engine/sqlite/lite_conn.h"

typedef struct CodeRule {
    int code; /* primary result code */
    ErrCode err;
    const char *name;
    const char *hint;
} CodeRule;

/* Source: sqlite.org/rescode.html. */
static const CodeRule rules[] = {
    {SQLITE_BUSY, ERR_LOCK, "SQLITE_BUSY", "another connection writes; it is safe to run again"},
    {SQLITE_LOCKED, ERR_LOCK, "SQLITE_LOCKED", "another statement uses the table; run again"},
    {SQLITE_CONSTRAINT, ERR_DATA, "SQLITE_CONSTRAINT", NULL},
    {SQLITE_MISMATCH, ERR_DATA, "SQLITE_MISMATCH", "a rowid must be an integer"},
    {SQLITE_READONLY, ERR_PRIVILEGE, "SQLITE_READONLY",
     "the file, its folder or this session may not be written"},
    {SQLITE_PERM, ERR_PRIVILEGE, "SQLITE_PERM", NULL},
    {SQLITE_AUTH, ERR_PRIVILEGE, "SQLITE_AUTH", NULL},
    {SQLITE_FULL, ERR_FILE, "SQLITE_FULL", "the disk is full: a rebuild needs room for a copy"},
    {SQLITE_IOERR, ERR_FILE, "SQLITE_IOERR", "the disk or the file system failed"},
    {SQLITE_CANTOPEN, ERR_CONNECTION, "SQLITE_CANTOPEN",
     "the folder must exist, and be writable where the database is to be changed"},
    {SQLITE_CORRUPT, ERR_CATALOG, "SQLITE_CORRUPT",
     "the file is damaged: PRAGMA integrity_check says how; restore it from a backup"},
    {SQLITE_NOTADB, ERR_CONNECTION, "SQLITE_NOTADB", "the file is no SQLite database"},
    {SQLITE_INTERRUPT, ERR_CANCELLED, "SQLITE_INTERRUPT", "the statement ran into its time limit"},
    {SQLITE_SCHEMA, ERR_LOCK, "SQLITE_SCHEMA", "the schema changed meanwhile; run again"},
    {SQLITE_TOOBIG, ERR_DATA, "SQLITE_TOOBIG", NULL},
};

static const CodeRule *rule_of(int code)
{
    static const CodeRule other = {SQLITE_ERROR, ERR_SERVER, "SQLITE_ERROR", NULL};

    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (rules[i].code == (code & 0xff))
            return &rules[i];
    return &other;
}

/* The text without the prefix of a table that is being rebuilt; of one that was left before, with
 * it. */
static const char *of_real_table(Arena *arena, const char *text)
{
    static const Str is_left = {"already exists", 14};
    Sb sb = sb_new(SB_LINE_MAX);
    const char *found;

    while (!str_ends(str_from(text), is_left) && (found = strstr(text, LITE_NEW_PREFIX)) != NULL) {
        sb_put(&sb, (Str){text, (size_t)(found - text)});
        text = found + strlen(LITE_NEW_PREFIX);
    }
    sb_puts(&sb, text);
    return sb_finish(&sb, arena).ptr;
}

static bool add(sqlite3 *db, Str path, const char *what, Errs *errs)
{
    int code = db == NULL ? SQLITE_NOMEM : sqlite3_extended_errcode(db);
    const char *text = db == NULL ? "out of memory" : sqlite3_errmsg(db);
    const CodeRule *rule = rule_of(code);
    Arena scratch = {0};
    const char *said = of_real_table(&scratch, text);
    Err err = {
        .code = rule->err,
        .message = arena_printf(&scratch, "%s%.*s: %s", what, STR_ARG(path), said).ptr,
        .hint = rule->hint,
        .server = arena_printf(&scratch, "%s (%d): %s", rule->name, code, text).ptr,
    };

    err_add(errs, err);
    arena_free(&scratch);
    return false;
}

bool lite_error(const LiteConn *conn, Errs *errs)
{
    return add(conn->db, conn->path, "", errs);
}

bool lite_error_in(const LiteConn *conn, Str sql, Errs *errs)
{
    LineCount lines = {.text = sql};
    int at = -1;

#if SQLITE_VERSION_NUMBER >= 3038000
    at = sqlite3_error_offset(conn->db);
#endif
    (void)lite_error(conn, errs);
    if (at >= 0)
        vec_last(&errs->list).loc = line_count_loc(&lines, NULL, (size_t)at);
    return false;
}

bool lite_error_opening(sqlite3 *db, Str path, Errs *errs)
{
    return add(db, path, "can't open ", errs);
}
