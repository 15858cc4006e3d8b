/* Makes a desired model SQLite's: what it has no place for is dropped with a note, or refused. */
#include "engine/sqlite/lite_slots.h"
#include "engine/sqlite/lite_table.h"
#include "engine/sqlite/lite_text.h"
#include "model/definition.h"
#include "model/grant.h"
#include "model/label.h"
#include "model/types.h"

typedef struct Settle {
    Model *model;
    Arena *arena; /* the model's */
    Notes *notes;
    Errs *errs;
    const Table *table; /* the one that is settled */
    size_t comments, storage_parameters, identity_options, matches, rights;
} Settle;

#define LITE_NAMES \
    "SQLite has no schemas; tables, views and indexes share their names, which don't differ by " \
    "case"
#define BY_PLATFORM "declare the element once for each database, with its Platforms"

static void refuse(const Settle *settle, const Record *rec, const char *key, const char *hint,
                   const char *format, ...) __attribute__((format(printf, 5, 6)));

static void refuse(const Settle *settle, const Record *rec, const char *key, const char *hint,
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

/* The element's name for a message: "column orders.total". */
static Str label(const Settle *settle, const Record *rec)
{
    if (settle->table == NULL || rec == &settle->table->obj.rec)
        return label_object(settle->arena, (const Object *)rec);
    return label_part(settle->arena, &settle->table->obj, rec);
}

/* An option of other servers. True where it can be left out without a change of meaning. */
static bool is_harmless(Settle *settle, Record *rec, const Field *field)
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
        sparse_set_str(settle->arena, rec, field->id, STR_ABSENT); /* the only method here */
        return true;
    }
    return false;
}

static void settle_fields(Settle *settle, Record *rec)
{
    if (sparse_str(rec, FIELD_COMMENT).len > 0) {
        settle->comments++;
        sparse_set_str(settle->arena, rec, FIELD_COMMENT, STR_ABSENT);
    }
    for (size_t i = 0; i < rec->type->count; i++) {
        const Field *field = &rec->type->fields[i];
        if ((field->engines & E_LITE) != 0 || field->differs == D_IGNORE ||
            field_is_absent(field, record_at(rec, field)) || is_harmless(settle, rec, field))
            continue;
        refuse(settle, rec, field->key, BY_PLATFORM, "%.*s: SQLite has no %s",
               STR_ARG(label(settle, rec)), field->key);
    }
}

/* GENERATED … AS IDENTITY, with or without options in parentheses. */
static bool is_identity(Str generated)
{
    Arena scratch = {0};
    LiteTokens tokens = lite_tokens_read(&scratch, generated);
    bool found = false;

    for (size_t i = 0; i + 1 < tokens.len && !found; i++)
        found = lite_token_is(&tokens.items[i], "IDENTITY");
    arena_free(&scratch);
    return found;
}

static bool is_only_key(const Table *table, const Column *column)
{
    const Index *primary = table_primary_key(table);

    return primary != NULL && primary->keys.len == 1 &&
           lite_same_name(primary->keys.items[0].name, column->name);
}

/* The rowid alias takes over: it counts up by itself. */
static void settle_identity(Settle *settle, Table *table, Column *column)
{
    Str generated = sparse_str(&column->rec, FIELD_COLUMN_GENERATED);

    sparse_set_str(settle->arena, &column->rec, FIELD_COLUMN_GENERATED, STR_ABSENT);
    if (!is_only_key(table, column) || lite_table_is_without_rowid(table)) {
        refuse(settle, &column->rec, "Generated",
               "make it the table's only primary key column, or use Platforms",
               "%.*s: on SQLite an identity column must be the primary key of a table with rowids",
               STR_ARG(label(settle, &column->rec)));
        return;
    }
    if (lite_affinity(column->type) != LITE_AFFINITY_INTEGER) {
        refuse(settle, &column->rec, "DataType", "use an integer type",
               "%.*s: an identity column must be an integer", STR_ARG(label(settle, &column->rec)));
        return;
    }
    if (str_find(generated, '(', 0) != SIZE_MAX)
        settle->identity_options++;
    column->type = STR("INTEGER");
    table_primary_key(table)->keys.items[0].is_desc = false;
}

