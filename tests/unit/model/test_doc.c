/* The doc tree: places of values, through escapes and edits. */
#include "test.h"

#include "model/doc.h"

static void a_place_inside_a_string_sees_through_its_escapes(void **state)
{
    Arena arena = {0};
    Doc *doc = doc_string(&arena, STR("a\"\xE2\x82\xAC\xF0\x9F\x90\x98z"));

    (void)state;
    doc->raw = STR("a\\\"\\u20ac\\ud83d\\udc18z");
    doc->line = 2;
    doc->column = 10;
    assert_int_equal(doc_text_loc(&arena, doc, 0).column, 11);
    assert_int_equal(doc_text_loc(&arena, doc, 1).column, 12); /* the quote's backslash */
    assert_int_equal(doc_text_loc(&arena, doc, 2).column, 14); /* the euro sign */
    assert_int_equal(doc_text_loc(&arena, doc, 5).column, 20); /* the elephant */
    assert_int_equal(doc_text_loc(&arena, doc, 9).column, 32); /* z */
    assert_int_equal(doc_text_range(&arena, doc, 5, 4).column, 20);
    assert_int_equal(doc_text_range(&arena, doc, 5, 4).length, 12);
    assert_int_equal(doc_loc(&arena, doc).length, doc->raw.len + 2);
    arena_free(&arena);
}

static void a_key_path_names_list_items_by_their_name(void **state)
{
    Arena arena = {0};
    Doc *root = doc_new(&arena, DOC_OBJECT);
    Doc *list = doc_add(root, STR("Columns"), doc_new(&arena, DOC_ARRAY));
    Doc *plain = doc_add(list, STR_ABSENT, doc_new(&arena, DOC_OBJECT));
    Doc *named = doc_add(list, STR_ABSENT, doc_new(&arena, DOC_OBJECT));
    Doc *type = doc_add(named, STR("DataType"), doc_string(&arena, STR("x")));

    (void)state;
    doc_add(named, STR("Name"), doc_string(&arena, STR("total")));
    assert_string_equal(doc_loc(&arena, plain).path, "Columns[0]");
    assert_string_equal(doc_loc(&arena, type).path, "Columns[total].DataType");
    assert_null(doc_loc(&arena, root).path);
    arena_free(&arena);
}

static void a_member_is_found_by_its_exact_key(void **state)
{
    Arena arena = {0};
    Doc *object = doc_new(&arena, DOC_OBJECT);
    Doc *one = doc_add(object, STR("One"), doc_number(&arena, -1));

    (void)state;
    doc_add(object, STR("Two"), doc_bool(&arena, true));
    assert_ptr_equal(doc_get(object, STR("One")), one);
    assert_null(doc_get(object, STR("one")));
    assert_null(doc_get(NULL, STR("One")));
    assert_str(one->text, "-1");
    assert_int_equal(object->count, 2);
    arena_free(&arena);
}

static void a_text_keeps_what_was_written_through_two_edits(void **state)
{
    Arena arena = {0};
    Doc *doc = doc_string(&arena, STR("\"{{A}}\""));
    DocEdits *quotes = ARENA_NEW(&arena, DocEdits), *token = ARENA_NEW(&arena, DocEdits);
    DocSplice open = {0, 0, 0, 1}, close = {5, 0, 6, 1}, value = {0, 2, 0, 5};

    (void)state;
    doc->line = 1;
    doc->column = 1;
    vec_push(&arena, &quotes->splices, open);
    vec_push(&arena, &quotes->splices, close);
    doc_edit_text(doc, STR("{{A}}"), quotes);
    vec_push(&arena, &token->splices, value);
    doc_edit_text(doc, STR("xy"), token);
    assert_str(doc->text, "xy");
    assert_str(doc_text_written(doc), "\"{{A}}\"");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_place_inside_a_string_sees_through_its_escapes),
        cmocka_unit_test(a_key_path_names_list_items_by_their_name),
        cmocka_unit_test(a_member_is_found_by_its_exact_key),
        cmocka_unit_test(a_text_keeps_what_was_written_through_two_edits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
