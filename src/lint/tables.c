/* Rules about tables as a whole: storage, character sets, row security, the order of columns. */
#include "lint/lint_inside.h"

/* ---- character sets
 * ------------------------------------------------------------------------------------------------
 */

/* Of a table or column, in small letters; absent: the database's. */
static Str character_set(Arena *arena, const Record *rec)
{
    Str set = sparse_str(rec, FIELD_CHARACTER_SET);
    Str collation = sparse_str(rec, FIELD_COLUMN_COLLATION);

    if (set.len == 0 && collation.len > 0)
        set = str_sub(collation, 0, str_find(collation, '_', 0));
    set = arena_lower(arena, set);
    return str_is(set, "utf8") ? STR("utf8mb3") : set;
}

static void lint_characters(Lint *lint, const Table *table, const Record *part)
{
    Str set = character_set(&lint->scratch, part);
    Str collation = sparse_str(part, FIELD_COLUMN_COLLATION);

    if (str_is(set, "utf8mb3"))
        lint_say(lint, RULE_UTF8MB3, &table->obj, part, STR("its character set is utf8mb3"));
    if (set.len > 0 && lint_is_outside(lint, LINT_CHARACTER_SETS, set))
        lint_say(lint, RULE_CHARSET, &table->obj, part,
                 arena_printf(lint->arena, "its character set is %.*s, which is not allowed",
                              STR_ARG(set)));
    if (collation.len > 0 && lint_is_outside(lint, LINT_COLLATIONS, collation))
        lint_say(lint, RULE_COLLATION, &table->obj, part,
                 arena_printf(lint->arena, "its collation is %.*s, which is not allowed",
                              STR_ARG(collation)));
}

/* A collation, or a character set that stands for the one it has by default. */
static Str collation_of(const Table *table)
{
    Str collation = sparse_str(&table->obj.rec, FIELD_COLUMN_COLLATION);

    return collation.len > 0 ? collation : sparse_str(&table->obj.rec, FIELD_CHARACTER_SET);
}

typedef struct CollationCount {
    Str name;
    size_t tables;
} CollationCount;
typedef VEC(CollationCount) CollationCounts;

static void count_collation(Lint *lint, CollationCounts *counts, Str name)
{
    CollationCount *found = NULL;

    for (size_t i = 0; i < counts->len && found == NULL; i++)
        if (str_eq(counts->items[i].name, name))
            found = &counts->items[i];
    if (found != NULL)
        found->tables++;
    else
        vec_push(&lint->scratch, counts, ((CollationCount){name, 1}));
}

void lint_collations(Lint *lint)
{
    const Model *model = lint->input->model;
    CollationCounts counts = {0};
    CollationCount most = {0};

    if (!lint_wants(lint, RULE_CHARSET_MIXED))
        return;
    for (size_t i = 0; i < model->objects.len; i++)
        if (model->objects.items[i]->rec.type == &table_type)
            count_collation(lint, &counts, collation_of((const Table *)model->objects.items[i]));
    for (size_t i = 0; i < counts.len; i++)
        most = counts.items[i].tables > most.tables ? counts.items[i] : most;
    for (size_t i = 0; i < model->objects.len && counts.len > 1; i++) {
        const Table *table = (const Table *)model->objects.items[i];
        Str own;
        if (table->obj.rec.type != &table_type)
            continue;
        own = collation_of(table);
        if (!str_eq(own, most.name))
            lint_say(lint, RULE_CHARSET_MIXED, &table->obj, &table->obj.rec,
                     arena_printf(lint->arena, "its collation is %.*s, that of most tables %.*s",
                                  STR_ARG(own.len == 0 ? STR("the database's") : own),
                                  STR_ARG(most.name.len == 0 ? STR("the database's") : most.name)));
    }
}

/* ---- storage
 * ------------------------------------------------------------------------------------------------
 */

static bool is_any(Str text, const char *const *words)
{
    for (; *words != NULL; words++)
        if (str_eq_ascii_nocase(text, str_from(*words)))
            return true;
    return false;
}

static void lint_engine(Lint *lint, const Table *table)
{
    static const char *const plain[] = {"MyISAM",  "Aria",  "MEMORY",     "CSV",
                                        "ARCHIVE", "MERGE", "MRG_MYISAM", NULL};
    Str engine = sparse_str(&table->obj.rec, FIELD_TABLE_ENGINE);

    if (is_any(engine, plain))
        lint_say(lint, RULE_ENGINE_NOT_TRANSACTIONAL, &table->obj, &table->obj.rec,
                 arena_printf(lint->arena, "its storage engine is %.*s", STR_ARG(engine)));
    if (engine.len == 0)
        engine = STR("InnoDB");
    if (lint_is_outside(lint, LINT_ENGINES, engine))
        lint_say(lint, RULE_ENGINE, &table->obj, &table->obj.rec,
                 arena_printf(lint->arena, "its storage engine is %.*s, which is not allowed",
                              STR_ARG(engine)));
}

/* ---- constraints
 * ------------------------------------------------------------------------------------------------
 */

