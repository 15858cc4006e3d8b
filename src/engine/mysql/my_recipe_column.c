/* Columns that change: MODIFY says the whole column, so each piece says it as it is when the pieces
 * before it are done. What policy may hold comes behind what it lets pass, and what is done at once
 * never waits for what copies. */
#include "engine/mysql/my_recipe.h"
#include "engine/reason.h"

typedef enum Aspect {
    ASPECT_META, /* words, and what SELECT * shows */
    ASPECT_DEFAULT,
    ASPECT_TYPE,
    ASPECT_NULLABLE,
    ASPECT_COUNTER,
    ASPECT_SRID,
    ASPECT_CHECK,
    ASPECT_COUNT
} Aspect;

static const struct {
    const char *key;
    Aspect aspect;
} aspects[] = {
    {"DataType", ASPECT_TYPE},
    {"CharacterSet", ASPECT_TYPE},
    {"Collation", ASPECT_TYPE},
    {"Nullable", ASPECT_NULLABLE},
    {"Default", ASPECT_DEFAULT},
    {"OnUpdateCurrentTimestamp", ASPECT_DEFAULT},
    {"AutoIncrement", ASPECT_COUNTER},
    {"Srid", ASPECT_SRID},
    {"CheckExpression", ASPECT_CHECK},
    {"Invisible", ASPECT_META},
    {"WithoutSystemVersioning", ASPECT_META},
    {"Comment", ASPECT_META},
};

/* One aspect that differs, and how it gets there. */
typedef struct Task {
    Op op;
    MyWork work;
    int stage;        /* 0 expand, 1 stricter, 2 the application would notice, 3 values are lost */
    unsigned aspects; /* bits */
    Str probe;
} Task;

typedef struct Tasks {
    Task items[ASPECT_COUNT];
    size_t len;
} Tasks;

static bool differs_in(const Change *change, Aspect aspect)
{
    for (size_t i = 0; i < sizeof aspects / sizeof *aspects; i++)
        if (aspects[i].aspect == aspect && change_has(change, aspects[i].key))
            return true;
    return false;
}

static Task *add_task(Tasks *tasks, Op op, MyWork work, int stage, Aspect aspect)
{
    Task *task = &tasks->items[tasks->len++];

    *task = (Task){op, work, stage, 1u << aspect, STR_ABSENT};
    return task;
}

static int stage_of(Op op)
{
    switch ((int)op) {
    case OP_NARROW_TYPE:
        return 3;
    case OP_CHANGE_TYPE:
    case OP_CHANGE_COLLATION:
        return 2;
    case OP_SET_NOT_NULL:
    case OP_ADD_CHECK:
    case OP_DROP_DEFAULT:
    case OP_ADD_IDENTITY:
        return 1;
    default:
        return 0;
    }
}

/* The type takes along a default that the other type may not have. */
static void read_type(const MyRecipe *recipe, const Change *change, Tasks *tasks)
{
    const Column *live = (const Column *)change->live, *desired = (const Column *)change->desired;
    MyTypeChange type = my_type_change(recipe, live, desired);
    Task *task = add_task(tasks, type.op, type.work, stage_of(type.op), ASPECT_TYPE);

    if (differs_in(change, ASPECT_DEFAULT))
        task->aspects |= 1u << ASPECT_DEFAULT;
    if (type.misfit.len > 0)
        task->probe = my_probe_misfits(recipe, desired, type.misfit);
}

static void read_default(const Change *change, Tasks *tasks)
{
    const Column *desired = (const Column *)change->desired;
    bool is_dropped =
        change_has(change, "Default") && desired->dflt.len == 0 && !desired->is_nullable;
    Op op = is_dropped ? OP_DROP_DEFAULT : OP_SET_DEFAULT;

    add_task(tasks, op, MY_COLUMN_METADATA, stage_of(op), ASPECT_DEFAULT);
}

