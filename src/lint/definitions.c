/* Rules about views, routines and triggers. */
#include "lint/lint_inside.h"

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

void lint_definition(Lint *lint, const Definition *definition)
{
    const RecordType *type = definition->obj.rec.type;
    bool is_routine = type == &function_type || type == &procedure_type;

    if (is_routine)
        lint_say(lint, RULE_HAS_ROUTINE, &definition->obj, &definition->obj.rec,
                 arena_printf(lint->arena, "it is a %s", type->word));
    if (type == &trigger_type)
        lint_say(lint, RULE_HAS_TRIGGER, &definition->obj, &definition->obj.rec,
                 STR("it is a trigger"));
    if (is_routine && has_words(definition->text, "SECURITY", "DEFINER") &&
        !has_words(definition->text, "SET", "search_path"))
        lint_say(lint, RULE_SEARCH_PATH_UNSET, &definition->obj, &definition->obj.rec,
                 STR("it runs with its owner's rights and whatever search_path its caller has"));
}
