"""Checks for run.py of what ties a database to others: secrets stay where they are, replication is not broken unasked."""
import json

from harness.checks import Failure


def objects(ground, folder):
    """The files of a kind, by their names."""
    return {path.stem: path for path in (ground.package / "Templates/Main" / folder).glob("*.json")}


def change(path, **keys):
    document = json.loads(path.read_text(encoding="utf-8"))
    document.update(keys)
    path.write_text(json.dumps(document), encoding="utf-8")


def secrets_of_a_database_stay_in_it(ground):
    ground.sql("""
        CREATE FOREIGN DATA WRAPPER w; CREATE SERVER films FOREIGN DATA WRAPPER w OPTIONS (host 'a', api_key 's3cret-pw');
        CREATE USER MAPPING FOR PUBLIC SERVER films OPTIONS ("user" 'me', password 's3cret-pw');
        CREATE SUBSCRIPTION s CONNECTION 'host=a password=s3cret-pw' PUBLICATION p WITH (connect = false)""")
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0).says("secrets are left out", "extract")
    for path in ground.package.rglob("*"):
        if path.is_file() and "s3cret-pw" in path.read_text(encoding="utf-8"):
            raise Failure("%s holds a password" % path.relative_to(ground.package))
    ground.plan("--exit-code", code=0)
    change(objects(ground, "Foreign Servers")["films"], Options={"host": "b"})
    change(objects(ground, "User Mappings")["films%2Epublic"], Options={"user": "you"})
    change(objects(ground, "Subscriptions")["s"], Connection="host=b")
    ground.plan("--format", "json", "--exit-code", code=2)
    ground.deploy("--allow", "all,DATA_LOSS", code=0)
    kept = ground.one("SELECT srvoptions FROM pg_foreign_server UNION ALL SELECT umoptions FROM pg_user_mapping UNION ALL "
                      "SELECT ARRAY[subconninfo] FROM pg_subscription WHERE subname = 's' AND subdbid = "
                      "(SELECT oid FROM pg_database WHERE datname = current_database())")
    if kept != '{host=b,api_key=s3cret-pw}\n{user=you,password=s3cret-pw}\n{"host=b password=s3cret-pw"}':
        raise Failure("the database should have kept its secrets, and has:", kept)
    change(objects(ground, "Subscriptions")["s"], Connection="host=b password=s3cret-pw")
    ground.run("check", "-p", ground.package, code=1)
    ground.plan(code=1).says("has a password", "a package with a password")


def who_may_not_read_a_connection_is_told(ground):
    ground.sql("""
        CREATE FOREIGN DATA WRAPPER w; CREATE SERVER films FOREIGN DATA WRAPPER w;
        CREATE USER MAPPING FOR PUBLIC SERVER films OPTIONS ("user" 'me');
        CREATE SUBSCRIPTION s CONNECTION 'host=a' PUBLICATION p WITH (connect = false)""")
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    change(objects(ground, "User Mappings")["films%2Epublic"], Options={"user": "you"})
    change(objects(ground, "Subscriptions")["s"], Connection="host=b")
    result = ground.run("plan", "-p", ground.package, "--url", ground.server.url(ground.database, ground.role()), "--exit-code", code=0)
    result.says("the connection of subscription s is not compared", "a role without rights")
    result.says("the options of user mapping films.public are not compared", "a role without rights")


def a_table_without_identity_is_published_only_when_allowed(ground):
    ground.sql("CREATE TABLE log (at text); CREATE TABLE keyed (id integer PRIMARY KEY); CREATE PUBLICATION p FOR TABLE keyed")
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    publication = objects(ground, "Publications")["p"]
    tables = [{"Name": "public.keyed"}, {"Name": "public.log"}]
    change(publication, Tables=tables)
    ground.plan("--exit-code", code=2).says("BREAKS_OLD_APP", "a table without a primary key")
    change(publication, Tables=tables, Publish="insert, truncate")
    if "BREAKS_OLD_APP" in ground.plan("--exit-code", code=2).text:
        raise Failure("an insert needs no identity")
    # A new publication is felt by tables that were there before it.
    change(publication, Tables=tables[:1], Publish="")
    for name, keys in (("named", {"Tables": tables}), ("all", {"AllTables": True}), ("schema", {"Schemas": "public"})):
        publication.with_name("more.json").write_text(json.dumps(dict(keys, Name="more")), encoding="utf-8")
        ground.plan("--exit-code", code=2).says("BREAKS_OLD_APP", "a new publication of " + name)
        ground.deploy(code=3)
    ground.sql("UPDATE log SET at = ''")


def register(check):
    """Adds the checks."""
    for function in (secrets_of_a_database_stay_in_it, who_may_not_read_a_connection_is_told,
                     a_table_without_identity_is_published_only_when_allowed):
        check("pg")(function)
