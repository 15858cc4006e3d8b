/* Doc tree -> XML text with stable bytes. */
#include <assert.h>

#include "codec/json.h"
#include "codec/xml.h"
#include "codec/xml_put.h"

/* A start tag that would be wider has its attributes on lines of their own. */
enum { LINE_WIDTH = 100 };

/* Looking for what can't be written. */
typedef struct Check {
    const char *path;
    Errs *errs;
} Check;

/* ---- characters that XML can't hold ------------------------------------------------------------
 */

/* Whether XML 1.0 lacks the character at `at`. What is no UTF-8 at all is the caller's to find. */
static bool is_lacking(Str text, size_t at, unsigned *code)
{
    unsigned char c = (unsigned char)text.ptr[at];

    *code = c;
    if (c < 0x20)
        return c != '\t' && c != '\n' && c != '\r';
    if (c != 0xEF || (!str_starts(str_sub(text, at, 3), STR("\xEF\xBF\xBE")) &&
                      !str_starts(str_sub(text, at, 3), STR("\xEF\xBF\xBF"))))
        return false;
    *code = 0xFF40 + (unsigned char)text.ptr[at + 2];
    return true;
}

static bool check_text(const Check *check, const Doc *doc, Str text)
{
    Arena scratch = {0};
    unsigned code = 0;
    size_t at = 0;
    Loc loc;

    while (at < text.len && !is_lacking(text, at, &code))
        at++;
    if (at >= text.len)
        return true;
    loc = doc_loc(&scratch, doc);
    if (loc.file == NULL)
        loc.file = check->path;
    (void)err_at(check->errs, ERR_UNSUPPORTED, loc, "JSON can hold it",
                 "XML can't hold the character U+%04X", code);
    arena_free(&scratch);
    return false;
}

static bool check_tree(const Check *check, const Doc *doc)
{
    bool ok = doc->kind != DOC_STRING || check_text(check, doc, doc->text);

    for (const Doc *child = doc->first; child != NULL; child = child->next) {
        ok = check_tree(check, child) && ok;
        if (doc->kind == DOC_OBJECT)
            ok = check_text(check, child, child->key) && ok;
    }
    return ok;
}

const Field *xml_member_field(const RecordType *type, const Doc *member)
{
    const Field *field = record_type_find(type, member->key);

    /* `$schema` is for editors; other keys that the type does not know never come this far. */
    assert(field != NULL || str_is(member->key, XML_HINT));
    return member->kind == DOC_NULL ? NULL : field;
}

/* All texts but raw values, which JSON escapes. */
static bool check_record(const Check *check, const Doc *doc, const RecordType *type)
{
    bool ok = true;

    for (const Doc *member = doc->first; member != NULL; member = member->next) {
        const Field *field = xml_member_field(type, member);
        if (field == NULL || field->kind == F_RAW)
            continue;
        if (field->kind == F_RECORD)
            ok = check_record(check, member, field->record) && ok;
        else if (field->kind != F_LIST)
            ok = check_tree(check, member) && ok;
        else
            for (const Doc *item = member->first; item != NULL; item = item->next)
                ok = check_record(check, item, field->record) && ok;
    }
    return ok;
}

/* ---- texts -------------------------------------------------------------------------------------
 */

static void put_attribute_text(Sb *sb, Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '&')
            sb_puts(sb, "&amp;");
        else if (c == '<')
            sb_puts(sb, "&lt;");
        else if (c == '"')
            sb_puts(sb, "&quot;");
        else if (c == '\t' || c == '\n' || c == '\r') /* else read as a blank */
            sb_printf(sb, "&#%d;", c);
        else
            sb_putc(sb, c);
    }
}

static bool has(Str text, const char *mark)
{
    for (size_t i = 0; i < text.len; i++)
        if (str_starts(str_sub(text, i, SIZE_MAX), str_from(mark)))
            return true;
    return false;
}

/* SQL with < or & stands in CDATA, as it was typed; what CDATA can't hold in references. */
void xml_put_content(Sb *sb, Str text)
{
    if ((has(text, "<") || has(text, "&")) && !has(text, "]]>") && !has(text, "\r")) {
        sb_puts(sb, "<![CDATA[");
        sb_put(sb, text);
        sb_puts(sb, "]]>");
        return;
    }
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '&')
            sb_puts(sb, "&amp;");
        else if (c == '<')
            sb_puts(sb, "&lt;");
        else if (c == '\r') /* else read as a line end */
            sb_puts(sb, "&#13;");
        else if (c == '>' && i >= 2 && text.ptr[i - 1] == ']' && text.ptr[i - 2] == ']')
            sb_puts(sb, "&gt;");
        else
            sb_putc(sb, c);
    }
}

