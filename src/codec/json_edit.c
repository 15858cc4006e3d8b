/* A JSON file with some of its values changed and every other byte as its author wrote it. */
#include "codec/json_edit.h"

#include "codec/json.h"
#include "codec/source.h"

/* How the file is laid out, for what is new in it. */
typedef struct Style {
    Str colon;      /* between key and value: `: ` */
    Str gap;        /* behind a comma within a line: ` ` */
    Str pad;        /* inside of the braces of an object on one line: ` ` */
    Str unit;       /* one level of indentation */
    Str line_end;   /* `\n` or `\r\n` */
    bool one_liner; /* objects of lists stand on one line each */
} Style;

typedef struct Edit {
    Sb *out;
    Arena *arena;
    Str bytes;         /* of the file */
    VEC(size_t) lines; /* offset of the first byte of each */
    Style style;
} Edit;

/* A member or item of a container of the file. */
typedef struct Entry {
    const Doc *doc;
    size_t from, value, to; /* of its key (or value), of its value, behind it */
    Str lead, trail;        /* in front of it, and behind it up to the comma */
} Entry;

typedef struct Entries {
    VEC(Entry) list;
    Str tail;   /* in front of the closing bracket */
    size_t end; /* behind it */
} Entries;

/* Where new text is put: in the line that the text before it began, or in lines of its own. */
typedef struct Spot {
    Str indent;
    bool is_inline;
} Spot;

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

static Str slice(const Edit *edit, size_t from, size_t to)
{
    return str_sub(edit->bytes, from, to - from);
}

/* Behind blanks, that is, at the next sign. */
static size_t skip_blanks(const Edit *edit, size_t at)
{
    while (at < edit->bytes.len && strchr(" \t\r\n", edit->bytes.ptr[at]) != NULL)
        at++;
    return at;
}

static bool has_line_end(Str text)
{
    return str_find(text, '\n', 0) != SIZE_MAX;
}

static void read_entries(const Edit *edit, const Doc *doc, Entries *entries);

static size_t value_end(const Edit *edit, const Doc *doc)
{
    Entries entries;

    switch (doc->kind) {
    case DOC_STRING:
        return (size_t)(doc->raw.ptr - edit->bytes.ptr) + doc->raw.len + 1;
    case DOC_NUMBER:
        return offset_of(edit, doc->line, doc->column) + doc->text.len;
    case DOC_BOOL:
        return offset_of(edit, doc->line, doc->column) + (doc->boolean ? 4 : 5);
    case DOC_NULL:
        return offset_of(edit, doc->line, doc->column) + 4;
    case DOC_OBJECT:
    case DOC_ARRAY:
        break;
    }
    read_entries(edit, doc, &entries);
    return entries.end;
}

static void read_entries(const Edit *edit, const Doc *doc, Entries *entries)
{
    size_t at = offset_of(edit, doc->line, doc->column) + 1; /* behind the bracket */

    *entries = (Entries){0};
    for (const Doc *child = doc->first; child != NULL; child = child->next) {
        Entry entry = {.doc = child, .value = offset_of(edit, child->line, child->column)};
        size_t comma;
        entry.from = child->key_line == 0 ? entry.value
                                          : offset_of(edit, child->key_line, child->key_column);
        entry.to = value_end(edit, child);
        entry.lead = slice(edit, at, entry.from);
        comma = child->next == NULL ? entry.to : skip_blanks(edit, entry.to);
        entry.trail = slice(edit, entry.to, comma);
        vec_push(edit->arena, &entries->list, entry);
        at = child->next == NULL ? entry.to : comma + 1;
    }
    entries->end = skip_blanks(edit, at) + 1;
    entries->tail = slice(edit, at, entries->end - 1);
}

/* ---- its style ---------------------------------------------------------------------------------
 */

static void learn_object(Edit *edit, const Entries *entries, bool *has_pad, bool *has_gap)
{
    const Entry *first = entries->list.items;
    size_t key_end = first->from + 1;

    while (edit->bytes.ptr[key_end] != '"')
        key_end += edit->bytes.ptr[key_end] == '\\' ? 2 : 1;
    if (!has_line_end(slice(edit, key_end + 1, first->value)))
        edit->style.colon = slice(edit, key_end + 1, first->value);
    if (!*has_pad && !has_line_end(first->lead) && !has_line_end(entries->tail)) {
        edit->style.pad = first->lead;
        *has_pad = true;
    }
    if (!*has_gap && entries->list.len > 1 && !has_line_end(first[1].lead)) {
        edit->style.gap = first[1].lead;
        *has_gap = true;
    }
}

static void learn(Edit *edit, const Doc *doc, bool *has_pad, bool *has_gap)
{
    Entries entries;

    if (doc->first == NULL)
        return;
    read_entries(edit, doc, &entries);
    if (doc->kind == DOC_OBJECT)
        learn_object(edit, &entries, has_pad, has_gap);
    if (doc->kind == DOC_ARRAY && doc->first->kind == DOC_OBJECT && doc->first->first != NULL &&
        !has_line_end(slice(edit, entries.list.items[0].value, entries.list.items[0].to)))
        edit->style.one_liner = true;
    for (const Doc *child = doc->first; child != NULL; child = child->next)
        learn(edit, child, has_pad, has_gap);
}

