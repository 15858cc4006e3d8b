/* MySQL and MariaDB: the engines' tables of slots. */
#include "engine/mysql/mysql.h"

#include "engine/mysql/my_conn.h"
#include "engine/mysql/my_quote.h"
#include "engine/mysql/my_slots.h"
#include "my_sql.h"

static const char *const mysql_schemes[] = {"mysql", NULL};
static const char *const mysql_platforms[] = {"MySQL", NULL};
static const char *const mariadb_schemes[] = {"mariadb", NULL};
static const char *const mariadb_platforms[] = {"MariaDB", NULL};

/* Slots without a connection that have to know which of the two they are for. */
#define SLOTS_OF(name, family) \
    static bool of_##name##_connect(const Url *url, const ConnectOptions *options, Conn **conn, \
                                    Errs *errs) \
    { \
        return my_connect(family, url, options, conn, errs); \
    } \
    static bool of_##name##_settle(Model *desired, Notes *notes, Errs *errs) \
    { \
        return my_settle(family, desired, notes, errs); \
    } \
    static bool of_##name##_recipe(const RecipeInput *input, const ChangeGroup *group, \
                                   Pieces *pieces, Errs *errs) \
    { \
        return my_recipe(family, input, group, pieces, errs); \
    } \
    static Str of_##name##_join_clauses(Arena *arena, const Object *relation, const Str *clauses, \
                                        size_t count) \
    { \
        return my_join_clauses(family, arena, relation, clauses, count); \
    } \
    static const LockRule *of_##name##_rule(Op op, int version) \
    { \
        return my_rule(family, op, version); \
    } \
    static bool of_##name##_declare_script(const Statements *statements, const char *file, \
                                           Model *desired, bool *is_declared, Errs *errs) \
    { \
        return my_declare_script(family, statements, file, desired, is_declared, errs); \
    } \
    static Str of_##name##_object_script(Arena *arena, const Object *object) \
    { \
        return my_object_script(family, arena, object); \
    }

SLOTS_OF(mysql, MY_MYSQL)
SLOTS_OF(mariadb, MY_MARIADB)

#define SHARED_SLOTS \
    .close = my_close, .describe = my_describe, .introspect = my_introspect, \
    .fold_name = my_fold_name, .canonicalize = my_canonicalize, .quote_ident = my_quote_ident, \
    .quote_literal = my_quote_literal, .split_script = my_split_script, \
    .read_tokens = my_read_tokens, .measure = my_measure, .measure_scan = my_measure_scan, \
    .exec = my_exec, .query = my_query, .call = my_call, .begin = my_begin, .commit = my_commit, \
    .rollback = my_rollback, .in_transaction = my_in_transaction, .enter_script = my_enter_script, \
    .leave_script = my_leave_script, .own_role = my_own_role, .resume_role = my_resume_role, \
    .set_limits = my_set_limits, .today = my_today, .ask_condition = my_ask_condition, \
    .lock_relations = my_lock_relations, .watch = my_watch, .find_blockers = my_find_blockers, \
    .cancel_vacuum = my_cancel_vacuum, .check_rights = my_check_rights, .foresee = my_foresee, \
    .check_expression = my_check_expression, .look_backfill = my_look_backfill, \
    .backfill = my_backfill, .table_data = my_table_data, .lock_deployer = my_lock_deployer, \
    .deployer_lock_holds = my_deployer_lock_holds, .unlock_deployer = my_unlock_deployer, \
    .has_waiters = my_has_waiters, .look_at_statement = my_look_at_statement, \
    .find_deployer = my_find_deployer, .open_scratch = my_open_scratch, \
    .close_scratch = my_close_scratch, .rehearse = my_rehearse, \
    .put_journal_place = my_journal_put_place, .journal_sql = my_journal_sql, \
    .journal_upgrades = my_journal_upgrades, .by_hand = &my_by_hand

/* A database is all the scope there is, DDL commits, and who waits for a metadata lock keeps those
 * waiting who come later. */
#define SHARED_FACTS \
    .smith_columns = MY_SQL_SMITH_COLUMNS, .capabilities = CAP_LOCK_QUEUE | CAP_TABLE_INDEXES, \
    .default_schema = {NULL, 0}

const Engine engine_mysql = {
    .name = "mysql",
    .title = "MySQL",
    .schemes = mysql_schemes,
    .platforms = mysql_platforms,
    .bit = E_MYSQL,
    .newest_version = 90704,
    .version_parts = {10000, 100, 1},
    SHARED_FACTS,
    .connect = of_mysql_connect,
    .settle = of_mysql_settle,
    .recipe = of_mysql_recipe,
    .join_clauses = of_mysql_join_clauses,
    .rule = of_mysql_rule,
    .declare_script = of_mysql_declare_script,
    .object_script = of_mysql_object_script,
    SHARED_SLOTS,
};

const Engine engine_mariadb = {
    .name = "mariadb",
    .title = "MariaDB",
    .schemes = mariadb_schemes,
    .platforms = mariadb_platforms,
    .bit = E_MARIADB,
    .newest_version = 110806,
    .version_parts = {10000, 100, 1},
    SHARED_FACTS,
    .connect = of_mariadb_connect,
    .settle = of_mariadb_settle,
    .recipe = of_mariadb_recipe,
    .join_clauses = of_mariadb_join_clauses,
    .rule = of_mariadb_rule,
    .declare_script = of_mariadb_declare_script,
    .object_script = of_mariadb_object_script,
    SHARED_SLOTS,
};
