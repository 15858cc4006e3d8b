/* DDL text of policies. */
#include "engine/postgres/pure.h"

static void put_roles(SqlWriter *writer, const StrVec *roles)
{
    static const char *const words[] = {"CURRENT_USER", "CURRENT_ROLE", "SESSION_USER"};

    sql_put(writer, RAW(" TO "));
    if (roles->len == 0)
        sql_put(writer, RAW("PUBLIC"));
    for (size_t i = 0; i < roles->len; i++) {
        bool is_word = false;
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            is_word = is_word || str_is(roles->items[i], words[k]);
        sql_put(writer, i > 0 ? RAW(", ") : RAW(""));
        if (is_word)
            sql_put(writer, EX(roles->items[i]));
        else
            sql_put(writer, ID(roles->items[i]));
    }
}

void pg_render_policy_tail(SqlWriter *writer, const RowPolicy *policy)
{
    if (policy->using_expression.len > 0)
        sql_put(writer, RAW(" USING ("), EX(policy->using_expression), RAW(")"));
    if (policy->check_expression.len > 0)
        sql_put(writer, RAW(" WITH CHECK ("), EX(policy->check_expression), RAW(")"));
}

void pg_render_policy(SqlWriter *writer, Str schema, Str table, Str name, const RowPolicy *policy)
{
    static const char *const commands[] = {[POLICY_ALL] = "ALL",
                                           [POLICY_SELECT] = "SELECT",
                                           [POLICY_INSERT] = "INSERT",
                                           [POLICY_UPDATE] = "UPDATE",
                                           [POLICY_DELETE] = "DELETE"};

    sql_put(writer, RAW("CREATE POLICY "), ID(name), RAW(" ON "), QN(schema, table));
    if (policy->is_restrictive != 0)
        sql_put(writer, RAW(" AS RESTRICTIVE"));
    if (policy->command != POLICY_ALL)
        sql_put(writer, RAW(" FOR "), EX(str_from(commands[policy->command])));
    put_roles(writer, sparse_strs(&policy->rec, FIELD_POLICY_ROLES));
    pg_render_policy_tail(writer, policy);
}

void pg_render_policy_roles(SqlWriter *writer, const RowPolicy *policy)
{
    put_roles(writer, sparse_strs(&policy->rec, FIELD_POLICY_ROLES));
}
