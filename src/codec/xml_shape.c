/* How records and their fields stand in XML. */
#include "codec/xml_shape.h"

#include "base/sb.h"

XmlForm xml_form(FieldKind kind)
{
    static const XmlForm forms[FIELD_KIND_COUNT] = {
        [F_BOOL] = XML_ATTRIBUTE,  [F_TRISTATE] = XML_ATTRIBUTE, [F_INT] = XML_ATTRIBUTE,
        [F_ENUM] = XML_ATTRIBUTE,  [F_STR] = XML_ATTRIBUTE,      [F_TEXT] = XML_TEXT,
        [F_IDENT] = XML_ATTRIBUTE, [F_IDENTS] = XML_ATTRIBUTE,   [F_TYPE] = XML_ATTRIBUTE,
        [F_EXPR] = XML_TEXT,       [F_KEYS] = XML_ATTRIBUTE,     [F_STRINGS] = XML_TEXTS,
        [F_RECORD] = XML_RECORD,   [F_LIST] = XML_RECORDS,       [F_MAP] = XML_MAP,
        [F_RAW] = XML_RAW,
    };

    return forms[kind];
}

static bool is_attribute(const Field *field)
{
    return xml_form(field->kind) == XML_ATTRIBUTE;
}

static bool is_record(const Field *field)
{
    return xml_form(field->kind) == XML_RECORD || xml_form(field->kind) == XML_RECORDS;
}

/* Whether the record type's name means another field: one whose key it is, or an earlier one of
 * the same type. A field that is added behind it takes no name away. */
static bool is_taken(const RecordType *type, const Field *field)
{
    for (const Field *f = type->fields; f < type->fields + type->count; f++) {
        const char *name = is_record(f) ? f->record->name : f->key;
        if (f == field || is_attribute(f) || (is_record(f) && f > field))
            continue;
        if (strcmp(name, field->record->name) == 0)
            return true;
    }
    return false;
}

const char *xml_name(const RecordType *type, const Field *field)
{
    return is_record(field) && !is_taken(type, field) ? field->record->name : field->key;
}

const Field *xml_find_attribute(const RecordType *type, Str name)
{
    const Field *field = record_type_find(type, name);

    return field != NULL && is_attribute(field) ? field : NULL;
}

const Field *xml_find_element(const RecordType *type, Str name)
{
    for (const Field *f = type->fields; f < type->fields + type->count; f++)
        if (!is_attribute(f) && str_is(name, xml_name(type, f)))
            return f;
    return NULL;
}

const char *xml_example(Arena *arena, const RecordType *type, const Field *field)
{
    static const struct {
        const char *before, *behind; /* the name */
        bool closes;                 /* with the name again */
    } words[] = {
        [XML_ATTRIBUTE] = {"", "=\"…\"", false},
        [XML_TEXT] = {"<", ">…", true},
        [XML_TEXTS] = {"<", ">…", true},
        [XML_MAP] = {"<", "><" XML_ENTRY " Name=\"…\" Value=\"…\"/>", true},
        [XML_RAW] = {"<", "><![CDATA[…]]>", true},
        [XML_RECORD] = {"<", " …/>", false},
        [XML_RECORDS] = {"<", " …/>", false},
    };
    XmlForm form = xml_form(field->kind);
    const char *name = xml_name(type, field), *behind = words[form].behind;

    return words[form].closes
               ? arena_printf(arena, "%s%s%s</%s>", words[form].before, name, behind, name).ptr
               : arena_printf(arena, "%s%s%s", words[form].before, name, behind).ptr;
}
