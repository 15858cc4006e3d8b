/* The slots of the two engines: what the connected half offers beside my_conn.h, and the pure half.
 */
#ifndef ANNEAL_ENGINE_MYSQL_MY_SLOTS_H
#define ANNEAL_ENGINE_MYSQL_MY_SLOTS_H

#include "engine/engine.h"
#include "engine/mysql/my_family.h"

/* ---- the model */
bool my_introspect(Conn *conn, const Filter *filter, Model *model, Notes *notes, Errs *errs);
Str my_fold_name(Arena *arena, Str name);
bool my_settle(MyFamily family, Model *desired, Notes *notes, Errs *errs);
bool my_canonicalize(Conn *conn, Pairs *pairs, Notes *notes, Errs *errs);
bool my_declare_script(MyFamily family, const Statements *statements, const char *file,
                       Model *desired, bool *is_declared, Errs *errs);
Str my_object_script(MyFamily family, Arena *arena, const Object *object);

/* ---- plans */
bool my_recipe(MyFamily family, const RecipeInput *input, const ChangeGroup *group, Pieces *pieces,
               Errs *errs);
Str my_join_clauses(MyFamily family, Arena *arena, const Object *relation, const Str *clauses,
                    size_t count);
const LockRule *my_rule(MyFamily family, Op op, int version);

/* ---- scripts and expressions */
bool my_split_script(Arena *arena, const char *file, Str text, Statements *statements, Errs *errs);
void my_read_tokens(Arena *arena, Str sql, StatementTokens *tokens);
bool my_check_expression(Str sql, const char **fault);

/* ---- what a live server tells */
bool my_today(Conn *conn, Arena *arena, Str *day, Errs *errs);
bool my_ask_condition(Conn *conn, Str text, int timeout_ms, Arena *arena, ConditionAnswer *answer,
                      Errs *errs);
bool my_measure(Conn *conn, const Model *live, const StrVec *labels, Facts *facts, Errs *errs);
bool my_measure_scan(Conn *conn, Str label, int64_t *bytes_per_second, Errs *errs);
bool my_lock_relations(Conn *conn, const StepLockVec *locks, Errs *errs);
bool my_find_blockers(Conn *conn, const StepLockVec *locks, Arena *arena, Blockers *blockers,
                      Errs *errs);
bool my_cancel_vacuum(Conn *conn, const Blocker *blocker, Errs *errs);
bool my_check_rights(Conn *conn, const Preflight *needs, Errs *errs);
bool my_foresee(Conn *conn, const Preflight *needs, Notes *notes, Errs *errs);

/* ---- backfills */
bool my_look_backfill(Conn *conn, const Backfill *backfill, BackfillFacts *facts, Arena *arena,
                      Errs *errs);
bool my_backfill(const BackfillInput *input, StepLoop *loop, StrVec *notes, Errs *errs);
bool my_table_data(const TableData *data, bool deletes, Arena *arena, Str *script, Errs *errs);

/* ---- one deployer */
bool my_lock_deployer(Conn *conn, const Url *url, int wait_ms, DeployerLock **lock, Errs *errs);
bool my_deployer_lock_holds(DeployerLock *lock, Errs *errs);
void my_unlock_deployer(DeployerLock *lock);
bool my_has_waiters(DeployerLock *lock, Conn *of, bool *has, Errs *errs);
bool my_look_at_statement(DeployerLock *lock, Conn *of, Arena *arena, StatementProgress *progress,
                          Errs *errs);
bool my_find_deployer(Conn *conn, Arena *arena, Str *holder, Errs *errs);

/* ---- a scratch database */
bool my_open_scratch(Conn *live, const Url *url, const ConnectOptions *options, Arena *arena,
                     Scratch *scratch, Notes *notes, Errs *errs);
bool my_close_scratch(const Url *url, const ConnectOptions *options, Scratch *scratch, Errs *errs);
bool my_rehearse(Conn *live, const Url *url, const ConnectOptions *options, const Model *model,
                 const Plan *plan, Facts *facts, bool *learned, Notes *notes, Errs *errs);

/* ---- the journal */
void my_journal_put_place(Sb *sb, Str name);
const char *my_journal_sql(JournalOp op);
const JournalUpgrade *my_journal_upgrades(void);

/* my_by_hand.c */
extern const ByHand my_by_hand;
/* What connect makes of a session. Strict, so that no value is cut or made up; not NO_ZERO_DATE, as
 * any ALTER of a table with a zero default would fail under it (error 1067). An inserted 0 stays 0
 * in a copy of a table. */
#define MY_SQL_MODE \
    "STRICT_TRANS_TABLES,STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION," \
    "NO_AUTO_VALUE_ON_ZERO"

#endif
