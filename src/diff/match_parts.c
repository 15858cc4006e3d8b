/* Partners by content: parts that have no name on one side. */
#include "base/sb.h"
#include "diff/matching.h"
#include "diff/tokens.h"
#include "model/temporary.h"

/* Below it two checks are taken for different ones. */
enum { LIKENESS_MIN = 50 };

static bool is_open(const Item *live, const Item *desired)
{
    return live->partner == NULL && desired->partner == NULL;
}

/* What a recipe has left is nothing for a name to be kept from. */
static bool is_unnamed_on_a_side(const Item *live, const Item *desired)
{
    return live->key.ptr == NULL || (desired->key.ptr == NULL && !name_is_temporary(live->key));
}

static void set_partners(Item *live, Item *desired)
{
    live->partner = desired;
    desired->partner = live;
    desired->is_renamed = desired->key.ptr != NULL && live->key.ptr != NULL;
}

/* A table has one primary key, so two of them are the same whatever their names. */
static void match_primary_keys(Items *live, Items *desired)
{
    for (size_t i = 0; i < desired->len; i++) {
        const Record *rec = desired->items[i].rec;
        if (rec->type != &index_type || !((const Index *)rec)->is_primary)
            continue;
        for (size_t j = 0; j < live->len; j++)
            if (is_open(&live->items[j], &desired->items[i]) &&
                ((const Index *)live->items[j].rec)->is_primary)
                set_partners(&live->items[j], &desired->items[i]);
    }
}

/* Parts of one index of a parent table are the same, whatever their names. */
static void match_attached(Items *live, Items *desired)
{
    for (size_t i = 0; i < desired->len; i++) {
        const Record *rec = desired->items[i].rec;
        Str of = rec->type == &index_type ? sparse_str(rec, FIELD_INDEX_ATTACHED_TO) : STR_ABSENT;
        for (size_t j = 0; j < live->len && of.len > 0; j++)
            if (is_open(&live->items[j], &desired->items[i]) &&
                str_eq(of, sparse_str(live->items[j].rec, FIELD_INDEX_ATTACHED_TO)))
                set_partners(&live->items[j], &desired->items[i]);
    }
}

/* The live part of an index of a parent table; NULL. */
static Item *attached_to(Items *live, Str of)
{
    for (size_t i = 0; i < live->len; i++)
        if (live->items[i].partner == NULL &&
            str_eq(of, sparse_str(live->items[i].rec, FIELD_INDEX_ATTACHED_TO)))
            return &live->items[i];
    return NULL;
}

/* The desired one whose name the live one has; NULL. */
static Item *named_like(Items *desired, const Item *live)
{
    for (size_t i = 0; i < desired->len; i++)
        if (desired->items[i].partner == NULL && str_eq(desired->items[i].key, live->key))
            return &desired->items[i];
    return NULL;
}

void match_swapped_parts(Matcher *matcher, const CarriedScope *scope, Items *live, Items *desired)
{
    for (size_t i = 0; i < desired->len; i++) {
        Item *item = &desired->items[i], *part, *own, *other;
        Str of = item->rec->type == &index_type ? sparse_str(item->rec, FIELD_INDEX_ATTACHED_TO)
                                                : STR_ABSENT;
        part = of.len == 0 || item->key.ptr == NULL || item->partner != NULL
                   ? NULL
                   : attached_to(live, of);
        if (part == NULL || str_eq(part->key, item->key) ||
            index_is_constraint((const Index *)part->rec) !=
                index_is_constraint((const Index *)item->rec) ||
            !carried_content_equal(&matcher->scratch, scope, part->rec, item->rec))
            continue;
        own = map_get(&live->by_key, item->key);
        other = named_like(desired, part);
        if (own == NULL && other == NULL)
            continue; /* a rename as any other */
        set_partners(part, item);
        if (own != NULL && other != NULL && is_open(own, other) &&
            carried_content_equal(&matcher->scratch, scope, own->rec, other->rec))
            set_partners(own, other);
    }
}

static void match_equal(Matcher *matcher, const CarriedScope *scope, Items *live, Items *desired)
{
    for (size_t i = 0; i < desired->len; i++) {
        for (size_t j = 0; j < live->len; j++) {
            Item *one = &live->items[j], *other = &desired->items[i];
            if (is_open(one, other) && is_unnamed_on_a_side(one, other) &&
                carried_content_equal(&matcher->scratch, scope, one->rec, other->rec))
                set_partners(one, other);
        }
    }
}

static const Field *field_of(const Record *rec, const char *key)
{
    return record_type_find(rec->type, str_from(key));
}

/* The same kind of index over the same columns; only texts that the server may spell otherwise
 * (expressions, predicate, operator classes) are left to differ. */
