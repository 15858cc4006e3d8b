/* Where a statement with a body of statements ends: CREATE PROCEDURE, FUNCTION, TRIGGER, EVENT. */
#ifndef ANNEAL_ENGINE_MYSQL_MY_BODY_H
#define ANNEAL_ENGINE_MYSQL_MY_BODY_H

#include "engine/mysql/my_scan.h"

/* How deep bodies of people go, with room. */
enum { MY_BODY_DEPTH_MOST = 64 };

/* What is open within a body. */
typedef enum MyBlock {
    MY_BLOCK_BEGIN,
    MY_BLOCK_IF,
    MY_BLOCK_CASE,            /* the statement */
    MY_BLOCK_CASE_EXPRESSION, /* which ends with END alone */
    MY_BLOCK_LOOP,
    MY_BLOCK_REPEAT,
    MY_BLOCK_WHILE, /* FOR too: statements begin behind DO */
} MyBlock;

typedef enum MyBodyState {
    MY_BODY_FIRST,  /* before the first word */
    MY_BODY_KIND,   /* CREATE of what? */
    MY_BODY_HEADER, /* of something with a body, before that */
    MY_BODY_INSIDE,
    MY_BODY_NONE /* another statement: it ends with the next `;` */
} MyBodyState;

/* Zero-initialise for each statement. */
typedef struct MyBody {
    MyBodyState state;
    MyBlock open[MY_BODY_DEPTH_MOST];
    size_t depth;
    int parens;
    bool is_start;   /* a statement may begin here */
    bool was_start;  /* the token before stood at such a place */
    bool is_declare; /* within DECLARE, which may hold a handler's BEGIN */
    bool is_ended;   /* behind an END: what follows names it */
    MyToken before;
} MyBody;

/* Takes the statement's next token that is neither blank nor comment; `next` is the one behind it
 * (its text empty at the end). */
void my_body_take(MyBody *body, const MyToken *token, const MyToken *next);
/* Whether a `;` now ends the statement. */
bool my_body_may_end(const MyBody *body);

#endif
