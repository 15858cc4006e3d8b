"""Checks of things that go together or not at all, for run.py."""
from harness.checks import Failure

RIGHTS = """CREATE TABLE keep (id integer);
CREATE TABLE t (id integer, who text);
CREATE FUNCTION f(r t) RETURNS boolean LANGUAGE sql AS 'SELECT r.who = current_user';
CREATE POLICY all_rows ON t USING (true);
CREATE POLICY mine ON t AS RESTRICTIVE USING (f(t));
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
INSERT INTO t VALUES (1, 'somebody');
"""


def a_table_that_stays_keeps_the_policy_whose_routine_goes(ground):
    ground.sql(RIGHTS)
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    for file in ("Tables/public.t.json", "Functions/public.f.sql"):
        (ground.package / "Templates/Main" / file).unlink()
    ground.deploy("--allow", "BREAKS_OLD_APP", code=3)
    if ground.one("SELECT count(*) FROM pg_policy").strip() != "2":
        raise Failure("the table is held, and lost a policy: others read its rows")
    ground.deploy("--allow", "all,DATA_LOSS", code=0)
    ground.plan("--exit-code", code=0)


def register(check):
    check("pg")(a_table_that_stays_keeps_the_policy_whose_routine_goes)
