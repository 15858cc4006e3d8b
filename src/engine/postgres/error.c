/* What the server says, as errors: codes by SQLSTATE, texts without secrets and row values. */
#include "engine/postgres/conn.h"

/* By SQLSTATE or the beginning of one; the first that fits. Source: PostgreSQL manual, "Error
 * Codes". */
static const struct {
    const char *state;
    ErrCode code;
} codes[] = {
    {"55P03", ERR_LOCK},      /* lock_not_available */
    {"40P01", ERR_LOCK},      /* deadlock_detected */
    {"40001", ERR_LOCK},      /* serialization_failure, conflict with recovery */
    {"23", ERR_DATA},         /* integrity constraint violation */
    {"42501", ERR_PRIVILEGE}, /* insufficient_privilege */
    {"28", ERR_PRIVILEGE},    /* invalid authorization */
    {"08", ERR_CONNECTION},   /* connection exception */
    {"57P0", ERR_CONNECTION}, /* shutdown, crash, can't connect now, database dropped */
};

static ErrCode code_of_state(const PgConn *conn, const char *sqlstate)
{
    /* query_canceled: within a limit of ours it is the lock budget, else somebody's cancel. */
    if (str_is(str_from(sqlstate), "57014"))
        return conn->statement_timeout_ms > 0 || conn->was_cut ? ERR_LOCK : ERR_SERVER;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (str_starts(str_from(sqlstate), str_from(codes[i].state)))
            return codes[i].code;
    return ERR_SERVER;
}

const char *pg_error_state(const PGresult *result)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);

    return state == NULL ? "" : state;
}

/* Puts `text` on one line, `secret` (may be empty) as ***. */
static void put_clean(Sb *sb, Str text, Str secret)
{
    for (size_t i = 0; i < text.len; i++) {
        if (secret.len > 0 && str_starts(str_sub(text, i, SIZE_MAX), secret)) {
            sb_puts(sb, "***");
            i += secret.len - 1;
        } else if (text.ptr[i] == '\n') {
            sb_puts(sb, "; ");
        } else if (text.ptr[i] != '\r' && text.ptr[i] != '\t') {
            sb_putc(sb, text.ptr[i]);
        }
    }
}

Str pg_error_clean(Arena *arena, const char *text, const PGconn *pq)
{
    Sb sb = sb_new(SB_LINE_MAX);

    put_clean(&sb, str_trim(str_from(text)), pq == NULL ? STR_ABSENT : str_from(PQpass(pq)));
    return sb_finish(&sb, arena);
}

/* "42P01: relation … does not exist" */
static Str text_of(Arena *arena, const PGresult *result)
{
    const char *primary = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const char *position = PQresultErrorField(result, PG_DIAG_STATEMENT_POSITION);
    Str text;

    if (primary == NULL)
        return pg_error_clean(arena, PQresultErrorMessage(result), NULL);
    text = pg_error_clean(arena, primary, NULL);
    return arena_printf(arena, "%s: %.*s%s%s", pg_error_state(result), STR_ARG(text),
                        position == NULL ? "" : ", at character ",
                        position == NULL ? "" : position);
}

/* " of constraint x of shop.orders": what the server names apart from its text; or "". */
static Str object_text(Arena *arena, const PGresult *result)
{
    const char *schema = PQresultErrorField(result, PG_DIAG_SCHEMA_NAME);
    const char *table = PQresultErrorField(result, PG_DIAG_TABLE_NAME);
    const char *column = PQresultErrorField(result, PG_DIAG_COLUMN_NAME);
    const char *constraint = PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);

    if (table == NULL)
        return STR("");
    return arena_printf(arena, " of %s%s%s%s.%s",
                        constraint != NULL ? "constraint "
                        : column != NULL   ? "column "
                                           : "table",
                        constraint != NULL ? constraint
                        : column != NULL   ? column
                                           : "",
                        constraint != NULL || column != NULL ? " on " : " ",
                        schema == NULL ? "" : schema, table);
}

static const char *message_of(Arena *arena, const PGresult *result, ErrCode code)
{
    Str object = object_text(arena, result);

    if (code == ERR_LOCK)
        return "a lock was not obtained in time";
    if (code == ERR_PRIVILEGE)
        return "the role may not do this";
    if (code == ERR_DATA)
        return arena_printf(arena, "existing rows stand in the way%.*s", STR_ARG(object)).ptr;
    return arena_printf(arena, "the server refused a statement%.*s", STR_ARG(object)).ptr;
}

/* What to do, where the server's own hint is lacking or would lose data ("Use DROP … CASCADE"). */
static const char *hint_of(const PGresult *result)
{
    static const char DEPENDENT[] =
        "where something that this version does not manage, such as a view, depends on it: drop "
        "that by hand, deploy, and create it again";
    Str state = str_from(pg_error_state(result));
    const char *hint = PQresultErrorField(result, PG_DIAG_MESSAGE_HINT);

    /* active_sql_transaction, invalid_transaction_termination: only a user's script asks for it. */
    if (str_is(state, "25001") || str_is(state, "2D000"))
        return "begin the script with `-- anneal: transaction=none`";
    if (str_is(state, "2BP01")) /* dependent_objects_still_exist */
        return DEPENDENT;
    if (str_is(state, "0A000") && hint == NULL) /* a type that a view or rule uses, mostly */
        return DEPENDENT;
    return hint;
}

bool pg_error_add(const PgConn *conn, const PGresult *result, Errs *errs)
{
    Arena scratch = {0};
    const char *state = pg_error_state(result);
    ErrCode code = code_of_state(conn, state);

    if (PQstatus(conn->pq) == CONNECTION_BAD || code == ERR_CONNECTION) {
        (void)pg_error_lost(conn, errs);
    } else if (conn->was_cut && code == ERR_LOCK) {
        (void)pg_error_cut(errs);
    } else {
        (void)err_add(errs, (Err){.code = code,
                                  .message = message_of(&scratch, result, code),
                                  .hint = hint_of(result),
                                  .server = text_of(&scratch, result).ptr});
    }
    arena_free(&scratch);
    return false;
}

bool pg_error_cut(Errs *errs)
{
    return err_addf(errs, ERR_LOCK, "its locks kept others waiting up to the lock budget");
}

void pg_error_place(const PGresult *result, const char *sql, Errs *errs)
{
    const char *position = PQresultErrorField(result, PG_DIAG_STATEMENT_POSITION);
    int64_t characters = 0;
    size_t at = 0;
    LineCount lines = {.text = str_from(sql)};

    if (position == NULL || !str_to_int64(str_from(position), &characters) || !errs_any(errs))
        return;
    while (sql[at] != '\0' && characters > 1) {
        at++;
        characters -= ((unsigned char)sql[at] & 0xC0) != 0x80;
    }
    vec_last(&errs->list).loc = line_count_loc(&lines, NULL, at);
}

bool pg_error_lost(const PgConn *conn, Errs *errs)
{
    Arena scratch = {0};
    Str message = arena_printf(&scratch, "the connection to %.*s was lost", STR_ARG(conn->place));
    Str text = pg_error_clean(&scratch, PQerrorMessage(conn->pq), conn->pq);

    (void)err_add(errs, (Err){.code = ERR_CONNECTION,
                              .message = message.ptr,
                              .server = text.len == 0 ? NULL : text.ptr});
    arena_free(&scratch);
    return false;
}
