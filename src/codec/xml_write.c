/* Doc tree -> XML text with stable bytes. */
#include <assert.h>

#include "codec/json.h"
#include "codec/xml.h"

/* A start tag that would be wider has its attributes on lines of their own. */
enum { LINE_WIDTH = 100, STEP = 2 };

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

static const Field *field_of(const RecordType *type, const Doc *member)
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
        const Field *field = field_of(type, member);
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
static void put_content(Sb *sb, Str text)
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

static void put_comments(Sb *sb, const Doc *doc, DocCommentPlace place, size_t indent)
{
    for (const DocComment *comment = doc->comments; comment != NULL; comment = comment->next) {
        if (comment->place != place)
            continue;
        sb_repeat(sb, ' ', indent);
        sb_puts(sb, "<!--");
        sb_put(sb, comment->text);
        sb_puts(sb, "-->\n");
    }
}

static void put_scalar(Sb *sb, const Doc *value)
{
    if (value->kind == DOC_BOOL)
        sb_puts(sb, value->boolean ? "true" : "false");
    else
        put_attribute_text(sb, value->text);
}

static void put_element(Sb *sb, const char *name, const Doc *text, size_t indent)
{
    put_comments(sb, text, DOC_BEFORE, indent);
    sb_repeat(sb, ' ', indent);
    sb_printf(sb, "<%s", name);
    if (text->text.len == 0) {
        sb_puts(sb, "/>\n");
        return;
    }
    sb_putc(sb, '>');
    put_content(sb, text->text);
    sb_printf(sb, "</%s>\n", name);
}

static void put_map(Sb *sb, const char *name, const Doc *map, size_t indent)
{
    put_comments(sb, map, DOC_BEFORE, indent);
    sb_repeat(sb, ' ', indent);
    sb_printf(sb, "<%s>\n", name);
    for (const Doc *entry = map->first; entry != NULL; entry = entry->next) {
        put_comments(sb, entry, DOC_BEFORE, indent + STEP);
        sb_repeat(sb, ' ', indent + STEP);
        sb_puts(sb, "<" XML_ENTRY " " XML_ENTRY_NAME "=\"");
        put_attribute_text(sb, entry->key);
        sb_puts(sb, "\" " XML_ENTRY_VALUE "=\"");
        put_attribute_text(sb, entry->text);
        sb_puts(sb, "\"/>\n");
    }
    put_comments(sb, map, DOC_INSIDE, indent + STEP);
    sb_repeat(sb, ' ', indent);
    sb_printf(sb, "</%s>\n", name);
}

static void put_raw(Sb *sb, const char *name, const Doc *value, size_t indent)
{
    put_comments(sb, value, DOC_BEFORE, indent);
    sb_repeat(sb, ' ', indent);
    sb_printf(sb, "<%s>", name);
    put_json(sb, value, indent);
    sb_printf(sb, "</%s>\n", name);
}

static void put_record(Sb *sb, const char *name, const Doc *doc, const RecordType *type,
                       size_t indent);

static void put_child(Sb *sb, const Doc *member, const RecordType *type, const Field *field,
                      size_t indent)
{
    const char *name = xml_name(type, field);

    switch (xml_form(field->kind)) {
    case XML_ATTRIBUTE:
        break;
    case XML_TEXT:
        put_element(sb, name, member, indent);
        break;
    case XML_TEXTS:
        for (const Doc *item = member->first; item != NULL; item = item->next)
            put_element(sb, name, item, indent);
        break;
    case XML_MAP:
        if (member->first != NULL)
            put_map(sb, name, member, indent);
        break;
    case XML_RAW:
        put_raw(sb, name, member, indent);
        break;
    case XML_RECORD:
        put_record(sb, name, member, field->record, indent);
        break;
    case XML_RECORDS:
        for (const Doc *item = member->first; item != NULL; item = item->next)
            put_record(sb, name, item, field->record, indent);
        break;
    }
}

/* Where a schema for editors lies, as an XML file said it. */
static void put_hint(Sb *sb, const Doc *doc, const char *between, size_t indent)
{
    const Doc *hint = doc_get(doc, STR(XML_HINT));

    if (hint == NULL || hint->syntax != DOC_XML_ATTRIBUTE)
        return;
    sb_puts(sb, between);
    sb_repeat(sb, ' ', indent);
    sb_puts(sb, "xmlns:xsi=\"" XML_INSTANCE "\"");
    sb_puts(sb, between);
    sb_repeat(sb, ' ', indent);
    sb_puts(sb, "xsi:schemaLocation=\"");
    put_attribute_text(sb, hint->text);
    sb_putc(sb, '"');
}

/* The attributes of a start tag, the second and later ones behind `between` and `indent` blanks. */
static void put_attributes(Sb *sb, const Doc *doc, const RecordType *type, const char *between,
                           size_t indent)
{
    size_t count = 0;

    if (doc->parent == NULL) {
        sb_puts(sb, " xmlns=\"" XML_NAMESPACE "\"");
        count++;
        put_hint(sb, doc, between, indent);
    }
    for (const Doc *member = doc->first; member != NULL; member = member->next) {
        const Field *field = field_of(type, member);
        if (field == NULL || xml_form(field->kind) != XML_ATTRIBUTE)
            continue;
        sb_puts(sb, count == 0 ? " " : between);
        sb_repeat(sb, ' ', count == 0 ? 0 : indent);
        sb_printf(sb, "%s=\"", field->key);
        put_scalar(sb, member);
        sb_putc(sb, '"');
        count++;
    }
}

static void put_record(Sb *sb, const char *name, const Doc *doc, const RecordType *type,
                       size_t indent)
{
    size_t start, tag_end;

    put_comments(sb, doc, DOC_BEFORE, indent);
    start = sb->len;
    sb_repeat(sb, ' ', indent);
    sb_printf(sb, "<%s", name);
    tag_end = sb->len;
    put_attributes(sb, doc, type, " ", 0);
    if (sb->len - start > LINE_WIDTH) {
        sb_cut(sb, tag_end);
        put_attributes(sb, doc, type, "\n", indent + STEP + STEP);
    }
    tag_end = sb->len;
    sb_puts(sb, ">\n");
    start = sb->len;
    for (const Doc *member = doc->first; member != NULL; member = member->next) {
        const Field *field = field_of(type, member);
        if (field != NULL)
            put_child(sb, member, type, field, indent + STEP);
    }
    put_comments(sb, doc, DOC_INSIDE, indent + STEP);
    if (sb->len == start) {
        sb_cut(sb, tag_end);
        sb_puts(sb, "/>\n");
    } else {
        sb_repeat(sb, ' ', indent);
        sb_printf(sb, "</%s>\n", name);
    }
}

bool xml_write(Sb *sb, const Doc *doc, const RecordType *type, const char *path, Errs *errs)
{
    Check check = {path, errs};

    if (!check_record(&check, doc, type))
        return false;
    sb_puts(sb, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    put_record(sb, type->name, doc, type, 0);
    put_comments(sb, doc, DOC_BEHIND, 0);
    return true;
}
