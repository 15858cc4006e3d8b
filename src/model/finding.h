/* Findings: what a rule of lint has to say about an object of a package. */
#ifndef ANNEAL_MODEL_FINDING_H
#define ANNEAL_MODEL_FINDING_H

#include "model/field.h"

typedef enum LintLevel { LINT_OFF, LINT_NOTE, LINT_WARNING, LINT_ERROR } LintLevel;
extern const char *const lint_level_names[]; /* "off", …; NULL-terminated */

/* What a rule looks at: the objects of a package, the scripts of a package, or what a change of it
 * (of a database) does to the objects that were there. */
typedef enum LintScope { LINT_OVER_PACKAGE, LINT_OVER_SCRIPTS, LINT_OVER_CHANGES } LintScope;

/* code, scope, engines, level unless anneal.json says another, what it finds, why that matters,
 * what instead. A code is never used for anything else. */
/* clang-format off */
#define LINT_RULES(X) \
    X(PK_MISSING, PACKAGE, E_ALL, WARNING, "a table without a primary key", \
      "rows can't be told apart: replication, backfills in batches and online copies need a key", \
      "declare a PrimaryKey") \
    X(INT_PRIMARY_KEY, PACKAGE, E_PG | E_MYSQL | E_MARIADB | E_MSSQL, WARNING, "a primary key of 32 bits", \
      "it is used up after two billion rows, and widening a large key takes long", "use bigint") \
    X(SMALL_INT_PRIMARY_KEY, PACKAGE, E_PG | E_MYSQL | E_MARIADB | E_MSSQL, NOTE, "a primary key of 16 bits or less", \
      "it is used up after some thousand rows", "use bigint, or make sure that the table stays small") \
    X(CHAR_TYPE, PACKAGE, E_PG, NOTE, "a column of type char(n)", \
      "values are filled up with blanks, which takes space and surprises comparisons", "use text or varchar(n)") \
    X(VARCHAR_LIMIT, PACKAGE, E_PG, OFF, "a column of type varchar(n)", \
      "a limit that has to be widened later is a change of the schema", "use text, with a check where the length matters") \
    X(TIMESTAMP_NO_TZ, PACKAGE, E_PG, NOTE, "a timestamp without time zone", \
      "what moment it means depends on who wrote it", "use timestamp with time zone") \
    X(JSON_NOT_JSONB, PACKAGE, E_PG, WARNING, "a column of type json", \
      "json has no equality, so that DISTINCT, GROUP BY and UNION of its rows fail", "use jsonb") \
    X(FLOAT_COLUMN, PACKAGE, E_ALL, OFF, "a column of a floating-point type", \
      "amounts of money lose cents in it", "use numeric") \
    X(ENUM_COLUMN, PACKAGE, E_MYSQL | E_MARIADB, OFF, "a column of type enum or set", \
      "a new value in the middle rewrites the table", "use a table of values with a foreign key") \
    X(ZERO_DATE, PACKAGE, E_MYSQL | E_MARIADB, WARNING, "a default of the zero date", \
      "it is no date, and strict servers refuse it", "allow NULL, or give a date") \
    X(NULLABLE_COLUMN, PACKAGE, E_ALL, OFF, "a column that may be NULL", \
      "a house rule for schemas in which every value is known", "forbid NULL") \
    X(COLLATION_MIXED, PACKAGE, E_PG | E_MYSQL | E_MARIADB | E_MSSQL, WARNING, "a foreign key between columns of different collations", \
      "comparing the two sides converts one of them, without an index", "give both the same collation") \
    X(FK_TYPE, PACKAGE, E_PG | E_MYSQL | E_MARIADB | E_MSSQL, WARNING, "a foreign key between columns of different types", \
      "values of the wider side can't be referred to; MySQL and MariaDB refuse it", "give both the same type") \
    X(FK_WITHOUT_INDEX, PACKAGE, E_PG | E_MSSQL | E_LITE, WARNING, "a foreign key whose columns no index begins with", \
      "each delete in the referenced table reads the whole referencing one, under a lock", \
      "add an index that begins with its columns") \
    X(DUPLICATE_INDEX, PACKAGE, E_ALL, WARNING, "an index with the same columns as another", \
      "both are written by each change, and one is read", "keep one of them") \
    X(REDUNDANT_INDEX, PACKAGE, E_ALL, WARNING, "an index that another begins with", \
      "the wider one answers the same queries", "drop the narrower one") \
    X(WIDE_INDEX, PACKAGE, E_ALL, NOTE, "an index over more than three columns", \
      "the later columns rarely narrow a search, and are written by each change", "keep the columns that queries search by") \
    X(INVISIBLE_INDEX, PACKAGE, E_MYSQL | E_MARIADB, NOTE, "an index that queries may not use", \
      "it is written by each change and read by none", "drop it, or make it visible again") \
    X(RESERVED_WORD, PACKAGE, E_PG | E_MYSQL | E_MARIADB, WARNING, "a name that the server keeps for itself", \
      "it needs quotes in every statement, and one day somebody forgets them", "choose another name") \
    X(NAME_CASE_CLASH, PACKAGE, E_ALL, WARNING, "two names that differ in case alone", \
      "where names are not quoted, or the server ignores case, they are one", "rename one of them") \
    X(NAME_UPPER_CASE, PACKAGE, E_PG, OFF, "a name with capital letters", \
      "it needs quotes in every statement", "use small letters and underscores") \
    X(SEARCH_PATH_UNSET, PACKAGE, E_PG, WARNING, "a SECURITY DEFINER routine without a search_path of its own", \
      "who calls it can put own objects in front of those that it means, and has them run with its owner's rights", \
      "add SET search_path = pg_catalog, pg_temp and qualify the names in its body") \
    X(HAS_FOREIGN_KEY, PACKAGE, E_ALL, OFF, "a foreign key", "a house rule for schemas that do without", "leave it out") \
    X(HAS_TRIGGER, PACKAGE, E_ALL, OFF, "a trigger", "a house rule for schemas that do without", "leave it out") \
    X(HAS_ROUTINE, PACKAGE, E_ALL, OFF, "a function or procedure", "a house rule for schemas that do without", "leave it out") \
    X(PK_TYPE, PACKAGE, E_ALL, WARNING, "a primary key of a type that Allowed of anneal.json does not name", \
      "a house rule: keys of one kind join and replicate alike", "use one of the types under Allowed.PrimaryKeyTypes") \
    X(PK_NULLABLE, PACKAGE, E_LITE, WARNING, "a column of a primary key that may be NULL", \
      "SQLite takes NULL there, as often as it comes, unless the column is NOT NULL", "forbid NULL") \
    X(SERIAL_TYPE, PACKAGE, E_PG, NOTE, "a column that takes its numbers from a sequence by its default", \
      "rights, copies and renames treat the sequence as a thing of its own, and inserts may give any value", "use an identity: GENERATED BY DEFAULT AS IDENTITY") \
    X(FLOAT_FOR_MONEY, PACKAGE, E_PG | E_MYSQL | E_MARIADB | E_MSSQL, WARNING, "a floating-point column with the name of an amount of money", \
      "0.1 has no exact value in it: sums lose cents", "use numeric(p, s)") \
    X(MONEY_TYPE, PACKAGE, E_PG, NOTE, "a column of type money", \
      "its digits and its currency depend on the session's lc_monetary", "use numeric, and a column for the currency") \
    X(TIME_COLUMN, PACKAGE, E_ALL, OFF, "a column of type time", "a house rule: a time without its day means little to other zones", "store a timestamp") \
    X(TIMESTAMP_2038, PACKAGE, E_MYSQL | E_MARIADB, NOTE, "a column of type timestamp", \
      "it ends in January 2038 (MariaDB from 11.5 on 64-bit systems: 2106)", "use datetime for what may lie further ahead") \
    X(AFFINITY_SURPRISE, PACKAGE, E_LITE, WARNING, "a type that SQLite takes for a number", \
      "the value '007' comes back as 7: only TEXT, CHAR, CLOB or BLOB in its name keep a text", "use TEXT, INTEGER, REAL, NUMERIC or BLOB") \
    X(UTF8MB3, PACKAGE, E_MYSQL | E_MARIADB, WARNING, "a table or column in the character set utf8mb3", \
      "it can't store characters of four bytes, such as emoji, and is deprecated", "use utf8mb4") \
    X(CHARSET_MIXED, PACKAGE, E_MYSQL | E_MARIADB, NOTE, "a table whose collation is not that of most tables", \
      "comparing its texts with those of others converts them, without an index, or fails", "give all tables one collation") \
    X(CHARSET, PACKAGE, E_MYSQL | E_MARIADB, WARNING, "a character set that Allowed of anneal.json does not name", \
      "a house rule", "use one of those under Allowed.CharacterSets") \
    X(COLLATION, PACKAGE, E_PG | E_MYSQL | E_MARIADB, WARNING, "a collation that Allowed of anneal.json does not name", \
      "a house rule", "use one of those under Allowed.Collations") \
    X(ENGINE, PACKAGE, E_MYSQL | E_MARIADB, WARNING, "a storage engine that Allowed of anneal.json does not name", \
      "a house rule", "use one of those under Allowed.Engines") \
    X(DEFINER, PACKAGE, E_MYSQL | E_MARIADB, WARNING, "a view, routine or trigger of a definer that Allowed of anneal.json does not name", \
      "it runs with that account's rights, and fails where there is none", "use one of those under Allowed.Definers") \
    X(ENGINE_NOT_TRANSACTIONAL, PACKAGE, E_MYSQL | E_MARIADB, WARNING, "a table of a storage engine without transactions", \
      "a crash or a rollback leaves half of a change behind, and readers block writers", "use InnoDB") \
    X(FK_PARENT, PACKAGE, E_ALL, ERROR, "a foreign key to columns that no key of the other table keeps unique", \
      "the server refuses it, SQLite at the first write, or rows have several parents", "add a primary key or unique constraint there") \
    X(FK_SET_NULL_REQUIRED, PACKAGE, E_ALL, WARNING, "a foreign key that sets columns NULL which can't be", \
      "each delete or update of a referenced row fails", "allow NULL, or use another action") \
    X(DUPLICATE_FOREIGN_KEY, PACKAGE, E_ALL, WARNING, "a foreign key with the columns of another", \
      "each write checks both", "keep one of them") \
    X(DUPLICATE_CHECK, PACKAGE, E_ALL, NOTE, "a check with the expression of another", "each write checks both", "keep one of them") \
    X(CONSTRAINT_UNTRUSTED, PACKAGE, E_PG | E_MYSQL, WARNING, "a constraint that rows may break: NotValid or NotEnforced", \
      "who reads the schema believes what the rows don't keep, and no plan validates it", "mend the rows and take NotValid or NotEnforced out") \
    X(POLICY_WITHOUT_RLS, PACKAGE, E_PG, WARNING, "a table with policies, but without row level security", \
      "the policies do nothing: everybody with rights on the table sees every row", "set RowLevelSecurity, or drop the policies") \
    X(RLS_WITHOUT_POLICY, PACKAGE, E_PG, NOTE, "a table with row level security, but without policies", \
      "nobody but its owner sees a row", "add a policy, or say with Allow that this is meant") \
    X(TABLE_UNLOGGED, PACKAGE, E_PG, NOTE, "an unlogged table", "a crash empties it, and replicas have none of its rows", "make it logged, unless its rows can be had again") \
    X(COLUMN_ALIGNMENT, PACKAGE, E_PG, OFF, "columns in an order that wastes eight or more bytes of each row", \
      "types are aligned to their size: what comes behind a small one leaves a gap", "in a new table begin with the widest types of fixed size") \
    X(DATETIME_INDEX_FIRST, PACKAGE, E_MYSQL | E_MARIADB, OFF, "an index of several columns that begins with a time", \
      "a range over the first column leaves the others unused", "put the columns that are compared with = first") \
    X(DOMAIN_CHECK, PACKAGE, E_PG, OFF, "a domain with a check", "a house rule: changing it reads every table that uses the domain", "put the check on the columns") \
    X(SELECT_STAR, PACKAGE, E_PG | E_MYSQL | E_MARIADB, NOTE, "a view that selects *", \
      "the server keeps the columns of the day it was made: later ones don't show, and each plan differs", "name the columns") \
    X(COMMENT_MISSING, PACKAGE, E_PG | E_MYSQL | E_MARIADB, OFF, "a table without a comment", "a house rule", "say in Comment what a row is") \
    X(HAS_CASCADE, PACKAGE, E_ALL, OFF, "a foreign key that deletes rows by itself", "a house rule: one delete may take a million rows along", "use NO ACTION, and delete in batches") \
    X(NAME_PATTERN, PACKAGE, E_ALL, WARNING, "a name that Naming of anneal.json does not have so", "a house rule", "rename it (OldName), or say why with Allow") \
    X(NAME_TOO_LONG, PACKAGE, E_MYSQL | E_MARIADB, ERROR, "a name of more than 64 characters", \
      "the server refuses it", "choose a shorter one") \
    X(SERVER_TOO_OLD, PACKAGE, E_ALL, ERROR, "something that the server of EngineVersion does not know", \
      "the deploy fails there", "leave it out, or raise EngineVersion in anneal.json") \
    X(SUPPRESSED_WITHOUT_REASON, PACKAGE, E_ALL, ERROR, "an Allow without a Reason", \
      "who reads it later can't tell whether it still holds", "say why in Reason") \
    X(SUPPRESSION_UNUSED, PACKAGE, E_ALL, WARNING, "an Allow of a rule that finds nothing there", \
      "it would hide what comes later", "take it out") \
    X(SCRIPT_DROPS, SCRIPTS, E_ALL, WARNING, "a script that drops or truncates tables, columns or partitions", \
      "rows go without a backup, and no plan shows which", "leave it to the package and a contract file, or say in the script why it is safe") \
    X(SCRIPT_WITHOUT_WHERE, SCRIPTS, E_ALL, WARNING, "an UPDATE or DELETE of all rows of a table", \
      "one statement locks every row until it is done, and fills up logs and replicas", \
      "declare a Backfill, which works in batches, or name the rows") \
    X(SCRIPT_INDEX_BLOCKING, SCRIPTS, E_PG, WARNING, "an index that a script builds, rebuilds or drops without CONCURRENTLY", \
      "nobody writes to the table (DROP: nobody reads it) until it is done", \
      "declare the index in its table's file, which builds it online, or write CONCURRENTLY under `-- anneal: transaction=none`") \
    X(SCRIPT_LOCKS, SCRIPTS, E_PG | E_MYSQL | E_MARIADB, WARNING, "a statement of a script that keeps others from a table while it works", \
      "applications wait for as long as it takes, which no lock budget bounds", \
      "declare the change in the table's file, which has recipes that block nobody") \
    X(SCRIPT_LOCKS_HELD, SCRIPTS, E_PG, WARNING, "a script that goes on to other work in the transaction that has locked a table", \
      "whoever reads or writes the first table waits until all of it is done", \
      "make two scripts of it, or declare the structure in the table's file") \
    X(SCRIPT_VALIDATES_TOGETHER, SCRIPTS, E_PG, WARNING, "a constraint that is added NOT VALID and validated in one transaction", \
      "the rows are read under the lock that NOT VALID is there to avoid", "validate it in a script of its own, or declare the constraint") \
    X(SCRIPT_CASCADE, SCRIPTS, E_PG, WARNING, "DROP or TRUNCATE with CASCADE in a script", \
      "it takes along what nobody has named: views, foreign keys, rows of other tables", "name each object that is to go") \
    X(SCRIPT_STRUCTURE, SCRIPTS, E_ALL, NOTE, "a table or index that a script makes or changes", \
      "it is compared by no plan: databases drift apart, and what the package lacks may be removed", "declare it in a file of the package") \
    X(SCRIPT_NOT_IDEMPOTENT, SCRIPTS, E_ALL, WARNING, "a statement that fails or doubles rows the second time, in a script that runs again", \
      "the next deploy stops there, or what it inserts is there twice", "add IF NOT EXISTS, IF EXISTS, OR REPLACE or ON CONFLICT") \
    X(SCRIPT_OPEN_TRANSACTION, SCRIPTS, E_ALL, ERROR, "transaction control in a script that doesn't pair up", \
      "what was to be one transaction is none, or is rolled back at the end", "begin each transaction once and end it once") \
    X(SCRIPT_COMMITS, SCRIPTS, E_MYSQL | E_MARIADB, NOTE, "a script that changes both structure and rows", \
      "DDL commits: where a later statement fails, what came before stays", "make two scripts of it") \
    X(SCRIPT_SERVER_STATE, SCRIPTS, E_PG | E_MYSQL | E_MARIADB, WARNING, "a setting of the whole server, a database or a role in a script", \
      "it outlives the deploy and reaches what else is on the server", "leave it to who runs the server, or set it for the session") \
    X(SCRIPT_SESSION_STATE, SCRIPTS, E_PG | E_LITE, OFF, "a setting of the session that the script doesn't reset", \
      "anneal resets it behind each script, who runs the script by hand goes on with it", "use SET LOCAL, or RESET it at the end") \
    X(SCRIPT_UNQUALIFIED, SCRIPTS, E_PG, OFF, "a table that a script names without its schema", \
      "which one is meant depends on the search_path of who deploys", "write schema.table") \
    X(COLUMNS_REORDERED, CHANGES, E_ALL, NOTE, "columns in another order than they have", \
      "no database changes for it: the order counts for new tables only", "move new columns to the end, or leave it at that") \
    X(GONE_BUT_MENTIONED, CHANGES, E_ALL, WARNING, "a routine, view or trigger that names a table or column that goes", \
      "bodies are read when they run: it fails then, and the server says nothing before", "change what uses it along with it, or Allow it there") \
    X(NOT_NULL_WITHOUT_BACKFILL, CHANGES, E_ALL, WARNING, "a column that becomes NOT NULL without a Backfill of it", \
      "a row that is NULL stops the deploy there", "declare a Backfill for the column, or make sure that no row is NULL") \
    X(CIC_CORRUPTION, CHANGES, E_PG, ERROR, "an index that PostgreSQL 14.0 to 14.3 is to build concurrently", \
      "those versions may leave rows out of it without a word (fixed in 14.4)", "upgrade the server first")
/* clang-format on */

typedef enum LintCode {
#define X(code, ...) RULE_##code,
    LINT_RULES(X)
#undef X
        RULE_COUNT
} LintCode;

typedef struct LintRule {
    const char *code;
    LintScope scope;
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
    const Record *rec; /* what it stands at; lives as long as the model; NULL: a script */
    Loc loc;           /* of that: filled in by who knows the files */
} Finding;
typedef VEC(Finding) FindingVec;

#endif
