/* Makes a desired model MySQL's or MariaDB's: what they have no place for is dropped with a note,
 * or refused. */
#include "engine/mysql/my_settle.h"

#include "engine/mysql/my_definition.h"
#include "engine/mysql/my_slots.h"
#include "model/grant.h"
#include "model/label.h"
#include "model/types.h"

Str my_fold_name(Arena *arena, Str name)
{
    return arena_lower(arena, name);
}

void my_settle_refuse(const MySettle *settle, const Record *rec, const char *key, const char *hint,
                      const char *format, ...)
{
    Loc loc = record_key_loc(settle->arena, rec, key);
    va_list args;
    Str message;

    va_start(args, format);
    message = arena_vprintf(settle->arena, format, args);
    va_end(args);
    err_at(settle->errs, ERR_FIELD, loc, hint, "%.*s", STR_ARG(message));
}

Str my_settle_label(const MySettle *settle, const Record *rec)
{
    if (settle->table == NULL || rec == &settle->table->obj.rec)
        return label_object(settle->arena, (const Object *)rec);
    return label_part(settle->arena, &settle->table->obj, rec);
}

/* Whether the server keeps a comment on such a thing. */
static bool keeps_comment(const Record *rec)
{
    return rec->type == &table_type || rec->type == &column_type || rec->type == &index_type ||
           rec->type == &sequence_type;
}

/* An option of other servers. True where it can be left out without a change of meaning. */
static bool is_harmless(MySettle *settle, Record *rec, const Field *field)
{
    if (field->id == FIELD_STORAGE_PARAMETERS) {
        settle->storage_parameters++;
        sparse_set_map(settle->arena, rec, field->id, (MapEntries){0});
        return true;
    }
    if (field->differs == D_GRANTS || field->differs == D_OWNER) {
        settle->rights++;
        if (field->differs == D_GRANTS)
            record_set_grants(settle->arena, rec, (GrantVec){0});
        else
            ((Object *)rec)->owner = STR_ABSENT;
        return true;
    }
    if (field->id == FIELD_INDEX_METHOD &&
        str_eq_ascii_nocase(sparse_str(rec, FIELD_INDEX_METHOD), STR("btree"))) {
        sparse_set_str(settle->arena, rec, field->id, STR_ABSENT);
        return true;
    }
    return false;
}

void my_settle_fields(MySettle *settle, Record *rec)
{
    if (sparse_str(rec, FIELD_COMMENT).len > 0 && !keeps_comment(rec)) {
        settle->comments++;
        sparse_set_str(settle->arena, rec, FIELD_COMMENT, STR_ABSENT);
    }
    for (size_t i = 0; i < rec->type->count; i++) {
        const Field *field = &rec->type->fields[i];
        if ((field->engines & settle->bit) != 0 || field->differs == D_IGNORE ||
            field_is_absent(field, record_at(rec, field)) || is_harmless(settle, rec, field))
            continue;
        my_settle_refuse(settle, rec, field->key, MY_BY_PLATFORM, "%.*s: %s has no %s",
                         STR_ARG(my_settle_label(settle, rec)), settle->title, field->key);
    }
}

/* ---- objects */

static bool has_such_objects(const MySettle *settle, const RecordType *type)
{
    return type == &table_type || type == &view_type || type == &function_type ||
           type == &procedure_type || type == &trigger_type || type == &event_type ||
           (type == &sequence_type && settle->family == MY_MARIADB);
}

static void refuse_internal(const MySettle *settle, const Object *object)
{
    if (my_name_is_internal(object->name))
        my_settle_refuse(settle, &object->rec, "Name", "choose another name",
                         "%.*s: names that begin with _anneal_ are taken",
                         STR_ARG(my_settle_label(settle, &object->rec)));
}

/* Schemas go, all else loses its own; the names of the model are registered anew. */
static void keep_objects(MySettle *settle)
{
    Model *model = settle->model;
    Object **objects = model->objects.items;
    size_t count = model->objects.len;

    memset(&model->objects, 0, sizeof model->objects);
    memset(&model->edges, 0, sizeof model->edges); /* they may lead to what goes */
    model->by_name = (Map){0};
    for (size_t i = 0; i < count; i++) {
        Object *object = objects[i];
        if (object->rec.type == &schema_type) {
            settle->comments += sparse_str(&object->rec, FIELD_COMMENT).len > 0;
            continue;
        }
        if (!has_such_objects(settle, object->rec.type)) {
            my_settle_refuse(settle, &object->rec, "Name",
                             "give it Platforms that leave this database out",
                             "%.*s: %s has no such thing",
                             STR_ARG(my_settle_label(settle, &object->rec)), settle->title);
            continue;
        }
        object->schema = STR_ABSENT;
        if (!model_register(model, object))
            err_at(settle->errs, ERR_DUPLICATE, record_loc(settle->arena, &object->rec),
                   "there are no schemas, so names must differ without them",
                   "%.*s is declared twice", STR_ARG(label_object(settle->arena, object)));
        refuse_internal(settle, object);
    }
}

