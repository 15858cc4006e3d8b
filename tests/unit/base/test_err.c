/* Errors, notes, hashes: texts are owned, order and exit codes hold. */
#include "test.h"

#include "base/hash.h"
#include "base/note.h"

static void an_error_owns_its_texts(void **state)
{
    Errs errs = {0};
    char message[] = "first", file[] = "a.json";

    (void)state;
    assert_false(err_at(&errs, ERR_FIELD, (Loc){.file = file, .line = 3, .column = 7}, "hint", "%s",
                        message));
    message[0] = file[0] = 'X';
    assert_string_equal(errs_last(&errs)->message, "first");
    assert_string_equal(errs_last(&errs)->loc.file, "a.json");
    assert_int_equal(errs_last(&errs)->loc.column, 7);
    errs_free(&errs);
}

static void context_stands_in_front_and_a_hint_is_not_overwritten(void **state)
{
    Errs errs = {0};

    (void)state;
    err_addf(&errs, ERR_SERVER, "no such type");
    err_context(&errs, "table %s", "orders");
    err_hint(&errs, "first");
    err_hint(&errs, "second");
    assert_string_equal(errs_last(&errs)->message, "table orders: no such type");
    assert_string_equal(errs_last(&errs)->hint, "first");
    errs_free(&errs);
}

static void a_retry_drops_to_its_mark(void **state)
{
    Errs errs = {0};
    ErrsMark mark;

    (void)state;
    err_addf(&errs, ERR_FILE, "kept");
    mark = errs_mark(&errs);
    err_addf(&errs, ERR_LOCK, "dropped");
    errs_drop(&errs, mark);
    assert_int_equal(errs.list.len, 1);
    errs_free(&errs);
}

static void the_exit_code_is_the_one_that_ranks_highest(void **state)
{
    Errs errs = {0};

    (void)state;
    assert_int_equal(errs_exit_code(&errs), 0);
    err_addf(&errs, ERR_LOCK, "a lock");
    assert_int_equal(errs_exit_code(&errs), 4);
    err_addf(&errs, ERR_FORBIDDEN, "policy");
    assert_int_equal(errs_exit_code(&errs), 3);
    err_addf(&errs, ERR_SERVER, "server");
    assert_int_equal(errs_exit_code(&errs), 1);
    err_addf(&errs, ERR_USAGE, "usage");
    assert_int_equal(errs_exit_code(&errs), 64);
    errs_free(&errs);
}

static void notes_keep_their_order(void **state)
{
    Notes notes = {0};

    (void)state;
    notes_addf(&notes, "one of %d", 2);
    notes_addf(&notes, "two");
    assert_string_equal(notes.list.items[0].message, "one of 2");
    assert_int_equal(notes.list.len, 2);
    notes_free(&notes);
}

static void sha_256_is_the_published_one(void **state)
{
    Arena arena = {0};

    (void)state;
    /* FIPS 180-2, appendix B.1 */
    assert_str(hash_hex(&arena, hash_of(STR("abc"))),
               "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_owns_its_texts),
        cmocka_unit_test(context_stands_in_front_and_a_hint_is_not_overwritten),
        cmocka_unit_test(a_retry_drops_to_its_mark),
        cmocka_unit_test(the_exit_code_is_the_one_that_ranks_highest),
        cmocka_unit_test(notes_keep_their_order),
        cmocka_unit_test(sha_256_is_the_published_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
