/* Words for what the journal holds, shared by its reports. */
#include "report/journal_words.h"

#include "report/report.h"
#include "report/words.h"

Str words_moment(Arena *arena, Str moment)
{
    Str date = str_sub(moment, 0, 10), time = str_sub(moment, 11, 8);

    if (moment.len < 19)
        return moment;
    return arena_printf(arena, "%.*s %.*s", STR_ARG(date), STR_ARG(time));
}

/* Days since 1970-03-01 less a constant, by the calendar without leap seconds; source: Howard
 * Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
    int64_t era, of_era, of_year;

    year -= month <= 2;
    era = year / 400;
    of_era = year - era * 400;
    of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
}

static bool moment_ms(Str moment, int64_t *ms)
{
    static const struct {
        size_t at, len;
    } parts[] = {{0, 4}, {5, 2}, {8, 2}, {11, 2}, {14, 2}, {17, 2}, {20, 3}};
    int64_t n[7];

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!str_to_int64(str_sub(moment, parts[i].at, parts[i].len), &n[i]))
            return false;
    *ms = (((days_of(n[0], n[1], n[2]) * 24 + n[3]) * 60 + n[4]) * 60 + n[5]) * 1000 + n[6];
    return true;
}

int64_t words_between_ms(Str from, Str to)
{
    int64_t begun, ended;

    return moment_ms(from, &begun) && moment_ms(to, &ended) && ended >= begun ? ended - begun : -1;
}

Str words_person(Arena *arena, const DeploymentRow *deployment)
{
    if (deployment->who.len == 0 || deployment->host.len == 0)
        return deployment->who.len > 0 ? deployment->who : deployment->host;
    return arena_printf(arena, "%.*s on %.*s", STR_ARG(deployment->who), STR_ARG(deployment->host));
}

Str words_step_row(Arena *arena, const StepRow *row)
{
    Step step = {.object = row->object};

    for (int op = 0; op < OP_COUNT; op++)
        if (str_is(row->operation, op_names[op])) {
            step.op = op;
            return report_step_title(arena, &step);
        }
    /* Of a later version of anneal, say. */
    return arena_printf(arena, "%.*s: %.*s", STR_ARG(row->operation), STR_ARG(row->object));
}

Str words_number(Arena *arena, int64_t number)
{
    Str digits = arena_printf(arena, "%lld", (long long)number);
    Sb sb = sb_new(SB_LINE_MAX);

    for (size_t i = 0; i < digits.len; i++) {
        if (i > 0 && (digits.len - i) % 3 == 0 && digits.ptr[i - 1] != '-')
            sb_putc(&sb, ',');
        sb_putc(&sb, digits.ptr[i]);
    }
    return sb_finish(&sb, arena);
}

Str report_unfinished(Arena *arena, const DeploymentRow *unfinished)
{
    Str person = words_person(arena, unfinished);
    Sb sb = sb_new(SB_LINE_MAX);

    sb_printf(&sb, "deployment %lld (%.*s UTC%s%.*s) did not finish: %s after %lld of ",
              (long long)unfinished->id.value, STR_ARG(words_moment(arena, unfinished->started_at)),
              person.len > 0 ? ", " : "", STR_ARG(person),
              deployment_outcome_names[unfinished->outcome], (long long)unfinished->done.value);
    words_count(&sb, (size_t)unfinished->steps.value, "step");
    return sb_finish(&sb, arena);
}
