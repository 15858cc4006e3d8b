/* Nodes -> steps: clauses that share a merge key in one statement, neighbours in one transaction.
 */
#include "base/hash.h"
#include "base/sb.h"
#include "model/label.h"
#include "plan/node.h"

/* A step while clauses still join it. */
typedef struct Draft {
    NodeVec nodes;
    int64_t estimate_ms; /* of all, where known */
} Draft;
typedef VEC(Draft *) Drafts;

static bool same_text(const char *a, const char *b)
{
    return str_eq(str_from(a), str_from(b));
}

/* Relation, phase, state, lock, cost, transaction, session: never a scan under the lock of a
 * stronger clause, never a waiting clause with one that runs. */
static bool same_key(const Node *a, const Node *b)
{
    return a->home == b->home && a->phase == b->phase && a->state == b->state &&
           a->is_new == b->is_new && same_text(a->rule->mode, b->rule->mode) &&
           a->rule->blocks == b->rule->blocks && a->rule->cost == b->rule->cost &&
           a->rule->in_transaction == b->rule->in_transaction &&
           same_text(a->piece->related, b->piece->related) &&
           strs_equal(&a->piece->session_before, &b->piece->session_before) &&
           strs_equal(&a->piece->session_after, &b->piece->session_after);
}

/* Whether the recipe says that the other's clause may stand before the node's. */
static bool joins_behind(const Node *node, const Node *other)
{
    return node->piece->joins_after && node->home == other->home && node->deps.len > 0 &&
           node->piece->op == other->piece->op;
}

static bool needs_one_of(const Node *node, const NodeVec *others)
{
    for (size_t i = 0; i < node->deps.len; i++)
        for (size_t j = 0; j < others->len; j++)
            if (node->deps.items[i].node == others->items[j] &&
                !joins_behind(node, others->items[j]))
                return true;
    return false;
}

/* One statement writes every row once, however many clauses want that; scans and index builds
 * follow each other. */
static int64_t joined_ms(const Draft *draft, const Node *node)
{
    int64_t ms = node->estimate_ms.given ? node->estimate_ms.value : 0;

    if (node->rule->cost == COST_SCAN || node->rule->cost == COST_BUILD)
        return draft->estimate_ms + ms;
    return ms > draft->estimate_ms ? ms : draft->estimate_ms;
}

static bool makes_object(const Node *node)
{
    return NODE_DOES_ANY(node, OP_CREATE_SCHEMA, OP_CREATE_SEQUENCE, OP_CREATE_TABLE);
}

/* A new object comes with its indexes and comments in one step, where one transaction makes all of
 * that come or none: nobody knows it yet, so nobody cares which of them takes how long. */
static bool comes_with(const Planner *planner, const Node *first, const Node *node)
{
    return (planner->input->engine->capabilities & CAP_TRANSACTIONAL_DDL) != 0 &&
           first->home == node->home && first->phase == node->phase &&
           first->state == node->state && first->is_new && makes_object(first) &&
           first->rule->in_transaction && node->rule->in_transaction &&
           node->piece->clause.len == 0 && node->piece->related == NULL &&
           strs_equal(&first->piece->session_before, &node->piece->session_before) &&
           strs_equal(&first->piece->session_after, &node->piece->session_after);
}

static bool joins(const Planner *planner, const Draft *draft, const Node *node)
{
    const Node *first = draft->nodes.items[0];
    int64_t joined = joined_ms(draft, node);

    if (!plan_same_conditions(first, node) || first->is_kept || node->is_kept)
        return false;
    if (comes_with(planner, first, node))
        return true;
    return node->piece->clause.len > 0 && first->piece->clause.len > 0 &&
           node->piece->skip_if.len == 0 && first->piece->skip_if.len == 0 &&
           same_key(first, node) && !needs_one_of(node, &draft->nodes) &&
           (budget_fits(&planner->policy.budget, joined) || joined <= draft->estimate_ms);
}

