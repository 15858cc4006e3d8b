/* What the suites of every engine share: where each is reached, and a connection a test. */
#ifndef ANNEAL_TESTS_ENGINE_SUBJECT_H
#define ANNEAL_TESTS_ENGINE_SUBJECT_H

#include "test.h"

#include "engine/engine.h"

/* An engine and, where one can be had, a place for its tests. */
typedef struct Subject {
    const Engine *engine;
    const char *variable; /* of the environment, that holds the URL */
    const char *url;      /* NULL: no server; the connected tests are skipped */
} Subject;

/* Connected tests: each has its own connection. */
typedef struct Session {
    const Subject *subject;
    Arena arena;
    Errs errs;
    Url url;
    Conn *conn;
} Session;

static inline bool is_reachable(const Subject *subject)
{
    if (subject->url != NULL)
        return true;
    print_message("skipped: %s is not set\n", subject->variable);
    return false;
}

static inline Conn *open_conn(Session *session, bool is_read_only)
{
    ConnectOptions options = {.is_read_only = is_read_only, .lock_timeout_ms = 200};
    Conn *conn = NULL;

    if (!session->subject->engine->connect(&session->url, &options, &conn, &session->errs))
        fail_msg("connect: %s", errs_last(&session->errs)->message);
    assert_ptr_equal(conn->engine, session->subject->engine);
    return conn;
}

static inline Session session_open(const Subject *subject)
{
    Session session = {.subject = subject};

    assert_true(url_parse(&session.arena, str_from(subject->url), &session.url, &session.errs));
    session.conn = open_conn(&session, false);
    return session;
}

static inline void session_close(Session *session)
{
    session->subject->engine->close(session->conn);
    errs_free(&session->errs);
    arena_free(&session->arena);
}

/* The one cell of a query's one row. */
static inline Str ask(Session *session, Conn *conn, Str sql)
{
    Rows rows;

    if (!session->subject->engine->query(conn, sql, &session->arena, &rows, &session->errs))
        fail_msg("%.*s: %s", STR_ARG(sql), errs_last(&session->errs)->message);
    assert_int_equal(rows.count, 1);
    return ROW_CELL(&rows, 0, 0);
}

/* ANNEAL_TEST_POSTGRES_URL and the like; an embedded engine gets a file of its own. */
static inline Subject subject_of(Arena *arena, const Engine *engine, const char *folder)
{
    Sb name = sb_new(SB_LINE_MAX);
    Subject subject = {.engine = engine};

    sb_puts(&name, "ANNEAL_TEST_");
    for (const char *c = engine->name; *c != '\0'; c++)
        sb_putc(&name, *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c);
    sb_puts(&name, "_URL");
    subject.variable = sb_finish(&name, arena).ptr;
    subject.url = getenv(subject.variable);
    if (subject.url == NULL && str_is(str_from(engine->name), "sqlite"))
        subject.url = arena_printf(arena, "sqlite:%s/conformance.db", folder).ptr;
    return subject;
}

#endif
