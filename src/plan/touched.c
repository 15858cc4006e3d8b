/* What a plan's steps touch, with fingerprints before and after, and the facts it was based on. */
#include "base/map.h"
#include "model/label.h"
#include "plan/node.h"

static Touch *touch_of(Planner *planner, Map *touches, Str label)
{
    Touch *touch = map_get(touches, label);

    if (touch == NULL) {
        touch = record_new(&planner->plan->arena, &touch_type);
        touch->object = arena_str(&planner->plan->arena, label);
        vec_push(&planner->plan->arena, &planner->plan->touched, touch);
        (void)map_put(&planner->scratch, touches, touch->object, touch);
    }
    return touch;
}

/* As introspected, where the caller kept that: canonicalize rewrites live texts too. */
static Str live_fingerprint(Planner *planner, const Object *live, Str label)
{
    const Map *kept = planner->input->fingerprints;
    const char *fingerprint = kept == NULL ? NULL : map_get(kept, label);

    if (fingerprint != NULL)
        return arena_str(&planner->plan->arena, str_from(fingerprint));
    if (sparse_str(&live->rec, FIELD_LIVE_FINGERPRINT).len > 0)
        return arena_str(&planner->plan->arena, sparse_str(&live->rec, FIELD_LIVE_FINGERPRINT));
    return object_fingerprint(&planner->plan->arena, live);
}

/* By the name that it still has. */
static Str live_label(Arena *arena, const Object *live)
{
    Str label = sparse_str(&live->rec, FIELD_LIVE_LABEL);

    return label.len > 0 ? label : label_object(arena, live);
}

/* A rename touches two names: one that goes, one that comes. In a swap each is both. */
static void touch_group(Planner *planner, Map *touches, const ChangeGroup *group)
{
    Arena *arena = &planner->scratch;

    if (group->live != NULL) {
        Str label = live_label(arena, group->live);
        touch_of(planner, touches, label)->before = live_fingerprint(planner, group->live, label);
    }
    if (group->desired != NULL)
        touch_of(planner, touches, label_object(arena, group->desired))->after =
            object_fingerprint(&planner->plan->arena, group->desired);
}

static int by_object(const void *a, const void *b)
{
    return str_cmp((*(Touch *const *)a)->object, (*(Touch *const *)b)->object);
}

static bool runs(const Node *node)
{
    return node->state == STEP_READY || node->state == STEP_WAITING;
}

/* Whether a step that runs touches the group's object; its rename may be part of another group's
 * step. */
static bool is_touched(const Planner *planner, const NodeGroup *home)
{
    const Node *renamer = plan_renamer_of(planner, home);
    bool touched = renamer != NULL && runs(renamer);

    for (size_t i = 0; i < home->nodes.len; i++)
        touched = touched || runs(home->nodes.items[i]);
    return touched;
}

void plan_add_touched(Planner *planner)
{
    TouchVec *touched = &planner->plan->touched;
    Map touches = {0};

    for (size_t i = 0; i < planner->groups.len; i++)
        if (is_touched(planner, planner->groups.items[i]))
            touch_group(planner, &touches, planner->groups.items[i]->group);
    if (touched->len > 0)
        qsort(touched->items, touched->len, sizeof *touched->items, by_object);
}

/* To two significant digits: a plan of the next minute is the same bytes. */
static int64_t rounded(int64_t number)
{
    int64_t unit = 1;

    while (number / unit >= 100)
        unit *= 10;
    return (number + unit / 2) / unit * unit;
}

static int by_relation(const void *a, const void *b)
{
    return str_cmp((*(PlanFact *const *)a)->relation, (*(PlanFact *const *)b)->relation);
}

static bool has_fact(const Plan *plan, Str label)
{
    for (size_t i = 0; i < plan->facts.len; i++)
        if (str_eq(plan->facts.items[i]->relation, label))
            return true;
    return false;
}

static void add_fact(Planner *planner, Str label)
{
    Plan *plan = planner->plan;
    const RelationSize *size = facts_size(planner->input->facts, label);
    PlanFact *fact;

    if (size == NULL)
        return;
    fact = record_new(&plan->arena, &plan_fact_type);
    fact->relation = arena_str(&plan->arena, label);
    fact->size_bytes = (OptInt){true, rounded(size->size_bytes)};
    fact->rows = (OptInt){true, rounded(size->rows)};
    vec_push(&plan->arena, &plan->facts, fact);
}

void plan_add_facts(Planner *planner)
{
    Plan *plan = planner->plan;

    for (size_t i = 0; i < planner->groups.len; i++) {
        const NodeGroup *home = planner->groups.items[i];
        if (home->group->live != NULL && home->nodes.len > 0)
            add_fact(planner, label_name(&planner->scratch, home->group->live->schema,
                                         home->group->live->name));
    }
    for (size_t i = 0; i < plan->steps.len; i++)
        if (plan->steps.items[i]->loop != NULL && !has_fact(plan, plan->steps.items[i]->relation))
            add_fact(planner, plan->steps.items[i]->relation);
    if (planner->input->facts->scan_rate > 0)
        plan->scan_rate = (OptInt){true, planner->input->facts->scan_rate};
    if (plan->facts.len > 0)
        qsort(plan->facts.items, plan->facts.len, sizeof *plan->facts.items, by_relation);
}
