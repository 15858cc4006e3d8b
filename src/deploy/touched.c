/* Whether what a plan touches is still what it was made for. */
#include "base/map.h"
#include "deploy/inside.h"
#include "model/label.h"

/* A fingerprint that never occurs, as a map can't hold an absent value. */
static Str *fingerprint_of(Arena *arena, const Object *object)
{
    Str *fingerprint = ARENA_NEW(arena, Str);

    *fingerprint = object_fingerprint(arena, object);
    return fingerprint;
}

static bool is_as_planned(const Touch *touch, const Str *now)
{
    Str found = now == NULL ? STR_ABSENT : *now;

    return str_eq(found, touch->before) || str_eq(found, touch->after);
}

static const char *what_happened(const Touch *touch, const Str *now)
{
    if (now == NULL)
        return "is gone";
    if (touch->before.len == 0)
        return "has been created otherwise";
    return "has changed";
}

bool deploy_check_touched(const Engine *engine, Conn *conn, const Plan *plan, Errs *errs)
{
    Filter scope = {plan->manage, plan->ignore};
    ErrsMark mark = errs_mark(errs);
    Notes ignored = {0};
    Arena scratch = {0};
    Map now = {0};
    Model *live = model_new();

    if (plan->touched.len == 0 || !engine->introspect(conn, &scope, live, &ignored, errs))
        goto done;
    for (size_t i = 0; i < live->objects.len; i++)
        map_put(&scratch, &now, label_object(&scratch, live->objects.items[i]),
                fingerprint_of(&scratch, live->objects.items[i]));
    for (size_t i = 0; i < plan->touched.len; i++) {
        const Touch *touch = plan->touched.items[i];
        const Str *found = map_get(&now, touch->object);
        if (!is_as_planned(touch, found))
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
