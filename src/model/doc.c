/* The doc tree: nodes, and where each of them stands. */
#include "model/doc.h"

#include <assert.h>

#include "base/sb.h"
#include "model/doc_raw.h"

Doc *doc_new(Arena *arena, DocKind kind)
{
    Doc *doc = ARENA_NEW(arena, Doc);

    doc->kind = kind;
    return doc;
}

Doc *doc_string(Arena *arena, Str text)
{
    Doc *doc = doc_new(arena, DOC_STRING);

    doc->text = text;
    return doc;
}

Doc *doc_number(Arena *arena, int64_t value)
{
    Doc *doc = doc_new(arena, DOC_NUMBER);

    doc->text = arena_printf(arena, "%lld", (long long)value);
    return doc;
}

Doc *doc_bool(Arena *arena, bool value)
{
    Doc *doc = doc_new(arena, DOC_BOOL);

    doc->boolean = value;
    return doc;
}

Doc *doc_add(Doc *parent, Str key, Doc *child)
{
    assert(child->parent == NULL);
    child->key = key;
    child->parent = parent;
    if (parent->last == NULL)
        parent->first = child;
    else
        parent->last->next = child;
    parent->last = child;
    parent->count++;
    return child;
}

Doc *doc_get(const Doc *object, Str key)
{
    if (object == NULL || object->kind != DOC_OBJECT)
        return NULL;
    for (Doc *child = object->first; child != NULL; child = child->next)
        if (str_eq(child->key, key))
            return child;
    return NULL;
}

void doc_edit_text(Doc *doc, Str text, DocEdits *edits)
{
    assert(doc->kind == DOC_STRING);
    edits->before = doc->text;
    edits->earlier = doc->edits;
    doc->text = text;
    doc->edits = edits;
}

Str doc_text_written(const Doc *doc)
{
    Str text = doc->text;

    for (const DocEdits *edits = doc->edits; edits != NULL; edits = edits->earlier)
        text = edits->before;
    return text;
}

static uint32_t number_nodes(Doc *doc, uint32_t last)
{
    doc->number = ++last;
    for (Doc *child = doc->first; child != NULL; child = child->next)
        last = number_nodes(child, last);
    return last;
}

void doc_file_set(DocFile *file, Doc *root)
{
    (void)number_nodes(root, 0);
    file->root = root;
}

const Doc *doc_file_node(DocFile *file, uint32_t number)
{
    const Doc *at;

    if (file->root == NULL)
        file->read_again(file);
    at = file->root;
    while (at != NULL && at->number != number) {
        const Doc *child = at->first;
        while (child != NULL && child->next != NULL && child->next->number <= number)
            child = child->next;
        at = child;
    }
    return at == NULL ? file->root : at;
}

const char *doc_kind_name(DocKind kind)
{
    static const char *const names[] = {
        [DOC_NULL] = "null",       [DOC_BOOL] = "true or false", [DOC_NUMBER] = "a number",
        [DOC_STRING] = "a string", [DOC_OBJECT] = "an object",   [DOC_ARRAY] = "a list",
    };

    return names[kind];
}

/* Puts the path of `doc` into `sb`: keys with dots, list items in brackets. */
static void put_path(Sb *sb, const Doc *doc)
{
    const Doc *name;
    size_t index = 0;

    if (doc->parent == NULL)
        return;
    put_path(sb, doc->parent);
    if (doc->parent->kind == DOC_OBJECT) {
        if (sb->len > 0)
            sb_putc(sb, '.');
        sb_put(sb, doc->key);
        return;
    }
    name = doc_get(doc, STR("Name"));
    if (name != NULL && name->kind == DOC_STRING && name->text.len > 0) {
        sb_printf(sb, "[%.*s]", STR_ARG(name->text));
        return;
    }
    for (const Doc *before = doc->parent->first; before != doc; before = before->next)
        index++;
    sb_printf(sb, "[%zu]", index);
}

static Loc loc_at(Arena *arena, const Doc *doc, uint32_t line, uint32_t column)
{
    Sb sb = sb_new(SB_LINE_MAX);
    Loc loc = {.file = doc->file == NULL ? NULL : doc->file->path, .line = line, .column = column};

    put_path(&sb, doc);
    if (sb.len > 0)
        loc.path = arena_cstr(arena, sb_str(&sb));
    sb_free(&sb);
    return loc;
}

