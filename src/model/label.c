/* Names of objects for people. */
#include "model/label.h"

#include "base/sb.h"
#include "model/definition.h"

static void put_part(Sb *sb, Str name)
{
    bool quoted = name.len == 0;

    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.ptr[i];
        quoted = quoted || c <= ' ' || c == '.' || c == '"' || c == ',' || c == '(' || c == ')' ||
                 c == '\'' || c == ';' || c == 0x7F;
    }
    if (quoted)
        sb_put_quoted(sb, '"', name);
    else
        sb_put(sb, name);
}

static void put_name(Sb *sb, Str schema, Str name)
{
    if (schema.len > 0) {
        put_part(sb, schema);
        sb_putc(sb, '.');
    }
    put_part(sb, name);
}

Str label_name(Arena *arena, Str schema, Str name)
{
    Sb sb = sb_new(SB_LINE_MAX);

    put_name(&sb, schema, name);
    return sb_finish(&sb, arena);
}

/* The part at the beginning of `*rest`, which goes on behind it. */
static bool take_part(Arena *arena, Str *rest, Str *part)
{
    Sb sb = sb_new(SB_LINE_MAX);
    size_t at = 0;
    bool is_quoted = rest->len > 0 && rest->ptr[0] == '"', is_closed = !is_quoted;

    for (at = is_quoted; at < rest->len; at++) {
        if (!is_quoted && rest->ptr[at] == '.')
            break;
        if (is_quoted && rest->ptr[at] == '"') {
            is_closed = at + 1 >= rest->len || rest->ptr[at + 1] != '"';
            at++; /* the second of two, or what comes behind the end */
            if (is_closed)
                break;
        }
        sb_putc(&sb, rest->ptr[at]);
    }
    *part = sb_finish(&sb, arena);
    *rest = str_sub(*rest, at, SIZE_MAX);
    return is_closed;
}

bool label_split(Arena *arena, Str label, Str *schema, Str *name)
{
    Str rest = label;

    *schema = STR_ABSENT;
    if (!take_part(arena, &rest, name))
        return false;
    if (rest.len > 0 && rest.ptr[0] == '.') {
        *schema = *name;
        rest = str_sub(rest, 1, SIZE_MAX);
        if (!take_part(arena, &rest, name))
            return false;
    }
    return rest.len == 0 && name->len > 0;
}

Str label_object(Arena *arena, const Object *object)
{
    Sb sb = sb_new(SB_LINE_MAX);

    sb_printf(&sb, "%s ", object->rec.type->word);
    if (type_is_definition(object->rec.type) || object->rec.type->kind == REC_USER_MAPPING) {
        if (object->schema.len > 0) {
            put_part(&sb, object->schema);
            sb_putc(&sb, '.');
        }
        sb_put(&sb, object->name);
    } else {
        put_name(&sb, object->schema, object->name);
    }
    return sb_finish(&sb, arena);
}

static void put_elements(Sb *sb, const Exclusion *exclusion)
{
    for (size_t i = 0; i < exclusion->elements.len; i++) {
        sb_puts(sb, i > 0 ? ", " : "");
        key_parts_write(sb, &exclusion->elements.items[i]->key);
        sb_printf(sb, " %.*s", STR_ARG(exclusion->elements.items[i]->op));
    }
}

/* What an unnamed part is known by: `primary key`, `unique (a, b)`, `foreign key (a)`, … */
static void put_content(Sb *sb, const Record *part)
{
    if (part->type == &index_type) {
        const Index *index = (const Index *)part;
        sb_puts(sb, index->is_primary        ? "primary key"
                    : index_is_unique(index) ? "unique"
                                             : "index");
        sb_puts(sb, " (");
        key_parts_write(sb, &index->keys);
    } else if (part->type == &foreign_key_type) {
        sb_puts(sb, "foreign key (");
        idents_write(sb, &((const ForeignKey *)part)->columns);
    } else {
        sb_printf(sb, "%s (", part->type->word);
        if (part->type == &check_type)
            sb_put(sb, ((const Check *)part)->expression);
        if (part->type == &statistics_type)
            key_parts_write(sb, &((const Statistics *)part)->keys);
        if (part->type == &exclusion_type)
            put_elements(sb, (const Exclusion *)part);
    }
    sb_putc(sb, ')');
}

Str label_part(Arena *arena, const Object *relation, const Record *part)
{
    Sb sb = sb_new(SB_LINE_MAX);
    Str name = record_name(part);

    if (name.len == 0) {
        put_content(&sb, part);
        sb_puts(&sb, " on ");
        put_name(&sb, relation->schema, relation->name);
        return sb_finish(&sb, arena);
    }
    if (part->type->kind == REC_PUBLICATION_TABLE) { /* its name is a label already */
        sb_printf(&sb, "%s %.*s of ", part->type->word, STR_ARG(name));
        put_name(&sb, relation->schema, relation->name);
        return sb_finish(&sb, arena);
    }
    sb_printf(&sb, "%s ",
              part->type == &index_type && index_is_constraint((const Index *)part)
                  ? (((const Index *)part)->is_primary ? "primary key" : "unique")
                  : part->type->word);
    put_name(&sb, relation->schema, relation->name);
    sb_putc(&sb, '.');
    put_part(&sb, name);
    return sb_finish(&sb, arena);
}
