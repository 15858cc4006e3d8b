/* What a plan is based on beside the structure: sizes, the scan rate, rows in the way. */
#include "job/measure.h"

#include "base/bytes.h"
#include "deploy/probe.h"
#include "model/label.h"
#include "model/temporary.h"

/* What is smaller is over within the budget on any server. The other bounds what a sample that lay
 * in memory promises. */
#define SAMPLE_LEAST_BYTES (INT64_C(16) << 20)
#define SCAN_RATE_MOST (INT64_C(1000) * 1000 * 1000)

/* Labels of relations, each once. */
typedef struct Labels {
    StrVec list;
    Map seen;
} Labels;

static void want_size(const MeasureJob *job, Labels *labels, const Object *object)
{
    Str label;

    if (object == NULL || object->rec.type != &table_type)
        return;
    label = label_name(job->arena, object->schema, object->name);
    if (map_get(&labels->seen, label) != NULL)
        return;
    (void)map_put(job->arena, &labels->seen, label, labels);
    vec_push(job->arena, &labels->list, label);
}

/* As the environment says, or by a sample of the largest relation where one is so large that it
 * makes a difference. */
static bool find_scan_rate(const MeasureJob *job, Conn *conn, const StrVec *labels, Errs *errs)
{
    const Environment *environment = job->environment;
    Str largest = STR_ABSENT;
    int64_t most = SAMPLE_LEAST_BYTES, rate = 0;
    const char *fault;

    if (environment != NULL && environment->scan_rate.len > 0)
        return bytes_parse(environment->scan_rate, &job->facts->scan_rate, &fault);
    for (size_t i = 0; i < labels->len; i++) {
        const RelationSize *size = facts_size(job->facts, labels->items[i]);
        if (size == NULL || size->size_bytes < most)
            continue;
        most = size->size_bytes;
        largest = labels->items[i];
    }
    if (largest.len == 0)
        return true;
    if (!job->engine->measure_scan(conn, largest, &rate, errs))
        return false;
    if (rate > 0)
        job->facts->scan_rate = budget_round_rate(rate < SCAN_RATE_MOST ? rate : SCAN_RATE_MOST);
    return true;
}

/* Whether an earlier plan has begun with columns of the table: some part says that it is there for
 * a while only. */
static bool is_unfinished(const ChangeGroup *group)
{
    for (size_t i = 0; i < group->changes.len; i++)
        if (group->changes.items[i]->kind == CHANGE_DROP &&
            name_is_temporary(record_name(group->changes.items[i]->live)))
            return true;
    return false;
}

static bool has_retyped(const ChangeGroup *group)
{
    for (size_t i = 0; i < group->changes.len; i++) {
        const Change *change = group->changes.items[i];
        if (change->kind == CHANGE_ALTER && change->desired->type == &column_type &&
            change_has(change, "DataType"))
            return true;
    }
    return false;
}

/* Columns that may come to be used by two names: the rows get the second one in batches. */
static bool may_have_two_names(const ChangeGroup *group)
{
    for (size_t i = 0; i < group->changes.len; i++)
        if (group->changes.items[i]->kind == CHANGE_RENAME &&
            group->changes.items[i]->desired->type == &column_type)
            return true;
    return false;
}

/* Columns that come to a live table with a value in each row, or get another type. */
static bool wants_update(const ChangeGroup *group, Backfill *backfill, Arena *arena)
{
    bool wants = has_retyped(group);

    for (size_t i = 0; i < group->changes.len; i++) {
        const Change *change = group->changes.items[i];
        const Column *column = (const Column *)change->desired;
        MapEntry set;
        if (change->kind != CHANGE_CREATE || change->desired->type != &column_type ||
            (column->dflt.len == 0 && sparse_str(&column->rec, FIELD_COLUMN_GENERATED).len == 0))
            continue;
        set = (MapEntry){.name = column->name, .value = column->dflt};
        vec_push(arena, &backfill->set, set);
        wants = true;
    }
    return wants;
}

static bool is_live_table(const ChangeGroup *group)
{
    return group->live != NULL && group->desired != NULL && group->live->rec.type == &table_type;
}

/* Whether a column of some table changes its type in batches: then one that it references, or that
 * references it, does so, too, however small its table is. */
