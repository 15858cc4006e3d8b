/* What a run writes into the journal: itself, its steps, the objects before and after. */
#include "base/fault.h"
#include "deploy/inside.h"

/* Before-images in one statement: a record of a wide table takes some kilobytes. */
enum { IMAGES_AT_ONCE = 200 };

static JournalPlace place_of(const Run *run)
{
    return (JournalPlace){.name = run->plan->journal,
                          .tool =
                              run->options->by == NULL ? run->plan->tool : run->options->by->tool};
}

bool deploy_record_open(Run *run, Errs *errs)
{
    JournalPlace place = place_of(run);

    return journal_open(&place, run->engine, run->conn, false, &run->journal, errs);
}

static DeploymentRow row_of(const Run *run, Arena *arena)
{
    DeploymentRow row = run->options->by == NULL ? (DeploymentRow){0} : *run->options->by;
    Facts facts = {0};
    Errs ignored = {0};

    row.rec = (Record){.type = &deployment_row_type};
    row.product = run->plan->product;
    row.plan_hash = run->plan->hash;
    row.steps = (OptInt){true, (int64_t)run->total};
    if (run->engine->describe(run->conn, &facts, &ignored))
        row.server = arena_str(arena, facts.version_text);
    for (int phase = 0; phase < PHASE_COUNT; phase++)
        if (run->options->phases[phase])
            vec_push(arena, &row.phases, str_from(phase_names[phase]));
    facts_free(&facts);
    errs_free(&ignored);
    return row;
}

static bool save_images(Run *run, Errs *errs)
{
    bool ok = true;

    for (size_t i = 0; ok && i < run->images.len; i += IMAGES_AT_ONCE) {
        ObjectImages some = {.items = run->images.items + i, .len = run->images.len - i};
        if (some.len > IMAGES_AT_ONCE)
            some.len = IMAGES_AT_ONCE;
        ok = journal_images_save(run->journal, &some, errs);
    }
    return ok;
}

/* All that is written before the first group, and after the last one, is one transaction. */
static bool save_all_images(Run *run, Errs *errs)
{
    const Engine *engine = run->engine;

    if (engine->begin(run->conn, false, errs) && journal_check_lease(run->journal, errs) &&
        save_images(run, errs) && engine->commit(run->conn, errs))
        return true;
    engine->rollback(run->conn);
    return false;
}

bool deploy_record_begin(Run *run, Errs *errs)
{
    JournalPlace place = place_of(run);
    Arena scratch = {0};
    DeploymentRow row = row_of(run, &scratch);
    bool ok;

    journal_close(run->journal);
    run->journal = NULL;
    ok = journal_open(&place, run->engine, run->conn, true, &run->journal, errs) &&
         journal_unfinished(run->journal, run->plan->product, run->kept, &run->outcome->earlier,
                            errs) &&
         journal_begin(run->journal, &row, errs);
    if (ok)
        run->outcome->deployment = journal_deployment_id(run->journal);
    ok = ok && save_all_images(run, errs) && FAULT(IMAGES_SAVED, errs);
    arena_free(&scratch);
    return ok;
}

bool deploy_record_group(Run *run, const Group *group, JournalStepState state, const Err *error,
                         Errs *errs)
{
    Arena scratch = {0};
    StepOutcomes steps = {0};
    bool ok;

    for (size_t i = 0; i < group->steps.len; i++)
        vec_push(&scratch, &steps, &run->outcome->steps.items[group->steps.items[i]]);
    ok = journal_steps_save(run->journal, run->outcome->steps.items, &steps, state, error, errs);
    arena_free(&scratch);
    return ok;
}

/* About how many rows, as the plan found. */
static OptInt rows_of(const Run *run, Str relation)
{
    for (size_t i = 0; i < run->plan->facts.len; i++)
        if (str_eq(run->plan->facts.items[i]->relation, relation))
            return run->plan->facts.items[i]->rows;
    return (OptInt){0};
}

static bool save_backup(Run *run, const Step *step, Errs *errs)
{
    Arena scratch = {0};
    BackupRow row = *step->backup;
    Rows rows = {0};
    bool ok = step->backup_finally.len == 0 ||
              run->engine->query(run->conn, step->backup_finally, &scratch, &rows, errs);

    row.finally = (StrVec){0};
    for (size_t i = 0; i < step->backup->finally.len; i++)
        vec_push(&scratch, &row.finally, step->backup->finally.items[i]);
    for (size_t i = 0; ok && i < rows.count; i++)
        vec_push(&scratch, &row.finally, ROW_CELL(&rows, i, 0));
    row.rows = rows_of(run, step->relation);
    ok = ok && journal_backup_save(run->journal, &row, errs);
    arena_free(&scratch);
    return ok;
}

bool deploy_record_backups(Run *run, const Group *group, Errs *errs)
{
    bool ok = true;

    for (size_t i = 0; ok && i < group->steps.len; i++) {
        const StepOutcome *outcome = &run->outcome->steps.items[group->steps.items[i]];
        if (outcome->step->backup != NULL && outcome->result == RESULT_DONE)
            ok = save_backup(run, outcome->step, errs) && FAULT(BACKUP_SAVED, errs);
        if (ok && outcome->step->purges.len > 0 && outcome->result == RESULT_DONE)
            ok = journal_backup_set_state(run->journal, outcome->step->purges, BACKUP_PURGED, errs);
    }
    return ok;
}

