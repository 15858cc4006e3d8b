/* Scratch tables as SQL, with the place of each text in it. */
#include "engine/postgres/canonicalize.h"
#include "engine/postgres/pure.h"
#include "engine/postgres/scan.h"
#include "engine/postgres/stable.h"
#include "model/remote.h"

typedef struct Render {
    SqlWriter writer;
    Arena *arena;
    bool is_again;
    PgScratchStatement statement;
} Render;

static Render begin(const PgCanonRender *how)
{
    return (Render){.writer = sql_new(&pg_quoting), .arena = how->arena, .is_again = how->is_again};
}

static PgScratchStatement finish(Render *render)
{
    render->statement.sql = sql_finish(&render->writer, render->arena);
    return render->statement;
}

static void put_text(Render *render, Record *rec, const char *key, Str text)
{
    PgSpan span = {.rec = rec,
                   .field = record_type_find(rec->type, str_from(key)),
                   .from = render->writer.sb.len,
                   .len = text.len};

    vec_push(render->arena, &render->statement.spans, span);
    sql_put(&render->writer, EX(text));
}

/* A line end before the parenthesis: a comment at the end of a text would swallow it. */
static void put_wrapped(Render *render, Record *rec, const char *key, Str text)
{
    sql_put(&render->writer, RAW("("));
    put_text(render, rec, key, render->is_again ? pg_stable_undo(render->arena, text) : text);
    sql_put(&render->writer, RAW("\n)"));
}

Str pg_canon_part_name(Arena *arena, const PgSubject *subject, size_t item)
{
    return arena_printf(arena, "anneal scratch %zu %zu", subject->number, item);
}

static void put_column(Render *render, Column *column, bool with_expression)
{
    Str collation = sparse_str(&column->rec, FIELD_COLUMN_COLLATION);
    Str generation = sparse_str(&column->rec, FIELD_COLUMN_GENERATION);

    sql_put(&render->writer, ID(column->name), RAW(" "));
    put_text(render, &column->rec, "DataType", column->type);
    if (collation.len > 0) {
        sql_put(&render->writer, RAW(" COLLATE "));
        put_text(render, &column->rec, "Collation", collation);
    }
    if (with_expression && generation.len > 0) {
        /* VIRTUAL prints alike, and servers before 18 don't know the word. */
        sql_put(&render->writer, RAW(" GENERATED ALWAYS AS "));
        put_wrapped(render, &column->rec, "GenerationExpression", generation);
        sql_put(&render->writer, RAW(" STORED"));
    } else if (with_expression && column->dflt.len > 0) {
        sql_put(&render->writer, RAW(" DEFAULT "));
        put_wrapped(render, &column->rec, "Default", column->dflt);
    }
}

/* Of an index, an element of an exclusion constraint, or statistics: `key` names its field. */
static void put_key_part(Render *render, Record *rec, const char *key, const KeyPart *part)
{
    if (part->expression.len > 0)
        put_wrapped(render, rec, key, part->expression);
    else
        sql_put(&render->writer, ID(part->name));
    if (part->collation.len > 0) {
        sql_put(&render->writer, RAW(" COLLATE "));
        put_text(render, rec, key, part->collation);
    }
    if (part->opclass.len > 0) {
        sql_put(&render->writer, RAW(" "));
        put_text(render, rec, key, part->opclass);
    }
    sql_put(&render->writer, part->is_desc ? RAW(" DESC") : RAW(""));
    if (part->nulls != NULLS_DEFAULT)
        sql_put(&render->writer,
                part->nulls == NULLS_FIRST ? RAW(" NULLS FIRST") : RAW(" NULLS LAST"));
}

static PgScratchStatement render_index(const PgCanonRender *how, const Table *table, Index *index,
                                       Str name)
{
    Render render = begin(how);
    Str method = sparse_str(&index->rec, FIELD_INDEX_METHOD);

    sql_put(&render.writer, RAW("CREATE INDEX "), ID(name), RAW(" ON pg_temp."),
            ID(table->obj.name));
    if (method.len > 0)
        sql_put(&render.writer, RAW(" USING "), ID(method));
    sql_put(&render.writer, RAW(" ("));
    for (size_t i = 0; i < index->keys.len; i++) {
        sql_put(&render.writer, i > 0 ? RAW(", ") : RAW(""));
        put_key_part(&render, &index->rec, "IndexColumns", &index->keys.items[i]);
    }
    sql_put(&render.writer, RAW(")"));
    if (index->predicate.len > 0) {
        sql_put(&render.writer, RAW(" WHERE "));
        put_wrapped(&render, &index->rec, "FilterExpression", index->predicate);
    }
    return finish(&render);
}

