/* Scripts, stamps and hooks as tasks of a plan. */
#include "job/scripts.h"

#include "model/hazard.h"
#include "model/slot.h"

/* ---- a script as a step has it
 * -----------------------------------------------------------------------------------------------
 */

static BatchKind batch_kind(StatementKind kind)
{
    switch (kind) {
    case STATEMENT_PLAIN:
        return BATCH_PLAIN;
    case STATEMENT_BEGIN:
        return BATCH_BEGIN;
    case STATEMENT_END:
        return BATCH_END;
    case STATEMENT_ALONE:
        return BATCH_ALONE;
    case STATEMENT_ALONE_GENTLY:
        break;
    }
    return BATCH_ALONE_GENTLY;
}

/* Whether each statement stands by itself: its first line says so, another tool is used to it, or
 * it has DDL and the engine's commits. */
static bool stands_alone(const Engine *engine, const Script *script, const Statements *statements)
{
    bool ddl_commits = (engine->capabilities & CAP_TRANSACTIONAL_DDL) == 0;
    bool needs = !script->is_transactional;

    for (size_t i = 0; i < statements->len; i++) {
        StatementKind kind = statements->items[i].kind;
        needs = needs || (script->may_stand_alone && kind != STATEMENT_PLAIN) ||
                (ddl_commits && kind == STATEMENT_ALONE);
    }
    return needs;
}

/* A script has one transaction, which is its own to end by `transaction=none` only. */
static bool check_transaction(const Script *script, const Statement *statement, Errs *errs)
{
    static const char hint[] =
        "begin the script with `-- anneal: transaction=none`: each statement "
        "stands alone then, and what was done stays where a later one fails";
    Loc loc = {.file = script->file, .line = script_file_line(script, statement->line)};

    if (statement->kind == STATEMENT_PLAIN)
        return true;
    if (statement->kind == STATEMENT_BEGIN || statement->kind == STATEMENT_END)
        return err_at(errs, ERR_UNSUPPORTED, loc,
                      "take it out: a script runs in one transaction with its row in the journal; "
                      "`-- anneal: transaction=none` on its first line leaves that to the script",
                      "%.*s in a script that has a transaction already", STR_ARG(statement->head));
    return err_at(errs, ERR_UNSUPPORTED, loc, hint, "%.*s can't run in a transaction",
                  STR_ARG(statement->head));
}

/* Counted within the text as it is; a token's value before it on its line would move it. */
static OptInt column_of(const Script *script, const Statement *statement)
{
    size_t at = (size_t)(statement->text.ptr - script->text.ptr), start = at;

    if (script->is_one_line || script->has_values)
        return (OptInt){0};
    while (start > 0 && script->text.ptr[start - 1] != '\n')
        start--;
    return (OptInt){true, (int64_t)(at - start) + 1};
}

/* An error of the splitter, which counts in the text: lines as the file has them. */
static void move_errors(const Script *script, ErrsMark mark, Errs *errs)
{
    for (size_t i = mark; i < errs->list.len; i++) {
        Loc *loc = &errs->list.items[i].loc;
        loc->line = loc->line == 0 ? 0 : script_file_line(script, loc->line);
        loc->column = script->is_one_line || script->has_values ? 0 : loc->column;
    }
}

bool job_split_script(const Engine *engine, const Script *script, Arena *arena, StepScript *step,
                      Errs *errs)
{
    Statements statements = {0};
    ErrsMark mark = errs_mark(errs);

    if (!engine->split_script(arena, script->file, script->text, &statements, errs)) {
        move_errors(script, mark, errs);
        return false;
    }
    step->has_no_transaction = stands_alone(engine, script, &statements);
    for (size_t i = 0; i < statements.len; i++) {
        const Statement *statement = &statements.items[i];
        StepBatch *batch = record_new(arena, &step_batch_type);
        batch->line = (OptInt){true, script_file_line(script, statement->line)};
        batch->column = column_of(script, statement);
        batch->kind = (int)batch_kind(statement->kind);
        batch->text = statement->text;
        vec_push(arena, &step->batches, batch);
        if (!step->has_no_transaction)
            (void)check_transaction(script, statement, errs);
    }
    step->path = script->path;
    step->hash = script->hash;
    step->track = (int)script->track;
    step->secrets = script->secrets;
    return errs_mark(errs) == mark;
}

