"""Checks of run.py about tables that go and are kept: parking, backups list, show, restore and purge."""
import json

from harness.checks import Failure, show_command


def register(check, tables):
    def contract(**keys):
        declared = {"Name": "drop-order", "Drop": ["shop.order"]}
        declared.update(keys)
        return declared

    def make(ground, more="", **keys):
        ground.make_package(tables.customer())
        ground.write("Templates/Main/Contracts/order.json", contract(**keys))
        ground.load(more)

    def backups(ground, *words, **more):
        return ground.run("backups", *words, "--url", ground.url, **more)

    def place(ground):
        held = backups(ground, "list", code=0).out.split("\n")[1].split()[0]
        return ("anneal_backup.b_" if ground.prefix else "_anneal_backup_") + held

    def journal(ground):
        return "anneal." if ground.prefix else "_anneal_"

    def is_as_before(ground, before):
        """Byte by byte in PostgreSQL; of SQLite, which gets a text of ours, what the package says of it."""
        if ground.prefix:
            ground.sql("DROP SCHEMA anneal_backup")
            ground.unchanged(before, "restored")
            return
        for name in ("customer", "order"):
            ground.write("Templates/Main/Tables/shop.%s.json" % name, getattr(tables, name)())
        (ground.package / "Templates/Main/Contracts/order.json").unlink()
        result = ground.plan(code=0).says("Nothing to do", "restored")
        if before.split("{")[-1] != ground.state().split("{")[-1]:
            raise Failure("the rows differ", show_command(result))

    def total(ground, name):
        return ground.one("SELECT count(*) || ' ' || sum(total) || ' ' || min(id) FROM %s" % name)

    def order(ground, name="order"):
        return '%s"%s"' % (ground.prefix, name)

    @check("sqlite", "pg")
    def a_table_that_goes_by_a_contract_is_kept(ground):
        make(ground)
        rows, before = total(ground, order(ground)), ground.state()
        ground.plan(code=0).says("kept in", "plan").says("for 30 days", "plan")
        ground.deploy(code=0)
        if ground.has_table("order"):
            raise Failure("the table is still there")
        if total(ground, place(ground)) != rows:
            raise Failure("the rows differ", total(ground, place(ground)))
        backups(ground, "list", code=0).says("order", "list").says("kept until", "list").says("drop-order", "list")
        backups(ground, "show", "table %sorder" % ground.prefix, code=0).says("2 rows", "show")
        ground.deploy(code=0).says("Nothing to do", "a second deploy")
        ground.run("drift", "-p", ground.package, "--url", ground.url, code=0)
        backups(ground, "restore", "%sorder" % ground.prefix, code=0).says("is back", "restore")
        is_as_before(ground, before)
        backups(ground, "list", code=0).says("No backup", "list")
        backups(ground, "list", "--all", code=0).says("restored", "list --all")

    @check("sqlite", "pg")
    def where_the_name_is_taken_it_comes_back_under_another(ground):
        make(ground)
        rows = total(ground, order(ground))
        ground.deploy(code=0)
        ground.sql("CREATE TABLE %s (id integer, total integer); INSERT INTO %s VALUES (1, 1), (2, 2), (3, 3);" % (order(ground), order(ground)))
        result = backups(ground, "restore", "%sorder" % ground.prefix, code=1)
        result.says("--as", "the name is taken")
        if total(ground, order(ground)) != "3 6 1" or total(ground, place(ground)) != rows:
            raise Failure("a restore that failed changed something", show_command(result))
        backups(ground, "restore", "%sorder" % ground.prefix, "--as", "%sorder_old" % ground.prefix, code=0).says("order_old", "restore")
        if total(ground, order(ground, "order_old")) != rows or total(ground, order(ground)) != "3 6 1":
            raise Failure("the rows differ")

    @check("sqlite", "pg")
    def dropped_twice_it_is_kept_twice(ground):
        make(ground)
        ground.deploy(code=0)
        create = tables.LIVE.format(shop=ground.prefix).split(";")
        ground.sql(create[1] + ";" + create[2] + ";" + create[4] + ";")
        ground.deploy(code=0)
        found = backups(ground, "list", code=0)
        if found.out.count("kept until") != 2:
            raise Failure("there are not two", show_command(found))
        backups(ground, "restore", "%sorder" % ground.prefix, code=1).says("give its id", "two of one name")
        backups(ground, "restore", found.out.split("\n")[1].split()[0], code=0)
        if not ground.has_table("order"):
            raise Failure("it is not back")

    @check("sqlite", "pg")
    def purge_removes_what_its_time_is_over_for_and_nothing_else(ground):
        make(ground)
        ground.deploy(code=0)
        held = place(ground)
        backups(ground, "purge", code=0).says("Nothing to purge", "too early")
        ground.sql("CREATE TABLE %sother (id integer);" % ("anneal_backup." if ground.prefix else "_anneal_backup_"))
        ground.sql("UPDATE %sbackups SET retain_days = 0;" % journal(ground))
        backups(ground, "purge", "--dry-run", code=0).says("Would be purged", "dry run")
        ground.one("SELECT count(*) FROM %s" % held)
        backups(ground, "purge", code=0).says("Purged", "purge")
        ground.one("SELECT count(*) FROM %sother" % ("anneal_backup." if ground.prefix else "_anneal_backup_"))
        gone = ground.one("SELECT count(*) FROM pg_class WHERE relname LIKE 'b\\_%'" if ground.prefix
                          else "SELECT count(*) FROM sqlite_schema WHERE name = '%s'" % held)
        if gone != "0":
            raise Failure("the backup is still there", gone)
        backups(ground, "restore", "%sorder" % ground.prefix, code=1).says("no backup is kept", "restore")
        backups(ground, "purge", code=0).says("Nothing to purge", "again")

    @check("sqlite", "pg")
    def drop_policy_backup_keeps_what_it_can_and_holds_the_rest(ground):
        slim = tables.customer()
        slim["Columns"], slim["Indexes"] = slim["Columns"][:2], []
        environments = [{"Name": "live", "Url": ground.url, "DropPolicy": "backup"}]
        ground.make_package(slim, Environments=environments)
        ground.load()
        ground.sql('ALTER TABLE shop."order" DROP CONSTRAINT order_customer_fk; ALTER TABLE shop.customer DROP CONSTRAINT customer_pkey' if ground.prefix else
                   'PRAGMA foreign_keys = OFF; DROP TABLE customer; CREATE TABLE customer (id integer NOT NULL, email text NOT NULL, name text)')
        ground.run("deploy", "-p", ground.package, "--env", "live", "--yes", code=3).says("DropPolicy", "a column without a key")
        if ground.has_table("order") or "name" not in ground.columns("customer"):
            raise Failure("the table is there, or the column gone")
        backups(ground, "list", code=0).says("order", "list")

    @check("sqlite", "pg")
    def what_acts_is_taken_off_with_it_and_comes_back(ground):
        if ground.prefix:
            more = ("CREATE FUNCTION shop.noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';\n"
                    "CREATE TRIGGER noted BEFORE INSERT ON shop.\"order\" FOR EACH ROW EXECUTE FUNCTION shop.noted();\n"
                    "ALTER TABLE shop.\"order\" DISABLE TRIGGER noted;\n"
                    "CREATE RULE quiet AS ON DELETE TO shop.\"order\" DO ALSO NOTHING;\n"
                    "CREATE POLICY seen ON shop.\"order\" USING (total > 0); ALTER TABLE shop.\"order\" ENABLE ROW LEVEL SECURITY;\n"
                    "CREATE PUBLICATION pub FOR TABLE shop.\"order\", shop.customer; GRANT SELECT ON shop.\"order\" TO PUBLIC;\n"
                    "COMMENT ON TABLE shop.\"order\" IS 'kept';\n")
        else:
            more = "CREATE TRIGGER noted AFTER INSERT ON \"order\" BEGIN DELETE FROM customer WHERE id = 99; END;\n"
        make(ground, more)
        if ground.prefix:
            ground.write("Templates/Main/Functions/shop.noted.sql", "CREATE FUNCTION shop.noted() RETURNS trigger LANGUAGE plpgsql AS "
                         "'BEGIN RETURN NEW; END';\n")
            ground.write("anneal.json", {"Manage": ["shop", "publication:*"]})
            ground.write("Templates/Main/Publications/pub.json", {"Name": "pub", "Tables": [{"Name": "shop.customer"}]})
        before = ground.state()
        ground.deploy(code=0)
        if ground.prefix:
            for what, query in (("a key", "pg_constraint WHERE contype = 'f'"), ("a trigger", "pg_trigger WHERE NOT tgisinternal"),
                                ("a policy", "pg_policy"), ("a membership", "pg_publication_rel WHERE prrelid <> 'shop.customer'::regclass")):
                if ground.one("SELECT count(*) FROM " + query) != "0":
                    raise Failure("%s is still there" % what)
            ground.sql("DELETE FROM shop.customer WHERE id = 1; INSERT INTO shop.customer VALUES (1, 'a@example.com', 'Ada');")
        else:
            ground.sql("DELETE FROM customer; INSERT INTO customer VALUES (1, 'a@example.com', 'Ada'), (2, 'b@example.com', NULL);")
        backups(ground, "restore", "%sorder" % ground.prefix, code=0)
        if not ground.prefix:
            ground.write("Templates/Main/Triggers/noted.sql", more)
        is_as_before(ground, before)
        if not ground.prefix and ground.one("SELECT count(*) FROM sqlite_schema WHERE name = 'noted'") != "1":
            raise Failure("the trigger is not back")

    @check("pg")
    def nobody_else_reads_what_is_kept(ground):
        make(ground, "GRANT USAGE ON SCHEMA shop TO PUBLIC; GRANT SELECT ON shop.\"order\" TO PUBLIC;\n")
        reader = ground.role()
        ground.deploy(code=0)
        held = place(ground)
        if ground.one("SELECT has_schema_privilege('%s', 'anneal_backup', 'USAGE')" % reader) != "f":
            raise Failure("others may use the schema")
        ground.sql("GRANT USAGE ON SCHEMA anneal_backup TO %s;" % reader)
        create = tables.LIVE.format(shop=ground.prefix).split(";")
        ground.sql(create[1] + ";" + create[2] + ";")
        ground.deploy(code=1).says("others than its owner", "a schema that others may use")
        if not ground.has_table("order"):
            raise Failure("it went into a place that others may use")
        ground.sql("REVOKE USAGE ON SCHEMA anneal_backup FROM %s;" % reader)
        ground.one("SELECT count(*) FROM %s" % held)

    @check("pg")
    def what_a_backup_uses_waits_until_it_is_purged(ground):
        make(ground, "CREATE TYPE shop.mood AS ENUM ('a'); ALTER TABLE shop.\"order\" ADD COLUMN mood shop.mood;\n")
        ground.plan(code=0).says("until it is purged", "plan")
        ground.plan("--prove", code=0)
        ground.deploy("--allow", "all", code=0)
        ground.deploy("--allow", "all", code=0).says("until it is purged", "a second deploy")
        ground.sql("UPDATE anneal.backups SET retain_days = 0;")
        backups(ground, "purge", code=0)
        ground.deploy("--allow", "all", code=0)
        if ground.one("SELECT count(*) FROM pg_type WHERE typname = 'mood'") != "0":
            raise Failure("the type is still there")

    @check("pg")
    def a_view_that_nobody_knows_keeps_the_table(ground):
        make(ground, "CREATE VIEW public.unmanaged AS SELECT id FROM shop.\"order\";\n")
        before = ground.state()
        result = ground.deploy(code=1)
        result.says("unmanaged", "a view in the way")
        if not ground.has_table("order"):
            raise Failure("the table went", show_command(result))

    @check("sqlite", "pg")
    def kept_while_its_trigger_waits_too(ground):
        if ground.prefix:
            more = ("CREATE FUNCTION shop.noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';\n"
                    "CREATE TRIGGER noted BEFORE INSERT ON shop.\"order\" FOR EACH ROW EXECUTE FUNCTION shop.noted();\n")
        else:
            more = "CREATE TRIGGER noted AFTER INSERT ON \"order\" BEGIN DELETE FROM customer WHERE id = 99; END;\n"
        for keys in ({}, {"Backup": {"Retain": "none", "Reason": "test"}}):
            make(ground, more, When="1 = 2", **keys) if not ground.has_table("order") else \
                ground.write("Templates/Main/Contracts/order.json", contract(When="1 = 2", **keys))
            ground.deploy("--allow", "all", code=0)
            count = ground.one("SELECT count(*) FROM pg_trigger WHERE tgname = 'noted'" if ground.prefix
                               else "SELECT count(*) FROM sqlite_schema WHERE name = 'noted'")
            if count != "1":
                raise Failure("the trigger went while its table waits", json.dumps(keys))

    @check("sqlite", "pg")
    def a_plan_with_conditions_is_proven_and_approved(ground):
        make(ground, When="EXISTS (SELECT 1 FROM %s WHERE id = 10)" % order(ground))
        path = ground.folder / "plan.json"
        ground.plan("--prove", "--out", path, code=0)
        for _ in range(2):
            ground.run("deploy", "--url", ground.url, "--plan", path, "--yes", code=0)
        if backups(ground, "list", code=0).out.count("kept until") != 1:
            raise Failure("not one backup")

    @check("sqlite", "pg")
    def a_plan_purges_what_its_time_is_over_for(ground):
        make(ground)
        ground.deploy(code=0)
        ground.sql("UPDATE %sbackups SET retain_days = 0;" % journal(ground))
        ground.plan(code=0).says("was to be kept until", "plan").says("DROP TABLE", "plan")
        ground.run("drift", "-p", ground.package, "--url", ground.url, code=0)
        ground.deploy(code=0).says("1 step ran", "the purge")
        backups(ground, "list", code=0).says("No backup", "list")
        backups(ground, "list", "--all", code=0).says("purged", "list --all")
        ground.deploy(code=0).says("Nothing to do", "a second deploy")
