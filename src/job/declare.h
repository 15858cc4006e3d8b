/* Object scripts of a package: those that only declare are objects of its desired model. */
#ifndef ANNEAL_JOB_DECLARE_H
#define ANNEAL_JOB_DECLARE_H

#include "engine/engine.h"
#include "package/scripts.h"

/* Whether every statement of a script of an object slot declares an object, or says something
 * about one: it is compared then, not run. */
bool job_script_declares(const Engine *engine, const Script *script);
/* Adds what such scripts declare to `desired`; the others, which are run, come in `others` (live as
 * long as the model; may be NULL). Errors at their places. */
bool job_declare(Package *package, const PackageTarget *target, const Engine *engine,
                 Model *desired, ScriptVec *others, Notes *notes, Errs *errs);

#endif
