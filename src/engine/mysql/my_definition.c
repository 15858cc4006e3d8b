/* Views, routines, triggers and events: read from the statements that make them, written again. */
#include "engine/mysql/my_definition.h"

#include "base/sb.h"
#include "engine/mysql/my_expression.h"
#include "engine/mysql/my_quote.h"
#include "engine/mysql/my_slots.h"
#include "engine/mysql/my_type.h"

typedef struct Making {
    MyReader reader;
    MyFamily family;
    const MyCatalog *catalog;
    Str algorithm, definer, security; /* absent: what goes without saying */
    bool is_aggregate;
} Making;

/* ---- accounts */

static bool take_account(MyReader *reader, Str *account)
{
    Str user = STR_ABSENT, host = STR("%"), ignored;
    const MyToken *token = my_peek(reader, 0);
    Sb sb = sb_new(SB_LINE_MAX);

    *account = STR_ABSENT;
    if (my_take(reader, "CURRENT_USER") || my_take(reader, "CURRENT_ROLE")) {
        (void)my_take_group(reader, &ignored);
        return true;
    }
    if (token->kind != MY_TOKEN_STRING && !my_take_name(reader, &user))
        return false;
    if (token->kind == MY_TOKEN_STRING)
        (void)my_take_string(reader, &user);
    token = my_peek(reader, 0);
    if (token->kind == MY_TOKEN_WORD && str_starts(token->text, STR("@"))) {
        host = str_sub(my_next(reader)->text, 1, SIZE_MAX);
    } else if (my_take_sign(reader, '@')) {
        if (!my_take_string(reader, &host) && !my_take_name(reader, &host))
            return false;
    }
    my_quote_ident(&sb, user);
    sb_putc(&sb, '@');
    my_quote_ident(&sb, host);
    *account = sb_finish(&sb, reader->arena);
    return true;
}

Str my_account_read(Arena *arena, Str text)
{
    MyReader reader = my_reader_new(arena, text);
    Str account = STR_ABSENT;

    return take_account(&reader, &account) && my_reader_is_at_end(&reader) ? account : STR_ABSENT;
}

/* ---- between CREATE and the word for the kind */

static bool take_prefix(Making *making)
{
    MyReader *reader = &making->reader;

    (void)MY_TAKE_WORDS(reader, "OR", "REPLACE");
    for (;;) {
        if (my_take(reader, "ALGORITHM")) {
            (void)my_take_sign(reader, '=');
            making->algorithm = arena_upper(reader->arena, my_next(reader)->text);
            if (str_is(making->algorithm, "UNDEFINED"))
                making->algorithm = STR_ABSENT;
        } else if (my_take(reader, "DEFINER")) {
            (void)my_take_sign(reader, '=');
            if (!take_account(reader, &making->definer))
                return false;
        } else if (MY_TAKE_WORDS(reader, "SQL", "SECURITY")) {
            making->security = my_take(reader, "INVOKER") ? STR("INVOKER") : STR_ABSENT;
            (void)my_take(reader, "DEFINER");
        } else if (my_take(reader, "AGGREGATE")) {
            making->is_aggregate = true;
        } else {
            return true;
        }
    }
}

/* ---- texts */

/* `VARCHAR(20)` -> `varchar(20) CHARSET utf8mb4`, less what the database has by itself. */
static bool put_returns(Making *making, Sb *sb)
{
    MyReader *reader = &making->reader;
    MyType type;
    Str set, collation;

    if (!my_take(reader, "RETURNS") || !my_take_type(reader, making->family, &type))
        return false;
    collation = type.collation;
    set = type.character_set.len > 0 ? type.character_set : my_collation_set(collation);
    /* A character set alone stands for its own collation, not for the database's. */
    if (making->catalog != NULL && set.len > 0 && collation.len == 0)
        collation = my_default_collation(making->catalog, set);
    if (making->catalog != NULL && str_eq(collation, making->catalog->collation))
        set = collation = STR_ABSENT;
    if (making->catalog != NULL && str_eq(collation, my_default_collation(making->catalog, set)))
        collation = STR_ABSENT;
    sb_printf(sb, " RETURNS %.*s", STR_ARG(type.text));
    if (set.len > 0)
        sb_printf(sb, " CHARSET %.*s", STR_ARG(set));
    if (collation.len > 0)
        sb_printf(sb, " COLLATE %.*s", STR_ARG(collation));
    return true;
}

typedef struct Characteristics {
    const char *data; /* NULL: CONTAINS SQL */
    bool is_deterministic, is_invoker;
    Str comment; /* a literal */
} Characteristics;

