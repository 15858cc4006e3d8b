/* Texts that the server takes for the same become the same, in its own spelling. */
#include "engine/mysql/my_canonicalize.h"

#include "engine/mysql/my_definition.h"
#include "engine/mysql/my_expression.h"
#include "engine/mysql/my_print.h"
#include "engine/mysql/my_slots.h"
#include "engine/mysql/my_type.h"

/* ---- names */

/* Names that differ by case alone, and those that the package leaves to the server. */
static void adopt_name(const MyCanonical *canonical, const Pair *pair)
{
    Str live = record_name(pair->live), desired = record_name(pair->desired);

    if (!pair->is_renamed && live.len > 0 &&
        (desired.len == 0 || str_eq_ascii_nocase(live, desired)))
        *(Str *)record_put(canonical->arena, pair->desired,
                           record_type_find(pair->desired->type, STR("Name"))) =
            arena_str(canonical->arena, live);
}

static void adopt_names(const MyCanonical *canonical, const Pair *pair)
{
    adopt_name(canonical, pair);
    for (size_t i = 0; i < pair->children.len; i++) {
        const Pair *child = pair->children.items[i];
        if (child->live != NULL && child->desired != NULL)
            adopt_name(canonical, child);
    }
}

static bool has_index(const Table *table, Str name)
{
    for (size_t i = 0; i < table->indexes.len; i++)
        if (str_eq_ascii_nocase(table->indexes.items[i]->name, name))
            return true;
    return false;
}

/* What the server would call it: its first column, with a number where that is taken. */
static void name_indexes(const MyCanonical *canonical, const Table *live, Table *table)
{
    for (size_t i = 0; i < table->indexes.len; i++) {
        Index *index = table->indexes.items[i];
        Str base = index->keys.len > 0 && index->keys.items[0].name.len > 0
                       ? index->keys.items[0].name
                       : STR("functional_index");
        Str name = base;
        if (index->name.len > 0)
            continue;
        for (int number = 2; has_index(table, name) || (live != NULL && has_index(live, name));
             number++)
            name = arena_printf(canonical->arena, "%.*s_%d", STR_ARG(base), number);
        index->name = name;
    }
}

/* ---- what goes without saying here */

static void settle_collation(const MyCanonical *canonical, Record *rec, Str otherwise)
{
    Str set = sparse_str(rec, FIELD_CHARACTER_SET);
    Str collation = sparse_str(rec, FIELD_COLUMN_COLLATION);

    if (collation.len == 0)
        collation = set.len > 0 ? my_default_collation(&canonical->catalog, set) : otherwise;
    /* A set that this server doesn't know stays, for it to say so. */
    if (collation.len == 0)
        return;
    sparse_set_str(canonical->arena, rec, FIELD_COLUMN_COLLATION,
                   arena_str(canonical->arena, collation));
    sparse_set_str(canonical->arena, rec, FIELD_CHARACTER_SET, STR_ABSENT);
}

static void settle_collations(const MyCanonical *canonical, Table *table)
{
    Str of_table;

    settle_collation(canonical, &table->obj.rec, canonical->catalog.collation);
    of_table = sparse_str(&table->obj.rec, FIELD_COLUMN_COLLATION);
    for (size_t i = 0; i < table->columns.len; i++) {
        Record *rec = &table->columns.items[i]->rec;
        settle_collation(canonical, rec, STR_ABSENT);
        if (str_eq(sparse_str(rec, FIELD_COLUMN_COLLATION), of_table))
            sparse_set_str(canonical->arena, rec, FIELD_COLUMN_COLLATION, STR_ABSENT);
    }
}

/* Where the collation of the table changes, what its columns have from it is said on both sides. */
static void say_collations(Arena *arena, Table *table)
{
    Str of_table = sparse_str(&table->obj.rec, FIELD_COLUMN_COLLATION);

    for (size_t i = 0; i < table->columns.len; i++) {
        Column *column = table->columns.items[i];
        if (my_type_is_text(column->type) &&
            sparse_str(&column->rec, FIELD_COLUMN_COLLATION).len == 0)
            sparse_set_str(arena, &column->rec, FIELD_COLUMN_COLLATION, of_table);
    }
}

