"""Checks of rights and owners for run.py: what is compared, what is left alone, and how that is said."""
import json

from harness.checks import Failure, show_command
from harness.package import column

VIEWS = "Templates/Main/Views/shop.names.sql"


def view(ground, columns, more=""):
    ground.write(VIEWS, "CREATE VIEW shop.names AS SELECT %s FROM shop.customer;\n%s" % (columns, more))


def rights(ground, relation):
    return ground.one("SELECT pg_get_userbyid(relowner) || ' ' || coalesce(relacl::text, '-') FROM pg_class WHERE oid = '%s'::regclass" % relation)


def a_role_that_is_not_there_is_named_first(ground):
    ground.load()
    before = ground.state()
    one, other = customer(), order()
    one["Grants"] = [{"Role": "anneal_no_such_app", "Privileges": "SELECT"}, {"Role": "PUBLIC", "Privileges": "INSERT"}]
    column(one, "name")["Grants"] = [{"Role": "anneal_no_such_support", "Privileges": "UPDATE"}]
    other["Grants"] = [{"Role": "anneal_no_such_app", "Privileges": "ALL"}]
    ground.make_package(one, other)
    for verb in (ground.plan, ground.deploy):
        result = verb(code=1)
        result.says("no role anneal_no_such_app", "a missing role").says("no role anneal_no_such_support", "the other one")
        result.says("shop.customer.json:", "its place").says("table shop.customer", "its object").says("1 more place", "where else")
    ground.unchanged(before, "a deploy for roles that are missing")
    ground.run("check", "-p", ground.package, code=0)


def rights_that_nobody_declares_stay(ground):
    ground.load("CREATE VIEW {shop}names AS SELECT id, name FROM {shop}customer;")
    app, owner = ground.role_named("app"), ground.role_named("owner")
    ground.sql("GRANT SELECT ON shop.names, shop.customer TO %s; GRANT INSERT (name) ON shop.names TO %s;" % (app, app) +
               "ALTER VIEW shop.names OWNER TO %s; GRANT SELECT ON shop.customer TO %s; GRANT USAGE ON SCHEMA shop TO %s" % (owner, owner, owner))
    ground.make_package()
    view(ground, "id, name")
    ground.plan("--exit-code", code=0)
    view(ground, "name, id")
    path = ground.folder / "plan.json"
    ground.plan("--out", path, "--allow", "all,DATA_LOSS", code=0)
    ground.sql("GRANT DELETE ON shop.customer TO %s" % app)  # no news for a plan that is not about rights
    before = rights(ground, "shop.names")
    ground.run("deploy", "-p", ground.package, "--url", ground.url, "--plan", path, "--yes", code=0)
    if rights(ground, "shop.names") != before:
        raise Failure("a view that was made anew had %s and has %s" % (before, rights(ground, "shop.names")))
    if ground.one("SELECT has_column_privilege('%s', 'shop.names', 'name', 'INSERT')" % app) != "t":
        raise Failure("a column's right was lost")
    ground.run("drift", "-p", ground.package, "--url", ground.url, code=0)


def what_default_privileges_give_stays_where_nobody_asks(ground):
    app = ground.role_named("app")
    ground.sql("CREATE SCHEMA shop; ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO %s" % app)
    ground.make_package()
    ground.deploy("--allow", "all,DATA_LOSS", code=0)
    if app not in rights(ground, "shop.customer"):
        raise Failure("what default privileges gave was taken away: " + rights(ground, "shop.customer"))
    ground.plan("--exit-code", code=0)
    ground.make_package(Grants="managed")
    ground.plan("--exit-code", code=2).says("REVOKE SELECT", "a package that manages grants and declares none")
    ground.deploy("--allow", "all,DATA_LOSS", code=0)
    if app in rights(ground, "shop.customer"):
        raise Failure("a right that is not declared stayed: " + rights(ground, "shop.customer"))
    ground.plan("--exit-code", code=0)


