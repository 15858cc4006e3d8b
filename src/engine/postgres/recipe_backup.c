/* The values of a column that goes, or gets a narrower type, are copied before, while everybody
 * works on.
 *
 * First a trigger writes what changes from now on into the copy; then batches bring what was there
 * before, and leave alone what the trigger has written; then both are compared as of one moment.
 * The piece that takes the values away has nothing to catch up with but its lock: whatever was
 * committed before is in the copy, by the same transaction. A row that goes meanwhile stays in the
 * copy as a mark, so that a batch that still saw it does not bring it back. */
#include "engine/postgres/recipe.h"
#include "engine/postgres/type_change.h"
#include "engine/walk.h"
#include "model/temporary.h"

#include "pg_sql.h"

#define COPY "anneal_backup.b_" BACKUP_ID
#define KEEP "anneal_backup.b_" BACKUP_ID "_keep"
/* In front of all others: what they write behind it, it sees too. */
#define TRIGGER "\"!anneal_tmp_" BACKUP_ID "\""
#define TRIGGER_ALL "\"!!anneal_tmp_" BACKUP_ID "\""

typedef struct Copy {
    Recipe *recipe;
    const Column *column; /* live */
    Str name;             /* of the column when the pieces run */
    StrVec key;
    bool is_own_type; /* not the server's: kept as a text, as nothing is to depend on the type */
} Copy;

/* ---- its SQL ---- */

static Str sql_relation(const Copy *copy)
{
    return RECIPE_SQL(copy->recipe, RECIPE_REL(copy->recipe));
}

/* `"id", "name"::text`, of a row by `prefix`. */
static Str sql_values(const Copy *copy, Str prefix)
{
    SqlWriter writer = sql_new(&pg_quoting);

    for (size_t i = 0; i < copy->key.len; i++)
        sql_put(&writer, EX(prefix), ID(copy->key.items[i]), RAW(", "));
    sql_put(&writer, RAW("("), EX(prefix), ID(copy->name),
            copy->is_own_type ? RAW(")::text") : RAW(")"));
    return sql_finish(&writer, copy->recipe->arena);
}

/* `a."id" = b."id" AND …` */
static Str sql_same_row(const Copy *copy, Str a, Str b)
{
    SqlWriter writer = sql_new(&pg_quoting);

    for (size_t i = 0; i < copy->key.len; i++)
        sql_put(&writer, i == 0 ? RAW("") : RAW(" AND "), EX(a), ID(copy->key.items[i]), RAW(" = "),
                EX(b), ID(copy->key.items[i]));
    return sql_finish(&writer, copy->recipe->arena);
}

static Str sql_into(const Copy *copy)
{
    return RECIPE_SQL(copy->recipe, RAW("INSERT INTO " COPY " ("), IDS(&copy->key), RAW(", "),
                      ID(copy->name), RAW(", " BACKUP_GONE ") "));
}

static Str sql_key(const Copy *copy)
{
    return RECIPE_SQL(copy->recipe, RAW(" ON CONFLICT ("), IDS(&copy->key), RAW(")"));
}

/* What the trigger does: never by other functions or operators than the server's own, and with the
 * rights of who deploys, as the application has none here. */
static Str sql_trigger_body(const Copy *copy)
{
    const Recipe *recipe = copy->recipe;
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer,
            RAW("BEGIN\n  IF TG_OP = 'TRUNCATE' THEN\n    DELETE FROM " COPY
                ";\n    RETURN NULL;\n  END IF;\n  IF TG_OP = 'DELETE' OR TG_OP = "
                "'UPDATE' AND NOT ("),
            EX(sql_same_row(copy, STR("OLD."), STR("NEW."))), RAW(") THEN\n    "),
            EX(sql_into(copy)), RAW("VALUES ("));
    for (size_t i = 0; i < copy->key.len; i++)
        sql_put(&writer, RAW("OLD."), ID(copy->key.items[i]), RAW(", "));
    sql_put(&writer, RAW("NULL, true)"), EX(sql_key(copy)), RAW(" DO UPDATE SET "), ID(copy->name),
            RAW(" = NULL, " BACKUP_GONE " = true;\n  END IF;\n  IF TG_OP <> 'DELETE' THEN\n    "),
            EX(sql_into(copy)), RAW("VALUES ("), EX(sql_values(copy, STR("NEW."))), RAW(", false)"),
            EX(sql_key(copy)), RAW(" DO UPDATE SET "), ID(copy->name), RAW(" = EXCLUDED."),
            ID(copy->name), RAW(", " BACKUP_GONE " = false;\n  END IF;\n  RETURN NULL;\nEND"));
    return sql_finish(&writer, recipe->arena);
}

