/* Texts that SQLite takes for the same become the same, and new ones are shown to SQLite. */
#include "engine/sqlite/lite_conn.h"
#include "engine/sqlite/lite_render.h"
#include "engine/sqlite/lite_slots.h"
#include "engine/sqlite/lite_table.h"
#include "engine/sqlite/lite_text.h"
#include "model/label.h"

typedef struct Canonical {
    Arena *arena; /* of the desired model */
    Errs *errs;
    const Table *desired; /* of the pair of tables that is worked on */
    Map renames;          /* its columns: folded live name -> Str, the desired name */
    sqlite3 *memory;      /* holds the desired table without its texts */
} Canonical;

/* SQLite keeps what was written, so the live text is the canonical one: as it will read when the
 * renames of this plan are done. */
static void settle_text(const Canonical *canonical, Str live, Str *desired)
{
    Str renamed = lite_text_rename(canonical->arena, live, &canonical->renames);

    if (live.len > 0 && desired->len > 0 && lite_text_same(renamed, *desired))
        *desired = arena_str(canonical->arena, renamed);
}

static void settle_sparse(const Canonical *canonical, const Record *live, Record *desired,
                          FieldId id)
{
    Str text = sparse_str(desired, id);

    settle_text(canonical, sparse_str(live, id), &text);
    sparse_set_str(canonical->arena, desired, id, text);
}

static void settle_column(const Canonical *canonical, const Column *live, Column *desired)
{
    settle_text(canonical, live->type, &desired->type);
    settle_text(canonical, live->dflt, &desired->dflt);
    settle_sparse(canonical, &live->rec, &desired->rec, FIELD_COLUMN_COLLATION);
    settle_sparse(canonical, &live->rec, &desired->rec, FIELD_COLUMN_GENERATION);
}

static void settle_index(const Canonical *canonical, const Index *live, Index *desired)
{
    settle_text(canonical, live->predicate, &desired->predicate);
    for (size_t i = 0; i < live->keys.len && i < desired->keys.len; i++) {
        const KeyPart *one = &live->keys.items[i];
        KeyPart *other = &desired->keys.items[i];
        settle_text(canonical, one->expression, &other->expression);
        settle_text(canonical, one->collation, &other->collation);
    }
}

static void settle_part(const Canonical *canonical, const Pair *pair)
{
    if (pair->live == NULL || pair->desired == NULL)
        return;
    if (pair->desired->type == &column_type)
        settle_column(canonical, (const Column *)pair->live, (Column *)pair->desired);
    else if (pair->desired->type == &index_type)
        settle_index(canonical, (const Index *)pair->live, (Index *)pair->desired);
    else if (pair->desired->type == &check_type)
        settle_text(canonical, ((const Check *)pair->live)->expression,
                    &((Check *)pair->desired)->expression);
}

static void read_renames(Canonical *canonical, const Pair *pair)
{
    canonical->renames = (Map){0};
    for (size_t i = 0; i < pair->children.len; i++) {
        const Pair *child = pair->children.items[i];
        if (!child->is_renamed || child->live->type != &column_type)
            continue;
        Str *name = ARENA_NEW(canonical->arena, Str);
        *name = record_name(child->desired);
        (void)map_put(canonical->arena, &canonical->renames,
                      lite_fold_name(canonical->arena, record_name(child->live)), name);
    }
}

/* A name that differs in case only is the same to SQLite: the live spelling stays, unless OldName
 * asks for the new one. References follow when the model is completed again. */
static void settle_names(const Canonical *canonical, const Pair *pair)
{
    for (size_t i = 0; i < pair->children.len; i++) {
        const Pair *child = pair->children.items[i];
        Str name;
        if (child->live == NULL || child->desired == NULL || child->is_renamed)
            continue;
        name = record_name(child->live);
        if (name.len > 0 && lite_same_name(name, record_name(child->desired)))
            *(Str *)record_put(canonical->arena, child->desired,
                               record_type_find(child->desired->type, STR("Name"))) =
                arena_str(canonical->arena, name);
    }
    if (!pair->is_renamed)
        ((Object *)pair->desired)->name = arena_str(canonical->arena, record_name(pair->live));
}

/* The desired table without its texts, in memory: what the texts are tried on. */
static bool open_memory(Canonical *canonical)
{
    SqlWriter writer = sql_new(&lite_quoting);
    Arena scratch = {0};
    Str sql;
    int code;

    sql_put(&writer, RAW("CREATE TABLE t("));
    for (size_t i = 0; i < canonical->desired->columns.len; i++)
        sql_put(&writer, i > 0 ? RAW(", ") : RAW(""),
                ID(canonical->desired->columns.items[i]->name));
    sql_put(&writer, RAW(")"));
    sql = sql_finish(&writer, &scratch);
    code = sqlite3_open(":memory:", &canonical->memory);
    if (code == SQLITE_OK)
        code = sqlite3_exec(canonical->memory, sql.ptr, NULL, NULL, NULL);
    arena_free(&scratch);
    return code == SQLITE_OK;
}

