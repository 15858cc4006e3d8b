/* Places in XML text: a scanner that goes beside libxml2's reader, which decides what is valid. */
#ifndef ANNEAL_CODEC_XML_SCAN_H
#define ANNEAL_CODEC_XML_SCAN_H

#include "model/doc.h"

typedef struct XmlScan {
    const DocFile *file;
    size_t at;
    uint32_t line;
    size_t line_start; /* offset of the line's first byte, a byte order mark left out */
} XmlScan;

typedef struct XmlScanAttribute {
    Str name; /* with its prefix */
    Loc name_loc;
    Str raw;       /* between its quotes */
    Loc value_loc; /* of the opening quote */
} XmlScanAttribute;

XmlScan xml_scan_new(const DocFile *file);
Loc xml_scan_loc(const XmlScan *scan);
/* What stands before the outermost element. False with ERR_SYNTAX for what is refused before
 * anything is parsed: a document type, another encoding than UTF-8, another version than 1.0. The
 * scan goes over the XML declaration, of which the reader tells nothing. */
bool xml_scan_prolog(XmlScan *scan, Errs *errs);
/* The rest goes along with what the reader has found valid. To the next mark-up: over text and
 * CDATA, to the `<` of a tag, a comment or an instruction. */
void xml_scan_to_markup(XmlScan *scan);
/* From `<` to behind the name of a start tag; the name with its prefix. */
Str xml_scan_tag(XmlScan *scan);
/* The next attribute of a start tag; false at its end, which is gone over. */
bool xml_scan_attribute(XmlScan *scan, XmlScanAttribute *attribute);
/* Over the end tag, comment or instruction that begins here. */
void xml_scan_over(XmlScan *scan);
/* Over blanks. */
void xml_scan_blanks(XmlScan *scan);

#endif
