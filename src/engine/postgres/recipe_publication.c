/* Recipes of publications. */
#include "engine/postgres/recipe.h"
#include "engine/postgres/remote.h"
#include "model/label.h"

enum { SINCE_LISTS = 150000, SINCE_GENERATED = 180000 };

static bool check_versions(const Recipe *recipe, const Publication *publication)
{
    const Record *rec = &publication->obj.rec;
    bool ok = true;

    for (size_t i = 0; i < publication->tables.len && ok; i++) {
        const PublicationTable *table = publication->tables.items[i];
        ok = (table->columns.len == 0 && table->filter.len == 0) ||
             recipe_needs_version(recipe, &table->rec, SINCE_LISTS,
                                  "a list of published columns, or a filter");
    }
    return ok &&
           (sparse_strs(rec, FIELD_PUBLICATION_SCHEMAS)->len == 0 ||
            recipe_needs_version(recipe, rec, SINCE_LISTS, "a publication of schemas")) &&
           (sparse_enum(rec, FIELD_PUBLICATION_GENERATED) == 0 ||
            recipe_needs_version(recipe, rec, SINCE_GENERATED,
                                 "publishing generated columns without a list"));
}

static bool publishes(const Publication *publication, const char *act)
{
    const StrVec *acts = sparse_strs(&publication->obj.rec, FIELD_PUBLICATION_PUBLISH);

    return acts->len == 0 || strs_has(acts, str_from(act));
}

/* Whether UPDATE or DELETE on the table fails while it is published: on one that was there before
 * this plan. */
static bool lacks_identity(const Recipe *recipe, const Publication *publication,
                           const Object *object)
{
    const ChangeGroup *group;

    if (object == NULL || object->rec.type != &table_type ||
        !(publishes(publication, "update") || publishes(publication, "delete")) ||
        table_primary_key((const Table *)object) != NULL || table_is_foreign((const Table *)object))
        return false;
    group = recipe_group_of(recipe->input, object);
    return group == NULL || group->live != NULL;
}

static const Object *desired_table(const Recipe *recipe, const PublicationTable *table)
{
    Str schema, name;

    if (!pg_published_name_read(recipe->arena, table->name, &schema, &name))
        return NULL;
    return model_find(recipe->input->changes->desired, REC_TABLE, schema, name);
}

/* A table that the publication is for without naming it. */
static bool covers(const Publication *publication, const Object *object)
{
    return sparse_bool(&publication->obj.rec, FIELD_PUBLICATION_ALL_TABLES) ||
           strs_has(sparse_strs(&publication->obj.rec, FIELD_PUBLICATION_SCHEMAS), object->schema);
}

/* Says in the piece that tables without identity become published by it. */
static void warn_of_unkeyed(const Recipe *recipe, Piece *piece, const Publication *publication,
                            bool named_ones_too)
{
    const Model *desired = recipe->input->changes->desired;
    bool found = false;

    for (size_t i = 0; i < desired->objects.len && !found; i++)
        found = covers(publication, desired->objects.items[i]) &&
                lacks_identity(recipe, publication, desired->objects.items[i]);
    for (size_t i = 0; i < publication->tables.len && named_ones_too && !found; i++)
        found = lacks_identity(recipe, publication,
                               desired_table(recipe, publication->tables.items[i]));
    if (!found)
        return;
    vec_push(recipe->arena, &piece->includes, OP_PUBLISH_UNKEYED);
    piece->is_felt = true;
}

static void put_schemas(SqlWriter *writer, const StrVec *schemas)
{
    sql_put(writer, RAW("TABLES IN SCHEMA "), IDS(schemas));
}

static Str acts_text(Arena *arena, const Publication *publication)
{
    const StrVec *acts = sparse_strs(&publication->obj.rec, FIELD_PUBLICATION_PUBLISH);
    Sb sb = sb_new(SB_LINE_MAX);

    if (acts->len == 0)
        sb_puts(&sb, "insert, update, delete, truncate");
    for (size_t i = 0; i < acts->len; i++)
        if (!str_is(acts->items[i], "none"))
            sb_printf(&sb, "%s%.*s", i > 0 ? ", " : "", STR_ARG(acts->items[i]));
    return sb_finish(&sb, arena);
}