bool job_check_scripts(Package *package, const PackageTarget *target, const Engine *engine,
                       ScriptVec *scripts, Notes *notes, Errs *errs)
{
    ErrsMark mark = errs_mark(errs);
    Validations validations = {0};
    ScriptVec all = {0};
    Arena scratch = {0};

    (void)package_scripts(package, target, scripts, notes, errs);
    for (size_t i = 0; i < scripts->len; i++)
        vec_push(&scratch, &all, scripts->items[i]);
    (void)package_stamps(package, target, &all, notes, errs);
    (void)package_validations(package, target, &validations, notes, errs);
    for (size_t i = 0; i < all.len; i++) {
        StepScript *step = record_new(&scratch, &step_script_type);
        (void)job_split_script(engine, all.items[i], &scratch, step, errs);
    }
    arena_free(&scratch);
    return errs_mark(errs) == mark;
}

/* ---- what the journal knows
 * -----------------------------------------------------------------------------------------------
 */

typedef enum Pending {
    PENDING_NOT, /* done */
    PENDING_RUN,
    PENDING_HELD
} Pending;

static const ScriptRecord *find_record(const ScriptJob *job, Str path)
{
    for (size_t i = 0; i < job->known->len; i++)
        if (str_eq(job->known->items[i]->path, path))
            return job->known->items[i];
    return NULL;
}

static void note_changed(const ScriptJob *job, const Script *script, Notes *notes)
{
    notes_add(notes, (Note){.message = arena_printf(
                                           job->arena,
                                           "script %.*s has changed since it ran; it runs once, so "
                                           "it is not run again",
                                           STR_ARG(script->path))
                                           .ptr,
                            .hint = "`anneal resolve SCRIPT --rerun` has it run again",
                            .loc = {.file = script->file}});
}

/* A script whose folder's condition nobody has asked, or nobody can ask. Where it is false, the
 * package has left the script out. */
static bool gate_is_open(const ScriptJob *job, const Script *script, Str *why)
{
    static const Facts nothing = {0};
    const Facts *answers = job->target->answers == NULL ? &nothing : job->target->answers;
    Str words = STR_ABSENT;

    if (condition_judge(script->gate, answers, job->arena, &words) == CONDITION_HOLDS)
        return true;
    *why = words;
    return false;
}

/* `why` where it is held. */
static Pending judge(const ScriptJob *job, const Script *script, Str *why, Notes *notes)
{
    const ScriptRecord *known = find_record(job, script->path);
    bool is_same = known != NULL && str_eq(known->hash, script->hash);

    if (script->gate != NULL && !gate_is_open(job, script, why))
        return PENDING_HELD;
    if (known == NULL)
        return PENDING_RUN;
    if (known->state == SCRIPT_RUNNING) {
        *why = arena_printf(job->arena,
                            "a deploy was cut short in statement %lld of it, and whether that was "
                            "done is unknown; look, then `anneal resolve \"%.*s\" --done` or "
                            "`--rerun`",
                            (long long)known->statements_done.value + 1, STR_ARG(script->path));
        return PENDING_HELD;
    }
    if (known->state == SCRIPT_FAILED && known->statements_done.value > 0 && !is_same &&
        !script->is_transactional) {
        *why =
            arena_printf(job->arena,
                         "%lld statements of it have run, and it has changed since; look what is "
                         "left to do, then `anneal resolve \"%.*s\" --done` or `--rerun`",
                         (long long)known->statements_done.value, STR_ARG(script->path));
        return PENDING_HELD;
    }
    if (known->state == SCRIPT_FAILED || script->track == TRACK_ALWAYS)
        return PENDING_RUN;
    if (script->track == TRACK_ON_CHANGE)
        return is_same ? PENDING_NOT : PENDING_RUN;
    if (!is_same)
        note_changed(job, script, notes);
    return PENDING_NOT;
}

