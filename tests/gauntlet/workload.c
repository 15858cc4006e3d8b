/* An application of several connections that uses a database by key while something else changes
 * it, with a sampler that sees in the server's lock views who waits for whom.
 *
 * workload APP_URL WATCH_URL STATEMENTS CLIENTS KEYS
 *   STATEMENTS  a file of lines `name TAB parameter TAB sql`, run in turn by each client, prepared.
 *               Parameter: key (1 to KEYS, at random), new (a key of the client's own, the next
 *               one), old (the one five before it), own (the newest), none.
 *               The statements whose name begins with `long ` are of the long transaction.
 * It prints `ready`, then obeys its standard input: `begin HOLDER` starts a period, in which waits
 * for locks of the sessions whose application_name is HOLDER are looked for; `end` prints what
 * happened in it, one line of JSON. It ends with its input. */
#include <libpq-fe.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    STATEMENTS_MAX = 32,
    CLIENTS_MAX = 64,
    TEXT_MAX = 1000,
    SAMPLES_MAX = 3,
    PAUSE_MS = 20,               /* between two statements of a client */
    SAMPLE_MS = 20,              /* between two looks at pg_locks */
    LONG_MS = 2000,              /* the long transaction */
    LONG_PAUSE_MS = 3000,        /* and between two of them */
    OWN_KEYS = 10 * 1000 * 1000, /* of a client */
    END_WAIT_MS = 120 * 1000,
    LINE_MOST = 128 /* of a command, and so of a name in it */
};

typedef enum Param { PARAM_NONE, PARAM_KEY, PARAM_NEW, PARAM_OLD, PARAM_OWN } Param;

static const char *const param_names[] = {"none", "key", "new", "old", "own"};

typedef struct Statement {
    char *name, *sql;
    Param param;
    bool is_long;
} Statement;

/* What happened in a period. */
typedef struct Tally {
    int64_t statements, errors, plan_errors;
    double longest_ms, long_longest_ms; /* of the clients, of the long transaction's statements */
    char longest[TEXT_MAX];
    char samples[SAMPLES_MAX][TEXT_MAX]; /* of errors */
    int64_t looks;                       /* of the sampler */
    double gap_ms;                       /* longest time between two of them */
    double lock_ms;                      /* longest wait for a lock of the holder */
    char lock[TEXT_MAX];
} Tally;

typedef struct Workload Workload;

typedef struct Client {
    Workload *workload;
    int number;
    bool is_long;
    PGconn *conn;
    int64_t newest; /* key of its own */
    uint64_t random;
    int64_t finished; /* statements that it has ended; guarded */
} Client;

struct Workload {
    const char *app_url, *watch_url;
    Statement statements[STATEMENTS_MAX];
    int statement_count, client_count;
    int64_t keys;
    Client clients[CLIENTS_MAX];
    pthread_mutex_t guard; /* of what follows */
    Tally tally;
    char holder[LINE_MOST];
    bool is_over;
    bool sampler_has_looked;
};

static double now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1000 + (double)now.tv_nsec / 1e6;
}

static void nap_ms(int ms)
{
    struct timespec time = {.tv_sec = ms / 1000, .tv_nsec = (long)(ms % 1000) * 1000000};

    (void)nanosleep(&time, NULL);
}

static void give_up(const char *what, const char *why)
{
    fprintf(stderr, "workload: %s: %s\n", what, why);
    exit(1);
}

static bool is_over(Workload *workload)
{
    bool over;

    pthread_mutex_lock(&workload->guard);
    over = workload->is_over;
    pthread_mutex_unlock(&workload->guard);
    return over;
}

/* False where the workload ended meanwhile. */
static bool nap_long(Workload *workload, int ms)
{
    for (int passed = 0; passed < ms; passed += 50) {
        if (is_over(workload))
            return false;
        nap_ms(50);
    }
    return true;
}

/* ---- statements ---- */

static void read_statement(Workload *workload, char *line)
{
    Statement *statement = &workload->statements[workload->statement_count];
    char *rest = NULL;
    char *name = strtok_r(line, "\t", &rest), *param = strtok_r(NULL, "\t", &rest);

    if (param == NULL || workload->statement_count == STATEMENTS_MAX)
        give_up("not a statement, or too many", line);
    rest[strcspn(rest, "\n")] = '\0';
    *statement = (Statement){.name = strdup(name), .sql = strdup(rest)};
    statement->is_long = strncmp(name, "long ", 5) == 0;
    while (strcmp(param, param_names[statement->param]) != 0)
        if (++statement->param > PARAM_OWN)
            give_up("no such parameter", param);
    workload->statement_count++;
}

