/* One verb's whole work: load, introspect, match, canonicalize, compare, facts, plan, deploy. */
#ifndef ANNEAL_JOB_JOB_H
#define ANNEAL_JOB_JOB_H

#include "deploy/deploy.h"
#include "model/finding.h"
#include "package/package.h"
#include "plan/plan_build.h"

/* Where and how; all borrowed. */
typedef struct JobTarget {
    const char *folder;      /* of the package; NULL: the current one */
    const char *url;         /* --url, or NULL */
    const char *environment; /* --env, or NULL */
    StrVec allow;            /* --allow: hazard names or "all" */
    const char *recipes;     /* --recipes: one of recipe_choices; NULL: the environment's */
    bool evaluates_nothing;  /* --no-eval: no SQL of the package is run to make a plan */
    bool proves;             /* --prove: a plan is tried on a copy of the structure (job/prove.h) */
    const volatile sig_atomic_t *stop; /* while it is; may be NULL */
    const Log *log;
} JobTarget;

/* How many objects of a kind. */
typedef struct JobCount {
    const char *word; /* "table" */
    size_t count;
} JobCount;

/* A script of a package. */
typedef struct JobScript {
    Str path;
    const char *phase, *slot, *how_often; /* "expand", "before", "once" */
} JobScript;

/* What a package or a database holds; lives in the arena that was given. */
typedef struct JobSummary {
    Str name;            /* of the product or the database */
    const char *dialect; /* "SchemaSmith G2"; NULL: anneal's own */
    const char *dialect_why;
    size_t templates;       /* of a package */
    StrVec platforms;       /* that were checked, as people call them */
    VEC(JobCount) counts;   /* kinds with at least one object */
    VEC(JobScript) scripts; /* of a package; of several platforms each once */
    FindingVec findings;    /* of a package's lint; likewise */
} JobSummary;

/* `3 tables, 1 sequence`. */
void job_put_counts(Sb *sb, const JobSummary *summary);

/* Validates the package of `folder` for each of its platforms, offline; with the tokens and Rules
 * of an environment, unless `environment` is NULL. */
bool job_check(const char *folder, const char *environment, Arena *arena, JobSummary *summary,
               Notes *notes, Errs *errs);

/* What to extract, and where to; all borrowed. */
typedef struct JobExtract {
    const char *url, *folder;
    Filter filter;
    bool without_grants; /* rights stay out; of a present package as its files have them */
    bool with_owners;
    const PackageFormat *format; /* of new files; NULL: JSON, or as the package has it */
    const Log *log;              /* or NULL */
} JobExtract;

/* Live database -> package in `folder`. A present package keeps its files. */
bool job_extract(const JobExtract *input, Arena *arena, JobSummary *summary, Notes *notes,
                 Errs *errs);

/* Schemas for editors and validators. */
typedef enum SchemaFormat { SCHEMA_JSON, SCHEMA_XSD } SchemaFormat;
typedef struct JobSchema {
    const char *path;  /* of the schema that was written */
    const char *files; /* of a package that it describes, with * and ** */
} JobSchema;
typedef VEC(JobSchema) JobSchemas;

/* Writes a schema for every kind of file into `folder`, made if absent. */
bool job_schema(SchemaFormat format, const char *folder, Arena *arena, JobSchemas *written,
                Errs *errs);

/* A plan with all that it was made from. job_planned_free ends it. */
typedef struct JobPlanned JobPlanned;

/* Writes nothing, but to a scratch database where it is to be proven. NULL on error. */
JobPlanned *job_plan(const JobTarget *target, Notes *notes, Errs *errs);
const Plan *job_planned_plan(const JobPlanned *planned);
/* What rules over changes find in it, with places in the package. */
const FindingVec *job_planned_findings(const JobPlanned *planned);
/* Writes into the journal which of its texts the server was asked about and prints as the live
 * ones: for who has just deployed. What fails is a note. */
void job_planned_keep_spellings(const JobPlanned *planned, const JobTarget *target, Notes *notes);
/* The same for a deploy that finds nothing to do; a role that may not write there leaves it. */
void job_planned_keep_if_done(const JobPlanned *planned, const JobTarget *target);
const Changes *job_planned_changes(const JobPlanned *planned); /* that it was made from */
Str job_planned_database(const JobPlanned *planned);           /* for people */
void job_planned_free(JobPlanned *planned);                    /* accepts NULL */
/* Whether the database differs: pending removals are no drift. */
bool job_is_drift(const Plan *plan);

typedef struct JobDeployInput {
    const char *plan_path; /* the file that `bytes` came from; NULL: made just now */
    Str bytes;             /* a plan file */
    /* Commands of the package may run, as ANNEAL_TRUST_COMMANDS=1 in the environment says too. */
    bool trusts_commands;
    bool replan; /* afterwards a new plan from the package says whether it is converged */
    /* A zero lock_budget_ms becomes the environment's. */
    DeployOptions options;
} JobDeployInput;

/* A plan that was run, with its outcome. job_deployed_free ends it. */
typedef struct JobDeployed JobDeployed;

/* The same path for an approved plan and a fresh one. `*deployed` is set as soon as the plan was
 * read, also where false is returned: it says what ran. Else NULL. */
bool job_deploy(const JobTarget *target, const JobDeployInput *input, JobDeployed **deployed,
                Notes *notes, Errs *errs);
const Outcome *job_deployed_outcome(const JobDeployed *deployed);
Str job_deployed_database(const JobDeployed *deployed);
/* Whether nothing was run because the database had moved since the plan was made: of a plan that
 * was made just now, make another. */
bool job_deployed_moved(const JobDeployed *deployed, const Errs *errs);
/* 0, or 3 where steps are held: what a run without errors exits with. */
int job_outcome_exit_code(const Outcome *outcome);
void job_deployed_free(JobDeployed *deployed); /* accepts NULL */

#endif
