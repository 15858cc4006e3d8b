/* Desired edges of views, routines, triggers and rules, and of expressions that call routines: by
 * the names in their texts. */
#include "base/map.h"
#include "engine/postgres/definition.h"
#include "engine/postgres/scan.h"
#include "engine/postgres/settle.h"
#include "model/definition.h"

typedef struct Uses {
    const Settle *settle;
    Arena scratch;
    Map by_name; /* bare name -> Named */
    VEC(const Definition *) casts;
    bool is_body;       /* what is read is a text that nobody looks into before it runs */
    const Record *part; /* of the table that is read; NULL: not told apart */
} Uses;

typedef VEC(const Object *) Named;

/* What the names of a text can be. */
typedef enum Wanted {
    WANTED_ALL,
    WANTED_IN_EXPRESSION, /* routines, operators, types and the like: all else is its columns */
    WANTED_TYPES,
    WANTED_BY_NAME, /* types, and routines without their arguments */
    WANTED_ALL_BY_NAME
} Wanted;

static void note(Uses *uses, const Object *object)
{
    Named *named = map_get(&uses->by_name, object_bare_name(object));

    if (object->rec.type == &schema_type || object->rec.type == &trigger_type ||
        object->rec.type == &rule_type || object->rec.type == &extension_type)
        return; /* nothing calls them by their names */
    if (named == NULL) {
        named = ARENA_NEW(&uses->scratch, Named);
        (void)map_put(&uses->scratch, &uses->by_name, object_bare_name(object), named);
    }
    vec_push(&uses->scratch, named, object);
    if (object->rec.type == &cast_type)
        vec_push(&uses->scratch, &uses->casts, (const Definition *)object);
}

/* A name where a text has it. */
typedef struct Mention {
    Str schema, name; /* absent: it stands bare */
    bool is_call;     /* a parenthesis follows */
    bool is_operator; /* the name is made of signs */
} Mention;

static bool is_routine(const Object *object)
{
    return object->rec.type == &function_type || object->rec.type == &procedure_type ||
           object->rec.type == &aggregate_type;
}

static bool is_type(const Object *object)
{
    return type_is_data_type(object->rec.type) || object->rec.type == &collation_type;
}

/* What an expression of a table can name besides what it calls, and types. */
static bool is_for_expressions(const Object *object)
{
    return object->rec.type == &operator_class_type ||
           object->rec.type == &text_configuration_type ||
           object->rec.type == &text_dictionary_type;
}

static bool is_wanted(const Object *object, const Mention *mention, Wanted wanted)
{
    if (mention->schema.ptr != NULL && !str_eq(mention->schema, object->schema))
        return false;
    if (mention->is_operator != (object->rec.type == &operator_type))
        return false;
    if (mention->is_operator)
        return wanted != WANTED_TYPES;
    if (is_routine(object))
        return wanted == WANTED_BY_NAME || wanted == WANTED_ALL_BY_NAME ||
               (mention->is_call && wanted != WANTED_TYPES);
    if ((wanted == WANTED_IN_EXPRESSION || wanted == WANTED_BY_NAME) && is_for_expressions(object))
        return true;
    return wanted == WANTED_ALL || wanted == WANTED_ALL_BY_NAME || is_type(object) ||
           (wanted == WANTED_TYPES && object->rec.type == &table_type); /* its rows are a type */
}

/* An expression that is cast to the type may be so by one of these, which it doesn't name. */
static void add_casts(Uses *uses, const Object *from, const Object *type)
{
    Model *model = uses->settle->model;

    for (size_t i = 0; i < uses->casts.len; i++) {
        if (!str_contains(uses->casts.items[i]->own, type->name))
            continue;
        model_add_edge(model, from, &uses->casts.items[i]->obj, true);
        vec_last(&model->edges).part = uses->part;
    }
}

