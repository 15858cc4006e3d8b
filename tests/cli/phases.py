"""Checks of run.py about phases and policy: what runs when, what is held, what is refused whatever is allowed."""
import json

from harness.checks import Failure, show_command


def register(check, tables):
    """`check` is run.py's decorator; `tables` has its customer(), order() and bigger()."""

    def environment(ground, **keys):
        """The package of bigger() less nothing, with one environment; returns the words that choose it."""
        ground.make_package(*tables.bigger(), Environments=[dict({"Name": "it", "UrlEnv": "SHOP_URL"}, **keys)])
        return ("-p", ground.package, "--env", "it"), {"env": {"SHOP_URL": ground.url}}

    def with_a_table_too_many(ground):
        ground.load("CREATE TABLE {shop}old (id integer NOT NULL PRIMARY KEY, what text);\nINSERT INTO {shop}old VALUES (1, 'x');\n")

    @check("sqlite", "pg")
    def forbid_stops_before_the_first_step_whatever_is_allowed(ground):
        with_a_table_too_many(ground)
        for keys in ({"Forbid": ["DATA_LOSS"], "Allow": ["all"]}, {"Kind": "dev", "DropPolicy": "forbid", "Allow": ["DATA_LOSS"]}):
            words, env = environment(ground, **keys)
            before = ground.state()
            ground.run("plan", *words, "--exit-code", "--allow", "all,DATA_LOSS", **env, code=2).says("forbidden", "plan with a forbidden step")
            for more in ((), ("--allow", "all,DATA_LOSS"), ("--allow", "DATA_LOSS"), ("--phase", "expand", "--allow", "all,DATA_LOSS")):
                result = ground.run("deploy", *words, "--yes", *more, **env, code=3)
                result.says("old is forbidden", "deploy of a forbidden step %s" % (more,))
                ground.unchanged(before, "deploy of a forbidden step")

    @check("sqlite", "pg")
    def drop_policy_hold_holds_in_dev_too(ground):
        with_a_table_too_many(ground)
        words, env = environment(ground, Kind="dev", DropPolicy="hold")
        ground.run("deploy", *words, "--yes", **env, code=3).says("DropPolicy", "a removal that DropPolicy holds")
        if not ground.has_table("old") or "phone" not in ground.columns("customer"):
            raise Failure("the rest was to run, the removal was not", ground.state())
        ground.run("deploy", *words, "--yes", **env, code=3).says("Nothing ran", "the same again")
        ground.run("deploy", *words, "--yes", "--allow", "DATA_LOSS", **env, code=0)
        if ground.has_table("old"):
            raise Failure("the removal was allowed, but the table is still there")

    @check("sqlite", "pg")
    def kind_dev_runs_what_prod_holds(ground):
        with_a_table_too_many(ground)
        words, env = environment(ground)
        ground.run("deploy", *words, "--yes", **env, code=3)
        if not ground.has_table("old"):
            raise Failure("a removal was run in an environment of Kind prod")
        words, env = environment(ground, Kind="dev")
        ground.run("deploy", *words, "--yes", **env, code=0)
        if ground.has_table("old"):
            raise Failure("a removal was held in an environment of Kind dev")

    @check("sqlite", "pg")
    def phase_by_phase_ends_like_all_at_once(ground):
        with_a_table_too_many(ground)
        ground.make_package(*tables.bigger())
        before = ground.state()
        ground.deploy("--phase", "contract", "--allow", "all,DATA_LOSS", code=1).says("phase expand has", "contract before expand")
        ground.deploy("--phase", "migrate", "--allow", "all,DATA_LOSS", code=1).says("phase expand has", "migrate before expand")
        ground.unchanged(before, "a phase that is too early")
        ground.deploy("--phase", "expand", code=0)
        if "phone" not in ground.columns("customer") or not ground.has_table("old"):
            raise Failure("expand ran too little or too much", ground.state())
        after = ground.state()
        ground.deploy("--phase", "expand", code=0).says("Nothing ran", "expand again")
        ground.deploy("--phase", "expand", "--phase", "migrate", "--allow", "all,DATA_LOSS", code=0)
        ground.unchanged(after, "expand again")
        ground.deploy("--phase", "migrate", "--phase", "contract", "--allow", "all,DATA_LOSS", code=0)
        ground.plan("--exit-code", code=0)
        if ground.has_table("old"):
            raise Failure("contract was to remove the table")
        for phase in ("expand", "migrate", "contract"):
            ground.deploy("--phase", phase, code=0).says("Nothing to do", "%s when all is done" % phase)

    @check("sqlite", "pg")
    def an_approved_plan_runs_phase_by_phase(ground):
        with_a_table_too_many(ground)
        one, two, three = tables.bigger()
        one["Columns"] = [row for row in one["Columns"] if row["Name"] != "name"]  # a table with steps in two phases
        ground.make_package(one, two, three)
        path = ground.folder / "plan.json"
        ground.plan("--allow", "all,DATA_LOSS", "--out", path, code=0)
        deploy = ("deploy", "--url", ground.url, "--plan", path, "--yes", "--phase")
        before = ground.state()
        ground.run(*deploy, "contract", code=1).says("phase expand has", "contract before expand")
        ground.unchanged(before, "contract before expand")
        ground.run(*deploy, "expand", code=0)
        if "phone" not in ground.columns("customer") or "name" not in ground.columns("customer"):
            raise Failure("expand ran too little or too much", ground.state())
        after = ground.state()
        ground.run(*deploy, "expand", code=0)
        ground.run(*deploy, "migrate", code=0)
        ground.unchanged(after, "expand again, and migrate without steps")
        ground.run(*deploy, "contract", code=0)
        ground.run(*deploy, "contract", code=0)
        ground.plan("--exit-code", code=0)
        if "name" in ground.columns("customer") or ground.has_table("old"):
            raise Failure("contract ran too little", ground.state())

    @check("sqlite", "pg")
    def held_steps_do_not_stop_a_later_phase(ground):
        """A person decides about what is held; waiting for that would stop everybody else."""
        ground.load()
        two = tables.order()
        two["Columns"].append({"Name": "must", "DataType": "integer"})
        two["Indexes"].append({"Name": "order_must", "IndexColumns": "must"})
        two["Columns"].append({"Name": "may", "DataType": "integer", "Nullable": True})
        ground.make_package(tables.customer(), two)
        plan = ground.plan(code=0)
        plan.says("BREAKS_OLD_APP", "a column that inserts must give").says("of column", "what pulled the index along")
        if ground.plan("--format", "sql", code=0).out.count("held: needs ") + plan.out.count("needs `") < 2:
            raise Failure("the plan does not name what pulled the index along", show_command(plan))
        ground.deploy("--phase", "expand", code=0)
        ground.deploy("--phase", "contract", code=3).says("held", "a phase with nothing but held steps")

    @check("sqlite", "pg")
    def the_key_phase_moves_a_change(ground):
        ground.load()
        one, two = tables.customer(), tables.order()
        one["Indexes"].append({"Name": "customer_name", "IndexColumns": "name", "Phase": "contract"})
        two["Columns"].append({"Name": "note", "DataType": "text", "Nullable": True})
        two["Phase"] = "migrate"
        ground.make_package(one, two)
        phases = {step["Object"].split(".")[-1]: step.get("Phase", "expand")
                  for step in json.loads(ground.plan("--format", "json", code=0).out)["Steps"]}
        if phases != {"customer_name": "contract", "note": "migrate"}:
            raise Failure("the key Phase was not obeyed: %s" % phases)
        ground.deploy("--phase", "expand", code=0)
        if "note" in ground.columns("order"):
            raise Failure("a change of phase migrate ran in expand")
        ground.deploy("--phase", "contract", code=1).says("phase migrate has", "contract before migrate")
        ground.deploy(code=0)
        ground.plan("--exit-code", code=0)
        ground.write("Templates/Main/Tables/shop.order.json", dict(two, Phase="sometimes"))
        ground.run("check", "-p", ground.package, code=1).says("expand", "an unknown phase")