static Drafts make_drafts(Planner *planner, const NodeVec *order)
{
    Arena *arena = &planner->scratch;
    Drafts drafts = {0};

    for (size_t i = 0; i < order->len; i++) {
        Node *node = order->items[i];
        if (node->is_absorbed) {
            node->step = SIZE_MAX;
            continue;
        }
        if (drafts.len == 0 || !joins(planner, vec_last(&drafts), node)) {
            Draft *draft = ARENA_NEW(arena, Draft);
            vec_push(arena, &drafts, draft);
        }
        Draft *draft = vec_last(&drafts);
        draft->estimate_ms = joined_ms(draft, node);
        node->step = drafts.len - 1;
        vec_push(arena, &draft->nodes, node);
    }
    return drafts;
}

/* With the part in front where the step is about the whole relation. */
static Str reason_of(Arena *arena, const Node *node, Str step_object)
{
    Str reason = str_from(node->piece->reason);

    if (reason.len == 0)
        reason = str_from(op_words(node->piece->op));
    if (str_eq(node->object, step_object))
        return arena_str(arena, reason);
    return arena_printf(arena, "%.*s: %.*s", STR_ARG(node->object), STR_ARG(reason));
}

static void add_reason(Arena *arena, Step *step, Str reason)
{
    if (!strs_has(&step->reasons, reason))
        vec_push(arena, &step->reasons, reason);
}

static void add_lock(Arena *arena, Step *step, Str relation, const char *mode, Blocks blocks)
{
    StepLock *lock;

    if (mode == NULL)
        return;
    for (size_t i = 0; i < step->locks.len; i++)
        if (str_eq(step->locks.items[i]->relation, relation))
            return;
    lock = record_new(arena, &step_lock_type);
    lock->relation = arena_str(arena, relation);
    lock->mode = arena_str(arena, str_from(mode));
    lock->blocks = (int)blocks;
    vec_push(arena, &step->locks, lock);
}

/* Nobody can wait for a relation that nobody knows yet. A renamed one is locked under the name that
 * it still has. */
static void add_locks(const Planner *planner, Arena *arena, Step *step, const Node *node)
{
    const Object *live = node->piece->group->live;

    if (!node->is_new) {
        Str relation = node->relation;
        if (NODE_DOES_ANY(node, OP_RENAME_TABLE, OP_MOVE_TABLE, OP_RENAME_SEQUENCE) && live != NULL)
            relation = label_name(arena, live->schema, live->name);
        add_lock(arena, step, relation, node->rule->mode, node->rule->blocks);
    }
    if (node->piece->related != NULL)
        add_lock(arena, step, str_from(node->piece->related), node->rule->related_mode,
                 node->rule->related_blocks);
    for (size_t i = 0; i < node->piece->touches.len; i++) {
        const PieceTouch *touch = &node->piece->touches.items[i];
        const LockRule *rule =
            planner->input->engine->rule(touch->op, planner->input->facts->version);
        bool is_own = rule->mode != NULL; /* of what has no lock itself, that of its users */
        add_lock(arena, step, label_name(arena, touch->relation->schema, touch->relation->name),
                 is_own ? rule->mode : rule->related_mode,
                 is_own ? rule->blocks : rule->related_blocks);
    }
}

static const Object *relation_of(const Draft *draft)
{
    const ChangeGroup *group = draft->nodes.items[0]->home->group;

    return group->desired != NULL ? group->desired : group->live;
}

/* Of equal statements the first stays: dependents that two clauses take along go once. */
static void add_statements(Arena *arena, StrVec *to, const StrVec *from)
{
    for (size_t i = 0; i < from->len; i++)
        if (!strs_has(to, from->items[i]))
            vec_push(arena, to, arena_str(arena, from->items[i]));
}