static void settle_generated(Settle *settle, Table *table, Column *column)
{
    Str generated = sparse_str(&column->rec, FIELD_COLUMN_GENERATED);
    Str expression = lite_text_trim(sparse_str(&column->rec, FIELD_COLUMN_GENERATION));
    bool is_stored = str_eq_ascii_nocase(generated, STR("STORED"));

    if (is_identity(generated)) {
        settle_identity(settle, table, column);
        return;
    }
    if (generated.len > 0 && !is_stored && !str_eq_ascii_nocase(generated, STR("VIRTUAL"))) {
        refuse(settle, &column->rec, "Generated",
               "STORED, VIRTUAL, or GENERATED BY DEFAULT AS IDENTITY",
               "%.*s: Generated is \"%.*s\"", STR_ARG(label(settle, &column->rec)),
               STR_ARG(generated));
        return;
    }
    if ((generated.len > 0) != (expression.len > 0) && generated.len > 0) {
        refuse(settle, &column->rec, "Generated", "add GenerationExpression",
               "%.*s: a generated column has no expression", STR_ARG(label(settle, &column->rec)));
        return;
    }
    if (expression.len == 0)
        return;
    if (column->dflt.len > 0)
        refuse(settle, &column->rec, "Default", "remove one of the two",
               "%.*s: a generated column can't have a default",
               STR_ARG(label(settle, &column->rec)));
    sparse_set_str(settle->arena, &column->rec, FIELD_COLUMN_GENERATION, expression);
    sparse_set_str(settle->arena, &column->rec, FIELD_COLUMN_GENERATED,
                   is_stored ? STR("STORED") : STR("VIRTUAL"));
}

static void settle_auto_increment(Settle *settle, Table *table, Column *column)
{
    if (!sparse_bool(&column->rec, FIELD_COLUMN_AUTO_INCREMENT))
        return;
    if (is_only_key(table, column) && lite_affinity(column->type) == LITE_AFFINITY_INTEGER &&
        !lite_table_is_without_rowid(table)) {
        column->type = STR("INTEGER");
        return;
    }
    refuse(settle, &column->rec, "AutoIncrement",
           "make it an integer and the table's only primary key column",
           "%.*s: AUTOINCREMENT needs an INTEGER PRIMARY KEY",
           STR_ARG(label(settle, &column->rec)));
}

static void settle_strict_type(const Settle *settle, const Table *table, const Column *column)
{
    static const char *const types[] = {"INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"};

    if (!lite_table_is_strict(table))
        return;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_eq_ascii_nocase(column->type, str_from(types[i])))
            return;
    refuse(settle, &column->rec, "DataType", "INT, INTEGER, REAL, TEXT, BLOB or ANY",
           "%.*s: a STRICT table can't have the type %.*s", STR_ARG(label(settle, &column->rec)),
           STR_ARG(column->type));
}

static void settle_column(Settle *settle, Table *table, Column *column)
{
    Str collation = sparse_str(&column->rec, FIELD_COLUMN_COLLATION);

    settle_fields(settle, &column->rec);
    column->type = str_trim(column->type);
    column->dflt = lite_text_trim(column->dflt);
    if (collation.len > 0)
        sparse_set_str(settle->arena, &column->rec, FIELD_COLUMN_COLLATION,
                       lite_collation_is_default(collation)
                           ? STR_ABSENT
                           : lite_collation_text(settle->arena, collation));
    settle_generated(settle, table, column);
    settle_auto_increment(settle, table, column);
    settle_strict_type(settle, table, column);
    if (column->is_nullable && sparse_enum(&column->rec, FIELD_COLUMN_CONFLICT) != 0)
        refuse(settle, &column->rec, "OnConflict", "set Nullable to false, or remove it",
               "%.*s: OnConflict says what NOT NULL does, but the column is nullable",
               STR_ARG(label(settle, &column->rec)));
}

/* SQLite sorts NULL below everything, and an index can't be told otherwise. */
static void settle_nulls(const Settle *settle, const Index *index, KeyPart *part)
{
    NullsOrder own = part->is_desc ? NULLS_LAST : NULLS_FIRST;

    if (part->nulls != NULLS_DEFAULT && part->nulls != own)
        refuse(settle, &index->rec, "IndexColumns", BY_PLATFORM,
               "%.*s: SQLite sorts NULL first in ascending order, last in descending order",
               STR_ARG(label(settle, &index->rec)));
    part->nulls = NULLS_DEFAULT;
}

static void settle_key_part(Settle *settle, const Table *table, const Index *index, KeyPart *part)
{
    Str text = label(settle, &index->rec);

    if (part->length != 0)
        refuse(settle, &index->rec, "IndexColumns", BY_PLATFORM, "%.*s: SQLite has no prefix keys",
               STR_ARG(text));
    if (part->opclass.len > 0)
        refuse(settle, &index->rec, "IndexColumns", BY_PLATFORM,
               "%.*s: SQLite has no operator classes", STR_ARG(text));
    if (part->name.len > 0 && lite_table_column(table, part->name) == NULL)
        refuse(settle, &index->rec, "IndexColumns", "columns of the table, or (expressions)",
               "%.*s: table %.*s has no column %.*s", STR_ARG(text), STR_ARG(table->obj.name),
               STR_ARG(part->name));
    if (part->expression.len > 0 && index_is_constraint(index))
        refuse(settle, &index->rec, "IndexColumns", "use a unique index instead of a constraint",
               "%.*s: a constraint can't have expressions", STR_ARG(text));
    settle_nulls(settle, index, part);
    part->expression = lite_text_trim(part->expression);
    part->collation = lite_collation_text(settle->arena, part->collation);
}

