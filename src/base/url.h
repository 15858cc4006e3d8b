/* Database URLs: scheme, rest, and a form that is safe to print. */
#ifndef ANNEAL_BASE_URL_H
#define ANNEAL_BASE_URL_H

#include "base/err.h"

typedef struct Url {
    Str scheme; /* lower case, without the colon */
    Str rest;   /* after "scheme:", with its slashes */
    Str whole;  /* as given: may hold a password, never printed */
    Str safe;   /* for people: user, host and database; password and secret options as *** */
    bool has_password;
} Url;

/* Splits `text`; the slices live in `arena`. ERR_URL when there is no scheme. Passwords are found
 * in `user:password@` and in options whose name holds "password", "secret" or "key". */
bool url_parse(Arena *arena, Str text, Url *url, Errs *errs);

#endif
