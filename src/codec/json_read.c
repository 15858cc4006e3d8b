/* JSON text -> doc tree, with the place of every value. */
#include <assert.h>
#include <jansson.h>

#include "base/map.h"
#include "codec/json.h"
#include "codec/json_fault.h"
#include "codec/json_path.h"
#include "codec/source.h"

/* From this many members on, duplicate keys are looked up in a map. */
enum { MAP_FROM_MEMBERS = 16 };

/* A key that an object has already. */
typedef struct Repeated {
    const Doc *value, *before;
} Repeated;

typedef struct Scan {
    Arena *arena;
    DocFile *file;
    Str text;    /* the file's bytes, comments blanked where they are allowed */
    size_t from; /* where the value begins */
    size_t at;
    uint32_t line;
    size_t line_start; /* offset of the line's first byte, a byte order mark left out */
    int depth;
    bool is_lost; /* something was refused half way: the scanner's place means nothing any more */
    VEC(Repeated) repeated;
    Errs *errs;
} Scan;

static Loc loc_here(const Scan *scan, size_t at)
{
    return (Loc){.file = scan->file->path,
                 .line = scan->line,
                 .column = (uint32_t)(at - scan->line_start) + 1,
                 .path = json_path_at(scan->arena, scan->text, scan->from, at, false)};
}

static bool is_known(const DocFile *file)
{
    return file->known_hash != 0 && file->known_hash == str_hash(file->bytes);
}

static bool validate(const Scan *scan, size_t skipped)
{
    /* Numbers as reals, so that a long integer is no error: their text is what counts. NUL escapes
     * are let through to the scanner, which knows their place. */
    size_t flags = JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL | JSON_ALLOW_NUL;
    json_error_t error;
    json_t *root = json_loadb(scan->text.ptr + skipped, scan->text.len - skipped, flags, &error);
    bool ok = root != NULL || json_fault_add(scan->file, scan->text, skipped, &error, scan->errs);

    json_decref(root);
    return ok;
}

/* ---- the scanner: over valid text, for places ------------------------------------------------ */

static char peek(const Scan *scan)
{
    return scan->at < scan->text.len ? scan->text.ptr[scan->at] : '\0';
}

static void skip_blanks(Scan *scan)
{
    for (; scan->at < scan->text.len; scan->at++) {
        char c = scan->text.ptr[scan->at];
        if (c == '\n') {
            scan->line++;
            scan->line_start = scan->at + 1;
        } else if (c != ' ' && c != '\t' && c != '\r') {
            return;
        }
    }
}

/* jansson accepted the text, so this is a difference between it and this file. */
static bool confused(Scan *scan)
{
    if (scan->is_lost)
        return false; /* reported where it began */
    scan->is_lost = true;
    return err_at(scan->errs, ERR_SYNTAX, loc_here(scan, scan->at), NULL, "not valid JSON");
}

static bool expect(Scan *scan, char c)
{
    skip_blanks(scan);
    if (peek(scan) != c)
        return confused(scan);
    scan->at++;
    return true;
}

