/* Which of the rights and owners that a package and a database have are compared. */
#include "job/rights.h"

#include "model/grant.h"
#include "model/label.h"

/* Calls for the object and each of its columns. */
static void each_record(const Object *object,
                        void (*call)(void *context, const Object *object, Record *rec),
                        void *context)
{
    const Table *table = (const Table *)object;

    call(context, object, (Record *)(uintptr_t)&object->rec);
    for (size_t i = 0; object->rec.type == &table_type && i < table->columns.len; i++)
        call(context, object, &table->columns.items[i]->rec);
}

static void count_grants(void *context, const Object *object, Record *rec)
{
    (void)object;
    for (size_t i = 0; i < GRANT_LISTS; i++)
        *(size_t *)context += record_grants_in(rec, grant_lists[i])->len;
}

static bool declares_any(const Model *desired)
{
    size_t count = 0;

    for (size_t i = 0; i < desired->objects.len && count == 0; i++)
        each_record(desired->objects.items[i], count_grants, &count);
    return count > 0;
}

Rights job_rights(const Package *package, const Environment *environment, const Model *desired)
{
    int choice = package_config(package)->grants;

    return (Rights){.grants = choice == GRANTS_MANAGED ||
                              (choice == GRANTS_DECLARED && declares_any(desired)),
                    .owners = environment != NULL && environment->owners};
}

/* ---- who deploys */

static bool is_deployers(const Object *object)
{
    return object->rec.type == &default_privileges_type &&
           (str_is(object->name, "CURRENT_USER") || str_is(object->name, "CURRENT_ROLE"));
}

bool job_name_deployer(const Model *live, Model *desired, Errs *errs)
{
    VEC(Object *) renamed = {0};
    bool ok = true;
    size_t kept = 0;

    for (size_t i = 0; i < desired->objects.len; i++) {
        Object *object = desired->objects.items[i];
        if (is_deployers(object))
            vec_push(&desired->arena, &renamed, object);
        else
            desired->objects.items[kept++] = object;
    }
    desired->objects.len = kept;
    for (size_t i = 0; i < renamed.len; i++) {
        Object *object = renamed.items[i];
        object->name = arena_str(&desired->arena, live->role);
        if (!model_register(desired, object))
            ok = err_at(errs, ERR_DUPLICATE, record_loc(&desired->arena, &object->rec),
                        "CURRENT_USER is the role that deploys", "%.*s is declared twice",
                        STR_ARG(label_object(&desired->arena, object)));
    }
    if (renamed.len > 0)
        model_sort(desired);
    return ok;
}

/* ---- roles that are not there */

typedef struct Checking {
    const Model *live;
    Arena arena;
    Map missing; /* role -> MissingRole */
    VEC(struct MissingRole *) list;
} Checking;

typedef struct MissingRole {
    Str name;
    Str where; /* label of the first that names it */
    Loc loc;
    size_t count;
} MissingRole;

static void want_role(Checking *checking, Str role, const Object *object, const Record *at)
{
    MissingRole *missing;

    if (map_get(&checking->live->roles, role) != NULL)
        return;
    missing = map_get(&checking->missing, role);
    if (missing == NULL) {
        missing = ARENA_NEW(&checking->arena, MissingRole);
        missing->name = role;
        missing->where = label_object(&checking->arena, object);
        missing->loc = record_loc(&checking->arena, at);
        (void)map_put(&checking->arena, &checking->missing, role, missing);
        vec_push(&checking->arena, &checking->list, missing);
    }
    missing->count++;
}

static void check_list(Checking *checking, const Object *object, const Record *rec,
                       const GrantVec *grants)
{
    for (size_t i = 0; i < grants->len; i++) {
        const Grant *grant = grants->items[i];
        if (!str_is(grant->role, GRANT_PUBLIC) && !str_is(grant->role, GRANT_OWNER))
            want_role(checking, grant_role_name(grant->role), object,
                      grant->rec.file != NULL ? &grant->rec : rec);
    }
}

static void check_grants(void *context, const Object *object, Record *rec)
{
    for (size_t i = 0; i < GRANT_LISTS; i++)
        check_list(context, object, rec, record_grants_in(rec, grant_lists[i]));
}

