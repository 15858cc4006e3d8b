/* Field tables and records: every table is sound, values read, compare and copy by their rows. */
#include "test.h"

#include "model/journal.h"
#include "model/model.h"
#include "model/plan.h"

static const RecordType *const all_types[] = {
    &schema_type,         &sequence_type,     &table_type,         &column_type,
    &index_type,          &check_type,        &foreign_key_type,   &plan_type,
    &step_type,           &step_lock_type,    &touch_type,         &plan_fact_type,
    &deployment_row_type, &step_row_type,     &script_record_type, &loop_position_type,
    &object_image_type,   &owned_object_type, &open_recipe_type,   &journal_pause_type,
    &spelling_row_type,
};
enum { TYPE_COUNT = sizeof all_types / sizeof *all_types };

static void every_row_is_sound(void **state)
{
    (void)state;
    for (size_t t = 0; t < TYPE_COUNT; t++) {
        const RecordType *type = all_types[t];
        for (size_t i = 0; i < type->count; i++) {
            const Field *field = &type->fields[i];
            assert_true(field->key[0] >= 'A' && field->key[0] <= 'Z');
            assert_true(strlen(field->doc) > 5);
            assert_true(field->engines != 0);
            assert_true(field->kind != F_ENUM || field->choices != NULL);
            assert_true(field->choices == NULL || field->kind == F_ENUM ||
                        field->kind == F_STRINGS);
            assert_int_equal(field->kind == F_LIST || field->kind == F_RECORD,
                             field->record != NULL);
            assert_true(field->id != FIELD_NONE || field->offset >= sizeof(Record));
            for (size_t j = 0; j < i; j++)
                assert_string_not_equal(field->key, type->fields[j].key);
        }
    }
}

static void every_member_that_is_a_name_is_where_the_type_says(void **state)
{
    (void)state;
    for (size_t t = 0; t < TYPE_COUNT; t++) {
        const Field *name = record_type_find(all_types[t], STR("Name"));
        assert_true(all_types[t]->name_offset == (name == NULL ? SIZE_MAX : name->offset));
    }
}

static void sparse_fields_read_zero_until_they_are_set(void **state)
{
    Arena arena = {0};
    Column *column = record_new(&arena, &column_type);

    (void)state;
    assert_null(sparse_str(&column->rec, FIELD_COMMENT).ptr);
    assert_false(sparse_bool(&column->rec, FIELD_COLUMN_AUTO_INCREMENT));
    sparse_set_str(&arena, &column->rec, FIELD_COMMENT, STR("c"));
    sparse_set_str(&arena, &column->rec, FIELD_OLD_NAME, STR("o"));
    sparse_set_bool(&arena, &column->rec, FIELD_COLUMN_AUTO_INCREMENT, true);
    assert_str(sparse_str(&column->rec, FIELD_OLD_NAME), "o");
    assert_str(sparse_str(&column->rec, FIELD_COMMENT), "c");
    assert_true(sparse_bool(&column->rec, FIELD_COLUMN_AUTO_INCREMENT));
    sparse_set_str(&arena, &column->rec, FIELD_COMMENT, STR(""));
    assert_int_equal(column->rec.sparse_len, 2);
    arena_free(&arena);
}

/* One table with something of every kind. */
static Table *sample(Model *model)
{
    Table *table = model_add(model, &table_type, STR("shop"), STR("orders"));
    Column *id = model_add_column(model, table, STR("id"));
    Index *index = model_add_index(model, table, STR("orders_pk"));
    ForeignKey *key = model_add_foreign_key(model, table, STR_ABSENT);
    Check *check = model_add_check(model, table, STR("positive"));
    KeyPart part = {.name = STR("id"), .is_desc = true};
    MapEntries map = {0};
    MapEntry entry = {STR("fillfactor"), STR("70")};

    id->type = STR("bigint");
    vec_push(&model->arena, &index->keys, part);
    index->is_primary = true;
    vec_push(&model->arena, &map, entry);
    sparse_set_map(&model->arena, &index->rec, FIELD_STORAGE_PARAMETERS, map);
    vec_push(&model->arena, &key->columns, STR("id"));
    key->on_delete = FK_CASCADE;
    check->expression = STR("id > 0");
    return table;
}

