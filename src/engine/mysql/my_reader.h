/* Reads a statement token by token, blanks and comments passed over. */
#ifndef ANNEAL_ENGINE_MYSQL_MY_READER_H
#define ANNEAL_ENGINE_MYSQL_MY_READER_H

#include "base/arena.h"
#include "base/vec.h"
#include "engine/mysql/my_scan.h"

typedef struct MyReader {
    Arena *arena; /* of the tokens, and of names that are read */
    VEC(MyToken) tokens;
    size_t at;
} MyReader;

/* Of a statement as it stands, without its closing `;`. What stands in comments for servers, as in
 * SHOW CREATE, is to be unwrapped before. */
MyReader my_reader_new(Arena *arena, Str text);
/* The content of comments that servers read, such as the one around INVISIBLE, in place of them. */
Str my_unwrap(Arena *arena, Str text);

bool my_reader_is_at_end(const MyReader *reader);
/* The token here and `ahead` of it; beyond the end a sign without text. */
const MyToken *my_peek(const MyReader *reader, size_t ahead);
const MyToken *my_next(MyReader *reader);
/* Takes a word or sign if it stands here. */
bool my_take(MyReader *reader, const char *word);
bool my_take_sign(MyReader *reader, char sign);
/* Takes all of the words, or none; NULL-terminated. */
bool my_take_words(MyReader *reader, const char *const *words);
#define MY_TAKE_WORDS(reader, ...) my_take_words((reader), (const char *const[]){__VA_ARGS__, NULL})
/* A name, bare or quoted, also in double quotes as under ANSI_QUOTES; false where something else
 * stands. */
bool my_take_name(MyReader *reader, Str *name);
/* A string, its escapes resolved. */
bool my_take_string(MyReader *reader, Str *value);
/* What stands between the parenthesis here and its closing one, which it then is behind; false
 * where none opens here, or it never closes. A slice. */
bool my_take_group(MyReader *reader, Str *inside);
/* Names between parentheses, parted by commas. */
bool my_take_names(MyReader *reader, StrVec *names);
/* The slice from token `from` up to the one here, less blanks. */
Str my_span(const MyReader *reader, size_t from);
/* All that is left. */
Str my_rest(MyReader *reader);

/* A name or string token without its quotes. */
Str my_token_text(Arena *arena, const MyToken *token);

#endif
