/* What the journal keeps of definitions that the package has in other words than the server. */
#ifndef ANNEAL_JOB_SPELLINGS_H
#define ANNEAL_JOB_SPELLINGS_H

#include "deploy/journal.h"
#include "model/pair.h"

typedef struct SpellingJob {
    const Engine *engine;
    JournalPlace place;
    Str product;
} SpellingJob;

/* Into pairs->known, in `arena`: nothing where the journal can't be read. It is never needed. */
void job_spellings_read(const SpellingJob *job, Conn *conn, Pairs *pairs, Arena *arena);
/* Those of pairs->equal that the journal lacks, on a connection of its own; a note where that
 * fails, as all it costs is that the server is asked again. */
void job_spellings_save(const SpellingJob *job, const Url *url, const ConnectOptions *options,
                        const SpellingRows *equal, Notes *notes);

#endif
