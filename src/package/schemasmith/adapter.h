/* Dialects of package files: what turns a SchemaSmith generation's keys and values into ours. */
#ifndef ANNEAL_PACKAGE_SCHEMASMITH_ADAPTER_H
#define ANNEAL_PACKAGE_SCHEMASMITH_ADAPTER_H

#include "base/note.h"
#include "model/field.h"
#include "model/slot.h"

/* An older key of a record. */
typedef struct KeyRename {
    const RecordType *record;
    const char *from, *to;
} KeyRename;

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
    const char *name;
    unsigned engines; /* of packages that are written so */
    bool keys_any_case;
    bool has_comments;
    bool is_lenient;       /* unknown keys and tokens are notes, "" is absent, enums in any case */
    bool has_brace_escape; /* `{{{{` is a literal `{{` */
    char quote_open, quote_close; /* around names, doubled inside; '\0': names stand bare */
    Slot before_slot; /* where scripts of the slot Before run; SLOT_OF_STRUCTURE: there */
    const KeyRename *renames;
    size_t rename_count;
    const ValueRewrite *values;
    size_t value_count;
} Adapter;

/* Packages with anneal.json: no rewrites, nothing forgiven. */
extern const Adapter adapter_own;
/* The adapter of a SchemaSmith package for these engines; never NULL. */
const Adapter *adapter_find(unsigned engines);
/* Rewrites `doc`, which a record of `type` will be read from. */
void adapter_apply(const Adapter *adapter, Arena *arena, Doc *doc, const RecordType *type,
                   Notes *notes);

#endif
