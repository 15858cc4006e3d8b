/* Field values in words, for reasons and reports. */
#include "model/field.h"
#include "model/key_list.h"

static void put_int(Sb *sb, const OptInt *number)
{
    if (number->given)
        sb_printf(sb, "%lld", (long long)number->value);
}

static void put_tristate(Sb *sb, Tristate value)
{
    if (value != TRI_ABSENT)
        sb_puts(sb, value == TRI_TRUE ? "true" : "false");
}

static void put_map(Sb *sb, const MapEntries *entries)
{
    for (size_t i = 0; i < entries->len; i++)
        sb_printf(sb, "%s%.*s=%.*s", i == 0 ? "" : ", ", STR_ARG(entries->items[i].name),
                  STR_ARG(entries->items[i].value));
}

void field_put(Sb *sb, const Field *field, const void *at)
{
    switch (field->kind) {
    case F_BOOL:
        sb_puts(sb, *(const bool *)at ? "true" : "false");
        break;
    case F_TRISTATE:
        put_tristate(sb, *(const Tristate *)at);
        break;
    case F_INT:
        put_int(sb, at);
        break;
    case F_ENUM:
        sb_puts(sb, field->choices[*(const int *)at]);
        break;
    case F_STR:
    case F_TEXT:
    case F_IDENT:
    case F_TYPE:
    case F_EXPR:
        sb_put(sb, *(const Str *)at);
        break;
    case F_IDENTS:
    case F_STRINGS:
        idents_write(sb, at);
        break;
    case F_KEYS:
        key_parts_write(sb, at);
        break;
    case F_MAP:
        put_map(sb, at);
        break;
    case F_RECORD:
    case F_LIST:
    case F_RAW:
        break; /* never compared as one value */
    }
}
