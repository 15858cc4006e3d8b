/* Definitions whose text is a list of options: aggregates, operators, text search objects. */
#include "engine/postgres/definition.h"
#include "engine/postgres/pure.h"
#include "engine/postgres/scan.h"

enum { SINCE_SET_COMMUTATOR = 170000 };

static PgOption read_option(Arena *arena, Str text)
{
    PgScan scan = {.text = text};
    PgToken token = pg_scan_next(&scan);
    PgOption option = {.name = token.kind == PG_TOKEN_QUOTED ? pg_token_name(arena, &token)
                                                             : arena_upper(arena, token.text)};

    if (pg_scan_take(&scan, "="))
        option.value = str_trim(str_sub(text, scan.at, SIZE_MAX));
    return option;
}

PgOptions pg_options_read(Arena *arena, Str text, Str *behind)
{
    PgOptions options = {0};
    PgScan scan = {.text = text};
    size_t from;
    int depth = 1;

    *behind = STR_ABSENT;
    if (!pg_scan_take(&scan, "("))
        return options;
    from = scan.at;
    while (depth > 0) {
        PgToken token = pg_scan_next(&scan);
        if (token.kind == PG_TOKEN_END)
            return options;
        depth += pg_token_is(&token, "(") - pg_token_is(&token, ")");
        if (depth == 0 || (depth == 1 && pg_token_is(&token, ","))) {
            Str one = str_trim(str_sub(text, from, token.offset - from));
            if (one.len > 0)
                vec_push(arena, &options, read_option(arena, one));
            from = scan.at;
        }
    }
    *behind = str_sub(text, scan.at, SIZE_MAX);
    return options;
}

const PgOption *pg_option_find(const PgOptions *options, Str name)
{
    for (size_t i = 0; i < options->len; i++)
        if (str_eq(options->items[i].name, name))
            return &options->items[i];
    return NULL;
}

bool pg_option_is_partner(const PgOption *option)
{
    return str_is(option->name, "COMMUTATOR") || str_is(option->name, "NEGATOR");
}

/* Up to the first of the words at the outermost level, which is not taken. */
static Str take_up_to(PgScan *scan, const char *word, const char *other)
{
    size_t from = pg_scan_peek(scan).offset, to = from;
    int depth = 0;

    for (PgToken token = pg_scan_peek(scan); token.kind != PG_TOKEN_END;
         token = pg_scan_peek(scan)) {
        if (depth == 0 && token.kind == PG_TOKEN_WORD &&
            (pg_token_is(&token, word) || pg_token_is(&token, other)))
            break;
        depth += pg_token_is(&token, "(") - pg_token_is(&token, ")");
        (void)pg_scan_next(scan);
        to = scan->at;
    }
    return str_sub(scan->text, from, to - from);
}

PgClassHead pg_class_head_read(Arena *arena, Str text)
{
    PgScan scan = {.text = text};
    PgClassHead head = {.is_default = pg_scan_take(&scan, "DEFAULT")};

    (void)pg_scan_take(&scan, "FOR");
    (void)pg_scan_take(&scan, "TYPE");
    head.type = take_up_to(&scan, "USING", "USING");
    (void)pg_scan_take(&scan, "USING");
    head.method = take_up_to(&scan, "FAMILY", "AS");
    if (pg_scan_take(&scan, "FAMILY")) {
        PgToken token = pg_scan_next(&scan);
        head.family = pg_token_name(arena, &token);
        if (pg_scan_take(&scan, ".")) {
            token = pg_scan_next(&scan);
            head.schema = head.family;
            head.family = pg_token_name(arena, &token);
        }
    }
    (void)pg_scan_take(&scan, "AS");
    head.items = str_trim(str_sub(text, scan.at, SIZE_MAX));
    return head;
}

Str pg_class_method(Arena *arena, const PgClassHead *head)
{
    PgScan scan = {.text = head->method};
    PgToken token = pg_scan_next(&scan);

    return pg_token_name(arena, &token);
}

bool pg_class_has_own_family(const Definition *class, const PgClassHead *head)
{
    return head->family.len == 0 ||
           (str_eq(head->family, class->own) &&
            (head->schema.len == 0 || str_eq(head->schema, class->obj.schema)));
}

static bool same_option(const PgOptions *a, const PgOptions *b, Str name)
{
    const PgOption *one = pg_option_find(a, name), *other = pg_option_find(b, name);

    return (one == NULL) == (other == NULL) && (one == NULL || str_eq(one->value, other->value));
}

/* Every option that differs, with the value that is to be; one that is to go has an absent value.
 */
static PgOptions differing(Arena *arena, const PgOptions *live, const PgOptions *desired)
{
    PgOptions found = {0};

    for (size_t i = 0; i < live->len; i++) {
        const PgOption *option = &live->items[i];
        if (pg_option_find(desired, option->name) == NULL)
            vec_push(arena, &found, ((PgOption){.name = option->name}));
    }
    for (size_t i = 0; i < desired->len; i++) {
        const PgOption *option = &desired->items[i];
        if (!same_option(live, desired, option->name))
            vec_push(arena, &found, *option);
    }
    return found;
}

/* ALTER TEXT SEARCH DICTIONARY d (stopwords = 'english', accept): its template stays. */
static Str alter_dictionary(Arena *arena, const Definition *desired, const PgOptions *changed)
{
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("ALTER TEXT SEARCH DICTIONARY "), EX(pg_definition_name(arena, desired)),
            RAW(" ("));
    for (size_t i = 0; i < changed->len; i++) {
        const PgOption *option = &changed->items[i];
        sql_put(&writer, i == 0 ? RAW("") : RAW(", "), EX(option->name));
        if (option->value.len > 0)
            sql_put(&writer, RAW(" = "), EX(option->value));
    }
    sql_put(&writer, RAW(")"));
    return sql_finish(&writer, arena);
}

