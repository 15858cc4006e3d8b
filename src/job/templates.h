/* Which templates of a package are for the database at hand. */
#ifndef ANNEAL_JOB_TEMPLATES_H
#define ANNEAL_JOB_TEMPLATES_H

#include "engine/engine.h"
#include "package/scripts.h"

/* Asks each DatabaseIdentificationScript, in a read-only transaction of `conn`, and leaves those
 * templates out of the package whose answers do not name the database; `left_out`: there were any.
 * ERR_REFERENCE where none is left. `evaluates_nothing`: all stay, and a note says so. */
bool job_keep_templates(Package *package, const PackageTarget *target, const Engine *engine,
                        Conn *conn, bool evaluates_nothing, bool *left_out, Notes *notes,
                        Errs *errs);

#endif
