/* Live texts as they will be: renamed types by their new names, types that are made anew by the
 * names under which the old ones wait to be dropped. */
#include "engine/postgres/carry_types.h"

#include "base/hash.h"
#include "engine/postgres/definition.h"
#include "engine/postgres/pure.h"
#include "engine/postgres/scan.h"
#include "engine/postgres/type_shape.h"
#include "model/label.h"
#include "model/temporary.h"

/* A name of a type, and the one that stands for it; an absent name: all that is an extension's in
 * the schema. */
typedef struct Carried {
    Str schema, name;
    Str to_schema, to_name;
    const Object *live;
} Carried;

typedef struct Carry {
    Pairs *pairs;
    Arena *arena; /* the live model's */
    VEC(Carried) names;
    Map users; /* address of a live object whose texts name one of them */
} Carry;

Str pg_parked_name(const Object *live)
{
    return live == NULL ? STR_ABSENT : sparse_str(&live->rec, FIELD_PARKED_NAME);
}

static bool is_type(const Record *rec)
{
    return rec != NULL && (type_is_data_type(rec->type) || rec->type == &collation_type);
}

/* ---- texts ---- */

/* By its bare name, as others call it. */
static bool has_object(const Model *model, Str schema, Str name)
{
    for (size_t i = 0; i < model->objects.len; i++) {
        const Object *object = model->objects.items[i];
        if (str_eq(object->schema, schema) && str_eq(object_bare_name(object), name))
            return true;
    }
    return false;
}

static const Carried *find(const Carry *carry, Str schema, Str name)
{
    for (size_t i = 0; i < carry->names.len; i++) {
        const Carried *carried = &carry->names.items[i];
        if (!str_eq(carried->schema, schema))
            continue;
        if (carried->name.ptr == NULL ? !has_object(carry->pairs->live, schema, name)
                                      : str_eq(carried->name, name))
            return carried;
    }
    return NULL;
}

static bool is_name(const PgToken *token)
{
    return token->kind == PG_TOKEN_WORD || token->kind == PG_TOKEN_QUOTED;
}

/* As quote_ident() prints it, keywords apart. */
static void put_name(Sb *sb, Str name)
{
    bool is_plain = name.len > 0 && !(name.ptr[0] >= '0' && name.ptr[0] <= '9');

    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        is_plain = is_plain && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_');
    }
    if (is_plain)
        sb_put(sb, name);
    else
        pg_quote_ident(sb, name);
}

/* A key for maps. */
static Str address_of(const Carry *carry, const Object *object)
{
    return arena_str(carry->arena, (Str){(const char *)&object, sizeof object});
}

/* The types that a text names, each noted on `object`: its pieces come behind those that rename. */
static void note_use(Carry *carry, Object *object, const Carried *used)
{
    const Object *user = object;
    StrVec noted = *sparse_strs(&object->rec, FIELD_CARRIED_TYPES);
    Str label = label_object(carry->arena, used->live);

    (void)map_put(carry->arena, &carry->users, address_of(carry, user), carry->arena);
    if (strs_has(&noted, label))
        return;
    vec_push(carry->arena, &noted, label);
    sparse_set_strs(carry->arena, &object->rec, FIELD_CARRIED_TYPES, noted);
}

/* Before its first text changes. */
static void remember(const Carry *carry, Object *object)
{
    if (sparse_str(&object->rec, FIELD_LIVE_LABEL).len > 0)
        return;
    sparse_set_str(carry->arena, &object->rec, FIELD_LIVE_FINGERPRINT,
                   object_fingerprint(carry->arena, object));
    sparse_set_str(carry->arena, &object->rec, FIELD_LIVE_LABEL,
                   label_object(carry->arena, object));
}

