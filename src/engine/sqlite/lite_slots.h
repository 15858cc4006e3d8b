/* The slots of the engine that have a file of their own. */
#ifndef ANNEAL_ENGINE_SQLITE_LITE_SLOTS_H
#define ANNEAL_ENGINE_SQLITE_LITE_SLOTS_H

#include "engine/engine.h"

bool lite_introspect(Conn *conn, const Filter *filter, Model *model, Notes *notes, Errs *errs);
bool lite_settle(Model *desired, Notes *notes, Errs *errs);
bool lite_canonicalize(Conn *conn, Pairs *pairs, Notes *notes, Errs *errs);
/* Its part for views and triggers, when the tables are done. */
bool lite_canonicalize_definitions(Conn *conn, Pairs *pairs, Errs *errs);
bool lite_recipe(const RecipeInput *input, const ChangeGroup *group, Pieces *pieces, Errs *errs);
const LockRule *lite_rule(Op op, int version);
bool lite_check_expression(Str sql, const char **fault);
bool lite_look_backfill(Conn *conn, const Backfill *backfill, BackfillFacts *facts, Arena *arena,
                        Errs *errs);
bool lite_backfill(const BackfillInput *input, StepLoop *loop, StrVec *notes, Errs *errs);
bool lite_measure(Conn *conn, const Model *live, const StrVec *labels, Facts *facts, Errs *errs);

/* lite_scratch.c */
bool lite_open_scratch(Conn *live, const Url *url, const ConnectOptions *options, Arena *arena,
                       Scratch *scratch, Notes *notes, Errs *errs);
bool lite_close_scratch(const Url *url, const ConnectOptions *options, Scratch *scratch,
                        Errs *errs);

/* lite_by_hand.c */
extern const ByHand lite_by_hand;

/* lite_journal.c */
void lite_journal_put_place(Sb *sb, Str name);
const char *lite_journal_sql(JournalOp op);
const JournalUpgrade *lite_journal_upgrades(void);

#endif
