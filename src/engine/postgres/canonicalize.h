/* What is being brought to the server's own form. */
#ifndef ANNEAL_ENGINE_POSTGRES_CANONICALIZE_H
#define ANNEAL_ENGINE_POSTGRES_CANONICALIZE_H

#include "engine/postgres/scratch.h"
#include "model/definition.h"

typedef enum PgSide { PG_LIVE, PG_DESIRED } PgSide;

/* A column, index, check or filter of a publication whose texts differ. */
typedef struct PgItem {
    Record *recs[2]; /* by PgSide */
    bool is_done;    /* equal, or given up */
} PgItem;

/* A table that is on both sides and has such items. */
typedef struct PgSubject {
    Table *tables[2]; /* by PgSide */
    VEC(PgItem) items;
    size_t number; /* tells the names of its scratch indexes apart */
} PgSubject;

/* ---- canonicalize_render.c */
typedef struct PgCanonRender {
    Arena *arena;
    PgSide side;
    Str search_path; /* of the session */
    bool is_again;   /* what is rendered are prints: their second print is asked for */
} PgCanonRender;

/* The statements of a side: all columns with their types; of the open items (`only`: SIZE_MAX or
 * one item; none of them where `types_only`) the texts. */
PgScratchTable pg_canon_render(const PgCanonRender *render, const PgSubject *subject, size_t only,
                               bool types_only);
/* What a check or index is called meanwhile. */
Str pg_canon_part_name(Arena *arena, const PgSubject *subject, size_t item);

/* ---- canonicalize_moving.c */
/* By bare names, as a text may have them without their schema. */
typedef struct PgMoving {
    Arena *arena;
    Map routines;
    Map relations;
    Map columns; /* bare name -> Pair of the table of it that moves by some of its columns alone */
    Map fresh;   /* names that columns of what grows may have */
    /* The live definition that a text is compared with, where there is one: a table of which it
     * uses none of the columns that change only grows for it. */
    const Model *live;
    const Definition *reader;
} PgMoving;

/* Routines that come, go or get another signature. */
void pg_moving_note_routines(PgMoving *moving, const Pairs *pairs);
/* Tables whose columns will be others, and relations that come in the place of others. */
void pg_moving_note_tables(PgMoving *moving, const Pairs *pairs);
/* A routine that returns rows of what moves: their columns are others then. */
void pg_moving_note_rows(PgMoving *moving, const Definition *routine);
/* A view or routine of both sides that still differs when both are prints. */
void pg_moving_note_definition(PgMoving *moving, const Pair *pair);
/* Whether a text may mean something else when the plan has run. */
bool pg_moving_touches(const PgMoving *moving, Str text);
/* … or an expression of a part of a table. */
bool pg_moving_touches_record(const PgMoving *moving, const Record *rec);

/* ---- canonicalize_identity.c: before all else, as it makes pairs. */
void pg_canon_identities(PgConn *conn, Pairs *pairs);

/* ---- canonicalize_known.c */
typedef struct PgKnown {
    Pairs *pairs;
    Arena arena;
    Str key;   /* of what any text hangs on; absent: nothing is known, or kept */
    Map names; /* of relations and routines -> the key of what there is of that name */
    Map rows;  /* label -> SpellingRow of the journal */
} PgKnown;

/* A pair of texts. */
typedef struct PgSpelling {
    Str object, source, live;
    bool is_known; /* to mean the same */
} PgSpelling;

/* Outside of the scratch transaction, which makes objects. */
void pg_known_begin(PgKnown *known, PgConn *conn, Pairs *pairs);
void pg_known_end(PgKnown *known);
/* Of texts as they were before either was brought to another form. */
PgSpelling pg_known_look(const PgKnown *known, const Definition *live, const Definition *desired);
/* They mean the same. */
void pg_known_keep(const PgKnown *known, const PgSpelling *spelling);

/* ---- canonicalize_definition.c */
/* Whether a view or routine has another text than its live one. */
bool pg_canon_has_definitions(const Pairs *pairs);
/* Inside of pg_scratch_begin and _end. */
/* Routines first, as tables may call them; views when the tables are known. What moves is not
 * asked about, and noted. */
void pg_canon_routines(PgScratch *scratch, const PgKnown *known, PgMoving *moving);
void pg_canon_views(PgScratch *scratch, const PgKnown *known, PgMoving *moving);

