/* JSON text -> doc tree: places, refusals, limits. */
#include "codec/json.h"
#include "test.h"

typedef struct Read {
    Arena arena;
    Errs errs;
    DocFile file;
    Doc *doc;
} Read;

static Read read_bytes(Str bytes, bool allow_comments)
{
    Read read = {0};
    DocFile *file = ARENA_NEW(&read.arena, DocFile);

    *file = (DocFile){.path = "t.json", .bytes = bytes};
    read.doc = json_read(&read.arena, file, allow_comments, &read.errs);
    return read;
}

static Read read_text(const char *text)
{
    return read_bytes(str_from(text), false);
}

static void end(Read *read)
{
    errs_free(&read->errs);
    arena_free(&read->arena);
}

static void assert_place(const Doc *doc, uint32_t line, uint32_t column)
{
    assert_non_null(doc);
    assert_int_equal(doc->line, line);
    assert_int_equal(doc->column, column);
}

/* One fault: where, by what code, and with which words in the message or the hint. */
static void assert_fault(const Read *read, ErrCode code, uint32_t line, uint32_t column,
                         const char *words)
{
    const Err *err = errs_last(&read->errs);

    assert_int_equal(read->errs.list.len, 1);
    assert_int_equal(err->code, code);
    assert_int_equal(err->loc.line, line);
    assert_int_equal(err->loc.column, column);
    assert_true(strstr(err->message, words) != NULL ||
                (err->hint != NULL && strstr(err->hint, words) != NULL));
}

/* A text that is no JSON. */
static void assert_refused(Str bytes, ErrCode code, uint32_t line, uint32_t column,
                           const char *words)
{
    Read read = read_bytes(bytes, false);

    assert_null(read.doc);
    assert_fault(&read, code, line, column, words);
    end(&read);
}

/* A text with a fault beside which others can be told. */
static void assert_reported(Str bytes, ErrCode code, uint32_t line, uint32_t column,
                            const char *words)
{
    Read read = read_bytes(bytes, false);

    assert_non_null(read.doc);
    assert_fault(&read, code, line, column, words);
    end(&read);
}

static void every_value_and_key_has_its_place(void **state)
{
    Read read = read_text("{\n  \"a\": [1,\n    true],\r\n\t\"b\": { \"c\": null }\n}");
    const Doc *a, *b;

    (void)state;
    assert_place(read.doc, 1, 1);
    a = doc_get(read.doc, STR("a"));
    assert_place(a, 2, 8);
    assert_int_equal(a->key_line, 2);
    assert_int_equal(a->key_column, 3);
    assert_place(a->first, 2, 9);
    assert_place(a->last, 3, 5);
    b = doc_get(read.doc, STR("b"));
    assert_place(doc_get(b, STR("c")), 4, 14);
    end(&read);
}

static void a_number_keeps_the_text_that_was_written(void **state)
{
    Read read = read_text("[123456789012345678901234567890, 1.50, -0, 1e3]");

    (void)state;
    assert_str(read.doc->first->text, "123456789012345678901234567890");
    assert_str(read.doc->first->next->text, "1.50");
    assert_str(read.doc->first->next->next->text, "-0");
    assert_str(read.doc->last->text, "1e3");
    end(&read);
}

static void escapes_are_decoded_and_the_source_is_kept(void **state)
{
    Read read = read_text("[\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00z\"]");

    (void)state;
    assert_str(read.doc->first->text, "a\"\\/\b\f\n\r\t\xC3\xA9\xF0\x9F\x98\x80z");
    assert_str(read.doc->first->raw, "a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00z");
    end(&read);
}

static void a_place_in_a_text_is_seen_through_its_escapes(void **state)
{
    Read read = read_text("[\"\\u00e9\\n, x\"]");
    Loc loc = doc_text_loc(&read.arena, read.doc->first, 5); /* é is 2 bytes, \n 1, then ", " */

    (void)state;
    assert_int_equal(loc.column, 13);
    end(&read);
}

static void a_byte_order_mark_is_passed_over(void **state)
{
    Read read = read_text("\xEF\xBB\xBF{\"a\":1}");

    (void)state;
    assert_place(read.doc, 1, 1);
    assert_place(doc_get(read.doc, STR("a")), 1, 6);
    end(&read);
}

static void comments_are_blanks_only_where_they_are_allowed(void **state)
{
    Str text = STR("{ // one \"x\"\n \"a\": /* { \n */ \"/* no comment */\" }");
    Read read = read_bytes(text, true);

    (void)state;
    assert_str(doc_get(read.doc, STR("a"))->text, "/* no comment */");
    assert_place(doc_get(read.doc, STR("a")), 3, 5);
    end(&read);
    assert_refused(text, ERR_SYNTAX, 1, 3, "no comments");
}

