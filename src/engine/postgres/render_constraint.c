/* DDL text of check constraints and foreign keys. */
#include "engine/postgres/pure.h"

/* Also where one is put back: rows that break it are still there. */
static void put_not_valid(SqlWriter *writer, const Record *rec)
{
    if (sparse_bool(rec, FIELD_NOT_VALID))
        sql_put(writer, RAW(" NOT VALID"));
}

static void put_not_enforced(SqlWriter *writer, const Record *rec)
{
    if (sparse_bool(rec, FIELD_NOT_ENFORCED))
        sql_put(writer, RAW(" NOT ENFORCED"));
}

/* Columns of which the last may be a period. */
static void put_columns(SqlWriter *writer, const StrVec *columns, bool has_period)
{
    for (size_t i = 0; i < columns->len; i++)
        sql_put(writer, i > 0 ? RAW(", ") : RAW(""),
                has_period && i + 1 == columns->len ? RAW("PERIOD ") : RAW(""),
                ID(columns->items[i]));
}

void pg_render_check(SqlWriter *writer, Str name, const Check *check)
{
    pg_render_constraint_name(writer, name);
    sql_put(writer, RAW("CHECK ("), EX(check->expression), RAW(")"));
    if (sparse_bool(&check->rec, FIELD_CHECK_NO_INHERIT))
        sql_put(writer, RAW(" NO INHERIT"));
    put_not_valid(writer, &check->rec);
    put_not_enforced(writer, &check->rec);
}

static void put_action(SqlWriter *writer, int action)
{
    switch ((FkAction)action) {
    case FK_NO_ACTION:
        sql_put(writer, RAW("NO ACTION"));
        break;
    case FK_RESTRICT:
        sql_put(writer, RAW("RESTRICT"));
        break;
    case FK_CASCADE:
        sql_put(writer, RAW("CASCADE"));
        break;
    case FK_SET_NULL:
        sql_put(writer, RAW("SET NULL"));
        break;
    case FK_SET_DEFAULT:
        sql_put(writer, RAW("SET DEFAULT"));
        break;
    }
}

void pg_render_foreign_key(SqlWriter *writer, Str name, const ForeignKey *key)
{
    enum { MATCH_FULL = 1 }; /* row of model/table_fields.c */
    const StrVec *set = sparse_strs(&key->rec, FIELD_FK_DELETE_COLUMNS);
    bool has_period = sparse_bool(&key->rec, FIELD_FK_PERIOD);

    pg_render_constraint_name(writer, name);
    sql_put(writer, RAW("FOREIGN KEY ("));
    put_columns(writer, &key->columns, has_period);
    sql_put(writer, RAW(") REFERENCES "), QN(key->related_schema, key->related_table));
    if (key->related_columns.len > 0) {
        sql_put(writer, RAW(" ("));
        put_columns(writer, &key->related_columns, has_period);
        sql_put(writer, RAW(")"));
    }
    if (sparse_enum(&key->rec, FIELD_FK_MATCH) == MATCH_FULL)
        sql_put(writer, RAW(" MATCH FULL"));
    if (key->on_update != FK_NO_ACTION) {
        sql_put(writer, RAW(" ON UPDATE "));
        put_action(writer, key->on_update);
    }
    if (key->on_delete != FK_NO_ACTION) {
        sql_put(writer, RAW(" ON DELETE "));
        put_action(writer, key->on_delete);
        if (set->len > 0)
            sql_put(writer, RAW(" ("), IDS(set), RAW(")"));
    }
    pg_render_deferrable(writer, &key->rec);
    put_not_valid(writer, &key->rec);
    put_not_enforced(writer, &key->rec);
}
