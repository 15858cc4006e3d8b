"""Checks of run.py about declared backfills: what check refuses, what the plan says, what runs, what holds and pauses it."""
import json
import re
import time

from harness.checks import Failure, Skip, show_command

ROWS = 3000
FILL = "WITH RECURSIVE c(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM c WHERE i < %d)\n" % (ROWS + 99)


def register(check, tables):
    def customer(**more):
        table = tables.customer()
        table["Columns"].append({"Name": "domain", "DataType": "text", "Nullable": True})
        table.update(more)
        return table

    def backfill(**keys):
        declared = {"Name": "domains", "Schema": "shop", "Table": "customer", "Where": "domain IS NULL",
                    "Set": {"domain": "substr(email, 3)"}}
        declared.update(keys)
        return {key: value for key, value in declared.items() if value is not None}

    def make(ground, *backfills, rows=True, **anneal_json):
        ground.make_package(customer(), tables.order(), **anneal_json)
        for i, one in enumerate(backfills):
            ground.write("Templates/Main/Backfills/%d.json" % i, one)
        if rows:
            ground.load(FILL + "INSERT INTO {shop}customer SELECT i, 'u@example.com', NULL FROM c;\n")

    def done(ground):
        return int(ground.one("SELECT count(domain) FROM %scustomer" % ground.prefix))

    def journal(ground):
        return "anneal." if ground.prefix else "_anneal_"

    def events(result):
        found = [json.loads(line) for line in result.out.splitlines()]
        if not found or found[-1]["Event"] != "outcome" or "outcome" in [one["Event"] for one in found[:-1]]:
            raise Failure("the last line is to be the outcome, and only it", show_command(result))
        return found

    # check

    @check("once")
    def check_names_what_a_backfill_gets_wrong(ground):
        for keys, words in (
                ({"Table": "custmer"}, 'did you mean "customer"'),
                ({"Set": {"domian": "1"}}, 'did you mean "domain"'),
                ({"Set": {"id": "id + 1"}}, "primary key"),
                ({"Set": {"domain": "lower(email"}}, "open"),
                ({"Set": {"domain": "lower(email); DELETE FROM customer"}}, "holds a ;"),
                ({"Set": {"domain": "email) , name = (1"}}, "closes a bracket"),
                ({"Where": "id = $1"}, "parameter"),
                ({"Where": "a' OR b"}, "open"),
                ({"Set": {}}, "sets no column"),
                ({"Set": None}, "Set"),
                ({"Name": None}, "Name"),
                ({"BatchRows": 0}, "from 1 to"),
                ({"TargetMs": -5}, "from 1 to"),
                ({"Wehre": "x"}, 'did you mean "Where"')):
            make(ground, backfill(**keys), rows=False)
            result = ground.run("check", "-p", ground.package, code=1)
            result.says(words, "backfill with %s" % keys)
            if not re.search(r"Backfills/0\.json:\d+:\d+", result.err):
                raise Failure("the error has no place", show_command(result))

    @check("once")
    def two_backfills_of_one_name_are_refused(ground):
        make(ground, backfill(), backfill(Where="domain = ''"), rows=False)
        ground.run("check", "-p", ground.package, code=1).says("declared twice", "two of one name")

    @check("once")
    def windows_are_checked_with_their_zone(ground):
        for window in ("22:00-04:00", "22:00-04:00 Nowhere", "always UTC"):
            make(ground, rows=False, Environments=[{"Name": "it", "UrlEnv": "X", "Windows": [window]}])
            ground.run("check", "-p", ground.package, code=1).says(window, "the window %r" % window)

    # what runs

    @check("sqlite", "pg")
    def a_backfill_runs_once_and_again_when_it_changes(ground):
        make(ground, backfill())
        ground.plan(code=0).says("has not run here yet", "plan of a new backfill").says("USER_SCRIPT", "its hazard")
        ground.deploy(code=0)
        if done(ground) != ROWS + 2:
            raise Failure("%d rows of %d are done" % (done(ground), ROWS + 2))
        ground.plan("--exit-code", code=0)
        ground.sql("UPDATE %scustomer SET domain = NULL WHERE id < 150;" % ground.prefix)
        ground.deploy(code=0).says("Nothing to do", "a backfill that has run")
        ground.write("Templates/Main/Backfills/0.json", backfill(BatchRows=17, TargetMs=50, PauseMs=1))
        ground.deploy(code=0).says("Nothing to do", "a backfill that is to run at another pace")
        ground.write("Templates/Main/Backfills/0.json", backfill(Set={"domain": "'x'"}))
        ground.plan("--exit-code", code=2).says("has changed since it ran", "plan of a changed backfill")
        ground.deploy(code=0)
        if ground.one("SELECT count(*) FROM %scustomer WHERE domain = 'x'" % ground.prefix) != "52":
            raise Failure("the changed backfill was to do what its Where still finds", ground.state())

    @check("sqlite", "pg")
    def an_approved_plan_runs_its_backfill(ground):
        make(ground, backfill())
        ground.plan("--out", ground.folder / "plan.json", code=0)
        for _ in range(2):
            ground.run("deploy", "--url", ground.url, "--plan", ground.folder / "plan.json", "--yes", code=0)
            if done(ground) != ROWS + 2:
                raise Failure("the plan was to run its backfill")
        ground.plan("--exit-code", code=0)

    @check("sqlite", "pg")
    def a_phase_runs_its_backfills_only(ground):
        make(ground, backfill())
        ground.deploy("--phase", "expand", code=0)
        if done(ground) != 0:
            raise Failure("a backfill is of the phase migrate")
        ground.deploy("--phase", "migrate", code=0)
        if done(ground) != ROWS + 2:
            raise Failure("the phase migrate was to run it")

    @check("sqlite", "pg")
    def a_backfill_on_a_name_that_is_held_is_held_with_it(ground):
        table = customer()
        table["Columns"] = [dict(one, **({"Name": "mail", "OldName": "email"} if one["Name"] == "email" else {}))
                            for one in table["Columns"]]
        make(ground, backfill(Set={"domain": "substr(mail, 3)"}))
        ground.write("Templates/Main/Tables/shop.customer.json", table)
        result = ground.deploy(code=3).says("backfill domains", "what is held").says("rename", "why it is held")
        if "domain" in ground.columns("customer") and done(ground) != 0:
            raise Failure("it ran without what it needs", show_command(result))
        ground.deploy("--allow", "BREAKS_OLD_APP", code=0)
        if done(ground) != ROWS + 2:
            raise Failure("what it needs is there, but it did not run", ground.state())

    @check("sqlite", "pg")
    def a_new_table_is_filled_by_nobody(ground):
        make(ground, backfill(), rows=False)
        ground.deploy(code=0)
        ground.deploy(code=0).says("Nothing to do", "after it")

    @check("sqlite", "pg")
    def set_that_leaves_rows_as_they_are_is_an_error(ground):
        make(ground, backfill(Set={"domain": "CASE WHEN id < 200 THEN email END"}))
        result = ground.deploy(code=1).says("still to do", "rows that stay")
        result.says("domains", "which backfill")
        if ground.one("SELECT count(*) FROM %scustomer WHERE domain IS NOT NULL AND id >= 200" % ground.prefix) != "0":
            raise Failure("rows were written that it did not ask for", ground.state())

    @check("pg")
    def triggers_do_not_fire_where_the_role_may_keep_them(ground):
        make(ground, backfill())
        ground.sql("CREATE TABLE shop.fired (id integer);\n"
                   "ALTER TABLE shop.customer ADD COLUMN updated_at timestamptz;\n"
                   "CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO shop.fired VALUES (NEW.id); "
                   "NEW.updated_at = now(); RETURN NEW; END $$;\n"
                   "CREATE TRIGGER touch BEFORE UPDATE ON shop.customer FOR EACH ROW EXECUTE FUNCTION shop.touch();\n")
        ground.plan(code=0).says("don't fire meanwhile: touch", "plan")
        ground.deploy("--allow", "all,DATA_LOSS", "--phase", "expand", "--phase", "migrate", code=0)
        if ground.one("SELECT count(*) FROM shop.fired") != "0" or ground.one("SELECT count(updated_at) FROM shop.customer") != "0":
            raise Failure("a backfill changed more than its column")
        if done(ground) != ROWS + 2:
            raise Failure("it was to be done")

    @check("sqlite")
    def triggers_that_fire_are_named(ground):
        make(ground, backfill())
        ground.sql("CREATE TRIGGER touch AFTER UPDATE ON customer BEGIN SELECT 1; END;")
        ground.plan(code=0).says("fires triggers: touch", "plan")
        ground.deploy(code=0)

    @check("pg")
    def constraints_that_triggers_keep_are_kept(ground):
        make(ground, backfill(Table="order", Set={"customer_id": "99999"}, Where="customer_id = 1"))
        ground.sql("CREATE FUNCTION shop.f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;\n"
                   "CREATE TRIGGER t BEFORE UPDATE ON shop.\"order\" FOR EACH ROW EXECUTE FUNCTION shop.f();\n")
        ground.plan(code=0).says("fires triggers: t", "plan").says("order_customer_fk", "why they fire")
        ground.deploy(code=1)
        if ground.one('SELECT count(*) FROM shop."order" WHERE customer_id = 99999') != "0":
            raise Failure("the foreign key was broken")

    @check("pg")
    def rows_that_row_security_hides_are_an_error(ground):
        make(ground, backfill())
        role = ground.role()
        ground.sql("GRANT ALL ON SCHEMA shop TO {0}; ALTER TABLE shop.customer OWNER TO {0}; ALTER TABLE shop.\"order\" OWNER TO {0};\n"
                   "ALTER TABLE shop.customer ENABLE ROW LEVEL SECURITY; ALTER TABLE shop.customer FORCE ROW LEVEL SECURITY;\n"
                   "CREATE POLICY few ON shop.customer USING (id < 10);\n"
                   "GRANT CREATE ON DATABASE {1} TO {0};\n".format(role, ground.database))
        url = ground.server.url(ground.database, role)
        result = ground.run("plan", "-p", ground.package, "--url", url, code=1)
        result.says("row security", "plan of a role that sees few rows").says("BYPASSRLS", "its hint")

    @check("pg")
    def a_table_without_a_key_is_walked_by_its_blocks(ground):
        ground.make_package({"Schema": "shop", "Name": "log", "Columns": [
            {"Name": "line", "DataType": "text", "Nullable": True}, {"Name": "size", "DataType": "integer", "Nullable": True}]})
        declared = {"Name": "sizes", "Schema": "shop", "Table": "log", "Set": {"size": "length(line)"}}
        ground.sql("CREATE SCHEMA shop; CREATE TABLE shop.log (line text, size integer);\n"
                   "INSERT INTO shop.log SELECT repeat('x', i % 90 + 1) FROM generate_series(1, 20000) AS i;")
        ground.write("Templates/Main/Backfills/sizes.json", declared)
        ground.plan(code=1).says("give it a Where", "no key and no Where")
        ground.write("Templates/Main/Backfills/sizes.json", dict(declared, Where="size IS NULL"))
        ground.deploy(code=0)
        if ground.one("SELECT count(*) FROM shop.log WHERE size = length(line)") != "20000":
            raise Failure("rows were left out")

    # what is told

    @check("sqlite", "pg")
    def json_lines_tell_what_happens(ground):
        make(ground, backfill(BatchRows=100))
        found = events(ground.deploy("--format", "json", code=0))
        names = [one["Event"] for one in found]
        if names.count("begin") != 2 or names.count("end") != 2 or "progress" not in names:
            raise Failure("events: %s" % names)
        last = [one for one in found if one["Event"] == "progress"][-1]
        if last["Done"] != ROWS + 2 or last["Of"] < last["Done"] or last["Unit"] != "rows" or last["Operation"] != "backfill":
            raise Failure("the last progress is %s" % last)
        if found[-1]["Converged"] is not True or found[-1]["Steps"][1]["Result"] != "done":
            raise Failure("the outcome is %s" % found[-1])
        found = events(ground.deploy("--format", "json", code=0))
        if len(found) != 1 or found[0]["Steps"] != []:
            raise Failure("nothing to do, but %s" % found)

    @check("sqlite", "pg")
    def metrics_are_kept_in_a_file(ground):
        make(ground, backfill())
        ground.deploy("--metrics", ground.folder / "anneal.prom", code=0)
        text = ground.read("anneal.prom").decode()
        for words in ("anneal_steps 2\n", "anneal_steps_ended 2\n", "anneal_over 1\n", "anneal_exit_code 0\n"):
            if words not in text:
                raise Failure("the metrics lack %r" % words, text)
        if not re.fullmatch(r"(# (HELP|TYPE) anneal_[a-z_]+ [^\n]+\n|anneal_[a-z_]+(\{[^\n]*\})? -?\d+\n)+", text):
            raise Failure("this is no text for Prometheus", text)
        left = [path.name for path in ground.folder.iterdir() if path.name.startswith("anneal.prom") and path.name != "anneal.prom"]
        if left:
            raise Failure("temporary files are left: %s" % left)
        ground.deploy("--metrics", ground.folder / "none" / "x", code=0).says("no metrics", "a folder that is not there")

    # what pauses it

    def wait_for(what, why, seconds=30):
        until = time.monotonic() + seconds
        while not what():
            if time.monotonic() > until:
                raise Failure("waited in vain: %s" % why)
            time.sleep(0.05)

    @check("sqlite", "pg")
    def pause_by_file_and_by_verb(ground):
        make(ground, backfill(BatchRows=10, PauseMs=20), rows=False)
        ground.run("pause", "--url", ground.url, code=1).says("no journal", "a database without one")
        ground.deploy(code=0)
        ground.write("Templates/Main/Backfills/0.json", backfill(Set={"domain": "'y'"}, BatchRows=10))
        ground.sql(FILL + "INSERT INTO {0}customer (id, email) SELECT i, 'u@example.com' FROM c;".format(ground.prefix))
        ground.run("pause", "--url", ground.url, "--why", "it is noon", code=0).says("Paused", "pause")
        ground.run("pause", "--url", ground.url, code=0).says("already", "a second pause")
        (ground.folder / "pause").write_text("")
        process = ground.anneal.start("deploy", "-p", ground.package, "--url", ground.url, "--yes", "--format", "json",
                                      "--pause-file", ground.folder / "pause", "--metrics", ground.folder / "anneal.prom")

        def waits():
            path = ground.folder / "anneal.prom"
            return path.exists() and "anneal_blocked 1\n" in path.read_text()
        try:
            wait_for(waits, "a deploy that waits")
            if done(ground) != 0:
                raise Failure("it did not wait")
            (ground.folder / "pause").unlink()
            time.sleep(1.2)
            if done(ground) != 0 or process.poll() is not None:
                raise Failure("the pause by the verb was to hold it still")
            ground.run("pause", "--url", ground.url, "--resume", code=0).says("go on", "resume")
        except BaseException:
            process.kill()
            raise
        result = ground.inspect(ground.anneal.finish(process), 0)
        reasons = {one["WaitingFor"] for one in events(result) if one["Event"] == "wait"}
        if not any("it is noon" in one for one in reasons) or not any(str(ground.folder / "pause") in one for one in reasons):
            raise Failure("what it waited for is not said: %s" % reasons)
        if done(ground) != ROWS:
            raise Failure("%d rows are done" % done(ground))
        ground.run("pause", "--url", ground.url, "--resume", code=0).says("were not paused", "a second resume")
        ground.run("pause", "--url", ground.url, "--resume", "--why", "x", code=64)

    def environment(ground, **keys):
        make(ground, backfill(), Environments=[dict({"Name": "it", "UrlEnv": "SHOP_URL"}, **keys)])
        return ("deploy", "-p", ground.package, "--env", "it", "--yes"), {"env": {"SHOP_URL": ground.url}}

    @check("sqlite", "pg")
    def a_guard_ends_a_loop_cleanly(ground):
        words, env = environment(ground, Guards=["SELECT count(*) > 0 FROM %sgreen" % ("shop." if ground.prefix else "")], GuardBudget=300)
        result = ground.run(*words, **env, code=4).says("guard", "a guard that fails").says("run it again", "what to do")
        if done(ground) != 0:
            raise Failure("it ran without its guard", show_command(result))
        ground.sql("CREATE TABLE %sgreen (id integer); INSERT INTO %sgreen VALUES (1);" % (ground.prefix, ground.prefix))
        ground.run(*words, "--phase", "expand", "--phase", "migrate", **env, code=(0, 3))
        if done(ground) != ROWS + 2:
            raise Failure("the guard is true, but the rows are not done")

    @check("sqlite", "pg")
    def outside_its_window_a_backfill_waits(ground):
        hour = (time.gmtime().tm_hour + 6) % 24
        words, env = environment(ground, Windows=["%02d:00-%02d:30 UTC" % (hour, hour)])
        result = ground.run(*words, **env, code=0).says("Windows", "why it waits").says("backfill domains", "what waits")
        if done(ground) != 0 or "domain" not in ground.columns("customer"):
            raise Failure("the column was to come, the rows to wait", show_command(result))
        words, env = environment_again(ground, Windows=["00:00-24:00 Europe/Berlin"])
        ground.run(*words, **env, code=0)
        if done(ground) != ROWS + 2:
            raise Failure("it is time, but the rows are not done")

    def environment_again(ground, **keys):
        ground.write("anneal.json", {"Manage": ["shop"], "Environments": [dict({"Name": "it", "UrlEnv": "SHOP_URL"}, **keys)]})
        return ("deploy", "-p", ground.package, "--env", "it", "--yes"), {"env": {"SHOP_URL": ground.url}}

    @check("sqlite", "pg")
    def a_half_done_backfill_that_changes_begins_anew(ground):
        make(ground, backfill(BatchRows=10))
        words, env = guarded_half_way(ground)
        ground.run(*words, **env, code=4)
        half = done(ground)
        if not 0 < half < ROWS:
            raise Failure("%d rows are done, which is not half of them" % half)
        ground.run("status", "--url", ground.url, code=3).says("backfill domains", "status of a half-done one")
        ground.write("anneal.json", {"Manage": ["shop"]})
        ground.write("Templates/Main/Backfills/0.json", backfill(Set={"domain": "'new'"}))
        ground.plan(code=0).says("has changed since it began", "plan of a changed one")
        ground.deploy(code=0)
        if done(ground) != ROWS + 2 or ground.one("SELECT count(*) FROM %sloops" % journal(ground)) != "1":
            raise Failure("one finished loop was to be left, and no row", ground.state())
        ground.run("status", "--url", ground.url, code=0)

    @check("pg")
    def a_half_done_walk_is_not_begun_again_along_another_key(ground):
        make(ground, backfill(Set={"name": "coalesce(name, '') || 'x'"}, Where=None, BatchRows=10))
        words, env = guarded_half_way(ground, "name LIKE '%x'")
        ground.run(*words, **env, code=4)
        ground.sql("ALTER TABLE shop.\"order\" DROP CONSTRAINT order_customer_fk; ALTER TABLE shop.customer DROP CONSTRAINT customer_pkey;\n"
                   "UPDATE shop.customer SET email = email || id; ALTER TABLE shop.customer ADD CONSTRAINT k UNIQUE (email);")
        before = ground.state()
        ground.plan(code=1).says("half done along another key", "another key")
        ground.deploy(code=1)
        ground.unchanged(before, "a refused plan")

    def guarded_half_way(ground, condition="domain IS NOT NULL"):
        """An environment whose guard ends the loop when some rows are done."""
        table = "%scustomer" % ground.prefix
        ground.deploy("--phase", "expand", code=0)
        ground.write("anneal.json", {"Manage": ["shop"], "Environments": [
            {"Name": "it", "UrlEnv": "SHOP_URL", "Guards": ["SELECT count(*) < 5 FROM %s WHERE %s" % (table, condition)], "GuardBudget": 200}]})
        for i in range(len(list(ground.package.glob("Templates/Main/Backfills/*.json")))):
            path = ground.package / ("Templates/Main/Backfills/%d.json" % i)
            path.write_text(json.dumps(dict(json.loads(path.read_text()), PauseMs=300)))
        return ("deploy", "-p", ground.package, "--env", "it", "--yes"), {"env": {"SHOP_URL": ground.url}}

    # size

    @check("sqlite", "pg")
    def a_million_rows_are_done_killed_or_not(ground):
        if ground.prefix and ground.server.label != "pg15":
            raise Skip("once is enough")
        make(ground, backfill(Set={"domain": "substr(email, 3)"}), rows=False)
        ground.load("WITH RECURSIVE c(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM c WHERE i < 1000099)\n"
                    "INSERT INTO {shop}customer SELECT i, 'u@example.com', NULL FROM c;\n")
        begun = time.monotonic()
        process = ground.anneal.start("deploy", "-p", ground.package, "--url", ground.url, "--yes")
        try:
            wait_for(lambda: ground.has_table("customer") and "domain" in ground.columns("customer") and done(ground) > 50000, "a good part of it")
        finally:
            process.kill()
            process.wait()
        killed_at = done(ground)
        ground.plan(code=0).says("goes on from where it stands", "plan after a kill")
        ground.deploy(code=0)
        took = time.monotonic() - begun
        if killed_at >= 1000002 or done(ground) != 1000002:
            raise Failure("%d rows were done at the kill, %d in the end" % (killed_at, done(ground)))
        if took > 240:  # seven seconds on an idle machine: what is meant is minutes, not hours
            raise Failure("it took %.0f s" % took)
