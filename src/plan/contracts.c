/* Contract files and conditions of elements: which nodes they are about. */
#include "model/definition.h"
#include "model/label.h"
#include "plan/node.h"

/* ---- names
 * -------------------------------------------------------------------------------------------------
 */

/* Whether a target of a contract means what has this label. The kind in front may be left out. */
static bool names(Str target, Str label, const char *word)
{
    size_t len = strlen(word);

    return str_eq(target, label) ||
           (str_starts(label, str_from(word)) && label.len > len && label.ptr[len] == ' ' &&
            str_eq(target, str_sub(label, len + 1, SIZE_MAX)));
}

static const char *const constraint_words[] = {"primary key", "unique", NULL};

static bool means_record(Arena *arena, Str target, const Object *object, const Record *rec)
{
    Str label = rec == &object->rec ? label_object(arena, object) : label_part(arena, object, rec);
    bool means = names(target, label, rec->type->word);

    for (const char *const *word = constraint_words; *word != NULL && !means; word++)
        means = names(target, label, *word);
    return means;
}

/* `shop.orders` -> `orders`: one package can be for engines with schemas and without. Not where the
 * first part is a table of this database: then the second is a column. */
static Str without_schema(const Planner *planner, Str target)
{
    const Engine *engine = planner->input->engine;
    Str rest = target, first;

    if ((engine->capabilities & CAP_SCHEMAS) != 0 || !str_cut(&rest, '.', &first) ||
        rest.len == 0 || model_find(planner->changes->live, REC_TABLE, STR_ABSENT, first) != NULL ||
        model_find(planner->changes->desired, REC_TABLE, STR_ABSENT, first) != NULL)
        return STR_ABSENT;
    return rest;
}

static bool means(Planner *planner, Str target, const Object *object, const Record *rec)
{
    Str bare = without_schema(planner, target);

    return means_record(&planner->scratch, target, object, rec) ||
           (bare.len > 0 && means_record(&planner->scratch, bare, object, rec));
}

/* ---- which nodes
 * ------------------------------------------------------------------------------------------------
 */

/* Several changes of a relation in one go: all of its group's. */
static bool is_whole(const Node *node)
{
    return node->piece->change == NULL;
}

/* Whether the node takes away, or with it, what this live record is. */
static bool is_drop_of(const Node *node, const Change *change)
{
    const ChangeGroup *group = node->home->group;

    if (change->kind != CHANGE_DROP || change->live == NULL)
        return false;
    if (&group->live->rec == change->live)
        return true; /* with it goes all that it has */
    return change->live->type == &column_type && plan_is_removal(node) &&
           (node->piece->change == change || is_whole(node));
}

const Object *plan_table_of(const Planner *planner, const Node *node)
{
    const ChangeGroup *group = node->home->group, *of;
    const Object *table = NULL;
    Arena scratch = {0};
    Str schema, name;

    if (group->desired == NULL && group->live != NULL &&
        type_is_definition(group->live->rec.type) &&
        ((const Definition *)group->live)->relation.len > 0)
        table = model_find(planner->changes->live, REC_TABLE, group->live->schema,
                           ((const Definition *)group->live)->relation);
    else if (node->piece->op == OP_UNPUBLISH_TABLE && node->piece->change != NULL &&
             node->piece->change->live != NULL &&
             label_split(&scratch, record_name(node->piece->change->live), &schema, &name))
        table = model_find(planner->changes->live, REC_TABLE, schema, name);
    of = table == NULL ? NULL : changes_group_of(planner->changes, table);
    arena_free(&scratch);
    return of != NULL && of->desired == NULL ? table : NULL;
}

static bool drops_target(Planner *planner, const Node *node, Str target)
{
    const ChangeGroup *group = node->home->group;
    const Object *table = plan_table_of(planner, node);
    bool drops = table != NULL && means(planner, target, table, &table->rec);

    for (size_t i = 0; group->live != NULL && i < group->changes.len && !drops; i++)
        drops = is_drop_of(node, group->changes.items[i]) &&
                means(planner, target, group->live, group->changes.items[i]->live);
    return drops;
}

/* The side that goes is known by the name that stays: `shop.customer.name@old`. */
static bool ends_old_side(Planner *planner, const Node *node, Str target)
{
    const Change *change = node->piece->change;
    const Object *object = node->home->group->desired;
    Str name = str_sub(target, 0, target.len - strlen("@old"));

    return str_ends(target, STR("@old")) && change != NULL && change->kind == CHANGE_RENAME &&
           object != NULL && means(planner, name, object, change->desired);
}

static bool is_about(Planner *planner, const Node *node, const Change *change, Str target)
{
    const ChangeGroup *group = node->home->group;

    if (node->piece->change != change && !is_whole(node))
        return false;
    return (group->live != NULL && change->live != NULL &&
            means(planner, target, group->live, change->live)) ||
           (group->desired != NULL && change->desired != NULL &&
            means(planner, target, group->desired, change->desired));
}

