/* What the files of the journal share: its operations, records in and out. */
#ifndef ANNEAL_DEPLOY_JOURNAL_INSIDE_H
#define ANNEAL_DEPLOY_JOURNAL_INSIDE_H

#include "deploy/journal.h"

struct Journal {
    Arena arena; /* holds this struct */
    const Engine *engine;
    Conn *conn;
    Str name, tool;
    Str where;   /* for people: the journal of shop */
    int version; /* 0: absent, or not for this role */
    bool is_readable;
    int64_t lease; /* of this deployment; 0: none */
    bool is_superseded;
    Str sqls[JOURNAL_OP_COUNT]; /* with the place filled in, once used */
};

/* The values of one call. */
#define VALUES(...) \
    (&(const StrVec){.items = (Str[]){__VA_ARGS__}, \
                     .len = sizeof((Str[]){__VA_ARGS__}) / sizeof(Str)})

#define VALUES_NONE (&(const StrVec){0})

/* `{journal}` and `{name}` replaced. */
Str journal_fill(const Journal *journal, Arena *arena, Str sql);
bool journal_call(Journal *journal, JournalOp op, const StrVec *values, Arena *arena, Rows *rows,
                  Errs *errs);
/* The same, where nothing comes back. */
bool journal_run(Journal *journal, JournalOp op, const StrVec *values, Errs *errs);

/* ---- journal_rows.c */

/* Whether the journal has what the operation reads or writes. */
bool journal_has(const Journal *journal, JournalOp op);
/* `list`: a VEC of pointers to records of `type`. Nothing where the journal is older than what is
 * read, or absent. */
bool journal_read(Journal *journal, JournalOp op, const StrVec *values, const RecordType *type,
                  Arena *arena, void *list, Errs *errs);
/* The first of them into `rec`, which is typed and stays as it is where there is none. */
bool journal_read_one(Journal *journal, JournalOp op, const StrVec *values, Arena *arena,
                      Record *rec, Errs *errs);
bool journal_save(Journal *journal, JournalOp op, const Record *rec, Errs *errs);
/* All in one statement; `list` as above. Nothing where it is empty. */
bool journal_save_all(Journal *journal, JournalOp op, const void *list, Errs *errs);

#endif
