/* Operations: one list, names without doubles. */
#include "test.h"

#include "model/op.h"

static void operation_names_are_distinct(void **state)
{
    (void)state;
    for (int i = 0; i < OP_COUNT; i++)
        for (int j = 0; j < i; j++)
            assert_string_not_equal(op_name((Op)i), op_name((Op)j));
    assert_null(op_names[OP_COUNT]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operation_names_are_distinct),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
