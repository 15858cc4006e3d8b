/* Changes -> steps: phases, order, transactions, hazards; a row a case. */
#include "test.h"

#include "planned.h"

typedef struct Case {
    const char *name;
    const char *live, *desired;
    Policy policy;
    int64_t size_bytes; /* of s.t; 0: unknown */
    const char *steps;
} Case;

#define PROD \
    { \
        .is_prod = true \
    }
#define ALL \
    { \
        .is_prod = true, .allow_all = true, .allow = HAZ(DATA_LOSS) \
    }
#define T "table s.t\n column id | int\n"
enum { SMALL = 1000, LARGE = 2000000000 };

static const Case cases[] = {
    {"nothing_to_do_has_no_steps", T, T, PROD, SMALL, ""},
    {"a_new_table_comes_with_its_indexes_and_comments_in_one_step", "schema s\n",
     "schema s\n" T " index i (id)\n key f (id) s.p (id)\ntable s.p | about x\n", PROD, 0,
     "1 expand create_table table s.p in 1\n"
     "2 expand create_table table s.t in 2\n"
     "3 expand add_foreign_key foreign key s.t.f in 3 after 1,2\n"},
    {"two_new_tables_may_point_at_each_other", "",
     "table s.a\n column x | int\n key f (x) s.b (x)\n"
     "table s.b\n column x | int\n key g (x) s.a (x)\n",
     PROD, 0,
     "1 expand create_table table s.a in 1\n"
     "2 expand create_table table s.b in 2\n"
     "3 expand add_foreign_key foreign key s.a.f in 3 after 1,2\n"
     "4 expand add_foreign_key foreign key s.b.g in 4 after 1,2\n"},
    {"a_schema_comes_before_what_is_in_it", "", "schema s\nsequence s.q\n" T, PROD, 0,
     "1 expand create_schema schema s in 1\n"
     "2 expand create_sequence sequence s.q in 2 after 1\n"
     "3 expand create_table table s.t in 3 after 1\n"},
    {"clauses_of_one_lock_are_one_statement", T,
     T " column a | int | null\n column b | int | = 1\n", PROD, SMALL,
     "1 expand add_column table s.t in 1\n"},
    {"a_scan_does_not_join_a_metadata_clause_but_may_share_its_transaction",
     T " column a | int | null\n",
     T " column a | int | null | = 1\n column b | int | null\n check c id > 0\n", ALL, SMALL,
     "1 expand add_column table s.t in 1 !BEHAVIOUR_CHANGE\n"
     "2 contract add_check check s.t.c in 2\n"},
    {"a_scan_does_not_join_a_metadata_clause_under_an_equal_lock",
     T " column a | int | null | = 1\n", T " column a | int\n", ALL, SMALL,
     "1 contract drop_default column s.t.a in 1 !BEHAVIOUR_CHANGE\n"
     "2 contract set_not_null column s.t.a in 1 !MAY_FAIL_ON_DATA\n"},
    {"a_held_clause_does_not_join_one_that_runs",
     T " column a | int | null | = 1\n column b | int\n", T " column a | int | null\n", PROD, SMALL,
     "1 contract drop_default column s.t.a in 1 !BEHAVIOUR_CHANGE\n"
     "2 contract drop_column column s.t.b in 2 !DATA_LOSS held\n"},
    {"what_needs_a_later_step_comes_later", T, T " column a | int\n index i (a)\n", ALL, SMALL,
     "1 contract add_required_column column s.t.a in 1 !BREAKS_OLD_APP\n"
     "2 contract create_index index s.t.i in 1 after 1 !INDEX_BUILD\n"},
    {"what_needs_a_held_step_is_held", T,
     T " column a | int\n index i (a)\n column b | int | null\n", PROD, SMALL,
     "1 expand add_column column s.t.b in 1\n"
     "2 contract add_required_column column s.t.a in 2 !BREAKS_OLD_APP held\n"
     "3 contract create_index index s.t.i in 2 after 2 !INDEX_BUILD held\n"},
    {"removals_are_held", T " column a | int\n index i (a)\ntable s.old\nsequence s.q\n", T, PROD,
     SMALL,
     "1 contract drop_index index s.t.i !INDEX_LOST,NOT_TRANSACTIONAL\n"
     "2 contract drop_column column s.t.a in 2 after 1 !DATA_LOSS held\n"
     "3 contract drop_table table s.old in 3 !DATA_LOSS held\n"
     "4 contract drop_sequence sequence s.q in 4 !DATA_LOSS held\n"},
    {"removals_are_not_planned_where_only_owned_ones_count",
     T " column a | int\ntable s.old\n",
     T " column b | int | null\n",
     {.is_prod = true, .owned_removals_only = true},
     SMALL,
     "1 expand add_column column s.t.b in 1\n"},
    {"a_development_database_loses_what_the_package_lacks",
     T "table s.old\n",
     T,
     {.is_prod = false},
     SMALL,
     "1 contract drop_table table s.old in 1 !DATA_LOSS\n"},
    {"an_allowed_hazard_runs",
     T "table s.old\n",
     T,
     {.is_prod = true, .allow = HAZ(DATA_LOSS)},
     SMALL,
     "1 contract drop_table table s.old in 1 !DATA_LOSS\n"},
    {"forbid_wins_over_allow",
     T "table s.old\n",
     T,
     {.is_prod = true, .allow_all = true, .forbid = HAZ(DATA_LOSS)},
     SMALL,
     "1 contract drop_table table s.old in 1 !DATA_LOSS forbidden\n"},
    {"a_drop_policy_of_hold_holds_even_where_the_level_would_not",
     T " column a | int\ntable s.old\n",
     T,
     {.drops = DROP_HOLD},
     SMALL,
     "1 contract drop_column column s.t.a in 1 !DATA_LOSS held\n"
     "2 contract drop_table table s.old in 2 !DATA_LOSS held\n"},
    {"a_drop_that_policy_holds_runs_where_its_loss_is_allowed",
     T "table s.old\n",
     T,
     {.drops = DROP_HOLD, .allow = HAZ(DATA_LOSS)},
     SMALL,
     "1 contract drop_table table s.old in 1 !DATA_LOSS\n"},
    {"a_drop_policy_of_forbid_wins_over_allow_all",
     T "table s.old\n",
     T " column b | int | null\n",
     {.drops = DROP_FORBID, .allow_all = true},
     SMALL,
     "1 expand add_column column s.t.b in 1\n"
     "2 contract drop_table table s.old in 2 !DATA_LOSS forbidden\n"},
    {"allowing_all_is_not_allowing_to_lose_what_can_not_be_kept",
     T " column a | int\n index i (id)\ntable s.old\n",
     T,
     {.is_prod = true, .allow_all = true},
     SMALL,
     "1 contract drop_index index s.t.i !INDEX_LOST,NOT_TRANSACTIONAL\n"
     "2 contract drop_column column s.t.a in 2 !DATA_LOSS held\n"
     "3 contract drop_table table s.old in 3 !DATA_LOSS held\n"},
    {"a_drop_policy_is_about_objects_and_columns_only",
     T " index i (id)\n",
     T,
     {.is_prod = true, .drops = DROP_FORBID},
     SMALL,
     "1 contract drop_index index s.t.i !INDEX_LOST,NOT_TRANSACTIONAL\n"},
    {"a_drop_policy_sees_the_removal_inside_a_rebuild",
     T " column a | int\n",
     "table s.t | rowidless | in expand\n column id | int\n",
     {.drops = DROP_FORBID},
     SMALL,
     "1 contract rebuild_table table s.t in 1 !DATA_LOSS forbidden\n"
     "2 contract drop_column column s.t.a in 2 !DATA_LOSS forbidden\n"},
    {"what_needs_a_forbidden_step_is_held_with_it",
     T,
     T " column a | int\n index i (a)\n",
     {.is_prod = true, .forbid = HAZ(BREAKS_OLD_APP), .allow_all = true},
     SMALL,
     "1 contract add_required_column column s.t.a in 1 !BREAKS_OLD_APP forbidden\n"
     "2 contract create_index index s.t.i in 2 after 1 !INDEX_BUILD held\n"},
    {"the_key_phase_wins_over_the_table_of_phases", T,
     T " column a | int | null | in contract\n check c id > 0 | in expand\n", ALL, SMALL,
     "1 expand add_check check s.t.c in 1\n"
     "2 contract add_column column s.t.a in 2\n"},
    {"the_key_phase_of_a_table_is_that_of_its_parts_without_one", T,
     "table s.t | in migrate\n column id | int\n column a | int | null\n"
     " index i (id) | in contract\n",
     ALL, SMALL,
     "1 migrate add_column column s.t.a in 1\n"
     "2 contract create_index index s.t.i in 2 !INDEX_BUILD\n"},
    {"a_new_table_comes_in_the_phase_of_its_key_and_what_needs_it_no_sooner", "schema s\n",
     "schema s\n" T " key f (id) s.p (id)\ntable s.p | in contract\n", PROD, 0,
     "1 expand create_table table s.t in 1\n"
     "2 contract create_table table s.p in 2\n"
     "3 contract add_foreign_key foreign key s.t.f in 3 after 1,2\n"},
    {"what_goes_is_contract_whatever_the_key_phase_says", T " column a | int\n",
     "table s.t | in expand\n column id | int\n", ALL, SMALL,
     "1 contract drop_column column s.t.a in 1 !DATA_LOSS\n"},
    {"a_parent_goes_after_its_child",
     "table s.a\n column x | int\ntable s.b\n column x | int\n key f (x) s.a (x)\n", "", ALL, 0,
     "1 contract drop_table table s.b in 1 !DATA_LOSS\n"
     "2 contract drop_table table s.a in 2 after 1 !DATA_LOSS\n"},
    {"a_parent_goes_after_the_foreign_key_of_a_kept_child",
     "table s.a\n column x | int\ntable s.b\n column x | int\n key f (x) s.a (x)\n",
     "table s.b\n column x | int\n", ALL, 0,
     "1 expand drop_foreign_key foreign key s.b.f in 1 !BEHAVIOUR_CHANGE\n"
     "2 contract drop_table table s.a in 2 after 1 !DATA_LOSS\n"},
    {"tables_that_point_at_each_other_can_both_go",
     "table s.a\n column x | int\n key f (x) s.b (x)\n"
     "table s.b\n column x | int\n key g (x) s.a (x)\n",
     "", ALL, 0,
     "1 contract drop_table table s.a in 1 !DATA_LOSS\n"
     "2 contract drop_table table s.b in 2 after 1 !DATA_LOSS\n"},
    {"an_empty_schema_goes_last", "schema s\n" T, "", ALL, 0,
     "1 contract drop_table table s.t in 1 !DATA_LOSS\n"
     "2 contract drop_schema schema s in 2 after 1 !DATA_LOSS\n"},
    {"all_else_of_a_renamed_table_follows_the_rename", T,
     "table s.u | was t\n column id | int\n column a | int | null\n", PROD, SMALL,
     "1 contract rename_table table s.t in 1 !BREAKS_OLD_APP held\n"
     "2 contract add_column column s.u.a in 1 after 1 held\n"},
    {"a_swap_of_names_is_ordered", "table s.a\n column x | int\ntable s.b\n column y | int\n",
     "table s.a | was b\n column y | int\ntable s.b | was a\n column x | int\n", ALL, 0,
     "1 contract rename_table table s.b in 1 !BREAKS_OLD_APP\n"
     "2 contract rename_table table s.a in 2 !BREAKS_OLD_APP\n"
     "3 contract rename_table table s.b in 3 after 1,2 !BREAKS_OLD_APP\n"
     "4 contract rename_table table s.a in 4 after 1,2 !BREAKS_OLD_APP\n"},
    {"a_name_is_used_anew_when_it_is_free", "table s.t\n column price | int\n",
     "table s.t\n column cents | int | was price\n column price | int | null\n", ALL, SMALL,
     "1 contract rename_column column s.t.price in 1 !BREAKS_OLD_APP\n"
     "2 contract add_column column s.t.price in 1 after 1\n"},
    {"an_index_on_a_renamed_column_waits_for_it", "table s.t\n column a | int\n column c | int\n",
     "table s.t\n column b | int | was a\n column c | int\n index i (b)\n index j (c)\n", PROD,
     SMALL,
     "1 expand create_index index s.t.j in 1 !INDEX_BUILD\n"
     "2 contract rename_column column s.t.a in 2 !BREAKS_OLD_APP held\n"
     "3 contract create_index index s.t.i in 2 after 2 !INDEX_BUILD held\n"},
    {"a_foreign_key_waits_for_the_key_it_points_to", T "table s.c\n column t | int\n",
     T " primary k (id)\ntable s.c\n column t | int\n key f (t) s.t (id)\n", ALL, SMALL,
     "1 contract add_primary_key primary key s.t.k in 1 !INDEX_BUILD,MAY_FAIL_ON_DATA\n"
     "2 contract add_foreign_key foreign key s.c.f in 2 after 1 "
     "!BLOCKS_WRITES,TABLE_SCAN\n"},
    {"a_scan_of_a_large_table_is_held", T " column a | int | null\n", T " column a | int\n", PROD,
     LARGE,
     "1 contract set_not_null column s.t.a in 1 "
     "!BLOCKS_READS,BLOCKS_WRITES,TABLE_SCAN,MAY_FAIL_ON_DATA held\n"},
    {"an_unknown_size_counts_as_large", T, T " index i (id)\n", PROD, 0,
     "1 expand create_index index s.t.i in 1 !BLOCKS_WRITES,TABLE_SCAN,INDEX_BUILD held\n"},
    {"a_rewrite_of_a_small_table_blocks_nobody_long", T, "table s.t\n column id | text\n", ALL,
     SMALL, "1 contract change_type column s.t.id in 1 !BREAKS_OLD_APP\n"},
    {"a_rewrite_of_a_large_table_is_named", T, "table s.t\n column id | text\n", ALL, LARGE,
     "1 contract change_type column s.t.id in 1 "
     "!BLOCKS_READS,BLOCKS_WRITES,TABLE_REWRITE,BREAKS_OLD_APP\n"},
    {"the_locks_of_one_transaction_stay_within_the_budget",
     "table s.t\n column a | int\n column b | int\n",
     "table s.t\n column a | int\n column b | int\n index i (a)\n index j (b)\n index k (a, b)\n",
     ALL, 40000000,
     "1 expand create_index index s.t.i in 1 !INDEX_BUILD\n"
     "2 expand create_index index s.t.j in 2 !INDEX_BUILD\n"
     "3 expand create_index index s.t.k in 3 !INDEX_BUILD\n"},
    {"a_wider_restriction_is_expand", T " check c id > 1\n check d id > 1\n",
     T " check c id > 0 or wider\n check d id > 2\n", PROD, SMALL,
     "1 expand replace_check check s.t.c in 1 !BEHAVIOUR_CHANGE\n"
     "2 contract replace_check check s.t.d in 2 !BEHAVIOUR_CHANGE\n"},
    {"a_stored_column_that_becomes_generated_loses_its_values", T " column a | int\n",
     T " column a | int | as id * 2\n", PROD, SMALL,
     "1 contract recreate_column column s.t.a in 1 !DATA_LOSS,TABLE_REWRITE held\n"},
    {"a_generated_column_that_changes_loses_none", T " column a | int | as id\n",
     T " column a | int | as id * 2\n", ALL, SMALL,
     "1 contract recreate_column column s.t.a in 1 !TABLE_REWRITE\n"},
    {"a_rebuild_counts_with_what_it_includes", T, "table s.t | rowidless\n column id | int\n", PROD,
     SMALL, "1 contract rebuild_table table s.t in 1 !DATA_LOSS held\n"},
};

