/* docs/errors.md and docs/cli.md say what the program's tables say.
 *
 * Both pages end in a part that is made from the tables. With ANNEAL_UPDATE set, that part is
 * written anew instead of compared; the difference is then reviewed as the change itself. */
#include "test.h"

#include "base/file.h"
#include "cli/help.h"

static const char marker[] = "<!-- made from the tables of the program; do not edit below -->\n";

static const struct {
    const char *name, *text;
    int exit_code;
} codes[] = {
#define X(name, exit_code, text) {#name, text, exit_code},
    ERR_CODES(X)
#undef X
};

static void put_codes(Sb *sb)
{
    sb_puts(sb, "| code | exit | meaning |\n| --- | --: | --- |\n");
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        sb_printf(sb, "| `%s` | %d | %s |\n", codes[i].name, codes[i].exit_code, codes[i].text);
}

static void check_page(const char *page, Str made)
{
    Arena arena = {0};
    Errs errs = {0};
    Str content;
    const char *root = getenv("ANNEAL_SOURCE_DIR");
    const char *path, *begins;

    if (root == NULL)
        skip();
    path = file_join(&arena, root, page);
    assert_true(file_read(&arena, path, &content, &errs));
    begins = strstr(arena_cstr(&arena, content), marker);
    assert_non_null(begins);
    if (getenv("ANNEAL_UPDATE") != NULL) {
        Sb whole = sb_new(SB_FILE_MAX);
        size_t head = content.len - strlen(begins) + strlen(marker);
        sb_put(&whole, str_sub(content, 0, head));
        sb_puts(&whole, "\n");
        sb_put(&whole, made);
        assert_true(file_write(path, sb_str(&whole), &errs));
        sb_free(&whole);
    } else {
        assert_string_equal(begins + strlen(marker) + 1, arena_cstr(&arena, made));
    }
    errs_free(&errs);
    arena_free(&arena);
}

static void the_page_of_errors_has_every_code(void **state)
{
    Sb sb = sb_new(SB_FILE_MAX);

    (void)state;
    put_codes(&sb);
    check_page("docs/errors.md", sb_str(&sb));
    sb_free(&sb);
}

static void the_page_of_the_command_line_is_its_help(void **state)
{
    Sb sb = sb_new(SB_FILE_MAX);

    (void)state;
    help_markdown(&sb);
    check_page("docs/cli.md", sb_str(&sb));
    sb_free(&sb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_of_errors_has_every_code),
        cmocka_unit_test(the_page_of_the_command_line_is_its_help),
    };

    return cmocka_run_group_tests_name("docs", tests, NULL, NULL);
}
