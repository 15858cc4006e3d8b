/* Which generation of SchemaSmith's format a package is written in. */
#include "package/schemasmith/detect.h"

#include "codec/json.h"
#include "codec/platform.h"

/* Tables are much alike in a package: what the first ones of each template lack, the others do. */
enum { TABLES_LOOKED_AT = 12 };

typedef enum Where { IN_PRODUCT = 1, IN_TEMPLATE = 2, IN_TABLE = 4 } Where;

/* Keys by which a generation gives itself away; "" is as good as absent. Source: the key lists of
 * the three; the older ones are told from the newest by what that has dropped. */
static const struct Evidence {
    const char *key;
    unsigned where; /* Where bits */
    Generation generation;
} evidence[] = {
    {"$schema", IN_PRODUCT | IN_TEMPLATE | IN_TABLE, GENERATION_G2},
    {"MinimumVersion", IN_PRODUCT, GENERATION_G2},
    {"DropTablesRemovedFromProduct", IN_PRODUCT | IN_TEMPLATE, GENERATION_G2},
    {"CheckConstraintStyle", IN_PRODUCT, GENERATION_G2},
    {"RequireAtLeastOneTarget", IN_TEMPLATE, GENERATION_G2},
    {"IdentificationDatabase", IN_TEMPLATE, GENERATION_G2},
    {"ContinueOnDatabaseFailure", IN_TEMPLATE, GENERATION_G2},
    {"SkipIfReadOnly", IN_TEMPLATE, GENERATION_G2},
    {"DataDelivery", IN_TABLE, GENERATION_G2},
    {"VariantName", IN_TABLE, GENERATION_G2},
    {"PreventDrop", IN_TABLE, GENERATION_G2},
    {"RebuildPolicy", IN_PRODUCT | IN_TEMPLATE | IN_TABLE, GENERATION_G2},
    {"ServerToQuench", IN_TEMPLATE, GENERATION_GE},
    {"Required", IN_TEMPLATE, GENERATION_GE},
    {"ContentFile", IN_TABLE, GENERATION_GE},
    {"MergeType", IN_TABLE, GENERATION_GE},
    {"MergeDisableTriggers", IN_TABLE, GENERATION_GE},
};

/* One looking. */
typedef struct Looking {
    const Tree *tree;
    Arena *arena;
    const char *found[GENERATION_COUNT]; /* the first thing that speaks for each */
    unsigned engines;
    bool has_folders;
} Looking;

static const Doc *get_any_case(const Doc *object, const char *key)
{
    for (const Doc *value = object->first; value != NULL; value = value->next)
        if (str_eq_ascii_nocase(value->key, str_from(key)))
            return value;
    return NULL;
}

static void weigh(Looking *looking, const Doc *doc, Where where, const char *path)
{
    for (size_t i = 0; i < sizeof evidence / sizeof *evidence; i++) {
        const struct Evidence *row = &evidence[i];
        const Doc *value = (row->where & where) == 0 ? NULL : get_any_case(doc, row->key);
        if (value == NULL || (value->kind == DOC_STRING && value->text.len == 0) ||
            looking->found[row->generation] != NULL)
            continue;
        looking->found[row->generation] =
            arena_printf(looking->arena, "\"%s\" in %s", row->key, path).ptr;
    }
    if (where != IN_TABLE)
        looking->has_folders = looking->has_folders || get_any_case(doc, "ScriptFolders") != NULL;
}

/* G1 knows one platform, and takes it for granted. */
static void look_at_platform(Looking *looking, const Doc *product)
{
    const Doc *platform = get_any_case(product, "Platform");

    if (platform == NULL || (platform->kind == DOC_STRING && str_trim(platform->text).len == 0))
        looking->engines = E_MSSQL;
    else if (platform->kind == DOC_STRING)
        looking->engines = codec_platform_bits(platform->text);
    /* G1 has another name for the one that it knows. */
    if (looking->engines == E_MSSQL && platform != NULL &&
        str_eq_ascii_nocase(platform->text, str_from(codec_platform_list(looking->arena, E_MSSQL))))
        looking->found[GENERATION_G2] =
            arena_printf(looking->arena, "its platform is \"%.*s\"", STR_ARG(platform->text)).ptr;
}

static void look_at(Looking *looking, const char *path, Where where)
{
    Arena scratch = {0};
    Errs errs = {0};
    DocFile file = {.path = path};
    Tree *tree = (Tree *)(uintptr_t)looking->tree;
    const Doc *doc = NULL;

    if (tree->read(tree, &scratch, tree_place(tree, &scratch, path), &file.bytes, &errs))
        doc = json_read(&scratch, &file, true, &errs);
    if (doc != NULL && doc->kind == DOC_OBJECT) {
        weigh(looking, doc, where, path);
        if (where == IN_PRODUCT)
            look_at_platform(looking, doc);
    }
    errs_free(&errs);
    arena_free(&scratch);
}

/* `Templates/Main/Tables/x.json`: what a file is by its path. */
static bool is_in(Str path, Where where)
{
    Str rest = path, part;

    if (where == IN_PRODUCT)
        return str_is(path, "Product.json");
    (void)str_cut(&rest, '/', &part);
    if (!str_is(part, "Templates") || !str_cut(&rest, '/', &part) || rest.ptr == NULL)
        return false;
    if (where == IN_TEMPLATE)
        return str_is(rest, "Template.json");
    (void)str_cut(&rest, '/', &part);
    return rest.ptr != NULL && str_eq_ascii_nocase(part, STR("Tables")) &&
           str_ends(rest, STR(".json"));
}

static bool is_decided(const Looking *looking)
{
    return looking->found[GENERATION_G2] != NULL || looking->found[GENERATION_GE] != NULL;
}

static Detected decide(const Looking *looking)
{
    const char *g2 = looking->found[GENERATION_G2], *ge = looking->found[GENERATION_GE];
    Detected found = {GENERATION_G2, looking->engines,
                      g2 != NULL ? g2 : "no key tells an older one"};

    if (g2 == NULL && looking->engines == E_MSSQL && !looking->has_folders) {
        found.generation = GENERATION_G1;
        found.why = "it is for SQL Server and names no script folders";
    } else if (g2 == NULL && looking->engines == E_MSSQL) {
        found.why = "it names script folders";
    } else if (g2 == NULL && ge != NULL) {
        found.generation = GENERATION_GE;
        found.why = ge;
    }
    return found;
}

Detected detect_generation(const Tree *tree, Arena *arena)
{
    Looking looking = {.tree = tree, .arena = arena};
    size_t tables = 0;

    for (Where where = IN_PRODUCT; where <= IN_TABLE && !is_decided(&looking);
         where = (Where)(where * 2))
        for (size_t i = 0; i < tree->files.len && tables < TABLES_LOOKED_AT; i++)
            if (is_in(tree->files.items[i], where)) {
                look_at(&looking, arena_cstr(arena, tree->files.items[i]), where);
                tables += where == IN_TABLE;
            }
    return decide(&looking);
}
