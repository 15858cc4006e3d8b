/* A plan for who has to say yes to it: as a comment on a pull request, as findings at places. */
#ifndef ANNEAL_REPORT_REVIEW_H
#define ANNEAL_REPORT_REVIEW_H

#include "base/map.h"
#include "model/change.h"
#include "report/report.h"

typedef struct Review {
    const Plan *plan;
    Str environment;        /* absent: none */
    Str base;               /* the database; offline: the revision or folder it leads away from */
    const Map *places;      /* Step.object -> Loc in the package; NULL: not known */
    const Changes *changes; /* that the plan was made from; NULL: no diagram */
    Str seen;        /* offline: a database whose sizes, rows and conditions are known all the same;
                        absent: none */
    bool is_offline; /* no database was asked */
    const FindingVec *findings; /* of lint, that come with the change; NULL: none was made */
} Review;

/* Code hosts take 65,536 characters and say nothing sensible about more. */
enum { MARKDOWN_MAX_BYTES = 60000 };

/* One comment: verdict and counts, what is held, a row for each step, the SQL of each object folded
 * away. What is above MARKDOWN_MAX_BYTES is told as a count: SQL of the largest objects first, then
 * rows; the verdict never. The same plan gives the same bytes. */
void report_review_markdown(Sb *sb, const Review *review);
/* SARIF 2.1.0: a rule for each hazard that a step has, a result for each step and hazard, at the
 * place of its object. Held is an error; what is not has the level that the hazard has. */
void report_review_sarif(Sb *sb, const Review *review);
/* One page that loads nothing and needs no script: counts, hazards, what is held, the tables before
 * and after with their keys, a lock timeline for each table, the steps to unfold. Large plans are
 * folded into counts: about a megabyte at most. The same plan gives the same bytes. */
void report_review_html(Sb *sb, const Review *review);
/* JUnit: one suite with a case for each step and finding. Held, forbidden and findings that are
 * errors are failures, what waits is skipped; what else is to be known is the output of its case.
 */
void report_review_junit(Sb *sb, const Review *review);
/* Where the object of a step stands; NULL: nowhere that is known. */
const Loc *review_place(const Review *review, const Step *step);

#endif
