/* Partners by name and OldName: plain renames, chains, swaps, and names that are used anew. */
#include "diff/matching.h"
#include "model/label.h"

static Str item_label(Arena *arena, const Item *item)
{
    return item->owner == NULL ? label_object(arena, (const Object *)item->rec)
                               : label_part(arena, item->owner, item->rec);
}

static void find_names(Items *live, Items *desired)
{
    for (size_t i = 0; i < desired->len; i++) {
        Item *item = &desired->items[i];
        if (item->key.ptr == NULL)
            continue;
        item->own = map_get(&live->by_key, item->key);
        if (item->own != NULL && item->own->is_alias)
            item->own = NULL;
        if (item->old_key.ptr != NULL && !str_eq(item->old_key, item->key))
            item->old = map_get(&live->by_key, item->old_key);
    }
}

static void set_partners(Item *live, Item *desired, bool is_renamed)
{
    live->partner = desired;
    desired->partner = live;
    desired->is_renamed = is_renamed;
}

static bool contradict(Matcher *matcher, const Item *second)
{
    Arena *arena = &matcher->scratch;
    const Field *field = record_type_find_id(second->rec->type, FIELD_OLD_NAME);
    Str one = item_label(arena, second->old->partner), other = item_label(arena, second);
    Str old = item_label(arena, second->old);

    return err_at(matcher->errs, ERR_DUPLICATE, record_field_loc(arena, second->rec, field),
                  "keep OldName on the one that it became",
                  "%.*s and %.*s both claim to have been %.*s", STR_ARG(one), STR_ARG(other),
                  STR_ARG(old));
}

/* `item` takes the live one of its OldName. Whoever has that name in the package loses it as a
 * partner: it was renamed too (a chain), or it uses the name anew. */
static bool claim_old(Matcher *matcher, Items *desired, Item *item)
{
    while (item != NULL && item->old != NULL) {
        Item *displaced;
        if (item->old->partner != NULL)
            return contradict(matcher, item);
        set_partners(item->old, item, true);
        displaced = map_get(&desired->by_key, item->old->key);
        if (displaced == NULL || displaced->partner != NULL)
            return true;
        item = displaced;
    }
    return true;
}

/* A cycle of OldNames (a <-> b) looks the same before and after it was done. Its length, or 0 where
 * `first` is in none. */
static size_t cycle_length(Items *desired, Item *first)
{
    Item *item = first;
    size_t length = 0;

    while (!item->was_asked) {
        item->was_asked = true;
        length++;
        if (item->old == NULL || item->old->partner != NULL)
            return 0;
        item = map_get(&desired->by_key, item->old->key);
        if (item == NULL || item->own == NULL || item->partner != NULL)
            return 0;
    }
    return item == first ? length : 0;
}

/* Decides by likeness; the same likeness both ways counts as done, as nothing is lost by that. */
static void resolve_cycle(Matcher *matcher, Items *desired, Item *first)
{
    int stay = 0, turn = 0;
    Item *item = first;

    do {
        stay += match_likeness(matcher, item->own, item);
        turn += match_likeness(matcher, item->old, item);
        item = map_get(&desired->by_key, item->old->key);
    } while (item != first);
    if (stay == turn) {
        Str label = item_label(&matcher->scratch, first);
        notes_add(matcher->notes,
                  (Note){.message = arena_printf(&matcher->scratch,
                                                 "%.*s changes places with another one by OldName, "
                                                 "but they look the same: taken as done",
                                                 STR_ARG(label))
                                        .ptr,
                         .loc = record_loc(&matcher->scratch, first->rec)});
    }
    if (stay >= turn)
        return;
    do {
        Item *next = map_get(&desired->by_key, item->old->key);
        set_partners(item->old, item, true);
        item = next;
    } while (item != first);
}

/* The rest, by name. A new spelling of a name that the server takes for the same is a rename only
 * where OldName asks for it. */
static void take_own(Items *desired)
{
    for (size_t i = 0; i < desired->len; i++) {
        Item *item = &desired->items[i];
        if (item->own == NULL || item->partner != NULL || item->own->partner != NULL)
            continue;
        set_partners(item->own, item,
                     str_eq(sparse_str(item->rec, FIELD_OLD_NAME), record_name(item->own->rec)) &&
                         !str_eq(record_name(item->rec), record_name(item->own->rec)));
    }
}

static void note_both_present(Matcher *matcher, const Items *desired)
{
    Arena *arena = &matcher->scratch;

    for (size_t i = 0; i < desired->len; i++) {
        const Item *item = &desired->items[i];
        if (item->partner == NULL || item->is_renamed || item->old == NULL ||
            item->old->partner != NULL)
            continue;
        Str label = item_label(arena, item), old = item_label(arena, item->old);
        const Field *field = record_type_find_id(item->rec->type, FIELD_OLD_NAME);
        Note note = {
            .message = arena_printf(arena, "%.*s and its OldName %.*s are both there: no rename",
                                    STR_ARG(label), STR_ARG(old))
                           .ptr,
            .hint = "the old one is a removal; move its data before you allow that",
            .loc = record_field_loc(arena, item->rec, field),
        };
        notes_add(matcher->notes, note);
    }
}

bool match_names(Matcher *matcher, Items *live, Items *desired)
{
    find_names(live, desired);
    for (size_t i = 0; i < desired->len; i++) {
        Item *item = &desired->items[i];
        if (item->own == NULL && item->partner == NULL && !claim_old(matcher, desired, item))
            return false;
    }
    for (size_t i = 0; i < desired->len; i++) {
        Item *item = &desired->items[i];
        if (item->own != NULL && item->partner == NULL && item->old != NULL && !item->was_asked &&
            cycle_length(desired, item) > 1)
            resolve_cycle(matcher, desired, item);
    }
    take_own(desired);
    note_both_present(matcher, desired);
    return true;
}
