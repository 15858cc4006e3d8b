/* Recipes of comments. */
#include "engine/postgres/recipe.h"

static void put_subject(SqlWriter *writer, const Recipe *recipe, const Record *rec)
{
    switch (rec->type->kind) {
    case REC_SCHEMA:
        sql_put(writer, RAW("SCHEMA "), ID(recipe->name));
        return;
    case REC_SEQUENCE:
        sql_put(writer, RAW("SEQUENCE "), RECIPE_REL(recipe));
        return;
    case REC_TABLE:
        sql_put(writer,
                table_is_foreign((const Table *)rec) ? RAW("FOREIGN TABLE ") : RAW("TABLE "),
                RECIPE_REL(recipe));
        return;
    case REC_FOREIGN_DATA_WRAPPER:
        sql_put(writer, RAW("FOREIGN DATA WRAPPER "), ID(recipe->name));
        return;
    case REC_FOREIGN_SERVER:
        sql_put(writer, RAW("SERVER "), ID(recipe->name));
        return;
    case REC_PUBLICATION:
        sql_put(writer, RAW("PUBLICATION "), ID(recipe->name));
        return;
    case REC_SUBSCRIPTION:
        sql_put(writer, RAW("SUBSCRIPTION "), ID(recipe->name));
        return;
    case REC_COLUMN:
        sql_put(writer, RAW("COLUMN "), RECIPE_REL(recipe), RAW("."), ID(record_name(rec)));
        return;
    case REC_INDEX:
        if (!index_is_constraint((const Index *)rec)) {
            sql_put(writer, RAW("INDEX "), QN(recipe->schema, record_name(rec)));
            return;
        }
        break;
    case REC_STATISTICS: {
        const Statistics *statistics = (const Statistics *)rec;
        sql_put(
            writer, RAW("STATISTICS "),
            QN(statistics->schema.len > 0 ? statistics->schema : recipe->schema, statistics->name));
        return;
    }
    case REC_POLICY:
        sql_put(writer, RAW("POLICY "), ID(record_name(rec)), RAW(" ON "), RECIPE_REL(recipe));
        return;
    case REC_EXCLUSION:
    case REC_CHECK:
    case REC_FOREIGN_KEY:
    case REC_OTHER:
    case REC_FUNCTION: /* definitions comment on themselves */
    case REC_PROCEDURE:
    case REC_VIEW:
    case REC_MATERIALIZED_VIEW:
    case REC_RULE:
    case REC_TRIGGER:
    case REC_DEFAULT_PRIVILEGES:
    case REC_USER_MAPPING: /* no comments */
    case REC_PUBLICATION_TABLE:
        break;
    }
    sql_put(writer, RAW("CONSTRAINT "), ID(record_name(rec)), RAW(" ON "), RECIPE_REL(recipe));
}

Str recipe_sql_comment(const Recipe *recipe, const Record *rec, Str comment)
{
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("COMMENT ON "));
    put_subject(&writer, recipe, rec);
    if (comment.len > 0)
        sql_put(&writer, RAW(" IS "), LIT(comment));
    else
        sql_put(&writer, RAW(" IS NULL"));
    return sql_finish(&writer, recipe->arena);
}

static void comment_on(Recipe *recipe, const Change *change, const Record *rec, Str before,
                       Str reason)
{
    Str comment = sparse_str(rec, FIELD_COMMENT);
    const Piece *last = recipe_piece_of(recipe, rec);
    Piece *piece = recipe_add(recipe, OP_COMMENT, change, reason);

    piece->about = rec;
    recipe_put(recipe, piece, recipe_sql_comment(recipe, rec, comment));
    if (recipe->group->live != NULL)
        recipe_undo(recipe, piece, recipe_sql_comment(recipe, rec, before));
    if (rec->type == &column_type)
        recipe_after_name(recipe, piece, record_name(rec));
    else
        recipe_after(recipe, piece, last);
}

static void comment_on_new(Recipe *recipe, const Change *change, const Record *rec)
{
    if (sparse_str(rec, FIELD_COMMENT).len > 0)
        comment_on(recipe, change, rec, STR_ABSENT, STR("Comment"));
}

/* A new table: its one change stands for all its parts. */
static void comment_on_parts(Recipe *recipe, const Change *change, const Table *table)
{
    for (size_t i = 0; i < table->columns.len; i++)
        comment_on_new(recipe, change, &table->columns.items[i]->rec);
    for (size_t i = 0; i < table->indexes.len; i++)
        comment_on_new(recipe, change, &table->indexes.items[i]->rec);
    for (size_t i = 0; i < table->checks.len; i++)
        comment_on_new(recipe, change, &table->checks.items[i]->rec);
    for (size_t i = 0; i < table->foreign_keys.len; i++)
        comment_on_new(recipe, change, &table->foreign_keys.items[i]->rec);
    for (size_t i = 0; i < table->exclusions.len; i++)
        comment_on_new(recipe, change, &table->exclusions.items[i]->rec);
    for (size_t i = 0; i < table->statistics.len; i++)
        comment_on_new(recipe, change, &table->statistics.items[i]->rec);
    for (size_t i = 0; i < table->policies.len; i++)
        comment_on_new(recipe, change, &table->policies.items[i]->rec);
}

/* Index records of a constraint and columns that are made anew lose their comment. */
static void comment_on_change(Recipe *recipe, const Change *change)
{
    if (recipe_is_done(recipe, change->desired) && change->kind != CHANGE_CREATE)
        return; /* put back where it was made again */
    switch (change->kind) {
    case CHANGE_CREATE:
    case CHANGE_RECREATE:
        comment_on_new(recipe, change, change->desired);
        break;
    case CHANGE_ALTER:
        if (change_has(change, "Comment"))
            comment_on(recipe, change, change->desired, sparse_str(change->live, FIELD_COMMENT),
                       recipe_reason_of(recipe->arena, change, "Comment"));
        break;
    case CHANGE_DROP:
    case CHANGE_RENAME:
        break;
    }
}

void recipe_comments(Recipe *recipe)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        if (change->desired == NULL)
            continue;
        comment_on_change(recipe, change);
        if (change->kind == CHANGE_CREATE && change->desired->type == &table_type)
            comment_on_parts(recipe, change, (const Table *)change->desired);
    }
}
