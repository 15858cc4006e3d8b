/* Desired edges of views, routines, triggers and rules, and of expressions that call routines: by
 * the names in their texts. */
#include "base/map.h"
#include "engine/postgres/scan.h"
#include "engine/postgres/settle.h"
#include "model/definition.h"

typedef struct Uses {
    const Settle *settle;
    Arena scratch;
    Map by_name;        /* bare name -> Named */
    const Record *part; /* of the table that is read; NULL: not told apart */
} Uses;

typedef VEC(const Object *) Named;

/* What the names of a text can be. */
typedef enum Wanted {
    WANTED_ALL,
    WANTED_IN_EXPRESSION, /* routines, types and collations: its own columns are all else */
    WANTED_TYPES,
    WANTED_BY_NAME /* types, and routines without their arguments */
} Wanted;

/* By what others call it. */
static Str bare_name(const Object *object)
{
    return type_is_definition(object->rec.type) ? ((const Definition *)object)->own : object->name;
}

static void note(Uses *uses, const Object *object)
{
    Named *named = map_get(&uses->by_name, bare_name(object));

    if (object->rec.type == &schema_type || object->rec.type == &trigger_type ||
        object->rec.type == &rule_type || object->rec.type == &extension_type)
        return; /* nothing calls them by their names */
    if (named == NULL) {
        named = ARENA_NEW(&uses->scratch, Named);
        (void)map_put(&uses->scratch, &uses->by_name, bare_name(object), named);
    }
    vec_push(&uses->scratch, named, object);
}

/* A name where a text has it. */
typedef struct Mention {
    Str schema, name; /* absent: it stands bare */
    bool is_call;     /* a parenthesis follows */
} Mention;

static bool is_routine(const Object *object)
{
    return object->rec.type == &function_type || object->rec.type == &procedure_type;
}

static bool is_type(const Object *object)
{
    return type_is_data_type(object->rec.type) || object->rec.type == &collation_type;
}

static bool is_wanted(const Object *object, const Mention *mention, Wanted wanted)
{
    if (mention->schema.ptr != NULL && !str_eq(mention->schema, object->schema))
        return false;
    if (is_routine(object))
        return wanted == WANTED_BY_NAME || (mention->is_call && wanted != WANTED_TYPES);
    return wanted == WANTED_ALL || is_type(object) ||
           (wanted == WANTED_TYPES && object->rec.type == &table_type); /* its rows are a type */
}

static void add_edges(Uses *uses, const Object *from, const Mention *mention, bool is_soft,
                      Wanted wanted)
{
    Model *model = uses->settle->model;
    const Named *named = map_get(&uses->by_name, mention->name);

    for (size_t i = 0; named != NULL && i < named->len; i++) {
        const Object *to = named->items[i];
        bool may_be_column =
            wanted == WANTED_IN_EXPRESSION && is_type(to) && mention->schema.ptr == NULL;
        if (to == from || !is_wanted(to, mention, wanted))
            continue;
        model_add_edge(model, from, to, is_soft || may_be_column);
        vec_last(&model->edges).is_guess =
            (is_soft || may_be_column) && mention->schema.ptr == NULL;
        vec_last(&model->edges).part = uses->part;
    }
}

/* The name that begins with `*token`, which becomes the token behind it. */
static Mention read_mention(Uses *uses, PgScan *scan, PgToken *token)
{
    Mention mention = {.name = pg_token_name(&uses->scratch, token)};

    *token = pg_scan_next(scan);
    if (pg_token_is(token, ".")) {
        *token = pg_scan_next(scan);
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
        if (token.kind == PG_TOKEN_STRING) /* a body: what it calls has to be there, perhaps */
            read_text(uses, from, pg_string_inside(token.text), true, wanted);
        if (token.kind != PG_TOKEN_WORD && token.kind != PG_TOKEN_QUOTED) {
            token = pg_scan_next(&scan);
            continue;
        }
        mention = read_mention(uses, &scan, &token);
        add_edges(uses, from, &mention, is_soft, wanted);
    }
    arena_reset(&uses->scratch, mark);
}

static void read_definition(Uses *uses, const Definition *definition)
{
    const Object *object = &definition->obj;
    Named *named =
        definition->relation.len == 0 ? NULL : map_get(&uses->by_name, definition->relation);

    for (size_t i = 0; named != NULL && i < named->len; i++)
        if (str_eq(named->items[i]->schema, object->schema))
            model_add_edge(uses->settle->model, object, named->items[i], false);
    read_text(uses, object, definition->text, true, WANTED_ALL);
}

static void read_key_part(Uses *uses, const Object *table, const KeyPart *part)
{
    read_text(uses, table, part->expression, false, WANTED_IN_EXPRESSION);
    read_text(uses, table, part->collation, false, WANTED_TYPES);
}

/* Expressions of a table can call routines; that it needs, as the types of its columns. */
static void read_table(Uses *uses, const Table *table)
{
    const Object *object = &table->obj;

    for (size_t i = 0; i < table->columns.len; i++) {
        const Column *column = table->columns.items[i];
        read_text(uses, object, column->type, false, WANTED_TYPES);
        read_text(uses, object, sparse_str(&column->rec, FIELD_COLUMN_COLLATION), false,
                  WANTED_TYPES);
        read_text(uses, object, column->dflt, false, WANTED_IN_EXPRESSION);
        read_text(uses, object, sparse_str(&column->rec, FIELD_COLUMN_GENERATION), false,
                  WANTED_IN_EXPRESSION);
    }
    for (size_t i = 0; i < table->checks.len; i++)
        read_text(uses, object, table->checks.items[i]->expression, false, WANTED_IN_EXPRESSION);
    for (size_t i = 0; i < table->indexes.len; i++) {
        const Index *index = table->indexes.items[i];
        read_text(uses, object, index->predicate, false, WANTED_IN_EXPRESSION);
        for (size_t k = 0; k < index->keys.len; k++)
            read_key_part(uses, object, &index->keys.items[k]);
    }
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

/* Whether texts of this object can name others beside those that tables name anyway. */
static bool has_uses(const Object *object)
{
    return type_is_definition(object->rec.type) || is_type(object) ||
           (object->rec.type == &table_type && ((const Table *)object)->policies.len > 0);
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