static bool take_characteristic(MyReader *reader, Characteristics *found)
{
    Sb sb = sb_new(SB_FILE_MAX);

    if (MY_TAKE_WORDS(reader, "LANGUAGE", "SQL"))
        return true;
    if (my_take(reader, "DETERMINISTIC"))
        return found->is_deterministic = true;
    if (MY_TAKE_WORDS(reader, "NOT", "DETERMINISTIC"))
        return !(found->is_deterministic = false);
    if (MY_TAKE_WORDS(reader, "CONTAINS", "SQL"))
        found->data = NULL;
    else if (MY_TAKE_WORDS(reader, "NO", "SQL"))
        found->data = "NO SQL";
    else if (MY_TAKE_WORDS(reader, "READS", "SQL", "DATA"))
        found->data = "READS SQL DATA";
    else if (MY_TAKE_WORDS(reader, "MODIFIES", "SQL", "DATA"))
        found->data = "MODIFIES SQL DATA";
    else if (MY_TAKE_WORDS(reader, "SQL", "SECURITY", "INVOKER"))
        found->is_invoker = true;
    else if (MY_TAKE_WORDS(reader, "SQL", "SECURITY", "DEFINER"))
        found->is_invoker = false;
    else if (my_take(reader, "COMMENT") && my_peek(reader, 0)->kind == MY_TOKEN_STRING) {
        my_put_string_token(&sb, my_next(reader));
        found->comment = sb_finish(&sb, reader->arena);
    } else
        return false;
    return true;
}

static void put_characteristics(Sb *sb, const Characteristics *found)
{
    if (found->data != NULL)
        sb_printf(sb, "\n    %s", found->data);
    if (found->is_deterministic)
        sb_puts(sb, "\n    DETERMINISTIC");
    if (found->is_invoker)
        sb_puts(sb, "\n    SQL SECURITY INVOKER");
    if (found->comment.len > 0 && !str_is(found->comment, "''"))
        sb_printf(sb, "\n    COMMENT %.*s", STR_ARG(found->comment));
}

/* The bodies of routines, triggers and events are kept as they are written. */
static bool put_body(Making *making, Sb *sb)
{
    Str body = my_rest(&making->reader);

    sb_put(sb, body);
    return body.len > 0;
}

static bool put_routine(Making *making, Sb *sb, bool is_function)
{
    MyReader *reader = &making->reader;
    Characteristics found = {0};
    Str parameters;

    if (!my_take_group(reader, &parameters))
        return false;
    sb_printf(sb, "(%.*s)", STR_ARG(parameters));
    if (is_function && !put_returns(making, sb))
        return false;
    while (take_characteristic(reader, &found))
        continue;
    put_characteristics(sb, &found);
    sb_putc(sb, '\n');
    return put_body(making, sb);
}

static bool put_trigger(Making *making, Sb *sb, Str *relation)
{
    static const char *const times[] = {"BEFORE", "AFTER"};
    static const char *const events[] = {"INSERT", "UPDATE", "DELETE"};
    MyReader *reader = &making->reader;
    const char *when = NULL, *what = NULL;
    Str other;

    for (size_t i = 0; i < 2 && when == NULL; i++)
        when = my_take(reader, times[i]) ? times[i] : NULL;
    for (size_t i = 0; i < 3 && what == NULL; i++)
        what = my_take(reader, events[i]) ? events[i] : NULL;
    if (when == NULL || what == NULL || !my_take(reader, "ON") || !my_take_name(reader, relation) ||
        !MY_TAKE_WORDS(reader, "FOR", "EACH", "ROW"))
        return false;
    sb_printf(sb, "%s %s ON ", when, what);
    my_quote_ident(sb, *relation);
    sb_puts(sb, " FOR EACH ROW ");
    for (int precedes = 0; precedes < 2; precedes++)
        if (my_take(reader, precedes ? "PRECEDES" : "FOLLOWS")) {
            if (!my_take_name(reader, &other))
                return false;
            sb_puts(sb, precedes ? "PRECEDES " : "FOLLOWS ");
            my_quote_ident(sb, other);
            sb_putc(sb, ' ');
        }
    return put_body(making, sb);
}

/* Words in upper case, one blank between tokens, none before what closes. */
static void put_schedule(Making *making, Sb *sb)
{
    MyReader *reader = &making->reader;
    bool is_first = true;

    while (!my_reader_is_at_end(reader) && !my_token_is(my_peek(reader, 0), "DO") &&
           !MY_TAKE_WORDS(reader, "ON", "COMPLETION") &&
           !my_token_is(my_peek(reader, 0), "ENABLE") &&
           !my_token_is(my_peek(reader, 0), "DISABLE") &&
           !my_token_is(my_peek(reader, 0), "COMMENT")) {
        const MyToken *token = my_next(reader);
        if (!is_first && !my_token_is_sign(token, '(') && !my_token_is_sign(token, ')') &&
            !my_token_is_sign(token, ','))
            sb_putc(sb, ' ');
        if (token->kind == MY_TOKEN_STRING)
            my_put_string_token(sb, token);
        else
            sb_put(sb, token->kind == MY_TOKEN_WORD ? arena_upper(reader->arena, token->text)
                                                    : token->text);
        is_first = false;
    }
}

