/* Places in XML text: a scanner that goes beside libxml2's reader. */
#include "codec/xml_scan.h"

#include "codec/source.h"

static Str rest_of(const XmlScan *scan)
{
    return str_sub(scan->file->bytes, scan->at, SIZE_MAX);
}

static char peek(const XmlScan *scan)
{
    return scan->at < scan->file->bytes.len ? scan->file->bytes.ptr[scan->at] : '\0';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void move(XmlScan *scan, size_t len)
{
    for (; len > 0 && scan->at < scan->file->bytes.len; len--) {
        if (scan->file->bytes.ptr[scan->at++] == '\n') {
            scan->line++;
            scan->line_start = scan->at;
        }
    }
}

/* To behind the next `mark`, or the end. */
static void move_behind(XmlScan *scan, Str mark)
{
    while (scan->at < scan->file->bytes.len && !str_starts(rest_of(scan), mark))
        move(scan, 1);
    move(scan, mark.len);
}

XmlScan xml_scan_new(const DocFile *file)
{
    size_t skipped = source_skip_mark(file->bytes);

    return (XmlScan){.file = file, .at = skipped, .line = 1, .line_start = skipped};
}

Loc xml_scan_loc(const XmlScan *scan)
{
    return (Loc){.file = scan->file->path,
                 .line = scan->line,
                 .column = (uint32_t)(scan->at - scan->line_start) + 1};
}

void xml_scan_blanks(XmlScan *scan)
{
    while (is_blank(peek(scan)))
        move(scan, 1);
}

void xml_scan_to_markup(XmlScan *scan)
{
    while (scan->at < scan->file->bytes.len) {
        if (peek(scan) != '<')
            move(scan, 1);
        else if (str_starts(rest_of(scan), STR("<![CDATA[")))
            move_behind(scan, STR("]]>"));
        else
            return;
    }
}

void xml_scan_over(XmlScan *scan)
{
    move_behind(scan, str_starts(rest_of(scan), STR("<!--")) ? STR("-->")
                      : str_starts(rest_of(scan), STR("<?")) ? STR("?>")
                                                             : STR(">"));
}

/* ---- tags -------------------------------------------------------------------------------------
 */

static Str take_name(XmlScan *scan)
{
    size_t start = scan->at;

    while (peek(scan) != '\0' && !is_blank(peek(scan)) && strchr("=/>", peek(scan)) == NULL)
        move(scan, 1);
    return str_sub(scan->file->bytes, start, scan->at - start);
}

Str xml_scan_tag(XmlScan *scan)
{
    move(scan, 1);
    return take_name(scan);
}

bool xml_scan_attribute(XmlScan *scan, XmlScanAttribute *attribute)
{
    char quote;
    size_t start;

    xml_scan_blanks(scan);
    if (peek(scan) == '\0' || peek(scan) == '>' || peek(scan) == '/') {
        move_behind(scan, STR(">"));
        return false;
    }
    attribute->name_loc = xml_scan_loc(scan);
    attribute->name = take_name(scan);
    attribute->name_loc.length = (uint32_t)attribute->name.len;
    xml_scan_blanks(scan);
    move(scan, 1); /* = */
    xml_scan_blanks(scan);
    attribute->value_loc = xml_scan_loc(scan);
    quote = peek(scan);
    move(scan, 1);
    start = scan->at;
    while (peek(scan) != quote && scan->at < scan->file->bytes.len)
        move(scan, 1);
    attribute->raw = str_sub(scan->file->bytes, start, scan->at - start);
    move(scan, 1);
    return true;
}

/* ---- before the outermost element -------------------------------------------------------------
 */

static bool is_readable(Str encoding)
{
    return str_eq_ascii_nocase(encoding, STR("UTF-8")) ||
           str_eq_ascii_nocase(encoding, STR("US-ASCII")) ||
           str_eq_ascii_nocase(encoding, STR("ASCII"));
}

/* `<?xml version="1.0" encoding="UTF-8"?>`, whose name has been gone over. */
static bool check_declaration(XmlScan *scan, Errs *errs)
{
    XmlScanAttribute part;

    for (xml_scan_blanks(scan); peek(scan) != '?' && xml_scan_attribute(scan, &part);
         xml_scan_blanks(scan)) {
        if (str_is(part.name, "encoding") && !is_readable(part.raw))
            return err_at(errs, ERR_SYNTAX, part.value_loc,
                          "save the file as UTF-8 and write encoding=\"UTF-8\"",
                          "XML is read in UTF-8 only, not in \"%.*s\"", STR_ARG(part.raw));
        if (str_is(part.name, "version") && !str_is(part.raw, "1.0"))
            return err_at(errs, ERR_SYNTAX, part.value_loc, "write version=\"1.0\"",
                          "XML of version \"%.*s\" is not read", STR_ARG(part.raw));
    }
    return true;
}

bool xml_scan_prolog(XmlScan *start, Errs *errs)
{
    XmlScan scan = *start;
    Str rest = rest_of(&scan);

    if (str_starts(rest, STR("<?xml")) && rest.len > 5 && is_blank(rest.ptr[5])) {
        (void)xml_scan_tag(&scan);
        if (!check_declaration(&scan, errs))
            return false;
        xml_scan_over(start);
        scan = *start;
    }
    for (;;) {
        xml_scan_blanks(&scan);
        if (str_starts(rest_of(&scan), STR("<!DOCTYPE")))
            return err_at(errs, ERR_SYNTAX, xml_scan_loc(&scan),
                          "take it out: a package has neither DTDs nor entities",
                          "a document type declaration is refused");
        if (!str_starts(rest_of(&scan), STR("<!--")) && !str_starts(rest_of(&scan), STR("<?")))
            return true;
        xml_scan_over(&scan);
    }
}
