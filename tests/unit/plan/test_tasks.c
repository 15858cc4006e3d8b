/* Tasks: where they stand among the steps that change structure, and what policy says of them. */
#include "planned.h"
#include "test.h"

static const char live[] = "table s.a\n  column id | int\n  column gone | int\n"
                           "table s.b\n  column id | int\n";
static const char desired[] = "table s.a\n  column id | int\n  column more | int | null\n"
                              "table s.b\n  column id | int\n";

static Step *task(Arena *arena, StepVec *tasks, Phase phase, Slot slot, const char *object)
{
    Step *step = record_new(arena, &step_type);

    step->phase = (int)phase;
    step->slot = (int)slot;
    step->kind = STEP_CHECK;
    step->op = OP_CHECK_ANSWER;
    step->object = str_from(object);
    step->check = record_new(arena, &step_check_type);
    step->check->query = STR("SELECT 1");
    step->check->expected = STR("1");
    vec_push(arena, tasks, step);
    return step;
}

static Plan *build(Planned *planned, const StepVec *tasks, const Policy *policy)
{
    Filter scope = {0};
    PlanInput input = {.engine = &fake_engine,
                       .changes = planned->changes,
                       .facts = &planned->facts,
                       .policy = policy,
                       .scope = &scope,
                       .product = "shop",
                       .tool = "1.0",
                       .tasks = tasks};

    planned->plan = plan_build(&input, &planned->errs);
    return planned->plan;
}

static Str objects_of(Arena *arena, const Plan *plan)
{
    Sb sb = sb_new(SB_FILE_MAX);

    for (size_t i = 0; i < plan->steps.len; i++) {
        sb_puts(&sb, i == 0 ? "" : ", ");
        sb_put(&sb, plan->steps.items[i]->object);
    }
    return sb_finish(&sb, arena);
}

static void tasks_stand_in_their_slots(void **state)
{
    Policy policy = {.allow_all = true};
    Arena arena = {0};
    StepVec tasks = {0};
    Planned planned;

    (void)state;
    planned_begin(&planned, live, desired);
    task(&arena, &tasks, PHASE_CONTRACT, SLOT_AFTER, "last");
    task(&arena, &tasks, PHASE_MIGRATE, SLOT_AFTER, "after");
    task(&arena, &tasks, PHASE_CONTRACT, SLOT_BEFORE, "late but before");
    task(&arena, &tasks, PHASE_EXPAND, SLOT_BEFORE, "first");
    task(&arena, &tasks, PHASE_EXPAND, SLOT_AFTER_TABLES_SCRIPTS, "one");
    task(&arena, &tasks, PHASE_EXPAND, SLOT_AFTER_TABLES_SCRIPTS, "two");
    task(&arena, &tasks, PHASE_MIGRATE, SLOT_MIGRATE, "backfill");
    assert_non_null(build(&planned, &tasks, &policy));
    assert_str(objects_of(&arena, planned.plan),
               "first, column s.a.more, one, two, backfill, after, late but before, "
               "column s.a.gone, last");
    planned_end(&planned);
    arena_free(&arena);
}

static void a_task_has_an_id_of_its_content(void **state)
{
    Policy policy = {.allow_all = true};
    Arena arena = {0};
    StepVec tasks = {0};
    Planned planned;
    Str first;

    (void)state;
    task(&arena, &tasks, PHASE_EXPAND, SLOT_BEFORE, "first");
    planned_begin(&planned, live, live);
    first = arena_str(&arena, build(&planned, &tasks, &policy)->steps.items[0]->id);
    planned_end(&planned);
    planned_begin(&planned, live, desired);
    assert_true(str_eq(build(&planned, &tasks, &policy)->steps.items[0]->id, first));
    planned_end(&planned);
    tasks.items[0]->check->query = STR("SELECT 2");
    planned_begin(&planned, live, live);
    assert_false(str_eq(build(&planned, &tasks, &policy)->steps.items[0]->id, first));
    planned_end(&planned);
    arena_free(&arena);
}

