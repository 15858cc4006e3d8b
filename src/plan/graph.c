/* The order of nodes: by what needs what, then phase, stage, relation, operation, name. */
#include "base/sb.h"
#include "plan/node.h"

typedef VEC(Dep *) Circle;

typedef struct Heap {
    Node **items;
    size_t len;
} Heap;

/* Deterministic: `seq` follows the order of the changes. */
static int compare(const Node *a, const Node *b)
{
    int order = (int)a->phase - (int)b->phase;

    if (order == 0)
        order = (int)a->stage - (int)b->stage;
    if (order == 0)
        order = str_cmp(a->relation, b->relation);
    if (order == 0)
        order = (int)a->piece->op - (int)b->piece->op;
    if (order == 0)
        order = str_cmp(a->object, b->object);
    return order != 0 ? order : (a->seq > b->seq) - (a->seq < b->seq);
}

static void heap_push(Heap *heap, Node *node)
{
    size_t i = heap->len++;

    for (; i > 0 && compare(node, heap->items[(i - 1) / 2]) < 0; i = (i - 1) / 2)
        heap->items[i] = heap->items[(i - 1) / 2];
    heap->items[i] = node;
}

static Node *heap_pop(Heap *heap)
{
    Node *top = heap->items[0], *last = heap->items[--heap->len];
    size_t i = 0;

    for (;;) {
        size_t child = 2 * i + 1;
        if (child >= heap->len)
            break;
        if (child + 1 < heap->len && compare(heap->items[child + 1], heap->items[child]) < 0)
            child++;
        if (compare(last, heap->items[child]) <= 0)
            break;
        heap->items[i] = heap->items[child];
        i = child;
    }
    heap->items[i] = last;
    return top;
}

static void count_deps(Planner *planner)
{
    for (size_t i = 0; i < planner->nodes.len; i++) {
        planner->nodes.items[i]->waits_for = 0;
        planner->nodes.items[i]->followers.len = 0;
    }
    for (size_t i = 0; i < planner->nodes.len; i++) {
        Node *node = planner->nodes.items[i];
        for (size_t j = 0; j < node->deps.len; j++) {
            const Dep *dep = &node->deps.items[j];
            if (dep->is_broken)
                continue;
            node->waits_for++;
            vec_push(&planner->scratch, &dep->node->followers, node);
        }
    }
}

/* Kahn's algorithm; what is in or behind a circle stays out of `order`. */
static void sort(Planner *planner, NodeVec *order)
{
    Heap ready = {ARENA_ARRAY(&planner->scratch, Node *, planner->nodes.len + 1), 0};

    order->len = 0;
    count_deps(planner);
    for (size_t i = 0; i < planner->nodes.len; i++)
        if (planner->nodes.items[i]->waits_for == 0)
            heap_push(&ready, planner->nodes.items[i]);
    while (ready.len > 0) {
        Node *node = heap_pop(&ready);
        vec_push(&planner->scratch, order, node);
        for (size_t i = 0; i < node->followers.len; i++)
            if (--node->followers.items[i]->waits_for == 0)
                heap_push(&ready, node->followers.items[i]);
    }
}

static Dep *open_dep(Node *node)
{
    for (size_t i = 0; i < node->deps.len; i++)
        if (!node->deps.items[i].is_broken && node->deps.items[i].node->waits_for > 0)
            return &node->deps.items[i];
    return NULL;
}

/* The deps of one circle: from any node that is left, needed nodes lead into one. */
static Circle find_circle(Planner *planner)
{
    Circle circle = {0};
    Node *node = NULL, *start;

    for (size_t i = 0; i < planner->nodes.len && node == NULL; i++)
        if (planner->nodes.items[i]->waits_for > 0)
            node = planner->nodes.items[i];
    for (size_t i = 0; i < planner->nodes.len; i++) /* surely inside after so many steps */
        node = open_dep(node)->node;
    start = node;
    do {
        vec_push(&planner->scratch, &circle, open_dep(node));
        node = vec_last(&circle)->node;
    } while (node != start);
    return circle;
}

static bool report_circle(const Circle *circle, Errs *errs)
{
    Sb sb = sb_new(SB_LINE_MAX);

    for (size_t i = 0; i < circle->len; i++) {
        const Node *node = circle->items[i]->node;
        sb_printf(&sb, "%s%s of %.*s", i == 0 ? "" : " needs ", op_words(node->piece->op),
                  STR_ARG(node->object));
    }
    err_addf(errs, ERR_UNSUPPORTED, "changes need each other in a circle: %.*s needs the first",
             STR_ARG(sb_str(&sb)));
    err_hint(errs, "deploy one of them first, without the others");
    sb_free(&sb);
    return false;
}

/* Gives up the weakest tie of a circle. */
static bool break_circle(Planner *planner, Errs *errs)
{
    Circle circle = find_circle(planner);
    Dep *weakest = circle.items[0];

    for (size_t i = 1; i < circle.len; i++)
        if (circle.items[i]->kind < weakest->kind)
            weakest = circle.items[i];
    if (weakest->kind == DEP_HARD)
        return report_circle(&circle, errs);
    weakest->is_broken = true;
    return true;
}

/* A step's phase is the later of its own and those of the steps that it needs. */
static void pull_phases(const NodeVec *order)
{
    for (size_t i = 0; i < order->len; i++) {
        Node *node = order->items[i];
        for (size_t j = 0; j < node->deps.len; j++)
            if (!node->deps.items[j].is_broken && node->deps.items[j].node->phase > node->phase)
                node->phase = node->deps.items[j].node->phase;
    }
}

bool plan_order_nodes(Planner *planner, NodeVec *order, Errs *errs)
{
    for (;;) {
        sort(planner, order);
        if (order->len == planner->nodes.len)
            break;
        if (!break_circle(planner, errs))
            return false;
    }
    pull_phases(order);
    plan_apply_policy(planner, order);
    sort(planner, order);
    return true;
}
