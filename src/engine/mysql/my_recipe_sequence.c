/* Sequences of MariaDB. */
#include "engine/mysql/my_recipe.h"

static void put_number(SqlWriter *writer, const char *words, const char *absent, OptInt value)
{
    if (value.given) {
        sb_puts(&writer->sb, words);
        sql_put(writer, NUM(value.value));
    } else if (absent != NULL) {
        sb_puts(&writer->sb, absent);
    }
}

/* Where nobody says it: where it can begin at all. */
static OptInt first_value(const Record *rec)
{
    OptInt start = sparse_int(rec, FIELD_SEQUENCE_START);
    OptInt step = sparse_int(rec, FIELD_SEQUENCE_INCREMENT);
    bool is_down = step.given && step.value < 0;
    OptInt end = sparse_int(rec, is_down ? FIELD_SEQUENCE_MAX : FIELD_SEQUENCE_MIN);

    if (start.given)
        return start;
    return end.given ? end : (OptInt){true, is_down ? -1 : 1};
}

/* `says_all`: what is absent is said, too, as ALTER keeps what it isn't told. */
static void put_options(SqlWriter *writer, const Record *rec, bool says_all)
{
    Str type = sparse_str(rec, FIELD_SEQUENCE_TYPE), comment = sparse_str(rec, FIELD_COMMENT);

    if (type.len > 0 && !says_all)
        sql_put(writer, RAW(" AS "), EX(type));
    put_number(writer, " START WITH ", NULL, first_value(rec));
    put_number(writer, " INCREMENT BY ", says_all ? " INCREMENT BY 1" : NULL,
               sparse_int(rec, FIELD_SEQUENCE_INCREMENT));
    put_number(writer, " MINVALUE ", says_all ? " NO MINVALUE" : NULL,
               sparse_int(rec, FIELD_SEQUENCE_MIN));
    put_number(writer, " MAXVALUE ", says_all ? " NO MAXVALUE" : NULL,
               sparse_int(rec, FIELD_SEQUENCE_MAX));
    put_number(writer, " CACHE ", says_all ? " CACHE 1000" : NULL,
               sparse_int(rec, FIELD_SEQUENCE_CACHE));
    if (sparse_bool(rec, FIELD_SEQUENCE_CYCLE))
        sql_put(writer, RAW(" CYCLE"));
    else if (says_all)
        sql_put(writer, RAW(" NOCYCLE"));
    if (comment.len > 0 && !says_all)
        sql_put(writer, RAW(" COMMENT = "), LIT(comment));
}

static void create(MyRecipe *recipe, const Change *change)
{
    Piece *piece = my_plain_piece(recipe, OP_CREATE_SEQUENCE, change);
    SqlWriter writer = sql_new(&my_quoting);

    sql_put(&writer, RAW("CREATE SEQUENCE "), ID(record_name(change->desired)));
    put_options(&writer, change->desired, false);
    my_put(recipe, &piece->statements, sql_finish(&writer, recipe->arena));
    my_put(recipe, &piece->reverse,
           MY_SQL(recipe, RAW("DROP SEQUENCE "), ID(record_name(change->desired))));
}

/* ALTER SEQUENCE takes no comment, ALTER TABLE does. */
static void put_comment(MyRecipe *recipe, Piece *piece, const Change *change)
{
    Str comment = sparse_str(change->desired, FIELD_COMMENT);

    if (!str_eq(comment, sparse_str(change->live, FIELD_COMMENT)))
        my_put(recipe, &piece->statements,
               MY_SQL(recipe, RAW("ALTER TABLE "), ID(record_name(change->desired)),
                      RAW(" COMMENT = "), LIT(comment)));
}

void my_change_sequence(MyRecipe *recipe)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        SqlWriter writer;
        Piece *piece;
        switch (change->kind) {
        case CHANGE_CREATE:
            create(recipe, change);
            break;
        case CHANGE_DROP:
            piece = my_plain_piece(recipe, OP_DROP_SEQUENCE, change);
            my_put(recipe, &piece->statements,
                   MY_SQL(recipe, RAW("DROP SEQUENCE "), ID(record_name(change->live))));
            break;
        case CHANGE_RENAME:
            piece = my_plain_piece(recipe, OP_RENAME_SEQUENCE, change);
            my_put(recipe, &piece->statements,
                   MY_SQL(recipe, RAW("RENAME TABLE "), ID(record_name(change->live)), RAW(" TO "),
                          ID(record_name(change->desired))));
            break;
        case CHANGE_ALTER:
        case CHANGE_RECREATE:
            piece = my_plain_piece(recipe, OP_ALTER_SEQUENCE, change);
            writer = sql_new(&my_quoting);
            sql_put(&writer, RAW("ALTER SEQUENCE "), ID(record_name(change->desired)));
            put_options(&writer, change->desired, true);
            my_put(recipe, &piece->statements, sql_finish(&writer, recipe->arena));
            put_comment(recipe, piece, change);
            break;
        }
    }
}
