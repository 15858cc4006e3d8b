/* Queries of the package that must be true before anything runs. */
#include "deploy/validate.h"

#include "deploy/probe.h"

/* As the engines print a boolean, and a number as SchemaSmith takes it. */
static bool is_true(const Rows *rows)
{
    static const char *const words[] = {"t", "true", "yes", "on", NULL};
    int64_t number;
    Str cell;

    if (rows->count == 0 || rows->columns == 0)
        return false;
    cell = ROW_CELL(rows, 0, 0);
    for (const char *const *word = words; *word != NULL; word++)
        if (str_eq_ascii_nocase(cell, str_from(*word)))
            return true;
    return str_to_int64(cell, &number) && number != 0;
}

static bool ask(const Engine *engine, Conn *conn, const PlanValidation *validation, bool *answer,
                Errs *errs)
{
    Arena scratch = {0};
    Rows rows = {0};
    bool ok = engine->begin(conn, true, errs) &&
              engine->set_limits(conn, PROBE_LOCK_TIMEOUT_MS, PROBE_TIMEOUT_MS, errs) &&
              engine->query(conn, validation->query, &scratch, &rows, errs);

    engine->rollback(conn);
    *answer = ok && is_true(&rows);
    arena_free(&scratch);
    return ok;
}

bool deploy_validate(const Engine *engine, Conn *conn, const PlanValidationVec *validations,
                     Errs *errs)
{
    for (size_t i = 0; i < validations->len; i++) {
        const PlanValidation *validation = validations->items[i];
        Arena scratch = {0};
        Loc loc = {.file = arena_cstr(&scratch, validation->file),
                   .line = (uint32_t)validation->line.value};
        bool answer = false, ok = ask(engine, conn, validation, &answer, errs);
        if (!ok) {
            vec_last(&errs->list).loc = (Loc){0};
            (void)err_context(errs, "%.*s can't be asked", STR_ARG(validation->name));
        } else if (!answer) {
            ok = err_at(errs, ERR_VALIDATION, loc, "is it the database that is meant?",
                        "nothing is run: %.*s is not true here: %.*s", STR_ARG(validation->name),
                        STR_ARG(str_trim(validation->query)));
        }
        arena_free(&scratch);
        if (!ok)
            return false;
    }
    return true;
}
