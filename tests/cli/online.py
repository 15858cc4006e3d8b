"""Checks of run.py about restrictions that come in without blocking anybody: what a run that was cut off leaves, and what never runs together."""
import copy
import json

from harness.checks import Failure, show_command


def register(check, tables):
    """`check` is run.py's decorator; `tables` has its customer() and order()."""

    def with_check(expression):
        order = tables.order()
        order["CheckConstraints"] = [{"Name": "order_total", "Expression": expression}]
        return order

    def prepare(ground, expression):
        """A live check, and a package that wants another one."""
        ground.load("ALTER TABLE {shop}\"order\" ADD CONSTRAINT order_total CHECK (total >= 0);")
        ground.make_package(tables.customer(), with_check(expression))

    def kill(ground, hit):
        result = ground.anneal.run("deploy", "-p", ground.package, "--url", ground.url, "--yes", "--allow", "all,DATA_LOSS", "--recipes", "online",
                                   env={"ANNEAL_FAULT": "GROUP_COMMITTED:%d:kill" % hit})
        if (result.code or 0) >= 0:
            raise Failure("it was to be killed: is this a build with fault points?", show_command(result))

    def constraints(ground):
        return ground.one("SELECT string_agg(conname || CASE WHEN convalidated THEN '' ELSE ' (not valid)' END, ', ' ORDER BY conname) "
                          "FROM pg_constraint WHERE contype = 'c' AND conrelid = 'shop.\"order\"'::regclass")

    @check("pg")
    def a_replaced_check_that_was_cut_off_is_finished(ground):
        prepare(ground, "total > -1")
        kill(ground, 1)
        left = constraints(ground)
        if "anneal_tmp_" not in left or "(not valid)" not in left or not left.endswith(", order_total"):
            raise Failure("killed behind ADD … NOT VALID there is", left)
        plan = ground.plan("--allow", "all,DATA_LOSS").says("validate check", "it goes on where it was cut off")
        if "drop check" in plan.text:
            raise Failure("what is half done is thrown away", show_command(plan))
        ground.deploy("--allow", "all,DATA_LOSS", code=0)
        if constraints(ground) != "order_total":
            raise Failure("the next deploy has left", constraints(ground))
        ground.plan("--exit-code", code=0)

    @check("pg")
    def what_was_cut_off_goes_when_the_package_changes_its_mind(ground):
        prepare(ground, "total > -1")
        kill(ground, 1)
        ground.make_package(tables.customer(), with_check("total >= 0"))
        ground.plan("--exit-code", code=2).says("left by a deployment that was cut off", "what is dropped, and why")
        ground.deploy(code=0)
        if constraints(ground) != "order_total":
            raise Failure("the next deploy has left", constraints(ground))
        ground.plan("--exit-code", code=0)

    @check("pg")
    def extract_leaves_out_what_was_cut_off(ground):
        prepare(ground, "total > -1")
        kill(ground, 1)
        ground.run("extract", "--url", ground.url, "--out", ground.folder / "again", code=0)
        for path in (ground.folder / "again").rglob("*.json"):
            if "anneal_tmp_" in path.read_text():
                raise Failure("extract wrote a name of ours into %s" % path.name, path.read_text())

    def steps_of(ground):
        text = ground.plan("--allow", "all,DATA_LOSS", "--recipes", "online", "--format", "json").out
        return json.loads(text)["Steps"]

    @check("pg")
    def no_scan_runs_under_a_lock_that_stops_anybody(ground):
        ground.load()
        customer, order = copy.deepcopy(tables.customer()), with_check("total > -1")
        customer["Columns"][2]["Nullable"] = False
        customer["Columns"].append({"Name": "score", "DataType": "integer", "Default": "0"})
        order["Columns"].append({"Name": "note", "DataType": "text", "Nullable": True})
        order["Indexes"].append({"Name": "order_total_idx", "IndexColumns": "total"})
        order["ForeignKeys"].append({"Name": "order_self", "Columns": "id", "RelatedTableSchema": "shop", "RelatedTable": "customer",
                                     "RelatedColumns": "id"})
        ground.make_package(customer, order)
        steps = steps_of(ground)
        blocking = {step.get("Group", step["Id"]) for step in steps
                    for lock in step.get("Locks", []) if lock.get("Blocks") in ("writes", "reads and writes")}
        scans = [step for step in steps if step.get("Cost", "metadata") != "metadata"]
        if len(scans) < 4 or not blocking:
            raise Failure("the plan has %d steps that read a table and %d groups that block" % (len(scans), len(blocking)),
                          json.dumps(steps, indent=1))
        for step in scans:
            if step.get("Group", step["Id"]) in blocking:
                raise Failure("a table is read under a lock that stops others", json.dumps(step, indent=1))
        if sum("ADD COLUMN" in text for step in steps for text in step["Statements"]) != 2:
            raise Failure("two columns were to come", json.dumps(steps, indent=1))
