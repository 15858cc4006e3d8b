/* The scripts of a package: which files they are, when they run, what they say. */
#ifndef ANNEAL_PACKAGE_SCRIPTS_H
#define ANNEAL_PACKAGE_SCRIPTS_H

#include "model/finding.h"
#include "model/plan.h"
#include "package/package.h"

/* A token's value that spans lines moves what stands behind it. */
typedef struct LineShift {
    uint32_t line;  /* of the text, on which the value begins */
    uint32_t lines; /* that it has more than the token had */
} LineShift;

typedef struct Script {
    Str path;         /* below the package; what the journal knows it by */
    const char *file; /* as the user knows it */
    Str folder;       /* "Templates/Main/After Scripts" */
    Slot slot;
    Phase phase;
    ScriptTrack track;
    bool is_retried;       /* of an object slot: after the others where they must come first */
    bool is_transactional; /* in one transaction, which its row in the journal shares */
    bool loses_rows;       /* it deletes what the package does not declare */
    bool may_stand_alone;  /* but a statement at a time where it has some that can't be in one */
    Str text;              /* tokens replaced, but secret ones */
    Str hash;              /* of the text without its header and its allowances, line ends as \n */
    AllowanceVec allow;    /* by its lines `-- anneal-allow: RULE …` */
    StrVec secrets;        /* names of the tokens that stand in it still */
    uint32_t first_line;   /* of the file, on which the text begins */
    bool is_one_line;      /* a value of a JSON file: all of it stands on that line */
    bool has_values;       /* of tokens: columns are not those of the file */
    /* What SchemaSmith knows it by. */
    Str tracked_path, tracked_slot, template_name, template_folder;
    const Condition *gate; /* its folder's ShouldApplyExpression; NULL: it has none */
    VEC(LineShift) shifts;
} Script;
typedef VEC(Script *) ScriptVec;

/* The line of the file that line `line` of the script's text came from. */
uint32_t script_file_line(const Script *script, uint32_t line);

/* All scripts for the target in the order in which they run within their slots: templates in
 * theirs, folders in that of the template, files by path. They live as long as the package. Faults
 * of all files are reported in one run. */
bool package_scripts(Package *package, const PackageTarget *target, ScriptVec *scripts,
                     Notes *notes, Errs *errs);
/* VersionStampScript of the templates, then of the product; run last in migrate. */
bool package_stamps(Package *package, const PackageTarget *target, ScriptVec *scripts, Notes *notes,
                    Errs *errs);

/* A query of the package that must be true before anything runs. */
typedef struct Validation {
    const char *key; /* "ValidationScript" */
    Str query;
    Loc loc;
} Validation;
typedef VEC(Validation) Validations;
bool package_validations(Package *package, const PackageTarget *target, Validations *validations,
                         Notes *notes, Errs *errs);

/* A template that says by a query which databases it is for. */
typedef struct Identification {
    const char *folder; /* "Templates/Main" */
    const char *key;    /* "DatabaseIdentificationScript" */
    Str query;
    Loc loc;
} Identification;
typedef VEC(Identification) Identifications;
/* All of them. ERR_UNSUPPORTED at a template of schemas. */
bool package_identifications(Package *package, const PackageTarget *target, Identifications *list,
                             Notes *notes, Errs *errs);
/* The template counts no longer, as long as the package is open. */
void package_leave_out(Package *package, const char *folder);

/* The value of a secret token, for the moment in which it is sent. ERR_TOKEN where the environment
 * has none, or its variable isn't set. */
bool package_secret(const Package *package, const Environment *environment, Str name, Str *value,
                    Errs *errs);

#endif