static void add_edges(Uses *uses, const Object *from, const Mention *mention, bool is_soft,
                      Wanted wanted)
{
    Model *model = uses->settle->model;
    const Named *named = map_get(&uses->by_name, mention->name);

    for (size_t i = 0; named != NULL && i < named->len; i++) {
        const Object *to = named->items[i];
        /* … or an argument's name. */
        bool may_be_column =
            mention->schema.ptr == NULL &&
            (wanted == WANTED_ALL || (wanted == WANTED_IN_EXPRESSION && is_type(to)));
        if (to == from || !is_wanted(to, mention, wanted))
            continue;
        if (mention->is_operator && from->rec.type == &operator_type)
            continue; /* it makes its commutator and negator itself */
        model_add_edge(model, from, to, is_soft || may_be_column);
        vec_last(&model->edges).is_guess =
            (is_soft || may_be_column) && mention->schema.ptr == NULL;
        vec_last(&model->edges).is_body = uses->is_body;
        vec_last(&model->edges).part = uses->part;
        vec_last(&model->edges).is_rows =
            from->rec.type == &table_type && to->rec.type == &table_type && wanted == WANTED_TYPES;
        if (wanted == WANTED_IN_EXPRESSION && is_type(to))
            add_casts(uses, from, to);
    }
}

static bool is_sign(const PgToken *token)
{
    return token->kind == PG_TOKEN_OTHER && strchr("+-*/<>=~!@#%^&|`?", token->text.ptr[0]) != NULL;
}

/* The operator that begins with `*token`, which becomes the token behind it. */
static Mention read_operator(PgScan *scan, PgToken *token)
{
    size_t from = token->offset, end = from;

    while (is_sign(token) && token->offset == end) {
        end++;
        *token = pg_scan_next(scan);
    }
    return (Mention){.name = str_sub(scan->text, from, end - from), .is_operator = true};
}

/* The name that begins with `*token`, which becomes the token behind it. */
static Mention read_mention(Uses *uses, PgScan *scan, PgToken *token)
{
    Mention mention = {.name = pg_token_name(&uses->scratch, token)};

    *token = pg_scan_next(scan);
    if (pg_token_is(token, ".")) {
        *token = pg_scan_next(scan);
        if (is_sign(token)) {
            Mention signs = read_operator(scan, token);
            signs.schema = mention.name;
            return signs;
        }
        if (token->kind == PG_TOKEN_WORD || token->kind == PG_TOKEN_QUOTED) {
            mention.schema = mention.name;
            mention.name = pg_token_name(&uses->scratch, token);
            *token = pg_scan_next(scan);
        }
    }
    mention.is_call = pg_token_is(token, "(");
    return mention;
}

/* Every name of a text, qualified or not, that some object has. */
static void read_text(Uses *uses, const Object *from, Str text, bool is_soft, Wanted wanted)
{
    ArenaMark mark = arena_mark(&uses->scratch);
    PgScan scan = {.text = text};
    PgToken token = pg_scan_next(&scan);

    while (token.kind != PG_TOKEN_END) {
        Mention mention;
        if (token.kind == PG_TOKEN_STRING) { /* what a body calls has to be there, perhaps */
            bool was_body = uses->is_body;
            uses->is_body = is_routine(from);
            read_text(uses, from, pg_string_inside(token.text), true, wanted);
            uses->is_body = was_body;
        }
        if (token.kind == PG_TOKEN_WORD || token.kind == PG_TOKEN_QUOTED) {
            mention = read_mention(uses, &scan, &token);
        } else if (is_sign(&token)) {
            mention = read_operator(&scan, &token);
        } else {
            token = pg_scan_next(&scan);
            continue;
        }
        add_edges(uses, from, &mention, is_soft, wanted);
    }
    arena_reset(&uses->scratch, mark);
}

/* Definitions that name routines without calling them. */
static bool names_routines(const Object *object)
{
    static const RecordType *const types[] = {
        &language_type,       &access_method_type,   &text_parser_type, &text_template_type,
        &aggregate_type,      &operator_type,        &cast_type,        &transform_type,
        &operator_class_type, &operator_family_type, &conversion_type,  &event_trigger_type};

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (object->rec.type == types[i])
            return true;
    return false;
}

/* Details whose values are SQL. */
static const FieldId details[] = {FIELD_DEFINITION_INDEXES, FIELD_DEFINITION_COLUMN_DEFAULTS,
                                  FIELD_DEFINITION_MAPPINGS, FIELD_DEFINITION_MEMBERS};

/* Where the arguments and the result of a routine end: what they name must be there. */
static size_t signature_end(Str text)
{
    static const char *const words[] = {"LANGUAGE", "AS",     "BEGIN",    "RETURN",  "IMMUTABLE",
                                        "STABLE",   "STRICT", "VOLATILE", "SECURITY"};
    PgScan scan = {.text = text};
    int depth = 0;

    for (PgToken token = pg_scan_next(&scan); token.kind != PG_TOKEN_END;
         token = pg_scan_next(&scan)) {
        depth += pg_token_is(&token, "(") - pg_token_is(&token, ")");
        for (size_t i = 0; depth == 0 && i < sizeof words / sizeof *words; i++)
            if (token.kind == PG_TOKEN_WORD && pg_token_is(&token, words[i]))
                return token.offset;
    }
    return text.len;
}

