/* Definitions that mean the same become the same. Servers keep the texts of routines, triggers and
 * events, so theirs are compared as they are; views are kept as what they mean, so that the server
 * is asked. */
#include "base/hash.h"
#include "engine/mysql/my_canonicalize.h"
#include "engine/mysql/my_definition.h"
#include "engine/mysql/my_expression.h"
#include "engine/mysql/my_reader.h"
#include "model/label.h"

enum { HASH_DIGITS = 32 };

/* ---- what a package need not say */

/* Two lists of modes, in whatever order. */
static bool same_modes(Str a, Str b)
{
    size_t count = 0, others = 1;
    Str rest = a, mode;

    if (a.len == 0 || b.len == 0)
        return a.len == b.len;
    for (size_t i = 0; i < b.len; i++)
        others += b.ptr[i] == ',';
    while (str_cut(&rest, ',', &mode)) {
        Str left = b, other;
        bool found = false;
        count++;
        while (!found && str_cut(&left, ',', &other))
            found = str_eq_ascii_nocase(str_trim(mode), str_trim(other));
        if (!found)
            return false;
    }
    return count == others;
}

/* A mode that nobody says is the server's, which is not the one of this session: said on both
 * sides, so that a statement that makes it anew can be run under it. */
static void settle_mode(const MyCanonical *canonical, const Definition *live, Definition *desired)
{
    Str wanted = sparse_str(&desired->obj.rec, FIELD_DEFINITION_SQL_MODE);
    Str now = live == NULL ? STR_ABSENT : sparse_str(&live->obj.rec, FIELD_DEFINITION_SQL_MODE);

    if (desired->obj.rec.type == &view_type)
        return;
    if (now.ptr == NULL)
        now = arena_str(canonical->arena, canonical->conn->sql_mode);
    if (wanted.ptr == NULL || same_modes(now, wanted))
        wanted = now;
    sparse_set_str(canonical->arena, &desired->obj.rec, FIELD_DEFINITION_SQL_MODE, wanted);
}

/* The other side of the same. */
static void say_mode(const MyCanonical *canonical, Definition *live)
{
    Arena *arena = &canonical->pairs->live->arena;

    if (live->obj.rec.type != &view_type &&
        sparse_str(&live->obj.rec, FIELD_DEFINITION_SQL_MODE).ptr == NULL)
        sparse_set_str(arena, &live->obj.rec, FIELD_DEFINITION_SQL_MODE,
                       arena_str(arena, canonical->conn->sql_mode));
}

static void settle_definer(const MyCanonical *canonical, const Definition *live,
                           Definition *desired)
{
    if (live != NULL && sparse_str(&desired->obj.rec, FIELD_DEFINITION_DEFINER).len == 0)
        sparse_set_str(
            canonical->arena, &desired->obj.rec, FIELD_DEFINITION_DEFINER,
            arena_str(canonical->arena, sparse_str(&live->obj.rec, FIELD_DEFINITION_DEFINER)));
}

/* Read once more, now that it is known what the database has by default. */
static void settle_text(const MyCanonical *canonical, Definition *definition)
{
    Str sql = my_definition_render_as(canonical->arena, definition, STR_ABSENT, false);
    const Definition *again =
        my_definition_read(canonical->arena, canonical->catalog.family, &canonical->catalog, sql);

    if (again != NULL)
        definition->text = again->text;
}

/* ---- triggers */

static Str follows_of(Arena *arena, const Definition *trigger)
{
    MyTriggerOrder order;

    return my_trigger_order(arena, trigger->text, &order) && !order.precedes ? order.other
                                                                             : STR_ABSENT;
}

/* Whether, of the live triggers of one moment, `second` acts later than `first`. */
static bool acts_before(MyCanonical *canonical, Str first, Str second)
{
    const Model *live = canonical->pairs->live;
    const Definition *at = (const Definition *)model_find(live, REC_TRIGGER, STR_ABSENT, second);

    for (size_t steps = 0; at != NULL && steps < live->objects.len; steps++) {
        Str before = follows_of(&canonical->scratch, at);
        if (before.len == 0)
            return false;
        if (str_eq_ascii_nocase(before, first))
            return true;
        at = (const Definition *)model_find(live, REC_TRIGGER, STR_ABSENT, before);
    }
    return false;
}

