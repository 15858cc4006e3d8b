/* Loads the objects of a package into a model. */
#include "model/label.h"
#include "package/format.h"
#include "package/object_file.h"

/* ---- notes that say the same in many places -----------------------------------------------------
 */

typedef struct NoteGroup {
    Note first;
    size_t count;
} NoteGroup;

/* A package of another tool can hold one unknown key in each of a thousand files. */
void pkg_fold_notes(const Notes *from, Notes *to)
{
    Arena arena = {0};
    Map by_message = {0};
    VEC(NoteGroup *) groups = {0};

    for (size_t i = 0; i < from->list.len; i++) {
        const Note *note = &from->list.items[i];
        Str key = arena_printf(&arena, "%s\n%s", note->message,
                               note->loc.line == 0 && note->loc.file != NULL ? note->loc.file : "");
        NoteGroup *group = map_get(&by_message, key);
        if (group == NULL) {
            group = ARENA_NEW(&arena, NoteGroup);
            group->first = *note;
            (void)map_put(&arena, &by_message, key, group);
            vec_push(&arena, &groups, group);
        }
        group->count++;
    }
    for (size_t i = 0; i < groups.len; i++) {
        Note note = groups.items[i]->first;
        if (groups.items[i]->count > 1)
            note.message =
                arena_printf(&arena, "%s (here and in %zu more place%s)", note.message,
                             groups.items[i]->count - 1, groups.items[i]->count == 2 ? "" : "s")
                    .ptr;
        notes_add(to, note);
    }
    arena_free(&arena);
}

/* ---- order of errors
 * ------------------------------------------------------------------------------ */

static int by_place(const void *a, const void *b)
{
    const Err *x = a, *y = b;
    int order = str_cmp(str_from(x->loc.file), str_from(y->loc.file));

    if (order == 0 && x->loc.line != y->loc.line)
        order = x->loc.line < y->loc.line ? -1 : 1;
    if (order == 0 && x->loc.column != y->loc.column)
        order = x->loc.column < y->loc.column ? -1 : 1;
    return order != 0 ? order : strcmp(x->message, y->message);
}

/* Faults of a file side by side, whichever check found them. */
static void sort_errors(Errs *errs, ErrsMark mark)
{
    if (errs->list.len > mark + 1)
        qsort(errs->list.items + mark, errs->list.len - mark, sizeof *errs->list.items, by_place);
}

/* ---- one object file
 * ------------------------------------------------------------------------------ */

/* `a/b/shop.orders.json` -> shop.orders */
static Str base_name(Str path)
{
    size_t start = path.len;

    while (start > 0 && path.ptr[start - 1] != '/')
        start--;
    return format_base(str_sub(path, start, SIZE_MAX));
}

/* Names as the target has them: its default schema, or none at all. */
static void settle_names(const Load *load, Object *object)
{
    Str dflt = load->target->default_schema;

    if (type_has_schema(object->rec.type))
        object->schema = dflt.ptr == NULL             ? STR_ABSENT
                         : object->schema.ptr == NULL ? dflt
                                                      : object->schema;
    if (object->rec.type != &table_type)
        return;
    for (size_t i = 0; i < ((Table *)object)->foreign_keys.len; i++) {
        ForeignKey *key = ((Table *)object)->foreign_keys.items[i];
        key->related_schema = dflt.ptr == NULL                  ? STR_ABSENT
                              : key->related_schema.ptr == NULL ? object->schema
                                                                : key->related_schema;
    }
}

/* The strongest of the three says the others too, so only it is kept. */
static void settle_uniqueness(Table *table)
{
    for (size_t i = 0; i < table->indexes.len; i++) {
        Index *index = table->indexes.items[i];
        index->is_constraint = index->is_constraint && !index->is_primary;
        index->is_unique = index->is_unique && !index->is_primary && !index->is_constraint;
    }
}

Str pkg_written_name(const Record *rec, const char *key)
{
    const Doc *value = doc_get(record_doc(rec), str_from(key));

    return value == NULL || value->kind != DOC_STRING ? STR_ABSENT : value->text;
}

Object pkg_as_declared(const Object *object)
{
    Object shown = *object;

    shown.schema = object->written_schema;
    return shown;
}

static void duplicate(Load *load, const Object *object)
{
    const Object *before =
        model_find(load->desired, object->rec.type->kind, object->schema, object->name);
    Arena *arena = &load->package->arena;
    Object shown = pkg_as_declared(object), other = pkg_as_declared(before);
    bool is_flat;

    if (pkg_is_variant(load, &object->rec, &before->rec))
        return;
    is_flat = load->target->default_schema.ptr == NULL && !str_eq(shown.schema, other.schema);

    (void)err_at(load->errs, ERR_DUPLICATE, record_key_loc(arena, &object->rec, "Name"), NULL,
                 "%.*s is declared twice", STR_ARG(label_object(arena, &shown)));
    (void)err_also(load->errs, record_key_loc(arena, &before->rec, "Name"),
                   is_flat ? "one of the platforms has no schemas, so two tables can't share a "
                             "name there; the other one is declared at"
                           : "it is declared first at");
}

