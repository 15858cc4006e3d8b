/* Models: names, order, edges, what nobody manages. */
#include "test.h"

#include "model/model.h"

static void names_of_equal_bytes_put_together_are_told_apart(void **state)
{
    Model *model = model_new();

    (void)state;
    assert_non_null(model_add(model, &table_type, STR("a b"), STR("c")));
    assert_non_null(model_add(model, &table_type, STR("a"), STR("b c")));
    assert_non_null(model_add(model, &sequence_type, STR("a"), STR("b c")));
    assert_null(model_add(model, &table_type, STR("a"), STR("b c")));
    assert_null(model_find(model, REC_TABLE, STR("A"), STR("b c")));
    assert_int_equal(model->objects.len, 3);
    model_free(model);
}

static void an_empty_schema_is_an_absent_one(void **state)
{
    Model *model = model_new();
    const Table *table = model_add(model, &table_type, STR(""), STR("t"));

    (void)state;
    assert_null(table->obj.schema.ptr);
    assert_ptr_equal(model_find(model, REC_TABLE, STR_ABSENT, STR("t")), table);
    model_free(model);
}

static void objects_are_sorted_by_kind_schema_and_name(void **state)
{
    static const char *const wanted[] = {"z", "s", "b", "a", "c"};
    Model *model = model_new();

    (void)state;
    (void)model_add(model, &table_type, STR("y"), STR("c"));
    (void)model_add(model, &table_type, STR("y"), STR("a"));
    (void)model_add(model, &table_type, STR("x"), STR("b"));
    (void)model_add(model, &sequence_type, STR("z"), STR("s"));
    (void)model_add(model, &schema_type, STR_ABSENT, STR("z"));
    model_sort(model);
    for (size_t i = 0; i < model->objects.len; i++)
        assert_str(model->objects.items[i]->name, wanted[i]);
    model_free(model);
}

static void edges_are_kept_in_the_order_in_which_they_came(void **state)
{
    Model *model = model_new();
    Table *child = model_add(model, &table_type, STR("s"), STR("child"));
    Table *parent = model_add(model, &table_type, STR("s"), STR("parent"));

    (void)state;
    model_add_edge(model, &child->obj, &parent->obj, false);
    model_add_edge(model, &parent->obj, &child->obj, true);
    assert_int_equal(model->edges.len, 2);
    assert_ptr_equal(model->edges.items[0].from, child);
    assert_ptr_equal(model->edges.items[0].to, parent);
    assert_false(model->edges.items[0].is_soft);
    assert_true(model->edges.items[1].is_soft);
    model_sort(model);
    assert_ptr_equal(model->edges.items[0].from, child);
    model_free(model);
}

static void a_relation_that_nobody_manages_has_its_name(void **state)
{
    Model *model = model_new();
    char what[] = "view";

    (void)state;
    model_add_unmanaged(model, STR("s"), STR("v"), what);
    what[0] = 'x';
    assert_string_equal(model_unmanaged(model, STR("s"), STR("v")), "view");
    assert_null(model_unmanaged(model, STR("s"), STR("w")));
    assert_null(model_unmanaged(model, STR_ABSENT, STR("v")));
    model_free(model);
}

static void equal_texts_are_held_once(void **state)
{
    Model *model = model_new();
    char text[] = "bigint";
    Str first = model_intern(model, str_from(text)), second = model_intern(model, STR("bigint"));

    (void)state;
    assert_ptr_equal(first.ptr, second.ptr);
    assert_ptr_not_equal(first.ptr, text);
    assert_null(model_intern(model, STR_ABSENT).ptr);
    model_free(model);
}

static void a_fingerprint_tells_neighbouring_values_apart(void **state)
{
    Model *one = model_new(), *other = model_new();
    Table *a = model_add(one, &table_type, STR("s"), STR("t"));
    Table *b = model_add(other, &table_type, STR("s"), STR("t"));
    ForeignKey *x = model_add_foreign_key(one, a, STR("k"));
    ForeignKey *y = model_add_foreign_key(other, b, STR("k"));

    (void)state;
    vec_push(&one->arena, &x->columns, STR("ab"));
    vec_push(&one->arena, &x->columns, STR("c"));
    vec_push(&other->arena, &y->columns, STR("a"));
    vec_push(&other->arena, &y->columns, STR("bc"));
    assert_false(str_eq(object_fingerprint(&one->arena, &a->obj),
                        object_fingerprint(&other->arena, &b->obj)));
    assert_int_equal(object_fingerprint(&one->arena, &a->obj).len, 16);
    model_free(one);
    model_free(other);
}

static void nothing_is_freed_twice(void **state)
{
    (void)state;
    model_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_equal_bytes_put_together_are_told_apart),
        cmocka_unit_test(an_empty_schema_is_an_absent_one),
        cmocka_unit_test(objects_are_sorted_by_kind_schema_and_name),
        cmocka_unit_test(edges_are_kept_in_the_order_in_which_they_came),
        cmocka_unit_test(a_relation_that_nobody_manages_has_its_name),
        cmocka_unit_test(equal_texts_are_held_once),
        cmocka_unit_test(a_fingerprint_tells_neighbouring_values_apart),
        cmocka_unit_test(nothing_is_freed_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
