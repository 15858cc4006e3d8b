/* The walk that applies a dialect's tables to a doc tree. */
#include "package/schemasmith/adapter.h"

#include "base/sb.h"
#include "model/delivery.h"
#include "model/table.h"
#include "package/schemasmith/moves.h"

typedef struct Rewriter {
    const Adapter *adapter;
    Arena *arena;
    Notes *notes;
} Rewriter;

static const KeyRule *find_rule(const Adapter *adapter, const RecordType *type, Str key)
{
    for (size_t i = 0; i < adapter->key_count; i++) {
        const KeyRule *row = &adapter->keys[i];
        if (row->record == type && (row->engines & adapter->engines) != 0 &&
            str_eq_ascii_nocase(key, str_from(row->from)))
            return row;
    }
    return NULL;
}

/* `rule`, where the dialect has one for a key that we don't know: by its `to` NULL the key is to
 * go.
 */
static const Field *find_key(const Rewriter *rewriter, const RecordType *type, Str key,
                             const KeyRule **rule)
{
    const Field *field = record_type_find(type, key);

    *rule = field != NULL ? NULL : find_rule(rewriter->adapter, type, key);
    if (*rule != NULL && (*rule)->to != NULL)
        field = record_type_find(type, str_from((*rule)->to));
    for (size_t i = 0;
         i < type->count && field == NULL && *rule == NULL && rewriter->adapter->keys_any_case; i++)
        if (str_eq_ascii_nocase(key, str_from(type->fields[i].key)))
            field = &type->fields[i];
    return field;
}

/* The row for this value, or NULL. */
static const ValueRewrite *find_value(const Adapter *adapter, const RecordType *type,
                                      const Field *field, const Doc *value)
{
    for (size_t i = 0; i < adapter->value_count; i++) {
        const ValueRewrite *row = &adapter->values[i];
        if (row->record == type && str_is(str_from(field->key), row->key) &&
            value->kind == DOC_STRING && str_eq_ascii_nocase(value->text, str_from(row->from)))
            return row;
    }
    return NULL;
}

static void replace_text(const Rewriter *rewriter, Doc *value, Str text)
{
    DocEdits *edits = ARENA_NEW(rewriter->arena, DocEdits);
    DocSplice splice = {0, text.len, 0, value->text.len};

    vec_push(rewriter->arena, &edits->splices, splice);
    doc_edit_text(value, text, edits);
}

/* Takes one pair of quotes off a name; a doubled closing quote inside becomes one. */
static void strip_quotes(const Rewriter *rewriter, Doc *value)
{
    char open = rewriter->adapter->quote_open, close = rewriter->adapter->quote_close;
    Str text = value->text;
    DocEdits *edits;
    char *bare;
    size_t len = 0;

    if (open == '\0' || text.len < 2 || text.ptr[0] != open || text.ptr[text.len - 1] != close)
        return;
    edits = ARENA_NEW(rewriter->arena, DocEdits);
    bare = arena_alloc(rewriter->arena, text.len);
    vec_push(rewriter->arena, &edits->splices, ((DocSplice){0, 0, 0, 1}));
    for (size_t i = 1; i + 1 < text.len; i++) {
        bare[len++] = text.ptr[i];
        if (text.ptr[i] == close && i + 2 < text.len && text.ptr[i + 1] == close) {
            vec_push(rewriter->arena, &edits->splices, ((DocSplice){len, 0, i + 1, 1}));
            i++;
        }
    }
    doc_edit_text(value, (Str){bare, len}, edits);
}

/* ---- names in lists ----------------------------------------------------------------------------
 */

/* One list on its way: names in the dialect's quotes, or with blanks, come into double quotes. */
typedef struct ListEdit {
    const Rewriter *rewriter;
    Sb out;
    DocEdits *edits;
} ListEdit;

static void put_quoted(ListEdit *list, Str name, size_t was_at, size_t was_len)
{
    size_t at = list->out.len;

    sb_putc(&list->out, '"');
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == '"')
            sb_putc(&list->out, '"');
        sb_putc(&list->out, name.ptr[i]);
    }
    sb_putc(&list->out, '"');
    vec_push(list->rewriter->arena, &list->edits->splices,
             ((DocSplice){at, list->out.len - at, was_at, was_len}));
}