/* The server's own values, written out. */
static void settle_sequence(MySettle *settle, Sequence *sequence)
{
    Record *rec = &sequence->obj.rec;
    OptInt step = sparse_int(rec, FIELD_SEQUENCE_INCREMENT);
    bool is_down = step.given && step.value < 0;
    const struct {
        FieldId id;
        int64_t value;
    } rows[] = {
        {FIELD_SEQUENCE_INCREMENT, 1},
        {FIELD_SEQUENCE_CACHE, 1000},
        {FIELD_SEQUENCE_MIN, is_down ? INT64_MIN + 1 : 1},
        {FIELD_SEQUENCE_MAX, is_down ? -1 : INT64_MAX - 1},
    };
    OptInt first = sparse_int(rec, is_down ? FIELD_SEQUENCE_MAX : FIELD_SEQUENCE_MIN);
    OptInt start = sparse_int(rec, FIELD_SEQUENCE_START);

    my_settle_fields(settle, rec);
    if (str_eq_ascii_nocase(sparse_str(rec, FIELD_SEQUENCE_TYPE), STR("bigint")))
        sparse_set_str(settle->arena, rec, FIELD_SEQUENCE_TYPE, STR_ABSENT);
    if (start.given && start.value == (first.given ? first.value : is_down ? -1 : 1))
        sparse_set_int(settle->arena, rec, FIELD_SEQUENCE_START, (OptInt){0});
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        OptInt value = sparse_int(rec, rows[i].id);
        if (value.given && value.value == rows[i].value)
            sparse_set_int(settle->arena, rec, rows[i].id, (OptInt){0});
    }
}

/* ---- names that two objects share */

/* Tables, views and sequences; triggers; events; functions; procedures. */
static RecordKind name_space(const RecordType *type)
{
    if (type == &table_type || type == &view_type || type == &sequence_type)
        return REC_TABLE;
    return type->kind;
}

static void claim_names(const MySettle *settle)
{
    Map names = {0};

    for (size_t i = 0; i < settle->model->objects.len; i++) {
        Object *object = settle->model->objects.items[i];
        Str key = arena_printf(settle->arena, "%d %.*s", (int)name_space(object->rec.type),
                               STR_ARG(my_fold_name(settle->arena, object->name)));
        const Object *known = map_put(settle->arena, &names, key, object);
        if (known == NULL)
            continue;
        err_at(settle->errs, ERR_DUPLICATE, record_key_loc(settle->arena, &object->rec, "Name"),
               "names that differ by case alone are one here; tables, views and sequences share "
               "theirs",
               "%.*s: a %s has this name already", STR_ARG(label_object(settle->arena, object)),
               known->rec.type->word);
        err_also(settle->errs, record_key_loc(settle->arena, &known->rec, "Name"),
                 "the other one is declared at");
    }
}

static void note_dropped(const MySettle *settle, Notes *notes)
{
    const struct {
        size_t count;
        const char *text;
    } rows[] = {
        {settle->comments, "comments are kept on tables, columns, indexes and sequences only"},
        {settle->rights, "owners and rights are not managed on this database"},
        {settle->storage_parameters, "storage parameters are not kept on this database"},
        {settle->identity_options, "identity options are not kept: AUTO_INCREMENT has none"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].count > 0)
            notes_addf(notes, "%s (%zu in the package)", rows[i].text, rows[i].count);
}

bool my_settle(MyFamily family, Model *desired, Notes *notes, Errs *errs)
{
    bool is_mysql = family == MY_MYSQL;
    MySettle settle = {.family = family,
                       .title = is_mysql ? "MySQL" : "MariaDB",
                       .bit = is_mysql ? E_MYSQL : E_MARIADB,
                       .model = desired,
                       .arena = &desired->arena,
                       .errs = errs};
    ErrsMark mark = errs_mark(errs);

    keep_objects(&settle);
    for (size_t i = 0; i < desired->objects.len; i++) {
        Object *object = desired->objects.items[i];
        if (object->rec.type == &table_type)
            my_settle_table(&settle, (Table *)object);
        else if (object->rec.type == &sequence_type)
            settle_sequence(&settle, (Sequence *)object);
        else
            my_settle_fields(&settle, &object->rec);
    }
    if (errs_mark(errs) == mark)
        claim_names(&settle);
    if (errs_mark(errs) == mark) {
        my_model_complete(desired);
        my_model_add_edges(desired, false);
    }
    note_dropped(&settle, notes);
    model_sort(desired);
    return errs_mark(errs) == mark;
}
