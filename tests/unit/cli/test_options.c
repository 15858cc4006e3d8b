/* The grammar of the command line. */
#include "test.h"

#include "cli/options.h"

typedef struct Values {
    const char *folder, *argument, *plain;
    bool is_loud, is_yes;
    StrVec names, texts;
    Outputs outputs;
    OptNumber seconds;
} Values;

static const char *const formats[] = {"text", "sql", "json", NULL};

/* clang-format off */
static const Option rows[] = {
    { NULL, 0, OPT_ARGUMENT, OPT_AT(Values, argument, const char *), "DIR", "a place", NULL, false },
    { "package", 'p', OPT_TEXT, OPT_AT(Values, folder, const char *), "DIR", "folder", NULL, false },
    { "plain", 0, OPT_TEXT, OPT_AT(Values, plain, const char *), "WORD", "a word", formats, false },
    { "loud", 'l', OPT_FLAG, OPT_AT(Values, is_loud, bool), NULL, "be loud", NULL, false },
    { "yes", 'y', OPT_FLAG, OPT_AT(Values, is_yes, bool), NULL, "say yes", NULL, false },
    { "allow", 0, OPT_NAMES, OPT_AT(Values, names, StrVec), "NAME[,…]", "names", NULL, false },
    { "include", 0, OPT_TEXTS, OPT_AT(Values, texts, StrVec), "PATTERN", "patterns", NULL, false },
    { "format", 'f', OPT_FORMAT, OPT_AT(Values, outputs, Outputs), "FORMAT", "format", formats, false },
    { "out", 'o', OPT_OUT, OPT_AT(Values, outputs, Outputs), "FILE", "file", NULL, false },
    { "seconds", 0, OPT_NUMBER, OPT_AT(Values, seconds, OptNumber), "N", "a number", NULL, false },
};
static const Option required_rows[] = {
    { NULL, 0, OPT_ARGUMENT, OPT_AT(Values, argument, const char *), "DIR", "a place", NULL, true },
    { "package", 'p', OPT_TEXT, OPT_AT(Values, folder, const char *), "DIR", "folder", NULL, true },
};
/* clang-format on */

static const OptionTable table = {"try", rows, sizeof rows / sizeof *rows};
static const OptionTable required = {"try", required_rows, 2};

typedef struct Fixture {
    Arena arena;
    Errs errs;
    Values values;
} Fixture;

static ParseResult parse_by(const OptionTable *by, Fixture *f, const char *const *words)
{
    size_t count = 0;

    while (words[count] != NULL)
        count++;
    return options_parse(by, words, count, &f->values, &f->arena, &f->errs);
}

#define PARSE(f, ...) parse_by(&table, (f), (const char *const[]){__VA_ARGS__, NULL})

static void end(Fixture *f)
{
    arena_free(&f->arena);
    errs_free(&f->errs);
}

static void a_value_follows_its_option_in_every_spelling(void **state)
{
    static const char *const spellings[][3] = {{"--package", "shop", NULL},
                                               {"--package=shop", NULL, NULL},
                                               {"-p", "shop", NULL},
                                               {"-pshop", NULL, NULL}};

    (void)state;
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        Fixture f = {0};
        assert_int_equal(parse_by(&table, &f, spellings[i]), PARSE_OK);
        assert_string_equal(f.values.folder, "shop");
        end(&f);
    }
}

static void flags_combine_behind_one_dash(void **state)
{
    Fixture f = {0};

    (void)state;
    assert_int_equal(PARSE(&f, "-lyp", "shop"), PARSE_OK);
    assert_true(f.values.is_loud && f.values.is_yes);
    assert_string_equal(f.values.folder, "shop");
    end(&f);
}

static void a_value_may_hold_an_equals_sign_and_a_lone_dash_is_a_value(void **state)
{
    Fixture f = {0};

    (void)state;
    assert_int_equal(PARSE(&f, "--package=a=b", "-"), PARSE_OK);
    assert_string_equal(f.values.folder, "a=b");
    assert_string_equal(f.values.argument, "-");
    end(&f);
}

static void two_dashes_end_the_options(void **state)
{
    Fixture f = {0};

    (void)state;
    assert_int_equal(PARSE(&f, "-l", "--", "--yes"), PARSE_OK);
    assert_string_equal(f.values.argument, "--yes");
    assert_false(f.values.is_yes);
    end(&f);
}

static void names_are_split_at_commas_and_add_up(void **state)
{
    Fixture f = {0};

    (void)state;
    assert_int_equal(PARSE(&f, "--allow", "A, B,", "--allow=C", "--include", "x,y"), PARSE_OK);
    assert_int_equal(f.values.names.len, 3);
    assert_str(f.values.names.items[1], "B");
    assert_str(f.values.names.items[2], "C");
    assert_int_equal(f.values.texts.len, 1);
    assert_str(f.values.texts.items[0], "x,y");
    end(&f);
}

static void an_out_belongs_to_the_format_before_it(void **state)
{
    Fixture f = {0};

    (void)state;
    assert_int_equal(PARSE(&f, "--format", "sql", "--out", "a.sql", "-l", "--format", "text",
                           "--out", "a.txt", "--out", "plan.json", "--format", "json"),
                     PARSE_OK);
    assert_int_equal(f.values.outputs.len, 4);
    assert_string_equal(f.values.outputs.items[0].format, "sql");
    assert_string_equal(f.values.outputs.items[0].path, "a.sql");
    assert_string_equal(f.values.outputs.items[1].path, "a.txt");
    assert_null(f.values.outputs.items[2].format); /* a plan file */
    assert_string_equal(f.values.outputs.items[2].path, "plan.json");
    assert_string_equal(f.values.outputs.items[3].format, "json");
    assert_null(f.values.outputs.items[3].path); /* standard output */
    end(&f);
}

