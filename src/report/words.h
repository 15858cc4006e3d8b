/* The words and signs that the text reports share. */
#ifndef ANNEAL_REPORT_WORDS_H
#define ANNEAL_REPORT_WORDS_H

#include "base/sb.h"
#include "base/term.h"
#include "model/plan.h"
#include "report/report.h"

/* What an operation does to the database as a whole. */
typedef enum Effect {
    EFFECT_CREATE,
    EFFECT_CHANGE,
    EFFECT_REMOVE,
    EFFECT_RUN, /* no change of structure */
    EFFECT_COUNT
} Effect;

Effect words_effect(int op);
char words_sign(Effect effect);
TermStyle words_color(Effect effect);
/* Who waits for a lock: "nobody", "writes"; static. */
const char *words_blocks(int blocks);
/* "reads every row"; static. */
const char *words_cost(int cost);
/* `1 step`, `3 steps`. */
void words_count(Sb *sb, size_t count, const char *noun);
/* `12 ms`, `1.4 s`, `3 min`. */
void words_duration(Sb *sb, int64_t ms);
/* The text between two switches of style. */
void words_styled(Sb *sb, const TextStyle *style, TermStyle how, Str text);
/* `text` cut at its "; ", a part a line, the later ones below the first. Ends the last line. */
void words_parts(Sb *sb, Str text, size_t indent);
/* Each line of `text` behind `indent` blanks. */
void words_indented(Sb *sb, Str text, size_t indent);

#endif
