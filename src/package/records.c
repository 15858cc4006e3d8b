/* The field tables of Product.json, Template.json and anneal.json. Keys are SchemaSmith's where it
 * has one; defaults are its documentation's. */
#include "model/budget.h"
#include "model/hazard.h"
#include "model/journal.h"
#include "model/plan.h"
#include "package/package.h"

static const char *const slots[] = {"Before",
                                    "Objects",
                                    "BetweenTablesAndKeys",
                                    "AfterTablesScripts",
                                    "AfterTablesObjects",
                                    "TableData",
                                    "After",
                                    NULL};
static const char *const environment_kinds[] = {"prod", "dev", NULL};
static const char *const drop_policies[] = {"level", "hold", "backup", "forbid", NULL};
static const char *const hook_times[] = {"before", "after", NULL};
static const char *const grants[] = {"declared", "managed", "ignored", NULL};
/* Behind the first two the generations, in their order. */
static const char *const dialects[] = {"no", "auto", "G1", "GE", "G2", NULL};
static const char *const removals[] = {"managed", "owned", NULL};

/* clang-format off */
#define MEMBER(key, kind, rec, member, type, dflt, doc) \
    { key, kind, AT(rec, member, type), E_ALL, D_IGNORE, dflt, doc, NULL, NULL, false }
#define REQUIRED(key, kind, rec, member, type, doc) \
    { key, kind, AT(rec, member, type), E_ALL, D_IGNORE, NULL, doc, NULL, NULL, true }
#define CHOICE(key, rec, member, choices, doc) \
    { key, F_ENUM, AT(rec, member, int), E_ALL, D_IGNORE, NULL, doc, choices, NULL, false }
#define OTHER(key, kind, id, dflt, doc) \
    { key, kind, SPARSE(id), E_ALL, D_IGNORE, dflt, doc, NULL, NULL, false }

/* Switches that product and template share: null asks the next level, false anywhere is final. */
#define DROP_ROWS \
    OTHER("DropUnknownIndexes", F_TRISTATE, FIELD_PRODUCT_DROP_UNKNOWN_INDEXES, "false", "Whether undeclared indexes of declared tables are dropped."), \
    OTHER("DropTablesRemovedFromProduct", F_TRISTATE, FIELD_PRODUCT_DROP_TABLES, "true", "Whether tables that the package no longer declares are dropped."), \
    OTHER("DropColumnsRemovedFromProduct", F_TRISTATE, FIELD_PRODUCT_DROP_COLUMNS, "true", "Whether columns that the package no longer declares are dropped."), \
    OTHER("DropForeignKeysRemovedFromProduct", F_TRISTATE, FIELD_PRODUCT_DROP_FOREIGN_KEYS, "true", "Whether foreign keys that the package no longer declares are dropped."), \
    OTHER("DropCheckConstraintsRemovedFromProduct", F_TRISTATE, FIELD_PRODUCT_DROP_CHECKS, "true", "Whether check constraints that the package no longer declares are dropped."), \
    OTHER("DropExcludeConstraintsRemovedFromProduct", F_TRISTATE, FIELD_PRODUCT_DROP_EXCLUDES, "true", "Whether exclusion constraints that the package no longer declares are dropped."), \
    OTHER("DropStatisticsRemovedFromProduct", F_TRISTATE, FIELD_PRODUCT_DROP_STATISTICS, "true", "Whether extended statistics that the package no longer declares are dropped."), \
    OTHER("DropIndexesRemovedFromProduct", F_TRISTATE, FIELD_PRODUCT_DROP_INDEXES, "true", "Whether indexes that the package no longer declares are dropped."), \
    OTHER("DropPeriodsRemovedFromProduct", F_TRISTATE, FIELD_PRODUCT_DROP_PERIODS, "false", "Whether periods that the package no longer declares are dropped."), \
    OTHER("DropEventsRemovedFromProduct", F_TRISTATE, FIELD_PRODUCT_DROP_EVENTS, "false", "Whether events that the package no longer declares are dropped."), \
    OTHER("DropSchemaBoundDependents", F_TRISTATE, FIELD_PRODUCT_DROP_SCHEMA_BOUND, "false", "Whether schema-bound dependents are dropped for a change."), \
    OTHER("RebuildPolicy", F_RAW, FIELD_PRODUCT_REBUILD_POLICY, NULL, "When a table may be rebuilt."), \
    { "ScriptFolders", F_LIST, SPARSE(FIELD_PRODUCT_SCRIPT_FOLDERS), E_ALL, D_IGNORE, NULL, "Folders of scripts and the slots in which they run.", NULL, &script_folder_type, false }, \
    OTHER("BaselineValidationScript", F_TEXT, FIELD_PRODUCT_BASELINE_VALIDATION, NULL, "Query that must be true before anything runs."), \
    OTHER("VersionStampScript", F_TEXT, FIELD_PRODUCT_VERSION_STAMP, NULL, "Runs once, last."), \
    OTHER("Extensions", F_RAW, FIELD_EXTENSIONS, NULL, "Anything; kept, not interpreted.")

