/* Declared backfills of a package: read beside its objects, checked against its tables. */
#include "model/label.h"
#include "package/state.h"

enum { TARGET_MOST_MS = 60 * 1000, PAUSE_MOST_MS = 60 * 60 * 1000 };

const BackfillVec *package_backfills(const Package *package)
{
    return &package->backfills;
}

void pkg_add_backfill(Load *load, Backfill *backfill)
{
    Str dflt = load->target->default_schema;

    if (!pkg_apply_platforms(load, &backfill->rec))
        return;
    backfill->schema = dflt.ptr == NULL               ? STR_ABSENT
                       : backfill->schema.ptr == NULL ? dflt
                                                      : backfill->schema;
    vec_push(&load->package->arena, &load->package->backfills, backfill);
}

static Loc loc_of(const Load *load, const Backfill *backfill, const char *key)
{
    return record_key_loc(&load->package->arena, &backfill->rec, key);
}

static bool has_token(Str text)
{
    for (size_t i = 0; i + 1 < text.len; i++)
        if (text.ptr[i] == '{' && text.ptr[i + 1] == '{')
            return true;
    return false;
}

/* Of the kind that the table's own file would have: what it is called there. */
static Str shown_table(const Load *load, const Backfill *backfill)
{
    return label_name(&load->package->arena, pkg_written_name(&backfill->rec, "Schema"),
                      backfill->table);
}

static void missing_table(const Load *load, const Backfill *backfill)
{
    const Model *desired = load->desired;
    const char **names = ARENA_ARRAY(&load->package->arena, const char *, desired->objects.len + 1);
    const char *nearest;
    size_t count = 0;

    (void)err_at(load->errs, ERR_REFERENCE, loc_of(load, backfill, "Table"), NULL,
                 "backfill \"%.*s\" is for the table %.*s, which the package does not declare",
                 STR_ARG(backfill->name), STR_ARG(shown_table(load, backfill)));
    for (size_t i = 0; i < desired->objects.len; i++)
        if (desired->objects.items[i]->rec.type == &table_type)
            names[count++] = arena_cstr(&load->package->arena, desired->objects.items[i]->name);
    nearest = str_nearest(backfill->table, names, count);
    if (nearest != NULL)
        (void)err_hint(load->errs, "did you mean \"%s\"?", nearest);
}

static void missing_column(const Load *load, const Backfill *backfill, const Table *table,
                           Str wanted)
{
    const char **names = ARENA_ARRAY(&load->package->arena, const char *, table->columns.len + 1);
    const char *nearest;

    (void)err_at(load->errs, ERR_REFERENCE, loc_of(load, backfill, "Set"), NULL,
                 "backfill \"%.*s\" sets the column \"%.*s\", which table %.*s does not have",
                 STR_ARG(backfill->name), STR_ARG(wanted), STR_ARG(shown_table(load, backfill)));
    for (size_t i = 0; i < table->columns.len; i++)
        names[i] = arena_cstr(&load->package->arena, table->columns.items[i]->name);
    nearest = str_nearest(wanted, names, table->columns.len);
    if (nearest != NULL)
        (void)err_hint(load->errs, "did you mean \"%s\"?", nearest);
}

static bool is_in_key(const Table *table, Str column)
{
    const Index *primary = table_primary_key(table);

    for (size_t i = 0; primary != NULL && i < primary->keys.len; i++)
        if (str_eq(primary->keys.items[i].name, column))
            return true;
    return false;
}

static void check_column(const Load *load, const Backfill *backfill, const Table *table, Str name)
{
    const Column *column = table_column(table, name);

    if (has_token(name))
        return; /* reported as a token */
    if (column == NULL)
        missing_column(load, backfill, table, name);
    else if (sparse_str(&column->rec, FIELD_COLUMN_GENERATION).len > 0)
        (void)err_at(load->errs, ERR_REFERENCE, loc_of(load, backfill, "Set"),
                     "a generated column has its values from its expression",
                     "backfill \"%.*s\" sets the generated column \"%.*s\"",
                     STR_ARG(backfill->name), STR_ARG(name));
    else if (is_in_key(table, name))
        (void)err_at(load->errs, ERR_UNSUPPORTED, loc_of(load, backfill, "Set"),
                     "rows are told apart by the primary key while it runs",
                     "backfill \"%.*s\" sets \"%.*s\", which is of the primary key",
                     STR_ARG(backfill->name), STR_ARG(name));
}

static void check_number(const Load *load, const Backfill *backfill, const char *key, OptInt value,
                         int64_t least, int64_t most)
{
    if (value.given && (value.value < least || value.value > most))
        (void)err_at(load->errs, ERR_FIELD, loc_of(load, backfill, key), NULL,
                     "\"%s\" of backfill \"%.*s\" is from %lld to %lld", key,
                     STR_ARG(backfill->name), (long long)least, (long long)most);
}

static void check_name(const Load *load, Map *seen, Backfill *backfill)
{
    const Backfill *before = backfill->name.len == 0
                                 ? NULL
                                 : map_put(&load->package->arena, seen, backfill->name, backfill);
    Loc first;

    if (before == NULL)
        return;
    first = record_loc(&load->package->arena, &before->rec);
    (void)err_at(load->errs, ERR_DUPLICATE, loc_of(load, backfill, "Name"), NULL,
                 "backfill \"%.*s\" is declared twice", STR_ARG(backfill->name));
    (void)err_hint(load->errs, "it is declared first at %s:%u:%u", first.file, first.line,
                   first.column);
}

static void check_backfill(const Load *load, const Backfill *backfill)
{
    const Table *table =
        (const Table *)model_find(load->desired, REC_TABLE, backfill->schema, backfill->table);

    check_number(load, backfill, "BatchRows", backfill->batch_rows, 1, BACKFILL_ROWS_MOST);
    check_number(load, backfill, "TargetMs", backfill->target_ms, 1, TARGET_MOST_MS);
    check_number(load, backfill, "PauseMs", backfill->pause_ms, 0, PAUSE_MOST_MS);
    if (backfill->set.len == 0 && doc_get(record_doc(&backfill->rec), STR("Set")) != NULL)
        (void)err_at(load->errs, ERR_FIELD, loc_of(load, backfill, "Set"),
                     "write `\"column\": \"expression\"`", "backfill \"%.*s\" sets no column",
                     STR_ARG(backfill->name));
    if (table == NULL && backfill->table.len > 0 && !has_token(backfill->table) &&
        load->unread.len == 0)
        missing_table(load, backfill);
    for (size_t i = 0; table != NULL && i < backfill->set.len; i++)
        check_column(load, backfill, table, backfill->set.items[i].name);
}

void pkg_check_backfills(Load *load)
{
    Map seen = {0};

    for (size_t i = 0; i < load->package->backfills.len; i++) {
        check_name(load, &seen, load->package->backfills.items[i]);
        check_backfill(load, load->package->backfills.items[i]);
    }
}
