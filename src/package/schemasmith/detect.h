/* Which generation of SchemaSmith's format a package is written in. */
#ifndef ANNEAL_PACKAGE_SCHEMASMITH_DETECT_H
#define ANNEAL_PACKAGE_SCHEMASMITH_DETECT_H

#include "package/schemasmith/adapter.h"
#include "package/source/tree.h"

/* What a package was recognised by. */
typedef struct Detected {
    Generation generation; /* never GENERATION_NONE */
    unsigned engines;      /* E_… bits that Platform names; 0: none that is known */
    const char *why; /* in words, in the arena: `"ContentFile" in Templates/Main/Tables/x.json` */
} Detected;

/* Looks at keys that only one generation has, and at few files. Faults of these files are not its
 * to report: who reads them finds the same. */
Detected detect_generation(const Tree *tree, Arena *arena);

#endif
