/* Statements that say something about what a script has made: COMMENT ON, ALTER, CREATE INDEX. */
#include "engine/postgres/declare.h"
#include "engine/postgres/declare_read.h"
#include "engine/postgres/definition.h"
#include "engine/postgres/pure.h"

static bool at_end(Declare *declare)
{
    return pg_scan_peek(&declare->scan).kind == PG_TOKEN_END;
}

static void set(Declare *declare, Definition *made, FieldId id, Str name, Str value)
{
    pg_detail_set(declare->arena, &made->obj.rec, id, arena_str(declare->arena, name),
                  arena_str(declare->arena, value));
}

/* ---- COMMENT ON */

/* The text behind IS; absent: NULL. False where none stands here. */
static bool read_text(Declare *declare, Str *text)
{
    PgToken token;

    *text = STR_ABSENT;
    if (!declare_take(declare, "IS"))
        return false;
    token = declare_next(declare);
    if (token.kind == PG_TOKEN_STRING)
        *text = pg_string_value(declare->arena, token.text);
    else if (!pg_token_is(&token, "NULL"))
        return false;
    return at_end(declare);
}

/* Names with dots between, the last apart. */
static bool read_column(Declare *declare, Str *schema, Str *relation, Str *column)
{
    PgToken token;

    if (!declare_name(declare, relation, column))
        return false;
    *schema = STR_ABSENT;
    if (!declare_take(declare, "."))
        return relation->ptr != NULL;
    token = declare_next(declare);
    *schema = *relation;
    *relation = *column;
    *column = pg_token_name(declare->arena, &token);
    return declare_is_name(&token);
}

static bool comment_on_column(Declare *declare)
{
    Str schema, relation, column, text;
    Definition *made;

    if (!read_column(declare, &schema, &relation, &column) || !read_text(declare, &text))
        return false;
    made = declare_find_view(declare, schema, relation);
    if (made != NULL && text.len > 0)
        set(declare, made, FIELD_DEFINITION_COLUMN_COMMENTS, column, text);
    return made != NULL;
}

/* The materialized view of this script that has the index; NULL: none. */
static Definition *find_indexed(const Declare *declare, Str schema, Str index)
{
    for (size_t i = 0; i < declare->made.len; i++) {
        Definition *made = declare->made.items[i];
        if ((schema.len == 0 || str_eq(schema, made->obj.schema)) &&
            pg_detail_find(sparse_map(&made->obj.rec, FIELD_DEFINITION_INDEXES), index) != NULL)
            return made;
    }
    return NULL;
}

static bool comment_on_index(Declare *declare)
{
    Str schema, index, text;
    Definition *made;

    if (!declare_name(declare, &schema, &index) || !read_text(declare, &text))
        return false;
    made = find_indexed(declare, schema, index);
    if (made != NULL && text.len > 0)
        set(declare, made, FIELD_DEFINITION_INDEX_COMMENTS, index, text);
    return made != NULL;
}

bool declare_read_comment(Declare *declare)
{
    const PgDefinitionHead *head;
    Definition *made;
    Named named;
    Str text;

    if (!declare_take(declare, "ON"))
        return false;
    if (declare_take(declare, "COLUMN"))
        return comment_on_column(declare);
    if (declare_take(declare, "INDEX"))
        return comment_on_index(declare);
    if (declare_take(declare, "ROUTINE")) {
        if (!declare_read_known(declare, &function_type, &named))
            return false;
        named.type = NULL;
    } else {
        head = declare_take_head(declare);
        if (head == NULL || !declare_read_known(declare, head->type, &named))
            return false;
    }
    made = declare_find(declare, &named);
    if (made == NULL || !read_text(declare, &text))
        return false;
    sparse_set_str(declare->arena, &made->obj.rec, FIELD_COMMENT, text);
    return true;
}

/* ---- CREATE INDEX */

/* `orders_by_day_total_idx`, as the server calls one that has no name. Source: indexcmds.c,
 * ChooseIndexName: names of columns; an expression is "expr". */
