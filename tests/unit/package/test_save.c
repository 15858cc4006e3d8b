/* Writing a model: new packages, present packages, what only a file can say. */
#include "folder.h"
#include "schema.h"

static const char schema_text[] = "schema shop | about The shop\n"
                                  "sequence shop.numbers | owned orders.id\n"
                                  "table shop.orders | about All of them\n"
                                  "  column id | integer\n"
                                  "  column total | numeric(12,2) | null | = 0\n"
                                  "  column tags | text[] | = '{{a},{b}}'\n"
                                  "  primary orders_pkey (id)\n"
                                  "  index orders_total_idx (total DESC)\n"
                                  "  check orders_check total > 0\n"
                                  "  key orders_fk (id) shop.orders (id) | cascade\n";

static bool save(Folder *f, const Model *model, const char *folder)
{
    Filter everything = {0};
    SaveOptions options = {.product = "shop",
                           .platform = "PostgreSQL",
                           .default_schema = STR("public"),
                           .looked_at = &everything};

    return package_save(model, folder, &options, &f->notes, &f->errs);
}

static void a_saved_model_loads_as_the_same(void **state)
{
    Model *live = schema_model(schema_text);
    Folder f;

    (void)state;
    folder_begin(&f);
    assert_true(save(&f, live, f.path));
    assert_str(folder_get(&f, "anneal.json"), "{\n  \"Manage\": [\"*\"]\n}\n");
    assert_true(folder_get(&f, "Templates/Main/Tables/shop.orders.json").len > 0);
    assert_true(folder_get(&f, "Templates/Main/Schemas/shop.json").len > 0);
    assert_true(folder_get(&f, "Templates/Main/Sequences/shop.numbers.json").len > 0);
    assert_true(folder_load(&f, E_PG, "public", NULL));
    assert_int_equal(f.model->objects.len, live->objects.len);
    for (size_t i = 0; i < live->objects.len; i++)
        assert_true(str_eq(object_fingerprint(&f.arena, live->objects.items[i]),
                           object_fingerprint(&f.arena, f.model->objects.items[i])));
    model_free(live);
    folder_end(&f);
}

static void braces_of_the_database_are_no_tokens(void **state)
{
    Model *live = schema_model(schema_text);
    Folder f;

    (void)state;
    folder_begin(&f);
    assert_true(save(&f, live, f.path));
    assert_non_null(
        strstr(folder_get(&f, "Templates/Main/Tables/shop.orders.json").ptr, "'{{{{a},{b}}'"));
    model_free(live);
    folder_end(&f);
}

static void hostile_names_get_files_of_their_own(void **state)
{
    Model *live = model_new();
    static const char *const names[] = {"a/b", "A", "a", "../x", "q\"q", "it's", "\xC3\xA9"};
    Folder f;

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        Table *table = model_add(live, &table_type, STR("s.t"), str_from(names[i]));
        model_add_column(live, table, STR("x"))->type = STR("int");
    }
    folder_begin(&f);
    assert_true(save(&f, live, f.path));
    assert_true(folder_load(&f, E_PG, "public", NULL));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        (void)folder_table(&f, "s.t", names[i]);
    model_free(live);
    folder_end(&f);
}

static void what_is_not_utf8_is_refused(void **state)
{
    Model *live = model_new();
    Folder f;

    (void)state;
    (void)model_add(live, &table_type, STR("s"), STR("x\xE9"));
    folder_begin(&f);
    assert_fails(save(&f, live, f.path), &f.errs, ERR_UNSUPPORTED);
    model_free(live);
    folder_end(&f);
}

static void a_folder_with_other_things_is_refused(void **state)
{
    Model *live = model_new();
    Folder f;

    (void)state;
    folder_begin(&f);
    folder_put(&f, "thesis.txt", "years of work");
    assert_fails(save(&f, live, f.path), &f.errs, ERR_FILE);
    model_free(live);
    folder_end(&f);
}

static void a_package_of_another_tool_is_not_written(void **state)
{
    Model *live = model_new();
    Folder f;

    (void)state;
    folder_begin(&f);
    folder_put_heads(&f, "PostgreSQL");
    assert_int_equal(unlink(file_join(&f.arena, f.path, "anneal.json")), 0);
    assert_fails(save(&f, live, f.path), &f.errs, ERR_UNSUPPORTED);
    model_free(live);
    folder_end(&f);
}

static const char present_table[] =
    "{\"Name\":\"orders\",\"Schema\":\"shop\",\"OldName\":\"purchases\", \"WithoutRowid\": true,\n"
    "\"Comment\": \"{{A}} of the {{TemplateName}}\",\n"
    "\"Columns\":[\n"
    " {\"DataType\":\"text\",\"Name\":\"tags\",\"Platforms\":\"SQLite\"},\n"
    " {\"DataType\":\"text[]\",\"Name\":\"tags\",\"Platforms\":\"PostgreSQL\",\"Nullable\":false},"
    "\n"
    " {\"Name\":\"id\",\"DataType\":\"integer\",\"Extensions\":{\"who\":1}}],\n"
    "\"Indexes\":[{\"IndexColumns\":\"id\",\"PrimaryKey\":true}],\n"
    "\"CheckConstraints\":[{\"Name\":\"gone\",\"Expression\":\"true\"}]}";

