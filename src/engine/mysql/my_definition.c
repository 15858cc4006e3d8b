/* Objects that are known by their statement. */
#include "engine/mysql/my_slots.h"

bool my_declare_script(MyFamily family, const Statements *statements, const char *file,
                       Model *desired, bool *is_declared, Errs *errs)
{
    (void)family;
    (void)statements;
    (void)file;
    (void)desired;
    (void)errs;
    *is_declared = false;
    return true;
}

Str my_object_script(MyFamily family, Arena *arena, const Object *object)
{
    (void)family;
    (void)arena;
    (void)object;
    return STR_ABSENT;
}
