"""Checks of run.py about contract files and conditions: what check refuses, what waits for what, what is asked again before a step."""
import json
import os
import re
import signal
import subprocess
import time

from harness.checks import Failure, show_command


def register(check, tables):
    def slim():
        table = tables.customer()
        table["Columns"] = [one for one in table["Columns"] if one["Name"] != "name"]
        return table

    def contract(**keys):
        declared = {"Name": "drop-name", "Drop": ["shop.customer.name"],
                    "Backup": {"Retain": "none", "Reason": "it is in crm.customer"}}
        declared.update(keys)
        return {key: value for key, value in declared.items() if value is not None}

    def make(ground, *contracts, rows=True, customer=None, order=True, **anneal_json):
        kept = [customer or slim()] + ([tables.order()] if order else [])
        ground.make_package(*kept, **anneal_json)
        for i, one in enumerate(contracts):
            ground.write("Templates/Main/Contracts/%d.json" % i, one)
        if rows:
            ground.load("CREATE TABLE {shop}flag (done boolean, n integer);\n")
            ground.write("anneal.json", dict({"Manage": ["shop"], "Ignore": ["shop.flag", "flag"]}, **anneal_json))

    def flag(ground, value="false", n=1):
        ground.sql("DELETE FROM %sflag; INSERT INTO %sflag VALUES (%s, %d);" % (ground.prefix, ground.prefix, value, n))

    def has_name(ground):
        return "name" in ground.columns("customer")

    def steps(ground, *words):
        plan = json.loads(ground.plan("--format", "json", *words, code=0).out)
        return plan.get("Steps", [])

    def step_on(ground, word, *words):
        found = [one for one in steps(ground, *words) if word in one["Object"]]
        if len(found) != 1:
            raise Failure("%d steps on %s" % (len(found), word), json.dumps(found, indent=1))
        return found[0]

    def waits(ground, word, *phrases, state="waiting", words=()):
        step = step_on(ground, word, *words)
        if step.get("State", "ready") != state:
            raise Failure("the step on %s is %s, not %s" % (word, step.get("State", "ready"), state), json.dumps(step, indent=1))
        for phrase in phrases:
            if phrase not in step.get("Why", ""):
                raise Failure("the step on %s does not say %r" % (word, phrase), json.dumps(step, indent=1))
        return step

    def when(ground, text=None):
        return text or "SELECT done FROM %sflag" % ground.prefix

    # check

    @check("once")
    def check_names_what_a_contract_gets_wrong(ground):
        for keys, words in (
                ({"Drop": None}, "either \"Drop\" or \"Change\""),
                ({"Change": ["shop.customer.email"]}, "either \"Drop\" or \"Change\""),
                ({"Drop": [""]}, "empty name"),
                ({"Drop": ["shop.customer.name@old"]}, "old side"),
                ({"NotBefore": "2026-02-30"}, "no day"),
                ({"NotBefore": "soon"}, "no day"),
                ({"Environments": ["prd"]}, 'did you mean "prod"'),
                ({"Requires": ["drop-naem"]}, 'did you mean "drop-name"'),
                ({"Requires": ["drop-name"]}, "circle"),
                ({"Requires": ["script After Scripts/x.sql"]}, "does not have"),
                ({"Backup": {"Retain": "none"}}, "no reason"),
                ({"Backup": {}}, "Retain"),
                ({"When": "true; DROP TABLE x"}, "holds a ;"),
                ({"When": "(true"}, "open"),
                ({"Wehn": "true"}, 'did you mean "When"'),
                ({"Name": None}, "Name")):
            make(ground, contract(**keys), rows=False, Environments=[{"Name": "prod", "UrlEnv": "X"}])
            result = ground.run("check", "-p", ground.package, code=1)
            result.says(words, "contract with %s" % keys)
            if not re.search(r"Contracts/0\.json:\d+:\d+", result.err):
                raise Failure("the error has no place", show_command(result))

    @check("once")
    def two_contracts_of_one_name_or_target_are_refused(ground):
        make(ground, contract(), contract(Drop=["shop.order"]), rows=False)
        ground.run("check", "-p", ground.package, code=1).says("declared twice", "two of one name")
        make(ground, contract(), contract(Name="other"), rows=False)
        ground.run("check", "-p", ground.package, code=1).says("two contracts", "two of one target")

    @check("once")
    def contracts_are_xml_too(ground):
        make(ground, contract(When="true", NotBefore="2026-01-01", Requires=["other"]), contract(Name="other", Drop=["shop.gone"]), rows=False)
        ground.run("convert", "-p", ground.package, "--format", "xml", "--out", ground.folder / "xml", code=0)
        ground.run("check", "-p", ground.folder / "xml", code=0)
        ground.run("convert", "-p", ground.folder / "xml", "--format", "json", "--out", ground.folder / "back", code=0)
        back = json.loads((ground.folder / "back/Templates/Main/Contracts/0.json").read_text())
        if back.get("Backup", {}).get("Reason") != "it is in crm.customer" or back.get("Requires") != ["other"]:
            raise Failure("XML lost something", json.dumps(back, indent=1))

    # what waits, and what runs

    @check("sqlite", "pg")
    def a_removal_waits_until_its_condition_is_true(ground):
        make(ground, contract(When=when(ground)))
        flag(ground)
        waits(ground, "customer.name", "contract drop-name", "When is false", "flag")
        ground.deploy(code=0).says("When is false", "a deploy")
        before = ground.state()
        ground.deploy("--allow", "all", code=0)
        ground.unchanged(before, "a condition that is false is nobody's to allow")
        ground.run("status", "-p", ground.package, "--url", ground.url, code=0).says("When is false", "status")
        ground.run("drift", "-p", ground.package, "--url", ground.url, code=0)
        ground.plan("--exit-code", code=0)
        flag(ground, "true")
        if step_on(ground, "customer.name").get("State", "ready") != "ready":
            raise Failure("it still waits")
        ground.plan(code=0).says("ready   contract drop-name: When holds: ", "which condition lets it run")
        ground.deploy(code=0)
        if has_name(ground):
            raise Failure("the column is still there")
        ground.deploy(code=0).says("Nothing to do", "a second deploy")

    @check("sqlite", "pg")
    def null_waits_too(ground):
        make(ground, contract(When=when(ground)))
        flag(ground, "NULL")
        waits(ground, "customer.name", "When is NULL")
        ground.deploy("--allow", "all", code=0)
        if not has_name(ground):
            raise Failure("NULL counted as true")

    @check("sqlite", "pg")
    def an_expression_will_do(ground):
        make(ground, contract(When="EXISTS (SELECT 1 FROM %sflag WHERE n = 1) -- a comment" % ground.prefix))
        flag(ground)
        ground.deploy(code=0)
        if has_name(ground):
            raise Failure("the column is still there")

    @check("sqlite", "pg")
    def hostile_conditions_hold_the_step_and_do_nothing(ground):
        pg = ground.prefix != ""
        endless = "SELECT pg_sleep(30) IS NULL" if pg else \
            "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT max(i) > 0 FROM c"
        if pg:
            ground.load("CREATE TABLE {shop}flag (done boolean, n integer);\n")
            ground.sql("CREATE FUNCTION shop.bad() RETURNS boolean LANGUAGE plpgsql AS "
                       "'BEGIN DELETE FROM shop.customer; RETURN true; END'")
        texts = [("SELECT 5", "no boolean"), ("SELECT 'yes'", "no boolean"), ("SELECT true, false", "more than one column"),
                 ("SELECT true FROM %scustomer" % ground.prefix, "more than one row"),
                 ("SELECT true FROM %scustomer WHERE id < 0" % ground.prefix, "no row"),
                 ("SELECT absent FROM nowhere", "nowhere"), (endless, "longer than")]
        if pg:
            texts += [("SELECT shop.bad()", "writes"), ("SELECT 1/0 > 1", "22012"),
                      ("SELECT set_config('transaction_read_only', 'off', false) = 'off' AND shop.bad()", "refuses"),
                      ("WITH gone AS (DELETE FROM shop.customer RETURNING 1) SELECT true FROM gone", "0A000"),
                      ("SELECT 'secret' ::integer = 1", "22P02"), ("SELECT true FROM shop.customer WHERE id = 1 FOR UPDATE", "writes")]
        for i, (text, words) in enumerate(texts):
            make(ground, contract(When=text), rows=not pg and i == 0)
            ground.write("anneal.json", {"Manage": ["shop"], "Ignore": ["shop.flag", "flag", "function:*", "shop.bad*"]})
            waits(ground, "customer.name", "can't be evaluated", words, state="held")
            before = ground.state()
            result = ground.deploy("--allow", "all", code=3)
            if "secret" in result.text.replace(text, ""):
                raise Failure("a value was printed", show_command(result))
            ground.unchanged(before, "the condition %r" % text)

    @check("pg")
    def what_row_security_hides_is_no_answer(ground):
        make(ground, contract(When="NOT EXISTS (SELECT 1 FROM shop.flag WHERE NOT done)"))
        flag(ground, "false")
        role = ground.role_named("deployer")
        ground.sql("GRANT USAGE, CREATE ON SCHEMA shop TO %s; ALTER TABLE shop.customer OWNER TO %s; GRANT CREATE ON DATABASE %s TO %s;"
                   "GRANT SELECT ON shop.flag TO %s; ALTER TABLE shop.flag ENABLE ROW LEVEL SECURITY;"
                   % (role, role, ground.database, role, role))
        ground.url = ground.server.url(ground.database, role)
        waits(ground, "customer.name", "can't be evaluated", "row-level security", state="held")

    @check("sqlite", "pg")
    def days_and_environments_are_waited_for(ground):
        environments = [{"Name": "test", "Url": ground.url, "Kind": "dev"}, {"Name": "live", "Url": ground.url}]
        make(ground, contract(NotBefore="2999-01-01"), Environments=environments)
        waits(ground, "customer.name", "NotBefore is 2999-01-01, and today is 20")
        make(ground, contract(Environments=["test"]), rows=False, Environments=environments)
        ground.write("anneal.json", {"Manage": ["shop"], "Ignore": ["shop.flag", "flag"], "Environments": environments})
        waits(ground, "customer.name", "no environment is given")
        ground.run("deploy", "-p", ground.package, "--env", "live", "--yes", "--allow", "all", code=0).says("this is live", "another environment")
        if not has_name(ground):
            raise Failure("it ran in another environment")
        result = ground.run("plan", "-p", ground.package, "--env", "test", "--out", ground.folder / "plan.json", code=0)
        ground.run("deploy", "-p", ground.package, "--env", "live", "--plan", ground.folder / "plan.json", "--yes", code=0)
        if not has_name(ground):
            raise Failure("a plan for one environment ran in another", show_command(result))
        ground.run("deploy", "-p", ground.package, "--env", "test", "--plan", ground.folder / "plan.json", "--yes", code=0)
        if has_name(ground):
            raise Failure("it did not run in its own environment")

    @check("sqlite", "pg")
    def a_contract_waits_for_those_that_it_requires(ground):
        make(ground, contract(Requires=["drop-order"]), contract(Name="drop-order", Drop=["shop.order"], When=when(ground)), order=False)
        flag(ground)
        waits(ground, "customer.name", "needs `drop table`")
        ground.deploy("--allow", "all", code=0)
        if not has_name(ground):
            raise Failure("it did not wait for what it requires")
        flag(ground, "true")
        ground.deploy(code=0)
        if has_name(ground) or ground.has_table("order"):
            raise Failure("they did not run")

    @check("sqlite", "pg")
    def a_contract_waits_for_a_script_that_it_requires(ground):
        customer = dict(tables.customer(), Name="customer")
        customer["Columns"][2] = dict(customer["Columns"][2], Nullable=False)
        path = "Templates/Main/After Scripts/names.sql"
        make(ground, contract(Drop=None, Change=["shop.customer.name"], Requires=["script " + path]), customer=customer)
        ground.sql("UPDATE %scustomer SET name = 'x';" % ground.prefix)
        ground.write(path, "SELECT absent FROM nowhere;\n")
        result = ground.deploy(code=1)
        if ground.one("SELECT count(*) FROM %sflag" % ground.prefix) != "0":
            raise Failure("no", show_command(result))
        ground.write(path, "INSERT INTO %sflag VALUES (true, 7);\n" % ground.prefix)
        ground.deploy(code=0)
        ground.deploy(code=0).says("Nothing to do", "a second deploy")

    @check("sqlite", "pg")
    def a_change_waits_for_its_condition(ground):
        customer = tables.customer()
        customer["Columns"][2] = {"Name": "full_name", "DataType": "text", "Nullable": True, "OldName": "name", "Rename": "direct"}
        make(ground, contract(Drop=None, Change=["shop.customer.full_name@old"], When=when(ground)), customer=customer)
        flag(ground)
        waits(ground, "customer.name", "When is false")
        ground.deploy("--allow", "all", code=0)
        if not has_name(ground):
            raise Failure("the rename ran")
        flag(ground, "true")
        ground.deploy(code=0)
        if has_name(ground):
            raise Failure("the rename did not run")

    @check("sqlite", "pg")
    def what_a_contract_says_nothing_of_is_kept(ground):
        make(ground, contract(Backup=None))
        ground.deploy(code=0)
        if has_name(ground):
            raise Failure("the column is still there")
        ground.run("backups", "list", "--url", ground.url, code=0).says("customer.name", "list")

    @check("sqlite", "pg")
    def what_policy_forbids_no_contract_releases(ground):
        environments = [{"Name": "live", "Url": ground.url, "Forbid": ["DATA_LOSS"]}]
        make(ground, contract(), Environments=environments)
        ground.run("deploy", "-p", ground.package, "--env", "live", "--yes", code=3).says("forbidden", "forbidden")
        if not has_name(ground):
            raise Failure("the column is gone")

    @check("sqlite", "pg")
    def a_slip_in_a_name_is_an_error_and_what_is_gone_is_none(ground):
        make(ground, contract(Drop=["shop.customer.nmae"], When="false"))
        result = ground.plan(code=1)
        result.says('did you mean "%scustomer.name"' % ground.prefix, "a slip")
        if not re.search(r"Contracts/0\.json:\d+", result.err):
            raise Failure("the error has no place", show_command(result))
        ground.write("Templates/Main/Contracts/0.json", contract(Drop=["shop.never_was"]))
        ground.plan(code=0)

    @check("sqlite", "pg")
    def nothing_is_evaluated_where_nothing_is_to_be(ground):
        make(ground, contract(When=when(ground)))
        flag(ground, "true")
        waits(ground, "customer.name", "When was not evaluated", words=("--no-eval",))

    # an approved plan

    @check("sqlite", "pg")
    def an_approved_plan_asks_again(ground):
        make(ground, contract(When=when(ground)))
        path = ground.folder / "plan.json"
        flag(ground)
        ground.plan("--out", path, code=0)
        deploy = ("deploy", "--url", ground.url, "--plan", path, "--yes")
        ground.run(*deploy, code=0).says("When is false", "not yet")
        flag(ground, "true")
        ground.run(*deploy, code=0)
        if has_name(ground):
            raise Failure("the waiting step of an approved plan did not run")

    @check("sqlite", "pg")
    def an_approved_plan_stops_for_what_has_come_to_be_false(ground):
        make(ground, contract(When=when(ground)))
        path = ground.folder / "plan.json"
        flag(ground, "true")
        ground.plan("--out", path, code=0)
        flag(ground, "false")
        ground.run("deploy", "--url", ground.url, "--plan", path, "--yes", code=0).says("When is false", "not any more")
        if not has_name(ground):
            raise Failure("it ran although its condition is false")

    @check("pg")
    def a_condition_is_asked_again_under_the_lock(ground):
        make(ground, contract(When=when(ground)))
        flag(ground, "true")
        words = [str(word) for word in ("deploy", "-p", ground.package, "--url", ground.url, "--yes")]
        env = dict(os.environ, ANNEAL_FAULT="CONDITION_LOCKED:1:stop")
        process = subprocess.Popen([str(ground.anneal.path)] + words, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        end = time.monotonic() + 30
        while "T" not in open("/proc/%d/stat" % process.pid).read().split(")")[1][:4]:
            if process.poll() is not None or time.monotonic() > end:
                raise Failure("it did not stop under its locks", "\n".join(process.communicate()))
            time.sleep(0.05)
        flag(ground, "false")
        held = ground.one("SELECT count(*) FROM pg_locks WHERE relation = 'shop.customer'::regclass AND mode = 'AccessExclusiveLock' AND granted")
        os.kill(process.pid, signal.SIGCONT)
        out, err = process.communicate(timeout=60)
        if held != "1":
            raise Failure("the lock was not there when the condition was asked", out + err)
        if process.returncode != 0 or "When is false" not in out + err or not has_name(ground):
            raise Failure("it ran, or did not say why not (exit code %s)" % process.returncode, out + err)

    # elements with a condition of their own

    @check("sqlite", "pg")
    def an_element_whose_condition_is_false_is_not_declared(ground):
        make(ground)
        flag(ground)
        customer = slim()
        gate = when(ground)
        customer["Columns"].append({"Name": "vip", "DataType": "text", "Nullable": True, "ShouldApplyExpression": gate})
        customer["Indexes"].append({"Name": "customer_vip", "IndexColumns": "vip", "ShouldApplyExpression": gate})
        customer["Columns"].append({"Name": "name", "DataType": "text", "Nullable": True})
        extra = dict(tables.customer(), Name="extra", Indexes=[], ShouldApplyExpression=gate)
        for table in (customer, extra):
            ground.write("Templates/Main/Tables/shop.%s.json" % table["Name"], table)
        ground.plan(code=0).says("ShouldApplyExpression is false", "plan")
        ground.deploy(code=0)
        if "vip" in ground.columns("customer") or ground.has_table("extra"):
            raise Failure("it was created although its condition is false")
        flag(ground, "NULL")
        ground.deploy(code=0)
        if "vip" not in ground.columns("customer") or not ground.has_table("extra"):
            raise Failure("NULL is no reason to leave it out")
        ground.deploy(code=0).says("Nothing to do", "a second deploy")
        flag(ground, "false")
        waits(ground, "customer.vip", "DATA_LOSS", state="held")
        flag(ground, "true")
        ground.deploy(code=0).says("Nothing to do", "true again")

    @check("sqlite", "pg")
    def of_variants_under_one_name_the_one_that_applies_counts(ground):
        make(ground)
        flag(ground)
        customer = slim()
        for variant, gate in (("integer", "NOT (%s)" % when(ground)), ("text", "(%s)" % when(ground))):
            customer["Columns"].append({"Name": "code", "DataType": variant, "Nullable": True, "ShouldApplyExpression": gate, "VariantName": variant})
        customer["Columns"].append({"Name": "name", "DataType": "text", "Nullable": True})
        ground.write("Templates/Main/Tables/shop.customer.json", customer)
        ground.run("check", "-p", ground.package, code=0)
        ground.deploy(code=0)
        if "code" not in ground.columns("customer"):
            raise Failure("no variant applied")
        step = [one for one in steps(ground)]
        if step:
            raise Failure("a second plan has steps", json.dumps(step, indent=1))

    @check("sqlite", "pg")
    def a_condition_that_fails_neither_makes_nor_removes(ground):
        make(ground)
        flag(ground)
        customer = tables.customer()
        customer["Columns"][2]["ShouldApplyExpression"] = "SELECT absent FROM nowhere"
        customer["Columns"].append({"Name": "vip", "DataType": "text", "Nullable": True, "ShouldApplyExpression": "SELECT 3"})
        ground.write("Templates/Main/Tables/shop.customer.json", customer)
        waits(ground, "customer.vip", "no boolean", state="held")
        ground.deploy("--allow", "all", code=3)
        if not has_name(ground) or "vip" in ground.columns("customer"):
            raise Failure("a broken condition decided something")

    @check("sqlite", "pg")
    def script_folders_have_conditions(ground):
        make(ground, customer=tables.customer())
        flag(ground)
        ground.write("Templates/Main/Template.json", {"Name": "Main", "ScriptFolders": [
            {"FolderPath": "After Scripts", "QuenchSlot": "After", "ShouldApplyExpression": when(ground)}]})
        ground.write("Templates/Main/After Scripts/1.sql", "INSERT INTO %sflag VALUES (true, 9);\n" % ground.prefix)
        ground.deploy(code=0)
        count = "SELECT count(*) FROM %sflag WHERE n = 9" % ground.prefix
        if ground.one(count) != "0":
            raise Failure("a script ran although its folder's condition is false")
        flag(ground, "true")
        ground.deploy(code=0)
        if ground.one(count) != "1":
            raise Failure("the script did not run")
