/* What is known of each kind of definition: a row says how it is named, and what can be done to it.
 */
#ifndef ANNEAL_ENGINE_POSTGRES_DEFINITION_KINDS_H
#define ANNEAL_ENGINE_POSTGRES_DEFINITION_KINDS_H

#include "model/definition.h"
#include "model/op.h"

/* How DROP, ALTER and COMMENT ON name one. */
typedef enum PgNaming {
    PG_NAMED_PLAIN,     /* "s"."v", or "e" where no schema holds it */
    PG_NAMED_ROUTINE,   /* "s"."f"(integer, text) */
    PG_NAMED_AGGREGATE, /* the same with the arguments as its text begins with them */
    PG_NAMED_OPERATOR,  /* "s".===(integer, NONE) */
    PG_NAMED_BY_METHOD, /* "s"."int_ops" USING "btree" */
    PG_NAMED_ON,        /* "touch" ON "s"."t" */
    PG_NAMED_CAST,      /* (integer AS text) */
    PG_NAMED_TRANSFORM  /* FOR hstore LANGUAGE plperl */
} PgNaming;

typedef struct PgDefinitionKind {
    const RecordType *type;
    const char *word; /* as DROP, ALTER and COMMENT ON call it */
    PgNaming naming;
    Op create, replace, recreate, drop;
    int replaces_since; /* server version from which CREATE OR REPLACE is there; 0: never */
} PgDefinitionKind;

/* A head that a kind's CREATE can have. */
typedef struct PgDefinitionHead {
    const char *words; /* between CREATE and the name: `CONSTRAINT TRIGGER` */
    const RecordType *type;
} PgDefinitionHead;

/* Of a definition's type; never NULL. */
const PgDefinitionKind *pg_definition_kind(const RecordType *type);
/* NULL-terminated (words). */
extern const PgDefinitionHead pg_definition_heads[];
/* By the words of a head, in any case; NULL: none has it. */
const PgDefinitionHead *pg_definition_head(Str words);

#endif
