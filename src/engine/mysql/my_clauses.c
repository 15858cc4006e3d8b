/* Clauses of one table in one statement. */
#include "engine/mysql/my_quote.h"
#include "engine/mysql/my_recipe.h"
#include "engine/mysql/my_slots.h"

Str my_join_clauses(MyFamily family, Arena *arena, const Object *relation, const Str *clauses,
                    size_t count)
{
    SqlWriter writer = sql_new(&my_quoting);

    /* The clauses that say how end each text, and are the same in all (my_set_clause). */
    (void)family;
    sql_put(&writer, RAW("ALTER TABLE "), ID(relation->name));
    for (size_t i = 0; i < count; i++)
        sql_put(&writer, i == 0 ? RAW(" ") : RAW(", "),
                EX(str_sub(clauses[i], 0, my_manner_begins(clauses[i]))));
    sql_put(&writer, EX(str_sub(clauses[0], my_manner_begins(clauses[0]), SIZE_MAX)));
    return sql_finish(&writer, arena);
}
