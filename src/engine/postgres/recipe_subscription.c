/* Recipes of subscriptions.
 *
 * No statement of anneal's makes a server connect to another: a new subscription has no slot and is
 * off, and one that goes leaves its slot behind. Whoever runs replication does the rest. */
#include "engine/postgres/recipe.h"
#include "engine/postgres/remote.h"

/* The options of WITH and SET. */
typedef struct Option {
    FieldId field;
    const char *key, *name;
    int since;
    bool is_negated; /* the server's option says the contrary */
    bool needs_new;  /* of a subscription that exists only its publisher's slot could change it */
} Option;

static const Option options[] = {
    {FIELD_SUBSCRIPTION_COMMIT, "SynchronousCommit", "synchronous_commit", 0, false, false},
    {FIELD_SUBSCRIPTION_BINARY, "Binary", "binary", 140000, false, false},
    {FIELD_SUBSCRIPTION_STREAMING, "Streaming", "streaming", 140000, false, false},
    {FIELD_SUBSCRIPTION_TWO_PHASE, "TwoPhase", "two_phase", 150000, false, true},
    {FIELD_SUBSCRIPTION_DISABLE_ON_ERROR, "DisableOnError", "disable_on_error", 150000, false,
     false},
    {FIELD_SUBSCRIPTION_PASSWORD_OPTIONAL, "PasswordOptional", "password_required", 160000, true,
     false},
    {FIELD_SUBSCRIPTION_RUN_AS_OWNER, "RunAsOwner", "run_as_owner", 160000, false, false},
    {FIELD_SUBSCRIPTION_ORIGIN, "Origin", "origin", 160000, false, false},
    {FIELD_SUBSCRIPTION_FAILOVER, "Failover", "failover", 170000, false, true},
};
enum { OPTION_COUNT = sizeof options / sizeof *options };

static const Field *field_of(const Option *option)
{
    return record_type_find_id(&subscription_type, option->field);
}

static void put_option(SqlWriter *writer, const Option *option, const Record *rec)
{
    static const char *const streaming[] = {"off", "on", "parallel"};
    const Field *field = field_of(option);
    Str text;

    sql_put(writer, EX(str_from(option->name)), RAW(" = "));
    if (field->kind == F_BOOL) {
        sql_put(writer,
                sparse_bool(rec, option->field) != option->is_negated ? RAW("true") : RAW("false"));
        return;
    }
    if (field->kind == F_ENUM) {
        sql_put(writer, EX(str_from(streaming[sparse_enum(rec, option->field)])));
        return;
    }
    text = sparse_str(rec, option->field);
    sql_put(writer, LIT(text.len > 0 ? text : str_from(field->dflt)));
}

static void put_slot(SqlWriter *writer, const Record *rec)
{
    Str slot = sparse_str(rec, FIELD_SUBSCRIPTION_SLOT);

    sql_put(writer, RAW("slot_name = "));
    if (str_is(slot, "NONE"))
        sql_put(writer, RAW("NONE"));
    else
        sql_put(writer, LIT(slot.len > 0 ? slot : record_name(rec)));
}

static bool check_versions(const Recipe *recipe, const Record *rec)
{
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const Field *field = field_of(&options[i]);
        if (!field_is_absent(field, record_at(rec, field)) &&
            !recipe_needs_version(recipe, rec, options[i].since, options[i].key))
            return false;
    }
    return true;
}

/* ` PUBLICATION … WITH (…)`. Streaming is always said: its default differs by version. */
static Str sql_rest(const Recipe *recipe, const Subscription *subscription)
{
    SqlWriter writer = sql_new(&pg_quoting);
    const Record *rec = &subscription->obj.rec;

    sql_put(&writer, RAW(" PUBLICATION "), IDS(&subscription->publications),
            RAW(" WITH (connect = false, "));
    put_slot(&writer, rec);
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const Field *field = field_of(&options[i]);
        if (recipe->input->version < options[i].since ||
            (options[i].field != FIELD_SUBSCRIPTION_STREAMING &&
             field_is_absent(field, record_at(rec, field))))
            continue;
        sql_put(&writer, RAW(", "));
        put_option(&writer, &options[i], rec);
    }
    sql_put(&writer, RAW(")"));
    return sql_finish(&writer, recipe->arena);
}

