/* What a change of a column's type, character set or collation takes, and what it may lose. */
#include "engine/mysql/my_recipe.h"

/* A type in parts: `decimal`, `10,2`, `unsigned`. */
typedef struct Type {
    Str name;
    Str arguments;         /* without their parentheses */
    int64_t first, second; /* of numbers; -1: none */
    bool is_unsigned, is_zerofill;
} Type;

static int64_t number_at(Str text, int which)
{
    size_t at = 0;
    int64_t value = 0;

    for (; which > 0 && at < text.len; at++)
        which -= text.ptr[at] == ',' ? 1 : 0;
    while (at < text.len && text.ptr[at] == ' ')
        at++;
    if (at >= text.len || text.ptr[at] < '0' || text.ptr[at] > '9')
        return -1;
    for (; at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9' && value < INT32_MAX; at++)
        value = value * 10 + (text.ptr[at] - '0');
    return value;
}

static bool has_word(Str text, const char *word)
{
    size_t len = strlen(word);

    for (size_t i = 0; i + len <= text.len; i++)
        if (str_eq_ascii_nocase(str_sub(text, i, len), str_from(word)))
            return true;
    return false;
}

static Type read_type(Str text)
{
    Type type = {.first = -1, .second = -1};
    size_t at = 0, end;
    Str rest;

    while (at < text.len && text.ptr[at] != '(' && text.ptr[at] != ' ')
        at++;
    type.name = str_sub(text, 0, at);
    end = at;
    if (at < text.len && text.ptr[at] == '(') {
        end = text.len;
        while (end > at && text.ptr[end - 1] != ')')
            end--;
        type.arguments = str_sub(text, at + 1, end > at + 2 ? end - at - 2 : 0);
    }
    rest = str_sub(text, end, SIZE_MAX);
    type.is_zerofill = has_word(rest, "zerofill");
    type.is_unsigned = type.is_zerofill || has_word(rest, "unsigned");
    type.first = number_at(type.arguments, 0);
    type.second = number_at(type.arguments, 1);
    return type;
}

static int rank_in(const char *const *names, Str name)
{
    for (int i = 0; names[i] != NULL; i++)
        if (str_eq_ascii_nocase(name, str_from(names[i])))
            return i;
    return -1;
}

static const char *const integers[] = {"tinyint", "smallint", "mediumint", "int", "bigint", NULL};
static const char *const texts[] = {"tinytext", "text", "mediumtext", "longtext", NULL};
static const char *const blobs[] = {"tinyblob", "blob", "mediumblob", "longblob", NULL};
static const char *const floats[] = {"float", "double", NULL};
static const char *const strings[] = {"char", "varchar", NULL};
static const char *const bytes[] = {"binary", "varbinary", NULL};
static const char *const lists[] = {"enum", "set", NULL};
static const char *const times[] = {"date", "datetime", "timestamp", NULL};

static bool is(const Type *type, const char *name)
{
    return str_eq_ascii_nocase(type->name, str_from(name));
}

static const MyTypeChange copied = {MY_COLUMN_COPIED, OP_CHANGE_TYPE, {NULL, 0}};

static MyTypeChange widened(void)
{
    return (MyTypeChange){MY_COLUMN_COPIED, OP_WIDEN_TYPE, STR_ABSENT};
}

static MyTypeChange narrowed(Str misfit)
{
    return (MyTypeChange){MY_COLUMN_COPIED, OP_NARROW_TYPE, misfit};
}

static MyTypeChange of_integers(Arena *arena, const Type *from, const Type *to)
{
    static const int bits[] = {8, 16, 24, 32, 64};
    int old = rank_in(integers, from->name), new = rank_in(integers, to->name);
    int width = bits[new];
    Sb sb;

    if (old == new && from->is_unsigned == to->is_unsigned && from->is_zerofill == to->is_zerofill)
        return (MyTypeChange){MY_COLUMN_APPENDED, OP_WIDEN_TYPE, STR_ABSENT}; /* shown width */
    if ((from->is_unsigned == to->is_unsigned && new >= old) ||
        (from->is_unsigned && !to->is_unsigned && new > old))
        return widened();
    sb = sb_new(SB_LINE_MAX);
    if (to->is_unsigned)
        sb_printf(&sb, "{c} < 0 OR {c} > %llu",
                  (unsigned long long)(width == 64 ? UINT64_MAX : (UINT64_C(1) << width) - 1));
    else
        sb_printf(&sb, "{c} < -%llu OR {c} > %llu",
                  (unsigned long long)(UINT64_C(1) << (width - 1)),
                  (unsigned long long)((UINT64_C(1) << (width - 1)) - 1));
    return narrowed(sb_finish(&sb, arena));
}

static MyTypeChange of_decimals(Arena *arena, const Type *from, const Type *to)
{
    int64_t scale = to->second < 0 ? 0 : to->second, was = from->second < 0 ? 0 : from->second;
    int64_t digits = to->first < 0 ? 10 : to->first, had = from->first < 0 ? 10 : from->first;

    if (scale >= was && digits - scale >= had - was && from->is_unsigned == to->is_unsigned)
        return widened();
    return narrowed(arena_printf(arena, "round({c}, %lld) <> {c} OR abs({c}) >= 1e%lld%s",
                                 (long long)scale, (long long)(digits - scale),
                                 to->is_unsigned ? " OR {c} < 0" : ""));
}

/* Members of `enum('a','b')`, as they stand there. */
static StrVec members_of(Arena *arena, Str arguments)
{
    StrVec members = {0};
    size_t begin = 0;
    bool is_quoted = false;

    for (size_t i = 0; i < arguments.len; i++) {
        if (arguments.ptr[i] == '\\' && is_quoted)
            i++;
        else if (arguments.ptr[i] == '\'')
            is_quoted = !is_quoted;
        else if (arguments.ptr[i] == ',' && !is_quoted) {
            vec_push(arena, &members, str_sub(arguments, begin, i - begin));
            begin = i + 1;
        }
    }
    vec_push(arena, &members, str_sub(arguments, begin, SIZE_MAX));
    return members;
}

static size_t list_bytes(const Type *type, size_t members)
{
    static const size_t sizes[] = {1, 2, 3, 4, 8};
    size_t i = 0;

    if (is(type, "enum"))
        return members > 255 ? 2 : 1;
    while (sizes[i] * 8 < members && i + 1 < sizeof sizes / sizeof *sizes)
        i++;
    return sizes[i];
}

static MyTypeChange of_lists(Arena *arena, const Type *from, const Type *to)
{
    StrVec old = members_of(arena, from->arguments), new = members_of(arena, to->arguments);
    bool is_longer = new.len >= old.len;
    Sb sb;

    for (size_t i = 0; i < old.len && is_longer; i++)
        is_longer = str_eq(old.items[i], new.items[i]);
    if (is_longer)
        return list_bytes(from, old.len) == list_bytes(to, new.len)
                   ? (MyTypeChange){MY_COLUMN_APPENDED, OP_WIDEN_TYPE, STR_ABSENT}
                   : widened();
    sb = sb_new(SB_FILE_MAX);
    for (size_t i = 0; i < old.len; i++)
        if (!strs_has(&new, old.items[i]))
            sb_printf(&sb, is(from, "set") ? "%sfind_in_set(%.*s, {c}) > 0" : "%s{c} = %.*s",
                      sb.len > 0 ? " OR " : "", STR_ARG(old.items[i]));
    return sb.len == 0 ? copied : narrowed(sb_finish(&sb, arena));
}

/* Bytes of a character; 0: not known. */
static int64_t bytes_of_charset(Str charset)
{
    static const struct {
        const char *name;
        int bytes;
    } known[] = {{"utf8mb4", 4}, {"utf8mb3", 3}, {"utf8", 3},  {"latin1", 1}, {"ascii", 1},
                 {"binary", 1},  {"ucs2", 2},    {"utf16", 4}, {"utf32", 4},  {"latin2", 1}};

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_is(charset, known[i].name))
            return known[i].bytes;
    return 0;
}

