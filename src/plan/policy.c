/* Policy: forbid > allow > the hazard's level for the environment's kind. */
#include "base/sb.h"
#include "plan/node.h"

/* What policy says of a step, and because of what. */
typedef struct Verdict {
    StepState state;
    HazardSet holding; /* hazards that hold or forbid it */
    HazardSet release; /* held: what would have to be allowed */
    bool is_drop_held; /* held or forbidden by Policy.drops */
} Verdict;

/* What is asked of policy. */
typedef struct Question {
    HazardSet hazards;
    bool is_removal;
    ConditionVerdict conditions; /* of its contract and its own */
    HazardSet released;          /* by a contract whose conditions hold */
    bool is_for_good;            /* nobody could bring back what it takes away */
} Question;

/* `--allow all` keeps what goes. Who wants to lose what can't be kept has to say so. */
static bool loses_unasked(const Policy *policy, const Question *question)
{
    return question->is_for_good &&
           (question->hazards & ~question->released & ~policy->allow & HAZ(DATA_LOSS)) != 0;
}

/* The one place that decides: forbid > conditions > what is allowed > the hazard's level. */
static Verdict judge(const Policy *policy, const Question *question)
{
    HazardSet hazards = question->hazards & ~question->released;
    bool is_removal = question->is_removal && (question->released & HAZ(DATA_LOSS)) == 0;
    Verdict verdict = {.holding = question->hazards & policy->forbid,
                       .is_drop_held = question->is_removal && policy->drops == DROP_FORBID};

    if (verdict.holding != 0 || verdict.is_drop_held) {
        verdict.state = STEP_FORBIDDEN;
        return verdict;
    }
    verdict.state = question->conditions == CONDITION_WAITS    ? STEP_WAITING
                    : question->conditions == CONDITION_BROKEN ? STEP_HELD
                                                               : STEP_READY;
    if (policy->allow_all && loses_unasked(policy, question))
        hazards &= HAZ(DATA_LOSS); /* all else is allowed */
    else if (policy->allow_all)
        return verdict;
    for (int i = 0; i < HAZ_COUNT; i++)
        if ((hazards & ~policy->allow & (1u << i)) != 0 &&
            hazard_severity((Hazard)i, policy->is_prod) == SEV_ERROR)
            verdict.holding |= 1u << i;
    verdict.is_drop_held = is_removal && !policy->allow_all &&
                           (policy->drops == DROP_HOLD || policy->drops == DROP_BACKUP) &&
                           (policy->allow & HAZ(DATA_LOSS)) == 0;
    verdict.release = verdict.holding | (verdict.is_drop_held ? HAZ(DATA_LOSS) : 0);
    if (verdict.release != 0)
        verdict.state = STEP_HELD;
    return verdict;
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

bool plan_is_removal(const Node *node)
{
    bool found = phase_rule(node->piece->op)->is_removal;

    for (size_t i = 0; i < node->piece->includes.len; i++)
        found = found || phase_rule(node->piece->includes.items[i])->is_removal;
    return found;
}

/* Rows or values that nothing computes anew. */
static bool is_for_good(const Node *node)
{
    return !node->piece->is_spare &&
           NODE_DOES_ANY(node, OP_DROP_TABLE, OP_DROP_COLUMN, OP_NARROW_TYPE, OP_RECREATE_COLUMN,
                         OP_DROP_ATTRIBUTE, OP_DROP_PARTITION, OP_DROP_HISTORY);
}

static void apply_own(const Policy *policy, Node *node)
{
    Question question = {.hazards = node->hazards,
                         .is_removal = plan_is_removal(node) && !node->is_kept,
                         .conditions = node->verdict,
                         .released = plan_contract_releases(node),
                         .is_for_good = is_for_good(node)};
    Verdict verdict = judge(policy, &question);

    node->state = verdict.state;
    node->holding = verdict.holding;
    node->release = verdict.release;
    node->is_drop_held = verdict.is_drop_held;
}

/* What needs a step that doesn't run doesn't run either. */
static void apply_needed(Node *node)
{
    for (size_t i = 0; i < node->deps.len; i++) {
        const Node *needed = node->deps.items[i].node;
        if (node->deps.items[i].is_broken || needed->state == STEP_READY ||
            needed->copies_for == node) /* held because of this one */
            continue;
        node->release |= needed->release;
        if (node->held_by == NULL)
            node->held_by = needed;
        if (node->state == STEP_READY)
            node->state = needed->state == STEP_WAITING ? STEP_WAITING : STEP_HELD;
        else if (node->state == STEP_WAITING && needed->state != STEP_WAITING)
            node->state = STEP_HELD;
    }
}

static StepState task_state(const Policy *policy, const Step *task)
{
    Question question = {.hazards = hazards_of(task)};

    if (task->state != STEP_READY) /* whoever made it knows why */
        return (StepState)task->state;
    return judge(policy, &question).state;
}

/* What a script or a backfill of an earlier phase was to bring to safety must not go before it;
 * what a contract requires has to be done whatever it changes. */
static void apply_pending(const Planner *planner, Node *node)
{
    const StepVec *tasks = planner->input->tasks;

    bool is_removal = plan_is_removal(node);

    if (tasks == NULL || (!is_removal && node->contracts.len == 0))
        return;
    for (size_t i = 0; i < tasks->len && node->pending == NULL; i++)
        if (tasks->items[i]->phase < (int)node->phase &&
            (is_removal || plan_contract_requires(node, tasks->items[i])) &&
            (task_state(&planner->policy, tasks->items[i]) != STEP_READY ||
             plan_task_is_late(planner, tasks->items[i])))
            node->pending = tasks->items[i];
    if (node->pending != NULL && node->state != STEP_FORBIDDEN)
        node->state = STEP_HELD;
}

/* What only prepares a removal is run where that is: nothing is copied for long before it is to go.
 */
static void apply_prepared(const Planner *planner, Node *node)
{
    Node kept;

    if (node->copies_for == NULL)
        return;
    kept = *node->copies_for;
    apply_own(&planner->policy, &kept);
    apply_pending(planner, &kept);
    if (kept.state <= node->state)
        return;
    node->state = kept.state;
    node->release = kept.release;
    node->held_by = node->copies_for;
}

void plan_apply_policy(Planner *planner, const NodeVec *order)
{
    for (size_t i = 0; i < order->len; i++) {
        plan_keep_for_backups(planner, order, i);
        apply_own(&planner->policy, order->items[i]);
        apply_pending(planner, order->items[i]);
        apply_prepared(planner, order->items[i]);
        apply_needed(order->items[i]);
    }
}

/* What a verdict rests on; `bad_rows`: that probes found. */
static void put_grounds(Sb *sb, HazardSet holding, int64_t bad_rows, bool is_drop_held)
{
    bool first = !is_drop_held;

    if (is_drop_held)
        sb_puts(sb, "DropPolicy: what the package lacks stays");
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

static void put_pulled_by(Sb *sb, bool is_first, const char *verb, Op op, Str object,
                          const char *state)
{
    sb_printf(sb, "%s%s `%s` of %.*s, which is %s", is_first ? "" : "; ", verb, op_words(op),
              STR_ARG(object), state);
}

/* What pulled a node along, once for all nodes that it pulled. */
static void put_needed(Sb *sb, const Planner *planner, const NodeVec *nodes, bool is_first)
{
    const Step *pending = NULL;

    for (size_t i = 0; i < nodes->len; i++) {
        const Node *needed = nodes->items[i]->held_by;
        bool is_said = needed == NULL;
        for (size_t j = 0; j < i && !is_said; j++)
            is_said = nodes->items[j]->held_by == needed;
        if (is_said)
            continue;
        put_pulled_by(sb, is_first, "needs", needed->piece->op, needed->object,
                      step_state_names[needed->state]);
        is_first = false;
    }
    for (size_t i = 0; i < nodes->len && pending == NULL; i++)
        pending = nodes->items[i]->pending;
    if (pending != NULL)
        put_pulled_by(sb, is_first, "comes after", (Op)pending->op, pending->object,
                      task_state(&planner->policy, pending) == STEP_READY
                          ? "not run yet"
                          : step_state_names[task_state(&planner->policy, pending)]);
}

/* The conditions of a step that keep it from running. Whether there are any. */
static bool put_conditions(Sb *sb, const Planner *planner, Arena *arena, const Node *node)
{
    bool any = false;

    for (size_t i = 0; i < node->conditions.len; i++) {
        Str words = STR_ABSENT;
        if (condition_judge(node->conditions.items[i], planner->input->facts, arena, &words) ==
            CONDITION_HOLDS)
            continue;
        sb_printf(sb, "%s%.*s", any ? "; " : "", STR_ARG(words));
        any = true;
    }
    return any;
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

Str plan_why(const Planner *planner, Arena *arena, const NodeVec *nodes)
{
    Sb sb = sb_new(SB_LINE_MAX);
    StepState state = nodes->items[0]->state; /* one for all that share a step */
    HazardSet holding = 0, release = 0;
    bool is_drop_held = false, is_first = true;
    int64_t bad_rows = 0;

    if (state == STEP_READY) {
        sb_free(&sb);
        return STR_ABSENT;
    }
    for (size_t i = 0; i < nodes->len; i++) {
        holding |= nodes->items[i]->holding;
        release |= nodes->items[i]->release;
        is_drop_held = is_drop_held || nodes->items[i]->is_drop_held;
        bad_rows += nodes->items[i]->bad_rows;
    }
    if (state == STEP_FORBIDDEN)
        sb_puts(&sb, "forbidden by policy: ");
    else
        is_first = !put_conditions(&sb, planner, arena, nodes->items[0]);
    if (!is_first && (holding != 0 || is_drop_held))
        sb_puts(&sb, "; ");
    put_grounds(&sb, holding, bad_rows, is_drop_held);
    put_needed(&sb, planner, nodes, is_first && holding == 0 && !is_drop_held);
    if (state != STEP_FORBIDDEN)
        put_flag(&sb, release);
    return sb_finish(&sb, arena);
}

void plan_apply_policy_to_task(const Policy *policy, Arena *arena, Step *task)
{
    Question question = {.hazards = hazards_of(task)};
    Verdict verdict;
    Sb sb;

    if (task->state != STEP_READY) /* whoever made it knows why */
        return;
    verdict = judge(policy, &question);
    task->state = (int)verdict.state;
    if (task->state == STEP_READY)
        return;
    sb = sb_new(SB_LINE_MAX);
    if (task->state == STEP_FORBIDDEN)
        sb_puts(&sb, "forbidden by policy: ");
    put_grounds(&sb, verdict.holding, 0, false);
    if (task->state == STEP_HELD)
        put_flag(&sb, verdict.release);
    task->why = sb_finish(&sb, arena);
}
