/* An XML file with some of its values changed and every other byte as its author wrote it. */
#include "codec/xml_edit.h"

#include "codec/source.h"
#include "codec/xml.h"
#include "codec/xml_put.h"
#include "codec/xml_scan.h"

/* Bytes [from, to) become `text`. */
typedef struct Change {
    size_t from, to;
    Str text;
} Change;

typedef struct Edit {
    Arena *arena;
    const DocFile *file;
    Str bytes;
    VEC(size_t) lines; /* offset of the first byte of each */
    Str unit;          /* one level of indentation */
    Str line_end;
    VEC(Change) changes;
    bool is_lost; /* something can't be changed in place */
} Edit;

/* Where an element stands. */
typedef struct Extent {
    size_t start, tag_end; /* of its <, behind its start tag */
    size_t content_end;    /* of its end tag */
    size_t end;            /* behind it */
    Str name;              /* with its prefix */
    bool is_empty;         /* <a/> */
} Extent;

/* ---- the file ---------------------------------------------------------------------------------
 */

static void find_lines(Edit *edit)
{
    vec_push(edit->arena, &edit->lines, source_skip_mark(edit->bytes));
    for (size_t i = 0; i < edit->bytes.len; i++)
        if (edit->bytes.ptr[i] == '\n')
            vec_push(edit->arena, &edit->lines, i + 1);
}

static size_t offset_of(const Edit *edit, uint32_t line, uint32_t column)
{
    return edit->lines.items[line - 1] + column - 1;
}

static size_t element_start(const Edit *edit, const Doc *doc)
{
    return doc->key_line != 0 ? offset_of(edit, doc->key_line, doc->key_column)
                              : offset_of(edit, doc->line, doc->column);
}

/* Over a start tag; whether it is an empty element's. */
static bool over_tag(XmlScan *scan, Str *name)
{
    XmlScanAttribute attribute;

    *name = xml_scan_tag(scan);
    while (xml_scan_attribute(scan, &attribute))
        ;
    return scan->file->bytes.ptr[scan->at - 2] == '/';
}

static Extent extent_at(const Edit *edit, size_t start)
{
    XmlScan scan = {.file = edit->file, .at = start, .line = 1};
    Extent extent = {.start = start};
    size_t depth = 1;
    Str name;

    extent.is_empty = over_tag(&scan, &extent.name);
    extent.tag_end = extent.content_end = extent.end = scan.at;
    while (!extent.is_empty && depth > 0 && scan.at < edit->bytes.len) {
        xml_scan_to_markup(&scan);
        extent.content_end = scan.at;
        if (str_starts(str_sub(edit->bytes, scan.at, 2), STR("</")))
            depth--;
        else if (!str_starts(str_sub(edit->bytes, scan.at, 2), STR("<!")) &&
                 !over_tag(&scan, &name)) {
            depth++;
            continue;
        }
        if (scan.at == extent.content_end)
            xml_scan_over(&scan);
        extent.end = scan.at;
    }
    return extent;
}

/* Start of the blanks in front of an element or attribute, with the line end before them. */
static size_t lead_start(const Edit *edit, size_t at)
{
    while (at > 0 && strchr(" \t", edit->bytes.ptr[at - 1]) != NULL)
        at--;
    if (at > 0 && edit->bytes.ptr[at - 1] == '\n')
        at--;
    if (at > 0 && edit->bytes.ptr[at - 1] == '\r')
        at--;
    return at;
}

/* The indentation of what begins its line at `at`. */
static Str indent_of(const Edit *edit, size_t at)
{
    size_t start = at;

    while (start > 0 && strchr(" \t", edit->bytes.ptr[start - 1]) != NULL)
        start--;
    return str_sub(edit->bytes, start, at - start);
}

/* ---- changes -----------------------------------------------------------------------------------
 */

static bool comes_before(const Change *one, const Change *other)
{
    bool is_new = one->to == one->from, other_is_new = other->to == other->from;

    return one->from < other->from || (one->from == other->from && is_new && !other_is_new);
}

