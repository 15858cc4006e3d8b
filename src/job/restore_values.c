/* The values of a column come back by a plan of two steps, which is run like any other: the column
 * is added empty, and batches fill it. */
#include "codec/json.h"
#include "codec/record.h"
#include "job/backup_bench.h"
#include "job/provenance.h"
#include "model/label.h"

#ifndef ANNEAL_VERSION
#error "the build gives ANNEAL_VERSION"
#endif

enum { DEPLOYER_WAIT_MS = 30 * 1000 };

/* One restore on its way. */
typedef struct Refill {
    const JobTarget *target;
    const BackupRow *row;
    const RestoreNames *names;
    Resolved at;
    Conn *conn;
    Arena *arena;
    Str table;  /* label */
    Str column; /* label */
} Refill;

static Str text_of(const Refill *refill, BackupText which)
{
    return restore_fill(refill->at.engine, refill->arena, refill->row->statements.items[which],
                        refill->names);
}

static void put_lock(const Refill *refill, Step *step, Op op, int version)
{
    const LockRule *rule = refill->at.engine->rule(op, version);
    StepLock *lock;

    if (rule->mode == NULL)
        return;
    lock = record_new(refill->arena, &step_lock_type);
    lock->relation = refill->table;
    lock->mode = arena_str(refill->arena, str_from(rule->mode));
    lock->blocks = (int)rule->blocks;
    vec_push(refill->arena, &step->locks, lock);
}

static Step *new_step(const Refill *refill, const char *id, Op op)
{
    Step *step = record_new(refill->arena, &step_type);

    step->id = arena_printf(refill->arena, "%s %.*s", id, STR_ARG(refill->row->id));
    step->op = (int)op;
    step->object = refill->column;
    step->relation = refill->table;
    vec_push(refill->arena, &step->reasons, STR("its values come back from a backup"));
    return step;
}

static bool is_transactional(const Refill *refill)
{
    return (refill->at.engine->capabilities & CAP_TRANSACTIONAL_DDL) != 0;
}

/* Whether an earlier run has come as far. What DDL commits, the journal announces. */
static bool is_added(const Refill *refill)
{
    Errs ignored = {0};
    Rows rows = {0};
    Str query;
    bool is = refill->row->state == BACKUP_RESTORING;

    if (is && !is_transactional(refill)) {
        query = restore_fill(refill->at.engine, refill->arena,
                             STR("SELECT " BACKUP_COLUMN " FROM " BACKUP_TABLE " WHERE 1 = 0"),
                             refill->names);
        is = refill->at.engine->query(refill->conn, query, refill->arena, &rows, &ignored);
        errs_free(&ignored);
    }
    return is;
}

/* With the word of the registry that this has begun. */
static Step *add_step(const Refill *refill, int version)
{
    Step *step = new_step(refill, "add", OP_ADD_COLUMN);
    BackupRow *row = (BackupRow *)record_copy(refill->arena, &refill->row->rec);

    row->state = BACKUP_RESTORING;
    row->uses.len = 1;
    vec_push(refill->arena, &row->uses,
             label_name(refill->arena, STR_ABSENT, refill->names->column));
    if (is_transactional(refill)) /* else the journal says it before, and then it is done */
        step->group = step->id;
    step->estimate_ms = (OptInt){true, 0};
    step->backup = row;
    vec_push(refill->arena, &step->statements, text_of(refill, BACKUP_ADD));
    put_lock(refill, step, OP_ADD_COLUMN, version);
    return step;
}

static void fill_texts(const Refill *refill, StepLoop *loop)
{
    Str *const texts[] = {&loop->count, &loop->first, &loop->next, &loop->last,
                          &loop->batch, &loop->one,   &loop->rest};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i]->ptr != NULL)
            *texts[i] = restore_fill(refill->at.engine, refill->arena, *texts[i], refill->names);
}

static StepLoop *read_loop(const Refill *refill, Errs *errs)
{
    DocFile *file = ARENA_NEW(refill->arena, DocFile);
    CodecOptions options = {0};
    const Doc *doc;
    StepLoop *loop;

    *file = (DocFile){.path = "the journal", .bytes = refill->row->statements.items[BACKUP_REFILL]};
    doc = json_read(refill->arena, file, false, errs);
    loop = doc == NULL
               ? NULL
               : (StepLoop *)codec_record_read(refill->arena, doc, &step_loop_type, &options, errs);
    if (loop == NULL)
        err_context(errs, "backup %.*s can't be read", STR_ARG(refill->row->id));
    return loop;
}

/* Whether triggers of the application would fire, and can be kept from it. */
static bool look(const Refill *refill, StepLoop *loop, Notes *notes, Errs *errs)
{
    Backfill backfill = {.rec = {.type = &backfill_type},
                         .schema = refill->names->schema,
                         .table = refill->names->table};
    MapEntry set = {.name = refill->names->column, .value = STR("NULL")};
    BackfillFacts facts = {0};

    vec_push(refill->arena, &backfill.set, set);
    if (!refill->at.engine->look_backfill(refill->conn, &backfill, &facts, refill->arena, errs))
        return false;
    if (facts.triggers.len > 0 && facts.may_silence)
        vec_push(refill->arena, &loop->begin, text_of(refill, BACKUP_SILENCE));
    else if (facts.triggers.len > 0)
        notes_addf(notes,
                   "%zu triggers of %.*s fire for each row that gets its value back: this role may "
                   "not keep them from it",
                   facts.triggers.len, STR_ARG(refill->table));
    return true;
}

