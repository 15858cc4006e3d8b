/* SQL text, built from parts. */
#include "engine/sql.h"

SqlWriter sql_new(const SqlQuoting *quoting)
{
    return (SqlWriter){sb_new(SB_FILE_MAX), quoting};
}

static void put_names(SqlWriter *writer, const StrVec *names)
{
    for (size_t i = 0; i < names->len; i++) {
        if (i > 0)
            sb_puts(&writer->sb, ", ");
        writer->quoting->ident(&writer->sb, names->items[i]);
    }
}

static bool has_line_comment(Str sql)
{
    for (size_t i = 0; i + 1 < sql.len; i++)
        if (sql.ptr[i] == '-' && sql.ptr[i + 1] == '-')
            return true;
    return false;
}

static void put_part(SqlWriter *writer, const SqlPart *part)
{
    switch (part->kind) {
    case SQL_RAW:
        sb_puts(&writer->sb, part->text);
        break;
    case SQL_IDENT:
        writer->quoting->ident(&writer->sb, part->a);
        break;
    case SQL_QNAME:
        if (part->a.len > 0) {
            writer->quoting->ident(&writer->sb, part->a);
            sb_putc(&writer->sb, '.');
        }
        writer->quoting->ident(&writer->sb, part->b);
        break;
    case SQL_LITERAL:
        writer->quoting->literal(&writer->sb, part->a);
        break;
    case SQL_EXPR:
        sb_put(&writer->sb, part->a);
        if (has_line_comment(part->a))
            sb_putc(&writer->sb, '\n'); /* or it would swallow what follows */
        break;
    case SQL_INT:
        sb_printf(&writer->sb, "%lld", (long long)part->number);
        break;
    case SQL_IDENTS:
        put_names(writer, part->names);
        break;
    }
}

void sql_put_parts(SqlWriter *writer, const SqlPart *parts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        put_part(writer, &parts[i]);
}

Str sql_finish(SqlWriter *writer, Arena *arena)
{
    return sb_finish(&writer->sb, arena);
}

Str sql_text_parts(Arena *arena, const SqlQuoting *quoting, const SqlPart *parts, size_t count)
{
    SqlWriter writer = sql_new(quoting);

    sql_put_parts(&writer, parts, count);
    return sql_finish(&writer, arena);
}
