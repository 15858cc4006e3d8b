/* Where a statement with a body of statements ends.
 *
 * The servers' own clients leave that to the user (DELIMITER). Here a body is followed by its
 * blocks: the words that open one do so only where a statement may begin, as IF and REPEAT are
 * functions too, and CASE is an expression elsewhere. Source: MySQL manual, "Compound Statements";
 * MariaDB's FOR and BEGIN NOT ATOMIC. */
#include "engine/mysql/my_body.h"

static bool is_one_of(const MyToken *token, const char *const *words)
{
    for (const char *const *word = words; *word != NULL; word++)
        if (my_token_is(token, *word))
            return true;
    return false;
}

static void open_block(MyBody *body, MyBlock block, bool is_start)
{
    if (body->depth < MY_BODY_DEPTH_MOST)
        body->open[body->depth] = block;
    body->depth++;
    body->is_start = is_start;
}

/* Too deep to be known counts as a BEGIN. */
static MyBlock innermost(const MyBody *body)
{
    return body->depth == 0 || body->depth > MY_BODY_DEPTH_MOST ? MY_BLOCK_BEGIN
                                                                : body->open[body->depth - 1];
}

static void close_block(MyBody *body)
{
    if (body->depth > 0)
        body->depth--;
    body->is_ended = true;
    body->is_start = false;
}

/* The words that open a block where a statement begins. */
static bool open_by_word(MyBody *body, const MyToken *token)
{
    static const struct {
        const char *word;
        MyBlock block;
        bool is_start; /* of the first statement inside */
    } openers[] = {
        {"BEGIN", MY_BLOCK_BEGIN, true},   {"IF", MY_BLOCK_IF, false},
        {"CASE", MY_BLOCK_CASE, false},    {"LOOP", MY_BLOCK_LOOP, true},
        {"REPEAT", MY_BLOCK_REPEAT, true}, {"WHILE", MY_BLOCK_WHILE, false},
        {"FOR", MY_BLOCK_WHILE, false},
    };

    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++) {
        if (my_token_is(token, openers[i].word)) {
            open_block(body, openers[i].block, openers[i].is_start);
            return true;
        }
    }
    return false;
}

/* A word where a statement may begin. */
static void take_first_word(MyBody *body, const MyToken *token)
{
    if (open_by_word(body, token))
        return;
    if (my_token_is(token, "END")) {
        close_block(body);
        return;
    }
    body->is_start = my_token_is(token, "ELSE");
    body->is_declare = my_token_is(token, "DECLARE");
}

static void take_other_word(MyBody *body, const MyToken *token)
{
    MyBlock inside = innermost(body);

    if (my_token_is(token, "THEN")) {
        body->is_start = inside == MY_BLOCK_IF || inside == MY_BLOCK_CASE;
    } else if (my_token_is(token, "DO")) {
        body->is_start = inside == MY_BLOCK_WHILE;
    } else if (my_token_is(token, "CASE")) {
        open_block(body, MY_BLOCK_CASE_EXPRESSION, false);
    } else if (my_token_is(token, "END") && inside == MY_BLOCK_CASE_EXPRESSION) {
        close_block(body);
        body->is_ended = false;
    } else if (my_token_is(token, "END") && inside == MY_BLOCK_REPEAT) {
        close_block(body); /* behind UNTIL, whose condition no `;` ends */
    } else if (my_token_is(token, "BEGIN") && body->is_declare) {
        open_block(body, MY_BLOCK_BEGIN, true);
    } else if (my_token_is(token, "ATOMIC") && my_token_is(&body->before, "NOT")) {
        body->is_start = true;
    }
}

static void take_inside(MyBody *body, const MyToken *token)
{
    bool was_start = body->is_start;

    if (my_token_is_sign(token, ';')) {
        body->is_start = true;
        body->is_ended = body->is_declare = false;
    } else if (body->is_ended) {
        body->is_start = false; /* END IF, END label */
    } else if (my_token_is_sign(token, ':') && body->was_start) {
        body->is_start = true; /* behind a label */
    } else if (token->kind != MY_TOKEN_WORD) {
        body->is_start = false;
    } else if (body->is_start) {
        take_first_word(body, token);
    } else {
        take_other_word(body, token);
    }
    body->was_start = was_start;
}

/* In front of the body: what opens a block, or begins the one statement that the body is. */
static void take_header(MyBody *body, const MyToken *token, const MyToken *next)
{
    static const char *const statements[] = {"RETURN",  "SET",     "INSERT", "UPDATE", "DELETE",
                                             "SELECT",  "CALL",    "WITH",   "SIGNAL", "RESIGNAL",
                                             "REPLACE", "EXECUTE", NULL};
    static const char *const events[] = {"BEFORE", "AFTER", "OR", "OF", NULL};

    if (my_token_is_sign(token, '('))
        body->parens++;
    if (my_token_is_sign(token, ')'))
        body->parens--;
    if (token->kind != MY_TOKEN_WORD || body->parens > 0 || is_one_of(&body->before, events) ||
        my_token_is(&body->before, "RETURNS") ||
        (my_token_is(token, "IF") && my_token_is(next, "NOT")) ||
        (my_token_is(token, "FOR") && my_token_is(next, "EACH")))
        return;
    if (my_token_is(token, "DO")) { /* of an event */
        body->state = MY_BODY_INSIDE;
        body->is_start = true;
    } else if (open_by_word(body, token) || is_one_of(token, statements)) {
        body->state = MY_BODY_INSIDE;
    }
}

static void take_kind(MyBody *body, const MyToken *token)
{
    static const char *const with_body[] = {"PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", NULL};
    static const char *const without[] = {"TABLE",      "VIEW",      "INDEX",    "DATABASE",
                                          "SCHEMA",     "USER",      "ROLE",     "SEQUENCE",
                                          "SERVER",     "TEMPORARY", "UNIQUE",   "FULLTEXT",
                                          "TABLESPACE", "SPATIAL",   "INSTANCE", NULL};

    if (is_one_of(token, with_body))
        body->state = MY_BODY_HEADER;
    else if (is_one_of(token, without))
        body->state = MY_BODY_NONE;
}

static void take_first(MyBody *body, const MyToken *token, const MyToken *next)
{
    if (my_token_is(token, "CREATE") || my_token_is(token, "ALTER")) {
        body->state = MY_BODY_KIND;
    } else if (my_token_is(token, "BEGIN") && my_token_is(next, "NOT")) {
        body->state = MY_BODY_INSIDE;
        open_block(body, MY_BLOCK_BEGIN, false);
    } else {
        body->state = MY_BODY_NONE;
    }
}

void my_body_take(MyBody *body, const MyToken *token, const MyToken *next)
{
    switch (body->state) {
    case MY_BODY_FIRST:
        take_first(body, token, next);
        break;
    case MY_BODY_KIND:
        take_kind(body, token);
        break;
    case MY_BODY_HEADER:
        take_header(body, token, next);
        break;
    case MY_BODY_INSIDE:
        take_inside(body, token);
        break;
    case MY_BODY_NONE:
        break;
    }
    body->before = *token;
}

bool my_body_may_end(const MyBody *body)
{
    return body->state != MY_BODY_INSIDE || body->depth == 0;
}