static const char *history(const ScriptJob *job, const Script *script)
{
    const ScriptRecord *known = find_record(job, script->path);

    if (script->track == TRACK_ALWAYS)
        return "runs at each deploy";
    if (known == NULL)
        return "has not run here yet";
    if (known->state == SCRIPT_DONE)
        return "has changed since it ran";
    return known->statements_done.value > 0 && !script->is_transactional
               ? "goes on from where it failed"
               : "failed when it ran last";
}

/* ---- tasks
 * ------------------------------------------------------------------------------------------------
 */

/* Tasks on their way; the scripts in the order in which they run. */
typedef struct Gathering {
    const ScriptJob *job;
    StepVec *tasks;
    Notes *notes;
    Errs *errs;
    Str held_by; /* path of the first script that is held; absent: none */
} Gathering;

static Step *new_step(const ScriptJob *job, const Script *first)
{
    Step *step = record_new(job->arena, &step_type);

    step->kind = STEP_SCRIPTS;
    step->op = OP_RUN_SCRIPTS;
    step->phase = (int)first->phase;
    step->slot = (int)first->slot;
    step->scripts = record_new(job->arena, &step_scripts_type);
    vec_push(job->arena, &step->hazards, str_from(hazard_name(HAZ_USER_SCRIPT)));
    if (first->loses_rows)
        vec_push(job->arena, &step->hazards, str_from(hazard_name(HAZ_DATA_LOSS)));
    return step;
}

/* False where it holds nothing that runs, or has faults. */
static bool add_script(Gathering *at, Step *step, const Script *script)
{
    Arena *arena = at->job->arena;
    StepScript *one = record_new(arena, &step_script_type);

    if (!job_split_script(at->job->engine, script, arena, one, at->errs))
        return false;
    if (one->batches.len == 0) {
        notes_add(at->notes, (Note){.message = "there is no statement in this script",
                                    .loc = {.file = script->file}});
        return false;
    }
    vec_push(arena, &step->scripts->list, one);
    return true;
}

static void hold(Gathering *at, Step *step, Str why)
{
    step->state = STEP_HELD;
    step->why = why;
    if (at->held_by.ptr == NULL)
        at->held_by = step->scripts->list.items[0]->path;
}

/* What comes after a held script may rely on it. */
static void hold_with_earlier(Gathering *at, Step *step)
{
    if (at->held_by.ptr != NULL && step->state == STEP_READY)
        hold(at, step,
             arena_printf(at->job->arena, "comes after script %.*s, which is held",
                          STR_ARG(at->held_by)));
}

static void add_single(Gathering *at, const Script *script, Str why)
{
    Arena *arena = at->job->arena;
    Step *step = new_step(at->job, script);

    if (!add_script(at, step, script))
        return;
    step->object = arena_printf(arena, "script %.*s", STR_ARG(script->path));
    vec_push(arena, &step->reasons, str_from(history(at->job, script)));
    if (why.ptr != NULL)
        hold(at, step, why);
    hold_with_earlier(at, step);
    vec_push(arena, at->tasks, step);
}

/* `3 scripts of Templates/Main/Views`: the folders of what is retried together. */
static void name_together(const ScriptJob *job, Step *step, const ScriptVec *scripts)
{
    StrVec folders = {0};
    Sb sb = sb_new(SB_LINE_MAX);

    if (scripts->len == 1) {
        step->object = arena_printf(job->arena, "script %.*s", STR_ARG(scripts->items[0]->path));
        sb_free(&sb);
        return;
    }
    for (size_t i = 0; i < scripts->len; i++)
        if (!strs_has(&folders, scripts->items[i]->folder))
            vec_push(job->arena, &folders, scripts->items[i]->folder);
    sb_printf(&sb, "%zu scripts of ", scripts->len);
    for (size_t i = 0; i < folders.len; i++)
        sb_printf(&sb, "%s%.*s", i == 0 ? "" : ", ", STR_ARG(folders.items[i]));
    step->object = sb_finish(&sb, job->arena);
}

