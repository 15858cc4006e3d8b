/* The engines that this build has. */
#include "engine/engine.h"

#ifdef ANNEAL_HAS_POSTGRES
#include "engine/postgres/postgres.h"
#endif
#ifdef ANNEAL_HAS_MYSQL
#include "engine/mysql/mysql.h"
#endif
#ifdef ANNEAL_HAS_SQLITE
#include "engine/sqlite/sqlite.h"
#endif

const Engine *const engines[] = {
#ifdef ANNEAL_HAS_POSTGRES
    &engine_postgres,
#endif
#ifdef ANNEAL_HAS_MYSQL
    &engine_mysql,
    &engine_mariadb,
#endif
#ifdef ANNEAL_HAS_SQLITE
    &engine_sqlite,
#endif
    NULL,
};

const Engine *engine_for_url(const Url *url, Errs *errs)
{
    Sb known = sb_new(SB_LINE_MAX);

    for (const Engine *const *engine = engines; *engine != NULL; engine++) {
        for (const char *const *scheme = (*engine)->schemes; *scheme != NULL; scheme++) {
            if (str_is(url->scheme, *scheme)) {
                sb_free(&known);
                return *engine;
            }
            sb_printf(&known, "%s%s:", known.len > 0 ? ", " : "", *scheme);
        }
    }
    err_addf(errs, ERR_URL, "no engine of this build knows the URL scheme \"%.*s:\"",
             STR_ARG(url->scheme));
    err_hint(errs, "this build knows %.*s", STR_ARG(sb_str(&known)));
    sb_free(&known);
    return NULL;
}

const Engine *engine_by_name(Str name)
{
    for (const Engine *const *engine = engines; *engine != NULL; engine++)
        if (str_is(name, (*engine)->name))
            return *engine;
    return NULL;
}
