/* A look at what the steps need, before the first of them runs. */
#include "deploy/inside.h"
#include "model/label.h"

enum { INDEX_PART = 3 }; /* an index takes about a third of its table */

typedef struct Needs {
    Arena arena;
    Preflight found;
} Needs;

/* What an operation needs beside its own relation. */
enum {
    MAKES = 1,     /* something new in the schema */
    BUILDS = 2,    /* an index */
    OWNS = 4,      /* the other relations that it locks */
    REFERENCES = 8 /* those that it locks, by a foreign key */
};

static const struct {
    Op op;
    unsigned needs;
} op_needs[] = {
    {OP_CREATE_TABLE, MAKES},
    {OP_CREATE_SEQUENCE, MAKES},
    {OP_CREATE_VIEW, MAKES},
    {OP_RECREATE_VIEW, MAKES},
    {OP_REPLACE_VIEW, MAKES},
    {OP_CREATE_ROUTINE, MAKES},
    {OP_RECREATE_ROUTINE, MAKES},
    {OP_REPLACE_ROUTINE, MAKES},
    {OP_CREATE_OBJECT, MAKES},
    {OP_RECREATE_OBJECT, MAKES},
    {OP_RECREATE_TYPE, MAKES},
    {OP_CREATE_INDEX, MAKES | BUILDS},
    {OP_CREATE_UNIQUE_INDEX, MAKES | BUILDS},
    {OP_CREATE_INDEX_ONLINE, MAKES | BUILDS},
    {OP_CREATE_UNIQUE_INDEX_ONLINE, MAKES | BUILDS},
    {OP_BUILD_SIDE_INDEX, MAKES | BUILDS},
    {OP_REPLACE_INDEX, MAKES | BUILDS},
    {OP_ADD_PRIMARY_KEY, MAKES | BUILDS},
    {OP_ADD_UNIQUE, MAKES | BUILDS},
    {OP_REPLACE_KEY, MAKES | BUILDS | OWNS},
    {OP_SWAP_KEY, OWNS},
    {OP_DROP_KEY, OWNS},
    {OP_ATTACH_PARTITION, OWNS},
    {OP_ATTACH_PROVEN, OWNS},
    {OP_DETACH_PARTITION, OWNS},
    {OP_FINISH_DETACH, OWNS},
    {OP_DETACH_ONLINE, OWNS},
    {OP_REPLACE_BOUNDS, OWNS},
    {OP_ATTACH_INDEX, OWNS},
    {OP_INHERIT, OWNS},
    {OP_OWN_COLUMN, OWNS},
    {OP_ADD_FOREIGN_KEY, REFERENCES},
    {OP_ADD_FOREIGN_KEY_NOT_VALID, REFERENCES},
    {OP_MOVE_FOREIGN_KEY, REFERENCES},
    {OP_REPLACE_FOREIGN_KEY, REFERENCES},
    {OP_ADD_PART_KEYS, REFERENCES},
};

static unsigned needs_of(const Step *step)
{
    for (size_t i = 0; i < sizeof op_needs / sizeof *op_needs; i++)
        if (op_needs[i].op == (Op)step->op)
            return op_needs[i].needs;
    return 0;
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
    unsigned also = needs_of(step);
    Str schema = STR_ABSENT, name;

    if (step->kind != STEP_EXEC || step->relation.len == 0)
        return;
    if (needs_owner(step))
        add(needs, &found->owned, step->relation);
    for (size_t i = 0; (also & (OWNS | REFERENCES)) != 0 && i < step->locks.len; i++)
        if (!str_eq(step->locks.items[i]->relation, step->relation))
            add(needs, (also & OWNS) != 0 ? &found->owned : &found->referenced,
                step->locks.items[i]->relation);
    if ((also & MAKES) != 0 && label_split(&needs->arena, step->relation, &schema, &name))
        add(needs, &found->schemas, schema);
    if (step->backup != NULL && label_split(&needs->arena, step->backup->place, &schema, &name))
        add(needs, &found->places, schema);
    found->waits_for_others = found->waits_for_others || step->group.len == 0;
    if (step->cost == COST_REWRITE || step->cost == COST_COPY)
        found->disk_bytes += size_of(run, step->relation);
    else if ((also & BUILDS) != 0)
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
