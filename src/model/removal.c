/* Which parts a package wants removed where it does not declare them. */
#include "model/removal.h"

/* Switches of products, templates and tables, and what SchemaSmith does without them. */
static const struct RemovalSwitch {
    RecordKind kind;
    FieldId id;
    bool is_default;
} switches[] = {
    {REC_TABLE, FIELD_PRODUCT_DROP_TABLES, true},
    {REC_COLUMN, FIELD_PRODUCT_DROP_COLUMNS, true},
    {REC_FOREIGN_KEY, FIELD_PRODUCT_DROP_FOREIGN_KEYS, true},
    {REC_CHECK, FIELD_PRODUCT_DROP_CHECKS, true},
    {REC_EXCLUSION, FIELD_PRODUCT_DROP_EXCLUDES, true},
    {REC_STATISTICS, FIELD_PRODUCT_DROP_STATISTICS, true},
    /* It drops its own only, and nobody can tell them from others; DropUnknownIndexes asks for all.
     */
    {REC_INDEX, FIELD_PRODUCT_DROP_INDEXES, false},
};

RecordKinds removal_asked_by_default(void)
{
    RecordKinds kinds = 0;

    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
        kinds |= switches[i].is_default ? RECORD_KIND_BIT(switches[i].kind) : 0;
    return kinds;
}

RecordKinds removal_refused(const Record *rec)
{
    RecordKinds kinds = 0;

    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
        if (record_type_find_id(rec->type, switches[i].id) != NULL &&
            sparse_tristate(rec, switches[i].id) == TRI_FALSE)
            kinds |= RECORD_KIND_BIT(switches[i].kind);
    return kinds;
}