static void put_generated(SqlWriter *writer, const Record *rec)
{
    sql_put(writer, RAW("publish_generated_columns = "),
            sparse_enum(rec, FIELD_PUBLICATION_GENERATED) > 0 ? RAW("stored") : RAW("none"));
}

static Str sql_create(const Recipe *recipe, const Publication *publication)
{
    SqlWriter writer = sql_new(&pg_quoting);
    const Record *rec = &publication->obj.rec;
    const StrVec *schemas = sparse_strs(rec, FIELD_PUBLICATION_SCHEMAS);

    sql_put(&writer, RAW("CREATE PUBLICATION "), ID(publication->obj.name));
    if (sparse_bool(rec, FIELD_PUBLICATION_ALL_TABLES))
        sql_put(&writer, RAW(" FOR ALL TABLES"));
    if (schemas->len > 0) {
        sql_put(&writer, RAW(" FOR "));
        put_schemas(&writer, schemas);
    }
    sql_put(&writer, RAW(" WITH (publish = "), LIT(acts_text(recipe->arena, publication)));
    if (sparse_bool(rec, FIELD_PUBLICATION_VIA_ROOT))
        sql_put(&writer, RAW(", publish_via_partition_root = true"));
    if (sparse_enum(rec, FIELD_PUBLICATION_GENERATED) > 0) {
        sql_put(&writer, RAW(", "));
        put_generated(&writer, rec);
    }
    sql_put(&writer, RAW(")"));
    return sql_finish(&writer, recipe->arena);
}

static Str sql_drop(const Recipe *recipe, Str name)
{
    return RECIPE_SQL(recipe, RAW("DROP PUBLICATION "), ID(name));
}

/* ONLY: each table that inherits is a row of its own, and named by the package. */
static Str sql_add(const Recipe *recipe, Str publication, Str schema, Str name,
                   const PublicationTable *table)
{
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("ALTER PUBLICATION "), ID(publication), RAW(" ADD TABLE ONLY "),
            QN(schema, name));
    if (table->columns.len > 0)
        sql_put(&writer, RAW(" ("), IDS(&table->columns), RAW(")"));
    if (table->filter.len > 0)
        sql_put(&writer, RAW(" WHERE ("), EX(table->filter), RAW(")"));
    return sql_finish(&writer, recipe->arena);
}

static Str sql_add_table(const Recipe *recipe, const PublicationTable *table)
{
    Str schema, name;

    (void)pg_published_name_read(recipe->arena, table->name, &schema, &name);
    return sql_add(recipe, recipe->name, schema, name, table);
}

static Str sql_drop_table(const Recipe *recipe, Str schema, Str name)
{
    return RECIPE_SQL(recipe, RAW("ALTER PUBLICATION "), ID(recipe->name), RAW(" DROP TABLE ONLY "),
                      QN(schema, name));
}

static void add_table(Recipe *recipe, const Change *change, const PublicationTable *table)
{
    const Publication *publication = (const Publication *)recipe->group->desired;
    const Object *object = desired_table(recipe, table);
    bool is_unkeyed = lacks_identity(recipe, publication, object);
    Piece *piece =
        recipe_add(recipe, is_unkeyed ? OP_PUBLISH_UNKEYED : OP_PUBLISH_TABLE, change, STR_ABSENT);
    Str schema, name;

    piece->about = &table->rec;
    piece->is_felt = is_unkeyed;
    piece->related = arena_cstr(recipe->arena, table->name);
    recipe_put(recipe, piece, sql_add_table(recipe, table));
    (void)pg_published_name_read(recipe->arena, table->name, &schema, &name);
    recipe_undo(recipe, piece, sql_drop_table(recipe, schema, name));
    if (object != NULL)
        vec_push(recipe->arena, &piece->needs, object);
}

