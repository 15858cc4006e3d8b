/* Plan files: the same bytes back, and one clear error for everything else. */
#include "test.h"

#include "base/file.h"
#include "codec/reference.h"
#include "plan/plan_file.h"
#include "planned.h"

static Plan *some_plan(Planned *planned)
{
    static const Policy policy = {.is_prod = true};

    planned_begin(planned,
                  "table s.t\n column id | int\n column gone | text\n"
                  "table s.u\n column x | int\n key f (x) s.t (id)\n",
                  "table s.t\n column id | int\n column \xC3\xA9t\xC3\xA9 \"q\\ | int | null\n"
                  " index i (id)\ntable s.v | about it's \"new\"\n column x | int\n");
    planned_size(planned, "s.t", 123456789);
    return planned_build(planned, &policy);
}

static Str written(Arena *arena, const Plan *plan)
{
    Sb sb = sb_new(SB_FILE_MAX);

    plan_write(&sb, plan);
    return sb_finish(&sb, arena);
}

static void a_plan_reads_back_as_the_same_bytes(void **state)
{
    Planned planned;
    Plan *plan = some_plan(&planned), *read;
    Arena arena = {0};
    Str bytes = written(&arena, plan);

    (void)state;
    read = plan_read("plan.json", bytes, &planned.errs);
    assert_non_null(read);
    assert_true(str_eq(written(&arena, read), bytes));
    assert_int_equal(read->steps.len, plan->steps.len);
    assert_true(str_eq(read->hash, plan->hash));
    plan_free(read);
    arena_free(&arena);
    planned_end(&planned);
}

static void facts_do_not_count_for_the_hash(void **state)
{
    Planned planned;
    Plan *plan = some_plan(&planned), *read;
    Arena arena = {0};
    Str bytes;

    (void)state;
    plan->facts.len = 0;
    bytes = written(&arena, plan);
    read = plan_read("plan.json", bytes, &planned.errs);
    assert_non_null(read);
    plan_free(read);
    arena_free(&arena);
    planned_end(&planned);
}

static void refused(Planned *planned, Str bytes, const char *part)
{
    Errs errs = {0};

    (void)planned;
    assert_null(plan_read("plan.json", bytes, &errs));
    assert_int_equal(errs.list.len, 1);
    assert_int_equal(errs.list.items[0].code, ERR_PLAN_FILE);
    assert_string_equal(errs.list.items[0].loc.file, "plan.json");
    assert_non_null(errs.list.items[0].hint);
    if (strstr(errs.list.items[0].message, part) == NULL)
        assert_string_equal(errs.list.items[0].message, part);
    errs_free(&errs);
}

static void an_edited_plan_is_refused(void **state)
{
    Planned planned;
    Plan *plan = some_plan(&planned);
    Arena arena = {0};

    (void)state;
    plan->steps.items[0]->state = STEP_READY;
    plan->steps.items[plan->steps.len - 1]->state = STEP_READY;
    refused(&planned, written(&arena, plan), "changed after it was made");
    arena_free(&arena);
    planned_end(&planned);
}

static void a_kind_of_step_that_nobody_runs_is_refused(void **state)
{
    Planned planned;
    Plan *plan = some_plan(&planned);
    Arena arena = {0};

    (void)state;
    plan->steps.items[0]->kind = STEP_LOOP;
    plan->hash = plan_hash(&arena, plan);
    refused(&planned, written(&arena, plan), "of the kind loop");
    arena_free(&arena);
    planned_end(&planned);
}

static void what_is_no_plan_is_refused_with_the_reason(void **state)
{
    Planned planned = {0};

    (void)state;
    refused(&planned, STR(""), "");
    refused(&planned, STR("[]"), "no Format");
    refused(&planned, STR("{\"Name\": \"shop\"}"), "no Format");
    refused(&planned, STR("{\"Format\": 2}"), "has format 2, this version of anneal reads 1");
    refused(&planned, STR("{\"Format\": 1, \"Stepz\": []}"), "Stepz");
    refused(&planned, STR("{\"Format\": 1}"), "changed after it was made");
}

/* Either the same plan (a change outside the hash) or exactly one error of one code. */
static void read_damaged(Str bytes, const Plan *plan)
{
    Errs errs = {0};
    Plan *read = plan_read("plan.json", bytes, &errs);

    if (read != NULL) {
        assert_int_equal(errs.list.len, 0);
        assert_true(str_eq(read->hash, plan->hash));
    } else {
        assert_int_equal(errs.list.len, 1);
        assert_int_equal(errs.list.items[0].code, ERR_PLAN_FILE);
    }
    plan_free(read);
    errs_free(&errs);
}

static void every_truncation_gives_one_clear_error(void **state)
{
    Planned planned;
    Plan *plan = some_plan(&planned);
    Arena arena = {0};
    Str bytes = written(&arena, plan);

    (void)state;
    for (size_t len = 0; len + 2 < bytes.len; len++)
        read_damaged(str_sub(bytes, 0, len), plan);
    arena_free(&arena);
    planned_end(&planned);
}

static void every_damaged_byte_gives_the_same_plan_or_one_clear_error(void **state)
{
    static const char damage[] = {'\0', '"', '{', ']', ',', '9', ' ', '\\', '\xFF'};
    Planned planned;
    Plan *plan = some_plan(&planned);
    Arena arena = {0};
    Str bytes = written(&arena, plan);
    char *copy = arena_alloc(&arena, bytes.len + 1);

    (void)state;
    for (size_t i = 0; i < bytes.len; i++) {
        memcpy(copy, bytes.ptr, bytes.len);
        copy[i] = damage[i % sizeof damage];
        read_damaged((Str){copy, bytes.len}, plan);
    }
    arena_free(&arena);
    planned_end(&planned);
}

/* The page's head is written by hand. */
static void the_page_of_plan_files_is_current(void **state)
{
    static const char mark[] = "<!-- made from the field tables; do not edit below -->\n\n";
    const char *root = getenv("ANNEAL_SOURCE_DIR");
    Arena arena = {0};
    Errs errs = {0};
    Sb sb = sb_new(SB_FILE_MAX);
    const char *path = file_join(&arena, root == NULL ? "." : root, "docs/plan-file.md");
    Str page = STR_ABSENT;
    const char *made;

    (void)state;
    assert_true(file_read(&arena, path, &page, &errs));
    made = strstr(arena_cstr(&arena, page), mark);
    assert_non_null(made);
    sb_put(&sb, str_sub(page, 0, page.len - strlen(made) + strlen(mark)));
    reference_write_json(&sb, &plan_type);
    if (getenv("ANNEAL_UPDATE") != NULL)
        assert_true(file_write(path, sb_str(&sb), &errs));
    else if (!str_eq(page, sb_str(&sb)))
        fail_msg("docs/plan-file.md is old: run this test with ANNEAL_UPDATE=1");
    sb_free(&sb);
    errs_free(&errs);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_reads_back_as_the_same_bytes),
        cmocka_unit_test(facts_do_not_count_for_the_hash),
        cmocka_unit_test(an_edited_plan_is_refused),
        cmocka_unit_test(a_kind_of_step_that_nobody_runs_is_refused),
        cmocka_unit_test(what_is_no_plan_is_refused_with_the_reason),
        cmocka_unit_test(every_truncation_gives_one_clear_error),
        cmocka_unit_test(every_damaged_byte_gives_the_same_plan_or_one_clear_error),
        cmocka_unit_test(the_page_of_plan_files_is_current),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
