/* Lines of a script that excuse it, or what it declares, from rules of lint:
 *
 *     -- anneal-allow: SCRIPT_DROPS until=2027-06-30 its rows are in orders_v2 */
#ifndef ANNEAL_PACKAGE_SCRIPT_ALLOW_H
#define ANNEAL_PACKAGE_SCRIPT_ALLOW_H

#include "model/finding.h"

/* Whether this line is one, wherever in the script it stands. */
bool script_allow_is(Str line);
/* All of them, each with its place. */
void script_allow_read(Arena *arena, const char *file, Str text, AllowanceVec *allow);

#endif