/* One step for all of a slot: objects need each other across folders. `may_fail`: they come again
 * when tables are there. */
static void add_together(Gathering *at, const ScriptVec *scripts, Slot slot, bool may_fail)
{
    Step *step;

    if (scripts->len == 0)
        return;
    step = new_step(at->job, scripts->items[0]);
    step->slot = (int)slot;
    step->scripts->is_retried = true;
    step->scripts->may_fail = may_fail;
    for (size_t i = 0; i < scripts->len; i++)
        (void)add_script(at, step, scripts->items[i]);
    if (step->scripts->list.len == 0)
        return;
    name_together(at->job, step, scripts);
    for (size_t i = 0; i < scripts->len; i++)
        vec_push(at->job->arena, &step->reasons,
                 scripts->len == 1
                     ? str_from(history(at->job, scripts->items[i]))
                     : arena_printf(at->job->arena, "%.*s %s", STR_ARG(scripts->items[i]->path),
                                    history(at->job, scripts->items[i])));
    hold_with_earlier(at, step);
    vec_push(at->job->arena, at->tasks, step);
}

/* Those of a phase and slot, in order. Held ones stand alone. */
static void add_slot(Gathering *at, const ScriptVec *all, Phase phase, Slot slot,
                     ScriptVec *objects)
{
    ScriptVec together = {0};

    for (size_t i = 0; i < all->len; i++) {
        const Script *script = all->items[i];
        Str why = STR_ABSENT;
        Pending pending;
        if (script->phase != phase || script->slot != slot)
            continue;
        pending = judge(at->job, script, &why, at->notes);
        if (pending == PENDING_NOT)
            continue;
        if (pending == PENDING_RUN && script->is_retried)
            vec_push(at->job->arena, &together, all->items[i]);
        else
            add_single(at, script, why);
    }
    if (slot == SLOT_OBJECTS) {
        add_together(at, &together, slot, true);
        *objects = together;
        return;
    }
    if (slot == SLOT_AFTER_TABLES_OBJECTS && objects->len > 0) {
        for (size_t i = 0; i < together.len; i++)
            vec_push(at->job->arena, objects, together.items[i]);
        together = *objects;
        *objects = (ScriptVec){0};
    }
    add_together(at, &together, slot, false);
}

/* A database that another tool has deployed to before: what ran there once would run again. */
static void note_adopted(const ScriptJob *job, const StepVec *tasks, Notes *notes)
{
    size_t once = 0;

    for (size_t i = 0; i < tasks->len; i++)
        for (size_t s = 0;
             tasks->items[i]->scripts != NULL && s < tasks->items[i]->scripts->list.len; s++)
            once += tasks->items[i]->scripts->list.items[s]->track == TRACK_ONCE;
    if (once == 0 || !job->is_adopted || job->known->len > 0)
        return;
    notes_add(notes,
              (Note){.message = arena_printf(job->arena,
                                             "anneal has run none of the %zu scripts here that "
                                             "run once; another tool may have",
                                             once)
                                    .ptr,
                     .hint = "`anneal resolve SCRIPT --done` marks one that has run"});
}

bool job_add_scripts(const ScriptJob *job, StepVec *tasks, Notes *notes, Errs *errs)
{
    Gathering at = {.job = job, .tasks = tasks, .notes = notes, .errs = errs};
    ErrsMark mark = errs_mark(errs);
    ScriptVec objects = {0};

    for (int phase = 0; phase < PHASE_COUNT; phase++)
        for (int slot = SLOT_OF_STRUCTURE + 1; slot < SLOT_COUNT; slot++)
            add_slot(&at, job->scripts, (Phase)phase, (Slot)slot, &objects);
    note_adopted(job, tasks, notes);
    return errs_mark(errs) == mark;
}

