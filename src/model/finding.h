/* Findings: what a rule of lint has to say about an object of a package. */
#ifndef ANNEAL_MODEL_FINDING_H
#define ANNEAL_MODEL_FINDING_H

#include "model/field.h"

typedef enum LintLevel { LINT_OFF, LINT_NOTE, LINT_WARNING, LINT_ERROR } LintLevel;
extern const char *const lint_level_names[]; /* "off", …; NULL-terminated */

/* code, engines, level unless anneal.json says another, what it finds, why that matters, what
 * instead. A code is never used for anything else. */
/* clang-format off */
#define LINT_RULES(X) \
    X(PK_MISSING, E_ALL, WARNING, "a table without a primary key", \
      "rows can't be told apart: replication, backfills in batches and online copies need a key", \
      "declare a PrimaryKey") \
    X(INT_PRIMARY_KEY, E_PG | E_MYSQL | E_MARIADB | E_MSSQL, WARNING, "a primary key of 32 bits", \
      "it is used up after two billion rows, and widening a large key takes long", "use bigint") \
    X(SMALL_INT_PRIMARY_KEY, E_PG | E_MYSQL | E_MARIADB | E_MSSQL, NOTE, "a primary key of 16 bits or less", \
      "it is used up after some thousand rows", "use bigint, or make sure that the table stays small") \
    X(CHAR_TYPE, E_PG, NOTE, "a column of type char(n)", \
      "values are filled up with blanks, which takes space and surprises comparisons", "use text or varchar(n)") \
    X(VARCHAR_LIMIT, E_PG, OFF, "a column of type varchar(n)", \
      "a limit that has to be widened later is a change of the schema", "use text, with a check where the length matters") \
    X(TIMESTAMP_NO_TZ, E_PG, NOTE, "a timestamp without time zone", \
      "what moment it means depends on who wrote it", "use timestamp with time zone") \
    X(JSON_NOT_JSONB, E_PG, WARNING, "a column of type json", \
      "json has no equality, so that DISTINCT, GROUP BY and UNION of its rows fail", "use jsonb") \
    X(FLOAT_COLUMN, E_ALL, OFF, "a column of a floating-point type", \
      "amounts of money lose cents in it", "use numeric") \
    X(ENUM_COLUMN, E_MYSQL | E_MARIADB, OFF, "a column of type enum or set", \
      "a new value in the middle rewrites the table", "use a table of values with a foreign key") \
    X(ZERO_DATE, E_MYSQL | E_MARIADB, WARNING, "a default of the zero date", \
      "it is no date, and strict servers refuse it", "allow NULL, or give a date") \
    X(NULLABLE_COLUMN, E_ALL, OFF, "a column that may be NULL", \
      "a house rule for schemas in which every value is known", "forbid NULL") \
    X(COLLATION_MIXED, E_PG | E_MYSQL | E_MARIADB | E_MSSQL, WARNING, "a foreign key between columns of different collations", \
      "comparing the two sides converts one of them, without an index", "give both the same collation") \
    X(FK_TYPE, E_PG | E_MYSQL | E_MARIADB | E_MSSQL, WARNING, "a foreign key between columns of different types", \
      "values of the wider side can't be referred to; MySQL and MariaDB refuse it", "give both the same type") \
    X(FK_WITHOUT_INDEX, E_PG | E_MSSQL | E_LITE, WARNING, "a foreign key whose columns no index begins with", \
      "each delete in the referenced table reads the whole referencing one, under a lock", \
      "add an index that begins with its columns") \
    X(DUPLICATE_INDEX, E_ALL, WARNING, "an index with the same columns as another", \
      "both are written by each change, and one is read", "keep one of them") \
    X(REDUNDANT_INDEX, E_ALL, WARNING, "an index that another begins with", \
      "the wider one answers the same queries", "drop the narrower one") \
    X(WIDE_INDEX, E_ALL, NOTE, "an index over more than three columns", \
      "the later columns rarely narrow a search, and are written by each change", "keep the columns that queries search by") \
    X(INVISIBLE_INDEX, E_MYSQL | E_MARIADB, NOTE, "an index that queries may not use", \
      "it is written by each change and read by none", "drop it, or make it visible again") \
    X(RESERVED_WORD, E_PG | E_MYSQL | E_MARIADB, WARNING, "a name that the server keeps for itself", \
      "it needs quotes in every statement, and one day somebody forgets them", "choose another name") \
    X(NAME_CASE_CLASH, E_ALL, WARNING, "two names that differ in case alone", \
      "where names are not quoted, or the server ignores case, they are one", "rename one of them") \
    X(NAME_UPPER_CASE, E_PG, OFF, "a name with capital letters", \
      "it needs quotes in every statement", "use small letters and underscores") \
    X(SEARCH_PATH_UNSET, E_PG, WARNING, "a SECURITY DEFINER routine without a search_path of its own", \
      "who calls it can put own objects in front of those that it means, and has them run with its owner's rights", \
      "add SET search_path = pg_catalog, pg_temp and qualify the names in its body") \
    X(HAS_FOREIGN_KEY, E_ALL, OFF, "a foreign key", "a house rule for schemas that do without", "leave it out") \
    X(HAS_TRIGGER, E_ALL, OFF, "a trigger", "a house rule for schemas that do without", "leave it out") \
    X(HAS_ROUTINE, E_ALL, OFF, "a function or procedure", "a house rule for schemas that do without", "leave it out") \
    X(SUPPRESSED_WITHOUT_REASON, E_ALL, ERROR, "an Allow without a Reason", \
      "who reads it later can't tell whether it still holds", "say why in Reason") \
    X(SUPPRESSION_UNUSED, E_ALL, WARNING, "an Allow of a rule that finds nothing there", \
      "it would hide what comes later", "take it out")
/* clang-format on */

typedef enum LintCode {
#define X(code, ...) RULE_##code,
    LINT_RULES(X)
#undef X
        RULE_COUNT
} LintCode;

typedef struct LintRule {
    const char *code;
    unsigned engines; /* E_… bits */
    LintLevel level;
    const char *what, *why, *instead; /* without a full stop */
} LintRule;
extern const LintRule lint_rules[RULE_COUNT];
extern const char *const lint_codes[RULE_COUNT + 1]; /* NULL-terminated */
/* By its code. False where there is none. */
bool lint_find(Str code, LintCode *found);

/* `Allow` at an object or a part of one: what a rule is not to say about it. */
typedef struct Allowance {
    Record rec;
    Str rule;
    Str reason;
    Str until; /* day; absent: for good */
} Allowance;
typedef VEC(Allowance *) AllowanceVec;
extern const RecordType allowance_type;

typedef struct Finding {
    LintCode code;
    LintLevel level;
    Str object;        /* label of the object or part */
    Str message;       /* names it, and what is found; no full stop */
    const Record *rec; /* what it stands at; lives as long as the model */
    Loc loc;           /* of that: filled in by who knows the files */
} Finding;
typedef VEC(Finding) FindingVec;

#endif
