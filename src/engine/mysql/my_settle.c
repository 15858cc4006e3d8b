/* A desired model in the spellings of these servers. */
#include "engine/mysql/my_slots.h"

Str my_fold_name(Arena *arena, Str name)
{
    return arena_lower(arena, name);
}

bool my_settle(MyFamily family, Model *desired, Notes *notes, Errs *errs)
{
    (void)family;
    (void)desired;
    (void)notes;
    return err_addf(errs, ERR_UNSUPPORTED, "packages can't be planned for this engine yet");
}
