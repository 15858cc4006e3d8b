/* Field tables -> XML Schema.
 *
 * Elements stand in any order, and an `xs:all` of XSD 1.0 can't hold lists. So the content of a
 * record is a choice, again and again, and two identity constraints say the rest: a field of
 * `xs:unique` that is found twice at one element is an error, one of `xs:key` that is not found
 * too. */
#include "codec/xsd.h"

#include "codec/field_codec.h"
#include "codec/xml_shape.h"

#define TOKEN_PATTERN "[\\s\\S]*\\{\\{[\\s\\S]*"

typedef struct Writer {
    Sb *sb;
    Arena *arena;
    bool has_tokens;
    size_t depth;
    VEC(const RecordType *) types; /* to be written: grows on the way */
} Writer;

/* ---- text --------------------------------------------------------------------------------------
 */

static void put_escaped(Sb *sb, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '&')
            sb_puts(sb, "&amp;");
        else if (*text == '<')
            sb_puts(sb, "&lt;");
        else if (*text == '>')
            sb_puts(sb, "&gt;");
        else if (*text == '"')
            sb_puts(sb, "&quot;");
        else
            sb_putc(sb, *text);
    }
}

/* `<xs:NAME A="…" B="…"` on a line of its own, still open. `attributes`: names and values in turn,
 * NULL-terminated; one whose value is NULL is left out. */
static void start(Writer *writer, const char *name, const char *const *attributes)
{
    sb_repeat(writer->sb, ' ', 2 * writer->depth);
    sb_printf(writer->sb, "<xs:%s", name);
    for (; *attributes != NULL; attributes += 2) {
        if (attributes[1] == NULL)
            continue;
        sb_printf(writer->sb, " %s=\"", attributes[0]);
        put_escaped(writer->sb, attributes[1]);
        sb_putc(writer->sb, '"');
    }
}

#define ATTRIBUTES(...) ((const char *const[]){__VA_ARGS__, NULL})
#define NO_ATTRIBUTES ((const char *const[]){NULL})

static void leaf(Writer *writer, const char *name, const char *const *attributes)
{
    start(writer, name, attributes);
    sb_puts(writer->sb, "/>\n");
}

static void begin(Writer *writer, const char *name, const char *const *attributes)
{
    start(writer, name, attributes);
    sb_puts(writer->sb, ">\n");
    writer->depth++;
}

static void end(Writer *writer, const char *name)
{
    writer->depth--;
    sb_repeat(writer->sb, ' ', 2 * writer->depth);
    sb_printf(writer->sb, "</xs:%s>\n", name);
}

static void document(Writer *writer, const Field *field)
{
    const Doc *dflt = describe_default(writer->arena, field);

    begin(writer, "annotation", NO_ATTRIBUTES);
    start(writer, "documentation", NO_ATTRIBUTES);
    sb_putc(writer->sb, '>');
    put_escaped(writer->sb, describe_field(writer->arena, field));
    if (dflt != NULL && dflt->kind == DOC_BOOL)
        sb_puts(writer->sb, dflt->boolean ? " Default: true." : " Default: false.");
    else if (dflt != NULL)
        sb_printf(writer->sb, " Default: %.*s.", STR_ARG(dflt->text));
    sb_puts(writer->sb, "</xs:documentation>\n");
    end(writer, "annotation");
}

/* ---- types of values ---------------------------------------------------------------------------
 */

static void put_pattern(Writer *writer, const char *pattern)
{
    begin(writer, "restriction", ATTRIBUTES("base", "xs:string"));
    leaf(writer, "pattern", ATTRIBUTES("value", pattern));
    end(writer, "restriction");
}

static void put_words(Writer *writer, const char *const *words)
{
    begin(writer, "restriction", ATTRIBUTES("base", "xs:string"));
    for (; *words != NULL; words++)
        leaf(writer, "enumeration", ATTRIBUTES("value", *words));
    end(writer, "restriction");
}

/* The words or, where a file has them, any text with a token. */
static void put_choices(Writer *writer, const char *const *words)
{
    if (!writer->has_tokens) {
        put_words(writer, words);
        return;
    }
    begin(writer, "union", NO_ATTRIBUTES);
    begin(writer, "simpleType", NO_ATTRIBUTES);
    put_words(writer, words);
    end(writer, "simpleType");
    begin(writer, "simpleType", NO_ATTRIBUTES);
    put_pattern(writer, TOKEN_PATTERN);
    end(writer, "simpleType");
    end(writer, "union");
}

