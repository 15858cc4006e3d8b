/* Contract files: their field table. */
#include "model/contract.h"

/* clang-format off */
#define ROW(key, kind, rec, member, type, doc, needed) \
    { key, kind, AT(rec, member, type), E_ALL, D_IGNORE, NULL, doc, NULL, NULL, needed }
#define OTHER(key, kind, id, doc) \
    { key, kind, SPARSE(id), E_ALL, D_IGNORE, NULL, doc, NULL, NULL, false }

static const Field backup_fields[] = {
    ROW("Retain", F_STR, ContractBackup, retain, Str, "How long what goes is kept at least, in days, such as `30d`; `none`: nothing is kept, which needs a Reason.", true),
    ROW("Reason", F_STR, ContractBackup, reason, Str, "Why nothing has to be kept.", false),
};

static const RecordType backup_type = {"Backup",
                                       "backup",
                                       REC_OTHER,
                                       sizeof(ContractBackup),
                                       SIZE_MAX,
                                       backup_fields,
                                       sizeof backup_fields / sizeof *backup_fields};

static const Field contract_fields[] = {
    ROW("Name",         F_STR,     Contract, name,         Str,    "What other contracts, plans and reports call it.", true),
    ROW("Drop",         F_STRINGS, Contract, drop,         StrVec, "Objects and columns that go, as plans print them: `shop.orders`, `shop.orders.total`, `view shop.open_orders`.", false),
    ROW("Change",       F_STRINGS, Contract, change,       StrVec, "Columns, constraints and the like whose steps in contract it is about; `@old` behind a name: the old side of a rename or rewrite.", false),
    ROW("When",         F_EXPR,    Contract, when,         Str,    "SQL, one boolean: an expression or a query. The steps run where it is true.", false),
    ROW("Environments", F_STRINGS, Contract, environments, StrVec, "Environments in which the steps may run; absent: all.", false),
    ROW("NotBefore",    F_STR,     Contract, not_before,   Str,    "First day, UTC, on which the steps may run, such as `2026-12-01`.", false),
    ROW("Requires",     F_STRINGS, Contract, requires,     StrVec, "What must be done before: names of contracts, `backfill NAME`, `script PATH`.", false),
    { "Backup", F_RECORD, AT(Contract, backup, ContractBackup *), E_ALL, D_IGNORE, NULL, "What is kept of what goes; absent: 30 days.", NULL, &backup_type, false },
    OTHER("Platforms",  F_IDENTS, FIELD_PLATFORMS,  "Platforms that have this element; absent: all of the product's."),
    OTHER("Extensions", F_RAW,    FIELD_EXTENSIONS, "Anything; kept, not interpreted."),
};
/* clang-format on */

const RecordType contract_type = {"Contract",
                                  "contract",
                                  REC_OTHER,
                                  sizeof(Contract),
                                  offsetof(Contract, name),
                                  contract_fields,
                                  sizeof contract_fields / sizeof *contract_fields};

Str contract_label(Arena *arena, const Contract *contract)
{
    return arena_printf(arena, "contract %.*s", STR_ARG(contract->name));
}

bool contract_keeps_nothing(const Contract *contract)
{
    return contract->backup != NULL && str_is(contract->backup->retain, "none");
}

int64_t retain_parse(Str text)
{
    enum { DAYS_MOST = 3650 };
    int64_t days;

    if (text.len < 2 || text.ptr[text.len - 1] != 'd' ||
        !str_to_int64(str_sub(text, 0, text.len - 1), &days) || days < 1 || days > DAYS_MOST)
        return 0;
    return days;
}

int64_t contract_retain_days(const Contract *contract)
{
    return contract->backup == NULL ? 0 : retain_parse(contract->backup->retain);
}
