"""Checks of run.py about scripts, stamps, validations and hooks: what runs when, how often, and what is said when it can't."""
import json

from harness.checks import Failure, show_command

AFTER, BEFORE, DATA = "Templates/Main/After Scripts/", "Templates/Main/Before Scripts/", "Templates/Main/Table Data/"
VIEWS = "Templates/Main/Views/"


def register(check, tables):
    """`check` is run.py's decorator; `tables` has its customer() and order()."""

    def begin(ground, **anneal_json):
        """A package and a database that has a table `log` outside of what is managed."""
        ground.make_package(**anneal_json)
        if ground.prefix:
            ground.sql("CREATE SCHEMA side; CREATE TABLE side.log (what text)")
        else:
            ground.sql("CREATE TABLE log (what text)")
            ground.write("anneal.json", dict({"Ignore": ["log"]}, **anneal_json))
        ground.log = "side.log" if ground.prefix else "log"

    def logs(ground, *words):
        """A script that leaves its words in the log."""
        return "".join("INSERT INTO %s (what) VALUES ('%s');\n" % (ground.log, word) for word in words)

    def logged(ground):
        order = "ctid" if ground.prefix else "rowid"
        return ground.one("SELECT %s FROM (SELECT what FROM %s ORDER BY %s) AS l" % (
            "string_agg(what, ' ')" if ground.prefix else "group_concat(what, ' ')", ground.log, order))

    def expect(ground, words, why):
        if logged(ground) != words:
            raise Failure("%s: the log has `%s`, not `%s`" % (why, logged(ground), words))

    def journal(ground, query):
        return ground.one(query.format(j="anneal." if ground.prefix else "_anneal_"))

    # Slots, once

    @check("sqlite", "pg")
    def scripts_run_once_in_the_order_of_their_slots(ground):
        begin(ground)
        ground.write(AFTER + "2.sql", logs(ground, "after2"))
        ground.write(AFTER + "10.sql", logs(ground, "after10"))
        ground.write(DATA + "a.sql", logs(ground, "data"))
        ground.write(BEFORE + "x.sql", logs(ground, "before"))
        ground.write(AFTER + "3 [ALWAYS].sql", logs(ground, "always"))
        ground.write(AFTER + "4.sql", "-- anneal: phase=contract\n" + logs(ground, "contract"))
        before = ground.state()
        plan = ground.plan("--exit-code", code=2)
        for path in (AFTER + "2.sql", "after10", "USER_SCRIPT", "[ALWAYS]"):
            plan.says(path, "plan")
        ground.plan("--format", "sql", code=0).says("VALUES ('before');", "plan as SQL")
        ground.unchanged(before, "plan of scripts")
        ground.deploy(code=0)
        expect(ground, "before data after10 after2 always contract", "first deploy")
        ground.deploy(code=0).says("1 step ran", "second deploy")
        expect(ground, "before data after10 after2 always contract always", "second deploy")
        ground.plan("--exit-code", code=0)
        ground.run("drift", "-p", ground.package, "--url", ground.url, code=0).says("No drift", "drift")

    @check("sqlite", "pg")
    def a_changed_script_runs_again_only_where_it_says_what_is(ground):
        begin(ground)
        ground.write(AFTER + "a.sql", logs(ground, "once"))
        ground.write(DATA + "a.sql", logs(ground, "data"))
        ground.deploy(code=0)
        ground.write(AFTER + "a.sql", "-- more\n" + logs(ground, "once"))
        ground.write(DATA + "a.sql", "-- more\n" + logs(ground, "data"))
        ground.deploy(code=0).says("has changed since it ran", "note")
        expect(ground, "data once data", "deploy of changed scripts")
        ground.deploy(code=0)
        ground.run("resolve", "a.sql", "--rerun", "-p", ground.package, "--url", ground.url, code=64).says("more of its path", "two of a name")
        ground.run("resolve", "After Scripts/a.sql", "--rerun", "-p", ground.package, "--url", ground.url, code=0)
        ground.deploy(code=0)
        expect(ground, "data once data once", "deploy after --rerun")

    @check("sqlite", "pg")
    def each_phase_runs_its_own_scripts(ground):
        begin(ground)
        ground.write(BEFORE + "a.sql", logs(ground, "expand"))
        ground.write(BEFORE + "b [ALWAYS].sql", logs(ground, "each"))
        ground.write(DATA + "a.sql", logs(ground, "migrate"))
        ground.write(BEFORE + "c.sql", "-- anneal: phase=contract\n" + logs(ground, "contract"))
        ground.deploy("--phase", "migrate", code=1).says("expand", "a phase too early")
        expect(ground, "", "a phase too early")
        for phase in ("expand", "migrate", "contract"):
            ground.deploy("--phase", phase, code=0)
        expect(ground, "expand each migrate contract", "phase after phase")

    @check("sqlite", "pg")
    def a_plan_file_has_its_scripts_with_it(ground):
        begin(ground)
        ground.write(AFTER + "a.sql", logs(ground, "planned"))
        ground.plan("--out", ground.folder / "plan.json", code=0)
        ground.write(AFTER + "a.sql", logs(ground, "edited"))
        for _ in range(2):
            ground.run("deploy", "--plan", ground.folder / "plan.json", "--url", ground.url, "--yes", code=0)
        expect(ground, "planned", "an approved plan, twice")

    @check("sqlite", "pg")
    def a_plan_file_runs_its_scripts_phase_by_phase(ground):
        begin(ground)
        ground.write(BEFORE + "a.sql", logs(ground, "expand"))
        ground.write(AFTER + "a.sql", logs(ground, "migrate"))
        ground.plan("--out", ground.folder / "plan.json", code=0)
        words = ("deploy", "--plan", ground.folder / "plan.json", "--url", ground.url, "--yes", "--phase")
        ground.run(*words, "migrate", code=1).says("phase expand has", "a phase too early")
        for _ in range(2):
            for phase in ("expand", "migrate"):
                ground.run(*words, phase, code=0)
        expect(ground, "expand migrate", "an approved plan, phase by phase, twice")

    @check("sqlite", "pg")
    def objects_find_their_own_order(ground):
        begin(ground)
        view = "SELECT 1;\nCREATE VIEW {name} AS SELECT * FROM {of};\n"
        prefix = "side." if ground.prefix else ""
        ground.write(VIEWS + "a.sql", view.format(name=prefix + "a", of=prefix + "b"))
        ground.write(VIEWS + "b.sql", view.format(name=prefix + "b", of=prefix + "c"))
        ground.write(VIEWS + "c.sql", view.format(name=prefix + "c", of=ground.prefix + "customer"))
        ground.deploy(code=0)
        ground.one("SELECT count(*) FROM %sa" % prefix)
        ground.write(VIEWS + "d.sql", "SELECT 1;\nSELECT * FROM nowhere;")
        ground.write(VIEWS + "e.sql", "SELECT 1;\nSELECT * FROM elsewhere;")
        result = ground.deploy(code=1)
        for word in ("d.sql:2:", "e.sql:2:", "nowhere", "elsewhere"):
            result.says(word, "two objects that can't be")

    @check("pg")
    def what_a_script_declares_outside_of_manage_is_an_error(ground):
        begin(ground)
        ground.write(VIEWS + "a.sql", "DROP VIEW IF EXISTS side.a;\n\nCREATE VIEW side.a AS SELECT 1 AS one;\n")
        result = ground.deploy(code=1)
        result.says("a.sql:3:1: error: view side.a is declared, but anneal.json leaves it unmanaged", "the place of the error")
        expect(ground, "", "nothing ran")

    @check("pg")
    def what_needs_tables_is_tried_again_when_they_are_there(ground):
        begin(ground)
        ground.write("Templates/Main/Functions/f.sql",
                     "CREATE OR REPLACE FUNCTION side.f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC\n  SELECT count(*) FROM shop.customer;\nEND;\n" +
                     logs(ground, "f"))
        ground.write("Templates/Main/Functions/g.sql", logs(ground, "g"))
        ground.deploy(code=0)
        expect(ground, "g f", "a function that needs a table")
        ground.deploy(code=0).says("Nothing to do", "second deploy")

    # Failures

    @check("sqlite", "pg")
    def a_failing_script_leaves_nothing_and_stops_what_follows(ground):
        begin(ground)
        ground.write(AFTER + "1.sql", "\ufeff-- one\r\n" + logs(ground, "one") + "\r\n  SELECT ';',\r\n    nowhere;\r\n")
        ground.write(AFTER + "2.sql", logs(ground, "two"))
        result = ground.deploy(code=1)
        result.says("1.sql:5:5: error", "the place of the error")
        result.says("nowhere", "the server's words")
        expect(ground, "", "a failing script")
        ground.deploy(code=1)
        ground.write(AFTER + "1.sql", logs(ground, "one"))
        ground.deploy(code=0)
        expect(ground, "one two", "the corrected script")

    @check("once")
    def what_can_not_run_in_a_transaction_is_said_before(ground):
        ground.make_package()
        for text, word in (("SELECT 1;\nBEGIN;\nSELECT 2;", "a.sql:2: error: BEGIN in a script"), ("\n\nVACUUM;", "a.sql:3: error: VACUUM can't run"),
                           ("SELECT 'x", "a.sql:1:8: error"), ("-- anneal: pase=expand\n", "a.sql:1:12: error")):
            ground.write(AFTER + "a.sql", text)
            ground.run("check", "-p", ground.package, code=1).says(word, "check of %r" % text)
        ground.write(AFTER + "a.sql", "-- anneal: transaction=none\nBEGIN; SELECT 1; COMMIT; VACUUM;")
        result = ground.run("check", "-p", ground.package, code=0)
        result.says("a.sql (once)", "check lists scripts")
        result.says("after", "check lists slots")

    @check("sqlite", "pg")
    def a_statement_that_failed_by_itself_is_gone_on_from(ground):
        begin(ground)
        ground.write(AFTER + "a.sql", "-- anneal: transaction=none\n" + logs(ground, "one") + "SELECT * FROM missing;\n" + logs(ground, "two"))
        ground.write(AFTER + "b.sql", logs(ground, "b"))
        ground.deploy(code=1).says("a.sql:3:", "the place")
        expect(ground, "one", "a script a statement at a time")
        ground.run("resolve", "-p", ground.package, "--url", ground.url, code=3).says("failed in statement 2", "resolve")
        ground.sql("CREATE TABLE missing (a int)")
        if not ground.prefix:
            ground.write("anneal.json", {"Ignore": ["log", "missing"]})
        ground.deploy(code=0)
        expect(ground, "one two b", "the same script when it can")
        ground.run("resolve", "-p", ground.package, "--url", ground.url, code=0).says("No script", "resolve")

    @check("sqlite", "pg")
    def a_half_done_script_that_changed_is_held(ground):
        begin(ground)
        ground.write(AFTER + "a.sql", "-- anneal: transaction=none\n" + logs(ground, "one") + "SELECT * FROM missing;\n")
        ground.deploy(code=1)
        ground.write(AFTER + "a.sql", "-- anneal: transaction=none\n" + logs(ground, "one", "two"))
        ground.write(AFTER + "b.sql", logs(ground, "b"))
        result = ground.deploy(code=3)
        result.says("it has changed since", "held")
        result.says("comes after script", "what comes after it")
        expect(ground, "one", "a held script")
        ground.run("resolve", AFTER + "a.sql", "--done", "-p", ground.package, "--url", ground.url, code=0)
        ground.deploy(code=0)
        expect(ground, "one b", "a script that counts as done")

    @check("sqlite", "pg")
    def an_unknown_outcome_holds_scripts_and_removals(ground):
        begin(ground)
        ground.write(AFTER + "a.sql", "-- anneal: transaction=none\n" + logs(ground, "a"))
        ground.deploy(code=0)
        ground.sql("UPDATE %sscripts SET state = 'running', statements_done = 0" % ("anneal." if ground.prefix else "_anneal_"))
        table = tables.customer()
        table["Columns"] = table["Columns"][:2]
        ground.write("Templates/Main/Tables/shop.customer.json", table)
        result = ground.deploy("--allow", "all,DATA_LOSS", code=3)
        result.says("was done is unknown", "held")
        if "name" not in ground.columns("customer"):
            raise Failure("a column was dropped before a pending script", show_command(result))
        ground.run("resolve", "--url", ground.url, code=3).says("cut short in statement 1", "resolve without a package")
        ground.run("resolve", "a.sql", "--rerun", "-p", ground.package, "--url", ground.url, code=0)
        ground.deploy("--allow", "all,DATA_LOSS", code=0)
        expect(ground, "a a", "--rerun")
        if "name" in ground.columns("customer"):
            raise Failure("the removal was not run when nothing held it")

    @check("once")
    def resolve_wants_to_know_what_is_so(ground):
        ground.make_package()
        for words in (("x.sql",), ("--done",), ("x.sql", "--done", "--rerun")):
            ground.run("resolve", *words, "--url", "sqlite:%s" % (ground.folder / "x.db"), code=64)
        ground.run("resolve", "x.sql", "--done", "-p", ground.package, "--url", "sqlite:%s" % (ground.folder / "x.db"), code=1).says(
            "there is no script", "an unknown script")

    @check("pg")
    def a_schemasmith_script_runs_as_it_does_there(ground):
        begin(ground)
        (ground.package / "anneal.json").unlink()
        ground.write("Product.json", {"Name": "shop", "Platform": "PostgreSQL", "TemplateOrder": ["Main"]})
        ground.sql("CREATE SCHEMA shop; CREATE TABLE shop.customer (id integer CONSTRAINT customer_pkey PRIMARY KEY, email text NOT NULL, name text)")
        ground.write(AFTER + "a.sql", "BEGIN;\n%sCOMMIT;\nCREATE INDEX CONCURRENTLY i ON side.log (what);\n" % logs(ground, "a"))
        ground.write(BEFORE + "b.sql", "INSERT INTO side.log SELECT to_regclass('shop.\"order\"') IS NOT NULL;\n")
        result = ground.deploy(code=0)
        result.says("another tool may have", "a database that another tool made")
        expect(ground, "true a", "Before runs when new tables are there")
        ground.deploy(code=0).says("Nothing to do", "second deploy")

    # The session

    @check("pg")
    def what_a_script_sets_is_gone_after_it(ground):
        begin(ground)
        role = ground.role()
        ground.sql("GRANT USAGE ON SCHEMA side TO %s; GRANT INSERT ON side.log TO %s" % (role, role))
        ground.write(AFTER + "1.sql", "SET search_path = side; CREATE TEMP TABLE t (a int); SET ROLE %s;\n" % role + logs(ground, "as_role"))
        ground.write(AFTER + "2.sql", "INSERT INTO side.log VALUES (current_setting('search_path') || ',' || (to_regclass('t') IS NULL) || ',' || "
                                      "(current_user = session_user));\n")
        ground.write(AFTER + "3.sql", "-- anneal: transaction=none\nSET lock_timeout = '7s'; SET ROLE %s;\n" % role + logs(ground, "alone") +
                     "INSERT INTO side.log VALUES (current_setting('lock_timeout'));\n")
        ground.deploy(code=0)
        expect(ground, 'as_role "$user", public,true,true alone 7s', "sessions")

    @check("sqlite")
    def what_a_script_attaches_is_gone_after_it(ground):
        begin(ground)
        ground.write(AFTER + "1.sql", "CREATE TEMP TABLE t (a); INSERT INTO t VALUES (1);\nATTACH '%s' AS other;\n" % (ground.folder / "other.db"))
        ground.write(AFTER + "2.sql", "INSERT INTO log SELECT group_concat(name, '+') FROM pragma_database_list;\n"
                                      "INSERT INTO log SELECT count(*) FROM sqlite_temp_schema;\n")
        ground.deploy(code=0)
        expect(ground, "main 0", "sessions")

    # Secrets

    @check("sqlite", "pg")
    def a_secret_is_filled_in_and_shown_nowhere(ground):
        begin(ground, Environments=[{"Name": "it", "UrlEnv": "SHOP_URL", "SecretTokens": {"ApiKey": "SHOP_KEY"}}])
        ground.write("anneal.json", {"Ignore": ["log"] if not ground.prefix else [], "Manage": ["shop"], "Environments": [
            {"Name": "it", "UrlEnv": "SHOP_URL", "SecretTokens": {"ApiKey": "SHOP_KEY"}}]})
        value = "s3cret-pw'x"
        env = {"env": {"SHOP_URL": ground.url, "SHOP_KEY": value}}
        ground.write(AFTER + "a.sql", "INSERT INTO %s VALUES ('{{apikey}}');\n" % ground.log)
        ground.write(AFTER + "b.sql", "SELECT s3cret, {{ApiKey}};\n")
        words = ("-p", ground.package, "--env", "it")
        plan = ground.run("plan", *words, "--format", "json", env={"SHOP_URL": ground.url}, code=0)
        if "{{ApiKey}}" not in plan.out:
            raise Failure("the plan was to name the secret", show_command(plan))
        ground.run("deploy", *words, "--yes", env={"SHOP_URL": ground.url}, code=1).says("SHOP_KEY, which is not set", "a secret that isn't there")
        result = ground.run("deploy", *words, "--yes", "-v", **env, code=1)  # every output is searched for the value
        result.says("{{ApiKey}}", "the log and the error name it")
        expect(ground, value, "a secret with a quote in it")
        ground.sql("DELETE FROM %s" % ground.log)
        state = ground.one("SELECT count(*) FROM %s" % ("anneal.scripts" if ground.prefix else "_anneal_scripts"))
        dump = ground.state() if ground.prefix else ground.path.read_bytes().decode("latin-1").split("INSERT")[0]
        if state == "0" or (ground.prefix and value in dump):
            raise Failure("the journal", dump)
        ground.run("deploy", "--plan", write(ground, plan.out), "--url", ground.url, "--yes", code=1).says("needs the value", "a plan without its environment")

    def write(ground, text):
        path = ground.folder / "plan.json"
        path.write_text(text, encoding="utf-8")
        return path

    # Validation and stamp

    @check("sqlite", "pg")
    def a_validation_that_is_not_true_stops_everything(ground):
        begin(ground)
        product = {"Name": "shop", "Platform": "SQLite, PostgreSQL", "TemplateOrder": ["Main"]}
        ground.write(BEFORE + "a.sql", logs(ground, "ran"))
        for query in ("SELECT 1 WHERE 1 = 0", "SELECT NULL", "SELECT 0", "SELECT '{{ProductName}}' = 'other'"):
            ground.write("Product.json", dict(product, ValidationScript=query))
            for words in (("plan",), ("deploy", "--yes"), ("drift",)):
                ground.run(words[0], "-p", ground.package, "--url", ground.url, *words[1:], code=1).says("ValidationScript is not true", query)
        ground.run("plan", "-p", ground.package, "--url", ground.url, "--no-eval", code=0).says("was not evaluated", "--no-eval")
        ground.write("Product.json", dict(product, ValidationScript="DELETE FROM %s" % ground.log))
        ground.sql("INSERT INTO %s VALUES ('kept')" % ground.log)
        ground.plan(code=1).says("can't be asked", "a validation that writes")
        expect(ground, "kept", "a validation that writes")
        ground.write("Product.json", dict(product, ValidationScript="SELECT count(*) FROM %s" % ground.log))
        ground.plan("--out", ground.folder / "plan.json", code=0)
        ground.sql("DELETE FROM %s" % ground.log)
        ground.run("deploy", "--plan", ground.folder / "plan.json", "--url", ground.url, "--yes", code=1).says("is not true", "an approved plan elsewhere")
        expect(ground, "", "an approved plan elsewhere")

    @check("sqlite", "pg")
    def a_stamp_goes_along_with_what_runs(ground):
        begin(ground)
        product = {"Name": "shop", "Platform": "SQLite, PostgreSQL", "TemplateOrder": ["Main"], "ScriptTokens": {"Version": "1"}}
        ground.write("Product.json", dict(product, VersionStampScript="INSERT INTO %s VALUES ('v{{Version}}')" % ground.log))
        ground.write(AFTER + "a.sql", logs(ground, "a"))
        ground.deploy(code=0)
        expect(ground, "a v1", "first deploy")
        ground.deploy(code=0).says("Nothing to do", "second deploy")
        ground.write(AFTER + "b.sql", logs(ground, "b"))
        ground.deploy(code=0)
        expect(ground, "a v1 b v1", "something to do")
        product["ScriptTokens"]["Version"] = "2"
        ground.write("Product.json", dict(product, VersionStampScript="INSERT INTO %s VALUES ('v{{Version}}')" % ground.log))
        ground.deploy(code=0)
        expect(ground, "a v1 b v1 v2", "another version")

    # Hooks

    def hooks(ground, *hooks):
        keys = {"Manage": ["shop"], "Environments": [{"Name": "it", "UrlEnv": "SHOP_URL", "Hooks": list(hooks)}]}
        if not ground.prefix:
            keys["Ignore"] = ["log"]
        ground.write("anneal.json", keys)
        return ("-p", ground.package, "--env", "it"), {"SHOP_URL": ground.url, "SHOP_SECRET": "s3cret-pw", "SHOP_WORD": "a word"}

    @check("sqlite", "pg")
    def hooks_run_around_a_phase_and_see_little(ground):
        begin(ground)
        out = ground.folder / "hook.out"
        command = "cat > %s.plan; env > %s.$ANNEAL_WHEN.$ANNEAL_PHASE; echo hello; echo oops >&2" % (out, out)
        words, env = hooks(ground, {"When": "before", "Phase": "expand", "Command": [command], "Shell": True, "PassVariables": ["SHOP_WORD"]},
                           {"When": "after", "Phase": "expand", "Command": [command], "Shell": True},
                           {"When": "after", "Phase": "contract", "Command": ["false"]})
        plan = ground.run("plan", *words, env=env, code=0)
        plan.says("hook before expand", "plan")
        if list(ground.folder.glob("hook.out*")):
            raise Failure("plan has run a hook")
        before = ground.state()
        ground.run("deploy", *words, "--yes", env=env, code=3).says("--trust-commands", "a hook that nobody trusts")
        ground.unchanged(before, "a hook that nobody trusts")
        result = ground.run("deploy", *words, "--yes", "--trust-commands", env=env, code=0)
        for line in ("hook | hello", "hook | oops"):
            if line not in result.err:
                raise Failure("the hook's output was to be on stderr", show_command(result))
        seen = (ground.folder / "hook.out.before.expand").read_text()
        if "SHOP_WORD=a word" not in seen or "s3cret" in seen or "SHOP_URL" in seen:
            raise Failure("what the hook sees", seen)
        if not (ground.folder / "hook.out.after.expand").exists() or json.loads((ground.folder / "hook.out.plan").read_text())["Product"] != "shop":
            raise Failure("the hook after, or the plan on its input")
        ground.run("deploy", *words, "--yes", env=env, code=0).says("Nothing to do", "no phase, no hook")

    @check("sqlite")
    def a_failing_hook_stops_its_phase_or_is_told_at_the_end(ground):
        begin(ground)
        words, env = hooks(ground, {"When": "before", "Phase": "expand", "Command": ["sh", "-c", "exit 7"]})
        before = ground.state()
        result = ground.run("deploy", *words, "--yes", env=dict(env, ANNEAL_TRUST_COMMANDS="1"), code=1)
        result.says("ended with 7", "a failing hook")
        if ground.has_table("customer"):
            raise Failure("the phase ran behind a failed hook", before)
        words, env = hooks(ground, {"When": "before", "Phase": "expand", "Command": ["sleep", "60"], "TimeoutSeconds": 1})
        ground.run("deploy", *words, "--yes", "--trust-commands", env=env, code=1).says("longer than 1 s", "a hook that takes too long")
        for hook, word in (({"Command": []}, "is empty"), ({"Command": ["a", "b"], "Shell": True}, "reads one text"),
                           ({"Command": ["a"], "TimeoutSeconds": 0}, "from 1 to")):
            hooks(ground, dict(hook, When="before", Phase="expand"))
            ground.run("check", "-p", ground.package, code=1).says(word, "a hook that can't run")
        words, env = hooks(ground, {"When": "after", "Phase": "expand", "Command": ["no-such-command"]})
        ground.write(AFTER + "a.sql", logs(ground, "a"))
        ground.run("deploy", *words, "--yes", "--trust-commands", env=env, code=1).says("no-such-command", "a hook after its phase")
        expect(ground, "a", "what follows a failed hook after its phase")
        table = tables.customer()
        table["Columns"] = table["Columns"][:2]
        ground.write("Templates/Main/Tables/shop.customer.json", table)
        ground.write(AFTER + "b.sql", logs(ground, "b"))
        words, env = hooks(ground, {"When": "before", "Phase": "contract", "Command": ["true"]})
        ground.run("deploy", *words, "--yes", "--allow", "all,DATA_LOSS", env=env, code=3).says("a hook that is held", "a phase behind a held hook")
        expect(ground, "a b", "the phases before a held hook")
        if "name" not in ground.columns("customer"):
            raise Failure("a phase ran before its hook")
        ground.run("deploy", *words, "--yes", "--allow", "all,DATA_LOSS", "--trust-commands", env=env, code=0)