static Str name_index(Arena *arena, Str relation, Str text)
{
    PgScan scan = {.text = text};
    Sb sb = sb_new(SB_LINE_MAX);
    bool begins = true;
    int depth = 0;

    sb_put(&sb, relation);
    for (PgToken token = pg_scan_next(&scan); token.kind != PG_TOKEN_END;
         token = pg_scan_next(&scan)) {
        depth -= pg_token_is(&token, ")");
        if (depth == 1 && begins) {
            PgToken after = pg_scan_peek(&scan);
            bool is_column = declare_is_name(&token) && !pg_token_is(&after, "(");
            sb_printf(&sb, "_%.*s",
                      STR_ARG(is_column                 ? pg_token_name(arena, &token)
                              : declare_is_name(&token) ? pg_token_name(arena, &token)
                                                        : STR("expr")));
        }
        depth += pg_token_is(&token, "(");
        if (depth == 0 && sb.len > relation.len)
            break;
        begins = (pg_token_is(&token, "(") && depth == 1) || pg_token_is(&token, ",");
    }
    sb_puts(&sb, "_idx");
    return sb_finish(&sb, arena);
}

bool declare_read_index(Declare *declare, bool is_unique)
{
    Str schema, relation, index = STR_ABSENT, text;
    Definition *made;

    (void)declare_take(declare, "CONCURRENTLY");
    (void)declare_take_all(declare, "IF NOT EXISTS");
    if (!declare_take(declare, "ON")) {
        PgToken token = declare_next(declare);
        index = pg_token_name(declare->arena, &token);
        if (!declare_is_name(&token) || !declare_take(declare, "ON"))
            return false;
    }
    (void)declare_take(declare, "ONLY");
    if (!declare_name(declare, &schema, &relation))
        return false;
    made = declare_find_view(declare, schema, relation);
    text = declare_rest(declare);
    if (made == NULL || made->obj.rec.type != &materialized_view_type || text.len == 0)
        return false;
    if (str_starts(text, STR("(")))
        text = arena_printf(declare->arena, "USING btree %.*s", STR_ARG(text));
    if (index.len == 0)
        index = name_index(declare->arena, made->own, text);
    set(declare, made, FIELD_DEFINITION_INDEXES, index,
        arena_printf(declare->arena, "%s%.*s", is_unique ? "UNIQUE " : "", STR_ARG(text)));
    return true;
}

/* ---- ALTER */

/* ENABLE, DISABLE, …: false where none stands here. */
static bool read_enabled(Declare *declare, int *state)
{
    static const char *const words[] = {"ENABLE", "DISABLE", "ENABLE REPLICA", "ENABLE ALWAYS"};

    for (*state = 3; *state >= 0; --*state)
        if (declare_take_all(declare, words[*state]))
            return true;
    return false;
}

static bool enable(Declare *declare, Named *named)
{
    Definition *made;
    PgToken token;
    int state;

    if (!read_enabled(declare, &state))
        return false;
    if (named->type != &event_trigger_type) {
        named->relation = named->own;
        named->type = declare_take(declare, "RULE") ? &rule_type : &trigger_type;
        if (named->type == &trigger_type && !declare_take(declare, "TRIGGER"))
            return false;
        token = declare_next(declare);
        if (!declare_is_name(&token))
            return false;
        named->own = pg_token_name(declare->arena, &token);
    }
    made = declare_find(declare, named);
    if (made == NULL || !at_end(declare))
        return false;
    sparse_set_enum(declare->arena, &made->obj.rec, FIELD_DEFINITION_ENABLED, state);
    return true;
}

/* What ALTER COLUMN sets, with the field that keeps it. */
static const struct {
    const char *words;
    FieldId id;
} column_settings[] = {
    {"SET DEFAULT", FIELD_DEFINITION_COLUMN_DEFAULTS},
    {"SET STATISTICS", FIELD_DEFINITION_COLUMN_STATISTICS},
    {"SET STORAGE", FIELD_DEFINITION_COLUMN_STORAGE},
    {"SET COMPRESSION", FIELD_DEFINITION_COLUMN_COMPRESSION},
    {"SET", FIELD_DEFINITION_COLUMN_OPTIONS},
};

/* `( N_Distinct = '-0.5' )` -> `n_distinct=-0.5`, as the catalog has it. */
static Str column_options(Arena *arena, Str list)
{
    Str behind;
    PgOptions options = pg_options_read(arena, list, &behind);
    Sb sb = sb_new(SB_LINE_MAX);

    for (size_t i = 0; i < options.len; i++) {
        const PgOption *option = &options.items[i];
        bool is_string = str_starts(option->value, STR("'"));
        sb_printf(&sb, "%s%.*s=%.*s", i == 0 ? "" : ", ", STR_ARG(arena_lower(arena, option->name)),
                  STR_ARG(is_string ? pg_string_value(arena, option->value) : option->value));
    }
    return sb_finish(&sb, arena);
}