static void put_triggers(const Copy *copy, Piece *piece)
{
    Recipe *recipe = copy->recipe;

    recipe_put(recipe, piece,
               RECIPE_SQL(recipe,
                          RAW("CREATE FUNCTION " KEEP "() RETURNS trigger LANGUAGE plpgsql "
                              "SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS "),
                          LIT(sql_trigger_body(copy))));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe,
                          RAW("CREATE TRIGGER " TRIGGER " AFTER INSERT OR UPDATE OR DELETE ON "),
                          RECIPE_REL(recipe), RAW(" FOR EACH ROW EXECUTE FUNCTION " KEEP "()")));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("CREATE TRIGGER " TRIGGER_ALL " AFTER TRUNCATE ON "),
                          RECIPE_REL(recipe),
                          RAW(" FOR EACH STATEMENT EXECUTE FUNCTION " KEEP "()")));
    recipe_put(
        recipe, piece,
        RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe),
                   RAW(" ENABLE ALWAYS TRIGGER " TRIGGER ", ENABLE ALWAYS TRIGGER " TRIGGER_ALL)));
}

/* ---- its pieces ---- */

static Piece *begin(const Copy *copy, const Change *change)
{
    Recipe *recipe = copy->recipe;
    Piece *piece = recipe_add(recipe, OP_BEGIN_BACKUP, change,
                              STR("what is written from now on is written into the copy, too"));

    recipe_put(recipe, piece, str_from(PG_SQL_BACKUP_PLACE));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("CREATE TABLE " COPY " AS SELECT "),
                          EX(sql_values(copy, STR(""))), RAW(" AS "), ID(copy->name),
                          RAW(", false AS " BACKUP_GONE " FROM "), RECIPE_REL(recipe),
                          RAW(" WITH NO DATA")));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER TABLE " COPY " ADD PRIMARY KEY ("), IDS(&copy->key),
                          RAW(")")));
    put_triggers(copy, piece);
    piece->skip_if =
        RECIPE_SQL(recipe,
                   RAW("SELECT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = "
                       "pg_catalog.to_regclass("),
                   LIT(sql_relation(copy)), RAW(") AND tgname = '!anneal_tmp_" BACKUP_ID "')"));
    return piece;
}

/* The walk is that of a backfill of the column; what is done to a batch is not. */
static StepLoop *walk(const Copy *copy, const Table *live)
{
    static const BackfillFacts none = {0};
    Recipe *recipe = copy->recipe;
    Backfill *backfill = record_new(recipe->arena, &backfill_type);
    MapEntry set = {.name = copy->name, .value = copy->name};
    BackfillInput input = {.arena = recipe->arena,
                           .version = recipe->input->version,
                           .backfill = backfill,
                           .live = live,
                           .desired = recipe->desired,
                           .facts = &none};
    StepLoop *loop = record_new(recipe->arena, &step_loop_type);
    StrVec notes = {0};

    backfill->schema = recipe->schema;
    backfill->table = recipe->name;
    vec_push(recipe->arena, &backfill->set, set);
    (void)pg_backfill(&input, loop, &notes, recipe->errs);
    loop->size = (OptInt){true, BACKFILL_ROWS};
    loop->target_ms = (OptInt){true, BACKFILL_TARGET_MS};
    return loop;
}

