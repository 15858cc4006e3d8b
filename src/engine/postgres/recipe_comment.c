/* Recipes of comments. */
#include "engine/postgres/recipe.h"

static bool is_of_domain(const Recipe *recipe)
{
    return recipe->group->desired != NULL && recipe->group->desired->rec.type == &domain_type;
}

Str recipe_sql_domain_check_comment(const Recipe *recipe, const Check *check, Str comment)
{
    return RECIPE_SQL(recipe, RAW("COMMENT ON CONSTRAINT "), ID(check->name), RAW(" ON DOMAIN "),
                      RECIPE_REL(recipe), RAW(" IS "), LIT(comment));
}

/* What COMMENT ON calls an object; NULL: a part of one, or what comments on itself. */
static const char *object_word(const Record *rec)
{
    static const struct {
        const RecordType *type;
        const char *word;
    } words[] = {
        {&schema_type, "SCHEMA"},
        {&sequence_type, "SEQUENCE"},
        {&foreign_data_wrapper_type, "FOREIGN DATA WRAPPER"},
        {&foreign_server_type, "SERVER"},
        {&publication_type, "PUBLICATION"},
        {&subscription_type, "SUBSCRIPTION"},
    };

    if (rec->type == &table_type)
        return table_is_foreign((const Table *)rec) ? "FOREIGN TABLE" : "TABLE";
    if (type_is_data_type(rec->type) || rec->type == &collation_type ||
        rec->type == &extension_type)
        return pg_object_word(rec->type);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].type == rec->type)
            return words[i].word;
    return NULL;
}

static void put_subject(SqlWriter *writer, const Recipe *recipe, const Record *rec)
{
    const Statistics *statistics = (const Statistics *)rec;

    if (object_word(rec) != NULL)
        sql_put(writer, EX(str_from(object_word(rec))), RAW(" "), RECIPE_REL(recipe));
    else if (rec->type == &column_type)
        sql_put(writer, RAW("COLUMN "), RECIPE_REL(recipe), RAW("."), ID(record_name(rec)));
    else if (rec->type == &index_type && !index_is_constraint((const Index *)rec))
        sql_put(writer, RAW("INDEX "), QN(recipe->schema, record_name(rec)));
    else if (rec->type == &statistics_type)
        sql_put(
            writer, RAW("STATISTICS "),
            QN(statistics->schema.len > 0 ? statistics->schema : recipe->schema, statistics->name));
    else if (rec->type == &policy_type)
        sql_put(writer, RAW("POLICY "), ID(record_name(rec)), RAW(" ON "), RECIPE_REL(recipe));
    else
        sql_put(writer, RAW("CONSTRAINT "), ID(record_name(rec)), RAW(" ON "),
                is_of_domain(recipe) ? RAW("DOMAIN ") : RAW(""), RECIPE_REL(recipe));
}

/* What the live extension brought along. */
static Str own_comment(const Recipe *recipe)
{
    return recipe->group->live == NULL
               ? STR_ABSENT
               : sparse_str(&recipe->group->live->rec, FIELD_EXTENSION_OWN_COMMENT);
}

Str recipe_sql_comment(const Recipe *recipe, const Record *rec, Str comment)
{
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("COMMENT ON "));
    put_subject(&writer, recipe, rec);
    if (comment.len > 0)
        sql_put(&writer, RAW(" IS "), LIT(comment));
    else if (rec->type == &schema_type && str_is(recipe->name, "public") &&
             sparse_tristate(rec, FIELD_SCHEMA_STANDARD_COMMENT) != TRI_FALSE)
        sql_put(&writer, RAW(" IS "), LIT(STR("standard public schema"))); /* as initdb leaves it */
    else if (rec->type == &extension_type && own_comment(recipe).len > 0)
        sql_put(&writer, RAW(" IS "), LIT(own_comment(recipe)));
    else
        sql_put(&writer, RAW(" IS NULL"));
    return sql_finish(&writer, recipe->arena);
}

