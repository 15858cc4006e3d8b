/* Scripts of a package: which files, which slot, what text. */
#include "folder.h"

#include "package/scripts.h"

typedef struct Reading {
    Folder f;
    ScriptVec scripts;
} Reading;

static bool read_scripts(Reading *r, unsigned engine, const char *environment)
{
    PackageTarget target = {.engine = engine};

    if (!folder_open(&r->f))
        return false;
    if (environment != NULL)
        target.environment = package_environment(r->f.package, str_from(environment), &r->f.errs);
    r->scripts = (ScriptVec){0};
    return package_scripts(r->f.package, &target, &r->scripts, &r->f.notes, &r->f.errs);
}

static void begin(Reading *r, const char *platform)
{
    *r = (Reading){.scripts = {0}};
    folder_begin(&r->f);
    folder_put_heads(&r->f, platform);
}

/* `slot path` of each, with blanks between. */
static void assert_order(const Reading *r, const char *want)
{
    Arena arena = {0};
    Sb sb = sb_new(SB_LINE_MAX);

    for (size_t i = 0; i < r->scripts.len; i++)
        sb_printf(&sb, "%s%s:%s:%.*s", i == 0 ? "" : " ", phase_names[r->scripts.items[i]->phase],
                  slot_names[r->scripts.items[i]->slot],
                  STR_ARG(str_sub(r->scripts.items[i]->path, strlen("Templates/Main/"), SIZE_MAX)));
    assert_string_equal(sb_finish(&sb, &arena).ptr, want);
    arena_free(&arena);
}

static void default_folders_have_their_slots_and_paths_their_order(void **state)
{
    Reading r;

    (void)state;
    begin(&r, "PostgreSQL, SQLite");
    folder_put(&r.f, "Templates/Main/After Scripts/z.sql", "a");
    folder_put(&r.f, "Templates/Main/After Scripts/10.sql", "a");
    folder_put(&r.f, "Templates/Main/After Scripts/deep/1.SQL", "a");
    folder_put(&r.f, "Templates/Main/Before Scripts/a.sql", "a");
    folder_put(&r.f, "Templates/Main/Table Data/a.sql", "a");
    folder_put(&r.f, "Templates/Main/views/a.sql", "a");
    folder_put(&r.f, "Templates/Main/Functions/a.sql", "a");
    folder_put(&r.f, "Templates/Main/Elsewhere/a.sql", "a");
    assert_true(read_scripts(&r, E_PG, NULL));
    assert_order(&r, "expand:before:Before Scripts/a.sql expand:objects:Functions/a.sql "
                     "expand:after_tables_objects:views/a.sql migrate:table_data:Table Data/a.sql "
                     "migrate:after:After Scripts/10.sql migrate:after:After Scripts/deep/1.SQL "
                     "migrate:after:After Scripts/z.sql");
    assert_int_equal(r.scripts.items[0]->track, TRACK_ONCE);
    assert_int_equal(r.scripts.items[1]->track, TRACK_ON_CHANGE);
    assert_true(r.scripts.items[1]->is_retried);
    assert_true(read_scripts(&r, E_LITE, NULL));
    assert_int_equal(r.scripts.len, 6); /* Functions are not of SQLite */
    folder_end(&r.f);
}

static void declared_folders_replace_the_default_ones(void **state)
{
    Reading r;

    (void)state;
    begin(&r, "PostgreSQL");
    folder_put(&r.f, "Templates/Main/Template.json",
               "{\"ScriptFolders\": [{\"FolderPath\": \"Two\\\\\", \"QuenchSlot\": \"After\"}, "
               "{\"FolderPath\": \"One/Deep\", \"QuenchSlot\": \"BetweenTablesAndKeys\"}, "
               "{\"FolderPath\": \"One\", \"QuenchSlot\": \"After\"}]}");
    folder_put(&r.f, "Templates/Main/One/b.sql", "a");
    folder_put(&r.f, "Templates/Main/One/Deep/a.sql", "a");
    folder_put(&r.f, "Templates/Main/Two/a.sql", "a");
    folder_put(&r.f, "Templates/Main/After Scripts/a.sql", "a");
    assert_true(read_scripts(&r, E_PG, NULL));
    assert_order(&r, "expand:between_tables_and_keys:One/Deep/a.sql migrate:after:Two/a.sql "
                     "migrate:after:One/b.sql");
    folder_end(&r.f);
}

