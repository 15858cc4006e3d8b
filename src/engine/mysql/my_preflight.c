/* What may get in the way of the steps. */
#include "engine/mysql/my_slots.h"

bool my_check_rights(Conn *conn, const Preflight *needs, Errs *errs)
{
    (void)conn;
    (void)needs;
    (void)errs;
    return true;
}

bool my_foresee(Conn *conn, const Preflight *needs, Notes *notes, Errs *errs)
{
    (void)conn;
    (void)needs;
    (void)notes;
    (void)errs;
    return true;
}