static void put_number(Writer *writer)
{
    begin(writer, "restriction", ATTRIBUTES("base", "xs:long"));
    leaf(writer, "pattern", ATTRIBUTES("value", "-?(0|[1-9][0-9]*)"));
    end(writer, "restriction");
}

/* What a text of the field must match as a whole; NULL: any will do. */
static const char *pattern_of(const Writer *writer, const Field *field)
{
    const char *pattern = field_codecs[field->kind].pattern;
    bool is_list = field->kind == F_IDENTS || field->kind == F_KEYS;

    if (pattern == NULL)
        return NULL;
    return arena_printf(writer->arena, "%s%s%s",
                        is_list && !field->is_required ? "[ \\t\\r\\n]*|" : "", pattern,
                        is_list && writer->has_tokens ? "|" TOKEN_PATTERN : "")
        .ptr;
}

static bool is_plain_text(const Writer *writer, const Field *field)
{
    DocKind wanted = field_codecs[field->kind].wants;

    return wanted != DOC_BOOL && wanted != DOC_NUMBER && field->choices == NULL &&
           pattern_of(writer, field) == NULL;
}

/* The type of one text of the field, in it: an attribute's or an element's. */
static void put_value_type(Writer *writer, const Field *field)
{
    static const char *const flags[] = {"true", "false", NULL};

    begin(writer, "simpleType", NO_ATTRIBUTES);
    if (field->choices != NULL)
        put_choices(writer, field->choices);
    else if (field_codecs[field->kind].wants == DOC_BOOL)
        put_words(writer, flags);
    else if (field_codecs[field->kind].wants == DOC_NUMBER)
        put_number(writer);
    else
        put_pattern(writer, pattern_of(writer, field));
    end(writer, "simpleType");
}

/* An attribute or element with a text as its value. */
static void put_text_field(Writer *writer, const Field *field, const char *what,
                           const char *required)
{
    bool is_plain = is_plain_text(writer, field);

    begin(writer, what,
          ATTRIBUTES("name", field->key, "type", is_plain ? "xs:string" : NULL, "use", required));
    document(writer, field);
    if (!is_plain)
        put_value_type(writer, field);
    end(writer, what);
}

/* ---- records -----------------------------------------------------------------------------------
 */

static bool stands_once(const Field *field)
{
    XmlForm form = xml_form(field->kind);

    return form == XML_TEXT || form == XML_RAW; /* a map has no value that could be compared */
}

/* At an element that holds a record: its elements that stand once, or exactly once. The names of
 * constraints must differ in a schema; `owner` tells two places of one record type apart. */
static void put_constraints(Writer *writer, const char *owner, const RecordType *type)
{
    for (const Field *f = type->fields; f < type->fields + type->count; f++) {
        const char *what = f->is_required ? "key" : "unique";
        if (!stands_once(f))
            continue;
        begin(writer, what,
              ATTRIBUTES("name",
                         arena_printf(writer->arena, "%s.%s.%s", owner, type->name, f->key).ptr));
        leaf(writer, "selector", ATTRIBUTES("xpath", "."));
        leaf(writer, "field",
             ATTRIBUTES("xpath", arena_printf(writer->arena, "a:%s", xml_name(type, f)).ptr));
        end(writer, what);
    }
}

static void want_type(Writer *writer, const RecordType *type)
{
    for (size_t i = 0; i < writer->types.len; i++)
        if (writer->types.items[i] == type)
            return;
    vec_push(writer->arena, &writer->types, type);
}

static void put_map(Writer *writer, const RecordType *owner, const Field *field)
{
    begin(writer, "element", ATTRIBUTES("name", field->key));
    document(writer, field);
    begin(writer, "complexType", NO_ATTRIBUTES);
    begin(writer, "sequence", NO_ATTRIBUTES);
    begin(writer, "element",
          ATTRIBUTES("name", XML_ENTRY, "minOccurs", "0", "maxOccurs", "unbounded"));
    begin(writer, "complexType", NO_ATTRIBUTES);
    leaf(writer, "attribute",
         ATTRIBUTES("name", XML_ENTRY_NAME, "type", "xs:string", "use", "required"));
    leaf(writer, "attribute",
         ATTRIBUTES("name", XML_ENTRY_VALUE, "type", "xs:string", "use", "required"));
    end(writer, "complexType");
    end(writer, "element");
    end(writer, "sequence");
    end(writer, "complexType");
    begin(writer, "unique",
          ATTRIBUTES("name",
                     arena_printf(writer->arena, "%s.%s.Entry", owner->name, field->key).ptr));
    leaf(writer, "selector", ATTRIBUTES("xpath", "a:" XML_ENTRY));
    leaf(writer, "field", ATTRIBUTES("xpath", "@" XML_ENTRY_NAME));
    end(writer, "unique");
    end(writer, "element");
}

