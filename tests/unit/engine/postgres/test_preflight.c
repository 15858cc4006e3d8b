/* What is noted before the first step, of the server and of the plan. */
#include "model/preflight.h"
#include "server.h"

static Server server;

static int open_database(void **state)
{
    (void)state;
    if (getenv(SERVER_VARIABLE) != NULL)
        server = server_open("preflight");
    return 0;
}

static int close_database(void **state)
{
    (void)state;
    if (getenv(SERVER_VARIABLE) != NULL)
        server_close(&server);
    return 0;
}

/* Whether a note says it; other tests' slots and transactions are noted, too. */
static bool is_noted(const Preflight *needs, const char *words)
{
    Notes notes = {0};
    bool found = false;

    assert_true(engine_postgres.foresee(server.conn, needs, &notes, &server.errs));
    for (size_t i = 0; i < notes.list.len; i++)
        found = found || strstr(notes.list.items[i].message, words) != NULL;
    notes_free(&notes);
    return found;
}

static void disk_is_noted_from_a_hundred_megabytes_on(void **state)
{
    static const char words[] = "take about 300 MB more on disk";

    (void)state;
    NEEDS_SERVER();
    assert_true(is_noted(&(Preflight){.disk_bytes = INT64_C(300) << 20}, words));
    assert_false(is_noted(&(Preflight){.disk_bytes = INT64_C(30) << 20}, "more on disk"));
}

/* A switch of the WAL file moves the position on by the rest of it: 256 MB without as much work. */
static void a_slot_that_holds_back_is_noted(void **state)
{
    static const char words[] = "the replication slot anneal_preflight, which nobody uses, holds";

    (void)state;
    NEEDS_SERVER();
    server_run(&server, "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots "
                        "WHERE slot_name = 'anneal_preflight'");
    server_run(&server, "SELECT pg_create_physical_replication_slot('anneal_preflight', true)");
    assert_false(is_noted(&(Preflight){0}, words));
    for (int i = 0; i < 17 && !is_noted(&(Preflight){0}, words); i++) {
        server_run(&server, "SELECT pg_logical_emit_message(false, 'anneal', 'x')");
        server_run(&server, "SELECT pg_switch_wal()");
    }
    assert_true(is_noted(&(Preflight){0}, words));
    server_run(&server, "SELECT pg_drop_replication_slot('anneal_preflight')");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(disk_is_noted_from_a_hundred_megabytes_on),
        cmocka_unit_test(a_slot_that_holds_back_is_noted),
    };

    return cmocka_run_group_tests(tests, open_database, close_database);
}
