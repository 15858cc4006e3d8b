/* Conditions of a package, asked so that they can change nothing. */
#include "engine/mysql/my_slots.h"

bool my_today(Conn *conn, Arena *arena, Str *day, Errs *errs)
{
    (void)conn;
    (void)arena;
    (void)day;
    return err_addf(errs, ERR_UNSUPPORTED, "the day is not known yet");
}

bool my_ask_condition(Conn *conn, Str text, int timeout_ms, Arena *arena, ConditionAnswer *answer,
                      Errs *errs)
{
    (void)conn;
    (void)text;
    (void)timeout_ms;
    (void)arena;
    (void)answer;
    return err_addf(errs, ERR_UNSUPPORTED, "conditions can't be asked yet");
}
