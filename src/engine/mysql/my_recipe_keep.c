/* The values of a column that goes, or gets a narrower type, are copied before, while everybody
 * works on.
 *
 * First triggers write what changes from now on into the copy; then batches bring what was there
 * before. A batch reads with shared locks, and gives up where somebody has one of its rows: so what
 * it reads nobody is about to change, it never waits with locks in its hands, and may overwrite
 * what a trigger has written. At its end the loop compares all rows with their copies.
 *
 * DDL commits. A column can't go while a trigger names it, and a write between the two would be
 * lost or fail: so they go behind LOCK TABLES. Where that is cut off, the triggers are gone first,
 * and the next plan makes them again, and compares again. */
#include "engine/mysql/my_recipe.h"
#include "engine/mysql/my_walk.h"
#include "engine/walk.h"

#define COPY "_anneal_backup_" BACKUP_ID
#define KEEP "_anneal_keep_" BACKUP_ID

typedef struct Copy {
    const MyRecipe *recipe;
    const Column *column; /* live */
    Str name;             /* of the column when the pieces run */
    StrVec key;
} Copy;

static Str table_of(const Copy *copy)
{
    return copy->recipe->desired->obj.name;
}

/* ---- its SQL ---- */

/* `a.id = b.id AND …` */
static Str sql_same_row(const Copy *copy, Str a, Str b)
{
    SqlWriter writer = sql_new(&my_quoting);

    for (size_t i = 0; i < copy->key.len; i++)
        sql_put(&writer, i == 0 ? RAW("") : RAW(" AND "), EX(a), ID(copy->key.items[i]), RAW(" = "),
                EX(b), ID(copy->key.items[i]));
    return sql_finish(&writer, copy->recipe->arena);
}

/* Byte by byte, whatever the collation calls equal. */
static Str sql_same_value(const Copy *copy, Str a, Str b)
{
    bool is_text = my_keeps_text(copy->column->type) ||
                   (copy->recipe->family == MY_MARIADB && str_is(copy->column->type, "json"));

    if (!is_text)
        return MY_SQL(copy->recipe, EX(a), RAW(" <=> "), EX(b));
    return MY_SQL(copy->recipe, RAW("CAST("), EX(a), RAW(" AS BINARY) <=> CAST("), EX(b),
                  RAW(" AS BINARY)"));
}

static Str sql_into(const Copy *copy)
{
    return MY_SQL(copy->recipe, RAW("INSERT INTO " COPY " ("), IDS(&copy->key), RAW(", "),
                  ID(copy->name), RAW(") "));
}

static Str sql_create(const Copy *copy)
{
    const Table *live = copy->recipe->live;
    Str engine = sparse_str(&live->obj.rec, FIELD_TABLE_ENGINE);
    SqlWriter writer = sql_new(&my_quoting);

    sql_put(&writer, RAW("CREATE TABLE IF NOT EXISTS " COPY " ("));
    for (size_t i = 0; i < copy->key.len; i++) {
        sql_put(&writer, ID(copy->key.items[i]), RAW(" "));
        my_put_type(&writer, live, table_column(live, copy->key.items[i]));
        sql_put(&writer, RAW(" NOT NULL, "));
    }
    sql_put(&writer, ID(copy->name), RAW(" "));
    my_put_type(&writer, live, copy->column);
    sql_put(&writer, RAW(" NULL, " BACKUP_GONE " boolean NOT NULL DEFAULT FALSE, PRIMARY KEY ("),
            IDS(&copy->key), RAW(")) ENGINE="), engine.len > 0 ? EX(engine) : RAW("InnoDB"),
            RAW(" COMMENT='anneal backup'"));
    return sql_finish(&writer, copy->recipe->arena);
}

/* A row as it is now. */
static Str sql_write(const Copy *copy)
{
    SqlWriter writer = sql_new(&my_quoting);

    sql_put(&writer, EX(sql_into(copy)), RAW("VALUES ("));
    for (size_t i = 0; i < copy->key.len; i++)
        sql_put(&writer, RAW("NEW."), ID(copy->key.items[i]), RAW(", "));
    sql_put(&writer, RAW("NEW."), ID(copy->name), RAW(") ON DUPLICATE KEY UPDATE "), ID(copy->name),
            RAW(" = NEW."), ID(copy->name));
    return sql_finish(&writer, copy->recipe->arena);
}

