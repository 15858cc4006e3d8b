/* Names of what lives until a recipe is through: a later plan knows by them what one that was cut
 * off has left. */
#ifndef ANNEAL_MODEL_TEMPORARY_H
#define ANNEAL_MODEL_TEMPORARY_H

#include "model/model.h"

#define TEMPORARY_PREFIX "anneal_tmp_"
enum { TEMPORARY_DIGITS = 12 };

/* The prefix and so many hexadecimal digits. */
bool name_is_temporary(Str name);
/* Takes columns, constraints and indexes of such names out of a table: no package declares them. */
void table_drop_temporary(Table *table);
/* The same of objects that are such as a whole. */
void model_drop_temporary(Model *model);

#endif
