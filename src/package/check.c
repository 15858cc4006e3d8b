/* Checks what one record alone can't show: names declared twice, names that lead nowhere. */
#include "base/sb.h"
#include "model/key_list.h"
#include "model/label.h"
#include "package/format.h"
#include "package/state.h"

typedef struct Checker {
    Load *load;
    Arena *arena;  /* scratch, and places in errors */
    Filter filter; /* what the package manages */
    Map unread;    /* base names of files that could not be read */
    Map left_out;  /* labels of objects of other platforms */
} Checker;

/* The columns of one table by name. */
typedef struct TableNames {
    const Table *table;
    Map columns;
} TableNames;

static char present; /* what a set maps to */

enum { LISTED_COLUMNS = 12 };

/* ---- places and hints --------------------------------------------------------------------------
 */

static bool ends_name(Str text, size_t at)
{
    return at >= text.len || strchr(",()\" \t\r\n", text.ptr[at]) != NULL;
}

Loc pkg_loc_in_list(Arena *arena, const Record *rec, const char *key, Str name)
{
    const Doc *value = doc_get(record_doc(rec), str_from(key));

    if (value == NULL)
        return record_loc(arena, rec);
    for (size_t at = 0; value->kind == DOC_STRING && at + name.len <= value->text.len; at++)
        if (str_eq(str_sub(value->text, at, name.len), name) &&
            (at == 0 || ends_name(value->text, at - 1)) && ends_name(value->text, at + name.len))
            return doc_text_range(arena, value, at, name.len);
    return doc_loc(arena, value);
}

static Str label_whole(const Checker *checker, const Object *object)
{
    Object shown = pkg_as_declared(object);

    return label_object(checker->arena, &shown);
}

static Str label_of(const Checker *checker, const Table *table, const Record *part)
{
    Object shown = pkg_as_declared(&table->obj);

    return label_part(checker->arena, &shown, part);
}

/* The same of a foreign key's other side. */
static Str related_schema(const Table *table, const ForeignKey *key)
{
    Str schema = pkg_written_name(&key->rec, "RelatedTableSchema");

    return schema.len > 0 ? schema : table->obj.written_schema;
}

/* Names with a token that has no value were reported as such. */
static bool has_token(Str name)
{
    for (size_t i = 0; i + 1 < name.len; i++)
        if (name.ptr[i] == '{' && name.ptr[i + 1] == '{')
            return true;
    return false;
}

static void twice(const Checker *checker, const Table *table, const Record *part,
                  const Record *before)
{
    (void)err_at(checker->load->errs, ERR_DUPLICATE, record_key_loc(checker->arena, part, "Name"),
                 NULL, "%.*s is declared twice", STR_ARG(label_of(checker, table, part)));
    (void)err_also(checker->load->errs, record_key_loc(checker->arena, before, "Name"),
                   "it is declared first at");
}

/* Nothing is near: what there is, or the beginning of it. */
static void hint_all_columns(const Checker *checker, const Table *table)
{
    Sb sb = sb_new(SB_LINE_MAX);

    for (size_t i = 0; i < table->columns.len && i < LISTED_COLUMNS; i++)
        sb_printf(&sb, "%s%.*s", i == 0 ? "" : ", ", STR_ARG(table->columns.items[i]->name));
    if (table->columns.len > 0)
        (void)err_hint(checker->load->errs, "its columns are %.*s%s", STR_ARG(sb_str(&sb)),
                       table->columns.len > LISTED_COLUMNS ? ", …" : "");
    sb_free(&sb);
}

static void hint_column(const Checker *checker, const Table *table, Str wanted)
{
    const char **names = ARENA_ARRAY(checker->arena, const char *, table->columns.len);
    const char *nearest;

    for (size_t i = 0; i < table->columns.len; i++)
        names[i] = arena_cstr(checker->arena, table->columns.items[i]->name);
    nearest = str_nearest(wanted, names, table->columns.len);
    if (nearest != NULL)
        (void)err_hint(checker->load->errs, "did you mean \"%s\"?", nearest);
    else
        hint_all_columns(checker, table);
}