static void plans_as_expected(void **state)
{
    const Case *row = *state;
    Planned planned;
    Arena arena = {0};

    planned_begin(&planned, row->live, row->desired);
    if (row->size_bytes > 0)
        planned_size(&planned, "s.t", row->size_bytes);
    assert_non_null(planned_build(&planned, &row->policy));
    assert_string_equal(planned_text(&arena, planned.plan).ptr == NULL
                            ? ""
                            : arena_cstr(&arena, planned_text(&arena, planned.plan)),
                        row->steps);
    arena_free(&arena);
    planned_end(&planned);
}

static void the_same_input_gives_the_same_plan(void **state)
{
    const char *live = T " column a | int\ntable s.u\n column x | int\n key f (x) s.t (id)\n";
    const char *desired = T " column b | int | null\n index i (b)\ntable s.v\n column x | int\n";
    Planned one, other;

    (void)state;
    planned_begin(&one, live, desired);
    planned_begin(&other, live, desired);
    assert_non_null(planned_build(&one, NULL));
    assert_non_null(planned_build(&other, NULL));
    assert_true(str_eq(one.plan->hash, other.plan->hash));
    assert_int_equal(one.plan->hash.len, 64);
    planned_end(&other);
    planned_end(&one);
}

static void why_names_the_flag_that_releases_and_the_step_that_pulled(void **state)
{
    Policy policy = PROD;
    Planned planned;

    (void)state;
    planned_begin(&planned, T, "table s.u | was t\n column id | int\n column a | int | null\n");
    assert_non_null(planned_build(&planned, &policy));
    assert_str(planned.plan->steps.items[0]->why,
               "BREAKS_OLD_APP: the running application version stops working; release with "
               "--allow BREAKS_OLD_APP");
    assert_str(planned.plan->steps.items[1]->why,
               "needs `rename table` of table s.t, which is held; release with --allow "
               "BREAKS_OLD_APP");
    planned_end(&planned);
}

