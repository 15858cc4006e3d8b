/* The library's log. */
#include "base/log.h"

#include "base/sb.h"

void log_line(const Log *log, LogLevel level, const char *format, ...)
{
    Arena scratch = {0};
    va_list args;

    if (log == NULL || log->sink == NULL || level > log->level)
        return;
    va_start(args, format);
    log->sink(log->context, level, arena_vprintf(&scratch, format, args).ptr);
    va_end(args);
    arena_free(&scratch);
}