static void a_number_is_read_and_a_word_is_none(void **state)
{
    Fixture good = {0}, bad = {0};

    (void)state;
    assert_int_equal(PARSE(&good, "--seconds", "12"), PARSE_OK);
    assert_true(good.values.seconds.given);
    assert_int_equal(good.values.seconds.value, 12);
    assert_int_equal(PARSE(&bad, "--seconds", "soon"), PARSE_ERROR);
    assert_int_equal(errs_last(&bad.errs)->code, ERR_USAGE);
    end(&good);
    end(&bad);
}

typedef struct WrongCase {
    const char *words[4];
    const char *message, *hint;
} WrongCase;

static const WrongCase wrong[] = {
    {{"--packge", "x"}, "unknown option --packge", "did you mean --package?"},
    {{"--qqqqqqq"}, "unknown option --qqqqqqq", "`anneal try --help` lists what it takes"},
    {{"-q"}, "-q is no option", "`anneal try --help` lists what it takes"},
    {{"--package"}, "--package needs a value", "write --package DIR"},
    {{"--package", "--yes"}, "--package needs a value", "write --package DIR"},
    {{"--yes=1"}, "--yes takes no value", "`anneal try --help` lists what it takes"},
    {{"--package="}, "--package is empty", "`anneal try --help` lists what it takes"},
    {{"-p", "a", "-pb"}, "--package is given twice", "`anneal try --help` lists what it takes"},
    {{"a", "b"}, "\"b\" is one word too many", "`anneal try --help` lists what it takes"},
    {{"--format", "sqll"}, "--format can't be \"sqll\"", "did you mean sql?"},
    {{"--plain", "nothing"}, "--plain can't be \"nothing\"", "it is one of text, sql, json"},
    {{"--seconds", "99999999999"}, "--seconds takes a number", "give a whole number"},
};

static void a_fault_says_what_is_wrong_and_what_would_be_right(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Fixture f = {0};
        assert_int_equal(parse_by(&table, &f, wrong[i].words), PARSE_ERROR);
        assert_int_equal(errs_last(&f.errs)->code, ERR_USAGE);
        assert_string_equal(errs_last(&f.errs)->message, wrong[i].message);
        assert_string_equal(errs_last(&f.errs)->hint, wrong[i].hint);
        end(&f);
    }
}

static void all_faults_are_reported_in_one_run(void **state)
{
    Fixture f = {0};

    (void)state;
    assert_int_equal(PARSE(&f, "--nope", "--neither", "a", "b"), PARSE_ERROR);
    assert_int_equal(f.errs.list.len, 3);
    end(&f);
}

static void what_is_required_is_asked_for(void **state)
{
    Fixture f = {0}, full = {0};

    (void)state;
    assert_int_equal(parse_by(&required, &f, (const char *const[]){NULL}), PARSE_ERROR);
    assert_int_equal(f.errs.list.len, 2);
    assert_string_equal(f.errs.list.items[0].message, "DIR is missing");
    assert_string_equal(f.errs.list.items[1].message, "--package is missing");
    assert_int_equal(parse_by(&required, &full, (const char *const[]){"a", "-p", "b", NULL}),
                     PARSE_OK);
    end(&f);
    end(&full);
}

static void help_wins_over_what_is_wrong_or_missing(void **state)
{
    Fixture f = {0}, after = {0};

    (void)state;
    assert_int_equal(parse_by(&required, &f, (const char *const[]){"--nope", "-h", NULL}),
                     PARSE_HELP);
    assert_int_equal(PARSE(&after, "--", "--help"), PARSE_OK);
    end(&f);
    end(&after);
}

static void help_lists_arguments_first_and_aligns_its_texts(void **state)
{
    Sb sb = sb_new(SB_LINE_MAX);

    (void)state;
    options_help(&sb, &required);
    assert_str(sb_str(&sb), "  DIR                       a place\n"
                            "  -p, --package DIR         folder\n");
    sb_cut(&sb, 0);
    options_usage(&sb, &required);
    assert_str(sb_str(&sb), " DIR --package DIR");
    sb_cut(&sb, 0);
    options_usage(&sb, &table);
    assert_str(sb_str(&sb), " [options]");
    sb_free(&sb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_follows_its_option_in_every_spelling),
        cmocka_unit_test(flags_combine_behind_one_dash),
        cmocka_unit_test(a_value_may_hold_an_equals_sign_and_a_lone_dash_is_a_value),
        cmocka_unit_test(two_dashes_end_the_options),
        cmocka_unit_test(names_are_split_at_commas_and_add_up),
        cmocka_unit_test(an_out_belongs_to_the_format_before_it),
        cmocka_unit_test(a_number_is_read_and_a_word_is_none),
        cmocka_unit_test(a_fault_says_what_is_wrong_and_what_would_be_right),
        cmocka_unit_test(all_faults_are_reported_in_one_run),
        cmocka_unit_test(what_is_required_is_asked_for),
        cmocka_unit_test(help_wins_over_what_is_wrong_or_missing),
        cmocka_unit_test(help_lists_arguments_first_and_aligns_its_texts),
    };

    return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
