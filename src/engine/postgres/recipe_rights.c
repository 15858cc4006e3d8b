/* Recipes of owners and rights: the fewest statements that lead from what is, or from what a new
 * object is given by itself, to what is to be.
 *
 * What an object that the plan makes is given follows the default privileges of the role that makes
 * it. They may change in the same plan, before it or behind it: what only one of the two states
 * gives is both granted and revoked as if the other one held. */
#include "engine/postgres/definition.h"
#include "engine/postgres/recipe.h"
#include "engine/postgres/rights.h"

/* Why, in words. */
#define TO_GRANT "declared, not granted"
#define TO_REVOKE "granted, not declared"

/* What statements are about. */
typedef struct Subject {
    const Recipe *recipe;
    const PgRightsKind *kind;
    const Object *object; /* whose defaults count: desired, else live */
    Str prefix;           /* `ALTER DEFAULT PRIVILEGES … `; or absent */
    Str name;             /* behind ON: `TABLE "shop"."orders"` */
    Str column;           /* all of it is about this one; absent: as the holders' parts say */
    Str owner;            /* as SQL */
} Subject;

/* From where to where: of what is in one of `sure` and `maybe` only, nobody knows. */
typedef struct Way {
    PgHolders sure, maybe, to;
} Way;

static const PgHolder *find(const PgHolders *holders, Str part, Str role)
{
    for (size_t i = 0; i < holders->len; i++)
        if (str_eq(holders->items[i].part, part) && str_eq(holders->items[i].role, role))
            return &holders->items[i];
    return NULL;
}

static const PgRightsKind *kind_of(const Subject *subject, Str part)
{
    if (subject->object->rec.type == &default_privileges_type)
        return pg_default_rights(part, subject->object->schema.len == 0);
    return part.len > 0 ? &pg_column_rights : subject->kind;
}

static PgRightSet held(const Subject *subject, const PgHolders *holders, const PgHolder *of)
{
    const PgHolder *holder = find(holders, of->part, of->role);
    PgRightSet dflt = pg_rights_by_default(kind_of(subject, of->part), subject->object, of->role,
                                           subject->recipe->input->version);

    return holder == NULL ? dflt : (dflt & ~holder->revoked) | holder->given;
}

static PgRightSet options_of(const PgHolders *holders, const PgHolder *of)
{
    const PgHolder *holder = find(holders, of->part, of->role);

    return holder == NULL || str_is(of->role, GRANT_OWNER) ? 0 : holder->options;
}

/* ---- statements */

static void put_role(SqlWriter *writer, const Subject *subject, Str role)
{
    if (str_is(role, GRANT_PUBLIC))
        sql_put(writer, RAW("PUBLIC"));
    else if (str_is(role, GRANT_OWNER))
        sql_put(writer, EX(subject->owner));
    else
        sql_put(writer, ID(grant_role_name(role)));
}

static void put_rights(SqlWriter *writer, const Subject *subject, const PgHolder *of,
                       PgRightSet set)
{
    Arena *arena = subject->recipe->arena;
    bool is_default = subject->prefix.len > 0;
    Str column = subject->column.len > 0 ? subject->column : is_default ? STR_ABSENT : of->part;
    StrVec words =
        pg_rights_words(arena, kind_of(subject, of->part), set, subject->recipe->input->version);

    for (size_t i = 0; i < words.len; i++) {
        sql_put(writer, i == 0 ? RAW("") : RAW(", "), EX(words.items[i]));
        if (column.len > 0)
            sql_put(writer, RAW(" ("), ID(column), RAW(")"));
    }
    sql_put(writer, RAW(" ON "), EX(is_default ? of->part : subject->name));
}

static void grant(const Subject *subject, const PgHolder *of, PgRightSet set, bool with_option,
                  StrVec *to)
{
    SqlWriter writer = sql_new(&pg_quoting);

    if (set == 0)
        return;
    sql_put(&writer, EX(subject->prefix), RAW("GRANT "));
    put_rights(&writer, subject, of, set);
    sql_put(&writer, RAW(" TO "));
    put_role(&writer, subject, of->role);
    if (with_option)
        sql_put(&writer, RAW(" WITH GRANT OPTION"));
    vec_push(subject->recipe->arena, to, sql_finish(&writer, subject->recipe->arena));
}