/* The text with the names replaced; itself where there is none. */
static Str rewrite(Carry *carry, Object *object, Str text)
{
    PgScan scan = {.text = text};
    PgToken first = pg_scan_next(&scan);
    Sb sb = sb_new(SB_FILE_MAX);
    size_t done = 0;

    while (first.kind != PG_TOKEN_END) {
        const Carried *carried = NULL;
        PgToken second;
        if (!is_name(&first) || !pg_scan_take(&scan, ".")) {
            first = pg_scan_next(&scan);
            continue;
        }
        second = pg_scan_next(&scan);
        if (is_name(&second) || second.kind == PG_TOKEN_OTHER) /* … or an operator */
            carried = find(carry, pg_token_name(carry->arena, &first),
                           is_name(&second) ? pg_token_name(carry->arena, &second) : second.text);
        if (carried != NULL) {
            sb_put(&sb, str_sub(text, done, first.offset - done));
            put_name(&sb, carried->to_schema);
            sb_putc(&sb, '.');
            if (carried->name.ptr != NULL)
                put_name(&sb, carried->to_name);
            else
                sb_put(&sb, second.text);
            done = second.offset + second.text.len;
            remember(carry, object);
            note_use(carry, object, carried);
        }
        first = second;
    }
    if (done == 0) {
        sb_free(&sb);
        return text;
    }
    sb_put(&sb, str_sub(text, done, SIZE_MAX));
    return sb_finish(&sb, carry->arena);
}

/* ---- records ---- */

static bool names_objects(const Field *field)
{
    static const FieldId ids[] = {FIELD_COLUMN_COLLATION, FIELD_RANGE_OPCLASS,
                                  FIELD_RANGE_CANONICAL, FIELD_RANGE_DIFF};

    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        if (field->id == ids[i])
            return true;
    return field->kind == F_TYPE || field->kind == F_EXPR;
}

static void rewrite_keys(Carry *carry, Object *object, KeyParts *keys)
{
    for (size_t i = 0; i < keys->len; i++) {
        KeyPart *part = &keys->items[i];
        part->expression = rewrite(carry, object, part->expression);
        part->collation = rewrite(carry, object, part->collation);
        part->opclass = rewrite(carry, object, part->opclass);
    }
}

static void rewrite_record(Carry *carry, Object *object, Record *rec)
{
    for (size_t i = 0; i < rec->type->count; i++) {
        const Field *field = &rec->type->fields[i];
        if (field_is_absent(field, record_at(rec, field)))
            continue;
        if (field->kind == F_LIST) {
            for (size_t k = 0; k < list_len(record_at(rec, field)); k++)
                rewrite_record(carry, object, list_get(record_at(rec, field), k));
        } else if (field->kind == F_KEYS) {
            rewrite_keys(carry, object, record_put(carry->arena, rec, field));
        } else if (names_objects(field)) {
            Str *text = record_put(carry->arena, rec, field);
            *text = rewrite(carry, object, *text);
        }
    }
}

static void rewrite_definition(Carry *carry, Definition *definition)
{
    definition->obj.name = rewrite(carry, &definition->obj, definition->obj.name);
    definition->text = rewrite(carry, &definition->obj, definition->text);
}

static void rewrite_model(Carry *carry)
{
    Model *live = carry->pairs->live;

    for (size_t i = 0; i < live->objects.len && carry->names.len > 0; i++) {
        Object *object = live->objects.items[i];
        if (type_is_definition(object->rec.type))
            rewrite_definition(carry, (Definition *)object);
        else
            rewrite_record(carry, object, &object->rec);
    }
}

/* ---- renames ---- */

static bool is_same_definition(const Pair *gone, const Pair *come)
{
    const Object *live = (const Object *)gone->live, *desired = (const Object *)come->desired;

    return come->live == NULL && desired->rec.type == live->rec.type &&
           str_eq(desired->schema, live->schema) && str_eq(desired->name, live->name);
}

/* A routine is found by the types of its arguments: under their new names it is the desired one. */
static void match_again(const Carry *carry)
{
    PairVec *pairs = &carry->pairs->objects;
    size_t kept = 0;

    for (size_t i = 0; i < pairs->len; i++) {
        Pair *gone = pairs->items[i];
        bool is_carried = gone->live != NULL && gone->desired == NULL &&
                          type_is_definition(gone->live->type) &&
                          sparse_strs(gone->live, FIELD_CARRIED_TYPES)->len > 0;
        for (size_t k = 0; k < pairs->len && is_carried; k++)
            if (pairs->items[k]->desired != NULL && is_same_definition(gone, pairs->items[k])) {
                pairs->items[k]->live = gone->live;
                gone->live = NULL;
                is_carried = false;
            }
    }
    for (size_t i = 0; i < pairs->len; i++)
        if (pairs->items[i]->live != NULL || pairs->items[i]->desired != NULL)
            pairs->items[kept++] = pairs->items[i];
    pairs->len = kept;
}

