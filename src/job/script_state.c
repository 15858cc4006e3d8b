/* What the journal says of scripts, and what a person says of them. */
#include "job/script_state.h"

#include "deploy/journal.h"
#include "job/resolve.h"
#include "package/scripts.h"

#ifndef ANNEAL_VERSION
#error "the build gives ANNEAL_VERSION"
#endif

enum { DEPLOYER_WAIT_MS = 30 * 1000 };

/* A target with its connection and journal. */
typedef struct Place {
    Resolved at;
    Conn *conn;
    DeployerLock *lock;
    Journal *journal;
    Facts facts;
} Place;

static Str product_of(const Resolved *at)
{
    return at->package == NULL ? STR_ABSENT : package_product(at->package)->name;
}

static bool place_open(const JobTarget *target, bool writes, Place *place, Notes *notes, Errs *errs)
{
    ConnectOptions options = {.log = target->log, .is_read_only = !writes};
    Resolved *at = &place->at;
    JournalPlace journal = {.tool = STR(ANNEAL_VERSION)};

    if (!job_resolve(target, false, at, notes, errs))
        return false;
    if (at->environment != NULL)
        options.role = at->environment->role;
    if (at->package != NULL)
        journal.name = package_config(at->package)->journal;
    return at->engine->connect(&at->url, &options, &place->conn, errs) &&
           at->engine->describe(place->conn, &place->facts, errs) &&
           (!writes || at->engine->lock_deployer(place->conn, &at->url, DEPLOYER_WAIT_MS,
                                                 &place->lock, errs)) &&
           journal_open(&journal, at->engine, place->conn, writes, &place->journal, errs);
}

static void place_close(Place *place)
{
    journal_close(place->journal);
    if (place->at.engine != NULL) {
        place->at.engine->unlock_deployer(place->lock);
        place->at.engine->close(place->conn);
    }
    facts_free(&place->facts);
    job_resolved_free(&place->at);
}

static bool is_unresolved(const ScriptRecord *script)
{
    return script->state == SCRIPT_RUNNING ||
           (script->state == SCRIPT_FAILED && script->statements_done.value > 0);
}

bool job_unresolved(const JobTarget *target, Arena *arena, Str *database, ScriptRecords *scripts,
                    Notes *notes, Errs *errs)
{
    Place place = {.conn = NULL};
    ScriptRecords all = {0};
    bool ok = place_open(target, false, &place, notes, errs) &&
              journal_scripts_read(place.journal, product_of(&place.at), arena, &all, errs);

    for (size_t i = 0; i < all.len; i++)
        if (is_unresolved(all.items[i]))
            vec_push(arena, scripts, all.items[i]);
    *database = arena_str(arena, place.facts.database);
    place_close(&place);
    return ok;
}

/* `name` is the path or its end from a slash on. */
static bool is_named(Str path, Str name)
{
    return str_eq(path, name) || (path.len > name.len && str_ends(path, name) &&
                                  path.ptr[path.len - name.len - 1] == '/');
}

/* One candidate, by path; the second is one too many. */
typedef struct Choice {
    const ScriptRecord *known;
    const Script *declared;
    Str path, other;
} Choice;

static void choose(Choice *choice, Str path, const ScriptRecord *known, const Script *declared)
{
    if (choice->path.ptr != NULL && !str_eq(choice->path, path)) {
        choice->other = path;
        return;
    }
    choice->path = path;
    if (known != NULL)
        choice->known = known;
    if (declared != NULL)
        choice->declared = declared;
}

static bool find(Place *place, Str name, Arena *arena, Choice *choice, Notes *notes, Errs *errs)
{
    ScriptRecords all = {0};
    ScriptVec declared = {0};
    PackageTarget target = {.engine = place->at.engine->bit, .environment = place->at.environment};

    if (!journal_scripts_read(place->journal, product_of(&place->at), arena, &all, errs) ||
        (place->at.package != NULL &&
         !package_scripts(place->at.package, &target, &declared, notes, errs)))
        return false;
    for (size_t i = 0; i < all.len; i++)
        if (is_named(all.items[i]->path, name))
            choose(choice, all.items[i]->path, all.items[i], NULL);
    for (size_t i = 0; i < declared.len; i++)
        if (is_named(declared.items[i]->path, name))
            choose(choice, declared.items[i]->path, NULL, declared.items[i]);
    if (choice->other.ptr != NULL)
        return err_at(errs, ERR_USAGE, (Loc){0}, "write more of its path",
                      "\"%.*s\" names %.*s and %.*s", STR_ARG(name), STR_ARG(choice->path),
                      STR_ARG(choice->other));
    return choice->path.ptr != NULL ||
           err_at(errs, ERR_REFERENCE, (Loc){0},
                  place->at.package == NULL ? "with -p DIR scripts of the package are found too"
                                            : "`anneal resolve` without a name lists what is open",
                  "there is no script \"%.*s\"", STR_ARG(name));
}

bool job_resolve_script(const JobTarget *target, const char *name, ScriptVerdict verdict,
                        Arena *arena, Str *path, Notes *notes, Errs *errs)
{
    Place place = {.conn = NULL};
    Choice choice = {0};
    ScriptRecord row = {.rec = {.type = &script_record_type}};
    bool ok = place_open(target, true, &place, notes, errs) &&
              find(&place, str_from(name), arena, &choice, notes, errs);

    if (ok) {
        if (choice.known != NULL)
            row = *choice.known;
        else
            row.hash = choice.declared->hash;
        if (choice.known == NULL)
            row.product = product_of(&place.at);
        row.path = *path = arena_str(arena, choice.path);
        row.state = verdict == SCRIPT_WAS_DONE ? SCRIPT_DONE : SCRIPT_FAILED;
        row.error = STR_ABSENT;
        if (verdict == SCRIPT_IS_TO_RUN)
            row.statements_done = (OptInt){true, 0};
        ok = journal_script_save(place.journal, &row, errs);
    }
    place_close(&place);
    return ok;
}
