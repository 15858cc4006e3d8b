/* Brings types and expressions that differ as texts to the form in which the server prints them.
 *
 * Each side's table is built as a temporary one and read back by the queries of introspection.
 * One print isn't always the last word (stable.h), so what still differs is printed again on both
 * sides, up to three times.
 *
 * What it costs the server: catalog rows of a transaction that is rolled back; event triggers see
 * the statements. */
#include "engine/postgres/canonicalize.h"
#include "engine/postgres/carry_types.h"
#include "engine/postgres/scan.h"

#include "engine/postgres/remote.h"
#include "model/label.h"

enum {
    PRINTS_MAX = 3,
    /* Of a savepoint's temporary tables. max_locks_per_transaction is 64 by default, for each of at
     * least some 20 possible sessions; with 1,300 of them a server with room for 630 gave up. */
    LOCKS_AT_ONCE = 500,
    LOCKS_PER_TABLE = 3 /* its own, of its TOAST table and that one's index */
};

typedef struct Canon {
    PgScratch scratch;
    PgCanonReport report;
    Arena arena;
    Pairs *pairs;
    VEC(PgSubject) subjects;
    bool is_again;    /* not the first round */
    bool has_changed; /* a text of this round */
    bool is_over;     /* the server can't be asked any more */
} Canon;

static bool column_differs(const Column *a, const Column *b)
{
    return !str_eq(a->type, b->type) || !str_eq(a->dflt, b->dflt) ||
           !str_eq(sparse_str(&a->rec, FIELD_COLUMN_COLLATION),
                   sparse_str(&b->rec, FIELD_COLUMN_COLLATION)) ||
           !str_eq(sparse_str(&a->rec, FIELD_COLUMN_GENERATION),
                   sparse_str(&b->rec, FIELD_COLUMN_GENERATION));
}

static bool has_texts(const Index *index)
{
    for (size_t i = 0; i < index->keys.len; i++) {
        const KeyPart *part = &index->keys.items[i];
        if (part->expression.len > 0 || part->collation.len > 0 || part->opclass.len > 0)
            return true;
    }
    return index->predicate.len > 0;
}

/* Whether the server could print both sides alike: texts differ that it reads. */
static bool texts_differ(const Record *live, const Record *desired)
{
    const Index *a = (const Index *)live, *b = (const Index *)desired;

    if (live->type == &column_type)
        return column_differs((const Column *)live, (const Column *)desired);
    if (live->type == &publication_table_type) {
        Str one = ((const PublicationTable *)live)->filter;
        Str other = ((const PublicationTable *)desired)->filter;
        return one.len > 0 && other.len > 0 && !str_eq(one, other);
    }
    if (live->type == &check_type)
        return !str_eq(((const Check *)live)->expression, ((const Check *)desired)->expression);
    if (live->type == &exclusion_type)
        return !record_field_equal(record_type_find(live->type, STR("ExcludeColumns")), live,
                                   desired) ||
               !str_eq(((const Exclusion *)live)->predicate,
                       ((const Exclusion *)desired)->predicate);
    if (live->type == &statistics_type)
        return !key_parts_equal(&((const Statistics *)live)->keys,
                                &((const Statistics *)desired)->keys);
    if (live->type == &policy_type)
        return !str_eq(((const RowPolicy *)live)->using_expression,
                       ((const RowPolicy *)desired)->using_expression) ||
               !str_eq(((const RowPolicy *)live)->check_expression,
                       ((const RowPolicy *)desired)->check_expression);
    if (live->type != &index_type || index_is_constraint(a) || index_is_constraint(b))
        return false; /* keys of constraints are names */
    return (has_texts(a) || has_texts(b)) &&
           !(key_parts_equal(&a->keys, &b->keys) && str_eq(a->predicate, b->predicate));
}

