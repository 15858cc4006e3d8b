/* Field values in words. */
#include "test.h"

#include "model/model.h"

static void check_put(const Record *rec, const char *key, const char *wanted)
{
    const Field *field = record_type_find(rec->type, str_from(key));
    Sb sb = sb_new(SB_LINE_MAX);

    field_put(&sb, field, record_at(rec, field));
    assert_str(sb_str(&sb), wanted);
    sb_free(&sb);
}

static void values_read_as_a_package_writes_them(void **state)
{
    Model *model = model_new();
    Table *table = model_add(model, &table_type, STR("s"), STR("t"));
    Column *column = model_add_column(model, table, STR("c"));
    Index *index = model_add_index(model, table, STR("i"));
    ForeignKey *key = model_add_foreign_key(model, table, STR("k"));
    KeyPart part = {.name = STR("a"), .is_desc = true};
    MapEntries map = {0};
    MapEntry one = {STR("fillfactor"), STR("70")}, two = {STR("x"), STR("")};
    Sequence *sequence = model_add(model, &sequence_type, STR("s"), STR("q"));

    (void)state;
    column->type = STR("bigint");
    check_put(&column->rec, "DataType", "bigint");
    check_put(&column->rec, "Nullable", "false");
    check_put(&column->rec, "Default", "");
    vec_push(&model->arena, &index->keys, part);
    check_put(&index->rec, "IndexColumns", "a DESC");
    vec_push(&model->arena, &map, one);
    vec_push(&model->arena, &map, two);
    sparse_set_map(&model->arena, &index->rec, FIELD_STORAGE_PARAMETERS, map);
    check_put(&index->rec, "StorageParameters", "fillfactor=70, x=");
    vec_push(&model->arena, &key->columns, STR("a b"));
    check_put(&key->rec, "Columns", "\"a b\"");
    key->on_delete = FK_SET_NULL;
    check_put(&key->rec, "DeleteAction", "SET NULL");
    check_put(&sequence->obj.rec, "Start", "");
    sparse_set_int(&model->arena, &sequence->obj.rec, FIELD_SEQUENCE_START, (OptInt){true, -7});
    check_put(&sequence->obj.rec, "Start", "-7");
    check_put(&table->obj.rec, "Columns", "");
    model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_read_as_a_package_writes_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