static Str sql_forget(const Copy *copy)
{
    return MY_SQL(copy->recipe, RAW("DELETE FROM " COPY " WHERE "),
                  EX(sql_same_row(copy, STR(COPY "."), STR("OLD."))));
}

static const char *const events[] = {"INSERT", "UPDATE", "DELETE"};
enum { EVENT_COUNT = sizeof events / sizeof *events };

static void put_trigger_name(SqlWriter *writer, size_t event)
{
    sql_put(writer, RAW(KEEP "_"), EX(str_sub(str_from(events[event]), 0, 1)));
}

/* ---- its pieces ---- */

static void put_triggers(const Copy *copy, StrVec *to)
{
    const Str bodies[] = {
        sql_write(copy),
        MY_SQL(copy->recipe, RAW("BEGIN IF NOT ("),
               EX(sql_same_row(copy, STR("OLD."), STR("NEW."))), RAW(") THEN "),
               EX(sql_forget(copy)), RAW("; END IF; "), EX(sql_write(copy)), RAW("; END")),
        sql_forget(copy),
    };

    for (size_t i = 0; i < EVENT_COUNT; i++) {
        SqlWriter writer = sql_new(&my_quoting);
        sql_put(&writer, RAW("DROP TRIGGER IF EXISTS "));
        put_trigger_name(&writer, i);
        my_put(copy->recipe, to, sql_finish(&writer, copy->recipe->arena));
        writer = sql_new(&my_quoting);
        sql_put(&writer, RAW("CREATE TRIGGER "));
        put_trigger_name(&writer, i);
        sql_put(&writer, RAW(" AFTER "), EX(str_from(events[i])), RAW(" ON "), ID(table_of(copy)),
                RAW(" FOR EACH ROW "), EX(bodies[i]));
        my_put(copy->recipe, to, sql_finish(&writer, copy->recipe->arena));
    }
}

/* How many of them there are. */
static Str sql_trigger_count(const Copy *copy)
{
    return MY_SQL(copy->recipe,
                  RAW("(SELECT count(*) FROM information_schema.triggers WHERE trigger_schema = "
                      "DATABASE() AND event_object_table = "),
                  LIT(table_of(copy)),
                  RAW(" AND trigger_name LIKE '\\_anneal\\_keep\\_" BACKUP_ID "%')"));
}

static void put_drop_triggers(const Copy *copy, StrVec *to, bool may_be_gone)
{
    for (size_t i = 0; i < EVENT_COUNT; i++) {
        SqlWriter writer = sql_new(&my_quoting);
        sql_put(&writer, RAW("DROP TRIGGER "), may_be_gone ? RAW("IF EXISTS ") : RAW(""));
        put_trigger_name(&writer, i);
        my_put(copy->recipe, to, sql_finish(&writer, copy->recipe->arena));
    }
}

static Piece *begin(const Copy *copy, const Change *change)
{
    const MyRecipe *recipe = copy->recipe;
    Piece *piece = my_plain_piece(recipe, OP_BEGIN_BACKUP, change);

    piece->reason = "what is written from now on is written into the copy, too";
    my_put(recipe, &piece->statements, sql_create(copy));
    put_triggers(copy, &piece->statements);
    piece->skip_if =
        MY_SQL(recipe, RAW("SELECT "), EX(sql_trigger_count(copy)), RAW(" = "), NUM(EVENT_COUNT));
    return piece;
}

/* The walk is that of a backfill of the column; what is done to a batch is not. */
static StepLoop *walk(const Copy *copy, Str table)
{
    static const BackfillFacts none = {0};
    const MyRecipe *recipe = copy->recipe;
    Backfill *backfill = record_new(recipe->arena, &backfill_type);
    MapEntry set = {.name = copy->column->name, .value = copy->name};
    BackfillInput input = {.arena = recipe->arena,
                           .version = recipe->input->version,
                           .backfill = backfill,
                           .live = recipe->live,
                           .desired = recipe->desired,
                           .facts = &none};
    StepLoop *loop = record_new(recipe->arena, &step_loop_type);
    StrVec notes = {0};

    backfill->table = table;
    vec_push(recipe->arena, &backfill->set, set);
    (void)my_backfill(&input, loop, &notes, recipe->errs);
    loop->size = (OptInt){true, BACKFILL_ROWS};
    loop->target_ms = (OptInt){true, BACKFILL_TARGET_MS};
    return loop;
}

