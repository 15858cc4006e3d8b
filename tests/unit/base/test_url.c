/* URLs: what is safe to print never holds a secret. */
#include "test.h"

#include "base/url.h"

typedef struct Case {
    const char *name, *text, *safe;
    bool has_password;
} Case;

/* clang-format off */
static const Case cases[] = {
    {"a_file_url_is_printed_whole", "sqlite:shop.db", "sqlite:shop.db", false},
    {"a_password_before_the_host_is_hidden", "postgresql://ann:secret@db.example/shop", "postgresql://ann:***@db.example/shop", true},
    {"a_password_with_an_at_sign_is_hidden_whole", "postgresql://ann:se@cret@db/shop", "postgresql://ann:***@db/shop", true},
    {"a_password_with_a_slash_is_hidden_whole", "postgresql://ann:se/cret@db/shop", "postgresql://ann:***@db/shop", true},
    {"a_password_with_a_question_mark_is_hidden_whole", "postgresql://ann:se?cret@db/shop?user=b", "postgresql://ann:***@db/shop?user=b", true},
    {"a_password_with_signs_of_an_option_is_hidden_whole", "postgresql://ann:se?cr=et@db/shop?user=b", "postgresql://ann:***@db/shop?user=b", true},
    {"a_password_with_a_slash_behind_a_question_mark_is_hidden_whole", "postgresql://ann:se?x/cr=et@db/shop", "postgresql://ann:***@db/shop", true},
    {"an_option_behind_several_hosts_is_no_password", "postgresql://a:1,b:2/shop?user=a@b", "postgresql://a:1,b:2/shop?user=a@b", false},
    {"an_option_behind_a_numeric_host_is_no_password", "postgresql://[::1]:5433/shop?user=a@b", "postgresql://[::1]:5433/shop?user=a@b", false},
    {"an_at_sign_in_an_option_is_no_password", "postgresql://db:5433/shop?options=a@b", "postgresql://db:5433/shop?options=a@b", false},
    {"a_password_option_is_hidden", "postgresql:///shop?user=ann&password=secret&host=/run", "postgresql:///shop?user=ann&password=***&host=/run", true},
    {"an_option_name_is_matched_in_any_case", "postgresql:///shop?PassWord=secret", "postgresql:///shop?PassWord=***", true},
    {"a_user_without_password_stays", "postgresql://ann@db:5433/shop", "postgresql://ann@db:5433/shop", false},
    {"a_port_is_no_password", "postgresql://db:5433/shop", "postgresql://db:5433/shop", false},
    {"the_scheme_is_folded", "SQLite:a.db", "sqlite:a.db", false},
};
/* clang-format on */

static void safe_form(void **state)
{
    const Case *row = *state;
    Arena arena = {0};
    Errs errs = {0};
    Url url;

    assert_true(url_parse(&arena, str_from(row->text), &url, &errs));
    assert_str(url.safe, row->safe);
    assert_int_equal(url.has_password, row->has_password);
    arena_free(&arena);
}

static void a_text_without_scheme_is_refused_unprinted(void **state)
{
    static const char *const texts[] = {"hunter2", "", ":x", "my pass:word", "/tmp/a.db"};
    Arena arena = {0};
    Url url;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Errs errs = {0};
        assert_fails(url_parse(&arena, str_from(texts[i]), &url, &errs), &errs, ERR_URL);
        assert_null(strstr(errs_last(&errs)->message, "hunter2"));
        errs_free(&errs);
    }
    arena_free(&arena);
}

int main(void)
{
    struct CMUnitTest tests[sizeof cases / sizeof *cases + 1];
    size_t count = sizeof cases / sizeof *cases;

    for (size_t i = 0; i < count; i++) {
        union {
            const Case *row;
            void *state;
        } row = {&cases[i]};
        tests[i] = (struct CMUnitTest){cases[i].name, safe_form, NULL, NULL, row.state};
    }
    tests[count] = (struct CMUnitTest)cmocka_unit_test(a_text_without_scheme_is_refused_unprinted);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