static void revoke(const Subject *subject, const PgHolder *of, PgRightSet set, bool only_option,
                   StrVec *to)
{
    SqlWriter writer = sql_new(&pg_quoting);

    if (set == 0)
        return;
    sql_put(&writer, EX(subject->prefix), RAW("REVOKE "),
            only_option ? RAW("GRANT OPTION FOR ") : RAW(""));
    put_rights(&writer, subject, of, set);
    sql_put(&writer, RAW(" FROM "));
    put_role(&writer, subject, of->role);
    vec_push(subject->recipe->arena, to, sql_finish(&writer, subject->recipe->arena));
}

/* ---- differences */

static void grant_difference(const Subject *subject, const Way *way, const PgHolder *of,
                             StrVec *grants)
{
    PgRightSet before = held(subject, &way->sure, of), after = held(subject, &way->to, of);
    PgRightSet options = options_of(&way->to, of);

    grant(subject, of, after & ~before & ~options, false, grants);
    grant(subject, of, options & ~options_of(&way->sure, of), true, grants);
}

/* To revoke from a table revokes from its columns too, whatever they were given. */
static void grant_columns_again(const Subject *subject, const Way *way, const PgHolder *of,
                                PgRightSet set, StrVec *to)
{
    const Table *table = (const Table *)subject->object;
    Subject own = *subject;

    if (of->part.len > 0 || subject->column.len > 0)
        return;
    for (size_t i = 0; i < way->to.len; i++)
        if (way->to.items[i].part.len > 0 && str_eq(way->to.items[i].role, of->role))
            grant(subject, &way->to.items[i], way->to.items[i].given & set, false, to);
    own.kind = &pg_column_rights;
    for (size_t i = 0; table->obj.rec.type == &table_type && i < table->columns.len; i++) {
        const Column *column = table->columns.items[i];
        PgHolders holders =
            pg_rights_read(subject->recipe->arena, own.kind, NULL, record_grants(&column->rec),
                           subject->recipe->input->version);
        const PgHolder *holder = find(&holders, STR_ABSENT, of->role);
        own.column = column->name;
        if (holder != NULL) {
            grant(&own, holder, holder->given & ~holder->options & set, false, to);
            grant(&own, holder, holder->options & set, true, to);
        }
    }
}

static void revoke_difference(const Subject *subject, const Way *way, const PgHolder *of,
                              StrVec *revokes)
{
    PgRightSet before = held(subject, &way->maybe, of), after = held(subject, &way->to, of);
    PgRightSet options = options_of(&way->maybe, of) & ~options_of(&way->to, of);

    revoke(subject, of, before & ~after, false, revokes);
    revoke(subject, of, options & after, true, revokes);
    if ((before & ~after) != 0)
        grant_columns_again(subject, way, of, before & ~after, revokes);
}

/* What somebody beside the owner has granted goes with what lets them; what is to stay is then the
 * owner's to give. */
static void revoke_through(const Subject *subject, const Way *way, StrVec *revokes)
{
    Arena *arena = subject->recipe->arena;

    for (size_t i = 0; i < way->maybe.len; i++) {
        const PgHolder *holder = &way->maybe.items[i];
        if (holder->options == 0 || str_is(holder->role, GRANT_OWNER))
            continue;
        revoke(subject, holder, holder->given, false, revokes);
        vec_last(revokes) = arena_printf(arena, "%.*s CASCADE", STR_ARG(vec_last(revokes)));
        grant_columns_again(subject, way, holder, ~0u, revokes);
    }
    for (size_t i = 0; i < way->to.len; i++) {
        const PgHolder *holder = &way->to.items[i];
        const PgHolder *before = find(&way->maybe, holder->part, holder->role);
        if (before == NULL || (!before->has_other_grantor && before->options == 0))
            continue;
        grant(subject, holder, holder->given & ~holder->options, false, revokes);
        grant(subject, holder, options_of(&way->to, holder), true, revokes);
    }
}

static bool has_other_grantor(const PgHolders *holders)
{
    for (size_t i = 0; i < holders->len; i++)
        if (holders->items[i].has_other_grantor)
            return true;
    return false;
}

