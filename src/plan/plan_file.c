/* Plan <-> file. The bytes are canonical: the field tables give the order, the codec the layout. */
#include "plan/plan_file.h"

#include "base/hash.h"
#include "codec/json.h"
#include "codec/record.h"

static const char again[] = "make the plan again with this version of anneal";

/* Takes the members that stand outside the hash off the end of the tree. */
static void drop_members(Doc *doc, const char *const *keys, size_t count)
{
    Doc *kept_last = NULL;

    for (Doc **at = &doc->first; *at != NULL;) {
        bool drop = false;
        for (size_t i = 0; i < count; i++)
            drop = drop || str_is((*at)->key, keys[i]);
        if (drop) {
            *at = (*at)->next;
            doc->count--;
        } else {
            kept_last = *at;
            at = &(*at)->next;
        }
    }
    doc->last = kept_last;
}

void plan_write(Sb *sb, const Plan *plan)
{
    Arena scratch = {0};

    json_write(sb, codec_record_write(&scratch, &plan->rec));
    arena_free(&scratch);
}

Str plan_hash(Arena *arena, const Plan *plan)
{
    static const char *const outside[] = {"Hash",     "Revision", "Facts",
                                          "ScanRate", "Proven",   "Untried"};
    Arena scratch = {0};
    Sb sb = sb_new(SB_FILE_MAX);
    Doc *doc = codec_record_write(&scratch, &plan->rec);
    Str hash;

    drop_members(doc, outside, sizeof outside / sizeof *outside);
    json_write(&sb, doc);
    hash = hash_hex(arena, hash_of(sb_str(&sb)));
    sb_free(&sb);
    arena_free(&scratch);
    return hash;
}

/* One clear error, of one code, instead of all that the layers below found. */
static bool refuse(const char *path, ErrsMark mark, Errs *errs)
{
    Arena scratch = {0};
    Loc loc = {.file = path};
    Str message = STR("it is no plan");

    if (errs_mark(errs) > mark) {
        const Err *first = &errs->list.items[mark];
        loc = first->loc;
        loc.file = path;
        loc.path = arena_cstr(&scratch, str_from(loc.path));
        message = arena_str(&scratch, str_from(first->message));
    }
    errs_drop(errs, mark);
    (void)err_at(errs, ERR_PLAN_FILE, loc, again, "the plan file can't be used: %.*s",
                 STR_ARG(message));
    arena_free(&scratch);
    return false;
}

/* Before anything else is looked at: another format has other fields. */
static bool check_format(const char *path, const Doc *doc, Errs *errs)
{
    const Doc *format = doc->kind == DOC_OBJECT ? doc_get(doc, STR("Format")) : NULL;
    int64_t number = 0;

    if (format == NULL || format->kind != DOC_NUMBER || !str_to_int64(format->text, &number))
        return err_at(errs, ERR_PLAN_FILE, (Loc){.file = path}, again,
                      "the file is no plan of anneal: it has no Format");
    if (number != PLAN_FORMAT)
        return err_at(errs, ERR_PLAN_FILE,
                      (Loc){.file = path, .line = format->line, .column = format->column}, again,
                      "the plan file has format %lld, this version of anneal reads %d",
                      (long long)number, PLAN_FORMAT);
    return true;
}

static bool check_hash(const char *path, const Plan *plan, Errs *errs)
{
    Arena scratch = {0};
    bool equal = plan->hash.len > 0 && str_eq(plan->hash, plan_hash(&scratch, plan));

    arena_free(&scratch);
    return equal || err_at(errs, ERR_PLAN_FILE, (Loc){.file = path},
                           "a plan that was approved is not edited: make a new one",
                           "the plan file was changed after it was made: its Hash is not that of "
                           "its content");
}

/* Whether the step has what its kind needs. */
static bool has_payload(const Step *step)
{
    switch ((StepKind)step->kind) {
    case STEP_EXEC:
        return true;
    case STEP_CHECK:
        return step->check != NULL;
    case STEP_SCRIPTS:
        return step->scripts != NULL && step->scripts->list.len > 0;
    case STEP_HOOK:
        return step->hook != NULL && step->hook->command.len > 0;
    case STEP_LOOP:
        return step->loop != NULL && step->loop->key.len > 0;
    case STEP_WAIT:
        return step->wait != NULL;
    }
    return false;
}

/* Run as plain statements, a step of another kind would do something else than was approved. */
static bool check_kinds(const char *path, const Plan *plan, Errs *errs)
{
    for (size_t i = 0; i < plan->steps.len; i++) {
        const Step *step = plan->steps.items[i];
        if (!has_payload(step))
            return err_at(errs, ERR_PLAN_FILE, (Loc){.file = path},
                          "run it with the version of anneal that made it",
                          "step %.*s of the plan file is of the kind %s, and has nothing of that "
                          "kind that this version could run",
                          STR_ARG(step->id), step_kind_names[step->kind]);
    }
    return true;
}

static bool read_into(Plan *plan, const char *path, Str bytes, Errs *errs)
{
    Arena *arena = &plan->arena;
    CodecOptions options = {0};
    ErrsMark mark = errs_mark(errs);
    DocFile *file = ARENA_NEW(arena, DocFile);
    const Doc *doc;
    const Plan *read;

    *file = (DocFile){.path = path, .bytes = bytes};
    doc = json_read(arena, file, false, errs);
    if (doc == NULL || errs_mark(errs) > mark)
        return refuse(path, mark, errs);
    if (!check_format(path, doc, errs))
        return false;
    read = (const Plan *)codec_record_read(arena, doc, &plan_type, &options, errs);
    if (read == NULL)
        return refuse(path, mark, errs);
    /* The record was made inside the arena that it is about to own. */
    Arena own = plan->arena;
    *plan = *read;
    plan->arena = own;
    return check_hash(path, plan, errs) && check_kinds(path, plan, errs);
}

Plan *plan_read(const char *path, Str bytes, Errs *errs)
{
    Plan *plan = plan_new();

    if (read_into(plan, path, bytes, errs))
        return plan;
    plan_free(plan);
    return NULL;
}