/* ---- columns
 * ------------------------------------------------------------------------------------- */

/* Whether columns come from elsewhere, too. */
static bool has_parents(const Table *table)
{
    const Record *rec = &table->obj.rec;

    return sparse_str(rec, FIELD_TABLE_PARTITION_OF).len > 0 ||
           sparse_strs(rec, FIELD_TABLE_INHERITS)->len > 0 ||
           sparse_str(rec, FIELD_TABLE_OF_TYPE).len > 0;
}

/* Whether every column could be read, so that a name that is not among them is really not there. */
static bool columns_are_whole(const Table *table)
{
    const Doc *written = doc_get(record_doc(&table->obj.rec), STR("Columns"));
    bool is_whole = (written == NULL || written->kind == DOC_ARRAY) && !has_parents(table);

    for (const Doc *item = is_whole && written != NULL ? written->first : NULL; item != NULL;
         item = item->next)
        is_whole = is_whole && item->kind == DOC_OBJECT;
    for (size_t i = 0; i < table->columns.len; i++)
        is_whole = is_whole && table->columns.items[i]->name.len > 0;
    return is_whole;
}

/* A key can end with one, as if it was a column. */
static void add_periods(const Checker *checker, TableNames *names)
{
    const void *periods = sparse_list(&names->table->obj.rec, FIELD_TABLE_PERIODS);

    for (size_t i = 0; i < list_len(periods); i++) {
        Record *period = list_get(periods, i);
        if (record_name(period).len > 0 && map_get(&names->columns, record_name(period)) == NULL)
            (void)map_put(checker->arena, &names->columns, record_name(period), period);
    }
}

static TableNames read_columns(const Checker *checker, const Table *table)
{
    TableNames names = {.table = table};

    for (size_t i = 0; i < table->columns.len; i++) {
        Column *column = table->columns.items[i];
        const Column *before;
        if (column->name.len == 0)
            continue;
        before = map_put(checker->arena, &names.columns, column->name, column);
        if (before != NULL)
            twice(checker, table, &column->rec, &before->rec);
    }
    add_periods(checker, &names);
    return names;
}

/* One name of a list of `part` (at `key`) that must be a column. */
static void need_column(const Checker *checker, const TableNames *names, const Record *part,
                        const char *key, Str column)
{
    const Table *table = names->table;

    if (has_token(column) || map_get(&names->columns, column) != NULL || !columns_are_whole(table))
        return;
    (void)err_at(checker->load->errs, ERR_REFERENCE,
                 pkg_loc_in_list(checker->arena, part, key, column), NULL,
                 "%.*s names the column \"%.*s\", which %.*s does not have",
                 STR_ARG(label_of(checker, table, part)), STR_ARG(column),
                 STR_ARG(label_whole(checker, &table->obj)));
    hint_column(checker, table, column);
}

/* ---- indexes, checks
 * ------------------------------------------------------------------------------- */

/* Whether the file gives the index no columns, and nothing that was meant for them: a list with a
 * fault in it was reported as such, and so was a misspelt key. */
static bool lacks_columns(const Checker *checker, const Record *rec)
{
    const Doc *doc = record_doc(rec), *written = doc_get(doc, STR("IndexColumns"));

    if (checker->load->package->is_ours)
        for (const Doc *value = doc->first; value != NULL; value = value->next)
            if (record_type_find(rec->type, value->key) == NULL)
                return false;
    return written == NULL || written->kind == DOC_NULL ||
           (written->kind == DOC_STRING && written->text.len == 0);
}

static void check_index(const Checker *checker, const TableNames *names, const Index *index)
{
    if (index->keys.len == 0 && sparse_str(&index->rec, FIELD_INDEX_ATTACHED_TO).len == 0 &&
        !sparse_bool(&index->rec, FIELD_INDEX_MS_COLUMN_STORE) &&
        lacks_columns(checker, &index->rec))
        (void)err_at(checker->load->errs, ERR_FIELD, record_loc(checker->arena, &index->rec),
                     "write the columns in \"IndexColumns\"", "%.*s has no columns",
                     STR_ARG(label_of(checker, names->table, &index->rec)));
    for (size_t i = 0; i < index->keys.len; i++)
        if (index->keys.items[i].name.ptr != NULL)
            need_column(checker, names, &index->rec, "IndexColumns", index->keys.items[i].name);
    for (size_t i = 0; i < index->include.len; i++)
        need_column(checker, names, &index->rec, "IncludeColumns", index->include.items[i]);
}

