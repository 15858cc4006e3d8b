/* The desired state on disk: load it, save it, scaffold it. */
#ifndef ANNEAL_PACKAGE_PACKAGE_H
#define ANNEAL_PACKAGE_PACKAGE_H

#include "base/note.h"
#include "codec/describe.h"
#include "model/backfill.h"
#include "model/contract.h"
#include "model/filter.h"
#include "model/model.h"
#include "model/removal.h"
#include "model/slot.h"

/* What a package file is written in; one package may have both. */
typedef enum PackageFormat { PACKAGE_JSON, PACKAGE_XML } PackageFormat;
enum { PACKAGE_FORMATS = PACKAGE_XML + 1 };

/* One row of ScriptFolders. */
typedef struct ScriptFolder {
    Record rec;
    Str path;
    int slot;
    Str object_type;
    Str server;
    Str should_apply;
} ScriptFolder;

/* Product.json or .xml, by product_type's field table (package/records.c). Other keys are sparse.
 */
typedef struct Product {
    Record rec;
    Str name;
    StrVec platforms; /* as written: "PostgreSQL", "SQLite" */
    StrVec template_order;
    MapEntries tokens;
} Product;

/* Template.json. Other keys are sparse. */
typedef struct Template {
    Record rec;
    Str name;
    MapEntries tokens;
} Template;

/* A command before or after a phase. */
typedef struct Hook {
    Record rec;
    int when;       /* HOOK_BEFORE, HOOK_AFTER */
    int phase;      /* Phase */
    StrVec command; /* program and arguments */
    bool is_shell;  /* /bin/sh reads the one text that it is */
    OptInt timeout_s;
    StrVec pass; /* environment variables that it may see */
} Hook;
typedef VEC(Hook *) HookVec;
enum { HOOK_BEFORE, HOOK_AFTER };

typedef struct Environment {
    Record rec;
    Str name;
    int kind;    /* 0 prod, 1 dev */
    Str url;     /* holds no password */
    Str url_env; /* name of the environment variable that holds the URL */
    MapEntries tokens;
    MapEntries secret_tokens; /* token -> environment variable that holds its value */
    HookVec hooks;
    OptInt lock_budget;        /* milliseconds */
    int recipes;               /* RecipeChoice */
    int rename;                /* RenameChoice */
    Str safe_below, scan_rate; /* as bytes_parse reads them */
    StrVec allow;              /* hazards */
    StrVec forbid;             /* hazards */
    int drop_policy;           /* DropChoice */
    StrVec guards;             /* queries */
    OptInt guard_budget;       /* milliseconds */
    StrVec windows;            /* as window_parse reads them */
    Str pause_file;
    Str role;
    bool owners;      /* compared and changed */
    MapEntries rules; /* of lint: code -> level, before those of the package */
} Environment;
typedef VEC(Environment *) EnvironmentVec;

enum { ENVIRONMENT_PROD, ENVIRONMENT_DEV };
/* What becomes of objects and columns that the package lacks. */
typedef enum DropChoice { DROPS_BY_LEVEL, DROPS_HOLD, DROPS_BACKUP, DROPS_FORBID } DropChoice;
enum { DIALECT_OWN, DIALECT_DETECTED };
enum { REMOVALS_MANAGED, REMOVALS_OWNED };
enum { GRANTS_DECLARED, GRANTS_MANAGED, GRANTS_IGNORED };

/* anneal.json; all zero where there is none. */
typedef struct Config {
    Record rec;
    EnvironmentVec environments;
    StrVec manage, ignore;
    StrVec secret; /* tokens whose values are filled in where a step runs, and shown nowhere */
    int removals;
    int grants;
    OptInt lock_budget;
    int dialect;               /* DIALECT_OWN, DIALECT_DETECTED, or that and a Generation */
    MapEntries rules;          /* of lint: code -> level */
    MapEntries naming;         /* likewise: kind -> pattern */
    MapEntries allowed;        /* likewise: what -> a list of patterns, as idents_read has it */
    MapEntries engine_version; /* platform -> version, for who asks no server */
    Str journal;               /* absent: JOURNAL_NAME_DEFAULT */
} Config;

extern const RecordType product_type, template_type, config_type, environment_type;
extern const RecordType script_folder_type, hook_type;
/* "Before", as QuenchSlot has it. */
const char *script_slot_name(Slot slot);

typedef struct Package Package;

/* Every kind of file that holds a record, in the order in which a reader meets them: heads, then
 * one of each kind of object. In `arena`. */
FileKinds package_file_kinds(Arena *arena);

/* Reads Product, anneal and Template files of the folder, not its objects. All errors of these
 * files are reported. NULL on error. package_free ends it and everything it gave out. */
Package *package_open(const char *folder, Notes *notes, Errs *errs);
/* The same of a revision of the git repository that `folder` is in, whose files are places such as
 * main:Product.json; NULL: the folder as it is. */