static Str sql_create(const Recipe *recipe, const Subscription *subscription)
{
    return RECIPE_SQL(recipe, RAW("CREATE SUBSCRIPTION "), ID(subscription->obj.name),
                      RAW(" CONNECTION "), LIT(subscription->connection),
                      EX(sql_rest(recipe, subscription)));
}

static Str sql_alter(const Recipe *recipe, Str rest)
{
    return RECIPE_SQL(recipe, RAW("ALTER SUBSCRIPTION "), ID(recipe->name), RAW(" "), EX(rest));
}

static Str sql_enable(const Recipe *recipe, const Record *rec)
{
    return sql_alter(recipe, sparse_tristate(rec, FIELD_SUBSCRIPTION_ENABLED) == TRI_TRUE
                                 ? STR("ENABLE")
                                 : STR("DISABLE"));
}

/* With its slot let go the server needs no publisher for the drop. */
static void put_drop(const Recipe *recipe, Piece *piece, const Record *live, Str name)
{
    bool has_slot = !str_is(sparse_str(live, FIELD_SUBSCRIPTION_SLOT), "NONE");

    if (has_slot) {
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER SUBSCRIPTION "), ID(name), RAW(" DISABLE")));
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER SUBSCRIPTION "), ID(name),
                              RAW(" SET (slot_name = NONE)")));
    }
    recipe_put(recipe, piece, RECIPE_SQL(recipe, RAW("DROP SUBSCRIPTION "), ID(name)));
}

static bool create(Recipe *recipe, const Change *change)
{
    const Subscription *subscription = (const Subscription *)change->desired;
    Piece *piece;

    if (subscription->connection.len == 0)
        return err_at(recipe->errs, ERR_FIELD, record_loc(recipe->arena, change->desired),
                      "add Connection", "the new subscription %.*s has no connection",
                      STR_ARG(subscription->obj.name));
    piece = recipe_add(recipe, OP_CREATE_OBJECT, change,
                       STR("without a slot and off: make the slot at the publisher, then ENABLE "
                           "and REFRESH PUBLICATION"));
    recipe_put(recipe, piece, sql_create(recipe, subscription));
    recipe_new_rights(recipe, recipe->group->desired, NULL, &piece->statements);
    if (sparse_tristate(change->desired, FIELD_SUBSCRIPTION_ENABLED) == TRI_TRUE)
        recipe_put(recipe, piece, sql_enable(recipe, change->desired));
    recipe_undo(recipe, piece,
                RECIPE_SQL(recipe, RAW("ALTER SUBSCRIPTION "), ID(recipe->name),
                           RAW(" SET (slot_name = NONE)")));
    recipe_undo(recipe, piece, RECIPE_SQL(recipe, RAW("DROP SUBSCRIPTION "), ID(recipe->name)));
    recipe->base = piece;
    return true;
}

static void drop(Recipe *recipe, const Change *change)
{
    Str slot = sparse_str(change->live, FIELD_SUBSCRIPTION_SLOT);
    Str reason = STR_ABSENT;
    Piece *piece;

    if (slot.len == 0)
        slot = recipe->name;
    if (!str_is(slot, "NONE"))
        reason = arena_printf(recipe->arena,
                              "drop subscription; its slot %.*s stays at the publisher and holds "
                              "WAL back until it is dropped there",
                              STR_ARG(slot));
    piece = recipe_add(recipe, OP_DROP_SUBSCRIPTION, change, reason);
    put_drop(recipe, piece, change->live, recipe->name);
}