/* The subject of a table that is on both sides; NULL. */
static PgSubject *subject_of(Canon *canon, const Table *desired)
{
    for (size_t i = 0; i < canon->subjects.len; i++)
        if (canon->subjects.items[i].tables[PG_DESIRED] == desired)
            return &canon->subjects.items[i];
    for (size_t i = 0; i < canon->pairs->objects.len; i++) {
        const Pair *pair = canon->pairs->objects.items[i];
        PgSubject subject = {.number = canon->subjects.len};
        if (pair->desired != &desired->obj.rec || pair->live == NULL)
            continue;
        subject.tables[PG_LIVE] = (Table *)pair->live;
        subject.tables[PG_DESIRED] = (Table *)pair->desired;
        vec_push(&canon->arena, &canon->subjects, subject);
        return &vec_last(&canon->subjects);
    }
    return NULL;
}

/* Filters of publications are expressions over their table, as checks are. */
static void collect_filters(Canon *canon, const Pair *publication)
{
    for (size_t i = 0; i < publication->children.len; i++) {
        const Pair *child = publication->children.items[i];
        PgItem item = {.recs = {child->live, child->desired}};
        const Object *table;
        PgSubject *subject;
        Str schema, name;
        if (child->live == NULL || child->desired == NULL ||
            !texts_differ(child->live, child->desired) ||
            !pg_published_name_read(&canon->arena, record_name(child->desired), &schema, &name))
            continue;
        table = model_find(canon->pairs->desired, REC_TABLE, schema, name);
        subject = table == NULL ? NULL : subject_of(canon, (const Table *)table);
        if (subject != NULL)
            vec_push(&canon->arena, &subject->items, item);
    }
}

/* Whether one of the names stands in the text, whatever it is the name of there. */
static bool has_any(Arena *arena, Str text, const StrVec *names)
{
    PgScan scan = {.text = text};

    for (PgToken token = pg_scan_next(&scan); token.kind != PG_TOKEN_END;
         token = pg_scan_next(&scan))
        if ((token.kind == PG_TOKEN_WORD || token.kind == PG_TOKEN_QUOTED) &&
            strs_has(names, pg_token_name(arena, &token)))
            return true;
    return false;
}

static bool names_any(Arena *arena, const Record *rec, const StrVec *names)
{
    for (size_t i = 0; i < rec->type->count; i++) {
        const Field *field = &rec->type->fields[i];
        const KeyParts *keys = field->kind == F_KEYS ? record_at(rec, field) : NULL;
        if ((field->kind == F_EXPR || field->kind == F_TYPE) &&
            has_any(arena, *(const Str *)record_at(rec, field), names))
            return true;
        for (size_t p = 0; keys != NULL && p < keys->len; p++)
            if (has_any(arena, keys->items[p].expression, names))
                return true;
    }
    return false;
}

/* Names of columns whose type is made anew: with the new one a text over them may mean something
 * else, or nothing yet. */
static void add_columns_anew(Arena *arena, const Table *table, const StrVec *anew, StrVec *names)
{
    for (size_t i = 0; i < table->columns.len; i++)
        if (has_any(arena, table->columns.items[i]->type, anew))
            vec_push(arena, names, table->columns.items[i]->name);
}

/* Texts that name a type which is made anew, or a column of such a type, mean the new one, which
 * isn't there to print them. */
static void leave_anew(Canon *canon)
{
    StrVec anew = pg_names_made_anew(&canon->arena, canon->pairs);

    for (size_t i = 0; i < canon->subjects.len && anew.len > 0; i++) {
        PgSubject *subject = &canon->subjects.items[i];
        StrVec names = {0};
        for (size_t k = 0; k < anew.len; k++)
            vec_push(&canon->arena, &names, anew.items[k]);
        add_columns_anew(&canon->arena, subject->tables[PG_LIVE], &anew, &names);
        add_columns_anew(&canon->arena, subject->tables[PG_DESIRED], &anew, &names);
        for (size_t k = 0; k < subject->items.len; k++)
            if (names_any(&canon->arena, subject->items.items[k].recs[PG_DESIRED], &names))
                subject->items.items[k].is_done = true;
    }
}

