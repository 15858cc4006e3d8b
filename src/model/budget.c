/* The lock budget: whether a direct statement may be taken, or a recipe has to be. */
#include "model/budget.h"

#include "model/label.h"

const char *const recipe_choices[] = {"auto", "online", "direct", NULL};
const char *const rename_choices[] = {"auto", "direct", "both", NULL};

/* What a modest server with a cold cache does; narrow rows cost more than their bytes. Too low errs
 * towards caution: a step counts as over the lock budget although it is not. Measured on two busy
 * cores: two million rows of 100 bytes are checked in 0.6 s and rewritten in 9 s; a B-tree on a
 * million integers takes 0.4 to 2 s, on 400,000 texts 0.5 to 2 s. Values that are kept apart from
 * their rows are read with them by nothing but what rewrites, in chunks with an index of their own:
 * 156 MB of them took 2.5 s of processor, 70 MB in rows 0.2 s, and 40 s and 2 s under heavy load.
 */
static const struct {
    Cost cost;
    int64_t bytes_per_ms, toast_per_ms, rows_per_ms;
    bool with_indexes; /* they are built anew */
} rates[] = {
    {COST_SCAN, SCAN_RATE_DEFAULT / 1000, SCAN_RATE_DEFAULT / 1000, 4000, false},
    {COST_BUILD, SCAN_RATE_DEFAULT / 2000, SCAN_RATE_DEFAULT / 2000, 500, false},
    {COST_REWRITE, 30 * 1000, 5 * 1000, 500, true},
    {COST_COPY, 20 * 1000, 5 * 1000, 300, true},
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

OptInt budget_estimate_ms(const Facts *facts, const RelationSize *size, Cost cost)
{
    double factor = facts->scan_rate > 0 ? (double)SCAN_RATE_DEFAULT / (double)facts->scan_rate : 1;

    if (cost == COST_METADATA)
        return (OptInt){true, 0};
    for (size_t i = 0; size != NULL && i < sizeof rates / sizeof *rates; i++) {
        int64_t bytes =
            size->size_bytes - size->toast_bytes + (rates[i].with_indexes ? size->index_bytes : 0);
        double ms = (double)bytes / (double)rates[i].bytes_per_ms +
                    (double)size->toast_bytes / (double)rates[i].toast_per_ms +
                    (double)size->rows / (double)rates[i].rows_per_ms;
        if (rates[i].cost == cost)
            return (OptInt){true, (int64_t)(ms * factor)};
    }
    return (OptInt){0};
}

int64_t budget_round_rate(int64_t bytes_per_second)
{
    int64_t power = 1;

    while (power <= bytes_per_second / 10)
        power *= 10;
    return bytes_per_second >= 5 * power   ? 5 * power
           : bytes_per_second >= 2 * power ? 2 * power
                                           : power;
}

bool budget_is_safe(const Budget *budget, const RelationSize *size)
{
    return size != NULL && size->size_bytes < budget->safe_below;
}

/* Two thirds: a lock is waited for during a fifth of the budget at first, and work is cut off when
 * nine tenths are over (deploy/hold.c), so what is estimated as near to it would now and then fail
 * half way. */
bool budget_fits(const Budget *budget, int64_t ms)
{
    return ms <= (int64_t)budget->lock_ms * 2 / 3;
}

bool budget_allows_size(const Budget *budget, const Facts *facts, const RelationSize *size,
                        Cost cost, int times)
{
    OptInt ms;

    if (budget->recipes == RECIPES_DIRECT)
        return true;
    if (budget->recipes == RECIPES_ONLINE)
        return cost == COST_METADATA;
    if (budget_is_safe(budget, size))
        return true;
    ms = budget_estimate_ms(facts, size, cost);
    return ms.given && budget_fits(budget, ms.value * times);
}

bool budget_allows(const Budget *budget, const Facts *facts, const Object *live, Cost cost)
{
    return live == NULL || budget_allows_size(budget, facts, budget_size(facts, live), cost, 1);
}
