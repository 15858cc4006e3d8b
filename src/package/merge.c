/* A present file brought to what the database says, with all that only the file can say. */
#include "package/merge.h"

#include "codec/record.h"
#include "package/tokens.h"

typedef struct Merge {
    Arena *arena;
    const MergeOptions *options;
    bool is_changed;
    RecordVec *gone;
} Merge;

/* A member or item of the new doc, before it is put in its order. */
typedef struct Part {
    Str key;
    Doc *doc;
    size_t rank; /* of a member: its row in the field table; of an item: its place in `fresh` */
} Part;
typedef VEC(Part) PartVec;

enum { NO_RANK = 0 };

/* ---- copies
 * ---------------------------------------------------------------------------------------- */

/* The copy keeps the number of the node, so that its bytes are found in the file. */
static Doc *copy_as_written(Arena *arena, const Doc *doc)
{
    Doc *copy = doc_new(arena, doc->kind);

    copy->number = doc->number;
    copy->boolean = doc->boolean;
    copy->syntax = doc->syntax;
    copy->comments = doc->comments;
    copy->text = doc->kind == DOC_STRING ? doc_text_written(doc) : doc->text;
    for (const Doc *child = doc->first; child != NULL; child = child->next)
        (void)doc_add(copy, child->key, copy_as_written(arena, child));
    return copy;
}

/* What comes from the database holds no tokens. */
static Doc *escape(Arena *arena, Doc *doc)
{
    if (doc->kind == DOC_STRING)
        doc->text = tokens_escape(arena, doc->text);
    for (Doc *child = doc->first; child != NULL; child = child->next)
        (void)escape(arena, child);
    return doc;
}

Doc *pkg_write_fresh(Arena *arena, const Record *fresh)
{
    return escape(arena, codec_record_write(arena, fresh));
}

/* ---- order
 * ----------------------------------------------------------------------------------------- */

/* Inserts behind the last part of a lower rank, at the end where none of a higher rank follows; at
 * the front where there is none lower. */
static void insert_by_rank(Arena *arena, PartVec *parts, Part part)
{
    size_t at = parts->len;
    bool is_last = true;

    while (at > 0 &&
           (parts->items[at - 1].rank == NO_RANK || parts->items[at - 1].rank > part.rank)) {
        at--;
        is_last = is_last && parts->items[at].rank == NO_RANK;
    }
    if (is_last)
        at = parts->len;
    vec_push(arena, parts, part);
    for (size_t i = parts->len - 1; i > at; i--)
        parts->items[i] = parts->items[i - 1];
    parts->items[at] = part;
}

/* The parts as what `written` becomes. */
static Doc *join(Arena *arena, const Doc *written, const PartVec *parts)
{
    Doc *doc = doc_new(arena, written->kind);

    doc->number = written->number;
    for (size_t i = 0; i < parts->len; i++)
        (void)doc_add(doc, parts->items[i].key, parts->items[i].doc);
    return doc;
}

/* ---- lists
 * ------------------------------------------------------------------------------------------- */

static Doc *merge_record(Merge *merge, const Record *present, const Record *fresh);

static bool same_name(const Merge *merge, Str a, Str b)
{
    ArenaMark mark;
    bool is_same;

    if (str_eq(a, b) || merge->options->fold_name == NULL)
        return str_eq(a, b);
    mark = arena_mark(merge->arena);
    is_same = str_eq(merge->options->fold_name(merge->arena, a),
                     merge->options->fold_name(merge->arena, b));
    arena_reset(merge->arena, mark);
    return is_same;
}

/* The index in `fresh` of what `present` declares, or SIZE_MAX: by name, without one by content. */
static size_t find_match(const Merge *merge, const Record *present, const void *fresh,
                         const bool *used)
{
    Str name = record_name(present);

    for (size_t i = 0; i < list_len(fresh); i++) {
        const Record *item = list_get(fresh, i);
        if (!used[i] && (name.len > 0 ? same_name(merge, record_name(item), name)
                                      : record_equal(present, item, false)))
            return i;
    }
    return SIZE_MAX;
}

/* An element that applies under a condition only may well be absent. */
static bool is_conditional(const Record *rec)
{
    return sparse_str(rec, FIELD_SHOULD_APPLY).len > 0;
}

