/* A plan or an outcome as JSON. */
#include "codec/json.h"
#include "codec/record.h"
#include "report/report.h"

void report_plan_json(Sb *sb, const Plan *plan)
{
    Arena scratch = {0};

    json_write(sb, codec_record_write(&scratch, &plan->rec));
    arena_free(&scratch);
}

static const char *const result_names[] = {
    [RESULT_NOT_REACHED] = "not reached", [RESULT_DONE] = "done",
    [RESULT_SKIPPED] = "skipped",         [RESULT_HELD] = "held",
    [RESULT_WAITING] = "waiting",         [RESULT_FAILED] = "failed",
    [RESULT_OTHER_PHASE] = "other phase",
};

static void add_text(Arena *arena, Doc *object, const char *key, Str text)
{
    doc_add(object, str_from(key), doc_string(arena, text));
}

static Doc *step_doc(Arena *arena, const StepOutcome *outcome)
{
    const Step *step = outcome->step;
    Doc *doc = doc_new(arena, DOC_OBJECT);

    add_text(arena, doc, "Id", step->id);
    add_text(arena, doc, "Phase", str_from(phase_names[step->phase]));
    add_text(arena, doc, "Operation", str_from(op_names[step->op]));
    add_text(arena, doc, "Object", step->object);
    add_text(arena, doc, "Result", str_from(result_names[outcome->result]));
    if (outcome->why != NULL)
        add_text(arena, doc, "Why", str_from(outcome->why));
    else if (step->why.len > 0)
        add_text(arena, doc, "Why", step->why);
    if (outcome->attempts > 0) {
        doc_add(doc, STR("Attempts"), doc_number(arena, outcome->attempts));
        doc_add(doc, STR("TookMs"), doc_number(arena, outcome->took_ms));
    }
    if (outcome->rows.given)
        doc_add(doc, STR("Rows"), doc_number(arena, outcome->rows.value));
    return doc;
}

const char *report_result_name(StepResult result)
{
    return result_names[result];
}

static void add_outcome(Arena *arena, Doc *doc, const Outcome *outcome)
{
    Doc *steps = doc_new(arena, DOC_ARRAY);

    add_text(arena, doc, "Product", outcome->plan->product);
    add_text(arena, doc, "PlanHash", outcome->plan->hash);
    if (outcome->deployment > 0)
        doc_add(doc, STR("Deployment"), doc_number(arena, outcome->deployment));
    if (outcome->earlier != NULL)
        doc_add(doc, STR("Unfinished"), codec_record_write(arena, &outcome->earlier->rec));
    doc_add(doc, STR("WhatIf"), doc_bool(arena, outcome->is_what_if));
    /* Absent: nobody looked. */
    if (outcome->was_checked)
        doc_add(doc, STR("Converged"), doc_bool(arena, outcome->is_converged));
    doc_add(doc, STR("Steps"), steps);
    for (size_t i = 0; i < outcome->steps.len; i++)
        doc_add(steps, STR_ABSENT, step_doc(arena, &outcome->steps.items[i]));
}

void report_outcome_json(Sb *sb, const Outcome *outcome)
{
    Arena scratch = {0};
    Doc *doc = doc_new(&scratch, DOC_OBJECT);

    add_outcome(&scratch, doc, outcome);
    json_write(sb, doc);
    arena_free(&scratch);
}

void report_outcome_line(Sb *sb, const Outcome *outcome)
{
    Arena scratch = {0};
    Doc *doc = doc_new(&scratch, DOC_OBJECT);

    add_text(&scratch, doc, "Event", STR("outcome"));
    add_outcome(&scratch, doc, outcome);
    json_write_line(sb, doc);
    arena_free(&scratch);
}
