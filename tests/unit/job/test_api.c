/* The public functions, as a program that links libanneal uses them. */
#include "test.h"

#include <anneal/anneal.h>

#include "base/arena.h"
#include "base/file.h"
#include "engine/engine.h"
#include "package/folder.h"

static const char *example(Arena *arena)
{
    const char *root = getenv("ANNEAL_SOURCE_DIR");

    return root == NULL ? NULL : file_join(arena, root, "schemas-example/shop");
}

static void the_example_package_is_valid(void **state)
{
    Arena arena = {0};
    const char *folder = example(&arena);
    AnnealResult *result;

    (void)state;
    if (folder == NULL)
        skip();
    result = anneal_check(folder);
    if (anneal_result_exit_code(result) != 0)
        print_error("%s", anneal_result_faults(result));
    assert_int_equal(anneal_result_exit_code(result), 0);
    assert_non_null(strstr(anneal_result_text(result), "shop: "));
    anneal_result_free(result);
    arena_free(&arena);
}

static void a_missing_package_is_an_error_with_its_folder(void **state)
{
    AnnealResult *result = anneal_check("no/such/folder");
    AnnealFault fault;

    (void)state;
    assert_int_equal(anneal_result_exit_code(result), 1);
    assert_true(anneal_result_fault_count(result) > 0);
    fault = anneal_result_fault(result, 0);
    assert_non_null(fault.code);
    assert_non_null(strstr(anneal_result_faults(result), "no/such/folder"));
    assert_string_equal(anneal_result_text(result), "");
    anneal_result_free(result);
}

static void a_wrong_phase_is_wrong_usage(void **state)
{
    AnnealTarget target = {.url = "x:y"};
    AnnealDeploy deploy = {.phase = "explode"};
    AnnealResult *result = anneal_deploy(&target, &deploy);

    (void)state;
    assert_int_equal(anneal_result_exit_code(result), 64);
    anneal_result_free(result);
}

static void a_result_may_be_null_when_it_is_freed(void **state)
{
    (void)state;
    anneal_result_free(NULL);
    assert_non_null(anneal_version());
}

/* An engine that needs no server, or none in this build. */
static bool has_file_engine(void)
{
    Errs errs = {0};
    Arena arena = {0};
    Url url;
    bool has = url_parse(&arena, STR("sqlite:x"), &url, &errs) && engine_for_url(&url, &errs);

    errs_free(&errs);
    arena_free(&arena);
    return has;
}

/* Asks for the exit code and ends the result. */
static void expect_exit(AnnealResult *result, int wanted)
{
    if (anneal_result_exit_code(result) != wanted)
        print_error("%s", anneal_result_faults(result));
    assert_int_equal(anneal_result_exit_code(result), wanted);
    anneal_result_free(result);
}

static void a_database_is_planned_deployed_looked_at_and_extracted(void **state)
{
    Arena arena = {0};
    Folder folder;
    AnnealTarget target = {.package = example(&arena)};
    AnnealResult *plan;

    (void)state;
    if (target.package == NULL || !has_file_engine())
        skip();
    folder_begin(&folder);
    target.url = arena_printf(&arena, "sqlite:%s/shop.db", folder.path).ptr;
    plan = anneal_plan(&target);
    assert_non_null(strstr(anneal_result_text(plan), "orders"));
    assert_non_null(strstr(anneal_result_sql(plan), "CREATE TABLE"));
    assert_int_equal(anneal_result_json(plan)[0], '{');
    expect_exit(plan, 0);
    expect_exit(anneal_drift(&target), 2);
    expect_exit(anneal_deploy(&target, NULL), 0);
    expect_exit(anneal_drift(&target), 0);
    expect_exit(anneal_extract(target.url, file_join(&arena, folder.path, "out"), NULL, NULL), 0);
    expect_exit(anneal_check(file_join(&arena, folder.path, "out")), 0);
    target.package = file_join(&arena, folder.path, "out");
    expect_exit(anneal_drift(&target), 0);
    folder_end(&folder);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_example_package_is_valid),
        cmocka_unit_test(a_missing_package_is_an_error_with_its_folder),
        cmocka_unit_test(a_wrong_phase_is_wrong_usage),
        cmocka_unit_test(a_database_is_planned_deployed_looked_at_and_extracted),
        cmocka_unit_test(a_result_may_be_null_when_it_is_freed),
    };

    return cmocka_run_group_tests_name("api", tests, NULL, NULL);
}