/* In the order of the file. At one place what is new comes first, in the order of the calls. */
static void change(Edit *edit, size_t from, size_t to, Str text)
{
    size_t at = edit->changes.len;
    Change one = {from, to, text};

    vec_push(edit->arena, &edit->changes, one);
    for (; at > 0 && comes_before(&one, &edit->changes.items[at - 1]); at--)
        edit->changes.items[at] = edit->changes.items[at - 1];
    edit->changes.items[at] = one;
    edit->is_lost = edit->is_lost || (at > 0 && edit->changes.items[at - 1].to > from);
}

static void remove_element(Edit *edit, const Doc *doc)
{
    size_t start = element_start(edit, doc);
    Extent extent = extent_at(edit, start);

    for (const DocComment *comment = doc->comments; comment != NULL; comment = comment->next)
        if (comment->place == DOC_BEFORE) {
            size_t at = offset_of(edit, comment->loc.line, comment->loc.column);
            start = at < start ? at : start;
        }
    change(edit, lead_start(edit, start), extent.end, STR(""));
}

static void change_attribute(Edit *edit, const Doc *present, const Doc *wanted)
{
    size_t value = (size_t)(present->raw.ptr - edit->bytes.ptr);
    Sb sb;

    if (wanted == NULL) {
        size_t name = offset_of(edit, present->key_line, present->key_column);
        change(edit, lead_start(edit, name), value + present->raw.len + 1, STR(""));
        return;
    }
    sb = sb_new(SB_FILE_MAX);
    sb_putc(&sb, '"');
    xml_put_value(&sb, wanted);
    sb_putc(&sb, '"');
    change(edit, value - 1, value + present->raw.len + 1, sb_finish(&sb, edit->arena));
}

static void change_text(Edit *edit, const Doc *present, const Doc *wanted)
{
    Extent extent = extent_at(edit, element_start(edit, present));
    Sb sb = sb_new(SB_FILE_MAX);

    edit->is_lost = edit->is_lost || extent.is_empty;
    xml_put_content(&sb, wanted->text);
    change(edit, extent.tag_end, extent.content_end, sb_finish(&sb, edit->arena));
}

/* ---- what is new -------------------------------------------------------------------------------
 */

/* Where the next new element of a record goes. */
typedef struct Spot {
    Extent record;
    size_t at;  /* behind what stands before it */
    Str indent; /* of elements in the record */
    Sb texts;   /* new ones of a record that was empty */
} Spot;

static void insert(Edit *edit, Spot *spot, const Doc *item, const Doc *member,
                   const RecordType *type, const Field *field)
{
    Sb sb = sb_new(SB_FILE_MAX);
    XmlOut out = {&sb, spot->indent, edit->unit, edit->line_end};

    sb_put(&sb, edit->line_end);
    if (item != NULL)
        xml_put_record(&out, xml_name(type, field), item, field->record, 0);
    else
        xml_put_member(&out, member, type, field, 0);
    sb_cut(&sb, sb.len - edit->line_end.len);
    if (spot->record.is_empty)
        sb_put(&spot->texts, sb_str(&sb));
    else
        change(edit, spot->at, spot->at, arena_str(edit->arena, sb_str(&sb)));
    sb_free(&sb);
}

static void insert_attribute(Edit *edit, size_t at, const Doc *member)
{
    Sb sb = sb_new(SB_FILE_MAX);

    sb_putc(&sb, ' ');
    sb_put(&sb, member->key);
    sb_puts(&sb, "=\"");
    xml_put_value(&sb, member);
    sb_putc(&sb, '"');
    change(edit, at, at, sb_finish(&sb, edit->arena));
}

/* An empty element gets an end tag behind what is new in it. */
static void open_up(Edit *edit, Spot *spot)
{
    size_t slash = spot->record.tag_end - 2, from = slash;

    while (strchr(" \t\r\n", edit->bytes.ptr[from - 1]) != NULL)
        from--;
    sb_put(&spot->texts, edit->line_end);
    sb_put(&spot->texts, indent_of(edit, spot->record.start));
    sb_puts(&spot->texts, "</");
    sb_put(&spot->texts, spot->record.name);
    change(edit, from, slash + 1,
           arena_printf(edit->arena, ">%.*s", STR_ARG(sb_str(&spot->texts))));
}