static void put_range(const Copy *copy, SqlWriter *writer, Str prefix, bool is_one)
{
    static const char *const marks[] = {"=", ">", "<="};
    size_t n = copy->key.len;

    for (size_t part = is_one ? 0 : 1; part < (is_one ? 1 : 3); part++) {
        sql_put(writer, part == 2 ? RAW(" AND (") : RAW("("));
        for (size_t i = 0; i < n; i++)
            sql_put(writer, i == 0 ? RAW("") : RAW(", "), EX(prefix), ID(copy->key.items[i]));
        sql_put(writer, RAW(") "), EX(str_from(marks[part])), RAW(" ("));
        for (size_t i = 0; i < n; i++)
            sql_put(writer, i == 0 ? RAW("$") : RAW(", $"),
                    NUM((int64_t)(i + 1 + (part == 2 ? n : 0))));
        sql_put(writer, RAW(")"));
    }
}

static Str sql_copy_batch(const Copy *copy, bool is_one)
{
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, EX(sql_into(copy)), RAW("SELECT "), EX(sql_values(copy, STR(""))),
            RAW(", false FROM "), RECIPE_REL(copy->recipe), RAW(" WHERE "));
    put_range(copy, &writer, STR(""), is_one);
    sql_put(&writer, EX(sql_key(copy)), RAW(" DO NOTHING"));
    return sql_finish(&writer, copy->recipe->arena);
}

static Piece *fill(const Copy *copy, const Change *change)
{
    Recipe *recipe = copy->recipe;
    Piece *piece =
        recipe_add(recipe, OP_COPY_BACKUP, change, STR("in batches, while everybody works on"));
    StepLoop *loop = walk(copy, recipe->live);

    loop->id = STR("backup " BACKUP_ID);
    loop->is_rechecked = true;
    loop->batch = sql_copy_batch(copy, false);
    loop->one = sql_copy_batch(copy, true);
    loop->rest = RECIPE_SQL(recipe, RAW("SELECT count(*) FROM (SELECT 1 FROM "), RECIPE_REL(recipe),
                            RAW(" AS live WHERE NOT EXISTS (SELECT FROM " COPY " AS kept WHERE "),
                            EX(sql_same_row(copy, STR("kept."), STR("live."))),
                            RAW(") LIMIT 1001) AS rest"));
    piece->loop = loop;
    return piece;
}

/* Rows and a sum over a hash of each. */
static Str sql_sum(const Copy *copy, Str values, Str from)
{
    return RECIPE_SQL(
        copy->recipe,
        RAW("(SELECT ROW(pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashtextextended(ROW("),
        EX(values), RAW(")::text COLLATE \"C\", 0)))::text FROM "), EX(from), RAW(")"));
}

/* Both as of one moment. What wrote without firing the trigger is caught up with once. */
static Piece *verify(const Copy *copy, const Change *change)
{
    Recipe *recipe = copy->recipe;
    Piece *piece = recipe_add(recipe, OP_VERIFY_BACKUP, change,
                              STR("count and checksum of the copy, while everybody works on"));
    Str live = sql_sum(copy, sql_values(copy, STR("")), sql_relation(copy));
    Str kept = sql_sum(copy, RECIPE_SQL(recipe, IDS(&copy->key), RAW(", "), ID(copy->name)),
                       STR(COPY " WHERE NOT " BACKUP_GONE));
    Str differs = RECIPE_SQL(recipe, EX(live), RAW(" <> "), EX(kept));
    Str body = RECIPE_SQL(
        recipe, RAW("BEGIN\n  IF "), EX(differs),
        RAW(" THEN\n    DELETE FROM " COPY " AS kept WHERE NOT EXISTS (SELECT FROM "),
        EX(sql_relation(copy)), RAW(" AS live WHERE "),
        EX(sql_same_row(copy, STR("kept."), STR("live."))), RAW(");\n    "), EX(sql_into(copy)),
        RAW("SELECT "), EX(sql_values(copy, STR(""))), RAW(", false FROM "), EX(sql_relation(copy)),
        EX(sql_key(copy)), RAW(" DO UPDATE SET "), ID(copy->name), RAW(" = EXCLUDED."),
        ID(copy->name), RAW(", " BACKUP_GONE " = false;\n    IF "), EX(differs),
        RAW(" THEN\n      RAISE EXCEPTION 'the copy differs from the column in count or "
            "checksum' USING HINT = 'run it again; nothing has been taken away';\n    END IF;\n  "
            "END IF;\nEND"));

    recipe_put(recipe, piece, STR("SET LOCAL row_security = off"));
    recipe_put(recipe, piece, RECIPE_SQL(recipe, RAW("DO "), LIT(body)));
    return piece;
}

