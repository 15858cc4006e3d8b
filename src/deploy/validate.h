/* Queries of the package that must be true before anything runs. */
#ifndef ANNEAL_DEPLOY_VALIDATE_H
#define ANNEAL_DEPLOY_VALIDATE_H

#include "engine/engine.h"
#include "model/plan.h"

/* Asks each in a read-only transaction of its own, with the time limit of a probe. ERR_VALIDATION
 * where one is not true: false, NULL, no row; ERR_SERVER and the like where it can't be asked. */
bool deploy_validate(const Engine *engine, Conn *conn, const PlanValidationVec *validations,
                     Errs *errs);

#endif
