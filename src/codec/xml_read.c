/* XML text -> doc tree, by the field tables. */
#include "codec/xml.h"
#include "model/table.h"

#include <assert.h>

#include "base/map.h"
#include "codec/json.h"
#include "codec/xml_events.h"

/* ---- nodes -------------------------------------------------------------------------------------
 */

static Doc *new_node(const XmlEvents *events, DocKind kind, DocSyntax syntax, Loc loc)
{
    Doc *doc = doc_new(events->arena, kind);

    doc->syntax = syntax;
    doc->line = loc.line;
    doc->column = loc.column;
    doc->file = events->file;
    return doc;
}

static Doc *add_member(Doc *object, Str key, Doc *value, Loc key_loc)
{
    value->key_line = key_loc.line;
    value->key_column = key_loc.column;
    return doc_add(object, key, value);
}

/* A whole number as JSON writes it, so that it can become JSON as it stands. */
static bool is_number(Str text)
{
    Str digits = str_starts(text, STR("-")) ? str_sub(text, 1, SIZE_MAX) : text;

    for (size_t i = 0; i < digits.len; i++)
        if (digits.ptr[i] < '0' || digits.ptr[i] > '9')
            return false;
    return digits.len == 1 || (digits.len > 1 && digits.ptr[0] != '0');
}

/* Gives a text the kind of its field. What is no value of it stays a string, which the reader of
 * records refuses. */
static void settle_kind(Doc *doc, const Field *field)
{
    bool is_flag = field != NULL && (field->kind == F_BOOL || field->kind == F_TRISTATE);

    if (is_flag && (str_is(doc->text, "true") || str_is(doc->text, "false"))) {
        doc->kind = DOC_BOOL;
        doc->boolean = str_is(doc->text, "true");
        doc->text = STR_ABSENT;
    } else if (field != NULL && field->kind == F_INT && is_number(doc->text)) {
        doc->kind = DOC_NUMBER;
    }
}

/* ---- what is written in another form -----------------------------------------------------------
 */

/* The place with the key path of a member of `object`. */
static Loc within(const XmlEvents *events, const Doc *object, const char *key, Loc loc)
{
    const char *path = doc_loc(events->arena, object).path;

    loc.path = path == NULL ? key : arena_printf(events->arena, "%s.%s", path, key).ptr;
    return loc;
}

static void refuse_form(const XmlEvents *events, const RecordType *type, const Field *field,
                        const Doc *object, Loc loc)
{
    static const char *const forms[] = {
        [XML_ATTRIBUTE] = "is an attribute",
        [XML_TEXT] = "is an element",
        [XML_TEXTS] = "is a list of elements",
        [XML_MAP] = "is an element",
        [XML_RAW] = "is an element",
        [XML_RECORD] = "is an element",
        [XML_RECORDS] = "is a list of elements",
    };
    XmlForm form = xml_form(field->kind);

    (void)err_at(events->errs, ERR_FIELD, within(events, object, field->key, loc), NULL,
                 "\"%s\" %s in XML", field->key, forms[form]);
    (void)err_hint(events->errs, "write %s%s", xml_example(events->arena, type, field),
                   form == XML_TEXTS || form == XML_RECORDS ? " for each" : "");
}

/* Stands for a field that is there, if in another form, so that it is not missed too. */
static Doc *stand_in(const XmlEvents *events, const Field *field, Loc loc)
{
    static const DocKind kinds[] = {
        [XML_ATTRIBUTE] = DOC_NULL, [XML_TEXT] = DOC_NULL, [XML_TEXTS] = DOC_ARRAY,
        [XML_MAP] = DOC_OBJECT,     [XML_RAW] = DOC_NULL,  [XML_RECORD] = DOC_NULL,
        [XML_RECORDS] = DOC_ARRAY,
    };

    return new_node(events, kinds[xml_form(field->kind)], DOC_XML_CONTENT, loc);
}

/* The field that a misplaced name means: by its key or by its element. */
static const Field *find_any(const RecordType *type, Str name)
{
    const Field *field = record_type_find(type, name);

    return field != NULL ? field : xml_find_element(type, name);
}

/* ---- attributes --------------------------------------------------------------------------------
 */

static Doc *attribute_node(const XmlEvents *events, const XmlScanAttribute *attribute)
{
    Doc *doc = new_node(events, DOC_STRING, DOC_XML_ATTRIBUTE, attribute->value_loc);

    doc->text = xml_events_value(events, attribute);
    doc->raw = attribute->raw;
    return doc;
}

