/* Records as text, for comparison: `Name=a DataType=int Nullable=true`. */
#ifndef ANNEAL_TESTS_UNIT_ENGINE_MYSQL_MY_DUMP_H
#define ANNEAL_TESTS_UNIT_ENGINE_MYSQL_MY_DUMP_H

#include "base/sb.h"
#include "model/table.h"

static inline void my_dump_record(Sb *sb, const Record *rec);

static inline void my_dump_value(Sb *sb, const Field *field, const void *at)
{
    if (field->kind == F_RECORD) {
        sb_putc(sb, '{');
        my_dump_record(sb, *(Record *const *)at);
        sb_putc(sb, '}');
    } else if (field->kind == F_LIST) {
        sb_putc(sb, '[');
        for (size_t i = 0; i < list_len(at); i++) {
            sb_puts(sb, i > 0 ? "; " : "");
            my_dump_record(sb, list_get(at, i));
        }
        sb_putc(sb, ']');
    } else {
        field_put(sb, field, at);
    }
}

static inline void my_dump_record(Sb *sb, const Record *rec)
{
    bool is_first = true;

    for (size_t i = 0; i < rec->type->count; i++) {
        const Field *field = &rec->type->fields[i];
        const void *at = record_at(rec, field);
        if (field->differs == D_CHILDREN || field_is_absent(field, at))
            continue;
        sb_printf(sb, "%s%s=", is_first ? "" : " ", field->key);
        my_dump_value(sb, field, at);
        is_first = false;
    }
}

/* A line for the table, and for each of its parts. */
static inline Str my_dump_table(Arena *arena, const Table *table)
{
    Sb sb = sb_new(SB_FILE_MAX);

    my_dump_record(&sb, &table->obj.rec);
    for (size_t i = 0; i < table_type.count; i++) {
        const Field *field = &table_type.fields[i];
        const void *at = record_at(&table->obj.rec, field);
        for (size_t k = 0; field->differs == D_CHILDREN && k < list_len(at); k++) {
            sb_printf(&sb, "\n%s: ", list_get(at, k)->type->word);
            my_dump_record(&sb, list_get(at, k));
        }
    }
    if (table->unread != NULL)
        sb_printf(&sb, "\nunread: %s", table->unread);
    return sb_finish(&sb, arena);
}

#endif
