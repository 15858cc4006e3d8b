/* Arenas, vectors, maps and builders: what they hold stays what it was. */
#include "test.h"

#include "base/map.h"
#include "base/sb.h"
#include "base/vec.h"

static void memory_is_zeroed_also_after_a_reset(void **state)
{
    Arena arena = {0};
    ArenaMark mark;
    unsigned char *bytes;

    (void)state;
    (void)arena_alloc(&arena, 10);
    mark = arena_mark(&arena);
    memset(arena_alloc(&arena, 100), 0xFF, 100);
    arena_reset(&arena, mark);
    bytes = arena_alloc(&arena, 100);
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(bytes[i], 0);
    arena_free(&arena);
}

static void a_reset_gives_large_chunks_back(void **state)
{
    Arena arena = {0};
    ArenaMark mark = arena_mark(&arena);
    size_t before = arena_size_bytes(&arena);

    (void)state;
    (void)arena_alloc(&arena, 10 * 1024 * 1024);
    assert_true(arena_size_bytes(&arena) >= 10 * 1024 * 1024);
    arena_reset(&arena, mark);
    assert_int_equal(arena_size_bytes(&arena), before);
    arena_free(&arena);
}

static void a_vector_keeps_its_items_while_it_grows(void **state)
{
    Arena arena = {0};
    VEC(int) numbers = {0};

    (void)state;
    for (int i = 0; i < 1000; i++)
        vec_push(&arena, &numbers, i);
    assert_int_equal(numbers.len, 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(numbers.items[i], i);
    arena_free(&arena);
}

static void a_map_finds_every_key_and_no_other(void **state)
{
    Arena arena = {0};
    Map map = {0};
    static int values[1000];

    (void)state;
    for (int i = 0; i < 1000; i++)
        assert_null(map_put(&arena, &map, arena_printf(&arena, "key %d", i), &values[i]));
    for (int i = 0; i < 1000; i++)
        assert_ptr_equal(map_get(&map, arena_printf(&arena, "key %d", i)), &values[i]);
    assert_null(map_get(&map, STR("key 1000")));
    assert_null(map_get(&(Map){0}, STR("anything")));
    assert_ptr_equal(map_put(&arena, &map, STR("key 7"), &values[0]), &values[7]);
    assert_int_equal(map.len, 1000);
    arena_free(&arena);
}

static void a_builder_fails_above_its_ceiling_and_stays_failed(void **state)
{
    Arena arena = {0};
    Sb sb = sb_new(8);

    (void)state;
    sb_puts(&sb, "12345678");
    assert_false(sb.failed);
    sb_putc(&sb, '9');
    assert_true(sb.failed);
    assert_null(sb_finish(&sb, &arena).ptr);
    arena_free(&arena);
}

static void a_builder_prints_formats_longer_than_its_buffer(void **state)
{
    Arena arena = {0};
    Sb sb = sb_new(SB_LINE_MAX);

    (void)state;
    sb_printf(&sb, "%0300d", 7);
    sb_putc(&sb, '!');
    assert_int_equal(sb_str(&sb).len, 301);
    assert_int_equal(sb_str(&sb).ptr[299], '7');
    sb_free(&sb);
    arena_free(&arena);
}

static void lower_case_is_for_ascii_letters_only(void **state)
{
    Arena arena = {0};

    (void)state;
    assert_str(arena_lower(&arena, STR("A[Z]_z\xC3\x84")), "a[z]_z\xC3\x84");
    assert_non_null(arena_lower(&arena, STR("")).ptr);
    assert_null(arena_lower(&arena, STR_ABSENT).ptr);
    arena_free(&arena);
}

static void quotes_inside_a_quoted_text_are_doubled(void **state)
{
    Sb sb = sb_new(SB_LINE_MAX);

    (void)state;
    sb_put_quoted(&sb, '"', STR("a\"'b"));
    sb_put_quoted(&sb, '\'', STR("'"));
    sb_put_quoted(&sb, '"', STR_ABSENT);
    assert_str(sb_str(&sb), "\"a\"\"'b\""
                            "''"
                            "''"
                            "\"\"");
    sb_free(&sb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_also_after_a_reset),
        cmocka_unit_test(a_reset_gives_large_chunks_back),
        cmocka_unit_test(a_vector_keeps_its_items_while_it_grows),
        cmocka_unit_test(a_map_finds_every_key_and_no_other),
        cmocka_unit_test(a_builder_fails_above_its_ceiling_and_stays_failed),
        cmocka_unit_test(a_builder_prints_formats_longer_than_its_buffer),
        cmocka_unit_test(lower_case_is_for_ascii_letters_only),
        cmocka_unit_test(quotes_inside_a_quoted_text_are_doubled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
