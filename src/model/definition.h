/* Objects that are known by the statement that makes them, CREATE head name text: views, routines,
 * triggers, rules, operators, casts and the like. */
#ifndef ANNEAL_MODEL_DEFINITION_H
#define ANNEAL_MODEL_DEFINITION_H

#include "model/table.h"

/* `obj.name` is what tells it apart in its schema, or database, as SQL writes it: `orders_view`,
 * `total(integer, text)`, `orders.touch`, `===(integer, NONE)`, `int_ops USING btree`. What other
 * statements say of it, and MySQL's definer, is sparse: FIELD_COMMENT, FIELD_DEFINITION_*. */
typedef struct Definition {
    Object obj;
    Str own;      /* its bare name: `total`, `touch` */
    Str relation; /* bare name of the relation, in its schema, that it is part of; absent: none */
    Str head;     /* words between CREATE and the name: `VIEW`, `CONSTRAINT TRIGGER` */
    Str text;     /* all behind the name, so that a rename is no difference */
} Definition;

extern const RecordType language_type, access_method_type;
extern const RecordType text_parser_type, text_template_type, text_dictionary_type;
extern const RecordType text_configuration_type;
extern const RecordType function_type, procedure_type, aggregate_type;
extern const RecordType operator_type, operator_family_type, operator_class_type;
extern const RecordType cast_type, transform_type, conversion_type;
extern const RecordType view_type, materialized_view_type, rule_type, trigger_type;
extern const RecordType event_trigger_type, event_type;

/* Whether an object of this type is a Definition. */
bool type_is_definition(const RecordType *type);
/* By what others call an object: of a routine without its arguments, of a trigger without its
 * relation. */
Str object_bare_name(const Object *object);

#endif
