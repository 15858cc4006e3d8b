/* Splits a user's script into its statements. */
#ifndef ANNEAL_ENGINE_POSTGRES_SPLIT_H
#define ANNEAL_ENGINE_POSTGRES_SPLIT_H

#include "engine/statement.h"

/* Engine.split_script. */
bool pg_split_script(Arena *arena, const char *file, Str text, Statements *statements, Errs *errs);
/* Engine.read_tokens. */
void pg_read_tokens(Arena *arena, Str sql, StatementTokens *tokens);

#endif