static bool changes_target(Planner *planner, const Node *node, Str target)
{
    const ChangeGroup *group = node->home->group;
    bool found;

    if (node->phase != PHASE_CONTRACT || node->is_new)
        return false;
    found = ends_old_side(planner, node, target);
    for (size_t i = 0; i < group->changes.len && !found; i++)
        found = is_about(planner, node, group->changes.items[i], target);
    return found;
}

static bool is_of_contract(Planner *planner, const Node *node, const Contract *contract)
{
    bool is = false;

    for (size_t i = 0; i < contract->drop.len && !is; i++)
        is = drops_target(planner, node, contract->drop.items[i]);
    for (size_t i = 0; i < contract->change.len && !is; i++)
        is = changes_target(planner, node, contract->change.items[i]);
    return is;
}

/* ---- conditions
 * ------------------------------------------------------------------------------------------------
 */

static void add_condition(Planner *planner, Node *node, const Condition *condition)
{
    ConditionVerdict verdict;

    for (size_t i = 0; i < node->conditions.len; i++)
        if (node->conditions.items[i] == condition)
            return;
    vec_push(&planner->scratch, &node->conditions, condition);
    verdict = condition_judge(condition, planner->input->facts, &planner->scratch, NULL);
    if (verdict > node->verdict)
        node->verdict = verdict;
}

static void add_gate(Planner *planner, Node *node, const Object *object, const Record *rec)
{
    const Condition *gate;

    if (object == NULL || rec == NULL)
        return;
    gate = map_get(planner->input->gates, rec == &object->rec
                                              ? label_object(&planner->scratch, object)
                                              : label_part(&planner->scratch, object, rec));
    if (gate != NULL)
        add_condition(planner, node, gate);
}

/* Of a new object all its parts count, as they come with it. */
static void add_parts_gates(Planner *planner, Node *node, const Object *object)
{
    const RecordType *type = object->rec.type;

    for (const Field *f = type->fields; f < type->fields + type->count; f++) {
        const void *list =
            f->kind == F_LIST && f->differs == D_CHILDREN ? record_at(&object->rec, f) : NULL;
        for (size_t i = 0; list != NULL && i < list_len(list); i++)
            add_gate(planner, node, object, list_get(list, i));
    }
}

/* What was left out, as its condition is false, goes while that is so; what is declared comes, and
 * changes, unless it is. */
static void add_gates(Planner *planner, Node *node)
{
    const ChangeGroup *group = node->home->group;

    if (planner->input->gates == NULL || planner->input->gates->len == 0)
        return;
    add_gate(planner, node, group->desired != NULL ? group->desired : group->live,
             group->desired != NULL ? &group->desired->rec : &group->live->rec);
    if (group->live == NULL && group->desired != NULL)
        add_parts_gates(planner, node, group->desired);
    for (size_t i = 0; i < group->changes.len; i++) {
        const Change *change = group->changes.items[i];
        if (node->piece->change != change && !is_whole(node))
            continue;
        if (change->desired != NULL)
            add_gate(planner, node, group->desired, change->desired);
        else
            add_gate(planner, node, group->live, change->live);
    }
}

static void add_contract(Planner *planner, Node *node, const Contract *contract)
{
    vec_push(&planner->scratch, &node->contracts, contract);
    for (size_t i = 0; i < contract->conditions.len; i++)
        add_condition(planner, node, contract->conditions.items[i]);
}

/* ---- what they require
 * ------------------------------------------------------------------------------------------------
 */

static bool has_contract(const Node *node, Str name)
{
    for (size_t i = 0; i < node->contracts.len; i++)
        if (str_eq(node->contracts.items[i]->name, name))
            return true;
    return false;
}

/* A contract is done when nothing of it is left to do. */
static void add_required(Planner *planner, Node *node)
{
    for (size_t c = 0; c < node->contracts.len; c++) {
        const StrVec *requires = &node->contracts.items[c]->requires;
        for (size_t r = 0; r < requires->len; r++)
            for (size_t i = 0; i < planner->nodes.len; i++)
                if (has_contract(planner->nodes.items[i], requires->items[r]) &&
                    !has_contract(planner->nodes.items[i], node->contracts.items[c]->name))
                    plan_add_edge(planner, node, planner->nodes.items[i], DEP_HARD);
    }
}

static bool is_task(Arena *scratch, const Step *task, Str required)
{
    Str rest = required, word;

    (void)str_cut(&rest, ' ', &word);
    if (str_is(word, "backfill"))
        return str_starts(task->object, arena_printf(scratch, "%.*s of ", STR_ARG(required)));
    for (size_t i = 0;
         str_is(word, "script") && task->scripts != NULL && i < task->scripts->list.len; i++)
        if (str_eq(task->scripts->list.items[i]->path, rest))
            return true;
    return false;
}

bool plan_contract_requires(const Node *node, const Step *task)
{
    Arena scratch = {0};
    bool found = false;

    for (size_t c = 0; c < node->contracts.len; c++)
        for (size_t r = 0; r < node->contracts.items[c]->requires.len && !found; r++)
            found = is_task(&scratch, task, node->contracts.items[c]->requires.items[r]);
    arena_free(&scratch);
    return found;
}

