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

/* The partitions below a table that go, too: they move along, as parts of it. */
static void add_parts(const Recipe *recipe, PiecePark *park, const Object *whole)
{
    const Model *live = recipe->input->changes->live;

    for (size_t i = 0; i < live->edges.len; i++) {
        const Edge *edge = &live->edges.items[i];
        const ChangeGroup *group;
        if (!edge->is_parent || edge->to != whole || !pg_is_partition((const Table *)edge->from))
            continue;
        group = recipe_group_of(recipe->input, edge->from);
        if (group == NULL || group->desired != NULL)
            continue;
        vec_push(recipe->arena, &park->along, edge->from);
        add_parts(recipe, park, edge->from);
    }
}

void recipe_park(const Recipe *recipe, Piece *piece, bool detaches)
{
    PiecePark *park;

    if (table_is_foreign(recipe->live))
        return;
    park = ARENA_NEW(recipe->arena, PiecePark);
    park->replaces = detaches ? 2 : 1;
    add_parts(recipe, park, &recipe->live->obj);
    park->place = STR(PARK_SCHEMA ".b_" BACKUP_ID);
    vec_push(recipe->arena, &park->if_empty, recipe_nothing_kept(recipe));
    vec_push(recipe->arena, &park->before, str_from(PG_SQL_BACKUP_PLACE));
    vec_push(recipe->arena, &park->instead, fill(recipe, str_from(PG_SQL_PARK_TABLE)));
    if (pg_is_partitioned(recipe->live))
        vec_push(recipe->arena, &park->restore, str_from(PG_SQL_PARK_PARTS_BACK));
    vec_push(recipe->arena, &park->restore,
             STR("ALTER TABLE " PARK_SCHEMA ".b_" BACKUP_ID " SET SCHEMA " BACKUP_SCHEMA));
    vec_push(recipe->arena, &park->restore,
             STR("ALTER TABLE " BACKUP_SCHEMA ".b_" BACKUP_ID " RENAME TO " BACKUP_NAME));
    park->query_finally = STR("SELECT pg_catalog.json_array_elements_text("
                              "pg_catalog.current_setting('anneal.finally')::json)");
    piece->park = park;
}