/* Prepares a statement that holds a text; what SQLite says against it is an error at its place. */
static void try_text(const Canonical *canonical, const Record *rec, const char *key, Str sql)
{
    sqlite3_stmt *stmt = NULL;
    const char *said;
    Err err = {.code = ERR_SERVER, .loc = record_key_loc(canonical->arena, rec, key)};

    if (sqlite3_prepare_v2(canonical->memory, sql.ptr, (int)sql.len, &stmt, NULL) != SQLITE_OK) {
        said = sqlite3_errmsg(canonical->memory);
        err.message =
            arena_printf(canonical->arena, "%.*s: SQLite refuses its %s: %s",
                         STR_ARG(label_part(canonical->arena, &canonical->desired->obj, rec)), key,
                         said)
                .ptr;
        err.server = said;
        err.hint = "if the text is meant for another database, use Platforms";
        err_add(canonical->errs, err);
    }
    (void)sqlite3_finalize(stmt);
}

/* Columns of the table with one text in the middle of them, as CREATE TABLE takes it. */
#define TRY(canonical, rec, key, ...) \
    try_text(canonical, rec, key, sql_text((canonical)->arena, &lite_quoting, __VA_ARGS__))

static void try_column(const Canonical *canonical, const Column *live, const Column *desired)
{
    Str generation = sparse_str(&desired->rec, FIELD_COLUMN_GENERATION);
    StrVec names = {0};

    if (live == NULL || !str_eq(live->type, desired->type))
        TRY(canonical, &desired->rec, "DataType", RAW("CREATE TABLE n(a "), EX(desired->type),
            RAW(" NOT NULL)"));
    if (desired->dflt.len > 0 && (live == NULL || !str_eq(live->dflt, desired->dflt)))
        TRY(canonical, &desired->rec, "Default", RAW("CREATE TABLE n(a DEFAULT "),
            lite_default_is_literal(desired->dflt) ? RAW("") : RAW("("), EX(desired->dflt),
            lite_default_is_literal(desired->dflt) ? RAW(")") : RAW("))"));
    if (generation.len == 0 ||
        (live != NULL && str_eq(sparse_str(&live->rec, FIELD_COLUMN_GENERATION), generation)))
        return;
    for (size_t i = 0; i < canonical->desired->columns.len; i++)
        if (canonical->desired->columns.items[i] != desired)
            vec_push(canonical->arena, &names, canonical->desired->columns.items[i]->name);
    TRY(canonical, &desired->rec, "GenerationExpression", RAW("CREATE TABLE n("), ID(desired->name),
        RAW(" AS ("), EX(generation), RAW("), "), IDS(&names), RAW(")"));
}

static void try_check(const Canonical *canonical, const Check *live, const Check *desired)
{
    StrVec names = {0};

    if (live != NULL && str_eq(live->expression, desired->expression))
        return;
    for (size_t i = 0; i < canonical->desired->columns.len; i++)
        vec_push(canonical->arena, &names, canonical->desired->columns.items[i]->name);
    TRY(canonical, &desired->rec, "Expression", RAW("CREATE TABLE n("), IDS(&names),
        RAW(", CHECK ("), EX(desired->expression), RAW("))"));
}

/* Collations may be the application's own, unknown here: they are left out. */
static void try_index(const Canonical *canonical, const Index *live, const Index *desired)
{
    for (size_t i = 0; i < desired->keys.len; i++) {
        Str expression = desired->keys.items[i].expression;
        if (expression.len > 0 && (live == NULL || i >= live->keys.len ||
                                   !str_eq(live->keys.items[i].expression, expression)))
            TRY(canonical, &desired->rec, "IndexColumns", RAW("CREATE INDEX n ON t(("),
                EX(expression), RAW("))"));
    }
    if (desired->predicate.len > 0 &&
        (live == NULL || !str_eq(live->predicate, desired->predicate)))
        TRY(canonical, &desired->rec, "FilterExpression", RAW("CREATE INDEX n ON t("),
            ID(canonical->desired->columns.items[0]->name), RAW(") WHERE "),
            EX(desired->predicate));
}

static void try_record(const Canonical *canonical, const Record *live, const Record *desired)
{
    if (desired == NULL)
        return;
    if (desired->type == &column_type)
        try_column(canonical, (const Column *)live, (const Column *)desired);
    else if (desired->type == &check_type)
        try_check(canonical, (const Check *)live, (const Check *)desired);
    else if (desired->type == &index_type)
        try_index(canonical, (const Index *)live, (const Index *)desired);
}

