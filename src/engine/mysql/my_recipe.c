/* Changes -> pieces. */
#include "engine/mysql/my_slots.h"

bool my_recipe(MyFamily family, const RecipeInput *input, const ChangeGroup *group, Pieces *pieces,
               Errs *errs)
{
    (void)family;
    (void)input;
    (void)group;
    (void)pieces;
    return err_addf(errs, ERR_UNSUPPORTED, "this engine can't be changed yet");
}