/* Behind the quote that closes what opens at `at`; SIZE_MAX: none does. */
static size_t end_of_quoted(Str text, size_t at, char close, Sb *bare)
{
    for (size_t i = at + 1; i < text.len; i++) {
        if (text.ptr[i] == close && (i + 1 == text.len || text.ptr[i + 1] != close))
            return i + 1;
        if (text.ptr[i] == close)
            i++;
        sb_putc(bare, text.ptr[i]);
    }
    return SIZE_MAX;
}

/* What the dialect quotes its own way; in parentheses stands SQL, which is the server's to read. */
static void requote_list(const Rewriter *rewriter, Doc *value)
{
    char open = rewriter->adapter->quote_open, close = rewriter->adapter->quote_close;
    ListEdit list = {rewriter, sb_new(SB_FILE_MAX), ARENA_NEW(rewriter->arena, DocEdits)};
    Str text = value->text;
    Sb bare = sb_new(SB_FILE_MAX);
    int depth = 0;

    for (size_t i = 0; i < text.len;) {
        size_t end = SIZE_MAX;
        depth += text.ptr[i] == '(' ? 1 : text.ptr[i] == ')' ? -1 : 0;
        sb_cut(&bare, 0);
        if (text.ptr[i] == open && depth == 0)
            end = end_of_quoted(text, i, close, &bare);
        if (end != SIZE_MAX)
            put_quoted(&list, sb_str(&bare), i, end - i);
        else
            sb_putc(&list.out, text.ptr[i]);
        i = end != SIZE_MAX ? end : i + 1;
    }
    if (list.edits->splices.len > 0)
        doc_edit_text(value, arena_str(rewriter->arena, sb_str(&list.out)), list.edits);
    sb_free(&bare);
    sb_free(&list.out);
}

/* `Order Date, Ship Date`: what is parted by commas only may have blanks in it. */
static void quote_blanks(const Rewriter *rewriter, Doc *value)
{
    ListEdit list = {rewriter, sb_new(SB_FILE_MAX), ARENA_NEW(rewriter->arena, DocEdits)};
    Str rest = value->text, part;

    for (bool is_first = true; str_cut(&rest, ',', &part); is_first = false) {
        Str name = str_trim(part);
        sb_puts(&list.out, is_first ? "" : ", ");
        if (str_find(name, ' ', 0) != SIZE_MAX && str_find(name, '"', 0) == SIZE_MAX &&
            str_find(name, '(', 0) == SIZE_MAX)
            put_quoted(&list, name, (size_t)(name.ptr - value->text.ptr), name.len);
        else
            sb_put(&list.out, part);
    }
    if (list.edits->splices.len > 0)
        doc_edit_text(value, arena_str(rewriter->arena, sb_str(&list.out)), list.edits);
    sb_free(&list.out);
}

/* ---- values
 * -------------------------------------------------------------------------------------
 */

static bool is_integer(Str text)
{
    size_t i = text.len > 0 && text.ptr[0] == '-' ? 1 : 0;

    for (; i < text.len; i++)
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
    return text.len > 0;
}

/* `"true"` for true, `"5"` for 5 and `15` for "15": a reader of theirs takes either. */
static void settle_kind(const Field *field, Doc *value)
{
    bool wants_bool = field->kind == F_BOOL || field->kind == F_TRISTATE;

    if (value->kind == DOC_STRING && wants_bool &&
        (str_eq_ascii_nocase(value->text, STR("true")) ||
         str_eq_ascii_nocase(value->text, STR("false")))) {
        value->boolean = str_eq_ascii_nocase(value->text, STR("true"));
        value->kind = DOC_BOOL;
    } else if (value->kind == DOC_STRING && field->kind == F_INT && is_integer(value->text)) {
        value->kind = DOC_NUMBER;
    } else if (value->kind == DOC_NUMBER && field->kind == F_STR) {
        value->kind = DOC_STRING;
    }
}

/* The value goes into a list of its own: `x` for `[x]`. */
static void wrap(const Rewriter *rewriter, Doc *value)
{
    Doc *item = doc_new(rewriter->arena, value->kind);
    Doc *next = value->next, *parent = value->parent;
    Str key = value->key;
    uint32_t key_line = value->key_line, key_column = value->key_column;

    *item = *value;
    item->key = STR_ABSENT;
    item->next = item->parent = NULL;
    for (Doc *child = item->first; child != NULL; child = child->next)
        child->parent = item;
    *value = (Doc){.kind = DOC_ARRAY,
                   .number = item->number,
                   .line = item->line,
                   .column = item->column,
                   .file = item->file,
                   .key = key,
                   .key_line = key_line,
                   .key_column = key_column,
                   .parent = parent};
    (void)doc_add(value, STR_ABSENT, item);
    value->next = next;
}

