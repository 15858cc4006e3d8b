/* When in a plan which table is locked, how strongly and for how long. */
#include "report/html.h"
#include "report/tally.h"

enum {
    LANES_MOST = 40,
    HOLDS_MOST = 16,    /* of a lane */
    STRIP_WIDTH = 1000, /* units of the drawing; it is stretched */
    BAR_LEAST = 4
};

/* One lock of one step. */
typedef struct Hold {
    size_t step;  /* its index in the plan */
    size_t until; /* the step after which it is given back: the last of its transaction */
    const StepLock *lock;
} Hold;

/* A table. */
typedef struct Lane {
    Str relation;
    VEC(Hold) holds;
    int worst;   /* Blocks, of steps that run */
    size_t runs; /* of the holds, those of steps that run */
} Lane;
typedef VEC(Lane *) LaneVec;

/* Where each step begins on the axis; one more entry, its end. */
typedef struct Axis {
    size_t *at;
    size_t steps;
} Axis;

/* ---- what there is
 * ------------------------------------------------------------------------------------------------
 */

/* A second is a bit wider than a moment, an hour a bit wider than a second. */
static size_t width_of(const Step *step)
{
    size_t width = 2;

    if (step->locks.len == 0)
        return 0;
    if (step->cost == COST_METADATA && step->loop == NULL)
        return width;
    if (!step->estimate_ms.given)
        return 5;
    for (int64_t ms = step->estimate_ms.value; ms > 0; ms /= 10)
        width++;
    return width;
}

static Axis axis_of(Arena *scratch, const Plan *plan)
{
    Axis axis = {ARENA_ARRAY(scratch, size_t, plan->steps.len + 1), plan->steps.len};

    for (size_t i = 0; i < axis.steps; i++)
        axis.at[i + 1] = axis.at[i] + width_of(plan->steps.items[i]);
    return axis;
}

static size_t last_of_group(const Plan *plan, size_t at)
{
    Str group = plan->steps.items[at]->group;

    while (group.len > 0 && at + 1 < plan->steps.len &&
           str_eq(plan->steps.items[at + 1]->group, group))
        at++;
    return at;
}

static void add_hold(Arena *scratch, LaneVec *lanes, Map *by_name, const Hold *hold, bool runs)
{
    Lane *lane = map_get(by_name, hold->lock->relation);

    if (lane == NULL) {
        lane = ARENA_NEW(scratch, Lane);
        lane->relation = hold->lock->relation;
        (void)map_put(scratch, by_name, lane->relation, lane);
        vec_push(scratch, lanes, lane);
    }
    vec_push(scratch, &lane->holds, *hold);
    lane->runs += runs;
    if (runs && hold->lock->blocks > lane->worst)
        lane->worst = hold->lock->blocks;
}

static void find_lanes(Arena *scratch, const Plan *plan, LaneVec *lanes)
{
    Map by_name = {0};

    for (size_t i = 0; i < plan->steps.len; i++) {
        const Step *step = plan->steps.items[i];
        for (size_t k = 0; k < step->locks.len; k++) {
            Hold hold = {i, last_of_group(plan, i), step->locks.items[k]};
            add_hold(scratch, lanes, &by_name, &hold, step->state == STEP_READY);
        }
    }
}

/* ---- the strip
 * ------------------------------------------------------------------------------------------------
 */

static size_t on_strip(const Axis *axis, size_t at)
{
    size_t all = axis->at[axis->steps];

    return all == 0 ? 0 : at * STRIP_WIDTH / all;
}

static void put_hold_title(Sb *sb, Arena *scratch, const Plan *plan, const Hold *hold)
{
    sb_printf(sb, "<title>%zu. ", hold->step + 1);
    html_put(sb, report_step_title(scratch, plan->steps.items[hold->step]));
    sb_puts(sb, ": ");
    html_put(sb, hold->lock->mode);
    sb_puts(sb, "</title>");
}

/* Lines where a phase ends, so that all strips can be read against each other. */
static void put_phases(Sb *sb, const Plan *plan, const Axis *axis)
{
    for (size_t i = 1; i < plan->steps.len; i++)
        if (plan->steps.items[i]->phase != plan->steps.items[i - 1]->phase)
            sb_printf(sb, "<path class=\"cut\" d=\"M%zu 0V16\"/>", on_strip(axis, axis->at[i]));
}

static void put_bar(Sb *sb, Arena *scratch, const Plan *plan, const Hold *hold, const Axis *axis)
{
    size_t from = on_strip(axis, axis->at[hold->step]),
           own = on_strip(axis, axis->at[hold->step + 1]),
           to = on_strip(axis, axis->at[hold->until + 1]);

    sb_printf(sb, "<g class=\"b%d%s\">", hold->lock->blocks,
              plan->steps.items[hold->step]->state == STEP_READY ? "" : " held");
    put_hold_title(sb, scratch, plan, hold);
    if (to > own)
        sb_printf(sb, "<rect x=\"%zu\" y=\"6\" width=\"%zu\" height=\"4\"/>", own, to - own);
    sb_printf(sb, "<rect x=\"%zu\" y=\"1\" width=\"%zu\" height=\"14\"/></g>", from,
              own > from + BAR_LEAST ? own - from - 1 : BAR_LEAST);
}

/* Of bars that would lie on each other one is drawn, the strongest. */
static void put_strip(Sb *sb, Arena *scratch, const Plan *plan, const Lane *lane, const Axis *axis)
{
    const Hold *last = NULL;

    sb_printf(sb,
              "<svg class=\"strip\" viewBox=\"0 0 %d 16\" preserveAspectRatio=\"none\" "
              "role=\"img\" aria-label=\"locks over the plan\">",
              STRIP_WIDTH);
    for (size_t i = 0; i < lane->holds.len; i++) {
        const Hold *hold = &lane->holds.items[i];
        if (last != NULL && hold->lock->blocks <= last->lock->blocks &&
            on_strip(axis, axis->at[hold->step]) < on_strip(axis, axis->at[last->step]) + BAR_LEAST)
            continue;
        put_bar(sb, scratch, plan, hold, axis);
        last = hold;
    }
    put_phases(sb, plan, axis);
    sb_puts(sb, "</svg>\n");
}

