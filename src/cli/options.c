/* The command line's grammar: options are rows, parsed into a verb's struct. */
#include "cli/options.h"

enum { HELP_COLUMN = 28 };

/* The words on their way through the parser. */
typedef struct Words {
    const OptionTable *table;
    const char *const *words;
    size_t count, next;
    char *values;
    Arena *arena;
    Errs *errs;
} Words;

static bool usage_error(const Words *in, const char *hint, Str what, const char *problem)
{
    err_addf(in->errs, ERR_USAGE, "%.*s %s", STR_ARG(what), problem);
    if (hint != NULL)
        return err_hint(in->errs, "%s", hint);
    return err_hint(in->errs, "`anneal %s --help` lists what it takes", in->table->verb);
}

/* What a person would recognise the option by. */
static Str shown(const Words *in, const Option *option)
{
    if (option->name == NULL)
        return str_from(option->metavar);
    return arena_printf(in->arena, "--%s", option->name);
}

static bool check_choice(const Words *in, const Option *option, Str value)
{
    const char *const *choice = option->choices;
    const char *nearest;
    Sb known = sb_new(SB_LINE_MAX);
    size_t count = 0;

    for (; choice != NULL && choice[count] != NULL; count++) {
        if (str_is(value, choice[count])) {
            sb_free(&known);
            return true;
        }
        sb_printf(&known, "%s%s", count > 0 ? ", " : "", choice[count]);
    }
    if (choice != NULL) {
        err_addf(in->errs, ERR_USAGE, "%.*s can't be \"%.*s\"", STR_ARG(shown(in, option)),
                 STR_ARG(value));
        nearest = str_nearest(value, choice, count);
        if (nearest != NULL)
            err_hint(in->errs, "did you mean %s?", nearest);
        else
            err_hint(in->errs, "it is one of %.*s", STR_ARG(sb_str(&known)));
    }
    sb_free(&known);
    return choice == NULL;
}

static void take_names(const Words *in, StrVec *names, Str value)
{
    Str name;

    while (str_cut(&value, ',', &name)) {
        name = str_trim(name);
        if (name.len > 0)
            vec_push(in->arena, names, name);
    }
}

static void take_format(const Words *in, Outputs *outputs, const char *value)
{
    vec_push(in->arena, outputs, ((Output){.format = value}));
}

/* Binds to the `--format` before it that has no file yet. */
static void take_out(const Words *in, Outputs *outputs, const char *value)
{
    if (outputs->len > 0 && vec_last(outputs).path == NULL)
        vec_last(outputs).path = value;
    else
        vec_push(in->arena, outputs, ((Output){.path = value}));
}

static bool take_number(const Words *in, const Option *option, OptNumber *number, Str value)
{
    int64_t read;

    if (number->given)
        return usage_error(in, NULL, shown(in, option), "is given twice");
    if (!str_to_int64(value, &read) || read < 0 || read > INT32_MAX / 1000)
        return usage_error(in, "give a whole number", shown(in, option), "takes a number");
    *number = (OptNumber){true, (int)read};
    return true;
}

/* `value` is NULL for a flag. */
static bool take(const Words *in, const Option *option, const char *value)
{
    void *at = in->values + option->offset;
    Str text = str_from(value);

    if (value != NULL && !check_choice(in, option, text))
        return false;
    switch (option->kind) {
    case OPT_FLAG:
        *(bool *)at = true;
        return true;
    case OPT_ARGUMENT:
    case OPT_TEXT:
        if (*(const char **)at != NULL)
            return usage_error(in, NULL, shown(in, option), "is given twice");
        if (text.len == 0)
            return usage_error(in, NULL, shown(in, option), "is empty");
        *(const char **)at = value;
        return true;
    case OPT_NUMBER:
        return take_number(in, option, at, text);
    case OPT_TEXTS:
        vec_push(in->arena, (StrVec *)at, text);
        return true;
    case OPT_NAMES:
        take_names(in, at, text);
        return true;
    case OPT_FORMAT:
        take_format(in, at, value);
        return true;
    case OPT_OUT:
        take_out(in, at, value);
        return true;
    }
    return false;
}

/* The word after the option, which may begin with a dash only where it is nothing but one. */
static const char *next_value(Words *in, const Option *option)
{
    const char *value = in->next < in->count ? in->words[in->next] : NULL;

    if (value == NULL || (value[0] == '-' && value[1] != '\0')) {
        err_addf(in->errs, ERR_USAGE, "%.*s needs a value", STR_ARG(shown(in, option)));
        err_hint(in->errs, "write --%s %s", option->name, option->metavar);
        return NULL;
    }
    in->next++;
    return value;
}

static bool unknown_option(const Words *in, Str name)
{
    const char **names = ARENA_ARRAY(in->arena, const char *, in->table->count + 1);
    const char *nearest;
    size_t count = 0;

    for (size_t i = 0; i < in->table->count; i++)
        if (in->table->rows[i].name != NULL)
            names[count++] = in->table->rows[i].name;
    names[count++] = "help";
    err_addf(in->errs, ERR_USAGE, "unknown option --%.*s", STR_ARG(name));
    nearest = str_nearest(name, names, count);
    if (nearest != NULL)
        return err_hint(in->errs, "did you mean --%s?", nearest);
    return err_hint(in->errs, "`anneal %s --help` lists what it takes", in->table->verb);
}

