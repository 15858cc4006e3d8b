/* Conditions: their field table, and what facts make of them. */
#include "model/condition.h"

#include "base/sb.h"

static const char *const want_names[] = {"true", "not_false", "false", NULL};

/* clang-format off */
#define ROW(key, kind, member, type, doc) { key, kind, AT(Condition, member, type), E_ALL, D_ALTER, NULL, doc, NULL, NULL, false }

static const Field condition_fields[] = {
    ROW("Of", F_STR, of, Str, "Who asks: a contract file, or an element with a condition."),
    ROW("Key", F_STR, key, Str, "Key of the package that holds it."),
    ROW("Query", F_TEXT, query, Str, "Query of one boolean."),
    { "Want", F_ENUM, AT(Condition, want, int), E_ALL, D_ALTER, NULL, "Answers with which the step runs.", want_names, NULL, false },
    ROW("NotBefore", F_STR, not_before, Str, "Day (UTC) before which the step does not run."),
    ROW("Environments", F_STRINGS, environments, StrVec, "Environments in which the step runs."),
};
/* clang-format on */

const RecordType condition_type = {"Condition",
                                   "condition",
                                   REC_OTHER,
                                   sizeof(Condition),
                                   SIZE_MAX,
                                   condition_fields,
                                   sizeof condition_fields / sizeof *condition_fields};

static bool is_leap(int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool day_is_valid(Str day)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int64_t year, month, of_month;

    if (day.len != 10 || day.ptr[4] != '-' || day.ptr[7] != '-' ||
        !str_to_int64(str_sub(day, 0, 4), &year) || !str_to_int64(str_sub(day, 5, 2), &month) ||
        !str_to_int64(str_sub(day, 8, 2), &of_month) || year < 1 || month < 1 || month > 12)
        return false;
    return of_month >= 1 && of_month <= days[month - 1] + (month == 2 && is_leap(year));
}

static ConditionVerdict judge_answer(const Condition *condition, const ConditionAnswer *answer,
                                     Sb *words)
{
    static const char *const values[] = {"true", "false", "NULL"};
    AnswerValue value = answer == NULL ? ANSWER_NONE : answer->value;
    bool holds = (value == ANSWER_TRUE && condition->want != WANT_FALSE) ||
                 (value == ANSWER_NULL && condition->want == WANT_NOT_FALSE) ||
                 (value == ANSWER_FALSE && condition->want == WANT_FALSE);

    if (answer == NULL || value == ANSWER_NONE) {
        sb_printf(words, "%.*s was not evaluated", STR_ARG(condition->key));
        return CONDITION_WAITS;
    }
    if (value == ANSWER_BROKEN) {
        sb_printf(words, "%.*s can't be evaluated: %.*s", STR_ARG(condition->key),
                  STR_ARG(answer->words));
        return CONDITION_BROKEN;
    }
    sb_printf(words, "%.*s is %s: %.*s", STR_ARG(condition->key), values[value],
              STR_ARG(str_trim(condition->query)));
    return holds ? CONDITION_HOLDS : CONDITION_WAITS;
}

static ConditionVerdict judge_day(const Condition *condition, const Facts *facts, Sb *words)
{
    if (facts->today.len == 0) {
        sb_printf(words, "NotBefore is %.*s, and the day is not known",
                  STR_ARG(condition->not_before));
        return CONDITION_WAITS;
    }
    sb_printf(words, "NotBefore is %.*s, and today is %.*s", STR_ARG(condition->not_before),
              STR_ARG(facts->today));
    return str_cmp(facts->today, condition->not_before) >= 0 ? CONDITION_HOLDS : CONDITION_WAITS;
}

static ConditionVerdict judge_environment(const Condition *condition, const Facts *facts, Sb *words)
{
    sb_puts(words, "Environments names ");
    for (size_t i = 0; i < condition->environments.len; i++)
        sb_printf(words, "%s%.*s", i > 0 ? ", " : "", STR_ARG(condition->environments.items[i]));
    if (facts->environment.len > 0)
        sb_printf(words, ", and this is %.*s", STR_ARG(facts->environment));
    else
        sb_puts(words, ", and no environment is given");
    return strs_has(&condition->environments, facts->environment) ? CONDITION_HOLDS
                                                                  : CONDITION_WAITS;
}

/* Only a new plan can know that it is over. */
static ConditionVerdict judge_use(const Condition *condition, Sb *words)
{
    sb_printf(words, "%.*s uses it until it is purged or restored", STR_ARG(condition->key));
    return CONDITION_WAITS;
}

ConditionVerdict condition_judge(const Condition *condition, const Facts *facts, Arena *arena,
                                 Str *words)
{
    Sb sb = sb_new(SB_LINE_MAX);
    ConditionVerdict verdict;

    sb_printf(&sb, "%.*s: ", STR_ARG(condition->of));
    if (condition->query.len > 0)
        verdict = judge_answer(condition, facts_answer(facts, condition->query), &sb);
    else if (condition->not_before.len > 0)
        verdict = judge_day(condition, facts, &sb);
    else if (condition->environments.len > 0)
        verdict = judge_environment(condition, facts, &sb);
    else
        verdict = judge_use(condition, &sb);
    if (words != NULL)
        *words = sb_finish(&sb, arena);
    else
        sb_free(&sb);
    return verdict;
}
