/* What libxml2 finds wrong with a text, in our words and at the right byte. */
#ifndef ANNEAL_CODEC_XML_FAULT_H
#define ANNEAL_CODEC_XML_FAULT_H

#include <libxml/xmlerror.h>

#include "model/doc.h"

/* The first fault of a file. */
typedef struct XmlFault {
    Arena *arena;
    int code; /* xmlParserErrors; 0: none */
    size_t at;
    const char *message; /* libxml2's */
    const char *name;    /* the element or attribute that it names; NULL */
    const char *other;   /* a second one */
    int line;            /* where that began */
} XmlFault;

/* Takes note of an error of the reader; warnings are none. A xmlStructuredErrorFunc. */
#if LIBXML_VERSION >= 21200
void xml_fault_note(void *fault, const xmlError *error);
#else
void xml_fault_note(void *fault, xmlErrorPtr error);
#endif
/* Adds it to `errs`: ERR_SYNTAX, or ERR_DUPLICATE for an attribute that stands twice. Always false.
 */
bool xml_fault_tell(const XmlFault *fault, const DocFile *file, Errs *errs);

#endif
