"""Checks of run.py about names without a schema in definitions: the role's search_path decides, and who is left out is told where."""

VIEW = "Templates/Main/Views/shop.names.sql"


def a_name_that_the_search_path_lacks_is_refused_at_its_place(ground):
    ground.load()
    ground.make_package()
    ground.write(VIEW, "\ncreate view shop.names as select id from customer;\n")
    before = ground.state()
    for verb in (ground.plan, ground.deploy):
        verb(code=1).says("shop.names.sql:2", "its place").says("view shop.names names customer", "the name").says(
            "write shop.customer", "what to write").says("search_path", "where it was looked for")
    ground.unchanged(before, "a view that can't be made")


def a_name_that_the_search_path_finds_is_taken(ground):
    ground.sql('ALTER DATABASE "%s" SET search_path TO shop' % ground.database)
    ground.make_package()
    ground.write(VIEW, "create view shop.names as with c as (select id from customer) select c.id, extract(year from now()) as y from c;\n")
    ground.deploy("--allow", "all,DATA_LOSS", code=0)
    ground.run("drift", "-p", ground.package, "--url", ground.url, code=0)


def a_view_that_is_there_is_compared_all_the_same(ground):
    ground.load("CREATE VIEW {shop}names AS SELECT id FROM {shop}customer;")
    ground.make_package()
    ground.write(VIEW, "create view shop.names as select id from customer;\n")
    ground.plan("--exit-code", code=0)
    ground.write(VIEW, "create view shop.names as select email from customer;\n")
    ground.plan("--exit-code", code=1).says("write shop.customer", "what to write")


def other_names_of_a_query_are_no_relations(ground):
    ground.load()
    ground.make_package()
    ground.write(VIEW, 'create view shop.names as with customer (id) as (select 1) select customer.id, substring(name from "order") as s'
                       ' from customer, (select 2 as "order", text \'x\' as name) as t where name is distinct from name;\n')
    ground.deploy("--allow", "all,DATA_LOSS", code=0)


def register(check):
    for function in (a_name_that_the_search_path_lacks_is_refused_at_its_place, a_name_that_the_search_path_finds_is_taken,
                     a_view_that_is_there_is_compared_all_the_same, other_names_of_a_query_are_no_relations):
        check("pg")(function)