static void try_new_table(const Canonical *canonical)
{
    const Table *table = canonical->desired;

    for (size_t i = 0; i < table->columns.len; i++)
        try_record(canonical, NULL, &table->columns.items[i]->rec);
    for (size_t i = 0; i < table->checks.len; i++)
        try_record(canonical, NULL, &table->checks.items[i]->rec);
    for (size_t i = 0; i < table->indexes.len; i++)
        try_record(canonical, NULL, &table->indexes.items[i]->rec);
}

/* SQLite wants a name for every index; what the server would do elsewhere is done here:
 * table_column_idx, with a number where that is taken. */
static void name_index(Canonical *canonical, Map *taken, const Table *table, Index *index)
{
    Str part = index->keys.items[0].name.len > 0 ? index->keys.items[0].name : STR("expr");
    Str name =
        arena_printf(canonical->arena, "%.*s_%.*s_idx", STR_ARG(table->obj.name), STR_ARG(part));

    for (int number = 2; map_get(taken, lite_fold_name(canonical->arena, name)) != NULL; number++)
        name = arena_printf(canonical->arena, "%.*s_%.*s_idx%d", STR_ARG(table->obj.name),
                            STR_ARG(part), number);
    index->name = name;
    (void)map_put(canonical->arena, taken, lite_fold_name(canonical->arena, name), index);
}

static void take_names(Canonical *canonical, Map *taken, const Model *model)
{
    for (size_t i = 0; i < model->objects.len; i++) {
        Table *table = (Table *)model->objects.items[i];
        (void)map_put(canonical->arena, taken, lite_fold_name(canonical->arena, table->obj.name),
                      table);
        for (size_t k = 0; table->obj.rec.type == &table_type && k < table->indexes.len; k++)
            if (table->indexes.items[k]->name.len > 0)
                (void)map_put(canonical->arena, taken,
                              lite_fold_name(canonical->arena, table->indexes.items[k]->name),
                              table);
    }
}

static void name_indexes(Canonical *canonical, const Pairs *pairs)
{
    Map taken = {0};

    take_names(canonical, &taken, pairs->live);
    take_names(canonical, &taken, pairs->desired);
    for (size_t i = 0; i < pairs->desired->objects.len; i++) {
        Table *table = (Table *)pairs->desired->objects.items[i];
        for (size_t k = 0; table->obj.rec.type == &table_type && k < table->indexes.len; k++)
            if (table->indexes.items[k]->name.len == 0 &&
                !index_is_constraint(table->indexes.items[k]))
                name_index(canonical, &taken, table, table->indexes.items[k]);
    }
}

static bool is_in_need_of_trial(const Pair *pair)
{
    for (size_t i = 0; i < pair->children.len; i++)
        if (pair->children.items[i]->desired != NULL &&
            (pair->children.items[i]->live == NULL ||
             !record_equal(pair->children.items[i]->live, pair->children.items[i]->desired, false)))
            return true;
    return pair->live == NULL;
}

static bool try_texts(Canonical *canonical, const Pair *pair)
{
    if (!is_in_need_of_trial(pair))
        return true;
    if (!open_memory(canonical))
        return err_addf(canonical->errs, ERR_SERVER, "a scratch database in memory failed: %s",
                        sqlite3_errmsg(canonical->memory));
    if (pair->live == NULL)
        try_new_table(canonical);
    for (size_t i = 0; i < pair->children.len; i++)
        try_record(canonical, pair->children.items[i]->live, pair->children.items[i]->desired);
    return true;
}

static void settle_table(Canonical *canonical, const Pair *pair)
{
    canonical->desired = (const Table *)pair->desired;
    if (pair->live != NULL) {
        read_renames(canonical, pair);
        settle_names(canonical, pair);
        for (size_t i = 0; i < pair->children.len; i++)
            settle_part(canonical, pair->children.items[i]);
    }
    (void)try_texts(canonical, pair);
    (void)sqlite3_close(canonical->memory);
    canonical->memory = NULL;
}

bool lite_canonicalize(Conn *conn, Pairs *pairs, Notes *notes, Errs *errs)
{
    Canonical canonical = {.arena = &pairs->desired->arena, .errs = errs};
    ErrsMark mark = errs_mark(errs);

    (void)notes; /* nothing is left undone */
    for (size_t i = 0; i < pairs->objects.len; i++)
        if (pairs->objects.items[i]->desired != NULL &&
            pairs->objects.items[i]->desired->type == &table_type)
            settle_table(&canonical, pairs->objects.items[i]);
    name_indexes(&canonical, pairs);
    lite_model_complete(pairs->desired);
    (void)lite_canonicalize_definitions(conn, pairs, errs);
    return errs_mark(errs) == mark;
}
