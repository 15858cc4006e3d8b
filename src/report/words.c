/* The words and signs that the text reports share. */
#include "report/words.h"

static const Effect effects[OP_COUNT] = {
    [OP_DROP_FOREIGN_KEY] = EFFECT_REMOVE,
    [OP_DETACH_PARTITION] = EFFECT_CHANGE,
    [OP_FINISH_DETACH] = EFFECT_CHANGE,
    [OP_DETACH_ONLINE] = EFFECT_CHANGE,
    [OP_DROP_BOUNDS_CHECK] = EFFECT_REMOVE,
    [OP_NO_INHERIT] = EFFECT_CHANGE,
    [OP_DROP_CHECK] = EFFECT_REMOVE,
    [OP_RENAME_TABLE] = EFFECT_CHANGE,
    [OP_MOVE_TABLE] = EFFECT_CHANGE,
    [OP_RENAME_COLUMN] = EFFECT_CHANGE,
    [OP_RENAME_CONSTRAINT] = EFFECT_CHANGE,
    [OP_RENAME_INDEX] = EFFECT_CHANGE,
    [OP_RENAME_SEQUENCE] = EFFECT_CHANGE,
    [OP_RENAME_STATISTICS] = EFFECT_CHANGE,
    [OP_RENAME_POLICY] = EFFECT_CHANGE,
    [OP_CREATE_SCHEMA] = EFFECT_CREATE,
    [OP_CREATE_SEQUENCE] = EFFECT_CREATE,
    [OP_ALTER_SEQUENCE] = EFFECT_CHANGE,
    [OP_CREATE_TABLE] = EFFECT_CREATE,
    [OP_REBUILD_TABLE] = EFFECT_CHANGE,
    [OP_SET_TABLE_OPTIONS] = EFFECT_CHANGE,
    [OP_SET_LOGGED] = EFFECT_CHANGE,
    [OP_SET_UNLOGGED] = EFFECT_CHANGE,
    [OP_SET_ACCESS_METHOD] = EFFECT_CHANGE,
    [OP_SET_TABLESPACE] = EFFECT_CHANGE,
    [OP_DROP_KEY] = EFFECT_REMOVE,
    [OP_DROP_EXCLUSION] = EFFECT_REMOVE,
    [OP_DROP_NOT_NULL] = EFFECT_CHANGE,
    [OP_DROP_DEFAULT] = EFFECT_CHANGE,
    [OP_DROP_IDENTITY] = EFFECT_CHANGE,
    [OP_DROP_EXPRESSION] = EFFECT_CHANGE,
    [OP_ADD_COLUMN] = EFFECT_CREATE,
    [OP_ADD_COLUMN_REWRITE] = EFFECT_CREATE,
    [OP_ADD_REQUIRED_COLUMN] = EFFECT_CREATE,
    [OP_FILL_COLUMN] = EFFECT_CHANGE,
    [OP_FINISH_COLUMN] = EFFECT_CHANGE,
    [OP_BEGIN_REWRITE] = EFFECT_CHANGE,
    [OP_BUILD_SIDE_INDEX] = EFFECT_CHANGE,
    [OP_MOVE_FOREIGN_KEY] = EFFECT_CHANGE,
    [OP_ANALYZE_SIDE] = EFFECT_CHANGE,
    [OP_ALIAS_COLUMN] = EFFECT_CHANGE,
    [OP_ALIAS_TABLE] = EFFECT_CHANGE,
    [OP_DROP_ALIAS] = EFFECT_REMOVE,
    [OP_SWAP_COLUMN] = EFFECT_CHANGE,
    [OP_WIDEN_TYPE] = EFFECT_CHANGE,
    [OP_WIDEN_TYPE_SCAN] = EFFECT_CHANGE,
    [OP_RETYPE_IN_PLACE] = EFFECT_CHANGE,
    [OP_RETYPE_SCAN] = EFFECT_CHANGE,
    [OP_CHANGE_TYPE] = EFFECT_CHANGE,
    [OP_NARROW_TYPE] = EFFECT_CHANGE,
    [OP_CHANGE_COLLATION] = EFFECT_CHANGE,
    [OP_RECREATE_COLUMN] = EFFECT_CHANGE,
    [OP_SET_DEFAULT] = EFFECT_CHANGE,
    [OP_SET_NOT_NULL] = EFFECT_CHANGE,
    [OP_SET_NOT_NULL_PROVEN] = EFFECT_CHANGE,
    [OP_SET_NOT_NULL_LATER] = EFFECT_CHANGE,
    [OP_VALIDATE_NOT_NULL] = EFFECT_CHANGE,
    [OP_ALTER_NOT_NULL] = EFFECT_CHANGE,
    [OP_ADD_IDENTITY] = EFFECT_CHANGE,
    [OP_ALTER_IDENTITY] = EFFECT_CHANGE,
    [OP_OWN_SEQUENCE] = EFFECT_CHANGE,
    [OP_SET_COLUMN_STORAGE] = EFFECT_CHANGE,
    [OP_SET_COLUMN_OPTIONS] = EFFECT_CHANGE,
    [OP_ADD_PRIMARY_KEY] = EFFECT_CREATE,
    [OP_ADD_UNIQUE] = EFFECT_CREATE,
    [OP_REPLACE_KEY] = EFFECT_CHANGE,
    [OP_ADOPT_INDEX] = EFFECT_CHANGE,
    [OP_SWAP_KEY] = EFFECT_CHANGE,
    [OP_CREATE_INDEX] = EFFECT_CREATE,
    [OP_CREATE_UNIQUE_INDEX] = EFFECT_CREATE,
    [OP_CREATE_INDEX_ONLINE] = EFFECT_CREATE,
    [OP_CREATE_UNIQUE_INDEX_ONLINE] = EFFECT_CREATE,
    [OP_CREATE_INDEX_ALONE] = EFFECT_CREATE,
    [OP_ADD_KEY_ALONE] = EFFECT_CREATE,
    [OP_ATTACH_INDEX] = EFFECT_CHANGE,
    [OP_REPLACE_INDEX] = EFFECT_CHANGE,
    [OP_SWAP_PARTS] = EFFECT_CHANGE,
    [OP_SWAP_INDEX] = EFFECT_CHANGE,
    [OP_SET_INDEX_OPTIONS] = EFFECT_CHANGE,
    [OP_MOVE_INDEX] = EFFECT_CHANGE,
    [OP_ADD_EXCLUSION] = EFFECT_CREATE,
    [OP_REPLACE_EXCLUSION] = EFFECT_CHANGE,
    [OP_CREATE_STATISTICS] = EFFECT_CREATE,
    [OP_REPLACE_STATISTICS] = EFFECT_CHANGE,
    [OP_ALTER_STATISTICS] = EFFECT_CHANGE,
    [OP_ADD_CHECK] = EFFECT_CREATE,
    [OP_REPLACE_CHECK] = EFFECT_CHANGE,
    [OP_ADD_CHECK_NOT_VALID] = EFFECT_CREATE,
    [OP_SWAP_CHECK] = EFFECT_CHANGE,
    [OP_VALIDATE_CHECK] = EFFECT_CHANGE,
    [OP_ADD_FOREIGN_KEY] = EFFECT_CREATE,
    [OP_REPLACE_FOREIGN_KEY] = EFFECT_CHANGE,
    [OP_ALTER_FOREIGN_KEY] = EFFECT_CHANGE,
    [OP_ADD_FOREIGN_KEY_NOT_VALID] = EFFECT_CREATE,
    [OP_ADD_PART_KEYS] = EFFECT_CREATE,
    [OP_VALIDATE_PART_KEY] = EFFECT_CHANGE,
    [OP_ADOPT_PART_KEYS] = EFFECT_CHANGE,
    [OP_SWAP_FOREIGN_KEY] = EFFECT_CHANGE,
    [OP_VALIDATE_FOREIGN_KEY] = EFFECT_CHANGE,
    [OP_REPARTITION] = EFFECT_CHANGE,
    [OP_SET_TABLE_TYPE] = EFFECT_CHANGE,
    [OP_INHERIT] = EFFECT_CHANGE,
    [OP_OWN_COLUMN] = EFFECT_CHANGE,
    [OP_ATTACH_PARTITION] = EFFECT_CHANGE,
    [OP_ATTACH_PROVEN] = EFFECT_CHANGE,
    [OP_REPLACE_BOUNDS] = EFFECT_CHANGE,
    [OP_RENAME_OBJECT] = EFFECT_CHANGE,
    [OP_CREATE_OBJECT] = EFFECT_CREATE,
    [OP_ALTER_OBJECT] = EFFECT_CHANGE,
    [OP_REPLACE_OBJECT] = EFFECT_CHANGE,
    [OP_RECREATE_OBJECT] = EFFECT_CHANGE,
    [OP_PUBLISH_TABLE] = EFFECT_CHANGE,
    [OP_PUBLISH_UNKEYED] = EFFECT_CHANGE,
    [OP_REPUBLISH_TABLE] = EFFECT_CHANGE,
    [OP_ALTER_PUBLICATION] = EFFECT_CHANGE,
    [OP_UNPUBLISH_TABLE] = EFFECT_CHANGE,
    [OP_ALTER_SUBSCRIPTION] = EFFECT_CHANGE,
    [OP_RECREATE_SUBSCRIPTION] = EFFECT_CHANGE,
    [OP_SET_FOREIGN_OPTIONS] = EFFECT_CHANGE,
    [OP_RECREATE_FOREIGN_TABLE] = EFFECT_CHANGE,
    [OP_RECREATE_TYPE] = EFFECT_CHANGE,
    [OP_DROP_OLD_VIEW] = EFFECT_REMOVE,
    [OP_DROP_OLD_TYPE] = EFFECT_REMOVE,
    [OP_ADD_ENUM_VALUE] = EFFECT_CREATE,
    [OP_RENAME_ENUM_VALUE] = EFFECT_CHANGE,
    [OP_ADD_DOMAIN_CHECK] = EFFECT_CREATE,
    [OP_VALIDATE_DOMAIN_CHECK] = EFFECT_CHANGE,
    [OP_SET_DOMAIN_NOT_NULL] = EFFECT_CHANGE,
    [OP_DROP_ATTRIBUTE] = EFFECT_REMOVE,
    [OP_CREATE_ROUTINE] = EFFECT_CREATE,
    [OP_REPLACE_ROUTINE] = EFFECT_CHANGE,
    [OP_RECREATE_ROUTINE] = EFFECT_CHANGE,
    [OP_CREATE_VIEW] = EFFECT_CREATE,
    [OP_REPLACE_VIEW] = EFFECT_CHANGE,
    [OP_BUILD_VIEW] = EFFECT_CHANGE,
    [OP_RECREATE_VIEW] = EFFECT_CHANGE,
    [OP_CREATE_RULE] = EFFECT_CREATE,
    [OP_REPLACE_RULE] = EFFECT_CHANGE,
    [OP_CREATE_TRIGGER] = EFFECT_CREATE,
    [OP_REPLACE_TRIGGER] = EFFECT_CHANGE,
    [OP_ENABLE_TRIGGER] = EFFECT_CHANGE,
    [OP_RENAME_DEFINITION] = EFFECT_CHANGE,
    [OP_CREATE_POLICY] = EFFECT_CREATE,
    [OP_ALTER_POLICY] = EFFECT_CHANGE,
    [OP_SET_ROW_SECURITY] = EFFECT_CHANGE,
    [OP_SET_OWNER] = EFFECT_CHANGE,
    [OP_SET_OBJECT_OWNER] = EFFECT_CHANGE,
    [OP_GRANT] = EFFECT_CHANGE,
    [OP_SET_CLUSTER] = EFFECT_CHANGE,
    [OP_SET_REPLICA_IDENTITY] = EFFECT_CHANGE,
    [OP_COMMENT] = EFFECT_CHANGE,
    [OP_REVOKE] = EFFECT_CHANGE,
    [OP_DROP_OBJECT] = EFFECT_REMOVE,
    [OP_DROP_POLICY] = EFFECT_REMOVE,
    [OP_DROP_PUBLICATION] = EFFECT_REMOVE,
    [OP_DROP_SUBSCRIPTION] = EFFECT_REMOVE,
    [OP_DROP_FOREIGN_TABLE] = EFFECT_REMOVE,
    [OP_DROP_TRIGGER] = EFFECT_REMOVE,
    [OP_DROP_RULE] = EFFECT_REMOVE,
    [OP_DROP_VIEW] = EFFECT_REMOVE,
    [OP_DROP_ROUTINE] = EFFECT_REMOVE,
    [OP_DROP_STATISTICS] = EFFECT_REMOVE,
    [OP_DROP_LEFTOVER] = EFFECT_REMOVE,
    [OP_DROP_INDEX] = EFFECT_REMOVE,
    [OP_DROP_INDEX_ONLINE] = EFFECT_REMOVE,
    [OP_BEGIN_BACKUP] = EFFECT_CHANGE,
    [OP_COPY_BACKUP] = EFFECT_CHANGE,
    [OP_VERIFY_BACKUP] = EFFECT_CHANGE,
    [OP_DROP_COLUMN] = EFFECT_REMOVE,
    [OP_DROP_PARTITION] = EFFECT_REMOVE,
    [OP_DROP_HISTORY] = EFFECT_REMOVE,
    [OP_DROP_TABLE] = EFFECT_REMOVE,
    [OP_DROP_SEQUENCE] = EFFECT_REMOVE,
    [OP_DROP_SCHEMA] = EFFECT_REMOVE,
    [OP_BACKFILL] = EFFECT_RUN,
    [OP_RUN_SCRIPTS] = EFFECT_RUN,
    [OP_RUN_HOOK] = EFFECT_RUN,
    [OP_CHECK_ANSWER] = EFFECT_RUN,
    [OP_WAIT_UNTIL] = EFFECT_RUN,
};

