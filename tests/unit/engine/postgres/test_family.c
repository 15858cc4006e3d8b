/* What a desired child is given by its parents. */
#include "test.h"

#include "engine/postgres/family.h"
#include "engine/postgres/pure.h"

typedef struct Family {
    Model *model;
    Table *parent, *child;
    Notes notes;
    Errs errs;
} Family;

static Column *add_column(Family *family, Table *table, const char *name, const char *type)
{
    Column *column = model_add_column(family->model, table, str_from(name));

    column->type = str_from(type);
    column->is_nullable = true;
    return column;
}

static Family partition(void)
{
    Family family = {.model = model_new()};

    family.parent = model_add(family.model, &table_type, STR("s"), STR("whole"));
    family.child = model_add(family.model, &table_type, STR("s"), STR("piece"));
    add_column(&family, family.parent, "a", "integer");
    add_column(&family, family.parent, "b", "text");
    sparse_set_str(&family.model->arena, &family.parent->obj.rec, FIELD_TABLE_PARTITION_BY,
                   STR("range(a)"));
    sparse_set_str(&family.model->arena, &family.child->obj.rec, FIELD_TABLE_PARTITION_OF,
                   STR("whole"));
    sparse_set_str(&family.model->arena, &family.child->obj.rec, FIELD_TABLE_PARTITION_BOUNDS,
                   STR("from (1) to (2)"));
    return family;
}

static bool settle(Family *family)
{
    return pg_settle_model(family->model, &family->notes, &family->errs);
}

static void end(Family *family)
{
    notes_free(&family->notes);
    errs_free(&family->errs);
    model_free(family->model);
}

static void spellings_become_the_servers(void **state)
{
    Family family = partition();

    (void)state;
    assert_true(settle(&family));
    assert_str(sparse_str(&family.parent->obj.rec, FIELD_TABLE_PARTITION_BY), "RANGE (a)");
    assert_str(sparse_str(&family.child->obj.rec, FIELD_TABLE_PARTITION_OF), "s.whole");
    assert_str(sparse_str(&family.child->obj.rec, FIELD_TABLE_PARTITION_BOUNDS),
               "FOR VALUES from (1) to (2)");
    end(&family);
}

static void a_partition_gets_columns_checks_and_indexes(void **state)
{
    Family family = partition();
    KeyPart key = {.name = STR("b")};
    Check *check = model_add_check(family.model, family.parent, STR("c"));
    Index *index = model_add_index(family.model, family.parent, STR("i"));

    (void)state;
    check->expression = STR("a > 0");
    vec_push(&family.model->arena, &index->keys, key);
    add_column(&family, family.child, "b", "text")->dflt = STR("'own'");
    assert_true(settle(&family));
    assert_int_equal(family.child->columns.len, 2);
    assert_str(family.child->columns.items[0]->name, "a");
    assert_true(family.child->columns.items[0]->is_given);
    assert_str(family.child->columns.items[1]->dflt, "'own'");
    assert_false(family.child->columns.items[1]->is_given);
    assert_non_null(table_check(family.child, STR("c")));
    assert_non_null(table_index(family.child, STR("piece_b_idx")));
    table_drop_given(family.child);
    assert_int_equal(family.child->columns.len, 1);
    assert_int_equal(family.child->checks.len + family.child->indexes.len, 0);
    end(&family);
}

static void a_listed_part_of_an_index_keeps_its_name(void **state)
{
    Family family = partition();
    KeyPart key = {.name = STR("b")};
    Index *index = model_add_index(family.model, family.parent, STR("i"));
    Index *part = model_add_index(family.model, family.child, STR("odd"));

    (void)state;
    vec_push(&family.model->arena, &index->keys, key);
    index->is_unique = true;
    sparse_set_str(&family.model->arena, &part->rec, FIELD_INDEX_ATTACHED_TO, STR("i"));
    assert_true(settle(&family));
    assert_int_equal(family.child->indexes.len, 1);
    assert_str(family.child->indexes.items[0]->name, "odd");
    assert_int_equal(family.child->indexes.items[0]->keys.len, 1);
    assert_true(family.child->indexes.items[0]->is_unique);
    end(&family);
}

static void what_no_partition_can_be_is_refused(void **state)
{
    Family family = partition();

    (void)state;
    add_column(&family, family.child, "more", "text");
    assert_false(settle(&family));
    end(&family);

    family = partition();
    sparse_set_str(&family.model->arena, &family.child->obj.rec, FIELD_TABLE_PARTITION_BOUNDS,
                   STR_ABSENT);
    assert_false(settle(&family));
    end(&family);

    family = partition(); /* its own ancestor */
    sparse_set_str(&family.model->arena, &family.child->obj.rec, FIELD_TABLE_PARTITION_OF,
                   STR("piece"));
    (void)settle(&family);
    end(&family);
}

static void names_are_made_as_the_server_makes_them(void **state)
{
    static const char sixty[] = "t123456789012345678901234567890123456789012345678901234567890";
    Family family = partition();
    Table *table = model_add(family.model, &table_type, STR("s"), str_from(sixty));
    Index *index = model_add_index(family.model, table, STR("x"));
    KeyPart keys[] = {{.name = STR("a_column_with_a_name")},
                      {.expression = STR("lower(b)")},
                      {.expression = STR("(a + 1)")}};
    Arena *arena = &family.model->arena;

    (void)state;
    for (size_t i = 0; i < 3; i++)
        vec_push(arena, &index->keys, keys[i]);
    assert_str(pg_index_name(arena, family.child, index),
               "piece_a_column_with_a_name_lower_expr_idx");
    index->is_constraint = true;
    assert_int_equal(pg_index_name(arena, table, index).len, 63);
    index->is_primary = true;
    assert_str(pg_index_name(arena, family.child, index), "piece_pkey");
    end(&family);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_become_the_servers),
        cmocka_unit_test(a_partition_gets_columns_checks_and_indexes),
        cmocka_unit_test(a_listed_part_of_an_index_keeps_its_name),
        cmocka_unit_test(what_no_partition_can_be_is_refused),
        cmocka_unit_test(names_are_made_as_the_server_makes_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
