/* Records of the journal from rows and to JSON, by their field tables. */
#include <assert.h>

#include "codec/json.h"
#include "codec/record.h"
#include "deploy/journal_inside.h"

static const int since[JOURNAL_OP_COUNT] = {
#define X(name, version) [JOURNAL_##name] = version,
    JOURNAL_OPS(X)
#undef X
};

static Doc *list_doc(Arena *arena, Str cell, Errs *errs)
{
    DocFile *file = ARENA_NEW(arena, DocFile);

    file->path = "the journal";
    file->bytes = cell;
    return json_read(arena, file, false, errs);
}

/* A cell as a package file would have it. NULL: it can't be read. */
static Doc *cell_doc(Arena *arena, const Field *field, Str cell, Errs *errs)
{
    Doc *doc;

    if (field->kind == F_BOOL)
        return doc_bool(arena, str_is(cell, "t") || str_is(cell, "1"));
    if (field->kind == F_STRINGS)
        return list_doc(arena, cell, errs);
    doc = doc_string(arena, cell);
    if (field->kind == F_INT)
        doc->kind = DOC_NUMBER;
    return doc;
}

static bool fill(Journal *journal, const Rows *rows, size_t row, Arena *arena, Record *rec,
                 Errs *errs)
{
    static const CodecOptions options = {0};
    Doc *doc = doc_new(arena, DOC_OBJECT);
    ErrsMark mark = errs_mark(errs);

    assert(rows->columns == rec->type->count);
    for (size_t i = 0; i < rec->type->count; i++) {
        const Field *field = &rec->type->fields[i];
        Str cell = ROW_CELL(rows, row, i);
        Doc *value = cell.ptr == NULL ? NULL : cell_doc(arena, field, cell, errs);
        if (value != NULL)
            doc_add(doc, str_from(field->key), value);
    }
    if (errs_mark(errs) == mark && codec_record_fill(arena, doc, rec, &options, errs)) {
        rec->file = NULL; /* its places mean nothing */
        return true;
    }
    errs_drop(errs, mark);
    return err_at(errs, ERR_JOURNAL, (Loc){0},
                  "somebody has written to it, or a later version of anneal has",
                  "%.*s: the row of a %s can't be read", STR_ARG(journal->where), rec->type->word);
}

bool journal_has(const Journal *journal, JournalOp op)
{
    return journal->is_readable && journal->version >= since[op];
}

bool journal_read(Journal *journal, JournalOp op, const StrVec *values, const RecordType *type,
                  Arena *arena, void *list, Errs *errs)
{
    Rows rows = {0};

    if (!journal_has(journal, op))
        return true;
    if (!journal_call(journal, op, values, arena, &rows, errs))
        return false;
    for (size_t row = 0; row < rows.count; row++) {
        Record *rec = record_new(arena, type);
        if (!fill(journal, &rows, row, arena, rec, errs))
            return false;
        list_push(arena, list, rec);
    }
    return true;
}

bool journal_read_one(Journal *journal, JournalOp op, const StrVec *values, Arena *arena,
                      Record *rec, Errs *errs)
{
    Rows rows = {0};

    if (!journal_has(journal, op))
        return true;
    return journal_call(journal, op, values, arena, &rows, errs) &&
           (rows.count == 0 || fill(journal, &rows, 0, arena, rec, errs));
}

static bool save_doc(Journal *journal, JournalOp op, const Doc *doc, Arena *arena, Errs *errs)
{
    Sb sb = sb_new(SB_FILE_MAX);

    assert(journal->version > 0);
    json_write(&sb, doc);
    return journal_run(journal, op, VALUES(sb_finish(&sb, arena)), errs);
}

bool journal_save(Journal *journal, JournalOp op, const Record *rec, Errs *errs)
{
    Arena scratch = {0};
    bool ok = save_doc(journal, op, codec_record_write(&scratch, rec), &scratch, errs);

    arena_free(&scratch);
    return ok;
}

bool journal_save_all(Journal *journal, JournalOp op, const void *list, Errs *errs)
{
    Arena scratch = {0};
    Doc *doc = doc_new(&scratch, DOC_ARRAY);
    size_t count = list_len(list);
    bool ok = true;

    for (size_t i = 0; i < count; i++)
        doc_add(doc, STR_ABSENT, codec_record_write(&scratch, list_get(list, i)));
    if (count > 0)
        ok = save_doc(journal, op, doc, &scratch, errs);
    arena_free(&scratch);
    return ok;
}
