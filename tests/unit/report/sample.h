/* A small plan, made by hand, that every report test starts from. */
#ifndef ANNEAL_TESTS_UNIT_REPORT_SAMPLE_H
#define ANNEAL_TESTS_UNIT_REPORT_SAMPLE_H

#include "model/plan.h"

static inline Step *sample_step(Plan *plan, Phase phase, Op op, const char *object)
{
    Step *step = record_new(&plan->arena, &step_type);

    step->id = STR("0123456789abcdef");
    step->phase = (int)phase;
    step->op = (int)op;
    step->object = str_from(object);
    step->group = STR("1");
    vec_push(&plan->arena, &plan->steps, step);
    return step;
}

static inline void sample_lock(Plan *plan, Step *step, const char *relation, const char *mode,
                               Blocks blocks)
{
    StepLock *lock = record_new(&plan->arena, &step_lock_type);

    lock->relation = str_from(relation);
    lock->mode = str_from(mode);
    lock->blocks = (int)blocks;
    vec_push(&plan->arena, &step->locks, lock);
}

static inline void sample_text(Plan *plan, StrVec *list, const char *text)
{
    vec_push(&plan->arena, list, str_from(text));
}

static inline Plan *sample_empty(void)
{
    Plan *plan = plan_new();

    plan->format = (OptInt){true, PLAN_FORMAT};
    plan->tool = STR("9.9");
    plan->product = STR("shop");
    plan->engine = STR("some");
    plan->hash = STR("abc123");
    return plan;
}

/* A new table, a scan over an old one, a held removal. */
static inline Plan *sample_plan(void)
{
    Plan *plan = sample_empty();
    Step *step = sample_step(plan, PHASE_EXPAND, OP_CREATE_TABLE, "table shop.reviews");

    sample_text(plan, &step->statements, "CREATE TABLE reviews (\n    id int\n)");
    step = sample_step(plan, PHASE_EXPAND, OP_ADD_COLUMN, "table shop.orders");
    sample_text(plan, &step->reasons, "add column note text");
    sample_text(plan, &step->reasons, "Nullable false -> true");
    sample_lock(plan, step, "shop.orders", "EXCLUSIVE", BLOCKS_ALL);
    step->cost = COST_SCAN;
    step->estimate_ms = (OptInt){true, 2345};
    sample_text(plan, &step->statements, "ALTER TABLE orders ADD COLUMN note text");
    step = sample_step(plan, PHASE_CONTRACT, OP_DROP_COLUMN, "column shop.orders.total");
    step->group = STR("2");
    step->state = STEP_HELD;
    step->why = STR("DATA_LOSS: rows go; release with --allow DATA_LOSS");
    sample_text(plan, &step->hazards, "DATA_LOSS");
    sample_text(plan, &step->hazards, "INDEX_LOST");
    sample_text(plan, &step->statements, "ALTER TABLE orders DROP COLUMN total");
    return plan;
}

#endif
