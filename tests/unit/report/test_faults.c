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

static Loc at(const char *path, uint32_t line, uint32_t column, uint32_t length)
{
    return (Loc){.file = path, .line = line, .column = column, .length = length};
}

/* What a terminal shows of one error in a file of one line. */
static void assert_excerpt(Str content, int width, uint32_t column, uint32_t length,
                           const char *expected)
{
    const TextStyle terminal = {.is_terminal = true, .width = width};
    const char *path = "unit_report_excerpt.tmp";
    Errs errs = {0};
    Sb sb = sb_new(SB_FILE_MAX);

    assert_true(file_write(path, content, &errs));
    err_at(&errs, ERR_FIELD, at(path, 1, column, length), NULL, "x");
    report_errs_text(&sb, &errs, &terminal);
    assert_str(str_sub(sb_str(&sb), str_find(sb_str(&sb), '\n', 0) + 1, SIZE_MAX), expected);
    sb_free(&sb);
    errs_free(&errs);
    assert_int_equal(unlink(path), 0);
}

static void an_error_names_place_path_and_hint(void **state)
{
    static const TextStyle plain = {.width = 100};
    Errs errs = {0};

    (void)state;
    err_at(&errs, ERR_FIELD,
           (Loc){.file = "Tables/a.json", .line = 3, .column = 5, .path = "Columns[b].Type"},
           "did you mean \"DataType\"?", "unknown key \"Type\"");
    err_addf(&errs, ERR_FILE, "no place");
    err_add(&errs, (Err){.code = ERR_SERVER,
                         .message = "create index i",
                         .server = "42P01: gone\nDETAIL: more"});
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
    err_at(&errs, ERR_FIELD, at(path, 2, 8, 0), NULL, "wrong");
    err_at(&errs, ERR_FIELD, at(path, 99, 1, 0), NULL, "behind the end");
    err_at(&errs, ERR_FIELD, at("no-such-file", 1, 1, 0), NULL, "gone");
    assert_text(&errs, &terminal,
                "unit_report_faults.tmp:2:8: error: wrong\n"
                "      2 |     \"\xC3\xA4\": 1\n"
                "        |          ^\n"
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
    err_at(&errs, ERR_SYNTAX, at(path, 1, 61, 0), NULL, "here");
    assert_text(&errs, &narrow,
                "unit_report_long.tmp:1:61: error: here\n"
                "      1 | \xE2\x80\xA6"
                "aaaaaaaaaaaaaaaaaaaXbbbbbbbbbbbbbbbbbbb\xE2\x80\xA6\n"
                "        |                     ^\n");
    sb_free(&line);
    errs_free(&errs);
    assert_int_equal(unlink(path), 0);
}

static void a_token_is_underlined_over_wide_and_combining_characters(void **state)
{
    (void)state;
    assert_excerpt(STR("a: \"plain\""), 80, 4, 7,
                   "      1 | a: \"plain\"\n"
                   "        |    ^~~~~~~\n");
    /* Two ideographs take four columns, an e with a combining accent one. */
    assert_excerpt(STR("\xE6\x97\xA5\xE6\x9C\xAC: \"e\xCC\x81\xE6\x97\xA5\""), 80, 9, 8,
                   "      1 | \xE6\x97\xA5\xE6\x9C\xAC: \"e\xCC\x81\xE6\x97\xA5\"\n"
                   "        |       ^~~~~\n");
    /* A tab inside of what is meant, and the end of the line behind it. */
    assert_excerpt(STR("\ta\tb"), 80, 2, 99,
                   "      1 |     a   b\n"
                   "        |     ^~~~~\n");
    assert_excerpt(STR("{ \"a\": 1"), 80, 9, 0,
                   "      1 | { \"a\": 1\n"
                   "        |         ^\n");
}

static void a_byte_order_mark_and_a_carriage_return_are_not_shown(void **state)
{
    (void)state;
    assert_excerpt(STR("\xEF\xBB\xBF{ x }\r\n"), 80, 3, 1,
                   "      1 | { x }\n"
                   "        |   ^\n");
}

static void a_place_at_either_end_of_a_long_line_is_in_view(void **state)
{
    Sb line = sb_new(SB_FILE_MAX);

    (void)state;
    sb_puts(&line, "first ");
    sb_repeat(&line, '-', 100000);
    sb_puts(&line, " last");
    assert_excerpt(sb_str(&line), 40, 1, 5,
                   "      1 | first ----------------------\xE2\x80\xA6\n"
                   "        | ^~~~~\n");
    assert_excerpt(sb_str(&line), 40, 100008, 4,
                   "      1 | \xE2\x80\xA6----------------------- last\n"
                   "        |                          ^~~~\n");
    /* Longer than the view: it begins in it. */
    assert_excerpt(sb_str(&line), 40, 7, 100000,
                   "      1 | first ----------------------\xE2\x80\xA6\n"
                   "        |       ^~~~~~~~~~~~~~~~~~~~~~~\n");
    sb_free(&line);
}

static void half_of_a_wide_character_is_never_shown(void **state)
{
    Sb line = sb_new(SB_FILE_MAX);
    Sb sb = sb_new(SB_FILE_MAX);
    const TextStyle terminal = {.is_terminal = true, .width = 41};
    const char *path = "unit_report_wide.tmp";
    Errs errs = {0};

    (void)state;
    for (int i = 0; i < 200; i++)
        sb_puts(&line, "\xE6\x97\xA5");
    assert_true(file_write(path, sb_str(&line), &errs));
    for (uint32_t i = 0; i < 200; i++)
        err_at(&errs, ERR_FIELD, at(path, 1, 3 * i + 1, 3), NULL, "x");
    report_errs_text(&sb, &errs, &terminal);
    assert_true(str_is_utf8(sb_str(&sb)));
    assert_null(strstr(sb_str(&sb).ptr, "\xEF\xBF\xBD"));
    sb_free(&sb);
    sb_free(&line);
    errs_free(&errs);
    assert_int_equal(unlink(path), 0);
}

static void nothing_of_a_file_steers_the_terminal(void **state)
{
    static const TextStyle plain = {.width = 100};
    Errs errs = {0};

    (void)state;
    assert_excerpt(STR("a\x1B[31m \xE2\x80\xAE \xFF b"), 80, 2, 1,
                   "      1 | a\xEF\xBF\xBD[31m \xEF\xBF\xBD \xEF\xBF\xBD b\n"
                   "        |  ^\n");
    err_at(&errs, ERR_FIELD, (Loc){.file = "a.json", .path = "x\x07"}, "y\x9B\tz",
           "unknown key \"a\nb\x1B[2J\xE2\x80\xAE\"");
    assert_text(&errs, &plain,
                "a.json: error: unknown key \"a\\nb\\x1B[2J\\u202E\"\n"
                "  at:     x\\x07\n"
                "  hint:   y\\x9B\\tz\n");
    errs_free(&errs);
}

static void a_line_that_may_hold_a_password_is_not_shown(void **state)
{
    static const char *const hidden[] = {
        "{ \"Name\": \"dev\", \"Knd\": \"dev\", \"Url\": \"postgresql://u:s3cret@h/db\" }",
        "\"Url\": \"postgresql:\\/\\/u:s3cret@h\"",
        "\"Url\": \"postgresql://u\\u003as3cret@h\"",
        "\"Url\": \"postgresql://u:s3c@ret@h\"",
        "\"Url\": \"u:s3cret@h/db\"",
        "\"url\" : \"s3cret\"",
        "<Environment Name=\"x\" Url=\"mysql://u&#58;s3cret@h\"/>",
        "\"Url\": \"postgresql://h/db?user=a&password=s3cret\"",
        "\"Url\": \"host=h user=u password = s3cret\"",
        "\"DbPassword\": \"s3cret\"",
        "Secret=\"s3cret\"",
    };
    static const char *const shown[] = {
        "{ \"Name\": \"password\", \"DataType\": \"text\" }",
        "\"Url\": \"postgresql://deploy@db1:5432/shop\"",
        "\"Url\": \"sqlite:shop.db\", \"UrlEnv\": \"SHOP_URL\"",
        "\"$schema\": \"https://example.com/table.json\"",
        "\"IndexColumns\": \"url, password_hash\"",
    };

    (void)state;
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        assert_excerpt(str_from(hidden[i]), 200, 1, 1,
                       "      1 | (not shown: the line may hold a password)\n");
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        Arena arena = {0};
        assert_excerpt(str_from(shown[i]), 200, 1, 1,
                       arena_printf(&arena, "      1 | %s\n        | ^\n", shown[i]).ptr);
        arena_free(&arena);
    }
}

