/* What the files about foreign servers, publications and subscriptions share. */
#ifndef ANNEAL_ENGINE_POSTGRES_REMOTE_H
#define ANNEAL_ENGINE_POSTGRES_REMOTE_H

#include "engine/postgres/pure.h"
#include "model/remote.h"

/* Whether an option of a wrapper, server, user mapping or foreign table holds a secret, by its
 * name: such options are neither read into a model nor written by a package. */
bool pg_option_is_secret(Str name);
/* A connection string without its passwords; `*has_password` says whether there was one. Keywords
 * (`host=a password=b`) and URLs, as libpq reads them. */
Str pg_connection_public(Arena *arena, Str connection, bool *has_password);
/* `schema.table` of a publication taken apart; an absent schema is public. False where it has more
 * or fewer parts. */
bool pg_published_name_read(Arena *arena, Str text, Str *schema, Str *table);
/* `server.user`. */
bool pg_user_mapping_read(Arena *arena, Str text, Str *server, Str *user);

/* ` OPTIONS ("a" 'x', "b" 'y')`, nothing where there are none. */
void pg_render_options(SqlWriter *writer, const MapEntries *options);
/* ` OPTIONS (ADD "a" 'x', SET "b" 'y', DROP "c")`; false, and nothing, where they are equal. */
bool pg_render_options_change(SqlWriter *writer, const MapEntries *live, const MapEntries *desired);

#endif
