/* Scaffolds a small package that can be deployed at once. */
#include "base/file.h"
#include "codec/json.h"
#include "package/state.h"

typedef struct InitFile {
    const char *path;
    const char *text;
} InitFile;

/* Portable between the two platforms, so that the first deploy needs no server. Product.json, which
 * makes the folder a package, is written after these. */
static const InitFile files[] = {
    {"anneal.json", "{\n"
                    "  \"Environments\": [\n"
                    "    { \"Name\": \"dev\", \"Kind\": \"dev\", \"Url\": \"sqlite:dev.db\" }\n"
                    "  ]\n"
                    "}\n"},
    {"Templates/Main/Template.json", "{\n"
                                     "  \"Name\": \"Main\"\n"
                                     "}\n"},
    {"Templates/Main/Tables/notes.json",
     "{\n"
     "  \"Name\": \"notes\",\n"
     "  \"Columns\": [\n"
     "    { \"Name\": \"id\", \"DataType\": \"bigint\", \"Generated\": \"GENERATED ALWAYS AS "
     "IDENTITY\" },\n"
     "    { \"Name\": \"title\", \"DataType\": \"varchar(200)\" },\n"
     "    { \"Name\": \"body\", \"DataType\": \"text\", \"Nullable\": true },\n"
     "    { \"Name\": \"created_at\", \"DataType\": \"timestamp\", \"Default\": "
     "\"CURRENT_TIMESTAMP\" }\n"
     "  ],\n"
     "  \"Indexes\": [\n"
     "    { \"Name\": \"notes_pkey\", \"PrimaryKey\": true, \"IndexColumns\": \"id\" },\n"
     "    { \"Name\": \"notes_created_idx\", \"IndexColumns\": \"created_at DESC\" }\n"
     "  ]\n"
     "}\n"},
};

/* `shop` of `/home/me/shop/`; a name of its own where the folder is `.` or `..`. */
static Str product_name(const char *folder)
{
    Str name = str_from(folder);
    size_t start;

    while (name.len > 0 && name.ptr[name.len - 1] == '/')
        name.len--;
    start = name.len;
    while (start > 0 && name.ptr[start - 1] != '/')
        start--;
    name = str_sub(name, start, SIZE_MAX);
    return name.len == 0 || str_is(name, ".") || str_is(name, "..") || !str_is_utf8(name)
               ? STR("notes")
               : name;
}

static Str product_text(Arena *arena, const char *folder)
{
    Doc *product = doc_new(arena, DOC_OBJECT), *order = doc_new(arena, DOC_ARRAY);
    Sb sb = sb_new(SB_LINE_MAX);

    (void)doc_add(product, STR("Name"), doc_string(arena, product_name(folder)));
    (void)doc_add(product, STR("Platform"), doc_string(arena, STR("SQLite, PostgreSQL")));
    (void)doc_add(product, STR("TemplateOrder"), order);
    (void)doc_add(order, STR_ABSENT, doc_string(arena, STR("Main")));
    json_write(&sb, product);
    return sb_finish(&sb, arena);
}

bool pkg_make_empty(const char *folder, Errs *errs)
{
    Arena scratch = {0};
    StrVec present = {0};
    bool ok = file_make_folder(folder, errs) && file_list(&scratch, folder, &present, errs);

    if (present.len > 0)
        ok = err_at(errs, ERR_FILE, (Loc){.file = folder}, "give a new or an empty folder",
                    "the folder is not empty");
    arena_free(&scratch);
    return ok;
}

bool package_init(const char *folder, Errs *errs)
{
    Arena arena = {0};
    bool ok = false;

    if (!pkg_make_empty(folder, errs))
        goto done;
    if (!file_make_folder(file_join(&arena, folder, "Templates/Main/Tables"), errs))
        goto done;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (!file_write(file_join(&arena, folder, files[i].path), str_from(files[i].text), errs))
            goto done;
    ok = file_write(file_join(&arena, folder, "Product.json"), product_text(&arena, folder), errs);
done:
    arena_free(&arena);
    return ok;
}