static void rows_in_the_way_hold_a_step_and_are_counted(void **state)
{
    Policy policy = {.is_prod = false};
    Planned planned;
    Str probe = STR("probe forbid NULL a");

    (void)state;
    planned_begin(&planned, T " column a | int | null\n", T " column a | int\n");
    planned_size(&planned, "s.t", SMALL);
    facts_set_probe(&planned.facts, probe, (ProbeResult){true, 3});
    assert_non_null(planned_build(&planned, &policy));
    assert_int_equal(planned.plan->steps.items[0]->state, STEP_HELD);
    assert_str(planned.plan->steps.items[0]->why,
               "FAILS_ON_DATA: 3 rows stand in the way; release with --allow FAILS_ON_DATA");
    plan_free(planned.plan);
    facts_set_probe(&planned.facts, probe, (ProbeResult){true, 0});
    assert_non_null(planned_build(&planned, &policy));
    assert_int_equal(planned.plan->steps.items[0]->state, STEP_READY);
    assert_int_equal(planned.plan->steps.items[0]->hazards.len, 0);
    plan_free(planned.plan);
    facts_set_probe(&planned.facts, probe, (ProbeResult){false, 0});
    assert_non_null(planned_build(&planned, &policy));
    assert_str(planned.plan->steps.items[0]->hazards.items[0], "MAY_FAIL_ON_DATA");
    planned_end(&planned);
}

