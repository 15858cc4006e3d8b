/* SQLite: the engine's table of slots. */
#include "engine/sqlite/sqlite.h"

#include "engine/sqlite/lite_conn.h"
#include "engine/sqlite/lite_definition.h"
#include "engine/sqlite/lite_quote.h"
#include "engine/sqlite/lite_slots.h"
#include "engine/sqlite/lite_split.h"
#include "engine/sqlite/lite_table_data.h"
#include "engine/sqlite/lite_text.h"

static const char *const schemes[] = {"sqlite", NULL};
static const char *const platforms[] = {"SQLite", NULL};

/* One clause a statement is all that SQLite's ALTER TABLE takes, and recipes make statements. */
static Str join_clauses(Arena *arena, const Object *relation, const Str *clauses, size_t count)
{
    SqlWriter writer = sql_new(&lite_quoting);

    sql_put(&writer, RAW("ALTER TABLE "), ID(relation->name));
    for (size_t i = 0; i < count; i++)
        sql_put(&writer, i == 0 ? RAW(" ") : RAW(", "), EX(clauses[i]));
    return sql_finish(&writer, arena);
}

/* A rewrite is the only way to most changes, whatever it takes. */
static bool measure_scan(Conn *conn, Str label, int64_t *bytes_per_second, Errs *errs)
{
    (void)conn;
    (void)label;
    (void)errs;
    *bytes_per_second = 0;
    return true;
}

/* Who waits for the file asks for it now and then: there is no queue, and nobody's name. */
static void watch(Conn *conn, const StatementWatch *asked)
{
    (void)conn;
    (void)asked;
}

static bool find_blockers(Conn *conn, const StepLockVec *locks, Arena *arena, Blockers *blockers,
                          Errs *errs)
{
    (void)conn;
    (void)locks;
    (void)arena;
    (void)errs;
    *blockers = (Blockers){0};
    return true;
}

static bool cancel_vacuum(Conn *conn, const Blocker *blocker, Errs *errs)
{
    (void)conn;
    (void)blocker;
    return err_addf(errs, ERR_UNSUPPORTED, "SQLite cleans up in nobody's background");
}

/* Who can write the file may do all. */
static bool check_rights(Conn *conn, const Preflight *needs, Errs *errs)
{
    (void)conn;
    (void)needs;
    (void)errs;
    return true;
}

static bool foresee(Conn *conn, const Preflight *needs, Notes *notes, Errs *errs)
{
    (void)conn;
    (void)needs;
    (void)notes;
    (void)errs;
    return true;
}

/* Who writes has the whole file to himself. */
static bool lock_relations(Conn *conn, const StepLockVec *locks, Errs *errs)
{
    (void)conn;
    (void)locks;
    (void)errs;
    return true;
}

static bool has_waiters(DeployerLock *lock, Conn *of, bool *has, Errs *errs)
{
    (void)lock;
    (void)of;
    (void)errs;
    *has = false;
    return true;
}

static bool look_at_statement(DeployerLock *lock, Conn *of, Arena *arena,
                              StatementProgress *progress, Errs *errs)
{
    (void)lock;
    (void)of;
    (void)arena;
    (void)errs;
    *progress = (StatementProgress){0};
    return true;
}

const Engine engine_sqlite = {
    .name = "sqlite",
    .title = "SQLite",
    .schemes = schemes,
    .platforms = platforms,
    .bit = E_LITE,
    .capabilities = CAP_TRANSACTIONAL_DDL,
    .newest_version = 3050004,
    .version_parts = {1000000, 1000, 1},
    .default_schema = {NULL, 0},
    .smith_columns = "",
    .connect = lite_connect,
    .close = lite_close,
    .describe = lite_describe,
    .introspect = lite_introspect,
    .fold_name = lite_fold_name,
    .settle = lite_settle,
    .canonicalize = lite_canonicalize,
    .recipe = lite_recipe,
    .join_clauses = join_clauses,
    .rule = lite_rule,
    .quote_ident = lite_quote_ident,
    .quote_literal = lite_quote_literal,
    .split_script = lite_split_script,
    .read_tokens = lite_read_tokens,
    .declare_script = lite_declare_script,
    .object_script = lite_object_script,
    .measure = lite_measure,
    .measure_scan = measure_scan,
    .exec = lite_exec,
    .query = lite_query,
    .call = lite_call,
    .begin = lite_begin,
    .commit = lite_commit,
    .rollback = lite_rollback,
    .in_transaction = lite_in_transaction,
    .enter_script = lite_enter_script,
    .leave_script = lite_leave_script,
    .own_role = lite_own_role,
    .resume_role = lite_resume_role,
    .set_limits = lite_set_limits,
    .today = lite_today,
    .ask_condition = lite_ask_condition,
    .lock_relations = lock_relations,
    .watch = watch,
    .find_blockers = find_blockers,
    .cancel_vacuum = cancel_vacuum,
    .check_rights = check_rights,
    .foresee = foresee,
    .check_expression = lite_check_expression,
    .look_backfill = lite_look_backfill,
    .backfill = lite_backfill,
    .table_data = lite_table_data,
    .lock_deployer = lite_lock_deployer,
    .deployer_lock_holds = lite_deployer_lock_holds,
    .unlock_deployer = lite_unlock_deployer,
    .has_waiters = has_waiters,
    .look_at_statement = look_at_statement,
    .find_deployer = lite_find_deployer,
    .open_scratch = lite_open_scratch,
    .close_scratch = lite_close_scratch,
    .put_journal_place = lite_journal_put_place,
    .journal_sql = lite_journal_sql,
    .journal_upgrades = lite_journal_upgrades,
    .by_hand = &lite_by_hand,
};
