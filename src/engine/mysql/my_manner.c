/* How the server takes a statement, where a rehearsal has shown that its rule does not hold. */
#include "engine/mysql/my_quote.h"
#include "engine/mysql/my_recipe.h"

size_t my_manner_begins(Str text)
{
    Str mark = STR(", ALGORITHM=");

    for (size_t i = text.len; i-- > 0;)
        if (str_starts(str_sub(text, i, mark.len), mark))
            return i;
    return text.len;
}

static const LockRule *rule_of(Str mode)
{
    const LockRule *rule;

    for (size_t i = 0; (rule = my_manner(i)) != NULL; i++)
        if (str_is(mode, rule->mode))
            return rule;
    return NULL;
}

/* NULL: as its rule says. A statement is refused as a whole: each of its clauses goes the way that
 * the whole was seen to go. */
static const Manner *manner_of(const MyRecipe *recipe, Str beginning, Str clause)
{
    const MannerVec *manners = &recipe->input->facts->manners;

    for (size_t i = 0; i < manners->len; i++)
        if (str_starts(manners->items[i].statement, beginning) &&
            str_contains(manners->items[i].statement, clause))
            return &manners->items[i];
    return NULL;
}

static void take(const MyRecipe *recipe, Piece *piece, Str *text, const Manner *manner)
{
    const LockRule *seen = rule_of(manner->mode);
    LockRule *rule = ARENA_NEW(recipe->arena, LockRule);

    *rule = *piece->rule;
    rule->mode = seen->mode;
    rule->blocks = seen->blocks;
    rule->cost = seen->cost > rule->cost ? seen->cost : rule->cost;
    piece->rule = rule;
    *text =
        MY_SQL(recipe, EX(str_sub(*text, 0, my_manner_begins(*text))), RAW(", "), EX(manner->mode));
}

void my_take_manners(const MyRecipe *recipe, size_t first)
{
    Str beginning;

    if (recipe->input->facts->manners.len == 0 || recipe->live == NULL || recipe->desired == NULL)
        return;
    beginning = MY_SQL(recipe, RAW("ALTER TABLE "), ID(recipe->desired->obj.name), RAW(" "));
    for (size_t i = first; i < recipe->pieces->list.len; i++) {
        Piece *piece = recipe->pieces->list.items[i];
        const Manner *manner;
        if (piece->clause.len > 0) {
            manner = manner_of(recipe, beginning,
                               str_sub(piece->clause, 0, my_manner_begins(piece->clause)));
            if (manner != NULL)
                take(recipe, piece, &piece->clause, manner);
        }
        for (size_t k = 0; k < piece->statements.len; k++) {
            Str *text = &piece->statements.items[k];
            manner = my_manner_begins(*text) == text->len
                         ? NULL
                         : manner_of(recipe, beginning, str_sub(*text, 0, my_manner_begins(*text)));
            if (manner != NULL)
                take(recipe, piece, text, manner);
        }
    }
}
