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
    assert_int_equal(resolved.policy.budget.lock_ms, LOCK_BUDGET_DEFAULT_MS);
    assert_ptr_equal(resolved.engine, engines[0]);
    job_resolved_free(&resolved);
    end(&f);
}

/* Resolves `target` of an anneal.json whose only environment holds these keys. */
static bool resolve(Fixture *f, const char *keys, Resolved *resolved)
{
    JobTarget target = {.environment = "e"};
    Folder folder;
    bool ok;

    folder_begin(&folder);
    target.folder = folder.path;
    folder_put(&folder, "Product.json",
               "{ \"Name\": \"shop\", \"Platform\": \"SQLite\", \"TemplateOrder\": [\"Main\"] }");
    folder_put(&folder, "Templates/Main/Template.json", "{}");
    folder_put(&folder, "anneal.json",
               arena_printf(&folder.arena,
                            "{ \"Environments\": [ { \"Name\": \"e\", \"Url\": \"%s:x\",\n%s } ] }",
                            engines[0]->schemes[0], keys)
                   .ptr);
    ok = job_resolve(&target, true, resolved, &f->notes, &f->errs);
    folder_end(&folder);
    return ok;
}

typedef struct PolicyCase {
    const char *name, *keys;
    Policy want;
} PolicyCase;

static const PolicyCase policies[] = {
    {"nothing_said_is_prod_and_by_level", "\"Kind\": \"prod\"", {.is_prod = true}},
    {"forbid_is_read_beside_allow",
     "\"Kind\": \"dev\", \"Allow\": [\"all\"], \"Forbid\": [\"DATA_LOSS\", \"TABLE_REWRITE\"]",
     {.allow_all = true, .forbid = HAZ(DATA_LOSS) | HAZ(TABLE_REWRITE)}},
    {"a_drop_policy_of_backup",
     "\"DropPolicy\": \"backup\"",
     {.is_prod = true, .drops = DROP_BACKUP}},
    {"a_drop_policy_of_hold", "\"Kind\": \"dev\", \"DropPolicy\": \"hold\"", {.drops = DROP_HOLD}},
    {"a_drop_policy_of_forbid",
     "\"DropPolicy\": \"forbid\"",
     {.is_prod = true, .drops = DROP_FORBID}},
    {"a_drop_policy_of_level", "\"DropPolicy\": \"level\"", {.is_prod = true}},
};

static void an_environment_makes_a_policy(void **state)
{
    const PolicyCase *row = *state;
    Fixture f = {0};
    Resolved resolved = {0};

    assert_true(resolve(&f, row->keys, &resolved));
    assert_int_equal(resolved.policy.is_prod, row->want.is_prod);
    assert_int_equal(resolved.policy.allow, row->want.allow);
    assert_int_equal(resolved.policy.allow_all, row->want.allow_all);
    assert_int_equal(resolved.policy.forbid, row->want.forbid);
    assert_int_equal(resolved.policy.drops, row->want.drops);
    job_resolved_free(&resolved);
    end(&f);
}

static void all_cannot_be_forbidden(void **state)
{
    Fixture f = {0};
    Resolved resolved = {0};

    (void)state;
    assert_fails(resolve(&f, "\"Forbid\": [\"all\"]", &resolved), &f.errs, ERR_FIELD);
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
    enum { POLICIES = sizeof policies / sizeof *policies };
    const struct CMUnitTest plain[] = {
        cmocka_unit_test(hazards_are_allowed_by_name),
        cmocka_unit_test(all_is_no_hazard_but_a_word_of_its_own),
        cmocka_unit_test(an_unknown_hazard_is_wrong_usage_with_the_nearest_one),
        cmocka_unit_test(a_target_without_a_database_is_wrong_usage),
        cmocka_unit_test(url_and_environment_exclude_each_other),
        cmocka_unit_test(no_message_repeats_a_url_that_is_not_understood),
        cmocka_unit_test(an_unknown_scheme_names_those_of_the_build),
        cmocka_unit_test(all_cannot_be_forbidden),
        cmocka_unit_test(a_role_needs_an_engine_that_has_roles),
        cmocka_unit_test(a_url_alone_is_judged_as_production),
    };
    enum { PLAIN = sizeof plain / sizeof *plain };
    struct CMUnitTest tests[PLAIN + POLICIES];

    memcpy(tests, plain, sizeof plain);
    for (size_t i = 0; i < POLICIES; i++) {
        union {
            const PolicyCase *row;
            void *state;
        } row = {&policies[i]};
        tests[PLAIN + i] = (struct CMUnitTest){policies[i].name, an_environment_makes_a_policy,
                                               NULL, NULL, row.state};
    }
    return cmocka_run_group_tests_name("resolve", tests, NULL, NULL);
}
