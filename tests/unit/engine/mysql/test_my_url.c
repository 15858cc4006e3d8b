/* What a URL says; a row a case. */
#include "test.h"

#include "engine/mysql/my_conn.h"

typedef struct Case {
    const char *name, *url;
    const char *expected; /* user password host port database socket, by blanks; - absent */
    const char *fault;    /* a part of the message; NULL: it is fine */
} Case;

static const Case cases[] = {
    {"all_of_it", "mysql://u:p@h:3307/d", "u p h 3307 d -", NULL},
    {"a_database_alone", "mysql:///d", "- - - 0 d -", NULL},
    {"a_socket", "mariadb://u@localhost/d?socket=/run/my.sock", "u - localhost 0 d /run/my.sock",
     NULL},
    {"signs_of_a_password", "mysql://u:%40a%2Fb%3A@h/d", "u @a/b: h 0 d -", NULL},
    {"an_at_in_the_password", "mysql://u:a@b@h/d", "u a@b h 0 d -", NULL},
    {"a_long_address", "mysql://u@[::1]:3306/d", "u - ::1 3306 d -", NULL},
    {"a_name_with_a_blank", "mysql://u@h/a%20b", "u - h 0 a b -", NULL},
    {"no_slashes", "mysql:d", NULL, "two slashes are missing"},
    {"no_database", "mysql://u@h", NULL, "the database is missing"},
    {"no_database_behind_the_slash", "mysql://u@h/?socket=/s", NULL, "the database is missing"},
    {"a_port_of_letters", "mysql://h:x/d", NULL, "the port is no number"},
    {"a_percent_alone", "mysql://u:a%b@h/d", NULL, "hex digits"},
    {"an_unknown_option", "mysql://h/d?sock=/s", NULL, "unknown option \"sock\""},
};

static const char *or_dash(const char *text)
{
    return text == NULL ? "-" : text;
}

static void run_case(void **state)
{
    const Case *row = *state;
    Arena arena = {0};
    Errs errs = {0};
    MyTarget target;
    Url url;

    assert_true(url_parse(&arena, str_from(row->url), &url, &errs));
    if (row->fault == NULL) {
        assert_true(my_url_read(&url, &arena, &target, &errs));
        assert_str(arena_printf(&arena, "%s %s %s %u %s %s", or_dash(target.user),
                                or_dash(target.password), or_dash(target.host), target.port,
                                or_dash(target.database), or_dash(target.socket)),
                   row->expected);
    } else {
        assert_false(my_url_read(&url, &arena, &target, &errs));
        assert_int_equal(errs_last(&errs)->code, ERR_URL);
        if (strstr(errs_last(&errs)->message, row->fault) == NULL)
            fail_msg("%s", errs_last(&errs)->message);
    }
    errs_free(&errs);
    arena_free(&arena);
}

int main(void)
{
    struct CMUnitTest tests[sizeof cases / sizeof *cases] = {0};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        tests[i] = (struct CMUnitTest){.name = cases[i].name,
                                       .test_func = run_case,
                                       .initial_state = (void *)(uintptr_t)&cases[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
