/* Connecting, and what the server says about itself. */
#include "engine/mysql/my_client.h"

#include "engine/mysql/mysql.h"

#include "base/oom.h"
#include "engine/mysql/my_conn.h"
#include "engine/mysql/my_quote.h"
#include "engine/mysql/my_slots.h"

enum { LOCK_TIMEOUT_DEFAULT_MS = 5000, VERSION_PART_MOST = 99 };

static const Engine *engine_of(MyFamily family)
{
    return family == MY_MARIADB ? &engine_mariadb : &engine_mysql;
}

static void set_option(MYSQL *my, enum mysql_option option, const void *value)
{
    (void)mysql_options(my, option, value);
}

/* How far the server has to prove itself. Source: MySQL manual, "--ssl-mode". */
typedef struct SslMode {
    const char *name;
    bool is_forced, is_verified;
} SslMode;

static const SslMode ssl_modes[] = {
    {"DISABLED", false, false}, {"PREFERRED", false, false},     {"REQUIRED", true, false},
    {"VERIFY_CA", true, true},  {"VERIFY_IDENTITY", true, true},
};

#ifdef MARIADB_PACKAGE_VERSION
static void set_ssl(MYSQL *my, const MyTarget *target, const SslMode *mode)
{
    my_bool yes = 1, verifies = mode != NULL && mode->is_verified;

    if (mode == NULL || str_is(str_from(mode->name), "DISABLED"))
        return;
    (void)mysql_ssl_set(my, target->ssl_key, target->ssl_cert, target->ssl_ca, NULL, NULL);
    if (mode->is_forced)
        set_option(my, MYSQL_OPT_SSL_ENFORCE, &yes);
    set_option(my, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &verifies);
}
#else
static void set_ssl(MYSQL *my, const MyTarget *target, const SslMode *mode)
{
    static const unsigned modes[] = {SSL_MODE_DISABLED, SSL_MODE_PREFERRED, SSL_MODE_REQUIRED,
                                     SSL_MODE_VERIFY_CA, SSL_MODE_VERIFY_IDENTITY};
    bool yes = true;

    set_option(my, MYSQL_OPT_GET_SERVER_PUBLIC_KEY, &yes);
    (void)mysql_ssl_set(my, target->ssl_key, target->ssl_cert, target->ssl_ca, NULL, NULL);
    if (mode != NULL)
        set_option(my, MYSQL_OPT_SSL_MODE, &modes[mode - ssl_modes]);
}
#endif

/* NULL where none was given: the library's own choice. */
static bool find_ssl_mode(const MyConn *conn, const MyTarget *target, const SslMode **mode,
                          Errs *errs)
{
    static const SslMode *const required = &ssl_modes[2];

    *mode = target->ssl_ca != NULL || target->ssl_cert != NULL ? required : NULL;
    if (target->ssl_mode == NULL)
        return true;
    for (size_t i = 0; i < sizeof ssl_modes / sizeof *ssl_modes; i++) {
        if (str_eq_ascii_nocase(str_from(target->ssl_mode), str_from(ssl_modes[i].name))) {
            *mode = &ssl_modes[i];
            return true;
        }
    }
    return err_at(errs, ERR_URL, (Loc){0},
                  "it is DISABLED, PREFERRED, REQUIRED, VERIFY_CA or VERIFY_IDENTITY",
                  "%.*s: unknown ssl-mode", STR_ARG(conn->place));
}