static void read_attribute(const XmlEvents *events, const XmlScanAttribute *attribute,
                           const RecordType *type, Doc *object)
{
    const Field *field = xml_find_attribute(type, attribute->name);
    const Field *other = field == NULL ? find_any(type, attribute->name) : NULL;
    Doc *value = attribute_node(events, attribute);

    settle_kind(value, field);
    if (other != NULL && doc_get(object, str_from(other->key)) != NULL)
        return;
    if (other != NULL) {
        refuse_form(events, type, other, object, attribute->name_loc);
        if (xml_form(other->kind) != XML_TEXT)
            value = stand_in(events, other, attribute->name_loc);
    }
    (void)add_member(object, other != NULL ? str_from(other->key) : attribute->name, value,
                     attribute->name_loc);
}

static void read_attributes(const XmlEvents *events, const RecordType *type, Doc *object)
{
    for (size_t i = 0; i < events->element.attributes.len; i++) {
        const XmlScanAttribute *attribute = &events->element.attributes.items[i];
        if (xml_events_is_namespace(attribute))
            continue;
        if (object->parent == NULL && xml_events_is_hint(events, attribute))
            (void)add_member(object, STR(XML_HINT), attribute_node(events, attribute),
                             attribute->name_loc);
        else
            read_attribute(events, attribute, type, object);
    }
}

/* Elements that hold a value have no attributes. */
static void refuse_attributes(const XmlEvents *events)
{
    for (size_t i = 0; i < events->element.attributes.len; i++) {
        const XmlScanAttribute *attribute = &events->element.attributes.items[i];
        if (!xml_events_is_namespace(attribute))
            (void)err_at(events->errs, ERR_FIELD, attribute->name_loc, NULL,
                         "<%.*s> has no attribute \"%.*s\"", STR_ARG(events->element.name),
                         STR_ARG(attribute->name));
    }
}

/* ---- what has no place -------------------------------------------------------------------------
 */

static bool refuse_namespace(const XmlEvents *events)
{
    return err_at(events->errs, ERR_FIELD, events->element.loc,
                  "elements are of the namespace \"" XML_NAMESPACE
                  "\": write xmlns=\"" XML_NAMESPACE "\" in the outermost",
                  "<%.*s> is of %s namespace", STR_ARG(events->element.name),
                  events->element.is_bare ? "no" : "another");
}

static void refuse_element(XmlEvents *events, Str outer, const char *hint)
{
    (void)err_at(events->errs, ERR_FIELD, events->element.loc, hint, "<%.*s> can't stand in <%.*s>",
                 STR_ARG(events->element.name), STR_ARG(outer));
    xml_events_skip(events);
}

/* The next child element of `outer`, or its end. Text between children is reported, once. */
static XmlEvent next_child(XmlEvents *events, Str outer)
{
    XmlEvent event;
    bool is_told = false;

    while ((event = xml_events_next(events)) == XML_CHARS) {
        XmlScan scan = events->scan;
        if (is_told || str_trim(xml_events_text(events)).len == 0)
            continue;
        xml_scan_blanks(&scan);
        is_told = true;
        (void)err_at(events->errs, ERR_FIELD, xml_scan_loc(&scan), NULL,
                     "text can't stand in <%.*s>", STR_ARG(outer));
    }
    return event;
}

/* ---- texts -------------------------------------------------------------------------------------
 */

/* The content of the element at hand as a string. */
static Doc *read_text(XmlEvents *events, const char *hint)
{
    Str name = events->element.name;
    size_t start = events->element.content;
    Doc *doc = new_node(events, DOC_STRING, DOC_XML_CONTENT, events->element.content_loc);
    Sb sb = sb_new(SB_FILE_MAX);

    refuse_attributes(events);
    for (;;) {
        switch (xml_events_next(events)) {
        case XML_CHARS:
            sb_put(&sb, xml_events_text(events));
            continue;
        case XML_START:
            refuse_element(events, name, hint);
            continue;
        case XML_END:
            doc->raw = str_sub(events->file->bytes, start, events->content_end - start);
            break;
        case XML_DONE:
            break;
        }
        break;
    }
    xml_events_give_comments(events, doc, DOC_BEFORE);
    doc->text = sb_finish(&sb, events->arena);
    return doc;
}

/* ---- raw values --------------------------------------------------------------------------------
 */

/* Whether the source is JSON as it stands: one CDATA section, or nothing that XML would change.
 * Then [*from, *to) of it is. */