static bool is_url(Str connection)
{
    return str_starts(connection, STR("postgresql://")) ||
           str_starts(connection, STR("postgres://"));
}

/* Statements with the password of the live connection: the server takes it from its own catalog, so
 * that nobody else sees it. `before` are statements that run when it has been read. */
static Str sql_with_password(const Recipe *recipe, const StrVec *before, Str head,
                             const Subscription *desired, Str rest)
{
    static const char password[] =
        "'(?:^|\\s)((?:ssl)?password\\s*=\\s*(?:''(?:\\\\.|[^''\\\\])*''|(?:\\\\.|[^\\s\\\\])+))', "
        "'g'";
    SqlWriter body = sql_new(&pg_quoting);

    sql_put(&body,
            RAW("\nDECLARE\n    secret text;\nBEGIN\n    SELECT pg_catalog.string_agg(part[1], ' ')"
                " INTO STRICT secret\n    FROM pg_catalog.pg_subscription AS s, "
                "pg_catalog.regexp_matches(s.subconninfo, "),
            EX(str_from(password)), RAW(") AS part\n    WHERE s.subname = "), LIT(recipe->name),
            RAW(" AND s.subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = "
                "pg_catalog.current_database());\n"));
    for (size_t i = 0; i < before->len; i++)
        sql_put(&body, RAW("    "), EX(before->items[i]), RAW(";\n"));
    sql_put(&body, RAW("    EXECUTE "), LIT(head), RAW(" || pg_catalog.quote_literal("),
            LIT(desired->connection), RAW(" || ' ' || secret) || "), LIT(rest), RAW(";\nEND "));
    return RECIPE_SQL(recipe, RAW("DO "), LIT(sql_finish(&body, recipe->arena)));
}

/* A password that the live connection has stays; ERR_UNSUPPORTED where it can't. */
static bool check_password(const Recipe *recipe, const Change *change)
{
    const Subscription *live = (const Subscription *)change->live;
    const Subscription *desired = (const Subscription *)change->desired;

    if (!live->has_password || (!is_url(live->connection) && !is_url(desired->connection)))
        return true;
    return err_at(recipe->errs, ERR_UNSUPPORTED, record_loc(recipe->arena, change->desired),
                  "write it as host=… dbname=…, or change it by a script with a secret token",
                  "the connection of subscription %.*s is a URL with a password, which a change "
                  "would lose",
                  STR_ARG(desired->obj.name));
}

static bool set_connection(Recipe *recipe, const Change *change)
{
    const Subscription *live = (const Subscription *)change->live;
    const Subscription *desired = (const Subscription *)change->desired;
    StrVec nothing = {0};
    Piece *piece;

    if (!change_has(change, "Connection"))
        return true;
    if (!check_password(recipe, change))
        return false;
    piece = recipe_add(recipe, OP_ALTER_SUBSCRIPTION, change,
                       recipe_reason_of(recipe->arena, change, "Connection"));
    recipe_put(recipe, piece,
               live->has_password
                   ? sql_with_password(recipe, &nothing, sql_alter(recipe, STR("CONNECTION ")),
                                       desired, STR(""))
                   : RECIPE_SQL(recipe, EX(sql_alter(recipe, STR("CONNECTION "))),
                                LIT(desired->connection)));
    return true;
}

static void set_publications(Recipe *recipe, const Change *change)
{
    Piece *piece;

    if (!change_has(change, "Publications"))
        return;
    piece =
        recipe_add(recipe, OP_ALTER_SUBSCRIPTION, change,
                   arena_printf(recipe->arena, "%.*s; REFRESH PUBLICATION then brings tables",
                                STR_ARG(recipe_reason_of(recipe->arena, change, "Publications"))));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, EX(sql_alter(recipe, STR("SET PUBLICATION "))),
                          IDS(&((const Subscription *)change->desired)->publications),
                          RAW(" WITH (refresh = false)")));
}

