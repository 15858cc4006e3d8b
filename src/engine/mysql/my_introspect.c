/* Live -> model. */
#include "engine/mysql/my_slots.h"

bool my_introspect(Conn *conn, const Filter *filter, Model *model, Notes *notes, Errs *errs)
{
    (void)conn;
    (void)filter;
    (void)model;
    (void)notes;
    return err_addf(errs, ERR_UNSUPPORTED, "%s can't be read yet", conn->engine->title);
}