static bool parse_long(Words *in, const char *word)
{
    Str rest = str_from(word), name;
    bool has_value;

    (void)str_cut(&rest, '=', &name);
    has_value = rest.ptr != NULL;
    for (size_t i = 0; i < in->table->count; i++) {
        const Option *option = &in->table->rows[i];
        const char *value = NULL;
        if (option->name == NULL || !str_is(name, option->name))
            continue;
        if (option->kind == OPT_FLAG)
            return has_value ? usage_error(in, NULL, shown(in, option), "takes no value")
                             : take(in, option, NULL);
        value = has_value ? rest.ptr : next_value(in, option);
        return value != NULL && take(in, option, value);
    }
    return unknown_option(in, name);
}

static const Option *find_letter(const OptionTable *table, char letter)
{
    for (size_t i = 0; i < table->count; i++)
        if (table->rows[i].letter == letter)
            return &table->rows[i];
    return NULL;
}

/* `-v`, `-vy`, `-pDIR`, `-p DIR`. */
static bool parse_short(Words *in, const char *letters)
{
    for (; *letters != '\0'; letters++) {
        const Option *option = find_letter(in->table, *letters);
        const char *value;
        if (option == NULL)
            return usage_error(in, NULL, arena_printf(in->arena, "-%c", *letters), "is no option");
        if (option->kind == OPT_FLAG) {
            if (!take(in, option, NULL))
                return false;
            continue;
        }
        value = letters[1] != '\0' ? letters + 1 : next_value(in, option);
        return value != NULL && take(in, option, value);
    }
    return true;
}

static bool parse_argument(Words *in, const char *word)
{
    for (size_t i = 0; i < in->table->count; i++) {
        const Option *option = &in->table->rows[i];
        if (option->kind == OPT_ARGUMENT &&
            *(const char **)(void *)(in->values + option->offset) == NULL)
            return take(in, option, word);
    }
    return usage_error(in, NULL, arena_printf(in->arena, "\"%s\"", word), "is one word too many");
}

static bool is_missing(const Words *in, const Option *option)
{
    if (!option->is_required)
        return false;
    /* Only what holds one text is ever required. */
    return *(const char **)(void *)(in->values + option->offset) == NULL;
}

static bool check_required(const Words *in)
{
    bool ok = true;

    for (size_t i = 0; i < in->table->count; i++)
        if (is_missing(in, &in->table->rows[i]))
            ok = usage_error(in, NULL, shown(in, &in->table->rows[i]), "is missing");
    return ok;
}

ParseResult options_parse(const OptionTable *table, const char *const *words, size_t count,
                          void *values, Arena *arena, Errs *errs)
{
    Words in = {table, words, count, 0, values, arena, errs};
    bool ok = true, only_arguments = false;

    while (in.next < in.count) {
        const char *word = in.words[in.next++];
        if (only_arguments || word[0] != '-' || word[1] == '\0')
            ok = parse_argument(&in, word) && ok;
        else if (strcmp(word, "--") == 0)
            only_arguments = true;
        else if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
            return PARSE_HELP;
        else if (word[1] == '-')
            ok = parse_long(&in, word + 2) && ok;
        else
            ok = parse_short(&in, word + 1) && ok;
    }
    return ok && check_required(&in) ? PARSE_OK : PARSE_ERROR;
}

/* `-p, --package DIR` or `DIR`. */
static void put_spelling(Sb *sb, const Option *option)
{
    if (option->letter != 0)
        sb_printf(sb, "-%c, ", option->letter);
    else if (option->name != NULL)
        sb_puts(sb, "    ");
    if (option->name != NULL)
        sb_printf(sb, "--%s%s", option->name, option->metavar != NULL ? " " : "");
    if (option->metavar != NULL)
        sb_puts(sb, option->metavar);
}

void options_help(Sb *sb, const OptionTable *table)
{
    for (int arguments = 1; arguments >= 0; arguments--) {
        for (size_t i = 0; i < table->count; i++) {
            const Option *option = &table->rows[i];
            size_t begun = sb->len, used;
            if ((option->kind == OPT_ARGUMENT) != (arguments == 1))
                continue;
            sb_puts(sb, "  ");
            put_spelling(sb, option);
            used = sb->len - begun;
            if (used + 2 > HELP_COLUMN)
                sb_putc(sb, '\n');
            sb_repeat(sb, ' ', used + 2 > HELP_COLUMN ? HELP_COLUMN : HELP_COLUMN - used);
            sb_printf(sb, "%s\n", option->help);
        }
    }
}

void options_usage(Sb *sb, const OptionTable *table)
{
    bool has_more = false;

    for (size_t i = 0; i < table->count; i++) {
        const Option *option = &table->rows[i];
        if (!option->is_required) {
            has_more = true;
            continue;
        }
        if (option->kind == OPT_ARGUMENT)
            sb_printf(sb, " %s", option->metavar);
        else
            sb_printf(sb, " --%s %s", option->name, option->metavar);
    }
    if (has_more)
        sb_puts(sb, " [options]");
}
