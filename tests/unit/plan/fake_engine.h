/* An engine of pure slots only, for tests of plan: plain recipes, round lock rules. */
#ifndef ANNEAL_TESTS_UNIT_PLAN_FAKE_ENGINE_H
#define ANNEAL_TESTS_UNIT_PLAN_FAKE_ENGINE_H

#include "engine/engine.h"
#include "model/label.h"

static inline Str fake_fold(Arena *arena, Str name)
{
    (void)arena;
    return name;
}

typedef struct FakeRecipe {
    const RecipeInput *input;
    const ChangeGroup *group;
    Pieces *pieces;
} FakeRecipe;

static inline Str fake_relation(const FakeRecipe *recipe)
{
    const Object *object =
        recipe->group->desired != NULL ? recipe->group->desired : recipe->group->live;

    return label_name(recipe->input->arena, object->schema, object->name);
}

static inline Piece *fake_piece(const FakeRecipe *recipe, Op op, const Change *change)
{
    Piece *piece = pieces_add(recipe->pieces, op, change, recipe->group);

    piece->is_new = recipe->group->live == NULL;
    return piece;
}

/* `ALTER relation: op words name` as a clause, or as a statement. */
static inline Piece *fake_clause(const FakeRecipe *recipe, Op op, const Change *change)
{
    const Record *rec = change->desired != NULL ? change->desired : change->live;
    Piece *piece = fake_piece(recipe, op, change);

    piece->clause =
        arena_printf(recipe->input->arena, "%s %.*s", op_words(op), STR_ARG(record_name(rec)));
    return piece;
}

static inline Piece *fake_statement(const FakeRecipe *recipe, Op op, const Change *change, Str name)
{
    Piece *piece = fake_piece(recipe, op, change);

    vec_push(recipe->input->arena, &piece->statements,
             arena_printf(recipe->input->arena, "%s %.*s of %.*s", op_words(op), STR_ARG(name),
                          STR_ARG(fake_relation(recipe))));
    vec_push(recipe->input->arena, &piece->reverse,
             arena_printf(recipe->input->arena, "undo %s", op_words(op)));
    return piece;
}

static inline void fake_probe(const FakeRecipe *recipe, Piece *piece)
{
    if (!piece->is_new)
        vec_push(recipe->input->arena, &piece->probes,
                 arena_printf(recipe->input->arena, "probe %.*s", STR_ARG(piece->clause)));
}

static inline const Object *fake_related(const FakeRecipe *recipe, const ForeignKey *key)
{
    return model_find(recipe->input->changes->desired, REC_TABLE, key->related_schema,
                      key->related_table);
}

static inline void fake_add_key(const FakeRecipe *recipe, Op op, const Change *change,
                                const ForeignKey *key)
{
    Piece *piece = fake_piece(recipe, op, change);
    const Object *related = fake_related(recipe, key);

    piece->clause = arena_printf(recipe->input->arena, "%s %.*s", op_words(op), STR_ARG(key->name));
    piece->related = label_name(recipe->input->arena, key->related_schema, key->related_table).ptr;
    piece->about = &key->rec;
    if (related != NULL)
        vec_push(recipe->input->arena, &piece->needs, related);
}

static inline void fake_create_table(const FakeRecipe *recipe, const Change *change)
{
    const Table *table = (const Table *)change->desired;

    (void)fake_statement(recipe, OP_CREATE_TABLE, change, table->obj.name);
    for (size_t i = 0; i < table->indexes.len; i++)
        if (!index_is_constraint(table->indexes.items[i]))
            fake_statement(recipe, OP_CREATE_INDEX, change, table->indexes.items[i]->name)->about =
                &table->indexes.items[i]->rec;
    for (size_t i = 0; i < table->foreign_keys.len; i++)
        fake_add_key(recipe, OP_ADD_FOREIGN_KEY, change, table->foreign_keys.items[i]);
    if (sparse_str(&table->obj.rec, FIELD_COMMENT).len > 0)
        fake_statement(recipe, OP_COMMENT, change, table->obj.name)->about = &table->obj.rec;
}

/* A name that is still taken by something that moves on: by way of another name. */
static inline void fake_rename_object(const FakeRecipe *recipe, const Change *change, Op op)
{
    const Object *desired = recipe->group->desired;
    RecordKind kind = desired->rec.type->kind;

    (void)fake_statement(recipe, op, change, recipe->group->live->name);
    if (model_find(recipe->input->changes->live, kind, desired->schema, desired->name) != NULL)
        fake_statement(recipe, op, change, desired->name)->after = 0;
}