/* Another element in the place of one. */
static void replace_element(Edit *edit, const Doc *present, const Doc *member,
                            const RecordType *type, const Field *field)
{
    Extent extent = extent_at(edit, element_start(edit, present));
    Str indent = indent_of(edit, extent.start), text;
    Sb sb = sb_new(SB_FILE_MAX);
    XmlOut out = {&sb, indent, edit->unit, edit->line_end};
    Doc copy = *member;

    copy.comments = NULL; /* they stand there */
    xml_put_member(&out, &copy, type, field, 0);
    text = arena_str(edit->arena, sb_str(&sb));
    sb_free(&sb);
    change(edit, extent.start, extent.end,
           str_sub(text, indent.len, text.len - indent.len - edit->line_end.len));
}

/* ---- what changes ------------------------------------------------------------------------------
 */

static Str written(const Doc *doc)
{
    return doc->kind == DOC_STRING ? doc_text_written(doc) : doc->text;
}

/* Whether both say the same. The order of members is free: attributes come before elements. */
static bool is_same(const Doc *a, const Doc *b)
{
    const Doc *x = a->first, *y = b->first;

    if (a->kind != b->kind || a->boolean != b->boolean || a->count != b->count ||
        !str_eq(written(a), written(b)))
        return false;
    for (; x != NULL && y != NULL; x = x->next, y = y->next) {
        const Doc *other = a->kind == DOC_OBJECT ? doc_get(b, x->key) : y;
        if (other == NULL || !is_same(x, other))
            return false;
    }
    return true;
}

static const Doc *find_number(const Doc *list, uint32_t number)
{
    for (const Doc *item = list->first; item != NULL && number != 0; item = item->next)
        if (item->number == number)
            return item;
    return NULL;
}

static void edit_record(Edit *edit, const Doc *present, const Doc *wanted, const RecordType *type);

static void edit_list(Edit *edit, Spot *spot, const Doc *present, const Doc *wanted,
                      const RecordType *type, const Field *field)
{
    for (const Doc *item = wanted->first; item != NULL; item = item->next) {
        const Doc *was = find_number(present, item->number);
        if (was == NULL) {
            insert(edit, spot, item, wanted, type, field);
            continue;
        }
        edit_record(edit, was, item, field->record);
        spot->at = extent_at(edit, element_start(edit, was)).end;
    }
    for (const Doc *item = present->first; item != NULL; item = item->next)
        if (find_number(wanted, item->number) == NULL)
            remove_element(edit, item);
}

static void edit_element(Edit *edit, Spot *spot, const Doc *present, const Doc *member,
                         const RecordType *type, const Field *field)
{
    XmlForm form = xml_form(field->kind);

    if (present == NULL) {
        insert(edit, spot, NULL, member, type, field);
        return;
    }
    if (form == XML_RECORDS) {
        edit_list(edit, spot, present, member, type, field);
        return;
    }
    if (form == XML_TEXTS) {
        edit->is_lost = edit->is_lost || !is_same(present, member);
        return;
    }
    if (form == XML_RECORD)
        edit_record(edit, present, member, field->record);
    else if (!is_same(present, member) && form == XML_TEXT)
        change_text(edit, present, member);
    else if (!is_same(present, member))
        replace_element(edit, present, member, type, field);
    spot->at = extent_at(edit, element_start(edit, present)).end;
}

/* What the record has no more. */
static void remove_members(Edit *edit, const Doc *present, const Doc *wanted,
                           const RecordType *type)
{
    for (const Doc *was = present->first; was != NULL; was = was->next) {
        const Field *field = xml_member_field(type, was);
        if (field == NULL || doc_get(wanted, was->key) != NULL)
            continue;
        if (xml_form(field->kind) == XML_ATTRIBUTE)
            change_attribute(edit, was, NULL);
        else if (was->kind != DOC_ARRAY)
            remove_element(edit, was);
        else if (xml_form(field->kind) == XML_TEXTS)
            edit->is_lost = true;
        else
            for (const Doc *item = was->first; item != NULL; item = item->next)
                remove_element(edit, item);
    }
}

/* The indentation of the elements in a record. */
static Str inner_indent(const Edit *edit, const Doc *present, const RecordType *type,
                        const Extent *extent)
{
    for (const Doc *member = present->first; member != NULL; member = member->next) {
        const Field *field = xml_member_field(type, member);
        const Doc *first = member->kind == DOC_ARRAY ? member->first : member;
        if (field != NULL && xml_form(field->kind) != XML_ATTRIBUTE &&
            xml_form(field->kind) != XML_TEXTS && first != NULL)
            return indent_of(edit, element_start(edit, first));
    }
    return arena_printf(edit->arena, "%.*s%.*s", STR_ARG(indent_of(edit, extent->start)),
                        STR_ARG(edit->unit));
}