static bool retypes_in_batches(const MeasureJob *job)
{
    for (size_t i = 0; i < job->changes->groups.len; i++) {
        const ChangeGroup *group = job->changes->groups.items[i];
        if (is_live_table(group) && has_retyped(group) &&
            (is_unfinished(group) ||
             !budget_allows(job->budget, job->facts, group->live, COST_REWRITE)))
            return true;
    }
    return false;
}

/* What it would mean to give columns their values in batches, of each table where one statement
 * takes too long. */
static bool look_at_updates(const MeasureJob *job, Conn *conn, Errs *errs)
{
    bool retypes = retypes_in_batches(job);

    if ((job->engine->capabilities & CAP_LOCK_QUEUE) == 0)
        return true;
    for (size_t i = 0; i < job->changes->groups.len; i++) {
        const ChangeGroup *group = job->changes->groups.items[i];
        Backfill backfill = {.rec = {.type = &backfill_type}};
        BackfillFacts found = {0};
        if (!is_live_table(group) ||
            (!is_unfinished(group) && !may_have_two_names(group) &&
             !(retypes && has_retyped(group)) &&
             (!wants_update(group, &backfill, job->arena) ||
              budget_allows(job->budget, job->facts, group->live, COST_REWRITE))))
            continue;
        backfill.schema = group->live->schema;
        backfill.table = group->live->name;
        if (!job->engine->look_backfill(conn, &backfill, &found, job->arena, errs))
            return false;
        facts_set_update(job->facts, label_name(job->arena, group->live->schema, group->live->name),
                         &found);
    }
    return true;
}

/* Tables whose keys reference a column that changes its type: they may change over with it. */
static void want_referencing(const MeasureJob *job, Labels *labels)
{
    for (size_t i = 0; i < job->live->objects.len; i++) {
        const Table *table = (const Table *)job->live->objects.items[i];
        for (size_t k = 0; table->obj.rec.type == &table_type && k < table->foreign_keys.len; k++) {
            const ForeignKey *key = table->foreign_keys.items[k];
            const Object *related =
                model_find(job->live, REC_TABLE, key->related_schema, key->related_table);
            const ChangeGroup *group =
                related == NULL ? NULL : changes_group_of(job->changes, related);
            if (group != NULL && has_retyped(group))
                want_size(job, labels, &table->obj);
        }
    }
}

/* Live relations that a step may lock: those that change, and those that a new foreign key of
 * theirs refers to. */
bool job_measure(const MeasureJob *job, Conn *conn, Errs *errs)
{
    Labels labels = {0};

    for (size_t i = 0; i < job->changes->groups.len; i++) {
        const ChangeGroup *group = job->changes->groups.items[i];
        want_size(job, &labels, group->live);
        for (size_t c = 0; c < group->changes.len; c++) {
            const Record *desired = group->changes.items[c]->desired;
            if (desired == NULL || desired->type != &foreign_key_type)
                continue;
            want_size(job, &labels,
                      model_find(job->live, REC_TABLE,
                                 ((const ForeignKey *)desired)->related_schema,
                                 ((const ForeignKey *)desired)->related_table));
        }
    }
    /* … and those that use what changes: it may take a part of them along, or read them. */
    for (size_t i = 0; i < job->live->edges.len; i++) {
        const Edge *edge = &job->live->edges.items[i];
        if (edge->from->rec.type == &table_type && changes_group_of(job->changes, edge->to) != NULL)
            want_size(job, &labels, edge->from);
    }
    want_referencing(job, &labels);
    return labels.list.len == 0 ||
           (job->engine->measure(conn, job->found, &labels.list, job->facts, errs) &&
            find_scan_rate(job, conn, &labels.list, errs) && look_at_updates(job, conn, errs));
}

bool job_probe(const Plan *plan, const Engine *engine, Conn *conn, Facts *facts)
{
    bool asked = false;

    for (size_t i = 0; i < plan->steps.len; i++) {
        const Step *step = plan->steps.items[i];
        for (size_t p = 0; p < step->probes.len; p++) {
            Str text = step->probes.items[p];
            if (facts_probe(facts, text) != NULL)
                continue;
            /* The plan that holds the text goes before the facts do. */
            facts_set_probe(facts, arena_str(&facts->arena, text),
                            deploy_probe(engine, conn, text));
            asked = true;
        }
    }
    return asked;
}
