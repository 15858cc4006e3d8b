/* What is kept of what goes, and what has to stay for what is kept. */
#include "base/hash.h"
#include "model/label.h"
#include "plan/node.h"

/* The longest that a contract says. */
static OptInt retain_days(const Node *node)
{
    OptInt days = {true, 0};

    for (size_t i = 0; i < node->contracts.len; i++)
        if (contract_retain_days(node->contracts.items[i]) > days.value)
            days.value = contract_retain_days(node->contracts.items[i]);
    if (days.value == 0)
        days.value = RETAIN_DAYS_DEFAULT;
    return days;
}

static bool is_wanted(const Planner *planner, const Node *node)
{
    bool wanted = planner->policy.drops == DROP_BACKUP || node->contracts.len > 0;

    for (size_t i = 0; i < node->contracts.len; i++)
        wanted = wanted && !contract_keeps_nothing(node->contracts.items[i]);
    return wanted;
}

/* The node that keeps the table; NULL: none does. */
static Node *keeper_of(const Planner *planner, const Object *table)
{
    const NodeGroup *home = table == NULL ? NULL : plan_group_of(planner, table);

    for (size_t i = 0; home != NULL && i < home->nodes.len; i++)
        if (home->nodes.items[i]->is_kept)
            return home->nodes.items[i];
    return NULL;
}

/* What comes after it comes after the step that does it now. */
static void absorb(Planner *planner, Node *node, Node *keeper)
{
    node->is_absorbed = true;
    for (size_t i = 0; i < planner->nodes.len; i++) {
        Node *other = planner->nodes.items[i];
        for (size_t j = 0; j < other->deps.len && other != keeper; j++)
            if (other->deps.items[j].node == node) {
                plan_add_edge(planner, other, keeper, DEP_HARD);
                break;
            }
    }
}

/* What acts on a table that is kept goes in the same transaction as the table, and is written down
 * there. */
void plan_choose_backups(Planner *planner)
{
    for (size_t i = 0; i < planner->nodes.len; i++) {
        Node *node = planner->nodes.items[i];
        node->is_kept = node->piece->park != NULL && is_wanted(planner, node);
        if (node->is_kept)
            node->hazards &= ~HAZ(DATA_LOSS);
    }
    for (size_t i = 0; i < planner->nodes.len; i++) {
        Node *node = planner->nodes.items[i];
        Node *keeper = keeper_of(planner, plan_table_of(planner, node));
        if (keeper != NULL)
            absorb(planner, node, keeper);
    }
}

/* A sequence that belongs to a column goes where its table goes. */
static bool moves_along(const Object *table, const Object *sequence)
{
    Arena scratch = {0};
    Str owner = sparse_str(&sequence->rec, FIELD_SEQUENCE_OWNED_BY);
    bool moves =
        sequence->rec.type == &sequence_type && str_eq(sequence->schema, table->schema) &&
        str_starts(owner, arena_printf(&scratch, "%.*s.",
                                       STR_ARG(label_name(&scratch, STR_ABSENT, table->name))));

    arena_free(&scratch);
    return moves;
}

static StrVec uses_of(Planner *planner, Arena *arena, const Object *table)
{
    const Model *live = planner->changes->live;
    StrVec uses = {0};

    for (size_t i = 0; i < live->edges.len; i++) {
        const Edge *edge = &live->edges.items[i];
        Str label;
        if (edge->from != table || edge->to == table || edge->is_soft ||
            edge->to->rec.type == &schema_type || edge->to->rec.type == &table_type ||
            moves_along(table, edge->to))
            continue;
        label = label_object(arena, edge->to);
        if (!strs_has(&uses, label))
            vec_push(arena, &uses, label);
    }
    return uses;
}

/* The same change of the same thing again is another backup. */
static Str new_id(Planner *planner, const Node *node)
{
    enum { DIGITS = 12 };
    Arena *arena = &planner->plan->arena;
    const BackupRows *known = planner->input->backups;
    const Object *live = node->home->group->live;
    Str id;

    for (int number = 1;; number++) {
        bool taken = false;
        id = arena_printf(arena, "%.*s\n%.*s\n%d", STR_ARG(label_object(arena, live)),
                          STR_ARG(object_fingerprint(arena, live)), number);
        id = str_sub(hash_hex(arena, hash_of(id)), 0, DIGITS);
        for (size_t i = 0; known != NULL && i < known->len; i++)
            taken = taken || str_eq(known->items[i]->id, id);
        if (!taken)
            return id;
    }
}

