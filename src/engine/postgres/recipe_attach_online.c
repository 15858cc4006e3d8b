/* Whether a table can become a partition without being read under the lock: a check has proved that
 * its rows fit, and all else that the server would make or prove is there. */
#include "engine/postgres/family.h"
#include "engine/postgres/recipe_restrict.h"
#include "engine/postgres/scan.h"

/* The one plain column of a range or list key; absent: it is something else. */
static Str key_column(Arena *arena, Str partition_by, bool *is_range)
{
    PgScan scan = {partition_by, 0};
    PgToken strategy = pg_scan_next(&scan), column;

    *is_range = pg_token_is(&strategy, "RANGE");
    if ((!*is_range && !pg_token_is(&strategy, "LIST")) || !pg_scan_take(&scan, "("))
        return STR_ABSENT;
    column = pg_scan_next(&scan);
    if ((column.kind != PG_TOKEN_WORD && column.kind != PG_TOKEN_QUOTED) ||
        !pg_scan_take(&scan, ")") || pg_scan_next(&scan).kind != PG_TOKEN_END)
        return STR_ABSENT;
    return pg_token_name(arena, &column);
}

typedef struct Proof {
    SqlWriter writer;
    const Column *column;
} Proof;

/* One value of a bound, as the column's type; false where it is none (NULL, an expression). */
static bool put_value(Arena *arena, Proof *proof, const PgToken *token)
{
    Str value = token->kind == PG_TOKEN_STRING ? pg_string_value(arena, token->text) : token->text;

    if (token->kind != PG_TOKEN_STRING && token->kind != PG_TOKEN_NUMBER)
        return false;
    sql_put(&proof->writer, LIT(value), RAW("::"), EX(proof->column->type));
    return true;
}

/* `(value)` behind FROM or TO; an open end asks nothing. */
static bool put_end(Arena *arena, Proof *proof, PgScan *scan, SqlPart comparison)
{
    PgToken token;

    if (!pg_scan_take(scan, "("))
        return false;
    token = pg_scan_next(scan);
    if (!pg_token_is(&token, "MINVALUE") && !pg_token_is(&token, "MAXVALUE")) {
        sql_put(&proof->writer, RAW(" AND "), ID(proof->column->name), comparison);
        if (!put_value(arena, proof, &token))
            return false;
    }
    return pg_scan_take(scan, ")");
}

static bool put_values(Arena *arena, Proof *proof, PgScan *scan)
{
    if (!pg_scan_take(scan, "("))
        return false;
    sql_put(&proof->writer, RAW(" AND "), ID(proof->column->name), RAW(" IN ("));
    for (;;) {
        PgToken token = pg_scan_next(scan);
        if (!put_value(arena, proof, &token))
            return false;
        if (!pg_scan_take(scan, ","))
            break;
        sql_put(&proof->writer, RAW(", "));
    }
    sql_put(&proof->writer, RAW(")"));
    return pg_scan_take(scan, ")");
}

/* The bounds as a condition; absent where they say more than this reads. */
static Str condition(const Recipe *recipe, const Column *column, bool is_range)
{
    Arena *arena = recipe->arena;
    PgScan scan = {sparse_str(&recipe->desired->obj.rec, FIELD_TABLE_PARTITION_BOUNDS), 0};
    Proof proof = {sql_new(&pg_quoting), column};
    bool ok = pg_scan_take(&scan, "FOR") && pg_scan_take(&scan, "VALUES");

    sql_put(&proof.writer, ID(column->name), RAW(" IS NOT NULL"));
    if (is_range)
        ok = ok && pg_scan_take(&scan, "FROM") && put_end(arena, &proof, &scan, RAW(" >= ")) &&
             pg_scan_take(&scan, "TO") && put_end(arena, &proof, &scan, RAW(" < "));
    else
        ok = ok && pg_scan_take(&scan, "IN") && put_values(arena, &proof, &scan);
    if (ok)
        return sql_finish(&proof.writer, arena);
    sb_free(&proof.writer.sb);
    return STR_ABSENT;
}

/* ---- what else the server would read the rows for ---- */

static bool has_index_like(const Table *table, const Index *wanted)
{
    for (size_t i = 0; i < table->indexes.len; i++)
        if (recipe_same_index(table->indexes.items[i], wanted))
            return true;
    return false;
}

static bool has_key_like(const Table *table, const ForeignKey *wanted)
{
    for (size_t i = 0; i < table->foreign_keys.len; i++)
        if (record_equal(&table->foreign_keys.items[i]->rec, &wanted->rec, true))
            return true;
    return false;
}

static bool has_all_of(const Table *table, const Table *parent)
{
    for (size_t i = 0; i < parent->indexes.len; i++)
        if (!has_index_like(table, parent->indexes.items[i]))
            return false;
    for (size_t i = 0; i < parent->foreign_keys.len; i++)
        if (!has_key_like(table, parent->foreign_keys.items[i]))
            return false;
    return true;
}

/* A default partition would be read for rows that belong to the new one. */
static bool has_default(const Recipe *recipe, const Table *parent)
{
    const Model *live = recipe->input->changes->live;

    for (size_t i = 0; i < live->objects.len; i++) {
        const Table *table = (const Table *)live->objects.items[i];
        Str schema, name;
        if (table->obj.rec.type == &table_type && pg_is_partition(table) &&
            str_is(sparse_str(&table->obj.rec, FIELD_TABLE_PARTITION_BOUNDS), "DEFAULT") &&
            pg_relation_read(recipe->arena, sparse_str(&table->obj.rec, FIELD_TABLE_PARTITION_OF),
                             &schema, &name) &&
            str_eq(schema, parent->obj.schema) && str_eq(name, parent->obj.name))
            return true;
    }
    return false;
}

Str recipe_attach_proof(const Recipe *recipe, const Table *parent)
{
    const Table *live = parent == NULL ? NULL : recipe_live_table(recipe, parent);
    const Column *column;
    bool is_range;
    Str key;

    if (recipe->live == NULL || live == NULL || pg_is_partitioned(recipe->live) ||
        table_is_foreign(recipe->live) || !has_all_of(recipe->live, live) ||
        !has_all_of(recipe->live, parent) || has_default(recipe, live))
        return STR_ABSENT;
    key = key_column(recipe->arena, sparse_str(&parent->obj.rec, FIELD_TABLE_PARTITION_BY),
                     &is_range);
    column = key.len == 0 ? NULL : table_column(recipe->desired, key);
    return column == NULL ? STR_ABSENT : condition(recipe, column, is_range);
}
