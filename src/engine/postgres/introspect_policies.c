/* Reads row level security: policies of tables. */
#include "engine/postgres/introspect.h"
#include "engine/postgres/scan.h"
#include "engine/postgres/stable.h"

/* Source: pg_policy.h. */
static int command_of(Str letter)
{
    static const char letters[] = {[POLICY_ALL] = '*',
                                   [POLICY_SELECT] = 'r',
                                   [POLICY_INSERT] = 'a',
                                   [POLICY_UPDATE] = 'w',
                                   [POLICY_DELETE] = 'd'};

    for (size_t i = 0; i < sizeof letters; i++)
        if (letter.len == 1 && letters[i] == letter.ptr[0])
            return (int)i;
    return POLICY_ALL;
}

void pg_introspect_policy(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    PgRelation *relation = pg_oid_get(&in->relations, pg_catalog_oid(pg_exec_cell(result, row, 1)));
    StrVec roles = {0}, kept = {0};
    PgPolicy *noted;

    if (relation == NULL || relation->table == NULL)
        return;
    noted = ARENA_NEW(&in->arena, PgPolicy);
    noted->oid = pg_catalog_oid(pg_exec_cell(result, row, 0));
    noted->policy = model_add_policy(in->model, relation->table, pg_exec_cell(result, row, 2));
    noted->policy->is_restrictive = !pg_catalog_bool(pg_exec_cell(result, row, 3));
    noted->policy->command = command_of(pg_exec_cell(result, row, 4));
    roles = pg_catalog_texts(&in->arena, pg_exec_cell(result, row, 5));
    for (size_t i = 0; i < roles.len; i++)
        vec_push(&in->model->arena, &kept, model_intern(in->model, roles.items[i]));
    sparse_set_strs(&in->model->arena, &noted->policy->rec, FIELD_POLICY_ROLES, kept);
    pg_oid_put(&in->arena, &in->policies, &noted->oid, noted);
    pg_introspect_part(in, PG_IN_POLICY, noted->oid, &noted->policy->rec);
    relation->has_texts = true;
    in->texts_wanted++;
}

static Str unwrapped(PgIntrospect *in, Str text)
{
    return text.len == 0 ? STR_ABSENT : pg_stable_text(&in->model->arena, pg_scan_unwrap(text));
}

bool pg_introspect_policy_text(PgIntrospect *in, const PGresult *result, int row)
{
    PgPolicy *noted = pg_oid_get(&in->policies, pg_catalog_oid(pg_exec_cell(result, row, 1)));

    if (noted == NULL)
        return false;
    noted->policy->using_expression = unwrapped(in, pg_exec_cell(result, row, 2));
    noted->policy->check_expression = unwrapped(in, pg_exec_cell(result, row, 4));
    in->texts_read++;
    return true;
}