/* JSON in CDATA. What XML has no room for stands in strings only, so an escape says it. */
static void put_json(Sb *sb, const Doc *value, size_t indent)
{
    Sb json = sb_new(SB_FILE_MAX);
    Str text;
    unsigned code;

    json_write_part(&json, value, indent);
    text = sb_str(&json);
    sb->failed = sb->failed || json.failed;
    sb_puts(sb, "<![CDATA[");
    for (size_t i = 0; i < text.len; i++) {
        if (is_lacking(text, i, &code)) {
            sb_printf(sb, "\\u%04X", code);
            i += 2;
        } else if (str_starts(str_sub(text, i, SIZE_MAX), STR("]]>"))) {
            sb_puts(sb, "]]\\u003E");
            i += 2;
        } else {
            sb_putc(sb, text.ptr[i]);
        }
    }
    sb_puts(sb, "]]>");
    sb_free(&json);
}

/* ---- elements ----------------------------------------------------------------------------------
 */

static void put_indent(const XmlOut *out, size_t depth)
{
    sb_put(out->sb, out->base);
    for (; depth > 0; depth--)
        sb_put(out->sb, out->unit);
}

static void put_close(const XmlOut *out, const char *name, const char *mark)
{
    sb_printf(out->sb, "%s%s>", mark, name);
    sb_put(out->sb, out->line_end);
}

static void put_comments(const XmlOut *out, const Doc *doc, DocCommentPlace place, size_t depth)
{
    for (const DocComment *comment = doc->comments; comment != NULL; comment = comment->next) {
        if (comment->place != place)
            continue;
        put_indent(out, depth);
        sb_puts(out->sb, "<!--");
        sb_put(out->sb, comment->text);
        put_close(out, "", "--");
    }
}

void xml_put_value(Sb *sb, const Doc *scalar)
{
    if (scalar->kind == DOC_BOOL)
        sb_puts(sb, scalar->boolean ? "true" : "false");
    else
        put_attribute_text(sb, scalar->text);
}

static void put_text(const XmlOut *out, const char *name, const Doc *text, size_t depth)
{
    put_comments(out, text, DOC_BEFORE, depth);
    put_indent(out, depth);
    sb_printf(out->sb, "<%s", name);
    if (text->text.len == 0) {
        put_close(out, "", "/");
        return;
    }
    sb_putc(out->sb, '>');
    xml_put_content(out->sb, text->text);
    put_close(out, name, "</");
}

static void put_map(const XmlOut *out, const char *name, const Doc *map, size_t depth)
{
    put_comments(out, map, DOC_BEFORE, depth);
    put_indent(out, depth);
    put_close(out, name, "<");
    for (const Doc *entry = map->first; entry != NULL; entry = entry->next) {
        put_comments(out, entry, DOC_BEFORE, depth + 1);
        put_indent(out, depth + 1);
        sb_puts(out->sb, "<" XML_ENTRY " " XML_ENTRY_NAME "=\"");
        put_attribute_text(out->sb, entry->key);
        sb_puts(out->sb, "\" " XML_ENTRY_VALUE "=\"");
        put_attribute_text(out->sb, entry->text);
        put_close(out, "", "\"/");
    }
    put_comments(out, map, DOC_INSIDE, depth + 1);
    put_indent(out, depth);
    put_close(out, name, "</");
}

static void put_raw(const XmlOut *out, const char *name, const Doc *value, size_t depth)
{
    put_comments(out, value, DOC_BEFORE, depth);
    put_indent(out, depth);
    sb_printf(out->sb, "<%s>", name);
    put_json(out->sb, value, out->base.len + depth * out->unit.len);
    put_close(out, name, "</");
}