static unsigned hex4(Str text, size_t at)
{
    unsigned code = 0;

    for (size_t i = at; i < at + 4 && i < text.len; i++) {
        char c = text.ptr[i];
        code = code * 16 + (unsigned)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return code;
}

/* Decodes the escape at raw[*at] into `out`. False at an escaped NUL. */
static bool decode_escape(Str raw, size_t *at, char *out, size_t *len)
{
    static const char letters[] = "\"\\/bfnrt", bytes[] = "\"\\/\b\f\n\r\t";
    char letter = *at + 1 < raw.len ? raw.ptr[*at + 1] : '\0';
    unsigned code;

    if (letter != 'u') {
        const char *found = letter == '\0' ? NULL : strchr(letters, letter);
        out[(*len)++] = found == NULL ? letter : bytes[found - letters];
        *at += 2;
        return true;
    }
    code = hex4(raw, *at + 2);
    *at += 6;
    if (code >= 0xD800 && code < 0xDC00 && *at + 6 <= raw.len) {
        code = 0x10000 + ((code - 0xD800) << 10) + (hex4(raw, *at + 2) - 0xDC00);
        *at += 6;
    }
    *len += source_put_utf8(out + *len, code);
    return code != 0;
}

/* Decodes what stands between the quotes; a text without escapes stays where it is. `start`: where
 * `raw` begins, for the error. */
static bool decode(const Scan *scan, Str raw, size_t start, Str *text)
{
    char *out;
    size_t len = 0, at = 0;

    *text = raw;
    if (str_find(raw, '\\', 0) == SIZE_MAX)
        return true;
    out = arena_alloc(scan->arena, raw.len + 1); /* no escape is shorter than its bytes */
    while (at < raw.len) {
        size_t before = at;
        if (raw.ptr[at] != '\\')
            out[len++] = raw.ptr[at++];
        else if (!decode_escape(raw, &at, out, &len))
            return err_at(scan->errs, ERR_SYNTAX, loc_here(scan, start + before),
                          "no database stores it; take the \\u0000 out",
                          "a text can't hold the NUL character");
    }
    *text = (Str){out, len};
    return true;
}

/* The scanner stands on the opening quote. */
static bool read_string(Scan *scan, Str *raw, Str *text)
{
    size_t start = scan->at + 1, end = start;

    while (end < scan->text.len && scan->text.ptr[end] != '"')
        end += scan->text.ptr[end] == '\\' ? 2 : 1;
    if (peek(scan) != '"' || end >= scan->text.len)
        return confused(scan);
    *raw = (Str){scan->file->bytes.ptr + start, end - start};
    scan->at = end + 1;
    return decode(scan, *raw, start, text);
}

static Doc *read_value(Scan *scan);

static Doc *new_node(const Scan *scan, DocKind kind)
{
    Doc *doc = doc_new(scan->arena, kind);

    doc->line = scan->line;
    doc->column = (uint32_t)(scan->at - scan->line_start) + 1;
    doc->file = scan->file;
    return doc;
}

/* The member of this key that was read before, or NULL. */
static Doc *seen_before(Scan *scan, const Doc *object, Map *seen, Str key)
{
    if (object->count < MAP_FROM_MEMBERS)
        return doc_get(object, key);
    if (object->count == MAP_FROM_MEMBERS)
        for (Doc *child = object->first; child != NULL; child = child->next)
            (void)map_put(scan->arena, seen, child->key, child);
    return map_get(seen, key);
}

static bool read_member(Scan *scan, Doc *object, Map *seen)
{
    Str raw, key;
    uint32_t line = scan->line, column = (uint32_t)(scan->at - scan->line_start) + 1;
    Doc *value, *before;

    if (!read_string(scan, &raw, &key) || !expect(scan, ':'))
        return false;
    value = read_value(scan);
    if (value == NULL)
        return false;
    value->key_line = line;
    value->key_column = column;
    before = seen_before(scan, object, seen, key);
    if (before != NULL) {
        /* The first one stays, so that what else is wrong with the file is told too. This one
         * knows where it is, for the error: only the whole tree knows the key path. */
        value->key = key;
        value->parent = object;
        vec_push(scan->arena, &scan->repeated, ((Repeated){value, before}));
        return true;
    }
    (void)doc_add(object, key, value);
    if (object->count > MAP_FROM_MEMBERS)
        (void)map_put(scan->arena, seen, key, value);
    return true;
}

/* Members or items up to `close`. A duplicate key is reported and the reading goes on. */
static bool read_children(Scan *scan, Doc *parent, char close)
{
    Map seen = {0};
    bool ok = true;

    scan->at++;
    skip_blanks(scan);
    if (peek(scan) == close) {
        scan->at++;
        return true;
    }
    for (;;) {
        size_t before = scan->at;
        skip_blanks(scan);
        if (parent->kind == DOC_OBJECT) {
            ok = read_member(scan, parent, &seen) && ok;
        } else {
            Doc *item = read_value(scan);
            if (item != NULL)
                (void)doc_add(parent, STR_ABSENT, item);
            ok = item != NULL && ok;
        }
        skip_blanks(scan);
        if (peek(scan) == close || peek(scan) != ',' || scan->at == before)
            break;
        scan->at++;
    }
    return expect(scan, close) && ok;
}

static Doc *read_container(Scan *scan)
{
    bool is_object = peek(scan) == '{';
    Doc *doc = new_node(scan, is_object ? DOC_OBJECT : DOC_ARRAY);
    bool ok;

    if (scan->depth == JSON_MAX_DEPTH) {
        scan->is_lost = true;
        (void)err_at(scan->errs, ERR_SYNTAX, loc_here(scan, scan->at),
                     "no file of a package needs as many levels",
                     "values are nested deeper than %d", JSON_MAX_DEPTH);
        return NULL;
    }
    scan->depth++;
    ok = read_children(scan, doc, is_object ? '}' : ']');
    scan->depth--;
    return ok ? doc : NULL;
}

static Doc *read_literal(Scan *scan)
{
    static const struct {
        Str word;
        DocKind kind;
        bool boolean;
    } words[] = {{{"true", 4}, DOC_BOOL, true},
                 {{"false", 5}, DOC_BOOL, false},
                 {{"null", 4}, DOC_NULL, false}};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (str_starts(str_sub(scan->text, scan->at, SIZE_MAX), words[i].word)) {
            Doc *doc = new_node(scan, words[i].kind);
            doc->boolean = words[i].boolean;
            scan->at += words[i].word.len;
            return doc;
        }
    }
    (void)confused(scan);
    return NULL;
}