static void add_tables(Recipe *recipe, const Change *change)
{
    const Publication *publication = (const Publication *)change->desired;

    for (size_t i = 0; i < publication->tables.len; i++)
        add_table(recipe, change, publication->tables.items[i]);
}

static void create(Recipe *recipe, const Change *change)
{
    const Publication *publication = (const Publication *)change->desired;
    Piece *piece;

    if (change->kind == CHANGE_RECREATE) {
        piece = recipe_add(recipe, OP_RECREATE_OBJECT, change, STR_ABSENT);
        vec_push(recipe->arena, &piece->includes, OP_ALTER_PUBLICATION);
        recipe_put(recipe, piece, sql_drop(recipe, recipe->name));
    } else {
        piece = recipe_add(recipe, OP_CREATE_OBJECT, change, STR_ABSENT);
        recipe_undo(recipe, piece, sql_drop(recipe, recipe->name));
    }
    recipe_put(recipe, piece, sql_create(recipe, publication));
    recipe_new_rights(recipe, recipe->group->desired, recipe->group->live, &piece->statements);
    warn_of_unkeyed(recipe, piece, publication, false);
    recipe->base = piece;
    add_tables(recipe, change);
}

/* What is set free when a table is published no more. */
static Str unpublished_name(const Recipe *recipe, const Object *publication, Str table)
{
    return arena_printf(recipe->arena, "unpublished %.*s of %.*s", STR_ARG(table),
                        STR_ARG(publication->name));
}

/* By the name that it has when the publication lets it go: where the plan renames it, the new. */
static void drop_table(Recipe *recipe, const Change *change)
{
    const PublicationTable *table = (const PublicationTable *)change->live;
    Piece *piece = recipe_add(recipe, OP_UNPUBLISH_TABLE, change, STR_ABSENT);
    const ChangeGroup *group = NULL;
    const Object *object;
    Str schema, name;

    (void)pg_published_name_read(recipe->arena, table->name, &schema, &name);
    object = model_find(recipe->input->changes->live, REC_TABLE, schema, name);
    if (object != NULL)
        group = recipe_group_of(recipe->input, object);
    if (group != NULL && group->desired != NULL) {
        vec_push(recipe->arena, &piece->needs, group->desired);
        schema = group->desired->schema;
        name = group->desired->name;
    }
    piece->related = arena_cstr(recipe->arena, label_name(recipe->arena, schema, name));
    recipe_put(recipe, piece, sql_drop_table(recipe, schema, name));
    recipe_undo(recipe, piece, sql_add_table(recipe, table));
    vec_push(recipe->arena, &piece->frees,
             unpublished_name(recipe, recipe->group->live, table->name));
}

static void alter_table(Recipe *recipe, const Change *change)
{
    const PublicationTable *table = (const PublicationTable *)change->desired;
    Piece *piece = recipe_add(recipe, OP_REPUBLISH_TABLE, change, STR_ABSENT);
    const Object *object = desired_table(recipe, table);
    Str schema, name;

    (void)pg_published_name_read(recipe->arena, table->name, &schema, &name);
    piece->related = arena_cstr(recipe->arena, table->name);
    recipe_put(recipe, piece, sql_drop_table(recipe, schema, name));
    recipe_put(recipe, piece, sql_add_table(recipe, table));
    if (object != NULL)
        vec_push(recipe->arena, &piece->needs, object);
}

/* Whether a schema of one side is on the other; a renamed one is under its other name. */
static bool has_schema(const Recipe *recipe, const StrVec *schemas, Str name, bool is_live)
{
    const Changes *changes = recipe->input->changes;
    const Object *schema =
        model_find(is_live ? changes->live : changes->desired, REC_SCHEMA, STR_ABSENT, name);
    const ChangeGroup *group = schema == NULL ? NULL : recipe_group_of(recipe->input, schema);
    const Object *other = group == NULL ? NULL : is_live ? group->desired : group->live;

    return strs_has(schemas, other == NULL ? name : other->name);
}

