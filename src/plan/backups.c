/* What is kept of what goes, and what has to stay for what is kept. */
#include "base/hash.h"
#include "codec/json.h"
#include "codec/record.h"
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

/* `--allow all` takes nothing away for good: who wants that says DATA_LOSS. Who forbids it wants
 * nothing to go at all. */
static bool is_kept_by_allowing(const Policy *policy)
{
    return policy->allow_all && ((policy->allow | policy->forbid) & HAZ(DATA_LOSS)) == 0;
}

/* Of what nobody else wants to be kept, nothing is where nothing is there. */
static bool holds_nothing(const Planner *planner, const Node *node)
{
    const Object *live = node->home->group->live;
    const RelationSize *size = budget_size(planner->input->facts, live);

    return is_kept_by_allowing(&planner->policy) && planner->policy.drops != DROP_BACKUP &&
           node->contracts.len == 0 && node->piece->park->if_empty.len > 0 && size != NULL &&
           size->size_bytes == 0;
}

static bool is_wanted(const Planner *planner, const Node *node)
{
    const Policy *policy = &planner->policy;
    bool wanted =
        policy->drops == DROP_BACKUP || node->contracts.len > 0 || is_kept_by_allowing(policy);

    for (size_t i = 0; i < node->contracts.len; i++)
        wanted = wanted && !contract_keeps_nothing(node->contracts.items[i]);
    return wanted;
}

static bool is_copied(const Node *node)
{
    return node->piece->park != NULL && node->piece->park->kind == BACKUP_COPIED;
}

static bool is_whole_table(const Node *node)
{
    return node->piece->park != NULL && node->piece->park->kind == BACKUP_PARKED;
}