/* Adds a part's name to a set of names that must differ. */
static void add_name(const Checker *checker, const Table *table, Map *names, Record *part)
{
    Str name = record_name(part);
    const Record *before = name.len == 0 ? NULL : map_put(checker->arena, names, name, part);

    if (before != NULL)
        twice(checker, table, part, before);
}

static void check_indexes(const Checker *checker, const TableNames *names)
{
    const Table *table = names->table;
    const Index *primary = NULL;
    Map seen = {0};

    for (size_t i = 0; i < table->indexes.len; i++) {
        Index *index = table->indexes.items[i];
        check_index(checker, names, index);
        add_name(checker, table, &seen, &index->rec);
        if (index->is_primary && primary != NULL) {
            (void)err_at(checker->load->errs, ERR_DUPLICATE,
                         record_key_loc(checker->arena, &index->rec, "PrimaryKey"), NULL,
                         "%.*s has two primary keys", STR_ARG(label_whole(checker, &table->obj)));
            (void)err_also(checker->load->errs,
                           record_key_loc(checker->arena, &primary->rec, "PrimaryKey"),
                           "the other one is declared at");
        }
        primary = index->is_primary ? index : primary;
    }
}

/* Constraints of a table share one space of names. */
static void check_constraint_names(const Checker *checker, const Table *table)
{
    Map seen = {0};

    for (size_t i = 0; i < table->indexes.len; i++) {
        Record *part = &table->indexes.items[i]->rec;
        if (index_is_constraint(table->indexes.items[i]) && record_name(part).len > 0)
            (void)map_put(checker->arena, &seen, record_name(part), part);
    }
    for (size_t i = 0; i < table->checks.len; i++)
        add_name(checker, table, &seen, &table->checks.items[i]->rec);
    for (size_t i = 0; i < table->foreign_keys.len; i++)
        add_name(checker, table, &seen, &table->foreign_keys.items[i]->rec);
}

/* ---- foreign keys
 * ------------------------------------------------------------------------------------ */

/* What else the missing table could be: of another schema or platform, or a slip. `schema` is the
 * one on this platform, `written` the package's word for it. */
static void hint_table(const Checker *checker, Str schema, Str written, Str name)
{
    const Model *model = checker->load->desired;
    Arena *arena = checker->arena;
    Errs *errs = checker->load->errs;
    Str wanted = label_name(arena, written, name);
    const char **labels = ARENA_ARRAY(arena, const char *, model->objects.len);
    const char *nearest;
    size_t count = 0;

    if (map_get(&checker->left_out, label_name(arena, schema, name)) != NULL) {
        (void)err_hint(errs, "its Platforms leave this platform out");
        return;
    }
    for (size_t i = 0; i < model->objects.len; i++) {
        const Object *object = model->objects.items[i];
        if (object->rec.type != &table_type)
            continue;
        labels[count] = arena_cstr(
            arena, label_name(arena, pkg_written_name(&object->rec, "Schema"), object->name));
        if (str_eq(object->name, name)) {
            (void)err_hint(errs, "there is %s", labels[count]);
            return;
        }
        count++;
    }
    nearest = str_nearest(wanted, labels, count);
    if (nearest != NULL)
        (void)err_hint(errs, "did you mean %s?", nearest);
}

/* Whether a file that could not be read goes by this table's name. */
static bool may_be_unread(const Checker *checker, Str schema, Str name)
{
    return map_get(&checker->unread, name) != NULL ||
           map_get(&checker->unread, arena_printf(checker->arena, "%.*s.%.*s", STR_ARG(schema),
                                                  STR_ARG(name))) != NULL;
}

