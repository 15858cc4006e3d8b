/* Inside of settle: the model, and the parts of a table. */
#ifndef ANNEAL_ENGINE_MYSQL_MY_SETTLE_H
#define ANNEAL_ENGINE_MYSQL_MY_SETTLE_H

#include "base/note.h"
#include "engine/mysql/my_family.h"
#include "model/model.h"

typedef struct MySettle {
    MyFamily family;
    const char *title; /* "MySQL" */
    unsigned bit;      /* E_MYSQL */
    Model *model;
    Arena *arena; /* the model's */
    Errs *errs;
    const Table *table; /* the one that is settled */
    size_t comments, storage_parameters, rights, identity_options;
} MySettle;

#define MY_BY_PLATFORM "declare the element once for each database, with its Platforms"

void my_settle_refuse(const MySettle *settle, const Record *rec, const char *key, const char *hint,
                      const char *format, ...) __attribute__((format(printf, 5, 6)));
/* The element's name for a message: "column orders.total". */
Str my_settle_label(const MySettle *settle, const Record *rec);
/* What this engine has no place for is dropped and counted where that changes no meaning, else
 * refused. */
void my_settle_fields(MySettle *settle, Record *rec);
/* my_settle_table.c */
void my_settle_table(MySettle *settle, Table *table);
/* my_settle_column.c */
void my_settle_column(MySettle *settle, Table *table, Column *column);
/* my_settle_options.c: options and partitions. */
void my_settle_options(MySettle *settle, Table *table);
/* `utf8` -> `utf8mb3`, in lower case, also of collations. */
Str my_settle_set_name(Arena *arena, Str name);

#endif