/* The order that a package asks for, or leaves open, is the live one where that meets it. */
static void settle_order(MyCanonical *canonical, const Definition *live, Definition *desired)
{
    MyTriggerOrder wanted, now;
    bool is_met = true;

    if (!my_trigger_order(&canonical->scratch, desired->text, &wanted) ||
        !my_trigger_order(&canonical->scratch, live->text, &now))
        return;
    if (wanted.len > 0 && wanted.precedes)
        is_met = acts_before(canonical, desired->own, wanted.other);
    else if (wanted.len > 0)
        is_met = acts_before(canonical, wanted.other, desired->own);
    if (is_met)
        desired->text = my_trigger_with_order(canonical->arena, desired->text,
                                              str_sub(live->text, now.at, now.len));
}

/* ---- events */

/* Behind ON SCHEDULE until STARTS, or the next clause; its beginning and length within the text. */
static bool find_clause(Arena *arena, Str text, const char *word, size_t *from, size_t *to)
{
    MyReader reader = my_reader_new(arena, text);
    bool found = false;

    while (!my_reader_is_at_end(&reader) && !my_token_is(my_peek(&reader, 0), "DO")) {
        const MyToken *token = my_next(&reader);
        bool ends = my_token_is(token, "ENDS") || my_token_is(token, "ON") ||
                    my_token_is(token, "DISABLE") || my_token_is(token, "COMMENT");
        if (found && ends) {
            *to = (size_t)(token->text.ptr - text.ptr);
            return true;
        }
        if (!found && my_token_is(token, word)) {
            *from = (size_t)(token->text.ptr - text.ptr);
            found = true;
        }
    }
    *to = (size_t)(my_peek(&reader, 0)->text.ptr - text.ptr);
    return found && !my_reader_is_at_end(&reader);
}

static bool is_computed(Str clause)
{
    Arena scratch = {0};
    MyReader reader = my_reader_new(&scratch, clause);
    bool found = false;

    for (; !my_reader_is_at_end(&reader) && !found; (void)my_next(&reader))
        found = my_token_is(my_peek(&reader, 0), "CURRENT_TIMESTAMP") ||
                my_token_is(my_peek(&reader, 0), "NOW") ||
                my_token_is(my_peek(&reader, 0), "INTERVAL");
    arena_free(&scratch);
    return found;
}

/* STARTS that nobody wrote is when the event was made, and a time that is computed was computed
 * then: what is live stands. */
static void settle_time(const MyCanonical *canonical, const Definition *live, Definition *desired,
                        const char *word)
{
    size_t from, to, own_from = 0, own_to = 0;
    bool is_said = find_clause(canonical->arena, desired->text, word, &own_from, &own_to);
    Str clause;

    if (!find_clause(canonical->arena, live->text, word, &from, &to))
        return;
    clause = str_sub(live->text, from, to - from);
    if (is_said && !is_computed(str_sub(desired->text, own_from, own_to - own_from)))
        return;
    if (!is_said) {
        if (!str_is(STR("STARTS"), word) ||
            !find_clause(canonical->arena, desired->text, "EVERY", &own_from, &own_to))
            return;
        own_from = own_to;
        if (desired->text.ptr[own_from - 1] == '\n')
            own_from = own_to = own_to - 1;
    }
    desired->text = arena_printf(
        canonical->arena, "%.*s%s%.*s%s%.*s", STR_ARG(str_sub(desired->text, 0, own_from)),
        own_from > 0 && desired->text.ptr[own_from - 1] != ' ' ? " " : "",
        STR_ARG(str_trim(clause)),
        own_to < desired->text.len && desired->text.ptr[own_to] == '\n' ? "" : " ",
        STR_ARG(str_sub(desired->text, own_to, SIZE_MAX)));
    settle_text(canonical, desired);
}

/* ---- views */

static void put_text(Sb *sb, Str text)
{
    sb_printf(sb, "%zu ", text.len);
    sb_put(sb, text);
}

