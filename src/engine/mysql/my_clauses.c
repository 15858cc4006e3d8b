/* Clauses of one table in one statement. */
#include "engine/mysql/my_quote.h"
#include "engine/mysql/my_slots.h"

Str my_join_clauses(MyFamily family, Arena *arena, const Object *relation, const Str *clauses,
                    size_t count)
{
    SqlWriter writer = sql_new(&my_quoting);

    (void)family;
    sql_put(&writer, RAW("ALTER TABLE "), ID(relation->name));
    for (size_t i = 0; i < count; i++)
        sql_put(&writer, i == 0 ? RAW(" ") : RAW(", "), EX(clauses[i]));
    return sql_finish(&writer, arena);
}