/* Its own table in a subquery is the real one: the twin, which is temporary, would come first. */
static Str with_own_schema(Arena *arena, const Table *table, Str text)
{
    PgFromScan from = {.scan = {.text = text}};
    SqlWriter writer = sql_new(&pg_quoting);
    size_t done = 0;
    PgToken token;

    while (pg_from_scan_next(&from, &token)) {
        if (!str_eq(pg_token_name(arena, &token), table->obj.name))
            continue;
        sql_put(&writer, EX(str_sub(text, done, token.offset - done)), ID(table->obj.schema),
                RAW("."));
        done = token.offset;
    }
    sql_put(&writer, EX(str_sub(text, done, SIZE_MAX)));
    return sql_finish(&writer, arena);
}

static PgScratchStatement render_policy(const PgCanonRender *how, const Table *table,
                                        RowPolicy *policy, Str name)
{
    Render render = begin(how);
    /* What it applies to decides which expressions it can have. */
    bool only_writes = policy->using_expression.len == 0 && policy->check_expression.len > 0;

    sql_put(&render.writer, RAW("CREATE POLICY "), ID(name), RAW(" ON pg_temp."),
            ID(table->obj.name), only_writes ? RAW(" FOR INSERT") : RAW(""));
    if (policy->using_expression.len > 0) {
        sql_put(&render.writer, RAW(" USING "));
        put_wrapped(&render, &policy->rec, "UsingExpression",
                    with_own_schema(how->arena, table, policy->using_expression));
    }
    if (policy->check_expression.len > 0) {
        sql_put(&render.writer, RAW(" WITH CHECK "));
        put_wrapped(&render, &policy->rec, "WithCheckExpression",
                    with_own_schema(how->arena, table, policy->check_expression));
    }
    return finish(&render);
}

static PgScratchStatement render_exclusion(const PgCanonRender *how, const Table *table,
                                           Exclusion *exclusion, Str name)
{
    Render render = begin(how);
    Str method = sparse_str(&exclusion->rec, FIELD_INDEX_METHOD);

    sql_put(&render.writer, RAW("ALTER TABLE pg_temp."), ID(table->obj.name),
            RAW(" ADD CONSTRAINT "), ID(name), RAW(" EXCLUDE "));
    if (method.len > 0)
        sql_put(&render.writer, RAW("USING "), ID(method));
    sql_put(&render.writer, RAW(" ("));
    for (size_t i = 0; i < exclusion->elements.len; i++) {
        ExcludeElement *element = exclusion->elements.items[i];
        sql_put(&render.writer, i > 0 ? RAW(", ") : RAW(""));
        put_key_part(&render, &element->rec, "Column", &element->key.items[0]);
        sql_put(&render.writer, RAW(" WITH "));
        put_text(&render, &element->rec, "Operator", element->op);
    }
    sql_put(&render.writer, RAW(")"));
    if (exclusion->predicate.len > 0) {
        sql_put(&render.writer, RAW(" WHERE "));
        put_wrapped(&render, &exclusion->rec, "FilterExpression", exclusion->predicate);
    }
    return finish(&render);
}

/* Without kinds: they print as they are. */
static PgScratchStatement render_statistics(const PgCanonRender *how, const Table *table,
                                            Statistics *statistics, Str name)
{
    Render render = begin(how);

    sql_put(&render.writer, RAW("CREATE STATISTICS pg_temp."), ID(name), RAW(" ON "));
    for (size_t i = 0; i < statistics->keys.len; i++) {
        sql_put(&render.writer, i > 0 ? RAW(", ") : RAW(""));
        put_key_part(&render, &statistics->rec, "StatisticsColumns", &statistics->keys.items[i]);
    }
    sql_put(&render.writer, RAW(" FROM pg_temp."), ID(table->obj.name));
    return finish(&render);
}

/* The item of this record, when it is to be rendered; SIZE_MAX. */
static size_t wanted_item(const PgSubject *subject, PgSide side, const Record *rec, size_t only)
{
    for (size_t i = 0; i < subject->items.len; i++)
        if (subject->items.items[i].recs[side] == rec && !subject->items.items[i].is_done &&
            (only == SIZE_MAX || only == i))
            return i;
    return SIZE_MAX;
}

