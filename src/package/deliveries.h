/* The table data of a package: what is delivered to which table. */
#ifndef ANNEAL_PACKAGE_DELIVERIES_H
#define ANNEAL_PACKAGE_DELIVERIES_H

#include "model/delivery.h"
#include "model/table.h"
#include "package/package.h"

typedef struct Delivered {
    const Table *table; /* of the desired model */
    const Delivery *delivery;
    Str path;         /* of the content, below the package */
    const char *file; /* as the user knows it */
    Loc loc;          /* of what names it */
    const Doc *rows;  /* a list of objects; what is nested in them is JSON text */
    StrVec texts;     /* the same rows, each as JSON on one line */
} Delivered;
typedef VEC(Delivered) DeliveredVec;

/* Those of all tables of `desired`, with their rows; they live as long as the package. ERR_FILE,
 * ERR_SYNTAX, ERR_REFERENCE at the places of what is wrong. */
bool package_deliveries(Package *package, const Model *desired, DeliveredVec *list, Notes *notes,
                        Errs *errs);

#endif
