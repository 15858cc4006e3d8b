/* How many terminal columns a character takes, whatever the locale. */
#ifndef ANNEAL_BASE_WIDE_H
#define ANNEAL_BASE_WIDE_H

#include "base/str.h"

typedef struct WideChar {
    size_t len;      /* bytes, at least 1 */
    uint32_t code;   /* 0 where the byte is not UTF-8 */
    int columns;     /* 0: drawn onto the character before it */
    bool is_harmful; /* not UTF-8, a control character, or one that reorders the text around it:
                      * a terminal must not get it */
} WideChar;

/* The character at the start of `text`, which is not empty. East Asian wide characters and emoji
 * take two columns; what is harmful counts one. */
WideChar wide_char(Str text);

#endif
