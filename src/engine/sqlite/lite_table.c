/* What SQLite makes of a table's definition. */
#include "engine/sqlite/lite_table.h"

#include <sqlite3.h>

#include "engine/sqlite/lite_definition.h"
#include "engine/sqlite/lite_quote.h"
#include "engine/sqlite/lite_text.h"

Column *lite_table_column(const Table *table, Str name)
{
    for (size_t i = 0; name.len > 0 && i < table->columns.len; i++)
        if (lite_same_name(table->columns.items[i]->name, name))
            return table->columns.items[i];
    return NULL;
}

Table *lite_model_table(const Model *model, Str name)
{
    Object *object = model_find(model, REC_TABLE, STR_ABSENT, name);

    for (size_t i = 0; object == NULL && i < model->objects.len; i++)
        if (model->objects.items[i]->rec.type == &table_type &&
            lite_same_name(model->objects.items[i]->name, name))
            object = model->objects.items[i];
    return (Table *)object;
}

bool lite_table_is_strict(const Table *table)
{
    return sparse_bool(&table->obj.rec, FIELD_TABLE_STRICT);
}

bool lite_table_is_without_rowid(const Table *table)
{
    return sparse_bool(&table->obj.rec, FIELD_TABLE_WITHOUT_ROWID);
}

Column *lite_table_rowid_alias(const Table *table)
{
    const Index *key = table_primary_key(table);
    Column *column;

    if (key == NULL || key->keys.len != 1 || key->keys.items[0].is_desc ||
        lite_table_is_without_rowid(table))
        return NULL;
    column = lite_table_column(table, key->keys.items[0].name);
    return column != NULL && str_eq_ascii_nocase(column->type, STR("INTEGER")) ? column : NULL;
}

bool lite_column_is_generated(const Column *column)
{
    return sparse_str(&column->rec, FIELD_COLUMN_GENERATION).len > 0;
}

static bool holds(Str folded, const char *part)
{
    size_t len = strlen(part);

    for (size_t i = 0; i + len <= folded.len; i++)
        if (memcmp(folded.ptr + i, part, len) == 0)
            return true;
    return false;
}

LiteAffinity lite_affinity(Str type)
{
    static const struct {
        const char *part;
        LiteAffinity affinity;
    } rules[] = {
        {"int", LITE_AFFINITY_INTEGER}, {"char", LITE_AFFINITY_TEXT}, {"clob", LITE_AFFINITY_TEXT},
        {"text", LITE_AFFINITY_TEXT},   {"blob", LITE_AFFINITY_BLOB}, {"real", LITE_AFFINITY_REAL},
        {"floa", LITE_AFFINITY_REAL},   {"doub", LITE_AFFINITY_REAL},
    };
    Arena scratch = {0};
    Str folded = lite_fold_name(&scratch, type);
    LiteAffinity affinity = type.len == 0 ? LITE_AFFINITY_BLOB : LITE_AFFINITY_NUMERIC;

    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (holds(folded, rules[i].part)) {
            affinity = rules[i].affinity;
            break;
        }
    }
    arena_free(&scratch);
    return affinity;
}

/* A name that SQL can have without quotes. */
static bool is_plain(Str name)
{
    bool plain = name.len > 0 && !(name.ptr[0] >= '0' && name.ptr[0] <= '9');

    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        plain = plain && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '_');
    }
    return plain && sqlite3_keyword_check(name.ptr, (int)name.len) == 0;
}

Str lite_collation_text(Arena *arena, Str written)
{
    LiteTokens tokens = lite_tokens_read(arena, written);
    Str name = lite_token_name(arena, &tokens.items[0]);
    Sb sb = sb_new(SB_LINE_MAX);

    if (written.len == 0)
        return STR_ABSENT;
    if (tokens.items[0].kind == LITE_WORD || is_plain(name))
        return arena_str(arena, name);
    lite_quote_ident(&sb, name);
    return sb_finish(&sb, arena);
}

bool lite_name_is_internal(Str name)
{
    static const char *const prefixes[] = {"sqlite_", "_anneal_"};

    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (str_eq_ascii_nocase(str_sub(name, 0, strlen(prefixes[i])), str_from(prefixes[i])))
            return true;
    return false;
}

