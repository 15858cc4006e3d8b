/* Who deploys, and at which revision: files of a repository as git lays them out. */
#include <sys/stat.h>
#include <unistd.h>

#include "test.h"

#include "base/file.h"
#include "job/provenance.h"

#define COMMIT "0123456789abcdef0123456789abcdef01234567"

/* A folder of its own for each case, with `.git` as the case says. */
static const char *folder(Arena *arena)
{
    char *path = arena_alloc(arena, 64);

    memcpy(path, "/tmp/anneal-provenance-XXXXXX", sizeof "/tmp/anneal-provenance-XXXXXX");
    assert_non_null(mkdtemp(path));
    return path;
}

static void put(Arena *arena, const char *at, const char *name, const char *text)
{
    const char *path = file_join(arena, at, name);
    const char *slash = strrchr(path, '/');
    Errs errs = {0};

    assert_true(file_make_folder(
        arena_cstr(arena, str_sub(str_from(path), 0, (size_t)(slash - path))), &errs));
    assert_true(file_write(path, str_from(text), &errs));
}

static void the_branch_is_followed_from_a_folder_below(void **state)
{
    Arena arena = {0};
    Errs errs = {0};
    const char *at = folder(&arena), *below = file_join(&arena, at, "db/shop");

    (void)state;
    put(&arena, at, ".git/HEAD", "ref: refs/heads/feature/x\n");
    put(&arena, at, ".git/refs/heads/feature/x", COMMIT "\n");
    assert_true(file_make_folder(below, &errs));
    assert_str(job_git_revision(below, &arena), COMMIT);
    arena_free(&arena);
}

static void a_packed_branch_is_found(void **state)
{
    Arena arena = {0};
    const char *at = folder(&arena);

    (void)state;
    put(&arena, at, ".git/HEAD", "ref: refs/heads/main\n");
    put(&arena, at, ".git/packed-refs",
        "# pack-refs with: peeled fully-peeled sorted\n"
        "fedcba9876543210fedcba9876543210fedcba98 refs/heads/main2\n" COMMIT " refs/heads/main\n");
    assert_str(job_git_revision(at, &arena), COMMIT);
    arena_free(&arena);
}

static void a_detached_head_is_the_commit_itself(void **state)
{
    Arena arena = {0};
    const char *at = folder(&arena);

    (void)state;
    put(&arena, at, ".git/HEAD", COMMIT "\n");
    assert_str(job_git_revision(at, &arena), COMMIT);
    arena_free(&arena);
}

static void a_worktree_shares_the_branches_of_its_repository(void **state)
{
    Arena arena = {0};
    const char *at = folder(&arena);

    (void)state;
    put(&arena, at, "repo/.git/refs/heads/x", COMMIT "\n");
    put(&arena, at, "repo/.git/worktrees/w/HEAD", "ref: refs/heads/x\n");
    put(&arena, at, "repo/.git/worktrees/w/commondir", "../..\n");
    put(&arena, at, "w/.git", "gitdir: ../repo/.git/worktrees/w\n");
    assert_str(job_git_revision(file_join(&arena, at, "w"), &arena), COMMIT);
    arena_free(&arena);
}

static void what_is_no_commit_is_not_taken_for_one(void **state)
{
    static const char *const heads[] = {"", "ref: refs/heads/none\n", "ref: ../../x\n", "main\n",
                                        "0123456789ABCDEF0123456789ABCDEF01234567\n"};

    (void)state;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        Arena arena = {0};
        const char *at = folder(&arena);
        put(&arena, at, "x", "secret\n");
        put(&arena, at, ".git/HEAD", heads[i]);
        assert_null(job_git_revision(at, &arena).ptr);
        arena_free(&arena);
    }
}

static void somebody_deploys_from_somewhere(void **state)
{
    Arena arena = {0};
    Provenance found = job_provenance(".", NULL, &arena);

    (void)state;
    assert_true(found.who.len > 0);
    assert_true(found.host.len > 0);
    assert_true(found.origin.len > 0);
    arena_free(&arena);
}

/* Outside of any repository a pipeline's word is taken. */
static void a_pipeline_says_who_and_what(void **state)
{
    Arena arena = {0};
    const char *at = folder(&arena);
    Provenance found;

    (void)state;
    (void)setenv("GITHUB_ACTOR", "ann", 1);
    (void)setenv("CI_JOB_URL", "https://ci/1", 1);
    (void)setenv("GITHUB_SHA", "r1", 1);
    found = job_provenance(at, NULL, &arena);
    assert_str(found.who, "ann");
    assert_str(found.origin, "https://ci/1");
    assert_str(found.revision, "r1");
    put(&arena, at, ".git/HEAD", COMMIT "\n");
    found = job_provenance(at, NULL, &arena);
    assert_str(found.revision, COMMIT);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_branch_is_followed_from_a_folder_below),
        cmocka_unit_test(a_packed_branch_is_found),
        cmocka_unit_test(a_detached_head_is_the_commit_itself),
        cmocka_unit_test(a_worktree_shares_the_branches_of_its_repository),
        cmocka_unit_test(what_is_no_commit_is_not_taken_for_one),
        cmocka_unit_test(somebody_deploys_from_somewhere),
        cmocka_unit_test(a_pipeline_says_who_and_what),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
