/* The lock budget: whether a direct statement may be taken, or a recipe has to be. */
#ifndef ANNEAL_MODEL_BUDGET_H
#define ANNEAL_MODEL_BUDGET_H

#include "model/change.h"
#include "model/facts.h"
#include "model/rule.h"

/* The key `Recipes`. */
typedef enum RecipeChoice {
    RECIPES_AUTO,   /* where the direct statement is over the budget */
    RECIPES_ONLINE, /* wherever there is one */
    RECIPES_DIRECT  /* nowhere */
} RecipeChoice;

/* Its values, in their order; NULL-terminated. */
extern const char *const recipe_choices[];

/* The key `Rename`, of an environment, a table or a column. */
typedef enum RenameChoice {
    RENAME_AUTO,   /* RENAME_BOTH of what has rows in an environment of the kind prod */
    RENAME_DIRECT, /* at once */
    RENAME_BOTH    /* the new name beside the old one, until contract */
} RenameChoice;
extern const char *const rename_choices[];

enum { LOCK_BUDGET_DEFAULT_MS = 500 };

typedef struct Budget {
    int lock_ms; /* how long a step may block a query; 0: the default */
    RecipeChoice recipes;
    RenameChoice rename; /* never RENAME_AUTO where the kind of the environment decides */
    int64_t safe_below;  /* bytes: smaller relations may be blocked whatever it takes; 0: none */
} Budget;

/* Bytes a second of a server whose rate nobody has measured or said. */
#define SCAN_RATE_DEFAULT (INT64_C(200) * 1000 * 1000)

/* Milliseconds that work of this cost takes on a relation of this size on the server of `facts`;
 * absent: unknown, as the size (NULL) is. */
OptInt budget_estimate_ms(const Facts *facts, const RelationSize *size, Cost cost);
/* 1, 2 or 5 times a power of ten, not above it: measured twice it is mostly the same. */
int64_t budget_round_rate(int64_t bytes_per_second);
/* Whether what holds a lock for so long may do so unasked. Less than the budget: that covers the
 * wait for the lock, too, and an estimate is one. */
bool budget_fits(const Budget *budget, int64_t ms);
/* Whether the relation (NULL: unknown) is smaller than `safe_below`. */
bool budget_is_safe(const Budget *budget, const RelationSize *size);
/* The size of a live relation; NULL: unknown, or there is no such relation. */
const RelationSize *budget_size(const Facts *facts, const Object *live);
/* Whether such work on a live relation (NULL: a new one, always) may block for as long as it takes.
 * What takes an unknown time may not. */
bool budget_allows(const Budget *budget, const Facts *facts, const Object *live, Cost cost);
/* The same of a relation of this size (NULL: unknown), for what takes `times` as long as its cost
 * says. */
bool budget_allows_size(const Budget *budget, const Facts *facts, const RelationSize *size,
                        Cost cost, int times);

#endif
