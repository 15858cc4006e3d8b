/* Targets: hazards that are allowed, URLs and environments. */
#include "test.h"

#include "job/resolve.h"
#include "package/folder.h"

typedef struct Fixture {
    Arena arena;
    Errs errs;
    Notes notes;
    Policy policy;
} Fixture;

static bool allow(Fixture *f, const char *name)
{
    StrVec names = {0};

    vec_push(&f->arena, &names, str_from(name));
    return job_allow(&names, "--allow", &f->policy, &f->errs);
}

static void end(Fixture *f)
{
    arena_free(&f->arena);
    errs_free(&f->errs);
    notes_free(&f->notes);
}

static void hazards_are_allowed_by_name(void **state)
{
    Fixture f = {0};

    (void)state;
    assert_true(allow(&f, "DATA_LOSS"));
    assert_true(allow(&f, "BREAKS_OLD_APP"));
    assert_int_equal(f.policy.allow, HAZ(DATA_LOSS) | HAZ(BREAKS_OLD_APP));
    assert_false(f.policy.allow_all);
    end(&f);
}

static void all_is_no_hazard_but_a_word_of_its_own(void **state)
{
    Fixture f = {0};

    (void)state;
    assert_true(allow(&f, "all"));
    assert_true(f.policy.allow_all);
    assert_int_equal(f.policy.allow, 0);
    end(&f);
}

static void an_unknown_hazard_is_wrong_usage_with_the_nearest_one(void **state)
{
    Fixture f = {0};

    (void)state;
    assert_fails(allow(&f, "DATALOSS"), &f.errs, ERR_USAGE);
    assert_string_equal(errs_last(&f.errs)->message, "--allow: there is no hazard \"DATALOSS\"");
    assert_string_equal(errs_last(&f.errs)->hint, "did you mean DATA_LOSS?");
    assert_int_equal(errs_exit_code(&f.errs), 64);
    end(&f);
}

static void a_target_without_a_database_is_wrong_usage(void **state)
{
    Fixture f = {0};
    JobTarget target = {0};
    Resolved resolved = {0};

    (void)state;
    assert_fails(job_resolve(&target, false, &resolved, &f.notes, &f.errs), &f.errs, ERR_USAGE);
    job_resolved_free(&resolved);
    end(&f);
}

static void url_and_environment_exclude_each_other(void **state)
{
    Fixture f = {0};
    JobTarget target = {.url = "x:y", .environment = "dev"};
    Resolved resolved = {0};

    (void)state;
    assert_fails(job_resolve(&target, false, &resolved, &f.notes, &f.errs), &f.errs, ERR_USAGE);
    job_resolved_free(&resolved);
    end(&f);
}

static void no_message_repeats_a_url_that_is_not_understood(void **state)
{
    Fixture f = {0};
    JobTarget target = {.url = "hunter2"};
    Resolved resolved = {0};

    (void)state;
    assert_fails(job_resolve(&target, false, &resolved, &f.notes, &f.errs), &f.errs, ERR_URL);
    assert_null(strstr(errs_last(&f.errs)->message, "hunter2"));
    job_resolved_free(&resolved);
    end(&f);
}

static void an_unknown_scheme_names_those_of_the_build(void **state)
{
    Fixture f = {0};
    JobTarget target = {.url = "nosuch://user:hunter2@host/db"};
    Resolved resolved = {0};

    (void)state;
    assert_fails(job_resolve(&target, false, &resolved, &f.notes, &f.errs), &f.errs, ERR_URL);
    assert_non_null(strstr(errs_last(&f.errs)->hint, engines[0]->schemes[0]));
    assert_null(strstr(errs_last(&f.errs)->message, "hunter2"));
    job_resolved_free(&resolved);
    end(&f);
}

static void a_url_alone_is_judged_as_production(void **state)
{
    Fixture f = {0};
    Resolved resolved = {0};
    char url[64];
    JobTarget target = {.url = url};

    (void)state;
    (void)snprintf(url, sizeof url, "%s:x", engines[0]->schemes[0]);
    assert_true(job_resolve(&target, false, &resolved, &f.notes, &f.errs));
    assert_true(resolved.policy.is_prod);
    assert_int_equal(resolved.policy.lock_budget_ms, LOCK_BUDGET_DEFAULT_MS);
    assert_ptr_equal(resolved.engine, engines[0]);
    job_resolved_free(&resolved);
    end(&f);
}

static void a_role_needs_an_engine_that_has_roles(void **state)
{
    for (const Engine *const *engine = engines; *engine != NULL; engine++) {
        bool has_roles = ((*engine)->capabilities & CAP_ROLES) != 0;
        Fixture f = {0};
        Resolved resolved = {0};
        JobTarget target = {.environment = "prod"};
        Folder folder;

        (void)state;
        folder_begin(&folder);
        target.folder = folder.path;
        folder_put(
            &folder, "Product.json",
            "{ \"Name\": \"shop\", \"Platform\": \"SQLite\", \"TemplateOrder\": [\"Main\"] }");
        folder_put(&folder, "Templates/Main/Template.json", "{}");
        folder_put(&folder, "anneal.json",
                   arena_printf(&folder.arena,
                                "{ \"Environments\": [ { \"Name\": \"prod\", \"Role\": \"owner\",\n"
                                "    \"Url\": \"%s:x\" } ] }",
                                (*engine)->schemes[0])
                       .ptr);
        assert_int_equal(job_resolve(&target, true, &resolved, &f.notes, &f.errs), has_roles);
        if (!has_roles) {
            assert_int_equal(errs_last(&f.errs)->code, ERR_UNSUPPORTED);
            assert_int_equal(errs_last(&f.errs)->loc.line, 1);
        }
        job_resolved_free(&resolved);
        folder_end(&folder);
        end(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hazards_are_allowed_by_name),
        cmocka_unit_test(all_is_no_hazard_but_a_word_of_its_own),
        cmocka_unit_test(an_unknown_hazard_is_wrong_usage_with_the_nearest_one),
        cmocka_unit_test(a_target_without_a_database_is_wrong_usage),
        cmocka_unit_test(url_and_environment_exclude_each_other),
        cmocka_unit_test(no_message_repeats_a_url_that_is_not_understood),
        cmocka_unit_test(an_unknown_scheme_names_those_of_the_build),
        cmocka_unit_test(a_role_needs_an_engine_that_has_roles),
        cmocka_unit_test(a_url_alone_is_judged_as_production),
    };

    return cmocka_run_group_tests_name("resolve", tests, NULL, NULL);
}