static bool is_plain(Str raw, size_t *from, size_t *to)
{
    Str trimmed = str_trim(raw);

    *from = 0;
    *to = raw.len;
    if (str_starts(trimmed, STR("<![CDATA[")) && str_ends(trimmed, STR("]]>"))) {
        *from = (size_t)(trimmed.ptr - raw.ptr) + strlen("<![CDATA[");
        *to = (size_t)(trimmed.ptr - raw.ptr) + trimmed.len - strlen("]]>");
    }
    for (size_t i = *from; i < *to; i++)
        if (*from == 0 ? raw.ptr[i] == '&' || raw.ptr[i] == '<'
                       : str_starts(str_sub(raw, i, *to - i), STR("]]>")))
            return false;
    return true;
}

/* All of a tree at one place: the nearest that can be told. */
static void set_places(const XmlEvents *events, Doc *doc, Loc loc)
{
    doc->line = doc->key_line = loc.line;
    doc->column = doc->key_column = loc.column;
    doc->file = events->file;
    doc->raw = STR_ABSENT;
    for (Doc *child = doc->first; child != NULL; child = child->next)
        set_places(events, child, loc);
}

/* JSON that is put together from texts, sections and references. */
static Doc *read_decoded(const XmlEvents *events, Str text, Loc loc)
{
    DocFile file = {.path = events->file->path, .bytes = text};
    Errs errs = {0};
    Doc *value = json_read(events->arena, &file, false, &errs);

    for (size_t i = 0; i < errs.list.len; i++)
        (void)err_at(events->errs, errs.list.items[i].code, loc, errs.list.items[i].hint, "%s",
                     errs.list.items[i].message);
    errs_free(&errs);
    if (value != NULL)
        set_places(events, value, loc);
    return value;
}

/* The content of the element at hand as JSON; where it is none, a stand-in. */
static Doc *read_raw(XmlEvents *events, const Field *field)
{
    Loc loc = events->element.loc;
    size_t content = events->element.content, from, to;
    Doc *text = read_text(events, "the content is JSON: write it as <![CDATA[…]]>"), *value;

    if (text->raw.ptr == NULL)
        return stand_in(events, field, loc); /* the file ended in it, which is told */
    if (str_trim(text->text).len == 0) {
        (void)err_at(events->errs, ERR_FIELD, loc, "leave the element out where there is none",
                     "\"%s\" is empty, which is no JSON", field->key);
        value = NULL;
    } else if (is_plain(text->raw, &from, &to)) {
        value =
            json_read_part(events->arena, events->file, content + from, content + to, events->errs);
    } else {
        value = read_decoded(events, text->text, loc);
    }
    if (value == NULL)
        value = stand_in(events, field, loc);
    value->comments = text->comments;
    return value;
}

/* ---- maps --------------------------------------------------------------------------------------
 */

static const XmlScanAttribute *find_attribute(const XmlEvents *events, const char *name)
{
    for (size_t i = 0; i < events->element.attributes.len; i++)
        if (str_is(events->element.attributes.items[i].name, name))
            return &events->element.attributes.items[i];
    return NULL;
}

/* `<Entry Name="" Value=""/>` with nothing else. */
static bool check_entry(const XmlEvents *events)
{
    static const char hint[] = "write <" XML_ENTRY " Name=\"…\" Value=\"…\"/>";
    const char *const names[] = {XML_ENTRY_NAME, XML_ENTRY_VALUE};
    bool ok = true;

    for (size_t i = 0; i < events->element.attributes.len; i++) {
        const XmlScanAttribute *attribute = &events->element.attributes.items[i];
        if (!str_is(attribute->name, names[0]) && !str_is(attribute->name, names[1]) &&
            !xml_events_is_namespace(attribute))
            ok = err_at(events->errs, ERR_FIELD, attribute->name_loc, hint,
                        "<" XML_ENTRY "> has no attribute \"%.*s\"", STR_ARG(attribute->name));
    }
    for (size_t i = 0; i < 2 && ok; i++)
        if (find_attribute(events, names[i]) == NULL)
            ok = err_at(events->errs, ERR_FIELD, events->element.loc, hint,
                        "this <" XML_ENTRY "> lacks the attribute \"%s\"", names[i]);
    return ok;
}

/* What an empty element has no room for. */
static void read_nothing(XmlEvents *events, Str name)
{
    while (next_child(events, name) == XML_START)
        refuse_element(events, name, NULL);
}