/* Option files of the client (~/.my.cnf: groups client and anneal) say what the URL does not. */
static MYSQL *open_session(const MyConn *conn, const MyTarget *target, const SslMode *mode)
{
    MYSQL *my = mysql_init(NULL);
    unsigned off = 0;

    if (my == NULL)
        base_oom(sizeof *my);
    if (target->option_file != NULL)
        set_option(my, MYSQL_READ_DEFAULT_FILE, target->option_file);
    set_option(my, MYSQL_READ_DEFAULT_GROUP, "anneal");
    set_option(my, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    set_option(my, MYSQL_OPT_CONNECT_TIMEOUT, &target->connect_timeout_s);
    set_option(my, MYSQL_OPT_LOCAL_INFILE, &off);
#ifdef MARIADB_PACKAGE_VERSION
    (void)mysql_optionsv(my, MYSQL_OPT_CONNECT_ATTR_ADD, "program_name", "anneal");
#else
    (void)mysql_options4(my, MYSQL_OPT_CONNECT_ATTR_ADD, "program_name", "anneal");
#endif
    set_ssl(my, target, mode);
    (void)mysql_real_connect(my, target->socket != NULL ? "localhost" : target->host, target->user,
                             target->password, target->database, target->port, target->socket,
                             CLIENT_MULTI_RESULTS | CLIENT_FOUND_ROWS);
    log_line(conn->log, LOG_DEBUG, "connecting to %.*s", STR_ARG(conn->place));
    return my;
}

static bool open_connection(MyConn *conn, Errs *errs)
{
    MyTarget target;
    const SslMode *mode;

    if (!my_url_read(&conn->url, &conn->arena, &target, errs) ||
        !find_ssl_mode(conn, &target, &mode, errs))
        return false;
    conn->database = str_from(target.database);
    conn->my = open_session(conn, &target, mode);
    return mysql_errno(conn->my) == 0 || my_error_connecting(conn, errs);
}

MYSQL *my_open_beside(const MyConn *conn, Errs *errs)
{
    Arena scratch = {0};
    MyTarget target;
    const SslMode *mode;
    MYSQL *my = NULL;

    if (my_url_read(&conn->url, &scratch, &target, errs) &&
        find_ssl_mode(conn, &target, &mode, errs)) {
        my = open_session(conn, &target, mode);
        if (mysql_errno(my) != 0) {
            (void)err_addf(errs, ERR_CONNECTION, "%.*s: no second connection: %s",
                           STR_ARG(conn->place), mysql_error(my));
            mysql_close(my);
            my = NULL;
        }
    }
    arena_free(&scratch);
    return my;
}

/* "10.11.19-MariaDB-0+deb12u1-log" -> 101119 and the text of its digits; 0: not understood. */
static int read_number(Str text, Str *digits)
{
    int64_t parts[3] = {0};
    size_t at = 0, end;

    /* Masters of old replicas hide the real version behind this. */
    if (str_starts(text, STR("5.5.5-")))
        text = str_sub(text, 6, SIZE_MAX);
    for (size_t i = 0; i < 3; i++) {
        for (end = at; end < text.len && text.ptr[end] >= '0' && text.ptr[end] <= '9';)
            end++;
        if (!str_to_int64(str_sub(text, at, end - at), &parts[i]) || parts[i] > VERSION_PART_MOST)
            return 0;
        at = end + 1;
        if (end >= text.len || text.ptr[end] != '.')
            break;
    }
    *digits = str_sub(text, 0, end);
    return (int)(parts[0] * 10000 + parts[1] * 100 + parts[2]);
}

/* Forks that speak the protocol, known by version() and @@version_comment. */
static const struct {
    const char *mark, *name;
} forks[] = {
    {"*TiDB*", "TiDB"},           {"*itess*", "Vitess"},        {"*SingleStore*", "SingleStore"},
    {"*OceanBase*", "OceanBase"}, {"*StarRocks*", "StarRocks"}, {"*Doris*", "Doris"},
};

static bool refuse_version(const MyConn *conn, Errs *errs)
{
    return err_at(errs, ERR_UNSUPPORTED, (Loc){0}, "anneal knows MySQL 8.0, MariaDB 10.6 and newer",
                  "%.*s is %.*s", STR_ARG(conn->place), STR_ARG(conn->version_text));
}

/* A scheme says which of the two is meant: the wrong one would be read by the other's rules. */
static bool check_family(const MyConn *conn, MyFamily found, Errs *errs)
{
    const Engine *engine = engine_of(found);

    if (conn->family == found)
        return true;
    err_addf(errs, ERR_URL, "%.*s is %.*s", STR_ARG(conn->place), STR_ARG(conn->version_text));
    return err_hint(errs, "begin its URL with %s: and name the platform %s in the package",
                    engine->schemes[0], engine->platforms[0]);
}

static bool read_version(MyConn *conn, Str text, Str comment, Errs *errs)
{
    Str digits = text;
    MyFamily found = str_matches(text, STR("*MariaDB*")) ? MY_MARIADB : MY_MYSQL;
    int oldest = found == MY_MARIADB ? MY_OLDEST_MARIADB : MY_OLDEST_MYSQL;

    conn->version = read_number(text, &digits);
    for (size_t i = 0; i < sizeof forks / sizeof *forks; i++)
        if (str_matches(text, str_from(forks[i].mark)) ||
            str_matches(comment, str_from(forks[i].mark)))
            conn->fork = str_from(forks[i].name);
    conn->version_text =
        arena_printf(&conn->arena, "%s %.*s", engine_of(found)->title, STR_ARG(digits));
    if (conn->fork.len > 0)
        return true;
    return check_family(conn, found, errs) &&
           (conn->version >= oldest || refuse_version(conn, errs));
}

/* Variables that one of the two, or an older version, may lack: a list gives those that there are.
 */
static bool take_variable(void *context, MyRow row, Errs *errs)
{
    MyConn *conn = context;
    Str name = my_cell(row, 0), value = my_cell(row, 1);
    bool is_on = str_is(value, "ON") || str_is(value, "1");
    int64_t number = 0;

    (void)errs;
    if (str_is(name, "read_only") || str_is(name, "super_read_only") ||
        str_is(name, "innodb_read_only") || str_is(name, "transaction_read_only"))
        conn->is_read_only = conn->is_read_only || is_on;
    else if (str_is(name, "wsrep_on") && is_on)
        conn->fork = STR("Galera");
    else if (str_is(name, "lower_case_table_names") && str_to_int64(value, &number))
        conn->lower_case_table_names = (int)number;
    else if (str_is(name, "sql_mode"))
        conn->sql_mode = arena_str(&conn->arena, value);
    else if (str_is(name, "character_set_database"))
        conn->charset = arena_str(&conn->arena, value);
    else if (str_is(name, "collation_database"))
        conn->collation = arena_str(&conn->arena, value);
    return true;
}

/* As found, before this program changes anything. */
static bool read_facts(MyConn *conn, Errs *errs)
{
    Rows rows = {0};

    if (!my_query(&conn->conn, STR("SELECT version(), @@version_comment, connection_id()"),
                  &conn->arena, &rows, errs) ||
        !read_version(conn, ROW_CELL(&rows, 0, 0), ROW_CELL(&rows, 0, 1), errs))
        return false;
    (void)str_to_int64(ROW_CELL(&rows, 0, 2), &conn->id);
    return my_each(conn,
                   STR("SHOW VARIABLES WHERE Variable_name IN ('read_only', 'super_read_only', "
                       "'innodb_read_only', 'transaction_read_only', 'wsrep_on', "
                       "'lower_case_table_names', 'sql_mode', 'character_set_database', "
                       "'collation_database')"),
                   take_variable, conn, errs);
}

static bool run_each(MyConn *conn, const char *const *statements, Errs *errs)
{
    for (const char *const *statement = statements; *statement != NULL; statement++)
        if (!my_exec(&conn->conn, str_from(*statement), errs))
            return false;
    return true;
}

bool my_set_session(MyConn *conn, Errs *errs)
{
    static const char *const both[] = {
        "SET NAMES utf8mb4",
        "SET SESSION sql_mode = '" MY_SQL_MODE "', time_zone = '+00:00', autocommit = 1, "
        "foreign_key_checks = 1, unique_checks = 1, sql_quote_show_create = 1, "
        "sql_safe_updates = 0, sql_auto_is_null = 0, max_join_size = 18446744073709551615, "
        "sql_select_limit = 18446744073709551615, group_concat_max_len = 16777216, "
        "lc_messages = 'en_US', lc_time_names = 'en_US', div_precision_increment = 4",
        NULL};
    /* Statistics of the catalog as they are, not as they were a day ago. */
    static const char *const of_mysql[] = {"SET SESSION information_schema_stats_expiry = 0", NULL};
    static const char *const of_mariadb[] = {
        "SET SESSION check_constraint_checks = 1, system_versioning_alter_history = 'KEEP'", NULL};
    int lock_ms = conn->options.lock_timeout_ms;

    if (!run_each(conn, both, errs) ||
        !run_each(conn, conn->family == MY_MARIADB ? of_mariadb : of_mysql, errs) ||
        !my_set_limits(&conn->conn, lock_ms > 0 ? lock_ms : LOCK_TIMEOUT_DEFAULT_MS,
                       conn->options.statement_timeout_ms, errs))
        return false;
    return !conn->options.is_read_only || my_allow_writes(conn, false, errs);
}

/* Texts of it and of its options in the connection's own arena. */
static Url copy_url(Arena *arena, const Url *url)
{
    return (Url){.scheme = arena_str(arena, url->scheme),
                 .rest = arena_str(arena, url->rest),
                 .whole = arena_str(arena, url->whole),
                 .safe = arena_str(arena, url->safe),
                 .has_password = url->has_password};
}

bool my_connect(MyFamily family, const Url *url, const ConnectOptions *options, Conn **out,
                Errs *errs)
{
    Arena arena = {0};
    MyConn *conn = ARENA_NEW(&arena, MyConn);

    conn->arena = arena; /* from here on the struct holds the arena that holds it */
    conn->conn.engine = engine_of(family);
    conn->family = family;
    conn->log = options->log;
    conn->options = *options;
    conn->options.role = STR_ABSENT;
    conn->url = copy_url(&conn->arena, url);
    conn->place = conn->url.safe;
    if (!open_connection(conn, errs) || !read_facts(conn, errs) || !my_set_session(conn, errs)) {
        my_close(&conn->conn);
        return false;
    }
    *out = &conn->conn;
    return true;
}

void my_close(Conn *base)
{
    MyConn *conn = my_conn(base);
    Arena arena;

    if (conn == NULL)
        return;
    if (conn->my != NULL)
        mysql_close(conn->my); /* the server rolls back what is open */
    arena = conn->arena;
    arena_free(&arena);
}

bool my_describe(Conn *base, Facts *facts, Errs *errs)
{
    const MyConn *conn = my_conn(base);

    (void)errs;
    facts->version = conn->version;
    facts->version_text = conn->fork.len == 0
                              ? arena_str(&facts->arena, conn->version_text)
                              : arena_printf(&facts->arena, "%.*s (%.*s)", STR_ARG(conn->fork),
                                             STR_ARG(conn->version_text));
    facts->database = arena_str(&facts->arena, conn->database);
    facts->is_read_only = conn->is_read_only;
    return true;
}