static void read_tasks(const MyRecipe *recipe, const Change *change, Tasks *tasks)
{
    const Column *desired = (const Column *)change->desired;

    if (differs_in(change, ASPECT_META))
        add_task(tasks, change_has(change, "Invisible") ? OP_SET_COLUMN_OPTIONS : OP_COMMENT,
                 MY_COLUMN_METADATA, 0, ASPECT_META);
    if (differs_in(change, ASPECT_TYPE))
        read_type(recipe, change, tasks);
    else if (differs_in(change, ASPECT_DEFAULT))
        read_default(change, tasks);
    if (differs_in(change, ASPECT_NULLABLE)) {
        Op op = desired->is_nullable ? OP_DROP_NOT_NULL : OP_SET_NOT_NULL;
        Task *task = add_task(tasks, op, MY_COLUMN_NULLABLE, stage_of(op), ASPECT_NULLABLE);
        if (!desired->is_nullable)
            task->probe = my_probe_nulls(recipe, desired->name);
    }
    if (differs_in(change, ASPECT_COUNTER)) {
        bool comes = sparse_bool(&desired->rec, FIELD_COLUMN_AUTO_INCREMENT);
        add_task(tasks, comes ? OP_ADD_IDENTITY : OP_DROP_IDENTITY,
                 comes ? MY_ADD_COUNTER : MY_DROP_COUNTER, 1, ASPECT_COUNTER);
    }
    if (differs_in(change, ASPECT_SRID))
        add_task(tasks, OP_CHANGE_TYPE, MY_COLUMN_COPIED, 2, ASPECT_SRID);
    if (differs_in(change, ASPECT_CHECK)) {
        Str check = sparse_str(&desired->rec, FIELD_COLUMN_CHECK);
        Op op = check.len > 0 ? OP_ADD_CHECK : OP_DROP_CHECK;
        Task *task = add_task(tasks, op, check.len > 0 ? MY_ADD_CHECK : MY_DROP_CHECK, stage_of(op),
                              ASPECT_CHECK);
        task->probe = my_probe_check(recipe, check);
    }
}

/* How much stands between a work and its end; what is done at once comes first. */
static int weight_of(const MyRecipe *recipe, const Task *task)
{
    const LockRule *rule = my_work_rule(recipe->family, task->work, recipe->input->version);

    return task->stage * 100 + (int)rule->cost * 10 + (int)rule->blocks % 10;
}

static void sort_tasks(const MyRecipe *recipe, Tasks *tasks)
{
    for (size_t i = 1; i < tasks->len; i++)
        for (size_t k = i;
             k > 0 && weight_of(recipe, &tasks->items[k - 1]) > weight_of(recipe, &tasks->items[k]);
             k--) {
            Task task = tasks->items[k];
            tasks->items[k] = tasks->items[k - 1];
            tasks->items[k - 1] = task;
        }
}

static void apply(const MyRecipe *recipe, Column *column, const Change *change, unsigned which)
{
    for (size_t i = 0; i < sizeof aspects / sizeof *aspects; i++) {
        const Field *field = record_type_find(&column_type, str_from(aspects[i].key));
        if ((which & (1u << aspects[i].aspect)) != 0 && change_has(change, aspects[i].key))
            field_copy(recipe->arena, field, record_put(recipe->arena, &column->rec, field),
                       record_at(change->desired, field));
    }
}

/* Reasons name the fields that the piece is about. */
static const char *reason_for(const MyRecipe *recipe, const Change *change, unsigned which)
{
    const char *keys[sizeof aspects / sizeof *aspects + 1] = {NULL};
    size_t len = 0;

    for (size_t i = 0; i < sizeof aspects / sizeof *aspects; i++)
        if ((which & (1u << aspects[i].aspect)) != 0)
            keys[len++] = aspects[i].key;
    return reason_of_change(recipe->arena, change, keys);
}

