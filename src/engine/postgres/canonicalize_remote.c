/* What can't be compared of objects that tie the database to others, or is spelled in two ways. */
#include "engine/postgres/canonicalize.h"
#include "model/remote.h"

/* Not read by this role: as the package says. */
static void take_unread(Pairs *pairs, const Pair *pair, Notes *notes)
{
    Arena *arena = &pairs->live->arena;

    if (pair->desired->type == &subscription_type &&
        ((const Subscription *)pair->live)->is_unread) {
        ((Subscription *)pair->live)->connection =
            arena_str(arena, ((const Subscription *)pair->desired)->connection);
        notes_addf(notes,
                   "the connection of subscription %.*s is not compared: the role may not read it",
                   STR_ARG(record_name(pair->desired)));
    }
    if (pair->desired->type == &user_mapping_type && ((const UserMapping *)pair->live)->is_unread) {
        const Field *field = record_type_find_id(&user_mapping_type, FIELD_OPTIONS);
        field_copy(arena, field, record_put(arena, pair->live, field),
                   record_at(pair->desired, field));
        notes_addf(notes,
                   "the options of user mapping %.*s are not compared: the role may not read them",
                   STR_ARG(record_name(pair->desired)));
    }
}

/* Whether a subscription runs is compared only where the package says it. */
static void take_enabled(Pairs *pairs, const Pair *pair)
{
    const Subscription *live = (const Subscription *)pair->live;

    if (sparse_tristate(pair->desired, FIELD_SUBSCRIPTION_ENABLED) != TRI_ABSENT)
        sparse_set_tristate(&pairs->live->arena, pair->live, FIELD_SUBSCRIPTION_ENABLED,
                            live->is_enabled ? TRI_TRUE : TRI_FALSE);
}

/* A slot without a name has the subscription's, which a rename doesn't give it. */
static void take_slot(Pairs *pairs, const Pair *pair)
{
    if (pair->is_renamed && sparse_str(pair->live, FIELD_SUBSCRIPTION_SLOT).len == 0)
        sparse_set_str(&pairs->live->arena, pair->live, FIELD_SUBSCRIPTION_SLOT,
                       record_name(pair->live));
    if (str_eq(sparse_str(pair->live, FIELD_SUBSCRIPTION_SLOT), record_name(pair->desired)))
        sparse_set_str(&pairs->live->arena, pair->live, FIELD_SUBSCRIPTION_SLOT, STR_ABSENT);
}

/* `f` is `public.f`, when that is what the wrapper has. */
static void take_function(Pairs *pairs, const Pair *pair, FieldId id)
{
    Str live = sparse_str(pair->live, id), desired = sparse_str(pair->desired, id);

    if (desired.len > 0 && live.len > desired.len + 1 && str_ends(live, desired) &&
        live.ptr[live.len - desired.len - 1] == '.' && str_find(desired, '.', 0) == SIZE_MAX)
        sparse_set_str(&pairs->desired->arena, pair->desired, id,
                       arena_str(&pairs->desired->arena, live));
}

void pg_canon_remote(Pairs *pairs, Notes *notes)
{
    for (size_t i = 0; i < pairs->objects.len; i++) {
        const Pair *pair = pairs->objects.items[i];
        if (pair->live == NULL || pair->desired == NULL)
            continue;
        take_unread(pairs, pair, notes);
        if (pair->live->type == &subscription_type) {
            take_enabled(pairs, pair);
            take_slot(pairs, pair);
        }
        if (pair->live->type == &foreign_data_wrapper_type) {
            take_function(pairs, pair, FIELD_WRAPPER_HANDLER);
            take_function(pairs, pair, FIELD_WRAPPER_VALIDATOR);
        }
    }
}
