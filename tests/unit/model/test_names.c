/* Labels, filters, hazards, operations, places: what people read and write. */
#include "test.h"

#include "model/filter.h"
#include "model/hazard.h"
#include "model/label.h"
#include "model/model.h"
#include "model/op.h"

static void labels_quote_only_what_could_be_misread(void **state)
{
    Arena arena = {0};

    (void)state;
    assert_str(label_name(&arena, STR("shop"), STR("Orders")), "shop.Orders");
    assert_str(label_name(&arena, STR("a.b"), STR("say \"hi\"")), "\"a.b\".\"say \"\"hi\"\"\"");
    assert_str(label_name(&arena, STR_ABSENT,
                          STR("stra\xC3\x9F"
                              "e")),
               "stra\xC3\x9F"
               "e");
    arena_free(&arena);
}

static void an_unnamed_part_is_known_by_its_content(void **state)
{
    Model *model = model_new();
    Table *table = model_add(model, &table_type, STR("s"), STR("t"));
    Index *index = model_add_index(model, table, STR_ABSENT);
    KeyPart part = {.name = STR("a")};

    (void)state;
    vec_push(&model->arena, &index->keys, part);
    index->is_constraint = true;
    assert_str(label_part(&model->arena, &table->obj, &index->rec), "unique (a) on s.t");
    index->name = STR("t_a_key");
    assert_str(label_part(&model->arena, &table->obj, &index->rec), "unique s.t.t_a_key");
    model_free(model);
}

static Filter filter_of(Arena *arena, const char *manage, const char *ignore)
{
    Filter filter = {0};

    if (manage != NULL)
        vec_push(arena, &filter.manage, str_from(manage));
    if (ignore != NULL)
        vec_push(arena, &filter.ignore, str_from(ignore));
    return filter;
}

static void an_empty_filter_wants_everything(void **state)
{
    Filter filter = {0};

    (void)state;
    assert_true(filter_wants(&filter, STR("any"), STR("thing")));
    assert_true(filter_wants_schema(&filter, STR("any")));
}

static void ignore_wins_over_manage(void **state)
{
    Arena arena = {0};
    Filter filter = filter_of(&arena, "shop", "*.tmp_*");

    (void)state;
    assert_true(filter_wants(&filter, STR("shop"), STR("orders")));
    assert_false(filter_wants(&filter, STR("shop"), STR("tmp_1")));
    assert_false(filter_wants(&filter, STR("crm"), STR("orders")));
    assert_true(filter_wants_schema(&filter, STR("shop")));
    assert_false(filter_wants_schema(&filter, STR("crm")));
    arena_free(&arena);
}

static void a_quoted_pattern_may_hold_a_dot(void **state)
{
    Arena arena = {0};
    Filter filter = filter_of(&arena, "\"a.b\".c*", NULL);

    (void)state;
    assert_true(filter_wants(&filter, STR("a.b"), STR("cd")));
    assert_false(filter_wants(&filter, STR("a"), STR("b.c")));
    arena_free(&arena);
}

static void without_schemas_a_pattern_is_a_name(void **state)
{
    Arena arena = {0};
    Filter filter = filter_of(&arena, "ord*", NULL);

    (void)state;
    assert_true(filter_wants(&filter, STR_ABSENT, STR("orders")));
    assert_false(filter_wants(&filter, STR_ABSENT, STR("users")));
    arena_free(&arena);
}

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

static void operation_names_are_distinct(void **state)
{
    (void)state;
    for (int i = 0; i < OP_COUNT; i++)
        for (int j = 0; j < i; j++)
            assert_string_not_equal(op_name((Op)i), op_name((Op)j));
    assert_null(op_names[OP_COUNT]);
}

static void a_place_inside_a_string_sees_through_its_escapes(void **state)
{
    Arena arena = {0};
    Doc *doc = doc_string(&arena, STR("a\"\xE2\x82\xAC\xF0\x9F\x90\x98z"));

    (void)state;
    doc->raw = STR("a\\\"\\u20ac\\ud83d\\udc18z");
    doc->line = 2;
    doc->column = 10;
    assert_int_equal(doc_text_loc(&arena, doc, 0).column, 11);
    assert_int_equal(doc_text_loc(&arena, doc, 1).column, 12); /* the quote's backslash */
    assert_int_equal(doc_text_loc(&arena, doc, 2).column, 14); /* the euro sign */
    assert_int_equal(doc_text_loc(&arena, doc, 5).column, 20); /* the elephant */
    assert_int_equal(doc_text_loc(&arena, doc, 9).column, 32); /* z */
    arena_free(&arena);
}

static void a_key_path_names_list_items_by_their_name(void **state)
{
    Arena arena = {0};
    Doc *root = doc_new(&arena, DOC_OBJECT);
    Doc *list = doc_add(root, STR("Columns"), doc_new(&arena, DOC_ARRAY));
    Doc *plain = doc_add(list, STR_ABSENT, doc_new(&arena, DOC_OBJECT));
    Doc *named = doc_add(list, STR_ABSENT, doc_new(&arena, DOC_OBJECT));
    Doc *type = doc_add(named, STR("DataType"), doc_string(&arena, STR("x")));

    (void)state;
    doc_add(named, STR("Name"), doc_string(&arena, STR("total")));
    assert_string_equal(doc_loc(&arena, plain).path, "Columns[0]");
    assert_string_equal(doc_loc(&arena, type).path, "Columns[total].DataType");
    assert_null(doc_loc(&arena, root).path);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_quote_only_what_could_be_misread),
        cmocka_unit_test(an_unnamed_part_is_known_by_its_content),
        cmocka_unit_test(an_empty_filter_wants_everything),
        cmocka_unit_test(ignore_wins_over_manage),
        cmocka_unit_test(a_quoted_pattern_may_hold_a_dot),
        cmocka_unit_test(without_schemas_a_pattern_is_a_name),
        cmocka_unit_test(hazards_are_found_in_any_case),
        cmocka_unit_test(operation_names_are_distinct),
        cmocka_unit_test(a_place_inside_a_string_sees_through_its_escapes),
        cmocka_unit_test(a_key_path_names_list_items_by_their_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