static const Field script_folder_fields[] = {
    REQUIRED("FolderPath", F_STR, ScriptFolder, path, Str, "Folder below the product or template."),
    CHOICE("QuenchSlot", ScriptFolder, slot, slots, "Slot in which its scripts run."),
    MEMBER("ObjectType", F_STR, ScriptFolder, object_type, Str, NULL, "What its scripts create."),
    MEMBER("ServerToQuench", F_STR, ScriptFolder, server, Str, "Primary", "Primary, Secondary or Both."),
    MEMBER("ShouldApplyExpression", F_EXPR, ScriptFolder, should_apply, Str, NULL, "SQL, one boolean: run them only where it is true."),
};

static const Field product_fields[] = {
    REQUIRED("Name", F_STR, Product, name, Str, "Name of the product; the token ProductName."),
    REQUIRED("Platform", F_IDENTS, Product, platforms, StrVec, "Platforms of the package in one string, with commas."),
    MEMBER("TemplateOrder", F_STRINGS, Product, template_order, StrVec, NULL, "Template folders in the order in which they run."),
    MEMBER("ScriptTokens", F_MAP, Product, tokens, MapEntries, NULL, "Values of {{Token}} in every text of the package."),
    OTHER("ValidationScript", F_TEXT, FIELD_PRODUCT_VALIDATION, NULL, "Query that must be true, or the run stops."),
    OTHER("BranchNameFile", F_STR, FIELD_PRODUCT_BRANCH_FILE, "{{repo_path}}/.git/HEAD", "File whose first line gives the token BranchName."),
    OTHER("BeforeBranchNameMask", F_STR, FIELD_PRODUCT_BRANCH_MASK_BEFORE, "ref: refs/heads/", "Prefix that is cut from the line that BranchNameFile gives."),
    OTHER("AfterBranchNameMask", F_STR, FIELD_PRODUCT_BRANCH_MASK_AFTER, NULL, "Suffix that is cut from the line that BranchNameFile gives."),
    OTHER("MinimumVersion", F_STR, FIELD_PRODUCT_MINIMUM_VERSION, NULL, "Lowest server version that is accepted."),
    OTHER("CheckConstraintStyle", F_STR, FIELD_PRODUCT_CHECK_STYLE, "ColumnLevel", "How checks are extracted: ColumnLevel or TableLevel."),
    DROP_ROWS,
};

static const Field template_fields[] = {
    MEMBER("Name", F_STR, Template, name, Str, NULL, "Name of the template; the token TemplateName."),
    MEMBER("ScriptTokens", F_MAP, Template, tokens, MapEntries, NULL, "Values that replace the product's."),
    OTHER("DatabaseIdentificationScript", F_TEXT, FIELD_PRODUCT_DATABASE_QUERY, NULL, "Query whose rows name the databases of the template."),
    OTHER("IdentificationDatabase", F_STR, FIELD_PRODUCT_DATABASE_OF_QUERY, NULL, "Database in which DatabaseIdentificationScript runs."),
    OTHER("SchemaIdentificationScript", F_TEXT, FIELD_PRODUCT_SCHEMA_QUERY, NULL, "Query whose rows name the schemas of a schema template."),
    OTHER("UpdateFillFactor", F_TRISTATE, FIELD_PRODUCT_UPDATE_FILL_FACTOR, "true", "Whether fill factors are compared."),
    OTHER("IndexOnlyTableQuenches", F_BOOL, FIELD_PRODUCT_INDEX_ONLY, "false", "Whether only indexes and statistics are brought to shape."),
    OTHER("RequireAtLeastOneTarget", F_TRISTATE, FIELD_PRODUCT_REQUIRE_TARGET, "true", "Whether no database at all is an error."),
    OTHER("SkipIfReadOnly", F_BOOL, FIELD_PRODUCT_SKIP_READ_ONLY, "false", "Whether a read-only database is passed over."),
    OTHER("CreateSchemaIfMissing", F_BOOL, FIELD_PRODUCT_CREATE_SCHEMA, "false", "Whether a schema template creates its schema."),
    OTHER("AllowParallel", F_TRISTATE, FIELD_PRODUCT_ALLOW_PARALLEL, "true", "Whether several schemas run at once."),
    OTHER("ContinueOnSchemaFailure", F_TRISTATE, FIELD_PRODUCT_CONTINUE_ON_SCHEMA, "true", "Whether other schemas go on after a failure."),
    OTHER("ContinueOnDatabaseFailure", F_TRISTATE, FIELD_PRODUCT_CONTINUE_ON_DATABASE, "true", "Whether other databases go on after a failure."),
    OTHER("ServerToQuench", F_STR, FIELD_PRODUCT_SERVER, "Primary", "Primary, Secondary or Both: on which servers the template is."),
    OTHER("CdcFilegroup", F_STR, FIELD_PRODUCT_CDC_FILEGROUP, NULL, "Filegroup of change data capture."),
    OTHER("CdcSupportsNetChanges", F_TRISTATE, FIELD_PRODUCT_CDC_NET_CHANGES, NULL, "Whether change data capture gives net changes."),
    DROP_ROWS,
};

