/* Faults: what ANNEAL_FAULT asks for happens at that hit of that point, and nowhere else. */
#include "test.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"

#ifdef ANNEAL_FAULTS

enum { PASSED = 100, NO_WORDS = 101 };

/* Orders of one run, and what becomes of three hits of GROUP_BEGUN and one of GROUP_RAN: the code
 * of the error at `failing_hit` (from 1; 0: none fails), or the signal that ends the process. */
typedef struct Case {
    const char *name, *orders;
    int failing_hit;
    ErrCode code;
    int signal;
} Case;

/* clang-format off */
static const Case cases[] = {
    {"without_orders_all_passes", NULL, 0, 0, 0},
    {"the_first_hit_fails", "GROUP_BEGUN:1:fail", 1, ERR_SERVER, 0},
    {"a_later_hit_fails", "GROUP_BEGUN:3:fail", 3, ERR_SERVER, 0},
    {"points_are_counted_apart", "GROUP_RAN:2:fail", 0, 0, 0},
    {"a_hit_that_never_comes_does_nothing", "GROUP_BEGUN:9:kill", 0, 0, 0},
    {"several_orders_are_obeyed", "GROUP_RAN:7:kill,GROUP_BEGUN:2:lock", 2, ERR_LOCK, 0},
    {"a_lost_connection", "GROUP_RAN:1:lose", 4, ERR_CONNECTION, 0},
    {"a_kill", "GROUP_BEGUN:2:kill", 0, 0, SIGKILL},
    {"an_interrupt", "GROUP_RAN:1:interrupt", 0, 0, SIGINT},
    {"an_unknown_point_is_refused_at_once", "GROUP_BEGAN:1:fail", 1, ERR_USAGE, 0},
    {"an_unknown_act_is_refused", "GROUP_BEGUN:1:explode", 1, ERR_USAGE, 0},
    {"a_hit_counts_from_one", "GROUP_BEGUN:0:fail", 1, ERR_USAGE, 0},
    {"words_behind_the_act_are_refused", "GROUP_BEGUN:1:fail:2", 1, ERR_USAGE, 0},
};
/* clang-format on */

/* In a process of its own, as hits are counted by process. */
static void child(const Case *row, int channel)
{
    Errs errs = {0};
    int failing = 0;
    char status[2] = {0};

    (void)unsetenv("ANNEAL_FAULT_LOG");
    (void)unsetenv("ANNEAL_FAULT");
    if (row->orders != NULL)
        (void)setenv("ANNEAL_FAULT", row->orders, 1);
    for (int hit = 1; hit <= 4 && failing == 0; hit++)
        if (!(hit < 4 ? FAULT(GROUP_BEGUN, &errs) : FAULT(GROUP_RAN, &errs)))
            failing = hit;
    status[0] = (char)failing;
    status[1] = (char)(errs_any(&errs) ? errs_last(&errs)->code : PASSED);
    if (write(channel, status, sizeof status) != sizeof status)
        _exit(2);
    errs_free(&errs);
    _exit(0);
}

static void a_run(void **state)
{
    const Case *row = *state;
    int channel[2], ended = 0;
    char status[2] = {NO_WORDS, NO_WORDS};
    pid_t pid;

    assert_int_equal(pipe(channel), 0);
    pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        child(row, channel[1]);
    (void)close(channel[1]);
    if (read(channel[0], status, sizeof status) != sizeof status)
        assert_int_not_equal(row->signal, 0);
    (void)close(channel[0]);
    assert_int_equal(waitpid(pid, &ended, 0), pid);
    if (row->signal != 0) {
        assert_true(WIFSIGNALED(ended));
        assert_int_equal(WTERMSIG(ended), row->signal);
        return;
    }
    assert_true(WIFEXITED(ended));
    assert_int_equal(status[0], row->failing_hit);
    assert_int_equal(status[1], row->failing_hit == 0 ? PASSED : (int)row->code);
}

static void where_nothing_can_fail_a_failing_act_does_nothing(void **state)
{
    (void)state;
    assert_int_equal(setenv("ANNEAL_FAULT", "FILE_WRITTEN:1:fail", 1), 0);
    assert_true(FAULT(FILE_WRITTEN, NULL));
    assert_int_equal(unsetenv("ANNEAL_FAULT"), 0);
}

static void each_hit_is_a_line_of_the_log(void **state)
{
    char path[] = "/tmp/anneal-fault-log.XXXXXX", text[64] = "";
    Errs errs = {0};
    int fd = mkstemp(path);

    (void)state;
    assert_true(fd >= 0);
    assert_int_equal(setenv("ANNEAL_FAULT_LOG", path, 1), 0);
    assert_true(FAULT(GROUP_RAN, &errs) && FAULT(RUN_ENDED, &errs) && FAULT(GROUP_RAN, &errs));
    assert_int_equal(unsetenv("ANNEAL_FAULT_LOG"), 0);
    assert_true(read(fd, text, sizeof text - 1) > 0);
    assert_string_equal(text, "GROUP_RAN\nRUN_ENDED\nGROUP_RAN\n");
    (void)close(fd);
    (void)unlink(path);
}

static void a_log_that_cannot_be_written_fails(void **state)
{
    Errs errs = {0};

    (void)state;
    assert_int_equal(setenv("ANNEAL_FAULT_LOG", "/nowhere/log", 1), 0);
    assert_fails(FAULT(GROUP_RAN, &errs), &errs, ERR_USAGE);
    assert_int_equal(unsetenv("ANNEAL_FAULT_LOG"), 0);
    errs_free(&errs);
}

int main(void)
{
    enum { CASES = sizeof cases / sizeof *cases };
    struct CMUnitTest tests[CASES + 3];

    for (size_t i = 0; i < CASES; i++) {
        /* cmocka hands the row out as it is. */
        union {
            const Case *row;
            void *state;
        } initial = {.row = &cases[i]};
        tests[i] = (struct CMUnitTest){cases[i].name, a_run, NULL, NULL, initial.state};
    }
    tests[CASES] =
        (struct CMUnitTest)cmocka_unit_test(where_nothing_can_fail_a_failing_act_does_nothing);
    tests[CASES + 1] = (struct CMUnitTest)cmocka_unit_test(each_hit_is_a_line_of_the_log);
    tests[CASES + 2] = (struct CMUnitTest)cmocka_unit_test(a_log_that_cannot_be_written_fails);
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

static void a_build_without_faults_knows_no_orders(void **state)
{
    Errs errs = {0};

    (void)state;
    assert_int_equal(setenv("ANNEAL_FAULT", "GROUP_BEGUN:1:kill", 1), 0);
    assert_true(FAULT(GROUP_BEGUN, &errs));
    assert_false(errs_any(&errs));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_build_without_faults_knows_no_orders)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}

#endif