static bool put_event(Making *making, Sb *sb)
{
    MyReader *reader = &making->reader;
    bool preserves = false, is_elsewhere = false, is_disabled = false;

    if (!MY_TAKE_WORDS(reader, "ON", "SCHEDULE"))
        return false;
    sb_puts(sb, "ON SCHEDULE ");
    put_schedule(making, sb);
    /* put_schedule has taken ON COMPLETION. */
    if (my_take(reader, "PRESERVE"))
        preserves = true;
    else
        (void)MY_TAKE_WORDS(reader, "NOT", "PRESERVE");
    if (my_take(reader, "DISABLE")) {
        is_disabled = true;
        is_elsewhere =
            MY_TAKE_WORDS(reader, "ON", "SLAVE") || MY_TAKE_WORDS(reader, "ON", "REPLICA");
    } else {
        (void)my_take(reader, "ENABLE");
    }
    sb_puts(sb, preserves ? " ON COMPLETION PRESERVE" : "");
    sb_puts(sb, is_elsewhere
                    ? (making->family == MY_MYSQL ? " DISABLE ON REPLICA" : " DISABLE ON SLAVE")
                    : (is_disabled ? " DISABLE" : ""));
    if (my_take(reader, "COMMENT")) {
        if (my_peek(reader, 0)->kind != MY_TOKEN_STRING)
            return false;
        sb_puts(sb, " COMMENT ");
        my_put_string_token(sb, my_next(reader));
    }
    if (!my_take(reader, "DO"))
        return false;
    sb_puts(sb, "\nDO ");
    return put_body(making, sb);
}

/* MariaDB prints `shop`.`orders`.`id` where it can't resolve a column, as in a view whose definer
 * is gone. Names of two parts may begin with an alias, and stay. */
static Str without_database(const Making *making, Str text)
{
    MyReader reader = my_reader_new(making->reader.arena, text);
    Sb sb = sb_new(SB_FILE_MAX);
    const char *from = text.ptr;

    for (; !my_reader_is_at_end(&reader); (void)my_next(&reader)) {
        const MyToken *token = my_peek(&reader, 0);
        if (token->kind != MY_TOKEN_NAME || !my_token_is_sign(my_peek(&reader, 1), '.') ||
            my_peek(&reader, 2)->kind != MY_TOKEN_NAME ||
            !my_token_is_sign(my_peek(&reader, 3), '.') ||
            !str_eq(my_token_text(reader.arena, token), making->catalog->database))
            continue;
        sb_put(&sb, (Str){from, (size_t)(token->text.ptr - from)});
        from = my_peek(&reader, 2)->text.ptr;
        reader.at += 4;
    }
    sb_put(&sb, (Str){from, (size_t)(text.ptr + text.len - from)});
    return sb_finish(&sb, making->reader.arena);
}

/* (`a`,`b`) AS select … */
static bool put_view(Making *making, Sb *sb)
{
    StrVec names = {0};

    if (my_token_is_sign(my_peek(&making->reader, 0), '(')) {
        if (!my_take_names(&making->reader, &names))
            return false;
        sb_putc(sb, '(');
        for (size_t i = 0; i < names.len; i++) {
            sb_puts(sb, i > 0 ? "," : "");
            my_quote_ident(sb, names.items[i]);
        }
        sb_puts(sb, ") ");
    }
    if (!my_take(&making->reader, "AS"))
        return false;
    sb_puts(sb, "AS ");
    if (making->catalog == NULL)
        return put_body(making, sb);
    sb_put(sb, without_database(making, my_rest(&making->reader)));
    return true;
}

/* ---- the statement */

static const struct Kind {
    const char *word;
    const RecordType *type;
} kinds[] = {
    {"VIEW", &view_type},       {"FUNCTION", &function_type}, {"PROCEDURE", &procedure_type},
    {"TRIGGER", &trigger_type}, {"EVENT", &event_type},
};

static Str head_of(const Making *making, const struct Kind *kind)
{
    bool is_view = kind->type == &view_type;

    return arena_printf(making->reader.arena, "%s%.*s%s%s%s%s",
                        making->algorithm.len > 0 && is_view ? "ALGORITHM=" : "",
                        STR_ARG(is_view ? making->algorithm : STR_ABSENT),
                        making->algorithm.len > 0 && is_view ? " " : "",
                        making->security.len > 0 && is_view ? "SQL SECURITY INVOKER " : "",
                        making->is_aggregate ? "AGGREGATE " : "", kind->word);
}