static void policy_judges_the_hazards_of_a_task(void **state)
{
    Policy policy = {.is_prod = true};
    Arena arena = {0};
    StepVec tasks = {0};
    Planned planned;
    Step *step = task(&arena, &tasks, PHASE_EXPAND, SLOT_BEFORE, "first");

    (void)state;
    vec_push(&arena, &step->hazards, STR("DATA_LOSS"));
    planned_begin(&planned, live, live);
    step = build(&planned, &tasks, &policy)->steps.items[0];
    assert_int_equal(step->state, STEP_HELD);
    assert_true(str_ends(step->why, STR("release with --allow DATA_LOSS")));
    planned_end(&planned);
    policy.allow = HAZ(DATA_LOSS);
    planned_begin(&planned, live, live);
    assert_int_equal(build(&planned, &tasks, &policy)->steps.items[0]->state, STEP_READY);
    planned_end(&planned);
    policy.forbid = HAZ(DATA_LOSS);
    planned_begin(&planned, live, live);
    assert_int_equal(build(&planned, &tasks, &policy)->steps.items[0]->state, STEP_FORBIDDEN);
    planned_end(&planned);
    arena_free(&arena);
}

static void nothing_is_removed_before_a_task_of_an_earlier_phase_that_does_not_run(void **state)
{
    Policy policy = {.allow_all = true};
    Arena arena = {0};
    StepVec tasks = {0};
    Planned planned;
    const Plan *plan;
    Step *backfill = task(&arena, &tasks, PHASE_MIGRATE, SLOT_MIGRATE, "backfill more");

    (void)state;
    backfill->state = STEP_WAITING;
    planned_begin(&planned, live, desired);
    plan = build(&planned, &tasks, &policy);
    assert_str(plan->steps.items[2]->object, "column s.a.gone");
    assert_int_equal(plan->steps.items[2]->state, STEP_HELD);
    assert_str(plan->steps.items[2]->why, "comes after `check` of backfill more, which is waiting");
    assert_int_equal(plan->steps.items[0]->state, STEP_READY); /* no removal */
    planned_end(&planned);
    /* One of the same phase comes later anyway. */
    backfill->phase = PHASE_CONTRACT;
    planned_begin(&planned, live, desired);
    assert_int_equal(build(&planned, &tasks, &policy)->steps.items[2]->state, STEP_READY);
    planned_end(&planned);
    arena_free(&arena);
}

static Step *loop(Arena *arena, StepVec *tasks, const char *batch)
{
    Step *step = task(arena, tasks, PHASE_MIGRATE, SLOT_MIGRATE, "totals of s.a");

    step->kind = STEP_LOOP;
    step->op = OP_BACKFILL;
    step->check = NULL;
    step->relation = STR("s.a");
    step->loop = record_new(arena, &step_loop_type);
    vec_push(arena, &step->loop->key, STR("id"));
    step->loop->batch = str_from(batch);
    return step;
}

static void a_loop_comes_after_the_column_that_it_fills(void **state)
{
    Policy policy = {.allow_all = true};
    Arena arena = {0};
    StepVec tasks = {0};
    Planned planned;
    const Plan *plan;

    (void)state;
    loop(&arena, &tasks, "UPDATE s.a SET \"more\" = 1");
    planned_begin(&planned, live, desired);
    plan = build(&planned, &tasks, &policy);
    assert_str(objects_of(&arena, plan), "column s.a.more, totals of s.a, column s.a.gone");
    assert_int_equal(plan->steps.items[1]->phase, PHASE_MIGRATE);
    assert_int_equal(plan->steps.items[1]->needs.len, 1);
    assert_true(str_eq(plan->steps.items[1]->needs.items[0], plan->steps.items[0]->id));
    assert_int_equal(plan->steps.items[2]->state, STEP_READY);
    planned_end(&planned);
    arena_free(&arena);
}

static const char renamed[] =
    "table s.a\n  column id | int\n  column fresh | int | null | was kept\n"
    "table s.b\n  column id | int\n";
