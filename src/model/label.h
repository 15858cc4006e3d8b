/* Names of objects for people: dotted, quoted where a part could be misread. */
#ifndef ANNEAL_MODEL_LABEL_H
#define ANNEAL_MODEL_LABEL_H

#include "model/table.h"

/* `shop.orders`, `shop."a.b"`, `orders`. */
Str label_name(Arena *arena, Str schema, Str name);
/* The other way; false where it is no such label. */
bool label_split(Arena *arena, Str label, Str *schema, Str *name);
Str label_object(Arena *arena, const Object *object);
/* `table shop.orders`, or a part: `column shop.orders.total`, `index shop.orders_idx` of its
 * relation. An unnamed part shows its content: `unique (a, b) on shop.orders`. */
Str label_part(Arena *arena, const Object *relation, const Record *part);

#endif
