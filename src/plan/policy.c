/* Policy: forbid > allow > the hazard's severity for the environment's kind. */
#include "base/sb.h"
#include "plan/node.h"

/* What policy says of these hazards; `holding`: those that hold or forbid. */
static StepState judge(const Policy *policy, HazardSet hazards, HazardSet *holding)
{
    *holding = hazards & policy->forbid;
    if (*holding != 0)
        return STEP_FORBIDDEN;
    for (int i = 0; i < HAZ_COUNT && !policy->allow_all; i++)
        if ((hazards & ~policy->allow & (1u << i)) != 0 &&
            hazard_severity((Hazard)i, policy->is_prod) == SEV_ERROR)
            *holding |= 1u << i;
    return *holding != 0 ? STEP_HELD : STEP_READY;
}

static void apply_own(const Policy *policy, Node *node)
{
    node->state = judge(policy, node->hazards, &node->holding);
    if (node->state == STEP_HELD)
        node->release = node->holding;
}

/* What needs a step that doesn't run doesn't run either. */
static void apply_needed(Node *node)
{
    for (size_t i = 0; i < node->deps.len; i++) {
        const Node *needed = node->deps.items[i].node;
        if (node->deps.items[i].is_broken || needed->state == STEP_READY)
            continue;
        node->release |= needed->release;
        if (node->held_by == NULL)
            node->held_by = needed;
        if (node->state == STEP_READY)
            node->state = STEP_HELD;
    }
}

void plan_apply_policy(Planner *planner, const NodeVec *order)
{
    for (size_t i = 0; i < order->len; i++) {
        apply_own(&planner->policy, order->items[i]);
        apply_needed(order->items[i]);
    }
}

static void put_hazards(Sb *sb, HazardSet holding, int64_t bad_rows)
{
    bool first = true;

    for (int i = 0; i < HAZ_COUNT; i++) {
        if ((holding & (1u << i)) == 0)
            continue;
        sb_printf(sb, "%s%s: ", first ? "" : "; ", hazard_name((Hazard)i));
        if (i == HAZ_FAILS_ON_DATA)
            sb_printf(sb, "%lld %s in the way", (long long)bad_rows,
                      bad_rows == 1 ? "row stands" : "rows stand");
        else
            sb_puts(sb, hazard_text((Hazard)i));
        first = false;
    }
}

/* What pulled a node along, once for all nodes that it pulled. */
static void put_needed(Sb *sb, const NodeVec *nodes, bool is_first)
{
    for (size_t i = 0; i < nodes->len; i++) {
        const Node *needed = nodes->items[i]->held_by;
        bool is_said = needed == NULL;
        for (size_t j = 0; j < i && !is_said; j++)
            is_said = nodes->items[j]->held_by == needed;
        if (is_said)
            continue;
        sb_printf(sb, "%sneeds `%s` of %.*s, which is %s", is_first ? "" : "; ",
                  op_words(needed->piece->op), STR_ARG(needed->object),
                  step_state_names[needed->state]);
        is_first = false;
    }
}

static void put_flag(Sb *sb, HazardSet release)
{
    bool first = true;

    for (int i = 0; i < HAZ_COUNT; i++) {
        if ((release & (1u << i)) == 0)
            continue;
        sb_printf(sb, "%s%s", first ? "; release with --allow " : ",", hazard_name((Hazard)i));
        first = false;
    }
}

Str plan_why(Arena *arena, const NodeVec *nodes)
{
    Sb sb = sb_new(SB_LINE_MAX);
    StepState state = nodes->items[0]->state; /* one for all that share a step */
    HazardSet holding = 0, release = 0;
    int64_t bad_rows = 0;

    if (state == STEP_READY) {
        sb_free(&sb);
        return STR_ABSENT;
    }
    for (size_t i = 0; i < nodes->len; i++) {
        holding |= nodes->items[i]->holding;
        release |= nodes->items[i]->release;
        bad_rows += nodes->items[i]->bad_rows;
    }
    if (state == STEP_FORBIDDEN)
        sb_puts(&sb, "forbidden by policy: ");
    put_hazards(&sb, holding, bad_rows);
    put_needed(&sb, nodes, holding == 0);
    if (state != STEP_FORBIDDEN)
        put_flag(&sb, release);
    return sb_finish(&sb, arena);
}

static HazardSet hazards_of(const Step *task)
{
    HazardSet hazards = 0;

    for (size_t i = 0; i < task->hazards.len; i++) {
        Hazard hazard;
        if (hazard_find(task->hazards.items[i], &hazard))
            hazards |= 1u << hazard;
    }
    return hazards;
}

void plan_apply_policy_to_task(const Policy *policy, Arena *arena, Step *task)
{
    HazardSet holding;
    Sb sb;

    if (task->state != STEP_READY) /* whoever made it knows why */
        return;
    task->state = (int)judge(policy, hazards_of(task), &holding);
    if (task->state == STEP_READY)
        return;
    sb = sb_new(SB_LINE_MAX);
    if (task->state == STEP_FORBIDDEN)
        sb_puts(&sb, "forbidden by policy: ");
    put_hazards(&sb, holding, 0);
    if (task->state == STEP_HELD)
        put_flag(&sb, holding);
    task->why = sb_finish(&sb, arena);
}