static void collect(Canon *canon)
{
    for (size_t i = 0; i < canon->pairs->objects.len; i++) {
        const Pair *pair = canon->pairs->objects.items[i];
        PgSubject subject = {.number = canon->subjects.len};
        if (pair->live == NULL || pair->desired == NULL || pair->live->type != &table_type)
            continue;
        subject.tables[PG_LIVE] = (Table *)pair->live;
        subject.tables[PG_DESIRED] = (Table *)pair->desired;
        for (size_t k = 0; k < pair->children.len; k++) {
            const Pair *child = pair->children.items[k];
            PgItem item = {.recs = {child->live, child->desired}};
            if (child->live != NULL && child->desired != NULL &&
                texts_differ(child->live, child->desired))
                vec_push(&canon->arena, &subject.items, item);
        }
        if (subject.items.len > 0)
            vec_push(&canon->arena, &canon->subjects, subject);
    }
    for (size_t i = 0; i < canon->pairs->objects.len; i++)
        if (canon->pairs->objects.items[i]->live != NULL &&
            canon->pairs->objects.items[i]->live->type == &publication_type)
            collect_filters(canon, canon->pairs->objects.items[i]);
}

/* Replaces a text by its print. */
static void put(Canon *canon, Arena *arena, Str *text, Str print)
{
    if (str_eq(*text, print))
        return;
    canon->has_changed = true;
    *text = arena_str(arena, print);
}

static void put_sparse(Canon *canon, Arena *arena, Record *rec, FieldId id, Str print)
{
    Str text = sparse_str(rec, id);

    put(canon, arena, &text, print);
    sparse_set_str(arena, rec, id, text.len == 0 ? STR_ABSENT : text);
}

static void apply_column(Canon *canon, Arena *arena, Column *column, const Column *print)
{
    put(canon, arena, &column->type, print->type);
    put_sparse(canon, arena, &column->rec, FIELD_COLUMN_COLLATION,
               sparse_str(&print->rec, FIELD_COLUMN_COLLATION));
    if (sparse_str(&column->rec, FIELD_COLUMN_GENERATION).len > 0)
        put_sparse(canon, arena, &column->rec, FIELD_COLUMN_GENERATION,
                   sparse_str(&print->rec, FIELD_COLUMN_GENERATION));
    else
        put(canon, arena, &column->dflt, print->dflt);
    if (column->dflt.len == 0)
        column->dflt = STR_ABSENT;
}

static void apply_keys(Canon *canon, Arena *arena, KeyParts *keys, const KeyParts *print)
{
    for (size_t i = 0; i < keys->len && i < print->len; i++) {
        KeyPart *part = &keys->items[i];
        const KeyPart *printed = &print->items[i];
        put(canon, arena, &part->name, printed->name); /* `(a)` is a column after all */
        put(canon, arena, &part->expression, printed->expression);
        put(canon, arena, &part->collation, printed->collation);
        put(canon, arena, &part->opclass, printed->opclass);
    }
}

static void apply_index(Canon *canon, Arena *arena, Index *index, const Index *print)
{
    apply_keys(canon, arena, &index->keys, &print->keys);
    put(canon, arena, &index->predicate, print->predicate);
}

static void apply_exclusion(Canon *canon, Arena *arena, Exclusion *exclusion,
                            const Exclusion *print)
{
    for (size_t i = 0; i < exclusion->elements.len && i < print->elements.len; i++) {
        ExcludeElement *element = exclusion->elements.items[i];
        apply_keys(canon, arena, &element->key, &print->elements.items[i]->key);
        put(canon, arena, &element->op, print->elements.items[i]->op);
    }
    put(canon, arena, &exclusion->predicate, print->predicate);
}

static void apply_policy(Canon *canon, Arena *arena, RowPolicy *policy, const RowPolicy *print)
{
    put(canon, arena, &policy->using_expression, print->using_expression);
    put(canon, arena, &policy->check_expression, print->check_expression);
}

