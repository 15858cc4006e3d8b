/* A record with one field of each kind, for tests of what works on any field table. */
#ifndef ANNEAL_TESTS_UNIT_KINDS_H
#define ANNEAL_TESTS_UNIT_KINDS_H

#include "model/field.h"
#include "model/key_list.h"

typedef struct KindsPart {
    Record rec;
    Str name;
    VEC(Record *) below;
} KindsPart;

typedef struct Kinds {
    Record rec;
    bool flag;
    int action;
    OptInt number;
    Str name, text, type;
    StrVec names, strings;
    KeyParts keys;
    MapEntries map;
    Record *part;
    VEC(Record *) parts;
} Kinds;

static const char *const kinds_actions[] = {"NONE", "CASCADE", "RESTRICT", NULL};

/* clang-format off */
#define KINDS_ROW(key, kind, where) { key, kind, where, E_ALL, D_ALTER, NULL, "What it is.", NULL, NULL, false }
static const Field kinds_leaf_fields[] = {
    { "Name",      F_IDENT,    AT(KindsPart, name, Str),  E_ALL, D_KEY, NULL, "Name.", NULL, NULL, true },
};
static const RecordType kinds_leaf_type = {
    "Leaf", "leaf", REC_OTHER, sizeof(KindsPart), offsetof(KindsPart, name), kinds_leaf_fields, 1};
static const Field kinds_part_fields[] = {
    { "Name",      F_IDENT,    AT(KindsPart, name, Str),  E_ALL, D_KEY, NULL, "Name.", NULL, NULL, true },
    { "Below",     F_LIST,     offsetof(KindsPart, below), FIELD_NONE, E_ALL, D_CHILDREN, NULL, "Below.", NULL, &kinds_leaf_type, false },
    KINDS_ROW("Comment", F_TEXT, SPARSE(FIELD_COMMENT)),
};
static const RecordType kinds_part_type = {
    "Part", "part", REC_OTHER, sizeof(KindsPart), offsetof(KindsPart, name), kinds_part_fields, 3};
static const Field kinds_fields[] = {
    KINDS_ROW("Flag",    F_BOOL,     AT(Kinds, flag, bool)),
    KINDS_ROW("Tri",     F_TRISTATE, SPARSE(FIELD_PRODUCT_DROP_TABLES)),
    KINDS_ROW("Number",  F_INT,      AT(Kinds, number, OptInt)),
    { "Action",    F_ENUM,     AT(Kinds, action, int),    E_ALL, D_ALTER, "NONE", "What it does.", kinds_actions, NULL, false },
    { "Name",      F_IDENT,    AT(Kinds, name, Str),      E_ALL, D_KEY, NULL, "Name of the whole.", NULL, NULL, true },
    KINDS_ROW("Text",    F_TEXT,     AT(Kinds, text, Str)),
    KINDS_ROW("Short",   F_STR,      SPARSE(FIELD_COMMENT)),
    KINDS_ROW("Type",    F_TYPE,     AT(Kinds, type, Str)),
    KINDS_ROW("Filter",  F_EXPR,     SPARSE(FIELD_SHOULD_APPLY)),
    KINDS_ROW("Names",   F_IDENTS,   AT(Kinds, names, StrVec)),
    KINDS_ROW("Keys",    F_KEYS,     AT(Kinds, keys, KeyParts)),
    KINDS_ROW("Strings", F_STRINGS,  AT(Kinds, strings, StrVec)),
    KINDS_ROW("Map",     F_MAP,      AT(Kinds, map, MapEntries)),
    { "Single",    F_RECORD,   AT(Kinds, part, Record *), E_ALL, D_ALTER, NULL, "A part.", NULL, &kinds_part_type, false },
    { "Parts",     F_LIST,     offsetof(Kinds, parts), FIELD_NONE, E_ALL, D_CHILDREN, NULL, "Parts.", NULL, &kinds_part_type, false },
    KINDS_ROW("Raw",     F_RAW,      SPARSE(FIELD_EXTENSIONS)),
};
/* clang-format on */
static const RecordType kinds_type = {
    "Kinds",
    "kinds",
    REC_OTHER,
    sizeof(Kinds),
    offsetof(Kinds, name),
    kinds_fields,
    sizeof kinds_fields / sizeof *kinds_fields,
};

#endif
