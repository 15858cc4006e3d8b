/* Inside of canonicalize. */
#ifndef ANNEAL_ENGINE_MYSQL_MY_CANONICALIZE_H
#define ANNEAL_ENGINE_MYSQL_MY_CANONICALIZE_H

#include "engine/mysql/my_catalog.h"
#include "model/definition.h"
#include "model/pair.h"

typedef struct MyCanonical {
    MyConn *conn;
    MyCatalog catalog;
    Arena scratch;
    Arena *arena; /* of the desired model */
    Pairs *pairs;
    Notes *notes;
    Errs *errs;
} MyCanonical;

/* my_canonicalize_definition.c: routines, triggers and events by their texts, which servers keep;
 * views as a scratch database prints them. */
bool my_canonicalize_definitions(MyCanonical *canonical);
/* my_print_view.c: the definition of each of the desired views that the server prints, in
 * `printed`, absent where it can't say. False where the session can't go on. */
typedef VEC(Definition *) MyViews;
bool my_print_views(MyCanonical *canonical, const MyViews *views, StrVec *printed);

#endif
