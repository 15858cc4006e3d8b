/* Commands: what goes in, what comes out, how they end. */
#include "test.h"

#include "base/process.h"
#include "base/sb.h"

static void on_line(void *context, Str line)
{
    sb_printf(context, "[%.*s]", STR_ARG(line));
}

/* Runs /bin/sh -c `script`; its lines go into `lines`, each in brackets. */
static bool run(const char *script, Str input, int timeout_ms, Sb *lines, Errs *errs)
{
    const char *const words[] = {"/bin/sh", "-c", script, NULL};
    const char *const environment[] = {"PATH=/usr/bin:/bin", "WORD=seen", NULL};
    Command command = {.words = words,
                       .environment = environment,
                       .input = input,
                       .timeout_ms = timeout_ms,
                       .on_line = on_line,
                       .context = lines};

    return process_run(&command, errs);
}

static void assert_runs(const char *script, Str input, const char *lines)
{
    Sb sb = sb_new(SB_FILE_MAX);
    Errs errs = {0};

    if (!run(script, input, 5000, &sb, &errs))
        fail_msg("%s", errs_last(&errs)->message);
    assert_str(sb_str(&sb), lines);
    sb_free(&sb);
    errs_free(&errs);
}

static void assert_ends(const char *script, int timeout_ms, const char *message)
{
    Sb sb = sb_new(SB_FILE_MAX);
    Errs errs = {0};

    assert_fails(run(script, STR(""), timeout_ms, &sb, &errs), &errs, ERR_COMMAND);
    assert_string_equal(errs_last(&errs)->message, message);
    sb_free(&sb);
    errs_free(&errs);
}

static void lines_of_both_outputs_come_and_the_last_needs_no_end(void **state)
{
    (void)state;
    assert_runs("echo one; echo two >&2; printf three", STR(""), "[one][two][three]");
}

static void it_sees_what_it_is_given_and_nothing_else(void **state)
{
    (void)state;
    assert_runs("echo $WORD; echo ${HOME:-none}; cat", STR("in\n"), "[seen][none][in]");
}

static void input_that_is_not_read_does_no_harm(void **state)
{
    Arena arena = {0};
    char *bytes = arena_alloc(&arena, 1000000);

    (void)state;
    memset(bytes, 'x', 1000000);
    assert_runs("exec <&-; echo done", (Str){bytes, 1000000}, "[done]");
    assert_runs("wc -c", (Str){bytes, 1000000}, "[1000000]");
    arena_free(&arena);
}

static void another_status_is_an_error(void **state)
{
    (void)state;
    assert_ends("exit 3", 5000, "the command ended with 3");
    assert_ends("kill -9 $$", 5000, "the command was ended by signal 9");
}

static void what_is_late_is_ended_with_what_it_started(void **state)
{
    (void)state;
    assert_ends("sleep 30 & sleep 30; echo never", 300,
                "the command took longer than 0 s and was ended");
    assert_ends("trap '' TERM; sleep 30; sleep 30", 300,
                "the command took longer than 0 s and was ended");
}

static void what_is_not_there_is_said(void **state)
{
    const char *const words[] = {"anneal-no-such-command", NULL};
    const char *const environment[] = {NULL};
    Command command = {.words = words, .environment = environment};
    Errs errs = {0};

    (void)state;
    assert_fails(process_run(&command, &errs), &errs, ERR_COMMAND);
    assert_non_null(strstr(errs_last(&errs)->message, "anneal-no-such-command"));
    errs_free(&errs);
}

static void a_wish_to_stop_ends_it(void **state)
{
    static const volatile sig_atomic_t stop = 1;
    const char *const words[] = {"/bin/sleep", "30", NULL};
    const char *const environment[] = {NULL};
    Command command = {.words = words, .environment = environment, .stop = &stop};
    Errs errs = {0};

    (void)state;
    assert_fails(process_run(&command, &errs), &errs, ERR_CANCELLED);
    errs_free(&errs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_of_both_outputs_come_and_the_last_needs_no_end),
        cmocka_unit_test(it_sees_what_it_is_given_and_nothing_else),
        cmocka_unit_test(input_that_is_not_read_does_no_harm),
        cmocka_unit_test(another_status_is_an_error),
        cmocka_unit_test(what_is_late_is_ended_with_what_it_started),
        cmocka_unit_test(what_is_not_there_is_said),
        cmocka_unit_test(a_wish_to_stop_ends_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
