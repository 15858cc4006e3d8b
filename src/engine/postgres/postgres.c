/* The PostgreSQL engine: its row of slots. */
#include "engine/postgres/postgres.h"

#include "engine/postgres/declare.h"
#include "engine/postgres/definition.h"

#include "engine/postgres/conn.h"
#include "engine/postgres/pure.h"
#include "engine/postgres/split.h"
#include "pg_sql.h"

static const char *const schemes[] = {"postgresql", "postgres", NULL};
static const char *const platforms[] = {"PostgreSQL", "Postgres", NULL};

/* Names are compared as they are: what isn't quoted was folded when it was created. */
static Str fold_name(Arena *arena, Str name)
{
    (void)arena;
    return name;
}

const Engine engine_postgres = {
    .name = "postgres",
    .title = "PostgreSQL",
    .schemes = schemes,
    .platforms = platforms,
    .bit = E_PG,
    .capabilities = CAP_SCHEMAS | CAP_TRANSACTIONAL_DDL | CAP_ROLES | CAP_LOCK_QUEUE,
    .newest_version = PG_NEWEST_VERSION,
    .version_parts = {10000, 1, 0},
    .default_schema = {"public", 6},
    .smith_columns = PG_SQL_SMITH_COLUMNS,
    .connect = pg_conn_connect,
    .close = pg_conn_close,
    .describe = pg_conn_describe,
    .introspect = pg_introspect,
    .fold_name = fold_name,
    .settle = pg_settle_model,
    .canonicalize = pg_canon,
    .recipe = pg_recipe,
    .join_clauses = pg_join_clauses,
    .rule = pg_lock_rule,
    .quote_ident = pg_quote_ident,
    .quote_literal = pg_quote_literal,
    .split_script = pg_split_script,
    .read_tokens = pg_read_tokens,
    .declare_script = pg_declare_script,
    .object_script = pg_object_script,
    .measure = pg_measure,
    .measure_scan = pg_measure_scan,
    .exec = pg_exec,
    .query = pg_exec_query,
    .call = pg_exec_call,
    .begin = pg_exec_begin,
    .commit = pg_exec_commit,
    .rollback = pg_exec_rollback,
    .in_transaction = pg_exec_in_transaction,
    .enter_script = pg_conn_enter_script,
    .leave_script = pg_conn_leave_script,
    .own_role = pg_conn_own_role,
    .resume_role = pg_conn_resume_role,
    .set_limits = pg_exec_set_limits,
    .today = pg_today,
    .ask_condition = pg_ask_condition,
    .lock_relations = pg_lock_relations,
    .watch = pg_exec_watch,
    .find_blockers = pg_find_blockers,
    .cancel_vacuum = pg_cancel_vacuum,
    .check_rights = pg_check_rights,
    .foresee = pg_foresee,
    .check_expression = pg_check_expression,
    .look_backfill = pg_look_backfill,
    .backfill = pg_backfill,
    .table_data = pg_table_data,
    .lock_deployer = pg_lock_deployer,
    .deployer_lock_holds = pg_lock_holds,
    .unlock_deployer = pg_lock_release,
    .has_waiters = pg_lock_has_waiters,
    .look_at_statement = pg_lock_look_at_statement,
    .find_deployer = pg_lock_find,
    .open_scratch = pg_open_scratch,
    .close_scratch = pg_close_scratch,
    .put_journal_place = pg_journal_put_place,
    .journal_sql = pg_journal_sql,
    .journal_upgrades = pg_journal_upgrades,
    .by_hand = &pg_by_hand,
};