static void apply(Canon *canon, PgSide side, const PgSubject *subject, size_t item,
                  const Model *prints)
{
    Arena *arena = side == PG_LIVE ? &canon->pairs->live->arena : &canon->pairs->desired->arena;
    Record *rec = subject->items.items[item].recs[side];
    const Table *print = (const Table *)model_find(prints, REC_TABLE, STR("pg_temp"),
                                                   subject->tables[side]->obj.name);
    Str name = pg_canon_part_name(&canon->arena, subject, item);

    if (print == NULL)
        return;
    if (rec->type == &column_type) {
        const Column *column = table_column(print, record_name(rec));
        if (column != NULL)
            apply_column(canon, arena, (Column *)rec, column);
    }
    for (size_t i = 0; i < print->indexes.len && rec->type == &index_type; i++)
        if (str_eq(print->indexes.items[i]->name, name))
            apply_index(canon, arena, (Index *)rec, print->indexes.items[i]);
    for (size_t i = 0; i < print->exclusions.len && rec->type == &exclusion_type; i++)
        if (str_eq(print->exclusions.items[i]->name, name))
            apply_exclusion(canon, arena, (Exclusion *)rec, print->exclusions.items[i]);
    for (size_t i = 0; i < print->statistics.len && rec->type == &statistics_type; i++)
        if (str_eq(print->statistics.items[i]->name, name))
            apply_keys(canon, arena, &((Statistics *)rec)->keys, &print->statistics.items[i]->keys);
    for (size_t i = 0; i < print->policies.len && rec->type == &policy_type; i++)
        if (str_eq(print->policies.items[i]->name, name))
            apply_policy(canon, arena, (RowPolicy *)rec, print->policies.items[i]);
    for (size_t i = 0; i < print->checks.len && rec->type == &publication_table_type; i++)
        if (str_eq(print->checks.items[i]->name, name))
            put(canon, arena, &((PublicationTable *)rec)->filter,
                print->checks.items[i]->expression);
    for (size_t i = 0; i < print->checks.len && rec->type == &check_type; i++)
        if (str_eq(print->checks.items[i]->name, name))
            put(canon, arena, &((Check *)rec)->expression, print->checks.items[i]->expression);
}

static bool build(Canon *canon, const PgScratchTables *tables, Model *model,
                  PgScratchFailure *failure)
{
    bool ok = pg_scratch_build(&canon->scratch, tables, model, failure);

    if (!ok && failure->table == SIZE_MAX) { /* nobody's text: the session itself */
        notes_addf(canon->report.notes, "expressions are compared as text: %.*s",
                   STR_ARG(failure->message));
        canon->is_over = true;
    }
    return ok;
}

static bool is_open(const PgSubject *subject)
{
    for (size_t i = 0; i < subject->items.len; i++)
        if (!subject->items.items[i].is_done)
            return true;
    return false;
}

/* What of a table is built by itself. */
typedef struct Trial {
    PgSide side;
    size_t only; /* this item; SIZE_MAX: all that are open */
    bool types_only;
} Trial;

/* Whether the server takes it; a refusal that belongs to one item, or to the types, is reported.
 * Reading a table back costs many times what making it does: that is done where `model` is given.
 */
static bool try_one(Canon *canon, const PgSubject *subject, Trial trial, Model *model)
{
    PgCanonRender render = {&canon->arena, trial.side, canon->scratch.conn->search_path,
                            canon->is_again};
    PgScratchTable table = pg_canon_render(&render, subject, trial.only, trial.types_only);
    PgScratchTables tables = {&table, 1, 1};
    PgScratchFailure failure;
    bool ok = build(canon, &tables, model, &failure);

    if (!ok && !canon->is_over && (trial.only != SIZE_MAX || trial.types_only))
        pg_canon_report(&canon->report, subject, trial.side, &table, &failure);
    return ok;
}

static void read_one(Canon *canon, PgSide side, const PgSubject *subject, size_t only)
{
    Model *model = model_new();

    if (try_one(canon, subject, (Trial){side, only, false}, model))
        apply(canon, side, subject, only, model);
    model_free(model);
}

/* A table that the server refused: finds out for which texts, and leaves the others open. False
 * when there is none, so that it must stay alone: its texts have been read one by one. */
