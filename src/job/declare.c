/* Object scripts of a package -> objects of its desired model. */
#include "job/declare.h"

/* Into `desired`; `*is_declared` false: it is a script to run. */
static bool declare(const Engine *engine, const Script *script, Model *desired, bool *is_declared,
                    Errs *errs)
{
    Arena scratch = {0};
    Statements statements = {0};
    ErrsMark mark = errs_mark(errs);
    bool ok = true;

    *is_declared = false;
    if (script->is_retried && script->secrets.len == 0)
        ok = engine->split_script(&scratch, script->file, script->text, &statements, errs) &&
             engine->declare_script(&statements, script->file, desired, is_declared, errs);
    for (size_t i = mark; i < errs->list.len; i++)
        errs->list.items[i].loc.line = script_file_line(script, errs->list.items[i].loc.line);
    arena_free(&scratch);
    return ok;
}

/* What the script excuses counts for all that it declares. */
static void allow(const Script *script, Model *desired, size_t since)
{
    for (size_t i = since; i < desired->objects.len; i++) {
        Record *rec = &desired->objects.items[i]->rec;
        const Field *field = record_type_find_id(rec->type, FIELD_ALLOW);
        for (size_t k = 0; field != NULL && k < script->allow.len; k++)
            list_push(&desired->arena, record_put(&desired->arena, rec, field),
                      &script->allow.items[k]->rec);
    }
}

bool job_script_declares(const Engine *engine, const Script *script)
{
    Model *scratch = model_new();
    Errs ignored = {0};
    bool is_declared;

    (void)declare(engine, script, scratch, &is_declared, &ignored);
    errs_free(&ignored);
    model_free(scratch);
    return is_declared;
}

bool job_declare(Package *package, const PackageTarget *target, const Engine *engine,
                 Model *desired, ScriptVec *others, Notes *notes, Errs *errs)
{
    ErrsMark mark = errs_mark(errs);
    ScriptVec scripts = {0};

    (void)package_scripts(package, target, &scripts, notes, errs);
    for (size_t i = 0; i < scripts.len; i++) {
        size_t since = desired->objects.len;
        bool is_declared;
        (void)declare(engine, scripts.items[i], desired, &is_declared, errs);
        allow(scripts.items[i], desired, since);
        if (!is_declared && others != NULL)
            vec_push(&desired->arena, others, scripts.items[i]);
    }
    model_sort(desired);
    return errs_mark(errs) == mark;
}
