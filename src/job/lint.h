/* The rules of lint over a package, as its anneal.json weighs them. */
#ifndef ANNEAL_JOB_LINT_H
#define ANNEAL_JOB_LINT_H

#include "engine/engine.h"
#include "model/finding.h"
#include "package/package.h"

/* Adds what the rules find in a desired model that is settled; all lives in `arena`, and nothing
 * borrows from the package. ERR_FIELD where Rules of anneal.json names what is no rule or no
 * level. */
bool job_lint(Package *package, const Engine *engine, const Model *desired, Arena *arena,
              FindingVec *findings, Errs *errs);
/* Whether the list has this finding of the same object already. */
bool job_has_finding(const FindingVec *findings, const Finding *finding);

#endif