static const Field hook_fields[] = {
    CHOICE("When", Hook, when, hook_times, "`before` or `after` the phase."),
    { "Phase", F_ENUM, AT(Hook, phase, int), E_ALL, D_IGNORE, NULL, "`expand`, `migrate` or `contract`.", phase_names, NULL, true },
    REQUIRED("Command", F_STRINGS, Hook, command, StrVec, "Program and its arguments, each as it is; the plan as JSON is its standard input."),
    MEMBER("Shell", F_BOOL, Hook, is_shell, bool, "false", "Whether /bin/sh reads the command, which is one text then."),
    MEMBER("TimeoutSeconds", F_INT, Hook, timeout_s, OptInt, "60", "How long it may take before it is ended."),
    MEMBER("PassVariables", F_STRINGS, Hook, pass, StrVec, NULL, "Environment variables that it may see beside PATH, HOME and the like."),
};

static const Field environment_fields[] = {
    REQUIRED("Name", F_STR, Environment, name, Str, "What --env calls it."),
    CHOICE("Kind", Environment, kind, environment_kinds, "`dev` or `prod`: how strict its policy is."),
    MEMBER("Url", F_STR, Environment, url, Str, NULL, "URL of the database, without a password."),
    MEMBER("UrlEnv", F_STR, Environment, url_env, Str, NULL, "Environment variable that holds the URL."),
    MEMBER("Role", F_STR, Environment, role, Str, NULL, "Role to become after connecting: owner of what is created."),
    MEMBER("Owners", F_BOOL, Environment, owners, bool, "false", "Whether owners that the package declares are compared and changed."),
    MEMBER("ScriptTokens", F_MAP, Environment, tokens, MapEntries, NULL, "Values that replace the template's and the product's."),
    MEMBER("SecretTokens", F_MAP, Environment, secret_tokens, MapEntries, NULL, "Tokens whose values environment variables hold: token to variable. They stay {{Name}} in plans, logs and errors."),
    { "Hooks", F_LIST, AT(Environment, hooks, HookVec), E_ALL, D_IGNORE, NULL, "Commands before and after phases; run by deploy only, and only when trusted.", NULL, &hook_type, false },
    MEMBER("LockBudget", F_INT, Environment, lock_budget, OptInt, "500", "Longest time in milliseconds that a step may block a query."),
    CHOICE("Recipes", Environment, recipes, recipe_choices, "Steps that block nobody in place of one statement: `auto` where that would block for longer than the lock budget, `online` wherever there are any, `direct` nowhere."),
    CHOICE("Rename", Environment, rename, rename_choices, "How columns and tables are renamed that don't say it themselves: `direct`, `both`; `auto`: `both` in `prod` where the table has rows, else `direct`."),
    MEMBER("SafeBelow", F_STR, Environment, safe_below, Str, NULL, "Size of a table, such as `1MB`, below which one statement is taken, and may block for as long as it takes."),
    MEMBER("ScanRate", F_STR, Environment, scan_rate, Str, NULL, "What the server reads in a second, such as `200MB`, for estimates; absent: measured where a large table changes."),
    MEMBER("Guards", F_STRINGS, Environment, guards, StrVec, NULL, "SQL queries, one boolean each, that must be true while a loop runs; else it waits."),
    MEMBER("GuardBudget", F_INT, Environment, guard_budget, OptInt, "600000", "Longest time in milliseconds that a loop waits for its guards before it ends, to be run again."),
    MEMBER("Windows", F_STRINGS, Environment, windows, StrVec, NULL, "Hours in which scans, copies and the phase contract run, such as `Sat Sun 22:00-04:00 Europe/Berlin`; absent: always."),
    MEMBER("PauseFile", F_STR, Environment, pause_file, Str, NULL, "File on the deploying machine: loops wait while it is there."),
    MEMBER("Rules", F_MAP, Environment, rules, MapEntries, NULL, "Of lint: rule -> `off`, `note`, `warning` or `error`, in place of what the package says."),
    { "Allow", F_STRINGS, AT(Environment, allow, StrVec), E_ALL, D_IGNORE, NULL, "Hazards whose steps run without being asked; `all`: everything but what policy forbids.", hazard_allow_names, NULL, false },
    { "Forbid", F_STRINGS, AT(Environment, forbid, StrVec), E_ALL, D_IGNORE, NULL, "Hazards whose steps must never run, whatever is allowed: a plan that has one is refused before its first step.", HAZARD_NAMES, NULL, false },
    CHOICE("DropPolicy", Environment, drop_policy, drop_policies, "What becomes of objects and columns that the package lacks. `level`: as for any DATA_LOSS, held in `prod`, run in `dev`; `hold`: held until DATA_LOSS is allowed; `forbid`: refused, whatever is allowed; `backup`: tables go, and are kept for 30 days, all else is held until DATA_LOSS is allowed."),
};