/* … and of those that come behind, the last: what it uses has come back by then. */
static void add_final_statements(Planner *planner, Step *step, const Draft *draft)
{
    StrVec all = {0};

    for (size_t i = 0; i < draft->nodes.len; i++) {
        const StrVec *texts = &draft->nodes.items[i]->piece->finally;
        for (size_t k = 0; k < texts->len; k++)
            vec_push(&planner->scratch, &all, texts->items[k]);
    }
    for (size_t i = 0; i < all.len; i++) {
        bool is_last = true;
        for (size_t k = i + 1; k < all.len && is_last; k++)
            is_last = !str_eq(all.items[k], all.items[i]);
        if (is_last)
            vec_push(&planner->plan->arena, &step->statements,
                     arena_str(&planner->plan->arena, all.items[i]));
    }
}

static void set_statements(Planner *planner, Step *step, const Draft *draft)
{
    Arena *arena = &planner->plan->arena;
    StrVec clauses = {0};

    for (size_t i = 0; i < draft->nodes.len; i++) {
        const Piece *piece = draft->nodes.items[i]->piece;
        if (draft->nodes.len == 1)
            plan_copy_texts(arena, &step->statements, &piece->statements);
        else
            add_statements(arena, &step->statements, &piece->statements);
        if (piece->clause.len > 0)
            vec_push(&planner->scratch, &clauses, piece->clause);
    }
    if (clauses.len > 0)
        vec_push(arena, &step->statements,
                 planner->input->engine->join_clauses(arena, relation_of(draft), clauses.items,
                                                      clauses.len));
    add_final_statements(planner, step, draft);
}

/* Undone from the last to the first, and only where all can be undone; what came with a new object
 * goes with it. */
static void set_reverse(Arena *arena, Step *step, const Draft *draft)
{
    if (draft->nodes.items[0]->is_new && makes_object(draft->nodes.items[0])) {
        plan_copy_texts(arena, &step->reverse, &draft->nodes.items[0]->piece->reverse);
        return;
    }
    for (size_t i = 0; i < draft->nodes.len; i++)
        if (draft->nodes.items[i]->piece->reverse.len == 0)
            return;
    for (size_t i = draft->nodes.len; i-- > 0;)
        plan_copy_texts(arena, &step->reverse, &draft->nodes.items[i]->piece->reverse);
}

static void set_hazards(Arena *arena, Step *step, HazardSet hazards)
{
    for (int i = 0; i < HAZ_COUNT; i++)
        if ((hazards & (1u << i)) != 0)
            vec_push(arena, &step->hazards, str_from(hazard_name((Hazard)i)));
}

static void set_times(Step *step, const Draft *draft)
{
    for (size_t i = 0; i < draft->nodes.len; i++)
        if (draft->nodes.items[i]->piece->times > 1 &&
            draft->nodes.items[i]->piece->times > step->times.value)
            step->times = (OptInt){true, draft->nodes.items[i]->piece->times};
}

static void set_estimate(Step *step, const Draft *draft)
{
    step->estimate_ms = (OptInt){true, draft->estimate_ms};
    for (size_t i = 0; i < draft->nodes.len; i++)
        if (!draft->nodes.items[i]->estimate_ms.given)
            step->estimate_ms = (OptInt){0};
}

/* The same for all nodes of a step. */
static void set_conditions(Arena *arena, Step *step, const Node *node)
{
    for (size_t i = 0; i < node->contracts.len; i++)
        vec_push(arena, &step->contracts, arena_str(arena, node->contracts.items[i]->name));
    for (size_t i = 0; i < node->conditions.len; i++)
        vec_push(arena, &step->conditions,
                 (Condition *)record_copy(arena, &node->conditions.items[i]->rec));
}

/* In front of its statements; the reason is what a plan says of backups otherwise. */
static void make_sure_of_emptiness(Arena *arena, Step *step, const Draft *draft)
{
    StrVec all = {0};

    for (size_t i = 0; i < draft->nodes.len; i++) {
        const Node *node = draft->nodes.items[i];
        const PiecePark *park = node->piece->park;
        if (!node->is_empty || strs_has(&all, park->if_empty.items[0]))
            continue;
        plan_copy_texts(arena, &all, &park->if_empty);
        step->release = arena_str(arena, park->release);
        add_reason(arena, step, STR("it holds no rows, so that nothing is to be kept"));
    }
    if (all.len == 0)
        return;
    plan_copy_texts(arena, &all, &step->statements);
    if (step->release.len > 0)
        vec_push(arena, &all, step->release);
    step->statements = all;
}

