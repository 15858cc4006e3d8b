/* Texts of definitions in the form in which introspection has them, as far as no server is needed.
 */
#include "base/sb.h"
#include "engine/postgres/declare_read.h"
#include "engine/postgres/definition.h"
#include "engine/postgres/pure.h"

/* ---- materialized views */

/* `WITH [NO] DATA` at the end, off. */
static Str without_data(Str text, bool *no_data)
{
    PgScan scan = {.text = text};
    PgToken last[3] = {{0}};

    *no_data = false;
    for (PgToken token = pg_scan_next(&scan); token.kind != PG_TOKEN_END;
         token = pg_scan_next(&scan)) {
        last[0] = last[1];
        last[1] = last[2];
        last[2] = token;
    }
    if (!pg_token_is(&last[2], "DATA"))
        return text;
    *no_data = pg_token_is(&last[0], "WITH") && pg_token_is(&last[1], "NO");
    if (*no_data)
        return str_trim(str_sub(text, 0, last[0].offset));
    return pg_token_is(&last[1], "WITH") ? str_trim(str_sub(text, 0, last[1].offset)) : text;
}

static Str name_behind(Declare *declare, const char *word)
{
    PgToken token;

    if (!declare_take(declare, word))
        return STR_ABSENT;
    token = declare_next(declare);
    return pg_token_name(declare->arena, &token);
}

static void set_parameters(Declare *declare, Record *rec, Str list)
{
    Str behind;
    PgOptions options = pg_options_read(declare->arena, list, &behind);

    for (size_t i = 0; i < options.len; i++) {
        const PgOption *option = &options.items[i];
        PgScan scan = {.text = option->value};
        PgToken token = pg_scan_peek(&scan);
        pg_detail_set(declare->arena, rec, FIELD_STORAGE_PARAMETERS,
                      arena_lower(declare->arena, option->name),
                      option->value.len == 0          ? STR("true")
                      : token.kind == PG_TOKEN_STRING ? pg_string_value(declare->arena, token.text)
                                                      : option->value);
    }
}

/* `(a, b) USING heap WITH (fillfactor = 70) TABLESPACE fast AS SELECT … WITH NO DATA` */
static void settle_materialized(Declare *declare, Definition *definition)
{
    Record *rec = &definition->obj.rec;
    bool no_data;
    Declare head = {.arena = declare->arena,
                    .scan = {.text = without_data(definition->text, &no_data)}};
    Str columns = declare_parenthesis(&head);
    Str method = name_behind(&head, "USING"), tablespace;

    if (declare_take(&head, "WITH"))
        set_parameters(declare, rec, declare_parenthesis(&head));
    tablespace = name_behind(&head, "TABLESPACE");
    if (!str_is(method, "heap"))
        sparse_set_str(declare->arena, rec, FIELD_DEFINITION_METHOD, method);
    sparse_set_str(declare->arena, rec, FIELD_DEFINITION_TABLESPACE, tablespace);
    sparse_set_bool(declare->arena, rec, FIELD_DEFINITION_NO_DATA, no_data);
    definition->text = arena_printf(declare->arena, "%.*s%s%.*s", STR_ARG(columns),
                                    columns.len > 0 ? " " : "", STR_ARG(declare_rest(&head)));
}

/* ---- casts, transforms, event triggers */

/* A name as the server writes it: quotes only where they are needed. */
static void put_name(Sb *sb, Arena *arena, const PgToken *token)
{
    Str name = pg_token_name(arena, token);
    bool is_plain = name.len > 0 && !(name.ptr[0] >= '0' && name.ptr[0] <= '9');

    for (size_t i = 0; i < name.len && is_plain; i++) {
        char c = name.ptr[i];
        is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }
    if (is_plain)
        sb_put(sb, name);
    else
        pg_quote_ident(sb, name);
}

/* `s.f` */
static void put_dotted(Sb *sb, Declare *text)
{
    PgToken token = declare_next(text);

    put_name(sb, text->arena, &token);
    while (declare_take(text, ".")) {
        token = declare_next(text);
        sb_putc(sb, '.');
        put_name(sb, text->arena, &token);
    }
}

/* `(int, text)` -> `(integer,text)`, as regprocedure prints it. */
static void put_types(Sb *sb, Arena *arena, Str list)
{
    Str rest = str_sub(list, 1, list.len < 2 ? 0 : list.len - 2), one;
    bool is_first = true;

    sb_putc(sb, '(');
    while (rest.len > 0 && str_cut(&rest, ',', &one)) {
        sb_printf(sb, "%s%.*s", is_first ? "" : ",", STR_ARG(pg_type_spell(arena, one)));
        is_first = false;
    }
    sb_putc(sb, ')');
}

