/* Which folders of a template hold scripts, with the slots in which they run. */
#include "package/script_folders.h"

/* Bits of dialects, as the table has them. */
enum {
    IN_OWN = 1 << GENERATION_NONE,
    IN_G1 = 1 << GENERATION_G1,
    IN_G2 = 1 << GENERATION_GE | 1 << GENERATION_G2, /* which know the same */
    IN_NEW = IN_OWN | IN_G2,
    IN_ANY = IN_NEW | IN_G1
};

/* SchemaSmith's default folders, in the order in which they run within a slot, and those of ours
 * for what it has none; on SQLite, which it doesn't know, those that make sense there. Source: its
 * documentation of quench slots; of G1 its code. */
static const struct DefaultFolder {
    const char *name;
    Slot slot;
    unsigned engines, dialects;
    const char *older; /* stands for it where the package has that one; NULL: none */
} default_folders[] = {
    {"Before Scripts", SLOT_BEFORE, E_ALL, IN_NEW, "MigrationScripts/Before"},
    {"MigrationScripts/Before", SLOT_BEFORE, E_ALL, IN_G1, NULL},
    {"Schemas", SLOT_OBJECTS, E_PG | E_MSSQL, IN_ANY, NULL},
    {"DataTypes", SLOT_OBJECTS, E_MSSQL, IN_ANY, NULL},
    {"FullTextCatalogs", SLOT_OBJECTS, E_MSSQL, IN_ANY, NULL},
    {"FullTextStopLists", SLOT_OBJECTS, E_MSSQL, IN_ANY, NULL},
    {"XMLSchemaCollections", SLOT_OBJECTS, E_MSSQL, IN_ANY, NULL},
    {"Domain Types", SLOT_OBJECTS, E_PG, IN_ANY, NULL},
    {"Enum Types", SLOT_OBJECTS, E_PG, IN_ANY, NULL},
    {"Composite Types", SLOT_OBJECTS, E_PG, IN_ANY, NULL},
    {"Collations", SLOT_OBJECTS, E_PG, IN_ANY, NULL},
    {"Events", SLOT_OBJECTS, E_MY, IN_G2, NULL},
    {"Functions", SLOT_OBJECTS, E_PG | E_MY | E_MSSQL, IN_ANY, NULL},
    {"Views", SLOT_OBJECTS, E_MSSQL, IN_ANY, NULL},
    {"Trigger Functions", SLOT_OBJECTS, E_PG, IN_ANY, NULL},
    {"Window Functions", SLOT_OBJECTS, E_PG, IN_ANY, NULL},
    {"Aggregates", SLOT_OBJECTS, E_PG, IN_ANY, NULL},
    {"Operators", SLOT_OBJECTS, E_PG, IN_ANY, NULL},
    {"Operator Classes", SLOT_OBJECTS, E_PG, IN_ANY, NULL},
    {"Casts", SLOT_OBJECTS, E_PG, IN_ANY, NULL},
    {"Conversions", SLOT_OBJECTS, E_PG, IN_ANY, NULL},
    {"Text Search", SLOT_OBJECTS, E_PG, IN_ANY, NULL},
    {"Languages", SLOT_OBJECTS, E_PG, IN_ANY, NULL},
    {"Access Methods", SLOT_OBJECTS, E_PG, IN_ANY, NULL},
    {"Procedures", SLOT_OBJECTS, E_PG | E_MY | E_MSSQL, IN_ANY, NULL},
    {"Sequences", SLOT_OBJECTS, E_PG, IN_ANY, NULL},
    {"Sequences", SLOT_OBJECTS, E_MSSQL | E_MARIADB, IN_G2, NULL},
    {"Synonyms", SLOT_OBJECTS, E_MSSQL, IN_G2, NULL},
    {"Publications", SLOT_OBJECTS, E_PG, IN_ANY, NULL},
    {"Rules", SLOT_AFTER_TABLES_OBJECTS, E_PG, IN_ANY, NULL},
    {"Triggers", SLOT_AFTER_TABLES_OBJECTS, E_ALL, IN_ANY, NULL},
    {"DDLTriggers", SLOT_AFTER_TABLES_OBJECTS, E_MSSQL, IN_ANY, NULL},
    {"Views", SLOT_AFTER_TABLES_OBJECTS, E_PG | E_MY | E_LITE, IN_ANY, NULL},
    {"SchemaBound Views", SLOT_AFTER_TABLES_OBJECTS, E_MSSQL, IN_G2, NULL},
    {"SchemaBound Functions", SLOT_AFTER_TABLES_OBJECTS, E_MSSQL, IN_G2, NULL},
    {"Events", SLOT_AFTER_TABLES_OBJECTS, E_MY, IN_OWN, NULL},
    {"Materialized Views", SLOT_AFTER_TABLES_OBJECTS, E_PG, IN_ANY, NULL},
    {"Event Triggers", SLOT_AFTER_TABLES_OBJECTS, E_PG, IN_ANY, NULL},
    {"Table Data", SLOT_TABLE_DATA, E_ALL, IN_NEW, "TableData"},
    {"TableData", SLOT_TABLE_DATA, E_ALL, IN_G1, NULL},
    {"After Scripts", SLOT_AFTER, E_ALL, IN_NEW, "MigrationScripts/After"},
    {"MigrationScripts/After", SLOT_AFTER, E_ALL, IN_G1, NULL},
};