static Doc *read_number(Scan *scan)
{
    Doc *doc = new_node(scan, DOC_NUMBER);
    size_t start = scan->at;

    while (peek(scan) != '\0' && strchr("+-.0123456789eE", peek(scan)) != NULL)
        scan->at++;
    doc->text = (Str){scan->file->bytes.ptr + start, scan->at - start};
    return doc;
}

static Doc *read_value(Scan *scan)
{
    char c;

    skip_blanks(scan);
    c = peek(scan);
    if (c == '{' || c == '[')
        return read_container(scan);
    if (c == '"') {
        Doc *doc = new_node(scan, DOC_STRING);
        return read_string(scan, &doc->raw, &doc->text) ? doc : NULL;
    }
    if (c == '-' || (c >= '0' && c <= '9'))
        return read_number(scan);
    return read_literal(scan);
}

/* ---- comments -------------------------------------------------------------------------------- */

/* End of the comment at `at` (its line end, or after its closing mark), or `at` where there is
 * none. */
static size_t comment_end(Str text, size_t at)
{
    Str rest = str_sub(text, at, SIZE_MAX);

    if (str_starts(rest, STR("//"))) {
        size_t end = str_find(text, '\n', at);
        return end == SIZE_MAX ? text.len : end;
    }
    if (!str_starts(rest, STR("/*")))
        return at;
    for (size_t i = at + 2; i + 1 < text.len; i++)
        if (text.ptr[i] == '*' && text.ptr[i + 1] == '/')
            return i + 2;
    return at; /* not closed: left for jansson to refuse */
}

/* A copy with blanks for comments, line ends kept, so that every offset stays what it is. */
static Str blank_comments(Arena *arena, Str text)
{
    char *copy = arena_alloc(arena, text.len + 1);
    size_t at = 0;

    memcpy(copy, text.ptr, text.len);
    while (at < text.len) {
        size_t end = comment_end(text, at);
        if (text.ptr[at] == '"') {
            for (at++; at < text.len && text.ptr[at] != '"'; at++)
                at += text.ptr[at] == '\\' ? 1 : 0;
            at++;
        } else if (end > at) {
            for (; at < end; at++)
                copy[at] = text.ptr[at] == '\n' ? '\n' : ' ';
        } else {
            at++;
        }
    }
    return (Str){copy, text.len};
}

/* Only the whole tree knows the key paths. */
static void tell_repeated(const Scan *scan)
{
    for (size_t i = 0; i < scan->repeated.len; i++) {
        const Repeated *row = &scan->repeated.items[i];
        (void)err_at(scan->errs, ERR_DUPLICATE, doc_key_loc(scan->arena, row->value), NULL,
                     "the key \"%.*s\" stands twice in one object", STR_ARG(row->value->key));
        (void)err_also(scan->errs, doc_key_loc(scan->arena, row->before), "it stands first at");
    }
}

/* Reads the value that stands from `scan->at` to the end of `scan->text`. */
static Doc *read_all(Scan *scan)
{
    Doc *doc;

    if (!is_known(scan->file) && !validate(scan, scan->at))
        return NULL;
    doc = read_value(scan);
    tell_repeated(scan);
    assert(doc != NULL || errs_any(scan->errs));
    return doc;
}

Doc *json_read(Arena *arena, DocFile *file, bool allow_comments, Errs *errs)
{
    size_t skipped = source_skip_mark(file->bytes);
    Scan scan = {.arena = arena,
                 .file = file,
                 .text = file->bytes.ptr == NULL ? STR("") : file->bytes,
                 .from = skipped,
                 .at = skipped,
                 .line = 1,
                 .line_start = skipped,
                 .errs = errs};
    Doc *doc;

    if (!source_check_utf8(file, "a JSON file", errs))
        return NULL;
    if (allow_comments && scan.text.len > 0)
        scan.text = blank_comments(arena, scan.text);
    doc = read_all(&scan);
    if (doc != NULL)
        doc_file_set(file, doc);
    return doc;
}

Doc *json_read_part(Arena *arena, DocFile *file, size_t from, size_t to, Errs *errs)
{
    Loc loc = source_loc(file, from);
    Scan scan = {.arena = arena,
                 .file = file,
                 .text = str_sub(file->bytes, 0, to),
                 .from = from,
                 .at = from,
                 .line = loc.line,
                 .line_start = from + 1 - loc.column,
                 .errs = errs};

    return read_all(&scan);
}