/* Of both texts and all besides them that the server's answer hangs on. */
static Str hash_of_view(const MyCanonical *canonical, const Definition *view,
                        const Definition *text)
{
    const Model *desired = canonical->pairs->desired;
    Sb sb = sb_new(SB_FILE_MAX);
    Str hash;

    put_text(&sb, canonical->conn->version_text);
    put_text(&sb, canonical->catalog.collation);
    put_text(&sb, text->head);
    put_text(&sb, text->text);
    for (size_t i = 0; i < desired->edges.len; i++) {
        const Table *table = (const Table *)desired->edges.items[i].to;
        if (desired->edges.items[i].from != &view->obj)
            continue;
        put_text(&sb, table->obj.name);
        for (size_t k = 0; table->obj.rec.type == &table_type && k < table->columns.len; k++) {
            put_text(&sb, table->columns.items[k]->name);
            put_text(&sb, table->columns.items[k]->type);
        }
    }
    hash = str_sub(hash_hex(canonical->arena, hash_of(sb_str(&sb))), 0, HASH_DIGITS);
    sb_free(&sb);
    return hash;
}

typedef struct Asked {
    const Definition *live;
    Definition *desired;
    SpellingRow *row;
} Asked;
typedef VEC(Asked) AskedVec;

static bool is_known(const MyCanonical *canonical, const SpellingRow *row)
{
    for (size_t i = 0; i < canonical->pairs->known.len; i++) {
        const SpellingRow *known = canonical->pairs->known.items[i];
        if (str_eq(known->object, row->object) && str_eq(known->source, row->source) &&
            str_eq(known->live, row->live))
            return true;
    }
    return false;
}

static void keep_equal(MyCanonical *canonical, SpellingRow *row, bool is_new)
{
    row->is_new = is_new;
    vec_push(canonical->arena, &canonical->pairs->equal, row);
}

/* What is written otherwise, and neither known nor plainly the same, is to be asked for. */
static void look_at_view(MyCanonical *canonical, const Definition *live, Definition *desired,
                         AskedVec *asked)
{
    Asked one = {live, desired, NULL};

    if (str_eq(live->text, desired->text))
        return;
    if (my_expression_same(live->text, desired->text)) {
        desired->text = arena_str(canonical->arena, live->text);
        return;
    }
    one.row = record_new(canonical->arena, &spelling_row_type);
    one.row->object = label_object(canonical->arena, &live->obj);
    one.row->source = hash_of_view(canonical, desired, desired);
    one.row->live = hash_of_view(canonical, desired, live);
    if (is_known(canonical, one.row)) {
        desired->text = arena_str(canonical->arena, live->text);
        keep_equal(canonical, one.row, false);
        return;
    }
    vec_push(&canonical->scratch, asked, one);
}

static bool ask_for_views(MyCanonical *canonical, const AskedVec *asked)
{
    MyViews views = {0};
    StrVec printed = {0};

    for (size_t i = 0; i < asked->len; i++)
        vec_push(&canonical->scratch, &views, asked->items[i].desired);
    if (asked->len == 0)
        return true;
    if (!my_print_views(canonical, &views, &printed))
        return false;
    for (size_t i = 0; i < asked->len; i++) {
        const Asked *one = &asked->items[i];
        if (printed.items[i].len == 0 || !str_eq(printed.items[i], one->live->text))
            continue;
        one->desired->text = arena_str(canonical->arena, one->live->text);
        keep_equal(canonical, one->row, true);
    }
    return true;
}

/* ---- all of them */

static void settle_pair(MyCanonical *canonical, const Pair *pair, AskedVec *asked)
{
    Definition *live = (Definition *)pair->live, *desired = (Definition *)pair->desired;

    if (live != NULL)
        say_mode(canonical, live);
    if (live != NULL && !pair->is_renamed) {
        desired->obj.name = arena_str(canonical->arena, live->obj.name);
        desired->own = desired->obj.name;
    }
    settle_mode(canonical, live, desired);
    settle_definer(canonical, live, desired);
    settle_text(canonical, desired);
    if (live == NULL)
        return;
    if (desired->obj.rec.type == &trigger_type) {
        settle_order(canonical, live, desired);
    } else if (desired->obj.rec.type == &event_type) {
        settle_time(canonical, live, desired, "STARTS");
        settle_time(canonical, live, desired, "ENDS");
        settle_time(canonical, live, desired, "AT");
    } else if (desired->obj.rec.type == &view_type) {
        look_at_view(canonical, live, desired, asked);
    }
}

bool my_canonicalize_definitions(MyCanonical *canonical)
{
    const PairVec *pairs = &canonical->pairs->objects;
    AskedVec asked = {0};

    for (size_t i = 0; i < pairs->len; i++)
        if (pairs->items[i]->desired != NULL && type_is_definition(pairs->items[i]->desired->type))
            settle_pair(canonical, pairs->items[i], &asked);
    return ask_for_views(canonical, &asked);
}