/* One MODIFY for tasks that the server does in the same way. */
static Piece *modify(MyRecipe *recipe, const Change *change, Column *column, const Task *tasks,
                     size_t count)
{
    SqlWriter writer = sql_new(&my_quoting);
    MyKept kept = {0};
    const char *fault =
        tasks->op == OP_NARROW_TYPE ? my_copy_values(recipe, change, true, &kept) : NULL;
    Piece *piece = my_piece(recipe, tasks->op, tasks->work, change);
    unsigned which = 0;

    for (size_t i = 0; i < count; i++) {
        which |= tasks[i].aspects;
        if (i > 0)
            vec_push(recipe->arena, &piece->includes, tasks[i].op);
        if (tasks[i].probe.len > 0)
            vec_push(recipe->arena, &piece->probes, tasks[i].probe);
    }
    if ((which & (1u << ASPECT_TYPE)) != 0)
        my_tie_typed_column(recipe, piece, change);
    apply(recipe, column, change, which);
    piece->reason = reason_for(recipe, change, which);
    sql_put(&writer, RAW("MODIFY COLUMN "));
    my_put_column(&writer, recipe->family, recipe->live, column);
    my_set_clause(recipe, piece, tasks->work, &writer);
    my_keep_values(recipe, piece, &kept);
    if (fault != NULL)
        piece->reason = arena_printf(recipe->arena, "%s; its wide values can't be kept: %s",
                                     piece->reason, fault)
                            .ptr;
    return piece;
}

static bool same_class(const MyRecipe *recipe, const Task *a, const Task *b)
{
    const LockRule *x = my_work_rule(recipe->family, a->work, recipe->input->version);
    const LockRule *y = my_work_rule(recipe->family, b->work, recipe->input->version);

    return a->stage == b->stage && x->blocks == y->blocks && x->cost == y->cost &&
           str_eq(str_from(x->mode), str_from(y->mode));
}

void my_alter_column(MyRecipe *recipe, const Change *change)
{
    Column *column = (Column *)record_copy(recipe->arena, change->live);
    Tasks tasks = {.len = 0};
    int last = -1;

    if (change_has(change, "GenerationExpression") || change_has(change, "Generated")) {
        my_alter_generated(recipe, change);
        return;
    }
    column->name = record_name(change->desired);
    read_tasks(recipe, change, &tasks);
    sort_tasks(recipe, &tasks);
    for (size_t i = 0, count; i < tasks.len; i += count) {
        Piece *piece;
        for (count = 1; i + count < tasks.len; count++)
            if (!same_class(recipe, &tasks.items[i], &tasks.items[i + count]))
                break;
        piece = modify(recipe, change, column, &tasks.items[i], count);
        my_after(recipe, piece, last);
        last = my_index_of(recipe, piece);
    }
}

/* A column without a character set of its own has its table's: what was written stays when that
 * changes, the package says that it goes along. */
void my_recode_columns(MyRecipe *recipe, const Change *change)
{
    if (!change_has(change, "CharacterSet") && !change_has(change, "Collation"))
        return;
    for (size_t i = 0; i < recipe->desired->columns.len; i++) {
        const Column *desired = recipe->desired->columns.items[i];
        Str name = my_live_column(recipe, desired->name);
        const Column *live = name.len == 0 ? NULL : table_column(recipe->live, name);
        MyTypeChange type;
        SqlWriter writer;
        Piece *piece;
        if (live == NULL || !my_keeps_text(desired->type) || !str_eq(live->type, desired->type) ||
            (str_eq(my_charset_of(recipe->live, live), my_charset_of(recipe->desired, desired)) &&
             str_eq(my_collation_of(recipe->live, live),
                    my_collation_of(recipe->desired, desired))))
            continue;
        if (sparse_str(&desired->rec, FIELD_COLUMN_COLLATION).len > 0 ||
            sparse_str(&live->rec, FIELD_COLUMN_COLLATION).len > 0)
            continue; /* has a change of its own, or none */
        type = my_type_change(recipe, live, desired);
        piece = my_piece(recipe, type.op, type.work, change);
        if (type.misfit.len > 0)
            vec_push(recipe->arena, &piece->probes, my_probe_misfits(recipe, desired, type.misfit));
        writer = sql_new(&my_quoting);
        sql_put(&writer, RAW("MODIFY COLUMN "));
        my_put_column(&writer, recipe->family, recipe->desired, desired);
        my_set_clause(recipe, piece, type.work, &writer);
    }
}