static void read_entry(XmlEvents *events, Doc *map, Map *seen)
{
    const XmlScanAttribute *name = find_attribute(events, XML_ENTRY_NAME);
    const Doc *before;
    Doc *value;
    Str key;

    if (!check_entry(events)) {
        xml_events_skip(events);
        return;
    }
    key = xml_events_value(events, name);
    value = attribute_node(events, find_attribute(events, XML_ENTRY_VALUE));
    xml_events_give_comments(events, value, DOC_BEFORE);
    before = map_get(seen, key);
    if (before == NULL) {
        (void)map_put(events->arena, seen, key, value);
        (void)add_member(map, key, value, name->value_loc);
    } else {
        (void)err_at(events->errs, ERR_DUPLICATE, name->value_loc, NULL,
                     "the entry \"%.*s\" stands twice in one map", STR_ARG(key));
        (void)err_also(events->errs, doc_key_loc(events->arena, before), "it stands first at");
    }
    read_nothing(events, STR(XML_ENTRY));
    xml_events_give_comments(events, value, DOC_BEFORE);
}

static Doc *read_map(XmlEvents *events)
{
    Str name = events->element.name;
    Doc *map = new_node(events, DOC_OBJECT, DOC_XML_CONTENT, events->element.loc);
    Map seen = {0};

    refuse_attributes(events);
    xml_events_give_comments(events, map, DOC_BEFORE);
    while (next_child(events, name) == XML_START) {
        if (str_is(events->element.name, XML_ENTRY))
            read_entry(events, map, &seen);
        else
            refuse_element(events, name, "write <" XML_ENTRY " Name=\"…\" Value=\"…\"/>");
    }
    xml_events_give_comments(events, map, DOC_INSIDE);
    return map;
}

/* ---- records -----------------------------------------------------------------------------------
 */

/* The element at hand, whose node has its parent already. */
static void read_record(XmlEvents *events, const RecordType *type, Doc *object);

static Doc *new_record(XmlEvents *events)
{
    Doc *object = new_node(events, DOC_OBJECT, DOC_XML_CONTENT, events->element.loc);

    xml_events_give_comments(events, object, DOC_BEFORE);
    return object;
}

/* One more of a list, whose node is made by the first. */
static void read_item(XmlEvents *events, const RecordType *type, const Field *field, Doc *object)
{
    Doc *list = doc_get(object, str_from(field->key)), *item;
    Loc loc = events->element.loc;

    if (list == NULL)
        list = add_member(object, str_from(field->key),
                          new_node(events, DOC_ARRAY, DOC_XML_CONTENT, loc), loc);
    if (xml_form(field->kind) == XML_TEXTS) {
        item = read_text(events, xml_example(events->arena, type, field));
        (void)doc_add(list, STR_ABSENT, item);
    } else {
        item = doc_add(list, STR_ABSENT, new_record(events));
        read_record(events, field->record, item);
    }
}

/* What stands once. */
static void read_single(XmlEvents *events, const Field *field, Doc *object)
{
    Str key = xml_form(field->kind) == XML_RECORD ? str_from(field->key) : events->element.name;
    const Doc *before = doc_get(object, key);
    Loc loc = events->element.loc;

    if (before != NULL) {
        (void)err_at(events->errs, ERR_DUPLICATE, within(events, object, field->key, loc), NULL,
                     "<%.*s> stands twice in one element", STR_ARG(events->element.name));
        (void)err_also(events->errs, doc_key_loc(events->arena, before), "it stands first at");
        xml_events_skip(events);
    } else if (xml_form(field->kind) == XML_RECORD) {
        read_record(events, field->record, add_member(object, key, new_record(events), loc));
    } else if (xml_form(field->kind) == XML_MAP) {
        (void)add_member(object, key, read_map(events), loc);
    } else if (xml_form(field->kind) == XML_RAW) {
        (void)add_member(object, key, read_raw(events, field), loc);
    } else {
        (void)add_member(object, key, read_text(events, "write &lt; for <"), loc);
    }
}

/* A list of records with an element around it: its items are read all the same. */
static void read_wrapped(XmlEvents *events, const RecordType *type, const Field *field, Doc *object)
{
    Str name = events->element.name;

    while (next_child(events, name) == XML_START) {
        if (str_is(events->element.name, xml_name(type, field)))
            read_item(events, type, field, object);
        else
            refuse_element(events, name, NULL);
    }
}

