/* The command line's grammar: options are rows, parsed into a verb's struct. */
#ifndef ANNEAL_CLI_OPTIONS_H
#define ANNEAL_CLI_OPTIONS_H

#include "base/err.h"
#include "base/sb.h"

typedef enum OptionKind {
    OPT_FLAG,    /* bool */
    OPT_TEXT,    /* const char *: once */
    OPT_NUMBER,  /* OptNumber: digits, once */
    OPT_TEXTS,   /* StrVec: may be given again */
    OPT_NAMES,   /* StrVec: separated by commas, may be given again */
    OPT_FORMAT,  /* Outputs: opens a pair; `choices` are the formats */
    OPT_OUT,     /* Outputs: the file of the pair before it, else of the plan file */
    OPT_ARGUMENT /* const char *: a word that is no option */
} OptionKind;

typedef struct OptNumber {
    bool given;
    int value;
} OptNumber;

/* One thing to write. */
typedef struct Output {
    const char *format; /* NULL: a plan file */
    const char *path;   /* NULL: standard output */
} Output;
typedef VEC(Output) Outputs;

typedef struct Option {
    const char *name; /* without its dashes; NULL for an argument */
    char letter;      /* 0: none */
    OptionKind kind;
    size_t offset;              /* in the verb's struct: OPT_AT */
    const char *metavar;        /* NULL: takes no value */
    const char *help;           /* without a full stop */
    const char *const *choices; /* NULL-terminated; NULL: any value */
    bool is_required;
} Option;

/* A wrong member type does not build. */
#define OPT_AT(rec, member, type) \
    (offsetof(rec, member) + 0 * sizeof((type *)0 == &((rec *)0)->member))

typedef struct OptionTable {
    const char *verb; /* for messages: "plan" */
    const Option *rows;
    size_t count;
} OptionTable;

typedef enum ParseResult { PARSE_OK, PARSE_HELP, PARSE_ERROR } ParseResult;

/* `--name value`, `--name=value`, `-x value`, `-xvalue`, `-xy` for flags, `--` ends the options.
 * `--help` or `-h` anywhere before it: PARSE_HELP. All faults are reported as ERR_USAGE. `values`
 * is zeroed; texts are borrowed from `words`, vectors live in `arena`. */
ParseResult options_parse(const OptionTable *table, const char *const *words, size_t count,
                          void *values, Arena *arena, Errs *errs);
/* `--url URL    the database` lines, arguments first. */
void options_help(Sb *sb, const OptionTable *table);
/* ` DIR --url URL [--format text|json]…`: the options in short. */
void options_usage(Sb *sb, const OptionTable *table);

#endif
