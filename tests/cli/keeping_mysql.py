"""Checks of run.py about what MariaDB and MySQL keep of what goes: copies of columns, writes meanwhile, what is cut off, restore."""
import os
import threading

from harness.checks import Failure, show_command

ROWS = 3000
LIVE = """
CREATE TABLE customer (id int NOT NULL PRIMARY KEY, email varchar(100) NOT NULL, name varchar(50) DEFAULT 'nobody' COMMENT 'how to call them',
    rate decimal(10,4), seen timestamp NULL ON UPDATE CURRENT_TIMESTAMP);
INSERT INTO customer WITH RECURSIVE d(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM d WHERE n < 244)
    SELECT i, CONCAT('u', i, '@example.com'), IF(i %% 7 = 0, NULL, CONCAT('näme ', i)), i / 7, NULL
    FROM (SELECT a.n * 245 + b.n + 1 AS i FROM d AS a CROSS JOIN d AS b) AS numbers WHERE i <= %d;
CREATE TABLE `order` (id int NOT NULL PRIMARY KEY, customer_id int NOT NULL, KEY order_customer (customer_id),
    CONSTRAINT order_customer_fk FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE);
INSERT INTO `order` VALUES (10, 1), (11, 2);
"""
SUM = "SELECT count(name), SHA2(GROUP_CONCAT(id, COALESCE(HEX(name), '-') ORDER BY id), 256) FROM %s"
# All ways to write a row, in a session that is as an application's.
WRITES = ("UPDATE customer SET name = 'Writer' WHERE id = 1; UPDATE customer SET name = CONCAT(name, '!') WHERE id IN (103, 2900); "
          "INSERT INTO customer (id, email, name) VALUES (10000, 'n', 'new'), (10001, 'n', NULL); DELETE FROM customer WHERE id IN (101, 2901); "
          "UPDATE customer SET id = 20000, name = 'moved' WHERE id = 102; DELETE FROM customer WHERE id = 20000; "
          "INSERT INTO customer (id, email, name) VALUES (20000, 'n', 'again'); REPLACE INTO customer (id, email, name) VALUES (104, 'x', 'replaced'); "
          "INSERT INTO customer (id, email, name) VALUES (105, 'x', 'x') ON DUPLICATE KEY UPDATE name = 'upserted'; "
          "UPDATE customer SET id = 30000 WHERE id = 2902")


def column(name, kind, **more):
    return dict({"Name": name, "DataType": kind, "Nullable": True}, **more)


def customer(**kinds):
    columns = [column("id", "int", Nullable=False), column("email", "varchar(100)", Nullable=False),
               column("name", "varchar(50)", Default="'nobody'", Comment="how to call them"), column("rate", "decimal(10,4)"),
               column("seen", "timestamp", OnUpdateCurrentTimestamp="CURRENT_TIMESTAMP")]
    for one in columns:
        one["DataType"] = kinds.get(one["Name"], one["DataType"])
    return {"Name": "customer", "Columns": [one for one in columns if one["DataType"]],
            "Indexes": [{"Name": "PRIMARY", "PrimaryKey": True, "IndexColumns": "id"}]}


def order():
    return {"Name": "order", "Columns": [column("id", "int", Nullable=False), column("customer_id", "int", Nullable=False)],
            "Indexes": [{"Name": "PRIMARY", "PrimaryKey": True, "IndexColumns": "id"}, {"Name": "order_customer", "IndexColumns": "customer_id"}],
            "ForeignKeys": [{"Name": "order_customer_fk", "Columns": "customer_id", "RelatedTable": "customer", "RelatedColumns": "id",
                             "DeleteAction": "CASCADE"}]}


