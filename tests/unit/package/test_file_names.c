/* Names of object files: escapes, length, case. */
#include "package/file_names.h"

#include "base/sb.h"
#include "test.h"

static Str name_of(Arena *arena, const char *schema, Str name)
{
    Table *table = record_new(arena, &table_type);

    table->obj.schema = str_from(schema);
    table->obj.name = name;
    return file_name_of(arena, &table->obj);
}

static void a_dot_can_only_be_the_one_between_the_parts(void **state)
{
    Arena arena = {0};

    (void)state;
    assert_str(name_of(&arena, "shop", STR("orders")), "shop.orders");
    assert_str(name_of(&arena, NULL, STR("orders")), "orders");
    assert_str(name_of(&arena, "a.b", STR("c.d")), "a%2Eb.c%2Ed");
    arena_free(&arena);
}

static void bytes_that_file_systems_dislike_are_escaped(void **state)
{
    Arena arena = {0};

    (void)state;
    assert_str(name_of(&arena, "s", STR("Order Details-2_x")), "s.Order Details-2_x");
    assert_str(name_of(&arena, "s", STR("a/b\\c:*?\"<>|%'~\n")),
               "s.a%2Fb%5Cc%3A%2A%3F%22%3C%3E%7C%25%27%7E%0A");
    assert_str(name_of(&arena, "s", STR("caf\xC3\xA9")), "s.caf\xC3\xA9");
    assert_str(name_of(&arena, "s", STR("..")), "s.%2E%2E");
    arena_free(&arena);
}

static void blanks_at_the_ends_and_device_names_are_escaped(void **state)
{
    Arena arena = {0};

    (void)state;
    assert_str(name_of(&arena, " s ", STR(" a b ")), "%20s%20.%20a b%20");
    assert_str(name_of(&arena, NULL, STR(" ")), "%20");
    assert_str(name_of(&arena, NULL, STR("CON")), "%43ON");
    assert_str(name_of(&arena, "nul", STR("Lpt1")), "%6Eul.%4Cpt1");
    assert_str(name_of(&arena, NULL, STR("com\xC2\xB2")), "%63om\xC2\xB2");
    assert_str(name_of(&arena, NULL, STR("con ")), "%63on%20");
    assert_str(name_of(&arena, NULL, STR("console")), "console");
    assert_str(name_of(&arena, NULL, STR("com10")), "com10");
    arena_free(&arena);
}

static void letters_of_other_alphabets_have_cases_too(void **state)
{
    static const struct {
        const char *capital, *small;
    } rows[] = {
        {"\xC3\x89t\xC3\xA9", "\xC3\xA9T\xC3\x89"},       /* E with an accent */
        {"\xD0\x96\xD0\x81", "\xD0\xB6\xD1\x91"},         /* Cyrillic */
        {"\xCE\x91\xCE\xA9", "\xCE\xB1\xCF\x89"},         /* Greek */
        {"\xC4\x86\xE1\xBA\xA0", "\xC4\x87\xE1\xBA\xA1"}, /* alternating ones */
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Arena arena = {0};
        FileNames names = {.arena = &arena};
        Table *table = record_new(&arena, &table_type);
        table->obj.name = str_from(rows[i].capital);
        file_names_want(&names, arena_printf(&arena, "t/%s", rows[i].capital));
        assert_null(strchr(file_names_give(&names, "t", &table->obj, ".json"), '~'));
        file_names_want(&names, arena_printf(&arena, "t/%s", rows[i].small));
        assert_non_null(strchr(file_names_give(&names, "t", &table->obj, ".json"), '~'));
        arena_free(&arena);
    }
}

static void a_long_name_is_cut_at_a_character_and_told_apart(void **state)
{
    Arena arena = {0};
    Sb sb = sb_new(SB_LINE_MAX);
    Str one, other;

    (void)state;
    sb_repeat(&sb, 'a', FILE_NAME_MAX_BYTES - 1);
    sb_puts(&sb, "\xC3\xA9 one");
    one = name_of(&arena, NULL, sb_str(&sb));
    sb_puts(&sb, " more");
    other = name_of(&arena, NULL, sb_str(&sb));
    assert_int_equal(one.len, FILE_NAME_MAX_BYTES - 1 + 9);
    assert_true(str_is_utf8(one));
    assert_false(str_eq(one, other));
    assert_int_equal(one.ptr[FILE_NAME_MAX_BYTES - 1], '~');
    sb_cut(&sb, 0);
    sb_repeat(&sb, 'a', FILE_NAME_MAX_BYTES - 2);
    sb_puts(&sb, "...");
    one = name_of(&arena, NULL, sb_str(&sb));
    assert_int_equal(one.ptr[FILE_NAME_MAX_BYTES - 2], '~'); /* no half of a %2E */
    sb_free(&sb);
    arena_free(&arena);
}

static void names_that_differ_in_case_only_are_told_apart(void **state)
{
    Arena arena = {0};
    FileNames names = {.arena = &arena};
    Table *lower = record_new(&arena, &table_type), *upper = record_new(&arena, &table_type);
    const char *a, *b;

    (void)state;
    lower->obj.name = STR("orders");
    upper->obj.name = STR("Orders");
    file_names_want(&names, STR("t/orders"));
    assert_string_equal(file_names_give(&names, "t", &lower->obj, ".json"), "t/orders.json");
    file_names_want(&names, STR("t/Orders"));
    a = file_names_give(&names, "t", &lower->obj, ".json");
    b = file_names_give(&names, "t", &upper->obj, ".json");
    assert_true(str_starts(str_from(a), STR("t/orders~")));
    assert_true(str_starts(str_from(b), STR("t/Orders~")));
    assert_string_not_equal(a + 9, b + 9);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_dot_can_only_be_the_one_between_the_parts),
        cmocka_unit_test(bytes_that_file_systems_dislike_are_escaped),
        cmocka_unit_test(blanks_at_the_ends_and_device_names_are_escaped),
        cmocka_unit_test(letters_of_other_alphabets_have_cases_too),
        cmocka_unit_test(a_long_name_is_cut_at_a_character_and_told_apart),
        cmocka_unit_test(names_that_differ_in_case_only_are_told_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