/* ---- the whole
 * -------------------------------------------------------------------------------------------------
 */

HazardSet plan_contract_releases(const Node *node)
{
    HazardSet released = 0;

    for (size_t i = 0; i < node->contracts.len; i++) {
        released |= HAZ(BREAKS_OLD_APP) | HAZ(BEHAVIOUR_CHANGE) | HAZ(INDEX_LOST);
        if (contract_keeps_nothing(node->contracts.items[i]))
            released |= HAZ(DATA_LOSS);
    }
    return released;
}

bool plan_same_conditions(const Node *a, const Node *b)
{
    bool same = a->contracts.len == b->contracts.len && a->conditions.len == b->conditions.len;

    for (size_t i = 0; same && i < a->contracts.len; i++)
        same = a->contracts.items[i] == b->contracts.items[i];
    for (size_t i = 0; same && i < a->conditions.len; i++)
        same = a->conditions.items[i] == b->conditions.items[i];
    return same;
}

/* `shop.orders.total` of each removal that no contract names. */
static size_t open_removals(Planner *planner, const char **names_of)
{
    size_t count = 0;

    for (size_t i = 0; i < planner->nodes.len; i++) {
        const Node *node = planner->nodes.items[i];
        const Change *change = node->piece->change;
        if (change != NULL && change->live != NULL && node->contracts.len == 0 &&
            plan_is_removal(node))
            names_of[count++] =
                str_sub(node->object, strlen(change->live->type->word) + 1, SIZE_MAX).ptr;
    }
    return count;
}

static bool is_letter(char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* Two letters swapped, one wrong, one too many or one too few: digits tell things apart. */
static bool is_one_slip(Str a, Str b)
{
    size_t at = 0, end = 0;

    if (a.len > b.len)
        return is_one_slip(b, a);
    while (at < a.len && a.ptr[at] == b.ptr[at])
        at++;
    while (end < a.len - at && a.ptr[a.len - 1 - end] == b.ptr[b.len - 1 - end])
        end++;
    if (b.len == a.len + 1)
        return at + end == a.len && is_letter(b.ptr[at]);
    if (b.len != a.len || at == a.len)
        return false;
    if (at + end + 1 == a.len)
        return is_letter(a.ptr[at]) && is_letter(b.ptr[at]);
    return at + end + 2 == a.len && a.ptr[at] == b.ptr[at + 1] && a.ptr[at + 1] == b.ptr[at];
}

/* Whether the registry knows it as gone. */
static bool was_kept(const Planner *planner, Str target)
{
    const BackupRows *rows = planner->input->backups;

    for (size_t i = 0; rows != NULL && i < rows->len; i++)
        if (str_eq(rows->items[i]->object, target) || str_ends(rows->items[i]->object, target))
            return true;
    return false;
}

/* A name that leads nowhere may be of what is gone already, here or in a database that never had
 * it. Where it is one slip from something that is about to go, it was meant to guard that. */
static bool check_target(Planner *planner, const Contract *contract, Str target, Errs *errs)
{
    const char **names_of = ARENA_ARRAY(&planner->scratch, const char *, planner->nodes.len + 1);
    size_t count = was_kept(planner, target) ? 0 : open_removals(planner, names_of);
    Str bare = without_schema(planner, target);

    for (size_t i = 0; i < count; i++) {
        Str other = str_from(names_of[i]);
        if (!is_one_slip(target, other) && !(bare.len > 0 && is_one_slip(bare, other)))
            continue;
        (void)err_at(errs, ERR_REFERENCE, record_key_loc(&planner->scratch, &contract->rec, "Drop"),
                     NULL, "contract \"%.*s\" drops \"%.*s\", which is not there, while %s goes",
                     STR_ARG(contract->name), STR_ARG(target), names_of[i]);
        return err_hint(errs, "did you mean \"%s\"?", names_of[i]);
    }
    return true;
}

static bool is_matched(Planner *planner, Str target)
{
    for (size_t i = 0; i < planner->nodes.len; i++)
        if (drops_target(planner, planner->nodes.items[i], target))
            return true;
    return false;
}

bool plan_add_contracts(Planner *planner, Errs *errs)
{
    const ContractVec *list = planner->input->contracts;
    bool ok = true;

    for (size_t i = 0; i < planner->nodes.len; i++) {
        Node *node = planner->nodes.items[i];
        add_gates(planner, node);
        for (size_t c = 0; list != NULL && c < list->len; c++)
            if (is_of_contract(planner, node, list->items[c]))
                add_contract(planner, node, list->items[c]);
    }
    for (size_t i = 0; i < planner->nodes.len; i++)
        add_required(planner, planner->nodes.items[i]);
    for (size_t c = 0; list != NULL && c < list->len; c++)
        for (size_t i = 0; i < list->items[c]->drop.len; i++)
            ok = (is_matched(planner, list->items[c]->drop.items[i]) ||
                  check_target(planner, list->items[c], list->items[c]->drop.items[i], errs)) &&
                 ok;
    return ok;
}
