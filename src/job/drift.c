/* Since when a database differs from its package: what the journal says of what differs. */
#include "job/drift.h"

#include "deploy/journal.h"
#include "job/resolve.h"

/* Deployments that are looked through, the newest first: what none of them changed is said to be
 * unknown. */
enum { LOOKED_THROUGH_MOST = 100 };

typedef struct Search {
    const Plan *plan;
    Arena *arena;
    Drift *drift;
    Map found; /* labels of objects that have their origin */
} Search;

static DriftCause cause_of(const Touch *touch, const ObjectImage *image)
{
    return str_eq(touch->before, image->after) ? DRIFT_PACKAGE : DRIFT_OUTSIDE;
}

static void add_origin(Search *search, const Touch *touch, const ObjectImages *images,
                       const DeploymentRow *deployment)
{
    if (map_get(&search->found, touch->object) != NULL)
        return;
    for (size_t i = 0; i < images->len; i++) {
        const ObjectImage *image = images->items[i];
        DriftOrigin origin = {touch->object, cause_of(touch, image), deployment};
        if (!str_eq(image->object, touch->object))
            continue;
        vec_push(search->arena, &search->drift->origins, origin);
        (void)map_put(search->arena, &search->found, touch->object, search);
        return;
    }
}

static bool look_through(Search *search, Journal *journal, Errs *errs)
{
    DeploymentRows rows = {0};
    size_t wanted = search->plan->touched.len;

    if (!journal_deployments_read(journal, 0, LOOKED_THROUGH_MOST, search->arena, &rows, errs))
        return false;
    if (rows.len > 0)
        search->drift->last = rows.items[0];
    for (size_t d = 0; d < rows.len && search->drift->origins.len < wanted; d++) {
        ObjectImages images = {0};
        if (!journal_images_read(journal, rows.items[d]->id.value, search->arena, &images, errs))
            return false;
        for (size_t i = 0; i < wanted; i++)
            add_origin(search, search->plan->touched.items[i], &images, rows.items[d]);
    }
    return true;
}

/* On a connection of its own, as the plan's is gone. */
static bool ask_journal(const JobTarget *target, Search *search, Errs *errs)
{
    Resolved at = {0};
    ConnectOptions options = {.log = target->log, .is_read_only = true};
    JournalPlace place = {.name = search->plan->journal};
    Journal *journal = NULL;
    Conn *conn = NULL;
    Notes said = {0}; /* with the plan */
    bool ok = job_resolve(target, false, &at, &said, errs);

    if (ok && at.environment != NULL)
        options.role = at.environment->role;
    ok = ok && at.engine->connect(&at.url, &options, &conn, errs) &&
         journal_open(&place, at.engine, conn, false, &journal, errs) &&
         look_through(search, journal, errs);
    journal_close(journal);
    if (at.engine != NULL)
        at.engine->close(conn);
    job_resolved_free(&at);
    notes_free(&said);
    return ok;
}

bool job_drift(const JobTarget *target, Arena *arena, Drift *drift, JobPlanned **planned,
               Notes *notes, Errs *errs)
{
    Search search = {.arena = arena, .drift = drift};

    *planned = job_plan(target, notes, errs);
    if (*planned == NULL)
        return false;
    search.plan = drift->plan = job_planned_plan(*planned);
    drift->database = job_planned_database(*planned);
    if (ask_journal(target, &search, errs))
        return true;
    job_planned_free(*planned);
    *planned = NULL;
    return false;
}