void xml_put_member(const XmlOut *out, const Doc *member, const RecordType *type,
                    const Field *field, size_t depth)
{
    const char *name = xml_name(type, field);

    switch (xml_form(field->kind)) {
    case XML_ATTRIBUTE:
        break;
    case XML_TEXT:
        put_text(out, name, member, depth);
        break;
    case XML_TEXTS:
        for (const Doc *item = member->first; item != NULL; item = item->next)
            put_text(out, name, item, depth);
        break;
    case XML_MAP:
        if (member->first != NULL)
            put_map(out, name, member, depth);
        break;
    case XML_RAW:
        put_raw(out, name, member, depth);
        break;
    case XML_RECORD:
        xml_put_record(out, name, member, field->record, depth);
        break;
    case XML_RECORDS:
        for (const Doc *item = member->first; item != NULL; item = item->next)
            xml_put_record(out, name, item, field->record, depth);
        break;
    }
}

/* ---- start tags --------------------------------------------------------------------------------
 */

/* How the second and later attributes of a tag are set off. */
typedef struct Between {
    bool is_wide; /* on lines of their own */
    size_t depth;
} Between;

static void put_between(const XmlOut *out, Between between)
{
    if (between.is_wide) {
        sb_put(out->sb, out->line_end);
        put_indent(out, between.depth);
    } else {
        sb_putc(out->sb, ' ');
    }
}

/* Where a schema for editors lies, as an XML file said it. */
static void put_hint(const XmlOut *out, const Doc *doc, Between between)
{
    const Doc *hint = doc_get(doc, STR(XML_HINT));

    if (hint == NULL || hint->syntax != DOC_XML_ATTRIBUTE)
        return;
    put_between(out, between);
    sb_puts(out->sb, "xmlns:xsi=\"" XML_INSTANCE "\"");
    put_between(out, between);
    sb_puts(out->sb, "xsi:schemaLocation=\"");
    put_attribute_text(out->sb, hint->text);
    sb_putc(out->sb, '"');
}

static void put_attributes(const XmlOut *out, const Doc *doc, const RecordType *type,
                           Between between)
{
    bool is_first = doc->parent != NULL;

    if (doc->parent == NULL) {
        sb_puts(out->sb, " xmlns=\"" XML_NAMESPACE "\"");
        put_hint(out, doc, between);
    }
    for (const Doc *member = doc->first; member != NULL; member = member->next) {
        const Field *field = xml_member_field(type, member);
        if (field == NULL || xml_form(field->kind) != XML_ATTRIBUTE)
            continue;
        if (is_first)
            sb_putc(out->sb, ' ');
        else
            put_between(out, between);
        is_first = false;
        sb_printf(out->sb, "%s=\"", field->key);
        xml_put_value(out->sb, member);
        sb_putc(out->sb, '"');
    }
}

void xml_put_record(const XmlOut *out, const char *name, const Doc *doc, const RecordType *type,
                    size_t depth)
{
    Sb *sb = out->sb;
    size_t start, tag_end;

    put_comments(out, doc, DOC_BEFORE, depth);
    start = sb->len;
    put_indent(out, depth);
    sb_printf(sb, "<%s", name);
    tag_end = sb->len;
    put_attributes(out, doc, type, (Between){0});
    if (sb->len - start > LINE_WIDTH) {
        sb_cut(sb, tag_end);
        put_attributes(out, doc, type, (Between){true, depth + 2});
    }
    tag_end = sb->len;
    put_close(out, "", "");
    start = sb->len;
    for (const Doc *member = doc->first; member != NULL; member = member->next) {
        const Field *field = xml_member_field(type, member);
        if (field != NULL)
            xml_put_member(out, member, type, field, depth + 1);
    }
    put_comments(out, doc, DOC_INSIDE, depth + 1);
    if (sb->len == start) {
        sb_cut(sb, tag_end);
        put_close(out, "", "/");
    } else {
        put_indent(out, depth);
        put_close(out, name, "</");
    }
}

bool xml_check_texts(const Doc *doc, const RecordType *type, const char *path, Errs *errs)
{
    Check check = {path, errs};

    return check_record(&check, doc, type);
}

bool xml_write(Sb *sb, const Doc *doc, const RecordType *type, const char *path, Errs *errs)
{
    XmlOut out = {.sb = sb, .unit = STR("  "), .line_end = STR("\n")};

    if (!xml_check_texts(doc, type, path, errs))
        return false;
    sb_puts(sb, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml_put_record(&out, type->name, doc, type, 0);
    put_comments(&out, doc, DOC_BEHIND, 0);
    return true;
}