static void carry_type(Carry *carry, const Pair *pair)
{
    const Object *live = (const Object *)pair->live, *desired = (const Object *)pair->desired;
    Carried carried = {.schema = live->schema,
                       .name = live->name,
                       .to_schema = desired->schema,
                       .to_name = desired->name,
                       .live = live};

    if (pair->is_renamed)
        vec_push(carry->arena, &carry->names, carried);
    if (live->rec.type != &range_type)
        return;
    carried.name = pg_multirange_of(carry->arena, live);
    carried.to_name = pg_multirange_of(carry->arena, desired);
    if (!str_eq(carried.name, carried.to_name) || !str_eq(carried.schema, carried.to_schema))
        vec_push(carry->arena, &carry->names, carried);
}

/* Its objects move along. */
static void carry_extension(Carry *carry, const Pair *pair)
{
    Carried carried = {.schema = sparse_str(pair->live, FIELD_EXTENSION_SCHEMA),
                       .to_schema = sparse_str(pair->desired, FIELD_EXTENSION_SCHEMA),
                       .live = (const Object *)pair->live};

    if (carried.to_schema.len > 0 && !str_eq(carried.schema, carried.to_schema))
        vec_push(carry->arena, &carry->names, carried);
}

static void carry_renames(Pairs *pairs)
{
    Carry carry = {.pairs = pairs, .arena = &pairs->live->arena};

    for (size_t i = 0; i < pairs->objects.len; i++) {
        const Pair *pair = pairs->objects.items[i];
        if (pair->live == NULL || pair->desired == NULL)
            continue;
        if (is_type(pair->live))
            carry_type(&carry, pair);
        else if (pair->live->type == &extension_type)
            carry_extension(&carry, pair);
    }
    rewrite_model(&carry);
    match_again(&carry);
}

/* ---- types that are made anew ---- */

Str pg_multirange_of(Arena *arena, const Object *range)
{
    Str name = sparse_str(&range->rec, FIELD_RANGE_MULTIRANGE);

    return name.len > 0 ? name : pg_multirange_name(arena, range->name);
}

Str pg_parked_multirange_name(Arena *arena, const Object *live)
{
    return arena_printf(arena, "%.*s_m", STR_ARG(pg_parked_name(live)));
}

static bool is_used_by(const Model *model, const Object *type, const Object *user)
{
    for (size_t i = 0; i < model->edges.len; i++)
        if (model->edges.items[i].to == type && model->edges.items[i].from == user)
            return true;
    return false;
}

static bool is_stored(const Model *model, const Object *type)
{
    for (size_t i = 0; i < model->edges.len; i++) {
        const Object *user = model->edges.items[i].from;
        if (model->edges.items[i].to == type &&
            (user->rec.type == &table_type || type_is_data_type(user->rec.type)))
            return true;
    }
    return false;
}

static bool any_differs(const Record *live, const Record *desired, const char *but)
{
    for (size_t i = 0; i < live->type->count; i++) {
        const Field *field = &live->type->fields[i];
        if (field->differs != D_KEY && field->differs != D_IGNORE && field->id != FIELD_COMMENT &&
            !str_is(str_from(field->key), but) && !record_field_equal(field, live, desired))
            return true;
    }
    return false;
}

/* Whether values lie in arrays, rows or ranges of the type: there the server checks none. */
static bool is_contained(Arena *arena, const Model *model, const Object *type)
{
    Str array = sql_text(arena, &pg_quoting, EX(type->name), RAW("[]"));
    Str quoted = sql_text(arena, &pg_quoting, ID(type->name), RAW("[]"));

    for (size_t i = 0; i < model->edges.len; i++) {
        const Object *user = model->edges.items[i].from;
        const Table *table = (const Table *)user;
        if (model->edges.items[i].to != type)
            continue;
        if (user->rec.type == &composite_type || user->rec.type == &range_type)
            return true;
        for (size_t k = 0; user->rec.type == &table_type && k < table->columns.len; k++)
            if (str_ends(table->columns.items[k]->type, array) ||
                str_ends(table->columns.items[k]->type, quoted))
                return true;
    }
    return false;
}

/* Whether some values of the live domain are to be none of the desired one. */
static bool is_narrowed(const Pair *pair)
{
    const Domain *live = (const Domain *)pair->live, *desired = (const Domain *)pair->desired;

    if (!live->is_not_null && desired->is_not_null)
        return true;
    for (size_t i = 0; i < pair->children.len; i++) {
        const Check *before = (const Check *)pair->children.items[i]->live;
        const Check *after = (const Check *)pair->children.items[i]->desired;
        if (after != NULL && !sparse_bool(&after->rec, FIELD_NOT_VALID) &&
            (before == NULL || !str_eq(before->expression, after->expression) ||
             sparse_bool(&before->rec, FIELD_NOT_VALID)))
            return true;
    }
    return false;
}

