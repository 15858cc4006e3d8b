/* The elements and texts of an XML file, one after the other, with their places. */
#ifndef ANNEAL_CODEC_XML_EVENTS_H
#define ANNEAL_CODEC_XML_EVENTS_H

#include <libxml/xmlreader.h>

#include "codec/xml_fault.h"
#include "codec/xml_scan.h"

typedef enum XmlEvent {
    XML_START,
    XML_END,
    XML_CHARS, /* text or CDATA, maybe a piece of it */
    XML_DONE   /* the end of the file, or nothing more can be read */
} XmlEvent;

/* The element of the last XML_START. */
typedef struct XmlElement {
    Str name;     /* without its prefix; a slice of the file */
    bool is_ours; /* of our namespace */
    bool is_bare; /* of none */
    Loc loc;
    VEC(XmlScanAttribute) attributes;
    size_t content; /* offset of what it holds */
    Loc content_loc;
} XmlElement;

typedef struct XmlEvents {
    Arena *arena;
    DocFile *file;
    Errs *errs;
    xmlTextReaderPtr reader;
    XmlScan scan;
    XmlFault fault; /* what libxml2 finds wrong; code 0: nothing */
    XmlElement element;
    size_t content_end;   /* of the element of the last XML_END */
    bool ends;            /* an empty element: the next event is its end */
    bool is_lost;         /* reported; nothing more is read */
    DocComment *comments; /* met and not yet given to a node, in order */
} XmlEvents;

/* False with an error where the file is refused before it is parsed. xml_events_close in any case.
 */
bool xml_events_open(XmlEvents *events, Arena *arena, DocFile *file, Errs *errs);
void xml_events_close(XmlEvents *events);
/* Instructions and depth above XML_MAX_DEPTH are reported on the way. */
XmlEvent xml_events_next(XmlEvents *events);
/* Goes over the rest of the element whose start was the last event, comments too. */
void xml_events_skip(XmlEvents *events);
/* The text of the last XML_CHARS, in the arena. */
Str xml_events_text(const XmlEvents *events);
/* The value of an attribute of the element at hand, in the arena. */
Str xml_events_value(const XmlEvents *events, const XmlScanAttribute *attribute);
/* `xmlns` or `xmlns:x`, which say nothing to a record. */
bool xml_events_is_namespace(const XmlScanAttribute *attribute);
/* `xsi:schemaLocation`: where a schema for editors lies. */
bool xml_events_is_hint(const XmlEvents *events, const XmlScanAttribute *attribute);
/* Gives the comments met so far to a node. */
void xml_events_give_comments(XmlEvents *events, Doc *doc, DocCommentPlace place);

#endif