static void a_comment_that_is_not_closed_is_refused(void **state)
{
    Read read = read_bytes(STR("{ /* "), true);

    (void)state;
    assert_null(read.doc);
    end(&read);
}

static void a_key_that_stands_twice_is_refused_with_both_places(void **state)
{
    (void)state;
    assert_reported(STR("{\"a\": 1,\n \"a\": 2}"), ERR_DUPLICATE, 2, 2, "t.json:1:2");
}

static void a_key_that_stands_twice_is_found_among_many(void **state)
{
    Sb sb = sb_new(SB_LINE_MAX);

    (void)state;
    sb_putc(&sb, '{');
    for (int i = 0; i < 50; i++)
        sb_printf(&sb, "\"k%d\": 1,\n", i);
    sb_puts(&sb, "\"k40\": 2}");
    assert_reported(sb_str(&sb), ERR_DUPLICATE, 51, 1, "t.json:41:1");
    sb_free(&sb);
}

static void all_keys_that_stand_twice_are_reported(void **state)
{
    Read read = read_text("{\"a\":1,\"a\":2,\"b\":{\"c\":1,\"c\":2},\"d\":3}");

    (void)state;
    assert_int_equal(read.errs.list.len, 2);
    assert_int_equal(read.doc->count, 3);
    assert_str(doc_get(read.doc, STR("a"))->text, "1"); /* the first one stays */
    end(&read);
}

static void slips_are_explained_where_they_are(void **state)
{
    (void)state;
    assert_refused(STR("{\"a\": 1\n \"b\": 2}"), ERR_SYNTAX, 2, 2, "comma is missing");
    assert_refused(STR("{\"a\": 1,}"), ERR_SYNTAX, 1, 9, "a comma stands before the closing }");
    assert_refused(STR("[1,\n2,\n]"), ERR_SYNTAX, 3, 1, "a comma stands before the closing ]");
    assert_refused(STR("{'a': 1}"), ERR_SYNTAX, 1, 2, "double quotes");
    assert_refused(STR("{\"a\": [1, 2"), ERR_SYNTAX, 1, 12, "not closed");
    assert_refused(STR("{\"a\": \"b\n\"}"), ERR_SYNTAX, 1, 7, "\\n for a line end");
    assert_refused(STR("{\"a\": \"\\d\"}"), ERR_SYNTAX, 1, 8, "backslash");
    assert_refused(STR("{} {}"), ERR_SYNTAX, 1, 4, "one value");
    assert_refused(STR("{\"a\" 1}"), ERR_SYNTAX, 1, 6, "a colon is missing");
    assert_refused(STR("{a: 1}"), ERR_SYNTAX, 1, 2, "a key stands in double quotes");
    assert_refused(STR("{: 1}"), ERR_SYNTAX, 1, 2, "a key in double quotes is expected before :");
    assert_refused(STR("{\"a\": ,}"), ERR_SYNTAX, 1, 7, "a value is expected before ,");
    assert_refused(STR("{\"a\": None}"), ERR_SYNTAX, 1, 7, "None is spelled null");
    assert_refused(STR("{\"a\": 01}"), ERR_SYNTAX, 1, 7, "no number that JSON knows");
    assert_refused(STR("{\"a\": \"x\ty\"}"), ERR_SYNTAX, 1, 9, "\\t for a tab");
    assert_refused(STR("{\"a\": [1}"), ERR_SYNTAX, 1, 9, "a closing ] is expected before }");
    assert_refused(STR("{\"a\": 1} /* x */"), ERR_SYNTAX, 1, 10, "behind the end");
    assert_refused(STR("{\"a\": 1e999}"), ERR_SYNTAX, 1, 7, "too large");
    assert_refused(STR(" \n"), ERR_SYNTAX, 1, 1, "empty");
    assert_refused(STR(""), ERR_SYNTAX, 1, 1, "empty");
}

