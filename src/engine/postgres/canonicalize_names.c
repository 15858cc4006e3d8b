/* Names in definitions as the server would print them, where no twin can be made that has them:
 * it is asked which object each one is. */
#include "engine/postgres/canonicalize.h"
#include "engine/postgres/definition.h"
#include "engine/postgres/pure.h"
#include "engine/postgres/scan.h"

static const char SET_PATH[] = "SELECT pg_catalog.set_config('search_path', $1, true)";
static const char FIND_ROUTINE[] = "SELECT CASE WHEN pg_catalog.strpos($1, '(') > 0 "
                                   "THEN pg_catalog.to_regprocedure($1)::pg_catalog.oid "
                                   "ELSE pg_catalog.to_regproc($1)::pg_catalog.oid END";
static const char PRINT_ROUTINE[] = "SELECT $1::pg_catalog.oid::pg_catalog.regprocedure";
/* Of one that isn't there yet: where the server would promise it. */
static const char FIND_OPERATOR[] =
    "SELECT pg_catalog.quote_ident(coalesce((SELECT n.nspname FROM pg_catalog.pg_operator AS o "
    "JOIN pg_catalog.pg_namespace AS n ON n.oid = o.oprnamespace "
    "WHERE o.oid = pg_catalog.to_regoperator($1)), pg_catalog.current_schema()))";
static const char FIND_FAMILY[] =
    "SELECT pg_catalog.quote_ident(coalesce($1, (SELECT n.nspname FROM pg_catalog.pg_opfamily AS f "
    "JOIN pg_catalog.pg_namespace AS n ON n.oid = f.opfnamespace "
    "JOIN pg_catalog.pg_am AS m ON m.oid = f.opfmethod WHERE f.opfname = $2 AND m.amname = $3 "
    "AND pg_catalog.pg_opfamily_is_visible(f.oid)), $4)) || '.' || pg_catalog.quote_ident($2)";

/* One value, along the twin's path or, where `is_print`, with an empty one; absent: none. */
static Str ask(const PgTwin *twin, bool is_print, const char *sql, int count,
               const char *const *values)
{
    const char *path[] = {is_print ? "" : arena_cstr(twin->texts, twin->path)};
    Errs errs = {0};
    PGresult *set = pg_exec_params(twin->scratch->conn, SET_PATH, 1, path, &errs);
    PGresult *rows =
        set == NULL ? NULL : pg_exec_params(twin->scratch->conn, sql, count, values, &errs);
    Str found =
        PQntuples(rows) == 1 ? arena_str(twin->texts, pg_exec_cell(rows, 0, 0)) : STR_ABSENT;

    PQclear(set);
    PQclear(rows);
    errs_free(&errs);
    return found;
}

/* ---- casts and transforms */

/* `shop.f(integer,text)` */
static Str print_routine(const PgTwin *twin, Str name)
{
    const char *values[] = {arena_cstr(twin->texts, name)};
    Str oid = ask(twin, false, FIND_ROUTINE, 1, values);
    const char *oids[] = {arena_cstr(twin->texts, oid)};

    return oid.len == 0 ? STR_ABSENT : ask(twin, true, PRINT_ROUTINE, 1, oids);
}

/* The routine that stands at the scan's place: `s.f` or `s.f(a, b)`. */
static Str take_routine(PgScan *scan)
{
    size_t from;
    PgToken token = pg_scan_peek(scan);
    int depth = 0;

    from = token.offset;
    while (token.kind == PG_TOKEN_WORD || token.kind == PG_TOKEN_QUOTED) {
        (void)pg_scan_next(scan);
        if (!pg_scan_take(scan, "."))
            break;
        token = pg_scan_peek(scan);
    }
    token = pg_scan_peek(scan);
    while (pg_token_is(&token, "(") || depth > 0) {
        token = pg_scan_next(scan);
        depth += pg_token_is(&token, "(") - pg_token_is(&token, ")");
        if (token.kind == PG_TOKEN_END || depth == 0)
            break;
    }
    return str_trim(str_sub(scan->text, from, scan->at - from));
}

static void settle_cast(const PgTwin *twin, Definition *desired)
{
    PgScan scan = {.text = desired->text};
    Str print;

    if (!pg_scan_take(&scan, "WITH") || !pg_scan_take(&scan, "FUNCTION"))
        return;
    print = print_routine(twin, take_routine(&scan));
    if (print.len > 0)
        desired->text = arena_printf(twin->arena, "WITH FUNCTION %.*s%.*s", STR_ARG(print),
                                     STR_ARG(str_sub(desired->text, scan.at, SIZE_MAX)));
}

/* `(FROM SQL WITH FUNCTION f(internal), TO SQL WITH FUNCTION g(internal))`, in any order. */
static void settle_transform(const PgTwin *twin, Definition *desired)
{
    PgScan scan = {.text = desired->text};
    Str routines[2] = {STR_ABSENT, STR_ABSENT};
    bool ok = pg_scan_take(&scan, "(");

    while (ok) {
        bool is_to = pg_scan_take(&scan, "TO");
        ok = (is_to || pg_scan_take(&scan, "FROM")) && pg_scan_take(&scan, "SQL") &&
             pg_scan_take(&scan, "WITH") && pg_scan_take(&scan, "FUNCTION");
        if (ok)
            routines[is_to ? 1 : 0] = print_routine(twin, take_routine(&scan));
        ok = ok && routines[is_to ? 1 : 0].len > 0;
        if (!pg_scan_take(&scan, ","))
            break;
    }
    if (ok)
        desired->text = arena_printf(
            twin->arena, "(%s%.*s%s%s%.*s)", routines[0].len > 0 ? "FROM SQL WITH FUNCTION " : "",
            STR_ARG(routines[0]), routines[0].len > 0 && routines[1].len > 0 ? ", " : "",
            routines[1].len > 0 ? "TO SQL WITH FUNCTION " : "", STR_ARG(routines[1]));
}