static void set_options(Recipe *recipe, const Change *change)
{
    SqlWriter writer = sql_new(&pg_quoting);
    size_t count = 0;
    Piece *piece;

    if (change_has(change, "SlotName")) {
        sql_put(&writer, count++ == 0 ? RAW("SET (") : RAW(", "));
        put_slot(&writer, change->desired);
    }
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (!change_has(change, options[i].key))
            continue;
        sql_put(&writer, count++ == 0 ? RAW("SET (") : RAW(", "));
        put_option(&writer, &options[i], change->desired);
    }
    if (count == 0) {
        sb_free(&writer.sb);
        return;
    }
    sql_put(&writer, RAW(")"));
    piece = recipe_add(recipe, OP_ALTER_SUBSCRIPTION, change,
                       recipe_reason_of(recipe->arena, change,
                                        "SlotName SynchronousCommit Binary Streaming "
                                        "DisableOnError PasswordOptional RunAsOwner Origin"));
    recipe_put(recipe, piece, sql_alter(recipe, sql_finish(&writer, recipe->arena)));
}

static void set_enabled(Recipe *recipe, const Change *change)
{
    Piece *piece;

    if (!change_has(change, "Enabled"))
        return;
    piece = recipe_add(recipe, OP_ALTER_SUBSCRIPTION, change,
                       recipe_reason_of(recipe->arena, change, "Enabled"));
    recipe_put(recipe, piece, sql_enable(recipe, change->desired));
}

static bool recreate(Recipe *recipe, const Change *change)
{
    const Subscription *live = (const Subscription *)change->live;
    const Subscription *desired = (const Subscription *)change->desired;
    Piece *piece, drop_it = {0};

    if (!check_password(recipe, change))
        return false;
    piece = recipe_add(recipe, OP_RECREATE_SUBSCRIPTION, change, STR_ABSENT);
    put_drop(recipe, &drop_it, change->live, recipe->name);
    if (live->has_password) {
        recipe_put(recipe, piece,
                   sql_with_password(recipe, &drop_it.statements,
                                     RECIPE_SQL(recipe, RAW("CREATE SUBSCRIPTION "),
                                                ID(recipe->name), RAW(" CONNECTION ")),
                                     desired, sql_rest(recipe, desired)));
    } else {
        piece->statements = drop_it.statements;
        recipe_put(recipe, piece, sql_create(recipe, desired));
    }
    recipe_new_rights(recipe, recipe->group->desired, recipe->group->live, &piece->statements);
    if (sparse_str(change->desired, FIELD_COMMENT).len > 0)
        recipe_put(recipe, piece,
                   recipe_sql_comment(recipe, change->desired,
                                      sparse_str(change->desired, FIELD_COMMENT)));
    recipe_done(recipe, change->desired);
    return true;
}

static bool alter(Recipe *recipe, const Change *change)
{
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (options[i].needs_new && change_has(change, options[i].key))
            return recreate(recipe, change);
    if (!set_connection(recipe, change))
        return false;
    set_publications(recipe, change);
    set_options(recipe, change);
    set_enabled(recipe, change);
    return true;
}

bool recipe_subscription(Recipe *recipe)
{
    const ChangeGroup *group = recipe->group;
    bool ok = group->desired == NULL || check_versions(recipe, &group->desired->rec);

    recipe_rename_global(recipe, "SUBSCRIPTION");
    for (size_t i = 0; i < group->changes.len && ok; i++) {
        const Change *change = group->changes.items[i];
        if (change->kind == CHANGE_CREATE)
            ok = create(recipe, change);
        else if (change->kind == CHANGE_DROP)
            drop(recipe, change);
        else if (change->kind != CHANGE_RENAME)
            ok = alter(recipe, change);
    }
    recipe_rights(recipe);
    recipe_comments(recipe);
    return ok;
}
