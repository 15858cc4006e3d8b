/* The bytes of a script's file as text: only UTF-8 is. */
#ifndef ANNEAL_PACKAGE_SCRIPT_TEXT_H
#define ANNEAL_PACKAGE_SCRIPT_TEXT_H

#include "base/err.h"
#include "base/hash.h"

/* Takes the byte order mark off; another encoding is ERR_SYNTAX by its name. */
bool script_text_decode(const char *file, Str *text, Errs *errs);
/* Line ends count as \n: a checkout on another system is the same script. So is one that has got a
 * line of script_allow.h. */
Hash script_text_hash(Str text);

#endif