/* Each role of either side once. */
static PgHolders all_of(Arena *arena, const Way *way)
{
    PgHolders all = {0};

    for (size_t i = 0; i < way->to.len; i++)
        (void)pg_rights_holder(arena, &all, way->to.items[i].part, way->to.items[i].role);
    for (size_t i = 0; i < way->maybe.len; i++)
        (void)pg_rights_holder(arena, &all, way->maybe.items[i].part, way->maybe.items[i].role);
    return all;
}

static void difference(const Subject *subject, const Way *way, StrVec *grants, StrVec *revokes)
{
    PgHolders all = all_of(subject->recipe->arena, way);
    StrVec plain = {0};

    for (size_t i = 0; i < all.len; i++) {
        if (kind_of(subject, all.items[i].part) == NULL)
            continue;
        grant_difference(subject, way, &all.items[i], grants);
        revoke_difference(subject, way, &all.items[i], &plain);
    }
    if (plain.len > 0 && has_other_grantor(&way->maybe)) {
        revoke_through(subject, way, revokes);
        return;
    }
    for (size_t i = 0; i < plain.len; i++)
        vec_push(subject->recipe->arena, revokes, plain.items[i]);
}

/* ---- what a new object is given */

static Str creator_of(const Recipe *recipe)
{
    return recipe->input->changes->live->role;
}

/* Live default privileges of the role that makes it; NULL: none. */
static const Object *live_defaults(const Recipe *recipe, Str schema)
{
    const Model *live = recipe->input->changes->live;

    for (size_t i = 0; i < live->defaults.len; i++)
        if (str_eq(live->defaults.items[i]->name, creator_of(recipe)) &&
            str_eq(live->defaults.items[i]->schema, schema))
            return live->defaults.items[i];
    return NULL;
}

/* Those of after the plan. */
static const Object *later_defaults(const Recipe *recipe, Str schema)
{
    const Object *live = live_defaults(recipe, schema);
    const ChangeGroup *group = live == NULL ? NULL : changes_group_of(recipe->input->changes, live);

    if (live == NULL)
        return model_find(recipe->input->changes->desired, REC_DEFAULT_PRIVILEGES, schema,
                          creator_of(recipe));
    return group == NULL ? live : group->desired;
}

static void add_defaults(const Recipe *recipe, const Object *defaults, Str on, PgHolders *holders)
{
    PgHolders read;

    if (defaults == NULL)
        return;
    read = pg_rights_read(recipe->arena, NULL, defaults, record_grants(&defaults->rec),
                          recipe->input->version);
    for (size_t i = 0; i < read.len; i++) {
        PgHolder *holder;
        if (!str_eq(read.items[i].part, on))
            continue;
        holder = pg_rights_holder(recipe->arena, holders, STR_ABSENT, read.items[i].role);
        holder->given |= read.items[i].given;
        holder->options |= read.items[i].options;
        holder->revoked = (holder->revoked | read.items[i].revoked) & ~holder->given;
    }
}

static PgHolders given_anew(const Recipe *recipe, const Object *object, bool later)
{
    Str on = pg_rights_default_word(object->rec.type);
    PgHolders holders = {0};

    add_defaults(recipe,
                 later ? later_defaults(recipe, STR_ABSENT) : live_defaults(recipe, STR_ABSENT), on,
                 &holders);
    if (object->schema.len > 0)
        add_defaults(recipe,
                     later ? later_defaults(recipe, object->schema)
                           : live_defaults(recipe, object->schema),
                     on, &holders);
    return holders;
}

/* What everybody has on the schema public that initdb makes, and not on one that we make. */
static PgRightSet lacking_anew(const Recipe *recipe, const Object *object)
{
    const PgRightsKind *kind = pg_rights_of(object->rec.type);
    int version = recipe->input->version;

    return pg_rights_by_default(kind, object, STR(GRANT_PUBLIC), version) &
           ~pg_rights_by_default(kind, NULL, STR(GRANT_PUBLIC), version);
}

