/* The names of column types: many spellings, one of which the server prints. */
#include "engine/mysql/my_type.h"

#include "base/sb.h"
#include "engine/mysql/my_expression.h"

typedef struct TypeWord {
    const char *word;
    const char *name;  /* that the server prints */
    const char *given; /* length that goes without saying and is printed, in parentheses; or NULL */
    unsigned traits;
} TypeWord;

enum {
    T_INTEGER = 1, /* a width means nothing */
    T_NUMBER = 2,
    T_TEXT = 4, /* has a character set */
    T_BLOB = 8, /* no literal default on MySQL */
    T_ZERO = 16 /* (0) goes without saying */
};

/* Aliases first. Source: the servers' manuals, "Using Data Types from Other Database Engines" and
 * "Data Types". */
static const TypeWord words[] = {
    {"tinyint", "tinyint", NULL, T_INTEGER | T_NUMBER},
    {"smallint", "smallint", NULL, T_INTEGER | T_NUMBER},
    {"mediumint", "mediumint", NULL, T_INTEGER | T_NUMBER},
    {"int", "int", NULL, T_INTEGER | T_NUMBER},
    {"bigint", "bigint", NULL, T_INTEGER | T_NUMBER},
    {"integer", "int", NULL, T_INTEGER | T_NUMBER},
    {"int1", "tinyint", NULL, T_INTEGER | T_NUMBER},
    {"int2", "smallint", NULL, T_INTEGER | T_NUMBER},
    {"int3", "mediumint", NULL, T_INTEGER | T_NUMBER},
    {"middleint", "mediumint", NULL, T_INTEGER | T_NUMBER},
    {"int4", "int", NULL, T_INTEGER | T_NUMBER},
    {"int8", "bigint", NULL, T_INTEGER | T_NUMBER},
    {"bool", "tinyint", "1", T_NUMBER},
    {"boolean", "tinyint", "1", T_NUMBER},
    {"decimal", "decimal", "10,0", T_NUMBER},
    {"dec", "decimal", "10,0", T_NUMBER},
    {"numeric", "decimal", "10,0", T_NUMBER},
    {"fixed", "decimal", "10,0", T_NUMBER},
    {"float", "float", NULL, T_NUMBER},
    {"float4", "float", NULL, T_NUMBER},
    {"float8", "double", NULL, T_NUMBER},
    {"double", "double", NULL, T_NUMBER},
    {"real", "double", NULL, T_NUMBER},
    {"bit", "bit", "1", 0},
    {"year", "year", NULL, T_INTEGER | T_NUMBER},
    {"char", "char", "1", T_TEXT},
    {"character", "char", "1", T_TEXT},
    {"varchar", "varchar", NULL, T_TEXT},
    {"varcharacter", "varchar", NULL, T_TEXT},
    {"binary", "binary", "1", 0},
    {"varbinary", "varbinary", NULL, 0},
    {"tinytext", "tinytext", NULL, T_TEXT | T_BLOB},
    {"text", "text", NULL, T_TEXT | T_BLOB},
    {"mediumtext", "mediumtext", NULL, T_TEXT | T_BLOB},
    {"longtext", "longtext", NULL, T_TEXT | T_BLOB},
    {"tinyblob", "tinyblob", NULL, T_BLOB},
    {"blob", "blob", NULL, T_BLOB},
    {"mediumblob", "mediumblob", NULL, T_BLOB},
    {"longblob", "longblob", NULL, T_BLOB},
    {"enum", "enum", NULL, T_TEXT},
    {"set", "set", NULL, T_TEXT},
    {"datetime", "datetime", NULL, T_ZERO},
    {"timestamp", "timestamp", NULL, T_ZERO},
    {"time", "time", NULL, T_ZERO},
    {"json", "json", NULL, T_BLOB},
    {"geometry", "geometry", NULL, T_BLOB},
    {"point", "point", NULL, T_BLOB},
    {"linestring", "linestring", NULL, T_BLOB},
    {"polygon", "polygon", NULL, T_BLOB},
    {"multipoint", "multipoint", NULL, T_BLOB},
    {"multilinestring", "multilinestring", NULL, T_BLOB},
    {"multipolygon", "multipolygon", NULL, T_BLOB},
    {"geomcollection", "geometrycollection", NULL, T_BLOB},
    {"geometrycollection", "geometrycollection", NULL, T_BLOB},
    {"vector", "vector", NULL, T_BLOB},
};

static const TypeWord *find_word(Str word)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_ascii_nocase(word, str_from(words[i].word)))
            return &words[i];
    return NULL;
}

/* `enum("a", 'b')` -> `'a','b'`: one kind of quotes, no blanks; other groups without blanks. */
static Str plain_group(Arena *arena, Str group)
{
    Sb sb = sb_new(SB_FILE_MAX);
    MyToken token;

    for (size_t at = 0; my_scan_next(group, &at, &token);) {
        if (token.kind != MY_TOKEN_STRING) {
            sb_put(&sb, token.text);
            continue;
        }
        my_put_string_token(&sb, &token);
    }
    return sb_finish(&sb, arena);
}

/* Types of two words, whose first is an alias in itself. */
static Str read_word(MyReader *reader)
{
    bool is_national = my_take(reader, "national");
    Str word = my_next(reader)->text;

    if (str_eq_ascii_nocase(word, STR("double")))
        (void)my_take(reader, "precision");
    if (str_eq_ascii_nocase(word, STR("long"))) {
        if (my_take(reader, "varbinary"))
            return STR("mediumblob");
        (void)(my_take(reader, "varchar") || my_take(reader, "varcharacter"));
        return STR("mediumtext");
    }
    if (is_national || str_eq_ascii_nocase(word, STR("nchar")))
        word = str_eq_ascii_nocase(word, STR("nchar")) ? STR("char") : word;
    if (str_eq_ascii_nocase(word, STR("nvarchar")))
        return STR("varchar");
    if ((str_eq_ascii_nocase(word, STR("char")) || str_eq_ascii_nocase(word, STR("character"))) &&
        (my_take(reader, "varying") || my_take(reader, "varchar")))
        return STR("varchar");
    return word;
}