/* A length takes one byte up to 255 bytes, else two: on MySQL that may not change in place. MariaDB
 * takes a step across where the old column is 127 bytes at most. REDUNDANT rows know no border. */
static MyWork varchar_work(const MyRecipe *recipe, int64_t from, int64_t to, bool is_known)
{
    bool crosses = from <= 255 && to > 255;

    if (!is_known) /* of 1 to 4 bytes a character */
        return recipe->family == MY_MARIADB && from <= 31 ? MY_COLUMN_EXTENDED
               : to * 4 <= 255 || from > 255              ? MY_COLUMN_EXTENDED
                                                          : MY_COLUMN_COPIED;
    if (!crosses)
        return MY_COLUMN_EXTENDED;
    if (recipe->family == MY_MARIADB && from <= 127)
        return MY_COLUMN_EXTENDED_ACROSS;
    return MY_COLUMN_COPIED;
}

/* char, varchar, binary, varbinary, the texts and blobs: by how much fits in. */
static MyTypeChange of_strings(const MyRecipe *recipe, const Type *from, const Type *to,
                               Str charset)
{
    bool is_var = (is(from, "varchar") && is(to, "varchar")) ||
                  (is(from, "varbinary") && is(to, "varbinary"));
    bool is_binary = is(from, "varbinary");
    int64_t width = is_binary ? 1 : bytes_of_charset(charset);
    int64_t old = from->first < 0 ? 1 : from->first, new = to->first < 0 ? 1 : to->first;
    int64_t factor = width == 0 ? 1 : width;

    if (new < old)
        return narrowed(arena_printf(recipe->arena, "char_length({c}) > %lld", (long long)new));
    return (MyTypeChange){is_var ? varchar_work(recipe, old * factor, new *factor, width > 0)
                                 : MY_COLUMN_COPIED,
                          OP_WIDEN_TYPE, STR_ABSENT};
}