static Step *fill_step(const Refill *refill, int version, Notes *notes, Errs *errs)
{
    StepLoop *loop = read_loop(refill, errs);
    Step *step;

    if (loop == NULL || !look(refill, loop, notes, errs))
        return NULL;
    fill_texts(refill, loop);
    step = new_step(refill, "fill", OP_FILL_COLUMN);
    step->kind = STEP_LOOP;
    step->loop = loop;
    put_lock(refill, step, OP_FILL_COLUMN, version);
    return step;
}

static bool run_plan(const Refill *refill, const Plan *plan, Errs *errs)
{
    const JobTarget *target = refill->target;
    Provenance from = job_provenance(NULL, NULL, refill->arena);
    DeploymentRow by = {.who = from.who,
                        .host = from.host,
                        .origin = STR("anneal backups restore"),
                        .tool = STR(ANNEAL_VERSION)};
    DeployOptions options = {.phases = {true, true, true},
                             .lock_budget_ms = refill->at.policy.budget.lock_ms,
                             .deployer_wait_ms = DEPLOYER_WAIT_MS,
                             .by = &by,
                             .stop = target->stop,
                             .log = target->log};
    Outcome outcome = {.plan = plan};

    if (options.lock_budget_ms == 0)
        options.lock_budget_ms = LOCK_BUDGET_DEFAULT_MS;
    return deploy_run(refill->at.engine, refill->conn, &refill->at.url, plan, &options,
                      refill->arena, &outcome, errs);
}

/* What became of them, for people to know. */
static bool compare(const Refill *refill, Notes *notes, Errs *errs)
{
    Rows rows = {0};
    Str kept, there, equal;

    if (!refill->at.engine->query(refill->conn, text_of(refill, BACKUP_COMPARE), refill->arena,
                                  &rows, errs))
        return false;
    kept = ROW_CELL(&rows, 0, 0);
    there = ROW_CELL(&rows, 0, 1);
    equal = ROW_CELL(&rows, 0, 2);
    notes_addf(notes,
               "%.*s values were kept; of %.*s the row is still there, and %.*s are equal now",
               STR_ARG(kept), STR_ARG(there), STR_ARG(equal));
    return true;
}

static bool explain(const Refill *refill, Errs *errs)
{
    if (refill->row->state != BACKUP_RESTORING)
        err_hint(errs, "where the name is taken: --as NAME gives it another one");
    return false;
}

static bool make_plan(const Refill *refill, Plan *plan, Notes *notes, Errs *errs)
{
    Facts facts = {0};
    int version;
    Step *step;

    if (!refill->at.engine->describe(refill->conn, &facts, errs))
        return false;
    version = facts.version;
    facts_free(&facts);
    plan->format = (OptInt){true, PLAN_FORMAT};
    plan->tool = STR(ANNEAL_VERSION);
    plan->product = refill->row->product;
    plan->engine = str_from(refill->at.engine->name);
    plan->server_version = (OptInt){true, version};
    if (refill->at.package != NULL)
        plan->journal = package_config(refill->at.package)->journal;
    if (!is_added(refill))
        vec_push(&plan->arena, &plan->steps, add_step(refill, version));
    step = fill_step(refill, version, notes, errs);
    if (step == NULL)
        return false;
    vec_push(&plan->arena, &plan->steps, step);
    plan->hash = refill->row->id;
    return true;
}

static bool open(Refill *refill, Errs *errs)
{
    ConnectOptions options = {.log = refill->target->log};
    Notes known = {0};
    bool ok = job_resolve(refill->target, false, &refill->at, &known, errs);

    notes_free(&known); /* who asked has had them */
    if (ok && refill->at.environment != NULL)
        options.role = refill->at.environment->role;
    return ok && refill->at.engine->connect(&refill->at.url, &options, &refill->conn, errs);
}

bool restore_values(const JobTarget *target, const BackupRow *row, const RestoreNames *names,
                    Arena *arena, Notes *notes, Errs *errs)
{
    Refill refill = {.target = target, .row = row, .names = names, .arena = arena};
    Plan *plan = plan_new();
    bool ok = row->statements.len == BACKUP_TEXT_COUNT ||
              err_addf(errs, ERR_UNSUPPORTED, "backup %.*s was made by another version of anneal",
                       STR_ARG(row->id));

    refill.table = label_name(arena, names->schema, names->table);
    refill.column = arena_printf(arena, "column %.*s.%.*s", STR_ARG(refill.table),
                                 STR_ARG(label_name(arena, STR_ABSENT, names->column)));
    ok = ok && open(&refill, errs) && make_plan(&refill, plan, notes, errs) &&
         (run_plan(&refill, plan, errs) || explain(&refill, errs)) && compare(&refill, notes, errs);
    if (refill.at.engine != NULL)
        refill.at.engine->close(refill.conn);
    plan_free(plan);
    job_resolved_free(&refill.at);
    return ok;
}
