/* How far a plan has come, by the journal: which of its steps ran, what it left of its objects. */
#include "deploy/inside.h"

static bool read_images(const Run *run, Arena *arena, Progress *progress, Errs *errs)
{
    ObjectImages images = {0};

    if (!journal_images_of_plan(run->journal, run->plan->hash, arena, &images, errs))
        return false;
    for (size_t i = 0; i < images.len; i++)
        (void)map_put(arena, &progress->images, images.items[i]->object, images.items[i]);
    return true;
}

static bool read_steps(const Run *run, Arena *arena, Progress *progress, Errs *errs)
{
    StepRows rows = {0};

    if (!journal_steps_of_plan(run->journal, run->plan->hash, arena, &rows, errs))
        return false;
    for (size_t i = 0; i < rows.len; i++) {
        const StepRow *row = rows.items[i];
        size_t index = (size_t)row->position.value - 1;
        if (index < run->plan->steps.len && str_eq(row->id, run->plan->steps.items[index]->id))
            progress->is_step_done[index] =
                row->state == JOURNAL_STEP_DONE || row->state == JOURNAL_STEP_SKIPPED;
    }
    return true;
}

static bool read_last(const Run *run, Arena *arena, Progress *progress, Errs *errs)
{
    DeploymentRows rows = {0};

    if (!journal_deployments_read(run->journal, 0, 1, arena, &rows, errs))
        return false;
    progress->is_resumed = rows.len > 0 && str_eq(rows.items[0]->plan_hash, run->plan->hash) &&
                           rows.items[0]->outcome != DEPLOYMENT_DONE;
    return true;
}

bool deploy_progress(const Run *run, Arena *arena, Progress *progress, Errs *errs)
{
    progress->is_step_done = ARENA_ARRAY(arena, bool, run->plan->steps.len);
    return read_images(run, arena, progress, errs) && read_steps(run, arena, progress, errs) &&
           read_last(run, arena, progress, errs);
}
