/* Conditions of steps, asked of the database. */
#ifndef ANNEAL_DEPLOY_CONDITION_H
#define ANNEAL_DEPLOY_CONDITION_H

#include "engine/engine.h"
#include "model/condition.h"

enum { CONDITION_TIMEOUT_MS = 5000 };

/* Puts the answer to the condition's query into facts that have none. The day is the caller's. */
bool deploy_ask_condition(const Engine *engine, Conn *conn, const Condition *condition,
                          Facts *facts, Errs *errs);

#endif
