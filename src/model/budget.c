/* The lock budget: whether a direct statement may be taken, or a recipe has to be. */
#include "model/budget.h"

#include "model/label.h"

const char *const recipe_choices[] = {"auto", "online", "direct", NULL};

/* Bytes a second of a modest server with a cold cache. Too low errs towards caution: a step counts
 * as over the lock budget although it is not. */
static const struct {
    Cost cost;
    int64_t bytes_per_second;
} rates[] = {
    {COST_SCAN, INT64_C(200) * 1000 * 1000},
    {COST_REWRITE, INT64_C(30) * 1000 * 1000},
    {COST_COPY, INT64_C(20) * 1000 * 1000},
};

const RelationSize *budget_size(const Facts *facts, const Object *live)
{
    Arena scratch = {0};
    const RelationSize *size = NULL;

    if (live != NULL)
        size = facts_size(facts, label_name(&scratch, live->schema, live->name));
    arena_free(&scratch);
    return size;
}

OptInt budget_estimate_ms(const RelationSize *size, Cost cost)
{
    if (cost == COST_METADATA)
        return (OptInt){true, 0};
    for (size_t i = 0; size != NULL && i < sizeof rates / sizeof *rates; i++)
        if (rates[i].cost == cost)
            return (OptInt){true, size->size_bytes / (rates[i].bytes_per_second / 1000)};
    return (OptInt){0};
}

bool budget_allows(const Budget *budget, const Facts *facts, const Object *live, Cost cost)
{
    OptInt ms;

    if (live == NULL || budget->recipes == RECIPES_DIRECT)
        return true;
    if (budget->recipes == RECIPES_ONLINE)
        return cost == COST_METADATA;
    ms = budget_estimate_ms(budget_size(facts, live), cost);
    return ms.given && ms.value <= budget->lock_ms;
}
