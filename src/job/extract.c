/* A live database becomes a package. */
#include "diff/diff.h"
#include "job/declare.h"
#include "job/job.h"
#include "job/rights.h"
#include "job/summary.h"
#include "model/temporary.h"

/* `shop` of `/data/shop.db`: a database that is a file has its path as its name. */
static const char *product_of(Arena *arena, Str database)
{
    size_t from = 0, to = database.len;

    for (size_t i = 0; i < database.len; i++)
        if (database.ptr[i] == '/')
            from = i + 1;
    for (size_t i = from + 1; i < database.len; i++)
        if (database.ptr[i] == '.')
            to = i;
    if (to <= from)
        return "database";
    return arena_cstr(arena, str_sub(database, from, to - from));
}

/* What package_save hands back to us: the live side, and how to ask it. */
typedef struct Preparing {
    const Engine *engine;
    Conn *conn;
    Model *live;
    Rights wanted;
} Preparing;

/* A present package is compared as a plan compares it: another spelling of what is there keeps its
 * file. What the engine does not keep is no news here, as the file stays as it is. */
static bool prepare(void *context, Package *package, const PackageTarget *target, Model *present,
                    Notes *notes, Errs *errs)
{
    Preparing *preparing = context;
    const Engine *engine = preparing->engine;
    MatchOptions match = {.fold_name = engine->fold_name};
    Notes dropped = {0};
    Pairs pairs = {0};
    bool ok = job_declare(package, target, engine, present, NULL, &dropped, errs) &&
              engine->settle(present, &dropped, errs) &&
              job_name_deployer(preparing->live, present, errs) &&
              diff_match(preparing->live, present, &match, &pairs, &dropped, errs);

    if (ok) {
        if (package_config(package)->grants == GRANTS_IGNORED)
            preparing->wanted.grants = false;
        job_keep_written_rights(&preparing->wanted, &pairs);
        ok = engine->canonicalize(preparing->conn, &pairs, notes, errs);
    }

    notes_free(&dropped);
    return ok;
}

/* Nothing to extract is what a mistyped path or pattern looks like. */
static bool check_anything(const Model *live, const Filter *filter, const Facts *facts,
                           Notes *notes, Errs *errs)
{
    if (live->objects.len > 0)
        return true;
    if (facts->is_absent)
        return err_at(errs, ERR_CATALOG, (Loc){0}, "is the URL right?", "there is no database %.*s",
                      STR_ARG(facts->database));
    if (filter->manage.len + filter->ignore.len > 0)
        return err_at(errs, ERR_CATALOG, (Loc){0}, "is a pattern wrong?",
                      "%.*s holds nothing to extract", STR_ARG(facts->database));
    notes_addf(notes, "%.*s holds nothing to extract: the package is empty",
               STR_ARG(facts->database));
    return true;
}

bool job_extract(const JobExtract *input, Arena *arena, JobSummary *summary, Notes *notes,
                 Errs *errs)
{
    ConnectOptions options = {.log = input->log, .is_read_only = true};
    const Engine *engine = NULL;
    Conn *conn = NULL;
    Model *live = model_new();
    Facts facts = {0};
    Preparing preparing;
    SaveOptions save;
    Url url;
    bool ok = false;

    if (!url_parse(arena, str_from(input->url), &url, errs))
        goto done;
    engine = engine_for_url(&url, errs);
    if (engine == NULL || !engine->connect(&url, &options, &conn, errs) ||
        !engine->describe(conn, &facts, errs) ||
        !engine->introspect(conn, &input->filter, live, notes, errs))
        goto done;
    job_forget_rights(&(Rights){!input->without_grants, input->with_owners}, live);
    for (size_t i = 0; i < live->objects.len; i++)
        if (live->objects.items[i]->rec.type == &table_type) {
            table_drop_given((Table *)live->objects.items[i]);
            table_drop_temporary((Table *)live->objects.items[i]);
        }
    model_drop_temporary(live);
    if (!check_anything(live, &input->filter, &facts, notes, errs))
        goto done;
    save = (SaveOptions){.product = product_of(arena, facts.database),
                         .platform = engine->platforms[0],
                         .default_schema = engine->default_schema,
                         .format = input->format,
                         .looked_at = &input->filter,
                         .fold_name = engine->fold_name,
                         .object_script = engine->object_script,
                         .prepare = prepare,
                         .context = &preparing};
    preparing = (Preparing){engine, conn, live, {!input->without_grants, input->with_owners}};
    ok = package_save(live, input->folder, &save, notes, errs);
    summary->name = arena_str(arena, facts.database);
    job_count(live, arena, summary);
done:
    if (engine != NULL)
        engine->close(conn);
    facts_free(&facts);
    model_free(live);
    return ok;
}
