/* What happens when memory runs out: the one place where the library ends the program. */
#ifndef ANNEAL_BASE_OOM_H
#define ANNEAL_BASE_OOM_H

#include <stddef.h>

typedef void (*OomHandler)(size_t wanted_bytes);

/* Sets the program's handler, called once before abort(); NULL: none. Not thread-safe, as the
 * library is single-threaded. */
void oom_set_handler(OomHandler handler);

/* Calls the handler, then aborts. Deploy survives kill -9 at any step, so it survives this. */
_Noreturn void base_oom(size_t wanted_bytes);

#endif
