/* The library's log: lines handed to the program's callback. */
#ifndef ANNEAL_BASE_LOG_H
#define ANNEAL_BASE_LOG_H

typedef enum LogLevel { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG } LogLevel;

typedef void (*LogSink)(void *context, LogLevel level, const char *line);

/* A context parameter, never global: whoever logs was handed one. A NULL `sink` is silent. */
typedef struct Log {
    LogSink sink;
    void *context;
    LogLevel level; /* what is above it is not formatted */
} Log;

/* One line, object first, no secret, no full stop. SQL goes at LOG_DEBUG. `log` may be NULL. */
void log_line(const Log *log, LogLevel level, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
