/* Asks the loops of deploys to wait, or to go on, through the journal. */
#include "job/pause.h"

#include "deploy/journal.h"
#include "job/provenance.h"
#include "job/resolve.h"

static bool refuse_absent(const Journal *journal, Str database, Errs *errs)
{
    if (!journal_is_readable(journal))
        return err_addf(errs, ERR_PRIVILEGE, "the journal of %.*s: this role may not read it",
                        STR_ARG(database));
    return err_at(errs, ERR_JOURNAL, (Loc){0},
                  "a deploy makes it; to begin one paused, give it --pause-file",
                  "%.*s has no journal: nothing has been deployed there", STR_ARG(database));
}

static bool set(Journal *journal, bool resumes, const char *why, Arena *arena, PauseAnswer *answer,
                Errs *errs)
{
    Provenance from = job_provenance(NULL, NULL, arena);
    JournalPause asked = {.who = from.who, .why = str_from(why)}, found = {0};

    if (journal_is_absent(journal) || !journal_is_readable(journal))
        return refuse_absent(journal, answer->database, errs);
    if (!journal_is_paused(journal, &answer->was_paused, arena, &found, errs))
        return false;
    answer->who = found.who;
    answer->since = found.since;
    if (answer->was_paused != resumes) /* it is so already */
        return true;
    return journal_set_paused(journal, resumes ? NULL : &asked, errs);
}

bool job_pause(const JobTarget *target, bool resumes, const char *why, Arena *arena,
               PauseAnswer *answer, Notes *notes, Errs *errs)
{
    Resolved at = {0};
    ConnectOptions options = {.log = target->log};
    JournalPlace place = {0};
    Journal *journal = NULL;
    Facts facts = {0};
    Conn *conn = NULL;
    bool ok = job_resolve(target, false, &at, notes, errs);

    *answer = (PauseAnswer){0};
    if (ok && at.environment != NULL)
        options.role = at.environment->role;
    if (ok && at.package != NULL)
        place.name = package_config(at.package)->journal;
    ok = ok && at.engine->connect(&at.url, &options, &conn, errs) &&
         at.engine->describe(conn, &facts, errs);
    if (ok) {
        answer->database = arena_str(arena, facts.database);
        ok = journal_open(&place, at.engine, conn, false, &journal, errs) &&
             set(journal, resumes, why, arena, answer, errs);
    }
    journal_close(journal);
    if (at.engine != NULL)
        at.engine->close(conn);
    facts_free(&facts);
    job_resolved_free(&at);
    return ok;
}
