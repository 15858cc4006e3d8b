/* Help texts, made from the rows of verbs and options. */
#ifndef ANNEAL_CLI_HELP_H
#define ANNEAL_CLI_HELP_H

#include "cli/verbs.h"

/* All verbs, a line each. */
void help_overview(Sb *sb);
void help_verb(Sb *sb, const Verb *verb);
/* The help of everything as Markdown: the end of docs/cli.md. */
void help_markdown(Sb *sb);

#endif