bool lite_collation_is_default(Str text)
{
    Arena scratch = {0};
    bool is_default = lite_same_name(lite_collation_name(&scratch, text), STR("BINARY"));

    arena_free(&scratch);
    return is_default;
}

Str lite_collation_name(Arena *arena, Str text)
{
    LiteTokens tokens = lite_tokens_read(arena, text);

    return text.len == 0 ? STR("BINARY") : lite_token_name(arena, &tokens.items[0]);
}

static void complete_key(const Table *table, Index *index)
{
    Arena scratch = {0};

    for (size_t i = 0; i < index->keys.len; i++) {
        KeyPart *part = &index->keys.items[i];
        const Column *column = lite_table_column(table, part->name);
        Str own = column == NULL ? STR_ABSENT : sparse_str(&column->rec, FIELD_COLUMN_COLLATION);
        if (column == NULL)
            continue;
        part->name = column->name;
        if (part->collation.len > 0 &&
            lite_same_name(lite_collation_name(&scratch, part->collation),
                           lite_collation_name(&scratch, own)))
            part->collation = STR_ABSENT;
    }
    arena_free(&scratch);
}

void lite_table_complete(Arena *arena, Table *table)
{
    const Index *primary = table_primary_key(table);
    const Column *alias = lite_table_rowid_alias(table);

    for (size_t i = 0; i < table->indexes.len; i++)
        complete_key(table, table->indexes.items[i]);
    for (size_t i = 0; primary != NULL && i < primary->keys.len; i++) {
        Column *column = lite_table_column(table, primary->keys.items[i].name);
        if (column == NULL)
            continue;
        if (column == alias)
            sparse_set_enum(arena, &column->rec, FIELD_COLUMN_CONFLICT, 0);
        if (column == alias || lite_table_is_without_rowid(table) || lite_table_is_strict(table))
            column->is_nullable = false;
    }
}

static void spell_columns(const Table *table, StrVec *names)
{
    for (size_t i = 0; i < names->len; i++) {
        const Column *column = lite_table_column(table, names->items[i]);
        if (column != NULL)
            names->items[i] = column->name;
    }
}

static void complete_foreign_key(Model *model, const Table *table, ForeignKey *key)
{
    const Table *related = lite_model_table(model, key->related_table);
    const Index *primary = related == NULL ? NULL : table_primary_key(related);

    spell_columns(table, &key->columns);
    if (related == NULL)
        return;
    key->related_table = related->obj.name;
    spell_columns(related, &key->related_columns);
    if (key->related_columns.len == 0 && primary != NULL && primary->keys.len == key->columns.len)
        for (size_t i = 0; i < primary->keys.len; i++)
            vec_push(&model->arena, &key->related_columns, primary->keys.items[i].name);
}

void lite_model_complete(Model *model)
{
    for (size_t i = 0; i < model->objects.len; i++)
        if (model->objects.items[i]->rec.type == &table_type)
            lite_table_complete(&model->arena, (Table *)model->objects.items[i]);
    for (size_t i = 0; i < model->objects.len; i++) {
        Table *table = (Table *)model->objects.items[i];
        if (model->objects.items[i]->rec.type != &table_type)
            continue;
        for (size_t j = 0; j < table->foreign_keys.len; j++)
            complete_foreign_key(model, table, table->foreign_keys.items[j]);
    }
    lite_definition_complete(model);
}

void lite_model_add_edges(Model *model, bool is_live)
{
    for (size_t i = 0; i < model->objects.len; i++) {
        const Table *table = (const Table *)model->objects.items[i];
        for (size_t j = 0; table->obj.rec.type == &table_type && j < table->foreign_keys.len; j++) {
            const Table *related =
                lite_model_table(model, table->foreign_keys.items[j]->related_table);
            /* Soft: SQLite creates a foreign key before its parent as gladly as behind it. */
            if (related != NULL && related != table)
                model_add_edge(model, &table->obj, &related->obj, true);
        }
    }
    lite_definition_add_edges(model, is_live);
}