static inline void fake_alter_column(const FakeRecipe *recipe, const Change *change)
{
    const Column *desired = (const Column *)change->desired;

    if (change_has(change, "DataType"))
        (void)fake_clause(recipe,
                          str_is(desired->type, "bigint") ? OP_WIDEN_TYPE
                          : str_is(desired->type, "tiny") ? OP_NARROW_TYPE
                                                          : OP_CHANGE_TYPE,
                          change);
    if (change_has(change, "Default"))
        (void)fake_clause(recipe, desired->dflt.len > 0 ? OP_SET_DEFAULT : OP_DROP_DEFAULT, change);
    if (change_has(change, "GenerationExpression"))
        (void)fake_clause(recipe, OP_RECREATE_COLUMN, change);
    if (change_has(change, "Nullable"))
        fake_probe(
            recipe,
            fake_clause(recipe, desired->is_nullable ? OP_DROP_NOT_NULL : OP_SET_NOT_NULL, change));
    if (change_has(change, "Comment"))
        (void)fake_statement(recipe, OP_COMMENT, change, desired->name);
}

static inline void fake_column(const FakeRecipe *recipe, const Change *change)
{
    const Column *column =
        (const Column *)(change->desired != NULL ? change->desired : change->live);

    if (change->kind == CHANGE_CREATE)
        (void)fake_clause(recipe,
                          column->is_nullable || column->dflt.len > 0 ? OP_ADD_COLUMN
                                                                      : OP_ADD_REQUIRED_COLUMN,
                          change);
    else if (change->kind == CHANGE_DROP)
        (void)fake_clause(recipe, OP_DROP_COLUMN, change);
    else if (change->kind == CHANGE_RENAME)
        (void)fake_statement(recipe, OP_RENAME_COLUMN, change, column->name);
    else
        fake_alter_column(recipe, change);
}

static inline void fake_index(const FakeRecipe *recipe, const Change *change)
{
    const Index *index = (const Index *)(change->desired != NULL ? change->desired : change->live);
    bool is_key = index_is_constraint(index);

    if (change->kind == CHANGE_CREATE && is_key)
        fake_probe(
            recipe,
            fake_clause(recipe, index->is_primary ? OP_ADD_PRIMARY_KEY : OP_ADD_UNIQUE, change));
    else if (change->kind == CHANGE_CREATE)
        (void)fake_statement(recipe, index->is_unique ? OP_CREATE_UNIQUE_INDEX : OP_CREATE_INDEX,
                             change, index->name);
    else if (change->kind == CHANGE_DROP)
        (void)fake_statement(recipe, is_key ? OP_DROP_KEY : OP_DROP_INDEX, change, index->name);
    else if (change->kind == CHANGE_RECREATE)
        (void)fake_statement(recipe, is_key ? OP_REPLACE_KEY : OP_REPLACE_INDEX, change,
                             index->name);
    else if (change->kind == CHANGE_RENAME)
        (void)fake_statement(recipe, is_key ? OP_RENAME_CONSTRAINT : OP_RENAME_INDEX, change,
                             index->name);
}

static inline void fake_restriction(const FakeRecipe *recipe, const Change *change)
{
    const Record *rec = change->desired != NULL ? change->desired : change->live;
    bool is_key = rec->type == &foreign_key_type;

    if (change->kind == CHANGE_DROP)
        (void)fake_clause(recipe, is_key ? OP_DROP_FOREIGN_KEY : OP_DROP_CHECK, change);
    else if (is_key)
        fake_add_key(recipe,
                     change->kind == CHANGE_CREATE ? OP_ADD_FOREIGN_KEY : OP_REPLACE_FOREIGN_KEY,
                     change, (const ForeignKey *)rec);
    else
        fake_clause(recipe, change->kind == CHANGE_CREATE ? OP_ADD_CHECK : OP_REPLACE_CHECK, change)
            ->is_wider = str_ends(((const Check *)rec)->expression, STR("wider"));
}

static inline void fake_table(const FakeRecipe *recipe, const Change *change)
{
    if (change->kind == CHANGE_CREATE)
        fake_create_table(recipe, change);
    else if (change->kind == CHANGE_DROP)
        (void)fake_statement(recipe, OP_DROP_TABLE, change, record_name(change->live));
    else if (change->kind == CHANGE_RENAME)
        fake_rename_object(recipe, change,
                           str_eq(recipe->group->live->schema, recipe->group->desired->schema)
                               ? OP_RENAME_TABLE
                               : OP_MOVE_TABLE);
    else if (change->kind == CHANGE_RECREATE || change_has(change, "WithoutRowid")) {
        Piece *piece = fake_statement(recipe, OP_REBUILD_TABLE, change, STR("all"));
        vec_push(recipe->input->arena, &piece->session_before, STR("loosen"));
        vec_push(recipe->input->arena, &piece->session_after, STR("tighten"));
        vec_push(recipe->input->arena, &piece->includes,
                 ((const Table *)recipe->group->live)->columns.len >
                         ((const Table *)recipe->group->desired)->columns.len
                     ? OP_DROP_COLUMN
                     : OP_NARROW_TYPE);
    } else
        (void)fake_statement(recipe, OP_COMMENT, change, record_name(change->desired));
}

