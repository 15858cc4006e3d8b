/* What libxml2 finds wrong with a text, in our words and at the right byte. */
#include "codec/xml_fault.h"

#include <libxml/parser.h>

#include "codec/source.h"

static const char *copy(Arena *arena, const char *text)
{
    return text == NULL ? NULL : arena_cstr(arena, str_trim(str_from(text)));
}

#if LIBXML_VERSION >= 21200
void xml_fault_note(void *context, const xmlError *error)
#else
void xml_fault_note(void *context, xmlErrorPtr error)
#endif
{
    XmlFault *fault = context;
    long at = error->ctxt == NULL ? -1 : xmlByteConsumed(error->ctxt);

    if (fault->code != 0 || error->level < XML_ERR_ERROR)
        return;
    fault->code = error->code;
    fault->at = at < 0 ? 0 : (size_t)at;
    fault->message = copy(fault->arena, error->message);
    fault->name = copy(fault->arena, error->str1);
    fault->other = copy(fault->arena, error->str2);
    fault->line = error->int1;
}

/* What a slip usually means, and at what it points. */
typedef struct FaultRow {
    int code;
    const char *back_to; /* the last of these bytes before the place is where it begins; NULL */
    const char *message; /* NULL: libxml2's */
    const char *hint;
} FaultRow;

/* clang-format off */
static const FaultRow rows[] = {
    {XML_ERR_NAME_REQUIRED,            "&<", "a name is missing behind & or <", "write &amp; for & and &lt; for <"},
    {XML_ERR_ENTITYREF_SEMICOL_MISSING, "&", "; is missing behind a name", "write &amp; for &"},
    {XML_ERR_UNDECLARED_ENTITY,        "&",  NULL, "&lt; &gt; &amp; &quot; &apos; and &#N; are known; write &amp; for &"},
    {XML_ERR_INVALID_CHAR,             NULL, "this character can't stand in XML", "it holds no control characters but tab and line ends, not even as &#N;"},
    {XML_ERR_INVALID_CHARREF,          "&",  NULL, "&#N; or &#xN; is expected"},
    {XML_ERR_LT_IN_ATTRIBUTE,          NULL, "< can't stand in an attribute", "write &lt; for <"},
    {XML_ERR_ATTRIBUTE_NOT_STARTED,    NULL, "the value of an attribute stands in quotes", NULL},
    {XML_ERR_ATTRIBUTE_NOT_FINISHED,   NULL, "a quote is not closed", NULL},
    {XML_ERR_ATTRIBUTE_WITHOUT_VALUE,  NULL, "an attribute lacks its value", "write name=\"value\""},
    {XML_ERR_SPACE_REQUIRED,           NULL, "a blank is missing between attributes", NULL},
    {XML_ERR_GT_REQUIRED,              NULL, "a tag is not closed", "it ends with >"},
    {XML_ERR_MISPLACED_CDATA_END,      NULL, "]]> can't stand in a text", "write ]]&gt;"},
    {XML_ERR_HYPHEN_IN_COMMENT,        NULL, "-- can't stand in a comment", NULL},
    {XML_ERR_DOCUMENT_EMPTY,           NULL, "it does not begin with an element", "a file begins with an element, such as <Table …>"},
    {XML_NS_ERR_UNDEFINED_NAMESPACE,   "<",  NULL, "leave the prefix out"},
};
/* clang-format on */

static const FaultRow *find_row(int code)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].code == code)
            return &rows[i];
    return NULL;
}

/* Back to the last byte of `marks` before the place, on its line; else the place itself. */
static size_t go_back(Str text, size_t at, const char *marks)
{
    for (size_t i = at; marks != NULL && i > 0 && text.ptr[i - 1] != '\n'; i--)
        if (strchr(marks, text.ptr[i - 1]) != NULL)
            return i - 1;
    return at;
}

/* Back to the last `word` before the place. */
static size_t go_back_to(Str text, size_t at, const char *word)
{
    for (size_t i = at; i > 0; i--)
        if (str_starts(str_sub(text, i - 1, SIZE_MAX), str_from(word)))
            return i - 1;
    return at;
}

/* Where a CDATA section before `at` begins that has no end; SIZE_MAX. */
static size_t open_cdata(Str text, size_t at)
{
    static const char start[] = "<![CDATA[";
    size_t from = go_back_to(text, at, start);

    if (!str_starts(str_sub(text, from, SIZE_MAX), str_from(start)))
        return SIZE_MAX;
    for (size_t i = from; i < text.len; i++)
        if (str_starts(str_sub(text, i, SIZE_MAX), STR("]]>")))
            return SIZE_MAX;
    return from;
}

/* The file is over, or something stands behind its element. */
static bool tell_end(const XmlFault *fault, const DocFile *file, Errs *errs)
{
    size_t start = source_skip_mark(file->bytes), end = file->bytes.len;
    size_t at = fault->at < end ? fault->at : end, cdata = open_cdata(file->bytes, at);

    if (cdata != SIZE_MAX)
        return err_at(errs, ERR_SYNTAX, source_loc(file, cdata), "it ends with ]]>",
                      "not valid XML: a CDATA section is not closed");

    if (str_trim(str_sub(file->bytes, start, SIZE_MAX)).len == 0)
        return err_at(errs, ERR_SYNTAX, source_loc(file, start),
                      "an element is expected, such as <Table …>", "the file is empty");
    while (end > start && strchr(" \t\r\n", file->bytes.ptr[end - 1]) != NULL)
        end--;
    if (at >= end)
        return err_at(errs, ERR_SYNTAX, source_loc(file, end),
                      "an element, a quote or a comment is not closed",
                      "not valid XML: the file ends too early");
    return err_at(errs, ERR_SYNTAX, source_loc(file, at), "a file holds one element",
                  "not valid XML: something stands behind the end of the outermost element");
}

bool xml_fault_tell(const XmlFault *fault, const DocFile *file, Errs *errs)
{
    Str text = file->bytes;
    size_t at = fault->at < text.len ? fault->at : text.len;
    const FaultRow *row = find_row(fault->code);

    if (fault->code == XML_ERR_TAG_NAME_MISMATCH && fault->name != NULL && fault->other != NULL)
        return err_at(errs, ERR_SYNTAX, source_loc(file, go_back_to(text, at, "</")), NULL,
                      "not valid XML: </%s> stands where <%s> of line %d is still open",
                      fault->other, fault->name, fault->line);
    if (fault->code == XML_ERR_ATTRIBUTE_REDEFINED && fault->name != NULL)
        return err_at(errs, ERR_DUPLICATE, source_loc(file, go_back_to(text, at, fault->name)),
                      NULL, "the attribute \"%s\" stands twice in one element", fault->name);
    if (str_trim(str_sub(text, at, SIZE_MAX)).len == 0 || fault->code == XML_ERR_DOCUMENT_END)
        return tell_end(fault, file, errs);
    if (row != NULL)
        at = go_back(text, at, row->back_to);
    if (fault->code == XML_ERR_INVALID_CHAR && at > 0 && text.ptr[at - 1] == ';')
        at = go_back(text, at, "&");
    return err_at(errs, ERR_SYNTAX, source_loc(file, at), row == NULL ? NULL : row->hint,
                  "not valid XML: %s",
                  row != NULL && row->message != NULL ? row->message : fault->message);
}
