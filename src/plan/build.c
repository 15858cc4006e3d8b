/* Changes and facts -> a plan, from one room to the next. */
#include "model/label.h"
#include "model/temporary.h"
#include "plan/node.h"
#include "plan/plan_file.h"

/* A removal of an object as a whole that this product has created. Of its parts nobody knows who
 * made them. */
static bool is_own_removal(const PlanInput *input, Arena *scratch, const ChangeGroup *group)
{
    return group->desired == NULL && group->live != NULL && input->owned != NULL &&
           (input->policy->never_removed & RECORD_KIND_BIT(group->live->rec.type->kind)) == 0 &&
           map_get(input->owned, label_object(scratch, group->live)) != NULL;
}

/* A part of a declared table that the package asks to be removed all the same. */
static bool is_asked_removal(const PlanInput *input, const ChangeGroup *group, const Change *change)
{
    RecordKinds kinds = input->policy->also_removed;

    if (group->desired == NULL || change->live == NULL)
        return false;
    kinds &= ~removal_refused(&group->desired->rec);
    return (kinds & RECORD_KIND_BIT(change->live->type->kind)) != 0;
}

/* `Removals: owned`: what the package lacks stays, unplanned, unless it is the product's own. */
static const Changes *without_removals(Arena *arena, const PlanInput *input)
{
    const Changes *all = input->changes;
    Changes *kept = ARENA_NEW(arena, Changes);

    kept->live = all->live;
    kept->desired = all->desired;
    for (size_t i = 0; i < all->groups.len; i++) {
        const ChangeGroup *from = all->groups.items[i];
        ChangeGroup *group = ARENA_NEW(arena, ChangeGroup);
        bool is_own = is_own_removal(input, arena, from);
        *group = (ChangeGroup){.live = from->live, .desired = from->desired};
        for (size_t j = 0; j < from->changes.len; j++)
            if (from->changes.items[j]->kind != CHANGE_DROP || is_own ||
                is_asked_removal(input, from, from->changes.items[j]) ||
                name_is_temporary(record_name(from->changes.items[j]->live)))
                vec_push(arena, &group->changes, from->changes.items[j]);
        if (group->changes.len > 0)
            changes_add(arena, kept, group);
    }
    return kept;
}

static Plan *new_plan(const PlanInput *input)
{
    Plan *plan = plan_new();
    Arena *arena = &plan->arena;

    plan->format = (OptInt){true, PLAN_FORMAT};
    plan->tool = arena_str(arena, str_from(input->tool));
    plan->product = arena_str(arena, str_from(input->product));
    plan->engine = arena_str(arena, str_from(input->engine->name));
    plan->journal = arena_str(arena, input->journal);
    plan->server_version = (OptInt){true, input->facts->version};
    plan->manages_grants = input->manages_grants;
    plan->manages_owners = input->manages_owners;
    for (size_t i = 0; input->validations != NULL && i < input->validations->len; i++)
        vec_push(arena, &plan->validations,
                 (PlanValidation *)record_copy(arena, &input->validations->items[i]->rec));
    if (input->scope != NULL) {
        plan_copy_texts(arena, &plan->manage, &input->scope->manage);
        plan_copy_texts(arena, &plan->ignore, &input->scope->ignore);
    }
    return plan;
}

void plan_copy_texts(Arena *arena, StrVec *to, const StrVec *from)
{
    for (size_t i = 0; i < from->len; i++)
        vec_push(arena, to, arena_str(arena, from->items[i]));
}

static Policy policy_of(const PlanInput *input)
{
    Policy policy = input->policy == NULL ? (Policy){.is_prod = true} : *input->policy;

    if (policy.budget.lock_ms == 0)
        policy.budget.lock_ms = LOCK_BUDGET_DEFAULT_MS;
    return policy;
}

Plan *plan_build(const PlanInput *input, Errs *errs)
{
    Planner planner = {.input = input, .changes = input->changes, .policy = policy_of(input)};
    NodeVec order = {0};
    bool ok;

    planner.plan = new_plan(input);
    if (planner.policy.owned_removals_only)
        planner.changes = without_removals(&planner.scratch, input);
    ok = plan_make_nodes(&planner, errs);
    if (ok) {
        plan_add_edges(&planner);
        ok = plan_add_contracts(&planner, errs);
        plan_choose_backups(&planner);
        ok = ok && plan_order_nodes(&planner, &order, errs);
    }
    if (ok) {
        plan_make_steps(&planner, &order);
        plan_add_tasks(&planner);
        plan_add_touched(&planner);
        plan_add_facts(&planner);
        planner.plan->hash = plan_hash(&planner.plan->arena, planner.plan);
    }
    arena_free(&planner.scratch);
    if (ok)
        return planner.plan;
    plan_free(planner.plan);
    return NULL;
}

PlanCounts plan_count(const Plan *plan)
{
    PlanCounts counts = {.steps = plan->steps.len};

    for (size_t i = 0; i < plan->steps.len; i++) {
        switch ((StepState)plan->steps.items[i]->state) {
        case STEP_READY:
            counts.ready++;
            counts.recurrent += step_is_recurrent(plan->steps.items[i]);
            break;
        case STEP_WAITING:
            counts.waiting++;
            break;
        case STEP_HELD:
            counts.held++;
            break;
        case STEP_FORBIDDEN:
            counts.forbidden++;
            break;
        }
    }
    return counts;
}
