/* Reads extended statistics. */
#include "engine/postgres/introspect.h"
#include "engine/postgres/pure.h"
#include "engine/postgres/scan.h"
#include "engine/postgres/stable.h"

/* Source: STATS_EXT_ of statistics.h; `e`, of expressions, comes by itself. */
static const struct {
    const char *letter, *name;
} kinds[] = {{"d", "ndistinct"}, {"f", "dependencies"}, {"m", "mcv"}};
enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

/* None where all are there, or only an expression's own. */
static StrVec read_kinds(PgIntrospect *in, Str text)
{
    StrVec letters = pg_catalog_texts(&in->arena, text), names = {0};

    for (size_t i = 0; i < KIND_COUNT; i++)
        if (strs_has(&letters, str_from(kinds[i].letter)))
            vec_push(&in->model->arena, &names, str_from(kinds[i].name));
    return names.len == KIND_COUNT ? (StrVec){0} : names;
}

static void read_keys(PgIntrospect *in, const PgRelation *relation, Statistics *statistics,
                      Str numbers, Str texts)
{
    PgNumbers attnums = pg_catalog_numbers(&in->arena, numbers);
    StrVec expressions = pg_catalog_texts(&in->arena, texts);

    for (size_t i = 0; i < attnums.len; i++) {
        const PgColumn *noted = pg_introspect_column_at(relation, attnums.items[i]);
        KeyPart part = {0};
        if (noted == NULL)
            continue;
        part.name = noted->column->name;
        vec_push(&in->model->arena, &statistics->keys, part);
    }
    for (size_t i = 0; i < expressions.len; i++) {
        KeyPart part = {0};
        part.expression = pg_stable_text(&in->model->arena, pg_scan_unwrap(expressions.items[i]));
        vec_push(&in->model->arena, &statistics->keys, part);
    }
    pg_settle_statistics(&in->model->arena, relation->table, statistics);
}

void pg_introspect_statistics(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    PgRelation *relation = pg_oid_get(&in->relations, pg_catalog_oid(pg_exec_cell(result, row, 1)));
    Str schema = pg_exec_cell(result, row, 3), target = pg_exec_cell(result, row, 6);
    PgStatistics *noted;

    if (relation == NULL || relation->table == NULL)
        return;
    noted = ARENA_NEW(&in->arena, PgStatistics);
    noted->oid = pg_catalog_oid(pg_exec_cell(result, row, 0));
    noted->statistics =
        model_add_statistics(in->model, relation->table, pg_exec_cell(result, row, 2));
    if (!str_eq(schema, relation->table->obj.schema))
        noted->statistics->schema = model_intern(in->model, schema);
    sparse_set_strs(&in->model->arena, &noted->statistics->rec, FIELD_STATISTICS_KINDS,
                    read_kinds(in, pg_exec_cell(result, row, 4)));
    if (target.len > 0)
        sparse_set_int(&in->model->arena, &noted->statistics->rec, FIELD_STATISTICS_TARGET,
                       (OptInt){true, pg_catalog_number(target)});
    read_keys(in, relation, noted->statistics, pg_exec_cell(result, row, 5),
              pg_exec_cell(result, row, 7));
    pg_oid_put(&in->arena, &in->statistics, &noted->oid, noted);
    pg_introspect_part(in, PG_IN_STATISTIC_EXT, noted->oid, &noted->statistics->rec);
}