static const char to_be_renamed[] =
    "table s.a\n  column id | int\n  column kept | int | null\n  column gone | int\n"
    "table s.b\n  column id | int\n";

static void a_loop_is_held_with_what_it_needs_and_holds_removals(void **state)
{
    Policy policy = {.is_prod = true, .allow = HAZ(DATA_LOSS)};
    Arena arena = {0};
    StepVec tasks = {0};
    Planned planned;
    const Plan *plan;

    (void)state;
    loop(&arena, &tasks, "UPDATE s.a SET \"fresh\" = gone");
    planned_begin(&planned, to_be_renamed, renamed);
    plan = build(&planned, &tasks, &policy);
    for (size_t i = 0; i < plan->steps.len; i++)
        assert_int_equal(plan->steps.items[i]->state, STEP_HELD);
    assert_str(objects_of(&arena, plan), "column s.a.kept, column s.a.gone, totals of s.a");
    assert_str(plan->steps.items[1]->why,
               "comes after `backfill` of totals of s.a, which is not run yet");
    assert_str(plan->steps.items[2]->why,
               "needs `rename column` of column s.a.kept, which is held");
    planned_end(&planned);
    /* With the rename allowed it runs behind it, and what it may read goes with the next plan. */
    policy.allow_all = true;
    planned_begin(&planned, to_be_renamed, renamed);
    plan = build(&planned, &tasks, &policy);
    assert_str(objects_of(&arena, plan), "column s.a.kept, column s.a.gone, totals of s.a");
    assert_int_equal(plan->steps.items[0]->state, STEP_READY);
    assert_int_equal(plan->steps.items[1]->state, STEP_HELD);
    assert_int_equal(plan->steps.items[2]->state, STEP_READY);
    assert_int_equal(plan->steps.items[2]->phase, PHASE_CONTRACT);
    planned_end(&planned);
    arena_free(&arena);
}

static void a_loop_does_not_wait_for_columns_that_it_does_not_name(void **state)
{
    Policy policy = {.is_prod = true};
    Arena arena = {0};
    StepVec tasks = {0};
    Planned planned;
    const Plan *plan;

    (void)state;
    loop(&arena, &tasks, "UPDATE s.a SET \"id\" = 1");
    planned_begin(&planned, to_be_renamed, renamed);
    plan = build(&planned, &tasks, &policy);
    assert_str(plan->steps.items[0]->object, "totals of s.a");
    assert_int_equal(plan->steps.items[0]->state, STEP_READY);
    assert_int_equal(plan->steps.items[0]->needs.len, 0);
    planned_end(&planned);
    arena_free(&arena);
}

static void who_makes_a_task_may_hold_it(void **state)
{
    Policy policy = {.allow_all = true};
    Arena arena = {0};
    StepVec tasks = {0};
    Planned planned;
    Step *step = task(&arena, &tasks, PHASE_EXPAND, SLOT_BEFORE, "first");

    (void)state;
    step->state = STEP_HELD;
    step->why = STR("nobody knows whether it ran");
    planned_begin(&planned, live, live);
    step = build(&planned, &tasks, &policy)->steps.items[0];
    assert_int_equal(step->state, STEP_HELD);
    assert_str(step->why, "nobody knows whether it ran");
    planned_end(&planned);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tasks_stand_in_their_slots),
        cmocka_unit_test(a_task_has_an_id_of_its_content),
        cmocka_unit_test(policy_judges_the_hazards_of_a_task),
        cmocka_unit_test(nothing_is_removed_before_a_task_of_an_earlier_phase_that_does_not_run),
        cmocka_unit_test(a_loop_comes_after_the_column_that_it_fills),
        cmocka_unit_test(a_loop_is_held_with_what_it_needs_and_holds_removals),
        cmocka_unit_test(a_loop_does_not_wait_for_columns_that_it_does_not_name),
        cmocka_unit_test(who_makes_a_task_may_hold_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
