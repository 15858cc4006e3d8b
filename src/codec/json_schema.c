/* Field tables -> JSON Schema. */
#include "codec/json_schema.h"
#include "model/table.h"

#include "codec/field_codec.h"
#include "codec/platform.h"

#define BLANK_PATTERN "[ \\t\\r\\n]*" /* an empty list is one */
#define TOKEN_PATTERN "\\{\\{"

typedef struct Writer {
    Arena *arena;
    bool has_tokens;
    Doc *defs; /* of nested records, by their names */
} Writer;

/* ---- nodes -------------------------------------------------------------------------------------
 */

static void put(Doc *object, const char *key, Doc *value)
{
    (void)doc_add(object, str_from(key), value);
}

static void put_text(const Writer *writer, Doc *object, const char *key, const char *text)
{
    put(object, key, doc_string(writer->arena, str_from(text)));
}

static void push_text(const Writer *writer, Doc *list, const char *text)
{
    (void)doc_add(list, STR_ABSENT, doc_string(writer->arena, str_from(text)));
}

static Doc *of_type(const Writer *writer, const char *type)
{
    Doc *schema = doc_new(writer->arena, DOC_OBJECT);

    put_text(writer, schema, "type", type);
    return schema;
}

static Doc *of_pattern(const Writer *writer, const char *pattern)
{
    Doc *schema = doc_new(writer->arena, DOC_OBJECT);

    put_text(writer, schema, "pattern", pattern);
    return schema;
}

/* ---- values of fields --------------------------------------------------------------------------
 */

static void define(const Writer *writer, const RecordType *type);

static void put_ref(const Writer *writer, Doc *schema, const RecordType *type)
{
    define(writer, type);
    put_text(writer, schema, "$ref", arena_printf(writer->arena, "#/$defs/%s", type->name).ptr);
}

/* A key that need not be there may be null instead. */
static void put_type(const Writer *writer, Doc *schema, const Field *field, const char *type)
{
    Doc *either;

    if (field->is_required) {
        put_text(writer, schema, "type", type);
        return;
    }
    either = doc_new(writer->arena, DOC_ARRAY);
    push_text(writer, either, type);
    push_text(writer, either, "null");
    put(schema, "type", either);
}

static Doc *list_choices(const Writer *writer, const Field *field)
{
    Doc *list = doc_new(writer->arena, DOC_ARRAY);

    for (const char *const *choice = field->choices; *choice != NULL; choice++)
        push_text(writer, list, *choice);
    return list;
}

/* With tokens any text that holds one will do: nobody knows its value yet. An editor offers the
 * choices of `anyOf` all the same, which it would not with if and else. */
static void put_enum(const Writer *writer, Doc *schema, const Field *field)
{
    Doc *choices = list_choices(writer, field);
    Doc *any = doc_new(writer->arena, DOC_ARRAY), *listed = doc_new(writer->arena, DOC_OBJECT);

    if (!field->is_required)
        (void)doc_add(choices, STR_ABSENT, doc_new(writer->arena, DOC_NULL));
    if (!writer->has_tokens) {
        put(schema, "enum", choices);
        return;
    }
    put(listed, "enum", choices);
    (void)doc_add(any, STR_ABSENT, listed);
    (void)doc_add(any, STR_ABSENT, of_pattern(writer, TOKEN_PATTERN));
    put(schema, "anyOf", any);
}

static void put_pattern(const Writer *writer, Doc *schema, const Field *field)
{
    const FieldCodec *codec = &field_codecs[field->kind];
    bool is_list = field->kind == F_IDENTS || field->kind == F_KEYS;

    if (codec->pattern == NULL)
        return;
    put_text(writer, schema, "pattern",
             arena_printf(writer->arena, "^(%s%s)$%s",
                          is_list && !field->is_required ? BLANK_PATTERN "|" : "", codec->pattern,
                          is_list && writer->has_tokens ? "|" TOKEN_PATTERN : "")
                 .ptr);
    /* What Visual Studio Code says instead of the pattern. */
    put_text(writer, schema, "patternErrorMessage",
             arena_printf(writer->arena, "\"%s\" must be %s", field->key, codec->words).ptr);
}

static void put_items(const Writer *writer, Doc *schema, const Field *field)
{
    Doc *items = of_type(writer, field->kind == F_LIST ? "object" : "string");

    if (field->kind == F_LIST)
        put_ref(writer, items, field->record);
    else if (field->choices != NULL)
        put(items, "enum", list_choices(writer, field));
    put(schema, "items", items);
}

