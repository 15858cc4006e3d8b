/* The kinds of files that a package holds. */
#include "base/sb.h"
#include "package/state.h"

static const FileKind heads[] = {
    {&product_type, "product", "Product", false},
    {&config_type, "anneal", "anneal", false},
    {&template_type, "template", "Templates/*/Template", false},
};

FileKinds package_file_kinds(Arena *arena)
{
    FileKinds kinds = {0};

    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        vec_push(arena, &kinds, heads[i]);
    for (size_t i = 0; i < OBJECT_FOLDER_COUNT; i++) {
        const ObjectFolder *folder = &object_folders[i];
        FileKind kind = {folder->type,
                         str_is(STR(FOREIGN_TABLE_FOLDER), folder->name)
                             ? "foreign-table"
                             : filter_kind(arena, folder->type->word).ptr,
                         arena_printf(arena, "Templates/*/%s/**/*", folder->name).ptr, true};
        vec_push(arena, &kinds, kind);
    }
    return kinds;
}
