/* Steps that run scripts of a package: each once, whatever ends the deploy in between.
 *
 * A script in a transaction shares it with its row in the journal: both are there or none. One with
 * `transaction=none` has a row that says `running` before its first statement, and how many are
 * done after each. What is found as `running` was cut short in a statement whose outcome nobody
 * knows: it is not run again before a person has said what was done. */
#include "base/fault.h"
#include "deploy/backoff.h"
#include "deploy/kinds.h"
#include "deploy/script_error.h"

/* One script on its way. */
typedef struct Play {
    Run *run;
    const StepScript *script;
    const StepOutcome *outcome;
    Arena *arena;
    size_t done;      /* statements that stay */
    size_t at;        /* the statement at hand */
    bool is_finished; /* and its row says so: nothing takes that back */
} Play;

static ScriptRecord record_of(const Play *play, ScriptState state, const char *error)
{
    return (ScriptRecord){.product = play->run->plan->product,
                          .path = play->script->path,
                          .hash = play->script->hash,
                          .state = (int)state,
                          .statements_done = {true, (int64_t)play->done},
                          .error = str_from(error)};
}

/* As the session's own role: the script may have taken another, which may not write the journal. */
static bool save(const Play *play, ScriptState state, const char *error, Errs *errs)
{
    const Engine *engine = play->run->engine;
    ScriptRecord record = record_of(play, state, error);
    Str role = STR_ABSENT;

    return engine->own_role(play->run->conn, play->arena, &role, errs) &&
           journal_script_save(play->run->journal, &record, errs) &&
           engine->resume_role(play->run->conn, role, errs);
}

/* After a failure whose outcome is known; what can't be written then is no other failure. */
static void save_failure(const Play *play, const Errs *errs)
{
    Errs ignored = {0};

    (void)save(play, SCRIPT_FAILED, err_code_name(errs_last(errs)->code), &ignored);
    errs_free(&ignored);
}

static bool run_statement(Play *play, Errs *errs)
{
    const StepBatch *batch = play->script->batches.items[play->at];
    const StrVec no_values = {0};
    const Run *run = play->run;
    ArenaMark mark = arena_mark(play->arena);
    Str text = batch->text;
    ErrsMark before = errs_mark(errs);
    bool ok;

    if (play->script->secrets.len > 0)
        text = secrets_fill(play->arena, run->options->secrets, text);
    ok = run->engine->call(run->conn, text, &no_values, play->arena, NULL, NULL, errs);
    arena_reset(play->arena, mark);
    return ok || script_error_place(run->options, play->script, batch, before, errs);
}

/* ---- in one transaction
 * -----------------------------------------------------------------------------------------------
 */

static bool run_all(Play *play, Errs *errs)
{
    const Run *run = play->run;

    for (play->at = 0; play->at < play->script->batches.len; play->at++) {
        if (!deploy_may_go_on(run, errs) || !run_statement(play, errs) ||
            !FAULT(SCRIPT_STATEMENT_RAN, errs))
            return false;
        if (!run->engine->in_transaction(run->conn))
            return err_addf(
                errs, ERR_SCRIPT,
                "script %.*s has ended the transaction that it runs in: look what of it "
                "is done",
                STR_ARG(play->script->path));
    }
    play->done = play->script->batches.len;
    return true;
}

static bool run_in_transaction(Play *play, Errs *errs)
{
    const Run *run = play->run;
    bool is_begun = run->engine->begin(run->conn, false, errs);

    if (is_begun && FAULT(SCRIPT_BEGUN, errs) && journal_check_lease(run->journal, errs) &&
        run_all(play, errs) && save(play, SCRIPT_DONE, NULL, errs) && FAULT(SCRIPT_SAVED, errs) &&
        run->engine->commit(run->conn, errs)) {
        play->is_finished = true;
        return FAULT(SCRIPT_COMMITTED, errs);
    }
    play->done = 0;
    run->engine->rollback(run->conn);
    return false;
}