static Step *make_step(Planner *planner, const Draft *draft)
{
    Arena *arena = &planner->plan->arena;
    const Node *first = draft->nodes.items[0];
    Step *step = record_new(arena, &step_type);
    HazardSet hazards = 0;

    step->phase = (int)first->phase;
    step->op = (int)first->piece->op;
    step->state = (int)first->state;
    step->cost = (int)first->rule->cost;
    step->relation = arena_str(arena, first->relation);
    step->object = draft->nodes.len == 1 ? arena_str(arena, first->object)
                                         : label_object(arena, relation_of(draft));
    for (size_t i = 0; i < draft->nodes.len; i++) {
        const Node *node = draft->nodes.items[i];
        add_reason(arena, step, reason_of(arena, node, step->object));
        plan_copy_texts(arena, &step->probes, &node->piece->probes);
        add_locks(planner, arena, step, node);
        hazards |= node->hazards;
    }
    plan_copy_texts(arena, &step->session_before, &first->piece->session_before);
    plan_copy_texts(arena, &step->session_after, &first->piece->session_after);
    step->skip_if = arena_str(arena, first->piece->skip_if);
    step->leftover = arena_str(arena, first->piece->leftover);
    plan_copy_texts(arena, &step->undo, &first->piece->undo);
    set_conditions(arena, step, first);
    if (first->piece->loop != NULL) {
        step->kind = STEP_LOOP;
        step->loop = (StepLoop *)record_copy(arena, &first->piece->loop->rec);
    }
    step->why = plan_why(planner, arena, &draft->nodes);
    set_estimate(step, draft);
    set_times(step, draft);
    set_hazards(arena, step, hazards);
    set_statements(planner, step, draft);
    if (first->is_kept || first->copies_for != NULL)
        plan_set_backup(planner, step, first);
    make_sure_of_emptiness(arena, step, draft);
    set_reverse(arena, step, draft);
    return step;
}

/* From content, so that a step keeps its id when others come and go; a twin counts on. */
static void set_id(Planner *planner, Map *taken, Step *step)
{
    Arena *arena = &planner->plan->arena;
    Sb sb = sb_new(SB_FILE_MAX);

    sb_printf(&sb, "%s\n%.*s\n", op_name((Op)step->op), STR_ARG(step->object));
    for (size_t i = 0; i < step->statements.len; i++) {
        sb_put(&sb, step->statements.items[i]);
        sb_putc(&sb, '\n');
    }
    if (step->loop != NULL)
        sb_printf(&sb, "%.*s\n", STR_ARG(step->loop->batch));
    do {
        step->id = str_sub(hash_hex(arena, hash_of(sb_str(&sb))), 0, PLAN_STEP_ID_DIGITS);
        sb_puts(&sb, "again\n");
    } while (map_get(taken, step->id) != NULL);
    (void)map_put(&planner->scratch, taken, step->id, step);
    sb_free(&sb);
}

static int by_number(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;

    return (x > y) - (x < y);
}

static void set_needs(Planner *planner, const Drafts *drafts, size_t at)
{
    StepVec *steps = &planner->plan->steps;
    VEC(size_t) needed = {0};

    for (size_t i = 0; i < drafts->items[at]->nodes.len; i++) {
        const Node *node = drafts->items[at]->nodes.items[i];
        for (size_t j = 0; j < node->deps.len; j++)
            if (!node->deps.items[j].is_broken && node->deps.items[j].node->step < at)
                vec_push(&planner->scratch, &needed, node->deps.items[j].node->step);
    }
    if (needed.len > 0)
        qsort(needed.items, needed.len, sizeof *needed.items, by_number);
    for (size_t i = 0; i < needed.len; i++)
        if (i == 0 || needed.items[i] != needed.items[i - 1])
            vec_push(&planner->plan->arena, &steps->items[at]->needs,
                     steps->items[needed.items[i]]->id);
}

