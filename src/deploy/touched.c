/* Whether what a plan touches is still what it was made for. */
#include "base/map.h"
#include "deploy/inside.h"
#include "model/label.h"

typedef enum Found { FOUND_BEFORE, FOUND_AFTER, FOUND_OTHER } Found;

static Found compare(const Touch *touch, const Str *now)
{
    Str found = now == NULL ? STR_ABSENT : *now;

    if (str_eq(found, touch->before))
        return FOUND_BEFORE;
    return str_eq(found, touch->after) ? FOUND_AFTER : FOUND_OTHER;
}

static const char *what_happened(const Touch *touch, const Str *now)
{
    if (now == NULL)
        return "is gone";
    if (touch->before.len == 0)
        return "has been created otherwise";
    return "has changed";
}

/* `shop.orders` of `table shop.orders`: a kind is one word. */
static Str name_of(const Touch *touch)
{
    return str_sub(touch->object, str_find(touch->object, ' ', 0) + 1, SIZE_MAX);
}

/* A plan that ran before, wholly or in part: what is as it wants it is not done again. */
static void mark_done(Run *run, const Touch *touch)
{
    for (size_t i = 0; i < run->plan->steps.len; i++)
        if (run->plan->steps.items[i]->slot == SLOT_OF_STRUCTURE &&
            str_eq(run->plan->steps.items[i]->relation, name_of(touch)))
            run->is_done[i] = true;
}

static void read_live(Arena *arena, const Model *live, Map *now)
{
    for (size_t i = 0; i < live->objects.len; i++) {
        Str *fingerprint = ARENA_NEW(arena, Str);
        *fingerprint = object_fingerprint(arena, live->objects.items[i]);
        (void)map_put(arena, now, label_object(arena, live->objects.items[i]), fingerprint);
    }
}

bool deploy_check_touched(Run *run, Errs *errs)
{
    const Plan *plan = run->plan;
    Filter scope = {plan->manage, plan->ignore};
    ErrsMark mark = errs_mark(errs);
    Notes ignored = {0};
    Arena scratch = {0};
    Map now = {0};
    Model *live = model_new();

    if (plan->touched.len == 0 || !run->engine->introspect(run->conn, &scope, live, &ignored, errs))
        goto done;
    read_live(&scratch, live, &now);
    for (size_t i = 0; i < plan->touched.len; i++) {
        const Touch *touch = plan->touched.items[i];
        const Str *found = map_get(&now, touch->object);
        Found state = compare(touch, found);
        if (state == FOUND_AFTER)
            mark_done(run, touch);
        if (state == FOUND_OTHER)
            err_at(errs, ERR_MOVED, (Loc){0}, "make a new plan; nothing was run",
                   "%.*s %s since the plan was made", STR_ARG(touch->object),
                   what_happened(touch, found));
    }
done:
    model_free(live);
    notes_free(&ignored);
    arena_free(&scratch);
    return errs_mark(errs) == mark;
}
