/* What the server says, as errors: codes by its numbers, texts without secrets. */
#include "engine/mysql/my_client.h"

#include "engine/mysql/my_conn.h"
#include "engine/mysql/my_scan.h"

typedef struct CodeRule {
    unsigned number;
    ErrCode code;
    const char *hint;
} CodeRule;

/* Sources: MySQL "Server Error Message Reference"; MariaDB "Error Codes". */
static const CodeRule rules[] = {
    /* locks: safe to run again */
    {1205, ERR_LOCK, NULL}, /* lock wait timeout, of metadata and of rows */
    {1213, ERR_LOCK, NULL}, /* deadlock */
    {1412, ERR_LOCK, NULL}, /* table definition has changed */
    {1614, ERR_LOCK, NULL}, /* deadlock in XA */
    {3572, ERR_LOCK, NULL}, /* NOWAIT */
    {3058, ERR_LOCK, NULL}, /* deadlock of user-level locks */
    /* rows that stand in the way */
    {1048, ERR_DATA, NULL}, /* a NULL */
    {1062, ERR_DATA, NULL}, /* a duplicate */
    {1138, ERR_DATA, NULL}, /* NULL in ALTER */
    {1264, ERR_DATA, NULL}, /* out of range */
    {1265, ERR_DATA, NULL}, /* truncated */
    {1292, ERR_DATA, NULL}, /* truncated, incorrect */
    {1366, ERR_DATA, NULL}, /* incorrect value */
    {1406, ERR_DATA, NULL}, /* too long */
    {1451, ERR_DATA, NULL}, /* a parent row is referenced */
    {1452, ERR_DATA, NULL}, /* a child row has no parent */
    {1526, ERR_DATA, NULL}, /* no partition for a value */
    {1586, ERR_DATA, NULL}, /* a duplicate of a named key */
    {1690, ERR_DATA, NULL}, /* out of range, computed */
    {1761, ERR_DATA, NULL}, /* a foreign key's duplicate */
    {1859, ERR_DATA, NULL}, /* a duplicate while an index was made */
    {3819, ERR_DATA, NULL}, /* CHECK, MySQL */
    {4025, ERR_DATA, NULL}, /* CHECK, MariaDB */
    {3140, ERR_DATA, NULL}, /* invalid JSON */
    /* rights */
    {1044, ERR_PRIVILEGE, NULL},
    {1045, ERR_PRIVILEGE, "is the password right? ~/.my.cnf, the URL or password= give it"},
    {1142, ERR_PRIVILEGE, NULL},
    {1143, ERR_PRIVILEGE, NULL},
    {1227, ERR_PRIVILEGE, NULL},
    {1290, ERR_PRIVILEGE, "the server takes no changes: is it a replica?"},
    {1370, ERR_PRIVILEGE, NULL},
    {1410, ERR_PRIVILEGE, NULL},
    {1419, ERR_PRIVILEGE,
     "the server logs for replicas: log_bin_trust_function_creators lets others than SUPER make "
     "functions and triggers"},
    {1698, ERR_PRIVILEGE, NULL},
    {1792, ERR_PRIVILEGE, "the session was asked to change nothing"},
    {1836, ERR_PRIVILEGE, "the server takes no changes: is it a replica?"},
    {3118, ERR_PRIVILEGE, "the account is locked"},
    /* the connection */
    {1040, ERR_CONNECTION, "the server has no room for another connection"},
    {1049, ERR_CONNECTION, "create the database first"},
    {1053, ERR_CONNECTION, NULL}, /* shutdown */
    {1077, ERR_CONNECTION, NULL},
    {1129, ERR_CONNECTION, NULL},
    {1130, ERR_CONNECTION, NULL},
    {1203, ERR_CONNECTION, NULL},
    {4031, ERR_CONNECTION, NULL}, /* idle for too long */
    /* what is right elsewhere */
    {1418, ERR_SERVER,
     "the server logs for replicas: say DETERMINISTIC, NO SQL or READS SQL DATA of the function"},
    {1845, ERR_SERVER, "the server can't do it the way that was planned; make a new plan"},
    {1846, ERR_SERVER, "the server can't do it the way that was planned; make a new plan"},
    {4092, ERR_SERVER, "the table has had as many instant changes as it can hold; make a new plan"},
};

/* The client's own: 2000 to 2999, of Connector/C also 5000 on. */
static bool is_client_number(unsigned number)
{
    return (number >= 2000 && number < 3000) || number >= 5000;
}

static const CodeRule *rule_of(const MyConn *conn, unsigned number)
{
    static const CodeRule other = {0, ERR_SERVER, NULL}, late = {0, ERR_LOCK, NULL},
                          lost = {0, ERR_CONNECTION, NULL};

    /* Ended by KILL QUERY, or by the server's clock: within a limit of ours it is the lock budget,
     * else somebody else's doing. */
    if (number == 1317 || number == 1969 || number == 3024 || number == 1028)
        return conn->was_cut || conn->ran_out || conn->statement_timeout_ms > 0 ? &late : &other;
    if (is_client_number(number))
        return &lost;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (rules[i].number == number)
            return &rules[i];
    return &other;
}

