/* A throw-away database for the tests of the connected half. */
#ifndef ANNEAL_TESTS_UNIT_ENGINE_POSTGRES_SERVER_H
#define ANNEAL_TESTS_UNIT_ENGINE_POSTGRES_SERVER_H

#include "engine/postgres/postgres.h"
#include "test.h"

#include <unistd.h>

#define SERVER_VARIABLE "ANNEAL_TEST_POSTGRES_URL"

/* No server: the test is skipped with the reason, never passed. */
#define NEEDS_SERVER() \
    do { \
        if (getenv(SERVER_VARIABLE) == NULL) { \
            print_message("skipped: " SERVER_VARIABLE " is not set\n"); \
            skip(); \
        } \
    } while (0)

typedef struct Server {
    Arena arena;
    Errs errs;
    Notes notes;
    Url url; /* of the throw-away database */
    Str database;
    Conn *conn;
} Server;

static inline void server_report(const Errs *errs)
{
    for (size_t i = 0; i < errs->list.len; i++)
        print_message("%s: %s (%s)\n", err_code_name(errs->list.items[i].code),
                      errs->list.items[i].message,
                      errs->list.items[i].server == NULL ? "" : errs->list.items[i].server);
}

static inline Conn *server_connect(Server *server, const char *url, bool is_read_only)
{
    ConnectOptions options = {.is_read_only = is_read_only};
    Conn *conn = NULL;

    assert_true(url_parse(&server->arena, str_from(url), &server->url, &server->errs));
    if (!engine_postgres.connect(&server->url, &options, &conn, &server->errs))
        server_report(&server->errs);
    assert_non_null(conn);
    return conn;
}

static inline void server_run(Server *server, const char *sql)
{
    if (!engine_postgres.exec(server->conn, str_from(sql), &server->errs))
        server_report(&server->errs);
    assert_false(errs_any(&server->errs));
}

/* Another connection to the throw-away database. */
static inline Conn *server_again(Server *server, bool is_read_only)
{
    const char *base = getenv(SERVER_VARIABLE);

    return server_connect(server,
                          arena_printf(&server->arena, "%s%cdbname=%.*s", base,
                                       strchr(base, '?') == NULL ? '?' : '&',
                                       STR_ARG(server->database))
                              .ptr,
                          is_read_only);
}

static inline Server server_open(const char *name)
{
    Server server = {.conn = NULL};
    Conn *base = server_connect(&server, getenv(SERVER_VARIABLE), false);

    server.database = arena_printf(&server.arena, "anneal_%s_%ld", name, (long)getpid());
    server.conn = base;
    server_run(&server,
               arena_printf(&server.arena, "CREATE DATABASE %.*s", STR_ARG(server.database)).ptr);
    engine_postgres.close(base);
    server.conn = server_again(&server, false);
    return server;
}

static inline void server_close(Server *server)
{
    engine_postgres.close(server->conn);
    server->conn = server_connect(server, getenv(SERVER_VARIABLE), false);
    server_run(server,
               arena_printf(&server->arena, "DROP DATABASE %.*s", STR_ARG(server->database)).ptr);
    engine_postgres.close(server->conn);
    notes_free(&server->notes);
    errs_free(&server->errs);
    arena_free(&server->arena);
}

/* The note that begins so, or NULL. */
static inline const char *server_note(const Server *server, const char *beginning)
{
    for (size_t i = 0; i < server->notes.list.len; i++)
        if (str_starts(str_from(server->notes.list.items[i].message), str_from(beginning)))
            return server->notes.list.items[i].message;
    return NULL;
}

#endif