static void missing_table(const Checker *checker, const Table *table, const ForeignKey *key)
{
    Str schema = related_schema(table, key);

    if (!filter_wants(&checker->filter, key->related_schema, key->related_table) ||
        key->related_table.len == 0 || has_token(key->related_table) ||
        may_be_unread(checker, schema, key->related_table))
        return;
    (void)err_at(checker->load->errs, ERR_REFERENCE,
                 record_key_loc(checker->arena, &key->rec, "RelatedTable"), NULL,
                 "%.*s refers to the table %.*s, which the package does not declare",
                 STR_ARG(label_of(checker, table, &key->rec)),
                 STR_ARG(label_name(checker->arena, schema, key->related_table)));
    hint_table(checker, key->related_schema, schema, key->related_table);
}

static void check_counts(const Checker *checker, const Table *table, const ForeignKey *key,
                         size_t related_count, const char *what)
{
    if (key->columns.len == related_count || key->columns.len == 0)
        return;
    (void)err_at(checker->load->errs, ERR_REFERENCE,
                 record_key_loc(checker->arena, &key->rec,
                                key->related_columns.len > 0 ? "RelatedColumns" : "Columns"),
                 NULL, "%.*s has %zu column%s, but %s %zu",
                 STR_ARG(label_of(checker, table, &key->rec)), key->columns.len,
                 key->columns.len == 1 ? "" : "s", what, related_count);
}

/* The related side, which may be any table of the package. */
static void check_related(const Checker *checker, const Table *table, const ForeignKey *key,
                          const Table *related)
{
    const Index *primary = table_primary_key(related);

    if (key->related_columns.len == 0 && primary == NULL && has_parents(related)) {
        return; /* its key may be its parent's */
    } else if (key->related_columns.len == 0 && primary != NULL) {
        check_counts(checker, table, key, primary->keys.len, "the related primary key has");
    } else if (key->related_columns.len == 0) {
        (void)err_at(checker->load->errs, ERR_REFERENCE,
                     record_key_loc(checker->arena, &key->rec, "RelatedTable"),
                     "write the referenced columns in \"RelatedColumns\"",
                     "%.*s names no RelatedColumns, and %.*s has no primary key",
                     STR_ARG(label_of(checker, table, &key->rec)),
                     STR_ARG(label_whole(checker, &related->obj)));
    } else {
        check_counts(checker, table, key, key->related_columns.len, "RelatedColumns names");
    }
    for (size_t i = 0; i < key->related_columns.len; i++) {
        Str column = key->related_columns.items[i];
        if (has_token(column) || table_column(related, column) != NULL ||
            !columns_are_whole(related))
            continue;
        (void)err_at(checker->load->errs, ERR_REFERENCE,
                     pkg_loc_in_list(checker->arena, &key->rec, "RelatedColumns", column), NULL,
                     "%.*s refers to the column \"%.*s\", which %.*s does not have",
                     STR_ARG(label_of(checker, table, &key->rec)), STR_ARG(column),
                     STR_ARG(label_whole(checker, &related->obj)));
        hint_column(checker, related, column);
    }
}

static void check_foreign_key(const Checker *checker, const TableNames *names,
                              const ForeignKey *key)
{
    const Model *model = checker->load->desired;
    const StrVec *set = sparse_strs(&key->rec, FIELD_FK_DELETE_COLUMNS);
    const Object *related = model_find(model, REC_TABLE, key->related_schema, key->related_table);

    for (size_t i = 0; i < key->columns.len; i++)
        need_column(checker, names, &key->rec, "Columns", key->columns.items[i]);
    for (size_t i = 0; i < set->len; i++)
        need_column(checker, names, &key->rec, "DeleteColumns", set->items[i]);
    if (related == NULL)
        missing_table(checker, names->table, key);
    else
        check_related(checker, names->table, key, (const Table *)related);
}

/* ---- sequences
 * ------------------------------------------------------------------------------------- */