/* ---- a statement at a time
 * ------------------------------------------------------------------------------------------------
 */

/* A transaction that the script itself has opened is gone as a whole. */
static void fail_alone(Play *play, const Errs *errs)
{
    play->run->engine->rollback(play->run->conn);
    /* With the connection the outcome is lost too: the row goes on to say `running`. */
    if (errs_last(errs)->code != ERR_CONNECTION && !play->is_finished)
        save_failure(play, errs);
}

/* What failed by itself can have left something, such as an invalid index: it isn't tried again. */
static bool explain_alone(const Play *play, Errs *errs)
{
    const StepBatch *batch = play->script->batches.items[play->at];

    if (batch->kind < BATCH_ALONE)
        return false;
    if (errs_last(errs)->code == ERR_LOCK)
        vec_last(&errs->list).code = ERR_SERVER;
    (void)err_hint(errs, "such a statement can leave something behind, as an invalid index: remove "
                         "that, and the next deploy goes on with this statement");
    return false;
}

/* As the session's own role, which may read the journal. Inside a transaction of the script it was
 * asked when that began. */
static bool check_lease(const Play *play, Errs *errs)
{
    const Engine *engine = play->run->engine;
    Str role = STR_ABSENT;

    return engine->in_transaction(play->run->conn) ||
           (engine->own_role(play->run->conn, play->arena, &role, errs) &&
            journal_check_lease(play->run->journal, errs) &&
            engine->resume_role(play->run->conn, role, errs));
}

/* An impatient CREATE INDEX CONCURRENTLY fails under any load and leaves an invalid index, while
 * its patience costs nobody anything. All else has the limits of the session, which the script may
 * have set itself. */
static bool run_patiently(Play *play, Errs *errs)
{
    const Run *run = play->run;
    const DeployOptions *options = run->options;
    int patient_ms =
        options->lock_wait_ms > BACKOFF_WAIT_MS ? options->lock_wait_ms : BACKOFF_WAIT_MS;

    if (play->script->batches.items[play->at]->kind != BATCH_ALONE_GENTLY)
        return run_statement(play, errs);
    return run->engine->set_limits(run->conn, patient_ms, 0, errs) && run_statement(play, errs) &&
           run->engine->set_limits(run->conn, options->lock_budget_ms, 0, errs);
}

static bool run_one_alone(Play *play, Errs *errs)
{
    const Run *run = play->run;

    if (!check_lease(play, errs))
        return false;
    if (!run_patiently(play, errs))
        return explain_alone(play, errs);
    if (!FAULT(SCRIPT_STATEMENT_RAN, errs))
        return false;
    if (run->engine->in_transaction(run->conn))
        return true;
    play->done = play->at + 1;
    return save(play, SCRIPT_RUNNING, NULL, errs) && FAULT(SCRIPT_STATEMENT_SAVED, errs);
}

static bool run_each(Play *play, Errs *errs)
{
    const Run *run = play->run;

    if (!save(play, SCRIPT_RUNNING, NULL, errs) || !FAULT(SCRIPT_STARTED, errs))
        return false;
    for (play->at = play->done; play->at < play->script->batches.len; play->at++)
        if (!deploy_may_go_on(run, errs) || !run_one_alone(play, errs))
            return false;
    if (run->engine->in_transaction(run->conn))
        return err_addf(errs, ERR_SCRIPT,
                        "script %.*s leaves a transaction open: it is rolled back",
                        STR_ARG(play->script->path));
    play->is_finished = save(play, SCRIPT_DONE, NULL, errs);
    return play->is_finished && FAULT(SCRIPT_COMMITTED, errs);
}

static bool run_alone(Play *play, Errs *errs)
{
    if (run_each(play, errs))
        return true;
    fail_alone(play, errs);
    return false;
}

/* ---- a script
 * -----------------------------------------------------------------------------------------------
 */

