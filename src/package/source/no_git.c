/* A build without git: packages are folders. */
#include "package/source/tree.h"

Tree *tree_open_revision(Arena *arena, const char *folder, const char *revision, Errs *errs)
{
    (void)arena;
    (void)folder;
    (void)err_at(errs, ERR_UNSUPPORTED, (Loc){.file = revision},
                 "check the revision out: git worktree add FOLDER REVISION",
                 "there is no such folder, and this program was built without libgit2, which "
                 "reads revisions");
    return NULL;
}