static void a_step_carries_all_that_deploy_needs(void **state)
{
    Policy policy = ALL;
    Planned planned;
    const Step *step;

    (void)state;
    planned_begin(&planned, T,
                  T " column a | int | null\n column b | int | null\n"
                    " index i (id)\n");
    planned_size(&planned, "s.t", 200000000);
    assert_non_null(planned_build(&planned, &policy));
    step = planned.plan->steps.items[0];
    assert_str(step->statements.items[0], "alter s.t: add column a, add column b");
    assert_str(step->object, "table s.t");
    assert_str(step->reasons.items[1], "column s.t.b: add column");
    assert_str(step->locks.items[0]->relation, "s.t");
    assert_str(step->locks.items[0]->mode, "FULL");
    assert_int_equal(step->locks.items[0]->blocks, BLOCKS_ALL);
    assert_int_equal(step->reverse.len, 0); /* the fake engine has none for clauses */
    step = planned.plan->steps.items[1];
    assert_int_equal(step->estimate_ms.value, 1000 + 500); /* its bytes, and its rows */
    assert_int_equal(step->cost, COST_SCAN);
    assert_str(step->reverse.items[0], "undo create index");
    assert_int_equal(step->id.len, 12);
    planned_end(&planned);
}

static void a_new_table_is_made_in_order_and_undone_at_once(void **state)
{
    Planned planned;
    const Step *step;

    (void)state;
    planned_begin(&planned, "", "table s.t | about x\n column id | int\n index i (id)\n");
    assert_non_null(planned_build(&planned, NULL));
    assert_int_equal(planned.plan->steps.len, 1);
    step = planned.plan->steps.items[0];
    assert_int_equal(step->statements.len, 3);
    assert_str(step->statements.items[0], "create table t of s.t");
    assert_str(step->statements.items[1], "create index i of s.t");
    assert_str(step->statements.items[2], "set comment t of s.t");
    assert_int_equal(step->reverse.len, 1);
    assert_str(step->reverse.items[0], "undo create table");
    assert_str(step->reasons.items[1], "index s.t.i: create index");
    assert_int_equal(step->locks.len, 0);
    planned_end(&planned);
}

