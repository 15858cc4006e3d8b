/* Which of the rights and owners that a package and a database have are compared. */
#ifndef ANNEAL_JOB_RIGHTS_H
#define ANNEAL_JOB_RIGHTS_H

#include "model/pair.h"
#include "package/package.h"

typedef struct Rights {
    bool grants, owners; /* are compared and changed */
} Rights;

/* What the package's Grants key says, or that it declares any; what the environment (may be NULL)
 * says of owners. */
Rights job_rights(const Package *package, const Environment *environment, const Model *desired);
/* Default privileges that are declared for CURRENT_USER are those of the role that looked. Before
 * anything is matched. ERR_DUPLICATE where they are declared under its name, too. */
bool job_name_deployer(const Model *live, Model *desired, Errs *errs);
/* ERR_REFERENCE for each role that is declared and not there, at the first place that names it. */
bool job_check_roles(const Rights *rights, const Model *live, const Model *desired, Errs *errs);
/* What is not compared is as it is: matched objects are to keep what they have. */
void job_keep_rights(const Rights *rights, Pairs *pairs);
/* Takes what is not wanted out of a model that is to be written. */
void job_forget_rights(const Rights *wanted, Model *model);
/* … and gives its objects what the files of a present package say instead, so that these stay. */
void job_keep_written_rights(const Rights *wanted, Pairs *pairs);

#endif