static void lint_trust(Lint *lint, const Table *table, const Record *part)
{
    if (sparse_bool(part, FIELD_NOT_ENFORCED))
        lint_say(lint, RULE_CONSTRAINT_UNTRUSTED, &table->obj, part,
                 STR("it is not enforced: rows may break it"));
    else if (sparse_bool(part, FIELD_NOT_VALID))
        lint_say(lint, RULE_CONSTRAINT_UNTRUSTED, &table->obj, part,
                 STR("it is not valid: older rows may break it"));
}

static void lint_checks(Lint *lint, const Table *table)
{
    for (size_t i = 0; i < table->checks.len; i++) {
        const Check *check = table->checks.items[i];
        if (check->is_given)
            continue;
        lint_trust(lint, table, &check->rec);
        for (size_t k = 0; k < i; k++)
            if (str_eq(table->checks.items[k]->expression, check->expression)) {
                lint_say(lint, RULE_DUPLICATE_CHECK, &table->obj, &check->rec,
                         arena_printf(lint->arena, "it has the expression of \"%.*s\"",
                                      STR_ARG(table->checks.items[k]->name)));
                break;
            }
    }
    for (size_t i = 0; i < table->foreign_keys.len; i++)
        lint_trust(lint, table, &table->foreign_keys.items[i]->rec);
    for (size_t i = 0; i < table->columns.len; i++)
        if (!table->columns.items[i]->is_given)
            lint_trust(lint, table, &table->columns.items[i]->rec);
}

static void lint_row_security(Lint *lint, const Table *table)
{
    bool has_security = sparse_bool(&table->obj.rec, FIELD_TABLE_ROW_SECURITY);

    if (table->policies.len > 0 && !has_security)
        lint_say(lint, RULE_POLICY_WITHOUT_RLS, &table->obj, &table->obj.rec,
                 STR("its policies do nothing: row level security is not set"));
    if (table->policies.len == 0 && has_security)
        lint_say(lint, RULE_RLS_WITHOUT_POLICY, &table->obj, &table->obj.rec,
                 STR("row level security is set, and there is no policy"));
}

/* ---- the order of columns
 * ------------------------------------------------------------------------------------------------
 */

enum { ALIGN_CHAR = 1, ALIGN_SHORT = 2, ALIGN_INT = 4, ALIGN_DOUBLE = 8 };

/* Size and alignment of PostgreSQL's types of fixed size; others vary: 0 bytes, aligned to 4.
 * Source: pg_type.typlen, typalign. */
static int fixed_size(Str type, int *align)
{
    static const struct {
        const char *word;
        int size, align;
    } types[] = {
        {"bigint", 8, ALIGN_DOUBLE},    {"double", 8, ALIGN_DOUBLE}, {"timestamp", 8, ALIGN_DOUBLE},
        {"integer", 4, ALIGN_INT},      {"real", 4, ALIGN_INT},      {"date", 4, ALIGN_INT},
        {"smallint", 2, ALIGN_SHORT},   {"boolean", 1, ALIGN_CHAR},  {"uuid", 16, ALIGN_CHAR},
        {"interval", 16, ALIGN_DOUBLE}, {"time", 8, ALIGN_DOUBLE},   {"money", 8, ALIGN_DOUBLE},
    };
    Str word = lint_type_word(type);

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_is(word, types[i].word)) {
            *align = types[i].align;
            return types[i].size;
        }
    *align = ALIGN_INT;
    return 0;
}

static int pad_to(int at, int align)
{
    return (at + align - 1) / align * align;
}

/* Bytes of gaps in a row of this order, as far as sizes are fixed. */
static int gaps(const Table *table)
{
    int at = 0, used = 0;

    for (size_t i = 0; i < table->columns.len; i++) {
        int align, size = fixed_size(table->columns.items[i]->type, &align);
        if (size == 0)
            break; /* where values vary nobody knows how the next one stands */
        at = pad_to(at, align) + size;
        used += size;
    }
    return at - used;
}

static void lint_alignment(Lint *lint, const Table *table)
{
    enum { WORTH_BYTES = 8 };
    int wasted = gaps(table);

    if (wasted >= WORTH_BYTES)
        lint_say(
            lint, RULE_COLUMN_ALIGNMENT, &table->obj, &table->obj.rec,
            arena_printf(lint->arena, "each row has %d bytes of gaps between its columns", wasted));
}

void lint_table(Lint *lint, const Table *table)
{
    lint_characters(lint, table, &table->obj.rec);
    for (size_t i = 0; i < table->columns.len; i++)
        if (!table->columns.items[i]->is_given)
            lint_characters(lint, table, &table->columns.items[i]->rec);
    lint_engine(lint, table);
    lint_checks(lint, table);
    lint_row_security(lint, table);
    lint_alignment(lint, table);
    if (sparse_enum(&table->obj.rec, FIELD_PERSISTENCE) != 0)
        lint_say(lint, RULE_TABLE_UNLOGGED, &table->obj, &table->obj.rec, STR("it is unlogged"));
    if (sparse_str(&table->obj.rec, FIELD_COMMENT).len == 0)
        lint_say(lint, RULE_COMMENT_MISSING, &table->obj, &table->obj.rec,
                 STR("it has no comment"));
}