Str recipe_sql_index_comment(const Recipe *recipe, const Record *rec, Str comment)
{
    return RECIPE_SQL(recipe, RAW("COMMENT ON INDEX "), QN(recipe->schema, record_name(rec)),
                      RAW(" IS "), comment.len > 0 ? LIT(comment) : RAW("NULL"));
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

static void comment_on_index(Recipe *recipe, const Change *change, const Record *rec, Str before,
                             Str reason)
{
    const Piece *last = recipe_piece_of(recipe, rec);
    Piece *piece = recipe_add(recipe, OP_COMMENT, change, reason);

    piece->about = rec;
    recipe_put(recipe, piece,
               recipe_sql_index_comment(recipe, rec, sparse_str(rec, FIELD_INDEX_COMMENT)));
    if (recipe->group->live != NULL)
        recipe_undo(recipe, piece, recipe_sql_index_comment(recipe, rec, before));
    recipe_after(recipe, piece, last);
}

static void comment_on_new(Recipe *recipe, const Change *change, const Record *rec)
{
    if (sparse_str(rec, FIELD_COMMENT).len > 0)
        comment_on(recipe, change, rec, STR_ABSENT, STR("Comment"));
    if (sparse_str(rec, FIELD_INDEX_COMMENT).len > 0)
        comment_on_index(recipe, change, rec, STR_ABSENT, STR("IndexComment"));
}

/* On the constraint that forbids NULL in a column. */
static void comment_on_not_null(Recipe *recipe, const Change *change, const Column *column)
{
    Piece *piece = recipe_add(recipe, OP_COMMENT, change, STR("NotNullComment"));

    piece->about = &column->rec;
    recipe_put(
        recipe, piece,
        recipe_not_null_comment(recipe, column, sparse_str(&column->rec, FIELD_NOT_NULL_COMMENT)));
    recipe_after_all(recipe, piece, &column->rec);
}

/* On the sequence of an identity. */
static void comment_on_sequence(Recipe *recipe, const Change *change, const Column *column)
{
    Piece *piece = recipe_add(recipe, OP_COMMENT, change, STR("SequenceComment"));

    piece->about = &column->rec;
    recipe_put(
        recipe, piece,
        recipe_identity_comment(recipe, column, sparse_str(&column->rec, FIELD_SEQUENCE_COMMENT)));
    recipe_after_all(recipe, piece, &column->rec);
}

static void comment_beside_column(Recipe *recipe, const Change *change, const Column *column)
{
    if (sparse_str(&column->rec, FIELD_SEQUENCE_COMMENT).len > 0)
        comment_on_sequence(recipe, change, column);
    if (sparse_str(&column->rec, FIELD_NOT_NULL_COMMENT).len > 0)
        comment_on_not_null(recipe, change, column);
}

/* A new table: its one change stands for all its parts. */
static void comment_on_parts(Recipe *recipe, const Change *change, const Table *table)
{
    for (size_t i = 0; i < table->columns.len; i++) {
        comment_on_new(recipe, change, &table->columns.items[i]->rec);
        comment_beside_column(recipe, change, table->columns.items[i]);
    }
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

static void comment_on_checks(Recipe *recipe, const Change *change, const Domain *domain)
{
    for (size_t i = 0; i < domain->checks.len; i++)
        comment_on_new(recipe, change, &domain->checks.items[i]->rec);
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
        if (change->desired->type == &column_type)
            comment_beside_column(recipe, change, (const Column *)change->desired);
        break;
    case CHANGE_ALTER:
        if (change_has(change, "Comment") || change_has(change, "StandardComment"))
            comment_on(recipe, change, change->desired, sparse_str(change->live, FIELD_COMMENT),
                       recipe_reason_of(recipe->arena, change, "Comment StandardComment"));
        if (change_has(change, "IndexComment"))
            comment_on_index(recipe, change, change->desired,
                             sparse_str(change->live, FIELD_INDEX_COMMENT),
                             recipe_reason_of(recipe->arena, change, "IndexComment"));
        if (change_has(change, "SequenceComment") &&
            recipe_is_identity((const Column *)change->desired))
            comment_on_sequence(recipe, change, (const Column *)change->desired);
        if (change_has(change, "NotNullComment") && !((const Column *)change->desired)->is_nullable)
            comment_on_not_null(recipe, change, (const Column *)change->desired);
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
        if (change->kind == CHANGE_CREATE && change->desired->type == &domain_type)
            comment_on_checks(recipe, change, (const Domain *)change->desired);
    }
}
