/* Facts: what was measured, and what was not. */
#include "test.h"

#include "model/facts.h"

static void what_was_not_measured_is_unknown(void **state)
{
    Facts facts = {0};

    (void)state;
    assert_null(facts_size(&facts, STR("shop.orders")));
    assert_null(facts_probe(&facts, STR("SELECT 1")));
    facts_free(&facts);
}

static void sizes_and_probes_are_kept_by_copies_of_their_keys(void **state)
{
    Facts facts = {0};
    char label[] = "shop.orders", probe[] = "SELECT 1";

    (void)state;
    facts_set_size(&facts, str_from(label), (RelationSize){.size_bytes = 8192});
    facts_set_probe(&facts, str_from(probe), (ProbeResult){.was_run = true, .bad_rows = 3});
    memset(label, 'x', sizeof label - 1);
    memset(probe, 'x', sizeof probe - 1);
    assert_int_equal(facts_size(&facts, STR("shop.orders"))->size_bytes, 8192);
    assert_int_equal(facts_probe(&facts, STR("SELECT 1"))->bad_rows, 3);
    assert_null(facts_size(&facts, str_from(label)));
    facts_free(&facts);
}

static void a_later_measurement_replaces_an_earlier_one(void **state)
{
    Facts facts = {0};

    (void)state;
    facts_set_probe(&facts, STR("p"), (ProbeResult){.was_run = false});
    facts_set_probe(&facts, STR("p"), (ProbeResult){.was_run = true});
    assert_true(facts_probe(&facts, STR("p"))->was_run);
    facts_free(&facts);
    assert_null(facts_probe(&facts, STR("p")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_not_measured_is_unknown),
        cmocka_unit_test(sizes_and_probes_are_kept_by_copies_of_their_keys),
        cmocka_unit_test(a_later_measurement_replaces_an_earlier_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
