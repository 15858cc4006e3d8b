/* The table data of a package: what is delivered to which table. */
#include "package/deliveries.h"

#include "codec/json.h"
#include "package/state.h"

/* Companion of a shape's key: the reference system of its coordinates. */
#define SRID_END ".STSrid"

typedef struct Reading {
    Package *package;
    DeliveredVec *list;
    Notes *notes;
    Errs *errs;
} Reading;

/* What is nested is JSON to the server: its text. `texts` get the rows as they are first. */
static void flatten(Arena *arena, Doc *row, StrVec *texts)
{
    Sb sb = sb_new(SB_FILE_MAX);

    json_write_line(&sb, row);
    vec_push(arena, texts, arena_str(arena, str_trim(sb_str(&sb))));
    for (Doc *value = row->first; value != NULL; value = value->next) {
        if (value->kind != DOC_OBJECT && value->kind != DOC_ARRAY)
            continue;
        sb_cut(&sb, 0);
        json_write_line(&sb, value);
        value->kind = DOC_STRING;
        value->text = arena_str(arena, str_trim(sb_str(&sb)));
        value->first = value->last = NULL;
        value->count = 0;
    }
    sb_free(&sb);
}

static bool has_column(const Table *table, Str name)
{
    for (size_t i = 0; i < table->columns.len; i++)
        if (str_eq(table->columns.items[i]->name, name))
            return true;
    return false;
}

/* Keys of one row that are none of its table's columns. */
static void check_keys(const Reading *reading, const Table *table, const Doc *row)
{
    for (const Doc *value = row->first; value != NULL; value = value->next)
        if (!has_column(table, value->key) && !str_ends(value->key, STR(SRID_END)))
            (void)err_at(reading->errs, ERR_REFERENCE, doc_key_loc(&reading->package->arena, value),
                         "the keys of a row are names of the table's columns",
                         "table %.*s has no column %.*s", STR_ARG(table->obj.name),
                         STR_ARG(value->key));
}

static void take_rows(const Reading *reading, Delivered *one, Doc *root)
{
    ErrsMark mark = errs_mark(reading->errs);
    Arena *arena = &reading->package->arena;

    if (root->kind != DOC_ARRAY) {
        (void)err_at(reading->errs, ERR_FIELD, doc_loc(arena, root), "[ { \"id\": 1 }, … ]",
                     "table data is a list of rows, not %s", doc_kind_name(root->kind));
        return;
    }
    for (Doc *row = root->first; row != NULL && errs_mark(reading->errs) == mark; row = row->next) {
        if (row->kind != DOC_OBJECT) {
            (void)err_at(reading->errs, ERR_FIELD, doc_loc(arena, row), "{ \"id\": 1 }",
                         "a row is an object, not %s", doc_kind_name(row->kind));
            return;
        }
        check_keys(reading, one->table, row);
        flatten(arena, row, &one->texts);
    }
    one->rows = root;
}

/* `Templates/Main/Tables/x.json` and `Table Contents\x` -> Templates/Main/Table Contents/x */
static Str content_path(Package *package, const Table *table, const Delivery *delivery)
{
    const char *of = tree_relative(package->tree, table->obj.rec.file->path);
    Str rest = str_from(of), part;
    Sb sb = sb_new(SB_LINE_MAX);

    for (int i = 0; i < 2 && str_cut(&rest, '/', &part); i++) {
        sb_put(&sb, part);
        sb_putc(&sb, '/');
    }
    for (size_t i = 0; i < delivery->file.len; i++)
        sb_putc(&sb, delivery->file.ptr[i] == '\\' ? '/' : delivery->file.ptr[i]);
    return sb_finish(&sb, &package->arena);
}

static void note_unfollowed(const Reading *reading, const Delivery *delivery)
{
    static const char *const keys[] = {"MergeDisableTriggers", "MergeDisableRules"};
    const bool given[] = {delivery->leaves_triggers, delivery->leaves_rules};

    for (size_t i = 0; i < 2; i++)
        if (given[i])
            notes_add(
                reading->notes,
                (Note){.message = arena_printf(&reading->package->arena,
                                               "%s has no effect: triggers and rules stay on, as "
                                               "turning them off would lock the table",
                                               keys[i])
                                      .ptr,
                       .loc = record_key_loc(&reading->package->arena, &delivery->rec, keys[i])});
}

static void read_delivery(const Reading *reading, const Table *table, const Delivery *delivery)
{
    Package *package = reading->package;
    Arena *arena = &package->arena;
    Delivered one = {.table = table,
                     .delivery = delivery,
                     .loc = record_key_loc(arena, &delivery->rec, "ContentFile")};
    DocFile *file = ARENA_NEW(arena, DocFile);
    Doc *root;

    if (delivery->merge == MERGE_NONE || delivery->file.len == 0)
        return;
    if (str_trim(sparse_str(&delivery->rec, FIELD_SHOULD_APPLY)).len > 0 ||
        delivery->encoding != CONTENT_JSON) {
        (void)err_at(reading->errs, ERR_UNSUPPORTED, one.loc,
                     "deliver these rows by a script of the slot TableData",
                     delivery->encoding != CONTENT_JSON
                         ? "table data as XML can't be delivered yet"
                         : "table data with a condition of its own can't be delivered yet");
        return;
    }
    note_unfollowed(reading, delivery);
    one.path = content_path(package, table, delivery);
    one.file = pkg_path(package, one.path.ptr);
    if (!pkg_has_file(package, one.path.ptr)) {
        (void)err_at(reading->errs, ERR_FILE, one.loc, "a path below the template's folder",
                     "there is no file %.*s", STR_ARG(one.path));
        return;
    }
    file->path = one.file;
    if (!pkg_read(package, arena, file->path, &file->bytes, reading->errs))
        return;
    root = json_read(arena, file, false, reading->errs);
    if (root == NULL)
        return;
    take_rows(reading, &one, root);
    vec_push(arena, reading->list, one);
}

bool package_deliveries(Package *package, const Model *desired, DeliveredVec *list, Notes *notes,
                        Errs *errs)
{
    Reading reading = {package, list, notes, errs};
    ErrsMark mark = errs_mark(errs);

    for (size_t i = 0; i < desired->objects.len; i++) {
        const Object *object = desired->objects.items[i];
        const void *deliveries = object->rec.type == &table_type
                                     ? sparse_list(&object->rec, FIELD_TABLE_DELIVERIES)
                                     : NULL;
        for (size_t k = 0; deliveries != NULL && k < list_len(deliveries); k++)
            read_delivery(&reading, (const Table *)object,
                          (const Delivery *)list_get(deliveries, k));
    }
    return errs_mark(errs) == mark;
}
