/* Tables as a whole: they come, go, get another name or other options. */
#include "engine/mysql/my_definition.h"
#include "engine/mysql/my_recipe.h"
#include "model/label.h"

void my_create_table(MyRecipe *recipe)
{
    const Change *change = recipe->group->changes.items[0];
    Piece *piece = my_plain_piece(recipe, OP_CREATE_TABLE, change);
    const Table *table = recipe->desired;

    piece->is_new = true;
    my_put(recipe, &piece->statements,
           my_render_table(recipe->arena, recipe->family, table, table->obj.name));
    my_put(recipe, &piece->reverse, MY_SQL(recipe, RAW("DROP TABLE "), ID(table->obj.name)));
    for (size_t i = 0; i < table->foreign_keys.len; i++)
        my_add_foreign_key(recipe, change, table->foreign_keys.items[i]);
}

/* ---- a table that goes */

static bool is_trigger_of(const Object *object, Str table)
{
    return object->rec.type == &trigger_type &&
           my_same_name(((const Definition *)object)->relation, table);
}

/* Under its new name it acts no more: its triggers and its foreign keys go first, and come back
 * with it. Those of others that point to it are gone by now. */
static void park(const MyRecipe *recipe, Piece *piece)
{
    const Model *live = recipe->input->changes->live;
    const Table *table = recipe->live;
    PiecePark *park = ARENA_NEW(recipe->arena, PiecePark);

    park->replaces = 1;
    park->place = STR("_anneal_backup_" BACKUP_ID);
    my_if_empty(recipe, table->obj.name, park);
    for (size_t i = 0; i < table->foreign_keys.len; i++)
        my_put(recipe, &park->instead,
               my_drop_foreign_key_sql(recipe, table, table->foreign_keys.items[i]));
    for (size_t i = 0; i < live->objects.len; i++)
        if (is_trigger_of(live->objects.items[i], table->obj.name))
            my_put(recipe, &park->instead,
                   my_definition_drop(recipe->arena, (const Definition *)live->objects.items[i]));
    my_put(recipe, &park->instead,
           MY_SQL(recipe, RAW("RENAME TABLE "), ID(table->obj.name),
                  RAW(" TO _anneal_backup_" BACKUP_ID)));
    my_put(recipe, &park->restore,
           STR("RENAME TABLE _anneal_backup_" BACKUP_ID " TO " BACKUP_TABLE));
    for (size_t i = 0; i < table->foreign_keys.len; i++) {
        SqlWriter writer = sql_new(&my_quoting);
        sql_put(&writer, RAW("ALTER TABLE "), ID(table->obj.name), RAW(" ADD "));
        my_put_foreign_key(&writer, table->foreign_keys.items[i]);
        my_put(recipe, &park->finally, sql_finish(&writer, recipe->arena));
    }
    for (size_t i = 0; i < live->objects.len; i++)
        if (is_trigger_of(live->objects.items[i], table->obj.name))
            my_put(recipe, &park->finally,
                   my_definition_render(recipe->arena, (const Definition *)live->objects.items[i],
                                        false));
    piece->park = park;
}

static Piece *end_foreign_key(MyRecipe *recipe, const Change *change, const ForeignKey *key)
{
    Piece *piece = my_piece(recipe, OP_DROP_FOREIGN_KEY, MY_DROP_FOREIGN_KEY, change);
    SqlWriter writer = sql_new(&my_quoting);

    piece->about = &key->rec;
    piece->related = label_name(recipe->arena, key->related_schema, key->related_table).ptr;
    sql_put(&writer, RAW("DROP FOREIGN KEY "), ID(key->name));
    my_set_clause(recipe, piece, MY_DROP_FOREIGN_KEY, &writer);
    return piece;
}

/* Whether the table that a key points to goes as well: then neither can go before the other's keys
 * in a circle, so each lets go of its own first. */
