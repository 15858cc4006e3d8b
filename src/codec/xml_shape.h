/* How records and their fields stand in XML: what reader, writer and schema share.
 *
 * Names are those of JSON; all elements are in one namespace, attributes in none.
 *   record             an element: `<Table …>`, at the top of its file and in lists
 *   list of records    its elements one after the other, without one around them: `<Column …/>`
 *   list of strings    elements under the key, one a string: `<TemplateOrder>Main</TemplateOrder>`
 *   map                an element under the key, with `<Entry Name="" Value=""/>` in it
 *   long text, SQL     an element under the key whose content is the text, blanks and all
 *   raw value          an element under the key whose content is JSON (written as CDATA)
 *   any other          an attribute under the key
 * Attributes and child elements stand in any order; the order within a list counts. What may stand
 * once stands once. A list or map without anything in it is not written. There is one way to write
 * a value: an attribute given as an element, or the other way round, is an error that says so. */
#ifndef ANNEAL_CODEC_XML_SHAPE_H
#define ANNEAL_CODEC_XML_SHAPE_H

#include "model/field.h"

#define XML_NAMESPACE "urn:anneal:1"
/* Of the attribute that tells editors where a schema lies, as `$schema` does in JSON. In a tree it
 * is the member `$schema` too, whose syntax tells the two apart: neither means anything to the
 * other format. */
#define XML_INSTANCE "http://www.w3.org/2001/XMLSchema-instance"
#define XML_HINT "$schema"
/* The items of a map. */
#define XML_ENTRY "Entry"
#define XML_ENTRY_NAME "Name"
#define XML_ENTRY_VALUE "Value"

typedef enum XmlForm {
    XML_ATTRIBUTE, /* Name="value" */
    XML_TEXT,      /* <Key>text</Key>, once */
    XML_TEXTS,     /* <Key>text</Key>, again and again */
    XML_MAP,       /* <Key><Entry Name="" Value=""/>…</Key>, once */
    XML_RAW,       /* <Key><![CDATA[JSON]]></Key>, once */
    XML_RECORD,    /* <Type …>, once */
    XML_RECORDS    /* <Type …>, again and again */
} XmlForm;

XmlForm xml_form(FieldKind kind);
/* The attribute or the element of a field of `type`: its key; of records the record type's name,
 * unless an earlier field of `type` has that element already: then the key. */
const char *xml_name(const RecordType *type, const Field *field);
/* The field that has this attribute or element; NULL. */
const Field *xml_find_attribute(const RecordType *type, Str name);
const Field *xml_find_element(const RecordType *type, Str name);
/* `<Default>…</Default>`, `Name="…"`: how to write the field, in `arena`, for messages. */
const char *xml_example(Arena *arena, const RecordType *type, const Field *field);

#endif
