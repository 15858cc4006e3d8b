/* Declared backfills as tasks of a plan. */
#include "job/backfills.h"

#include "base/hash.h"
#include "model/label.h"
#include "model/slot.h"

/* ---- texts
 * ---------------------------------------------------------------------------------------------------
 */

static bool check_text(const Engine *engine, const Backfill *backfill, const char *key, Str column,
                       Str sql, Errs *errs)
{
    const char *fault;

    if (engine->check_expression(sql, &fault))
        return true;
    return err_at(errs, ERR_FIELD, record_key_loc(&errs->arena, &backfill->rec, key),
                  "write one expression, as it would stand in parentheses",
                  "\"%s\" of backfill \"%.*s\"%s%.*s %s", key, STR_ARG(backfill->name),
                  column.len > 0 ? ", column " : "", STR_ARG(column), fault);
}

bool job_check_backfills(const Package *package, const Engine *engine, Errs *errs)
{
    const BackfillVec *list = package_backfills(package);
    bool ok = true;

    for (size_t i = 0; i < list->len; i++) {
        const Backfill *backfill = list->items[i];
        for (size_t s = 0; s < backfill->set.len; s++)
            ok = check_text(engine, backfill, "Set", backfill->set.items[s].name,
                            backfill->set.items[s].value, errs) &&
                 ok;
        if (backfill->where.len > 0)
            ok = check_text(engine, backfill, "Where", STR_ABSENT, backfill->where, errs) && ok;
    }
    return ok;
}

/* ---- what the journal knows
 * ---------------------------------------------------------------------------------- */

/* `backfill shop/totals 0123456789abcdef ` and, behind it, a hash of the walk: another key would
 * make another walk of the same work, which is done where any walk is. */
typedef struct Names {
    Str family; /* of all definitions */
    Str work;   /* of this one */
} Names;

static Names names_of(const BackfillJob *job, const Backfill *backfill)
{
    Str product = package_product(job->package)->name;
    Str id = backfill_id(job->arena, product, backfill);

    return (Names){arena_printf(job->arena, "%.*s ", STR_ARG(id)),
                   arena_printf(job->arena, "%.*s %.*s ", STR_ARG(id),
                                STR_ARG(backfill_hash(job->arena, backfill)))};
}

static bool is_finished(const BackfillJob *job, const Names *names)
{
    for (size_t i = 0; i < job->loops->len; i++)
        if (job->loops->items[i]->is_finished && str_starts(job->loops->items[i]->id, names->work))
            return true;
    return false;
}

/* Names may hold blanks: what follows is to be two hashes. */
static bool is_of_family(const LoopPosition *loop, const Names *names)
{
    enum { HASHES = 16 + 1 + 16 };

    return str_starts(loop->id, names->family) && loop->id.len == names->family.len + HASHES;
}

/* Unfinished loops of other definitions or along another key: nobody will go on with them. */
static void set_replaced(const BackfillJob *job, const Names *names, StepLoop *made)
{
    for (size_t i = 0; i < job->loops->len; i++) {
        const LoopPosition *loop = job->loops->items[i];
        if (!loop->is_finished && is_of_family(loop, names) && !str_eq(loop->id, made->id))
            vec_push(job->arena, &made->replaces, loop->id);
    }
}

/* Where says which rows are done; without it only the position does, and that is of another key. */
static bool refuse_twice(const Backfill *backfill, const Names *names, const StepLoop *made,
                         Errs *errs)
{
    for (size_t i = 0; i < made->replaces.len && backfill->where.len == 0; i++)
        if (str_starts(made->replaces.items[i], names->work))
            return err_at(errs, ERR_UNSUPPORTED, record_loc(&errs->arena, &backfill->rec),
                          "let it end along its old key, or give it a Where that Set makes false",
                          "backfill \"%.*s\" is half done along another key: which rows are done "
                          "can't be told any more",
                          STR_ARG(backfill->name));
    return true;
}

static Str history_of(const BackfillJob *job, const Names *names, Str id)
{
    const char *words = "is declared and has not run here yet";

    for (size_t i = 0; i < job->loops->len; i++) {
        const LoopPosition *loop = job->loops->items[i];
        if (str_eq(loop->id, id))
            return STR("goes on from where it stands");
        if (is_of_family(loop, names))
            words = loop->is_finished ? "what it does has changed since it ran: it runs again"
                                      : "what it does has changed since it began: it begins anew";
    }
    return str_from(words);
}

/* ---- the task
 * ------------------------------------------------------------------------------------------------
 */

static Str walk_hash(Arena *arena, const StepLoop *loop)
{
    enum { DIGITS = 16 };
    Str all = arena_printf(arena, "%.*s\n%.*s\n%.*s", STR_ARG(loop->first), STR_ARG(loop->next),
                           STR_ARG(loop->batch));

    return str_sub(hash_hex(arena, hash_of(all)), 0, DIGITS);
}

static void set_lock(const BackfillJob *job, const LockRule *rule, Step *step)
{
    StepLock *lock;

    if (rule->mode == NULL)
        return;
    lock = record_new(job->arena, &step_lock_type);
    lock->relation = step->relation;
    lock->mode = str_from(rule->mode);
    lock->blocks = (int)rule->blocks;
    vec_push(job->arena, &step->locks, lock);
}

