/* Recipes: the values of a domain that tables hold, of which a new restriction minds some. */
#include "engine/postgres/recipe.h"
#include "engine/postgres/scan.h"

/* Visits live columns. */
typedef struct Visit {
    const Recipe *recipe;
    Piece *piece;
    Op op;              /* that reads them under a lock */
    const Check *check; /* that they are to meet; NULL: NOT NULL */
} Visit;

/* Whether a canonical type is this name, and no array or the like of it. */
static bool is_named(Arena *arena, Str type, Str schema, Str name)
{
    PgScan scan = {.text = type};
    PgToken first = pg_scan_next(&scan), second;

    if (!pg_scan_take(&scan, "."))
        return false;
    second = pg_scan_next(&scan);
    return pg_scan_next(&scan).kind == PG_TOKEN_END &&
           str_eq(pg_token_name(arena, &first), schema) &&
           str_eq(pg_token_name(arena, &second), name);
}

/* Live texts name a type as it will be called. */
static bool is_of(const Recipe *recipe, Str type, const Object *domain)
{
    const ChangeGroup *group = recipe_group_of(recipe->input, domain);
    const Object *next = group == NULL || group->desired == NULL ? domain : group->desired;

    return is_named(recipe->arena, type, domain->schema, domain->name) ||
           is_named(recipe->arena, type, next->schema, next->name);
}

/* VALUE is the column. */
static Str of_column(const Recipe *recipe, Str expression, Str column)
{
    PgScan scan = {.text = expression};
    Sb sb = sb_new(SB_FILE_MAX);
    size_t done = 0;

    for (PgToken token = pg_scan_next(&scan); token.kind != PG_TOKEN_END;
         token = pg_scan_next(&scan)) {
        if (token.kind != PG_TOKEN_WORD || !pg_token_is(&token, "VALUE"))
            continue;
        sb_put(&sb, str_sub(expression, done, token.offset - done));
        pg_quote_ident(&sb, column);
        done = token.offset + token.text.len;
    }
    sb_put(&sb, str_sub(expression, done, SIZE_MAX));
    return sb_finish(&sb, recipe->arena);
}

static bool stays(const Recipe *recipe, const Table *table, const Column *column)
{
    const ChangeGroup *group = recipe_group_of(recipe->input, &table->obj);
    const Change *change = group == NULL ? NULL : recipe_change_of(group, &column->rec);

    return (group == NULL || group->desired != NULL) &&
           (change == NULL || (change->kind != CHANGE_DROP && !change_has(change, "DataType")));
}

static void visit_column(const Visit *visit, const Table *table, const Column *column)
{
    const Recipe *recipe = visit->recipe;
    PieceTouch touch = {&table->obj, &column->rec, visit->op};
    Str bad;

    vec_push(recipe->arena, &visit->piece->touches, touch);
    /* A partition's rows are counted with its table's; those behind a server aren't ours. */
    if (!stays(recipe, table, column) || pg_is_partition(table) || table_is_foreign(table))
        return;
    bad = visit->check == NULL
              ? RECIPE_SQL(recipe, ID(column->name), RAW(" IS NULL"))
              : RECIPE_SQL(recipe, RAW("NOT ("),
                           EX(of_column(recipe, visit->check->expression, column->name)), RAW(")"));
    recipe_probe(recipe, visit->piece,
                 RECIPE_SQL(recipe, RAW("SELECT count(*) FROM "),
                            QN(table->obj.schema, table->obj.name), RAW(" WHERE "), EX(bad)));
}

/* Domains may be made of domains. */
static void visit_domain(const Visit *visit, const Object *domain)
{
    const Model *live = visit->recipe->input->changes->live;

    for (size_t i = 0; i < live->edges.len; i++) {
        const Edge *edge = &live->edges.items[i];
        const Table *table = (const Table *)edge->from;
        if (edge->to != domain || edge->part != NULL)
            continue;
        if (edge->from->rec.type == &domain_type &&
            is_of(visit->recipe, ((const Domain *)edge->from)->type, domain))
            visit_domain(visit, edge->from);
        for (size_t k = 0; edge->from->rec.type == &table_type && k < table->columns.len; k++)
            if (is_of(visit->recipe, table->columns.items[k]->type, domain))
                visit_column(visit, table, table->columns.items[k]);
    }
}

/* Whether the check calls what this plan makes or changes: nobody can ask about that yet. */
static bool is_ahead(const Recipe *recipe, const Check *check)
{
    const Model *desired = recipe->input->changes->desired;

    for (size_t i = 0; check != NULL && i < desired->edges.len; i++) {
        const Edge *edge = &desired->edges.items[i];
        if (edge->from == recipe->group->desired && type_is_definition(edge->to->rec.type) &&
            recipe_group_of(recipe->input, edge->to) != NULL)
            return true;
    }
    return false;
}

void recipe_read_values(const Recipe *recipe, Piece *piece, Op op, const Check *check)
{
    Visit visit = {recipe, piece, op, check};

    if (recipe->group->live != NULL && !is_ahead(recipe, check))
        visit_domain(&visit, recipe->group->live);
}