static void put_kind(const Writer *writer, Doc *schema, const Field *field)
{
    static const char *const types[] = {
        [DOC_BOOL] = "boolean",  [DOC_NUMBER] = "integer", [DOC_STRING] = "string",
        [DOC_OBJECT] = "object", [DOC_ARRAY] = "array",
    };
    DocKind wanted = field_codecs[field->kind].wants;

    if (wanted == DOC_NULL)
        return; /* anything */
    put_type(writer, schema, field, types[wanted]);
    switch (field->kind) {
    case F_ENUM:
        put_enum(writer, schema, field);
        break;
    case F_INT:
        put(schema, "minimum", doc_number(writer->arena, INT64_MIN));
        put(schema, "maximum", doc_number(writer->arena, INT64_MAX));
        break;
    case F_STRINGS:
    case F_LIST:
        put_items(writer, schema, field);
        break;
    case F_RECORD:
        put_ref(writer, schema, field->record);
        break;
    case F_MAP:
        put(schema, "additionalProperties", of_type(writer, "string"));
        break;
    case F_BOOL:
    case F_TRISTATE:
    case F_STR:
    case F_TEXT:
    case F_IDENT:
    case F_IDENTS:
    case F_TYPE:
    case F_EXPR:
    case F_KEYS:
    case F_RAW:
        put_pattern(writer, schema, field);
        break;
    }
}

static Doc *field_schema(const Writer *writer, const Field *field)
{
    Doc *schema = doc_new(writer->arena, DOC_OBJECT);
    Doc *dflt = describe_default(writer->arena, field);

    put_text(writer, schema, "description", describe_field(writer->arena, field));
    put_kind(writer, schema, field);
    if (dflt != NULL)
        put(schema, "default", dflt);
    if (describe_is_limited(field))
        put_text(writer, schema, "x-platforms", codec_platform_list(writer->arena, field->engines));
    return schema;
}

/* ---- records -----------------------------------------------------------------------------------
 */

/* Keys of which one must be there. */
static void put_one_of(const Writer *writer, Doc *schema, const RecordType *type)
{
    const char *const *keys = record_type_one_of(type);
    Doc *any = doc_new(writer->arena, DOC_ARRAY);

    for (; keys != NULL && *keys != NULL; keys++) {
        Doc *one = doc_new(writer->arena, DOC_OBJECT);
        Doc *required = doc_new(writer->arena, DOC_ARRAY);
        push_text(writer, required, *keys);
        put(one, "required", required);
        (void)doc_add(any, STR_ABSENT, one);
    }
    if (any->count > 0)
        put(schema, "anyOf", any);
}

static void put_record(const Writer *writer, Doc *schema, Doc *properties, const RecordType *type)
{
    Doc *required = doc_new(writer->arena, DOC_ARRAY);

    for (const Field *f = type->fields; f < type->fields + type->count; f++) {
        put(properties, f->key, field_schema(writer, f));
        if (f->is_required)
            push_text(writer, required, f->key);
    }
    put(schema, "properties", properties);
    put(schema, "additionalProperties", doc_bool(writer->arena, false));
    if (required->count > 0)
        put(schema, "required", required);
    put_one_of(writer, schema, type);
}

static void define(const Writer *writer, const RecordType *type)
{
    Doc *schema;

    if (doc_get(writer->defs, str_from(type->name)) != NULL)
        return;
    schema = doc_new(writer->arena, DOC_OBJECT);
    put(writer->defs, type->name, schema); /* first: a record may hold its own kind */
    put_text(writer, schema, "title", type->name);
    put_record(writer, schema, doc_new(writer->arena, DOC_OBJECT), type);
}

Doc *json_schema_of(Arena *arena, const FileKind *kind)
{
    Writer writer = {arena, kind->has_tokens, doc_new(arena, DOC_OBJECT)};
    Doc *schema = doc_new(arena, DOC_OBJECT), *properties = doc_new(arena, DOC_OBJECT), *own;

    put_text(&writer, schema, "$schema", "https://json-schema.org/draft/2020-12/schema");
    put_text(&writer, schema, "title", kind->type->name);
    put_text(&writer, schema, "type", "object");
    own = doc_new(arena, DOC_OBJECT);
    put_text(&writer, own, "description",
             "Schema of this file, for editors; anneal passes over it.");
    put(properties, "$schema", own);
    put_record(&writer, schema, properties, kind->type);
    if (writer.defs->count > 0)
        put(schema, "$defs", writer.defs);
    return schema;
}
