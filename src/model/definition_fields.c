/* The field tables of definitions. No file of a package is made of them: they say what is compared.
 */
#include "model/definition.h"
#include "model/field_rows.h"

static const char *const enabled_states[] = {"ORIGIN", "DISABLED", "REPLICA", "ALWAYS", NULL};

/* clang-format off */
static const Field definition_fields[] = {
    { "Schema",      F_IDENT, AT(Object, schema, Str),   E_ALL, D_KEY,   NULL, "Schema; absent: the engine's default.", NULL, NULL, false },
    { "Name",        F_STR,   AT(Object, name, Str),     E_ALL, D_KEY,   NULL, "What tells it apart in its schema, as SQL writes it.", NULL, NULL, true },
    { "Kind",        F_STR,   AT(Definition, head, Str), E_ALL, D_ALTER, NULL, "Words between CREATE and the name.", NULL, NULL, true },
    { "Definition",  F_TEXT,  AT(Definition, text, Str), E_ALL, D_ALTER, NULL, "The statement that makes it, behind the name.", NULL, NULL, true },
    { "Enabled",     F_ENUM,  SPARSE(FIELD_DEFINITION_ENABLED), E_PG, D_ALTER, "ORIGIN", "When a trigger or rule fires.", enabled_states, NULL, false },
    SPARSE_ROW("Replaceable", F_BOOL, FIELD_DEFINITION_REPLACEABLE, E_PG, D_IGNORE, "false", "Whether the server takes it in the place of the live one, which canonicalisation finds out."),
    OWNER_ROW,
    GRANTS_ROW(&view_grant_type),
    COMMENT_ROW,
    COMMON_ROWS,
};
/* clang-format on */

#define DEFINITION(element, word, kind) \
    { \
        element, word, kind, sizeof(Definition), offsetof(Definition, obj.name), \
            definition_fields, sizeof definition_fields / sizeof *definition_fields \
    }

const RecordType function_type = DEFINITION("Function", "function", REC_FUNCTION);
const RecordType procedure_type = DEFINITION("Procedure", "procedure", REC_PROCEDURE);
const RecordType view_type = DEFINITION("View", "view", REC_VIEW);
const RecordType materialized_view_type =
    DEFINITION("MaterializedView", "materialized view", REC_MATERIALIZED_VIEW);
const RecordType rule_type = DEFINITION("Rule", "rule", REC_RULE);
const RecordType trigger_type = DEFINITION("Trigger", "trigger", REC_TRIGGER);

bool type_is_definition(const RecordType *type)
{
    return type->fields == definition_fields;
}
