/* The parts of an XML file, one by one: what a file written whole and one edited in place share. */
#ifndef ANNEAL_CODEC_XML_PUT_H
#define ANNEAL_CODEC_XML_PUT_H

#include "base/sb.h"
#include "codec/xml_shape.h"

/* How lines look: each begins with `base` and `unit` as often as it is deep. */
typedef struct XmlOut {
    Sb *sb;
    Str base, unit, line_end;
} XmlOut;

/* What stands between the quotes ("), or in an element. */
void xml_put_value(Sb *sb, const Doc *scalar);
void xml_put_content(Sb *sb, Str text);
/* Whole lines. The element of a record with its comments; `doc` without a parent has the namespace.
 */
void xml_put_record(const XmlOut *out, const char *name, const Doc *doc, const RecordType *type,
                    size_t depth);
/* The elements of a member; nothing for an attribute. */
void xml_put_member(const XmlOut *out, const Doc *member, const RecordType *type,
                    const Field *field, size_t depth);
/* The field that a member is to be written for; NULL: it is not. */
const Field *xml_member_field(const RecordType *type, const Doc *member);
/* False with ERR_UNSUPPORTED for each text that XML can't hold; `path`: the file, for errors. */
bool xml_check_texts(const Doc *doc, const RecordType *type, const char *path, Errs *errs);

#endif
