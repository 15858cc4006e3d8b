/* Field tables -> XML Schema, for editors and validators. */
#ifndef ANNEAL_CODEC_XSD_H
#define ANNEAL_CODEC_XSD_H

#include "base/sb.h"
#include "codec/describe.h"

/* The XML Schema (XSD 1.0) of a file of this kind in a package of ours, in the shape of
 * codec/xml_shape.h. Whatever the readers of XML and of records accept is valid. It can't say: that
 * a map stands once, that a raw value is JSON, and what json_schema_of can't say either. */
void xsd_write(Sb *sb, Arena *arena, const FileKind *kind);

#endif