static const ScriptRecord *find_record(const ScriptRecords *records, Str path)
{
    for (size_t i = 0; i < records->len; i++)
        if (str_eq(records->items[i]->path, path))
            return records->items[i];
    return NULL;
}

/* Whether there is nothing to do: an earlier attempt, step or deployment has done it. */
static bool is_done(const Run *run, const StepScript *script, const ScriptRecord *known)
{
    if (script->track == TRACK_ALWAYS)
        return strs_has(&run->scripts_run, script->path);
    if (known == NULL || known->state != SCRIPT_DONE)
        return false;
    return script->track == TRACK_ONCE || str_eq(known->hash, script->hash);
}

/* What an earlier deployment has left of it. */
static bool take_over(Play *play, const ScriptRecord *known, Errs *errs)
{
    if (known == NULL || known->state == SCRIPT_DONE)
        return true;
    if (known->state == SCRIPT_RUNNING)
        return err_at(errs, ERR_SCRIPT, (Loc){0}, "look what was done, then `anneal resolve`",
                      "what statement %lld of script %.*s has done is unknown",
                      (long long)known->statements_done.value + 1, STR_ARG(play->script->path));
    if (known->statements_done.value == 0 || !play->script->has_no_transaction)
        return true;
    if (!str_eq(known->hash, play->script->hash) ||
        known->statements_done.value > (int64_t)play->script->batches.len)
        return err_at(errs, ERR_SCRIPT, (Loc){0}, "look what is left to do, then `anneal resolve`",
                      "%lld statements of script %.*s have run, and it has changed since",
                      (long long)known->statements_done.value, STR_ARG(play->script->path));
    play->done = (size_t)known->statements_done.value;
    return true;
}

/* Errors that say nothing about the script: another order of scripts would not help, and the
 * journal keeps none of them. */
static bool is_final(const Errs *errs)
{
    static const ErrCode codes[] = {ERR_LOCK, ERR_CONNECTION, ERR_CANCELLED, ERR_SCRIPT,
                                    ERR_JOURNAL};

    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (errs_last(errs)->code == codes[i])
            return true;
    return false;
}

/* The session of the script, whatever becomes of it; afterwards it is the run's again. */
static bool run_in_session(Play *play, Errs *errs)
{
    const Run *run = play->run;
    const Engine *engine = run->engine;
    int wait_ms = run->options->lock_budget_ms;
    Errs of_session = {0};
    bool ok, is_left;

    ok =
        engine->enter_script(run->conn, errs) && engine->set_limits(run->conn, wait_ms, 0, errs) &&
        (play->script->has_no_transaction ? run_alone(play, errs) : run_in_transaction(play, errs));
    is_left = engine->leave_script(run->conn, &of_session);
    if (ok && !is_left)
        err_add(errs, *errs_last(&of_session));
    errs_free(&of_session);
    return ok && is_left;
}

static bool run_script(Run *run, const StepScript *script, const StepOutcome *outcome,
                       const ScriptRecords *records, Errs *errs)
{
    const ScriptRecord *known = find_record(records, script->path);
    Arena scratch = {0};
    Play play = {.run = run, .script = script, .outcome = outcome, .arena = &scratch};
    bool ok = true;

    if (!is_done(run, script, known)) {
        ok = take_over(&play, known, errs) && run_in_session(&play, errs);
        if (!ok && !play.is_finished && !script->has_no_transaction && !is_final(errs))
            save_failure(&play, errs);
        if (ok)
            vec_push(&run->arena, &run->scripts_run, script->path);
    }
    arena_free(&scratch);
    return ok;
}

/* ---- a step
 * ------------------------------------------------------------------------------------------------
 */

/* One go through those that are left. `failures`: of this go; `*is_on`: it got on. */
static bool run_round(Run *run, const StepScripts *step, const StepOutcome *outcome,
                      const ScriptRecords *records, bool *is_left, Errs *failures, bool *is_on)
{
    *is_on = false;
    for (size_t i = 0; i < step->list.len; i++) {
        if (!is_left[i])
            continue;
        if (!deploy_may_go_on(run, failures))
            return false;
        if (run_script(run, step->list.items[i], outcome, records, failures)) {
            is_left[i] = false;
            *is_on = true;
        } else if (is_final(failures)) {
            return false;
        }
    }
    return true;
}