static int index_score(const CarriedScope *scope, Arena *scratch, const Index *live,
                       const Index *desired)
{
    KeyParts a = {0}, b = {0};

    if (live->is_primary != desired->is_primary || live->is_constraint != desired->is_constraint ||
        live->is_unique != desired->is_unique || live->keys.len != desired->keys.len ||
        (live->predicate.len == 0) != (desired->predicate.len == 0))
        return 0;
    for (size_t i = 0; i < live->keys.len; i++) {
        vec_push(scratch, &a, ((KeyPart){.name = live->keys.items[i].name}));
        vec_push(scratch, &b, ((KeyPart){.name = desired->keys.items[i].name}));
    }
    Index one = *live, other = *desired;
    one.keys = a;
    other.keys = b;
    return carried_field_equal(scratch, scope, field_of(&live->rec, "IndexColumns"), &one.rec,
                               &other.rec)
               ? 100
               : 0;
}

static int foreign_key_score(const CarriedScope *scope, Arena *scratch, const Record *live,
                             const Record *desired)
{
    int score = 0;

    if (!carried_field_equal(scratch, scope, field_of(live, "Columns"), live, desired))
        return 0;
    for (size_t i = 0; i < live->type->count; i++)
        if (live->type->fields[i].differs == D_RECREATE &&
            carried_field_equal(scratch, scope, &live->type->fields[i], live, desired))
            score++;
    return LIKENESS_MIN + score;
}

static int exclusion_score(const Exclusion *live, const Exclusion *desired)
{
    if (live->elements.len != desired->elements.len)
        return 0;
    for (size_t i = 0; i < live->elements.len; i++)
        if (!str_eq(live->elements.items[i]->op, desired->elements.items[i]->op))
            return 0;
    return 100;
}

static int statistics_score(const Statistics *live, const Statistics *desired)
{
    if (live->keys.len != desired->keys.len)
        return 0;
    for (size_t i = 0; i < live->keys.len; i++)
        if (!str_eq(live->keys.items[i].name, desired->keys.items[i].name))
            return 0;
    return 100;
}

static int check_score(Arena *scratch, const Check *live, const Check *desired)
{
    Tokens a = tokens_read(scratch, live->expression);
    Tokens b = tokens_read(scratch, desired->expression);

    return tokens_likeness(&a, &b);
}

static int score(Matcher *matcher, const CarriedScope *scope, const Record *live,
                 const Record *desired)
{
    ArenaMark mark = arena_mark(&matcher->scratch);
    int result = 0;

    if (live->type == &index_type)
        result = index_score(scope, &matcher->scratch, (const Index *)live, (const Index *)desired);
    else if (live->type == &foreign_key_type)
        result = foreign_key_score(scope, &matcher->scratch, live, desired);
    else if (live->type == &exclusion_type)
        result = exclusion_score((const Exclusion *)live, (const Exclusion *)desired);
    else if (live->type == &statistics_type)
        result = statistics_score((const Statistics *)live, (const Statistics *)desired);
    else if (live->type == &check_type)
        result = check_score(&matcher->scratch, (const Check *)live, (const Check *)desired);
    arena_reset(&matcher->scratch, mark);
    return result;
}

/* Texts are not in canonical form yet, so equal ones may look different: the best guess is paired,
 * and comparison decides afterwards. A wrong guess is no harm: it is dropped and created, as two
 * strangers would be. */
static void match_alike(Matcher *matcher, const CarriedScope *scope, Items *live, Items *desired)
{
    for (;;) {
        Item *best_live = NULL, *best_desired = NULL;
        int best = LIKENESS_MIN - 1;
        for (size_t i = 0; i < desired->len; i++) {
            for (size_t j = 0; j < live->len; j++) {
                Item *one = &live->items[j], *other = &desired->items[i];
                if (!is_open(one, other) || !is_unnamed_on_a_side(one, other))
                    continue;
                int found = score(matcher, scope, one->rec, other->rec);
                if (found > best) {
                    best = found;
                    best_live = one;
                    best_desired = other;
                }
            }
        }
        if (best_live == NULL)
            return;
        set_partners(best_live, best_desired);
    }
}

/* An absent name keeps the live one: from here on it is the part's name. */
static void take_live_names(Matcher *matcher, const Items *desired)
{
    Model *model = matcher->pairs->desired;

    for (size_t i = 0; i < desired->len; i++) {
        const Item *item = &desired->items[i];
        if (item->key.ptr != NULL || item->partner == NULL || item->partner->key.ptr == NULL)
            continue;
        Str *name = record_put(&model->arena, item->rec, field_of(item->rec, "Name"));
        *name = model_intern(model, record_name(item->partner->rec));
    }
}

void match_contents(Matcher *matcher, const CarriedScope *scope, Items *live, Items *desired)
{
    match_primary_keys(live, desired);
    match_attached(live, desired);
    match_equal(matcher, scope, live, desired);
    match_alike(matcher, scope, live, desired);
    take_live_names(matcher, desired);
}
