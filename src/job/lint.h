/* The rules of lint over a package, as its anneal.json weighs them. */
#ifndef ANNEAL_JOB_LINT_H
#define ANNEAL_JOB_LINT_H

#include "engine/engine.h"
#include "lint/lint.h"
#include "package/package.h"
#include "package/scripts.h"

/* What to look with; job_lint_close ends it. */
typedef struct JobLint JobLint;

/* Levels, patterns and lists of anneal.json; `environment`: its Rules go first; or NULL. `version`:
 * of the server, as in Facts. ERR_FIELD for each that names what is no rule, level, kind or
 * pattern. NULL on error; lives in `arena`, as do all texts of what is found. */
JobLint *job_lint_open(const Package *package, const Environment *environment, const Engine *engine,
                       int version, Arena *arena, Errs *errs);
void job_lint_close(JobLint *lint); /* accepts NULL */
/* Each adds what the rules find, without places but of scripts. A model is settled. */
void job_lint_model(const JobLint *lint, const Model *desired, FindingVec *findings);
void job_lint_scripts(const JobLint *lint, const ScriptVec *scripts, FindingVec *findings);
void job_lint_changes(const JobLint *lint, const LintChanges *changes, FindingVec *findings);

/* The version that the package's EngineVersion gives for the engine, else the newest that it knows.
 * ERR_FIELD where it can't be read. */
bool job_engine_version(const Package *package, const Engine *engine, int *version, Errs *errs);

/* Where they stand in the files of the package that their model was loaded from, for as long as
 * `arena` lives. Files are read again for it: of those only that are shown. */
void job_find_places(Package *package, Arena *arena, FindingVec *findings);
/* Adds to `news` what `now` has and `before` hasn't: the same rule and words of the same object. */
void job_add_new_findings(const FindingVec *before, const FindingVec *now, Arena *arena,
                          FindingVec *news);

#endif