static void folders_that_can_not_be_followed_are_errors(void **state)
{
    Reading r;

    (void)state;
    begin(&r, "PostgreSQL");
    folder_put(&r.f, "Templates/Main/Template.json",
               "{\"ScriptFolders\": [{\"FolderPath\": \"../x\"}, {\"FolderPath\": \"a\"}, "
               "{\"FolderPath\": \"A/\"}]}");
    assert_false(read_scripts(&r, E_PG, NULL));
    assert_int_equal(r.f.errs.list.len, 2);
    folder_end(&r.f);
}

static void before_scripts_of_schemasmith_run_when_tables_are_there(void **state)
{
    Reading r;

    (void)state;
    begin(&r, "PostgreSQL");
    assert_int_equal(remove(file_join(&r.f.arena, r.f.path, "anneal.json")), 0);
    folder_put(&r.f, "Templates/Main/Before Scripts/a.sql", "a");
    assert_true(read_scripts(&r, E_PG, NULL));
    assert_order(&r, "expand:between_tables_and_keys:Before Scripts/a.sql");
    folder_end(&r.f);
}

static void the_first_line_says_when_and_how(void **state)
{
    Reading r;

    (void)state;
    begin(&r, "PostgreSQL, SQLite");
    folder_put(&r.f, "Templates/Main/After Scripts/a.sql",
               "\xEF\xBB\xBF--anneal: phase=contract\ttransaction=none\r\nVACUUM;\r\n");
    folder_put(&r.f, "Templates/Main/After Scripts/b.sql", "-- anneal: platform=PostgreSQL\na");
    folder_put(&r.f, "Templates/Main/After Scripts/c [ALWAYS].sql", "-- anneal:\na");
    assert_true(read_scripts(&r, E_LITE, NULL));
    assert_order(&r,
                 "contract:after:After Scripts/a.sql migrate:after:After Scripts/c [ALWAYS].sql");
    assert_false(r.scripts.items[0]->is_transactional);
    assert_int_equal(r.scripts.items[1]->track, TRACK_ALWAYS);
    assert_true(r.scripts.items[1]->is_transactional);
    folder_end(&r.f);
}

typedef struct Header {
    const char *name, *text;
    const char *message; /* beginning of it */
    uint32_t line, column;
} Header;

static const Header headers[] = {
    {"a_word_that_is_unknown", "-- anneal: fase=contract\na",
     "the header of a script has no \"fase=contract\"", 1, 12},
    {"a_phase_that_is_unknown", "-- anneal: phase=later\na", "there is no phase \"later\"", 1, 18},
    {"a_transaction_that_is_unknown", "-- anneal: transaction=off\na",
     "transaction can't be \"off\"", 1, 24},
    {"a_word_without_a_value", "-- anneal: phase\na", "phase wants a value", 1, 12},
    {"a_word_that_comes_twice", "-- anneal: phase=expand phase=expand\na", "phase is given twice",
     1, 25},
    {"a_platform_that_is_unknown", "-- anneal: platform=SQLite,Postgras\na",
     "\"Postgras\" is no platform", 1, 28},
    {"a_contract_that_nobody_reads", "-- anneal: after=x\na", "contracts such as \"x\"", 1, 18},
    {"a_header_that_is_not_first", "-- seed\n-- anneal: phase=expand\na",
     "the header of a script is its first line", 2, 0},
};

static void is_refused(void **state)
{
    const Header *row = *state;
    Reading r;

    begin(&r, "PostgreSQL");
    folder_put(&r.f, "Templates/Main/After Scripts/a.sql", row->text);
    assert_false(read_scripts(&r, E_PG, NULL));
    assert_int_equal(r.f.errs.list.len, 1);
    assert_true(str_starts(str_from(errs_last(&r.f.errs)->message), str_from(row->message)));
    assert_int_equal(errs_last(&r.f.errs)->loc.line, row->line);
    assert_int_equal(errs_last(&r.f.errs)->loc.column, row->column);
    folder_end(&r.f);
}

static void put_bytes(Folder *f, const char *relative, Str bytes)
{
    folder_put(f, relative, "");
    assert_true(file_write(file_join(&f->arena, f->path, relative), bytes, &f->errs));
}

