/* Live texts with names of types replaced by those that the types will have. */
#include "engine/postgres/carry.h"
#include "engine/postgres/pure.h"
#include "engine/postgres/scan.h"
#include "model/definition.h"
#include "model/label.h"

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

Str carry_address_of(const Carry *carry, const Object *object)
{
    return arena_str(carry->arena, (Str){(const char *)&object, sizeof object});
}

/* The types that a text names, each noted on `object`: its pieces come behind those that rename. */
static void note_use(Carry *carry, Object *object, const Carried *used)
{
    const Object *user = object;
    StrVec noted = *sparse_strs(&object->rec, FIELD_CARRIED_TYPES);
    Str label = label_object(carry->arena, used->live);

    (void)map_put(carry->arena, &carry->users, carry_address_of(carry, user), carry->arena);
    if (strs_has(&noted, label))
        return;
    vec_push(carry->arena, &noted, label);
    sparse_set_strs(carry->arena, &object->rec, FIELD_CARRIED_TYPES, noted);
}

void carry_remember(const Carry *carry, Object *object)
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
            pg_put_plain_name(&sb, carried->to_schema);
            sb_putc(&sb, '.');
            if (carried->name.ptr != NULL)
                pg_put_plain_name(&sb, carried->to_name);
            else
                sb_put(&sb, second.text);
            done = second.offset + second.text.len;
            carry_remember(carry, object);
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
    if (definition->obj.rec.type == &cast_type || definition->obj.rec.type == &transform_type)
        definition->own = rewrite(carry, &definition->obj, definition->own); /* names types */
}

void carry_rewrite_model(Carry *carry)
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