/* What both give is sure, what one of them gives may be. */
static Way way_of_new(const Recipe *recipe, const Object *object)
{
    PgHolders now = given_anew(recipe, object, false), then = given_anew(recipe, object, true);
    Way way = {0};
    PgRightSet of_initdb = lacking_anew(recipe, object);

    for (size_t pass = 0; pass < 2; pass++) {
        const PgHolders *one = pass == 0 ? &now : &then, *other = pass == 0 ? &then : &now;
        for (size_t i = 0; i < one->len; i++) {
            const PgHolder *a = &one->items[i], *b = find(other, a->part, a->role);
            PgHolder *sure = pg_rights_holder(recipe->arena, &way.sure, a->part, a->role);
            PgHolder *maybe = pg_rights_holder(recipe->arena, &way.maybe, a->part, a->role);
            PgHolder none = {0};
            b = b == NULL ? &none : b;
            sure->given = a->given & b->given;
            sure->options = a->options & b->options;
            sure->revoked = a->revoked | b->revoked;
            maybe->given = a->given | b->given;
            maybe->options = a->options | b->options;
            maybe->revoked = a->revoked & b->revoked;
        }
    }
    if (of_initdb != 0) {
        PgHolder *sure = pg_rights_holder(recipe->arena, &way.sure, STR_ABSENT, STR(GRANT_PUBLIC));
        PgHolder *maybe =
            pg_rights_holder(recipe->arena, &way.maybe, STR_ABSENT, STR(GRANT_PUBLIC));
        sure->revoked |= of_initdb & ~sure->given;
        maybe->revoked |= of_initdb & ~maybe->given;
    }
    return way;
}

/* ---- subjects */

static Str name_of(const Recipe *recipe, const PgRightsKind *kind, const Object *object)
{
    Arena *arena = recipe->arena;

    if (type_is_definition(object->rec.type)) {
        const Definition *definition = (const Definition *)object;
        Str name = object->rec.type == &aggregate_type /* a function by its types here */
                       ? sql_text(arena, &pg_quoting, QN(object->schema, definition->own),
                                  EX(pg_definition_arguments(arena, definition)))
                       : pg_definition_name(arena, definition);
        return sql_text(arena, &pg_quoting,
                        EX(kind->word != NULL                    ? str_from(kind->word)
                           : object->rec.type == &procedure_type ? STR("PROCEDURE")
                                                                 : STR("FUNCTION")),
                        RAW(" "), EX(name));
    }
    return sql_text(arena, &pg_quoting, EX(str_from(kind->word)), RAW(" "),
                    QN(object->schema, object->name));
}

static Str owner_sql(const Recipe *recipe, Str owner)
{
    return owner.len == 0 ? STR("CURRENT_USER") : RECIPE_SQL(recipe, ID(owner));
}

static Subject subject_of(const Recipe *recipe, const Object *object, const Object *live)
{
    Subject subject = {.recipe = recipe, .kind = pg_rights_of(object->rec.type), .object = object};

    subject.name = name_of(recipe, subject.kind, object);
    subject.owner = owner_sql(recipe, object->owner.len > 0 ? object->owner
                                      : live != NULL        ? live->owner
                                                            : STR_ABSENT);
    return subject;
}

static PgHolders holders_of(const Subject *subject, const Record *rec)
{
    bool is_column = rec->type == &column_type;

    return pg_rights_read(subject->recipe->arena, is_column ? &pg_column_rights : subject->kind,
                          is_column ? NULL : subject->object, record_grants(rec),
                          subject->recipe->input->version);
}

/* ---- owners */

/* What belongs to a column is its table's owner's, and must be before it is told so. */
static const Object *owning_table(const Recipe *recipe, const Object *object)
{
    Str owned_by = object->rec.type == &sequence_type
                       ? sparse_str(&object->rec, FIELD_SEQUENCE_OWNED_BY)
                       : STR_ABSENT;
    Str schema, table, column;

    if (owned_by.len == 0 || !pg_owned_by_read(recipe->arena, owned_by, &schema, &table, &column))
        return NULL;
    return model_find(recipe->input->changes->desired, REC_TABLE,
                      schema.len > 0 ? schema : object->schema, table);
}

static Str owner_of(const Recipe *recipe, const Object *object)
{
    const Object *table = owning_table(recipe, object);

    return table == NULL ? object->owner : table->owner;
}

/* Words between ALTER and the name. */
static Str alter_word(const Object *object)
{
    const char *word = pg_rights_alter_word(object->rec.type);

    return word != NULL ? str_from(word) : pg_definition_word((const Definition *)object);
}

