/* The rules of lint over a package, as its anneal.json weighs them. */
#ifndef ANNEAL_JOB_LINT_H
#define ANNEAL_JOB_LINT_H

#include "engine/engine.h"
#include "model/finding.h"
#include "package/package.h"

/* Adds what the rules find in a desired model that is settled, without their places; texts live in
 * `arena`. ERR_FIELD where Rules of anneal.json names what is no rule or no level. */
bool job_lint(const Package *package, const Engine *engine, const Model *desired, Arena *arena,
              FindingVec *findings, Errs *errs);
/* Where they stand in the files of the package that their model was loaded from, for as long as
 * `arena` lives. Files are read again for it: of those only that are shown. */
void job_find_places(Package *package, Arena *arena, FindingVec *findings);
/* Whether the list has this finding of the same object already. */
bool job_has_finding(const FindingVec *findings, const Finding *finding);

#endif
