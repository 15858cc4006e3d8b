/* The elements and texts of an XML file, one after the other, with their places. */
#include "codec/xml_events.h"

#include "codec/source.h"
#include "codec/xml.h"

static Str copy(const XmlEvents *events, const xmlChar *text)
{
    return arena_str(events->arena, str_from((const char *)text));
}

static void keep_comment(XmlEvents *events)
{
    DocComment *comment = ARENA_NEW(events->arena, DocComment), **end = &events->comments;

    xml_scan_to_markup(&events->scan);
    comment->loc = xml_scan_loc(&events->scan);
    comment->text = copy(events, xmlTextReaderConstValue(events->reader));
    xml_scan_over(&events->scan);
    while (*end != NULL)
        end = &(*end)->next;
    *end = comment;
}

void xml_events_give_comments(XmlEvents *events, Doc *doc, DocCommentPlace place)
{
    DocComment **last = &doc->comments;

    while (*last != NULL)
        last = &(*last)->next;
    *last = events->comments;
    for (DocComment *comment = events->comments; comment != NULL; comment = comment->next)
        comment->place = place;
    events->comments = NULL;
}

static Str without_prefix(Str name)
{
    size_t colon = str_find(name, ':', 0);

    return colon == SIZE_MAX ? name : str_sub(name, colon + 1, SIZE_MAX);
}

static XmlEvent start(XmlEvents *events)
{
    XmlElement *element = &events->element;
    const xmlChar *uri = xmlTextReaderConstNamespaceUri(events->reader);
    XmlScanAttribute attribute;

    xml_scan_to_markup(&events->scan);
    element->is_ours = str_is(str_from((const char *)uri), XML_NAMESPACE);
    element->is_bare = uri == NULL;
    element->loc = xml_scan_loc(&events->scan);
    element->attributes.len = 0;
    element->name = xml_scan_tag(&events->scan);
    element->loc.length = (uint32_t)element->name.len + 1;
    element->name = without_prefix(element->name);
    while (xml_scan_attribute(&events->scan, &attribute))
        vec_push(events->arena, &element->attributes, attribute);
    element->content = events->scan.at;
    element->content_loc = xml_scan_loc(&events->scan);
    events->ends = xmlTextReaderIsEmptyElement(events->reader) == 1;
    if (xmlTextReaderDepth(events->reader) < XML_MAX_DEPTH)
        return XML_START;
    events->is_lost = true;
    (void)err_at(events->errs, ERR_SYNTAX, element->loc, NULL, "elements are nested deeper than %d",
                 XML_MAX_DEPTH);
    return XML_DONE;
}

static XmlEvent end(XmlEvents *events)
{
    if (events->ends) {
        events->content_end = events->element.content;
    } else {
        xml_scan_to_markup(&events->scan);
        events->content_end = events->scan.at;
        xml_scan_over(&events->scan);
    }
    events->ends = false;
    return XML_END;
}

static void refuse_instruction(XmlEvents *events)
{
    xml_scan_to_markup(&events->scan);
    (void)err_at(events->errs, ERR_SYNTAX, xml_scan_loc(&events->scan), "take it out",
                 "the processing instruction <?%s …?> is refused",
                 (const char *)xmlTextReaderConstName(events->reader));
    xml_scan_over(&events->scan);
}

XmlEvent xml_events_next(XmlEvents *events)
{
    if (events->is_lost)
        return XML_DONE;
    if (events->ends)
        return end(events);
    while (xmlTextReaderRead(events->reader) == 1 && events->fault.code == 0) {
        switch (xmlTextReaderNodeType(events->reader)) {
        case XML_READER_TYPE_ELEMENT:
            return start(events);
        case XML_READER_TYPE_END_ELEMENT:
            return end(events);
        case XML_READER_TYPE_TEXT:
        case XML_READER_TYPE_CDATA:
        case XML_READER_TYPE_WHITESPACE:
        case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
            return XML_CHARS;
        case XML_READER_TYPE_COMMENT:
            keep_comment(events);
            break;
        case XML_READER_TYPE_PROCESSING_INSTRUCTION:
            refuse_instruction(events);
            break;
        default: /* a type of document or an entity, which were refused before */
            events->is_lost = true;
            (void)err_at(events->errs, ERR_SYNTAX, xml_scan_loc(&events->scan), NULL,
                         "this kind of XML is not read");
            return XML_DONE;
        }
    }
    return XML_DONE;
}

