/* The names of column types: many spellings, one of which the server prints. */
#ifndef ANNEAL_ENGINE_MYSQL_MY_TYPE_H
#define ANNEAL_ENGINE_MYSQL_MY_TYPE_H

#include "engine/mysql/my_family.h"
#include "engine/mysql/my_reader.h"

/* A type, and what people write behind it that is no part of it. */
typedef struct MyType {
    Str text;                     /* in the spelling of ours: `int unsigned`, `varchar(20)` */
    Str character_set, collation; /* absent: not said */
    bool is_auto_increment;       /* also of SERIAL, which is NOT NULL and unique besides */
    bool is_serial;
    bool is_binary; /* BINARY: the _bin collation of its character set */
} MyType;

/* Reads a type where the reader stands; false where none stands there. What follows, such as NOT
 * NULL, is left. Spellings that every server takes for the same become one: aliases, integer
 * widths (but of ZEROFILL, and `tinyint(1)`, by which clients know a boolean), lengths that go
 * without saying. Texts live in the reader's arena. */
bool my_take_type(MyReader *reader, MyFamily family, MyType *type);
/* The first word of such a text: `int`, `varchar`. */
Str my_type_word(Str type);
/* Whether values are texts in a character set. */
bool my_type_is_text(Str type);
/* Whether it takes a default only as an expression on MySQL. */
bool my_type_is_blob(Str type);
bool my_type_is_number(Str type);

#endif
