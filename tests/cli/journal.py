"""Checks of run.py about the journal: who made it when, what status and history say, what a plan file that ran in part may do."""
import json

from harness.checks import Failure, show_command

TABLES = ("journal", "lease", "deployments", "steps", "objects", "scripts", "loops", "recipes", "pause", "spellings")


def register(check, tables):
    """`check` is run.py's decorator; `tables` has its customer(), order() and bigger()."""

    def place(ground, name="anneal"):
        return "%s." % name if hasattr(ground, "server") else "_%s_" % name

    def has_journal(ground, name="anneal"):
        if hasattr(ground, "server"):
            return ground.one("SELECT to_regclass('%sjournal') IS NOT NULL" % place(ground, name)) == "t"
        return ground.path.exists() and ground.one("SELECT count(*) FROM sqlite_master WHERE name = '%sjournal'" % place(ground, name)) == "1"

    def status(ground, *words, **more):
        return ground.run("status", "--url", ground.url, *words, **more)

    def as_json(result):
        try:
            return json.loads(result.out)
        except ValueError as error:
            raise Failure("no JSON on stdout: %s" % error, show_command(result))

    def history(ground):
        return as_json(ground.run("history", "--url", ground.url, "--format", "json", code=0))["Deployments"]

    def killed_in_the_second_group(ground, *words, point="GROUP_COMMITTED:1:kill", **more):
        result = ground.anneal.run("deploy", "-p", ground.package, "--url", ground.url, "--yes", *words,
                                   env={"ANNEAL_FAULT": point}, **more)
        if (result.code or 0) >= 0:
            raise Failure("it was to be killed: is this a build with fault points?", show_command(result))

    def with_defaults():
        """Tables whose expressions the server prints in its own way once they are there."""
        customer, order = tables.customer(), tables.order()
        customer["Columns"].append({"Name": "score", "DataType": "numeric(6,2)", "Default": "(1+1)*2"})
        customer["CheckConstraints"] = [{"Name": "customer_score", "Expression": "score   between 0 AND 100"}]
        order["Columns"].append({"Name": "note", "DataType": "text", "Default": "('a'||'b')"})
        order["Indexes"].append({"Name": "order_note", "IndexColumns": "(lower(note))"})
        return customer, order

    @check("sqlite", "pg")
    def journal_comes_with_the_first_deploy_that_has_something_to_run(ground):
        ground.load()
        ground.make_package()
        for words in (("plan", "-p", ground.package), ("drift", "-p", ground.package), ("status",), ("history",),
                      ("deploy", "-p", ground.package, "--yes"), ("deploy", "-p", ground.package, "--what-if")):
            ground.run(*words, "--url", ground.url, code=0)
            if has_journal(ground):
                raise Failure("%s made the journal" % words[0])
        ground.make_package(*tables.bigger())
        ground.run("deploy", "-p", ground.package, "--url", ground.url, "--what-if", code=0)
        if has_journal(ground):
            raise Failure("--what-if made the journal")
        ground.deploy()
        if not has_journal(ground):
            raise Failure("the deploy has left no journal")
        ground.plan("--exit-code")
        if len(history(ground)) != 1:
            raise Failure("one deployment was to be in the history")

    @check("sqlite", "pg")
    def history_says_who_did_what(ground):
        ground.load()
        ground.make_package(*tables.bigger())
        (ground.package / ".git" / "refs" / "heads").mkdir(parents=True)
        (ground.package / ".git" / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
        (ground.package / ".git" / "refs" / "heads" / "main").write_text("0123456789abcdef" * 2 + "01234567\n", encoding="utf-8")
        ground.deploy()
        row = history(ground)[0]
        for key, value in (("Id", 1), ("Product", "shop"), ("Outcome", "done"), ("Revision", "0123456789abcdef" * 2 + "01234567"),
                           ("Origin", str(ground.package.resolve()))):
            if row.get(key) != value:
                raise Failure("%s is %r in the history, not %r" % (key, row.get(key), value), str(row))
        for key in ("Who", "Host", "Tool", "Server", "PlanHash", "StartedAt", "EndedAt"):
            if not row.get(key):
                raise Failure("the history lacks %s" % key, str(row))
        if row["Done"] != row["Steps"] or row["Done"] < 1:
            raise Failure("wrong counts", str(row))
        one = as_json(ground.run("history", "1", "--url", ground.url, "--format", "json", code=0))
        if len(one["Steps"]) != row["Done"] or {step["State"] for step in one["Steps"]} != {"done"}:
            raise Failure("the steps of a deployment", str(one["Steps"]))
        customer = [item for item in one["Objects"] if item["Object"].endswith("customer")]
        if not customer or "email" not in customer[0]["Record"] or not customer[0].get("After") or customer[0]["Before"] == customer[0]["After"]:
            raise Failure("no image of what was changed", str(one["Objects"]))
        ground.run("history", "--url", ground.url, code=0).says("done", "history")
        ground.run("history", "1", "--url", ground.url, code=0).says("Steps:", "one deployment").says("customer", "one deployment")
        ground.run("history", "7", "--url", ground.url, code=1).says("no deployment 7", "a deployment that isn't")
        ground.run("history", "last", "--url", ground.url, code=64).says("no number", "no number")
        ground.deploy()
        if len(as_json(ground.run("history", "--url", ground.url, "-n", "1", "--format", "json", code=0))["Deployments"]) != 1:
            raise Failure("--limit")

    @check("sqlite", "pg")
    def status_without_a_journal_says_so(ground):
        ground.load()
        status(ground, code=0).says("never been deployed to", "no journal")
        if as_json(status(ground, "--format", "json", code=0))["State"] != "none":
            raise Failure("the state of a database without a journal")
        ground.run("history", "--url", ground.url, code=0).says("never been deployed to", "no journal")

    @check("sqlite", "pg")
    def deployment_that_was_cut_short_is_said_and_gone_on_with(ground):
        ground.make_package(*tables.bigger())
        killed_in_the_second_group(ground)
        status(ground, code=3).says("did not finish: interrupted", "status after a kill").says("step", "status after a kill")
        found = as_json(status(ground, "--format", "json", code=3))
        if found["State"] != "unfinished" or found["StepsDone"] < 1 or found["StepsDone"] >= found["LastDeployment"]["Steps"]:
            raise Failure("status after a kill", str(found))
        ground.plan(code=0).says("deployment 1", "a plan after a kill").says("did not finish", "a plan after a kill")
        result = ground.deploy(code=0)
        result.says("did not finish: interrupted after", "the next deploy").says("went on with what was left", "the next deploy")
        rows = history(ground)
        if [row["Outcome"] for row in rows] != ["done", "interrupted"]:
            raise Failure("outcomes in the history", str(rows))
        status(ground, code=0).says("deployment 2 is done", "status at the end")
        if "did not finish" in ground.plan(code=0).text:
            raise Failure("a plan still speaks of what has been done")

    @check("sqlite", "pg")
    def deployment_cut_short_behind_its_last_step_gets_an_end(ground):
        ground.make_package(*tables.bigger())
        killed_in_the_second_group(ground, point="DEPLOYMENT_ENDING:1:kill")
        status(ground, code=3).says("did not finish", "status after a kill at the end")
        before = ground.state()
        ground.run("deploy", "-p", ground.package, "--url", ground.url, "--what-if", code=0)
        if len(history(ground)) != 1:
            raise Failure("--what-if wrote")
        ground.deploy(code=0)
        ground.unchanged(before, "nothing was left to do")
        status(ground, code=0).says("deployment 2 is done", "status")
        ground.deploy(code=0)
        if len(history(ground)) != 2:
            raise Failure("a deploy with nothing to do was recorded", str(history(ground)))

    @check("sqlite", "pg")
    def held_steps_are_in_the_status_of_a_package(ground):
        ground.load("CREATE TABLE {shop}old (id integer NOT NULL PRIMARY KEY);\n")
        ground.make_package(*tables.bigger())
        ground.deploy(code=3)
        status(ground, code=3).says("held", "status without a package")
        status(ground, "-p", ground.package, code=3).says("Held:", "status with a package").says("old", "status with a package")
        found = as_json(status(ground, "-p", ground.package, "--format", "json", code=3))
        if found["State"] != "done" or not found["Held"] or not found["Held"][0]["Why"]:
            raise Failure("what is held, and why", str(found))

    @check("sqlite", "pg")
    def finished_plan_file_is_accepted_again(ground):
        """As introspected afterwards: the server prints what the package says in words of its own."""
        ground.load()
        ground.make_package(*with_defaults())
        plan = ground.folder / "plan.json"
        ground.plan("--out", plan, code=0)
        words = ("deploy", "--plan", plan, "--url", ground.url, "--yes")
        ground.run(*words, code=0)
        before = ground.state()
        ground.run(*words, code=0).says("Nothing left to run", "the same plan again")
        ground.unchanged(before, "the same plan again")
        if len(history(ground)) != 1:
            raise Failure("what ran nothing is in the history")
        ground.sql("ALTER TABLE %scustomer ADD COLUMN fax text" % ground.prefix)
        ground.run(*words, code=1).says("customer has changed", "the same plan after a change by hand")

    @check("pg")
    def finished_plan_file_of_other_kinds_is_accepted_again(ground):
        """An aggregate can't be made twice; a trigger's steps are its own, not its table's."""
        ground.sql("CREATE TABLE t (id integer); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'")
        ground.sql("""ALTER TABLE t ADD n integer;
            CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer);
            CREATE CONSTRAINT TRIGGER touch AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()""")
        ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
        ground.sql("DROP AGGREGATE total(integer); DROP TRIGGER touch ON t; ALTER TABLE t DROP n")
        plan = ground.folder / "plan.json"
        ground.plan("--out", plan, code=0)
        words = ("deploy", "--plan", plan, "--url", ground.url, "--yes")
        ground.run(*words, code=0)
        ground.run(*words, code=0).says("Nothing left to run", "the same plan again")
        ground.sql("DROP TRIGGER touch ON t")
        ground.run(*words, code=0)
        if ground.one("SELECT count(*) FROM pg_trigger WHERE tgname = 'touch'").strip() != "1":
            raise Failure("the trigger was taken for done with its table")

    @check("sqlite", "pg")
    def plan_file_of_which_a_part_ran_is_gone_on_with(ground):
        ground.load()
        ground.make_package(*with_defaults())
        plan = ground.folder / "plan.json"
        ground.plan("--out", plan, code=0)
        killed_in_the_second_group(ground, "--plan", plan)
        was = ground.one("SELECT count(*) FROM %ssteps" % place(ground))
        result = ground.run("deploy", "--plan", plan, "--url", ground.url, "--yes", code=0)
        result.says("had been done before", "the rest of a plan").says("did not finish", "the rest of a plan")
        if ground.one("SELECT count(*) FROM %ssteps WHERE deployment = 1" % place(ground)) != was:
            raise Failure("the steps of the first deployment have changed")
        ground.plan("--exit-code", code=0)

    @check("sqlite", "pg")
    def plan_file_is_refused_where_another_plan_came_between(ground):
        ground.load()
        ground.make_package(*with_defaults())
        plan = ground.folder / "plan.json"
        ground.plan("--out", plan, code=0)
        killed_in_the_second_group(ground, "--plan", plan)
        tables_now = with_defaults()
        for table in tables_now:
            table["Columns"].append({"Name": "extra", "DataType": "text", "Nullable": True})
        ground.make_package(*tables_now)
        ground.deploy(code=0)
        before = ground.state()
        ground.run("deploy", "--plan", plan, "--url", ground.url, "--yes", code=1).says("since the plan was made", "an old plan")
        ground.unchanged(before, "an old plan")

    @check("sqlite", "pg")
    def journal_has_the_name_that_the_package_gives_it(ground):
        ground.load()
        ground.make_package(*tables.bigger(), Journal="ops", Manage=["shop", "ops"])
        plan = ground.folder / "plan.json"
        ground.plan("--out", plan, code=0)
        ground.run("deploy", "--plan", plan, "--url", ground.url, "--yes", code=0)
        if has_journal(ground) or not has_journal(ground, "ops"):
            raise Failure("the journal is not where the package wants it")
        result = ground.plan("--exit-code", code=0)
        if "ops" in result.out:
            raise Failure("the journal is part of the model", show_command(result))
        ground.run("drift", "-p", ground.package, "--url", ground.url, code=0)
        ground.run("status", "-p", ground.package, "--url", ground.url, code=0).says("deployment 1 is done", "status")
        ground.run("extract", "--url", ground.url, "--out", ground.folder / "out", code=0)
        found = [str(path) for path in (ground.folder / "out").rglob("*") if "ops" in path.name or "lease" in path.name]
        if found:
            raise Failure("extract wrote the journal", "\n".join(found))

    @check("sqlite", "pg")
    def owned_removals_are_of_what_the_product_created(ground):
        ground.load("CREATE TABLE {shop}old (id integer NOT NULL PRIMARY KEY);\n")
        line = {"Schema": "shop", "Name": "extra", "Columns": [{"Name": "id", "DataType": "integer"}]}
        ground.make_package(tables.customer(), tables.order(), line, Removals="owned")
        ground.deploy(code=0)
        (ground.package / "Templates/Main/Tables/shop.extra.json").unlink()
        result = ground.plan("--exit-code", code=2)
        result.says("extra", "its own table")
        if "old" in result.out.split():
            raise Failure("somebody else's table is to go", show_command(result))
        ground.deploy(code=3)
        ground.deploy("--allow", "DATA_LOSS", code=0)
        if ground.has_table("extra") or not ground.has_table("old"):
            raise Failure("its own was to go, the other to stay", ground.state())
        ground.sql("CREATE TABLE %sextra (id integer NOT NULL)" % ground.prefix)
        ground.plan("--exit-code", code=0)

    @check("sqlite", "pg")
    def journal_of_a_later_version_is_refused(ground):
        ground.load()
        ground.make_package(*tables.bigger())
        ground.deploy(code=0)
        ground.sql("UPDATE %sjournal SET version = 99, tool = '7.0'" % place(ground))
        more = tables.bigger()
        more[0]["Columns"].append({"Name": "fax", "DataType": "text", "Nullable": True})
        ground.make_package(*more)
        before = ground.state()
        for words in (("plan", "-p", ground.package), ("deploy", "-p", ground.package, "--yes"), ("status",), ("history",)):
            ground.run(*words, "--url", ground.url, code=1).says("version 99", words[0]).says("anneal 7.0", words[0])
        ground.unchanged(before, "a later journal")

    @check("sqlite", "pg")
    def wrong_name_of_the_journal_is_refused_at_its_place(ground):
        ground.make_package(Journal="Ops Log")
        ground.run("check", "-p", ground.package, code=1).says("anneal.json:", "place").says("Ops Log", "name").says("small letters", "hint")

    @check("pg")
    def role_that_may_not_create_the_journal_is_told_what_it_takes(ground):
        ground.load()
        role = ground.role()
        ground.sql('ALTER SCHEMA shop OWNER TO {0}; ALTER TABLE shop.customer OWNER TO {0}; ALTER TABLE shop."order" OWNER TO {0}'.format(role))
        ground.make_package(*tables.bigger())
        url = ground.server.url(ground.database, role)
        before = ground.state()
        result = ground.run("deploy", "-p", ground.package, "--url", url, "--yes", code=1)
        result.says("may not create", "no right to create").says("GRANT CREATE ON DATABASE", "the hint").says(role, "the hint")
        ground.unchanged(before, "a role that may not create the journal")
        ground.sql("CREATE SCHEMA anneal AUTHORIZATION %s" % role)
        ground.run("deploy", "-p", ground.package, "--url", url, "--yes", code=0)
        other = ground.server.url(ground.database, ground.role_named("other"))
        ground.sql("GRANT CREATE ON DATABASE %s TO %s" % (ground.database, ground.database + "_other"))
        ground.run("plan", "-p", ground.package, "--url", other, code=0).says("not for this role", "plan of a role that can't read it")
        ground.run("status", "--url", other, code=0).says("may not read", "status of a role that can't read it")
        more = tables.bigger()
        more[0]["Columns"].append({"Name": "fax", "DataType": "text", "Nullable": True})
        ground.make_package(*more)
        ground.sql("ALTER TABLE shop.customer OWNER TO %s_other" % ground.database)  # the table is its own, the journal is not
        ground.run("deploy", "-p", ground.package, "--url", other, "--yes", code=1).says("may not write", "another role").says(role, "its owner")

    @check("pg")
    def nobody_else_may_write_the_journal(ground):
        role = ground.role()
        ground.sql("ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO %s; ALTER DEFAULT PRIVILEGES GRANT INSERT ON TABLES TO PUBLIC;"
                   "ALTER DEFAULT PRIVILEGES GRANT ALL ON SCHEMAS TO %s" % (role, role))
        ground.make_package()
        ground.deploy(code=0)
        for table in TABLES:
            for right in ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER"):
                if ground.one("SELECT has_table_privilege('%s', 'anneal.%s', '%s')" % (role, table, right)) != "f":
                    raise Failure("%s may %s on %s" % (role, right, table))
        if ground.one("SELECT has_schema_privilege('%s', 'anneal', 'CREATE')" % role) != "f":
            raise Failure("%s may create in the journal's schema" % role)

    @check("pg")
    def journal_belongs_to_the_role_of_the_environment(ground):
        role = ground.role()
        ground.sql("GRANT CREATE ON DATABASE %s TO %s" % (ground.database, role))
        ground.make_package(Environments=[{"Name": "it", "UrlEnv": "SHOP_URL", "Role": role}])
        ground.run("deploy", "-p", ground.package, "--env", "it", "--yes", env={"SHOP_URL": ground.url}, code=0)
        if ground.one("SELECT string_agg(DISTINCT pg_get_userbyid(relowner), ' ') FROM pg_class WHERE relnamespace = 'anneal'::regnamespace") != role:
            raise Failure("the journal is somebody else's")

    @check("pg")
    def published_journal_can_be_written(ground):
        """A publication of all tables takes the journal's too: an UPDATE then needs a replica identity."""
        ground.sql("CREATE PUBLICATION everything FOR ALL TABLES")
        ground.make_package()
        ground.deploy(code=0)
        if ground.one("SELECT count(*) FROM anneal.deployments WHERE outcome = 'done'") != "1":
            raise Failure("the end of the deployment was not recorded")

    @check("sqlite")
    def table_that_a_rebuild_by_hand_left_is_named_and_kept(ground):
        ground.load()
        ground.sql("CREATE TABLE _anneal_new_customer AS SELECT * FROM customer")
        more = tables.customer()
        more["Columns"][2]["DataType"] = "blob"
        ground.make_package(more, tables.order())
        before = ground.state()
        ground.plan(code=0).says("_anneal_new_customer was left", "the plan")
        result = ground.deploy("--allow", "all,DATA_LOSS", code=1)
        result.says("_anneal_new_customer", "the deploy").says("was left by a rebuild of customer", "the deploy")
        ground.unchanged(before, "a rebuild beside a table that was left")
        ground.sql("DROP TABLE _anneal_new_customer")
        ground.deploy("--allow", "all,DATA_LOSS", code=0)