static Str set_owner(const Recipe *recipe, const Object *object, Str owner)
{
    Str name = type_is_definition(object->rec.type)
                   ? pg_definition_name(recipe->arena, (const Definition *)object)
                   : RECIPE_SQL(recipe, QN(object->schema, object->name));

    return RECIPE_SQL(recipe, RAW("ALTER "), EX(alter_word(object)), RAW(" "), EX(name),
                      RAW(" OWNER TO "), ID(owner));
}

/* ---- public */

void recipe_column_rights(const Recipe *recipe, const Object *table, const Column *column,
                          StrVec *to)
{
    Subject subject = subject_of(recipe, table, recipe->group->live);
    Way way = {0};

    if (record_grants(&column->rec)->len == 0)
        return;
    subject.kind = &pg_column_rights;
    subject.column = column->name;
    way.to = holders_of(&subject, &column->rec);
    difference(&subject, &way, to, to);
}

void recipe_new_rights(const Recipe *recipe, const Object *object, const Object *live, StrVec *to)
{
    const Table *table = (const Table *)object;
    StrVec grants = {0};
    Subject subject;
    Way way;

    if (pg_rights_of(object->rec.type) == NULL)
        return;
    if (owner_of(recipe, object).len > 0 && !str_eq(owner_of(recipe, object), creator_of(recipe)))
        vec_push(recipe->arena, to, set_owner(recipe, object, owner_of(recipe, object)));
    if (object->ignores_grants && live == NULL)
        return;
    subject = subject_of(recipe, object, live);
    way = way_of_new(recipe, object);
    way.to = holders_of(&subject, &object->rec);
    difference(&subject, &way, &grants, to);
    for (size_t i = 0; i < grants.len; i++)
        vec_push(recipe->arena, to, grants.items[i]);
    for (size_t i = 0; object->rec.type == &table_type && i < table->columns.len; i++)
        recipe_column_rights(recipe, object, table->columns.items[i], to);
}

StrVec pg_rights_script(Arena *arena, const Object *object)
{
    RecipeInput input = {.arena = arena, .version = PG_NEWEST_VERSION};
    Recipe recipe = {.input = &input, .arena = arena};
    StrVec statements = {0};
    Subject subject;
    Way way = {0};

    if (pg_rights_of(object->rec.type) == NULL)
        return statements;
    if (object->owner.len > 0)
        vec_push(arena, &statements, set_owner(&recipe, object, object->owner));
    subject = subject_of(&recipe, object, NULL);
    subject.owner = STR("CURRENT_USER"); /* whoever owns it where it is run */
    way.to = holders_of(&subject, &object->rec);
    difference(&subject, &way, &statements, &statements);
    return statements;
}

/* A change of the object's own rights, or of a column's. */
static void change_rights(Recipe *recipe, const Change *change, const Piece *owned)
{
    Subject subject = subject_of(recipe, recipe->group->desired, recipe->group->live);
    StrVec grants = {0}, revokes = {0}, grants_back = {0}, revokes_back = {0};
    Way way = {0}, back = {0};
    Piece *piece;

    if (change->desired->type == &column_type) {
        subject.kind = &pg_column_rights;
        subject.column = record_name(change->desired);
    }
    way.sure = way.maybe = holders_of(&subject, change->live);
    way.to = holders_of(&subject, change->desired);
    back = (Way){.sure = way.to, .maybe = way.to, .to = way.sure};
    difference(&subject, &way, &grants, &revokes);
    difference(&subject, &back, &grants_back, &revokes_back);
    for (size_t pass = 0; pass < 2; pass++) {
        const StrVec *statements = pass == 0 ? &grants : &revokes;
        if (statements->len == 0)
            continue;
        piece = pass == 0 ? recipe_add(recipe, OP_GRANT, change, STR(TO_GRANT))
                          : recipe_add(recipe, OP_REVOKE, change, STR(TO_REVOKE));
        piece->about = change->desired;
        piece->statements = *statements;
        piece->reverse = pass == 0 ? revokes_back : grants_back;
        recipe_after(recipe, piece, owned);
        if (change->desired->type == &column_type)
            recipe_after_name(recipe, piece, record_name(change->desired));
    }
}

/* A column that comes to a table that is there, or is made anew by a change of its own. */
static void add_column_rights(Recipe *recipe, const Change *change)
{
    StrVec statements = {0};
    Piece *piece;

    recipe_column_rights(recipe, recipe->group->desired, (const Column *)change->desired,
                         &statements);
    if (statements.len == 0)
        return;
    piece = recipe_add(recipe, OP_GRANT, change, STR(TO_GRANT));
    piece->about = change->desired;
    piece->statements = statements;
    recipe_after_name(recipe, piece, record_name(change->desired));
}

