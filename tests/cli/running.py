"""Checks of run.py about what is told of a statement while it runs."""
import json
import time

from harness.checks import Failure


def register(check, tables):
    """`check` is run.py's decorator; `tables` has its customer() and order()."""

    def progress_of(result):
        return [one for one in (json.loads(line) for line in result.out.splitlines()) if one.get("Event") == "progress"]

    @check("pg")
    def an_index_that_waits_names_the_session_that_it_waits_for(ground):
        ground.load()
        one = tables.customer()
        one["Indexes"].append({"Name": "customer_email_idx", "IndexColumns": "email"})
        ground.make_package(one, tables.order())
        with ground.server.session(ground.database) as other:
            other.run("BEGIN; UPDATE shop.customer SET name = 'x' WHERE id = 1")
            pid = other.run("SELECT pg_backend_pid()").strip()
            process = ground.anneal.start("deploy", "-p", ground.package, "--url", ground.url, "--yes", "--recipes", "online", "--format", "json")
            time.sleep(5)
            other.run("COMMIT")
            result = ground.inspect(ground.anneal.finish(process), 0)
        told = progress_of(result)
        if not any(one.get("Stage", "").startswith("waiting for") and "process %s (psql as postgres)" % pid in one["Stage"]
                   and one["RunningSeconds"] >= 2 for one in told):
            raise Failure("the session is not named", result.out)
        if len(told) > 10:
            raise Failure("%d times within some seconds" % len(told), result.out)

    @check("pg")
    def what_the_server_does_not_count_shows_how_long_it_runs(ground):
        ground.load()
        one = tables.order()
        one["CheckConstraints"] = [{"Name": "slow", "Expression": "pg_sleep(1.7) IS NOT NULL"}]
        ground.make_package(tables.customer(), one)
        # Of two rows: nobody waits meanwhile, so it is not cut off.
        result = ground.deploy("--format", "json", "--recipes", "direct", code=0)
        told = progress_of(result)
        if not told or told[0]["RunningSeconds"] < 2 or "Done" in told[0] or "Stage" in told[0]:
            raise Failure("no time is told", result.out)
        ground.deploy(code=0).says("Nothing to do", "the same again")