static void read_class(Uses *uses, const Definition *class)
{
    PgClassHead head = pg_class_head_read(&uses->scratch, class->text);
    const Object *family =
        model_find(uses->settle->model, REC_OPERATOR_FAMILY, class->obj.schema, class->obj.name);

    if (family != NULL && pg_class_has_own_family(class, &head))
        model_add_edge(uses->settle->model, &class->obj, family, false);
}

static void read_definition(Uses *uses, const Definition *definition)
{
    const Object *object = &definition->obj;
    Wanted wanted = names_routines(object) ? WANTED_ALL_BY_NAME : WANTED_ALL;
    Named *named =
        definition->relation.len == 0 ? NULL : map_get(&uses->by_name, definition->relation);
    size_t signature = 0;

    for (size_t i = 0; named != NULL && i < named->len; i++)
        if (str_eq(named->items[i]->schema, object->schema))
            model_add_edge(uses->settle->model, object, named->items[i], false);
    if (object->rec.type == &cast_type || object->rec.type == &transform_type)
        read_text(uses, object, definition->own, true, WANTED_ALL); /* names types, too */
    if (object->rec.type == &operator_class_type)
        read_class(uses, definition);
    if (is_routine(object))
        signature = signature_end(definition->text);
    read_text(uses, object, str_sub(definition->text, 0, signature), false, wanted);
    read_text(uses, object, str_sub(definition->text, signature, SIZE_MAX), true, wanted);
    for (size_t i = 0; i < sizeof details / sizeof *details; i++) {
        const MapEntries *entries = sparse_map(&object->rec, details[i]);
        for (size_t k = 0; k < entries->len; k++)
            read_text(uses, object, entries->items[k].value, true, wanted);
    }
}

static void read_key_part(Uses *uses, const Object *table, const KeyPart *part)
{
    read_text(uses, table, part->expression, false, WANTED_IN_EXPRESSION);
    read_text(uses, table, part->opclass, false, WANTED_IN_EXPRESSION);
    read_text(uses, table, part->collation, false, WANTED_TYPES);
}

/* `RANGE (shop.half(day))`, less its first word, which calls nothing. */
static void read_partition_key(Uses *uses, const Object *table)
{
    Str key = sparse_str(&table->rec, FIELD_TABLE_PARTITION_BY);
    PgScan scan = {.text = key};

    (void)pg_scan_next(&scan);
    read_text(uses, table, str_sub(key, pg_scan_peek(&scan).offset, SIZE_MAX), false,
              WANTED_IN_EXPRESSION);
}

/* Expressions of a table can call routines, use operators and the like; those it needs, as the
 * types of its columns. */
static void read_table(Uses *uses, const Table *table)
{
    const Object *object = &table->obj;

    read_text(uses, object, sparse_str(&object->rec, FIELD_TABLE_OF_TYPE), false, WANTED_TYPES);
    read_partition_key(uses, object);
    for (size_t i = 0; i < table->columns.len; i++) {
        const Column *column = table->columns.items[i];
        read_text(uses, object, column->type, false, WANTED_TYPES);
        read_text(uses, object, sparse_str(&column->rec, FIELD_COLUMN_COLLATION), false,
                  WANTED_TYPES);
        uses->part = &column->rec;
        read_text(uses, object, column->dflt, false, WANTED_IN_EXPRESSION);
        uses->part = NULL;
        read_text(uses, object, sparse_str(&column->rec, FIELD_COLUMN_GENERATION), false,
                  WANTED_IN_EXPRESSION);
    }
    for (size_t i = 0; i < table->checks.len; i++) {
        uses->part = &table->checks.items[i]->rec;
        read_text(uses, object, table->checks.items[i]->expression, false, WANTED_IN_EXPRESSION);
    }
    for (size_t i = 0; i < table->exclusions.len; i++) {
        const Exclusion *exclusion = table->exclusions.items[i];
        const Index *index = pg_exclusion_index(&uses->scratch, exclusion);
        uses->part = &exclusion->rec;
        read_text(uses, object, index->predicate, false, WANTED_IN_EXPRESSION);
        for (size_t k = 0; k < index->keys.len; k++)
            read_key_part(uses, object, &index->keys.items[k]);
    }
    for (size_t i = 0; i < table->statistics.len; i++) {
        uses->part = &table->statistics.items[i]->rec;
        for (size_t k = 0; k < table->statistics.items[i]->keys.len; k++)
            read_key_part(uses, object, &table->statistics.items[i]->keys.items[k]);
    }
    for (size_t i = 0; i < table->indexes.len; i++) {
        const Index *index = table->indexes.items[i];
        uses->part = &index->rec;
        read_text(uses, object, index->predicate, false, WANTED_IN_EXPRESSION);
        for (size_t k = 0; k < index->keys.len; k++)
            read_key_part(uses, object, &index->keys.items[k]);
    }
    uses->part = NULL;
}