void pg_canon_routine_names(const PgTwin *twin, Definition *desired)
{
    if (desired->obj.rec.type == &cast_type)
        settle_cast(twin, desired);
    else
        settle_transform(twin, desired);
}

/* ---- operators */

static Str value_of(const PgOptions *options, Str name)
{
    const PgOption *option = pg_option_find(options, name);

    return option == NULL ? STR("NONE") : option->value;
}

/* `OPERATOR(shop.===)`, of `===` or of what says so. */
static Str print_partner(const PgTwin *twin, const PgOptions *options, const PgOption *partner)
{
    PgScan scan = {.text = partner->value};
    bool is_commutator = str_is(partner->name, "COMMUTATOR");
    Str left = value_of(options, STR("LEFTARG")), right = value_of(options, STR("RIGHTARG")), name;
    const char *values[1];
    PgToken first;

    name = partner->value;
    if (pg_scan_take(&scan, "OPERATOR") && pg_scan_take(&scan, "("))
        name = str_trim(str_sub(name, scan.at, name.len - scan.at - 1));
    scan = (PgScan){.text = name};
    first = pg_scan_peek(&scan);
    if (first.kind == PG_TOKEN_WORD || first.kind == PG_TOKEN_QUOTED) {
        Str schema = pg_token_name(twin->texts, &first);
        (void)pg_scan_next(&scan);
        (void)pg_scan_take(&scan, ".");
        return arena_printf(twin->texts, "OPERATOR(%.*s.%.*s)",
                            STR_ARG(pg_name_written(twin->texts, schema)),
                            STR_ARG(str_trim(str_sub(name, scan.at, SIZE_MAX))));
    }
    values[0] =
        arena_printf(twin->texts, "%.*s(%.*s,%.*s)", STR_ARG(name),
                     STR_ARG(is_commutator ? right : left), STR_ARG(is_commutator ? left : right))
            .ptr;
    return arena_printf(twin->texts, "OPERATOR(%.*s.%.*s)",
                        STR_ARG(ask(twin, false, FIND_OPERATOR, 1, values)), STR_ARG(name));
}

static bool is_operand(const PgOption *option)
{
    return str_is(option->name, "FUNCTION") || str_is(option->name, "LEFTARG") ||
           str_is(option->name, "RIGHTARG");
}

static void put_option(Sb *sb, Str name, Str value)
{
    sb_printf(sb, "%s%.*s%s%.*s", sb->len == 0 ? "(\n    " : ",\n    ", STR_ARG(name),
              value.len > 0 ? " = " : "", STR_ARG(value));
}

Str pg_canon_with_partners(const PgTwin *twin, const Definition *desired, Str print)
{
    static const Str names[] = {{"COMMUTATOR", 10}, {"NEGATOR", 7}};
    Str behind;
    PgOptions said = pg_options_read(twin->texts, desired->text, &behind);
    PgOptions printed = pg_options_read(twin->texts, print, &behind);
    Sb sb = sb_new(SB_FILE_MAX);
    bool is_put = false;

    for (size_t i = 0; i <= printed.len; i++) {
        if (!is_put && (i == printed.len || !is_operand(&printed.items[i]))) {
            for (size_t k = 0; k < 2; k++) {
                const PgOption *partner = pg_option_find(&said, names[k]);
                if (partner != NULL)
                    put_option(&sb, names[k], print_partner(twin, &printed, partner));
            }
            is_put = true;
        }
        if (i < printed.len)
            put_option(&sb, printed.items[i].name, printed.items[i].value);
    }
    sb_puts(&sb, "\n)");
    return sb_finish(&sb, twin->texts);
}

/* ---- operator classes */

Str pg_canon_with_family(const PgTwin *twin, const Definition *desired, Str print)
{
    PgClassHead said = pg_class_head_read(twin->texts, desired->text);
    PgClassHead printed = pg_class_head_read(twin->texts, print);
    Str own = desired->obj.schema;
    Str name = said.family.len > 0 ? said.family : desired->own;
    Str schema = said.family.len > 0 ? said.schema : own;
    const char *values[] = {
        schema.len == 0 ? NULL : arena_cstr(twin->texts, schema), arena_cstr(twin->texts, name),
        arena_cstr(twin->texts, pg_class_method(twin->texts, &said)), arena_cstr(twin->texts, own)};

    return arena_printf(twin->texts, "%sFOR TYPE %.*s USING %.*s FAMILY %.*s AS\n    %.*s",
                        said.is_default ? "DEFAULT " : "", STR_ARG(printed.type),
                        STR_ARG(printed.method), STR_ARG(ask(twin, false, FIND_FAMILY, 4, values)),
                        STR_ARG(printed.items));
}