static int64_t room_of(int rank)
{
    static const int64_t rooms[] = {255, 65535, 16777215, INT64_C(4294967295)};

    return rooms[rank];
}

/* What is no change between two of one family. */
static MyTypeChange of_others(const MyRecipe *recipe, const Type *from, const Type *to, Str charset)
{
    int text = rank_in(texts, to->name), blob = rank_in(blobs, to->name);
    int old_text = rank_in(texts, from->name), old_blob = rank_in(blobs, from->name);
    int64_t width = bytes_of_charset(charset) == 0 ? 4 : bytes_of_charset(charset);

    if ((rank_in(strings, from->name) >= 0 && text >= 0 && from->first * width <= room_of(text)) ||
        (rank_in(bytes, from->name) >= 0 && blob >= 0 && from->first <= room_of(blob)))
        return widened();
    if ((old_text >= 0 && rank_in(strings, to->name) >= 0) ||
        (old_blob >= 0 && rank_in(bytes, to->name) >= 0))
        return narrowed(arena_printf(recipe->arena, "char_length({c}) > %lld",
                                     (long long)(to->first < 0 ? 1 : to->first)));
    if (is(to, "date") && rank_in(times, from->name) > 0)
        return narrowed(STR("time({c}) <> '00:00:00'"));
    if (is(from, "date") && rank_in(times, to->name) > 0)
        return widened();
    if (rank_in(integers, from->name) >= 0 && (is(to, "double") || is(to, "decimal")))
        return copied;
    return copied;
}

