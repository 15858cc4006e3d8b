/* Whether the server takes each ALTER TABLE in the way that its rule says: asked on empty copies.
 * Which way it takes hangs on more of a table than rules can say (MySQL manual, Online DDL
 * Limitations; MariaDB, InnoDB Online DDL Overview), and a statement that it refuses would end a
 * deployment half way. */
#include "engine/mysql/my_conn.h"
#include "engine/mysql/my_quote.h"
#include "engine/mysql/my_reader.h"
#include "engine/mysql/my_recipe.h"

/* A table of more partitions is not copied: each is a file. */
enum { PARTITIONS_MOST = 64 };

typedef struct Rehearsal {
    Conn *live, *copy;
    const Model *model;
    const Plan *plan;
    Facts *facts;
    bool *learned;
    Arena arena;
    Map copied; /* names of tables that have been looked at */
} Rehearsal;

/* Whether a text is about this one database: a name with a database in front could be in another.
 */
static bool is_local(Str text)
{
    return !str_contains(text, STR("`.`"));
}

/* Statements on tables alone. What is made of them hangs on nothing else that a plan makes, but for
 * names: all are run in their order. */
static bool is_rehearsed(Str statement)
{
    static const char *const heads[] = {"ALTER TABLE `", "CREATE TABLE `", "DROP TABLE `",
                                        "RENAME TABLE `", NULL};

    for (const char *const *head = heads; *head != NULL; head++)
        if (str_starts(statement, str_from(*head)))
            return is_local(statement);
    return false;
}

static bool may_be_refused(Str statement)
{
    size_t at = my_manner_begins(statement);

    return is_rehearsed(statement) && at < statement.len &&
           !str_eq(str_sub(statement, at, SIZE_MAX), STR(", ALGORITHM=COPY, LOCK=SHARED"));
}

static bool has_refusable(const Plan *plan)
{
    for (size_t i = 0; i < plan->steps.len; i++)
        for (size_t k = 0; k < plan->steps.items[i]->statements.len; k++)
            if (may_be_refused(plan->steps.items[i]->statements.items[k]))
                return true;
    return false;
}

/* ---- copies */

static size_t count_of(Str text, Str what)
{
    size_t count = 0;

    for (size_t i = 0; i + what.len <= text.len; i++)
        count += str_starts(str_sub(text, i, what.len), what) ? 1 : 0;
    return count;
}

/* What can't be copied is not asked about: a rehearsal promises nothing. */
static void try_on_copy(Rehearsal *rehearsal, Str sql)
{
    Errs ignored = {0};

    (void)my_exec(rehearsal->copy, sql, &ignored);
    errs_free(&ignored);
}

static bool copy_table(Rehearsal *rehearsal, Str name, Errs *errs)
{
    Rows rows = {0};
    Str sql;

    if (map_put(&rehearsal->arena, &rehearsal->copied, arena_str(&rehearsal->arena, name),
                rehearsal) != NULL ||
        model_find(rehearsal->model, REC_TABLE, STR_ABSENT, name) == NULL)
        return true;
    if (!my_query(rehearsal->live,
                  sql_text(&rehearsal->arena, &my_quoting, RAW("SHOW CREATE TABLE "), ID(name)),
                  &rehearsal->arena, &rows, errs))
        return false;
    sql = rows.count == 1 && rows.columns > 1 ? ROW_CELL(&rows, 0, 1) : STR("");
    if (is_local(sql) && count_of(sql, STR("PARTITION `")) <= PARTITIONS_MOST)
        try_on_copy(rehearsal, sql);
    return true;
}

/* The table, those that its keys reference, and those whose keys reference it. */
static bool copy_around(Rehearsal *rehearsal, Str name, Errs *errs)
{
    bool ok = copy_table(rehearsal, name, errs);

    for (size_t i = 0; ok && i < rehearsal->model->objects.len; i++) {
        const Table *table = (const Table *)rehearsal->model->objects.items[i];
        for (size_t k = 0; ok && table->obj.rec.type == &table_type && k < table->foreign_keys.len;
             k++) {
            Str related = table->foreign_keys.items[k]->related_table;
            if (str_eq(table->obj.name, name))
                ok = copy_table(rehearsal, related, errs);
            else if (str_eq(related, name))
                ok = copy_table(rehearsal, table->obj.name, errs);
        }
    }
    return ok;
}

/* Every name in quotes behind the statement's head may be a table's; most are not, and there is
 * none of that name. */
