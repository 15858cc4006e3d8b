/* Rules about a change: what it does to what was there before. */
#include "lint/lint_inside.h"
#include "model/label.h"

typedef struct ChangeRun {
    Lint *lint;
    const LintChanges *what;
    const Changes *changes;
} ChangeRun;

static const Table *live_table(const ChangeRun *run, const Table *desired)
{
    const ChangeGroup *group = changes_group_of(run->changes, &desired->obj);

    if (group != NULL)
        return (const Table *)group->live;
    return (const Table *)model_find(run->changes->live, REC_TABLE, desired->obj.schema,
                                     desired->obj.name);
}

/* ---- the order of columns
 * ------------------------------------------------------------------------------------------------
 */

static bool is_at_or_behind(const Table *table, size_t from, Str name)
{
    for (size_t i = from; i < table->columns.len; i++)
        if (str_eq(table->columns.items[i]->name, name))
            return true;
    return false;
}

/* The first column that stands before one that it stood behind; NULL: none does. */
static const Column *moved_column(const Table *live, const Table *desired)
{
    size_t at = 0;

    for (size_t i = 0; i < desired->columns.len; i++) {
        const Column *column = desired->columns.items[i];
        if (table_column(live, column->name) == NULL)
            continue;
        if (!is_at_or_behind(live, at, column->name))
            return column;
        while (!str_eq(live->columns.items[at]->name, column->name)) {
            if (table_column(desired, live->columns.items[at]->name) != NULL)
                return column;
            at++;
        }
        at++;
    }
    return NULL;
}

static void lint_order(const ChangeRun *run, const Table *desired)
{
    const Table *live = live_table(run, desired);
    const Column *moved = live == NULL ? NULL : moved_column(live, desired);

    if (moved != NULL)
        lint_say(run->lint, RULE_COLUMNS_REORDERED, &desired->obj, &moved->rec,
                 STR("it stands elsewhere than before, which changes no database"));
}

/* ---- what becomes required
 * ------------------------------------------------------------------------------------------------
 */

static bool is_filled(const ChangeRun *run, const Table *table, Str column)
{
    const BackfillVec *backfills = run->what->backfills;

    for (size_t i = 0; backfills != NULL && i < backfills->len; i++) {
        const Backfill *backfill = backfills->items[i];
        if (!str_eq(backfill->table, table->obj.name) ||
            !str_eq(backfill->schema, table->obj.schema))
            continue;
        for (size_t k = 0; k < backfill->set.len; k++)
            if (str_eq(backfill->set.items[k].name, column))
                return true;
    }
    return false;
}

static void lint_required(const ChangeRun *run, const ChangeGroup *group, const Change *change)
{
    const Column *column = (const Column *)change->desired;
    const Table *table = (const Table *)group->desired;

    if (change->kind != CHANGE_ALTER || column->rec.type != &column_type ||
        !change_has(change, "Nullable") || column->is_nullable ||
        is_filled(run, table, column->name))
        return;
    lint_say(run->lint, RULE_NOT_NULL_WITHOUT_BACKFILL, &table->obj, &column->rec,
             STR("it becomes NOT NULL, and no Backfill gives rows a value"));
}

/* ---- indexes that a server may build wrongly
 * ------------------------------------------------------------------------------------------------
 */

static void lint_corruption(const ChangeRun *run, const ChangeGroup *group, const Change *change)
{
    enum { FIRST_BROKEN = 140000, LAST_BROKEN = 140003 };
    int version = run->lint->input->version;

    if (version < FIRST_BROKEN || version > LAST_BROKEN || change->desired->type != &index_type ||
        (change->kind != CHANGE_CREATE && change->kind != CHANGE_RECREATE))
        return;
    lint_say(run->lint, RULE_CIC_CORRUPTION, group->desired, change->desired,
             STR("the server may leave rows out of it"));
}

/* ---- what goes, and who names it still
 * ------------------------------------------------------------------------------------------------
 */

/* A table, or a column of it. */
typedef struct Gone {
    const Table *table; /* live */
    Str column;         /* absent: all of it */
} Gone;
typedef VEC(Gone) GoneVec;

static void add_gone(const ChangeRun *run, const ChangeGroup *group, const Change *change,
                     GoneVec *gone)
{
    bool goes = change->kind == CHANGE_DROP || change->kind == CHANGE_RENAME;
    Gone one = {.table = (const Table *)group->live};
    Str name;

    if (!goes || change->live == NULL || group->live->rec.type != &table_type)
        return;
    name = record_name(change->live);
    if (change->live->type == &table_type &&
        model_find(run->changes->desired, REC_TABLE, group->live->schema, name) == NULL)
        vec_push(&run->lint->scratch, gone, one);
    one.column = name;
    if (change->live->type == &column_type && group->desired != NULL &&
        table_column((const Table *)group->desired, name) == NULL)
        vec_push(&run->lint->scratch, gone, one);
}

