/* A scratch database. */
#include "engine/mysql/my_slots.h"

bool my_open_scratch(Conn *live, const Url *url, const ConnectOptions *options, Arena *arena,
                     Scratch *scratch, Notes *notes, Errs *errs)
{
    (void)live;
    (void)url;
    (void)options;
    (void)arena;
    (void)notes;
    (void)scratch;
    return err_addf(errs, ERR_UNSUPPORTED, "there is no scratch database on this engine yet");
}

bool my_close_scratch(const Url *url, const ConnectOptions *options, Scratch *scratch, Errs *errs)
{
    (void)url;
    (void)options;
    (void)scratch;
    (void)errs;
    return true;
}
