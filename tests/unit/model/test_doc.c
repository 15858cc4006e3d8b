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

static Doc *made_again; /* what the next reading gives */

static void read_again(DocFile *file)
{
    doc_file_set(file, made_again);
}

static void a_node_is_found_again_in_the_tree_that_is_read_again(void **state)
{
    Arena arena = {0};
    DocFile file = {.path = "t.json", .read_again = read_again};
    Doc *roots[2], *lasts[2];
    uint32_t number;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        Doc *list = doc_add(doc_new(&arena, DOC_OBJECT), STR("A"), doc_new(&arena, DOC_ARRAY));
        (void)doc_add(doc_add(list, STR_ABSENT, doc_new(&arena, DOC_OBJECT)), STR("x"),
                      doc_bool(&arena, true));
        lasts[i] = doc_add(list->parent, STR("B"), doc_string(&arena, STR("y")));
        roots[i] = list->parent;
    }
    doc_file_set(&file, roots[0]);
    number = lasts[0]->number;
    assert_int_equal(roots[0]->number, 1);
    assert_int_equal(number, 5);
    for (Doc *at = roots[0]; at != NULL; at = at->first)
        assert_ptr_equal(doc_file_node(&file, at->number), at);
    assert_ptr_equal(doc_file_node(&file, number), lasts[0]);

    file.root = NULL;
    made_again = roots[1];
    assert_ptr_equal(doc_file_node(&file, number), lasts[1]);
    assert_ptr_equal(doc_file_node(&file, 9),
                     roots[1]); /* the file has changed: as near as can be */
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_place_inside_a_string_sees_through_its_escapes),
        cmocka_unit_test(a_key_path_names_list_items_by_their_name),
        cmocka_unit_test(a_member_is_found_by_its_exact_key),
        cmocka_unit_test(a_text_keeps_what_was_written_through_two_edits),
        cmocka_unit_test(a_node_is_found_again_in_the_tree_that_is_read_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
