/* Statements and queries on a connection. */
#include "engine/mysql/my_client.h"

#include <errno.h>
#include <poll.h>
#include <time.h>

#include "engine/mysql/my_conn.h"
#include "engine/mysql/my_scan.h"

static int64_t now_ms(void)
{
    struct timespec now = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Has the server end the statement that runs; what becomes of it its own answer says. The server
 * may be done with it by now: the session then meets the request at its next one (absorb_kill). */
static void kill_statement(MyConn *conn)
{
    Errs ignored = {0};
    Arena scratch = {0};
    MYSQL *beside = my_open_beside(conn, &ignored);
    Str kill = arena_printf(&scratch, "KILL QUERY %lld", (long long)conn->id);

    if (beside != NULL) {
        log_line(conn->log, LOG_DEBUG, "%.*s", STR_ARG(kill));
        (void)mysql_real_query(beside, kill.ptr, kill.len);
        mysql_close(beside);
    }
    errs_free(&ignored);
    arena_free(&scratch);
}

/* MariaDB keeps the request to end a statement that had ended, for the one that comes next. */
static void absorb_kill(MyConn *conn)
{
    static const char nothing[] = "DO 0";

    (void)mysql_real_query(conn->my, nothing, sizeof nothing - 1);
}

/* How long to wait before anybody is asked; -1: for ever. */
static int wait_ms(const MyConn *conn, int look_ms, int64_t deadline_ms)
{
    int64_t left = deadline_ms - now_ms();

    if (conn->was_cut || conn->ran_out)
        return -1;
    if (deadline_ms == 0)
        return look_ms;
    left = left < 0 ? 0 : left;
    return look_ms < 0 || left < look_ms ? (int)left : look_ms;
}

/* Until the server has answered or is lost; asks the watch meanwhile, and minds the time. */
static void wait_for_answer(MyConn *conn, int look_ms, int64_t deadline_ms)
{
    for (;;) {
        struct pollfd socket = {.fd = conn->my->net.fd, .events = POLLIN};
        int ready = poll(&socket, 1, wait_ms(conn, look_ms, deadline_ms));
        if (ready > 0 || (ready < 0 && errno != EINTR))
            return;
        if (ready < 0 || conn->was_cut || conn->ran_out)
            continue;
        if (deadline_ms != 0 && now_ms() >= deadline_ms)
            conn->ran_out = true;
        else if (conn->watch != NULL && (look_ms = conn->watch->look(conn->watch->context)) <= 0)
            conn->was_cut = true;
        if (conn->was_cut || conn->ran_out)
            kill_statement(conn);
    }
}

/* Sends a text and waits for the first answer; false: mysql_errno says why, or it was not to
 * begin. */
static bool send(MyConn *conn, Str sql)
{
    int look_ms = -1;
    int64_t deadline_ms = 0;
    bool ok;

    log_line(conn->log, LOG_DEBUG, "%.*s", STR_ARG(sql));
    conn->ran_out = false;
    if (conn->watch == NULL && conn->statement_timeout_ms == 0)
        return mysql_real_query(conn->my, sql.ptr, sql.len) == 0;
    if (conn->watch != NULL && (look_ms = conn->watch->look(conn->watch->context)) <= 0) {
        conn->was_cut = true;
        return false;
    }
    if (conn->statement_timeout_ms > 0)
        deadline_ms = now_ms() + conn->statement_timeout_ms;
    if (mysql_send_query(conn->my, sql.ptr, sql.len) != 0)
        return false;
    wait_for_answer(conn, look_ms, deadline_ms);
    ok = mysql_read_query_result(conn->my) == 0;
    if (ok && (conn->was_cut || conn->ran_out) && mysql_field_count(conn->my) == 0)
        absorb_kill(conn);
    return ok;
}

/* What a text did is done for good by now; only its own error is one. */
static bool fail(MyConn *conn, Str sql, Errs *errs)
{
    if (conn->was_cut && mysql_errno(conn->my) == 0)
        return my_error_cut(errs);
    return my_error_in(conn, sql, errs);
}

Str my_cell(MyRow row, int column)
{
    return row.cells[column] == NULL ? STR_ABSENT : (Str){row.cells[column], row.lengths[column]};
}

/* Rows of the answer that is there; `rows` NULL: they are dropped. */
static bool read_answer(MyConn *conn, Arena *arena, Rows *rows)
{
    MYSQL_RES *result = mysql_store_result(conn->my);
    MyRow row;
    size_t at = 0;

    if (result == NULL)
        return mysql_field_count(conn->my) == 0;
    if (rows != NULL) {
        rows->columns = mysql_num_fields(result);
        rows->count = (size_t)mysql_num_rows(result);
        rows->cells = ARENA_ARRAY(arena, Str, rows->columns * rows->count);
        while ((row.cells = mysql_fetch_row(result)) != NULL) {
            row.lengths = mysql_fetch_lengths(result);
            for (size_t i = 0; i < rows->columns; i++)
                rows->cells[at++] = arena_str(arena, my_cell(row, (int)i));
        }
    }
    mysql_free_result(result);
    return true;
}

/* Of a statement without rows: the number that it has made, by AUTO_INCREMENT or LAST_INSERT_ID().
 */
static void read_made(MyConn *conn, Arena *arena, Rows *rows)
{
    unsigned long long made = mysql_insert_id(conn->my);

    if (rows == NULL || mysql_field_count(conn->my) != 0 || made == 0)
        return;
    *rows = (Rows){.columns = 1, .count = 1, .cells = ARENA_ARRAY(arena, Str, 1)};
    rows->cells[0] = arena_printf(arena, "%llu", made);
}

/* A procedure gives as many answers as it likes, and one for itself: the first counts. */
static bool run(MyConn *conn, Str sql, Arena *arena, Rows *rows, int64_t *changed, Errs *errs)
{
    int more;

    if (!send(conn, sql))
        return fail(conn, sql, errs);
    if (changed != NULL)
        *changed = mysql_field_count(conn->my) == 0 ? (int64_t)mysql_affected_rows(conn->my) : 0;
    read_made(conn, arena, rows);
    if (!read_answer(conn, arena, rows))
        return fail(conn, sql, errs);
    while ((more = mysql_next_result(conn->my)) == 0)
        if (!read_answer(conn, arena, NULL))
            return fail(conn, sql, errs);
    return more < 0 || fail(conn, sql, errs);
}

bool my_exec(Conn *conn, Str sql, Errs *errs)
{
    return run(my_conn(conn), sql, NULL, NULL, NULL, errs);
}

bool my_query(Conn *conn, Str sql, Arena *arena, Rows *rows, Errs *errs)
{
    *rows = (Rows){0};
    return run(my_conn(conn), sql, arena, rows, NULL, errs);
}

/* As the session reads strings just now: a script may have changed that. */
static void put_value(const MyConn *conn, Sb *sb, Str value)
{
    Arena scratch = {0};
    char *text;
    unsigned long len;

    if (value.ptr == NULL) {
        sb_puts(sb, "NULL");
        return;
    }
    text = ARENA_ARRAY(&scratch, char, value.len * 2 + 1);
    len = mysql_real_escape_string(conn->my, text, value.ptr, value.len);
    sb_putc(sb, '\'');
    sb_put(sb, (Str){text, len});
    sb_putc(sb, '\'');
    arena_free(&scratch);
}

static bool is_number(Str value)
{
    for (size_t i = 0; i < value.len; i++)
        if (value.ptr[i] < '0' || value.ptr[i] > '9')
            return false;
    return value.len > 0;
}

/* The text with literals in the place of `?1`: a prepared statement would take each but once, and
 * not every statement can be prepared. */
static Str fill(const MyConn *conn, Str sql, const StrVec *values, Arena *scratch)
{
    Sb sb = sb_new(SB_FILE_MAX);
    bool is_limit = false; /* no string may stand behind LIMIT and OFFSET */
    MyToken token;

    for (size_t at = 0; my_scan(sql, at, &token); at += token.text.len) {
        int64_t number = 0;
        if (token.kind == MY_TOKEN_PARAMETER &&
            str_to_int64(str_sub(token.text, 1, SIZE_MAX), &number) && number >= 1 &&
            (size_t)number <= values->len) {
            Str value = values->items[number - 1];
            if (is_limit && is_number(value))
                sb_put(&sb, value);
            else
                put_value(conn, &sb, value);
        } else {
            sb_put(&sb, token.text);
        }
        if (token.kind != MY_TOKEN_BLANK)
            is_limit = my_token_is(&token, "LIMIT") || my_token_is(&token, "OFFSET");
    }
    return sb_finish(&sb, scratch);
}

bool my_call(Conn *base, Str sql, const StrVec *values, Arena *arena, Rows *rows, int64_t *changed,
             Errs *errs)
{
    MyConn *conn = my_conn(base);
    Arena scratch = {0};
    bool ok;

    if (rows != NULL)
        *rows = (Rows){0};
    ok = run(conn, fill(conn, sql, values, &scratch), arena, rows, changed, errs);
    arena_free(&scratch);
    return ok;
}

typedef struct Batch {
    MyBatchTaker take;
    void *context;
} Batch;

/* Hands on the rows of one answer as they come. What is left after an error is read all the same,
 * as the connection is no use before. */
static bool hand_on(MyConn *conn, Str sql, const Batch *batch, size_t query, Errs *errs)
{
    MYSQL_RES *result = mysql_use_result(conn->my);
    MyRow row;
    bool ok = true;

    if (result == NULL)
        return mysql_field_count(conn->my) == 0 || my_error_in(conn, sql, errs);
    while ((row.cells = mysql_fetch_row(result)) != NULL) {
        row.lengths = mysql_fetch_lengths(result);
        if (ok)
            ok = batch->take(batch->context, query, row, errs);
    }
    if (ok && mysql_errno(conn->my) != 0)
        ok = my_error_in(conn, sql, errs);
    mysql_free_result(result);
    return ok;
}

static bool run_batch(MyConn *conn, Str sql, const Batch *batch, Errs *errs)
{
    size_t query = 0;
    int more = 0;
    bool ok = true;

    if (!send(conn, sql))
        return fail(conn, sql, errs);
    for (; more == 0; more = mysql_next_result(conn->my), query++) {
        if (ok)
            ok = hand_on(conn, sql, batch, query, errs);
        else if (!read_answer(conn, NULL, NULL))
            break;
    }
    return ok && (more < 0 || fail(conn, sql, errs));
}

bool my_batch(MyConn *conn, Str sql, MyBatchTaker take, void *context, Errs *errs)
{
    Batch batch = {take, context};
    bool ok;

    if (mysql_set_server_option(conn->my, MYSQL_OPTION_MULTI_STATEMENTS_ON) != 0)
        return my_error(conn, errs);
    ok = run_batch(conn, sql, &batch, errs);
    if (mysql_set_server_option(conn->my, MYSQL_OPTION_MULTI_STATEMENTS_OFF) != 0 && ok)
        ok = my_error(conn, errs);
    return ok;
}

typedef struct Each {
    MyRowTaker take;
    void *context;
} Each;

static bool take_each(void *context, size_t query, MyRow row, Errs *errs)
{
    const Each *each = context;

    (void)query;
    return each->take(each->context, row, errs);
}

bool my_each(MyConn *conn, Str sql, MyRowTaker take, void *context, Errs *errs)
{
    Each each = {take, context};
    Batch batch = {take_each, &each};

    return run_batch(conn, sql, &batch, errs);
}

bool my_each_of(MyConn *conn, Str sql, Str value, MyRowTaker take, void *context, Errs *errs)
{
    Arena scratch = {0};
    StrVec values = {.items = &value, .len = 1};
    bool ok = my_each(conn, fill(conn, sql, &values, &scratch), take, context, errs);

    arena_free(&scratch);
    return ok;
}

void my_watch(Conn *base, const StatementWatch *watch)
{
    my_conn(base)->watch = watch;
    my_conn(base)->was_cut = false;
}