/* An attribute or a whole list given as one element. */
static void read_misplaced(XmlEvents *events, const RecordType *type, const Field *field,
                           Doc *object)
{
    Loc loc = events->element.loc;
    Doc *value;

    refuse_form(events, type, field, object, loc);
    if (xml_form(field->kind) == XML_ATTRIBUTE) {
        value = read_text(events, NULL);
        settle_kind(value, field);
    } else {
        value = stand_in(events, field, loc);
        if (xml_form(field->kind) == XML_RECORDS)
            read_wrapped(events, type, field, object);
        else
            xml_events_skip(events);
    }
    if (doc_get(object, str_from(field->key)) == NULL)
        (void)add_member(object, str_from(field->key), value, loc);
}

static void read_child(XmlEvents *events, const RecordType *type, Doc *object)
{
    const Field *field = xml_find_element(type, events->element.name);
    const Field *other = record_type_find(type, events->element.name);
    Loc loc = events->element.loc;

    if (!events->element.is_ours) {
        refuse_namespace(events);
        xml_events_skip(events);
    } else if (field == NULL && other != NULL) {
        read_misplaced(events, type, other, object);
    } else if (field == NULL) { /* told by the reader of records */
        (void)add_member(object, events->element.name,
                         new_node(events, DOC_STRING, DOC_XML_CONTENT, loc), loc);
        xml_events_skip(events);
    } else if (xml_form(field->kind) == XML_TEXTS || xml_form(field->kind) == XML_RECORDS) {
        read_item(events, type, field, object);
    } else {
        read_single(events, field, object);
    }
}

/* Of keys that stand for each other the usual one, where none is there; NULL. */
static const Field *usual_list(const RecordType *type, const Doc *object)
{
    const char *const *keys = record_type_one_of(type);

    for (const char *const *key = keys; key != NULL && *key != NULL; key++)
        if (doc_get(object, str_from(*key)) != NULL)
            return NULL;
    return keys == NULL ? NULL : record_type_find(type, str_from(keys[0]));
}

/* A list that must be there is empty where it has no elements. */
static void add_empty_lists(const XmlEvents *events, const RecordType *type, Doc *object)
{
    Loc loc = {.line = object->line, .column = object->column};
    const Field *usual = usual_list(type, object);

    for (const Field *f = type->fields; f < type->fields + type->count; f++)
        if ((f->is_required || f == usual) &&
            (xml_form(f->kind) == XML_RECORDS || xml_form(f->kind) == XML_TEXTS) &&
            doc_get(object, str_from(f->key)) == NULL)
            (void)add_member(object, str_from(f->key),
                             new_node(events, DOC_ARRAY, DOC_XML_CONTENT, loc), loc);
}

static void read_record(XmlEvents *events, const RecordType *type, Doc *object)
{
    Str name = events->element.name;

    read_attributes(events, type, object);
    while (next_child(events, name) == XML_START)
        read_child(events, type, object);
    xml_events_give_comments(events, object, DOC_INSIDE);
    add_empty_lists(events, type, object);
}

/* ---- the file ----------------------------------------------------------------------------------
 */

static bool check_root(const XmlEvents *events, const RecordType *type)
{
    if (!events->element.is_ours)
        return refuse_namespace(events);
    if (str_is(events->element.name, type->name))
        return true;
    (void)err_at(events->errs, ERR_FIELD, events->element.loc, NULL, "the file holds <%.*s>",
                 STR_ARG(events->element.name));
    return err_hint(events->errs, "a %s is <%s xmlns=\"" XML_NAMESPACE "\" …>", type->word,
                    type->name);
}

static Doc *read_root(XmlEvents *events, const RecordType *type)
{
    Doc *doc = NULL;

    if (xml_events_next(events) == XML_START && check_root(events, type)) {
        doc = new_record(events);
        read_record(events, type, doc);
    }
    /* To the end: it may be wrong there. */
    while (xml_events_next(events) != XML_DONE)
        ;
    if (doc != NULL)
        xml_events_give_comments(events, doc, DOC_BEHIND);
    return doc;
}

Doc *xml_read(Arena *arena, DocFile *file, const RecordType *type, Errs *errs)
{
    ErrsMark mark = errs_mark(errs);
    XmlEvents events;
    Doc *doc = NULL;

    if (xml_events_open(&events, arena, file, errs))
        doc = read_root(&events, type);
    if (events.fault.code != 0) {
        errs_drop(errs, mark); /* what was read of it may mean nothing */
        (void)xml_fault_tell(&events.fault, file, errs);
    }
    if (events.fault.code != 0 || events.is_lost)
        doc = NULL;
    xml_events_close(&events);
    if (doc != NULL)
        doc_file_set(file, doc);
    assert(doc != NULL || errs_any(errs));
    return doc;
}
