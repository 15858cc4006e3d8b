/* Key lists: what is read is written and read as the same, and written as the same. */
#include "fuzz.h"

#include "model/key_list.h"

static void check_error(Str text, const KeyError *error)
{
    REQUIRE(error->message != NULL, "no message");
    REQUIRE(error->offset <= text.len, "offset %zu of %zu", error->offset, text.len);
}

static void check_keys(Arena *arena, Str text)
{
    KeyParts parts, again;
    KeyError error = {0};
    Sb first = sb_new(SB_FILE_MAX), second = sb_new(SB_FILE_MAX);

    if (key_parts_read(arena, text, &parts, &error)) {
        key_parts_write(&first, &parts);
        REQUIRE(key_parts_read(arena, sb_str(&first), &again, &error), "%.*s is not read again: %s",
                STR_ARG(sb_str(&first)), error.message);
        REQUIRE(key_parts_equal(&parts, &again), "%.*s is read as another",
                STR_ARG(sb_str(&first)));
        key_parts_write(&second, &again);
        REQUIRE(str_eq(sb_str(&first), sb_str(&second)), "%.*s is written as %.*s",
                STR_ARG(sb_str(&first)), STR_ARG(sb_str(&second)));
    } else {
        check_error(text, &error);
    }
    sb_free(&first);
    sb_free(&second);
}

static void check_idents(Arena *arena, Str text)
{
    StrVec names, again;
    KeyError error = {0};
    Sb sb = sb_new(SB_FILE_MAX);

    if (idents_read(arena, text, &names, &error)) {
        idents_write(&sb, &names);
        REQUIRE(idents_read(arena, sb_str(&sb), &again, &error), "%.*s is not read again: %s",
                STR_ARG(sb_str(&sb)), error.message);
        REQUIRE(names.len == again.len, "%zu names become %zu", names.len, again.len);
        for (size_t i = 0; i < names.len; i++)
            REQUIRE(str_eq(names.items[i], again.items[i]), "%.*s becomes %.*s",
                    STR_ARG(names.items[i]), STR_ARG(again.items[i]));
    } else {
        check_error(text, &error);
    }
    sb_free(&sb);
}

/* Any name can be an item of a list. */
static void check_name(Arena *arena, Str name)
{
    StrVec names = {0}, again;
    KeyParts parts = {0}, parts_again;
    KeyPart part = {.name = name, .is_desc = true};
    KeyError error = {0};
    Sb sb = sb_new(SB_FILE_MAX);

    if (name.len == 0)
        return;
    vec_push(arena, &names, name);
    idents_write(&sb, &names);
    REQUIRE(idents_read(arena, sb_str(&sb), &again, &error), "%.*s is no name: %s",
            STR_ARG(sb_str(&sb)), error.message);
    REQUIRE(again.len == 1 && str_eq(again.items[0], name), "%.*s is another name",
            STR_ARG(sb_str(&sb)));
    sb_cut(&sb, 0);
    vec_push(arena, &parts, part);
    key_parts_write(&sb, &parts);
    REQUIRE(key_parts_read(arena, sb_str(&sb), &parts_again, &error), "%.*s is no key: %s",
            STR_ARG(sb_str(&sb)), error.message);
    REQUIRE(key_parts_equal(&parts, &parts_again), "%.*s is another key", STR_ARG(sb_str(&sb)));
    sb_free(&sb);
}

static void run(Str text)
{
    Arena arena = {0};

    check_keys(&arena, text);
    check_idents(&arena, text);
    check_name(&arena, text);
    arena_free(&arena);
}

const FuzzTarget fuzz_key_list = {'k', run};