static void put_rows(const Copy *copy, SqlWriter *writer, bool is_one)
{
    if (is_one)
        my_put_one_row(writer, copy->recipe->live, &copy->key);
    else
        my_put_batch_rows(writer, copy->recipe->live, &copy->key);
}

static Str sql_copy_batch(const Copy *copy, bool is_one)
{
    SqlWriter writer = sql_new(&my_quoting);

    sql_put(&writer, EX(sql_into(copy)), RAW("SELECT "), IDS(&copy->key), RAW(", "), ID(copy->name),
            RAW(" FROM "), ID(table_of(copy)), RAW(" AS live WHERE "));
    put_rows(copy, &writer, is_one);
    sql_put(&writer,
            copy->recipe->family == MY_MARIADB ? RAW(" LOCK IN SHARE MODE NOWAIT")
                                               : RAW(" FOR SHARE NOWAIT"),
            RAW(" ON DUPLICATE KEY UPDATE "), ID(copy->name), RAW(" = live."), ID(copy->name));
    return sql_finish(&writer, copy->recipe->arena);
}

static Str sql_live_value(const Copy *copy)
{
    return MY_SQL(copy->recipe, RAW("live."), ID(copy->name));
}

static Str sql_kept_value(const Copy *copy)
{
    return MY_SQL(copy->recipe, RAW("kept."), ID(copy->name));
}

static Piece *fill(const Copy *copy, const Change *change)
{
    const MyRecipe *recipe = copy->recipe;
    Piece *piece = my_plain_piece(recipe, OP_COPY_BACKUP, change);
    StepLoop *loop = walk(copy, table_of(copy));

    piece->reason = "in batches, while everybody works on; then each row is compared with its copy";
    loop->id = STR("backup " BACKUP_ID);
    loop->is_rechecked = true;
    loop->batch = sql_copy_batch(copy, false);
    loop->one = sql_copy_batch(copy, true);
    loop->rest = MY_SQL(recipe, RAW("SELECT count(*) FROM (SELECT 1 FROM "), ID(table_of(copy)),
                        RAW(" AS live LEFT JOIN " COPY " AS kept ON "),
                        EX(sql_same_row(copy, STR("kept."), STR("live."))), RAW(" WHERE kept."),
                        ID(copy->key.items[0]), RAW(" IS NULL OR NOT ("),
                        EX(sql_same_value(copy, sql_kept_value(copy), sql_live_value(copy))),
                        RAW(") LIMIT 1001) AS rest"));
    piece->loop = loop;
    return piece;
}

/* ---- taking it away, and the way back ---- */

static void put_end(const Copy *copy, PiecePark *park, bool is_narrowed)
{
    const MyRecipe *recipe = copy->recipe;

    if (is_narrowed) {
        my_put(recipe, &park->before,
               MY_SQL(recipe, RAW("SET SESSION sql_mode = IF("), EX(sql_trigger_count(copy)),
                      RAW(" = "), NUM(EVENT_COUNT),
                      RAW(", @@SESSION.sql_mode, 'the triggers that keep the copy are gone: plan "
                          "again')")));
        put_drop_triggers(copy, &park->instead, false);
    } else {
        my_put(recipe, &park->before,
               MY_SQL(recipe, RAW("LOCK TABLES "), ID(table_of(copy)), RAW(" WRITE")));
        put_drop_triggers(copy, &park->before, false);
        park->is_held = true;
    }
    put_drop_triggers(copy, &park->discard, true);
    my_put(recipe, &park->discard, STR("DROP TABLE IF EXISTS " COPY));
}