bool job_check_roles(const Rights *rights, const Model *live, const Model *desired, Errs *errs)
{
    Checking checking = {.live = live};
    ErrsMark mark = errs_mark(errs);

    for (size_t i = 0; i < desired->objects.len; i++) {
        const Object *object = desired->objects.items[i];
        if (rights->grants)
            each_record(object, check_grants, &checking);
        if (rights->grants && object->rec.type == &default_privileges_type)
            want_role(&checking, object->name, object, &object->rec);
        if (rights->owners && object->owner.len > 0)
            want_role(&checking, object->owner, object, &object->rec);
    }
    for (size_t i = 0; i < checking.list.len; i++) {
        const MissingRole *missing = checking.list.items[i];
        Str more = missing->count == 1
                       ? STR("")
                       : arena_printf(&checking.arena, " and %zu more place%s", missing->count - 1,
                                      missing->count == 2 ? "" : "s");
        err_at(errs, ERR_REFERENCE, missing->loc,
               "roles belong to the server, not to the package: create it there first",
               "there is no role %.*s on the server, which %.*s%.*s names", STR_ARG(missing->name),
               STR_ARG(missing->where), STR_ARG(more));
    }
    arena_free(&checking.arena);
    return errs_mark(errs) == mark;
}

/* ---- what is not compared */

static void forget_grants(void *context, const Object *object, Record *rec)
{
    (void)object;
    for (size_t i = 0; i < GRANT_LISTS; i++)
        record_set_grants_in(context, rec, grant_lists[i], (GrantVec){0});
}

/* All lists of one record as another has them; NULL: none. */
static void copy_grants(Arena *arena, Record *to, const Record *from)
{
    for (size_t i = 0; i < GRANT_LISTS; i++)
        record_set_grants_in(arena, to, grant_lists[i],
                             from == NULL ? (GrantVec){0}
                                          : *record_grants_in(from, grant_lists[i]));
}

static void keep_grants(Arena *arena, Pair *pair)
{
    if (pair->desired == NULL || !type_has_grants(pair->desired->type))
        return;
    copy_grants(arena, pair->desired, pair->live);
    for (size_t i = 0; i < pair->children.len; i++)
        keep_grants(arena, pair->children.items[i]);
}

/* A new table has no pairs for its columns. */
static void keep_of_pair(const Rights *rights, Model *desired, Pair *pair)
{
    Object *live = (Object *)pair->live, *wanted = (Object *)pair->desired;

    for (size_t side = 0; side < 2; side++) {
        Object *object = side == 0 ? live : wanted;
        if (object == NULL)
            continue;
        object->ignores_grants = !rights->grants;
        object->ignores_owner = !rights->owners;
    }
    if (wanted == NULL)
        return;
    if (!rights->owners || wanted->owner.len == 0)
        wanted->owner = live == NULL ? STR_ABSENT : live->owner;
    if (rights->grants && !wanted->is_implied)
        return;
    if (live == NULL)
        each_record(wanted, forget_grants, &desired->arena);
    else
        keep_grants(&desired->arena, pair);
}

void job_keep_rights(const Rights *rights, Pairs *pairs)
{
    PairVec kept = {0};

    for (size_t i = 0; i < pairs->objects.len; i++) {
        Pair *pair = pairs->objects.items[i];
        const Record *rec = pair->desired != NULL ? pair->desired : pair->live;
        keep_of_pair(rights, pairs->desired, pair);
        if (rights->grants || rec->type != &default_privileges_type)
            vec_push(&pairs->desired->arena, &kept, pair);
    }
    pairs->objects = kept;
}

static void take_out_defaults(Model *model)
{
    size_t kept = 0;

    for (size_t i = 0; i < model->objects.len; i++)
        if (model->objects.items[i]->rec.type != &default_privileges_type)
            model->objects.items[kept++] = model->objects.items[i];
    model->objects.len = kept;
}

void job_forget_rights(const Rights *wanted, Model *model)
{
    for (size_t i = 0; i < model->objects.len; i++) {
        if (!wanted->grants)
            each_record(model->objects.items[i], forget_grants, &model->arena);
        if (!wanted->owners)
            model->objects.items[i]->owner = STR_ABSENT;
    }
    if (!wanted->grants)
        take_out_defaults(model);
}

static void keep_written_grants(Arena *arena, const Pair *pair)
{
    if (pair->live == NULL || pair->desired == NULL || !type_has_grants(pair->live->type))
        return;
    copy_grants(arena, pair->live, pair->desired);
    for (size_t i = 0; i < pair->children.len; i++)
        keep_written_grants(arena, pair->children.items[i]);
}

void job_keep_written_rights(const Rights *wanted, Pairs *pairs)
{
    for (size_t i = 0; i < pairs->objects.len; i++) {
        const Pair *pair = pairs->objects.items[i];
        if (!wanted->grants && pair->live != NULL && pair->desired == NULL)
            each_record((const Object *)pair->live, forget_grants, &pairs->live->arena);
        else if (!wanted->grants)
            keep_written_grants(&pairs->live->arena, pair);
        if (!wanted->owners && pair->live != NULL && pair->desired != NULL)
            ((Object *)pair->live)->owner = ((const Object *)pair->desired)->owner;
    }
    if (!wanted->grants) {
        take_out_defaults(pairs->live);
        take_out_defaults(pairs->desired);
    }
}