static void read_domain(Uses *uses, const Domain *domain)
{
    const Object *object = &domain->obj;

    read_text(uses, object, domain->type, false, WANTED_TYPES);
    read_text(uses, object, sparse_str(&object->rec, FIELD_COLUMN_COLLATION), false, WANTED_TYPES);
    read_text(uses, object, domain->dflt, false, WANTED_IN_EXPRESSION);
    for (size_t i = 0; i < domain->checks.len; i++)
        read_text(uses, object, domain->checks.items[i]->expression, false, WANTED_IN_EXPRESSION);
}

static void read_composite(Uses *uses, const CompositeType *composite)
{
    for (size_t i = 0; i < composite->attributes.len; i++) {
        const Attribute *attribute = composite->attributes.items[i];
        read_text(uses, &composite->obj, attribute->type, false, WANTED_TYPES);
        read_text(uses, &composite->obj, sparse_str(&attribute->rec, FIELD_COLUMN_COLLATION), false,
                  WANTED_TYPES);
    }
}

/* Its functions are named without their arguments. */
static void read_range(Uses *uses, const RangeType *range)
{
    static const FieldId ids[] = {FIELD_COLUMN_COLLATION, FIELD_RANGE_OPCLASS,
                                  FIELD_RANGE_CANONICAL, FIELD_RANGE_DIFF};

    read_text(uses, &range->obj, range->subtype, false, WANTED_TYPES);
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        read_text(uses, &range->obj, sparse_str(&range->obj.rec, ids[i]), false, WANTED_BY_NAME);
}

/* A policy can read any relation. */
static void read_policies(Uses *uses, const Table *table)
{
    for (size_t i = 0; i < table->policies.len; i++) {
        const RowPolicy *policy = table->policies.items[i];
        uses->part = &policy->rec;
        read_text(uses, &table->obj, policy->using_expression, true, WANTED_ALL);
        read_text(uses, &table->obj, policy->check_expression, true, WANTED_ALL);
    }
    uses->part = NULL;
}

/* Its rows hold those of others. */
static bool has_type_of_schema(const Table *table)
{
    for (size_t i = 0; i < table->columns.len; i++)
        if (str_contains(table->columns.items[i]->type, STR(".")))
            return true;
    return false;
}

/* Whether texts of this object can name others beside those that tables name anyway. */
static bool has_uses(const Object *object)
{
    const Table *table = (const Table *)object;

    return type_is_definition(object->rec.type) || is_type(object) ||
           (object->rec.type == &table_type &&
            (table->policies.len > 0 || has_type_of_schema(table)));
}

void settle_uses(const Settle *settle)
{
    Uses uses = {.settle = settle};
    bool any = false;

    for (size_t i = 0; i < settle->model->objects.len; i++) {
        const Object *object = settle->model->objects.items[i];
        any = any || has_uses(object);
        note(&uses, object);
    }
    for (size_t i = 0; any && i < settle->model->objects.len; i++) {
        const Object *object = settle->model->objects.items[i];
        if (type_is_definition(object->rec.type))
            read_definition(&uses, (const Definition *)object);
        if (object->rec.type == &domain_type)
            read_domain(&uses, (const Domain *)object);
        if (object->rec.type == &composite_type)
            read_composite(&uses, (const CompositeType *)object);
        if (object->rec.type == &range_type)
            read_range(&uses, (const RangeType *)object);
        if (object->rec.type == &table_type) {
            read_table(&uses, (const Table *)object);
            read_policies(&uses, (const Table *)object);
        }
    }
    arena_free(&uses.scratch);
}
