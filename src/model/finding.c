/* The rules of lint as data. */
#include "model/finding.h"

const char *const lint_level_names[] = {"off", "note", "warning", "error", NULL};

const LintRule lint_rules[RULE_COUNT] = {
#define X(name, looks_at, engine_bits, severity, finds, reason, way_out) \
    {#name, LINT_OVER_##looks_at, engine_bits, LINT_##severity, finds, reason, way_out},
    LINT_RULES(X)
#undef X
};

const char *const lint_codes[RULE_COUNT + 1] = {
#define X(name, ...) #name,
    LINT_RULES(X)
#undef X
        NULL};

bool lint_find(Str code, LintCode *found)
{
    for (int i = 0; i < RULE_COUNT; i++)
        if (str_is(code, lint_codes[i])) {
            *found = (LintCode)i;
            return true;
        }
    return false;
}

/* clang-format off */
static const Field allowance_fields[] = {
    { "Rule",   F_STR,  AT(Allowance, rule, Str),   E_ALL, D_IGNORE, NULL, "Code of the rule.", NULL, NULL, true },
    { "Reason", F_TEXT, AT(Allowance, reason, Str), E_ALL, D_IGNORE, NULL, "Why it is right here.", NULL, NULL, false },
    { "Until",  F_STR,  AT(Allowance, until, Str),  E_ALL, D_IGNORE, NULL, "Day, such as 2027-01-31, from which on the rule counts again; absent: never.", NULL, NULL, false },
};
/* clang-format on */

const RecordType allowance_type = {"Allowance",
                                   "allowance",
                                   REC_OTHER,
                                   sizeof(Allowance),
                                   SIZE_MAX,
                                   allowance_fields,
                                   sizeof(allowance_fields) / sizeof *(allowance_fields)};
