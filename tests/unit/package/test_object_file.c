/* Object files: their trees are given up, and places are had all the same. */
#include "folder.h"
#include "schema.h"

static const char orders[] = "{\n"
                             "  \"Schema\": \"shop\", \"Name\": \"orders\",\n"
                             "  \"Columns\": [\n"
                             "    { \"Name\": \"id\",\n"
                             "      \"DataType\": \"{{A}}\" }\n"
                             "  ],\n"
                             "  \"Indexes\": [{\"Name\": \"i\", \"IndexColumns\": \"id\"}],\n"
                             "  \"ForeignKeys\": [{\"Columns\": \"id\", \"RelatedTable\": "
                             "\"orders\", \"RelatedTableSchema\": \"shop\",\n"
                             "    \"RelatedColumns\": \"id\"}],\n"
                             "  \"Extensions\": {\"ours\": [\"kept\"]}\n"
                             "}\n";
static const char orders_file[] = "Templates/Main/Tables/orders.json";

static const Column *load_orders(Folder *f)
{
    folder_begin(f);
    folder_put_heads(f, "PostgreSQL");
    folder_put(f, orders_file, orders);
    assert_true(folder_load(f, E_PG, "public", NULL));
    return folder_table(f, "shop", "orders")->columns.items[0];
}

static void a_loaded_record_holds_no_tree(void **state)
{
    Folder f;
    const Column *column = load_orders(&f);

    (void)state;
    assert_null(column->rec.file->root);
    assert_true(column->rec.file->bytes.ptr == NULL);
    assert_str(column->name, "id");
    assert_str(column->type, "product");
    folder_end(&f);
}

static void a_place_is_what_it_was_when_the_file_was_read(void **state)
{
    Folder f;
    const Column *column = load_orders(&f);
    Loc loc = record_key_loc(&f.arena, &column->rec, "DataType");

    (void)state;
    assert_int_equal(loc.line, 5);
    assert_int_equal(loc.column, 19);
    assert_string_equal(loc.path, "Columns[id].DataType");
    loc = record_loc(&f.arena, &column->rec);
    assert_int_equal(loc.line, 4);
    assert_int_equal(loc.column, 5);
    assert_str(doc_get(record_doc(&column->rec), STR("DataType"))->text, "product");
    folder_end(&f);
}

static void a_file_that_was_changed_or_removed_has_no_lines(void **state)
{
    Folder f;
    const Column *column = load_orders(&f);
    const char *path = file_join(&f.arena, f.path, orders_file);
    Loc loc;

    (void)state;
    folder_put(&f, orders_file, "{\"Name\": \"something else\"}");
    loc = record_key_loc(&f.arena, &column->rec, "DataType");
    assert_string_equal(loc.file, path);
    assert_int_equal(loc.line, 0);
    folder_end(&f);

    column = load_orders(&f);
    path = file_join(&f.arena, f.path, orders_file);
    assert_int_equal(unlink(path), 0);
    loc = record_loc(&f.arena, &column->rec);
    assert_string_equal(loc.file, path);
    assert_int_equal(loc.line, 0);
    assert_false(errs_any(&f.errs));
    folder_end(&f);
}

static void what_is_kept_as_it_is_outlives_the_tree(void **state)
{
    Folder f;
    const Table *table;
    const Field *field = record_type_find_id(&table_type, FIELD_EXTENSIONS);
    const Doc *ours;

    (void)state;
    (void)load_orders(&f);
    table = folder_table(&f, "shop", "orders");
    memcpy(&ours, record_at(&table->obj.rec, field), sizeof ours);
    assert_str(doc_get(ours, STR("ours"))->first->text, "kept");
    folder_end(&f);
}

/* While the database is asked, somebody saves the file in an editor. */
static bool edit_meanwhile(void *context, Package *package, const PackageTarget *target,
                           Model *present, Notes *notes, Errs *errs)
{
    (void)package;
    (void)target;
    Folder *f = context;

    (void)present;
    (void)notes;
    (void)errs;
    folder_put(f, orders_file, "{\"Schema\": \"shop\", \"Name\": \"orders\"}");
    return true;
}

static void a_file_that_somebody_else_changed_is_not_written(void **state)
{
    Model *live = schema_model("schema shop\ntable shop.orders\n  column id | integer\n");
    SaveOptions options = {.product = "shop",
                           .platform = "PostgreSQL",
                           .default_schema = STR("public"),
                           .prepare = edit_meanwhile};
    Folder f;

    (void)state;
    (void)load_orders(&f);
    options.context = &f;
    assert_fails(package_save(live, f.path, &options, &f.notes, &f.errs), &f.errs, ERR_FILE);
    assert_true(folder_faults(&f, "changed by somebody else") > 0);
    assert_str(folder_get(&f, orders_file), "{\"Schema\": \"shop\", \"Name\": \"orders\"}");
    model_free(live);
    folder_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_loaded_record_holds_no_tree),
        cmocka_unit_test(a_place_is_what_it_was_when_the_file_was_read),
        cmocka_unit_test(a_file_that_was_changed_or_removed_has_no_lines),
        cmocka_unit_test(what_is_kept_as_it_is_outlives_the_tree),
        cmocka_unit_test(a_file_that_somebody_else_changed_is_not_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
