/* Reads and writes the journal's spellings around a plan. */
#include "job/spellings.h"

void job_spellings_read(const SpellingJob *job, Conn *conn, Pairs *pairs, Arena *arena)
{
    Journal *journal = NULL;
    Errs ignored = {0};

    if (journal_open(&job->place, job->engine, conn, false, &journal, &ignored))
        (void)journal_spellings_read(journal, job->product, arena, &pairs->known, &ignored);
    if (errs_any(&ignored))
        pairs->known.len = 0;
    journal_close(journal);
    errs_free(&ignored);
}

void job_spellings_save(const SpellingJob *job, const Url *url, const ConnectOptions *options,
                        const SpellingRows *equal, Notes *notes)
{
    Arena scratch = {0};
    SpellingRows fresh = {0};
    Journal *journal = NULL;
    Conn *conn = NULL;
    Errs errs = {0};

    for (size_t i = 0; i < equal->len; i++) {
        equal->items[i]->product = job->product;
        if (equal->items[i]->is_new)
            vec_push(&scratch, &fresh, equal->items[i]);
    }
    if (fresh.len > 0 && job->engine->connect(url, options, &conn, &errs) &&
        journal_open(&job->place, job->engine, conn, false, &journal, &errs) &&
        !journal_is_absent(journal))
        (void)journal_spellings_save(journal, &fresh, &errs);
    if (errs_any(&errs))
        notes_addf(notes,
                   "the journal doesn't know which definitions were compared; each plan asks the "
                   "server again: %s",
                   errs.list.items[0].message);
    journal_close(journal);
    job->engine->close(conn);
    errs_free(&errs);
    arena_free(&scratch);
}