static void session_settings_stay_with_their_step(void **state)
{
    Policy policy = ALL;
    Planned planned;

    (void)state;
    planned_begin(&planned, T, "table s.t | rowidless\n column id | int | about x\n");
    assert_non_null(planned_build(&planned, &policy));
    assert_int_equal(planned.plan->steps.len, 2);
    assert_int_equal(planned.plan->steps.items[0]->session_before.len, 0);
    assert_str(planned.plan->steps.items[1]->session_before.items[0], "loosen");
    assert_str(planned.plan->steps.items[1]->session_after.items[0], "tighten");
    planned_end(&planned);
}

static void an_engine_without_transactional_ddl_has_no_groups(void **state)
{
    Engine engine = fake_engine;
    Planned planned;
    PlanInput input;

    (void)state;
    engine.capabilities = CAP_SCHEMAS;
    planned_begin(&planned, "", T " index i (id)\n");
    input = (PlanInput){.engine = &engine, .changes = planned.changes, .facts = &planned.facts};
    planned.plan = plan_build(&input, &planned.errs);
    assert_non_null(planned.plan);
    assert_int_equal(planned.plan->steps.items[0]->group.len, 0);
    assert_int_equal(planned.plan->steps.items[1]->group.len, 0);
    planned_end(&planned);
}