/* What a transaction does to an application: its locks last until its end. */
typedef struct Felt {
    Blocks blocks;   /* the strongest lock, metadata changes included */
    int64_t work_ms; /* of all scans, rewrites and copies */
    bool works;      /* there are any */
} Felt;

static Felt felt_with(const Planner *planner, Felt felt, const Draft *draft)
{
    const Node *node = draft->nodes.items[0];

    if (node->is_new)
        return felt;
    if (node->rule->mode != NULL && node->rule->blocks > felt.blocks)
        felt.blocks = node->rule->blocks;
    felt.works = felt.works || node->rule->cost != COST_METADATA;
    if (node->rule->cost != COST_METADATA)
        felt.work_ms += node->estimate_ms.given ? draft->estimate_ms
                                                : (int64_t)planner->policy.budget.lock_ms + 1;
    return felt;
}

static bool is_within_budget(const Planner *planner, Felt felt)
{
    const Budget *budget = &planner->policy.budget;

    if (felt.blocks < BLOCKS_WRITERS)
        return true;
    return budget->recipes == RECIPES_ONLINE ? !felt.works : budget_fits(budget, felt.work_ms);
}

/* Whether it runs in a transaction that others can share: a loop has its own. */
static bool has_group(const Node *node)
{
    return node->rule->in_transaction && node->piece->loop == NULL;
}

/* Consecutive transactional steps of one relation, phase and state. What locks a second relation
 * stands alone; so does what prepares a removal, which reads all rows and is not to do that under
 * the lock of the removal. */
static bool shares_transaction(const Draft *before, const Draft *draft)
{
    const Node *a = before->nodes.items[0], *b = draft->nodes.items[0];

    return a->home == b->home && a->piece->on == b->piece->on && a->phase == b->phase &&
           a->state == b->state && plan_same_conditions(a, b) && has_group(a) &&
           a->copies_for == NULL && b->copies_for == NULL && a->piece->related == NULL &&
           b->piece->related == NULL &&
           strs_equal(&a->piece->session_before, &b->piece->session_before) &&
           strs_equal(&a->piece->session_after, &b->piece->session_after);
}

static void set_groups(Planner *planner, const Drafts *drafts)
{
    StepVec *steps = &planner->plan->steps;
    Felt felt = {0};

    if ((planner->input->engine->capabilities & CAP_TRANSACTIONAL_DDL) == 0)
        return;
    for (size_t i = 0; i < drafts->len; i++) {
        const Draft *draft = drafts->items[i];
        Felt joined = felt_with(planner, felt, draft);
        if (!has_group(draft->nodes.items[0]))
            continue;
        if (i > 0 && shares_transaction(drafts->items[i - 1], draft) &&
            is_within_budget(planner, joined)) {
            steps->items[i]->group = steps->items[i - 1]->group;
            felt = joined;
        } else {
            steps->items[i]->group = steps->items[i]->id;
            felt = felt_with(planner, (Felt){0}, draft);
        }
    }
}

void plan_make_steps(Planner *planner, const NodeVec *order)
{
    Drafts drafts = make_drafts(planner, order);
    Map taken = {0};

    for (size_t i = 0; i < drafts.len; i++) {
        Step *step = make_step(planner, drafts.items[i]);
        set_id(planner, &taken, step);
        vec_push(&planner->plan->arena, &planner->plan->steps, step);
    }
    for (size_t i = 0; i < drafts.len; i++) {
        ArenaMark mark = arena_mark(&planner->scratch);
        set_needs(planner, &drafts, i);
        arena_reset(&planner->scratch, mark);
    }
    set_groups(planner, &drafts);
}