static void read_statements(Workload *workload, const char *path)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t size = 0;

    if (file == NULL)
        give_up(path, "can't be read");
    while (getline(&line, &size, file) > 0)
        read_statement(workload, line);
    free(line);
    fclose(file);
}

static int64_t next_random(Client *client, int64_t below)
{
    client->random ^= client->random << 13;
    client->random ^= client->random >> 7;
    client->random ^= client->random << 17;
    return (int64_t)(client->random % (uint64_t)below);
}

static int64_t value_of(Client *client, Param param)
{
    int64_t first = (int64_t)(client->number + 1) * OWN_KEYS;

    switch (param) {
    case PARAM_KEY:
        return 1 + next_random(client, client->workload->keys);
    case PARAM_NEW:
        return first + ++client->newest;
    case PARAM_OLD:
        return first + client->newest - 5;
    case PARAM_OWN:
        return first + client->newest;
    case PARAM_NONE:
        break;
    }
    return 0;
}

/* ---- clients ---- */

static void statement_id(char *id, size_t size, int number)
{
    (void)snprintf(id, size, "s%d", number);
}

static void note_error(Client *client, const char *what, const PGresult *result)
{
    Tally *tally = &client->workload->tally;
    const char *state = result == NULL ? NULL : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *said = result == NULL ? NULL : PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    bool is_plan = said != NULL && strstr(said, "cached plan must not change") != NULL;

    pthread_mutex_lock(&client->workload->guard);
    if (is_plan)
        tally->plan_errors++;
    else if (tally->errors++ < SAMPLES_MAX)
        (void)snprintf(tally->samples[tally->errors - 1], TEXT_MAX, "%s: %s %s", what,
                       state == NULL ? "" : state,
                       said == NULL ? PQerrorMessage(client->conn) : said);
    pthread_mutex_unlock(&client->workload->guard);
}

static void note_end(Client *client, const char *what, double took_ms)
{
    Tally *tally = &client->workload->tally;

    pthread_mutex_lock(&client->workload->guard);
    tally->statements++;
    client->finished++;
    if (client->is_long) {
        if (took_ms > tally->long_longest_ms)
            tally->long_longest_ms = took_ms;
    } else if (took_ms > tally->longest_ms) {
        tally->longest_ms = took_ms;
        (void)snprintf(tally->longest, TEXT_MAX, "%s", what);
    }
    pthread_mutex_unlock(&client->workload->guard);
}

static bool prepare(Client *client, int number)
{
    const Statement *statement = &client->workload->statements[number];
    char id[16];
    PGresult *result;
    bool ok;

    statement_id(id, sizeof id, number);
    result = PQprepare(client->conn, id, statement->sql, 0, NULL);
    ok = PQresultStatus(result) == PGRES_COMMAND_OK;
    if (!ok)
        note_error(client, statement->name, result);
    PQclear(result);
    return ok;
}

/* As a driver would after `cached plan must not change result type`. */
static void prepare_again(Client *client, int number)
{
    char sql[64];

    (void)snprintf(sql, sizeof sql, "DEALLOCATE s%d", number);
    PQclear(PQexec(client->conn, sql));
    (void)prepare(client, number);
}

static bool run_statement(Client *client, int number)
{
    const Statement *statement = &client->workload->statements[number];
    char id[16], text[32];
    const char *value = text;
    double begun_ms;
    PGresult *result;
    ExecStatusType status;
    bool ok;

    statement_id(id, sizeof id, number);
    (void)snprintf(text, sizeof text, "%lld", (long long)value_of(client, statement->param));
    begun_ms = now_ms();
    result = PQexecPrepared(client->conn, id, statement->param == PARAM_NONE ? 0 : 1, &value, NULL,
                            NULL, 0);
    status = PQresultStatus(result);
    ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (!ok)
        note_error(client, statement->name, result);
    PQclear(result);
    note_end(client, statement->name, now_ms() - begun_ms);
    if (!ok && PQtransactionStatus(client->conn) == PQTRANS_IDLE)
        prepare_again(client, number);
    return ok;
}

static void run_client(Client *client)
{
    Workload *workload = client->workload;
    int at = client->number;

    while (!is_over(workload)) {
        at = (at + 1) % workload->statement_count;
        if (workload->statements[at].is_long)
            continue;
        (void)run_statement(client, at);
        nap_ms(PAUSE_MS);
    }
}

static void run_simply(Client *client, const char *sql)
{
    PGresult *result = PQexec(client->conn, sql);

    if (PQresultStatus(result) != PGRES_COMMAND_OK)
        note_error(client, sql, result);
    PQclear(result);
}

