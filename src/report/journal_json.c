/* What the journal says as JSON: its records, by their field tables. */
#include "codec/json.h"
#include "codec/record.h"
#include "report/report.h"

static const char *const state_names[] = {
    [STATUS_NONE] = "none",       [STATUS_UNREADABLE] = "unreadable", [STATUS_DONE] = "done",
    [STATUS_RUNNING] = "running", [STATUS_UNFINISHED] = "unfinished",
};

static void add_text(Arena *arena, Doc *object, const char *key, Str text)
{
    if (text.len > 0)
        doc_add(object, str_from(key), doc_string(arena, text));
}

/* `list`: a VEC of pointers to records. */
static Doc *records(Arena *arena, const void *list)
{
    Doc *doc = doc_new(arena, DOC_ARRAY);
    size_t count = list_len(list);

    for (size_t i = 0; i < count; i++)
        doc_add(doc, STR_ABSENT, codec_record_write(arena, list_get(list, i)));
    return doc;
}

/* Enums of the journal are absent where they are the first of their names. */
static Doc *deployment_doc(Arena *arena, const DeploymentRow *row)
{
    Doc *doc = codec_record_write(arena, &row->rec);

    if (row->outcome == DEPLOYMENT_RUNNING)
        add_text(arena, doc, "Outcome", str_from(deployment_outcome_names[row->outcome]));
    return doc;
}

static Doc *steps_doc(Arena *arena, const StepRows *steps)
{
    Doc *doc = doc_new(arena, DOC_ARRAY);

    for (size_t i = 0; i < steps->len; i++) {
        const StepRow *row = steps->items[i];
        Doc *step = codec_record_write(arena, &row->rec);
        if (row->state == JOURNAL_STEP_RUNNING)
            add_text(arena, step, "State", str_from(journal_step_state_names[row->state]));
        doc_add(doc, STR_ABSENT, step);
    }
    return doc;
}

static Doc *planned_doc(Arena *arena, const Plan *plan, StepState state)
{
    Doc *doc = doc_new(arena, DOC_ARRAY);

    for (size_t i = 0; i < plan->steps.len; i++) {
        const Step *step = plan->steps.items[i];
        Doc *item;
        if (step->state != (int)state)
            continue;
        item = doc_new(arena, DOC_OBJECT);
        add_text(arena, item, "Id", step->id);
        add_text(arena, item, "Phase", str_from(phase_names[step->phase]));
        add_text(arena, item, "Operation", str_from(op_names[step->op]));
        add_text(arena, item, "Object", step->object);
        add_text(arena, item, "Why", step->why);
        doc_add(doc, STR_ABSENT, item);
    }
    return doc;
}

static void add_plan(Arena *arena, Doc *doc, const Plan *plan)
{
    size_t ready = 0;

    for (size_t i = 0; i < plan->steps.len; i++)
        ready += plan->steps.items[i]->state == STEP_READY;
    doc_add(doc, STR("ToRun"), doc_number(arena, (int64_t)ready));
    doc_add(doc, STR("Waiting"), planned_doc(arena, plan, STEP_WAITING));
    doc_add(doc, STR("Held"), planned_doc(arena, plan, STEP_HELD));
    doc_add(doc, STR("Forbidden"), planned_doc(arena, plan, STEP_FORBIDDEN));
}

void report_status_json(Sb *sb, const Status *status)
{
    Arena scratch = {0};
    Doc *doc = doc_new(&scratch, DOC_OBJECT);

    add_text(&scratch, doc, "Database", status->database);
    add_text(&scratch, doc, "State", str_from(state_names[status->state]));
    doc_add(doc, STR("JournalVersion"), doc_number(&scratch, status->journal_version));
    add_text(&scratch, doc, "Deployer", status->deployer);
    if (status->last != NULL) {
        doc_add(doc, STR("LastDeployment"), deployment_doc(&scratch, status->last));
        doc_add(doc, STR("StepsDone"), doc_number(&scratch, status->steps_done));
    }
    if (status->pause != NULL)
        doc_add(doc, STR("Pause"), codec_record_write(&scratch, &status->pause->rec));
    doc_add(doc, STR("Steps"), steps_doc(&scratch, &status->steps));
    doc_add(doc, STR("Scripts"), records(&scratch, &status->scripts));
    doc_add(doc, STR("Loops"), records(&scratch, &status->loops));
    doc_add(doc, STR("Recipes"), records(&scratch, &status->recipes));
    doc_add(doc, STR("Backups"), records(&scratch, &status->backups));
    if (status->plan != NULL)
        add_plan(&scratch, doc, status->plan);
    json_write(sb, doc);
    arena_free(&scratch);
}

void report_history_json(Sb *sb, const History *history)
{
    Arena scratch = {0};
    Doc *doc = doc_new(&scratch, DOC_OBJECT), *list = doc_new(&scratch, DOC_ARRAY);

    add_text(&scratch, doc, "Database", history->database);
    for (size_t i = 0; i < history->deployments.len; i++)
        doc_add(list, STR_ABSENT, deployment_doc(&scratch, history->deployments.items[i]));
    doc_add(doc, STR("Deployments"), list);
    if (history->is_one) {
        doc_add(doc, STR("Steps"), steps_doc(&scratch, &history->steps));
        doc_add(doc, STR("Objects"), records(&scratch, &history->objects));
    }
    json_write(sb, doc);
    arena_free(&scratch);
}