/* ---- taking it away, and the way back ---- */

/* Under the lock: a trigger that somebody has dropped or disabled would have missed writes. */
static void put_end(const Copy *copy, PiecePark *park)
{
    Recipe *recipe = copy->recipe;
    Str body = RECIPE_SQL(
        recipe,
        RAW("BEGIN\n  IF (SELECT pg_catalog.count(*) FROM pg_catalog.pg_trigger WHERE tgrelid = "),
        LIT(sql_relation(copy)),
        RAW("::pg_catalog.regclass AND tgname IN ('!anneal_tmp_" BACKUP_ID
            "', '!!anneal_tmp_" BACKUP_ID "') AND tgenabled = 'A') <> 2 THEN\n    RAISE EXCEPTION "
            "'the triggers that keep the copy are gone or disabled' USING HINT = 'somebody has "
            "changed them: enable them, and plan again';\n  END IF;\nEND"));

    vec_push(recipe->arena, &park->before,
             RECIPE_SQL(recipe, RAW("LOCK TABLE "), RECIPE_REL(recipe),
                        RAW(" IN ACCESS EXCLUSIVE MODE")));
    vec_push(recipe->arena, &park->before, RECIPE_SQL(recipe, RAW("DO "), LIT(body)));
    vec_push(recipe->arena, &park->before,
             RECIPE_SQL(recipe, RAW("DROP TRIGGER " TRIGGER " ON "), RECIPE_REL(recipe)));
    vec_push(recipe->arena, &park->before,
             RECIPE_SQL(recipe, RAW("DROP TRIGGER " TRIGGER_ALL " ON "), RECIPE_REL(recipe)));
    vec_push(recipe->arena, &park->before, STR("DROP FUNCTION " KEEP "()"));
    vec_push(recipe->arena, &park->discard, STR("DROP FUNCTION IF EXISTS " KEEP "() CASCADE"));
    vec_push(recipe->arena, &park->discard, STR("DROP TABLE IF EXISTS " COPY));
}

/* A type that steps aside for another of its name is gone by the time that anything is restored. */
static Str restored_type(const Copy *copy)
{
    return str_contains(copy->column->type, STR(TEMPORARY_PREFIX)) ? STR("text")
                                                                   : copy->column->type;
}

static Str sql_refill(const Copy *copy, bool is_one)
{
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("UPDATE " BACKUP_TABLE " AS live SET " BACKUP_COLUMN " = (kept."),
            ID(copy->name), RAW(")::"), EX(restored_type(copy)),
            RAW(" FROM " COPY " AS kept WHERE "));
    put_range(copy, &writer, STR("kept."), is_one);
    sql_put(&writer, RAW(" AND NOT kept." BACKUP_GONE " AND "),
            EX(sql_same_row(copy, STR("live."), STR("kept."))),
            RAW(" AND live." BACKUP_COLUMN " IS NULL"));
    return sql_finish(&writer, copy->recipe->arena);
}

/* Along the copy's key, in the order of the copy. What the application has written into the column
 * since it is there again stays. */