static void edit_record(Edit *edit, const Doc *present, const Doc *wanted, const RecordType *type)
{
    Extent extent = extent_at(edit, element_start(edit, present));
    Spot spot = {.record = extent,
                 .at = extent.tag_end,
                 .indent = inner_indent(edit, present, type, &extent),
                 .texts = sb_new(SB_FILE_MAX)};
    size_t attribute_at = extent.start + 1 + extent.name.len;

    for (const Doc *member = wanted->first; member != NULL; member = member->next) {
        const Field *field = xml_member_field(type, member);
        const Doc *was = doc_get(present, member->key);
        if (field == NULL)
            continue;
        if (xml_form(field->kind) != XML_ATTRIBUTE) {
            edit_element(edit, &spot, was, member, type, field);
            continue;
        }
        if (was == NULL)
            insert_attribute(edit, attribute_at, member);
        else if (!is_same(was, member))
            change_attribute(edit, was, member);
        if (was != NULL)
            attribute_at = (size_t)(was->raw.ptr - edit->bytes.ptr) + was->raw.len + 1;
    }
    remove_members(edit, present, wanted, type);
    if (spot.texts.len > 0)
        open_up(edit, &spot);
    sb_free(&spot.texts);
}

/* ---- the whole ---------------------------------------------------------------------------------
 */

static void learn_style(Edit *edit, const Doc *present, const RecordType *type)
{
    Extent none = {0};

    edit->line_end = STR("\n");
    for (size_t i = 0; i + 1 < edit->bytes.len; i++)
        if (edit->bytes.ptr[i] == '\r' && edit->bytes.ptr[i + 1] == '\n')
            edit->line_end = STR("\r\n");
    edit->unit = STR("");
    edit->unit = inner_indent(edit, present, type, &none);
    if (edit->unit.len == 0)
        edit->unit = STR("  ");
}

static Str apply(const Edit *edit)
{
    Sb sb = sb_new(SB_FILE_MAX);
    size_t at = 0;

    for (size_t i = 0; i < edit->changes.len; i++) {
        const Change *one = &edit->changes.items[i];
        sb_put(&sb, str_sub(edit->bytes, at, one->from - at));
        sb_put(&sb, one->text);
        at = one->to;
    }
    sb_put(&sb, str_sub(edit->bytes, at, SIZE_MAX));
    return sb_finish(&sb, edit->arena);
}

static size_t count_comments(const Doc *doc)
{
    size_t count = 0;

    for (const DocComment *comment = doc->comments; comment != NULL; comment = comment->next)
        count++;
    for (const Doc *child = doc->first; child != NULL; child = child->next)
        count += count_comments(child);
    return count;
}

static bool reads_as(Arena *arena, Str text, const Doc *wanted, const RecordType *type)
{
    DocFile file = {.path = "", .bytes = text};
    Errs errs = {0};
    const Doc *doc = text.ptr == NULL ? NULL : xml_read(arena, &file, type, &errs);
    bool is_right = doc != NULL && !errs_any(&errs) && is_same(doc, wanted) &&
                    count_comments(doc) == count_comments(wanted);

    errs_free(&errs);
    return is_right;
}

bool xml_edit(Sb *sb, const DocFile *file, const Doc *present, const Doc *wanted,
              const RecordType *type, Errs *errs)
{
    Arena scratch = {0};
    Edit edit = {.arena = &scratch, .file = file, .bytes = file->bytes};
    bool ok = xml_check_texts(wanted, type, file->path, errs);
    Str text = STR_ABSENT;

    if (!ok)
        goto done;
    find_lines(&edit);
    learn_style(&edit, present, type);
    edit_record(&edit, present, wanted, type);
    if (!edit.is_lost)
        text = apply(&edit);
    if (reads_as(&scratch, text, wanted, type))
        sb_put(sb, text);
    else
        ok = xml_write(sb, wanted, type, file->path, errs);
done:
    arena_free(&scratch);
    return ok;
}
