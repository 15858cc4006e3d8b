/* The files of a package, to be read: those of a folder, or of a revision in a git repository. */
#ifndef ANNEAL_PACKAGE_SOURCE_TREE_H
#define ANNEAL_PACKAGE_SOURCE_TREE_H

#include "base/err.h"

typedef struct Tree Tree;
struct Tree {
    /* The bytes of a file, which lives in `arena`. `place`: what tree_place says. ERR_FILE. */
    bool (*read)(Tree *tree, Arena *arena, const char *place, Str *content, Errs *errs);
    void (*close)(Tree *tree);
    const char *prefix;       /* of places, as people know them: "shop/", "main:shop/", "" */
    const char *product_file; /* relative: "Product.json" or "Product.xml" */
    StrVec files;             /* every file, relative, sorted by bytes */
};

/* The package of a folder. The tree lives in `arena`, and is to be closed before it. ERR_FILE where
 * it is no package. */
Tree *tree_open_folder(Arena *arena, const char *folder, Errs *errs);
/* The package that stands, or stood, in `folder` in a revision of the git repository that the
 * folder is in: a commit, tag or tree in any spelling of git's. Reads the object store only.
 * ERR_FILE; ERR_UNSUPPORTED where this build was made without git. */
Tree *tree_open_revision(Arena *arena, const char *folder, const char *revision, Errs *errs);

/* Where a file of the tree is for people, in `arena`. */
const char *tree_place(const Tree *tree, Arena *arena, const char *relative);
/* The way back: what stands behind the prefix. */
const char *tree_relative(const Tree *tree, const char *place);
/* That there is a Product file among the files, and which. */
bool tree_find_product(Tree *tree, const char *place, Errs *errs);

#endif