/* What the application has written into the column since it is there again stays. */
static Str sql_refill(const Copy *copy, bool is_one)
{
    const ColumnVec *columns = &copy->recipe->desired->columns;
    SqlWriter writer = sql_new(&my_quoting);

    sql_put(&writer, RAW("UPDATE " BACKUP_TABLE " AS live JOIN (SELECT * FROM " COPY
                         " WHERE NOT " BACKUP_GONE " AND "));
    put_rows(copy, &writer, is_one);
    sql_put(&writer, RAW(") AS kept ON "), EX(sql_same_row(copy, STR("live."), STR("kept."))),
            RAW(" SET live." BACKUP_COLUMN " = "), EX(sql_kept_value(copy)));
    for (size_t i = 0; i < columns->len; i++)
        if (sparse_str(&columns->items[i]->rec, FIELD_COLUMN_ON_UPDATE).len > 0)
            sql_put(&writer, RAW(", live."), ID(columns->items[i]->name), RAW(" = live."),
                    ID(columns->items[i]->name));
    sql_put(&writer, RAW(" WHERE live." BACKUP_COLUMN " IS NULL"));
    return sql_finish(&writer, copy->recipe->arena);
}

static StepLoop *refill(const Copy *copy)
{
    StepLoop *loop = walk(copy, STR(COPY));

    loop->id = STR("restore " BACKUP_ID);
    loop->count = STR("SELECT count(*) FROM " COPY " WHERE NOT " BACKUP_GONE);
    loop->batch = sql_refill(copy, false);
    loop->one = sql_refill(copy, true);
    return loop;
}

static SqlWriter begin_alter(const Copy *copy, const char *how)
{
    SqlWriter writer = sql_new(&my_quoting);

    sql_put(&writer, RAW("ALTER TABLE " BACKUP_TABLE " "), EX(str_from(how)),
            RAW(" COLUMN " BACKUP_COLUMN " "));
    my_put_type(&writer, copy->recipe->live, copy->column);
    sql_put(&writer, RAW(" NULL"));
    return writer;
}

static void end_alter(const Copy *copy, SqlWriter *writer, MyWork work, StrVec *to)
{
    const MyRecipe *recipe = copy->recipe;

    sql_put(writer, RAW(", "), EX(my_work_clauses(recipe->family, work, recipe->input->version)));
    my_put(recipe, to, sql_finish(writer, recipe->arena));
}

static void put_way_back(const Copy *copy, PiecePark *park)
{
    const MyRecipe *recipe = copy->recipe;
    const Column *column = copy->column;
    Str comment = sparse_str(&column->rec, FIELD_COMMENT);
    Str on_update = sparse_str(&column->rec, FIELD_COLUMN_ON_UPDATE);
    SqlWriter writer = begin_alter(copy, "ADD");

    end_alter(copy, &writer,
              my_has_fulltext(recipe->live)    ? MY_ADD_COLUMN_FULLTEXT
              : my_is_compressed(recipe->live) ? MY_ADD_COLUMN_COMPRESSED
                                               : MY_ADD_COLUMN,
              &park->restore);
    if (column->dflt.len > 0 || comment.len > 0 || on_update.len > 0) {
        writer = begin_alter(copy, "MODIFY");
        if (column->dflt.len > 0) {
            sql_put(&writer, RAW(" DEFAULT "));
            my_put_default(&writer, column);
        }
        if (on_update.len > 0)
            sql_put(&writer, RAW(" ON UPDATE "), EX(on_update));
        if (comment.len > 0)
            sql_put(&writer, RAW(" COMMENT "), LIT(comment));
        end_alter(copy, &writer, MY_COLUMN_METADATA, &park->finally);
    }
    park->refill = refill(copy);
    park->compare = MY_SQL(
        recipe, RAW("SELECT count(*), count(live."), ID(copy->key.items[0]),
        RAW("), COALESCE(SUM(live."), ID(copy->key.items[0]), RAW(" IS NOT NULL AND "),
        EX(sql_same_value(copy, STR("live." BACKUP_COLUMN), sql_kept_value(copy))),
        RAW("), 0) FROM " COPY " AS kept LEFT JOIN " BACKUP_TABLE " AS live ON "),
        EX(sql_same_row(copy, STR("live."), STR("kept."))), RAW(" WHERE NOT kept." BACKUP_GONE));
}

/* ---- which columns ---- */

/* Cascades fire no trigger: a row would be under another key than its copy. */
static bool is_key_cascaded(const MyRecipe *recipe, const StrVec *key)
{
    for (size_t i = 0; i < recipe->live->foreign_keys.len; i++) {
        const ForeignKey *foreign = recipe->live->foreign_keys.items[i];
        bool acts = foreign->on_update != FK_NO_ACTION && foreign->on_update != FK_RESTRICT;
        for (size_t k = 0; acts && k < foreign->columns.len; k++)
            for (size_t n = 0; n < key->len; n++)
                if (my_same_name(foreign->columns.items[k], key->items[n]))
                    return true;
    }
    return false;
}