static bool isolate(Canon *canon, PgSide side, PgSubject *subject)
{
    bool types_ok = try_one(canon, subject, (Trial){side, SIZE_MAX, true}, NULL);
    bool found = !types_ok;

    for (size_t i = 0; i < subject->items.len && !canon->is_over; i++) {
        PgItem *item = &subject->items.items[i];
        if (!item->is_done &&
            (!types_ok || !try_one(canon, subject, (Trial){side, i, false}, NULL)))
            item->is_done = found = true;
    }
    /* Each is fine, and together they are not. */
    for (size_t i = 0; i < subject->items.len && !canon->is_over && !found; i++) {
        PgItem *item = &subject->items.items[i];
        if (!item->is_done)
            read_one(canon, side, subject, i);
    }
    return found;
}

typedef VEC(PgSubject *) Batch;

/* Relation locks that the subject's temporary table takes at most. */
static size_t locks_of(const PgSubject *subject)
{
    size_t locks = LOCKS_PER_TABLE;

    for (size_t i = 0; i < subject->items.len; i++)
        locks += subject->items.items[i].recs[PG_DESIRED]->type == &index_type;
    return locks;
}

static bool has_name(const Batch *batch, PgSide side, Str name)
{
    for (size_t i = 0; i < batch->len; i++)
        if (str_eq(batch->items[i]->tables[side]->obj.name, name))
            return true;
    return false;
}

/* From the one that was refused on: what is refused for itself is left out from now on. */
static void isolate_from(Canon *canon, PgSide side, Batch *batch, size_t first)
{
    Batch kept = {.items = batch->items, .len = first};

    for (size_t i = first; i < batch->len && !canon->is_over; i++) {
        PgSubject *subject = batch->items[i];
        bool is_fine = i > first && try_one(canon, subject, (Trial){side, SIZE_MAX, false}, NULL);
        bool was_found = is_fine || isolate(canon, side, subject);
        if (was_found && is_open(subject))
            kept.items[kept.len++] = subject;
    }
    batch->len = kept.len;
}

/* Builds and reads the batch; once more without what is refused. */
static void run_batch(Canon *canon, PgSide side, Batch *batch)
{
    while (batch->len > 0 && !canon->is_over) {
        PgCanonRender render = {&canon->arena, side, canon->scratch.conn->search_path,
                                canon->is_again};
        PgScratchTables tables = {0};
        PgScratchFailure failure;
        Model *model = model_new();
        bool ok;
        for (size_t i = 0; i < batch->len; i++)
            vec_push(&canon->arena, &tables,
                     pg_canon_render(&render, batch->items[i], SIZE_MAX, false));
        ok = build(canon, &tables, model, &failure);
        for (size_t i = 0; i < batch->len && ok; i++)
            for (size_t k = 0; k < batch->items[i]->items.len; k++)
                if (!batch->items[i]->items.items[k].is_done)
                    apply(canon, side, batch->items[i], k, model);
        model_free(model);
        if (ok)
            return;
        if (!canon->is_over)
            isolate_from(canon, side, batch, failure.table);
    }
}

static void print_side(Canon *canon, PgSide side)
{
    Batch batch = {0};
    size_t locks = 0;

    for (size_t i = 0; i < canon->subjects.len; i++) {
        PgSubject *subject = &canon->subjects.items[i];
        if (!is_open(subject))
            continue;
        locks += locks_of(subject);
        if (locks > LOCKS_AT_ONCE || has_name(&batch, side, subject->tables[side]->obj.name)) {
            run_batch(canon, side, &batch);
            batch.len = 0;
            locks = locks_of(subject);
        }
        vec_push(&canon->arena, &batch, subject);
    }
    run_batch(canon, side, &batch);
}

/* Whether something still differs. */
static bool close_equal_items(Canon *canon)
{
    bool any = false;

    for (size_t i = 0; i < canon->subjects.len; i++) {
        PgSubject *subject = &canon->subjects.items[i];
        for (size_t k = 0; k < subject->items.len; k++) {
            PgItem *item = &subject->items.items[k];
            item->is_done =
                item->is_done || !texts_differ(item->recs[PG_LIVE], item->recs[PG_DESIRED]);
            any = any || !item->is_done;
        }
    }
    return any;
}

/* Live texts are prints already: they are read again only where the first print of the desired
 * ones wasn't enough. */
