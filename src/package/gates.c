/* ShouldApplyExpressions: elements that are declared only where a condition says so. */
#include "model/label.h"
#include "package/state.h"

const Map *package_gates(const Package *package)
{
    return &package->gates;
}

const ConditionVec *package_folder_gates(const Package *package)
{
    return &package->folder_gates;
}

const ConditionVec *package_gate_list(const Package *package)
{
    return &package->gate_list;
}

static AnswerValue answer_to(const Load *load, Str query)
{
    const ConditionAnswer *answer =
        load->target->answers == NULL ? NULL : facts_answer(load->target->answers, query);

    return answer == NULL ? ANSWER_NONE : answer->value;
}

/* Whether the element stays, by its own condition. NULL is no reason to leave it out: so it is in
 * SchemaSmith. What can't be asked leaves nothing out either: what is there would be taken away. */
static bool keep(Load *load, const Record *rec, Str label)
{
    Arena *arena = &load->package->arena;
    Str query = sparse_str(rec, FIELD_SHOULD_APPLY);
    bool is_out = answer_to(load, query) == ANSWER_FALSE;
    Condition *condition;
    Loc loc;

    if (str_trim(query).len == 0)
        return true;
    loc = record_key_loc(arena, rec, "ShouldApplyExpression");
    condition = record_new(arena, &condition_type);
    condition->of = label;
    condition->key = STR("ShouldApplyExpression");
    condition->query = query;
    condition->want = is_out ? WANT_FALSE : WANT_NOT_FALSE;
    condition->file = str_from(loc.file);
    condition->line = (OptInt){true, loc.line};
    /* Of variants under one name the one that applies is the one that counts. */
    if (!is_out || map_get(&load->package->gates, label) == NULL)
        (void)map_put(arena, &load->package->gates, label, condition);
    vec_push(arena, &load->package->gate_list, condition);
    return !is_out;
}

bool pkg_is_variant(const Load *load, const Record *a, const Record *b)
{
    return load->target->answers == NULL && str_trim(sparse_str(a, FIELD_SHOULD_APPLY)).len > 0 &&
           str_trim(sparse_str(b, FIELD_SHOULD_APPLY)).len > 0 &&
           str_eq(record_name(a), record_name(b));
}

static bool has_variant(const Load *load, const void *list, const Record *item)
{
    for (size_t i = 0; i < list_len(list); i++)
        if (pkg_is_variant(load, list_get(list, i), item))
            return true;
    return false;
}

static void filter_list(Load *load, const Object *object, void *at)
{
    StrVec all;

    memcpy(&all, at, sizeof all); /* every VEC has this shape */
    memset(at, 0, sizeof all);
    for (size_t i = 0; i < all.len; i++) {
        Record *item = list_get(&all, i);
        if (keep(load, item, label_part(&load->package->arena, object, item)) &&
            !has_variant(load, at, item))
            list_push(&load->desired->arena, at, item);
    }
}

bool pkg_apply_gates(Load *load, Object *object)
{
    const RecordType *type = object->rec.type;

    if (record_type_find_id(type, FIELD_SHOULD_APPLY) == NULL)
        return true;
    if (!keep(load, &object->rec, label_object(&load->package->arena, object)))
        return false;
    for (const Field *f = type->fields; f < type->fields + type->count; f++)
        if (f->kind == F_LIST && f->differs == D_CHILDREN &&
            list_len(record_at(&object->rec, f)) > 0)
            filter_list(load, object, record_put(&load->desired->arena, &object->rec, f));
    return true;
}