static bool is_word_char(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           ((unsigned char)c & 0x80) != 0;
}

/* Names and keywords of a text, whatever stands around them, in small letters. */
static void collect_words(Arena *arena, Str text, Map *words)
{
    Str folded = arena_lower(arena, text);

    for (size_t at = 0; at < folded.len; at++) {
        size_t end = at;
        while (end < folded.len && is_word_char(folded.ptr[end]))
            end++;
        if (end > at)
            (void)map_put(arena, words, str_sub(folded, at, end - at), words);
        at = end;
    }
}

static bool has_word(Arena *arena, const Map *words, Str name)
{
    return map_get(words, arena_lower(arena, name)) != NULL;
}

/* Whether another table that the text names has a column of this name: then that may be meant. */
static bool may_be_another(const ChangeRun *run, Arena *arena, const Map *words, const Gone *gone)
{
    const Model *desired = run->changes->desired;

    for (size_t i = 0; i < desired->objects.len; i++) {
        const Table *table = (const Table *)desired->objects.items[i];
        if (table->obj.rec.type == &table_type && !str_eq(table->obj.name, gone->table->obj.name) &&
            table_column(table, gone->column) != NULL && has_word(arena, words, table->obj.name))
            return true;
    }
    return false;
}

static void lint_mentions(const ChangeRun *run, const Definition *definition, const GoneVec *gone)
{
    Arena scratch = {0}; /* of its own: what has excused something outlives it */
    Arena *arena = &scratch;
    Map words = {0};

    collect_words(arena, definition->text, &words);
    for (size_t i = 0; i < gone->len; i++) {
        const Gone *one = &gone->items[i];
        const Object *table = &one->table->obj;
        if (!has_word(arena, &words, table->name) ||
            (one->column.len > 0 &&
             (!has_word(arena, &words, one->column) || may_be_another(run, arena, &words, one))))
            continue;
        lint_say(run->lint, RULE_GONE_BUT_MENTIONED, &definition->obj, &definition->obj.rec,
                 arena_printf(run->lint->arena, "it names %.*s%s%.*s, which goes",
                              STR_ARG(label_object(run->lint->arena, table)),
                              one->column.len > 0 ? "." : "", STR_ARG(one->column)));
    }
    arena_free(&scratch);
}

static void lint_gone(const ChangeRun *run)
{
    const Model *desired = run->changes->desired;
    GoneVec gone = {0};

    if (!lint_wants(run->lint, RULE_GONE_BUT_MENTIONED))
        return;
    for (size_t i = 0; i < run->changes->groups.len; i++) {
        const ChangeGroup *group = run->changes->groups.items[i];
        for (size_t c = 0; c < group->changes.len; c++)
            if (group->live != NULL)
                add_gone(run, group, group->changes.items[c], &gone);
    }
    for (size_t i = 0; i < desired->objects.len && gone.len > 0; i++)
        if (type_is_definition(desired->objects.items[i]->rec.type))
            lint_mentions(run, (const Definition *)desired->objects.items[i], &gone);
}

static void lint_group(const ChangeRun *run, const ChangeGroup *group)
{
    bool is_table =
        group->live != NULL && group->desired != NULL && group->desired->rec.type == &table_type;

    for (size_t i = 0; is_table && i < group->changes.len; i++) {
        const Change *change = group->changes.items[i];
        if (change->desired == NULL)
            continue;
        lint_corruption(run, group, change);
        if (run->what->is_offline)
            lint_required(run, group, change);
    }
}

void lint_changes(const LintInput *input, const LintChanges *what, Arena *arena,
                  FindingVec *findings)
{
    Lint lint = {.input = input, .arena = arena, .findings = findings};
    ChangeRun run = {.lint = &lint, .what = what, .changes = what->changes};
    const Model *desired = what->changes->desired;

    for (size_t i = 0; i < what->changes->groups.len; i++)
        lint_group(&run, what->changes->groups.items[i]);
    lint_gone(&run);
    for (size_t i = 0; i < desired->objects.len && what->is_offline; i++)
        if (desired->objects.items[i]->rec.type == &table_type)
            lint_order(&run, (const Table *)desired->objects.items[i]);
    arena_free(&lint.scratch);
}