static void print_until_settled(Canon *canon)
{
    for (int print = 0; print < PRINTS_MAX && !canon->is_over; print++) {
        canon->has_changed = false;
        canon->is_again = print > 0;
        print_side(canon, PG_DESIRED);
        if (print > 0)
            print_side(canon, PG_LIVE);
        if (!close_equal_items(canon) || (print > 0 && !canon->has_changed))
            return;
    }
}

/* What calls a routine that this plan makes otherwise is compared as it is written. */
static void leave_moving(Canon *canon, const PgMoving *moving)
{
    if (moving->routines.len == 0)
        return;
    for (size_t i = 0; i < canon->subjects.len; i++)
        for (size_t k = 0; k < canon->subjects.items[i].items.len; k++) {
            PgItem *item = &canon->subjects.items[i].items.items[k];
            item->is_done = pg_moving_touches_record(moving, item->recs[PG_LIVE]) ||
                            pg_moving_touches_record(moving, item->recs[PG_DESIRED]);
        }
}

/* NULL where the server can be asked. */
static const char *why_not(const PgConn *conn)
{
    return conn->is_standby         ? "the server is a standby"
           : conn->is_read_only     ? "the session is read-only by the server's settings"
           : !conn->may_create_temp ? "the role lacks TEMP on the database"
                                    : NULL;
}

bool pg_canon(Conn *conn, Pairs *pairs, Notes *notes, Errs *errs)
{
    ErrsMark mark = errs_mark(errs);
    Canon canon = {.scratch = {.conn = pg_conn(conn)}, .pairs = pairs};
    PgMoving moving = {.arena = &canon.arena};
    PgKnown known;
    PgUnresolved unresolved = {.arena = {0}};
    const char *why = why_not(pg_conn(conn));
    PgScratchFailure failure;
    bool any;

    pg_canon_identities(pg_conn(conn), pairs);
    pg_canon_leave_alone(pairs);
    pg_canon_name_not_nulls(pg_conn(conn), pairs);
    pg_canon_facts(pg_conn(conn), pairs);
    (void)pg_canon_rights(pairs, canon.scratch.conn->version, errs);
    pg_canon_remote(pairs, notes);
    pg_canon_take_absent(pairs, canon.scratch.conn->version);
    pg_canon_check_extensions(canon.scratch.conn, pairs, errs);
    pg_unresolved_find(&unresolved, canon.scratch.conn, pairs);
    canon.report = (PgCanonReport){&canon.arena, pairs, pg_conn(conn), notes, errs};
    collect(&canon);
    any = canon.subjects.len > 0 || pg_canon_has_types(pairs) || pg_canon_has_definitions(pairs) ||
          pg_canon_has_family(pairs);
    known = (PgKnown){.pairs = pairs};
    if (why == NULL && pg_canon_has_definitions(pairs))
        pg_known_begin(&known, pg_conn(conn), pairs);
    if (any && why != NULL) {
        notes_addf(notes, "types and expressions are compared as text: %s", why);
    } else if (any) {
        if (pg_scratch_begin(&canon.scratch, &failure)) {
            pg_canon_make_types(&canon.scratch, pairs);
            pg_canon_types(&canon.scratch, pairs);
            pg_canon_routines(&canon.scratch, &known, &moving);
            leave_moving(&canon, &moving);
            leave_anew(&canon);
            print_until_settled(&canon);
            pg_canon_family(&canon.scratch, pairs);
            pg_canon_views(&canon.scratch, &known, &moving);
        } else

            notes_addf(notes, "types and expressions are compared as text: %.*s",
                       STR_ARG(failure.message));
        pg_scratch_end(&canon.scratch);
        if (PQstatus(pg_conn(conn)->pq) != CONNECTION_OK)
            (void)pg_error_lost(pg_conn(conn), errs);
    }
    pg_known_end(&known);
    pg_unresolved_report(&unresolved, canon.scratch.conn, why == NULL, errs);
    pg_carry_types(pairs);
    arena_free(&canon.arena);
    return errs_mark(errs) == mark;
}
