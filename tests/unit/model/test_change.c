/* Changes: what they list. */
#include "test.h"

#include "model/change.h"

static void a_change_has_only_the_fields_that_it_lists(void **state)
{
    Arena arena = {0};
    Change change = {.kind = CHANGE_ALTER};

    (void)state;
    assert_false(change_has(&change, "DataType"));
    vec_push(&arena, &change.fields, record_type_find(&column_type, STR("DataType")));
    vec_push(&arena, &change.fields, record_type_find(&column_type, STR("Nullable")));
    assert_true(change_has(&change, "DataType"));
    assert_true(change_has(&change, "Nullable"));
    assert_false(change_has(&change, "Default"));
    assert_false(change_has(&change, "datatype"));
    arena_free(&arena);
}

static void a_group_is_found_by_either_side(void **state)
{
    Arena arena = {0};
    Changes changes = {0};
    Table gone = {0}, kept = {0}, wanted = {0}, other = {0};
    ChangeGroup drop = {.live = &gone.obj}, alter = {.live = &kept.obj, .desired = &wanted.obj};

    (void)state;
    changes_add(&arena, &changes, &drop);
    changes_add(&arena, &changes, &alter);
    assert_ptr_equal(changes_group_of(&changes, &gone.obj), &drop);
    assert_ptr_equal(changes_group_of(&changes, &kept.obj), &alter);
    assert_ptr_equal(changes_group_of(&changes, &wanted.obj), &alter);
    assert_null(changes_group_of(&changes, &other.obj));
    arena_free(&arena);
}

static void changes_that_were_never_made_are_freed(void **state)
{
    (void)state;
    changes_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_has_only_the_fields_that_it_lists),
        cmocka_unit_test(a_group_is_found_by_either_side),
        cmocka_unit_test(changes_that_were_never_made_are_freed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