static bool is_remade(const Recipe *recipe, const Record *column)
{
    for (size_t i = 0; i < recipe->remade.len; i++)
        if (recipe->remade.items[i] == column)
            return true;
    return false;
}

static const Piece *change_owner(Recipe *recipe, const Change *change)
{
    const Object *desired = recipe->group->desired, *live = recipe->group->live;
    bool is_relation = record_type_find(desired->rec.type, STR("Columns")) != NULL ||
                       desired->rec.type == &sequence_type || desired->rec.type == &view_type ||
                       desired->rec.type == &materialized_view_type;
    Piece *piece;

    if (!change_has(change, "Owner") || desired->owner.len == 0 ||
        owning_table(recipe, desired) != NULL)
        return NULL;
    piece = recipe_add(recipe, is_relation ? OP_SET_OWNER : OP_SET_OBJECT_OWNER, change,
                       recipe_reason_of(recipe->arena, change, "Owner"));
    recipe_put(recipe, piece, set_owner(recipe, desired, desired->owner));
    recipe_undo(recipe, piece, set_owner(recipe, desired, live->owner));
    return piece;
}

void recipe_rights(Recipe *recipe)
{
    const ChangeGroup *group = recipe->group;
    const Piece *owned = NULL;

    if (group->desired == NULL || group->live == NULL)
        return;
    for (size_t i = 0; i < group->changes.len; i++) {
        const Change *change = group->changes.items[i];
        bool is_column = change->desired != NULL && change->desired->type == &column_type;
        if (change->desired == NULL || (is_column && is_remade(recipe, change->desired)))
            continue;
        if (change->kind == CHANGE_ALTER && change->desired == &group->desired->rec)
            owned = change_owner(recipe, change);
        if (change->kind == CHANGE_ALTER && change_has(change, "Grants"))
            change_rights(recipe, change, owned);
        else if (is_column && (change->kind == CHANGE_CREATE || change->kind == CHANGE_RECREATE))
            add_column_rights(recipe, change);
    }
}

/* ---- default privileges */

static void default_statements(const Recipe *recipe, const Object *object, const Record *from,
                               const Record *to, StrVec *grants, StrVec *revokes)
{
    Subject subject = {
        .recipe = recipe, .object = object, .owner = RECIPE_SQL(recipe, ID(object->name))};
    SqlWriter writer = sql_new(&pg_quoting);
    Way way = {0};

    sql_put(&writer, RAW("ALTER DEFAULT PRIVILEGES FOR ROLE "), ID(object->name), RAW(" "));
    if (object->schema.len > 0)
        sql_put(&writer, RAW("IN SCHEMA "), ID(object->schema), RAW(" "));
    subject.prefix = sql_finish(&writer, recipe->arena);
    if (from != NULL)
        way.sure = way.maybe = holders_of(&subject, from);
    if (to != NULL)
        way.to = holders_of(&subject, to);
    difference(&subject, &way, grants, revokes);
}

void recipe_default_privileges(Recipe *recipe)
{
    const ChangeGroup *group = recipe->group;
    const Object *object = group->desired != NULL ? group->desired : group->live;
    const Record *live = group->live == NULL ? NULL : &group->live->rec;
    const Record *desired = group->desired == NULL ? NULL : &group->desired->rec;
    Op op = live == NULL ? OP_CREATE_OBJECT : desired == NULL ? OP_DROP_OBJECT : OP_ALTER_OBJECT;
    const Object *schema;
    Piece *piece;

    if (group->changes.len == 0)
        return;
    piece =
        recipe_add(recipe, op, group->changes.items[0],
                   live != NULL && desired != NULL ? STR("other rights are declared") : STR_ABSENT);
    default_statements(recipe, object, live, desired, &piece->statements, &piece->statements);
    default_statements(recipe, object, desired, live, &piece->reverse, &piece->reverse);
    schema = model_find(recipe->input->changes->desired, REC_SCHEMA, STR_ABSENT, object->schema);
    if (schema != NULL)
        vec_push(recipe->arena, &piece->needs, schema);
}
