"""Checks of run.py about `drift`: what differs and since which deployment, in each format."""
import json

from harness.checks import Failure, show_command


def register(check, tables):
    def drift(ground, *words, code):
        return ground.run("drift", "-p", ground.package, "--url", ground.url, *words, code=code)

    def as_json(ground, code=2):
        return json.loads(drift(ground, "--format", "json", code=code).out)

    def deployed(ground):
        ground.load()
        ground.make_package(*tables.bigger())
        ground.deploy()

    def the_one(answer):
        found = answer["Differences"]
        if len(found) != 1 or not answer["Drift"]:
            raise Failure("one difference was to be there", json.dumps(answer, indent=1))
        return found[0]

    @check("sqlite", "pg")
    def no_drift_is_said_in_each_format(ground):
        deployed(ground)
        drift(ground, code=0).says("No drift", "as text")
        drift(ground, "--format", "markdown", code=0).says("### anneal: no drift", "as Markdown").says("deployment 1", "the last deployment")
        answer = as_json(ground, code=0)
        if answer["Drift"] or answer["Differences"] or answer["LastDeployment"]["Id"] != 1:
            raise Failure("JSON says drift", json.dumps(answer, indent=1))

    @check("sqlite", "pg")
    def what_somebody_else_changed_is_told_from_what_the_package_changed(ground):
        deployed(ground)
        name = "shop.customer" if hasattr(ground, "server") else "customer"
        ground.sql("ALTER TABLE %s ADD COLUMN by_hand text" % name)
        ground.sql("CREATE INDEX by_hand_idx ON %s (by_hand)" % name)
        slim = tables.customer()
        slim["Columns"].append({"Name": "by_hand", "DataType": "text", "Nullable": True})
        ground.make_package(slim, *[table for table in tables.bigger() if table["Name"] != "customer"])
        outside = as_json(ground)["Differences"]
        if not outside or any(one["Cause"] != "outside" or one["Since"]["Id"] != 1 for one in outside):
            raise Failure("it was changed outside of anneal since deployment 1", json.dumps(outside, indent=1))
        drift(ground, code=2).says("changed by somebody else since deployment 1 (", "as text")
        drift(ground, "--format", "markdown", code=2).says("changed by somebody else since deployment 1", "as Markdown")

    @check("sqlite", "pg")
    def a_package_that_moved_on_is_said(ground):
        deployed(ground)
        more = tables.bigger()
        next(table for table in more if table["Name"] == "customer")["Columns"].append({"Name": "later", "DataType": "text", "Nullable": True})
        ground.make_package(*more)
        found = the_one(as_json(ground))
        if found["Cause"] != "package" or found["Since"]["Id"] != 1 or "later" not in found["Object"]:
            raise Failure("the package has changed since deployment 1", json.dumps(found, indent=1))
        drift(ground, code=2).says("the package has changed since deployment 1 (", "as text")

    @check("sqlite", "pg")
    def without_a_journal_nothing_is_said_of_when(ground):
        ground.load()
        ground.make_package(*tables.bigger())
        answer = as_json(ground)
        if "LastDeployment" in answer or any(one["Cause"] != "unknown" for one in answer["Differences"]):
            raise Failure("nobody has deployed yet", json.dumps(answer, indent=1))
        result = drift(ground, code=2)
        if "since" in result.out or "journal" in result.out:
            raise Failure("nobody knows since when", show_command(result))

    @check("once")
    def another_format_is_wrong_usage(ground):
        ground.make_package()
        ground.run("drift", "-p", ground.package, "--url", "sqlite:none.db", "--format", "sarif", code=64)
