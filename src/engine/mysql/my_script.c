/* Object scripts: which declare views, routines, triggers and events, and the other way. */
#include "base/sb.h"
#include "engine/mysql/my_definition.h"
#include "engine/mysql/my_quote.h"
#include "engine/mysql/my_reader.h"
#include "engine/mysql/my_slots.h"

/* SET [SESSION] sql_mode = '…': how what follows is read. DEFAULT is the server's: absent. */
static bool read_mode(Arena *arena, Str sql, Str *mode)
{
    MyReader reader = my_reader_new(arena, sql);

    if (!my_take(&reader, "SET"))
        return false;
    (void)my_take(&reader, "SESSION");
    if (!my_take(&reader, "sql_mode") && !my_take(&reader, "@@sql_mode") &&
        !my_take(&reader, "@@session"))
        return false;
    if (my_take_sign(&reader, '.') && !my_take(&reader, "sql_mode"))
        return false;
    (void)my_take_sign(&reader, ':');
    *mode = STR_ABSENT;
    if (!my_take_sign(&reader, '=') ||
        !(my_take(&reader, "DEFAULT") || my_take_string(&reader, mode)))
        return false;
    if (mode->ptr != NULL)
        *mode = arena_upper(arena, *mode);
    return my_reader_is_at_end(&reader);
}

/* The name that DROP VIEW IF EXISTS, or one of its like, drops. */
static bool read_drop(Arena *arena, Str sql, Str *word, Str *name)
{
    MyReader reader = my_reader_new(arena, sql);

    if (!my_take(&reader, "DROP"))
        return false;
    *word = my_next(&reader)->text;
    return MY_TAKE_WORDS(&reader, "IF", "EXISTS") && my_take_name(&reader, name) &&
           my_reader_is_at_end(&reader);
}

/* Of each statement of a script what it makes, or NULL. */
typedef VEC(Definition *) Made;

/* DROP … IF EXISTS before the CREATE means what CREATE OR REPLACE does elsewhere. */
static bool drops_what_is_made(const Made *made, Str sql)
{
    Arena scratch = {0};
    Str word, name;
    bool drops = false;

    if (read_drop(&scratch, sql, &word, &name))
        for (size_t i = 0; i < made->len && !drops; i++)
            drops = made->items[i] != NULL &&
                    str_eq_ascii_nocase(my_definition_word(made->items[i]), word) &&
                    str_eq_ascii_nocase(made->items[i]->own, name);
    arena_free(&scratch);
    return drops;
}

static void declare(Model *desired, Definition *definition, const char *file, uint32_t line,
                    Errs *errs)
{
    record_set_place(&desired->arena, &definition->obj.rec, file, line);
    if (!model_register(desired, &definition->obj))
        err_at(errs, ERR_DUPLICATE, (Loc){.file = file, .line = line, .column = 1}, NULL,
               "%s %.*s is declared twice", definition->obj.rec.type->word,
               STR_ARG(definition->own));
}

bool my_declare_script(MyFamily family, const Statements *statements, const char *file,
                       Model *desired, bool *is_declared, Errs *errs)
{
    Arena *arena = &desired->arena;
    ErrsMark mark = errs_mark(errs);
    Made made = {0};
    Str mode = STR_ABSENT;

    *is_declared = false;
    for (size_t i = 0; i < statements->len; i++) {
        Definition *definition = NULL;
        if (!read_mode(arena, statements->items[i].text, &mode))
            definition = my_definition_read(arena, family, NULL, statements->items[i].text);
        if (definition != NULL && definition->obj.rec.type != &view_type)
            sparse_set_str(arena, &definition->obj.rec, FIELD_DEFINITION_SQL_MODE, mode);
        vec_push(arena, &made, definition);
        *is_declared = *is_declared || definition != NULL;
    }
    for (size_t i = 0; i < made.len && *is_declared; i++)
        *is_declared = made.items[i] != NULL ||
                       read_mode(arena, statements->items[i].text, &mode) ||
                       drops_what_is_made(&made, statements->items[i].text);
    for (size_t i = 0; i < made.len && *is_declared; i++)
        if (made.items[i] != NULL)
            declare(desired, made.items[i], file, statements->items[i].line, errs);
    return errs_mark(errs) == mark;
}

/* An end mark that the text doesn't have. */
static const char *delimiter_for(Str text)
{
    static const char *const marks[] = {"//", "$$", ";;;", "%%%%"};
    size_t i = 0;

    while (i + 1 < sizeof marks / sizeof *marks && str_contains(text, str_from(marks[i])))
        i++;
    return marks[i];
}

Str my_object_script(MyFamily family, Arena *arena, const Object *object)
{
    const Definition *definition = (const Definition *)object;
    SqlWriter writer = sql_new(&my_quoting);
    Str mode, text;

    (void)family;
    if (!type_is_definition(object->rec.type))
        return STR_ABSENT;
    /* Who deploys becomes the definer without being told. */
    text = my_definition_render_as(arena, definition,
                                   sparse_bool(&object->rec, FIELD_DEFINITION_IS_OWN)
                                       ? STR_ABSENT
                                       : sparse_str(&object->rec, FIELD_DEFINITION_DEFINER),
                                   false);
    mode = sparse_str(&object->rec, FIELD_DEFINITION_SQL_MODE);
    if (mode.ptr != NULL)
        sql_put(&writer, RAW("SET sql_mode = "), LIT(mode), RAW(";\n"));
    if (str_find(definition->text, ';', 0) == SIZE_MAX) {
        sql_put(&writer, EX(text), RAW(";\n"));
    } else {
        Str mark = str_from(delimiter_for(text));
        sql_put(&writer, RAW("DELIMITER "), EX(mark), RAW("\n"), EX(text), RAW("\n"), EX(mark),
                RAW("\nDELIMITER ;\n"));
    }
    return sql_finish(&writer, arena);
}