/* Whether it takes away values that earlier steps have copied. */
static bool takes_values(const Step *step)
{
    return step->backup != NULL && step->backup->kind == BACKUP_COPIED &&
           step->backup->state == BACKUP_KEPT;
}

bool deploy_announce_backups(Run *run, const Group *group, Errs *errs)
{
    bool ok = true;

    for (size_t i = 0; ok && i < group->steps.len; i++) {
        const Step *step = run->outcome->steps.items[group->steps.items[i]].step;
        if (step->backup == NULL)
            continue;
        ok = takes_values(step)
                 ? journal_backup_set_state(run->journal, step->backup->id, BACKUP_TAKING, errs)
                 : save_backup(run, step, errs);
        ok = ok && FAULT(BACKUP_SAVED, errs);
    }
    return ok;
}

bool deploy_complete_backups(Run *run, const Group *group, Errs *errs)
{
    bool ok = true;

    for (size_t i = 0; ok && i < group->steps.len; i++) {
        const Step *step = run->outcome->steps.items[group->steps.items[i]].step;
        if (takes_values(step))
            ok = save_backup(run, step, errs);
    }
    return ok;
}

void deploy_withdraw_backups(Run *run, const Group *group)
{
    Errs ignored = {0};

    for (size_t i = 0; i < group->steps.len; i++) {
        const Step *step = run->outcome->steps.items[group->steps.items[i]].step;
        if (step->backup == NULL || takes_values(step)) /* the copy is there in any case */
            continue;
        (void)journal_backup_set_state(
            run->journal, step->backup->id,
            step->backup->state == BACKUP_RESTORING ? BACKUP_KEPT : BACKUP_PURGED, &ignored);
    }
    errs_free(&ignored);
}

static bool is_left(const Run *run, size_t i)
{
    const StepOutcome *outcome = &run->outcome->steps.items[i];

    return run->is_open[i] && !run->is_done[i] && outcome->result != RESULT_DONE &&
           outcome->result != RESULT_SKIPPED;
}

/* How far the steps of one relation have come. */
typedef struct RelationEnd {
    bool is_left, is_begun;
} RelationEnd;

/* By the steps' relations, as a plan can have some thousands of each. */
static void collect_ends(const Run *run, Arena *arena, Map *ends)
{
    for (size_t i = 0; i < run->plan->steps.len; i++) {
        Str relation = run->plan->steps.items[i]->relation;
        RelationEnd *end = map_get(ends, relation);
        if (end == NULL) {
            end = ARENA_NEW(arena, RelationEnd);
            (void)map_put(arena, ends, relation, end);
        }
        end->is_left = end->is_left || is_left(run, i);
        end->is_begun = end->is_begun || run->outcome->steps.items[i].result == RESULT_DONE;
    }
}

/* How the plan's objects are now: as the server prints them, not as the plan foresaw. */
static bool look_after(Run *run, Errs *errs)
{
    ObjectImages begun = {0};
    Map objects = {0}, ends = {0};
    Arena scratch = {0};
    Model *live = model_new();
    bool ok = deploy_look(run, &scratch, live, &objects, errs);

    collect_ends(run, &scratch, &ends);
    for (size_t i = 0; ok && i < run->images.len; i++) {
        ObjectImage *image = run->images.items[i];
        const Object *object = map_get(&objects, image->object);
        Str name = str_sub(image->object, str_find(image->object, ' ', 0) + 1, SIZE_MAX);
        const RelationEnd *end = map_get(&ends, name);
        image->is_finished = end == NULL || !end->is_left;
        image->after = object == NULL ? STR_ABSENT : object_fingerprint(&run->arena, object);
        if (end != NULL && end->is_begun)
            vec_push(&run->arena, &begun, image);
    }
    run->images = begun;
    model_free(live);
    arena_free(&scratch);
    return ok;
}

static bool has_run(const Run *run)
{
    for (size_t i = 0; i < run->outcome->steps.len; i++)
        if (run->outcome->steps.items[i].result == RESULT_DONE)
            return true;
    return false;
}

bool deploy_record_end(Run *run, bool ok, Errs *errs)
{
    Errs found = {0}, ignored = {0};
    bool ended;

    if (run->journal == NULL || journal_deployment_id(run->journal) == 0)
        return ok;
    if (!ok && errs_any(errs))
        err_add(&found, *errs_last(errs));
    ended = (!has_run(run) || (look_after(run, &ignored) && save_all_images(run, &ignored))) &&
            journal_end(run->journal, run->outcome, &found, &ignored);
    if (ok && !ended) {
        err_add(errs, *errs_last(&ignored));
        ok = err_context(errs, "all steps have run; the end of deployment %lld was not recorded",
                         (long long)journal_deployment_id(run->journal));
    }
    errs_free(&found);
    errs_free(&ignored);
    return ok;
}