static void put_present(Folder *f)
{
    folder_put_heads(f, "PostgreSQL, SQLite");
    folder_put(f, "Templates/Main/Tables/Sales/My Orders.json", present_table);
}

static void what_has_not_changed_keeps_its_bytes(void **state)
{
    Model *live = schema_model("table shop.orders | about product of the Main\n"
                               "  column id | integer\n"
                               "  column tags | text[]\n"
                               "  primary orders_pkey (id)\n"
                               "  check gone true\n");
    Folder f;

    (void)state;
    folder_begin(&f);
    put_present(&f);
    assert_true(save(&f, live, f.path));
    assert_str(folder_get(&f, "Templates/Main/Tables/Sales/My Orders.json"), present_table);
    assert_true(folder_get(&f, "Templates/Main/Tables/shop.orders.json").ptr == NULL);
    model_free(live);
    folder_end(&f);
}

static void what_only_the_file_can_say_stays(void **state)
{
    Model *live = schema_model("table shop.orders | about product of the Main\n"
                               "  column id | bigint\n"
                               "  column total | integer | null\n"
                               "  column tags | text[]\n"
                               "  primary orders_pkey (id)\n"
                               "  index orders_total_idx (total)\n");
    Folder f;

    (void)state;
    folder_begin(&f);
    put_present(&f);
    assert_true(save(&f, live, f.path));
    assert_str(folder_get(&f, "Templates/Main/Tables/Sales/My Orders.json"),
               "{\"Name\":\"orders\",\"Schema\":\"shop\",\"OldName\":\"purchases\", "
               "\"WithoutRowid\": true,\n"
               "\"Comment\": \"{{A}} of the {{TemplateName}}\",\n"
               "\"Columns\":[\n"
               " {\"DataType\":\"text\",\"Name\":\"tags\",\"Platforms\":\"SQLite\"},\n"
               " {\"DataType\":\"text[]\",\"Name\":\"tags\",\"Platforms\":\"PostgreSQL\","
               "\"Nullable\":false},\n"
               " {\"Name\":\"id\",\"DataType\":\"bigint\",\"Extensions\":{\"who\":1}},\n"
               " {\"Name\":\"total\",\"DataType\":\"integer\",\"Nullable\":true}],\n"
               "\"Indexes\":[{\"IndexColumns\":\"id\",\"PrimaryKey\":true},"
               "{\"Name\":\"orders_total_idx\",\"IndexColumns\":\"total\"}],\n"
               "\"CheckConstraints\":[]}");
    model_free(live);
    folder_end(&f);
}

static void a_file_whose_object_is_gone_is_named_and_left(void **state)
{
    Model *live = schema_model("table shop.other\n  column id | integer\n");
    Folder f;

    (void)state;
    folder_begin(&f);
    put_present(&f);
    assert_true(save(&f, live, f.path));
    assert_true(folder_notes(&f, "table shop.orders is not in the database"));
    assert_str(folder_get(&f, "Templates/Main/Tables/Sales/My Orders.json"), present_table);
    assert_true(folder_get(&f, "Templates/Main/Tables/shop.other.json").len > 0);
    model_free(live);
    folder_end(&f);
}

static void what_the_package_does_not_manage_is_left_out_unless_asked_for(void **state)
{
    Model *live = schema_model("schema crm\n"
                               "table crm.leads\n  column id | integer\n"
                               "table shop.other\n  column id | integer\n");
    Filter told = {0};
    SaveOptions options = {
        .platform = "PostgreSQL", .default_schema = STR("public"), .looked_at = &told};
    Folder f;

    (void)state;
    folder_begin(&f);
    put_present(&f);
    assert_true(package_save(live, f.path, &options, &f.notes, &f.errs));
    assert_true(folder_get(&f, "Templates/Main/Tables/shop.other.json").len > 0);
    assert_true(folder_get(&f, "Templates/Main/Tables/crm.leads.json").ptr == NULL);
    assert_true(folder_get(&f, "Templates/Main/Schemas/crm.json").ptr == NULL);
    assert_true(folder_notes(&f, "1 object that the package does not manage is left out"));
    vec_push(&f.arena, &told.manage, STR("crm"));
    assert_true(package_save(live, f.path, &options, &f.notes, &f.errs));
    assert_true(folder_get(&f, "Templates/Main/Tables/crm.leads.json").len > 0);
    model_free(live);
    folder_end(&f);
}

