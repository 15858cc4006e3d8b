/* Loading a package into a model: platforms, tokens, schemas, dialects, faults. */
#include "folder.h"

static void an_absent_schema_is_the_default_one_and_is_implied(void **state)
{
    Folder f;
    const Object *schema;

    (void)state;
    folder_begin(&f);
    folder_put_heads(&f, "PostgreSQL");
    folder_put(&f, "Templates/Main/Tables/a.json",
               "{\"Name\": \"a\", \"Columns\": [{\"Name\": \"id\", \"DataType\": \"int\"}], "
               "\"ForeignKeys\": [{\"Columns\": \"id\", \"RelatedTable\": \"a\", "
               "\"RelatedColumns\": \"id\"}]}");
    folder_put(&f, "Templates/Main/Schemas/shop.json", "{\"Name\": \"shop\"}");
    assert_true(folder_load(&f, E_PG, "public", NULL));
    assert_str(folder_table(&f, "public", "a")->foreign_keys.items[0]->related_schema, "public");
    schema = model_find(f.model, REC_SCHEMA, STR_ABSENT, STR("public"));
    assert_non_null(schema);
    assert_true(schema->is_implied);
    assert_false(model_find(f.model, REC_SCHEMA, STR_ABSENT, STR("shop"))->is_implied);
    folder_end(&f);
}

static void an_engine_without_schemas_gets_none(void **state)
{
    Folder f;

    (void)state;
    folder_begin(&f);
    folder_put_heads(&f, "SQLite");
    folder_put_table(&f, "a", "a",
                     ", \"ForeignKeys\": [{\"Columns\": \"id\", \"RelatedTableSchema\": \"shop\", "
                     "\"RelatedTable\": \"a\", \"RelatedColumns\": \"id\"}]");
    folder_put(&f, "Templates/Main/Schemas/shop.json", "{\"Name\": \"shop\"}");
    assert_true(folder_load(&f, E_LITE, NULL, NULL));
    assert_int_equal(f.model->objects.len, 1);
    assert_true(folder_table(&f, NULL, "a")->foreign_keys.items[0]->related_schema.ptr == NULL);
    folder_end(&f);
}

static void platforms_choose_among_declarations_of_one_element(void **state)
{
    static const char more[] =
        ", \"Indexes\": [{\"Name\": \"i\", \"IndexColumns\": \"id\", \"Platforms\": "
        "\"PostgreSQL\"}, "
        "{\"Name\": \"i\", \"IndexColumns\": \"id DESC\", \"Platforms\": \"sqlite\"}]";
    Folder f;

    (void)state;
    folder_begin(&f);
    folder_put_heads(&f, "SQLite, PostgreSQL");
    folder_put_table(&f, "a", "a", more);
    folder_put_table(&f, "b", "b", ", \"Platforms\": \"PostgreSQL\"");
    assert_true(folder_load(&f, E_PG, "public", NULL));
    assert_int_equal(folder_table(&f, "shop", "a")->indexes.len, 1);
    assert_false(folder_table(&f, "shop", "a")->indexes.items[0]->keys.items[0].is_desc);
    (void)folder_table(&f, "shop", "b");
    assert_true(folder_load(&f, E_LITE, NULL, NULL));
    assert_true(folder_table(&f, NULL, "a")->indexes.items[0]->keys.items[0].is_desc);
    assert_null(model_find(f.model, REC_TABLE, STR_ABSENT, STR("b")));
    folder_end(&f);
}

static void the_narrower_token_wins(void **state)
{
    static const char more[] =
        ", \"Comment\": \"{{a}} {{b}} {{c}} {{ProductName}} {{TemplateName}}\"";
    Folder f;

    (void)state;
    folder_begin(&f);
    folder_put_heads(&f, "PostgreSQL");
    folder_put(&f, "anneal.json",
               "{\"Environments\": [{\"Name\": \"dev\", \"ScriptTokens\": {\"C\": \"env\"}}]}");
    folder_put(&f, "Templates/Main/Template.json",
               "{\"Name\": \"Tee\", \"ScriptTokens\": {\"b\": \"template\", \"c\": \"template\"}}");
    folder_put_table(&f, "a", "a", more);
    assert_true(folder_load(&f, E_PG, "public", "dev"));
    assert_str(sparse_str(&folder_table(&f, "shop", "a")->obj.rec, FIELD_COMMENT),
               "product template env shop Tee");
    assert_true(folder_load(&f, E_PG, "public", NULL));
    assert_str(sparse_str(&folder_table(&f, "shop", "a")->obj.rec, FIELD_COMMENT),
               "product template template shop Tee");
    folder_end(&f);
}

