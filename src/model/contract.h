/* A contract file: what a package takes away or narrows, when, where, and with which backup. */
#ifndef ANNEAL_MODEL_CONTRACT_H
#define ANNEAL_MODEL_CONTRACT_H

#include "model/condition.h"

/* What stays behind of what is taken away. */
typedef struct ContractBackup {
    Record rec;
    Str retain; /* "30d" or "none" */
    Str reason; /* of "none" */
} ContractBackup;

/* A file of the package's folder Contracts. It is no part of a schema: nothing is compared with it.
 * Sparse: FIELD_PLATFORMS, FIELD_EXTENSIONS. */
typedef struct Contract {
    Record rec;
    Str name;
    StrVec drop;   /* labels of objects and columns, with or without their kind */
    StrVec change; /* labels of columns and other parts; "@old" behind: the side that goes */
    Str when;      /* SQL, one boolean */
    StrVec environments;
    Str not_before;
    StrVec requires;         /* names of contracts; "backfill NAME", "script PATH" */
    ContractBackup *backup;  /* NULL: nothing is said */
    ConditionVec conditions; /* made of the above; not read from the file */
} Contract;
typedef VEC(Contract *) ContractVec;

extern const RecordType contract_type;

/* "contract drop-total": who asks for its conditions. */
Str contract_label(Arena *arena, const Contract *contract);
/* How many days what goes is kept, as it says; 0: it says nothing of it. */
int64_t contract_retain_days(const Contract *contract);
/* Days as a contract writes them, `30d`: 1 to 3650; 0: it is nothing of the kind. */
int64_t retain_parse(Str text);
enum { RETAIN_DAYS_DEFAULT = 30 };
/* Whether it says that what goes need not be kept. */
bool contract_keeps_nothing(const Contract *contract);

#endif