Effect words_effect(int op)
{
    return effects[op];
}

char words_sign(Effect effect)
{
    return "+~->"[effect];
}

TermStyle words_color(Effect effect)
{
    static const TermStyle colors[] = {TERM_GREEN, TERM_YELLOW, TERM_RED, TERM_PLAIN};

    return colors[effect];
}

const char *words_blocks(int blocks)
{
    static const char *const stops[] = {
        [BLOCKS_NOTHING] = "nobody",
        [BLOCKS_DDL] = "other schema changes",
        [BLOCKS_WRITERS] = "writes",
        [BLOCKS_ALL] = "reads and writes",
    };

    return stops[blocks];
}

const char *words_cost(int cost)
{
    static const char *const costs[] = {
        [COST_METADATA] = "metadata",     [COST_SCAN] = "reads every row",
        [COST_BUILD] = "builds an index", [COST_REWRITE] = "writes every row",
        [COST_COPY] = "copies the table",
    };

    return costs[cost];
}

void words_count(Sb *sb, size_t count, const char *noun)
{
    sb_printf(sb, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

void words_duration(Sb *sb, int64_t ms)
{
    if (ms < 1)
        sb_puts(sb, "less than 1 ms");
    else if (ms < 1000)
        sb_printf(sb, "%lld ms", (long long)ms);
    else if (ms < INT64_C(120) * 1000)
        sb_printf(sb, "%lld.%lld s", (long long)(ms / 1000), (long long)(ms % 1000 / 100));
    else
        sb_printf(sb, "%lld min", (long long)(ms / 60000));
}

void words_styled(Sb *sb, const TextStyle *style, TermStyle how, Str text)
{
    sb_puts(sb, term_style(style->has_color, how));
    sb_put(sb, text);
    sb_puts(sb, term_style(style->has_color, TERM_PLAIN));
}

void words_parts(Sb *sb, Str text, size_t indent)
{
    for (size_t i = 0; i < text.len; i++) {
        bool cut = text.ptr[i] == ';' && i + 1 < text.len && text.ptr[i + 1] == ' ';
        sb_putc(sb, cut ? '\n' : text.ptr[i]);
        if (cut)
            sb_repeat(sb, ' ', indent);
        i += cut;
    }
    sb_putc(sb, '\n');
}

void words_indented(Sb *sb, Str text, size_t indent)
{
    Str line;

    while (str_cut(&text, '\n', &line)) {
        if (line.len > 0)
            sb_repeat(sb, ' ', indent);
        sb_put(sb, line);
        sb_putc(sb, '\n');
    }
}

/* Whether `object` begins with the end of `words`: "drop column" + "column shop.a". */
static bool joins(const char *words, Str object, size_t *shared)
{
    for (const char *end = words; end != NULL; end = strchr(end, ' ')) {
        if (*end == ' ')
            end++;
        *shared = strlen(end);
        if (object.len > *shared && str_starts(object, str_from(end)) && object.ptr[*shared] == ' ')
            return true;
    }
    return false;
}

/* `check shop.a.c` -> `shop.a.c`: what the words call a constraint is not called one again. */
static Str without_kind(Str object)
{
    static const char *const kinds[] = {"primary key ", "foreign key ", "unique ", "check "};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_starts(object, str_from(kinds[i])))
            return str_sub(object, strlen(kinds[i]), SIZE_MAX);
    return object;
}

static bool is_definition_op(int op)
{
    return (op >= OP_CREATE_ROUTINE && op <= OP_REPLACE_TRIGGER) ||
           (op >= OP_DROP_TRIGGER && op <= OP_DROP_ROUTINE);
}

/* `create` + `aggregate shop.total(integer)`: the object says what it is. */
static bool is_object_op(int op)
{
    return (op >= OP_RENAME_OBJECT && op <= OP_RECREATE_OBJECT) || op == OP_DROP_OBJECT;
}

static Str without_last_word(const char *words)
{
    const char *last = strrchr(words, ' ');

    return (Str){words, last == NULL ? strlen(words) : (size_t)(last - words)};
}

Str report_step_title(Arena *arena, const Step *step)
{
    const char *words = op_words((Op)step->op);
    bool is_of_table = str_starts(step->object, STR("table "));
    size_t shared = 0;

    /* The object says itself what kind of view or routine it is. */
    if (is_definition_op(step->op))
        return arena_printf(arena, "%.*s %.*s", STR_ARG(without_last_word(words)),
                            STR_ARG(step->object));
    if (is_object_op(step->op))
        return arena_printf(arena, "%s %.*s", words, STR_ARG(step->object));
    if (joins(words, step->object, &shared))
        return arena_printf(arena, "%s%.*s", words,
                            STR_ARG(str_sub(step->object, shared, SIZE_MAX)));
    /* Clauses of one ALTER: the reasons say which. */
    if (is_of_table && step->reasons.len > 1)
        return arena_printf(arena, "alter %.*s", STR_ARG(step->object));
    if (step->op == OP_RUN_SCRIPTS)
        return arena_printf(arena, "%s %.*s", words, STR_ARG(step->object));
    if (step->op == OP_SET_OBJECT_OWNER)
        return arena_printf(arena, "%s on %.*s", op_words(OP_SET_OWNER), STR_ARG(step->object));
    if (is_of_table || (step->op >= OP_SET_OWNER && step->op <= OP_REVOKE))
        return arena_printf(arena, "%s on %.*s", words, STR_ARG(step->object));
    if (str_ends(str_from(words), STR(" constraint")))
        return arena_printf(arena, "%s %.*s", words, STR_ARG(without_kind(step->object)));
    return arena_printf(arena, "%s: %.*s", words, STR_ARG(step->object));
}

bool report_is_pending_removal(const Step *step)
{
    return step->state == STEP_WAITING || step->purges.len > 0 ||
           (step->state == STEP_HELD && words_effect(step->op) == EFFECT_REMOVE);
}
