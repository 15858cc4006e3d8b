"""Checks of run.py about columns whose values go and are kept: copies, writes meanwhile, restore, what is cut off."""
import json
import threading

from harness.checks import Failure, show_command

ROWS = 3000
FILL = "INSERT INTO {shop}customer SELECT i, 'u@example.com', 'name ' || i FROM generate_series(100, %d) AS i;\n" % (ROWS + 99)
LITE_SUM = "SELECT count(name) || ' ' || max(name) FROM customer"
SUM = "SELECT count(name) || ' ' || md5(string_agg(id || coalesce(name, '-'), ',' ORDER BY id)) FROM %s"


def register(check, tables):
    def slim():
        table = tables.customer()
        table["Columns"] = table["Columns"][:2]
        return table

    def prepare(ground, more="", table=None, fill=FILL, **keys):
        contract = {"Name": "drop-name", "Drop": ["shop.customer.name"]}
        contract.update(keys)
        ground.load(fill + more)
        ground.make_package(table or slim(), tables.order(), Manage=["shop"])
        ground.write("Templates/Main/Contracts/name.json", contract)

    def backups(ground, *words, **more):
        return ground.run("backups", *words, "--url", ground.url, **more)

    def place(ground):
        held = backups(ground, "list", code=0).out.split("\n")[1].split()[0]
        return ("anneal_backup.b_" if ground.prefix else "_anneal_backup_") + held

    def live(ground):
        return "%scustomer" % ground.prefix

    def kill(ground, point, hit, *words, verb=None):
        verb = verb or ("deploy", "-p", ground.package, "--url", ground.url, "--yes")
        result = ground.anneal.run(*verb, *words, env={"ANNEAL_FAULT": "%s:%d:kill" % (point, hit)})
        if (result.code or 0) >= 0:
            raise Failure("it was to be killed: is this a build with fault points?", show_command(result))

    def left(ground):
        return ground.one("SELECT count(*) FROM pg_trigger WHERE tgname LIKE '!%'") + ground.one("SELECT count(*) FROM pg_proc WHERE proname LIKE 'b\\_%'")

    @check("pg")
    def a_column_that_goes_by_a_contract_is_kept_and_comes_back(ground):
        prepare(ground)
        before = ground.one(SUM % live(ground))
        ground.plan(code=0).says("its values are kept in", "plan").says("for 30 days", "plan")
        ground.deploy(code=0)
        if "name" in ground.columns("customer"):
            raise Failure("the column is still there")
        if left(ground) != "00":
            raise Failure("triggers or functions are left", left(ground))
        if ground.one(SUM % place(ground)) != before:
            raise Failure("the copy differs", ground.one(SUM % place(ground)))
        ground.deploy(code=0).says("Nothing to do", "a second deploy")
        backups(ground, "show", "shop.customer.name", code=0).says("%d rows" % (ROWS + 2), "show").says("needs table shop.customer", "show")
        ground.sql("DELETE FROM shop.customer WHERE id = 100; INSERT INTO shop.customer VALUES (7, 'new@example.com');")
        backups(ground, "restore", "shop.customer.name", code=0).says("is back", "restore").says("%d values were kept; of %d the row" % (ROWS + 2, ROWS + 1), "restore")
        if ground.one("SELECT count(*) FROM shop.customer WHERE name IS DISTINCT FROM (SELECT k.name FROM %s AS k WHERE k.id = customer.id)" %
                      ("anneal_backup.b_" + backups(ground, "list", "--all", code=0).out.split("\n")[1].split()[0])) != "0":
            raise Failure("the values differ", ground.state())
        backups(ground, "list", code=0).says("No backup", "list")

    @check("pg")
    def of_what_is_empty_nothing_is_kept(ground):
        ground.load("CREATE TYPE shop.mood AS ENUM ('a');\nCREATE TABLE shop.bare (id integer PRIMARY KEY, mood shop.mood, gone text);\n"
                    "CREATE TABLE shop.empty (id integer PRIMARY KEY, mood shop.mood);\n")
        bare = {"Schema": "shop", "Name": "bare", "Columns": [{"Name": "id", "DataType": "integer"}],
                "Indexes": [{"Name": "bare_pkey", "PrimaryKey": True, "IndexColumns": "id"}]}
        ground.make_package(tables.customer(), tables.order(), bare, Manage=["shop"])
        words = ("--allow", "all")
        ground.plan(*words, code=0).says("it holds no rows, so that nothing is to be kept", "plan")
        made = ground.folder / "plan.json"
        ground.plan(*words, "--out", made, code=0)
        ground.sql("INSERT INTO shop.empty VALUES (1, 'a');")
        stopped = ground.run("deploy", "-p", ground.package, "--url", ground.url, "--yes", "--plan", made, code=1)
        stopped.says("rows have come into", "a table that is empty no more")
        if ground.one("SELECT count(*) FROM shop.empty") != "1":
            raise Failure("the row that came is gone", show_command(stopped))
        ground.sql("TRUNCATE shop.empty;")
        ground.deploy(*words, code=0)
        ground.deploy(*words, code=0).says("Nothing to do", "a second deploy")
        if ground.one("SELECT count(*) FROM pg_namespace WHERE nspname = 'anneal_backup'") != "0":
            raise Failure("there is a place for backups, and nothing was to be kept")

    @check("sqlite")
    def a_column_is_kept_in_a_file_too(ground):
        prepare(ground, fill="")
        before = ground.one(LITE_SUM)
        ground.deploy(code=0)
        if "name" in ground.columns("customer"):
            raise Failure("the column is still there")
        ground.deploy(code=0).says("Nothing to do", "a second deploy")
        ground.sql("INSERT INTO customer VALUES (7, 'new@example.com'); DELETE FROM \"order\"; DELETE FROM customer WHERE id = 2")
        backups(ground, "restore", "customer.name", code=0).says("is back", "restore")
        if ground.one(LITE_SUM) != "1 Ada":
            raise Failure("the values differ", ground.one(LITE_SUM) + before)
        backups(ground, "list", code=0).says("No backup", "list")

    @check("sqlite")
    def a_rebuild_keeps_all_that_it_takes_away(ground):
        table = slim()
        table["Columns"][1]["DataType"] = "integer"
        prepare(ground, "UPDATE customer SET email = '0' || id;", table=table, fill="")
        ground.write("Templates/Main/Contracts/name.json", {"Name": "drop-name", "Drop": ["shop.customer.name"]})
        ground.write("Templates/Main/Contracts/email.json", {"Name": "narrow-email", "Change": ["shop.customer.email"]})
        ground.sql("CREATE INDEX named ON customer (name) WHERE name > ''")
        ground.deploy("--allow", "all", code=0)
        if "name" in ground.columns("customer"):
            raise Failure("the column is still there")
        held = backups(ground, "list", code=0)
        ground.one("SELECT name || email FROM %s" % place(ground))
        backups(ground, "restore", held.out.split("\n")[1].split()[0], code=1).says("duplicate column", "email is taken")

    @check("pg")
    def a_name_that_is_taken_is_not_overwritten(ground):
        prepare(ground)
        before = ground.one(SUM % live(ground))
        ground.deploy(code=0)
        ground.sql("ALTER TABLE shop.customer ADD COLUMN name text")
        backups(ground, "restore", "shop.customer.name", code=1)
        if ground.one("SELECT count(name) FROM shop.customer") != "0":
            raise Failure("a column of somebody else was written")
        backups(ground, "restore", "shop.customer.name", "--as", "name_old", code=0)
        if ground.one((SUM % live(ground)).replace("name", "name_old")) != before:
            raise Failure("the values differ", ground.state())

    def restored(ground, before, deleted=0):
        """Byte by byte what it was: values by their rows."""
        backups(ground, "restore", "shop.customer.name", code=0)
        if ground.one(SUM % live(ground)) != before:
            raise Failure("the values differ", ground.one(SUM % live(ground)))
        if left(ground) != "00":
            raise Failure("triggers or functions are left", left(ground))

    WRITES = ("UPDATE shop.customer SET name = 'changed' WHERE id IN (101, 3000); DELETE FROM shop.customer WHERE id IN (102, 2999); "
              "UPDATE shop.customer SET id = id + 10000 WHERE id IN (103, 2998); INSERT INTO shop.customer VALUES (8, 'n', 'eight'), (20000, 'n', 'late'); "
              "DELETE FROM shop.customer WHERE id = 20000; INSERT INTO shop.customer VALUES (20000, 'n', 'again'); "
              "INSERT INTO shop.customer VALUES (104, 'x', 'x') ON CONFLICT (id) DO UPDATE SET name = 'upserted'")

    @check("pg")
    def writes_during_the_copy_are_in_it(ground):
        prepare(ground)
        kill(ground, "LOOP_COMMITTED", 2)
        writer = ground.role()
        ground.sql("GRANT USAGE ON SCHEMA shop TO {0}; GRANT ALL ON shop.customer TO {0}; SET ROLE {0}; {1}; RESET ROLE".format(writer, WRITES))
        before = ground.one(SUM % live(ground))
        ground.plan(code=0).says("copy values", "what is left")
        ground.deploy(code=0)
        restored(ground, before)

    @check("pg")
    def a_table_that_is_emptied_meanwhile_leaves_nothing_old(ground):
        prepare(ground)
        kill(ground, "LOOP_COMMITTED", 2)
        ground.sql("TRUNCATE shop.customer CASCADE; INSERT INTO shop.customer VALUES (1, 'n', 'one')")
        before = ground.one(SUM % live(ground))
        ground.deploy(code=0)
        restored(ground, before)

    @check("pg")
    def cut_off_anywhere_it_is_finished(ground):
        points = (("GROUP_BEGUN", 1), ("GROUP_RAN", 1), ("BACKUP_SAVED", 1), ("GROUP_COMMITTED", 1), ("LOOP_RAN", 1), ("LOOP_COMMITTED", 1), ("LOOP_ENDED", 1),
                  ("STATEMENT_RAN", 9),
                  ("STATEMENT_RAN", 14), ("BACKUP_SAVED", 2), ("GROUP_RAN", 2), ("GROUP_COMMITTED", 2), ("GROUP_RAN", 3), ("STEPS_WRITTEN", 3), ("GROUP_COMMITTED", 3))
        prepare(ground)
        before = ground.one(SUM % live(ground))
        for point, hit in points:
            try:
                kill(ground, point, hit)
            except Failure as failure:
                raise Failure("%s:%d: %s" % (point, hit, failure.args[0]))
            ground.deploy(code=0)
            if backups(ground, "list", code=0).out.count("kept until") != 1:
                raise Failure("there is not one backup after %s" % point, backups(ground, "list").text)
            restored(ground, before)

    @check("pg")
    def a_restore_that_is_cut_off_goes_on(ground):
        prepare(ground)
        before = ground.one(SUM % live(ground))
        for point, hit in (("GROUP_RAN", 1), ("GROUP_COMMITTED", 1), ("LOOP_RAN", 2), ("LOOP_COMMITTED", 2), ("LOOP_ENDED", 1)):
            ground.deploy(code=0)
            held = backups(ground, "list", code=0).out.split("\n")[1].split()[0]
            kill(ground, point, hit, verb=("backups", "restore", held, "--url", ground.url))
            restored(ground, before)

    @check("pg")
    def a_copy_that_nobody_wants_any_more_is_thrown_away(ground):
        prepare(ground)
        before = ground.state()
        kill(ground, "LOOP_COMMITTED", 2)
        ground.write("Templates/Main/Tables/shop.customer.json", tables.customer())
        ground.plan(code=0).says("it is not finished", "plan")
        ground.deploy(code=0)
        if left(ground) != "00":
            raise Failure("triggers or functions are left", left(ground))
        ground.sql("DROP SCHEMA anneal_backup")
        ground.unchanged(before, "thrown away")
        ground.deploy(code=0).says("Nothing to do", "a second deploy")

    @check("pg")
    def a_narrower_type_keeps_the_wide_values(ground):
        table = tables.customer()
        table["Columns"][2]["DataType"] = "character varying(6)"
        prepare(ground, table=table, Drop=None, Change=["shop.customer.name"])
        ground.write("Templates/Main/Contracts/name.json", {"Name": "narrow-name", "Change": ["shop.customer.name"]})
        before = ground.one(SUM % live(ground))
        ground.deploy("--allow", "FAILS_ON_DATA,BLOCKS_READS,BLOCKS_WRITES,TABLE_REWRITE", code=1)
        ground.sql("UPDATE shop.customer SET name = right(name, 4) WHERE length(name) > 6")
        before = ground.one(SUM % live(ground))
        ground.deploy(code=0)
        if ground.one(SUM % place(ground)) != before:
            raise Failure("the copy differs")
        backups(ground, "restore", "shop.customer.name", code=1).says("--as", "the name is taken")
        backups(ground, "restore", "shop.customer.name", "--as", "name_wide", code=0)
        if ground.one((SUM % live(ground)).replace("name", "name_wide")) != before:
            raise Failure("the values differ")

    @check("pg")
    def digits_that_a_type_cuts_off_are_kept(ground):
        table = tables.customer()
        table["Columns"].append({"Name": "rate", "DataType": "numeric(10,1)", "Nullable": True})
        prepare(ground, "ALTER TABLE {shop}customer ADD COLUMN rate numeric(10,4); UPDATE {shop}customer SET rate = id / 7.0;\n", table=table)
        ground.write("Templates/Main/Contracts/name.json", {"Name": "narrow-rate", "Change": ["shop.customer.rate"]})
        before = ground.one("SELECT sum(rate) FROM shop.customer")
        ground.deploy(code=3).says("FAILS_ON_DATA", "digits are lost").says("needs `narrow type`", "what would be copied for it")
        ground.deploy("--allow", "FAILS_ON_DATA", code=0)
        backups(ground, "restore", "shop.customer.rate", "--as", "rate_old", code=0)
        if ground.one("SELECT sum(rate_old) FROM shop.customer") != before:
            raise Failure("digits are lost")

    @check("pg")
    def partitions_and_own_types_are_kept_too(ground):
        more = ("CREATE TYPE {shop}mood AS ENUM ('sad', 'glad'); CREATE DOMAIN {shop}code AS text;\n"
                "CREATE TABLE {shop}part (day date NOT NULL, id bigint NOT NULL, mood {shop}mood DEFAULT 'sad', code {shop}code[], doc json, PRIMARY KEY (day, id)) PARTITION BY RANGE (day);\n"
                "CREATE TABLE {shop}part_1 PARTITION OF {shop}part FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');\n"
                "CREATE TABLE {shop}part_2 PARTITION OF {shop}part FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');\n"
                "INSERT INTO {shop}part SELECT date '2026-01-01' + i %% 50, i, CASE WHEN i %% 3 > 0 THEN 'glad'::{shop}mood END, ARRAY['a\"b', NULL, 'c,' || i], '{{\"a\": 1}}' "
                "FROM generate_series(1, 2000) AS i;\n").replace("%%", "%")
        prepare(ground, more, table=tables.customer())
        partition = {"Schema": "shop", "Name": "part", "PartitionBy": "RANGE (day)",
                     "Columns": [{"Name": "day", "DataType": "date"}, {"Name": "id", "DataType": "bigint"}],
                     "Indexes": [{"Name": "part_pkey", "PrimaryKey": True, "IndexColumns": "day, id"}]}
        ground.write("Templates/Main/Tables/shop.part.json", partition)
        ground.write("Templates/Main/Contracts/name.json", {"Name": "drop-mood", "Drop": ["shop.part.mood", "shop.part.code", "shop.part.doc", "type shop.mood", "domain shop.code"]})
        total = "SELECT md5(string_agg(id || coalesce(mood::text, '-') || coalesce(code::text, '-') || coalesce(doc::text, '-'), ',' ORDER BY id)) FROM shop.part"
        before = ground.one(total)
        for hit in (2, 6):
            kill(ground, "LOOP_COMMITTED", hit)
            ground.sql("UPDATE shop.part SET day = '2026-02-15' WHERE id = 1; UPDATE shop.part SET day = '2026-01-01' WHERE id = 1;")
        ground.deploy("--allow", "DATA_LOSS,BREAKS_OLD_APP", code=0)
        if ground.one("SELECT count(*) FROM pg_type WHERE typname IN ('mood', 'code')") != "0":
            raise Failure("the types are still there: what is kept must not hold them")
        ground.sql("CREATE TYPE shop.mood AS ENUM ('sad', 'glad'); CREATE DOMAIN shop.code AS text")
        for name in ("mood", "code", "doc"):
            backups(ground, "restore", "shop.part." + name, code=0)
        if ground.one(total) != before:
            raise Failure("the values differ", ground.one(total))
        if ground.one("SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = 'shop.part'::regclass") != "'sad'::shop.mood":
            raise Failure("the default is not back")

    @check("pg")
    def without_a_key_it_is_held(ground):
        prepare(ground)
        ground.sql("ALTER TABLE shop.\"order\" DROP CONSTRAINT order_customer_fk; ALTER TABLE shop.customer DROP CONSTRAINT customer_pkey")
        table, other = slim(), tables.order()
        table["Indexes"], other["ForeignKeys"] = [], []
        ground.write("Templates/Main/Tables/shop.customer.json", table)
        ground.write("Templates/Main/Tables/shop.order.json", other)
        ground.plan().says("that stays tells its rows apart", "plan")
        ground.deploy(code=3).says("DATA_LOSS", "it is held")
        if "name" not in ground.columns("customer"):
            raise Failure("it went")

    @check("pg")
    def all_that_is_allowed_is_kept_unless_its_loss_is(ground):
        table = slim()
        prepare(ground, table=table)
        (ground.package / "Templates/Main/Contracts/name.json").unlink()
        (ground.package / "Templates/Main/Tables/shop.order.json").unlink()
        before = ground.one(SUM % live(ground))
        ground.deploy("--allow", "all", code=0)
        if backups(ground, "list", code=0).out.count("kept until") != 2:
            raise Failure("the table and the column are not both kept", backups(ground, "list").text)
        restored(ground, before)
        ground.deploy("--allow", "all,DATA_LOSS", code=0)
        if backups(ground, "list", code=0).out.count("kept until") != 1 or "name" in ground.columns("customer"):
            raise Failure("what may be lost is not to be kept", backups(ground, "list").text)

    @check("pg")
    def writes_all_the_while_are_in_it(ground):
        prepare(ground, fill=FILL.replace(str(ROWS + 99), "60000"))
        stop = threading.Event()
        problems = []

        def write():
            with ground.server.session(ground.database) as session:
                number = 0
                while not stop.is_set():
                    number += 1
                    try:
                        session.run("UPDATE shop.customer SET name = 'w%d' WHERE id = %d; DELETE FROM shop.customer WHERE id = %d AND name <> ''; "
                                    "INSERT INTO shop.customer VALUES (%d, 'n', 'i%d') ON CONFLICT (id) DO UPDATE SET name = 'u%d'"
                                    % (number, 100 + number * 37 % 59900, 100 + number * 53 % 59900, 100 + number * 71 % 62000, number, number))
                    except Failure as failure:  # told by who waits for the thread
                        problems.append(failure.detail)
                        return

        # each statement names the column, so that none runs once it is gone
        ground.write("Templates/Main/Triggers/shop.customer.touch_last.sql",
                     "CREATE TRIGGER touch_last AFTER INSERT OR UPDATE OR DELETE ON shop.customer FOR EACH ROW EXECUTE FUNCTION public.note();\n")
        # a trigger of the test notes what each row's name was when the column went
        ground.sql("CREATE TABLE public.last (id integer PRIMARY KEY, name text); INSERT INTO public.last SELECT id, name FROM shop.customer;\n"
                   "CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP <> 'INSERT' THEN DELETE FROM public.last WHERE id = OLD.id; END IF; "
                   "IF TG_OP <> 'DELETE' THEN INSERT INTO public.last VALUES (NEW.id, NEW.name); END IF; RETURN NULL; END $$;\n"
                   "CREATE TRIGGER touch_last AFTER INSERT OR UPDATE OR DELETE ON shop.customer FOR EACH ROW EXECUTE FUNCTION public.note()")
        threads = [threading.Thread(target=write) for _ in range(2)]
        for thread in threads:
            thread.start()
        try:
            ground.deploy(code=0)
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        if any('column "name"' not in problem and 'more expressions than' not in problem for problem in problems):
            raise Failure("a write failed before the column went", "\n".join(problems))
        same = ground.one("SELECT count(*) || ' ' || count(*) FILTER (WHERE l.name IS DISTINCT FROM k.name OR l.id IS NULL OR k.id IS NULL) FROM public.last AS l "
                          "FULL JOIN (SELECT * FROM %s WHERE NOT anneal_gone) AS k ON k.id = l.id" % place(ground))
        if not same.endswith(" 0"):
            raise Failure("the copy differs from what the column had: %s" % same)

    @check("pg")
    def status_tells_of_it_and_rights_are_asked_before(ground):
        prepare(ground)
        role = ground.role()
        ground.sql("ALTER TABLE shop.customer OWNER TO {0}; ALTER TABLE shop.\"order\" OWNER TO {0}; GRANT ALL ON SCHEMA shop TO {0}; "
                   "CREATE SCHEMA anneal AUTHORIZATION {0}".format(role))
        words = ("deploy", "-p", ground.package, "--url", ground.server.url(ground.database, role), "--yes")
        ground.run(*words, code=1).says("may not create anything in database", "before anything runs")
        ground.sql("GRANT CREATE ON DATABASE \"%s\" TO %s" % (ground.database, role))
        kill(ground, "LOOP_COMMITTED", 2, verb=words)
        ground.run("status", "--url", ground.url).says("copying, not finished", "status")
        ground.run(*words, code=0)
        ground.run("status", "--url", ground.url, code=0).says("shop.customer.name: until", "status")

    @check("pg")
    def a_key_of_an_own_type_is_no_key_for_a_trigger(ground):
        prepare(ground, "CREATE DOMAIN {shop}number AS integer; CREATE TABLE {shop}coded (id {shop}number PRIMARY KEY, name text);\n", table=tables.customer())
        ground.write("Templates/Main/Tables/shop.coded.json", {"Schema": "shop", "Name": "coded", "Columns": [{"Name": "id", "DataType": "shop.number"}],
                     "Indexes": [{"Name": "coded_pkey", "PrimaryKey": True, "IndexColumns": "id"}]})
        ground.write("Templates/Main/Domain Types/shop.number.json", {"Schema": "shop", "Name": "number", "DataType": "integer"})
        ground.write("Templates/Main/Contracts/name.json", {"Name": "drop-name", "Drop": ["shop.coded.name"]})
        ground.deploy(code=3).says("DATA_LOSS", "it is held")

    MOODS = "CREATE TYPE {shop}mood AS ENUM ('calm', 'wild', 'lost');\n" \
            "CREATE TABLE {shop}felt (id integer PRIMARY KEY, mood {shop}mood DEFAULT 'calm', seen integer NOT NULL DEFAULT 0);\n" \
            "INSERT INTO {shop}felt SELECT i, (ARRAY['calm', 'wild', 'lost'])[1 + i %% 3]::{shop}mood FROM generate_series(1, %d) AS i;\n" \
            "CREATE FUNCTION {shop}see() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.seen := NEW.seen + 1; RETURN NEW; END';\n" \
            "CREATE TRIGGER see BEFORE UPDATE ON {shop}felt FOR EACH ROW EXECUTE FUNCTION {shop}see();\n"

    def moods(ground, count=1000, more=""):
        ground.load(MOODS % count + more)
        ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
        path = "Templates/Main/Enum Types/shop.mood.json"
        kind = json.loads((ground.package / path).read_text())
        kind["Values"].remove("lost")
        ground.write(path, kind)

    @check("pg")
    def rows_with_an_enum_value_that_goes_are_kept(ground):
        moods(ground)
        lost = ground.one("SELECT count(*) || ' ' || sum(id) FROM shop.felt WHERE mood = 'lost'")
        ground.deploy(code=3).says("DATA_LOSS", "it is held")
        ground.plan("--allow", "all", code=0).says("have none from then on", "plan").says("values are kept", "plan")
        ground.deploy("--allow", "all", code=0)
        if ground.one("SELECT count(*) || ' ' || sum(id) FROM shop.felt WHERE mood IS NULL") != lost or ground.one("SELECT sum(seen) FROM shop.felt") != "0":
            raise Failure("other rows have none now, or triggers fired", ground.one("SELECT count(*) || ' ' || sum(id) FROM shop.felt WHERE mood IS NULL"))
        if ground.one("SELECT count(*) || ' ' || sum(id) FROM %s WHERE mood = 'lost' AND NOT anneal_gone" % place(ground)) != lost:
            raise Failure("the copy does not have them")
        ground.deploy("--allow", "all", code=0).says("Nothing to do", "again")
        ground.sql("DELETE FROM shop.felt WHERE id = 2; INSERT INTO shop.felt VALUES (5000, 'wild');")
        backups(ground, "restore", "shop.felt.mood", "--as", "mood_old", code=0).says("1000 values were kept; of 999", "restore")
        if ground.one("SELECT count(*) || ' ' || sum(id) FROM shop.felt WHERE mood_old = 'lost'") != "332 " + str(int(lost.split()[1]) - 2):
            raise Failure("they are not back", lost)

    @check("pg")
    def where_it_must_have_a_value_the_removal_fails_before_anything_runs(ground):
        moods(ground, more="ALTER TABLE {shop}felt ALTER COLUMN mood SET NOT NULL;\n")
        before = ground.state()
        ground.deploy("--allow", "DATA_LOSS,BREAKS_OLD_APP", code=3).says("rows stand in the way", "rows in the way")
        ground.unchanged(before, "rows in the way")

    @check("pg")
    def an_enum_value_that_goes_from_a_table_without_key_is_held(ground):
        moods(ground, more="ALTER TABLE {shop}felt DROP CONSTRAINT felt_pkey;\n")
        before = ground.state()
        ground.deploy("--allow", "all", code=3).says("DATA_LOSS", "it is held")
        ground.unchanged(before, "it is held")
