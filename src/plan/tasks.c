/* Tasks: steps that change no structure, put among those that do. */
#include "base/hash.h"
#include "codec/json.h"
#include "codec/record.h"
#include "model/label.h"
#include "plan/node.h"

/* Places on the way of a phase, ascending; a task of a slot that structure has too comes before the
 * structure, but in contract: what a script there relies on is gone or changed by then. */
typedef struct Place {
    int phase, slot, side;
} Place;

static int compare(Place a, Place b)
{
    if (a.phase != b.phase)
        return a.phase - b.phase;
    return a.slot != b.slot ? a.slot - b.slot : a.side - b.side;
}

static Place place_of_task(const Step *task)
{
    return (Place){task->phase, task->slot, task->slot == SLOT_CONTRACT ? 1 : -1};
}

static Slot slot_of_phase(int phase)
{
    switch ((Phase)phase) {
    case PHASE_EXPAND:
        return SLOT_EXPAND;
    case PHASE_MIGRATE:
        return SLOT_MIGRATE;
    case PHASE_CONTRACT:
    case PHASE_COUNT:
        break;
    }
    return SLOT_CONTRACT;
}

/* Keys come last in expand; one that something else has to wait for counts as what waits for it. */
static Place *places_of_structure(Arena *scratch, const StepVec *steps)
{
    Place *places = ARENA_ARRAY(scratch, Place, steps->len + 1);
    bool only_keys = true;

    for (size_t i = steps->len; i-- > 0;) {
        const Step *step = steps->items[i];
        places[i] = (Place){step->phase, (int)slot_of_phase(step->phase), 0};
        if (step->phase != PHASE_EXPAND)
            continue;
        only_keys = only_keys && phase_rule((Op)step->op)->stage == STAGE_LINK;
        if (only_keys)
            places[i].slot = SLOT_KEYS;
    }
    return places;
}

/* From the whole of the content, as the kinds have their own. */
static Str id_of(Arena *arena, const Step *task)
{
    Arena scratch = {0};
    Sb sb = sb_new(SB_FILE_MAX);
    Str id;

    json_write(&sb, codec_record_write(&scratch, &task->rec));
    id = str_sub(hash_hex(arena, hash_of(sb_str(&sb))), 0, PLAN_STEP_ID_DIGITS);
    sb_free(&sb);
    arena_free(&scratch);
    return id;
}

/* ---- what a loop needs of the structure
 * ---------------------------------------------------------------------- */

/* Operations after which a table or column is there under the name that the package has for it. */
static const Op making_ops[] = {OP_CREATE_TABLE,        OP_RENAME_TABLE,   OP_MOVE_TABLE,
                                OP_RENAME_COLUMN,       OP_ADD_COLUMN,     OP_ADD_COLUMN_REWRITE,
                                OP_ADD_REQUIRED_COLUMN, OP_RECREATE_COLUMN};

static bool has_text(Str text, Str part)
{
    for (size_t i = 0; i + part.len <= text.len; i++)
        if (memcmp(text.ptr + i, part.ptr, part.len) == 0)
            return true;
    return false;
}

/* Whether the statement of a loop can't run before the node has. A column that it does not name is
 * none of its business; a name inside another one errs towards waiting. */
static bool loop_needs(const Step *task, const Node *node)
{
    const Record *desired = node_desired(node);

    if (!node_does_any(node, making_ops, sizeof making_ops / sizeof *making_ops))
        return false;
    return desired == NULL || desired->type != &column_type ||
           has_text(task->loop->batch, record_name(desired));
}

/* Whether a loop over this node's relation can't run before it. */
static bool is_needed(const Step *task, const Node *node)
{
    const Object *desired = node->home->group->desired;
    Arena scratch = {0};
    bool needed = task->loop != NULL && desired != NULL &&
                  str_eq(label_name(&scratch, desired->schema, desired->name), task->relation) &&
                  loop_needs(task, node);

    arena_free(&scratch);
    return needed;
}

bool plan_task_is_late(const Planner *planner, const Step *task)
{
    for (size_t i = 0; i < planner->nodes.len; i++) {
        const Node *node = planner->nodes.items[i];
        if (is_needed(task, node) && (node->phase == PHASE_CONTRACT || node->state != STEP_READY))
            return true;
    }
    return false;
}

static void add_need(Planner *planner, Step *task, const Node *node)
{
    Str id = planner->plan->steps.items[node->step]->id;

    if (!strs_has(&task->needs, id))
        vec_push(&planner->plan->arena, &task->needs, id);
    if ((int)node->phase > task->phase) {
        task->phase = (int)node->phase;
        task->slot = SLOT_CONTRACT;
    }
}

/* A loop over a table that this plan makes or renames comes after that, and is held with it. */
static void tie_to_structure(Planner *planner, Step *task)
{
    const Node *held = NULL;

    for (size_t i = 0; i < planner->nodes.len; i++) {
        const Node *node = planner->nodes.items[i];
        if (!is_needed(task, node))
            continue;
        add_need(planner, task, node);
        if (held == NULL && node->state != STEP_READY)
            held = node;
    }
    if (held == NULL || task->state != STEP_READY)
        return;
    task->state = STEP_HELD;
    task->why = arena_printf(&planner->plan->arena, "needs `%s` of %.*s, which is %s",
                             op_words(held->piece->op), STR_ARG(held->object),
                             step_state_names[held->state]);
}

/* ---- the tasks
 * -----------------------------------------------------------------------------------------------
 */

static Step *copy_task(Planner *planner, const Step *given)
{
    Arena *arena = &planner->plan->arena;
    Step *task = (Step *)record_copy(arena, &given->rec);

    task->id = id_of(arena, given);
    if (task->loop != NULL)
        tie_to_structure(planner, task);
    plan_apply_policy_to_task(&planner->policy, arena, task);
    return task;
}

/* Stable: tasks of one place keep the order in which they were given. */
static void sort(StepVec *tasks)
{
    for (size_t i = 1; i < tasks->len; i++) {
        Step *task = tasks->items[i];
        size_t at = i;
        for (; at > 0 && compare(place_of_task(tasks->items[at - 1]), place_of_task(task)) > 0;
             at--)
            tasks->items[at] = tasks->items[at - 1];
        tasks->items[at] = task;
    }
}

void plan_add_tasks(Planner *planner)
{
    Arena *arena = &planner->plan->arena;
    StepVec structure = planner->plan->steps, tasks = {0}, all = {0};
    const Place *places = places_of_structure(&planner->scratch, &structure);
    size_t next = 0;

    if (planner->input->tasks == NULL || planner->input->tasks->len == 0)
        return;
    for (size_t i = 0; i < planner->input->tasks->len; i++)
        vec_push(&planner->scratch, &tasks, copy_task(planner, planner->input->tasks->items[i]));
    sort(&tasks);
    for (size_t i = 0; i < structure.len; i++) {
        for (; next < tasks.len && compare(place_of_task(tasks.items[next]), places[i]) < 0; next++)
            vec_push(arena, &all, tasks.items[next]);
        vec_push(arena, &all, structure.items[i]);
    }
    for (; next < tasks.len; next++)
        vec_push(arena, &all, tasks.items[next]);
    planner->plan->steps = all;
}