static const char *message_of(const MyConn *conn, ErrCode code, Arena *arena)
{
    if (code == ERR_LOCK)
        return "a lock was not obtained in time";
    if (code == ERR_PRIVILEGE)
        return "this user may not do this";
    if (code == ERR_DATA)
        return "existing rows stand in the way";
    if (code == ERR_CONNECTION)
        return arena_printf(arena, "the connection to %.*s was lost", STR_ARG(conn->place)).ptr;
    return "the server refused a statement";
}

/* One line. */
static const char *text_of(MyConn *conn, Arena *arena)
{
    Sb sb = sb_new(SB_LINE_MAX);

    sb_printf(&sb, "%u (%s): ", mysql_errno(conn->my), mysql_sqlstate(conn->my));
    for (const char *c = mysql_error(conn->my); *c != '\0'; c++) {
        if (*c == '\n')
            sb_puts(&sb, "; ");
        else if (*c != '\r')
            sb_putc(&sb, *c);
    }
    return sb_finish(&sb, arena).ptr;
}

bool my_error(MyConn *conn, Errs *errs)
{
    Arena scratch = {0};
    const CodeRule *rule = rule_of(conn, mysql_errno(conn->my));

    if (conn->was_cut && rule->code == ERR_LOCK)
        (void)my_error_cut(errs);
    else
        (void)err_add(errs, (Err){.code = rule->code,
                                  .message = message_of(conn, rule->code, &scratch),
                                  .hint = rule->hint,
                                  .server = text_of(conn, &scratch)});
    arena_free(&scratch);
    return false;
}

/* What the message quotes first: an argument, the same in every language of the server. */
static Str quoted_part(Str message)
{
    size_t from = str_find(message, '\'', 0), to;

    to = from == SIZE_MAX ? SIZE_MAX : str_find(message, '\'', from + 1);
    return to == SIZE_MAX ? STR_ABSENT : str_sub(message, from + 1, to - from - 1);
}

/* Where a bare or quoted name stands as a token of the statement; SIZE_MAX: nowhere, or in more
 * than one place. */
static size_t find_name(Str sql, Str name)
{
    size_t found = SIZE_MAX;
    MyToken token;

    for (size_t at = 0; my_scan(sql, at, &token); at += token.text.len) {
        Str text = token.text;
        if (token.kind == MY_TOKEN_NAME && text.len >= 2)
            text = str_sub(text, 1, text.len - 2);
        if ((token.kind != MY_TOKEN_WORD && token.kind != MY_TOKEN_NAME) ||
            !str_eq_ascii_nocase(text, name))
            continue;
        if (found != SIZE_MAX)
            return SIZE_MAX;
        found = at;
    }
    return found;
}

/* The servers give no position. A parse error quotes the rest of the statement from the token on
 * that it stopped at, at most 80 characters; other errors quote the name that they are about. */
static size_t find_place(Str sql, unsigned number, Str message)
{
    Str part;
    size_t from = str_find(message, '\'', 0), dot;

    if (number == 1064 && from != SIZE_MAX) {
        size_t found = SIZE_MAX;
        for (size_t at = 0; at < sql.len; at++) {
            Str rest = str_sub(sql, at, SIZE_MAX), near = str_sub(message, from + 1, rest.len);
            if (near.len > 0 && str_starts(rest, str_sub(near, 0, near.len < 80 ? near.len : 80)))
                return found == SIZE_MAX ? at : found;
        }
        part = quoted_part(message);
        for (size_t at = 0; part.len > 0 && at < sql.len; at++)
            if (str_starts(str_sub(sql, at, SIZE_MAX), part)) {
                if (found != SIZE_MAX)
                    return SIZE_MAX;
                found = at;
            }
        return found;
    }
    part = quoted_part(message);
    while ((dot = str_find(part, '.', 0)) != SIZE_MAX)
        part = str_sub(part, dot + 1, SIZE_MAX);
    return part.len == 0 ? SIZE_MAX : find_name(sql, part);
}

bool my_error_in(MyConn *conn, Str sql, Errs *errs)
{
    LineCount lines = {.text = sql};
    size_t at = find_place(sql, mysql_errno(conn->my), str_from(mysql_error(conn->my)));

    (void)my_error(conn, errs);
    if (at != SIZE_MAX && vec_last(&errs->list).code == ERR_SERVER)
        vec_last(&errs->list).loc = line_count_loc(&lines, NULL, at);
    return false;
}

bool my_error_connecting(MyConn *conn, Errs *errs)
{
    Arena scratch = {0};
    unsigned number = mysql_errno(conn->my);
    const CodeRule *rule = rule_of(conn, number);
    ErrCode code = rule->code == ERR_PRIVILEGE ? ERR_PRIVILEGE : ERR_CONNECTION;

    (void)err_add(
        errs,
        (Err){.code = code,
              .message = arena_printf(&scratch, "can't connect to %.*s", STR_ARG(conn->place)).ptr,
              .hint = rule->hint,
              .server = text_of(conn, &scratch)});
    arena_free(&scratch);
    return false;
}

bool my_error_cut(Errs *errs)
{
    return err_addf(errs, ERR_LOCK, "its locks kept others waiting up to the lock budget");
}
