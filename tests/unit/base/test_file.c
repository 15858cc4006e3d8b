/* Files: whole reads, atomic writes, sorted listings. */
#include "test.h"

#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static char folder[] = "/tmp/anneal-file-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL ? -1 : 0;
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *where)
{
    (void)info;
    (void)kind;
    (void)where;
    return remove(path);
}

static int remove_folder(void **state)
{
    (void)state;
    return nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void what_is_written_is_read_back(void **state)
{
    Arena arena = {0};
    Errs errs = {0};
    const char *path = file_join(&arena, folder, "a.json");
    Str content;

    (void)state;
    assert_true(file_write(path, STR("one"), &errs));
    assert_true(file_write(path, STR("two\0three"), &errs));
    assert_true(file_read(&arena, path, &content, &errs));
    assert_int_equal(content.len, 9);
    assert_memory_equal(content.ptr, "two\0three", 9);
    (void)unlink(path);
    arena_free(&arena);
}

static void a_failed_write_leaves_the_old_file(void **state)
{
    Arena arena = {0};
    Errs errs = {0};

    (void)state;
    assert_fails(file_write(file_join(&arena, folder, "no/such/folder.json"), STR("x"), &errs),
                 &errs, ERR_FILE);
    errs_free(&errs);
    arena_free(&arena);
}

static void a_folder_is_no_file(void **state)
{
    Arena arena = {0};
    Errs errs = {0};
    Str content;

    (void)state;
    assert_fails(file_read(&arena, folder, &content, &errs), &errs, ERR_FILE);
    errs_free(&errs);
    arena_free(&arena);
}

static void a_listing_is_sorted_and_leaves_links_and_dot_files_out(void **state)
{
    Arena arena = {0};
    Errs errs = {0};
    StrVec paths = {0};

    (void)state;
    assert_true(file_make_folder(file_join(&arena, folder, "list/b/c"), &errs));
    assert_true(file_write(file_join(&arena, folder, "list/b/c/2"), STR(""), &errs));
    assert_true(file_write(file_join(&arena, folder, "list/a"), STR(""), &errs));
    assert_true(file_write(file_join(&arena, folder, "list/.hidden"), STR(""), &errs));
    assert_int_equal(symlink("a", file_join(&arena, folder, "list/link")), 0);
    assert_true(file_list(&arena, file_join(&arena, folder, "list"), &paths, &errs));
    assert_int_equal(paths.len, 2);
    assert_str(paths.items[0], "a");
    assert_str(paths.items[1], "b/c/2");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(a_failed_write_leaves_the_old_file),
        cmocka_unit_test(a_folder_is_no_file),
        cmocka_unit_test(a_listing_is_sorted_and_leaves_links_and_dot_files_out),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