/* Until none is left, or none gets on: objects may need each other in any order. */
static bool run_retried(Run *run, const StepScripts *step, const StepOutcome *outcome,
                        const ScriptRecords *records, Errs *errs)
{
    Arena scratch = {0};
    bool *is_left = ARENA_ARRAY(&scratch, bool, step->list.len);
    bool is_on = true, ok = true;
    ErrsMark mark = errs_mark(errs);

    for (size_t i = 0; i < step->list.len; i++)
        is_left[i] = true;
    while (ok && is_on) {
        errs_drop(errs, mark);
        ok = run_round(run, step, outcome, records, is_left, errs, &is_on);
    }
    /* A final error stands last; what failed before it in this go may yet have come right. */
    if (!ok && errs_mark(errs) > mark + 1) {
        Errs last = {0};
        err_add(&last, *errs_last(errs));
        errs_drop(errs, mark);
        err_add(errs, *errs_last(&last));
        errs_free(&last);
    }
    if (ok && step->may_fail)
        errs_drop(errs, mark);
    arena_free(&scratch);
    return errs_mark(errs) == mark;
}

bool deploy_run_scripts(Run *run, const Step *step, StepOutcome *outcome, Errs *errs)
{
    const StepScripts *scripts = step->scripts;
    Arena scratch = {0};
    ScriptRecords records = {0};
    size_t before = run->scripts_run.len;
    bool ok = journal_scripts_read(run->journal, run->plan->product, &scratch, &records, errs);

    if (ok && scripts->is_retried)
        ok = run_retried(run, scripts, outcome, &records, errs);
    for (size_t i = 0; ok && !scripts->is_retried && i < scripts->list.len; i++)
        ok = run_script(run, scripts->list.items[i], outcome, &records, errs);
    if (ok)
        outcome->result = run->scripts_run.len > before ? RESULT_DONE : RESULT_SKIPPED;
    arena_free(&scratch);
    return ok;
}

static bool is_step_done(const Run *run, const StepScripts *step, const ScriptRecords *records)
{
    for (size_t i = 0; i < step->list.len; i++)
        if (!is_done(run, step->list.items[i], find_record(records, step->list.items[i]->path)))
            return false;
    return true;
}

bool deploy_mark_scripts(Run *run, Errs *errs)
{
    Arena scratch = {0};
    ScriptRecords records = {0};
    bool ok = journal_scripts_read(run->journal, run->plan->product, &scratch, &records, errs);

    for (size_t i = 0; ok && i < run->plan->steps.len; i++) {
        const StepScripts *scripts = run->plan->steps.items[i]->scripts;
        if (scripts != NULL && is_step_done(run, scripts, &records))
            run->is_done[i] = true;
    }
    arena_free(&scratch);
    return ok;
}

bool deploy_check_secrets(const Run *run, Errs *errs)
{
    ErrsMark mark = errs_mark(errs);

    for (size_t i = 0; i < run->plan->steps.len; i++) {
        const StepScripts *scripts = run->plan->steps.items[i]->scripts;
        for (size_t s = 0; scripts != NULL && s < scripts->list.len; s++) {
            const StepScript *script = scripts->list.items[s];
            for (size_t n = 0; n < script->secrets.len; n++)
                if (run->options->secrets == NULL ||
                    secrets_find(run->options->secrets, script->secrets.items[n]) == NULL)
                    err_at(errs, ERR_TOKEN, (Loc){0}, "give --env and the package",
                           "script %.*s needs the value of the secret token {{%.*s}}",
                           STR_ARG(script->path), STR_ARG(script->secrets.items[n]));
        }
    }
    return errs_mark(errs) == mark;
}