/* Bytes of a source up to the end of its line. */
static size_t on_line(Str source)
{
    size_t end = str_find(source, '\n', 0);

    return end == SIZE_MAX ? source.len : end;
}

/* Bytes of a value in its file; 0 where it has more than one token or was not read. */
static size_t value_length(const Doc *doc)
{
    if (doc->syntax == DOC_XML_CONTENT)
        return doc->raw.ptr == NULL ? 0 : on_line(doc->raw);
    if (doc->kind == DOC_STRING || doc->syntax == DOC_XML_ATTRIBUTE)
        return doc->raw.ptr == NULL ? 0 : on_line(doc->raw) + 2; /* its quotes */
    if (doc->kind == DOC_NUMBER)
        return doc->text.len;
    if (doc->kind == DOC_BOOL)
        return doc->boolean ? strlen("true") : strlen("false");
    return doc->kind == DOC_NULL ? strlen("null") : 0;
}

/* The same of its key, which is known where the key is a slice of the file. */
static size_t key_length(const Doc *doc)
{
    Str bytes = doc->file == NULL ? STR_ABSENT : doc->file->bytes;
    bool is_slice = bytes.ptr != NULL && (uintptr_t)doc->key.ptr >= (uintptr_t)bytes.ptr &&
                    (uintptr_t)doc->key.ptr < (uintptr_t)bytes.ptr + bytes.len;

    return !is_slice                          ? 0
           : doc->syntax == DOC_JSON_STRING   ? doc->key.len + 2
           : doc->syntax == DOC_XML_ATTRIBUTE ? doc->key.len
                                              : doc->key.len + 1; /* the < of its element */
}

Loc doc_loc(Arena *arena, const Doc *doc)
{
    Loc loc = loc_at(arena, doc, doc->line, doc->column);

    loc.length = (uint32_t)value_length(doc);
    return loc;
}

Loc doc_key_loc(Arena *arena, const Doc *doc)
{
    Loc loc;

    if (doc->key_line == 0)
        return doc_loc(arena, doc);
    loc = loc_at(arena, doc, doc->key_line, doc->key_column);
    loc.length = (uint32_t)key_length(doc);
    return loc;
}

/* Where byte `offset` of an edited text was before; the start of what a splice replaced. */
static size_t offset_before(const DocEdits *edits, size_t offset)
{
    size_t at = 0, was_at = 0; /* ends of the last splice before `offset` */

    for (size_t i = 0; i < edits->splices.len; i++) {
        const DocSplice *splice = &edits->splices.items[i];
        if (offset < splice->at)
            break;
        if (offset < splice->at + splice->len)
            return splice->was_at;
        at = splice->at + splice->len;
        was_at = splice->was_at + splice->was_len;
    }
    return was_at + (offset - at);
}

/* Where byte `offset` of the text stands in the source; the text's end: behind its last byte, in
 * front of marks that close it. */
static size_t raw_offset(const Doc *doc, size_t offset)
{
    DocRawWalk walk = {.syntax = doc->syntax, .raw = doc->raw};
    size_t decoded = 0, end = 0;

    for (const DocEdits *edits = doc->edits; edits != NULL; edits = edits->earlier)
        offset = offset_before(edits, offset);
    while (walk.at < doc->raw.len) {
        size_t at = walk.at, len = doc_raw_step(&walk);
        if (len > 0 && decoded >= offset)
            return at;
        decoded += len;
        end = len > 0 ? walk.at : end;
    }
    return end < doc->raw.len ? end : doc->raw.len;
}

/* Moves `loc` from the start of the source over its first `len` bytes. */
static void advance(Loc *loc, Str raw, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        loc->column++;
        if (raw.ptr[i] == '\n') {
            loc->line++;
            loc->column = 1;
        }
    }
}

Loc doc_text_loc(Arena *arena, const Doc *doc, size_t offset)
{
    return doc_text_range(arena, doc, offset, 0);
}

Loc doc_text_range(Arena *arena, const Doc *doc, size_t offset, size_t len)
{
    Loc loc = doc_loc(arena, doc);
    size_t from;

    if (doc->kind != DOC_STRING || doc->raw.ptr == NULL || doc->column == 0)
        return loc;
    from = raw_offset(doc, offset);
    if (doc->syntax != DOC_XML_CONTENT)
        loc.column++; /* the opening quote */
    advance(&loc, doc->raw, from);
    loc.length = (uint32_t)on_line(str_sub(doc->raw, from, raw_offset(doc, offset + len) - from));
    return loc;
}
