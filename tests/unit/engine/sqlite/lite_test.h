/* What the tests of the SQLite engine share: databases in memory and in a folder of their own. */
#ifndef ANNEAL_TESTS_UNIT_ENGINE_SQLITE_LITE_TEST_H
#define ANNEAL_TESTS_UNIT_ENGINE_SQLITE_LITE_TEST_H

#include "test.h"

#include <unistd.h>

#include "engine/sqlite/sqlite.h"

/* A fault in a test's own text. */
#define LITE_MUST(condition) ((condition) ? (void)0 : abort())

typedef struct LiteTest {
    Arena arena;
    Errs errs;
    Notes notes;
    char folder[64];
} LiteTest;

static inline LiteTest *lite_test_new(void)
{
    Arena arena = {0};
    LiteTest *test = ARENA_NEW(&arena, LiteTest);

    test->arena = arena;
    (void)snprintf(test->folder, sizeof test->folder, "/tmp/anneal-lite-XXXXXX");
    LITE_MUST(mkdtemp(test->folder) != NULL);
    return test;
}

/* `names`: files of the folder that the test made. */
static inline void lite_test_free(LiteTest *test, const char *const *names)
{
    Arena arena;

    for (; names != NULL && *names != NULL; names++)
        (void)unlink(arena_printf(&test->arena, "%s/%s", test->folder, *names).ptr);
    assert_int_equal(rmdir(test->folder), 0); /* nothing else was left behind */
    errs_free(&test->errs);
    notes_free(&test->notes);
    arena = test->arena;
    arena_free(&arena);
}

static inline Url lite_test_url(LiteTest *test, const char *text)
{
    Url url;

    LITE_MUST(url_parse(&test->arena, str_from(text), &url, &test->errs));
    return url;
}

static inline Url lite_test_file(LiteTest *test, const char *name)
{
    return lite_test_url(test, arena_printf(&test->arena, "sqlite:%s/%s", test->folder, name).ptr);
}

static inline Conn *lite_test_connect(LiteTest *test, Url url, bool is_read_only)
{
    ConnectOptions options = {.is_read_only = is_read_only, .lock_timeout_ms = 1};
    Conn *conn = NULL;

    (void)engine_sqlite.connect(&url, &options, &conn, &test->errs);
    return conn;
}

static inline Conn *lite_test_memory(LiteTest *test)
{
    Conn *conn = lite_test_connect(test, lite_test_url(test, "sqlite::memory:"), false);

    LITE_MUST(conn != NULL);
    return conn;
}

/* Statements with a ';' and a line end between them. */
static inline void lite_test_run(LiteTest *test, Conn *conn, const char *script)
{
    Str rest = str_from(script);

    while (rest.len > 0) {
        size_t end = 0;
        while (end < rest.len &&
               !(rest.ptr[end] == ';' && (end + 1 == rest.len || rest.ptr[end + 1] == '\n')))
            end++;
        if (!engine_sqlite.exec(conn, str_sub(rest, 0, end), &test->errs))
            fail_msg("%.*s: %s", (int)end, rest.ptr, errs_last(&test->errs)->message);
        rest = end + 2 <= rest.len ? str_sub(rest, end + 2, rest.len - end - 2) : STR_ABSENT;
    }
}

static inline Model *lite_test_look(LiteTest *test, Conn *conn)
{
    Model *model = model_new();
    Filter everything = {0};

    if (!engine_sqlite.introspect(conn, &everything, model, &test->notes, &test->errs))
        fail_msg("%s", errs_last(&test->errs)->message);
    return model;
}

/* The model of a script that ran in memory. */
static inline Model *lite_test_model(LiteTest *test, const char *script)
{
    Conn *conn = lite_test_memory(test);
    Model *model;

    lite_test_run(test, conn, script);
    model = lite_test_look(test, conn);
    engine_sqlite.close(conn);
    return model;
}

static inline const Table *lite_test_table(const Model *model, const char *name)
{
    return (const Table *)model_find(model, REC_TABLE, STR_ABSENT, str_from(name));
}

/* One cell of one row. */
static inline Str lite_test_ask(LiteTest *test, Conn *conn, const char *query)
{
    Rows rows;

    if (!engine_sqlite.query(conn, str_from(query), &test->arena, &rows, &test->errs))
        fail_msg("%s: %s", query, errs_last(&test->errs)->message);
    assert_int_equal(rows.count, 1);
    return ROW_CELL(&rows, 0, 0);
}

#endif