static void apply_object(const Rewriter *rewriter, Doc *object, const RecordType *type);

static void apply_value(const Rewriter *rewriter, const Field *field, Doc *value)
{
    if (rewriter->adapter->is_lenient)
        settle_kind(field, value);
    if (field->kind == F_IDENT && value->kind == DOC_STRING)
        strip_quotes(rewriter, value);
    if ((field->kind == F_IDENTS || field->kind == F_KEYS) && value->kind == DOC_STRING &&
        rewriter->adapter->quote_open != '\0' && rewriter->adapter->quote_open != '"')
        requote_list(rewriter, value);
    if (field->kind == F_IDENTS && value->kind == DOC_STRING)
        quote_blanks(rewriter, value);
    if (field->kind == F_RECORD)
        apply_object(rewriter, value, field->record);
    if (field->kind == F_LIST && value->kind == DOC_OBJECT && rewriter->adapter->is_lenient)
        wrap(rewriter, value);
    for (Doc *item = field->kind == F_LIST ? value->first : NULL; item != NULL; item = item->next)
        apply_object(rewriter, item, field->record);
}

static void note_place(const Rewriter *rewriter, const char *message, Loc loc)
{
    if (message != NULL)
        notes_add(rewriter->notes, (Note){.message = message, .loc = loc});
}

/* Nothing is said of a switch that is off. */
static bool says_something(const Doc *value)
{
    return value->kind != DOC_NULL && !(value->kind == DOC_BOOL && !value->boolean) &&
           !(value->kind == DOC_STRING && value->text.len == 0);
}

/* Rewrites one member; false: it is to be taken out. */
static bool apply_member(const Rewriter *rewriter, Doc *value, const RecordType *type)
{
    const KeyRule *rule;
    const Field *field = find_key(rewriter, type, value->key, &rule);
    const ValueRewrite *row;

    if (field == NULL && rule != NULL && says_something(value))
        note_place(rewriter, rule->note, doc_key_loc(rewriter->arena, value));
    if (field == NULL)
        return rule == NULL;
    value->key = str_from(field->key);
    row = find_value(rewriter->adapter, type, field, value);
    if (row != NULL)
        note_place(rewriter, row->note, doc_loc(rewriter->arena, value));
    if (row != NULL && row->to == NULL)
        return false;
    if (row != NULL)
        replace_text(rewriter, value, str_from(row->to));
    else
        apply_value(rewriter, field, value);
    return true;
}

static void add_defaults(const Rewriter *rewriter, Doc *object, const RecordType *type)
{
    for (size_t i = 0; i < rewriter->adapter->default_count; i++) {
        const KeyDefault *row = &rewriter->adapter->defaults[i];
        if (row->record == type && doc_get(object, str_from(row->key)) == NULL)
            (void)doc_add(object, str_from(row->key),
                          adapter_made(object, doc_string(rewriter->arena, str_from(row->value))));
    }
}

static void apply_object(const Rewriter *rewriter, Doc *object, const RecordType *type)
{
    Doc *kept = NULL;

    if (object->kind != DOC_OBJECT)
        return;
    for (Doc *value = object->first; value != NULL; value = value->next) {
        if (apply_member(rewriter, value, type)) {
            kept = value;
            continue;
        }
        if (kept == NULL)
            object->first = value->next;
        else
            kept->next = value->next;
        object->count--;
    }
    object->last = kept;
    add_defaults(rewriter, object, type);
}

void adapter_apply(const Adapter *adapter, Arena *arena, Doc *doc, const RecordType *type,
                   Notes *notes)
{
    Rewriter rewriter = {adapter, arena, notes};
    Doc *delivery;

    if (adapter == &adapter_own)
        return;
    apply_object(&rewriter, doc, type);
    if (type == &table_type && (delivery = moves_apply(adapter, arena, doc)) != NULL)
        apply_object(&rewriter, delivery, &delivery_type);
}
