/* Files: whole reads, atomic writes, sorted listings. */
#include "test.h"

#include <ftw.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/sb.h"

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

/* As on a full disk: part of the bytes are written, then no more. */
static void a_write_that_is_cut_off_leaves_the_old_file(void **state)
{
    Arena arena = {0};
    Errs errs = {0};
    const char *path = file_join(&arena, folder, "full/a.json");
    struct rlimit limit, before;
    StrVec found = {0};
    Str content;

    (void)state;
    assert_true(file_make_folder(file_join(&arena, folder, "full"), &errs));
    assert_true(file_write(path, STR("old"), &errs));
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    limit = before;
    limit.rlim_cur = 4;
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    assert_fails(file_write(path, STR("longer than four"), &errs), &errs, ERR_FILE);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    errs_free(&errs);
    assert_true(file_read(&arena, path, &content, &errs));
    assert_str(content, "old");
    assert_true(file_list(&arena, file_join(&arena, folder, "full"), &found, &errs));
    assert_int_equal(found.len, 1); /* no temporary file either */
    (void)unlink(path);
    (void)rmdir(file_join(&arena, folder, "full"));
    arena_free(&arena);
}

static void a_present_file_keeps_its_mode_and_a_link_its_target(void **state)
{
    Arena arena = {0};
    Errs errs = {0};
    const char *path = file_join(&arena, folder, "mode.json");
    const char *link = file_join(&arena, folder, "link.json");
    struct stat info;
    Str content;

    (void)state;
    assert_true(file_write(path, STR("one"), &errs));
    assert_int_equal(chmod(path, 0750), 0);
    assert_int_equal(symlink("mode.json", link), 0);
    assert_true(file_write(link, STR("two"), &errs));
    assert_int_equal(lstat(link, &info), 0);
    assert_true(S_ISLNK(info.st_mode));
    assert_true(file_read(&arena, path, &content, &errs));
    assert_str(content, "two");
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0750);
    (void)unlink(link);
    (void)unlink(path);
    arena_free(&arena);
}

static void a_read_only_file_and_a_device_are_not_replaced(void **state)
{
    Arena arena = {0};
    Errs errs = {0};
    const char *path = file_join(&arena, folder, "locked.json");
    struct stat info;
    Str content;

    (void)state;
    assert_true(file_write(path, STR("one"), &errs));
    assert_int_equal(chmod(path, 0444), 0);
    assert_fails(file_write(path, STR("two"), &errs), &errs, ERR_FILE);
    errs_free(&errs);
    assert_true(file_read(&arena, path, &content, &errs));
    assert_str(content, "one");
    assert_true(file_write("/dev/null", STR("two"), &errs));
    assert_int_equal(stat("/dev/null", &info), 0);
    assert_true(S_ISCHR(info.st_mode));
    (void)unlink(path);
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
    StrVec paths = {0}, again = {0}, skipped = {0};

    (void)state;
    assert_true(file_make_folder(file_join(&arena, folder, "list/b/c"), &errs));
    assert_true(file_make_folder(file_join(&arena, folder, "list/b/.git/objects"), &errs));
    assert_true(file_write(file_join(&arena, folder, "list/b/c/2"), STR(""), &errs));
    assert_true(file_write(file_join(&arena, folder, "list/a"), STR(""), &errs));
    assert_true(file_write(file_join(&arena, folder, "list/.hidden"), STR(""), &errs));
    assert_int_equal(symlink("a", file_join(&arena, folder, "list/link")), 0);
    assert_true(file_list(&arena, file_join(&arena, folder, "list"), &paths, &errs));
    assert_int_equal(paths.len, 2);
    assert_str(paths.items[0], "a");
    assert_str(paths.items[1], "b/c/2");
    assert_true(file_list_all(&arena, file_join(&arena, folder, "list"), &again, &skipped, &errs));
    assert_int_equal(again.len, 2);
    assert_int_equal(skipped.len, 3);
    assert_str(skipped.items[0], ".hidden");
    assert_str(skipped.items[1], "b/.git");
    assert_str(skipped.items[2], "link");
    arena_free(&arena);
}

static void a_copy_has_bytes_and_mode_and_writes_over_nothing(void **state)
{
    Arena arena = {0};
    Errs errs = {0};
    const char *from = file_join(&arena, folder, "run.sh"), *to = file_join(&arena, folder, "copy");
    Sb sb = sb_new(SB_FILE_MAX);
    struct stat info;
    Str content;

    (void)state;
    sb_repeat(&sb, 'x', 200000);
    sb_putc(&sb, '\0');
    assert_true(file_write(from, sb_str(&sb), &errs));
    assert_int_equal(chmod(from, 0750), 0);
    assert_true(file_copy(from, to, &errs));
    assert_true(file_read(&arena, to, &content, &errs));
    assert_true(str_eq(content, sb_str(&sb)));
    assert_int_equal(stat(to, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0750);
    assert_fails(file_copy(from, to, &errs), &errs, ERR_FILE);
    assert_fails(file_copy(file_join(&arena, folder, "none"), to, &errs), &errs, ERR_FILE);
    sb_free(&sb);
    errs_free(&errs);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(a_copy_has_bytes_and_mode_and_writes_over_nothing),
        cmocka_unit_test(a_failed_write_leaves_the_old_file),
        cmocka_unit_test(a_write_that_is_cut_off_leaves_the_old_file),
        cmocka_unit_test(a_present_file_keeps_its_mode_and_a_link_its_target),
        cmocka_unit_test(a_read_only_file_and_a_device_are_not_replaced),
        cmocka_unit_test(a_folder_is_no_file),
        cmocka_unit_test(a_listing_is_sorted_and_leaves_links_and_dot_files_out),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