static bool target_goes(const MyRecipe *recipe, const ForeignKey *key)
{
    const Object *target = model_find(recipe->input->changes->live, REC_TABLE, key->related_schema,
                                      key->related_table);
    const ChangeGroup *group =
        target == NULL ? NULL : changes_group_of(recipe->input->changes, target);

    return group != NULL && group != recipe->group && group->desired == NULL;
}

void my_drop_table(MyRecipe *recipe)
{
    const Change *change = recipe->group->changes.items[0];
    Piece *piece;
    int last = -1;

    for (size_t i = 0; i < recipe->live->foreign_keys.len; i++)
        if (target_goes(recipe, recipe->live->foreign_keys.items[i]))
            last = my_index_of(
                recipe, end_foreign_key(recipe, change, recipe->live->foreign_keys.items[i]));
    piece = my_plain_piece(recipe, OP_DROP_TABLE, change);
    my_after(recipe, piece, last);
    my_put(recipe, &piece->statements,
           MY_SQL(recipe, RAW("DROP TABLE "), ID(recipe->live->obj.name)));
    if (last < 0)
        park(recipe, piece);
}

/* ---- another name */

static const ChangeGroup *holder_of_name(const RecipeInput *input, const ChangeGroup *group)
{
    for (size_t i = 0; i < input->changes->groups.len; i++) {
        const ChangeGroup *other = input->changes->groups.items[i];
        if (other != group && other->live != NULL && other->desired != NULL &&
            other->live->rec.type == &table_type &&
            str_eq(other->live->name, group->desired->name) &&
            !str_eq(other->live->name, other->desired->name))
            return other;
    }
    return NULL;
}

typedef VEC(const ChangeGroup *) Ring;

/* The groups of a ring of names (a -> b -> a), `group` first; empty where there is none. */
static Ring ring_of(const MyRecipe *recipe, const ChangeGroup *group)
{
    Ring ring = {0}, none = {0};
    const ChangeGroup *at = group;

    do {
        vec_push(recipe->arena, &ring, at);
        at = holder_of_name(recipe->input, at);
    } while (at != NULL && at != group && ring.len <= recipe->input->changes->groups.len);
    return at == group ? ring : none;
}

static bool is_first_of(const MyRecipe *recipe, const Ring *ring)
{
    for (size_t i = 0; i < recipe->input->changes->groups.len; i++)
        for (size_t k = 0; k < ring->len; k++)
            if (recipe->input->changes->groups.items[i] == ring->items[k])
                return k == 0;
    return true;
}

/* All names of a ring in one statement, by way of one that nobody has. */
static Str ring_sql(const MyRecipe *recipe, const Ring *ring)
{
    SqlWriter writer = sql_new(&my_quoting);
    Str passing = STR("_anneal_name_of_the_first");

    sql_put(&writer, RAW("RENAME TABLE "), ID(ring->items[0]->live->name), RAW(" TO "),
            ID(passing));
    for (size_t i = ring->len - 1; i > 0; i--)
        sql_put(&writer, RAW(", "), ID(ring->items[i]->live->name), RAW(" TO "),
                ID(ring->items[i]->desired->name));
    sql_put(&writer, RAW(", "), ID(passing), RAW(" TO "), ID(ring->items[0]->desired->name));
    return sql_finish(&writer, recipe->arena);
}

void my_rename_table(MyRecipe *recipe, const Change *change)
{
    Str from = recipe->live->obj.name, to = recipe->desired->obj.name;
    const ChangeGroup *holder = holder_of_name(recipe->input, recipe->group);
    Ring ring = ring_of(recipe, recipe->group);
    Piece *piece;

    if (ring.len > 1 && !is_first_of(recipe, &ring))
        return;
    piece = my_plain_piece(recipe, OP_RENAME_TABLE, change);
    if (ring.len > 1) {
        my_put(recipe, &piece->statements, ring_sql(recipe, &ring));
        return;
    }
    if (holder != NULL)
        my_need(recipe, piece, holder->desired);
    my_put(recipe, &piece->statements,
           MY_SQL(recipe, RAW("RENAME TABLE "), ID(from), RAW(" TO "), ID(to)));
    my_put(recipe, &piece->reverse,
           MY_SQL(recipe, RAW("RENAME TABLE "), ID(to), RAW(" TO "), ID(from)));
}