static bool domain_is_made_anew(Arena *arena, const Model *model, const Pair *pair)
{
    return !str_eq(((const Domain *)pair->live)->type, ((const Domain *)pair->desired)->type) ||
           !str_eq(sparse_str(pair->live, FIELD_COLUMN_COLLATION),
                   sparse_str(pair->desired, FIELD_COLUMN_COLLATION)) ||
           (is_narrowed(pair) && is_contained(arena, model, (const Object *)pair->live));
}

/* The server changes no type that a table is made of, but with all such tables at once, whatever
 * else is to happen to them. */
static bool is_type_of_table(Arena *arena, const Model *model, const Object *type)
{
    Sb sb = sb_new(SB_LINE_MAX);
    Str name;

    put_name(&sb, type->schema);
    sb_putc(&sb, '.');
    put_name(&sb, type->name);
    name = sb_finish(&sb, arena);
    for (size_t i = 0; i < model->edges.len; i++) {
        const Object *user = model->edges.items[i].from;
        if (model->edges.items[i].to == type && user->rec.type == &table_type &&
            str_eq(sparse_str(&user->rec, FIELD_TABLE_OF_TYPE), name))
            return true;
    }
    return false;
}

static bool composite_is_made_anew(Arena *arena, const Model *model, const Pair *pair)
{
    const CompositeType *live = (const CompositeType *)pair->live;
    const CompositeType *desired = (const CompositeType *)pair->desired;

    if (!pg_composite_keeps_order(live, desired))
        return true;
    if (pg_composite_retypes(live, desired))
        return is_stored(model, &live->obj);
    return !pg_composite_same_attributes(live, desired) &&
           is_type_of_table(arena, model, &live->obj);
}

/* Whether the server can't bring the live type to the desired one. */
static bool is_made_anew(Arena *arena, const Model *model, const Pair *pair)
{
    if (!is_type(pair->live) || pair->desired == NULL)
        return false;
    if (pair->live->type == &enum_type)
        return !pg_enum_grows((const EnumType *)pair->live, (const EnumType *)pair->desired);
    if (pair->live->type == &domain_type)
        return domain_is_made_anew(arena, model, pair);
    if (pair->live->type == &composite_type)
        return composite_is_made_anew(arena, model, pair);
    return any_differs(pair->live, pair->desired,
                       pair->live->type == &range_type ? "MultirangeName" : "");
}

/* A type that goes while one of another kind comes by its name. */
static bool gives_way(const Model *desired, const Pair *pair)
{
    static const RecordKind kinds[] = {REC_ENUM, REC_DOMAIN, REC_COMPOSITE, REC_RANGE};
    const Object *live = (const Object *)pair->live;

    if (live == NULL || pair->desired != NULL || !type_is_data_type(live->rec.type))
        return false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (model_find(desired, kinds[i], live->schema, live->name) != NULL)
            return true;
    return false;
}

StrVec pg_names_made_anew(Arena *arena, const Pairs *pairs)
{
    StrVec names = {0};

    for (size_t i = 0; i < pairs->objects.len; i++) {
        const Pair *pair = pairs->objects.items[i];
        if (!is_made_anew(arena, pairs->live, pair) && !gives_way(pairs->desired, pair))
            continue;
        vec_push(arena, &names, ((const Object *)pair->live)->name);
        if (pair->live->type == &range_type)
            vec_push(arena, &names, pg_multirange_of(arena, (const Object *)pair->live));
    }
    return names;
}

static void park(Carry *carry, const Pair *pair)
{
    const Object *live = (const Object *)pair->live;
    const Object *desired = pair->desired == NULL ? live : (const Object *)pair->desired;
    Str content =
        arena_printf(carry->arena, "%.*s %.*s", STR_ARG(label_object(carry->arena, desired)),
                     STR_ARG(object_fingerprint(carry->arena, live)));
    Carried carried = {.live = live,
                       .schema = desired->schema,
                       .name = desired->name,
                       .to_schema = desired->schema};

    carried.to_name = arena_printf(carry->arena, TEMPORARY_PREFIX "%.12s",
                                   hash_hex(carry->arena, hash_of(content)).ptr);
    remember(carry, (Object *)pair->live);
    sparse_set_str(carry->arena, pair->live, FIELD_PARKED_NAME, carried.to_name);
    vec_push(carry->arena, &carry->names, carried);
    if (live->rec.type != &range_type)
        return;
    carried.schema = live->schema; /* not renamed with it */
    carried.name = pg_multirange_of(carry->arena, live);
    carried.to_name = pg_parked_multirange_name(carry->arena, live);
    vec_push(carry->arena, &carry->names, carried);
}