def extract_writes_rights_unless_told_otherwise(ground):
    app = ground.role_named("app")
    ground.load()
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    if b"Grants" in b"".join(ground.files().values()):
        raise Failure("a database without rights has some in its package")
    ground.sql("GRANT SELECT ON shop.customer TO %s; GRANT UPDATE (name) ON shop.customer TO %s;" % (app, app) +
               "ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO %s" % app)
    before = ground.files()
    ground.run("extract", "--url", ground.url, "--out", ground.package, "--no-grants", code=0)
    if ground.files() != before:
        raise Failure("--no-grants wrote rights")
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    table = json.loads(ground.table_file("customer").read_text())
    if table.get("Grants") != [{"Role": app, "Privileges": "SELECT"}] or "Grants" not in column(table, "name"):
        raise Failure("extract wrote other rights", json.dumps(table, indent=1))
    if not list(ground.package.glob("Templates/Main/Default Privileges/*.json")):
        raise Failure("extract wrote no default privileges")
    ground.plan("--exit-code", code=0)
    written = ground.files()
    ground.sql("REVOKE ALL ON shop.customer FROM %s" % app)
    ground.run("extract", "--url", ground.url, "--out", ground.package, "--no-grants", code=0)
    if ground.files() != written:
        raise Failure("--no-grants took rights out of a file")
    ground.plan("--exit-code", code=2).says("GRANT SELECT", "rights that are gone")
    config = json.loads((ground.package / "anneal.json").read_text())
    ground.write("anneal.json", dict(config, Grants="ignored"))
    ground.plan("--exit-code", code=0)
    written = ground.files()
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    if ground.files() != written:
        raise Failure("extract wrote rights into a package that ignores them")


def rights_are_the_same_in_xml(ground):
    app = ground.role_named("app")
    ground.load("CREATE VIEW {shop}names AS SELECT id, name FROM {shop}customer;")
    ground.sql("GRANT SELECT, INSERT ON shop.customer TO %s WITH GRANT OPTION; GRANT UPDATE (name) ON shop.customer TO PUBLIC;" % app +
               "GRANT SELECT ON shop.names TO PUBLIC; REVOKE DELETE ON shop.order FROM CURRENT_USER;".replace("shop.order", 'shop."order"') +
               "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC")
    ground.run("extract", "--url", ground.url, "--out", ground.package, "--format", "xml", code=0)
    ground.plan("--exit-code", code=0)
    text = ground.package.joinpath("Templates/Main/Tables/shop.customer.xml").read_text()
    if '<Grant Role="%s" Privileges="SELECT, INSERT" WithGrantOption="SELECT, INSERT"/>' % app not in text:
        raise Failure("the XML has other rights", text)
    there, back = ground.folder / "json", ground.folder / "xml"
    ground.run("convert", "-p", ground.package, "--format", "json", "--out", there, code=0)
    ground.run("plan", "-p", there, "--url", ground.url, "--exit-code", code=0)
    ground.run("convert", "-p", there, "--format", "xml", "--out", back, code=0)
    if back.joinpath("Templates/Main/Tables/shop.customer.xml").read_text() != text:
        raise Failure("there and back again is not the same")


def a_plan_that_manages_rights_knows_when_they_moved(ground):
    app = ground.role_named("app")
    ground.load()
    one = customer()
    one["Grants"] = [{"Role": app, "Privileges": "SELECT"}]
    ground.make_package(one, order())
    path = ground.folder / "plan.json"
    ground.plan("--out", path, code=0)
    ground.sql("GRANT DELETE ON shop.customer TO %s" % app)
    ground.run("deploy", "--url", ground.url, "--plan", path, "--yes", code=1).says("has changed since the plan was made", "rights that moved")
    result = ground.deploy(code=3).says("BREAKS_OLD_APP", "a right that goes is held")
    if ground.one("SELECT has_table_privilege('%s', 'shop.customer', 'SELECT') AND has_table_privilege('%s', 'shop.customer', 'DELETE')" % (app, app)) != "t":
        raise Failure("a grant runs, a revoke is held", show_command(result))