/* The record that was read from `item`, or NULL: it is for other platforms. */
static const Record *record_of(const void *records, const Doc *item)
{
    for (size_t i = 0; i < list_len(records); i++)
        if (list_get(records, i)->node == item->number)
            return list_get(records, i);
    return NULL;
}

static Doc *merge_list(Merge *merge, const Doc *written, const void *present, const void *fresh)
{
    size_t count = list_len(fresh);
    bool *used = ARENA_ARRAY(merge->arena, bool, count + 1);
    PartVec parts = {0};

    for (const Doc *item = written->first; item != NULL; item = item->next) {
        const Record *rec = record_of(present, item);
        size_t at = rec == NULL ? SIZE_MAX : find_match(merge, rec, fresh, used);
        Part part = {STR_ABSENT, NULL, at == SIZE_MAX ? NO_RANK : at + 1};
        if (rec != NULL && at == SIZE_MAX && !is_conditional(rec)) {
            merge->is_changed = true; /* gone from the database */
            vec_push(merge->arena, merge->gone, rec);
            continue;
        }
        if (at != SIZE_MAX)
            used[at] = true;
        part.doc = at == SIZE_MAX || record_name(rec).len == 0
                       ? copy_as_written(merge->arena, item)
                       : merge_record(merge, rec, list_get(fresh, at));
        vec_push(merge->arena, &parts, part);
    }
    for (size_t i = 0; i < count; i++) {
        Part part = {STR_ABSENT, NULL, i + 1};
        if (used[i])
            continue;
        part.doc = pkg_write_fresh(merge->arena, list_get(fresh, i));
        insert_by_rank(merge->arena, &parts, part);
        merge->is_changed = true;
    }
    return join(merge->arena, written, &parts);
}

/* ---- records
 * ------------------------------------------------------------------------------------------- */

/* Whether only the file can say it, or both say the same. */
static bool stays(const Merge *merge, const Field *field, const Record *present,
                  const Record *fresh)
{
    if (field == NULL || field->differs == D_IGNORE ||
        (field->engines & merge->options->engine) == 0 || record_field_equal(field, present, fresh))
        return true;
    return field->kind == F_IDENT && same_name(merge, *(const Str *)record_at(present, field),
                                               *(const Str *)record_at(fresh, field));
}

/* The new node of a member that the file has; NULL: it goes. */
static Doc *merge_member(Merge *merge, const Doc *written, const Field *field,
                         const Record *present, const Record *fresh)
{
    Doc *value;

    if (field != NULL && field->differs == D_CHILDREN && written->kind == DOC_ARRAY)
        return merge_list(merge, written, record_at(present, field), record_at(fresh, field));
    if (stays(merge, field, present, fresh))
        return copy_as_written(merge->arena, written);
    merge->is_changed = true;
    value = codec_field_write(merge->arena, fresh, field);
    if (value == NULL)
        return NULL;
    value->comments = written->comments;
    return escape(merge->arena, value);
}

static Doc *merge_record(Merge *merge, const Record *present, const Record *fresh)
{
    const RecordType *type = present->type;
    const Doc *doc = record_doc(present);
    PartVec parts = {0};
    Doc *merged;

    for (const Doc *written = doc->first; written != NULL; written = written->next) {
        const Field *field = record_type_find(type, written->key);
        Part part = {written->key, merge_member(merge, written, field, present, fresh),
                     field == NULL ? NO_RANK : (size_t)(field - type->fields) + 1};
        if (part.doc != NULL)
            vec_push(merge->arena, &parts, part);
    }
    for (size_t i = 0; i < type->count; i++) {
        const Field *field = &type->fields[i];
        Part part = {str_from(field->key), NULL, i + 1};
        if (doc_get(doc, part.key) != NULL || stays(merge, field, present, fresh))
            continue;
        part.doc = codec_field_write(merge->arena, fresh, field);
        if (part.doc == NULL)
            continue;
        (void)escape(merge->arena, part.doc);
        insert_by_rank(merge->arena, &parts, part);
        merge->is_changed = true;
    }
    merged = join(merge->arena, doc, &parts);
    merged->comments = doc->comments;
    return merged;
}

Doc *pkg_merge(Arena *arena, const MergeOptions *options, const Record *present,
               const Record *fresh, RecordVec *gone)
{
    Merge merge = {.arena = arena, .options = options, .gone = gone};
    Doc *merged = merge_record(&merge, present, fresh);

    return merge.is_changed ? merged : NULL;
}