static void other_encodings_are_refused_by_name(void **state)
{
    static const struct {
        Str bytes;
        const char *word;
    } rows[] = {
        {{"\xFF\xFEs\0e\0", 6}, "UTF-16, little endian"},
        {{"\xFE\xFF\0s\0e", 6}, "UTF-16, big endian"},
        {{"\xFF\xFE\0\0s\0\0\0", 8}, "UTF-32, little endian"},
        {{"s\0e\0l\0", 6}, "NUL bytes"},
        {{"-- a\n-- \xE4\n", 10}, "not in UTF-8"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Reading r;
        begin(&r, "PostgreSQL");
        put_bytes(&r.f, "Templates/Main/After Scripts/a.sql", rows[i].bytes);
        assert_false(read_scripts(&r, E_PG, NULL));
        assert_non_null(strstr(errs_last(&r.f.errs)->message, rows[i].word));
        folder_end(&r.f);
    }
}

static Str hash_of_text(const char *text)
{
    static char digits[65];
    Reading r;

    begin(&r, "PostgreSQL");
    folder_put(&r.f, "Templates/Main/After Scripts/a.sql", text);
    assert_true(read_scripts(&r, E_PG, NULL));
    memcpy(digits, r.scripts.items[0]->hash.ptr, 64);
    folder_end(&r.f);
    return str_from(digits);
}

static void line_ends_marks_and_headers_are_no_change(void **state)
{
    Arena arena = {0};
    Str plain = arena_str(&arena, hash_of_text("SELECT 1;\nSELECT 2;\n"));

    (void)state;
    assert_true(str_eq(plain, hash_of_text("\xEF\xBB\xBFSELECT 1;\r\nSELECT 2;\r\n")));
    assert_true(str_eq(plain, hash_of_text("-- anneal: phase=expand\nSELECT 1;\nSELECT 2;\n")));
    assert_false(str_eq(plain, hash_of_text("SELECT 1;\nSELECT 3;\n")));
    arena_free(&arena);
}

static void tokens_are_replaced_and_lines_stay_those_of_the_file(void **state)
{
    Reading r;

    (void)state;
    begin(&r, "PostgreSQL");
    folder_put(&r.f, "Templates/Main/Template.json",
               "{\"ScriptTokens\": {\"Long\": \"x\\ny\\nz\"}}");
    folder_put(&r.f, "Templates/Main/After Scripts/a.sql",
               "SELECT '{{B}}', {{a}}, '{{{{';\n{{Long}};\nb");
    assert_true(read_scripts(&r, E_PG, NULL));
    assert_str(r.scripts.items[0]->text, "SELECT 'it''s', product, '{{';\nx\ny\nz;\nb");
    assert_int_equal(script_file_line(r.scripts.items[0], 1), 1);
    assert_int_equal(script_file_line(r.scripts.items[0], 3), 2);
    assert_int_equal(script_file_line(r.scripts.items[0], 4), 2);
    assert_int_equal(script_file_line(r.scripts.items[0], 5), 3);
    folder_end(&r.f);
}

static void an_unknown_token_is_an_error_at_its_place(void **state)
{
    Reading r;

    (void)state;
    begin(&r, "PostgreSQL");
    folder_put(&r.f, "Templates/Main/After Scripts/a.sql", "a\n  {{Nobody}}");
    assert_fails(read_scripts(&r, E_PG, NULL), &r.f.errs, ERR_TOKEN);
    assert_int_equal(errs_last(&r.f.errs)->loc.line, 2);
    assert_int_equal(errs_last(&r.f.errs)->loc.column, 3);
    folder_end(&r.f);
}

#define SECRET_CONFIG \
    "{\"Secret\": [\"Pin\"], \"Environments\": [{\"Name\": \"prod\", \"ScriptTokens\": {\"Pin\": " \
    "\"1234\"}, \"SecretTokens\": {\"ApiKey\": \"ANNEAL_TEST_KEY\"}}]}"

static void a_secret_stays_a_name_until_it_is_asked_for(void **state)
{
    Reading r;
    const Environment *environment;
    Str value;

    (void)state;
    begin(&r, "PostgreSQL");
    folder_put(&r.f, "anneal.json", SECRET_CONFIG);
    folder_put(&r.f, "Templates/Main/After Scripts/a.sql", "SELECT '{{apikey}}', {{Pin}}");
    assert_int_equal(setenv("ANNEAL_TEST_KEY", "s3cret", 1), 0);
    assert_true(read_scripts(&r, E_PG, "prod"));
    assert_str(r.scripts.items[0]->text, "SELECT '{{ApiKey}}', {{Pin}}");
    assert_int_equal(r.scripts.items[0]->secrets.len, 2);
    environment = package_environment(r.f.package, STR("prod"), &r.f.errs);
    assert_true(package_secret(r.f.package, environment, STR("ApiKey"), &value, &r.f.errs));
    assert_str(value, "s3cret");
    assert_true(package_secret(r.f.package, environment, STR("Pin"), &value, &r.f.errs));
    assert_str(value, "1234");
    assert_int_equal(unsetenv("ANNEAL_TEST_KEY"), 0);
    assert_fails(package_secret(r.f.package, environment, STR("ApiKey"), &value, &r.f.errs),
                 &r.f.errs, ERR_TOKEN);
    folder_end(&r.f);
}

static void a_secret_has_no_place_where_it_would_show(void **state)
{
    Reading r;

    (void)state;
    begin(&r, "PostgreSQL");
    folder_put(&r.f, "anneal.json", SECRET_CONFIG);
    folder_put(&r.f, "Templates/Main/Tables/t.json",
               "{\"Name\": \"t\", \"Columns\": [{\"Name\": \"a\", \"DataType\": \"text\", "
               "\"Default\": \"'{{ApiKey}}'\"}]}");
    assert_fails(folder_load(&r.f, E_PG, "public", "prod"), &r.f.errs, ERR_TOKEN);
    folder_end(&r.f);
    begin(&r, "PostgreSQL");
    folder_put(&r.f, "anneal.json", SECRET_CONFIG);
    folder_put(&r.f, "Templates/Main/After Scripts/a.sql", "SELECT '{{ApiKey}}', '{{{{ApiKey}}'");
    assert_fails(read_scripts(&r, E_PG, "prod"), &r.f.errs, ERR_TOKEN);
    folder_end(&r.f);
}

static void stamps_and_validations_have_the_place_of_their_key(void **state)
{
    Reading r;
    PackageTarget target = {.engine = E_PG};
    Validations validations = {0};

    (void)state;
    begin(&r, "PostgreSQL");
    folder_put(&r.f, "Product.json",
               "{\"Name\": \"shop\", \"Platform\": \"PostgreSQL\", \"TemplateOrder\": [\"Main\"],\n"
               "\"ValidationScript\": \"SELECT '{{ProductName}}' = 'shop'\",\n"
               "\"VersionStampScript\": \"SELECT 1;\\nSELECT 2\"}");
    assert_true(folder_open(&r.f));
    assert_true(package_stamps(r.f.package, &target, &r.scripts, &r.f.notes, &r.f.errs));
    assert_int_equal(r.scripts.len, 1);
    assert_str(r.scripts.items[0]->path, "Product#VersionStampScript");
    assert_int_equal(script_file_line(r.scripts.items[0], 2), 3);
    assert_true(package_validations(r.f.package, &target, &validations, &r.f.notes, &r.f.errs));
    assert_int_equal(validations.len, 1);
    assert_str(validations.items[0].query, "SELECT 'shop' = 'shop'");
    assert_int_equal(validations.items[0].loc.line, 2);
    folder_end(&r.f);
}

int main(void)
{
    enum { HEADERS = sizeof headers / sizeof *headers };
    const struct CMUnitTest plain[] = {
        cmocka_unit_test(default_folders_have_their_slots_and_paths_their_order),
        cmocka_unit_test(declared_folders_replace_the_default_ones),
        cmocka_unit_test(folders_that_can_not_be_followed_are_errors),
        cmocka_unit_test(before_scripts_of_schemasmith_run_when_tables_are_there),
        cmocka_unit_test(the_first_line_says_when_and_how),
        cmocka_unit_test(other_encodings_are_refused_by_name),
        cmocka_unit_test(line_ends_marks_and_headers_are_no_change),
        cmocka_unit_test(tokens_are_replaced_and_lines_stay_those_of_the_file),
        cmocka_unit_test(an_unknown_token_is_an_error_at_its_place),
        cmocka_unit_test(a_secret_stays_a_name_until_it_is_asked_for),
        cmocka_unit_test(a_secret_has_no_place_where_it_would_show),
        cmocka_unit_test(stamps_and_validations_have_the_place_of_their_key),
    };
    struct CMUnitTest tests[HEADERS + sizeof plain / sizeof *plain];

    for (size_t i = 0; i < HEADERS; i++) {
        tests[i] = (struct CMUnitTest)cmocka_unit_test(is_refused);
        tests[i].name = headers[i].name;
        tests[i].initial_state = (void *)(uintptr_t)&headers[i];
    }
    memcpy(tests + HEADERS, plain, sizeof plain);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
