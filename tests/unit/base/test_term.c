/* Terminals: a file is none, a pseudo terminal is one, and what is asked for is honoured. */
#include "test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/term.h"

static void a_file_is_no_terminal(void **state)
{
    FILE *file = tmpfile();
    Term term;

    (void)state;
    assert_non_null(file);
    term = term_of(file);
    assert_false(term.is_tty);
    assert_false(term.has_color);
    assert_int_equal(term.width, 100);
    (void)fclose(file);
}

/* The user's side of a new pseudo terminal of 77 columns; NULL where the machine gives none. */
static FILE *open_terminal(int *other_side)
{
    struct winsize size = {.ws_row = 24, .ws_col = 77};
    const char *name;
    int fd;

    *other_side = posix_openpt(O_RDWR | O_NOCTTY);
    if (*other_side < 0 || grantpt(*other_side) != 0 || unlockpt(*other_side) != 0)
        return NULL;
    name = ptsname(*other_side);
    fd = name == NULL ? -1 : open(name, O_RDWR | O_NOCTTY);
    if (fd < 0 || ioctl(fd, TIOCSWINSZ, &size) != 0)
        return NULL;
    return fdopen(fd, "w");
}

static void a_terminal_has_its_width_and_color_unless_told_otherwise(void **state)
{
    static const struct {
        const char *name, *no_color; /* NULL: not set */
        bool has_color;
    } rows[] = {
        {"xterm", NULL, true}, {"xterm", "", true}, {"xterm", "1", false},
        {"dumb", NULL, false}, {NULL, NULL, false},
    };
    int other_side = -1;
    FILE *terminal = open_terminal(&other_side);

    (void)state;
    if (terminal == NULL) {
        if (other_side >= 0)
            (void)close(other_side);
        skip();
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Term term;
        (void)unsetenv("TERM");
        (void)unsetenv("NO_COLOR");
        if (rows[i].name != NULL)
            (void)setenv("TERM", rows[i].name, 1);
        if (rows[i].no_color != NULL)
            (void)setenv("NO_COLOR", rows[i].no_color, 1);
        term = term_of(terminal);
        assert_true(term.is_tty);
        assert_int_equal(term.width, 77);
        assert_int_equal(term.has_color, rows[i].has_color);
    }
    (void)fclose(terminal);
    (void)close(other_side);
}

static void styles_are_sequences_only_where_there_is_color(void **state)
{
    (void)state;
    for (int style = TERM_PLAIN; style <= TERM_CYAN; style++) {
        assert_string_equal(term_style(false, (TermStyle)style), "");
        assert_int_equal(term_style(true, (TermStyle)style)[0], '\033');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_no_terminal),
        cmocka_unit_test(a_terminal_has_its_width_and_color_unless_told_otherwise),
        cmocka_unit_test(styles_are_sequences_only_where_there_is_color),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