static void put_element(Writer *writer, const RecordType *owner, const Field *field)
{
    switch (xml_form(field->kind)) {
    case XML_ATTRIBUTE:
        break;
    case XML_TEXT:
    case XML_TEXTS:
    case XML_RAW:
        put_text_field(writer, field, "element", NULL);
        break;
    case XML_MAP:
        put_map(writer, owner, field);
        break;
    case XML_RECORD:
    case XML_RECORDS:
        want_type(writer, field->record);
        begin(writer, "element",
              ATTRIBUTES("name", xml_name(owner, field), "type",
                         arena_printf(writer->arena, "a:%s", field->record->name).ptr));
        document(writer, field);
        put_constraints(writer, owner->name, field->record);
        end(writer, "element");
        break;
    }
}

/* A list that must be there; of several only the first is asked for. */
static const Field *required_list(const RecordType *type)
{
    for (const Field *f = type->fields; f < type->fields + type->count; f++)
        if (f->is_required && xml_form(f->kind) == XML_RECORDS)
            return f;
    return NULL;
}

static void put_elements(Writer *writer, const RecordType *type, const Field *but)
{
    for (const Field *f = type->fields; f < type->fields + type->count; f++)
        if (f != but)
            put_element(writer, type, f);
}

static const char *const again_and_again[] = {"minOccurs", "0", "maxOccurs", "unbounded", NULL};

static const char *others_of(const Writer *writer, const RecordType *type)
{
    return arena_printf(writer->arena, "%s.others", type->name).ptr;
}

/* What may stand before, between and behind the items of a list that must be there: a group, so
 * that each element is declared once. */
static void put_others(Writer *writer, const RecordType *type, const Field *required)
{
    begin(writer, "group", ATTRIBUTES("name", others_of(writer, type)));
    begin(writer, "choice", NO_ATTRIBUTES);
    put_elements(writer, type, required);
    end(writer, "choice");
    end(writer, "group");
}

static void put_content(Writer *writer, const RecordType *type, const Field *required)
{
    const char *others = arena_printf(writer->arena, "a:%s", others_of(writer, type)).ptr;
    const char *const group[] = {"ref", others, "minOccurs", "0", "maxOccurs", "unbounded", NULL};

    begin(writer, "sequence", NO_ATTRIBUTES);
    leaf(writer, "group", group);
    begin(writer, "sequence", ATTRIBUTES("maxOccurs", "unbounded"));
    put_element(writer, type, required);
    leaf(writer, "group", group);
    end(writer, "sequence");
    end(writer, "sequence");
}

static void put_record(Writer *writer, const RecordType *type)
{
    const Field *required = required_list(type);

    if (required != NULL)
        put_others(writer, type, required);
    begin(writer, "complexType", ATTRIBUTES("name", type->name));
    if (required != NULL) {
        put_content(writer, type, required);
    } else {
        begin(writer, "choice", again_and_again);
        put_elements(writer, type, NULL);
        end(writer, "choice");
    }
    for (const Field *f = type->fields; f < type->fields + type->count; f++)
        if (xml_form(f->kind) == XML_ATTRIBUTE)
            put_text_field(writer, f, "attribute", f->is_required ? "required" : NULL);
    end(writer, "complexType");
}

void xsd_write(Sb *sb, Arena *arena, const FileKind *kind)
{
    Writer writer = {.sb = sb, .arena = arena, .has_tokens = kind->has_tokens};
    const char *name = kind->type->name;

    sb_puts(sb, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    begin(&writer, "schema",
          ATTRIBUTES("xmlns:xs", "http://www.w3.org/2001/XMLSchema", "xmlns:a", XML_NAMESPACE,
                     "targetNamespace", XML_NAMESPACE, "elementFormDefault", "qualified"));
    begin(&writer, "element",
          ATTRIBUTES("name", name, "type", arena_printf(arena, "a:%s", name).ptr));
    put_constraints(&writer, "File", kind->type);
    end(&writer, "element");
    want_type(&writer, kind->type);
    for (size_t i = 0; i < writer.types.len; i++)
        put_record(&writer, writer.types.items[i]);
    end(&writer, "schema");
}