void xml_events_skip(XmlEvents *events)
{
    size_t depth = 1;

    while (depth > 0) {
        switch (xml_events_next(events)) {
        case XML_START:
            depth++;
            break;
        case XML_END:
            depth--;
            break;
        case XML_CHARS:
            break;
        case XML_DONE:
            return;
        }
    }
    events->comments = NULL;
}

/* Line ends of a CDATA section as XML reads them: libxml2 leaves those as they are. */
static Str with_plain_ends(Arena *arena, Str text)
{
    char *plain;
    size_t len = 0;

    if (str_find(text, '\r', 0) == SIZE_MAX)
        return text;
    plain = arena_alloc(arena, text.len + 1);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != '\r')
            plain[len++] = text.ptr[i];
        else if (i + 1 == text.len || text.ptr[i + 1] != '\n')
            plain[len++] = '\n';
    }
    return (Str){plain, len};
}

Str xml_events_text(const XmlEvents *events)
{
    Str text = copy(events, xmlTextReaderConstValue(events->reader));

    return xmlTextReaderNodeType(events->reader) == XML_READER_TYPE_CDATA
               ? with_plain_ends(events->arena, text)
               : text;
}

Str xml_events_value(const XmlEvents *events, const XmlScanAttribute *attribute)
{
    const char *name = arena_cstr(events->arena, attribute->name);
    xmlChar *value = xmlTextReaderGetAttribute(events->reader, (const xmlChar *)name);
    Str text = copy(events, value);

    xmlFree(value);
    return text.ptr == NULL ? STR("") : text;
}

bool xml_events_is_namespace(const XmlScanAttribute *attribute)
{
    return str_is(attribute->name, "xmlns") || str_starts(attribute->name, STR("xmlns:"));
}

bool xml_events_is_hint(const XmlEvents *events, const XmlScanAttribute *attribute)
{
    Str rest = attribute->name, prefix;
    xmlChar *uri;
    bool is_hint;

    (void)str_cut(&rest, ':', &prefix);
    if (rest.ptr == NULL)
        return false;
    uri = xmlTextReaderLookupNamespace(events->reader,
                                       (const xmlChar *)arena_cstr(events->arena, prefix));
    is_hint = str_is(str_from((const char *)uri), XML_INSTANCE) && str_is(rest, "schemaLocation");
    xmlFree(uri);
    return is_hint;
}

bool xml_events_open(XmlEvents *events, Arena *arena, DocFile *file, Errs *errs)
{
    /* Without a DTD there are no entities but XML's own; large texts are no attack. */
    const int options = XML_PARSE_NONET | XML_PARSE_HUGE;

    *events = (XmlEvents){.arena = arena,
                          .file = file,
                          .errs = errs,
                          .scan = xml_scan_new(file),
                          .fault = {.arena = arena}};
    if (!source_check_utf8(file, "an XML file", errs) || !xml_scan_prolog(&events->scan, errs))
        return false;
    events->reader =
        xmlReaderForMemory(file->bytes.ptr, (int)file->bytes.len, NULL, "UTF-8", options);
    if (events->reader == NULL)
        return err_at(errs, ERR_SYNTAX, (Loc){.file = file->path}, NULL, "not valid XML");
    xmlTextReaderSetStructuredErrorHandler(events->reader, xml_fault_note, &events->fault);
    return true;
}

void xml_events_close(XmlEvents *events)
{
    if (events->reader != NULL)
        xmlFreeTextReader(events->reader);
}