/* A transaction of LONG_MS, and a pause: its first statements run, then it idles, then the rest. */
static void run_long(Client *client)
{
    Workload *workload = client->workload;

    do {
        bool ok = true;

        run_simply(client, "BEGIN");
        for (int i = 0; ok && i < workload->statement_count; i++) {
            if (!workload->statements[i].is_long)
                continue;
            ok = run_statement(client, i);
            if (strcmp(workload->statements[i].name, "long first") == 0)
                (void)nap_long(workload, LONG_MS);
        }
        run_simply(client, ok ? "COMMIT" : "ROLLBACK");
        for (int i = 0; !ok && i < workload->statement_count; i++)
            if (workload->statements[i].is_long)
                prepare_again(client, i);
    } while (nap_long(workload, LONG_PAUSE_MS));
}

static void open_client(Client *client)
{
    client->conn = PQconnectdb(client->workload->app_url);
    if (PQstatus(client->conn) != CONNECTION_OK)
        give_up("connect", PQerrorMessage(client->conn));
    for (int i = 0; i < client->workload->statement_count; i++)
        if (client->workload->statements[i].is_long == client->is_long && !prepare(client, i))
            give_up(client->workload->statements[i].name, PQerrorMessage(client->conn));
}

static void *client_main(void *argument)
{
    Client *client = argument;

    if (client->is_long)
        run_long(client);
    else
        run_client(client);
    PQfinish(client->conn);
    return NULL;
}

/* ---- the sampler ---- */

/* Whoever of ours waits for the holder, be it behind others who wait for it. A place in a queue in
 * front of somebody counts as a lock: pg_blocking_pids gives both. */
static const char LOOK[] =
    "WITH RECURSIVE stuck AS MATERIALIZED (SELECT pid, waitstart, mode, relation, locktype, "
    "pg_blocking_pids(pid) AS ahead FROM pg_locks WHERE NOT granted), "
    "who AS MATERIALIZED (SELECT pid, application_name, query FROM pg_stat_activity "
    "WHERE datname = current_database()), "
    "chain AS (SELECT s.pid, a.pid AS by FROM stuck s JOIN who w ON w.pid = s.pid AND "
    "w.application_name = 'gauntlet', unnest(s.ahead) AS a (pid) "
    "UNION SELECT c.pid, a.pid FROM chain c JOIN stuck s ON s.pid = c.by, "
    "unnest(s.ahead) AS a (pid)) "
    "SELECT extract(epoch FROM clock_timestamp() - s.waitstart) * 1000, "
    "left(format('%s of %s for %s, behind: %s', s.mode, coalesce(s.relation::regclass::text, "
    "s.locktype), left(w.query, 90), left(h.query, 300)), 900) "
    "FROM chain c JOIN who h ON h.pid = c.by AND h.application_name = $1 "
    "JOIN stuck s ON s.pid = c.pid JOIN who w ON w.pid = c.pid "
    "WHERE s.waitstart IS NOT NULL ORDER BY 1 DESC LIMIT 1";

static void look(Workload *workload, PGconn *conn, double gap_ms)
{
    char holder[LINE_MOST];
    const char *value = holder;
    PGresult *result;

    pthread_mutex_lock(&workload->guard);
    memcpy(holder, workload->holder, sizeof holder);
    pthread_mutex_unlock(&workload->guard);
    result = PQexecParams(conn, LOOK, 1, NULL, &value, NULL, NULL, 0);
    if (PQresultStatus(result) != PGRES_TUPLES_OK)
        give_up("sampler", PQerrorMessage(conn));
    pthread_mutex_lock(&workload->guard);
    workload->sampler_has_looked = true;
    workload->tally.looks++;
    if (gap_ms > workload->tally.gap_ms)
        workload->tally.gap_ms = gap_ms;
    if (PQntuples(result) == 1 && strcmp(holder, workload->holder) == 0) {
        double waited_ms = strtod(PQgetvalue(result, 0, 0), NULL);
        if (waited_ms > workload->tally.lock_ms) {
            workload->tally.lock_ms = waited_ms;
            (void)snprintf(workload->tally.lock, TEXT_MAX, "%s", PQgetvalue(result, 0, 1));
        }
    }
    pthread_mutex_unlock(&workload->guard);
    PQclear(result);
}

static void *sampler_main(void *argument)
{
    Workload *workload = argument;
    PGconn *conn = PQconnectdb(workload->watch_url);
    double before_ms = now_ms();

    if (PQstatus(conn) != CONNECTION_OK)
        give_up("connect", PQerrorMessage(conn));
    while (!is_over(workload)) {
        double begun_ms = now_ms();
        look(workload, conn, begun_ms - before_ms);
        before_ms = begun_ms;
        nap_ms(SAMPLE_MS);
    }
    PQfinish(conn);
    return NULL;
}

