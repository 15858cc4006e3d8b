/* What the readers of one script share. */
#ifndef ANNEAL_ENGINE_POSTGRES_DECLARE_READ_H
#define ANNEAL_ENGINE_POSTGRES_DECLARE_READ_H

#include "engine/engine.h"
#include "engine/postgres/definition_kinds.h"
#include "engine/postgres/scan.h"

typedef struct Declare {
    Model *model;
    Arena *arena; /* the model's */
    const char *file;
    Errs *errs;
    PgScan scan; /* of the statement at hand */
    const Statement *at;
    VEC(Definition *) made; /* by this script so far */
} Declare;

/* What tells a definition apart, as a statement says it. */
typedef struct Named {
    const RecordType *type;
    Str schema;    /* absent: not said */
    Str own;       /* its bare name */
    Str relation;  /* of a trigger or rule */
    Str arguments; /* as pg_definition_name_it wants them */
} Named;

PgToken declare_next(Declare *declare);
bool declare_take(Declare *declare, const char *word);
/* All of the words, with blanks between, or none. */
bool declare_take_all(Declare *declare, const char *words);
/* The whole word list of a head: the longest that stands here; NULL: none does. */
const PgDefinitionHead *declare_take_head(Declare *declare);
bool declare_is_name(const PgToken *token);
/* `name` or `schema.name`; false where none stands here. */
bool declare_name(Declare *declare, Str *schema, Str *name);
/* All from here to the end of the statement. */
Str declare_rest(const Declare *declare);
/* Takes a parenthesis with all that it encloses; absent: none stands here. */
Str declare_parenthesis(Declare *declare);

/* ---- declare_names.c */
/* What follows the head of a CREATE, up to where the text begins. */
bool declare_read_new(Declare *declare, const RecordType *type, Named *named);
/* What follows `word` in DROP, ALTER and COMMENT ON. */
bool declare_read_known(Declare *declare, const RecordType *type, Named *named);
/* One that this script has made; NULL: none. Without arguments it is the only one of its name. */
Definition *declare_find(const Declare *declare, const Named *named);
/* A view or materialized view of this script. */
Definition *declare_find_view(const Declare *declare, Str schema, Str name);

/* ---- declare_details.c: each false where it is no statement about what this script has made. */
bool declare_read_comment(Declare *declare);
bool declare_read_alter(Declare *declare);
/* Behind CREATE [UNIQUE] INDEX. */
bool declare_read_index(Declare *declare, bool is_unique);

/* ---- declare_text.c: texts in the form in which introspection has them. */
/* The clauses of a materialized view beside its columns and query go to their fields. Casts, event
 * triggers and aggregates of old get the form in which the catalog prints them. */
void declare_settle_text(Declare *declare, Definition *definition);

#endif