/* `table.column`, each part quoted like a key list: reads one and its dot. */
static Str cut_name(Arena *arena, Str *rest)
{
    Sb sb = sb_new(SB_LINE_MAX);
    bool quoted = false;
    size_t i = 0;

    for (; i < rest->len && (quoted || rest->ptr[i] != '.'); i++) {
        char c = rest->ptr[i];
        if (c != '"')
            sb_putc(&sb, c);
        else if (quoted && i + 1 < rest->len && rest->ptr[i + 1] == '"')
            sb_putc(&sb, rest->ptr[i++]);
        else
            quoted = !quoted;
    }
    *rest = i < rest->len ? str_sub(*rest, i + 1, SIZE_MAX) : STR_ABSENT;
    return sb_finish(&sb, arena);
}

static void check_owner(const Checker *checker, const Object *sequence)
{
    Str rest = sparse_str(&sequence->rec, FIELD_SEQUENCE_OWNED_BY);
    Str schema = sequence->written_schema, table_name, column;
    const Table *table;
    Loc loc;

    if (rest.len == 0)
        return;
    loc = record_key_loc(checker->arena, &sequence->rec, "OwnedBy");
    table_name = cut_name(checker->arena, &rest);
    column = rest.ptr == NULL ? STR_ABSENT : cut_name(checker->arena, &rest);
    if (table_name.len == 0 || column.len == 0 || rest.ptr != NULL) {
        (void)err_at(checker->load->errs, ERR_FIELD, loc,
                     format_of(sequence->rec.file->path) == PACKAGE_XML
                         ? "a name with a dot stands in double quotes: &quot;a.b&quot;.c"
                         : "a name with a dot stands in double quotes, escaped for JSON: "
                           "\\\"a.b\\\".c",
                     "\"OwnedBy\" is table.column, both of the sequence's own schema");
        return;
    }
    table =
        (const Table *)model_find(checker->load->desired, REC_TABLE, sequence->schema, table_name);
    if (table == NULL && !may_be_unread(checker, schema, table_name)) {
        (void)err_at(checker->load->errs, ERR_REFERENCE, loc, NULL,
                     "%.*s belongs to the table %.*s, which the package does not declare",
                     STR_ARG(label_whole(checker, sequence)),
                     STR_ARG(label_name(checker->arena, schema, table_name)));
        hint_table(checker, sequence->schema, schema, table_name);
    } else if (table != NULL && table_column(table, column) == NULL) {
        (void)err_at(checker->load->errs, ERR_REFERENCE, loc, NULL,
                     "%.*s belongs to the column \"%.*s\", which %.*s does not have",
                     STR_ARG(label_whole(checker, sequence)), STR_ARG(column),
                     STR_ARG(label_whole(checker, &table->obj)));
        hint_column(checker, table, column);
    }
}

/* ---- the whole
 * --------------------------------------------------------------------------------------- */

/* Declared but not looked at: every plan would try to create it again. */
static void check_managed(const Checker *checker, const Object *object)
{
    if (!package_wants(&checker->filter, object))
        pkg_refuse_unmanaged(checker->load->package, object, label_whole(checker, object),
                             checker->load->errs);
}

static void check_table(const Checker *checker, const Table *table)
{
    TableNames names = read_columns(checker, table);

    check_indexes(checker, &names);
    check_constraint_names(checker, table);
    for (size_t i = 0; i < table->foreign_keys.len; i++)
        check_foreign_key(checker, &names, table->foreign_keys.items[i]);
}

void pkg_check(Load *load)
{
    Arena scratch = {0};
    Checker checker = {.load = load, .arena = &scratch};
    const Model *model = load->desired;

    package_filter(load->package, model, checker.arena, &checker.filter);
    for (size_t i = 0; i < load->unread.len; i++)
        (void)map_put(checker.arena, &checker.unread, load->unread.items[i], &present);
    for (size_t i = 0; i < load->left_out.len; i++)
        (void)map_put(checker.arena, &checker.left_out, load->left_out.items[i], &present);
    for (size_t i = 0; i < model->objects.len; i++) {
        const Object *object = model->objects.items[i];
        ArenaMark mark = arena_mark(&scratch);
        check_managed(&checker, object);
        if (object->rec.type == &table_type)
            check_table(&checker, (const Table *)object);
        else if (object->rec.type == &sequence_type)
            check_owner(&checker, object);
        arena_reset(&scratch, mark);
    }
    arena_free(&scratch);
}