/* ---- in words
 * ------------------------------------------------------------------------------------------------
 */

static void put_how_long(Sb *sb, const Plan *plan, const Hold *hold)
{
    const Step *step = plan->steps.items[hold->step];

    if (step->loop != NULL)
        sb_puts(sb, "a batch at a time");
    else if (step->cost == COST_METADATA)
        sb_puts(sb, "for a moment");
    else if (!step->estimate_ms.given)
        sb_printf(sb, "while it %s", words_cost(step->cost));
    else {
        sb_puts(sb, "about ");
        words_duration(sb, step->estimate_ms.value);
    }
    if (hold->until > hold->step)
        sb_printf(sb, ", until step %zu is done", hold->until + 1);
}

static void put_hold(Sb *sb, Arena *scratch, const Plan *plan, const Hold *hold)
{
    const Step *step = plan->steps.items[hold->step];

    sb_printf(sb, "<li><i class=\"dot b%d\"></i><a href=\"#s%zu\">%zu</a> ", hold->lock->blocks,
              hold->step + 1, hold->step + 1);
    html_put(sb, report_step_title(scratch, step));
    if (step->state != STEP_READY)
        sb_printf(sb, " <b class=\"state\">%s</b>", step_state_names[step->state]);
    sb_puts(sb, " <small><code>");
    html_put(sb, hold->lock->mode);
    sb_puts(sb, "</code>, ");
    put_how_long(sb, plan, hold);
    sb_printf(sb, ", waits: %s</small></li>\n", words_blocks(hold->lock->blocks));
}

static void put_size(Sb *sb, const Plan *plan, Str relation)
{
    static const char *const units[] = {"bytes", "kB", "MB", "GB", "TB"};

    for (size_t i = 0; i < plan->facts.len; i++) {
        const PlanFact *fact = plan->facts.items[i];
        int64_t size = fact->size_bytes.value;
        size_t unit = 0;
        if (!str_eq(fact->relation, relation))
            continue;
        for (; size >= 10240 && unit + 1 < sizeof units / sizeof *units; unit++)
            size /= 1024;
        sb_puts(sb, " <small>");
        if (fact->size_bytes.given)
            sb_printf(sb, "%lld %s", (long long)size, units[unit]);
        if (fact->rows.given)
            sb_printf(sb, "%sabout %lld rows", fact->size_bytes.given ? ", " : "",
                      (long long)fact->rows.value);
        sb_puts(sb, "</small>");
        return;
    }
}

static void put_lane(Sb *sb, Arena *scratch, const Plan *plan, const Lane *lane, const Axis *axis)
{
    size_t shown = lane->holds.len < HOLDS_MOST ? lane->holds.len : HOLDS_MOST;

    sb_puts(sb, "<div class=\"lane\"><h3><code>");
    html_put(sb, lane->relation);
    sb_puts(sb, "</code>");
    put_size(sb, plan, lane->relation);
    sb_puts(sb, "</h3>\n");
    put_strip(sb, scratch, plan, lane, axis);
    sb_printf(sb, "<details%s><summary>", lane->holds.len <= 3 ? " open" : "");
    words_count(sb, lane->holds.len, "lock");
    if (lane->runs == 0)
        sb_puts(sb, ", none of them is taken");
    else
        sb_printf(sb, "; at most %s wait%s", words_blocks(lane->worst),
                  lane->worst == BLOCKS_NOTHING ? "s" : "");
    sb_puts(sb, "</summary><ul>\n");
    for (size_t i = 0; i < shown; i++)
        put_hold(sb, scratch, plan, &lane->holds.items[i]);
    if (shown < lane->holds.len) {
        sb_puts(sb, "<li>… and ");
        words_count(sb, lane->holds.len - shown, "more lock");
        sb_puts(sb, "</li>\n");
    }
    sb_puts(sb, "</ul></details></div>\n");
}

static void put_legend(Sb *sb)
{
    sb_puts(sb, "<p class=\"legend\">The plan from left to right, wider where it takes longer. "
                "Waits:");
    for (int blocks = BLOCKS_NOTHING; blocks <= BLOCKS_ALL; blocks++)
        sb_printf(sb, " <span><i class=\"dot b%d\"></i>%s</span>", blocks, words_blocks(blocks));
    sb_puts(sb, " <span><i class=\"dot b3 held\"></i>pale: held, doesn't run</span></p>\n");
}

void html_put_locks(Sb *sb, const Plan *plan)
{
    Arena scratch = {0};
    Axis axis = axis_of(&scratch, plan);
    LaneVec lanes = {0};
    size_t shown;

    find_lanes(&scratch, plan, &lanes);
    shown = lanes.len < LANES_MOST ? lanes.len : LANES_MOST;
    if (lanes.len > 0) {
        sb_puts(sb, "<section id=\"locks\"><h2>Locks</h2>\n");
        put_legend(sb);
        for (size_t i = 0; i < shown; i++)
            put_lane(sb, &scratch, plan, lanes.items[i], &axis);
        if (shown < lanes.len) {
            sb_puts(sb, "<p>… and ");
            words_count(sb, lanes.len - shown, "more table");
            sb_puts(sb, "; the steps below name their locks.</p>\n");
        }
        sb_puts(sb, "</section>\n");
    }
    arena_free(&scratch);
}
