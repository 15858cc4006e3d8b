/* Who deploys, on which machine, from where: what the journal says of a deployment. */
#include "job/provenance.h"

#include <limits.h>
#include <pwd.h>
#include <unistd.h>

#include "base/file.h"

/* What pipelines say of themselves, the first that is set. Sources: the documentation of GitHub
 * Actions, GitLab CI, Azure Pipelines, Jenkins and Bitbucket Pipelines on predefined variables. */
static const char *const who_variables[] = {"GITHUB_ACTOR", "GITLAB_USER_LOGIN",
                                            "BUILD_REQUESTEDFOR", NULL};
static const char *const origin_variables[] = {"CI_JOB_URL", "BUILD_URL", NULL};
static const char *const revision_variables[] = {
    "GITHUB_SHA", "CI_COMMIT_SHA", "BUILD_SOURCEVERSION", "GIT_COMMIT", "BITBUCKET_COMMIT", NULL};

static Str first_of(Arena *arena, const char *const *names)
{
    for (; *names != NULL; names++) {
        const char *value = getenv(*names);
        if (value != NULL && *value != '\0')
            return arena_str(arena, str_from(value));
    }
    return STR_ABSENT;
}

static Str user_name(Arena *arena)
{
    const struct passwd *entry = getpwuid(geteuid());

    return entry == NULL ? arena_printf(arena, "uid %ld", (long)geteuid())
                         : arena_str(arena, str_from(entry->pw_name));
}

static Str host_name(Arena *arena)
{
    char name[256] = "";

    if (gethostname(name, sizeof name - 1) != 0 || *name == '\0')
        return STR_ABSENT;
    return arena_str(arena, str_from(name));
}

static Str absolute(const char *path, Arena *arena)
{
    char whole[PATH_MAX];

    return arena_str(arena, str_from(realpath(path, whole) == NULL ? path : whole));
}

/* GitHub names the parts of a job's address only. */
static Str github_job(Arena *arena)
{
    const char *server = getenv("GITHUB_SERVER_URL"), *repository = getenv("GITHUB_REPOSITORY");
    const char *run = getenv("GITHUB_RUN_ID");

    if (server == NULL || repository == NULL || run == NULL)
        return STR_ABSENT;
    return arena_printf(arena, "%s/%s/actions/runs/%s", server, repository, run);
}

/* ---- git ---------------------------------------------------------------------------------------
 */

/* The first line of a file; absent: there is none. */
static Str first_line(const char *folder, const char *name, Arena *arena)
{
    const char *path = file_join(arena, folder, name);
    Errs ignored = {0};
    Str bytes = STR_ABSENT, line;

    if (!file_exists(path) || file_is_folder(path) || !file_read(arena, path, &bytes, &ignored) ||
        !str_cut(&bytes, '\n', &line))
        line = STR_ABSENT;
    errs_free(&ignored);
    return str_trim(line);
}

/* `base` itself where `path` is absolute. */
static const char *resolve(const char *base, Str path, Arena *arena)
{
    const char *text = arena_cstr(arena, path);

    return *text == '/' ? text : file_join(arena, base, text);
}

/* .git is a folder, or, in a worktree or submodule, a file that names it. */
static const char *git_folder(const char *start, Arena *arena)
{
    for (Str at = absolute(start, arena); at.len > 0;) {
        const char *folder = arena_cstr(arena, at), *git = file_join(arena, folder, ".git");
        size_t cut = at.len;
        Str line;
        if (file_is_folder(git))
            return git;
        line = first_line(folder, ".git", arena);
        if (str_starts(line, STR("gitdir: ")))
            return resolve(folder, str_sub(line, strlen("gitdir: "), SIZE_MAX), arena);
        while (cut > 0 && at.ptr[cut - 1] != '/')
            cut--;
        at = str_sub(at, 0, cut > 0 ? cut - 1 : 0);
    }
    return NULL;
}

static bool is_commit(Str text)
{
    if (text.len != 40 && text.len != 64)
        return false;
    for (size_t i = 0; i < text.len; i++)
        if (strchr("0123456789abcdef", text.ptr[i]) == NULL)
            return false;
    return true;
}

/* `COMMIT refs/heads/main` lines of refs that have no file of their own. */
static Str packed(const char *folder, Str ref, Arena *arena)
{
    const char *path = file_join(arena, folder, "packed-refs");
    Errs ignored = {0};
    Str bytes = STR_ABSENT, line, found = STR_ABSENT;

    if (file_exists(path) && file_read(arena, path, &bytes, &ignored))
        while (found.len == 0 && str_cut(&bytes, '\n', &line)) {
            size_t blank = str_find(line, ' ', 0);
            if (blank != SIZE_MAX && str_eq(str_sub(line, blank + 1, SIZE_MAX), ref))
                found = str_sub(line, 0, blank);
        }
    errs_free(&ignored);
    return found;
}

static Str commit_of(const char *git, Str ref, Arena *arena)
{
    Str common = first_line(git, "commondir", arena);
    const char *shared = common.len > 0 ? resolve(git, common, arena) : git;
    Str commit = first_line(git, arena_cstr(arena, ref), arena);

    if (commit.len == 0)
        commit = first_line(shared, arena_cstr(arena, ref), arena);
    return commit.len > 0 ? commit : packed(shared, ref, arena);
}

Str job_git_revision(const char *folder, Arena *arena)
{
    static const Str is_ref = {"ref: ", 5};
    const char *git = git_folder(folder, arena);
    Str head;

    if (git == NULL)
        return STR_ABSENT;
    head = first_line(git, "HEAD", arena);
    if (str_starts(head, is_ref))
        head = commit_of(git, str_sub(head, is_ref.len, SIZE_MAX), arena);
    return is_commit(head) ? arena_str(arena, head) : STR_ABSENT;
}

Provenance job_provenance(const char *folder, const char *plan_path, Arena *arena)
{
    Provenance found = {.who = first_of(arena, who_variables),
                        .host = host_name(arena),
                        .origin = first_of(arena, origin_variables)};

    if (found.who.len == 0)
        found.who = user_name(arena);
    if (found.origin.len == 0)
        found.origin = github_job(arena);
    if (found.origin.len == 0 && (plan_path != NULL || folder != NULL))
        found.origin = absolute(plan_path != NULL ? plan_path : folder, arena);
    if (folder != NULL)
        found.revision = job_git_revision(folder, arena);
    if (found.revision.len == 0)
        found.revision = first_of(arena, revision_variables);
    return found;
}