static void an_error_of_a_recipe_is_passed_on(void **state)
{
    Planned planned;

    (void)state;
    planned_begin(&planned, "", "table s.refused\n");
    assert_null(planned_build(&planned, NULL));
    assert_int_equal(errs_last(&planned.errs)->code, ERR_UNSUPPORTED);
    planned_end(&planned);
}

/* Each piece needs what the other makes. */
static bool circular_recipe(const RecipeInput *input, const ChangeGroup *group, Pieces *pieces,
                            Errs *errs)
{
    const Model *desired = input->changes->desired;

    if (!fake_recipe(input, group, pieces, errs))
        return false;
    for (size_t i = 0; i < desired->objects.len; i++)
        if (desired->objects.items[i] != group->desired)
            vec_push(input->arena, &pieces->list.items[0]->needs, desired->objects.items[i]);
    return true;
}

static void a_circle_of_changes_is_an_error_that_names_them(void **state)
{
    Engine engine = fake_engine;
    Planned planned;
    PlanInput input;

    (void)state;
    engine.recipe = circular_recipe;
    planned_begin(&planned, "", "sequence s.a\nsequence s.b\n");
    input = (PlanInput){.engine = &engine, .changes = planned.changes, .facts = &planned.facts};
    assert_null(plan_build(&input, &planned.errs));
    assert_string_equal(errs_last(&planned.errs)->message,
                        "changes need each other in a circle: create sequence of sequence s.b "
                        "needs create sequence of sequence s.a needs the first");
    planned_end(&planned);
}

