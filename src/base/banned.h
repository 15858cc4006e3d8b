/* Functions that overflow, depend on the locale or keep hidden state do not compile. */
#ifndef ANNEAL_BASE_BANNED_H
#define ANNEAL_BASE_BANNED_H

/* System headers that declare them come first, or the poison would hit the declarations. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* glibc's _FORTIFY_SOURCE makes macros of these for clang. */
#undef sprintf
#undef vsprintf

#pragma GCC poison strcpy strncpy strcat strncat sprintf vsprintf strtok gets atoi atol atof
#pragma GCC poison alloca rand srand localtime gmtime ctime asctime

#endif
