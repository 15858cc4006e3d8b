/* Random records with every kind of field, and objects of a model, come back from both formats. */
#include "both_formats.h"
#include "kinds.h"
#include "model/table.h"

enum { RECORDS = 400 }; /* of each type */

static void records_with_every_kind_come_back_from_both_formats(void **state)
{
    (void)state;
    both_try(&kinds_type, 1, RECORDS);
}

static void objects_of_a_model_come_back_from_both_formats(void **state)
{
    (void)state;
    for (size_t i = 0; object_types[i] != NULL; i++)
        both_try(object_types[i], 2 + i, RECORDS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_with_every_kind_come_back_from_both_formats),
        cmocka_unit_test(objects_of_a_model_come_back_from_both_formats),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
