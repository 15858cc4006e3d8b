/* Table data of a package as scripts that the engine writes. */
#ifndef ANNEAL_JOB_TABLE_DATA_H
#define ANNEAL_JOB_TABLE_DATA_H

#include "engine/engine.h"
#include "package/scripts.h"

/* Adds to `scripts`, for each delivery, one that inserts and updates, and where rows are to go one
 * that deletes in contract. Tables come before those that refer to them, and go after them. */
bool job_table_data(Package *package, const Engine *engine, const Model *desired, Arena *arena,
                    ScriptVec *scripts, Notes *notes, Errs *errs);

#endif
