/* SQL as MySQL and MariaDB write it, token by token. */
#ifndef ANNEAL_ENGINE_MYSQL_MY_SCAN_H
#define ANNEAL_ENGINE_MYSQL_MY_SCAN_H

#include "base/str.h"

typedef enum MyTokenKind {
    MY_TOKEN_BLANK,   /* blanks and line ends */
    MY_TOKEN_COMMENT, /* with its line end or its end mark */
    MY_TOKEN_EXTRA,   /* a comment that servers read: "/" "*!80023 INVISIBLE" … whole */
    MY_TOKEN_WORD,    /* a keyword or a bare name; @variables too */
    MY_TOKEN_NAME,    /* in backquotes */
    MY_TOKEN_STRING,  /* in ' or ", which is a name where sql_mode has ANSI_QUOTES */
    MY_TOKEN_NUMBER,
    MY_TOKEN_PARAMETER, /* ? or ?1 */
    MY_TOKEN_SIGN
} MyTokenKind;

typedef struct MyToken {
    MyTokenKind kind;
    Str text;     /* a slice, never empty */
    bool is_open; /* its end mark is missing */
} MyToken;

/* The token at `at`; false at the end of the text. Backslashes escape in strings. */
bool my_scan(Str text, size_t at, MyToken *token);
/* The next one at or behind `*at` that is neither blank nor comment, which `*at` is then behind. */
bool my_scan_next(Str text, size_t *at, MyToken *token);
bool my_token_is(const MyToken *token, const char *word); /* a word, ASCII case ignored */
bool my_token_is_sign(const MyToken *token, char sign);

#endif
