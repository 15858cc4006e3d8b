/* {{Token}}: scopes, escapes, quotes, places. */
#include "package/tokens.h"
#include "test.h"

typedef struct Case {
    Arena arena;
    Errs errs;
    Notes notes;
    Tokens tokens;
} Case;

static void begin(Case *c)
{
    *c = (Case){0};
    c->tokens.arena = &c->arena;
    c->tokens.has_brace_escape = true;
    tokens_add(&c->tokens, STR("Schema"), STR("shop"));
    tokens_add(&c->tokens, STR("schema"), STR("too late"));
    tokens_add(&c->tokens, STR("Quote"), STR("it's"));
    tokens_add(&c->tokens, STR("Nested"), STR("{{Schema}}"));
    tokens_add(&c->tokens, STR("Empty"), STR(""));
    tokens_add(&c->tokens, STR("Query"), STR("<*Query*>SELECT 1"));
}

static void end(Case *c)
{
    errs_free(&c->errs);
    notes_free(&c->notes);
    arena_free(&c->arena);
}

/* A string node as if it stood at line 1, column 1 of a file. */
static Doc *node(Case *c, const char *text)
{
    Doc *doc = doc_string(&c->arena, str_from(text));

    doc->line = doc->column = 1;
    doc->raw = doc->text;
    return doc;
}

static void assert_replaced(const char *text, const char *wanted)
{
    Case c;
    Doc *doc;

    begin(&c);
    doc = node(&c, text);
    assert_true(tokens_replace(&c.tokens, &c.arena, doc, &c.notes, &c.errs));
    assert_str(doc->text, wanted);
    assert_str(doc_text_written(doc), text);
    end(&c);
}

static void assert_refused(const char *text, uint32_t column, const char *words)
{
    Case c;
    Doc *doc;

    begin(&c);
    doc = node(&c, text);
    assert_fails(tokens_replace(&c.tokens, &c.arena, doc, &c.notes, &c.errs), &c.errs, ERR_TOKEN);
    assert_int_equal(c.errs.list.len, 1);
    assert_int_equal(errs_last(&c.errs)->loc.column, column);
    assert_true(strstr(errs_last(&c.errs)->message, words) != NULL ||
                strstr(errs_last(&c.errs)->hint, words) != NULL);
    end(&c);
}

static void names_ignore_case_and_the_first_scope_wins(void **state)
{
    (void)state;
    assert_replaced("{{Schema}}.x and {{SCHEMA}}", "shop.x and shop");
    assert_replaced("{{Empty}}", "");
    assert_replaced("no { token } here", "no { token } here");
}

static void a_value_is_not_looked_into_again(void **state)
{
    (void)state;
    assert_replaced("{{Nested}}", "{{Schema}}");
}

static void quotes_double_right_after_a_quote(void **state)
{
    (void)state;
    assert_replaced("'{{Quote}}' || {{Quote}}", "'it''s' || it's");
}

static void four_braces_are_two(void **state)
{
    (void)state;
    assert_replaced("'{{{{1,2},{3,4}}'", "'{{1,2},{3,4}}'");
    assert_replaced("{{{{{{Schema}}", "{{shop");
}

static void what_has_no_value_is_refused_at_its_braces(void **state)
{
    (void)state;
    assert_refused("x {{Schem}}", 4, "did you mean {{Schema}}?");
    assert_refused("x {{Something}}", 4, "no value is given");
    assert_refused("'{{1,2},{3,4}}'", 3, "{{{{");
    assert_refused("{{Schema", 2, "closes");
    assert_refused("{{Sch {{Schema}}", 2, "closes");
    assert_refused("{{Query}}", 2, "computed");
}

static void other_dialects_keep_unknown_tokens_with_a_note(void **state)
{
    Case c;
    Doc *doc;

    (void)state;
    begin(&c);
    c.tokens.has_brace_escape = false;
    c.tokens.unknown_is_note = true;
    doc = node(&c, "{{Who}} {{Schema}} '{{1,2}}'");
    assert_true(tokens_replace(&c.tokens, &c.arena, doc, &c.notes, &c.errs));
    assert_str(doc->text, "{{Who}} shop '{{1,2}}'");
    assert_int_equal(c.notes.list.len, 2);
    end(&c);
}

static void a_place_behind_a_token_is_the_one_in_the_file(void **state)
{
    Case c;
    Doc *doc;

    (void)state;
    begin(&c);
    tokens_add(&c.tokens, STR("Long"), STR("a_much_longer_value"));
    doc = node(&c, "{{Long}}, b {{Empty}}c");
    assert_true(tokens_replace(&c.tokens, &c.arena, doc, &c.notes, &c.errs));
    assert_str(doc->text, "a_much_longer_value, b c");
    assert_int_equal(doc_text_loc(&c.arena, doc, 0).column, 2);
    assert_int_equal(doc_text_loc(&c.arena, doc, 5).column, 2); /* inside the value */
    assert_int_equal(doc_text_loc(&c.arena, doc, 19).column, 10);
    assert_int_equal(doc_text_loc(&c.arena, doc, 23).column, 23); /* the c */
    end(&c);
}

static void an_escaped_text_reads_back_as_itself(void **state)
{
    static const char *const texts[] = {"plain", "{{", "{{{", "{{{{", "{{{{{", "a{{b}}c{{{d", "{"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Case c;
        Doc *doc;
        begin(&c);
        doc = doc_string(&c.arena, tokens_escape(&c.arena, str_from(texts[i])));
        assert_true(tokens_replace(&c.tokens, &c.arena, doc, &c.notes, &c.errs));
        assert_str(doc->text, texts[i]);
        end(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_ignore_case_and_the_first_scope_wins),
        cmocka_unit_test(a_value_is_not_looked_into_again),
        cmocka_unit_test(quotes_double_right_after_a_quote),
        cmocka_unit_test(four_braces_are_two),
        cmocka_unit_test(what_has_no_value_is_refused_at_its_braces),
        cmocka_unit_test(other_dialects_keep_unknown_tokens_with_a_note),
        cmocka_unit_test(a_place_behind_a_token_is_the_one_in_the_file),
        cmocka_unit_test(an_escaped_text_reads_back_as_itself),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
