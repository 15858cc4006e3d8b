/* What SchemaSmith keeps in a database that it has deployed to. */
#ifndef ANNEAL_JOB_ADOPT_H
#define ANNEAL_JOB_ADOPT_H

#include "deploy/journal.h"
#include "package/scripts.h"

typedef struct AdoptJob {
    const Engine *engine;
    Conn *conn;
    Str product;
    Arena *arena; /* of all that is found */
} AdoptJob;

/* Scripts that run once and, as SchemaSmith's own table says, have: of those that `known` lacks,
 * records as the journal would have them, put into both lists. Nothing where there is no such
 * table; an error where there is one that can't be read, as a script would run twice. */
bool job_adopt_scripts(const AdoptJob *job, const ScriptVec *scripts, ScriptRecords *known,
                       ScriptRecords *adopted, Notes *notes, Errs *errs);
/* Labels of tables that are marked there as this product's, into `owned`. */
bool job_adopt_owned(const AdoptJob *job, Map *owned, Errs *errs);
/* Writes what was adopted into the journal, on a connection of its own; a note where that fails, as
 * the next plan finds it again. */
void job_adopted_save(const AdoptJob *job, const JournalPlace *place, const Url *url,
                      const ConnectOptions *options, const ScriptRecords *adopted, Notes *notes);

#endif
