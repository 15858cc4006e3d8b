/* Hazards: names, meanings and severities, from the one list. */
#include "model/hazard.h"

static const struct {
    const char *name, *text;
    Severity dev, prod;
} rows[HAZ_COUNT] = {
#define X(name, dev, prod, text) [HAZ_##name] = {#name, text, SEV_##dev, SEV_##prod},
    HAZARDS(X)
#undef X
};

const char *const hazard_allow_names[HAZ_COUNT + 2] = {
    "all",
#define X(name, dev, prod, text) #name,
    HAZARDS(X)
#undef X
        NULL,
};

const char *hazard_name(Hazard hazard)
{
    return rows[hazard].name;
}

const char *hazard_text(Hazard hazard)
{
    return rows[hazard].text;
}

Severity hazard_severity(Hazard hazard, bool is_prod)
{
    return is_prod ? rows[hazard].prod : rows[hazard].dev;
}

bool hazard_find(Str name, Hazard *hazard)
{
    for (int i = 0; i < HAZ_COUNT; i++) {
        if (str_eq_ascii_nocase(name, str_from(rows[i].name))) {
            *hazard = (Hazard)i;
            return true;
        }
    }
    return false;
}
