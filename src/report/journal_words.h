/* Words for what the journal holds, shared by its reports. */
#ifndef ANNEAL_REPORT_JOURNAL_WORDS_H
#define ANNEAL_REPORT_JOURNAL_WORDS_H

#include "base/sb.h"
#include "model/journal.h"

/* `2026-11-27 07:30:00` of the journal's `2026-11-27T07:30:00.123Z`. */
Str words_moment(Arena *arena, Str moment);
/* Milliseconds between two moments of the journal; -1 where one is absent or not understood. */
int64_t words_between_ms(Str from, Str to);
/* `ann on host`, or what of it is known. */
Str words_person(Arena *arena, const DeploymentRow *deployment);
/* `drop column shop.a.b` */
Str words_step_row(Arena *arena, const StepRow *row);
/* `1,234,567` */
Str words_number(Arena *arena, int64_t number);

#endif