static bool uses_parked(const Carry *carry, const Pair *pair)
{
    for (size_t i = 0; i < carry->names.len; i++)
        if (is_used_by(carry->pairs->live, carry->names.items[i].live, (const Object *)pair->live))
            return true;
    return false;
}

/* What is made of a type that is made anew is made anew with it. */
static void park_all(Carry *carry)
{
    const PairVec *pairs = &carry->pairs->objects;
    bool found = true;

    for (size_t i = 0; i < pairs->len; i++)
        if (is_made_anew(carry->arena, carry->pairs->live, pairs->items[i]) ||
            gives_way(carry->pairs->desired, pairs->items[i]))
            park(carry, pairs->items[i]);
    while (found) {
        found = false;
        for (size_t i = 0; i < pairs->len; i++) {
            const Pair *pair = pairs->items[i];
            if (is_type(pair->live) && pair->desired != NULL &&
                pg_parked_name((const Object *)pair->live).len == 0 && uses_parked(carry, pair)) {
                park(carry, pair);
                found = true;
            }
        }
    }
}

/* Whether a live edge leads to what changes over: an object, or the column of a table. */
static bool is_to_user(const Carry *carry, const Edge *edge)
{
    const Column *column = NULL;

    if (map_get(&carry->users, address_of(carry, edge->to)) == NULL)
        return false;
    if (edge->column.len > 0)
        column = table_column((const Table *)edge->to, edge->column);
    return column == NULL || str_contains(column->type, STR(TEMPORARY_PREFIX));
}

static bool is_swept(const Carry *carry, const Object *object)
{
    const Model *live = carry->pairs->live;

    for (size_t i = 0; i < live->edges.len; i++)
        if (live->edges.items[i].from == object && is_to_user(carry, &live->edges.items[i]))
            return true;
    return false;
}

/* Views and routines that depend on what changes over are made again once, when all of it has:
 * before, half of what they read has the old type. For that their texts have to differ. */
static void mark_dependents(Carry *carry)
{
    const Model *live = carry->pairs->live;
    bool found = true;

    while (found) {
        found = false;
        for (size_t i = 0; i < live->objects.len; i++) {
            Object *object = live->objects.items[i];
            Definition *definition = (Definition *)object;
            if (!type_is_definition(object->rec.type) ||
                map_get(&carry->users, address_of(carry, object)) != NULL ||
                !is_swept(carry, object))
                continue;
            (void)map_put(carry->arena, &carry->users, address_of(carry, object), carry->arena);
            remember(carry, object);
            definition->text = arena_printf(carry->arena, "%.*s\n", STR_ARG(definition->text));
            found = true;
        }
    }
}

/* Whether an earlier plan has made it step aside, and was cut off before it could drop it. */
static bool is_left_over(const Carry *carry, const Object *live)
{
    return is_type(&live->rec) && str_starts(live->name, STR(TEMPORARY_PREFIX)) &&
           model_find(carry->pairs->desired, live->rec.type->kind, live->schema, live->name) ==
               NULL;
}

/* Such a type, and what holds its values: views and routines over it are marked by that. */
static void note_left_over(Carry *carry)
{
    const Model *live = carry->pairs->live;

    for (size_t i = 0; i < live->edges.len; i++) {
        const Edge *edge = &live->edges.items[i];
        if (!is_left_over(carry, edge->to))
            continue;
        (void)map_put(carry->arena, &carry->users, address_of(carry, edge->to), carry->arena);
        if (!type_is_definition(edge->from->rec.type))
            (void)map_put(carry->arena, &carry->users, address_of(carry, edge->from), carry->arena);
    }
}

void pg_carry_types(Pairs *pairs)
{
    Carry carry = {.pairs = pairs, .arena = &pairs->live->arena};

    carry_renames(pairs);
    park_all(&carry);
    note_left_over(&carry);
    rewrite_model(&carry);
    if (carry.users.len > 0)
        mark_dependents(&carry);
}