/* RESTRICT and JOIN come and go; the others only come, and only where the server is new enough. */
static bool is_settable(const PgOption *changed, const PgOptions *live, int version)
{
    static const char *const added[] = {"COMMUTATOR", "NEGATOR", "HASHES", "MERGES"};

    if (str_is(changed->name, "RESTRICT") || str_is(changed->name, "JOIN"))
        return true;
    for (size_t i = 0; i < sizeof added / sizeof *added; i++)
        if (str_is(changed->name, added[i]))
            return version >= SINCE_SET_COMMUTATOR && pg_option_find(live, changed->name) == NULL;
    return false;
}

static Str alter_operator(Arena *arena, const Definition *desired, const PgOptions *live,
                          const PgOptions *changed, int version)
{
    SqlWriter writer = sql_new(&pg_quoting);

    for (size_t i = 0; i < changed->len; i++)
        if (!is_settable(&changed->items[i], live, version)) {
            sb_free(&writer.sb);
            return STR_ABSENT;
        }
    sql_put(&writer, RAW("ALTER OPERATOR "), EX(pg_definition_name(arena, desired)), RAW(" SET ("));
    for (size_t i = 0; i < changed->len; i++) {
        const PgOption *option = &changed->items[i];
        bool is_flag = str_is(option->name, "HASHES") || str_is(option->name, "MERGES");
        sql_put(&writer, i == 0 ? RAW("") : RAW(", "), EX(option->name));
        if (!is_flag)
            sql_put(&writer, RAW(" = "), EX(option->value.len > 0 ? option->value : STR("NONE")));
    }
    sql_put(&writer, RAW(")"));
    return sql_finish(&writer, arena);
}

Str pg_definition_alter(Arena *arena, const Definition *live, const Definition *desired,
                        int version)
{
    const RecordType *type = desired->obj.rec.type;
    PgOptions before, after, changed;
    Str behind;

    if (type != &text_dictionary_type && type != &operator_type)
        return STR_ABSENT;
    before = pg_options_read(arena, live->text, &behind);
    after = pg_options_read(arena, desired->text, &behind);
    changed = differing(arena, &before, &after);
    if (changed.len == 0)
        return STR_ABSENT;
    if (type == &operator_type)
        return alter_operator(arena, desired, &before, &changed, version);
    return same_option(&before, &after, STR("TEMPLATE"))
               ? alter_dictionary(arena, desired, &changed)
               : STR_ABSENT;
}

/* The operator that an option names, by its signs: `OPERATOR(app.===)`, `===`. */
static Str partner_of(const PgOption *option)
{
    Str value = option->value;
    size_t from, to = value.len;

    while (to > 0 && (value.ptr[to - 1] == ')' || value.ptr[to - 1] == ' '))
        to--;
    for (from = to; from > 0 && strchr("+-*/<>=~!@#%^&|`?", value.ptr[from - 1]) != NULL;)
        from--;
    return str_sub(value, from, to - from);
}

/* Whether the plan makes the partner that an option names, or drops it. */
static bool has_partner(const Changes *changes, const PgOption *option, bool comes)
{
    if (!str_is(option->name, "COMMUTATOR") && !str_is(option->name, "NEGATOR"))
        return false;
    for (size_t i = 0; i < changes->groups.len; i++) {
        const ChangeGroup *group = changes->groups.items[i];
        const Object *partner = comes ? group->desired : group->live;
        if (partner != NULL && (comes ? group->live : group->desired) == NULL &&
            partner->rec.type == &operator_type &&
            str_eq(((const Definition *)partner)->own, partner_of(option)))
            return true;
    }
    return false;
}

bool pg_operator_follows(const Changes *changes, const Definition *live, const Definition *desired)
{
    Arena scratch = {0};
    PgOptions before, after, changed;
    bool follows = true;
    Str behind;

    if (desired->obj.rec.type != &operator_type)
        return false;
    before = pg_options_read(&scratch, live->text, &behind);
    after = pg_options_read(&scratch, desired->text, &behind);
    changed = differing(&scratch, &before, &after);
    for (size_t i = 0; i < changed.len && follows; i++) {
        const PgOption *option = &changed.items[i];
        const PgOption *known = pg_option_find(&before, option->name);
        bool comes = option->value.len > 0;
        follows = comes ? known == NULL && has_partner(changes, option, true)
                        : has_partner(changes, known, false);
    }
    arena_free(&scratch);
    return follows && changed.len > 0;
}

/* `(integer)` of `(integer) (SFUNC = …)`, and its options. */
static PgOptions read_aggregate(Arena *arena, Str text, Str *arguments)
{
    Str behind;

    (void)pg_options_read(arena, text, &behind);
    *arguments = str_sub(text, 0, text.len - behind.len);
    return pg_options_read(arena, behind, &behind);
}

bool pg_aggregate_same_signature(Arena *scratch, Str live, Str desired)
{
    Str before, after;
    PgOptions a = read_aggregate(scratch, live, &before);
    PgOptions b = read_aggregate(scratch, desired, &after);

    /* The result's type is that of FINALFUNC, else STYPE. */
    return str_eq(before, after) && same_option(&a, &b, STR("STYPE")) &&
           same_option(&a, &b, STR("FINALFUNC")) && same_option(&a, &b, STR("HYPOTHETICAL"));
}
