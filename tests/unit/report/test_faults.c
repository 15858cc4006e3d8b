/* Errors and notes as text. */
#include "test.h"

#include <unistd.h>

#include "base/file.h"
#include "report/report.h"

static void assert_text(const Errs *errs, const TextStyle *style, const char *expected)
{
    Sb sb = sb_new(SB_FILE_MAX);

    report_errs_text(&sb, errs, style);
    assert_str(sb_str(&sb), expected);
    sb_free(&sb);
}

static void an_error_names_place_path_and_hint(void **state)
{
    static const TextStyle plain = {.width = 100};
    Errs errs = {0};

    (void)state;
    err_at(&errs, ERR_FIELD, (Loc){"Tables/a.json", 3, 5, "Columns[b].Type"},
           "did you mean \"DataType\"?", "unknown key \"Type\"");
    err_addf(&errs, ERR_FILE, "no place");
    err_add(&errs, (Err){ERR_SERVER, "create index i", NULL, {0}, "42P01: gone\nDETAIL: more"});
    assert_text(&errs, &plain,
                "Tables/a.json:3:5: error: unknown key \"Type\"\n"
                "  at:     Columns[b].Type\n"
                "  hint:   did you mean \"DataType\"?\n"
                "error: no place\n"
                "error: create index i\n"
                "  server: 42P01: gone\n"
                "          DETAIL: more\n");
    errs_free(&errs);
}

static void a_terminal_shows_the_line_with_a_caret(void **state)
{
    static const TextStyle terminal = {.is_terminal = true, .width = 100};
    const char *path = "unit_report_faults.tmp";
    Errs errs = {0};

    (void)state;
    assert_true(file_write(path, STR("{\n\t\"\xC3\xA4\": 1\n}\n"), &errs));
    err_at(&errs, ERR_FIELD, (Loc){path, 2, 8, NULL}, NULL, "wrong");
    err_at(&errs, ERR_FIELD, (Loc){path, 99, 1, NULL}, NULL, "behind the end");
    err_at(&errs, ERR_FIELD, (Loc){"no-such-file", 1, 1, NULL}, NULL, "gone");
    assert_text(&errs, &terminal,
                "unit_report_faults.tmp:2:8: error: wrong\n"
                "      2 | \t\"\xC3\xA4\": 1\n"
                "        | \t     ^\n"
                "unit_report_faults.tmp:99:1: error: behind the end\n"
                "no-such-file:1:1: error: gone\n");
    errs_free(&errs);
    assert_int_equal(unlink(path), 0);
}

static void a_long_line_is_cut_around_its_fault(void **state)
{
    static const TextStyle narrow = {.is_terminal = true, .width = 52};
    const char *path = "unit_report_long.tmp";
    Errs errs = {0};
    Sb line = sb_new(SB_LINE_MAX);

    (void)state;
    sb_repeat(&line, 'a', 60);
    sb_putc(&line, 'X');
    sb_repeat(&line, 'b', 60);
    assert_true(file_write(path, sb_str(&line), &errs));
    err_at(&errs, ERR_SYNTAX, (Loc){path, 1, 61, NULL}, NULL, "here");
    assert_text(&errs, &narrow,
                "unit_report_long.tmp:1:61: error: here\n"
                "      1 | aaaaaaaaaaaaaaaaaaaaXbbbbbbbbbbbbbbbbbbb\n"
                "        |                     ^\n");
    sb_free(&line);
    errs_free(&errs);
    assert_int_equal(unlink(path), 0);
}

static void a_note_is_called_a_note(void **state)
{
    static const TextStyle plain = {.width = 100};
    Notes notes = {0};
    Sb sb = sb_new(SB_FILE_MAX);

    (void)state;
    notes_add(&notes, (Note){"look here", "do this", {.file = "a.json", .line = 2}});
    report_notes_text(&sb, &notes, &plain);
    assert_str(sb_str(&sb), "a.json:2: note: look here\n"
                            "  hint:   do this\n");
    sb_free(&sb);
    notes_free(&notes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_names_place_path_and_hint),
        cmocka_unit_test(a_terminal_shows_the_line_with_a_caret),
        cmocka_unit_test(a_long_line_is_cut_around_its_fault),
        cmocka_unit_test(a_note_is_called_a_note),
    };

    return cmocka_run_group_tests_name("faults", tests, NULL, NULL);
}