static void alter_schemas(const Recipe *recipe, Piece *piece, const Change *change)
{
    const StrVec *live = sparse_strs(change->live, FIELD_PUBLICATION_SCHEMAS);
    const StrVec *desired = sparse_strs(change->desired, FIELD_PUBLICATION_SCHEMAS);
    StrVec added = {0}, dropped = {0};

    for (size_t i = 0; i < live->len; i++)
        if (!has_schema(recipe, desired, live->items[i], true))
            vec_push(recipe->arena, &dropped, live->items[i]);
    for (size_t i = 0; i < desired->len; i++)
        if (!has_schema(recipe, live, desired->items[i], false))
            vec_push(recipe->arena, &added, desired->items[i]);
    if (dropped.len > 0)
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER PUBLICATION "), ID(recipe->name),
                              RAW(" DROP TABLES IN SCHEMA "), IDS(&dropped)));
    if (added.len > 0)
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER PUBLICATION "), ID(recipe->name),
                              RAW(" ADD TABLES IN SCHEMA "), IDS(&added)));
}

static Str sql_set(const Recipe *recipe, const Change *change)
{
    const Publication *publication = (const Publication *)change->desired;
    SqlWriter writer = sql_new(&pg_quoting);
    const char *separator = " SET (";

    sql_put(&writer, RAW("ALTER PUBLICATION "), ID(recipe->name));
    if (change_has(change, "Publish")) {
        sql_put(&writer, EX(str_from(separator)), RAW("publish = "),
                LIT(acts_text(recipe->arena, publication)));
        separator = ", ";
    }
    if (change_has(change, "PublishViaPartitionRoot")) {
        sql_put(&writer, EX(str_from(separator)), RAW("publish_via_partition_root = "),
                sparse_bool(&publication->obj.rec, FIELD_PUBLICATION_VIA_ROOT) ? RAW("true")
                                                                               : RAW("false"));
        separator = ", ";
    }
    if (change_has(change, "PublishGeneratedColumns")) {
        sql_put(&writer, EX(str_from(separator)));
        put_generated(&writer, &publication->obj.rec);
    }
    sql_put(&writer, RAW(")"));
    return sql_finish(&writer, recipe->arena);
}

static void alter(Recipe *recipe, const Change *change)
{
    const Publication *publication = (const Publication *)change->desired;
    bool sets = change_has(change, "Publish") || change_has(change, "PublishViaPartitionRoot") ||
                change_has(change, "PublishGeneratedColumns");
    Piece *piece;

    if (!sets && !change_has(change, "Schemas"))
        return;
    piece = recipe_add(
        recipe, OP_ALTER_PUBLICATION, change,
        recipe_reason_of(recipe->arena, change,
                         "Publish PublishViaPartitionRoot PublishGeneratedColumns Schemas"));
    if (sets)
        recipe_put(recipe, piece, sql_set(recipe, change));
    alter_schemas(recipe, piece, change);
    warn_of_unkeyed(recipe, piece, publication, change_has(change, "Publish"));
}

static void drop(Recipe *recipe, const Change *change)
{
    const Publication *live = (const Publication *)change->live;
    Piece *piece = recipe_add(recipe, OP_DROP_PUBLICATION, change, STR_ABSENT);

    recipe_put(recipe, piece, sql_drop(recipe, recipe->name));
    for (size_t i = 0; i < live->tables.len; i++)
        vec_push(recipe->arena, &piece->frees,
                 unpublished_name(recipe, &live->obj, live->tables.items[i]->name));
}

/* What a published table of the live publication is to be; NULL: it goes. */
static const PublicationTable *table_successor(const ChangeGroup *group,
                                               const PublicationTable *table)
{
    if (group == NULL)
        return table;
    if (group->desired == NULL)
        return NULL;
    for (size_t i = 0; i < group->changes.len; i++)
        if (group->changes.items[i]->live == &table->rec)
            return (const PublicationTable *)group->changes.items[i]->desired;
    return table;
}

