/* The table of the kinds of definitions. */
#include "engine/postgres/definition_kinds.h"

enum { ALWAYS = 1, SINCE_REPLACE_TRIGGER = 140000 };

/* clang-format off */
#define OBJECT_OPS  OP_CREATE_OBJECT, OP_REPLACE_OBJECT, OP_RECREATE_OBJECT, OP_DROP_OBJECT
#define ROUTINE_OPS OP_CREATE_ROUTINE, OP_REPLACE_ROUTINE, OP_RECREATE_ROUTINE, OP_DROP_ROUTINE
#define VIEW_OPS    OP_CREATE_VIEW, OP_REPLACE_VIEW, OP_RECREATE_VIEW, OP_DROP_VIEW
#define RULE_OPS    OP_CREATE_RULE, OP_REPLACE_RULE, OP_REPLACE_RULE, OP_DROP_RULE
#define TRIGGER_OPS OP_CREATE_TRIGGER, OP_REPLACE_TRIGGER, OP_REPLACE_TRIGGER, OP_DROP_TRIGGER

static const PgDefinitionKind kinds[] = {
    { &language_type,           "LANGUAGE",                  PG_NAMED_PLAIN,     OBJECT_OPS,  0 },
    { &access_method_type,      "ACCESS METHOD",             PG_NAMED_PLAIN,     OBJECT_OPS,  0 },
    { &text_parser_type,        "TEXT SEARCH PARSER",        PG_NAMED_PLAIN,     OBJECT_OPS,  0 },
    { &text_template_type,      "TEXT SEARCH TEMPLATE",      PG_NAMED_PLAIN,     OBJECT_OPS,  0 },
    { &text_dictionary_type,    "TEXT SEARCH DICTIONARY",    PG_NAMED_PLAIN,     OBJECT_OPS,  0 },
    { &text_configuration_type, "TEXT SEARCH CONFIGURATION", PG_NAMED_PLAIN,     OBJECT_OPS,  0 },
    { &function_type,           "FUNCTION",                  PG_NAMED_ROUTINE,   ROUTINE_OPS, ALWAYS },
    { &procedure_type,          "PROCEDURE",                 PG_NAMED_ROUTINE,   ROUTINE_OPS, ALWAYS },
    { &aggregate_type,          "AGGREGATE",                 PG_NAMED_AGGREGATE, OBJECT_OPS,  ALWAYS },
    { &operator_type,           "OPERATOR",                  PG_NAMED_OPERATOR,  OBJECT_OPS,  0 },
    { &operator_family_type,    "OPERATOR FAMILY",           PG_NAMED_BY_METHOD, OBJECT_OPS,  0 },
    { &operator_class_type,     "OPERATOR CLASS",            PG_NAMED_BY_METHOD, OBJECT_OPS,  0 },
    { &cast_type,               "CAST",                      PG_NAMED_CAST,      OBJECT_OPS,  0 },
    { &transform_type,          "TRANSFORM",                 PG_NAMED_TRANSFORM, OBJECT_OPS,  ALWAYS },
    { &conversion_type,         "CONVERSION",                PG_NAMED_PLAIN,     OBJECT_OPS,  0 },
    { &view_type,               "VIEW",                      PG_NAMED_PLAIN,     VIEW_OPS,    ALWAYS },
    { &materialized_view_type,  "MATERIALIZED VIEW",         PG_NAMED_PLAIN,     VIEW_OPS,    0 },
    { &rule_type,               "RULE",                      PG_NAMED_ON,        RULE_OPS,    ALWAYS },
    { &trigger_type,            "TRIGGER",                   PG_NAMED_ON,        TRIGGER_OPS, SINCE_REPLACE_TRIGGER },
    { &event_trigger_type,      "EVENT TRIGGER",             PG_NAMED_PLAIN,     OBJECT_OPS,  0 },
};

const PgDefinitionHead pg_definition_heads[] = {
    { "LANGUAGE",                  &language_type },
    { "TRUSTED LANGUAGE",          &language_type },
    { "ACCESS METHOD",             &access_method_type },
    { "TEXT SEARCH PARSER",        &text_parser_type },
    { "TEXT SEARCH TEMPLATE",      &text_template_type },
    { "TEXT SEARCH DICTIONARY",    &text_dictionary_type },
    { "TEXT SEARCH CONFIGURATION", &text_configuration_type },
    { "FUNCTION",                  &function_type },
    { "PROCEDURE",                 &procedure_type },
    { "AGGREGATE",                 &aggregate_type },
    { "OPERATOR FAMILY",           &operator_family_type }, /* before those that they begin with */
    { "OPERATOR CLASS",            &operator_class_type },
    { "OPERATOR",                  &operator_type },
    { "CAST",                      &cast_type },
    { "TRANSFORM",                 &transform_type },
    { "CONVERSION",                &conversion_type },
    { "DEFAULT CONVERSION",        &conversion_type },
    { "VIEW",                      &view_type },
    { "RECURSIVE VIEW",            &view_type },
    { "MATERIALIZED VIEW",         &materialized_view_type },
    { "RULE",                      &rule_type },
    { "TRIGGER",                   &trigger_type },
    { "CONSTRAINT TRIGGER",        &trigger_type },
    { "EVENT TRIGGER",             &event_trigger_type },
    { NULL,                        NULL },
};
/* clang-format on */

const PgDefinitionKind *pg_definition_kind(const RecordType *type)
{
    size_t i = 0;

    while (kinds[i].type != type)
        i++;
    return &kinds[i];
}

const PgDefinitionHead *pg_definition_head(Str words)
{
    for (const PgDefinitionHead *head = pg_definition_heads; head->words != NULL; head++)
        if (str_eq_ascii_nocase(words, str_from(head->words)))
            return head;
    return NULL;
}