static MyTypeChange of_types(const MyRecipe *recipe, const Type *from, const Type *to, Str charset)
{
    if (rank_in(integers, from->name) >= 0 && rank_in(integers, to->name) >= 0)
        return of_integers(recipe->arena, from, to);
    if (is(from, "decimal") && is(to, "decimal"))
        return of_decimals(recipe->arena, from, to);
    if (rank_in(lists, from->name) >= 0 && str_eq_ascii_nocase(from->name, to->name))
        return of_lists(recipe->arena, from, to);
    if ((rank_in(strings, from->name) >= 0 && rank_in(strings, to->name) >= 0) ||
        (rank_in(bytes, from->name) >= 0 && rank_in(bytes, to->name) >= 0))
        return of_strings(recipe, from, to, charset);
    for (int i = 0; i < 3; i++) {
        const char *const *family = i == 0 ? texts : i == 1 ? blobs : floats;
        int old = rank_in(family, from->name), new = rank_in(family, to->name);
        if (old < 0 || new < 0)
            continue;
        if (new >= old)
            return widened();
        return narrowed(family == floats ? STR("CAST({c} AS FLOAT) <> {c}")
                                         : arena_printf(recipe->arena, "octet_length({c}) > %lld",
                                                        (long long)room_of(new)));
    }
    if (str_eq_ascii_nocase(from->name, to->name))
        return to->first >= from->first ? widened() : copied;
    return of_others(recipe, from, to, charset);
}

/* Of the same type. What a byte more or less per character does to the length counts, too. */
static MyTypeChange of_charsets(const MyRecipe *recipe, const Column *live, Str from, Str to)
{
    bool is_indexed = my_is_indexed(recipe->live, live->name);
    bool is_utf8 = (str_is(from, "utf8mb3") || str_is(from, "utf8")) && str_is(to, "utf8mb4");
    Type type = read_type(live->type);
    bool can_stay = is(&type, "varchar") || is(&type, "text") || is(&type, "char");
    MyTypeChange change = {MY_COLUMN_COPIED, OP_CHANGE_COLLATION, STR_ABSENT};

    if (is_utf8 && can_stay) {
        bool crosses = is(&type, "varchar") && type.first * 3 <= 255 && type.first * 4 > 255;
        bool is_long = crosses && type.first * 3 > 127;
        change.work = is_long                 ? MY_COLUMN_COPIED
                      : crosses || is_indexed ? MY_COLUMN_RECODED_INDEXED
                                              : MY_COLUMN_RECODED;
        if (!is(&type, "varchar"))
            change.work = MY_COLUMN_COPIED;
    } else if (bytes_of_charset(to) > 0 && bytes_of_charset(to) < bytes_of_charset(from)) {
        change.op = OP_NARROW_TYPE;
        change.misfit = arena_printf(recipe->arena,
                                     "CAST(CONVERT(CONVERT({c} USING %.*s) USING utf8mb4) AS "
                                     "BINARY) <> CAST(CONVERT({c} USING utf8mb4) AS BINARY)",
                                     STR_ARG(to));
    }
    return change;
}

MyTypeChange my_type_change(const MyRecipe *recipe, const Column *live, const Column *desired)
{
    Str from = my_charset_of(recipe->live, live), to = my_charset_of(recipe->desired, desired);
    Type old = read_type(live->type), new = read_type(desired->type);
    bool has_text = my_keeps_text(live->type) && my_keeps_text(desired->type);

    if (has_text && !str_eq(from, to)) {
        MyTypeChange change = of_charsets(recipe, live, from, to);
        if (str_eq(live->type, desired->type) || change.op == OP_NARROW_TYPE)
            return change;
        change = of_types(recipe, &old, &new, from);
        change.work = MY_COLUMN_COPIED;
        return change;
    }
    if (str_eq(live->type, desired->type))
        return (MyTypeChange){my_is_indexed(recipe->live, live->name) ? MY_COLLATION_INDEXED
                                                                      : MY_COLLATION,
                              OP_CHANGE_COLLATION, STR_ABSENT};
    return of_types(recipe, &old, &new, from);
}
