/* A package in a folder. */
#include "base/file.h"
#include "package/source/tree.h"

static bool read_file(Tree *tree, Arena *arena, const char *place, Str *content, Errs *errs)
{
    (void)tree;
    return file_read(arena, place, content, errs);
}

static void close_folder(Tree *tree)
{
    (void)tree;
}

/* A Product file may be a link, which the list of files passes over. */
static void find_linked_product(Tree *tree, Arena *arena, const char *folder)
{
    if (file_exists(file_join(arena, folder, "Product.json")))
        tree->product_file = "Product.json";
    else if (file_exists(file_join(arena, folder, "Product.xml")))
        tree->product_file = "Product.xml";
}

Tree *tree_open_folder(Arena *arena, const char *folder, Errs *errs)
{
    Tree *tree = ARENA_NEW(arena, Tree);

    if (!file_is_folder(folder)) {
        (void)err_at(errs, ERR_FILE, (Loc){.file = folder}, "-p names the folder of a package",
                     "there is no such folder");
        return NULL;
    }
    *tree = (Tree){.read = read_file, .close = close_folder, .prefix = ""};
    if (strcmp(folder, ".") != 0)
        tree->prefix =
            arena_printf(arena, folder[strlen(folder) - 1] == '/' ? "%s" : "%s/", folder).ptr;
    find_linked_product(tree, arena, folder);
    return tree_find_product(tree, folder, errs) && file_list(arena, folder, &tree->files, errs)
               ? tree
               : NULL;
}