/* The node that keeps the table; NULL: none does. */
static Node *keeper_of(const Planner *planner, const Object *table)
{
    const NodeGroup *home = table == NULL ? NULL : plan_group_of(planner, table);

    for (size_t i = 0; home != NULL && i < home->nodes.len; i++) {
        Node *node = home->nodes.items[i];
        if (node->is_kept && is_whole_table(node))
            return node->kept_with != NULL ? node->kept_with : node;
    }
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

static void add_condition_of(Planner *planner, Node *keeper, const Node *part)
{
    for (size_t i = 0; i < part->contracts.len; i++) {
        bool known = false;
        for (size_t k = 0; k < keeper->contracts.len; k++)
            known = known || keeper->contracts.items[k] == part->contracts.items[i];
        if (!known)
            vec_push(&planner->scratch, &keeper->contracts, part->contracts.items[i]);
    }
    for (size_t i = 0; i < part->conditions.len; i++)
        vec_push(&planner->scratch, &keeper->conditions, part->conditions.items[i]);
    if (part->verdict > keeper->verdict)
        keeper->verdict = part->verdict;
}

/* What a part of the table was to be done after, it is done after: all of it goes at once. */
static void keep_part(Planner *planner, Node *part, Node *keeper)
{
    add_condition_of(planner, keeper, part);
    for (size_t i = 0; i < part->deps.len; i++) {
        Node *before = part->deps.items[i].node;
        if (before != keeper && before->kept_with != keeper)
            plan_add_edge(planner, keeper, before, part->deps.items[i].kind);
    }
    part->deps.len = 0;
    part->is_kept = true;
    part->is_empty = false;
    part->hazards = 0;
    absorb(planner, part, keeper);
}

/* The outermost first: what a part keeps along, the whole keeps. */
static void keep_parts(Planner *planner, Node *keeper)
{
    const PiecePark *park = keeper->piece->park;
    NodeVec parts = {0};

    for (size_t i = 0; i < park->along.len; i++) {
        const NodeGroup *home = plan_group_of(planner, park->along.items[i]);
        for (size_t k = 0; home != NULL && k < home->nodes.len; k++) {
            home->nodes.items[k]->kept_with = keeper;
            vec_push(&planner->scratch, &parts, home->nodes.items[k]);
        }
    }
    for (size_t i = 0; i < parts.len; i++)
        keep_part(planner, parts.items[i], keeper);
}

static bool is_outermost(const Planner *planner, const Node *node)
{
    for (size_t i = 0; i < planner->nodes.len; i++) {
        const Node *other = planner->nodes.items[i];
        if (other == node || !other->is_kept || !is_whole_table(other))
            continue;
        for (size_t k = 0; k < other->piece->park->along.len; k++)
            if (other->piece->park->along.items[k] == node->home->group->live)
                return false;
    }
    return true;
}

static Node *node_of_piece(const NodeGroup *home, const Piece *piece)
{
    for (size_t i = 0; i < home->nodes.len; i++)
        if (home->nodes.items[i]->piece == piece)
            return home->nodes.items[i];
    return NULL;
}

/* It is run under the conditions of what it prepares, and not before what that comes after. */
static void prepare(Planner *planner, Node *node, Node *kept)
{
    node->copies_for = kept;
    node->contracts.len = node->conditions.len = 0;
    for (size_t i = 0; i < kept->contracts.len; i++)
        vec_push(&planner->scratch, &node->contracts, kept->contracts.items[i]);
    for (size_t i = 0; i < kept->conditions.len; i++)
        vec_push(&planner->scratch, &node->conditions, kept->conditions.items[i]);
    node->verdict = kept->verdict;
    for (size_t i = 0; i < kept->deps.len; i++)
        if (kept->deps.items[i].node->piece->copies_for != kept->piece)
            plan_add_edge(planner, node, kept->deps.items[i].node, kept->deps.items[i].kind);
}

/* What copies values that are not to be kept is not run. */
static void choose_copies(Planner *planner)
{
    for (size_t i = 0; i < planner->nodes.len; i++) {
        Node *node = planner->nodes.items[i], *kept;
        if (node->piece->copies_for == NULL)
            continue;
        kept = node_of_piece(node->home, node->piece->copies_for);
        node->is_absorbed = kept == NULL || !kept->is_kept;
        if (!node->is_absorbed)
            prepare(planner, node, kept);
    }
}

/* Whether a node comes after another, by way of so many others at most: of a domain over the type,
 * of a row that has it inside. */
static bool comes_after(const Node *node, const Node *type, int depth)
{
    for (size_t i = 0; i < node->deps.len; i++)
        if (node->deps.items[i].node == type ||
            (depth > 0 && comes_after(node->deps.items[i].node, type, depth - 1)))
            return true;
    return false;
}

/* A type that is made anew takes no values away itself: the columns that change over do. Where they
 * can't, it stays as it is. */
static void take_hazards_behind(const Planner *planner, Node *type)
{
    enum { DEPTH = 3 };
    const HazardSet theirs = HAZ(DATA_LOSS) | HAZ(FAILS_ON_DATA) | HAZ(MAY_FAIL_ON_DATA);

    type->hazards &= ~theirs;
    for (size_t i = 0; i < planner->nodes.len; i++) {
        const Node *node = planner->nodes.items[i];
        if (node == type || !node_does(node, OP_NARROW_TYPE) || (node->hazards & theirs) == 0 ||
            !comes_after(node, type, DEPTH))
            continue;
        type->hazards |= node->hazards & theirs;
        type->bad_rows += node->bad_rows;
    }
}

/* What acts on a table that is kept goes in the same transaction as the table, and is written down
 * there. */
void plan_choose_backups(Planner *planner)
{
    for (size_t i = 0; i < planner->nodes.len; i++) {
        Node *node = planner->nodes.items[i];
        node->is_empty = node->piece->park != NULL && holds_nothing(planner, node);
        node->is_kept = node->piece->park != NULL && node->piece->park->place.len > 0 &&
                        !node->is_empty && is_wanted(planner, node);
        if (node->is_kept || node->is_empty)
            node->hazards &= ~HAZ(DATA_LOSS);
        if (node->is_kept && node->piece->park->empties != NULL)
            node->hazards &= ~(HAZ(FAILS_ON_DATA) | HAZ(MAY_FAIL_ON_DATA));
    }
    for (size_t i = 0; i < planner->nodes.len; i++)
        if (node_does(planner->nodes.items[i], OP_RECREATE_TYPE))
            take_hazards_behind(planner, planner->nodes.items[i]);
    choose_copies(planner);
    for (size_t i = 0; i < planner->nodes.len; i++) {
        Node *node = planner->nodes.items[i];
        if (node->is_kept && is_whole_table(node) && node->piece->park->along.len > 0 &&
            node->kept_with == NULL && is_outermost(planner, node))
            keep_parts(planner, node);
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

static void add_uses(Planner *planner, Arena *arena, const Object *table, StrVec *uses)
{
    const Model *live = planner->changes->live;

    for (size_t i = 0; i < live->edges.len; i++) {
        const Edge *edge = &live->edges.items[i];
        Str label;
        if (edge->from != table || edge->to == table || edge->is_soft ||
            edge->to->rec.type == &schema_type || edge->to->rec.type == &table_type ||
            moves_along(table, edge->to))
            continue;
        label = label_object(arena, edge->to);
        if (!strs_has(uses, label))
            vec_push(arena, uses, label);
    }
}

static StrVec uses_of(Planner *planner, Arena *arena, const Node *node)
{
    const PiecePark *park = node->piece->park;
    StrVec uses = {0};

    add_uses(planner, arena, node->home->group->live, &uses);
    for (size_t i = 0; i < park->along.len; i++)
        add_uses(planner, arena, park->along.items[i], &uses);
    return uses;
}

static Str content_of_column(Arena *arena, Str label, const Column *live)
{
    return arena_printf(arena, "%.*s\n%.*s", STR_ARG(label), STR_ARG(live->type));
}

/* What it was, for its id: of a copy the column alone, as its table may change until it is done. */
static Str content_of(Planner *planner, const Node *node)
{
    Arena *arena = &planner->plan->arena;
    const Object *live = node->home->group->live;

    if (!is_copied(node))
        return arena_printf(arena, "%.*s\n%.*s", STR_ARG(label_object(arena, live)),
                            STR_ARG(object_fingerprint(arena, live)));
    return content_of_column(arena, node->object, (const Column *)node->piece->change->live);
}

static Str id_of(Arena *arena, Str content, int number)
{
    enum { DIGITS = 12 };
    Str text = arena_printf(arena, "%.*s\n%d", STR_ARG(content), number);

    return str_sub(hash_hex(arena, hash_of(text)), 0, DIGITS);
}

/* Its id says which column of which type it is of. */
static bool is_of_column(const BackupRow *row, size_t known, const Table *table,
                         const Column *column)
{
    Arena scratch = {0};
    Str label = label_part(&scratch, &table->obj, &column->rec);
    Str content = content_of_column(&scratch, label, column);
    bool is = false;

    for (size_t number = 1; str_eq(label, row->object) && !is && number <= known; number++)
        is = str_eq(id_of(&scratch, content, (int)number), row->id);
    arena_free(&scratch);
    return is;
}

bool plan_backup_has_source(const BackupRow *row, size_t known, const Model *live)
{
    for (size_t i = 0; i < live->objects.len; i++) {
        const Table *table = (const Table *)live->objects.items[i];
        if (table->obj.rec.type != &table_type)
            continue;
        for (size_t k = 0; k < table->columns.len; k++)
            if (is_of_column(row, known, table, table->columns.items[k]))
                return true;
    }
    return false;
}

static bool is_under_way(const BackupRow *row)
{
    return row->state == BACKUP_COPYING || row->state == BACKUP_TAKING;
}

/* The same change of the same thing again is another backup; one that is being made goes on. */
static Str new_id(Planner *planner, const Node *node)
{
    Arena *arena = &planner->plan->arena;
    const BackupRows *known = planner->input->backups;
    Str content = content_of(planner, node), id;

    for (int number = 1;; number++) {
        bool taken = false;
        id = id_of(arena, content, number);
        for (size_t i = 0; known != NULL && i < known->len; i++)
            taken = taken || (str_eq(known->items[i]->id, id) && !is_under_way(known->items[i]));
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

static Str loop_text(Arena *arena, const StepLoop *loop)
{
    Arena scratch = {0};
    Sb sb = sb_new(SB_FILE_MAX);

    json_write(&sb, codec_record_write(&scratch, &loop->rec));
    arena_free(&scratch);
    return sb_finish(&sb, arena);
}

/* In the order of BackupText. */
static void put_copied(Planner *planner, BackupRow *backup, const Node *node)
{
    Arena *arena = &planner->plan->arena;
    const PiecePark *park = node->piece->park;

    vec_push(arena, &backup->statements,
             with_id(arena, loop_text(&planner->scratch, park->refill), backup->id));
    vec_push(arena, &backup->statements, with_id(arena, park->silence, backup->id));
    vec_push(arena, &backup->statements, with_id(arena, park->compare, backup->id));
}

static Str object_of(Arena *arena, const Node *node)
{
    Str given = node->piece->park->object;

    if (given.len > 0)
        return arena_str(arena, given);
    return is_whole_table(node) ? label_object(arena, node->home->group->live)
                                : arena_str(arena, node->object);
}

static BackupRow *row_of(Planner *planner, const Node *node)
{
    Arena *arena = &planner->plan->arena;
    const PiecePark *park = node->piece->park;
    BackupRow *backup = record_new(arena, &backup_row_type);

    backup->id = new_id(planner, node);
    backup->kind = park->kind;
    backup->product = planner->plan->product;
    backup->object = object_of(arena, node);
    backup->place = with_id(arena, park->place, backup->id);
    backup->retain_days = retain_days(node);
    if (node->contracts.len > 0)
        backup->contract = arena_str(arena, node->contracts.items[0]->name);
    put_texts(arena, &backup->statements, &park->restore, backup->id);
    put_texts(arena, &backup->finally, &park->finally, backup->id);
    if (is_whole_table(node))
        backup->uses = uses_of(planner, arena, node);
    else
        vec_push(arena, &backup->uses, label_object(arena, node->home->group->desired));
    if (is_copied(node))
        put_copied(planner, backup, node);
    return backup;
}

static void set_id_in(Arena *arena, Str *text, Str id)
{
    if (text->ptr != NULL)
        *text = with_id(arena, *text, id);
}

/* The step of a node that copies what another one takes away. */
static void set_copy(Planner *planner, Step *step, const Node *node)
{
    Arena *arena = &planner->plan->arena;
    BackupRow *backup = row_of(planner, node->copies_for);
    StrVec all = {0};

    put_texts(arena, &all, &step->statements, backup->id);
    step->statements = all;
    set_id_in(arena, &step->skip_if, backup->id);
    if (step->loop != NULL) {
        set_id_in(arena, &step->loop->id, backup->id);
        set_id_in(arena, &step->loop->batch, backup->id);
        set_id_in(arena, &step->loop->one, backup->id);
        set_id_in(arena, &step->loop->rest, backup->id);
    }
    if (node->piece->op != OP_BEGIN_BACKUP)
        return;
    backup->state = BACKUP_COPYING;
    backup->finally = (StrVec){0};
    put_texts(arena, &backup->finally, &node->copies_for->piece->park->discard, backup->id);
    step->backup = backup;
}

void plan_set_backup(Planner *planner, Step *step, const Node *node)
{
    Arena *arena = &planner->plan->arena;
    const PiecePark *park = node->piece->park;
    BackupRow *backup;
    StrVec all = {0};

    if (node->copies_for != NULL) {
        set_copy(planner, step, node);
        return;
    }
    backup = row_of(planner, node);
    put_texts(arena, &all, &park->before, backup->id);
    for (size_t i = 0; i + (size_t)park->replaces < step->statements.len; i++)
        vec_push(arena, &all, step->statements.items[i]);
    put_texts(arena, &all, &park->instead, backup->id);
    if (park->is_held) {
        step->release = arena_str(arena, park->release);
        vec_push(arena, &all, step->release);
    }
    step->statements = all;
    step->backup = backup;
    step->backup_finally = arena_str(arena, park->query_finally);
    if (park->empties != NULL) {
        step->probes.len = 0; /* nothing is in its way */
        vec_push(arena, &step->reasons, str_from(park->empties));
    }
    vec_push(arena, &step->reasons,
             arena_printf(arena, "its %s are kept in %.*s for %lld days: `anneal backups`",
                          is_whole_table(node) ? "rows" : "values", STR_ARG(backup->place),
                          (long long)backup->retain_days.value));
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
        if (!node->is_kept || node->state != STEP_READY || !is_whole_table(node))
            continue;
        uses = uses_of(planner, &planner->scratch, node);
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