/* In the form in which introspection has it; expressions are left to the server. */
static Str column_setting(Arena *arena, FieldId id, Str value)
{
    PgScan scan = {.text = value};
    PgToken token = pg_scan_peek(&scan);

    if (id == FIELD_DEFINITION_COLUMN_OPTIONS)
        return column_options(arena, value);
    if (id == FIELD_DEFINITION_COLUMN_STORAGE)
        return arena_upper(arena, value);
    if (id == FIELD_DEFINITION_COLUMN_COMPRESSION)
        return declare_is_name(&token) ? pg_token_name(arena, &token) : value;
    return value;
}

/* What a column has when nobody says anything of it. */
static bool is_dflt(FieldId id, Str value)
{
    if (id == FIELD_DEFINITION_COLUMN_DEFAULTS)
        return false;
    return str_is(value, "-1") || str_eq_ascii_nocase(value, STR("DEFAULT"));
}

/* Behind ALTER [COLUMN]. */
static bool alter_column(Declare *declare, Definition *made)
{
    PgToken token;
    Str column, value;

    (void)declare_take(declare, "COLUMN");
    token = declare_next(declare);
    column = pg_token_name(declare->arena, &token);
    for (size_t i = 0; i < sizeof column_settings / sizeof *column_settings; i++) {
        if (!declare_take_all(declare, column_settings[i].words))
            continue;
        value = column_setting(declare->arena, column_settings[i].id, declare_rest(declare));
        if (value.len > 0 && !is_dflt(column_settings[i].id, value))
            set(declare, made, column_settings[i].id, column, value);
        return value.len > 0;
    }
    return false;
}

/* `(fillfactor = 70)` behind SET, of a materialized view. */
static bool set_parameters(Declare *declare, Definition *made)
{
    Str behind;
    PgOptions options = pg_options_read(declare->arena, declare_rest(declare), &behind);

    for (size_t i = 0; i < options.len; i++) {
        const PgOption *option = &options.items[i];
        PgScan scan = {.text = option->value};
        PgToken token = pg_scan_peek(&scan);
        set(declare, made, FIELD_STORAGE_PARAMETERS, arena_lower(declare->arena, option->name),
            option->value.len == 0          ? STR("true")
            : token.kind == PG_TOKEN_STRING ? pg_string_value(declare->arena, option->value)
                                            : option->value);
    }
    return options.len > 0;
}

/* `WITH (security_barrier) AS …`: those of a view stand in its text. */
static bool set_options(Declare *declare, Definition *made)
{
    Str list = declare_parenthesis(declare), text = made->text;
    Declare head = {.arena = declare->arena, .scan = {.text = text}};
    Str columns = declare_parenthesis(&head), known = STR_ABSENT;
    size_t from = head.scan.at;

    if (list.len < 2)
        return false;
    if (declare_take(&head, "WITH")) {
        known = declare_parenthesis(&head);
        from = head.scan.at;
    }
    made->text = arena_printf(declare->arena, "%.*s%sWITH (%.*s%s%.*s) %.*s", STR_ARG(columns),
                              columns.len > 0 ? " " : "",
                              STR_ARG(str_sub(known, 1, known.len < 2 ? 0 : known.len - 2)),
                              known.len > 2 ? ", " : "", STR_ARG(str_sub(list, 1, list.len - 2)),
                              STR_ARG(str_trim(str_sub(text, from, SIZE_MAX))));
    return true;
}

static bool alter_view(Declare *declare, const Named *named)
{
    Definition *made = declare_find_view(declare, named->schema, named->own);
    PgToken token;

    if (made == NULL)
        return false;
    if (declare_take(declare, "ALTER"))
        return alter_column(declare, made);
    if (declare_take_all(declare, "CLUSTER ON")) {
        token = declare_next(declare);
        sparse_set_str(declare->arena, &made->obj.rec, FIELD_DEFINITION_CLUSTER,
                       pg_token_name(declare->arena, &token));
        return declare_is_name(&token);
    }
    if (!declare_take(declare, "SET"))
        return false;
    return made->obj.rec.type == &view_type ? set_options(declare, made)
                                            : set_parameters(declare, made);
}

/* ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 100 */
static bool alter_index(Declare *declare)
{
    Str schema, index;
    Definition *made;
    PgToken token;

    if (!declare_name(declare, &schema, &index) || !declare_take(declare, "ALTER"))
        return false;
    (void)declare_take(declare, "COLUMN");
    token = declare_next(declare);
    made = find_indexed(declare, schema, index);
    if (made == NULL || token.kind != PG_TOKEN_NUMBER ||
        !declare_take_all(declare, "SET STATISTICS"))
        return false;
    set(declare, made, FIELD_DEFINITION_INDEX_STATISTICS,
        arena_printf(declare->arena, "%.*s %.*s", STR_ARG(index), STR_ARG(token.text)),
        declare_rest(declare));
    return true;
}