static void the_strongest_uniqueness_stands_for_all(void **state)
{
    Folder f;
    const Table *table;

    (void)state;
    folder_begin(&f);
    folder_put_heads(&f, "PostgreSQL");
    folder_put_table(&f, "a", "a",
                     ", \"Indexes\": [{\"PrimaryKey\": true, \"Unique\": true, "
                     "\"UniqueConstraint\": true, \"IndexColumns\": \"id\"}, {\"Unique\": true, "
                     "\"UniqueConstraint\": true, \"IndexColumns\": \"id\"}]");
    assert_true(folder_load(&f, E_PG, "public", NULL));
    table = folder_table(&f, "shop", "a");
    assert_true(table->indexes.items[0]->is_primary);
    assert_false(table->indexes.items[0]->is_unique || table->indexes.items[0]->is_constraint);
    assert_true(table->indexes.items[1]->is_constraint);
    assert_false(table->indexes.items[1]->is_unique);
    folder_end(&f);
}

static void every_fault_of_every_file_is_reported_in_order(void **state)
{
    Folder f;

    (void)state;
    folder_begin(&f);
    folder_put_heads(&f, "PostgreSQL");
    folder_put_table(&f, "b", "b", ", \"Odd\": 1, \"Comment\": \"{{Nope}}\"");
    folder_put_table(&f, "a", "a",
                     ", \"ForeignKeys\": [{\"Columns\": \"ident\", "
                     "\"RelatedTable\": \"nowhere\"}]");
    folder_put(&f, "Templates/Main/Tables/sub/c.json", "{");
    assert_false(folder_load(&f, E_PG, "public", NULL));
    assert_int_equal(f.errs.list.len, 5);
    assert_true(strstr(f.errs.list.items[0].loc.file, "/a.json") != NULL);
    assert_true(strstr(f.errs.list.items[2].message, "\"Odd\"") != NULL);
    assert_int_equal(f.errs.list.items[3].code, ERR_TOKEN);
    assert_true(strstr(f.errs.list.items[4].loc.file, "/sub/c.json") != NULL);
    folder_end(&f);
}

static void a_key_to_a_table_whose_file_is_broken_is_not_a_second_fault(void **state)
{
    Folder f;

    (void)state;
    folder_begin(&f);
    folder_put_heads(&f, "PostgreSQL, SQLite");
    folder_put_table(&f, "a", "a",
                     ", \"ForeignKeys\": [{\"Columns\": \"id\", "
                     "\"RelatedTable\": \"b\"}]");
    folder_put(&f, "Templates/Main/Tables/shop.b.json", "{");
    assert_false(folder_load(&f, E_PG, "public", NULL));
    assert_false(folder_load(&f, E_LITE, NULL, NULL));
    assert_int_equal(f.errs.list.len, 2);
    assert_int_equal(folder_faults(&f, "not valid JSON"), 2);
    folder_end(&f);
}

static void one_fault_reads_the_same_on_every_platform(void **state)
{
    Folder f;

    (void)state;
    folder_begin(&f);
    folder_put_heads(&f, "PostgreSQL, SQLite");
    folder_put_table(&f, "a", "a",
                     ", \"ForeignKeys\": [{\"Columns\": \"ident\", "
                     "\"RelatedTable\": \"b\"}], \"Indexes\": [{\"IndexColumns\": "
                     "\"other\"}]");
    folder_put_table(&f, "b", "a", "");
    assert_false(folder_load(&f, E_PG, "public", NULL));
    assert_int_equal(f.errs.list.len, 4);
    assert_false(folder_load(&f, E_LITE, NULL, NULL));
    assert_int_equal(f.errs.list.len, 8);
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(f.errs.list.items[i].message, f.errs.list.items[i + 4].message);
    folder_end(&f);
}

static void a_key_out_of_what_is_managed_may_lead_anywhere(void **state)
{
    Folder f;

    (void)state;
    folder_begin(&f);
    folder_put_heads(&f, "PostgreSQL");
    folder_put_table(&f, "a", "a",
                     ", \"ForeignKeys\": [{\"Columns\": \"id\", "
                     "\"RelatedTableSchema\": \"crm\", \"RelatedTable\": \"b\", "
                     "\"RelatedColumns\": \"x\"}]");
    assert_true(folder_load(&f, E_PG, "public", NULL));
    folder_put(&f, "anneal.json", "{\"Manage\": [\"*\"]}");
    assert_false(folder_load(&f, E_PG, "public", NULL));
    assert_int_equal(folder_faults(&f, "crm.b"), 1);
    folder_end(&f);
}