/* In the order of the names that records.c has for QuenchSlot. */
static const Slot declared_slots[] = {
    SLOT_BEFORE,
    SLOT_OBJECTS,
    SLOT_BETWEEN_TABLES_AND_KEYS,
    SLOT_AFTER_TABLES_SCRIPTS,
    SLOT_AFTER_TABLES_OBJECTS,
    SLOT_TABLE_DATA,
    SLOT_AFTER,
};

const char *script_slot_name(Slot slot)
{
    const Field *field = record_type_find(&script_folder_type, STR("QuenchSlot"));
    size_t i = 0;

    while (declared_slots[i] != slot)
        i++;
    return field->choices[i];
}

/* `Before\x/` -> `Before/x`: both slashes part folders. */
static Str plain_path(Arena *arena, Str path)
{
    Sb sb = sb_new(SB_LINE_MAX);

    for (size_t i = 0; i < path.len; i++)
        sb_putc(&sb, path.ptr[i] == '\\' ? '/' : path.ptr[i]);
    while (sb.len > 0 && sb.ptr[sb.len - 1] == '/')
        sb_cut(&sb, sb.len - 1);
    return sb_finish(&sb, arena);
}

static const Field *folders_field(void)
{
    return record_type_find_id(&template_type, FIELD_PRODUCT_SCRIPT_FOLDERS);
}

/* Its scripts run where the condition is true, and not where it is NULL: so it is in SchemaSmith.
 */
static const Condition *gate_of(Package *package, const ScriptFolder *row, Str path)
{
    Arena *arena = &package->arena;
    Condition *gate;
    Loc loc;

    if (str_trim(row->should_apply).len == 0)
        return NULL;
    loc = record_key_loc(arena, &row->rec, "ShouldApplyExpression");
    gate = record_new(arena, &condition_type);
    gate->of = arena_printf(arena, "script folder %.*s", STR_ARG(path));
    gate->key = STR("ShouldApplyExpression");
    gate->query = row->should_apply;
    gate->file = str_from(loc.file);
    gate->line = (OptInt){true, loc.line};
    return gate;
}

