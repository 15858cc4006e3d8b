/* Texts as the server prints them. */
#include "engine/mysql/my_slots.h"

bool my_canonicalize(Conn *conn, Pairs *pairs, Notes *notes, Errs *errs)
{
    (void)pairs;
    (void)notes;
    return err_addf(errs, ERR_UNSUPPORTED, "%s can't be asked for its spellings yet",
                    conn->engine->title);
}
