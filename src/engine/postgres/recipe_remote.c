/* Recipes of foreign-data wrappers, foreign servers, user mappings. */
#include "engine/postgres/recipe.h"
#include "engine/postgres/remote.h"

void recipe_rename_global(Recipe *recipe, const char *words)
{
    const Object *live = recipe->group->live, *desired = recipe->group->desired;
    Piece *piece;

    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        if (change->kind != CHANGE_RENAME || change->desired != &desired->rec)
            continue;
        piece = recipe_add(recipe, OP_RENAME_OBJECT, change, STR_ABSENT);
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER "), EX(str_from(words)), RAW(" "), ID(live->name),
                              RAW(" RENAME TO "), ID(desired->name)));
        recipe_undo(recipe, piece,
                    RECIPE_SQL(recipe, RAW("ALTER "), EX(str_from(words)), RAW(" "),
                               ID(desired->name), RAW(" RENAME TO "), ID(live->name)));
        recipe->base = piece;
    }
}

/* `HANDLER f`, `NO HANDLER` */
static void put_function(SqlWriter *writer, const char *word, Str name)
{
    if (name.len > 0)
        sql_put(writer, RAW(" "), EX(str_from(word)), RAW(" "), EX(name));
    else
        sql_put(writer, RAW(" NO "), EX(str_from(word)));
}

static Str sql_create_wrapper(const Recipe *recipe, const Record *rec)
{
    SqlWriter writer = sql_new(&pg_quoting);
    Str handler = sparse_str(rec, FIELD_WRAPPER_HANDLER);
    Str validator = sparse_str(rec, FIELD_WRAPPER_VALIDATOR);

    sql_put(&writer, RAW("CREATE FOREIGN DATA WRAPPER "), ID(record_name(rec)));
    if (handler.len > 0)
        put_function(&writer, "HANDLER", handler);
    if (validator.len > 0)
        put_function(&writer, "VALIDATOR", validator);
    pg_render_options(&writer, sparse_map(rec, FIELD_OPTIONS));
    return sql_finish(&writer, recipe->arena);
}

static bool put_wrapper_change(SqlWriter *writer, const Change *change)
{
    bool any = change_has(change, "Handler") || change_has(change, "Validator");

    if (change_has(change, "Handler"))
        put_function(writer, "HANDLER", sparse_str(change->desired, FIELD_WRAPPER_HANDLER));
    if (change_has(change, "Validator"))
        put_function(writer, "VALIDATOR", sparse_str(change->desired, FIELD_WRAPPER_VALIDATOR));
    return any;
}

static Str sql_create_server(const Recipe *recipe, const Record *rec)
{
    SqlWriter writer = sql_new(&pg_quoting);
    Str type = sparse_str(rec, FIELD_SERVER_TYPE), version = sparse_str(rec, FIELD_SERVER_VERSION);

    sql_put(&writer, RAW("CREATE SERVER "), ID(record_name(rec)));
    if (type.len > 0)
        sql_put(&writer, RAW(" TYPE "), LIT(type));
    if (version.len > 0)
        sql_put(&writer, RAW(" VERSION "), LIT(version));
    sql_put(&writer, RAW(" FOREIGN DATA WRAPPER "), ID(((const ForeignServer *)rec)->wrapper));
    pg_render_options(&writer, sparse_map(rec, FIELD_OPTIONS));
    return sql_finish(&writer, recipe->arena);
}

static bool put_server_change(SqlWriter *writer, const Change *change)
{
    Str version = sparse_str(change->desired, FIELD_SERVER_VERSION);

    if (!change_has(change, "ServerVersion"))
        return false;
    if (version.len > 0)
        sql_put(writer, RAW(" VERSION "), LIT(version));
    else
        sql_put(writer, RAW(" VERSION NULL"));
    return true;
}

/* `FOR "u" SERVER "s"` */
static void put_mapping(const Recipe *recipe, SqlWriter *writer, const Record *rec)
{
    Str server, user;

    (void)pg_user_mapping_read(recipe->arena, record_name(rec), &server, &user);
    sql_put(writer, RAW("FOR "), str_is(user, "public") ? RAW("PUBLIC") : ID(user), RAW(" SERVER "),
            ID(server));
}

static Str sql_create_mapping(const Recipe *recipe, const Record *rec)
{
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("CREATE USER MAPPING "));
    put_mapping(recipe, &writer, rec);
    pg_render_options(&writer, sparse_map(rec, FIELD_OPTIONS));
    return sql_finish(&writer, recipe->arena);
}

static bool put_nothing(SqlWriter *writer, const Change *change)
{
    (void)writer;
    (void)change;
    return false;
}

/* How statements name a kind, and what of it can be altered beside its options. */
typedef struct RemoteKind {
    const RecordType *type;
    const char *words;
    Str (*create)(const Recipe *recipe, const Record *rec);
    bool (*put_change)(SqlWriter *writer, const Change *change);
} RemoteKind;

static const RemoteKind kinds[] = {
    {&foreign_data_wrapper_type, "FOREIGN DATA WRAPPER", sql_create_wrapper, put_wrapper_change},
    {&foreign_server_type, "SERVER", sql_create_server, put_server_change},
    {&user_mapping_type, "USER MAPPING", sql_create_mapping, put_nothing},
};

