/* What the terminal is and can. */
#include "base/term.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include "base/str.h"

enum { WIDTH_UNKNOWN = 100 };

Term term_of(FILE *stream)
{
    int fd = fileno(stream);
    const char *no_color = getenv("NO_COLOR");
    const char *name = getenv("TERM");
    struct winsize size = {0};
    Term term = {.is_tty = fd >= 0 && isatty(fd) == 1, .width = WIDTH_UNKNOWN};

    term.has_color = term.is_tty && (no_color == NULL || *no_color == '\0') && name != NULL &&
                     strcmp(name, "dumb") != 0;
    if (term.is_tty && ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        term.width = size.ws_col;
    return term;
}

const char *term_style(bool has_color, TermStyle style)
{
    static const char *const sequences[] = {
        [TERM_PLAIN] = "\033[0m", [TERM_BOLD] = "\033[1m",   [TERM_DIM] = "\033[2m",
        [TERM_RED] = "\033[31m",  [TERM_GREEN] = "\033[32m", [TERM_YELLOW] = "\033[33m",
        [TERM_CYAN] = "\033[36m",
    };

    return has_color ? sequences[style] : "";
}
