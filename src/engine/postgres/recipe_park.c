/* A table that goes and is kept: it moves into the place for backups, and acts no more. */
#include "engine/postgres/recipe.h"
#include "pg_sql.h"

#define PARK_SCHEMA "anneal_backup"

static void put_literal_of(Sb *sb, const Recipe *recipe, Str token)
{
    Arena scratch = {0};

    if (str_is(token, "{relation}"))
        pg_quote_literal(sb, sql_text(&scratch, &pg_quoting, QN(recipe->schema, recipe->name)));
    else
        pg_quote_literal(sb, str_is(token, "{schema}") ? recipe->schema : recipe->name);
    arena_free(&scratch);
}

/* The names of the table in the text of one of our files. */
static Str fill(const Recipe *recipe, Str text)
{
    static const char *const tokens[] = {"{relation}", "{schema}", "{name}", NULL};
    Sb sb = sb_new(SB_FILE_MAX);

    for (size_t i = 0; i < text.len;) {
        const char *const *token = tokens;
        while (*token != NULL && !str_starts(str_sub(text, i, SIZE_MAX), str_from(*token)))
            token++;
        if (*token != NULL) {
            put_literal_of(&sb, recipe, str_from(*token));
            i += strlen(*token);
        } else {
            sb_putc(&sb, text.ptr[i++]);
        }
    }
    return sb_finish(&sb, recipe->arena);
}

Str recipe_nothing_kept(const Recipe *recipe)
{
    return fill(recipe, str_from(PG_SQL_NOTHING_KEPT));
}

/* A table that others are parts of, or that is a part of another, has more than its own rows and
 * statements. What it is, in words; NULL: it can be parked. */
static const char *obstacle(const Recipe *recipe)
{
    const Model *live = recipe->input->changes->live;
    const Record *rec = &recipe->live->obj.rec;

    if (sparse_str(rec, FIELD_TABLE_OF_TYPE).len > 0)
        return "a table of a type; ALTER TABLE ... NOT OF makes it one by itself";
    if (sparse_str(rec, FIELD_TABLE_PARTITION_OF).len > 0)
        return "a partition; detached it can";
    if (sparse_str(rec, FIELD_TABLE_PARTITION_BY).len > 0)
        return "partitioned; its partitions can, once they are detached";
    if (sparse_strs(rec, FIELD_TABLE_INHERITS)->len > 0)
        return "a child of another table; ALTER TABLE ... NO INHERIT makes it one by itself";
    for (size_t i = 0; i < live->edges.len; i++)
        if (live->edges.items[i].is_parent && live->edges.items[i].to == &recipe->live->obj)
            return "a parent of other tables";
    return NULL;
}

static void explain(const Recipe *recipe, Piece *piece, const char *why)
{
    piece->reason = arena_cstr(recipe->arena,
                               arena_printf(recipe->arena,
                                            "%s; it can't be kept as it is %s, or a contract file "
                                            "with `Retain: none` gives it up",
                                            piece->reason, why));
}

void recipe_park(const Recipe *recipe, Piece *piece)
{
    const char *why = obstacle(recipe);
    PiecePark *park;

    if (table_is_foreign(recipe->live))
        return;
    if (why != NULL) {
        explain(recipe, piece, why);
        return;
    }
    park = ARENA_NEW(recipe->arena, PiecePark);
    park->replaces = true;
    park->place = STR(PARK_SCHEMA ".b_" BACKUP_ID);
    park->if_empty = recipe_nothing_kept(recipe);
    vec_push(recipe->arena, &park->before, str_from(PG_SQL_BACKUP_PLACE));
    vec_push(recipe->arena, &park->instead, fill(recipe, str_from(PG_SQL_PARK_TABLE)));
    vec_push(recipe->arena, &park->restore,
             STR("ALTER TABLE " PARK_SCHEMA ".b_" BACKUP_ID " SET SCHEMA " BACKUP_SCHEMA));
    vec_push(recipe->arena, &park->restore,
             STR("ALTER TABLE " BACKUP_SCHEMA ".b_" BACKUP_ID " RENAME TO " BACKUP_NAME));
    park->query_finally = STR("SELECT pg_catalog.json_array_elements_text("
                              "pg_catalog.current_setting('anneal.finally')::json)");
    piece->park = park;
}
