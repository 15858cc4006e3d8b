/* Rows that many field tables share. Inside of model's tables only. */
#ifndef ANNEAL_MODEL_FIELD_ROWS_H
#define ANNEAL_MODEL_FIELD_ROWS_H

#include "model/finding.h"
#include "model/grant.h"

/* The first is what absent means; the others are Phase plus one. */
extern const char *const phase_choices[];

/* clang-format off */
#define SPARSE_ROW(key, kind, id, engines, differs, dflt, doc) \
    { key, kind, SPARSE(id), engines, differs, dflt, doc, NULL, NULL, false }

/* Rows that every object and part shares. */
#define COMMON_ROWS \
    SPARSE_ROW("OldName",      F_STR,    FIELD_OLD_NAME,     E_ALL, D_IGNORE, NULL, "Name before a rename; may stay when it is done."), \
    SPARSE_ROW("Platforms",    F_IDENTS, FIELD_PLATFORMS,    E_ALL, D_IGNORE, NULL, "Platforms that have this element; absent: all of the product's."), \
    SPARSE_ROW("ShouldApplyExpression", F_EXPR, FIELD_SHOULD_APPLY, E_ALL, D_IGNORE, NULL, "SQL, one boolean: apply this element only where it is true."), \
    SPARSE_ROW("VariantName",  F_STR,    FIELD_VARIANT_NAME, E_ALL, D_IGNORE, NULL, "Tells declarations of one element apart that apply under different conditions."), \
    { "Phase", F_ENUM, SPARSE(FIELD_PHASE), E_ALL, D_IGNORE, "auto", "Phase in which it is created and changed; `auto`: as the table of phases says, for a part of a table: as the table's Phase says. What goes is contract whatever this says.", phase_choices, NULL, false }, \
    { "Allow", F_LIST, SPARSE(FIELD_ALLOW), E_ALL, D_IGNORE, NULL, "Rules of lint that are not to count here, each with its reason.", NULL, &allowance_type, false }, \
    SPARSE_ROW("Extensions",   F_RAW,    FIELD_EXTENSIONS,   E_ALL, D_IGNORE, NULL, "Anything; kept, not interpreted.")

#define COMMENT_ROW \
    SPARSE_ROW("Comment", F_TEXT, FIELD_COMMENT, E_ALL, D_ALTER, NULL, "Comment kept by the server.")

/* Rights; `type`: of the list's records. */
#define GRANTS_ROW(type) \
    { "Grants", F_LIST, SPARSE(FIELD_GRANTS), E_PG, D_GRANTS, NULL, "Rights of roles beyond what the server gives by itself; compared where the package manages grants.", NULL, type, false }
#define OWNER_ROW \
    { "Owner", F_IDENT, AT(Object, owner, Str), E_PG, D_OWNER, NULL, "Role that owns it; compared where the environment says Owners.", NULL, NULL, false }
/* clang-format on */

#define TYPE(element, word, kind, rec, name, fields) \
    { \
        element, word, kind, sizeof(rec), offsetof(rec, name), fields, \
            sizeof(fields) / sizeof *(fields) \
    }

#endif
