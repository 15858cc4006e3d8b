/* What steps of scripts and hooks run, as text and as SQL. */
#ifndef ANNEAL_REPORT_PAYLOAD_TEXT_H
#define ANNEAL_REPORT_PAYLOAD_TEXT_H

#include "report/report.h"

/* Nothing for steps of other kinds. `indent`: of the statements. */
void payload_put_text(Sb *sb, const Step *step, const TextStyle *style, size_t indent);
/* Commented out unless `runs`; `by_hand` (or NULL) ends the statements. */
void payload_put_sql(Sb *sb, const Step *step, bool runs, const ByHand *by_hand);

#endif