static void settle_index(Settle *settle, const Table *table, Index *index)
{
    settle_fields(settle, &index->rec);
    for (size_t i = 0; i < index->keys.len; i++)
        settle_key_part(settle, table, index, &index->keys.items[i]);
    /* What implies it need not say it. */
    if (index_is_constraint(index))
        index->is_unique = false;
    if (index->is_primary)
        index->is_constraint = false;
    index->predicate = lite_text_trim(index->predicate);
    if (index->predicate.len > 0 && index_is_constraint(index))
        refuse(settle, &index->rec, "FilterExpression", "use a unique index with Unique instead",
               "%.*s: a constraint can't have a filter", STR_ARG(label(settle, &index->rec)));
    if (sparse_enum(&index->rec, FIELD_INDEX_CONFLICT) != 0 && !index_is_constraint(index))
        refuse(settle, &index->rec, "OnConflict", "use UniqueConstraint",
               "%.*s: only a constraint has OnConflict", STR_ARG(label(settle, &index->rec)));
}

static void settle_foreign_key(Settle *settle, ForeignKey *key)
{
    settle_fields(settle, &key->rec);
    key->related_schema = STR_ABSENT;
    if (sparse_enum(&key->rec, FIELD_FK_MATCH) != LITE_MATCH_SIMPLE && key->columns.len > 1)
        settle->matches++;
    if (!sparse_bool(&key->rec, FIELD_DEFERRABLE))
        sparse_set_bool(settle->arena, &key->rec, FIELD_INITIALLY_DEFERRED, false);
}

static void settle_columns(Settle *settle, Table *table)
{
    bool has_plain = false;
    Map names = {0};

    for (size_t i = 0; i < table->columns.len; i++) {
        Column *column = table->columns.items[i];
        settle_column(settle, table, column);
        has_plain = has_plain || !lite_column_is_generated(column);
        if (map_put(settle->arena, &names, lite_fold_name(settle->arena, column->name), column) !=
            NULL)
            err_at(settle->errs, ERR_DUPLICATE, record_loc(settle->arena, &column->rec),
                   "SQLite's names don't differ by case", "%.*s is declared twice",
                   STR_ARG(label(settle, &column->rec)));
    }
    if (!has_plain)
        refuse(settle, &table->obj.rec, "Columns", "add a column that isn't generated",
               "table %.*s has no column to store", STR_ARG(table->obj.name));
}

static void settle_table(Settle *settle, Table *table)
{
    settle->table = table;
    settle_fields(settle, &table->obj.rec);
    settle_columns(settle, table);
    for (size_t i = 0; i < table->indexes.len; i++)
        settle_index(settle, table, table->indexes.items[i]);
    for (size_t i = 0; i < table->checks.len; i++) {
        Check *check = table->checks.items[i];
        settle_fields(settle, &check->rec);
        check->expression = lite_text_trim(check->expression);
    }
    for (size_t i = 0; i < table->foreign_keys.len; i++)
        settle_foreign_key(settle, table->foreign_keys.items[i]);
    if (lite_table_is_without_rowid(table) && table_primary_key(table) == NULL)
        refuse(settle, &table->obj.rec, "WithoutRowid", "add a primary key",
               "table %.*s: WITHOUT ROWID needs a primary key", STR_ARG(table->obj.name));
    if (lite_name_is_internal(table->obj.name))
        refuse(settle, &table->obj.rec, "Name", "choose another name",
               "table %.*s: names that begin with sqlite_ or _anneal_ are taken",
               STR_ARG(table->obj.name));
    settle->table = NULL;
}

static void settle_definition(Settle *settle, Definition *definition)
{
    if (lite_name_is_internal(definition->own))
        refuse(settle, &definition->obj.rec, "Name", "choose another name",
               "%.*s: names that begin with sqlite_ or _anneal_ are taken",
               STR_ARG(label(settle, &definition->obj.rec)));
}

