/* Whether a line of a file may hold a password. */
#ifndef ANNEAL_REPORT_SECRETS_H
#define ANNEAL_REPORT_SECRETS_H

#include "base/str.h"

/* By its text, as what is wrong with a line may be why nothing else understood it; in doubt it may.
 * Found are URLs with a password or with something that may be one, a key named Url whose value is
 * no URL, and values of keys and options whose name ends in password, passwd, pwd or secret. */
bool secrets_may_be_in(Str line);

#endif
