/* A live database becomes a package. */
#include "job/job.h"
#include "job/summary.h"

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

bool job_extract(const char *url_text, const char *folder, const Filter *filter, const Log *log,
                 Arena *arena, JobSummary *summary, Notes *notes, Errs *errs)
{
    ConnectOptions options = {.log = log, .is_read_only = true};
    const Engine *engine = NULL;
    Conn *conn = NULL;
    Model *live = model_new();
    Facts facts = {0};
    SaveOptions save;
    Url url;
    bool ok = false;

    if (!url_parse(arena, str_from(url_text), &url, errs))
        goto done;
    engine = engine_for_url(&url, errs);
    if (engine == NULL || !engine->connect(&url, &options, &conn, errs) ||
        !engine->describe(conn, &facts, errs) ||
        !engine->introspect(conn, filter, live, notes, errs))
        goto done;
    save = (SaveOptions){.product = product_of(arena, facts.database),
                         .platform = engine->platforms[0],
                         .default_schema = engine->default_schema,
                         .looked_at = filter};
    ok = package_save(live, folder, &save, notes, errs);
    summary->name = arena_str(arena, facts.database);
    job_count(live, arena, summary);
done:
    if (engine != NULL)
        engine->close(conn);
    facts_free(&facts);
    model_free(live);
    return ok;
}