/* What stands behind the last line end of `lead`. */
static Str indent_in(Str lead)
{
    size_t at = lead.len;

    while (at > 0 && lead.ptr[at - 1] != '\n')
        at--;
    return str_sub(lead, at, SIZE_MAX);
}

static void learn_style(Edit *edit, const Doc *root)
{
    bool has_pad = false, has_gap = false;
    Entries entries = {0};

    edit->style = (Style){.colon = STR(": "), .gap = STR(" "), .pad = STR(" "), .unit = STR("  ")};
    for (size_t i = 0; i + 1 < edit->bytes.len; i++)
        if (edit->bytes.ptr[i] == '\r' && edit->bytes.ptr[i + 1] == '\n')
            edit->style.line_end = STR("\r\n");
    if (edit->style.line_end.ptr == NULL)
        edit->style.line_end = STR("\n");
    learn(edit, root, &has_pad, &has_gap);
    if (str_is(edit->style.colon, ":")) { /* a file without blanks */
        edit->style.gap = has_gap ? edit->style.gap : STR("");
        edit->style.pad = has_pad ? edit->style.pad : STR("");
    }
    if (root->first != NULL)
        read_entries(edit, root, &entries);
    if (entries.list.len > 0 && has_line_end(entries.list.items[0].lead))
        edit->style.unit = indent_in(entries.list.items[0].lead);
}

/* ---- what is new -------------------------------------------------------------------------------
 */

static bool is_plain(const Doc *doc)
{
    return doc->kind != DOC_OBJECT && doc->kind != DOC_ARRAY;
}

static bool has_plain_items(const Doc *doc)
{
    for (const Doc *item = doc->first; item != NULL; item = item->next)
        if (!is_plain(item))
            return false;
    return doc->kind == DOC_ARRAY;
}

static void put_new(Edit *edit, const Doc *doc, Spot spot);

static void put_new_line(Edit *edit, const Doc *doc)
{
    Str pad = doc->kind == DOC_OBJECT ? edit->style.pad : STR_ABSENT;

    sb_puts(edit->out, doc->kind == DOC_OBJECT ? "{" : "[");
    sb_put(edit->out, pad);
    for (const Doc *child = doc->first; child != NULL; child = child->next) {
        if (child != doc->first) {
            sb_putc(edit->out, ',');
            sb_put(edit->out, edit->style.gap);
        }
        if (doc->kind == DOC_OBJECT) {
            json_write_string(edit->out, child->key);
            sb_put(edit->out, edit->style.colon);
        }
        put_new(edit, child, (Spot){.is_inline = true});
    }
    sb_put(edit->out, pad);
    sb_puts(edit->out, doc->kind == DOC_OBJECT ? "}" : "]");
}

static void put_new_lines(Edit *edit, const Doc *doc, Str indent)
{
    Str deeper = arena_printf(edit->arena, "%.*s%.*s", STR_ARG(indent), STR_ARG(edit->style.unit));

    sb_puts(edit->out, doc->kind == DOC_OBJECT ? "{" : "[");
    for (const Doc *child = doc->first; child != NULL; child = child->next) {
        bool is_one_liner =
            doc->kind == DOC_ARRAY && child->kind == DOC_OBJECT && edit->style.one_liner;
        sb_put(edit->out, edit->style.line_end);
        sb_put(edit->out, deeper);
        if (doc->kind == DOC_OBJECT) {
            json_write_string(edit->out, child->key);
            sb_put(edit->out, edit->style.colon);
        }
        put_new(edit, child, (Spot){deeper, is_one_liner});
        if (child->next != NULL)
            sb_putc(edit->out, ',');
    }
    sb_put(edit->out, edit->style.line_end);
    sb_put(edit->out, indent);
    sb_puts(edit->out, doc->kind == DOC_OBJECT ? "}" : "]");
}

static void put_new(Edit *edit, const Doc *doc, Spot spot)
{
    if (is_plain(doc))
        json_write_part(edit->out, doc, 0);
    else if (doc->first == NULL)
        sb_puts(edit->out, doc->kind == DOC_OBJECT ? "{}" : "[]");
    else if (spot.is_inline || has_plain_items(doc))
        put_new_line(edit, doc);
    else
        put_new_lines(edit, doc, spot.indent);
}

/* ---- what changes ------------------------------------------------------------------------------
 */

/* Whether `wanted` says what the file has. */
static bool is_same(const Doc *present, const Doc *wanted)
{
    const Doc *a = present->first, *b = wanted->first;
    Str text = present->kind == DOC_STRING ? doc_text_written(present) : present->text;

    if (present->kind != wanted->kind || present->boolean != wanted->boolean ||
        !str_eq(text, wanted->text))
        return false;
    for (; a != NULL && b != NULL; a = a->next, b = b->next)
        if (!str_eq(a->key, b->key) || !is_same(a, b))
            return false;
    return a == NULL && b == NULL;
}