/* A foreign key goes before a column of it gets another type: it would be off for as long as the
 * values are copied. */
static bool is_in_foreign_key(const MyRecipe *recipe, Str column)
{
    const Model *live = recipe->input->changes->live;

    for (size_t i = 0; i < live->objects.len; i++) {
        const Table *table = (const Table *)live->objects.items[i];
        for (size_t k = 0; table->obj.rec.type == &table_type && k < table->foreign_keys.len; k++) {
            const ForeignKey *key = table->foreign_keys.items[k];
            if ((table == recipe->live && strs_has(&key->columns, column)) ||
                (my_same_name(key->related_table, recipe->live->obj.name) &&
                 strs_has(&key->related_columns, column)))
                return true;
        }
    }
    return false;
}

static const char *engine_fault(const Table *table)
{
    static const char *const known[] = {"InnoDB", "MyISAM", "Aria"};
    Str engine = sparse_str(&table->obj.rec, FIELD_TABLE_ENGINE);

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (engine.len == 0 || str_eq_ascii_nocase(engine, str_from(known[i])))
            return NULL;
    return "its storage engine keeps no triggers or no transactions";
}

/* NULL: they can be copied. */
static const char *find_fault(const MyRecipe *recipe, const Column *column, const StrVec *key,
                              bool is_narrowed)
{
    if (sparse_bool(&recipe->live->obj.rec, FIELD_TABLE_SYSTEM_VERSIONED))
        return "its table has a history, whose rows no key tells apart";
    if (key->len == 0)
        return "no key that stays tells the rows of its table apart";
    if (is_key_cascaded(recipe, key))
        return "a foreign key's cascade can change the key of its rows unseen";
    if (is_narrowed && is_in_foreign_key(recipe, column->name))
        return "a foreign key over it would be off meanwhile";
    return engine_fault(recipe->live);
}

void my_if_empty(const MyRecipe *recipe, Str table, PiecePark *park)
{
    park->release = STR("UNLOCK TABLES");
    my_put(recipe, &park->if_empty, MY_SQL(recipe, RAW("LOCK TABLES "), ID(table), RAW(" WRITE")));
    /* A statement that fails where it is to, with a text of ours, and changes nothing. */
    my_put(recipe, &park->if_empty,
           MY_SQL(recipe, RAW("SET SESSION sql_mode = IF(EXISTS (SELECT 1 FROM "), ID(table),
                  RAW("), "),
                  LIT(arena_printf(recipe->arena,
                                   "rows have come into %.*s since the plan was made: plan again",
                                   STR_ARG(table))),
                  RAW(", @@SESSION.sql_mode)")));
}

const char *my_copy_values(MyRecipe *recipe, const Change *change, bool is_narrowed, MyKept *kept)
{
    Copy copy = {.recipe = recipe,
                 .column = (const Column *)change->live,
                 .name = record_name(is_narrowed ? change->desired : change->live)};
    MapEntries written = {0};
    MapEntry self = {.name = copy.column->name};
    const char *fault;

    vec_push(recipe->arena, &written, self);
    copy.key = walk_key(recipe->arena, recipe->live, recipe->desired, &written);
    fault = find_fault(recipe, copy.column, &copy.key, is_narrowed);
    if (fault != NULL)
        return fault;
    kept->park = ARENA_NEW(recipe->arena, PiecePark);
    kept->park->kind = BACKUP_COPIED;
    kept->park->place = STR(COPY);
    my_if_empty(recipe, table_of(&copy), kept->park);
    kept->begin = begin(&copy, change);
    kept->fill = fill(&copy, change);
    my_after(recipe, kept->fill, my_index_of(recipe, kept->begin));
    put_end(&copy, kept->park, is_narrowed);
    put_way_back(&copy, kept->park);
    return NULL;
}

void my_keep_values(const MyRecipe *recipe, Piece *piece, const MyKept *kept)
{
    if (kept->park == NULL)
        return;
    piece->park = kept->park;
    kept->begin->copies_for = kept->fill->copies_for = piece;
    my_after(recipe, piece, my_index_of(recipe, kept->fill));
}