static StepLoop *refill(const Copy *copy)
{
    Recipe *recipe = copy->recipe;
    Recipe of_copy = *recipe;
    StepLoop *loop;

    of_copy.schema = STR("anneal_backup");
    of_copy.name = STR("b_" BACKUP_ID);
    loop = walk(&(Copy){.recipe = &of_copy, .name = copy->name}, recipe->live);
    loop->id = STR("restore " BACKUP_ID);
    loop->count = STR("SELECT count(*) FROM " COPY " WHERE NOT " BACKUP_GONE);
    loop->batch = sql_refill(copy, false);
    loop->one = sql_refill(copy, true);
    return loop;
}

static void put_way_back(const Copy *copy, PiecePark *park)
{
    Recipe *recipe = copy->recipe;
    const Column *column = copy->column;
    Str collation = sparse_str(&column->rec, FIELD_COLUMN_COLLATION);
    Str comment = sparse_str(&column->rec, FIELD_COMMENT);
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("ALTER TABLE " BACKUP_TABLE " ADD COLUMN " BACKUP_COLUMN " "),
            EX(restored_type(copy)));
    if (collation.len > 0)
        sql_put(&writer, RAW(" COLLATE "), EX(collation));
    vec_push(recipe->arena, &park->restore, sql_finish(&writer, recipe->arena));
    if (column->dflt.len > 0 && !recipe_is_identity(column) &&
        str_eq(restored_type(copy), column->type))
        vec_push(recipe->arena, &park->finally,
                 RECIPE_SQL(recipe,
                            RAW("ALTER TABLE " BACKUP_TABLE " ALTER COLUMN " BACKUP_COLUMN
                                " SET DEFAULT "),
                            EX(column->dflt)));
    if (comment.len > 0)
        vec_push(recipe->arena, &park->finally,
                 RECIPE_SQL(recipe, RAW("COMMENT ON COLUMN " BACKUP_TABLE "." BACKUP_COLUMN " IS "),
                            LIT(comment)));
    park->refill = refill(copy);
    park->silence = STR("SET LOCAL session_replication_role = replica");
    park->compare = RECIPE_SQL(
        recipe, RAW("SELECT pg_catalog.count(*), pg_catalog.count(live."), ID(copy->key.items[0]),
        RAW("), pg_catalog.count(*) FILTER (WHERE live." BACKUP_COLUMN
            "::text IS NOT DISTINCT FROM kept."),
        ID(copy->name), RAW("::text AND live."), ID(copy->key.items[0]),
        RAW(" IS NOT NULL) FROM " COPY " AS kept LEFT JOIN " BACKUP_TABLE " AS live ON "),
        EX(sql_same_row(copy, STR("live."), STR("kept."))), RAW(" WHERE NOT kept." BACKUP_GONE));
}

/* ---- which columns ---- */

static bool has_heirs(const Recipe *recipe)
{
    const Model *live = recipe->input->changes->live;

    for (size_t i = 0; i < live->edges.len; i++)
        if (live->edges.items[i].is_parent && live->edges.items[i].to == &recipe->live->obj)
            return true;
    return false;
}

/* Triggers of a parent see nothing of what heirs write, and those of a part not what is written
 * through the whole where it has no part of them. */
static const char *obstacle(const Recipe *recipe)
{
    const Record *rec = &recipe->live->obj.rec;

    if (!pg_is_partitioned(recipe->live) && has_heirs(recipe))
        return "other tables inherit from this one";
    if (sparse_strs(rec, FIELD_TABLE_INHERITS)->len > 0)
        return "the table inherits from another one";
    if (sparse_str(rec, FIELD_TABLE_PARTITION_OF).len > 0)
        return "the table is a partition";
    return NULL;
}

static bool holds_values(const Recipe *recipe, const Column *column)
{
    return recipe->desired != NULL && !table_is_foreign(recipe->live) &&
           !recipe_is_generated(column);
}

/* A row whose key may be NULL by then could not be written into the copy, and so not at all; nor
 * could one whose key is of a type that the server itself knows no operators for. */
