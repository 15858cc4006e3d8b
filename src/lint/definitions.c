/* Rules about views, routines, triggers and types. */
#include "lint/lint_inside.h"
#include "model/types.h"

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

/* Whether the words stand in the text, one behind the other, blanks between them. What is quoted
 * may be meant, too: a rule of lint may be wrong on the quiet side. */
static bool has_words(Str text, const char *first, const char *second)
{
    size_t first_len = strlen(first), second_len = strlen(second);

    for (size_t i = 0; i + first_len <= text.len; i++) {
        size_t at = i + first_len;
        if ((i > 0 && is_word(text.ptr[i - 1])) ||
            !str_eq_ascii_nocase(str_sub(text, i, first_len), str_from(first)))
            continue;
        while (at < text.len && strchr(" \t\r\n", text.ptr[at]) != NULL)
            at++;
        if (at > i + first_len && at + second_len <= text.len &&
            str_eq_ascii_nocase(str_sub(text, at, second_len), str_from(second)))
            return true;
    }
    return false;
}

/* `SELECT *` or `t.*`, and not `count(*)`. */
static bool selects_star(Str text)
{
    for (size_t star = str_find(text, '*', 0); star != SIZE_MAX;
         star = str_find(text, '*', star + 1))
        if (star > 0 && text.ptr[star - 1] == '.')
            return true;
    return has_words(text, "SELECT", "*") || has_words(text, "DISTINCT", "*");
}

void lint_domain(Lint *lint, const Domain *domain)
{
    if (domain->checks.len > 0)
        lint_say(lint, RULE_DOMAIN_CHECK, &domain->obj, &domain->obj.rec, STR("it has a check"));
}

static void lint_definer(Lint *lint, const Definition *definition)
{
    Str definer = sparse_str(&definition->obj.rec, FIELD_DEFINITION_DEFINER);

    if (definer.len > 0 && lint_is_outside(lint, LINT_DEFINERS, definer))
        lint_say(lint, RULE_DEFINER, &definition->obj, &definition->obj.rec,
                 arena_printf(lint->arena, "its definer is %.*s, which is not allowed",
                              STR_ARG(definer)));
}

void lint_definition(Lint *lint, const Definition *definition)
{
    const RecordType *type = definition->obj.rec.type;
    bool is_routine = type == &function_type || type == &procedure_type;

    if (is_routine)
        lint_say(lint, RULE_HAS_ROUTINE, &definition->obj, &definition->obj.rec,
                 arena_printf(lint->arena, "it is a %s", type->word));
    lint_definer(lint, definition);
    if ((type == &view_type || type == &materialized_view_type) && selects_star(definition->text))
        lint_say(lint, RULE_SELECT_STAR, &definition->obj, &definition->obj.rec,
                 STR("it selects * in place of columns by name"));
    if (type == &trigger_type)
        lint_say(lint, RULE_HAS_TRIGGER, &definition->obj, &definition->obj.rec,
                 STR("it is a trigger"));
    if (is_routine && has_words(definition->text, "SECURITY", "DEFINER") &&
        !has_words(definition->text, "SET", "search_path"))
        lint_say(lint, RULE_SEARCH_PATH_UNSET, &definition->obj, &definition->obj.rec,
                 STR("it runs with its owner's rights and whatever search_path its caller has"));
}