static inline void fake_other(const FakeRecipe *recipe, const Change *change)
{
    bool is_schema =
        (change->desired != NULL ? change->desired : change->live)->type == &schema_type;

    if (change->kind == CHANGE_CREATE)
        (void)fake_statement(recipe, is_schema ? OP_CREATE_SCHEMA : OP_CREATE_SEQUENCE, change,
                             record_name(change->desired));
    else if (change->kind == CHANGE_DROP)
        (void)fake_statement(recipe, is_schema ? OP_DROP_SCHEMA : OP_DROP_SEQUENCE, change,
                             record_name(change->live));
    else if (change->kind == CHANGE_RENAME)
        fake_rename_object(recipe, change, OP_RENAME_SEQUENCE);
    else
        (void)fake_statement(recipe, OP_COMMENT, change, record_name(change->desired));
}

static inline bool fake_recipe(const RecipeInput *input, const ChangeGroup *group, Pieces *pieces,
                               Errs *errs)
{
    FakeRecipe recipe = {input, group, pieces};

    for (size_t i = 0; i < group->changes.len; i++) {
        const Change *change = group->changes.items[i];
        const Record *rec = change->desired != NULL ? change->desired : change->live;
        if (str_is(record_name(rec), "refused"))
            return err_addf(errs, ERR_UNSUPPORTED, "the fake engine refuses this one");
        if (rec->type == &table_type)
            fake_table(&recipe, change);
        else if (rec->type == &column_type)
            fake_column(&recipe, change);
        else if (rec->type == &index_type)
            fake_index(&recipe, change);
        else if (rec->type == &check_type || rec->type == &foreign_key_type)
            fake_restriction(&recipe, change);
        else
            fake_other(&recipe, change);
    }
    return true;
}

static inline Str fake_join(Arena *arena, const Object *relation, const Str *clauses, size_t count)
{
    Sb sb = sb_new(SB_LINE_MAX);

    sb_puts(&sb, "alter ");
    sb_put(&sb, label_name(arena, relation->schema, relation->name));
    for (size_t i = 0; i < count; i++) {
        sb_puts(&sb, i == 0 ? ": " : ", ");
        sb_put(&sb, clauses[i]);
    }
    return sb_finish(&sb, arena);
}

#define FAKE_RULE(op, mode, blocks, cost, in_transaction) \
    { \
        op, 0, 0, mode, blocks, NULL, BLOCKS_NOTHING, cost, in_transaction, "" \
    }

static inline const LockRule *fake_rule(Op op, int version)
{
    static const LockRule scans[] = {
        FAKE_RULE(OP_SET_NOT_NULL, "FULL", BLOCKS_ALL, COST_SCAN, true),
        FAKE_RULE(OP_ADD_CHECK, "FULL", BLOCKS_ALL, COST_SCAN, true),
        FAKE_RULE(OP_ADD_UNIQUE, "FULL", BLOCKS_ALL, COST_SCAN, true),
        FAKE_RULE(OP_ADD_PRIMARY_KEY, "FULL", BLOCKS_ALL, COST_SCAN, true),
        FAKE_RULE(OP_CREATE_INDEX, "SHARE", BLOCKS_WRITERS, COST_SCAN, true),
        FAKE_RULE(OP_CHANGE_TYPE, "FULL", BLOCKS_ALL, COST_REWRITE, true),
        FAKE_RULE(OP_REBUILD_TABLE, "FULL", BLOCKS_ALL, COST_COPY, true),
        FAKE_RULE(OP_COMMENT, "LOW", BLOCKS_DDL, COST_METADATA, true),
        FAKE_RULE(OP_DROP_INDEX, "FULL", BLOCKS_ALL, COST_METADATA, false),
    };
    static const LockRule key = {
        OP_ADD_FOREIGN_KEY, 0,         0,    "SHARE", BLOCKS_WRITERS, "SHARE",
        BLOCKS_WRITERS,     COST_SCAN, true, ""};
    static const LockRule other = FAKE_RULE(OP_COUNT, "FULL", BLOCKS_ALL, COST_METADATA, true);

    (void)version;
    if (op == OP_ADD_FOREIGN_KEY || op == OP_REPLACE_FOREIGN_KEY)
        return &key;
    for (size_t i = 0; i < sizeof scans / sizeof *scans; i++)
        if (scans[i].op == op)
            return &scans[i];
    return &other;
}

static const Engine fake_engine = {
    .name = "fake",
    .title = "Fake",
    .capabilities = CAP_SCHEMAS | CAP_TRANSACTIONAL_DDL,
    .fold_name = fake_fold,
    .recipe = fake_recipe,
    .join_clauses = fake_join,
    .rule = fake_rule,
};

#endif
