/* Recipes of owners and rights: the fewest statements that lead from what is, or from what a new
 * object is given by itself, to what is to be.
 *
 * What an object that the plan makes is given follows the default privileges of the role that makes
 * it. They may change in the same plan, before it or behind it: what only one of the two states
 * gives is both granted and revoked as if the other one held. */
#include "engine/postgres/definition.h"
#include "engine/postgres/recipe.h"
#include "engine/postgres/rights_change.h"

/* Why, in words. */
#define TO_GRANT "declared, not granted"
#define TO_REVOKE "granted, not declared"

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
static RightsWay way_of_new(const Recipe *recipe, const Object *object)
{
    PgHolders now = given_anew(recipe, object, false), then = given_anew(recipe, object, true);
    RightsWay way = {0};
    PgRightSet of_initdb = lacking_anew(recipe, object);

    for (size_t pass = 0; pass < 2; pass++) {
        const PgHolders *one = pass == 0 ? &now : &then, *other = pass == 0 ? &then : &now;
        for (size_t i = 0; i < one->len; i++) {
            const PgHolder *a = &one->items[i], *b = rights_find(other, a->part, a->role);
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

static RightsSubject subject_of(const Recipe *recipe, const Object *object, const Object *live)
{
    RightsSubject subject = {
        .recipe = recipe, .kind = pg_rights_of(object->rec.type), .object = object};

    subject.name = name_of(recipe, subject.kind, object);
    subject.owner = owner_sql(recipe, object->owner.len > 0 ? object->owner
                                      : live != NULL        ? live->owner
                                                            : STR_ABSENT);
    return subject;
}

static PgHolders holders_of(const RightsSubject *subject, const Record *rec)
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

/* ---- sequences of identity columns */

#define SEQUENCE_PLACE "\x01" /* in a statement, where the name of the sequence is to stand */

Str recipe_on_identity(const Recipe *recipe, Str column, Str statement)
{
    Str table = RECIPE_SQL(recipe, RECIPE_REL(recipe));
    Sb sb = sb_new(SB_FILE_MAX);

    for (size_t i = 0; i < statement.len; i++)
        if (statement.ptr[i] == SEQUENCE_PLACE[0])
            sb_puts(&sb, "%s");
        else if (statement.ptr[i] == '%')
            sb_puts(&sb, "%%");
        else
            sb_putc(&sb, statement.ptr[i]);
    return RECIPE_SQL(recipe, RAW("DO $anneal$BEGIN EXECUTE format("),
                      LIT(sb_finish(&sb, recipe->arena)),
                      RAW(", pg_catalog.pg_get_serial_sequence("), LIT(table), RAW(", "),
                      LIT(column), RAW(")); END$anneal$"));
}

Str recipe_identity_comment(const Recipe *recipe, const Column *column, Str comment)
{
    Str place = STR(SEQUENCE_PLACE);

    return recipe_on_identity(recipe, column->name,
                              RECIPE_SQL(recipe, RAW("COMMENT ON SEQUENCE "), EX(place),
                                         RAW(" IS "),
                                         comment.len > 0 ? LIT(comment) : RAW("NULL")));
}

/* As if it had a name. */
static RightsSubject sequence_subject(const Recipe *recipe, const Object *table)
{
    Sequence *sequence = record_new(recipe->arena, &sequence_type);
    RightsSubject subject;

    sequence->obj.schema = table->schema;
    subject = subject_of(recipe, &sequence->obj, NULL);
    subject.name = STR("SEQUENCE " SEQUENCE_PLACE);
    subject.owner = owner_sql(recipe, table->owner);
    return subject;
}

static PgHolders sequence_holders(const Recipe *recipe, const Record *column)
{
    return pg_rights_read(recipe->arena, pg_rights_of(&sequence_type), NULL,
                          record_grants_in(column, FIELD_SEQUENCE_GRANTS), recipe->input->version);
}

/* Of an identity that the plan makes. */
static void identity_rights(const Recipe *recipe, const Object *table, const Column *column,
                            StrVec *to)
{
    RightsSubject subject = sequence_subject(recipe, table);
    RightsWay way;
    StrVec grants = {0};

    if (!recipe_is_identity(column) ||
        (table->ignores_grants && record_grants_in(&column->rec, FIELD_SEQUENCE_GRANTS)->len == 0))
        return;
    way = way_of_new(recipe, subject.object);
    way.to = sequence_holders(recipe, &column->rec);
    rights_difference(&subject, &way, &grants, &grants);
    for (size_t i = 0; i < grants.len; i++)
        vec_push(recipe->arena, to, recipe_on_identity(recipe, column->name, grants.items[i]));
}

static void own_column_rights(const Recipe *recipe, const Object *table, const Column *column,
                              StrVec *to)
{
    RightsSubject subject = subject_of(recipe, table, recipe->group->live);
    RightsWay way = {0};

    if (record_grants(&column->rec)->len == 0)
        return;
    subject.kind = &pg_column_rights;
    subject.column = column->name;
    way.to = holders_of(&subject, &column->rec);
    rights_difference(&subject, &way, to, to);
}

void recipe_column_rights(const Recipe *recipe, const Object *table, const Column *column,
                          StrVec *to)
{
    own_column_rights(recipe, table, column, to);
    identity_rights(recipe, table, column, to);
}

void recipe_new_rights(const Recipe *recipe, const Object *object, const Object *live, StrVec *to)
{
    const Table *table = (const Table *)object;
    StrVec grants = {0};
    RightsSubject subject;
    RightsWay way;

    if (pg_rights_of(object->rec.type) == NULL)
        return;
    if (owner_of(recipe, object).len > 0 && !str_eq(owner_of(recipe, object), creator_of(recipe)))
        vec_push(recipe->arena, to, set_owner(recipe, object, owner_of(recipe, object)));
    if (object->ignores_grants && live == NULL)
        return;
    subject = subject_of(recipe, object, live);
    way = way_of_new(recipe, object);
    way.to = holders_of(&subject, &object->rec);
    rights_difference(&subject, &way, &grants, to);
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
    RightsSubject subject;
    RightsWay way = {0};

    if (pg_rights_of(object->rec.type) == NULL)
        return statements;
    if (object->owner.len > 0)
        vec_push(arena, &statements, set_owner(&recipe, object, object->owner));
    subject = subject_of(&recipe, object, NULL);
    subject.owner = STR("CURRENT_USER"); /* whoever owns it where it is run */
    way.to = holders_of(&subject, &object->rec);
    rights_difference(&subject, &way, &statements, &statements);
    return statements;
}

/* A change of the object's own rights, or of a column's. */
static void change_rights(Recipe *recipe, const Change *change, const Piece *owned)
{
    RightsSubject subject = subject_of(recipe, recipe->group->desired, recipe->group->live);
    StrVec grants = {0}, revokes = {0}, grants_back = {0}, revokes_back = {0};
    RightsWay way = {0}, back = {0};
    Piece *piece;

    if (change->desired->type == &column_type) {
        subject.kind = &pg_column_rights;
        subject.column = record_name(change->desired);
    }
    way.sure = way.maybe = holders_of(&subject, change->live);
    way.to = holders_of(&subject, change->desired);
    back = (RightsWay){.sure = way.to, .maybe = way.to, .to = way.sure};
    rights_difference(&subject, &way, &grants, &revokes);
    rights_difference(&subject, &back, &grants_back, &revokes_back);
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

/* Of the sequence of an identity that stays one, or is about to be one. */
static void change_sequence_rights(Recipe *recipe, const Change *change)
{
    const Column *live = (const Column *)change->live, *desired = (const Column *)change->desired;
    RightsSubject subject = sequence_subject(recipe, recipe->group->desired);
    StrVec grants = {0}, revokes = {0}, made = {0};
    RightsWay way = {0};
    Piece *piece;

    if (!recipe_is_identity(live)) {
        identity_rights(recipe, recipe->group->desired, desired, &made);
    } else if (change_has(change, "SequenceGrants")) {
        way.sure = way.maybe = sequence_holders(recipe, change->live);
        way.to = sequence_holders(recipe, change->desired);
        rights_difference(&subject, &way, &grants, &revokes);
    }
    for (size_t i = 0; i < grants.len; i++)
        vec_push(recipe->arena, &made, recipe_on_identity(recipe, desired->name, grants.items[i]));
    for (size_t pass = 0; pass < 2; pass++) {
        const StrVec *statements = pass == 0 ? &made : &revokes;
        if (statements->len == 0)
            continue;
        piece = pass == 0 ? recipe_add(recipe, OP_GRANT, change, STR(TO_GRANT))
                          : recipe_add(recipe, OP_REVOKE, change, STR(TO_REVOKE));
        piece->about = change->desired;
        for (size_t i = 0; i < statements->len; i++)
            recipe_put(recipe, piece,
                       pass == 0 ? statements->items[i]
                                 : recipe_on_identity(recipe, desired->name, statements->items[i]));
        recipe_after_all(recipe, piece, change->desired);
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
        if (is_column && change->kind == CHANGE_ALTER &&
            recipe_is_identity((const Column *)change->desired))
            change_sequence_rights(recipe, change);
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
    RightsSubject subject = {
        .recipe = recipe, .object = object, .owner = RECIPE_SQL(recipe, ID(object->name))};
    SqlWriter writer = sql_new(&pg_quoting);
    RightsWay way = {0};

    sql_put(&writer, RAW("ALTER DEFAULT PRIVILEGES FOR ROLE "), ID(object->name), RAW(" "));
    if (object->schema.len > 0)
        sql_put(&writer, RAW("IN SCHEMA "), ID(object->schema), RAW(" "));
    subject.prefix = sql_finish(&writer, recipe->arena);
    if (from != NULL)
        way.sure = way.maybe = holders_of(&subject, from);
    if (to != NULL)
        way.to = holders_of(&subject, to);
    rights_difference(&subject, &way, grants, revokes);
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