static void set_size(const BackfillJob *job, const Backfill *backfill, bool is_new, Step *step)
{
    if (is_new)
        vec_push(job->arena, &step->reasons, STR("its table is new"));
    step->loop->size =
        backfill->batch_rows.given ? backfill->batch_rows : (OptInt){true, BACKFILL_ROWS};
    step->loop->target_ms =
        backfill->target_ms.given ? backfill->target_ms : (OptInt){true, BACKFILL_TARGET_MS};
    step->loop->pause_ms = backfill->pause_ms;
    step->estimate_ms = is_new ? (OptInt){true, 0} : step->loop->target_ms;
}

static Step *make_step(const BackfillJob *job, const Backfill *backfill, const Table *live)
{
    const LockRule *rule = job->engine->rule(OP_BACKFILL, job->facts->version);
    Step *step = record_new(job->arena, &step_type);

    step->kind = STEP_LOOP;
    step->phase = PHASE_MIGRATE;
    step->slot = SLOT_MIGRATE;
    step->op = OP_BACKFILL;
    step->cost = (int)rule->cost;
    step->relation = label_name(job->arena, backfill->schema, backfill->table);
    step->object = arena_printf(job->arena, "backfill %.*s of %.*s", STR_ARG(backfill->name),
                                STR_ARG(step->relation));
    step->loop = record_new(job->arena, &step_loop_type);
    set_lock(job, rule, step);
    if (live != NULL) {
        vec_push(job->arena, &step->hazards, str_from(hazard_name(HAZ_USER_SCRIPT)));
        vec_push(job->arena, &step->hazards, str_from(hazard_name(HAZ_IRREVERSIBLE)));
    }
    return step;
}

static bool refuse_hidden(const BackfillJob *job, const Backfill *backfill, Errs *errs)
{
    return err_at(errs, ERR_PRIVILEGE, record_loc(&errs->arena, &backfill->rec),
                  "deploy as a role with BYPASSRLS, or as the owner of a table without FORCE ROW "
                  "LEVEL SECURITY",
                  "backfill \"%.*s\": row security can hide rows of %.*s from this role, and a row "
                  "that is not seen is not done",
                  STR_ARG(backfill->name),
                  STR_ARG(label_name(job->arena, backfill->schema, backfill->table)));
}

static bool add_one(const BackfillJob *job, const Backfill *backfill, StepVec *tasks, Errs *errs)
{
    const Table *live =
        (const Table *)model_find(job->live, REC_TABLE, backfill->schema, backfill->table);
    const Table *desired =
        (const Table *)model_find(job->desired, REC_TABLE, backfill->schema, backfill->table);
    BackfillFacts facts = {0};
    BackfillInput input = {job->arena, job->facts->version, backfill, live, desired, &facts};
    Names names = names_of(job, backfill);
    StrVec notes = {0};
    Step *step;

    if (desired == NULL || is_finished(job, &names))
        return true;
    if (live != NULL && job->conn != NULL &&
        !job->engine->look_backfill(job->conn, backfill, &facts, job->arena, errs))
        return false;
    if (facts.is_hidden)
        return refuse_hidden(job, backfill, errs);
    step = make_step(job, backfill, live);
    if (!job->engine->backfill(&input, step->loop, &notes, errs))
        return false;
    step->loop->id = arena_printf(job->arena, "%.*s%.*s", STR_ARG(names.work),
                                  STR_ARG(walk_hash(job->arena, step->loop)));
    set_replaced(job, &names, step->loop);
    if (!refuse_twice(backfill, &names, step->loop, errs))
        return false;
    vec_push(job->arena, &step->reasons, history_of(job, &names, step->loop->id));
    set_size(job, backfill, live == NULL, step);
    for (size_t i = 0; i < notes.len; i++)
        vec_push(job->arena, &step->reasons, notes.items[i]);
    vec_push(job->arena, tasks, step);
    return true;
}

/* In one round trip for all. */
static bool measure(const BackfillJob *job, Errs *errs)
{
    const BackfillVec *list = package_backfills(job->package);
    StrVec labels = {0};

    for (size_t i = 0; i < list->len; i++) {
        Str label = label_name(job->arena, list->items[i]->schema, list->items[i]->table);
        if (!strs_has(&labels, label))
            vec_push(job->arena, &labels, label);
    }
    return labels.len == 0 || job->conn == NULL ||
           job->engine->measure(job->conn, job->live, &labels, job->facts, errs);
}

bool job_add_backfills(const BackfillJob *job, StepVec *tasks, Errs *errs)
{
    const BackfillVec *list = package_backfills(job->package);
    ErrsMark mark = errs_mark(errs);

    if (!measure(job, errs))
        return false;
    for (size_t i = 0; i < list->len; i++)
        (void)add_one(job, list->items[i], tasks, errs); /* the others have errors to report too */
    return errs_mark(errs) == mark;
}

void job_finish_backfills(const Package *package, Arena *arena, LoopPositions *loops)
{
    const BackfillVec *list = package_backfills(package);
    BackfillJob job = {.package = package, .arena = arena};

    for (size_t i = 0; i < list->len; i++) {
        LoopPosition *loop = record_new(arena, &loop_position_type);
        loop->id = names_of(&job, list->items[i]).work;
        loop->is_finished = true;
        vec_push(arena, loops, loop);
    }
}