/* ---- companions
 * ------------------------------------------------------------------------------------------------
 */

/* Whether anything runs in the phase; `all`: what runs each time counts too. */
static bool runs_in(const Plan *plan, Phase phase, bool all)
{
    for (size_t i = 0; i < plan->steps.len; i++) {
        const Step *step = plan->steps.items[i];
        if (step->phase == (int)phase && step->state == STEP_READY &&
            (all || !step_is_recurrent(step)))
            return true;
    }
    return false;
}

static bool add_stamps(const ScriptJob *job, const Plan *plan, StepVec *tasks, Notes *notes,
                       Errs *errs)
{
    bool is_wanted = runs_in(plan, PHASE_EXPAND, false) || runs_in(plan, PHASE_MIGRATE, false);
    Gathering at = {.job = job, .tasks = tasks, .notes = notes, .errs = errs};
    ErrsMark mark = errs_mark(errs);
    ScriptVec stamps = {0};

    if (!package_stamps(job->package, job->target, &stamps, notes, errs))
        return false;
    for (size_t i = 0; i < stamps.len; i++) {
        const ScriptRecord *known = find_record(job, stamps.items[i]->path);
        if (is_wanted || known == NULL || !str_eq(known->hash, stamps.items[i]->hash))
            add_single(&at, stamps.items[i], STR_ABSENT);
    }
    return errs_mark(errs) == mark;
}

static void put_command(Sb *sb, const Hook *hook)
{
    for (size_t i = 0; i < hook->command.len; i++)
        sb_printf(sb, "%s%.*s", i == 0 ? "" : " ", STR_ARG(hook->command.items[i]));
}

static void add_hook(const ScriptJob *job, const Hook *hook, StepVec *tasks)
{
    Arena *arena = job->arena;
    Step *step = record_new(arena, &step_type);
    StepHook *payload = record_new(arena, &step_hook_type);
    Sb command = sb_new(SB_LINE_MAX);

    put_command(&command, hook);
    payload->command = hook->command;
    payload->is_shell = hook->is_shell;
    payload->is_after = hook->when == HOOK_AFTER;
    payload->timeout_s = hook->timeout_s;
    payload->pass = hook->pass;
    step->kind = STEP_HOOK;
    step->op = OP_RUN_HOOK;
    step->phase = hook->phase;
    step->slot = payload->is_after ? SLOT_AFTER : SLOT_BEFORE;
    step->hook = payload;
    step->object = arena_printf(arena, "hook %s %s: %.*s", payload->is_after ? "after" : "before",
                                phase_names[hook->phase], STR_ARG(sb_str(&command)));
    sb_free(&command);
    vec_push(arena, tasks, step);
}

bool job_add_companions(const ScriptJob *job, const Plan *plan, StepVec *tasks, bool *added,
                        Notes *notes, Errs *errs)
{
    const Environment *environment = job->target->environment;
    StepVec before = {0}, all = {0};
    bool ok;

    for (size_t i = 0; environment != NULL && i < environment->hooks.len; i++)
        if (environment->hooks.items[i]->when == HOOK_BEFORE &&
            runs_in(plan, (Phase)environment->hooks.items[i]->phase, true))
            add_hook(job, environment->hooks.items[i], &before);
    /* Before all others of the slot, the stamps behind them, hooks behind those. */
    for (size_t i = 0; i < before.len; i++)
        vec_push(job->arena, &all, before.items[i]);
    for (size_t i = 0; i < tasks->len; i++)
        vec_push(job->arena, &all, tasks->items[i]);
    ok = add_stamps(job, plan, &all, notes, errs);
    for (size_t i = 0; environment != NULL && i < environment->hooks.len; i++)
        if (environment->hooks.items[i]->when == HOOK_AFTER &&
            runs_in(plan, (Phase)environment->hooks.items[i]->phase, true))
            add_hook(job, environment->hooks.items[i], &all);
    *added = all.len > tasks->len;
    *tasks = all;
    return ok;
}
