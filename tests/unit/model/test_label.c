/* Labels: names for people, quoted where they could be misread. */
#include "test.h"

#include "model/label.h"
#include "model/model.h"

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

static void an_object_is_named_with_its_kind(void **state)
{
    Arena arena = {0};
    Table table = {.obj = {.rec = {.type = &table_type}, .schema = STR("s"), .name = STR("t")}};
    Schema schema = {.obj = {.rec = {.type = &schema_type}, .name = STR("shop")}};

    (void)state;
    assert_str(label_object(&arena, &table.obj), "table s.t");
    assert_str(label_object(&arena, &schema.obj), "schema shop");
    arena_free(&arena);
}

static void a_named_part_is_named_below_its_relation(void **state)
{
    Model *model = model_new();
    Table *table = model_add(model, &table_type, STR("s"), STR("t"));
    Column *column = model_add_column(model, table, STR("say \"hi\""));
    Index *index = model_add_index(model, table, STR("t_pkey"));

    (void)state;
    assert_str(label_part(&model->arena, &table->obj, &column->rec),
               "column s.t.\"say \"\"hi\"\"\"");
    assert_str(label_part(&model->arena, &table->obj, &index->rec), "index s.t.t_pkey");
    index->is_primary = true;
    assert_str(label_part(&model->arena, &table->obj, &index->rec), "primary key s.t.t_pkey");
    model_free(model);
}

static void every_kind_of_unnamed_constraint_shows_what_it_is(void **state)
{
    Model *model = model_new();
    Table *table = model_add(model, &table_type, STR_ABSENT, STR("t"));
    Index *index = model_add_index(model, table, STR_ABSENT);
    ForeignKey *key = model_add_foreign_key(model, table, STR_ABSENT);
    Check *check = model_add_check(model, table, STR_ABSENT);
    KeyPart part = {.expression = STR("lower(a)"), .is_desc = true};

    (void)state;
    vec_push(&model->arena, &index->keys, part);
    assert_str(label_part(&model->arena, &table->obj, &index->rec), "index ((lower(a)) DESC) on t");
    index->is_primary = true;
    assert_str(label_part(&model->arena, &table->obj, &index->rec),
               "primary key ((lower(a)) DESC) on t");
    vec_push(&model->arena, &key->columns, STR("a"));
    vec_push(&model->arena, &key->columns, STR("b c"));
    assert_str(label_part(&model->arena, &table->obj, &key->rec), "foreign key (a, \"b c\") on t");
    check->expression = STR("a > 0");
    assert_str(label_part(&model->arena, &table->obj, &check->rec), "check (a > 0) on t");
    model_free(model);
}

static void a_name_is_found_in_its_label_again(void **state)
{
    static const char *const names[][2] = {
        {"shop", "Orders"}, {"a.b", "say \"hi\""}, {"", "t"}, {"\"", "."}};
    Arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        Str schema, name;
        assert_true(label_split(&arena,
                                label_name(&arena, str_from(names[i][0]), str_from(names[i][1])),
                                &schema, &name));
        assert_str(schema, names[i][0]);
        assert_str(name, names[i][1]);
    }
    arena_free(&arena);
}

static void what_is_no_label_is_not_taken_for_one(void **state)
{
    static const char *const texts[] = {"", "a.", "a.b.c", "\"a", "\"a\"b", "a.\"b\"\""};
    Arena arena = {0};
    Str schema, name;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(label_split(&arena, str_from(texts[i]), &schema, &name));
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_is_found_in_its_label_again),
        cmocka_unit_test(what_is_no_label_is_not_taken_for_one),
        cmocka_unit_test(labels_quote_only_what_could_be_misread),
        cmocka_unit_test(an_unnamed_part_is_known_by_its_content),
        cmocka_unit_test(an_object_is_named_with_its_kind),
        cmocka_unit_test(a_named_part_is_named_below_its_relation),
        cmocka_unit_test(every_kind_of_unnamed_constraint_shows_what_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