/* ---- options */

typedef enum OptionKind { OPTION_WORD, OPTION_TEXT, OPTION_NUMBER, OPTION_FLAG } OptionKind;

/* `reset`: what an absent value is. */
static const struct Option {
    const char *key;
    const char *sql;
    OptionKind kind;
    MyWork work;
    const char *reset;
} options[] = {
    {"Engine", "ENGINE", OPTION_WORD, MY_TABLE_COPIED, "InnoDB"},
    {"RowFormat", "ROW_FORMAT", OPTION_WORD, MY_TABLE_REBUILT, "DEFAULT"},
    {"KeyBlockSize", "KEY_BLOCK_SIZE", OPTION_NUMBER, MY_TABLE_REBUILT, "0"},
    {"Compression", "COMPRESSION", OPTION_TEXT, MY_TABLE_METADATA, "''"},
    {"Encryption", "ENCRYPTION", OPTION_TEXT, MY_TABLE_COPIED, "'N'"},
    {"Encrypted", "ENCRYPTED", OPTION_FLAG, MY_TABLE_REBUILT, "DEFAULT"},
    {"EncryptionKeyId", "ENCRYPTION_KEY_ID", OPTION_NUMBER, MY_TABLE_REBUILT, "DEFAULT"},
    {"PageCompressed", "PAGE_COMPRESSED", OPTION_FLAG, MY_TABLE_REBUILT, "0"},
    {"PageCompressionLevel", "PAGE_COMPRESSION_LEVEL", OPTION_NUMBER, MY_TABLE_REBUILT, "DEFAULT"},
    {"Tablespace", "TABLESPACE", OPTION_WORD, MY_TABLE_REBUILT, "innodb_file_per_table"},
    {"AutoIncrementValue", "AUTO_INCREMENT", OPTION_NUMBER, MY_TABLE_METADATA, NULL},
    {"Comment", "COMMENT", OPTION_TEXT, MY_TABLE_METADATA, "''"},
};

static void put_option(SqlWriter *writer, const struct Option *option, const Record *rec)
{
    const Field *field = record_type_find(&table_type, str_from(option->key));
    const void *at = record_at(rec, field);

    sb_printf(&writer->sb, "%s=", option->sql);
    if (field_is_absent(field, at))
        sb_puts(&writer->sb, option->reset);
    else if (option->kind == OPTION_TEXT)
        sql_put(writer, LIT(*(const Str *)at));
    else if (option->kind == OPTION_NUMBER)
        sql_put(writer, NUM(((const OptInt *)at)->value));
    else if (option->kind == OPTION_FLAG)
        sql_put(writer, RAW("1"));
    else
        sql_put(writer, EX(*(const Str *)at));
}

static MyWork option_work(const MyRecipe *recipe, const struct Option *option)
{
    return option->work == MY_TABLE_REBUILT && my_has_fulltext(recipe->live)
               ? MY_TABLE_REBUILT_FULLTEXT
               : option->work;
}

/* Options of one class in one clause; a row format goes with its page size. */
static void alter_some(MyRecipe *recipe, const Change *change, MyWork work, Op op)
{
    SqlWriter writer = sql_new(&my_quoting);
    bool is_first = true;

    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        if (!change_has(change, options[i].key) || option_work(recipe, &options[i]) != work ||
            (options[i].reset == NULL &&
             !sparse_int(change->desired, FIELD_TABLE_AUTO_INCREMENT).given))
            continue;
        sql_put(&writer, is_first ? RAW("") : RAW(", "));
        put_option(&writer, &options[i], change->desired);
        is_first = false;
    }
    if (is_first)
        sb_free(&writer.sb);
    else
        my_set_clause(recipe, my_piece(recipe, op, work, change), work, &writer);
}

