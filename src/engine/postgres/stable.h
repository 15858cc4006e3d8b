/* Texts that the server prints, in a form that prints the same when it is read again. */
#ifndef ANNEAL_ENGINE_POSTGRES_STABLE_H
#define ANNEAL_ENGINE_POSTGRES_STABLE_H

#include "base/arena.h"

/* `v IN ('a', 'b')` on a varchar is printed as
 *   (v)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])
 * which, read again, is printed as
 *   (v)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text])
 * as the grammar hands the cast down to the elements. One cast more between them prevents that:
 *   (v)::text = ANY (((ARRAY['a'::character varying, …])::character varying[])::text[])
 * Measured on 12, 15 and 18. No other text of the server's is known to need it. Without such a
 * place: `text` itself. */
Str pg_stable_text(Arena *arena, Str text);
/* The way back, to a text that prints differently once more: two databases may hold either. */
Str pg_stable_undo(Arena *arena, Str text);

#endif