/* The package's older folder stands for the new one on the engine whose packages are that old. */
static Str default_path(Package *package, const TemplateFolder *folder,
                        const struct DefaultFolder *row, unsigned engine)
{
    Arena *arena = &package->arena;
    Str path = arena_printf(arena, "%s/%s/", folder->path, row->name), older;

    if (row->older == NULL || engine != E_MSSQL || package->is_ours)
        return path;
    older = arena_printf(arena, "%s/%s/", folder->path, row->older);
    for (size_t i = 0; i < package->tree->files.len; i++)
        if (str_starts(package->tree->files.items[i], older))
            return older;
    return path;
}

void pkg_script_folders(Package *package, const TemplateFolder *folder, unsigned engine,
                        SlotFolders *folders)
{
    const void *declared = record_at(&folder->template->rec, folders_field());
    Arena *arena = &package->arena;

    for (size_t i = 0; i < list_len(declared); i++) {
        const ScriptFolder *row = (const ScriptFolder *)list_get(declared, i);
        Str path = plain_path(arena, row->path);
        SlotFolder one = {arena_printf(arena, "%s/%.*s/", folder->path, STR_ARG(path)),
                          declared_slots[row->slot], gate_of(package, row, path)};
        vec_push(arena, folders, one);
    }
    if (list_len(declared) > 0)
        return;
    for (size_t i = 0; i < sizeof default_folders / sizeof *default_folders; i++) {
        const struct DefaultFolder *row = &default_folders[i];
        if ((row->engines & engine) != 0 &&
            (row->dialects & (1U << package->detected.generation)) != 0)
            vec_push(arena, folders,
                     ((SlotFolder){default_path(package, folder, row, engine), row->slot, NULL}));
    }
}

static bool is_inside(Str path)
{
    Str rest = path, part;

    if (path.len == 0 || path.ptr[0] == '/')
        return false;
    while (str_cut(&rest, '/', &part))
        if (part.len == 0 || str_is(part, ".") || str_is(part, ".."))
            return false;
    return true;
}

static void check_folder(Package *package, const ScriptFolder *row, Map *seen, Errs *errs)
{
    Arena *arena = &package->arena;
    Loc loc = record_key_loc(arena, &row->rec, "FolderPath");
    Str path = plain_path(arena, row->path);

    if (!is_inside(path))
        (void)err_at(errs, ERR_FIELD, loc, "such as \"After Scripts\"",
                     "\"%.*s\" is no folder inside the template", STR_ARG(row->path));
    else if (map_put(arena, seen, arena_lower(arena, path), seen) != NULL)
        (void)err_at(errs, ERR_DUPLICATE, loc, "keep the one that is meant",
                     "the script folder \"%.*s\" is declared twice", STR_ARG(row->path));
}

void pkg_check_script_folders(Package *package, const TemplateFolder *folder, Notes *notes,
                              Errs *errs)
{
    const void *declared = record_at(&folder->template->rec, folders_field());
    Map seen = {0};

    for (size_t i = 0; i < list_len(declared); i++) {
        const ScriptFolder *row = (const ScriptFolder *)list_get(declared, i);
        check_folder(package, row, &seen, errs);
        if (row->server.len > 0 && !str_eq_ascii_nocase(row->server, STR("Primary")))
            notes_add(notes,
                      (Note){.message = "ServerToQuench is not followed: scripts run on the "
                                        "database that is deployed to",
                             .loc = record_key_loc(&package->arena, &row->rec, "ServerToQuench")});
    }
}

bool pkg_is_sql(Str path)
{
    return path.len > 4 && str_eq_ascii_nocase(str_sub(path, path.len - 4, 4), STR(".sql"));
}

const SlotFolder *pkg_find_script_folder(const SlotFolders *folders, Str path)
{
    const SlotFolder *found = NULL;

    for (size_t i = 0; i < folders->len && pkg_is_sql(path); i++) {
        const SlotFolder *folder = &folders->items[i];
        if (path.len > folder->path.len &&
            str_eq_ascii_nocase(str_sub(path, 0, folder->path.len), folder->path) &&
            (found == NULL || folder->path.len > found->path.len))
            found = folder;
    }
    return found;
}