/* `WITH FUNCTION s.f(a) AS IMPLICIT` */
static void settle_cast(Declare *text, Sb *sb)
{
    Str types;

    if (declare_take_all(text, "WITH FUNCTION")) {
        sb_puts(sb, "WITH FUNCTION ");
        put_dotted(sb, text);
        types = declare_parenthesis(text);
        if (types.len > 0)
            put_types(sb, text->arena, types);
    } else if (declare_take_all(text, "WITHOUT FUNCTION")) {
        sb_puts(sb, "WITHOUT FUNCTION");
    } else if (declare_take_all(text, "WITH INOUT")) {
        sb_puts(sb, "WITH INOUT");
    }
    if (declare_take_all(text, "AS ASSIGNMENT"))
        sb_puts(sb, " AS ASSIGNMENT");
    else if (declare_take_all(text, "AS IMPLICIT"))
        sb_puts(sb, " AS IMPLICIT");
}

/* `ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION s.f()` */
static void settle_event_trigger(Declare *text, Sb *sb)
{
    PgToken token;

    (void)declare_take(text, "ON");
    token = declare_next(text);
    sb_printf(sb, "ON %.*s", STR_ARG(pg_token_name(text->arena, &token)));
    if (declare_take_all(text, "WHEN TAG IN")) {
        Str list = declare_parenthesis(text);
        Declare tags = {.arena = text->arena,
                        .scan = {.text = str_sub(list, 1, list.len < 2 ? 0 : list.len - 2)}};
        bool is_first = true;
        sb_puts(sb, "\n    WHEN TAG IN (");
        for (token = declare_next(&tags); token.kind != PG_TOKEN_END; token = declare_next(&tags)) {
            Str tag = pg_string_value(text->arena, token.text);
            if (token.kind != PG_TOKEN_STRING)
                continue;
            sb_puts(sb, is_first ? "" : ", ");
            sb_putc(sb, '\'');
            for (size_t i = 0; i < tag.len; i++)
                sb_putc(sb, (char)(tag.ptr[i] >= 'a' && tag.ptr[i] <= 'z' ? tag.ptr[i] - 'a' + 'A'
                                                                          : tag.ptr[i]));
            sb_putc(sb, '\'');
            is_first = false;
        }
        sb_putc(sb, ')');
    }
    if (!declare_take_all(text, "EXECUTE FUNCTION"))
        (void)declare_take_all(text, "EXECUTE PROCEDURE");
    sb_puts(sb, "\n    EXECUTE FUNCTION ");
    put_dotted(sb, text);
    (void)declare_parenthesis(text);
    sb_puts(sb, "()");
}

/* The syntax of before 8.2: BASETYPE among the options. */
static void settle_aggregate(Declare *declare, Definition *definition)
{
    Str behind;
    PgOptions options = pg_options_read(declare->arena, definition->text, &behind);
    const PgOption *base = pg_option_find(&options, STR("BASETYPE"));
    Sb sb;

    if (base == NULL || str_trim(behind).len > 0)
        return;
    sb = sb_new(SB_FILE_MAX);
    if (str_eq_ascii_nocase(base->value, STR("\"any\"")) ||
        str_eq_ascii_nocase(base->value, STR("any")) ||
        str_eq_ascii_nocase(base->value, STR("'any'")))
        sb_puts(&sb, "(*) (");
    else
        sb_printf(&sb, "(%.*s) (", STR_ARG(base->value));
    for (size_t i = 0, count = 0; i < options.len; i++) {
        const PgOption *option = &options.items[i];
        if (option == base)
            continue;
        sb_printf(&sb, "%s%.*s", count++ > 0 ? ", " : "", STR_ARG(option->name));
        if (option->value.len > 0)
            sb_printf(&sb, " = %.*s", STR_ARG(option->value));
    }
    sb_putc(&sb, ')');
    definition->text = sb_finish(&sb, declare->arena);
}

void declare_settle_text(Declare *declare, Definition *definition)
{
    const RecordType *type = definition->obj.rec.type;
    Declare text = {.arena = declare->arena, .scan = {.text = definition->text}};
    Sb sb = sb_new(SB_LINE_MAX);

    if (type == &materialized_view_type)
        settle_materialized(declare, definition);
    else if (type == &aggregate_type)
        settle_aggregate(declare, definition);
    else if (type == &cast_type)
        settle_cast(&text, &sb);
    else if (type == &event_trigger_type)
        settle_event_trigger(&text, &sb);
    /* What stands behind what is known is something else, and the server's to refuse. */
    if (sb.len > 0 && pg_scan_peek(&text.scan).kind == PG_TOKEN_END)
        definition->text = sb_finish(&sb, declare->arena);
    else
        sb_free(&sb);
}
