/* The log: lines for the program's callback, and none that nobody wants. */
#include "test.h"

#include "base/log.h"

typedef struct Heard {
    size_t count;
    LogLevel level;
    char line[64];
} Heard;

static void hear(void *context, LogLevel level, const char *line)
{
    Heard *heard = context;

    heard->count++;
    heard->level = level;
    (void)snprintf(heard->line, sizeof heard->line, "%s", line);
}

static void lines_up_to_the_level_are_handed_over(void **state)
{
    Heard heard = {0};
    Log log = {hear, &heard, LOG_WARN};

    (void)state;
    log_line(&log, LOG_ERROR, "table %s: %d", "t", 1);
    assert_int_equal(heard.count, 1);
    assert_int_equal(heard.level, LOG_ERROR);
    assert_string_equal(heard.line, "table t: 1");
    log_line(&log, LOG_WARN, "w");
    assert_int_equal(heard.count, 2);
    log_line(&log, LOG_INFO, "i");
    log_line(&log, LOG_DEBUG, "d");
    assert_int_equal(heard.count, 2);
}

static void without_a_sink_or_a_log_it_is_silent(void **state)
{
    Log log = {NULL, NULL, LOG_DEBUG};

    (void)state;
    log_line(&log, LOG_ERROR, "nobody hears %d", 1);
    log_line(NULL, LOG_ERROR, "nobody hears %d", 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_up_to_the_level_are_handed_over),
        cmocka_unit_test(without_a_sink_or_a_log_it_is_silent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
