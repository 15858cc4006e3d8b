/* Clauses of one table in one statement. */
#include "engine/mysql/my_quote.h"
#include "engine/mysql/my_slots.h"

/* Where ALTER's own clauses begin, which end each text and are the same in all (my_set_clause). */
static size_t end_of(Str clause)
{
    static const char mark[] = ", ALGORITHM=";
    size_t len = sizeof mark - 1;

    for (size_t i = clause.len; i-- > 0;)
        if (str_starts(str_sub(clause, i, len), STR(", ALGORITHM=")))
            return i;
    return clause.len;
}

Str my_join_clauses(MyFamily family, Arena *arena, const Object *relation, const Str *clauses,
                    size_t count)
{
    SqlWriter writer = sql_new(&my_quoting);

    (void)family;
    sql_put(&writer, RAW("ALTER TABLE "), ID(relation->name));
    for (size_t i = 0; i < count; i++)
        sql_put(&writer, i == 0 ? RAW(" ") : RAW(", "),
                EX(str_sub(clauses[i], 0, end_of(clauses[i]))));
    sql_put(&writer, EX(str_sub(clauses[0], end_of(clauses[0]), SIZE_MAX)));
    return sql_finish(&writer, arena);
}
