/* A look at what the steps need, before the first of them runs. */
#include "deploy/inside.h"
#include "model/label.h"

enum { INDEX_PART = 3 }; /* an index takes about a third of its table */

typedef struct Needs {
    Arena arena;
    Preflight found;
} Needs;

static bool builds_index(Op op)
{
    static const Op ops[] = {OP_ADD_PRIMARY_KEY,     OP_ADD_UNIQUE,
                             OP_REPLACE_KEY,         OP_CREATE_INDEX,
                             OP_CREATE_UNIQUE_INDEX, OP_CREATE_INDEX_ONLINE,
                             OP_REPLACE_INDEX,       OP_CREATE_UNIQUE_INDEX_ONLINE};

    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
        if (ops[i] == op)
            return true;
    return false;
}

static int64_t size_of(const Run *run, Str relation)
{
    for (size_t i = 0; i < run->plan->facts.len; i++)
        if (str_eq(run->plan->facts.items[i]->relation, relation))
            return run->plan->facts.items[i]->size_bytes.value;
    return 0;
}

/* Of a relation that lives: what its own rows or clauses change is its owner's to change. */
static bool needs_owner(const Step *step)
{
    if (step->op == OP_CREATE_TRIGGER || step->op == OP_GRANT) /* a right of their own does */
        return false;
    for (size_t i = 0; i < step->locks.len; i++)
        if (str_eq(step->locks.items[i]->relation, step->relation) &&
            step->locks.items[i]->blocks >= BLOCKS_DDL)
            return true;
    return false;
}

static void add(Needs *needs, StrVec *list, Str text)
{
    if (text.len > 0 && !strs_has(list, text))
        vec_push(&needs->arena, list, text);
}

static void add_step(Needs *needs, const Run *run, const Step *step)
{
    Preflight *found = &needs->found;
    Str schema = STR_ABSENT, name;

    if (step->kind != STEP_EXEC || step->relation.len == 0)
        return;
    if (needs_owner(step))
        add(needs, &found->owned, step->relation);
    if ((step->op == OP_CREATE_TABLE || step->op == OP_CREATE_SEQUENCE ||
         builds_index((Op)step->op)) &&
        label_split(&needs->arena, step->relation, &schema, &name))
        add(needs, &found->schemas, schema);
    found->waits_for_others = found->waits_for_others || step->group.len == 0;
    if (step->cost == COST_REWRITE || step->cost == COST_COPY)
        found->disk_bytes += size_of(run, step->relation);
    else if (builds_index((Op)step->op))
        found->disk_bytes += size_of(run, step->relation) / INDEX_PART;
}

bool deploy_preflight(const Run *run, Errs *errs)
{
    Needs needs = {0};
    Notes notes = {0};
    bool ok;

    for (size_t i = 0; i < run->plan->steps.len; i++) {
        const Step *step = run->plan->steps.items[i];
        if (!deploy_runs_step(run, i))
            continue;
        add_step(&needs, run, step);
        if (step->op == OP_CREATE_SCHEMA)
            needs.found.makes_schemas = true;
    }
    ok = run->engine->check_rights(run->conn, &needs.found, errs) &&
         run->engine->foresee(run->conn, &needs.found, &notes, errs);
    if (ok && notes.list.len > 0 && run->options->on_notes != NULL)
        run->options->on_notes(run->options->context, &notes);
    notes_free(&notes);
    arena_free(&needs.arena);
    return ok;
}