static void in_a_circle_a_guess_gives_way_first(void **state)
{
    Policy policy = ALL;
    Planned planned;
    const Object *table, *sequence;

    (void)state;
    for (int soft = 0; soft < 2; soft++) {
        planned_begin(&planned, "sequence s.q\n" T, "");
        sequence = model_find(planned.live, REC_SEQUENCE, STR("s"), STR("q"));
        table = model_find(planned.live, REC_TABLE, STR("s"), STR("t"));
        model_add_edge(planned.live, sequence, table, soft == 0);
        model_add_edge(planned.live, table, sequence, soft == 1);
        assert_non_null(planned_build(&planned, &policy));
        assert_int_equal(planned.plan->steps.items[0]->op,
                         soft == 0 ? OP_DROP_TABLE : OP_DROP_SEQUENCE);
        planned_end(&planned);
    }
}

static void touched_objects_have_fingerprints_before_and_after(void **state)
{
    Policy policy = ALL;
    Planned planned;
    const TouchVec *touched;

    (void)state;
    planned_begin(&planned, T "table s.a\n column x | int\n",
                  T " index i (id)\ntable s.b | was a\n column x | int\ntable s.c\n");
    assert_non_null(planned_build(&planned, &policy));
    touched = &planned.plan->touched;
    assert_int_equal(touched->len, 4);
    assert_str(touched->items[0]->object, "table s.a");
    assert_int_equal(touched->items[0]->before.len, 16);
    assert_int_equal(touched->items[0]->after.len, 0);
    assert_str(touched->items[1]->object, "table s.b");
    assert_int_equal(touched->items[1]->before.len, 0);
    assert_int_equal(touched->items[1]->after.len, 16);
    assert_str(touched->items[2]->object, "table s.c");
    assert_int_equal(touched->items[2]->before.len, 0);
    assert_str(touched->items[3]->object, "table s.t");
    assert_false(str_eq(touched->items[3]->before, touched->items[3]->after));
    planned_end(&planned);
}

/* One piece renames both sides of a swap: that of the table whose new name comes first. */
static bool leading_recipe(const RecipeInput *input, const ChangeGroup *group, Pieces *pieces,
                           Errs *errs)
{
    FakeRecipe recipe = {input, group, pieces};

    (void)errs;
    for (size_t i = 0; i < group->changes.len; i++) {
        const Change *change = group->changes.items[i];
        if (change->kind == CHANGE_CREATE)
            fake_column(&recipe, change);
        else if (str_cmp(group->desired->name, group->live->name) < 0)
            (void)fake_statement(&recipe, OP_RENAME_TABLE, change, STR("both"));
    }
    return true;
}

static void a_swap_in_one_piece_touches_both_and_is_waited_for(void **state)
{
    Engine engine = fake_engine;
    Policy policy = ALL;
    Planned planned;
    Arena arena = {0};

    (void)state;
    engine.recipe = leading_recipe;
    planned_begin(&planned, "table s.a\n column x | int\ntable s.b\n column y | int\n",
                  "table s.a | was b\n column y | int\n"
                  "table s.b | was a\n column x | int\n column z | int | null\n");
    PlanInput input = {
        .engine = &engine, .changes = planned.changes, .facts = &planned.facts, .policy = &policy};
    planned.plan = plan_build(&input, &planned.errs);
    assert_non_null(planned.plan);
    assert_string_equal(arena_cstr(&arena, planned_text(&arena, planned.plan)),
                        "1 contract rename_table table s.b in 1 !BREAKS_OLD_APP\n"
                        "2 contract add_column column s.b.z in 2 after 1\n");
    assert_int_equal(planned.plan->touched.len, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(planned.plan->touched.items[i]->before.len, 16);
        assert_int_equal(planned.plan->touched.items[i]->after.len, 16);
    }
    arena_free(&arena);
    planned_end(&planned);
}