static bool put_text(Making *making, const struct Kind *kind, Sb *sb, Str *relation)
{
    if (kind->type == &view_type)
        return put_view(making, sb);
    if (kind->type == &trigger_type)
        return put_trigger(making, sb, relation);
    if (kind->type == &event_type)
        return put_event(making, sb);
    return put_routine(making, sb, kind->type == &function_type);
}

/* A function of a library (SONAME) is not of this kind. */
Definition *my_definition_read(Arena *arena, MyFamily family, const MyCatalog *catalog, Str sql)
{
    Making making = {.reader = my_reader_new(arena, sql), .family = family, .catalog = catalog};
    MyReader *reader = &making.reader;
    const struct Kind *kind = NULL;
    Definition *definition;
    Str name, relation = STR_ABSENT;
    Sb sb = sb_new(SB_FILE_MAX);

    if (!my_take(reader, "CREATE") || !take_prefix(&making))
        return NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && kind == NULL; i++)
        if (my_take(reader, kinds[i].word))
            kind = &kinds[i];
    if (kind == NULL)
        return NULL;
    (void)MY_TAKE_WORDS(reader, "IF", "NOT", "EXISTS");
    if (!my_take_name(reader, &name) || my_token_is_sign(my_peek(reader, 0), '.') ||
        !put_text(&making, kind, &sb, &relation)) {
        sb_free(&sb);
        return NULL;
    }
    definition = record_new(arena, kind->type);
    definition->obj.name = definition->own = name;
    definition->relation = relation;
    definition->head = head_of(&making, kind);
    definition->text = sb_finish(&sb, arena);
    sparse_set_str(arena, &definition->obj.rec, FIELD_DEFINITION_DEFINER, making.definer);
    return definition;
}

Str my_definition_word(const Definition *definition)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].type == definition->obj.rec.type)
            return str_from(kinds[i].word);
    return definition->head;
}

Str my_definition_render(Arena *arena, const Definition *definition, bool or_replace)
{
    return my_definition_render_as(
        arena, definition, sparse_str(&definition->obj.rec, FIELD_DEFINITION_DEFINER), or_replace);
}

Str my_definition_render_as(Arena *arena, const Definition *definition, Str definer,
                            bool or_replace)
{
    SqlWriter writer = sql_new(&my_quoting);
    Str head = definition->head;
    size_t end = str_starts(head, STR("ALGORITHM=")) ? str_find(head, ' ', 0) + 1 : 0;

    sql_put(&writer, or_replace ? RAW("CREATE OR REPLACE ") : RAW("CREATE "),
            EX(str_sub(head, 0, end)));
    if (definer.len > 0)
        sql_put(&writer, RAW("DEFINER="), EX(definer), RAW(" "));
    sql_put(&writer, EX(str_sub(head, end, SIZE_MAX)), RAW(" "), ID(definition->own));
    /* A parameter list stands at the name. */
    if (!str_starts(definition->text, STR("(")) || definition->obj.rec.type == &view_type)
        sql_put(&writer, RAW(" "));
    sql_put(&writer, EX(definition->text));
    return sql_finish(&writer, arena);
}

Str my_definition_drop(Arena *arena, const Definition *definition)
{
    return sql_text(arena, &my_quoting, RAW("DROP "), EX(my_definition_word(definition)),
                    RAW(" IF EXISTS "), ID(definition->own));
}

/* ---- the order of triggers */

bool my_trigger_order(Arena *arena, Str text, MyTriggerOrder *order)
{
    MyReader reader = my_reader_new(arena, text);
    size_t from;

    *order = (MyTriggerOrder){0};
    while (!my_reader_is_at_end(&reader) && !MY_TAKE_WORDS(&reader, "FOR", "EACH", "ROW"))
        (void)my_next(&reader);
    if (my_reader_is_at_end(&reader))
        return false;
    from = reader.at;
    order->at = (size_t)(my_peek(&reader, 0)->text.ptr - text.ptr);
    order->precedes = my_take(&reader, "PRECEDES");
    if (!order->precedes && !my_take(&reader, "FOLLOWS"))
        return true;
    if (!my_take_name(&reader, &order->other))
        return false;
    order->len = my_span(&reader, from).len;
    return true;
}

Str my_trigger_with_order(Arena *arena, Str text, Str order)
{
    MyTriggerOrder now;

    if (!my_trigger_order(arena, text, &now))
        return text;
    return arena_printf(arena, "%.*s%.*s%s%.*s", STR_ARG(str_sub(text, 0, now.at)), STR_ARG(order),
                        order.len > 0 ? " " : "",
                        STR_ARG(str_trim(str_sub(text, now.at + now.len, SIZE_MAX))));
}
