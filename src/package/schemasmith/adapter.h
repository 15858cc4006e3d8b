/* Dialects of package files: what turns a SchemaSmith generation's keys and values into ours. */
#ifndef ANNEAL_PACKAGE_SCHEMASMITH_ADAPTER_H
#define ANNEAL_PACKAGE_SCHEMASMITH_ADAPTER_H

#include "base/note.h"
#include "model/field.h"
#include "model/slot.h"

/* The forms of the format, in the order of their age. */
typedef enum Generation {
    GENERATION_NONE, /* not SchemaSmith's: anneal's own */
    GENERATION_G1,   /* the community edition for SQL Server */
    GENERATION_GE,   /* the packages of one engine each, for PostgreSQL and MySQL */
    GENERATION_G2,   /* the tool of several engines */
    GENERATION_COUNT
} Generation;

/* A key of a record that we spell otherwise, or not at all. */
typedef struct KeyRule {
    const RecordType *record;
    const char *from;
    const char *to;   /* NULL: it has no effect, and is taken out */
    const char *note; /* why, once a package; NULL: not worth a word */
    unsigned engines; /* of which packages */
} KeyRule;

/* What an absent key means. */
typedef struct KeyDefault {
    const RecordType *record;
    const char *key, *value;
} KeyDefault;

/* A value with another meaning than ours; compared without case. */
typedef struct ValueRewrite {
    const RecordType *record;
    const char *key;
    const char *from;
    const char *to;   /* NULL: the key is taken out */
    const char *note; /* why, once a package; NULL: not worth a word */
} ValueRewrite;

/* One dialect: tables of rewrites that work on the doc tree before a record is read. */
typedef struct Adapter {
    Generation generation;
    unsigned engines; /* of packages that are written so */
    bool keys_any_case;
    bool has_comments;
    bool is_lenient; /* "" is absent, enums in any case, values of other kinds, alone in a list;
                      * unknown tokens are notes */
    bool unknown_is_note;     /* what it does not know is a note; else an error, as it is there */
    bool has_brace_escape;    /* `{{{{` is a literal `{{` */
    bool has_plain_files;     /* tokens stand in Product and Template files only */
    bool skips_unidentified;  /* a template without DatabaseIdentificationScript */
    bool has_column_checks;   /* a column's CheckExpression, which is the table's */
    bool has_check_names;     /* and is called CK_table_column; else as the server likes */
    bool has_flat_deliveries; /* keys of DataDelivery stand in the table */
    bool has_token_tags;      /* `<*File*>x` as a token's value is the content of x */
    bool doubles_backslash;   /* of a token's value after a quote */
    char quote_open, quote_close; /* around names, doubled inside; '\0': names stand bare */
    Slot before_slot; /* where scripts of the slot Before run; SLOT_OF_STRUCTURE: there */
    const KeyRule *keys;
    size_t key_count;
    const KeyDefault *defaults;
    size_t default_count;
    const ValueRewrite *values;
    size_t value_count;
} Adapter;

/* Packages with anneal.json: no rewrites, nothing forgiven. */
extern const Adapter adapter_own;
/* "G2", as anneal.json and messages have it; "none" for our own. NULL-terminated. */
extern const char *const generation_names[];
/* The adapter of a SchemaSmith package of this generation for these engines; never NULL. */
const Adapter *adapter_find(Generation generation, unsigned engines);
/* Rewrites `doc`, which a record of `type` will be read from. */
void adapter_apply(const Adapter *adapter, Arena *arena, Doc *doc, const RecordType *type,
                   Notes *notes);

#endif