/* Behind the parentheses, in any order. */
static void read_attributes(MyReader *reader, MyType *type, bool *is_unsigned, bool *is_zerofill,
                            bool *is_compressed)
{
    for (bool any = true; any;) {
        any = true;
        if (my_take(reader, "unsigned"))
            *is_unsigned = true;
        else if (my_take(reader, "zerofill"))
            *is_zerofill = *is_unsigned = true;
        else if (my_take(reader, "compressed"))
            *is_compressed = true;
        else if (my_take(reader, "auto_increment"))
            type->is_auto_increment = true;
        else if (MY_TAKE_WORDS(reader, "character", "set") || my_take(reader, "charset"))
            any = my_take_name(reader, &type->character_set) ||
                  my_take_string(reader, &type->character_set);
        else if (my_take(reader, "collate"))
            any =
                my_take_name(reader, &type->collation) || my_take_string(reader, &type->collation);
        else if (my_take(reader, "ascii"))
            type->character_set = STR("latin1");
        else if (my_take(reader, "unicode"))
            type->character_set = STR("ucs2");
        else if (my_take(reader, "binary"))
            type->is_binary = true;
        else
            any = my_take(reader, "signed");
    }
}

/* FLOAT(p): how many bits are asked for decides. Source: the manuals, "Floating-Point Types". */
static bool is_double(Str group)
{
    int64_t bits = 0;

    return str_to_int64(group, &bits) && bits > 24;
}

static Str length_of(Arena *arena, const TypeWord *known, Str group, bool is_zerofill)
{
    if (known == NULL)
        return group;
    if ((known->traits & T_INTEGER) != 0 && !is_zerofill)
        return str_is(group, "1") && str_is(STR("tinyint"), known->name) ? group : STR_ABSENT;
    if (((known->traits & T_ZERO) != 0 && str_is(group, "0")) ||
        (str_is(STR("float"), known->name) && str_find(group, ',', 0) == SIZE_MAX))
        return STR_ABSENT;
    if (group.len == 0)
        return str_from(known->given);
    if (str_is(STR("decimal"), known->name) && str_find(group, ',', 0) == SIZE_MAX)
        return arena_printf(arena, "%.*s,0", STR_ARG(group));
    return group;
}

/* Widths that ZEROFILL has by default. */
static Str zerofill_width(Str name)
{
    static const struct {
        const char *name, *width;
    } rows[] = {
        {"tinyint", "3"}, {"smallint", "5"}, {"mediumint", "8"}, {"int", "10"}, {"bigint", "20"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_is(name, rows[i].name))
            return str_from(rows[i].width);
    return STR_ABSENT;
}

bool my_take_type(MyReader *reader, MyFamily family, MyType *type)
{
    Arena *arena = reader->arena;
    bool is_unsigned = false, is_zerofill = false, is_compressed = false;
    const TypeWord *known;
    Str word, group = STR_ABSENT, length;
    Str name;

    *type = (MyType){0};
    if (my_peek(reader, 0)->kind != MY_TOKEN_WORD)
        return false;
    if (my_take(reader, "serial")) {
        type->text = STR("bigint unsigned");
        type->is_auto_increment = type->is_serial = true;
        return true;
    }
    word = read_word(reader);
    if (my_take_group(reader, &group))
        group = plain_group(arena, group);
    read_attributes(reader, type, &is_unsigned, &is_zerofill, &is_compressed);
    known = find_word(word);
    name = known == NULL ? arena_lower(arena, word) : str_from(known->name);
    if (str_is(name, "geometrycollection") && family == MY_MYSQL)
        name = STR("geomcollection");
    if (str_is(name, "float") && is_double(group))
        name = STR("double");
    length = length_of(arena, known, group, is_zerofill);
    if (str_is(name, "double") && str_find(length, ',', 0) == SIZE_MAX)
        length = STR_ABSENT;
    if (is_zerofill && length.len == 0)
        length = zerofill_width(name);
    /* MySQL keeps (1) of a signed tinyint only. */
    if (is_unsigned && !is_zerofill && str_is(name, "tinyint"))
        length = STR_ABSENT;
    type->text =
        arena_printf(arena, "%.*s%s%.*s%s%s%s%s", STR_ARG(name), length.len > 0 ? "(" : "",
                     STR_ARG(length), length.len > 0 ? ")" : "", is_unsigned ? " unsigned" : "",
                     is_zerofill ? " zerofill" : "", is_compressed ? " COMPRESSED" : "");
    return true;
}

Str my_type_word(Str type)
{
    size_t end = 0;

    while (end < type.len && type.ptr[end] != '(' && type.ptr[end] != ' ')
        end++;
    return str_sub(type, 0, end);
}

static bool has_trait(Str type, unsigned trait)
{
    const TypeWord *known = find_word(my_type_word(type));

    return known != NULL && (known->traits & trait) != 0;
}

bool my_type_is_text(Str type)
{
    return has_trait(type, T_TEXT);
}

bool my_type_is_blob(Str type)
{
    return has_trait(type, T_BLOB);
}

bool my_type_is_number(Str type)
{
    return has_trait(type, T_NUMBER);
}