static bool copy_named(Rehearsal *rehearsal, Str statement, Errs *errs)
{
    bool names_more = str_starts(statement, STR("RENAME")) || str_starts(statement, STR("DROP"));
    MyReader reader = my_reader_new(&rehearsal->arena, statement);

    while (!my_reader_is_at_end(&reader)) {
        const MyToken *token = my_next(&reader);
        if (token->text.ptr[0] != '`')
            continue;
        if (!copy_around(rehearsal, my_token_text(&rehearsal->arena, token), errs))
            return false;
        if (!names_more)
            break;
    }
    return true;
}

/* ---- statements */

static bool was_refused(const Errs *errs)
{
    const Err *err = errs_last(errs);
    /* ER_ALTER_OPERATION_NOT_SUPPORTED, the same with a reason, ER_UNKNOWN_ALTER_ALGORITHM */
    static const char *const numbers[] = {"1845 ", "1846 ", "1800 ", NULL};

    for (const char *const *number = numbers; *number != NULL; number++)
        if (err->server != NULL && str_starts(str_from(err->server), str_from(*number)))
            return true;
    return false;
}

/* Whether the copy took it; `*is_refused`: not in this way. */
static bool is_taken(Rehearsal *rehearsal, Str sql, bool *is_refused)
{
    Errs errs = {0};
    bool ok = my_exec(rehearsal->copy, sql, &errs);

    *is_refused = !ok && was_refused(&errs);
    errs_free(&errs);
    return ok;
}

static size_t index_of(Str mode)
{
    size_t i = 0;

    while (my_manner(i) != NULL && !str_is(mode, my_manner(i)->mode))
        i++;
    return i;
}

/* One way after the other, from what blocks least of those that block more than the rule's. */
static void rehearse_statement(Rehearsal *rehearsal, Str sql)
{
    size_t at = my_manner_begins(sql);
    Str bare = str_sub(sql, 0, at), mode;
    bool is_refused;

    if (is_taken(rehearsal, sql, &is_refused) || !is_refused || at == sql.len)
        return;
    for (size_t i = index_of(str_sub(sql, at + 2, SIZE_MAX)) + 1; my_manner(i) != NULL; i++) {
        mode = str_from(my_manner(i)->mode);
        if (is_taken(rehearsal,
                     sql_text(&rehearsal->arena, &my_quoting, EX(bare), RAW(", "), EX(mode)),
                     &is_refused)) {
            facts_set_manner(rehearsal->facts, bare, mode);
            *rehearsal->learned = true;
            return;
        }
        if (!is_refused)
            return;
    }
}

typedef bool (*StatementUser)(Rehearsal *rehearsal, Str statement, Errs *errs);

static bool use(Rehearsal *rehearsal, Str statement, Errs *errs)
{
    (void)errs;
    rehearse_statement(rehearsal, statement);
    return true;
}

static bool each_statement(Rehearsal *rehearsal, StatementUser user, Errs *errs)
{
    for (size_t i = 0; i < rehearsal->plan->steps.len; i++) {
        const StrVec *statements = &rehearsal->plan->steps.items[i]->statements;
        for (size_t k = 0; k < statements->len; k++)
            if (is_rehearsed(statements->items[k]) && !user(rehearsal, statements->items[k], errs))
                return false;
    }
    return true;
}

static bool rehearse(Rehearsal *rehearsal, Errs *errs)
{
    bool ok;

    try_on_copy(rehearsal, STR("SET SESSION foreign_key_checks = 0"));
    ok = each_statement(rehearsal, copy_named, errs);
    try_on_copy(rehearsal, STR("SET SESSION foreign_key_checks = 1"));
    return ok && each_statement(rehearsal, use, errs);
}

bool my_rehearse(Conn *live, const Url *url, const ConnectOptions *options, const Model *model,
                 const Plan *plan, Facts *facts, bool *learned, Notes *notes, Errs *errs)
{
    Rehearsal rehearsal = {
        .live = live, .model = model, .plan = plan, .facts = facts, .learned = learned};
    Scratch scratch = {0};
    Errs why = {0};
    bool ok = true;

    if (!has_refusable(plan))
        return true;
    if (my_open_scratch(live, url, options, &rehearsal.arena, &scratch, notes, &why) &&
        str_eq(my_conn(scratch.conn)->database, scratch.name)) {
        rehearsal.copy = scratch.conn;
        ok = rehearse(&rehearsal, errs);
    } else {
        notes_addf(notes, "without a scratch database this server was not asked whether it takes "
                          "each ALTER TABLE in the way that the plan says");
    }
    errs_free(&why);
    ok = my_close_scratch(url, options, &scratch, errs) && ok;
    arena_free(&rehearsal.arena);
    return ok;
}