static void another_place_is_shown_behind_the_hint(void **state)
{
    static const TextStyle terminal = {.is_terminal = true, .width = 80}, plain = {.width = 80};
    const char *path = "unit_report_also.tmp";
    Errs errs = {0};

    (void)state;
    assert_true(file_write(path, STR("one\ntwo\nthree\n"), &errs));
    err_at(&errs, ERR_DUPLICATE, at(path, 3, 1, 5), NULL, "twice");
    err_also(&errs, at(path, 1, 1, 3), "it is declared first at");
    assert_text(&errs, &terminal,
                "unit_report_also.tmp:3:1: error: twice\n"
                "      3 | three\n"
                "        | ^~~~~\n"
                "  hint:   it is declared first at unit_report_also.tmp:1:1\n"
                "      1 | one\n"
                "        | ^~~\n");
    assert_text(&errs, &plain,
                "unit_report_also.tmp:3:1: error: twice\n"
                "  hint:   it is declared first at unit_report_also.tmp:1:1\n");
    errs_free(&errs);
    assert_int_equal(unlink(path), 0);
}

static void colors_are_the_terminals_choice(void **state)
{
    static const TextStyle colored = {.has_color = true, .is_terminal = true, .width = 80};
    Errs errs = {0};
    Sb sb = sb_new(SB_FILE_MAX);

    (void)state;
    err_addf(&errs, ERR_FILE, "x");
    report_errs_text(&sb, &errs, &colored);
    assert_str(sb_str(&sb), "\033[31merror:\033[0m x\n");
    sb_free(&sb);
    errs_free(&errs);
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
        cmocka_unit_test(a_token_is_underlined_over_wide_and_combining_characters),
        cmocka_unit_test(a_byte_order_mark_and_a_carriage_return_are_not_shown),
        cmocka_unit_test(a_place_at_either_end_of_a_long_line_is_in_view),
        cmocka_unit_test(half_of_a_wide_character_is_never_shown),
        cmocka_unit_test(nothing_of_a_file_steers_the_terminal),
        cmocka_unit_test(a_line_that_may_hold_a_password_is_not_shown),
        cmocka_unit_test(another_place_is_shown_behind_the_hint),
        cmocka_unit_test(colors_are_the_terminals_choice),
        cmocka_unit_test(a_note_is_called_a_note),
    };

    return cmocka_run_group_tests_name("faults", tests, NULL, NULL);
}