def register(check):
    def prepare(ground, *tables, more="", contract=None, rows=ROWS):
        ground.sql(LIVE % rows + more)
        ground.write("Product.json", {"Name": "shop", "Platform": "MariaDB, MySQL", "TemplateOrder": ["Main"]})
        ground.write("Templates/Main/Template.json", {"Name": "Main"})
        ground.write("anneal.json", {})
        for table in tables or (customer(name=None), order()):
            ground.write("Templates/Main/Tables/%s.json" % table["Name"], table)
        if contract != {}:
            ground.write("Templates/Main/Contracts/name.json", contract or {"Name": "drop-name", "Drop": ["customer.name"]})

    def total(ground, table="customer"):
        return ground.one("SET SESSION group_concat_max_len = 10000000; " + SUM % table).split("\n")[-1]

    def backups(ground, *words, **more):
        return ground.run("backups", *words, "--url", ground.url, **more)

    def held(ground):
        return [line.split()[0] for line in backups(ground, "list", code=0).out.split("\n") if ", about " in line]

    def kill(ground, point, hit, *words, verb=None):
        verb = verb or ("deploy", "-p", ground.package, "--url", ground.url, "--yes")
        result = ground.anneal.run(*verb, *words, env={"ANNEAL_FAULT": "%s:%d:kill" % (point, hit)})
        if (result.code or 0) >= 0:
            raise Failure("it was to be killed: is this a build with fault points?", show_command(result))

    def nothing_left(ground):
        if ground.one("SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE() AND trigger_name LIKE '\\_anneal%'"):
            raise Failure("triggers are left", ground.one("SHOW TRIGGERS"))

    def restored(ground, before):
        """Byte by byte what it was: values by their rows."""
        nothing_left(ground)
        if len(held(ground)) != 1:
            raise Failure("there is not one backup", backups(ground, "list").text)
        backups(ground, "restore", "customer.name", code=0).says("is back", "restore")
        if total(ground) != before:
            raise Failure("the values differ", "%s is not %s" % (total(ground), before))

    @check("my")
    def a_column_that_goes_is_kept_and_comes_back_on_mysql(ground):
        prepare(ground, more="CREATE TRIGGER own AFTER UPDATE ON customer FOR EACH ROW SET @changed = COALESCE(@changed, 0) + 1;")
        ground.write("Templates/Main/Triggers/customer.own.sql",
                     "CREATE TRIGGER own AFTER UPDATE ON customer FOR EACH ROW SET @changed = COALESCE(@changed, 0) + 1;\n")
        before = total(ground)
        ground.plan(code=0).says("its values are kept in", "plan").says("for 30 days", "plan")
        ground.deploy(code=0)
        nothing_left(ground)
        if "name" in ground.columns("customer"):
            raise Failure("the column is still there")
        if total(ground, "_anneal_backup_" + held(ground)[0]) != before:
            raise Failure("the copy differs")
        ground.deploy(code=0).says("Nothing to do", "a second deploy")
        backups(ground, "show", "customer.name", code=0).says("%d rows" % ROWS, "show").says("needs table customer", "show")
        ground.sql("DELETE FROM customer WHERE id = 100; INSERT INTO customer (id, email) VALUES (7777, 'new')")
        back = backups(ground, "restore", "customer.name", code=0).says("%d values were kept; of %d the row" % (ROWS, ROWS - 1), "restore")
        back.says("1 triggers of customer fire", "restore")
        if ground.one("SELECT COLUMN_DEFAULT, COLUMN_COMMENT FROM information_schema.columns WHERE table_schema = DATABASE() AND column_name = 'name'"
                      " AND table_name = 'customer'").replace("'", "") != "nobody\thow to call them":
            raise Failure("default and comment are not back", ground.state())
        if ground.one("SELECT count(seen), count(*), SUM(name IS NULL AND id = 7777) FROM customer") != "0\t%d\t1" % ROWS:
            raise Failure("more was written than the column")
        if not ground.one("SHOW TABLES LIKE '\\_anneal\\_backup\\_%'"):
            raise Failure("the copy is gone with its way back")
        backups(ground, "list", code=0).says("No backup", "list")

    @check("my")
    def writes_during_a_copy_are_in_it_on_mysql(ground):
        prepare(ground)
        kill(ground, "LOOP_COMMITTED", 2)
        ground.sql(WRITES)
        before = total(ground)
        ground.plan(code=0).says("copy values", "what is left")
        ground.deploy(code=0)
        restored(ground, before)

    @check("my")
    def cut_off_anywhere_a_copy_is_finished_on_mysql(ground):
        # 7 statements make copy and triggers, 6 take lock, triggers, column away, and give the lock back
        points = [("STATEMENT_RAN", hit) for hit in (1, 3, 7, 8, 9, 11, 12, 13)]
        points += [("BACKUP_SAVED", 1), ("BACKUP_SAVED", 2), ("STEP_BEGUN", 3), ("STEP_RAN", 1), ("STEP_RAN", 3), ("STEP_ENDED", 1), ("STEP_ENDED", 3),
                   ("LOOP_RAN", 1), ("LOOP_COMMITTED", 2), ("LOOP_ENDING", 1), ("LOOP_ENDED", 1)]
        prepare(ground)
        before = total(ground)
        for point, hit in points if os.environ.get("ANNEAL_FULL") else points[3::3]:
            try:
                kill(ground, point, hit)
                ground.sql("UPDATE customer SET email = CONCAT(email, '.') WHERE id < 5")  # no trigger stands in the application's way
                if "name" in ground.columns("customer"):
                    ground.sql("UPDATE customer SET name = '%s %d' WHERE id = 3" % (point, hit))
                    before = total(ground)
                ground.deploy(code=0)
                ground.deploy(code=0).says("Nothing to do", "a second deploy")
                restored(ground, before)
            except Failure as failure:
                raise Failure("%s:%d: %s" % (point, hit, failure.args[0]), failure.detail)

    @check("my")
    def a_restore_that_is_cut_off_goes_on_on_mysql(ground):
        prepare(ground)
        before = total(ground)
        for point, hit in (("BACKUP_SAVED", 1), ("STATEMENT_RAN", 1), ("STEP_ENDED", 1), ("LOOP_RAN", 2), ("LOOP_COMMITTED", 2), ("LOOP_ENDED", 1)):
            ground.deploy(code=0)
            kill(ground, point, hit, verb=("backups", "restore", held(ground)[0], "--url", ground.url))
            restored(ground, before)

    @check("my")
    def a_copy_that_nobody_wants_any_more_is_thrown_away_on_mysql(ground):
        prepare(ground)
        kill(ground, "LOOP_COMMITTED", 2)
        ground.run("status", "--url", ground.url).says("copying, not finished", "status")
        ground.write("Templates/Main/Tables/customer.json", customer())
        (ground.package / "Templates/Main/Contracts/name.json").unlink()
        ground.plan(code=0).says("it is not finished", "plan")
        ground.deploy(code=0)
        nothing_left(ground)
        if ground.one("SHOW TABLES LIKE '\\_anneal\\_backup\\_%'"):
            raise Failure("the copy is left")
        ground.deploy(code=0).says("Nothing to do", "a second deploy")

    @check("my")
    def digits_that_a_type_cuts_off_are_kept_on_mysql(ground):
        prepare(ground, customer(rate="decimal(10,1)"), order(), contract={"Name": "narrow-rate", "Change": ["customer.rate"]})
        before = ground.one("SELECT SUM(rate) FROM customer")
        ground.deploy(code=3).says("FAILS_ON_DATA", "digits are lost")
        words = ("--allow", "FAILS_ON_DATA,BLOCKS_WRITES,TABLE_REWRITE")
        kill(ground, "STATEMENT_RAN", 9, *words)  # the type is narrow, its triggers are there
        ground.sql("UPDATE customer SET rate = 1 WHERE id = 1")
        ground.plan().says("they are kept", "what was cut off")
        ground.deploy(*words, code=0)
        nothing_left(ground)
        ground.deploy(code=0).says("Nothing to do", "a second deploy")
        backups(ground, "restore", "customer.rate", code=1).says("--as", "the name is taken")
        backups(ground, "restore", "customer.rate", "--as", "rate_old", code=0)
        if ground.one("SELECT SUM(IF(id = 1, 1 / 7, rate_old)) FROM customer")[:12] != before[:12]:
            raise Failure("digits are lost", ground.one("SELECT SUM(rate_old) FROM customer") + " " + before)

    @check("my")
    def of_what_is_empty_nothing_is_kept_on_mysql(ground):
        prepare(ground, customer(), order(), contract={}, more="CREATE TABLE bare (id int NOT NULL PRIMARY KEY, gone int); CREATE TABLE vacant (id int);"
                "INSERT INTO vacant VALUES (1); DELETE FROM vacant")
        ground.write("Templates/Main/Tables/bare.json", {"Name": "bare", "Columns": [column("id", "int", Nullable=False)],
                                                         "Indexes": [{"Name": "PRIMARY", "PrimaryKey": True, "IndexColumns": "id"}]})
        words, made = ("--allow", "all"), ground.folder / "plan.json"
        ground.plan(*words, "--out", made, code=0).says("it holds no rows, so that nothing is to be kept", "plan")
        ground.sql("INSERT INTO bare VALUES (1, 1); INSERT INTO vacant VALUES (1)")
        stopped = ground.run("deploy", "-p", ground.package, "--url", ground.url, "--yes", "--plan", made, code=1)
        stopped.says("rows have come into", "a table that is empty no more")
        if ground.one("SELECT gone FROM bare UNION ALL SELECT id FROM vacant") != "1\n1":
            raise Failure("a row that came is gone", show_command(stopped))
        ground.sql("INSERT INTO bare VALUES (2, 2); DELETE FROM bare; DELETE FROM vacant")  # nobody has the lock
        ground.deploy(*words, code=0)
        ground.deploy(*words, code=0).says("Nothing to do", "a second deploy")
        if held(ground):
            raise Failure("something is kept", backups(ground, "list").text)

    @check("my")
    def what_can_not_be_kept_is_held_on_mysql(ground):
        more = ("CREATE TABLE keyless (id int, gone int); INSERT INTO keyless VALUES (1, 1);"
                "CREATE TABLE kin (id int NOT NULL PRIMARY KEY, gone int, CONSTRAINT kin_fk FOREIGN KEY (id) REFERENCES customer (id) ON UPDATE CASCADE);"
                "INSERT INTO kin VALUES (1, 1)")
        prepare(ground, customer(), order(), more=more, contract={"Name": "drop-gone", "Drop": ["keyless.gone", "kin.gone"]})
        ground.write("Templates/Main/Tables/keyless.json", {"Name": "keyless", "Columns": [column("id", "int")]})
        ground.write("Templates/Main/Tables/kin.json", {
            "Name": "kin", "Columns": [column("id", "int", Nullable=False)], "Indexes": [{"Name": "PRIMARY", "PrimaryKey": True, "IndexColumns": "id"}],
            "ForeignKeys": [{"Name": "kin_fk", "Columns": "id", "RelatedTable": "customer", "RelatedColumns": "id", "UpdateAction": "CASCADE"}]})
        ground.plan().says("no key that stays tells the rows of its table apart", "plan").says("cascade can change the key", "plan")
        ground.deploy(code=3).says("DATA_LOSS", "it is held")
        if ground.one("SELECT gone FROM keyless UNION ALL SELECT gone FROM kin") != "1\n1":
            raise Failure("it went")

    @check("my")
    def odd_types_keys_and_full_texts_are_kept_on_mysql(ground):
        more = ("CREATE TABLE odd (`k` varchar(20) COLLATE utf8mb4_bin NOT NULL, b varbinary(8) NOT NULL, e enum('x','y') NOT NULL, doc json, place geometry, raw blob, "
                "bits bit(9), moment datetime(6), essay text, PRIMARY KEY (k, b, e), FULLTEXT KEY essay (essay));"
                "INSERT INTO odd WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)"
                " SELECT CONCAT('k', i % 10), UNHEX(LPAD(HEX(i), 8, '0')), IF(i % 2, 'x', 'y'), JSON_OBJECT('a', i), ST_GeomFromText(CONCAT('POINT(', i, ' 1)')),"
                " UNHEX(SHA2(i, 256)), i, '2026-01-02 03:04:05.678901', IF(i % 3, NULL, CONCAT('essay ', i)) FROM n;")
        kept = ("doc", "place", "raw", "bits", "moment")
        prepare(ground, customer(), order(), more=more, contract={"Name": "drop-odd", "Drop": ["odd." + name for name in kept]})
        ground.write("Templates/Main/Tables/odd.json", {
            "Name": "odd", "Columns": [column("k", "varchar(20)", Nullable=False, Collation="utf8mb4_bin"), column("b", "varbinary(8)", Nullable=False),
                                       column("e", "enum('x','y')", Nullable=False), column("essay", "text")],
            "Indexes": [{"Name": "PRIMARY", "PrimaryKey": True, "IndexColumns": "k, b, e"}, {"Name": "essay", "IndexColumns": "essay", "IndexType": "FULLTEXT"}]})
        query = ("SET SESSION group_concat_max_len = 10000000; SELECT SHA2(GROUP_CONCAT(k, HEX(b), e, doc, ST_AsText(place), HEX(raw), bits + 0, moment ORDER BY k, b, e), 256) FROM odd")
        before = ground.one(query)
        ground.deploy("--allow", "BLOCKS_WRITES,BLOCKS_READS,TABLE_REWRITE", code=0)
        nothing_left(ground)
        if set(kept) & set(ground.columns("odd")):
            raise Failure("a column is still there", ground.state())
        for name in kept:
            backups(ground, "restore", "odd." + name, code=0)
        if ground.one(query) != before:
            raise Failure("the values differ")

    @check("my")
    def a_parked_table_comes_back_with_its_keys_on_mysql(ground):
        prepare(ground, customer(), contract={}, more="CREATE TRIGGER own BEFORE INSERT ON `order` FOR EACH ROW SET NEW.id = NEW.id + 1;")
        (ground.package / "Templates/Main/Tables/customer.json").write_text("")
        ground.write("Templates/Main/Tables/customer.json", customer())
        before = ground.state()
        ground.deploy("--allow", "all", code=0)
        if ground.has_table("order"):
            raise Failure("the table is still there")
        backups(ground, "restore", "order", code=0)
        if ground.state() != before:
            raise Failure("it is not as before", "%s\n%s" % (before, ground.state()))

    @check("my")
    def writes_all_the_while_are_in_it_on_mysql(ground):
        # `last` notes, in the application's own transactions, what each row's name was
        last = {"Name": "last", "Columns": [column("id", "int", Nullable=False), column("name", "varchar(50)")],
                "Indexes": [{"Name": "PRIMARY", "PrimaryKey": True, "IndexColumns": "id"}]}
        prepare(ground, customer(name=None), last, more="DROP TABLE `order`; CREATE TABLE last (id int NOT NULL PRIMARY KEY, name varchar(50));"
                "INSERT INTO last SELECT id, name FROM customer;", rows=30000)
        problems = []

        def write(seed):
            words = ["SET SESSION innodb_lock_wait_timeout = 5"]
            for i in range(seed, 4000, 2):
                n = i * 37 % 29900 + 1
                for table, name in (("customer", "name"), ("last", "name")):
                    words.append(("START TRANSACTION; " if table == "customer" else "") +
                                 "UPDATE {0} SET {1} = 'w{2}' WHERE id = {3}; DELETE FROM {0} WHERE id = {4} AND COALESCE({1}, '') <> 'x'; "
                                 "INSERT INTO {0} (id, {5}{1}) VALUES ({4}, {6}'{2}') ON DUPLICATE KEY UPDATE {1} = 'u{2}'".format(
                                     table, name, i, n, n + 1, "email, " if table == "customer" else "", "'n', " if table == "customer" else ""))
                words.append("COMMIT")
            try:
                ground.server.script(ground.database, ";\n".join(words))
            except Failure as failure:  # told by who waits for the thread
                problems.append(failure.detail)

        threads = [threading.Thread(target=write, args=(seed,)) for seed in (1, 2)]
        for thread in threads:
            thread.start()
        try:
            ground.deploy("--allow", "all", code=0)
        finally:
            for thread in threads:
                thread.join()
        if any("Unknown column 'name'" not in problem for problem in problems):
            raise Failure("a write failed before the column went", "\n".join(problems))
        same = ground.one("SELECT count(*) FROM last AS l JOIN customer AS c ON c.id = l.id LEFT JOIN _anneal_backup_%s AS k ON k.id = l.id"
                          " WHERE NOT (BINARY l.name <=> BINARY k.name) OR k.id IS NULL" % held(ground)[0])
        if same != "0":
            raise Failure("%s values differ from what the column had" % same)