/* The entry that a child of the wanted container comes from; NULL: it is new. */
static const Entry *find_entry(const Entries *entries, bool is_object, const Doc *child)
{
    for (size_t i = 0; i < entries->list.len; i++) {
        const Entry *entry = &entries->list.items[i];
        if (is_object ? str_eq(entry->doc->key, child->key)
                      : child->number != 0 && entry->doc->number == child->number)
            return entry;
    }
    return NULL;
}

/* Whether what stays stands in the order of the file. */
static bool keeps_order(const Entries *entries, const Doc *wanted)
{
    const Entry *last = NULL;

    for (const Doc *child = wanted->first; child != NULL; child = child->next) {
        const Entry *entry = find_entry(entries, wanted->kind == DOC_OBJECT, child);
        if (entry != NULL && last != NULL && entry <= last)
            return false;
        last = entry == NULL ? last : entry;
    }
    return true;
}

/* In front of a child that is not the first. */
static Str lead_between(const Edit *edit, const Entries *entries)
{
    Str first = entries->list.items[0].lead;

    if (entries->list.len > 1)
        return entries->list.items[1].lead;
    return has_line_end(first) ? first : edit->style.gap;
}

static void put_value(Edit *edit, const Doc *present, const Doc *wanted, Spot spot);

static void put_child(Edit *edit, const Entry *entry, const Doc *child, Spot spot)
{
    if (entry != NULL) {
        sb_put(edit->out, slice(edit, entry->from, entry->value));
        put_value(edit, entry->doc, child, spot);
        return;
    }
    if (child->key.ptr != NULL) {
        json_write_string(edit->out, child->key);
        sb_put(edit->out, edit->style.colon);
    }
    put_new(edit, child, spot);
}

static void put_container(Edit *edit, const Entries *entries, const Doc *wanted, Spot spot)
{
    const Entry *first = entries->list.items, *last = &vec_last(&entries->list);
    bool is_object = wanted->kind == DOC_OBJECT;
    /* New items of a list look like the ones that are there. */
    bool has_one_liners = !is_object && first->doc->kind == DOC_OBJECT &&
                          !has_line_end(slice(edit, first->from, first->to));

    sb_putc(edit->out, is_object ? '{' : '[');
    for (const Doc *child = wanted->first; child != NULL; child = child->next) {
        const Entry *entry = find_entry(entries, is_object, child);
        Str lead = child == wanted->first            ? first->lead
                   : entry != NULL && entry != first ? entry->lead
                                                     : lead_between(edit, entries);
        Spot inner = spot;
        if (has_line_end(lead))
            inner = (Spot){indent_in(lead), false};
        else
            inner.is_inline = true;
        inner.is_inline = inner.is_inline || (has_one_liners && entry == NULL);
        sb_put(edit->out, lead);
        put_child(edit, entry, child, inner);
        if (child->next == NULL)
            break;
        if (entry != NULL && entry != last)
            sb_put(edit->out, entry->trail);
        sb_putc(edit->out, ',');
    }
    sb_put(edit->out, entries->tail);
    sb_putc(edit->out, is_object ? '}' : ']');
}

static void put_value(Edit *edit, const Doc *present, const Doc *wanted, Spot spot)
{
    Entries entries = {0};

    if (is_same(present, wanted)) {
        sb_put(edit->out, slice(edit, offset_of(edit, present->line, present->column),
                                value_end(edit, present)));
        return;
    }
    if (!is_plain(present) && present->kind == wanted->kind && present->first != NULL &&
        wanted->first != NULL)
        read_entries(edit, present, &entries);
    if (entries.list.len > 0 && keeps_order(&entries, wanted))
        put_container(edit, &entries, wanted, spot);
    else
        put_new(edit, wanted, spot);
}

/* Whether the text reads as `wanted`. */
static bool reads_as(Arena *arena, Str text, const Doc *wanted)
{
    DocFile file = {.path = "", .bytes = text};
    Errs errs = {0};
    const Doc *doc = json_read(arena, &file, false, &errs);
    bool is_right = doc != NULL && !errs_any(&errs) && is_same(doc, wanted);

    errs_free(&errs);
    return is_right;
}

void json_edit(Sb *sb, const DocFile *file, const Doc *present, const Doc *wanted)
{
    Arena scratch = {0};
    Edit edit = {.out = sb, .arena = &scratch, .bytes = file->bytes};
    size_t start = sb->len;

    find_lines(&edit);
    learn_style(&edit, present);
    sb_put(sb, slice(&edit, 0, offset_of(&edit, present->line, present->column)));
    put_value(&edit, present, wanted, (Spot){STR(""), false});
    sb_put(sb, slice(&edit, value_end(&edit, present), edit.bytes.len));
    if (!reads_as(&scratch, str_sub(sb_str(sb), start, SIZE_MAX), wanted)) {
        sb_cut(sb, start);
        json_write(sb, wanted);
    }
    arena_free(&scratch);
}