/* Those of publications, as checks. */
static void put_filters(const PgCanonRender *how, Render *render, const PgSubject *subject,
                        size_t only, const char **separator)
{
    for (size_t i = 0; i < subject->items.len; i++) {
        Record *rec = subject->items.items[i].recs[how->side];
        size_t item = wanted_item(subject, how->side, rec, only);
        if (rec->type != &publication_table_type || item == SIZE_MAX)
            continue;
        sql_put(&render->writer, EX(str_from(*separator)), RAW("CONSTRAINT "),
                ID(pg_canon_part_name(how->arena, subject, item)), RAW(" CHECK "));
        put_wrapped(render, rec, "FilterExpression", ((const PublicationTable *)rec)->filter);
        *separator = ",\n    ";
    }
}

static PgScratchStatement render_table(const PgCanonRender *how, const PgSubject *subject,
                                       size_t only)
{
    Render render = begin(how);
    Table *table = subject->tables[how->side];
    const char *separator = "\n    ";

    sql_put(&render.writer, RAW("CREATE TEMPORARY TABLE "), ID(table->obj.name), RAW(" ("));
    for (size_t i = 0; i < table->columns.len; i++, separator = ",\n    ") {
        Column *column = table->columns.items[i];
        sql_put(&render.writer, EX(str_from(separator)));
        put_column(&render, column,
                   wanted_item(subject, how->side, &column->rec, only) != SIZE_MAX);
    }
    for (size_t i = 0; i < table->checks.len; i++) {
        Check *check = table->checks.items[i];
        size_t item = wanted_item(subject, how->side, &check->rec, only);
        if (item == SIZE_MAX)
            continue;
        sql_put(&render.writer, EX(str_from(separator)), RAW("CONSTRAINT "),
                ID(pg_canon_part_name(how->arena, subject, item)), RAW(" CHECK "));
        put_wrapped(&render, &check->rec, "Expression", check->expression);
        separator = ",\n    ";
    }
    put_filters(how, &render, subject, only, &separator);
    sql_put(&render.writer, RAW(")"));
    return finish(&render);
}

/* Names in a package mean what they mean to the role's sessions; the table's own schema comes
 * last, for texts that were written beside it. */
static Str path_of(const PgCanonRender *how, const Table *table)
{
    return sql_text(how->arena, &pg_quoting, EX(how->search_path),
                    how->search_path.len > 0 ? RAW(", ") : RAW(""), ID(table->obj.schema));
}

PgScratchTable pg_canon_render(const PgCanonRender *render, const PgSubject *subject, size_t only,
                               bool types_only)
{
    PgScratchTable made = {.path = path_of(render, subject->tables[render->side])};
    Table *table = subject->tables[render->side];

    vec_push(render->arena, &made.statements,
             render_table(render, subject, types_only ? subject->items.len : only));
    for (size_t i = 0; i < table->indexes.len && !types_only; i++) {
        Index *index = table->indexes.items[i];
        size_t item = wanted_item(subject, render->side, &index->rec, only);
        if (item != SIZE_MAX)
            vec_push(render->arena, &made.statements,
                     render_index(render, table, index,
                                  pg_canon_part_name(render->arena, subject, item)));
    }
    for (size_t i = 0; i < table->exclusions.len && !types_only; i++) {
        Exclusion *exclusion = table->exclusions.items[i];
        size_t item = wanted_item(subject, render->side, &exclusion->rec, only);
        if (item != SIZE_MAX)
            vec_push(render->arena, &made.statements,
                     render_exclusion(render, table, exclusion,
                                      pg_canon_part_name(render->arena, subject, item)));
    }
    for (size_t i = 0; i < table->statistics.len && !types_only; i++) {
        Statistics *statistics = table->statistics.items[i];
        size_t item = wanted_item(subject, render->side, &statistics->rec, only);
        if (item != SIZE_MAX)
            vec_push(render->arena, &made.statements,
                     render_statistics(render, table, statistics,
                                       pg_canon_part_name(render->arena, subject, item)));
    }
    for (size_t i = 0; i < table->policies.len && !types_only; i++) {
        RowPolicy *policy = table->policies.items[i];
        size_t item = wanted_item(subject, render->side, &policy->rec, only);
        if (item != SIZE_MAX)
            vec_push(render->arena, &made.statements,
                     render_policy(render, table, policy,
                                   pg_canon_part_name(render->arena, subject, item)));
    }
    return made;
}
