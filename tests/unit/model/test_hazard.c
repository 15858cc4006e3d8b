/* Hazards: names, meanings, severities. */
#include "test.h"

#include "model/hazard.h"

static void hazards_are_found_in_any_case(void **state)
{
    Hazard hazard;

    (void)state;
    assert_true(hazard_find(STR("data_loss"), &hazard));
    assert_int_equal(hazard, HAZ_DATA_LOSS);
    assert_false(hazard_find(STR("all"), &hazard));
    assert_int_equal(hazard_severity(HAZ_DATA_LOSS, true), SEV_ERROR);
    assert_int_equal(hazard_severity(HAZ_DATA_LOSS, false), SEV_WARNING);
}

static void every_hazard_is_found_by_its_name_and_explained(void **state)
{
    (void)state;
    for (int i = 0; i < HAZ_COUNT; i++) {
        Hazard found = HAZ_COUNT;
        assert_true(hazard_find(str_from(hazard_name((Hazard)i)), &found));
        assert_int_equal(found, i);
        assert_true(strlen(hazard_text((Hazard)i)) > 10);
        /* What production lets pass development never holds. */
        assert_true(hazard_severity((Hazard)i, false) <= hazard_severity((Hazard)i, true));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hazards_are_found_in_any_case),
        cmocka_unit_test(every_hazard_is_found_by_its_name_and_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