def wrong_rights_are_named_with_their_places(ground):
    one = customer()
    one["Grants"] = [{"Role": "app", "Privileges": "SELECT, EXECUTE"}, {"Role": "app", "Revoked": "SELECT"},
                     {"Role": "OWNER", "Privileges": "INSERT", "Revoked": "INSERT"}]
    column(one, "name")["Grants"] = [{"Role": "app", "Privileges": "DELETE"}]
    ground.make_package(one, order())
    result = ground.run("check", "-p", ground.package, code=1)
    result.says("EXECUTE is no right on such an object", "a right of routines").says("SELECT, INSERT, UPDATE", "those that there are")
    result.says("DELETE is no right", "no right of a column").says("Revoked names what app would not have", "nothing to revoke")
    result.says("both given and revoked", "both").says("shop.customer.json:", "the place")
    view(ground, "id", "GRANT EXECUTE ON shop.names TO app;\n")
    ground.run("check", "-p", ground.package, code=1).says("shop.names.sql:2", "a wrong statement in a script")


def owners_count_where_the_environment_says_so(ground):
    owner = ground.role_named("owner")
    ground.load("CREATE VIEW {shop}names AS SELECT id, name FROM {shop}customer;")
    ground.sql("ALTER TABLE shop.customer OWNER TO %s; ALTER VIEW shop.names OWNER TO %s" % (owner, owner))
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    if b"Owner" in b"".join(ground.files().values()) or b"OWNER" in b"".join(ground.files().values()):
        raise Failure("owners are in a package that was not asked for any")
    ground.run("extract", "--url", ground.url, "--out", ground.package, "--owners", code=0)
    if json.loads(ground.table_file("customer").read_text())["Owner"] != owner:
        raise Failure("--owners wrote none")
    ground.sql("ALTER TABLE shop.customer OWNER TO CURRENT_USER; ALTER VIEW shop.names OWNER TO CURRENT_USER")
    ground.plan("--exit-code", code=0)
    config = json.loads((ground.package / "anneal.json").read_text())
    ground.write("anneal.json", dict(config, Environments=[{"Name": "test", "Url": ground.url, "Owners": True}]))
    ground.run("plan", "-p", ground.package, "--env", "test", "--exit-code", code=2).says("OWNER TO", "an owner that differs")
    ground.run("deploy", "-p", ground.package, "--env", "test", "--yes", "--allow", "all,DATA_LOSS", code=0)
    if not rights(ground, "shop.names").startswith(owner):
        raise Failure("the view's owner is " + rights(ground, "shop.names"))
    ground.run("drift", "-p", ground.package, "--env", "test", code=0)


def rights_on_tables_alone_are_a_script(ground):
    app = ground.role_named("app")
    ground.load()
    ground.make_package()
    ground.write("Templates/Main/Before Scripts/rights.sql", "GRANT SELECT ON shop.customer TO %s;\n" % app)
    ground.write("Templates/Main/Views/rights.sql", "GRANT INSERT ON shop.customer TO %s;\n" % app)
    ground.deploy("--allow", "all,DATA_LOSS", code=0)
    if ground.one("SELECT has_table_privilege('%s', 'shop.customer', 'SELECT') AND has_table_privilege('%s', 'shop.customer', 'INSERT')" % (app, app)) != "t":
        raise Failure("a script of grants did not run")
    ground.plan("--exit-code", code=0)


def a_plan_about_rights_is_proven(ground):
    app = ground.role_named("app")
    ground.load("CREATE VIEW {shop}names AS SELECT id, name FROM {shop}customer;")
    ground.sql("GRANT SELECT, INSERT ON shop.customer TO %s; ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO %s" % (app, app))
    ground.make_package()
    view(ground, "name, id")
    ground.plan("--prove", code=0).says("Proven", "rights that are not managed")
    one = customer()
    one["Grants"] = [{"Role": app, "Privileges": "SELECT, DELETE"}]
    ground.make_package(one, order())
    ground.plan("--prove", code=0).says("Proven", "rights that are managed")


def default_privileges_of_whoever_deploys(ground):
    app = ground.role_named("app")
    ground.make_package()
    ground.write("Templates/Main/Default Privileges/shop.json",
                 {"InSchema": "shop", "Role": "CURRENT_USER", "Grants": [{"On": "tables", "Role": app, "Privileges": "SELECT"}]})
    ground.deploy("--allow", "all,DATA_LOSS", code=0)
    role = ground.one("SELECT pg_get_userbyid(defaclrole) || ' ' || defaclacl::text FROM pg_default_acl")
    if role != "postgres {%s=r/postgres}" % app:
        raise Failure("other default privileges: " + role)
    ground.plan("--exit-code", code=0)
    before = ground.files()
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    if ground.files() != before:
        raise Failure("extract wrote what the package says")