/* A view shares its name with tables and indexes, a trigger with other triggers. */
static void claim_name(const Settle *settle, Map *names, const Object *object, Record *rec)
{
    Str name = record_name(rec);
    const Record *known;

    if (name.len == 0 || (rec->type == &index_type && index_is_constraint((const Index *)rec)))
        return;
    known = map_put(settle->arena, names, lite_fold_name(settle->arena, name), rec);
    if (known == NULL)
        return;
    err_at(settle->errs, ERR_DUPLICATE, record_key_loc(settle->arena, rec, "Name"), LITE_NAMES,
           "%s %.*s%s%.*s: a %s has this name already", rec->type->word, STR_ARG(name),
           rec == &object->rec ? "" : " of table ",
           STR_ARG(rec == &object->rec ? STR_ABSENT : object->name), known->type->word);
    err_also(settle->errs, record_key_loc(settle->arena, known, "Name"),
             LITE_NAMES "; the other one is declared at");
}

static void claim_names(const Settle *settle)
{
    Map names = {0}, triggers = {0};

    for (size_t i = 0; i < settle->model->objects.len; i++) {
        Table *table = (Table *)settle->model->objects.items[i];
        bool is_trigger = table->obj.rec.type == &trigger_type;
        claim_name(settle, is_trigger ? &triggers : &names, &table->obj, &table->obj.rec);
        for (size_t k = 0; table->obj.rec.type == &table_type && k < table->indexes.len; k++)
            claim_name(settle, &names, &table->obj, &table->indexes.items[k]->rec);
    }
}

/* Schemas go, all else loses its own; the names of the model are registered anew. */
static void keep_objects(Settle *settle)
{
    Model *model = settle->model;
    Object **objects = model->objects.items;
    size_t count = model->objects.len;

    memset(&model->objects, 0, sizeof model->objects);
    memset(&model->edges, 0, sizeof model->edges); /* they may lead to what goes */
    model->by_name = (Map){0};
    for (size_t i = 0; i < count; i++) {
        Object *object = objects[i];
        if (object->rec.type == &sequence_type)
            refuse(settle, &object->rec, "Name", "give it Platforms that leave SQLite out",
                   "%.*s: SQLite has no sequences", STR_ARG(label(settle, &object->rec)));
        if (type_is_data_type(object->rec.type) || object->rec.type == &collation_type ||
            object->rec.type == &extension_type)
            refuse(settle, &object->rec, "Name", "give it Platforms that leave SQLite out",
                   "%.*s: SQLite has no such thing", STR_ARG(label(settle, &object->rec)));
        if (object->rec.type == &schema_type && sparse_str(&object->rec, FIELD_COMMENT).len > 0)
            settle->comments++;
        if (object->rec.type != &table_type && !type_is_definition(object->rec.type))
            continue;
        object->schema = STR_ABSENT;
        if (!model_register(model, object))
            err_at(settle->errs, ERR_DUPLICATE, record_loc(settle->arena, &object->rec),
                   "SQLite has no schemas, so names must differ without them",
                   "%.*s is declared twice", STR_ARG(label(settle, &object->rec)));
    }
}

static void note_dropped(const Settle *settle)
{
    static const struct {
        size_t offset;
        const char *text;
    } rows[] = {
        {offsetof(Settle, comments), "comments are not kept on SQLite"},
        {offsetof(Settle, rights), "SQLite has no roles: owners and rights are not kept"},
        {offsetof(Settle, storage_parameters), "storage parameters are not kept on SQLite"},
        {offsetof(Settle, identity_options),
         "identity options are not kept on SQLite: a rowid counts up from the largest one"},
        {offsetof(Settle, matches), "SQLite keeps MATCH and checks every foreign key as SIMPLE"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t count;
        memcpy(&count, (const char *)settle + rows[i].offset, sizeof count);
        if (count > 0)
            notes_addf(settle->notes, "%s (%zu in the package)", rows[i].text, count);
    }
}

bool lite_settle(Model *desired, Notes *notes, Errs *errs)
{
    Settle settle = {.model = desired, .arena = &desired->arena, .notes = notes, .errs = errs};
    ErrsMark mark = errs_mark(errs);

    keep_objects(&settle);
    for (size_t i = 0; i < desired->objects.len; i++)
        if (desired->objects.items[i]->rec.type == &table_type)
            settle_table(&settle, (Table *)desired->objects.items[i]);
        else
            settle_definition(&settle, (Definition *)desired->objects.items[i]);
    if (errs_mark(errs) == mark)
        claim_names(&settle);
    if (errs_mark(errs) == mark) {
        lite_model_complete(desired);
        lite_model_add_edges(desired, false);
    }
    note_dropped(&settle);
    model_sort(desired);
    return errs_mark(errs) == mark;
}