static const Field config_fields[] = {
    { "Environments", F_LIST, AT(Config, environments, EnvironmentVec), E_ALL, D_IGNORE, NULL, "Where the package is deployed to.", NULL, &environment_type, false },
    CHOICE("SchemaSmith", Config, dialect, dialects, "Whether the files beside this one are a SchemaSmith package, and of which generation: `auto` finds out. Without an anneal.json one finds out, too."),
    MEMBER("Manage", F_STRINGS, Config, manage, StrVec, NULL, "Patterns of what the package owns: `schema`, `schema.name`, with * and ?."),
    MEMBER("Ignore", F_STRINGS, Config, ignore, StrVec, NULL, "Patterns of what it leaves alone."),
    MEMBER("Secret", F_STRINGS, Config, secret, StrVec, NULL, "Tokens that stay {{Name}} in plans, logs and errors wherever their values come from."),
    CHOICE("Removals", Config, removals, removals, "`managed`: what the package lacks is removed; `owned`: only what it made itself."),
    CHOICE("Grants", Config, grants, grants, "`declared`: rights are compared, of all that is in scope, where the package declares any; `managed`: always, so that absent means none; `ignored`: never."),
    MEMBER("Rules", F_MAP, Config, rules, MapEntries, NULL, "Of lint: rule -> `off`, `note`, `warning` or `error`."),
    MEMBER("Naming", F_MAP, Config, naming, MapEntries, NULL, "Of lint: kind of object -> what its names look like: `app_*`, or a regular expression such as `/^[a-z][a-z0-9_]*$/`."),
    MEMBER("Allowed", F_MAP, Config, allowed, MapEntries, NULL, "Of lint: `PrimaryKeyTypes`, `CharacterSets`, `Collations`, `Engines`, `Definers` -> those that the package may use, in one string with commas, with * and ?."),
    MEMBER("EngineVersion", F_MAP, Config, engine_version, MapEntries, NULL, "Platform -> oldest version of its servers, such as `15` or `8.0.36`: what check and review go by, which ask none; absent: the newest that anneal knows."),
    MEMBER("Journal", F_STR, Config, journal, Str, JOURNAL_NAME_DEFAULT, "Name of the journal: its schema, or prefix of its tables."),
    MEMBER("LockBudget", F_INT, Config, lock_budget, OptInt, "500", "Lock budget in milliseconds of environments that name none."),
};
/* clang-format on */

#define COUNT(fields) fields, sizeof(fields) / sizeof *(fields)
#define NAMED(element, word, rec, fields) \
    { \
        element, word, REC_OTHER, sizeof(rec), offsetof(rec, name), COUNT(fields) \
    }

const RecordType script_folder_type = {"ScriptFolder", "script folder",
                                       REC_OTHER,      sizeof(ScriptFolder),
                                       SIZE_MAX,       COUNT(script_folder_fields)};
const RecordType hook_type = {"Hook",       "hook",   REC_OTHER,
                              sizeof(Hook), SIZE_MAX, COUNT(hook_fields)};
const RecordType product_type = NAMED("Product", "product", Product, product_fields);
const RecordType template_type = NAMED("Template", "template", Template, template_fields);
const RecordType environment_type =
    NAMED("Environment", "environment", Environment, environment_fields);
const RecordType config_type = {"Configuration", "configuration", REC_OTHER,
                                sizeof(Config),  SIZE_MAX,        COUNT(config_fields)};
