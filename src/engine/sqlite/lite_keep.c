/* Columns that go, or get a narrower type: their values are copied before, in the same transaction.
 */
#include "engine/sqlite/lite_recipe.h"
#include "engine/walk.h"
#include "model/label.h"

#define COPY "_anneal_backup_" BACKUP_ID

/* What is called by its name when the piece runs. */
typedef struct Kept {
    const Column *live;
    Str name;
} Kept;
typedef VEC(Kept) Kepts;

static void find_kept(const LiteRecipe *recipe, LiteStage stage, const LiteTask *only, Kepts *kept)
{
    for (size_t i = 0; i < recipe->tasks.len; i++) {
        const LiteTask *task = recipe->tasks.items[i];
        const Record *live = task->change->live;
        bool takes = task->op == OP_DROP_COLUMN || task->op == OP_NARROW_TYPE;
        if (task->stage != stage || (only != NULL && task != only) || !takes || live == NULL ||
            live->type != &column_type || lite_column_is_generated((const Column *)live))
            continue;
        vec_push(recipe->arena, kept,
                 ((Kept){(const Column *)live,
                         record_name(task->op == OP_DROP_COLUMN ? live : task->change->desired)}));
    }
}

/* Whether a plain column becomes one that is computed. */
static bool recomputes(const LiteRecipe *recipe, LiteStage stage, const LiteTask *only)
{
    for (size_t i = 0; i < recipe->tasks.len; i++) {
        const LiteTask *task = recipe->tasks.items[i];
        if (task->stage == stage && (only == NULL || task == only) &&
            task->op == OP_RECREATE_COLUMN)
            return true;
    }
    return false;
}

static Str sql_same_row(const LiteRecipe *recipe, const StrVec *key)
{
    SqlWriter writer = sql_new(&lite_quoting);

    for (size_t i = 0; i < key->len; i++)
        sql_put(&writer, i == 0 ? RAW("kept.") : RAW(" AND kept."), ID(key->items[i]),
                RAW(" = " BACKUP_TABLE "."), ID(key->items[i]));
    return sql_finish(&writer, recipe->arena);
}

static void put_copy(const LiteRecipe *recipe, PiecePark *park, const StrVec *key,
                     const Kepts *kept)
{
    StrVec all = {0};

    for (size_t i = 0; i < key->len; i++)
        vec_push(recipe->arena, &all, key->items[i]);
    for (size_t i = 0; i < kept->len; i++)
        vec_push(recipe->arena, &all, kept->items[i].name);
    lite_put(recipe, &park->before,
             sql_text(recipe->arena, &lite_quoting, RAW("CREATE TABLE " COPY " AS SELECT "),
                      IDS(&all), RAW(" FROM "), ID(recipe->desired->obj.name)));
    lite_put(recipe, &park->before,
             sql_text(recipe->arena, &lite_quoting,
                      RAW("CREATE UNIQUE INDEX " COPY "_key ON " COPY " ("), IDS(key), RAW(")")));
}

static void put_way_back(const LiteRecipe *recipe, PiecePark *park, const StrVec *key,
                         const Kept *kept, bool is_only)
{
    Str name =
        is_only ? STR(BACKUP_COLUMN) : sql_text(recipe->arena, &lite_quoting, ID(kept->name));
    Str same = sql_same_row(recipe, key);

    lite_put(recipe, &park->restore,
             sql_text(recipe->arena, &lite_quoting, RAW("ALTER TABLE " BACKUP_TABLE " ADD COLUMN "),
                      EX(name), RAW(" "), EX(kept->live->type)));
    lite_put(recipe, &park->restore,
             sql_text(recipe->arena, &lite_quoting, RAW("UPDATE " BACKUP_TABLE " SET "), EX(name),
                      RAW(" = (SELECT kept."), ID(kept->name), RAW(" FROM " COPY " AS kept WHERE "),
                      EX(same), RAW(") WHERE EXISTS (SELECT 1 FROM " COPY " AS kept WHERE "),
                      EX(same), RAW(")")));
}

void lite_keep_columns(const LiteRecipe *recipe, Piece *piece, LiteStage stage,
                       const LiteTask *only)
{
    const Table *desired = recipe->desired;
    MapEntries written = {0};
    Kepts kept = {0};
    PiecePark *park;
    StrVec key;

    find_kept(recipe, stage, only, &kept);
    for (size_t i = 0; i < kept.len; i++)
        vec_push(recipe->arena, &written, ((MapEntry){.name = kept.items[i].live->name}));
    if (kept.len == 0) {
        piece->is_spare = !recomputes(recipe, stage, only);
        return;
    }
    key = walk_key(recipe->arena, recipe->live, desired, &written);
    if (key.len == 0) {
        piece->reason = arena_cstr(
            recipe->arena,
            arena_printf(recipe->arena,
                         "%s; values can't be kept, as no key that stays tells the "
                         "rows apart",
                         piece->reason == NULL || piece->reason[0] == '\0' ? op_words(piece->op)
                                                                           : piece->reason));
        return;
    }
    park = ARENA_NEW(recipe->arena, PiecePark);
    park->kind = BACKUP_SAVED;
    park->place = STR(COPY);
    park->object = kept.len == 1
                       ? label_part(recipe->arena, &recipe->live->obj, &kept.items[0].live->rec)
                       : arena_printf(recipe->arena, "columns of %.*s",
                                      STR_ARG(label_object(recipe->arena, &desired->obj)));
    put_copy(recipe, park, &key, &kept);
    for (size_t i = 0; i < kept.len; i++)
        put_way_back(recipe, park, &key, &kept.items[i], kept.len == 1);
    lite_put(recipe, &park->restore, STR("DROP TABLE " COPY));
    piece->park = park;
}