static void a_slip_has_its_key_path(void **state)
{
    static const struct {
        const char *text, *path;
    } rows[] = {
        {"{\"a\": {\"b\": [1, 2 3]}}", "a.b"},
        {"{\"L\": [{\"Name\": \"x\", \"c\": nope}]}", "L[x].c"},
        {"{\"L\": [{\"c\": nope, \"Name\": \"x\"}]}", "L[0].c"},
        {"{\"a\": 1, \"b\" 2}", "b"},
        {"{\"a\": \"x\\u0000\"}", "a"},
        {"{\"a\": \"}]\\\"\", \"b\": [[], {}, ,]}", "b[2]"},
        {"{\"a\": 1} x", NULL},
        {"{\"a\": 1 \"b\": 2}", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Read read = read_text(rows[i].text);
        assert_null(read.doc);
        if (rows[i].path == NULL)
            assert_null(errs_last(&read.errs)->loc.path);
        else
            assert_string_equal(errs_last(&read.errs)->loc.path, rows[i].path);
        end(&read);
    }
}

static void a_fault_at_the_end_of_the_file_points_at_nothing_behind_it(void **state)
{
    static const char *const texts[] = {"{", "\"ab\\", "\"\\ud83d\\ud\\"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Read read = read_text(texts[i]);
        const Err *err = errs_last(&read.errs);
        assert_non_null(err);
        assert_int_equal(err->loc.column + err->loc.length, strlen(texts[i]) + 1);
        end(&read);
    }
}

/* What stands where something else is expected may be a password. */
static void no_value_is_quoted_in_a_message(void **state)
{
    static const char *const texts[] = {
        "{\"Url\" \"x://u:s3cret@h\"}",    "{\"Url\": x://u:s3cret@h}", "{\"Url\": s3cret}",
        "{\"Url\": \"x://u:s3cret@h\n\"}", "{\"Url\" s3cret}",          "[\"a\" \"s3cret\"]",
        "{\"Url\": \"x\" \"s3cret}",       "{\"Url\": 's3cret'}",       "{\"a\": \"\\q s3cret\"}",
        "\"s3cret\" \"s3cret\"",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Read read = read_text(texts[i]);
        assert_null(read.doc);
        assert_null(strstr(errs_last(&read.errs)->message, "s3cret"));
        assert_true(errs_last(&read.errs)->loc.path == NULL ||
                    strstr(errs_last(&read.errs)->loc.path, "s3cret") == NULL);
        end(&read);
    }
}

static void what_is_no_utf8_is_refused_at_its_byte(void **state)
{
    (void)state;
    assert_refused(STR("{\n\"a\": \"x\xE9y\"}"), ERR_SYNTAX, 2, 8, "0xE9 is not UTF-8");
    assert_refused(STR("{\"a\": \"\xED\xA0\x80\"}"), ERR_SYNTAX, 1, 8, "0xED is not UTF-8");
    assert_refused(STR("\xFF\xFE{\0}\0"), ERR_SYNTAX, 1, 1, "0xFF is not UTF-8");
    assert_refused(STR("{\0}"), ERR_SYNTAX, 1, 2, "0x00");
}

static void nul_and_halves_of_a_pair_are_refused(void **state)
{
    (void)state;
    assert_refused(STR("{\"a\": \"x\\u0000\"}"), ERR_SYNTAX, 1, 9, "NUL");
    assert_refused(STR("{\"a\": \"\\ud800\"}"), ERR_SYNTAX, 1, 8, "surrogate pair");
}

static void depth_has_a_limit(void **state)
{
    char text[2 * (JSON_MAX_DEPTH + 1)];
    Read read;

    (void)state;
    memset(text, '[', JSON_MAX_DEPTH + 1);
    memset(text + JSON_MAX_DEPTH + 1, ']', JSON_MAX_DEPTH + 1);
    assert_refused((Str){text, sizeof text}, ERR_SYNTAX, 1, JSON_MAX_DEPTH + 1, "deeper than 64");
    read = read_bytes((Str){text + 1, sizeof text - 2}, false);
    assert_non_null(read.doc);
    end(&read);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_value_and_key_has_its_place),
        cmocka_unit_test(a_number_keeps_the_text_that_was_written),
        cmocka_unit_test(escapes_are_decoded_and_the_source_is_kept),
        cmocka_unit_test(a_place_in_a_text_is_seen_through_its_escapes),
        cmocka_unit_test(a_byte_order_mark_is_passed_over),
        cmocka_unit_test(comments_are_blanks_only_where_they_are_allowed),
        cmocka_unit_test(a_comment_that_is_not_closed_is_refused),
        cmocka_unit_test(a_key_that_stands_twice_is_refused_with_both_places),
        cmocka_unit_test(a_key_that_stands_twice_is_found_among_many),
        cmocka_unit_test(all_keys_that_stand_twice_are_reported),
        cmocka_unit_test(slips_are_explained_where_they_are),
        cmocka_unit_test(a_fault_at_the_end_of_the_file_points_at_nothing_behind_it),
        cmocka_unit_test(a_slip_has_its_key_path),
        cmocka_unit_test(no_value_is_quoted_in_a_message),
        cmocka_unit_test(what_is_no_utf8_is_refused_at_its_byte),
        cmocka_unit_test(nul_and_halves_of_a_pair_are_refused),
        cmocka_unit_test(depth_has_a_limit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