ALL_KINDS = """
CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a varchar(10) DEFAULT 'x', b text CHECK (b IN ('a', 'b')), n serial);
CREATE INDEX t_a ON shop.t (lower(a)) WHERE b IS NOT NULL;
CREATE SEQUENCE shop.s;
CREATE VIEW shop.v AS SELECT id, a FROM shop.t WHERE b IN ('a', 'b');
CREATE MATERIALIZED VIEW shop.m AS SELECT id FROM shop.t;
CREATE FUNCTION shop.f(x integer) RETURNS integer LANGUAGE plpgsql AS 'BEGIN RETURN x; END';
CREATE PROCEDURE shop.p() LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION shop.act() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER g BEFORE INSERT ON shop.t FOR EACH ROW WHEN (NEW.b IS NOT NULL) EXECUTE FUNCTION shop.act();
CREATE RULE r AS ON DELETE TO shop.v DO INSTEAD NOTHING;
CREATE POLICY mine ON shop.t USING (b = 'a');
ALTER TABLE shop.t ENABLE ROW LEVEL SECURITY;
CREATE STATISTICS shop.st ON a, b FROM shop.t;
CREATE TYPE shop.mood AS ENUM ('sad', 'ok');
CREATE DOMAIN shop.email AS text DEFAULT 'x' CHECK (VALUE IN ('x', 'y'));
CREATE TYPE shop.pair AS (a integer, b text);
CREATE TYPE shop.span AS RANGE (SUBTYPE = date);
CREATE COLLATION shop.c (PROVIDER = libc, LOCALE = 'C');
REVOKE USAGE ON TYPE shop.mood, shop.email FROM PUBLIC;
CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER far FOREIGN DATA WRAPPER w;
CREATE FOREIGN TABLE shop.ft (id integer) SERVER far;
CREATE PUBLICATION pub FOR TABLE shop.t;
REVOKE ALL ON SCHEMA shop, public FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA shop REVOKE SELECT ON TABLES FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
REVOKE EXECUTE ON ALL ROUTINES IN SCHEMA shop FROM PUBLIC;
GRANT SELECT (a) ON shop.t, shop.v TO {app};
"""


def a_role_without_any_rights_sees_the_same(ground):
    role, app = ground.role(), ground.role_named("app")
    url = ground.server.url(ground.database, role)
    ground.sql(ALL_KINDS.replace("{app}", app))
    other = ground.folder / "other"
    for options in ([], ["--owners"]):
        ground.run("extract", "--url", ground.url, "--out", ground.package, *options, code=0)
        ground.run("extract", "--url", url, "--out", other, *options, code=0)
        mine, theirs = ({str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
                        for root in (ground.package, other))
        if mine != theirs:
            raise Failure("a role without rights extracts something else", "\n".join(
                name for name in sorted(set(mine) | set(theirs)) if mine.get(name) != theirs.get(name)))
    for revoke in ("", "REVOKE TEMP ON DATABASE %s FROM PUBLIC" % ground.database):
        ground.sql(revoke)
        result = ground.run("plan", "-p", ground.package, "--url", url, "--exit-code", code=0)
        ground.run("drift", "-p", ground.package, "--url", url, code=0)
    view = ground.package / "Templates/Main/Views/shop.v.sql"
    view.write_text(view.read_text().replace("SELECT", "select", 1))
    result = ground.run("plan", "-p", ground.package, "--url", url)
    result.says("compared as text", "what could not be asked").says("1 step is held", "only what is written otherwise")


def register(check, cli):
    globals().update(customer=cli.customer, order=cli.order)
    for function in (a_role_that_is_not_there_is_named_first, rights_that_nobody_declares_stay,
                     what_default_privileges_give_stays_where_nobody_asks, extract_writes_rights_unless_told_otherwise,
                     rights_are_the_same_in_xml, a_plan_that_manages_rights_knows_when_they_moved, wrong_rights_are_named_with_their_places,
                     owners_count_where_the_environment_says_so, rights_on_tables_alone_are_a_script, default_privileges_of_whoever_deploys,
                     a_role_without_any_rights_sees_the_same, a_plan_about_rights_is_proven):
        check("pg")(function)
