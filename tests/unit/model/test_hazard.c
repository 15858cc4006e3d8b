/* Hazards: names, meanings, severities, and a page of documentation each. */
#include <ctype.h>

#include "test.h"

#include "base/file.h"
#include "model/hazard.h"

/* What each page answers, in this order. */
static const char *const headings[] = {"\n## What happens\n", "\n## Why\n",
                                       "\n## What anneal does instead\n",
                                       "\n## How to release it\n", "\n## Example\n"};

static const char *const severity_words[] = {"told", "warned of, and runs", "held until allowed"};

static void hazards_are_found_in_any_case(void **state)
{
    Hazard hazard;

    (void)state;
    assert_true(hazard_find(STR("data_loss"), &hazard));
    assert_int_equal(hazard, HAZ_DATA_LOSS);
    assert_false(hazard_find(STR("all"), &hazard));
    assert_int_equal(hazard_severity(HAZ_DATA_LOSS, true), SEV_ERROR);
    assert_int_equal(hazard_severity(HAZ_DATA_LOSS, false), SEV_WARNING);
}

static void every_hazard_is_found_by_its_name_and_explained(void **state)
{
    (void)state;
    for (int i = 0; i < HAZ_COUNT; i++) {
        Hazard found = HAZ_COUNT;
        assert_true(hazard_find(str_from(hazard_name((Hazard)i)), &found));
        assert_int_equal(found, i);
        assert_true(strlen(hazard_text((Hazard)i)) > 10);
        /* What production lets pass development never holds. */
        assert_true(hazard_severity((Hazard)i, false) <= hazard_severity((Hazard)i, true));
    }
}

static const char *pages_folder(Arena *arena)
{
    const char *root = getenv("ANNEAL_SOURCE_DIR");

    return file_join(arena, root == NULL ? "." : root, "docs/hazards");
}

/* The title, and the hazard's meaning and levels as the list has them. */
static void assert_head(Arena *arena, Str page, Hazard hazard)
{
    const char *text = hazard_text(hazard);
    Str head = arena_printf(arena, "# %s\n\n%c%s. In `prod`: %s; in `dev`: %s.\n",
                            hazard_name(hazard), toupper((unsigned char)text[0]), text + 1,
                            severity_words[hazard_severity(hazard, true)],
                            severity_words[hazard_severity(hazard, false)]);

    if (page.len < head.len || memcmp(page.ptr, head.ptr, head.len) != 0)
        fail_msg("docs/hazards/%s.md does not begin with:\n%s", hazard_name(hazard), head.ptr);
}

static void every_hazard_has_a_page(void **state)
{
    Arena arena = {0};
    Errs errs = {0};

    (void)state;
    for (int i = 0; i < HAZ_COUNT; i++) {
        Str name = arena_printf(&arena, "%s.md", hazard_name((Hazard)i));
        Str page = STR_ABSENT;
        const char *at, *path = file_join(&arena, pages_folder(&arena), name.ptr);
        if (!file_read(&arena, path, &page, &errs))
            fail_msg("no page docs/hazards/%s", name.ptr);
        assert_head(&arena, page, (Hazard)i);
        at = arena_cstr(&arena, page);
        for (size_t h = 0; h < sizeof headings / sizeof *headings; h++) {
            at = strstr(at, headings[h]);
            if (at == NULL)
                fail_msg("docs/hazards/%s lacks, or has in another order:%s", name.ptr,
                         headings[h]);
        }
    }
    errs_free(&errs);
    arena_free(&arena);
}

/* And the overview links each. */
static void every_page_is_of_a_hazard(void **state)
{
    Arena arena = {0};
    Errs errs = {0};
    StrVec paths = {0};
    Str overview = STR_ABSENT;
    const char *readme = file_join(&arena, pages_folder(&arena), "README.md");

    (void)state;
    assert_true(file_list(&arena, pages_folder(&arena), &paths, &errs));
    assert_true(file_read(&arena, readme, &overview, &errs));
    for (size_t i = 0; i < paths.len; i++) {
        Str name = paths.items[i];
        Hazard hazard = (Hazard)0;
        if (str_is(name, "README.md"))
            continue;
        if (name.len < 4 || !hazard_find((Str){name.ptr, name.len - 3}, &hazard))
            fail_msg("docs/hazards/%.*s is of no hazard", STR_ARG(name));
        Str row = arena_printf(&arena, "| [%s](%s.md) | %s | %s | %s |", hazard_name(hazard),
                               hazard_name(hazard), hazard_text(hazard),
                               severity_words[hazard_severity(hazard, true)],
                               severity_words[hazard_severity(hazard, false)]);
        if (strstr(arena_cstr(&arena, overview), row.ptr) == NULL)
            fail_msg("docs/hazards/README.md lacks:\n%s", row.ptr);
    }
    errs_free(&errs);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hazards_are_found_in_any_case),
        cmocka_unit_test(every_hazard_is_found_by_its_name_and_explained),
        cmocka_unit_test(every_hazard_has_a_page),
        cmocka_unit_test(every_page_is_of_a_hazard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