/* ---- periods ---- */

static void begin_period(Workload *workload, const char *holder)
{
    pthread_mutex_lock(&workload->guard);
    workload->tally = (Tally){0};
    (void)snprintf(workload->holder, sizeof workload->holder, "%s", holder);
    pthread_mutex_unlock(&workload->guard);
    puts("begun");
}

/* Whether each client has ended a statement since; what was on its way counts, too. */
static bool have_all_ended(Workload *workload, const int64_t *finished)
{
    bool all = true;

    pthread_mutex_lock(&workload->guard);
    for (int i = 0; i < workload->client_count; i++)
        all = all && (workload->clients[i].is_long || workload->clients[i].finished > finished[i]);
    all = all && workload->sampler_has_looked;
    pthread_mutex_unlock(&workload->guard);
    return all;
}

static void put_json_text(const char *key, const char *text)
{
    printf(", \"%s\": \"", key);
    for (; *text != '\0'; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte == '"' || byte == '\\')
            printf("\\%c", byte);
        else
            putchar(byte < ' ' ? ' ' : byte);
    }
    putchar('"');
}

static void end_period(Workload *workload)
{
    int64_t finished[CLIENTS_MAX];
    double deadline_ms = now_ms() + END_WAIT_MS;
    Tally tally;

    pthread_mutex_lock(&workload->guard);
    for (int i = 0; i < workload->client_count; i++)
        finished[i] = workload->clients[i].finished;
    workload->sampler_has_looked = false;
    pthread_mutex_unlock(&workload->guard);
    while (!have_all_ended(workload, finished)) {
        if (now_ms() > deadline_ms)
            give_up("end", "a client hangs");
        nap_ms(5);
    }
    pthread_mutex_lock(&workload->guard);
    tally = workload->tally;
    pthread_mutex_unlock(&workload->guard);
    printf("{\"statements\": %lld, \"errors\": %lld, \"plan_errors\": %lld, \"longest_ms\": %.1f, "
           "\"long_longest_ms\": %.1f, \"looks\": %lld, \"gap_ms\": %.1f, \"lock_ms\": %.1f",
           (long long)tally.statements, (long long)tally.errors, (long long)tally.plan_errors,
           tally.longest_ms, tally.long_longest_ms, (long long)tally.looks, tally.gap_ms,
           tally.lock_ms);
    put_json_text("longest", tally.longest);
    put_json_text("lock", tally.lock);
    for (int i = 0; i < SAMPLES_MAX; i++) {
        char key[24];
        (void)snprintf(key, sizeof key, "error%d", i + 1);
        if (tally.samples[i][0] != '\0')
            put_json_text(key, tally.samples[i]);
    }
    puts("}");
}

static void obey(Workload *workload)
{
    char line[LINE_MOST];

    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, "begin ", 6) == 0)
            begin_period(workload, line + 6);
        else if (strcmp(line, "end") == 0)
            end_period(workload);
        else
            give_up("no such command", line);
        fflush(stdout);
    }
}

int main(int count, char **words)
{
    static Workload workload; /* large */
    pthread_t threads[CLIENTS_MAX], sampler;

    if (count != 6)
        give_up("usage", "workload APP_URL WATCH_URL STATEMENTS CLIENTS KEYS");
    workload.app_url = words[1];
    workload.watch_url = words[2];
    read_statements(&workload, words[3]);
    workload.client_count = (int)strtol(words[4], NULL, 10) + 1;
    workload.keys = strtoll(words[5], NULL, 10);
    if (workload.client_count < 2 || workload.client_count > CLIENTS_MAX || workload.keys < 1)
        give_up("usage", "1 to 63 clients, at least one key");
    pthread_mutex_init(&workload.guard, NULL);
    for (int i = 0; i < workload.client_count; i++) {
        Client *client = &workload.clients[i];
        *client = (Client){
            .workload = &workload, .number = i, .random = 88172645463325252u + (uint64_t)i * 7919};
        client->is_long = i == workload.client_count - 1;
        open_client(client);
    }
    for (int i = 0; i < workload.client_count; i++)
        pthread_create(&threads[i], NULL, client_main, &workload.clients[i]);
    pthread_create(&sampler, NULL, sampler_main, &workload);
    puts("ready");
    fflush(stdout);
    obey(&workload);
    pthread_mutex_lock(&workload.guard);
    workload.is_over = true;
    pthread_mutex_unlock(&workload.guard);
    for (int i = 0; i < workload.client_count; i++)
        pthread_join(threads[i], NULL);
    pthread_join(sampler, NULL);
    return 0;
}
