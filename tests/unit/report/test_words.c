/* Titles, signs and durations. */
#include "test.h"

#include "report/words.h"

#include "report/sample.h"

typedef struct TitleCase {
    Op op;
    const char *object, *title;
} TitleCase;

static const TitleCase titles[] = {
    {OP_DROP_COLUMN, "column shop.a.b", "drop column shop.a.b"},
    {OP_CREATE_UNIQUE_INDEX, "index shop.a.i", "create unique index shop.a.i"},
    {OP_ADD_FOREIGN_KEY, "foreign key shop.a.f", "add foreign key shop.a.f"},
    {OP_SET_NOT_NULL, "column shop.a.b", "forbid NULL: column shop.a.b"},
    {OP_SET_NOT_NULL, "table shop.a", "forbid NULL on table shop.a"},
    {OP_CREATE_INDEX, "table shop.a", "create index on table shop.a"},
    {OP_ADD_CHECK, "check shop.a.c", "add check constraint shop.a.c"},
    {OP_DROP_KEY, "primary key shop.a.k", "drop primary key or unique constraint shop.a.k"},
    {OP_ADD_UNIQUE, "unique (b, c) on shop.a", "add unique constraint (b, c) on shop.a"},
    {OP_COMMENT, "table shop.a", "set comment on table shop.a"},
    {OP_RENAME_TABLE, "table shop.a", "rename table shop.a"},
};

static void a_title_joins_what_is_done_with_what_it_is_done_to(void **state)
{
    Plan *plan = sample_empty();

    (void)state;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        Step *step = sample_step(plan, PHASE_EXPAND, titles[i].op, titles[i].object);
        assert_str(report_step_title(&plan->arena, step), titles[i].title);
    }
    plan_free(plan);
}

/* Table rows are grouped: an operation whose name begins with drop_ removes, unless it drops a
 * property of something that stays. */
static void every_operation_has_the_effect_that_its_name_says(void **state)
{
    (void)state;
    for (int op = 0; op < OP_COUNT; op++) {
        Str name = str_from(op_name((Op)op));
        bool is_property = op == OP_DROP_NOT_NULL || op == OP_DROP_DEFAULT ||
                           op == OP_DROP_IDENTITY || op == OP_DROP_EXPRESSION ||
                           op == OP_ADD_IDENTITY;
        Effect expected = EFFECT_CHANGE;
        if (!is_property && str_starts(name, STR("drop_")))
            expected = EFFECT_REMOVE;
        if (!is_property && (str_starts(name, STR("create_")) || str_starts(name, STR("add_"))))
            expected = EFFECT_CREATE;
        if (op >= OP_BACKFILL) /* tasks come last */
            expected = EFFECT_RUN;
        assert_int_equal(words_effect(op), expected);
    }
}

static void durations_are_short(void **state)
{
    Sb sb = sb_new(SB_LINE_MAX);

    (void)state;
    words_duration(&sb, 0);
    sb_putc(&sb, '|');
    words_duration(&sb, 999);
    sb_putc(&sb, '|');
    words_duration(&sb, 1450);
    sb_putc(&sb, '|');
    words_duration(&sb, 119999);
    sb_putc(&sb, '|');
    words_duration(&sb, 120000);
    assert_str(sb_str(&sb), "less than 1 ms|999 ms|1.4 s|119.9 s|2 min");
    sb_free(&sb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_title_joins_what_is_done_with_what_it_is_done_to),
        cmocka_unit_test(every_operation_has_the_effect_that_its_name_says),
        cmocka_unit_test(durations_are_short),
    };

    return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