/* `is_gone`: with the old table it was published, and the new one comes in its place. */
static void take_published(const Recipe *recipe, Piece *piece, const Object *before,
                           const Object *table, const Publication *live, bool is_gone)
{
    const ChangeGroup *own = recipe_group_of(recipe->input, &live->obj);
    const Object *publication = own == NULL || own->desired == NULL ? &live->obj : own->desired;
    Str label = label_name(recipe->arena, before->schema, before->name);

    for (size_t i = 0; i < live->tables.len; i++) {
        const PublicationTable *successor;
        if (!str_eq(live->tables.items[i]->name, label))
            continue;
        successor = table_successor(own, live->tables.items[i]);
        if (successor == NULL) { /* its own piece does it before */
            vec_push(recipe->arena, &piece->takes, unpublished_name(recipe, &live->obj, label));
            continue;
        }
        if (!is_gone)
            recipe_put(recipe, piece,
                       RECIPE_SQL(recipe, RAW("ALTER PUBLICATION "), ID(publication->name),
                                  RAW(" DROP TABLE ONLY "), QN(table->schema, table->name)));
        vec_push(recipe->arena, &piece->finally,
                 sql_add(recipe, publication->name, table->schema, table->name, successor));
    }
}

void recipe_take_published(const Recipe *recipe, Piece *piece, const ChangeGroup *group, Str column)
{
    const Model *live = recipe->input->changes->live;

    for (size_t i = 0; i < live->edges.len; i++) {
        const Edge *edge = &live->edges.items[i];
        if (edge->to == group->live && edge->from->rec.type == &publication_type &&
            str_eq(edge->column, column))
            take_published(recipe, piece, group->live, group->desired,
                           (const Publication *)edge->from, false);
    }
}

void recipe_publish_again(const Recipe *recipe, Piece *piece, const Object *before,
                          const Object *table)
{
    const Model *live = recipe->input->changes->live;

    for (size_t i = 0; i < live->objects.len; i++)
        if (live->objects.items[i]->rec.type == &publication_type)
            take_published(recipe, piece, before, table,
                           (const Publication *)live->objects.items[i], true);
}

static void change_table(Recipe *recipe, const Change *change)
{
    switch (change->kind) {
    case CHANGE_CREATE:
        add_table(recipe, change, (const PublicationTable *)change->desired);
        break;
    case CHANGE_DROP:
        drop_table(recipe, change);
        break;
    case CHANGE_ALTER:
    case CHANGE_RECREATE:
        alter_table(recipe, change);
        break;
    case CHANGE_RENAME:
        break; /* the server follows the table */
    }
}

static bool is_remade(const ChangeGroup *group)
{
    for (size_t i = 0; i < group->changes.len; i++)
        if (group->changes.items[i]->kind == CHANGE_RECREATE &&
            group->changes.items[i]->desired == &group->desired->rec)
            return true;
    return false;
}

bool recipe_publication(Recipe *recipe)
{
    const ChangeGroup *group = recipe->group;

    if (group->desired != NULL && !check_versions(recipe, (const Publication *)group->desired))
        return false;
    recipe_rename_global(recipe, "PUBLICATION");
    for (size_t i = 0; i < group->changes.len; i++) {
        const Change *change = group->changes.items[i];
        const Record *rec = change->desired != NULL ? change->desired : change->live;
        if (rec->type == &publication_table_type) {
            if (!is_remade(group))
                change_table(recipe, change);
            continue;
        }
        if (change->kind == CHANGE_CREATE || change->kind == CHANGE_RECREATE)
            create(recipe, change);
        else if (change->kind == CHANGE_DROP)
            drop(recipe, change);
        else if (change->kind == CHANGE_ALTER)
            alter(recipe, change);
    }
    recipe_rights(recipe);
    recipe_comments(recipe);
    return true;
}