static void fingerprints_of_the_caller_are_taken(void **state)
{
    Planned planned;
    Map fingerprints = {0};
    Arena arena = {0};
    char kept[] = "0123456789abcdef";

    (void)state;
    planned_begin(&planned, T, T " column a | int | null\n");
    (void)map_put(&arena, &fingerprints, STR("table s.t"), kept);
    PlanInput input = {.engine = &fake_engine,
                       .changes = planned.changes,
                       .facts = &planned.facts,
                       .fingerprints = &fingerprints};
    planned.plan = plan_build(&input, &planned.errs);
    assert_str(planned.plan->touched.items[0]->before, "0123456789abcdef");
    arena_free(&arena);
    planned_end(&planned);
}

static void facts_are_rounded_and_outside_the_hash(void **state)
{
    Planned one, other;

    (void)state;
    planned_begin(&one, T, T " column a | int | null\n");
    planned_begin(&other, T, T " column a | int | null\n");
    planned_size(&one, "s.t", 123456);
    planned_size(&other, "s.t", 126000);
    assert_non_null(planned_build(&one, NULL));
    assert_non_null(planned_build(&other, NULL));
    assert_int_equal(one.plan->facts.items[0]->size_bytes.value, 120000);
    assert_int_equal(other.plan->facts.items[0]->size_bytes.value, 130000);
    assert_true(str_eq(one.plan->hash, other.plan->hash));
    planned_end(&other);
    planned_end(&one);
}

static void ids_come_from_content_not_position(void **state)
{
    Planned one, other;

    (void)state;
    planned_begin(&one, T, T " column a | int | null\n");
    planned_begin(&other, T, T " column a | int | null\ntable s.a\n");
    assert_non_null(planned_build(&one, NULL));
    assert_non_null(planned_build(&other, NULL));
    assert_true(str_eq(one.plan->steps.items[0]->id, other.plan->steps.items[1]->id));
    planned_end(&other);
    planned_end(&one);
}

static void steps_are_counted_by_state(void **state)
{
    Policy policy = PROD;
    Planned planned;
    PlanCounts counts;

    (void)state;
    planned_begin(&planned, T "table s.old\n", T " column a | int | null\n");
    assert_non_null(planned_build(&planned, &policy));
    counts = plan_count(planned.plan);
    assert_int_equal(counts.steps, 2);
    assert_int_equal(counts.ready, 1);
    assert_int_equal(counts.held, 1);
    assert_int_equal(counts.waiting + counts.forbidden, 0);
    planned_end(&planned);
}

int main(void)
{
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(the_same_input_gives_the_same_plan),
        cmocka_unit_test(why_names_the_flag_that_releases_and_the_step_that_pulled),
        cmocka_unit_test(rows_in_the_way_hold_a_step_and_are_counted),
        cmocka_unit_test(a_step_carries_all_that_deploy_needs),
        cmocka_unit_test(a_new_table_is_made_in_order_and_undone_at_once),
        cmocka_unit_test(session_settings_stay_with_their_step),
        cmocka_unit_test(an_engine_without_transactional_ddl_has_no_groups),
        cmocka_unit_test(an_error_of_a_recipe_is_passed_on),
        cmocka_unit_test(a_circle_of_changes_is_an_error_that_names_them),
        cmocka_unit_test(in_a_circle_a_guess_gives_way_first),
        cmocka_unit_test(touched_objects_have_fingerprints_before_and_after),
        cmocka_unit_test(a_swap_in_one_piece_touches_both_and_is_waited_for),
        cmocka_unit_test(fingerprints_of_the_caller_are_taken),
        cmocka_unit_test(facts_are_rounded_and_outside_the_hash),
        cmocka_unit_test(ids_come_from_content_not_position),
        cmocka_unit_test(steps_are_counted_by_state),
    };
    enum { ROWS = sizeof cases / sizeof *cases, OTHERS = sizeof others / sizeof *others };
    static Case rows[ROWS]; /* cmocka's state is not const */
    struct CMUnitTest tests[ROWS + OTHERS];

    memcpy(rows, cases, sizeof rows);
    for (size_t i = 0; i < ROWS; i++)
        tests[i] = (struct CMUnitTest){rows[i].name, plans_as_expected, NULL, NULL, &rows[i]};
    memcpy(tests + ROWS, others, sizeof others);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