/* ---- canonicalize_twin.c */
/* Details of a definition whose values the server reads; ended by FIELD_NONE. */
extern const FieldId pg_canon_detail_ids[];
/* A definition to be printed. */
typedef struct PgTwin {
    PgScratch *scratch;
    Arena *arena;           /* of the desired model */
    Arena *texts;           /* dies with the twin */
    const Definition *live; /* what it is compared with */
    const Object *relation; /* that it is part of, as it is to be; NULL: of none */
    Str path;               /* search_path under which its text was meant */
} PgTwin;

/* Whether texts of theirs differ that the server reads. */
bool pg_canon_definition_differs(const Definition *live, const Definition *desired);
/* Takes over those of another. */
void pg_canon_take_definition(Arena *arena, Definition *desired, const Definition *print);
/* Brings `desired` to the form in which the server prints it, in a savepoint that the caller rolls
 * back; leaves it alone where the server refuses. */
void pg_canon_twin(const PgTwin *twin, Definition *desired);

/* ---- canonicalize_unresolved.c */
typedef struct PgMissing {
    const Pair *pair;
    Str name;            /* as the text has it */
    const Object *meant; /* a desired one of that name */
} PgMissing;
typedef struct PgUnresolved {
    Arena arena;
    VEC(PgMissing) list;
} PgUnresolved;

/* In texts as the package has them. */
void pg_unresolved_find(PgUnresolved *found, PgConn *conn, const Pairs *pairs);
/* ERR_REFERENCE for each that is to be made, or, where the server `was_asked`, made otherwise. */
void pg_unresolved_report(PgUnresolved *found, const PgConn *conn, bool was_asked, Errs *errs);

/* ---- canonicalize_names.c: inside of such a savepoint, too. */
/* Of a cast or transform, of which there can be one only. */
void pg_canon_routine_names(const PgTwin *twin, Definition *desired);
/* What the print of a twin lacks: commutator and negator of an operator, DEFAULT and FAMILY of an
 * operator class. In twin->texts. */
Str pg_canon_with_partners(const PgTwin *twin, const Definition *desired, Str print);
Str pg_canon_with_family(const PgTwin *twin, const Definition *desired, Str print);

/* ---- canonicalize_facts.c: where the server decides, without a text. */
void pg_canon_facts(PgConn *conn, Pairs *pairs);
/* ---- canonicalize_rights.c */
/* Rights as this server has them: ALL is written out or in, what the owner has anyway is left out.
 * ERR_UNSUPPORTED where a right is newer than the server. */
bool pg_canon_rights(Pairs *pairs, int version, Errs *errs);
/* ---- canonicalize_remote.c: asks no server. */
void pg_canon_remote(Pairs *pairs, Notes *notes);

/* ---- canonicalize_types.c */
/* Makes the types, collations and schemas that the plan is yet to make, as far as the server lets.
 */
void pg_canon_make_types(PgScratch *scratch, const Pairs *pairs);
bool pg_canon_has_types(const Pairs *pairs); /* whether texts of a type differ */
void pg_canon_types(PgScratch *scratch, Pairs *pairs);
/* ERR_UNSUPPORTED at an extension whose files the server lacks. */
void pg_canon_check_extensions(PgConn *conn, const Pairs *pairs, Errs *errs);
/* What a desired object leaves to the server is as it is. Needs no server. */
void pg_canon_take_absent(const Pairs *pairs, int version);

/* ---- canonicalize_report.c */
typedef struct PgCanonReport {
    Arena *arena;
    const Pairs *pairs;
    const PgConn *conn;
    Notes *notes;
    Errs *errs;
} PgCanonReport;

/* An error at the text's place; or a note, where the refusal can't be the text's fault. */
void pg_canon_report(const PgCanonReport *report, const PgSubject *subject, PgSide side,
                     const PgScratchTable *table, const PgScratchFailure *failure);

/* canonicalize_family.c */
bool pg_canon_has_family(const Pairs *pairs);
/* Partition keys and bounds whose texts differ, as the server prints them. */
void pg_canon_family(PgScratch *scratch, Pairs *pairs);
/* Gives NOT NULL constraints of new partitions the names that the server would have given them as
 * parts of their table, which it keeps since 18. */
void pg_canon_name_not_nulls(const PgConn *conn, Pairs *pairs);
/* Takes away the pairs of live partitions of tables whose partitions the package doesn't manage. */
void pg_canon_leave_alone(Pairs *pairs);

#endif