static bool stays_key(const Recipe *recipe, const StrVec *key)
{
    for (size_t i = 0; i < key->len; i++) {
        const Column *column = table_column(recipe->desired, key->items[i]);
        if (column == NULL || column->is_nullable || str_find(column->type, '.', 0) != SIZE_MAX)
            return false;
    }
    return true;
}

/* What can't be kept is told of. */
static void explain(const Recipe *recipe, Piece *piece, const PiecePark *park)
{
    const char *reason =
        piece->reason != NULL && piece->reason[0] != '\0' ? piece->reason : op_words(piece->op);

    piece->reason =
        arena_cstr(recipe->arena, arena_printf(recipe->arena, "%s; its values can't be kept, as %s",
                                               reason, park->obstacle));
}

PiecePark *recipe_copy_values(Recipe *recipe, const Change *change, Str name, Pieces *before)
{
    Copy copy = {.recipe = recipe, .column = (const Column *)change->live, .name = name};
    MapEntries written = {0};
    MapEntry self = {.name = copy.column->name};
    Piece *(*const makers[])(const Copy *, const Change *) = {begin, fill, verify};
    PiecePark *park;

    if (!holds_values(recipe, copy.column))
        return NULL;
    park = ARENA_NEW(recipe->arena, PiecePark);
    park->kind = BACKUP_COPIED;
    vec_push(recipe->arena, &park->if_empty, recipe_nothing_kept(recipe));
    vec_push(recipe->arena, &written, self);
    copy.key = walk_key(recipe->arena, recipe->live, recipe->desired, &written);
    park->obstacle = obstacle(recipe);
    if (park->obstacle == NULL && (copy.key.len == 0 || !stays_key(recipe, &copy.key)))
        park->obstacle = "no key of the server's own types that stays tells its rows apart";
    if (park->obstacle != NULL)
        return park;
    copy.is_own_type = str_find(copy.column->type, '.', 0) != SIZE_MAX;
    park->place = STR(COPY);
    before->arena = recipe->arena;
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
        Piece *piece = makers[i](&copy, change);
        if (i > 0)
            recipe_after(recipe, piece, before->list.items[i - 1]);
        vec_push(recipe->arena, &before->list, piece);
    }
    put_end(&copy, park);
    put_way_back(&copy, park);
    return park;
}

void recipe_empty_misfits(const Recipe *recipe, const Change *change, PiecePark *park)
{
    const Column *live = (const Column *)change->live, *desired = (const Column *)change->desired;
    PgTypeChange type = pg_named_type_change(recipe->input, live, desired);
    Str body;

    if (!type.takes_values || !str_eq(live->name, desired->name))
        return;
    /* Nobody's triggers are to see this, where the role may see to that. */
    body = RECIPE_SQL(
        recipe,
        RAW("BEGIN\n  BEGIN\n    SET LOCAL session_replication_role = replica;\n  EXCEPTION WHEN "
            "insufficient_privilege THEN\n    NULL;\n  END;\n  UPDATE "),
        RECIPE_REL(recipe), RAW(" SET "), ID(desired->name), RAW(" = NULL WHERE "), EX(type.misfit),
        RAW(";\n  SET CONSTRAINTS ALL IMMEDIATE;\n  IF pg_catalog.current_setting("
            "'session_replication_role') = 'replica' THEN\n    SET LOCAL session_replication_role "
            "= origin;\n  END IF;\nEND"));
    vec_push(recipe->arena, &park->before, STR("SET LOCAL row_security = off"));
    vec_push(recipe->arena, &park->before, RECIPE_SQL(recipe, RAW("DO "), LIT(body)));
    park->empties = "rows that have a value which goes have none from then on";
}

void recipe_keep_values(const Recipe *recipe, Piece *piece, const PiecePark *park,
                        const Pieces *before)
{
    piece->park = park;
    if (park != NULL && park->obstacle != NULL)
        explain(recipe, piece, park);
    for (size_t i = 0; i < before->list.len; i++)
        before->list.items[i]->copies_for = piece;
    if (before->list.len > 0)
        recipe_after(recipe, piece, vec_last(&before->list));
}