/* Only ever raised: what is high enough is no difference. */
static void settle_counter(const MyCanonical *canonical, const Table *live, Table *table)
{
    OptInt wanted = sparse_int(&table->obj.rec, FIELD_TABLE_AUTO_INCREMENT);
    OptInt now = live == NULL ? (OptInt){0} : sparse_int(&live->obj.rec, FIELD_TABLE_COUNTER);

    if (wanted.given && (wanted.value <= 1 || (now.given && now.value >= wanted.value)))
        sparse_set_int(canonical->arena, &table->obj.rec, FIELD_TABLE_AUTO_INCREMENT, (OptInt){0});
}

static void settle_foreign_keys(const MyCanonical *canonical, Table *table)
{
    for (size_t i = 0; i < table->foreign_keys.len; i++) {
        ForeignKey *key = table->foreign_keys.items[i];
        if (str_eq_ascii_nocase(key->related_schema, canonical->catalog.database))
            key->related_schema = STR_ABSENT;
    }
}

/* ---- texts that need no server to be known as the same */

static void adopt_text(const MyCanonical *canonical, Str live, Str *desired)
{
    if (live.len > 0 && desired->len > 0 && my_expression_same(live, *desired))
        *desired = arena_str(canonical->arena, live);
}

static void adopt_sparse(const MyCanonical *canonical, const Record *live, Record *desired,
                         FieldId id)
{
    Str text = sparse_str(desired, id);

    adopt_text(canonical, sparse_str(live, id), &text);
    sparse_set_str(canonical->arena, desired, id, text);
}

static void adopt_column(const MyCanonical *canonical, const Column *live, Column *desired)
{
    adopt_text(canonical, live->dflt, &desired->dflt);
    adopt_sparse(canonical, &live->rec, &desired->rec, FIELD_COLUMN_GENERATION);
    adopt_sparse(canonical, &live->rec, &desired->rec, FIELD_COLUMN_CHECK);
}

static void adopt_index(const MyCanonical *canonical, const Index *live, Index *desired)
{
    for (size_t i = 0; i < live->keys.len && i < desired->keys.len; i++)
        adopt_text(canonical, live->keys.items[i].expression, &desired->keys.items[i].expression);
}

static void adopt_part(const MyCanonical *canonical, const Pair *pair)
{
    if (pair->live == NULL || pair->desired == NULL)
        return;
    if (pair->desired->type == &column_type)
        adopt_column(canonical, (const Column *)pair->live, (Column *)pair->desired);
    else if (pair->desired->type == &index_type)
        adopt_index(canonical, (const Index *)pair->live, (Index *)pair->desired);
    else if (pair->desired->type == &check_type)
        adopt_text(canonical, ((const Check *)pair->live)->expression,
                   &((Check *)pair->desired)->expression);
}

static void adopt_partitions(const MyCanonical *canonical, const Table *live, Table *desired)
{
    const Partitioning *one = table_partitioning(live);
    Partitioning *other = table_partitioning(desired);

    if (one == NULL || other == NULL)
        return;
    /* Some methods take an expression, others names, whose spelling is another. */
    if (str_eq(one->method, other->method))
        adopt_text(canonical, one->expression, &other->expression);
    if (str_eq(one->sub_method, other->sub_method))
        adopt_text(canonical, one->sub_expression, &other->sub_expression);
    for (size_t i = 0; i < one->partitions.len && i < other->partitions.len; i++)
        adopt_text(canonical, one->partitions.items[i]->values,
                   &other->partitions.items[i]->values);
}

/* ---- a table */

