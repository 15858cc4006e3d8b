/* What trees of all kinds share. */
#include "package/source/tree.h"

const char *tree_place(const Tree *tree, Arena *arena, const char *relative)
{
    if (*tree->prefix == '\0')
        return relative;
    return arena_printf(arena, "%s%s", tree->prefix, relative).ptr;
}

const char *tree_relative(const Tree *tree, const char *place)
{
    return place + strlen(tree->prefix);
}

bool tree_find_product(Tree *tree, const char *place, Errs *errs)
{
    static const char *const product_files[] = {"Product.json", "Product.xml"};

    for (size_t k = 0; k < sizeof product_files / sizeof *product_files; k++)
        for (size_t i = 0; i < tree->files.len && tree->product_file == NULL; i++)
            if (str_is(tree->files.items[i], product_files[k]))
                tree->product_file = product_files[k];
    return tree->product_file != NULL ||
           err_at(errs, ERR_FILE, (Loc){.file = place},
                  "-p names the folder of a package; anneal init makes one",
                  "there is no Product.json or Product.xml here, so this is no package");
}
