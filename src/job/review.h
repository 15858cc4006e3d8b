/* What a change of a package would do to a database that has its base. */
#ifndef ANNEAL_JOB_REVIEW_H
#define ANNEAL_JOB_REVIEW_H

#include "job/job.h"

/* The two states of one package; all borrowed. */
typedef struct JobReview {
    const char *base, *head; /* each a folder that is there, else a revision of git */
    const char *platform;    /* as in Product; NULL: the only one, or that of the environment */
    bool looks;              /* at the database of `target`: its sizes, rows and conditions */
    JobTarget target;        /* `folder`: of the package within both; `url`: only where it looks */
} JobReview;

typedef struct JobReviewed JobReviewed;

/* Makes the plan that leads from base to head: texts are compared as they stand once settled,
 * sizes and rows count as unknown, conditions of contract files as not asked. Nothing of the
 * package runs. With `looks` the database is asked for them, by a session that can't write: its
 * structure is still taken to be base's. NULL on error. */
JobReviewed *job_review(const JobReview *review, Notes *notes, Errs *errs);
const Plan *job_reviewed_plan(const JobReviewed *reviewed);
Str job_reviewed_base(const JobReviewed *reviewed);     /* for people */
Str job_reviewed_database(const JobReviewed *reviewed); /* that was looked at; absent: none */
/* Label of what a step is about (Step.object) -> Loc in the head's files; what is gone there has
 * the place of the object that it was part of, or of the Product file. */
const Map *job_reviewed_places(const JobReviewed *reviewed);
/* That the plan was made from. */
const Changes *job_reviewed_changes(const JobReviewed *reviewed);
/* Of lint: those of the head that base does not have. */
const FindingVec *job_reviewed_findings(const JobReviewed *reviewed);
void job_reviewed_free(JobReviewed *reviewed); /* accepts NULL */

#endif