static bool differs_in_text(const Pair *pair)
{
    if (pair->desired == NULL)
        return false;
    if (pair->desired->type != &column_type && pair->desired->type != &check_type &&
        pair->desired->type != &index_type)
        return false;
    return pair->live == NULL || !record_equal(pair->live, pair->desired, false);
}

static bool needs_print(const Pair *pair)
{
    for (size_t i = 0; i < pair->children.len; i++)
        if (differs_in_text(pair->children.items[i]))
            return true;
    return pair->live == NULL;
}

static void prepare_table(MyCanonical *canonical, const Pair *pair, MyPrints *prints)
{
    Table *live = (Table *)pair->live, *desired = (Table *)pair->desired;

    if (live != NULL)
        adopt_names(canonical, pair);
    name_indexes(canonical, live, desired);
    settle_collations(canonical, desired);
    settle_counter(canonical, live, desired);
    settle_foreign_keys(canonical, desired);
    if (live != NULL && !str_eq(sparse_str(&live->obj.rec, FIELD_COLUMN_COLLATION),
                                sparse_str(&desired->obj.rec, FIELD_COLUMN_COLLATION)))
        say_collations(&canonical->pairs->live->arena, live);
    for (size_t i = 0; i < pair->children.len; i++)
        adopt_part(canonical, pair->children.items[i]);
    if (live != NULL)
        adopt_partitions(canonical, live, desired);
    if (needs_print(pair))
        vec_push(&canonical->scratch, prints, ((MyPrint){.desired = desired}));
}

static void say_collations_again(MyCanonical *canonical, const Pair *pair)
{
    const Table *live = (const Table *)pair->live;
    Table *desired = (Table *)pair->desired;

    if (live != NULL && !str_eq(sparse_str(&live->obj.rec, FIELD_COLUMN_COLLATION),
                                sparse_str(&desired->obj.rec, FIELD_COLUMN_COLLATION)))
        say_collations(canonical->arena, desired);
}

static bool canonicalize_tables(MyCanonical *canonical)
{
    const PairVec *pairs = &canonical->pairs->objects;
    MyPrints prints = {0};
    bool can_ask = true, ok;

    for (size_t i = 0; i < pairs->len; i++)
        if (pairs->items[i]->desired != NULL && pairs->items[i]->desired->type == &table_type)
            prepare_table(canonical, pairs->items[i], &prints);
    ok = my_print_tables(canonical->conn, &canonical->catalog, canonical->arena, &prints, &can_ask,
                         canonical->errs);
    for (size_t i = 0; i < pairs->len; i++)
        if (pairs->items[i]->desired != NULL && pairs->items[i]->desired->type == &table_type)
            say_collations_again(canonical, pairs->items[i]);
    if (!can_ask)
        notes_addf(canonical->notes,
                   "types, defaults and expressions were compared as they are written: this "
                   "account lacks CREATE TEMPORARY TABLES on %.*s",
                   STR_ARG(canonical->catalog.database));
    return ok;
}

static void adopt_sequences(const MyCanonical *canonical)
{
    for (size_t i = 0; i < canonical->pairs->objects.len; i++) {
        const Pair *pair = canonical->pairs->objects.items[i];
        if (pair->live != NULL && pair->desired != NULL && pair->desired->type == &sequence_type)
            adopt_name(canonical, pair);
    }
}

bool my_canonicalize(Conn *conn, Pairs *pairs, Notes *notes, Errs *errs)
{
    MyCanonical canonical = {.conn = my_conn(conn),
                             .arena = &pairs->desired->arena,
                             .pairs = pairs,
                             .notes = notes,
                             .errs = errs};
    bool ok = my_catalog_read(canonical.conn, &canonical.scratch, &canonical.catalog, errs);

    if (ok) {
        ok = canonicalize_tables(&canonical);
        adopt_sequences(&canonical);
        my_model_complete(pairs->desired);
        /* A view of a table that the server refuses would be refused for that. */
        ok = ok && my_canonicalize_definitions(&canonical);
    }
    arena_free(&canonical.scratch);
    return ok;
}