static Str with_id(Arena *arena, Str text, Str id)
{
    Sb sb = sb_new(SB_FILE_MAX);

    for (size_t i = 0; i < text.len;) {
        if (str_starts(str_sub(text, i, SIZE_MAX), STR(BACKUP_ID))) {
            sb_put(&sb, id);
            i += strlen(BACKUP_ID);
        } else {
            sb_putc(&sb, text.ptr[i++]);
        }
    }
    return sb_finish(&sb, arena);
}

static void put_texts(Arena *arena, StrVec *to, const StrVec *from, Str id)
{
    for (size_t i = 0; i < from->len; i++)
        vec_push(arena, to, with_id(arena, from->items[i], id));
}

void plan_set_backup(Planner *planner, Step *step, const Node *node)
{
    Arena *arena = &planner->plan->arena;
    const PiecePark *park = node->piece->park;
    const Object *live = node->home->group->live;
    BackupRow *backup = record_new(arena, &backup_row_type);
    StrVec all = {0};

    backup->id = new_id(planner, node);
    backup->product = planner->plan->product;
    backup->object = label_object(arena, live);
    backup->place = with_id(arena, park->place, backup->id);
    backup->retain_days = retain_days(node);
    if (node->contracts.len > 0)
        backup->contract = arena_str(arena, node->contracts.items[0]->name);
    put_texts(arena, &backup->statements, &park->restore, backup->id);
    put_texts(arena, &backup->finally, &park->finally, backup->id);
    backup->uses = uses_of(planner, arena, live);
    put_texts(arena, &all, &park->before, backup->id);
    for (size_t i = 0; i + park->replaces < step->statements.len; i++)
        vec_push(arena, &all, step->statements.items[i]);
    put_texts(arena, &all, &park->instead, backup->id);
    step->statements = all;
    step->backup = backup;
    step->backup_finally = arena_str(arena, park->query_finally);
    vec_push(arena, &step->reasons,
             arena_printf(arena, "its rows are kept in %.*s for %lld days: `anneal backups`",
                          STR_ARG(backup->place), (long long)backup->retain_days.value));
}

/* ---- what has to stay
 * ------------------------------------------------------------------------------------------------
 */

static bool is_used_by_kept(const BackupRows *rows, Str label, Str *by)
{
    for (size_t i = 0; rows != NULL && i < rows->len; i++)
        if (rows->items[i]->state == BACKUP_KEPT && strs_has(&rows->items[i]->uses, label)) {
            *by = rows->items[i]->object;
            return true;
        }
    return false;
}

/* Of this very plan: `order` is that in which it runs, and policy has come this far. */
static bool is_used_by_node(Planner *planner, const NodeVec *order, size_t to, Str label, Str *by)
{
    for (size_t i = 0; i < to; i++) {
        const Node *node = order->items[i];
        StrVec uses;
        if (!node->is_kept || node->state != STEP_READY)
            continue;
        uses = uses_of(planner, &planner->scratch, node->home->group->live);
        if (strs_has(&uses, label)) {
            *by = node->object;
            return true;
        }
    }
    return false;
}

void plan_keep_for_backups(Planner *planner, const NodeVec *order, size_t at)
{
    Node *node = order->items[at];
    const ChangeGroup *group = node->home->group;
    Str by = STR_ABSENT, label;
    Condition *condition;

    if (group->desired != NULL || group->live == NULL || group->live->rec.type == &table_type)
        return;
    label = label_object(&planner->scratch, group->live);
    if (!is_used_by_kept(planner->input->backups, label, &by) &&
        !is_used_by_node(planner, order, at, label, &by))
        return;
    condition = record_new(&planner->scratch, &condition_type);
    condition->of = label;
    condition->key = arena_printf(&planner->scratch, "the backup of %.*s", STR_ARG(by));
    vec_push(&planner->scratch, &node->conditions, condition);
    if (node->verdict == CONDITION_HOLDS)
        node->verdict = CONDITION_WAITS;
}
