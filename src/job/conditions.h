/* Conditions of a package: what the database answers to them. */
#ifndef ANNEAL_JOB_CONDITIONS_H
#define ANNEAL_JOB_CONDITIONS_H

#include "engine/engine.h"
#include "package/package.h"

/* ERR_FIELD at the place of a contract's When that can't be one expression or query. Offline. */
bool job_check_contracts(const Package *package, const Engine *engine, Errs *errs);
/* Asks the ShouldApplyExpressions of the package that was loaded. `changes`: an answer leaves
 * something out, so that the package is to be loaded anew, with these facts. What can't be asked is
 * noted; what is left out, too. */
bool job_ask_gates(const Package *package, const Engine *engine, Conn *conn, Facts *facts,
                   bool *changes, Notes *notes, Errs *errs);
/* Asks the conditions of a plan's steps that no fact answers yet; whether there were any is in
 * `asked`. */
bool job_ask_conditions(const Plan *plan, const Engine *engine, Conn *conn, Facts *facts,
                        bool *asked, Errs *errs);

#endif
