/* Files of objects that a script declares: several can share one, such as overloads. */
#ifndef ANNEAL_PACKAGE_SAVE_SCRIPTS_H
#define ANNEAL_PACKAGE_SAVE_SCRIPTS_H

#include "package/package.h"

/* Whether the object's file is a script. */
bool script_declares(const SaveOptions *options, const Object *object);
/* Writes the scripts of `objects`, some of the database's `model`, below the folder `template`:
 * each into the file that declares it in `present` (NULL: a new package), else into one named after
 * it in the folder of its kind. A present file is written anew only where it would declare
 * something else. */
bool save_scripts(const SaveOptions *options, const char *template, const Model *model,
                  const Model *present, const Object *const *objects, size_t count, Errs *errs);

#endif
