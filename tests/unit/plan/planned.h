/* Two schemas of a few lines -> a plan by the fake engine, and plans as text. */
#ifndef ANNEAL_TESTS_UNIT_PLAN_PLANNED_H
#define ANNEAL_TESTS_UNIT_PLAN_PLANNED_H

#include "diff/diff.h"
#include "fake_engine.h"
#include "plan/plan_build.h"
#include "schema.h"

/* Everything that one plan was made from. */
typedef struct Planned {
    Model *live, *desired;
    Changes *changes;
    Facts facts;
    Notes notes;
    Errs errs;
    Plan *plan; /* NULL: refused */
} Planned;

static inline void planned_size(Planned *planned, const char *label, int64_t bytes)
{
    facts_set_size(&planned->facts, str_from(label),
                   (RelationSize){.size_bytes = bytes, .rows = bytes / 100});
}

static inline void planned_begin(Planned *planned, const char *live, const char *desired)
{
    MatchOptions options = {fake_fold};
    Pairs pairs;

    *planned = (Planned){.live = schema_model(live), .desired = schema_model(desired)};
    planned->facts.version = 7;
    SCHEMA_MUST(diff_match(planned->live, planned->desired, &options, &pairs, &planned->notes,
                           &planned->errs));
    planned->changes = diff_compare(&pairs);
}

static inline Plan *planned_build(Planned *planned, const Policy *policy)
{
    Filter scope = {0};
    PlanInput input = {.engine = &fake_engine,
                       .changes = planned->changes,
                       .facts = &planned->facts,
                       .policy = policy,
                       .scope = &scope,
                       .product = "shop",
                       .tool = "1.0"};

    planned->plan = plan_build(&input, &planned->errs);
    return planned->plan;
}

static inline void planned_end(Planned *planned)
{
    plan_free(planned->plan);
    changes_free(planned->changes);
    facts_free(&planned->facts);
    notes_free(&planned->notes);
    errs_free(&planned->errs);
    model_free(planned->desired);
    model_free(planned->live);
}

/* The number of the step with this id. */
static inline size_t planned_number(const Plan *plan, Str id)
{
    for (size_t i = 0; i < plan->steps.len; i++)
        if (str_eq(plan->steps.items[i]->id, id))
            return i + 1;
    return 0;
}

static inline void planned_list(Sb *sb, const char *before, const StrVec *texts)
{
    for (size_t i = 0; i < texts->len; i++) {
        sb_puts(sb, i == 0 ? before : ",");
        sb_put(sb, texts->items[i]);
    }
}

/* `1 expand add_column column s.t.a in 1 after 2 !HAZARD held` */
static inline void planned_step(Sb *sb, const Plan *plan, const Step *step)
{
    sb_printf(sb, "%zu %s %s ", planned_number(plan, step->id), phase_names[step->phase],
              op_names[step->op]);
    sb_put(sb, step->object);
    if (step->group.len > 0)
        sb_printf(sb, " in %zu", planned_number(plan, step->group));
    for (size_t i = 0; i < step->needs.len; i++)
        sb_printf(sb, "%s%zu", i == 0 ? " after " : ",",
                  planned_number(plan, step->needs.items[i]));
    planned_list(sb, " !", &step->hazards);
    if (step->state != STEP_READY)
        sb_printf(sb, " %s", step_state_names[step->state]);
    sb_putc(sb, '\n');
}

static inline Str planned_text(Arena *arena, const Plan *plan)
{
    Sb sb = sb_new(SB_FILE_MAX);

    sb_puts(&sb, "");
    for (size_t i = 0; i < plan->steps.len; i++)
        planned_step(&sb, plan, plan->steps.items[i]);
    return sb_finish(&sb, arena);
}

#endif