static const MapEntry *entry_of(const MapEntries *entries, Str name)
{
    for (size_t i = 0; i < entries->len; i++)
        if (str_eq_ascii_nocase(entries->items[i].name, name))
            return &entries->items[i];
    return NULL;
}

static void alter_others(MyRecipe *recipe, const Change *change)
{
    const MapEntries *live = sparse_map(change->live, FIELD_OPTIONS);
    const MapEntries *desired = sparse_map(change->desired, FIELD_OPTIONS);
    SqlWriter writer = sql_new(&my_quoting);
    bool is_first = true;

    for (size_t i = 0; i < live->len + desired->len; i++) {
        bool is_live = i < live->len;
        const MapEntry *entry = is_live ? &live->items[i] : &desired->items[i - live->len];
        const MapEntry *other = entry_of(is_live ? desired : live, entry->name);
        bool is_number_only = str_is(entry->name, "MAX_ROWS") || str_is(entry->name, "MIN_ROWS") ||
                              str_is(entry->name, "AVG_ROW_LENGTH");
        if (other != NULL && (is_live || str_eq(other->value, entry->value)))
            continue;
        sql_put(&writer, is_first ? RAW("") : RAW(", "), EX(entry->name), RAW("="),
                is_live ? (is_number_only ? RAW("0") : RAW("DEFAULT")) : EX(entry->value));
        is_first = false;
    }
    if (is_first)
        sb_free(&writer.sb);
    else
        my_set_clause(recipe, my_piece(recipe, OP_SET_TABLE_OPTIONS, MY_TABLE_METADATA, change),
                      MY_TABLE_METADATA, &writer);
}

static void alter_charset(MyRecipe *recipe, const Change *change)
{
    Str charset = sparse_str(change->desired, FIELD_CHARACTER_SET);
    Str collation = sparse_str(change->desired, FIELD_COLUMN_COLLATION);
    SqlWriter writer = sql_new(&my_quoting);

    sql_put(&writer, RAW("DEFAULT CHARACTER SET "),
            EX(charset.len > 0 ? charset : my_charset_of_collation(collation)));
    if (collation.len > 0)
        sql_put(&writer, RAW(" COLLATE "), EX(collation));
    my_set_clause(recipe, my_piece(recipe, OP_SET_TABLE_OPTIONS, MY_TABLE_METADATA, change),
                  MY_TABLE_METADATA, &writer);
}

static void alter_versioning(MyRecipe *recipe, const Change *change)
{
    bool comes = sparse_bool(change->desired, FIELD_TABLE_SYSTEM_VERSIONED);
    MyWork work = comes ? MY_ADD_VERSIONING : MY_DROP_VERSIONING;
    /* The history goes with it. */
    Piece *piece = my_piece(recipe, comes ? OP_REBUILD_TABLE : OP_DROP_HISTORY, work, change);
    SqlWriter writer = sql_new(&my_quoting);

    sql_put(&writer, comes ? RAW("ADD SYSTEM VERSIONING") : RAW("DROP SYSTEM VERSIONING"));
    my_set_clause(recipe, piece, work, &writer);
}

void my_alter_options(MyRecipe *recipe, const Change *change)
{
    if (change_has(change, "CharacterSet") || change_has(change, "Collation"))
        alter_charset(recipe, change);
    alter_some(recipe, change, MY_TABLE_METADATA,
               change->fields.len == 1 && change_has(change, "Comment") ? OP_COMMENT
                                                                        : OP_SET_TABLE_OPTIONS);
    if (change_has(change, "Options"))
        alter_others(recipe, change);
    alter_some(recipe, change, MY_TABLE_REBUILT, OP_REBUILD_TABLE);
    alter_some(recipe, change, MY_TABLE_REBUILT_FULLTEXT, OP_REBUILD_TABLE);
    alter_some(recipe, change, MY_TABLE_COPIED, OP_REBUILD_TABLE);
    if (change_has(change, "IsSystemVersioned"))
        alter_versioning(recipe, change);
}