/* An object that stands in the model: names settled, what is not for the target left out. */
static void add_object(Load *load, Object *object, const char *path)
{
    Arena *arena = &load->desired->arena;
    bool is_here = pkg_apply_platforms(load, &object->rec);

    settle_names(load, object);
    if (object->name.len == 0) {
        vec_push(arena, &load->unread, base_name(str_from(path)));
        return;
    }
    if (!is_here) {
        vec_push(arena, &load->left_out, label_name(arena, object->schema, object->name));
        return;
    }
    if (object->rec.type == &table_type)
        settle_uniqueness((Table *)object);
    if (!load->is_for_merge && !pkg_apply_gates(load, object))
        return;
    if (object->rec.type == &schema_type && load->target->default_schema.ptr == NULL)
        return;
    if (!model_register(load->desired, object))
        duplicate(load, object);
}

static void read_object(Load *load, void *context, const char *path, const RecordType *type)
{
    const Tokens *tokens = context;
    Model *desired = load->desired;
    CodecOptions options = pkg_codec_options(load->package, load->notes);
    ObjectFile *file = object_file_read(load, path, type, tokens);
    Object *object;

    if (file == NULL) {
        vec_push(&desired->arena, &load->unread, base_name(str_from(path)));
        return;
    }
    options.engines = load->package->platforms;
    options.owner = desired;
    if (type == &backfill_type) {
        Backfill *backfill = record_new(&desired->arena, type);
        (void)codec_record_fill(&desired->arena, object_file_doc(file), &backfill->rec, &options,
                                load->errs);
        pkg_add_backfill(load, backfill);
        object_file_let_go(file);
        return;
    }
    if (type == &contract_type) {
        Contract *contract = record_new(&desired->arena, type);
        (void)codec_record_fill(&desired->arena, object_file_doc(file), &contract->rec, &options,
                                load->errs);
        pkg_add_contract(load, contract);
        object_file_let_go(file);
        return;
    }
    object = record_new(&desired->arena, type);
    (void)codec_record_fill(&desired->arena, object_file_doc(file), &object->rec, &options,
                            load->errs);
    object->written_schema = object->schema;
    add_object(load, object, path);
    object_file_let_go(file);
}

/* ---- the whole
 * -------------------------------------------------------------------------------------- */

/* A schema that an object names is needed even where no file declares it. */
static void imply_schemas(const Load *load)
{
    Model *desired = load->desired;
    size_t declared = desired->objects.len;

    if (load->target->default_schema.ptr == NULL)
        return;
    for (size_t i = 0; i < declared; i++) {
        const Object *object = desired->objects.items[i];
        Object *schema;
        if (object->schema.len == 0)
            continue;
        schema = model_add(desired, &schema_type, STR_ABSENT, object->schema);
        if (schema != NULL)
            schema->is_implied = true;
    }
}

static bool load_objects(Load *load, Notes *notes)
{
    Package *package = load->package;
    ErrsMark mark = errs_mark(load->errs);
    Notes found = {0};

    load->notes = &found;
    package->backfills = (BackfillVec){0};
    package->contracts = (ContractVec){0};
    package->gates = (Map){0};
    package->gate_list = (ConditionVec){0};
    package->has_schemas = load->target->default_schema.ptr != NULL;
    pkg_note_strays(package, &found);
    for (size_t i = 0; i < package->templates.len; i++)
        pkg_walk_template(load, &package->templates.items[i], read_object,
                          pkg_file_tokens(package, load->target, &package->templates.items[i],
                                          load->is_for_merge));
    pkg_check(load);
    pkg_check_backfills(load);
    pkg_check_contracts(load);
    imply_schemas(load);
    model_sort(load->desired);
    sort_errors(load->errs, mark);
    pkg_fold_notes(&found, notes);
    notes_free(&found);
    return errs_mark(load->errs) == mark;
}

bool package_load(Package *package, const PackageTarget *target, Model *desired, Notes *notes,
                  Errs *errs)
{
    Load load = {.package = package, .target = target, .desired = desired, .errs = errs};

    return load_objects(&load, notes);
}

bool pkg_load_present(Package *package, const PackageTarget *target, Model *present, Notes *notes,
                      Errs *errs)
{
    Load load = {.package = package,
                 .target = target,
                 .desired = present,
                 .errs = errs,
                 .is_for_merge = true};

    return load_objects(&load, notes);
}
