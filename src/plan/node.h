/* Nodes: pieces on their way to steps, with all that the planner knows of each. Inside plan only.
 */
#ifndef ANNEAL_PLAN_NODE_H
#define ANNEAL_PLAN_NODE_H

#include "plan/phases.h"
#include "plan/plan_build.h"

/* Why one node comes after another, weakest first: what gives way in a circle. */
typedef enum DepKind {
    DEP_BODY,  /* a name in a body, which the server looks up when it runs */
    DEP_GUESS, /* a bare name in a text, which may be anything */
    DEP_SOFT,  /* a name in a text */
    DEP_KEY,   /* a foreign key: the tables can be made without it */
    DEP_HARD
} DepKind;

typedef struct Node Node;
typedef struct NodeGroup NodeGroup;

typedef struct Dep {
    Node *node;
    DepKind kind;
    bool is_broken;
} Dep;

struct Node {
    const Piece *piece;
    const NodeGroup *home;
    const LockRule *rule;
    size_t seq;   /* in the order of groups and their recipes */
    bool is_new;  /* of a relation that this plan creates */
    Str relation; /* label_name */
    Str object;   /* label_object or label_part */
    Phase phase;
    Stage stage;
    HazardSet hazards;
    OptInt estimate_ms; /* under its locks */
    int64_t bad_rows;   /* that its probes found */
    VEC(Dep) deps;

    StepState state;
    HazardSet holding;   /* own hazards that hold or forbid it */
    bool is_drop_held;   /* by Policy.drops, whatever its hazards */
    HazardSet release;   /* the same with those of what it needs */
    const Node *held_by; /* the nearest needed node that doesn't run; NULL: none */
    const Step *pending; /* removals: a task of an earlier phase that doesn't run; NULL: none */
    VEC(const Contract *) contracts;
    VEC(const Condition *) conditions; /* those of the contracts, and of elements with their own */
    ConditionVerdict verdict;          /* the worst of them */
    bool is_kept;                      /* what it takes away is kept as a backup */
    bool is_empty;                     /* there is nothing to keep: its step makes sure of that */
    Node *copies_for;                  /* a node that is kept, and that it prepares; or NULL */
    bool is_absorbed;                  /* the step of a table that is kept does it, too */
    Node *kept_with; /* that one, where it is about a part of that table; or NULL */

    size_t waits_for; /* graph: needed nodes that are not out yet */
    VEC(Node *) followers;
    size_t step; /* merge: index of its step */
};

typedef VEC(Node *) NodeVec;

/* The nodes of one ChangeGroup. */
struct NodeGroup {
    const ChangeGroup *group;
    NodeVec nodes;
};

enum { PLAN_STEP_ID_DIGITS = 12 };

typedef struct Planner {
    const PlanInput *input;
    const Changes *changes; /* of the input, less what policy leaves out */
    Policy policy;          /* with defaults filled in */
    Arena scratch;          /* dies with plan_build */
    NodeVec nodes;
    VEC(NodeGroup *) groups;
    Map by_live;    /* label_object of live -> NodeGroup */
    Map by_desired; /* label_object of desired -> NodeGroup */
    Plan *plan;
} Planner;

/* Whether a piece does `op`, itself or in the same go. */
bool node_does(const Node *node, Op op);
bool node_does_any(const Node *node, const Op *ops, size_t count);
#define NODE_DOES_ANY(node, ...) \
    node_does_any((node), (const Op[]){__VA_ARGS__}, sizeof((const Op[]){__VA_ARGS__}) / sizeof(Op))

/* Whether it only says something about what is there: a comment, its owner, rights on it. */
bool node_says_only(const Node *node);
/* build.c: appends copies. */
void plan_copy_texts(Arena *arena, StrVec *to, const StrVec *from);
/* The desired record that a node makes, changes or comments on; NULL: it takes something away. */
const Record *node_desired(const Node *node);
/* Whether it makes, changes or drops an index or key. Foreign keys that it lets go and puts back
 * are of other tables, or stand on that key. */
bool node_is_of_index(const Node *node);
/* nodes.c: the recipes' pieces as nodes. */
bool plan_make_nodes(Planner *planner, Errs *errs);
/* cost.c: estimate and hazards of a node. */
void plan_rate_node(const Planner *planner, Node *node);
/* edges.c, edges_definition.c, edges_drop.c, edges_names.c: what comes after what. */
void plan_add_edges(Planner *planner);
void plan_add_drop_edges(Planner *planner);
void plan_add_family_edges(Planner *planner);
void plan_add_definition_edges(Planner *planner);
void plan_add_name_edges(Planner *planner);
void plan_add_edge(Planner *planner, Node *after, Node *before, DepKind kind);
NodeGroup *plan_group_of(const Planner *planner, const Object *object);
/* The piece that renames a group's object: its own, or that of a swap or chain in another group.
 * NULL: none. */
Node *plan_renamer_of(const Planner *planner, const NodeGroup *home);
/* mentions.c: whether a record uses a column of its own table. */
bool plan_mentions_column(Arena *scratch, const Record *rec, Str column);
/* policy.c: whether it takes an object or a column away, alone or among other things. */
bool plan_is_removal(const Node *node);
/* policy.c: state and why, when the nodes are in an order in which needed ones come first. */
void plan_apply_policy(Planner *planner, const NodeVec *order);
/* contracts.c: the contracts and conditions of each node, and what they require. */
bool plan_add_contracts(Planner *planner, Errs *errs);
/* backups.c: which removals keep what they take away; after the contracts are known. */
void plan_choose_backups(Planner *planner);
/* The step of such a node: what it runs, and what is written down. */
void plan_set_backup(Planner *planner, Step *step, const Node *node);
/* The node at that place of the order waits where a backup uses what it drops. */
void plan_keep_for_backups(Planner *planner, const NodeVec *order, size_t at);
/* Whether a task is one that a contract of the node requires. */
bool plan_contract_requires(const Node *node, const Step *task);
/* Hazards that the node's contracts release, as their conditions hold. */
HazardSet plan_contract_releases(const Node *node);
/* The table that goes, too, and that this removal of a trigger or rule is on, or that leaves a
 * publication by it; NULL: none. */
const Object *plan_table_of(const Planner *planner, const Node *node);
bool plan_same_conditions(const Node *a, const Node *b);
/* Why the nodes of one step don't run; absent where they do. */
Str plan_why(const Planner *planner, Arena *arena, const NodeVec *nodes);
/* graph.c: the order; false with an error that names a circle. Sets phase and state on the way. */
bool plan_order_nodes(Planner *planner, NodeVec *order, Errs *errs);
/* merge.c: the steps, in order, with groups and ids. */
void plan_make_steps(Planner *planner, const NodeVec *order);
/* tasks.c: those of the input, in their places. */
void plan_add_tasks(Planner *planner);
/* Whether a task can't run in its phase, as it needs what comes in contract or doesn't run; asked
 * when the nodes before contract have their states. */
bool plan_task_is_late(const Planner *planner, const Step *task);
/* policy.c: state and why of a task, by its own hazards. */
void plan_apply_policy_to_task(const Policy *policy, Arena *arena, Step *task);
/* touched.c: fingerprints and rounded facts. */
void plan_add_touched(Planner *planner);
void plan_add_facts(Planner *planner);

#endif