static void without_anneal_json_another_tools_package_is_read(void **state)
{
    Folder f;
    const Table *table;

    (void)state;
    folder_begin(&f);
    folder_put(&f, "Product.json",
               "\xEF\xBB\xBF{\"name\": \"x\", \"Platform\": \"PostgreSQL\", \"TemplateOrder\": "
               "[\"main\"], \"MinimumVersion\": \"\", \"ScriptFolders\": [{\"FolderPath\": \"J\", "
               "\"QuenchSlot\": \"after\"}]}");
    folder_put(&f, "Templates/Main/Template.json", "{\"Required\": false}");
    for (int i = 0; i < 3; i++)
        folder_put(&f, arena_printf(&f.arena, "Templates/Main/Tables/t%d.json", i).ptr,
                   arena_printf(&f.arena,
                                "{ // a table\n\"Schema\": \"\\\"shop\\\"\", \"Name\": \"t%d\", "
                                "\"OldName\": \"\", \"Policies\": [], \"Columns\": [{\"Name\": "
                                "\"a\", \"DataType\": \"int4\", \"Generated\": \"NEVER\", "
                                "\"Default\": \"\", \"Virtual\": true, \"Odd\": 1}]}",
                                i)
                       .ptr);
    assert_true(folder_load(&f, E_PG, "public", NULL));
    assert_false(package_is_ours(f.package));
    assert_int_equal(package_config(f.package)->removals, REMOVALS_OWNED);
    table = folder_table(&f, "shop", "t1");
    assert_str(sparse_str(&table->columns.items[0]->rec, FIELD_COLUMN_GENERATED), "");
    assert_true(table->columns.items[0]->dflt.ptr == NULL);
    assert_true(folder_notes(&f, "\"Odd\" of a column is not known to this version and has no "
                                 "effect (here and in 2 more places)"));
    assert_true(folder_notes(&f, "\"ScriptFolders\" has no effect"));
    folder_end(&f);
}

static void scripts_and_strays_are_named_by_folder_and_count(void **state)
{
    Folder f;

    (void)state;
    folder_begin(&f);
    folder_put_heads(&f, "PostgreSQL");
    folder_put(&f, "Templates/Main/Views/a.sql", "");
    folder_put(&f, "Templates/Main/Other/a.sql", "");
    folder_put(&f, "Templates/Main/Other/sub/b.sql", "");
    folder_put(&f, "Templates/Main/Events/c.json", "{");
    folder_put(&f, "Templates/Main/Tables/readme.txt", "");
    folder_put(&f, "Jobs/d.sql", "");
    assert_true(folder_load(&f, E_PG, "public", NULL));
    assert_int_equal(f.notes.list.len, 4);
    assert_true(folder_notes(&f, "2 .sql files, not run: they are in no script folder"));
    folder_end(&f);
}

static void a_package_is_about_the_schemas_that_it_names(void **state)
{
    Folder f;
    Filter filter;

    (void)state;
    folder_begin(&f);
    folder_put_heads(&f, "PostgreSQL, SQLite");
    assert_true(folder_load(&f, E_PG, "public", NULL));
    package_filter(f.package, f.model, &f.arena, &filter);
    assert_false(filter_wants(&filter, STR("public"), STR("x"))); /* names nothing: about nothing */
    folder_put_table(&f, "a", "a", "");
    assert_true(folder_load(&f, E_PG, "public", NULL));
    package_filter(f.package, f.model, &f.arena, &filter);
    assert_true(filter_wants(&filter, STR("shop"), STR("x")));
    assert_false(filter_wants(&filter, STR("public"), STR("x")));
    assert_true(folder_load(&f, E_LITE, NULL, NULL));
    package_filter(f.package, f.model, &f.arena, &filter);
    assert_true(filter_wants(&filter, STR_ABSENT, STR("x")));
    folder_put(&f, "anneal.json", "{\"Manage\": [\"shop.*\"], \"Ignore\": [\"*.tmp_*\"]}");
    assert_true(folder_load(&f, E_PG, "public", NULL));
    package_filter(f.package, f.model, &f.arena, &filter);
    assert_true(filter_wants(&filter, STR("shop"), STR("x")));
    assert_false(filter_wants(&filter, STR("shop"), STR("tmp_x")));
    folder_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_absent_schema_is_the_default_one_and_is_implied),
        cmocka_unit_test(an_engine_without_schemas_gets_none),
        cmocka_unit_test(platforms_choose_among_declarations_of_one_element),
        cmocka_unit_test(the_narrower_token_wins),
        cmocka_unit_test(the_strongest_uniqueness_stands_for_all),
        cmocka_unit_test(every_fault_of_every_file_is_reported_in_order),
        cmocka_unit_test(a_key_to_a_table_whose_file_is_broken_is_not_a_second_fault),
        cmocka_unit_test(one_fault_reads_the_same_on_every_platform),
        cmocka_unit_test(a_key_out_of_what_is_managed_may_lead_anywhere),
        cmocka_unit_test(without_anneal_json_another_tools_package_is_read),
        cmocka_unit_test(scripts_and_strays_are_named_by_folder_and_count),
        cmocka_unit_test(a_package_is_about_the_schemas_that_it_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
