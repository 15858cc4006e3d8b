/* SQL text, built from parts so that every name and value goes through the engine's quoting. */
#ifndef ANNEAL_ENGINE_SQL_H
#define ANNEAL_ENGINE_SQL_H

#include "base/sb.h"
#include "base/vec.h"

typedef struct SqlQuoting {
    void (*ident)(Sb *sb, Str name);
    void (*literal)(Sb *sb, Str text);
} SqlQuoting;

typedef enum SqlPartKind {
    SQL_RAW,     /* a literal of this program */
    SQL_IDENT,   /* one name, quoted */
    SQL_QNAME,   /* schema.name, each quoted; the name alone where the schema is absent */
    SQL_LITERAL, /* a string value, quoted */
    SQL_EXPR,    /* an expression or type that the package or the server gave as SQL */
    SQL_INT,
    SQL_IDENTS /* names, quoted, with ", " between */
} SqlPartKind;

typedef struct SqlPart {
    SqlPartKind kind;
    const char *text;
    Str a, b;
    int64_t number;
    const StrVec *names;
} SqlPart;

#define RAW(lit) ((SqlPart){.kind = SQL_RAW, .text = "" lit}) /* a variable does not compile */
#define ID(name) ((SqlPart){.kind = SQL_IDENT, .a = (name)})
#define QN(schema, name) ((SqlPart){.kind = SQL_QNAME, .a = (schema), .b = (name)})
#define LIT(value) ((SqlPart){.kind = SQL_LITERAL, .a = (value)})
#define EX(sql) ((SqlPart){.kind = SQL_EXPR, .a = (sql)})
#define NUM(value) ((SqlPart){.kind = SQL_INT, .number = (value)})
#define IDS(list) ((SqlPart){.kind = SQL_IDENTS, .names = (list)})

typedef struct SqlWriter {
    Sb sb;
    const SqlQuoting *quoting;
} SqlWriter;

/* An empty statement; sql_finish or sb_free(&writer.sb) ends it. */
SqlWriter sql_new(const SqlQuoting *quoting);
#define sql_put(writer, ...) \
    sql_put_parts((writer), (const SqlPart[]){__VA_ARGS__}, \
                  sizeof((const SqlPart[]){__VA_ARGS__}) / sizeof(SqlPart))
void sql_put_parts(SqlWriter *writer, const SqlPart *parts, size_t count);
/* The text in `arena`; frees the writer. */
Str sql_finish(SqlWriter *writer, Arena *arena);
/* All in one: the statement from its parts. */
#define sql_text(arena, quoting, ...) \
    sql_text_parts((arena), (quoting), (const SqlPart[]){__VA_ARGS__}, \
                   sizeof((const SqlPart[]){__VA_ARGS__}) / sizeof(SqlPart))
Str sql_text_parts(Arena *arena, const SqlQuoting *quoting, const SqlPart *parts, size_t count);

#endif
