/* Plans, outcomes, errors and notes as text, SQL and JSON. */
#ifndef ANNEAL_REPORT_REPORT_H
#define ANNEAL_REPORT_REPORT_H

#include "base/note.h"
#include "base/sb.h"
#include "engine/by_hand.h"
#include "model/drift.h"
#include "model/finding.h"
#include "model/outcome.h"
#include "model/plan.h"
#include "model/status.h"

typedef struct TextStyle {
    bool has_color;
    bool is_terminal; /* a person looks: faults show their source line with a caret */
    int width;        /* columns */
} TextStyle;

/* Verdict first, then the steps by phase with lock and cost, then what is held and what would
 * release it. Empty plan: "Nothing to do: <database> is as <product> declares." */
void report_plan_text(Sb *sb, const Plan *plan, Str database, const TextStyle *style);
/* How the database differs from what the package declares, an object a line, and since when;
 * removals that are merely pending are listed apart: they are no drift. */
void report_drift_text(Sb *sb, const Drift *drift, const TextStyle *style);
/* For an issue or a chat; and for programs. */
void report_drift_markdown(Sb *sb, const Drift *drift);
void report_drift_json(Sb *sb, const Drift *drift);
/* A script that a person can read and run by hand, guards and timeouts included. `by_hand`: of the
 * plan's engine; NULL: its shell is not known, and there are no guards. */
void report_plan_sql(Sb *sb, const Plan *plan, const ByHand *by_hand);
/* The plan file's own bytes. */
void report_plan_json(Sb *sb, const Plan *plan);
void report_outcome_text(Sb *sb, const Outcome *outcome, Str database, const TextStyle *style);
void report_outcome_json(Sb *sb, const Outcome *outcome);
/* The same on one line, as the last of a stream of events: `"Event":"outcome"` comes first. */
void report_outcome_line(Sb *sb, const Outcome *outcome);
const char *report_result_name(StepResult result); /* "not reached": static, as in JSON */
/* What the journal says: verdict first, then what is not done, open, held. */
void report_status_text(Sb *sb, const Status *status, const TextStyle *style);
void report_status_json(Sb *sb, const Status *status);
/* A line for each deployment, or all of one. */
void report_history_text(Sb *sb, const History *history, const TextStyle *style);
void report_history_json(Sb *sb, const History *history);
/* `deployment 3 (2026-11-27 07:30:00 UTC, ann on host) did not finish: failed after 2 of 7 steps`
 */
Str report_unfinished(Arena *arena, const DeploymentRow *unfinished);
/* One line for a log or a progress display: `create table shop.orders`. */
Str report_step_title(Arena *arena, const Step *step);
/* A removal that is held, what waits for a condition, a backup whose time is over: pending, and no
 * drift. */
bool report_is_pending_removal(const Step *step);
/* file:line:column: error: message, then key path, server text, hint. */
/* A line for each finding, then how many of each level; nothing where there are none. */
void report_findings_text(Sb *sb, const FindingVec *findings, const TextStyle *style);
void report_errs_text(Sb *sb, const Errs *errs, const TextStyle *style);
void report_notes_text(Sb *sb, const Notes *notes, const TextStyle *style);

#endif
