/* How long a piece holds its locks, and which hazards follow from that and from its probes. */
#include "plan/node.h"

static Blocks strongest(const LockRule *rule)
{
    Blocks own = rule->mode == NULL ? BLOCKS_NOTHING : rule->blocks;
    Blocks related = rule->related_mode == NULL ? BLOCKS_NOTHING : rule->related_blocks;

    return own > related ? own : related;
}

static HazardSet blocking_hazards(const Planner *planner, const LockRule *rule,
                                  const RelationSize *size, OptInt estimate_ms)
{
    Blocks blocks = strongest(rule);
    HazardSet hazards = 0;

    if (rule->cost == COST_METADATA || blocks < BLOCKS_WRITERS)
        return 0;
    if (budget_is_safe(&planner->policy.budget, size) ||
        (estimate_ms.given && budget_fits(&planner->policy.budget, estimate_ms.value)))
        return 0;
    hazards = HAZ(BLOCKS_WRITES);
    if (blocks == BLOCKS_ALL)
        hazards |= HAZ(BLOCKS_READS);
    return hazards | (rule->cost == COST_SCAN || rule->cost == COST_BUILD ? HAZ(TABLE_SCAN)
                                                                          : HAZ(TABLE_REWRITE));
}

/* Whether it takes a part of a table for good, as that goes, too. Should the table be held, it
 * would live on without the part: without a policy others read its rows. */
static bool robs_what_goes(const Planner *planner, const Node *node, const PieceTouch *touch)
{
    const ChangeGroup *group = changes_group_of(planner->changes, touch->relation);

    return group != NULL && group->desired == NULL && node->home->group->desired == NULL;
}

/* What it does to other relations on the way, one after the other. */
static void rate_touches(const Planner *planner, Node *node)
{
    for (size_t i = 0; i < node->piece->touches.len; i++) {
        const PieceTouch *touch = &node->piece->touches.items[i];
        const LockRule *rule =
            planner->input->engine->rule(touch->op, planner->input->facts->version);
        const RelationSize *size = budget_size(planner->input->facts, touch->relation);
        OptInt ms = budget_estimate_ms(planner->input->facts, size, rule->cost);
        node->estimate_ms.given = node->estimate_ms.given && ms.given;
        node->estimate_ms.value += ms.given ? ms.value : 0;
        node->hazards |= blocking_hazards(planner, rule, size, ms);
        if (robs_what_goes(planner, node, touch))
            node->hazards |= phase_rule(OP_DROP_TABLE)->hazards;
    }
}

static void rate_probes(const Planner *planner, Node *node)
{
    for (size_t i = 0; i < node->piece->probes.len; i++) {
        const ProbeResult *result =
            facts_probe(planner->input->facts, node->piece->probes.items[i]);
        if (result == NULL || !result->was_run) {
            node->hazards |= HAZ(MAY_FAIL_ON_DATA);
        } else if (result->bad_rows > 0) {
            node->hazards |= HAZ(FAILS_ON_DATA);
            node->bad_rows += result->bad_rows;
        }
    }
    if ((node->hazards & HAZ(FAILS_ON_DATA)) != 0)
        node->hazards &= ~HAZ(MAY_FAIL_ON_DATA);
}

/* A generated column comes back by itself; what was stored plainly does not. */
static bool loses_stored_values(const Node *node)
{
    const Record *live = node->piece->change == NULL ? NULL : node->piece->change->live;

    return node_does(node, OP_RECREATE_COLUMN) && live != NULL && live->type == &column_type &&
           sparse_str(live, FIELD_COLUMN_GENERATION).len == 0;
}

void plan_rate_node(const Planner *planner, Node *node)
{
    const Engine *engine = planner->input->engine;
    const Object *on = node->piece->on != NULL ? node->piece->on : node->piece->group->live;
    const RelationSize *size = budget_size(planner->input->facts, on);

    if (!node->rule->in_transaction && (engine->capabilities & CAP_TRANSACTIONAL_DDL) != 0)
        node->hazards |= HAZ(NOT_TRANSACTIONAL);
    if (node->is_new) {
        node->estimate_ms = (OptInt){true, 0};
        return;
    }
    node->estimate_ms = budget_estimate_ms(planner->input->facts, size, node->rule->cost);
    if (node->piece->times > 1)
        node->estimate_ms.value *= node->piece->times;
    node->hazards |= blocking_hazards(planner, node->rule, size, node->estimate_ms);
    rate_touches(planner, node);
    if (loses_stored_values(node))
        node->hazards |= HAZ(DATA_LOSS);
    rate_probes(planner, node);
}
