/* Whether what a plan touches is still what it was made for. */
#include "base/map.h"
#include "codec/json.h"
#include "codec/record.h"
#include "deploy/inside.h"
#include "model/label.h"

typedef enum Found { FOUND_BEFORE, FOUND_AFTER, FOUND_OTHER } Found;

static Found compare(const Touch *touch, Str found)
{
    if (str_eq(found, touch->before))
        return FOUND_BEFORE;
    return str_eq(found, touch->after) ? FOUND_AFTER : FOUND_OTHER;
}

static const char *what_happened(const Touch *touch, Str found)
{
    if (found.len == 0)
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

/* The plan's touches, and for each step that of its own object, where it has one: a trigger's
 * beside that of its table. */
typedef struct Looking {
    Run *run;
    Progress progress;
    const Touch **own; /* by step */
} Looking;

static void find_own(Looking *looking, Arena *scratch)
{
    const Plan *plan = looking->run->plan;
    Map touches = {0};

    looking->own = ARENA_ARRAY(scratch, const Touch *, plan->steps.len);
    for (size_t i = 0; i < plan->touched.len; i++)
        (void)map_put(scratch, &touches, plan->touched.items[i]->object, plan->touched.items[i]);
    for (size_t i = 0; i < plan->steps.len; i++)
        looking->own[i] = map_get(&touches, plan->steps.items[i]->object);
}

/* Statements on this object; loops, checks and scripts know by themselves how far they are. */
static bool is_statement_on(const Looking *looking, size_t i, const Touch *touch)
{
    const Step *step = looking->run->plan->steps.items[i];

    return step->kind == STEP_EXEC && step->slot == SLOT_OF_STRUCTURE &&
           (looking->own[i] == NULL ? str_eq(step->relation, name_of(touch))
                                    : looking->own[i] == touch);
}

/* A plan that ran before, wholly or in part: what is as it wants it is not done again. `only` NULL:
 * all of the object's steps, else those that it says are done. */
static void mark_done(const Looking *looking, const Touch *touch, const bool *only)
{
    for (size_t i = 0; i < looking->run->plan->steps.len; i++)
        if ((only == NULL || only[i]) && is_statement_on(looking, i, touch))
            looking->run->is_done[i] = true;
}

/* The server prints an expression in its own way, so the object may be unlike what the plan
 * foresaw, and halfway it is unlike both. The journal says how this plan has left it. */
static bool is_own_progress(const Looking *looking, const Touch *touch, Str found)
{
    const Progress *progress = &looking->progress;
    const ObjectImage *image = map_get(&progress->images, touch->object);
    bool any_done = false;

    for (size_t i = 0; i < looking->run->plan->steps.len; i++)
        any_done = any_done || (progress->is_step_done[i] && is_statement_on(looking, i, touch));
    if (image == NULL || !any_done)
        return false;
    /* Cut short before it could look: the steps' rows, which came with them, are all there is. */
    if (!image->is_finished && image->after.len == 0) {
        mark_done(looking, touch, progress->is_step_done);
        return true;
    }
    if (!str_eq(found, image->after))
        return false;
    mark_done(looking, touch, image->is_finished ? NULL : progress->is_step_done);
    return true;
}

static bool is_step_done(const Run *run, Str id)
{
    for (size_t i = 0; i < run->plan->steps.len; i++)
        if (str_eq(run->plan->steps.items[i]->id, id))
            return run->is_done[i];
    return false;
}

/* What names something that gave way to another of its name looks before as it does behind it: it
 * is done where all that its step needs is, and the journal says so. */
static void mark_alike(const Looking *looking)
{
    Run *run = looking->run;

    for (size_t i = 0; i < run->plan->steps.len; i++) {
        const Step *step = run->plan->steps.items[i];
        const Touch *touch = looking->own[i];
        bool is_done = touch != NULL && str_eq(touch->before, touch->after) &&
                       step->needs.len > 0 && looking->progress.is_step_done[i];
        for (size_t k = 0; is_done && k < step->needs.len; k++)
            is_done = is_step_done(run, step->needs.items[k]);
        run->is_done[i] = run->is_done[i] || is_done;
    }
}

/* Steps of other kinds leave no trace that could be looked at: of a plan that is gone on with, what
 * the journal says was done is done. A loop that is rechecked asks for itself. */
static void mark_resumed(Run *run, const Progress *progress)
{
    for (size_t i = 0; progress->is_resumed && i < run->plan->steps.len; i++) {
        const Step *step = run->plan->steps.items[i];
        bool asks = step->loop != NULL && step->loop->is_rechecked;
        if (step->kind != STEP_EXEC && !asks && progress->is_step_done[i])
            run->is_done[i] = true;
    }
}

/* How an object is before anything runs, for whoever wants it back. */
static void keep_image(Run *run, const Touch *touch, const Object *object, Str fingerprint)
{
    ObjectImage *image = record_new(&run->arena, &object_image_type);
    Arena scratch = {0};
    Sb sb = sb_new(SB_FILE_MAX);

    image->object = touch->object;
    image->before = fingerprint;
    if (object != NULL) {
        json_write(&sb, codec_record_write(&scratch, &object->rec));
        image->record = sb_finish(&sb, &run->arena);
    }
    vec_push(&run->arena, &run->images, image);
    sb_free(&sb);
    arena_free(&scratch);
}

bool deploy_look(const Run *run, Arena *arena, Model *live, Map *objects, Errs *errs)
{
    Filter scope = {run->plan->manage, run->plan->ignore};
    Notes ignored = {0};
    bool ok = run->engine->introspect(run->conn, &scope, live, &ignored, errs);

    for (size_t i = 0; ok && i < live->objects.len; i++) {
        live->objects.items[i]->ignores_grants = !run->plan->manages_grants;
        live->objects.items[i]->ignores_owner = !run->plan->manages_owners;
        (void)map_put(arena, objects, label_object(arena, live->objects.items[i]),
                      live->objects.items[i]);
    }
    notes_free(&ignored);
    return ok;
}

static void check(const Looking *looking, const Touch *touch, const Object *object, Errs *errs)
{
    Run *run = looking->run;
    Str found = object == NULL ? STR_ABSENT : object_fingerprint(&run->arena, object);
    Found state = compare(touch, found);

    if (state == FOUND_AFTER)
        mark_done(looking, touch, NULL);
    if (state == FOUND_OTHER && !is_own_progress(looking, touch, found))
        err_at(errs, ERR_MOVED, (Loc){0}, "make a new plan; nothing was run",
               "%.*s %s since the plan was made", STR_ARG(touch->object),
               what_happened(touch, found));
    keep_image(run, touch, object, found);
}

bool deploy_check_touched(Run *run, Errs *errs)
{
    const Plan *plan = run->plan;
    ErrsMark mark = errs_mark(errs);
    Looking looking = {.run = run};
    Arena scratch = {0};
    Map objects = {0};
    Model *live = model_new();

    if (!deploy_progress(run, &scratch, &looking.progress, errs) ||
        (plan->touched.len > 0 && !deploy_look(run, &scratch, live, &objects, errs)))
        goto done;
    find_own(&looking, &scratch);
    for (size_t i = 0; i < plan->touched.len; i++) {
        const Touch *touch = plan->touched.items[i];
        check(&looking, touch, map_get(&objects, touch->object), errs);
    }
    mark_alike(&looking);
    mark_resumed(run, &looking.progress);
done:
    model_free(live);
    arena_free(&scratch);
    return errs_mark(errs) == mark;
}