/* Stands for an engine that prints bigint for int8. */
static bool spell_bigint(void *context, Package *package, const PackageTarget *target,
                         Model *present, Notes *notes, Errs *errs)
{
    (void)package;
    (void)target;
    (void)notes;
    (void)errs;
    *(bool *)context = true;
    for (size_t i = 0; i < present->objects.len; i++)
        if (present->objects.items[i]->rec.type == &table_type)
            ((Table *)(void *)present->objects.items[i])->columns.items[0]->type = STR("bigint");
    return true;
}

static void another_spelling_of_the_same_keeps_its_file(void **state)
{
    static const char text[] =
        "{\"Name\":\"a\",\"Columns\":[{\"Name\":\"id\",\"DataType\":\"int8\"}]}";
    Model *live = schema_model("table public.a\n  column id | bigint\n");
    bool was_called = false;
    SaveOptions options = {.platform = "PostgreSQL",
                           .default_schema = STR("public"),
                           .prepare = spell_bigint,
                           .context = &was_called};
    Folder f;

    (void)state;
    folder_begin(&f);
    folder_put_heads(&f, "PostgreSQL");
    folder_put(&f, "Templates/Main/Tables/a.json", text);
    assert_true(package_save(live, f.path, &options, &f.notes, &f.errs));
    assert_true(was_called);
    assert_str(folder_get(&f, "Templates/Main/Tables/a.json"), text);
    model_free(live);
    folder_end(&f);
}

static void a_token_that_only_an_environment_gives_stays(void **state)
{
    Model *live = schema_model("table shop.a\n  column id | integer\n  column b | integer\n");
    Folder f;

    (void)state;
    folder_begin(&f);
    folder_put_heads(&f, "PostgreSQL");
    folder_put_table(&f, "a", "a", ", \"OldName\": \"{{Elsewhere}}\"");
    assert_true(save(&f, live, f.path));
    assert_non_null(strstr(folder_get(&f, "Templates/Main/Tables/a.json").ptr, "{{Elsewhere}}"));
    assert_false(folder_notes(&f, "Elsewhere"));
    model_free(live);
    folder_end(&f);
}

/* Which file it is: writing one makes a new one in its place. */
static ino_t inode_of(Folder *f, const char *relative)
{
    struct stat info;

    assert_int_equal(stat(file_join(&f->arena, f->path, relative), &info), 0);
    return info.st_ino;
}

static void a_second_save_writes_nothing(void **state)
{
    static const char *const files[] = {
        "Product.json", "anneal.json", "Templates/Main/Template.json",
        "Templates/Main/Tables/shop.orders.json", "Templates/Main/Schemas/shop.json"};
    Model *live = schema_model(schema_text);
    ino_t before[sizeof files / sizeof *files];
    Folder f;

    (void)state;
    folder_begin(&f);
    assert_true(save(&f, live, f.path));
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        before[i] = inode_of(&f, files[i]);
    assert_true(save(&f, live, f.path));
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        assert_true(before[i] == inode_of(&f, files[i]));
    assert_int_equal(f.notes.list.len, 0);
    model_free(live);
    folder_end(&f);
}

static void a_scaffolded_package_loads_for_all_its_platforms(void **state)
{
    Folder f;
    const char *folder;

    (void)state;
    folder_begin(&f);
    folder = file_join(&f.arena, f.path, "my shop");
    assert_true(package_init(folder, &f.errs));
    f.path = folder;
    assert_true(folder_load(&f, E_LITE, NULL, "dev"));
    assert_str(package_product(f.package)->name, "my shop");
    assert_int_equal(folder_table(&f, NULL, "notes")->columns.len, 4);
    assert_true(folder_load(&f, E_PG, "public", "dev"));
    assert_int_equal(f.notes.list.len, 0);
    assert_fails(package_init(folder, &f.errs), &f.errs, ERR_FILE);
    f.path =
        arena_cstr(&f.arena, str_sub(str_from(folder), 0, strlen(folder) - strlen("/my shop")));
    folder_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_saved_model_loads_as_the_same),
        cmocka_unit_test(braces_of_the_database_are_no_tokens),
        cmocka_unit_test(hostile_names_get_files_of_their_own),
        cmocka_unit_test(what_is_not_utf8_is_refused),
        cmocka_unit_test(a_folder_with_other_things_is_refused),
        cmocka_unit_test(a_package_of_another_tool_is_not_written),
        cmocka_unit_test(what_has_not_changed_keeps_its_bytes),
        cmocka_unit_test(what_only_the_file_can_say_stays),
        cmocka_unit_test(a_file_whose_object_is_gone_is_named_and_left),
        cmocka_unit_test(what_the_package_does_not_manage_is_left_out_unless_asked_for),
        cmocka_unit_test(another_spelling_of_the_same_keeps_its_file),
        cmocka_unit_test(a_token_that_only_an_environment_gives_stays),
        cmocka_unit_test(a_second_save_writes_nothing),
        cmocka_unit_test(a_scaffolded_package_loads_for_all_its_platforms),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