static void a_copy_is_equal_and_independent(void **state)
{
    Model *model = model_new();
    Arena arena = {0};
    Table *table = sample(model);
    Table *copy = (Table *)record_copy(&arena, &table->obj.rec);
    Str before = object_fingerprint(&arena, &table->obj);

    (void)state;
    assert_true(str_eq(before, object_fingerprint(&arena, &copy->obj)));
    copy->columns.items[0]->is_nullable = true;
    assert_true(str_eq(before, object_fingerprint(&arena, &table->obj)));
    assert_false(str_eq(before, object_fingerprint(&arena, &copy->obj)));
    model_free(model);
    arena_free(&arena);
}

static void the_order_of_columns_does_not_change_a_fingerprint(void **state)
{
    Model *model = model_new();
    Table *table = sample(model);
    Str before;
    Column *first;

    (void)state;
    model_add_column(model, table, STR("note"))->type = STR("text");
    before = object_fingerprint(&model->arena, &table->obj);
    first = table->columns.items[0];
    table->columns.items[0] = table->columns.items[1];
    table->columns.items[1] = first;
    assert_true(str_eq(before, object_fingerprint(&model->arena, &table->obj)));
    model_free(model);
}

static void what_only_says_how_to_get_there_does_not_change_a_fingerprint(void **state)
{
    Model *model = model_new();
    Table *table = sample(model);
    Str before = object_fingerprint(&model->arena, &table->obj);

    (void)state;
    sparse_set_str(&model->arena, &table->obj.rec, FIELD_OLD_NAME, STR("order"));
    assert_true(str_eq(before, object_fingerprint(&model->arena, &table->obj)));
    sparse_set_str(&model->arena, &table->obj.rec, FIELD_COMMENT, STR("what"));
    assert_false(str_eq(before, object_fingerprint(&model->arena, &table->obj)));
    model_free(model);
}

static void maps_are_equal_in_any_order(void **state)
{
    Arena arena = {0};
    const Field *field = record_type_find(&index_type, STR("StorageParameters"));
    MapEntry a = {STR("a"), STR("1")}, b = {STR("b"), STR("2")};
    MapEntries one = {0}, other = {0};

    (void)state;
    vec_push(&arena, &one, a);
    vec_push(&arena, &one, b);
    vec_push(&arena, &other, b);
    assert_false(field_equal(field, &one, &other));
    vec_push(&arena, &other, a);
    assert_true(field_equal(field, &one, &other));
    arena_free(&arena);
}

static void a_model_refuses_a_second_object_of_one_name(void **state)
{
    Model *model = model_new();

    (void)state;
    assert_non_null(model_add(model, &table_type, STR("a"), STR("b.c")));
    assert_null(model_add(model, &table_type, STR("a"), STR("b.c")));
    assert_non_null(model_add(model, &table_type, STR("a.b"), STR("c")));
    assert_non_null(model_add(model, &sequence_type, STR("a"), STR("b.c")));
    assert_non_null(model_find(model, REC_TABLE, STR("a.b"), STR("c")));
    assert_null(model_find(model, REC_TABLE, STR("a"), STR("c")));
    model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_sound),
        cmocka_unit_test(every_member_that_is_a_name_is_where_the_type_says),
        cmocka_unit_test(sparse_fields_read_zero_until_they_are_set),
        cmocka_unit_test(a_copy_is_equal_and_independent),
        cmocka_unit_test(the_order_of_columns_does_not_change_a_fingerprint),
        cmocka_unit_test(what_only_says_how_to_get_there_does_not_change_a_fingerprint),
        cmocka_unit_test(maps_are_equal_in_any_order),
        cmocka_unit_test(a_model_refuses_a_second_object_of_one_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