/* ADD MAPPING FOR asciiword, word WITH a, b */
static bool alter_configuration(Declare *declare, Definition *made)
{
    StrVec tokens = {0};
    Str dictionaries;

    if (made == NULL || (!declare_take_all(declare, "ADD MAPPING FOR") &&
                         !declare_take_all(declare, "ALTER MAPPING FOR")))
        return false;
    do {
        PgToken token = declare_next(declare);
        if (!declare_is_name(&token))
            return false;
        vec_push(declare->arena, &tokens, pg_token_name(declare->arena, &token));
    } while (declare_take(declare, ","));
    if (!declare_take(declare, "WITH"))
        return false;
    dictionaries = declare_rest(declare);
    for (size_t i = 0; i < tokens.len; i++)
        set(declare, made, FIELD_DEFINITION_MAPPINGS, tokens.items[i], dictionaries);
    return dictionaries.len > 0;
}

/* `OPERATOR 1 s.<(int, int8)` -> what DROP calls it: `OPERATOR 1 (integer, bigint)`. One type
 * stands for both. */
static Str member_name(Arena *arena, Str member)
{
    Declare text = {.arena = arena, .scan = {.text = member}};
    PgToken what = declare_next(&text), number = declare_next(&text), token;
    Str list, types;

    for (token = pg_scan_peek(&text.scan); token.kind != PG_TOKEN_END && !pg_token_is(&token, "(");
         token = pg_scan_peek(&text.scan))
        (void)declare_next(&text);
    list = declare_parenthesis(&text);
    types = pg_routine_identity(arena, list);
    if (types.len > 2 && str_find(types, ',', 0) == SIZE_MAX)
        types = arena_printf(arena, "(%.*s, %.*s)", STR_ARG(str_sub(types, 1, types.len - 2)),
                             STR_ARG(str_sub(types, 1, types.len - 2)));
    return arena_printf(arena, "%.*s %.*s %.*s", STR_ARG(what.text), STR_ARG(number.text),
                        STR_ARG(types));
}

/* ADD OPERATOR 1 …, FUNCTION 1 … */
static bool alter_family(Declare *declare, Definition *made)
{
    size_t from;
    int depth = 0;

    if (made == NULL || !declare_take(declare, "ADD"))
        return false;
    from = declare->scan.at;
    for (bool more = true; more;) {
        PgToken token = declare_next(declare);
        depth += pg_token_is(&token, "(") - pg_token_is(&token, ")");
        more = token.kind != PG_TOKEN_END;
        if (!more || (depth == 0 && pg_token_is(&token, ","))) {
            Str member = str_trim(str_sub(declare->scan.text, from, token.offset - from));
            set(declare, made, FIELD_DEFINITION_MEMBERS, member_name(declare->arena, member),
                member);
            from = declare->scan.at;
        }
    }
    return true;
}

static bool alter_owner(Declare *declare, const Named *named)
{
    Definition *made = declare_find(declare, named);
    PgToken token;

    if (made == NULL || !declare_take_all(declare, "OWNER TO"))
        return false;
    token = declare_next(declare);
    made->obj.owner = pg_token_name(declare->arena, &token);
    return declare_is_name(&token) && at_end(declare);
}

bool declare_read_alter(Declare *declare)
{
    const PgDefinitionHead *head;
    Named named = {.type = NULL};
    PgScan behind;

    if (declare_take(declare, "INDEX"))
        return alter_index(declare);
    if (declare_take(declare, "TABLE")) { /* as pg_dump calls views, too */
        (void)declare_take(declare, "ONLY");
        if (!declare_name(declare, &named.schema, &named.own))
            return false;
        behind = declare->scan;
        if (enable(declare, &named))
            return true;
        declare->scan = behind;
        named.type = &view_type;
        return alter_view(declare, &named);
    }
    head = declare_take_head(declare);
    if (head == NULL || !declare_read_known(declare, head->type, &named))
        return false;
    behind = declare->scan;
    if (alter_owner(declare, &named))
        return true;
    declare->scan = behind;
    if (head->type == &view_type || head->type == &materialized_view_type)
        return alter_view(declare, &named);
    if (head->type == &text_configuration_type)
        return alter_configuration(declare, declare_find(declare, &named));
    if (head->type == &operator_family_type)
        return alter_family(declare, declare_find(declare, &named));
    return head->type == &event_trigger_type && enable(declare, &named);
}