Package *package_open_at(const char *folder, const char *revision, Notes *notes, Errs *errs);
void package_free(Package *package); /* accepts NULL */
/* Gives up the trees of object files that were read again for the places of messages. */
void package_let_trees_go(Package *package);
const Product *package_product(const Package *package);
const Config *package_config(const Package *package);
/* "SchemaSmith G2", in `arena`; NULL: it is anneal's own. */
const char *package_dialect(const Package *package, Arena *arena);
/* What it was recognised by, or that anneal.json says so; NULL where it is anneal's own. */
const char *package_dialect_reason(const Package *package);
/* What a SchemaSmith package asks for: parts that are to go where it does not declare them, though
 * nobody knows who made them, and objects that are to stay though the product made them. */
void package_removals(const Package *package, RecordKinds *asked, RecordKinds *refused);
size_t package_template_count(const Package *package);
/* Has an anneal.json or anneal.xml, which does not call it SchemaSmith's. */
bool package_is_ours(const Package *package);
/* ERR_REFERENCE with the nearest name where there is no such environment. */
const Environment *package_environment(const Package *package, Str name, Errs *errs);
/* E_… bits of all that the product names. */
unsigned package_platforms(const Package *package);

typedef struct PackageTarget {
    unsigned engine;                /* one E_… bit: elements of other Platforms are left out */
    const Environment *environment; /* its tokens; NULL: none */
    /* What an absent Schema means (Engine.default_schema). Absent: an engine without schemas, on
     * which Schema and RelatedTableSchema are left out. Empty: there are schemas, the default one
     * is not known. */
    Str default_schema;
    /* Answers to ShouldApplyExpressions: an element whose answer is false is not declared; script
     * folders are where it is true. NULL, or without an answer: as if it were not there. */
    const Facts *answers;
} PackageTarget;

/* Reads all object files of all templates into `desired` (tokens replaced, Platforms applied,
 * duplicates and dangling references found). Every fault of every file is reported in one run.
 * The model borrows from the package: free it first. */
bool package_load(Package *package, const PackageTarget *target, Model *desired, Notes *notes,
                  Errs *errs);
/* Those of the target that was loaded last; they live as long as the package, or until the next
 * load. */
const BackfillVec *package_backfills(const Package *package);
/* The same of contract files, with their conditions. */
const ContractVec *package_contracts(const Package *package);
/* The elements of the last load that have a ShouldApplyExpression: label (label_object,
 * label_part) -> Condition, which says what is wanted of it: not false of what is declared, false
 * of what was left out. */
const Map *package_gates(const Package *package);
const ConditionVec *package_gate_list(const Package *package);
/* The same of script folders, as package_scripts has found them. */
const ConditionVec *package_folder_gates(const Package *package);
/* What is in scope: anneal.json's Manage and Ignore, else the schemas that the package names. */
void package_filter(const Package *package, const Model *desired, Arena *arena, Filter *filter);
/* Whether an object, of whatever kind, is in scope. */
bool package_wants(const Filter *filter, const Object *object);
/* That all of `desired` is in scope, what scripts declare too: what is not looked at would be
 * created again by every plan. ERR_REFERENCE at each object that isn't. */
bool package_check_scope(const Package *package, const Model *desired, const Filter *filter,
                         Errs *errs);

typedef struct SaveOptions {
    const char *product;  /* name of a new package */
    const char *platform; /* of the database that the model comes from */
    Str default_schema;   /* as in PackageTarget */
    /* Of a new package, and of new files in a present one; NULL: JSON, or as the Product file. */
    const PackageFormat *format;
    const Filter *looked_at; /* written as Manage and Ignore of a new package */
    /* Bytes by which names are equal (Engine.fold_name); NULL: all of them. */
    Str (*fold_name)(Arena *arena, Str name);
    /* The script that declares an object; absent: its fields do. NULL: there are no such objects.
     */
    Str (*object_script)(Arena *arena, const Object *object);
    /* Adds to what a present package declares by fields what its scripts declare, and makes it
     * comparable with the live model (settle, canonicalize), so that other spellings of the same
     * are no change; NULL: compared as written. */
    bool (*prepare)(void *context, Package *package, const PackageTarget *target, Model *present,
                    Notes *notes, Errs *errs);
    void *context;
} SaveOptions;

/* Writes the model as a package of ours into `folder` (made if absent; refused when it holds files
 * but no package). A present package keeps its Product, Template and anneal files, and each object
 * its present file with what only a file can say: OldName, Platforms, tokens, elements of other
 * platforms. What it does not manage is left out unless `looked_at` names patterns. Only files
 * whose content changes are written. No file is ever removed: a note names those whose objects are
 * gone. */
bool package_save(const Model *model, const char *folder, const SaveOptions *options, Notes *notes,
                  Errs *errs);
typedef struct ConvertCounts {
    Str product; /* in the arena given */
    size_t converted, copied;
} ConvertCounts;

/* Writes the package of `folder` into `out` (made, or empty) with all its files in `format`: keys
 * in the order of the field tables, tokens as written. Files that have the format already, and all
 * that are none of the package's (scripts), are copied as they are. Nothing is written where a file
 * is wrong. Notes name what the format has no place for, and what is left where it is: files whose
 * names begin with a dot, and symbolic links. */
bool package_convert(const char *folder, const char *out, PackageFormat format, Arena *arena,
                     ConvertCounts *counts, Notes *notes, Errs *errs);
/* A small package to begin with; refuses a folder that is not empty. */
bool package_init(const char *folder, Errs *errs);

#endif
