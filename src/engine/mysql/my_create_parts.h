/* Inside of the reader of CREATE TABLE. */
#ifndef ANNEAL_ENGINE_MYSQL_MY_CREATE_PARTS_H
#define ANNEAL_ENGINE_MYSQL_MY_CREATE_PARTS_H

#include "engine/mysql/my_create.h"
#include "engine/mysql/my_reader.h"

typedef struct MyCreate {
    Model *model;
    Table *table;
    const MyCatalog *catalog;
    MyReader reader; /* its arena is scratch: what the model keeps is copied */
} MyCreate;

/* Says, once, that what stands here was not understood. */
void my_create_fail(MyCreate *create, const char *what);
/* A copy in the model. */
void my_create_set(MyCreate *create, Record *rec, FieldId id, Str text);
/* Takes a whole number. */
bool my_take_int(MyReader *reader, OptInt *value);
/* my_create_keys.c: a key, constraint or period; false where it was not understood. */
bool my_create_key_read(MyCreate *create);
/* my_create_options.c: all behind the closing parenthesis. */
void my_create_options_read(MyCreate *create);
/* Behind PARTITION BY, until the end. NULL: not understood. */
Partitioning *my_partitioning_read(Arena *arena, MyReader *reader);

#endif
