/* The walk that applies a dialect's tables to a doc tree. */
#include "package/schemasmith/adapter.h"

typedef struct Rewriter {
    const Adapter *adapter;
    Arena *arena;
    Notes *notes;
} Rewriter;

static const Field *find_key(const Rewriter *rewriter, const RecordType *type, Str key)
{
    const Field *field = record_type_find(type, key);

    for (size_t i = 0; i < rewriter->adapter->rename_count && field == NULL; i++) {
        const KeyRename *row = &rewriter->adapter->renames[i];
        if (row->record == type && str_eq_ascii_nocase(key, str_from(row->from)))
            field = record_type_find(type, str_from(row->to));
    }
    for (size_t i = 0; i < type->count && field == NULL && rewriter->adapter->keys_any_case; i++)
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

static void apply_object(const Rewriter *rewriter, Doc *object, const RecordType *type);

static void apply_value(const Rewriter *rewriter, const Field *field, Doc *value)
{
    if (field->kind == F_IDENT && value->kind == DOC_STRING)
        strip_quotes(rewriter, value);
    else if (field->kind == F_RECORD)
        apply_object(rewriter, value, field->record);
    else if (field->kind == F_LIST)
        for (Doc *item = value->first; item != NULL; item = item->next)
            apply_object(rewriter, item, field->record);
}

/* Rewrites one member; false: it is to be taken out. */
static bool apply_member(const Rewriter *rewriter, Doc *value, const RecordType *type)
{
    const Field *field = find_key(rewriter, type, value->key);
    const ValueRewrite *row;

    if (field == NULL)
        return true;
    value->key = str_from(field->key);
    row = find_value(rewriter->adapter, type, field, value);
    if (row != NULL && row->note != NULL)
        notes_add(rewriter->notes,
                  (Note){.message = row->note, .loc = doc_loc(rewriter->arena, value)});
    if (row != NULL && row->to == NULL)
        return false;
    if (row != NULL)
        replace_text(rewriter, value, str_from(row->to));
    else
        apply_value(rewriter, field, value);
    return true;
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
}

void adapter_apply(const Adapter *adapter, Arena *arena, Doc *doc, const RecordType *type,
                   Notes *notes)
{
    Rewriter rewriter = {adapter, arena, notes};

    if (adapter != &adapter_own)
        apply_object(&rewriter, doc, type);
}
