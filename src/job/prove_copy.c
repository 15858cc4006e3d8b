/* Makes the live structure once more in a scratch database, from what the model says of it. */
#include "job/prove.h"
#include "report/report.h"

/* A step that the server refused. */
typedef struct Refusal {
    Str title, server;
} Refusal;

typedef struct Copy {
    Proof *proof;
    VEC(Refusal) refusals;
    StrVec failed; /* ids of steps, those too that need a refused one */
} Copy;

static bool needs_failed(const Copy *copy, const Step *step)
{
    for (size_t i = 0; i < step->needs.len; i++)
        if (strs_has(&copy->failed, step->needs.items[i]))
            return true;
    return false;
}

static bool run_all(const Copy *copy, const StrVec *statements, Errs *errs)
{
    const Proof *proof = copy->proof;

    for (size_t i = 0; i < statements->len; i++)
        if (!proof->input->engine->exec(proof->scratch.conn, statements->items[i], errs))
            return false;
    return true;
}

static bool run_step(const Copy *copy, const Step *step, Errs *errs)
{
    const Engine *engine = copy->proof->input->engine;
    Conn *conn = copy->proof->scratch.conn;
    bool is_together = step->group.len > 0;
    bool ok = run_all(copy, &step->session_before, errs) &&
              (!is_together || engine->begin(conn, false, errs)) &&
              run_all(copy, &step->statements, errs) &&
              (!is_together || engine->commit(conn, errs)) &&
              run_all(copy, &step->session_after, errs);

    if (!ok)
        engine->rollback(conn);
    return ok;
}

/* One object that can't be made is no reason not to look at the others: all of them are named. */
static bool try_step(Copy *copy, const Step *step, Errs *errs)
{
    Arena *arena = &copy->proof->arena;
    ErrsMark mark = errs_mark(errs);
    Refusal refusal;

    if (!prove_may_go_on(copy->proof, errs))
        return false;
    if (needs_failed(copy, step)) {
        vec_push(arena, &copy->failed, arena_str(arena, step->id));
        return true;
    }
    if (run_step(copy, step, errs))
        return true;
    if (errs_last(errs)->code == ERR_CONNECTION)
        return false;
    refusal.title = report_step_title(arena, step);
    refusal.server =
        arena_str(arena, str_from(errs_last(errs)->server != NULL ? errs_last(errs)->server
                                                                  : errs_last(errs)->message));
    errs_drop(errs, mark);
    vec_push(arena, &copy->refusals, refusal);
    vec_push(arena, &copy->failed, arena_str(arena, step->id));
    return true;
}

/* All of the live database, managed or not: what is managed may need the rest. Where the engine has
 * copied it already there is nothing to do. */
static bool build(Copy *copy, Errs *errs)
{
    static const Filter everything = {0};
    Proof *proof = copy->proof;
    Model *live = model_new(), *there = model_new();
    Notes known = {0};
    Plan *plan = NULL;
    bool ok =
        proof->input->engine->introspect(proof->input->live, &everything, live, &known, errs) &&
        prove_look(proof, &everything, there, errs);

    if (ok)
        plan = prove_plan(proof, there, live, NULL, errs);
    ok = plan != NULL;
    for (size_t i = 0; ok && i < plan->steps.len; i++)
        ok = try_step(copy, plan->steps.items[i], errs);
    plan_free(plan);
    notes_free(&known);
    model_free(there);
    model_free(live);
    return ok;
}

static bool refuse(const Copy *copy, const Plan *missing, Errs *errs)
{
    for (size_t i = 0; i < copy->refusals.len; i++) {
        const Refusal *refusal = &copy->refusals.items[i];
        Str message =
            arena_printf(&copy->proof->arena, "no copy of the live structure can be made: %.*s",
                         STR_ARG(refusal->title));
        (void)err_add(errs, (Err){.code = ERR_NOT_PROVEN,
                                  .message = message.ptr,
                                  .server = arena_cstr(&copy->proof->arena, refusal->server)});
    }
    for (size_t i = 0; copy->refusals.len == 0 && i < missing->steps.len; i++)
        (void)err_at(errs, ERR_NOT_PROVEN, (Loc){0},
                     "what a copy can't be given, the plan can't be proven for",
                     "a copy of the live structure is not like it: it would still take %.*s",
                     STR_ARG(prove_step_text(&copy->proof->arena, missing->steps.items[i])));
    return false;
}

/* Whether the copy is in all that is managed like the live database. */
static bool check(Copy *copy, Notes *notes, Errs *errs)
{
    Proof *proof = copy->proof;
    const Filter *scope = proof->input->made_from->scope;
    Model *live = model_new(), *there = model_new();
    Notes known = {0};
    Plan *missing = NULL;
    bool ok = proof->input->engine->introspect(proof->input->live, scope, live, &known, errs) &&
              prove_look(proof, scope, there, errs);

    if (ok && live->left_out.len > 0)
        ok = err_at(errs, ERR_NOT_PROVEN, (Loc){0},
                    "leave them out of what the package manages, or deploy without a proof",
                    "a copy of the live structure would lack what this version does not manage: "
                    "%.*s",
                    STR_ARG(live->left_out));
    if (ok)
        missing = prove_plan(proof, there, live, NULL, errs);
    ok = missing != NULL && (missing->steps.len == 0 || refuse(copy, missing, errs));
    for (size_t i = 0; ok && i < copy->refusals.len; i++)
        notes_addf(notes,
                   "the copy that the plan was tried on lacks what is not managed: %.*s: "
                   "%.*s",
                   STR_ARG(copy->refusals.items[i].title), STR_ARG(copy->refusals.items[i].server));
    plan_free(missing);
    notes_free(&known);
    model_free(there);
    model_free(live);
    return ok;
}

bool prove_copy(Proof *proof, Notes *notes, Errs *errs)
{
    Copy copy = {.proof = proof};

    return build(&copy, errs) && check(&copy, notes, errs);
}