static const RemoteKind *kind_of(const Object *object)
{
    size_t i = 0;

    while (kinds[i].type != object->rec.type)
        i++;
    return &kinds[i];
}

static void put_subject(const Recipe *recipe, SqlWriter *writer, const RemoteKind *kind,
                        const Record *rec)
{
    sql_put(writer, EX(str_from(kind->words)), RAW(" "));
    if (rec->type == &user_mapping_type)
        put_mapping(recipe, writer, rec);
    else
        sql_put(writer, ID(record_name(rec)));
}

static Str sql_drop(const Recipe *recipe, const RemoteKind *kind, const Record *rec)
{
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("DROP "));
    put_subject(recipe, &writer, kind, rec);
    return sql_finish(&writer, recipe->arena);
}

static void create(Recipe *recipe, const RemoteKind *kind, const Change *change)
{
    Piece *piece = recipe_add(recipe, OP_CREATE_OBJECT, change, STR_ABSENT);

    recipe_put(recipe, piece, kind->create(recipe, change->desired));
    recipe_new_rights(recipe, recipe->group->desired, NULL, &piece->statements);
    recipe_undo(recipe, piece, sql_drop(recipe, kind, change->desired));
    recipe->base = piece;
}

/* The options that differ are altered one by one: secret ones, which no model holds, stay. */
static Str sql_alter(const Recipe *recipe, const RemoteKind *kind, const Record *name,
                     const Change *change)
{
    SqlWriter writer = sql_new(&pg_quoting);
    bool any;

    sql_put(&writer, RAW("ALTER "));
    put_subject(recipe, &writer, kind, name);
    any = kind->put_change(&writer, change);
    any = pg_render_options_change(&writer, sparse_map(change->live, FIELD_OPTIONS),
                                   sparse_map(change->desired, FIELD_OPTIONS)) ||
          any;
    if (any)
        return sql_finish(&writer, recipe->arena);
    sb_free(&writer.sb);
    return STR_ABSENT;
}

static void alter(Recipe *recipe, const RemoteKind *kind, const Change *change)
{
    Change back = *change;
    Str statement = sql_alter(recipe, kind, change->desired, change);
    Piece *piece;

    if (statement.len == 0)
        return;
    back.live = change->desired;
    back.desired = change->live;
    piece = recipe_add(
        recipe, OP_ALTER_OBJECT, change,
        recipe_reason_of(recipe->arena, change, "Handler Validator ServerVersion Options"));
    recipe_put(recipe, piece, statement);
    recipe_undo(recipe, piece, sql_alter(recipe, kind, change->desired, &back));
}

/* The first live object that uses this one and stays; NULL. */
static const Object *user_that_stays(const Recipe *recipe)
{
    const Model *live = recipe->input->changes->live;

    for (size_t i = 0; i < live->edges.len; i++) {
        const Edge *edge = &live->edges.items[i];
        const ChangeGroup *group;
        if (edge->to != recipe->group->live)
            continue;
        group = recipe_group_of(recipe->input, edge->from);
        if (group == NULL || group->desired != NULL)
            return edge->from;
    }
    return NULL;
}

/* What hangs on a server can't be made again with it: nobody knows its secrets. */
static bool recreate(Recipe *recipe, const RemoteKind *kind, const Change *change)
{
    const Object *user = user_that_stays(recipe);
    Piece *piece;

    if (user != NULL)
        return err_at(recipe->errs, ERR_UNSUPPORTED, record_loc(recipe->arena, change->desired),
                      "give the new one another name, and its tables and user mappings that name",
                      "%s %.*s would have to be dropped for its new %s, but %s %.*s uses it",
                      kind->type->word, STR_ARG(record_name(change->desired)),
                      change->fields.items[0]->key, user->rec.type->word, STR_ARG(user->name));
    piece = recipe_add(recipe, OP_RECREATE_OBJECT, change, STR_ABSENT);
    recipe_put(recipe, piece, sql_drop(recipe, kind, change->desired));
    recipe_put(recipe, piece, kind->create(recipe, change->desired));
    recipe_new_rights(recipe, recipe->group->desired, recipe->group->live, &piece->statements);
    recipe->base = piece;
    return true;
}

bool recipe_remote(Recipe *recipe)
{
    const ChangeGroup *group = recipe->group;
    const RemoteKind *kind = kind_of(group->desired != NULL ? group->desired : group->live);
    Piece *piece;

    if (kind->type != &user_mapping_type) /* it follows its server */
        recipe_rename_global(recipe, kind->words);
    for (size_t i = 0; i < group->changes.len; i++) {
        const Change *change = group->changes.items[i];
        switch (change->kind) {
        case CHANGE_CREATE:
            create(recipe, kind, change);
            break;
        case CHANGE_DROP:
            piece = recipe_add(recipe, OP_DROP_OBJECT, change, STR_ABSENT);
            recipe_put(recipe, piece, sql_drop(recipe, kind, change->live));
            break;
        case CHANGE_ALTER:
            alter(recipe, kind, change);
            break;
        case CHANGE_RECREATE:
            if (!recreate(recipe, kind, change))
                return false;
            break;
        case CHANGE_RENAME:
            break; /* above */
        }
    }
    if (kind->type == &user_mapping_type)
        return true;
    recipe_rights(recipe);
    recipe_comments(recipe);
    return true;
}
