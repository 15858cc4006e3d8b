"""Checks of `extract` for run.py: names that are no file names, and packages that are there already."""
import json
import shutil
import sqlite3

from harness.checks import Failure, show_command
from harness.sqltext import quote_name

# Names that are hostile to file systems, shells, terminals or formats; both servers take all of them.
HOSTILE = ("a/b", "..", ".", "...", ".hidden", "it's", 'say "hi"', "two\nlines", "tab\there", "back\\slash", "CON", "nul", "com1.x",
           "a:b", "a*b?", "a%2Fb", "100%", "semi;colon", "-rf", " lead", "trail ", "trail.", "{{token}}", "{{{{", "\x1b[31mred", "~x",
           "Orders", "orders", "ORDERS", "\u00c9t\u00e9", "\u00e9t\u00e9", "\u65e5\u672c\u8a9e", "\U0001f418", "e\u0301", "a\u202eb",
           "x" * 63, "\u00e9" * 31, "name.json", "a.b.c", "\x7f", "<!-- ]]>", "&amp;", " ", "   ")


# Written by a hand of its own: tabs, objects on one line, blank lines, escapes, keys in another order. %(add)s and the like mark
# what the second extract has to change.
HAND_FORMATTED = """{
\t"Name":   "customer", "Schema": "shop",
\t"OldName": "client",

\t"Extensions": { "owner": "billing team", "pages": [1,2,  3] },
\t"Columns": [
\t\t{ "Name": "id",    "DataType": "integer", "Extensions": {"note": "caf\\u00e9"} },
\t\t{ "Name": "email", "DataType": "%(type)s", "OldName": "mail" },
\t\t{ "Name": "name",  "DataType": "text", "Nullable": true },
\t\t{ "Name": "seen", "DataType": "%(other)s", "Nullable": true, "Platforms": "%(elsewhere)s" }%(column)s
\t],

\t"Indexes": [ { "Name": "customer_pkey", "PrimaryKey": true, "IndexColumns": "id" }%(index)s ]
}

"""


def hand_formatted(ground, changed):
    is_sqlite = ground.url.startswith("sqlite")
    words = {"type": "text", "other": "TEXT" if not is_sqlite else "timestamp",
             "elsewhere": "PostgreSQL" if is_sqlite else "SQLite", "column": "", "index": ""}
    if changed:
        words.update(type="varchar(200)" if is_sqlite else "character varying(200)", column=',\n\t\t{ "Name": "phone", "DataType": "text", "Nullable": true }',
                     index=', { "Name": "customer_email_idx", "IndexColumns": "email" }')
    return HAND_FORMATTED % words


def change_customer(ground):
    """What `changed` says, done to the database by hand."""
    table = ground.prefix + "customer"
    if ground.url.startswith("sqlite"):
        with sqlite3.connect(ground.path) as connection:
            connection.execute("PRAGMA writable_schema = ON")
            connection.execute("UPDATE sqlite_master SET sql = replace(sql, 'email text', 'email varchar(200)') WHERE name = 'customer'")
            connection.execute("PRAGMA writable_schema = RESET")
    else:
        ground.sql("ALTER TABLE %s ALTER email TYPE varchar(200)" % table)
    ground.sql("ALTER TABLE %s ADD phone text; CREATE INDEX customer_email_idx ON %s (email);" % (table, table))


def same_bytes(path, want, why):
    got = path.read_text(encoding="utf-8")
    if got != want:
        raise Failure(why, "wanted:\n%s\ngot:\n%s" % (want, got))


def hostile_names_make_a_package_that_comes_back(ground):
    names = list(HOSTILE)
    if ground.url.startswith("sqlite"):
        # Names don't differ by ASCII case there, and may be of any length.
        names = [name for name in names if name not in ("orders", "ORDERS")] + ["\u65e5" * 200, "long " * 100, "n" * 190 + "." * 9]
    ground.sql(ground.prelude + "".join("CREATE TABLE %s%s (%s integer);\n" % (ground.prefix, quote_name(name), quote_name(name))
                                        for name in names))
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    files = sorted(ground.package.glob("Templates/Main/Tables/*.json"))
    for path in files:
        if len(path.name.encode()) > 250 or any(sign in path.name for sign in '/\\:*?"<>|\n\t\x1b'):
            raise Failure("a file name that not every system takes: %r" % path.name)
    if len({path.name.lower() for path in files}) != len(names):
        raise Failure("%d tables in %d files" % (len(names), len(files)), "\n".join(path.name for path in files))
    if sorted(json.loads(path.read_text(encoding="utf-8"))["Name"] for path in files) != sorted(
            name.replace("{{", "{{{{") for name in names):
        raise Failure("the files don't hold the names", "\n".join(path.name for path in files))
    ground.run("check", "-p", ground.package, code=0)
    ground.plan("--exit-code", code=0).says("Nothing to do", "plan of the extracted package")
    before = ground.files()
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    if before != ground.files():
        raise Failure("the second extract changed files")


def extract_edits_a_hand_formatted_file_in_place(ground):
    ground.load()
    ground.make_package()
    table = ground.package / "Templates/Main/Tables/people.json"
    (ground.package / "Templates/Main/Tables/shop.customer.json").unlink()
    table.write_text(hand_formatted(ground, False), encoding="utf-8")
    table.chmod(0o640)
    before = ground.files()
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    if before != ground.files():
        raise Failure("an extract of what the package says changed it")
    change_customer(ground)
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    same_bytes(table, hand_formatted(ground, True), "the edit of a hand-formatted file")
    if table.stat().st_mode & 0o777 != 0o640:
        raise Failure("the file has another mode now")
    before[table] = table.read_bytes()
    if before != ground.files():
        raise Failure("other files changed too")
    ground.plan("--exit-code", code=0).says("Nothing to do", "plan after the extract")


def extract_keeps_what_only_files_can_say(ground):
    ground.load()
    one = dict(order(), OldName="purchase", Extensions={"any": [{"thing": None}]})
    one["Columns"][2].update(Default="{{Zero}}", OldName="sum")
    if not ground.url.startswith("sqlite"):
        one["Columns"].append({"Name": "rowid_alias", "DataType": "INTEGER", "Nullable": True, "Platforms": "SQLite"})
    ground.make_package(customer(), one, Environments=[{"Name": "dev", "Kind": "dev", "UrlEnv": "X", "Role": "deployer"}])
    product = json.loads((ground.package / "Product.json").read_text(encoding="utf-8"))
    ground.write("Product.json", dict(product, ScriptTokens={"Zero": "0"}))
    ground.write("README.md", "what this is\n")
    ground.write("Templates/Main/Views/shop.v.sql", "CREATE VIEW v AS SELECT 1;\n")
    ground.write("Templates/Main/Notes/a.txt", "a note\n")
    before = ground.files()
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    if before != ground.files():
        raise Failure("an extract of what the package says changed it")
    ground.sql("ALTER TABLE %s\"order\" ADD note text" % ground.prefix)
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    path = ground.package / "Templates/Main/Tables/shop.order.json"
    one["Columns"].append({"Name": "note", "DataType": "text", "Nullable": True})
    same_bytes(path, json.dumps(one, indent=2) + "\n", "the file after a column was added")
    before[path] = path.read_bytes()
    if before != ground.files():
        raise Failure("other files changed too")


def extract_keeps_what_applies_under_a_condition(ground):
    ground.load()
    one, two = customer(), order()
    one["Columns"].append({"Name": "audit", "DataType": "text", "Nullable": True, "ShouldApplyExpression": "SELECT false"})
    one["Columns"][1]["ShouldApplyExpression"] = "SELECT true"
    one["Columns"].append({"Name": "gone", "DataType": "text", "Nullable": True})
    two["ShouldApplyExpression"] = "SELECT true"
    ground.make_package(one, two, dict(customer(), Name="visit", Indexes=[], ShouldApplyExpression="SELECT false"))
    ground.sql("ALTER TABLE %s\"order\" ADD note text" % ground.prefix)
    before = ground.files()
    result = ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    result.says("customer.gone is not in the database; it is taken out of its file", "extract of a table with a column too many")
    result.says("visit is not in the database; its file is left", "extract with a file too many")
    one["Columns"].pop()
    two["Columns"].append({"Name": "note", "DataType": "text", "Nullable": True})
    for table in (one, two):
        path = ground.package / ("Templates/Main/Tables/shop.%s.json" % table["Name"])
        same_bytes(path, json.dumps(table, indent=2) + "\n", "a file with conditions")
        before[path] = path.read_bytes()
    if before != ground.files():
        raise Failure("other files changed too")


def extract_names_files_whose_objects_are_gone(ground):
    ground.load()
    ground.make_package(customer(), order(), dict(customer(), Name="visit", Indexes=[]))
    before = ground.files()
    result = ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    result.says("visit is not in the database; its file is left as it is", "extract with a file too many")
    if before != ground.files():
        raise Failure("files changed")


def extract_goes_on_after_a_file_that_it_cannot_write(ground):
    ground.load()
    ground.make_package()
    locked = ground.package / "Templates/Main/Tables/shop.customer.json"
    other = ground.package / "Templates/Main/Tables/shop.order.json"
    before = locked.read_bytes()
    locked.chmod(0o444)
    ground.sql("ALTER TABLE %scustomer ADD phone text; ALTER TABLE %s\"order\" ADD note text;" % (ground.prefix, ground.prefix))
    result = ground.run("extract", "--url", ground.url, "--out", ground.package, code=1)
    result.says("shop.customer.json: error: it is read-only", "extract over a read-only file")
    result.says("the package is not whole", "extract over a read-only file")
    if locked.read_bytes() != before or b'"note"' not in other.read_bytes():
        raise Failure("the read-only file changed, or the other one did not", show_command(result))
    if list(ground.package.rglob("*.tmp")):
        raise Failure("a temporary file is left", show_command(result))
    locked.chmod(0o644)
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    ground.plan("--exit-code", code=0).says("Nothing to do", "plan after the second extract")


def extract_replaces_no_link_and_no_stranger(ground):
    ground.load()
    ground.make_package(customer())
    target = ground.write("elsewhere.txt", "years of work\n")
    link = ground.package / "Templates/Main/Tables" / ("%sorder.json" % ground.prefix)
    link.symlink_to(target)
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=1).says(link.name, "extract over a link")
    if not link.is_symlink() or target.read_text(encoding="utf-8") != "years of work\n":
        raise Failure("the link or what it leads to was replaced")


def names_without_a_character_are_refused(ground):
    ground.sql('CREATE TABLE "" (id integer); CREATE TABLE good (id integer); CREATE TABLE bad (id integer, "" integer);')
    result = ground.run("extract", "--url", ground.url, "--out", ground.package, code=1)
    result.says("has a table with an empty name", "extract of a table without a name")
    result.says("has a column with an empty name, which a package can't hold: table bad", "extract of a column without a name")
    if [path.name for path in ground.package.glob("Templates/Main/**/*.json")] != ["Template.json", "good.json"]:
        raise Failure("other files than the ones that can be read", show_command(result))
    ground.run("check", "-p", ground.package, code=0)


def extract_knows_names_in_another_case(ground):
    """SQLite's names don't differ by it: the file's spelling is as good as the database's."""
    ground.sql("CREATE TABLE Customer (ID integer NOT NULL, Email text NOT NULL, NAME text, CONSTRAINT Customer_PKey PRIMARY KEY (Id));"
               "CREATE TABLE Line (id integer, customer integer, CONSTRAINT k FOREIGN KEY (Customer) REFERENCES CUSTOMER (Id));")
    line = {"Name": "line", "Columns": [{"Name": name, "DataType": "integer", "Nullable": True} for name in ("ID", "Customer")],
            "ForeignKeys": [{"Name": "K", "Columns": "Customer", "RelatedTable": "customer", "RelatedColumns": "id"}]}
    ground.make_package(customer(), line)
    before = ground.files()
    ground.plan("--exit-code", code=0)
    ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
    if before != ground.files():
        raise Failure("names in another case were taken for other names", "\n".join(
            path.read_text(encoding="utf-8") for path in sorted(ground.package.glob("Templates/Main/Tables/*.json"))))


def parts_of_a_database(ground):
    """Two schemas with two tables each, a view and a function; what needs what across the schemas."""
    ground.sql("""CREATE SCHEMA shop; CREATE SCHEMA audit;
        CREATE TABLE shop.customer (id integer PRIMARY KEY); CREATE TABLE shop.tmp_import (id integer);
        CREATE TABLE audit.entry (id integer PRIMARY KEY, customer integer REFERENCES shop.customer);
        CREATE TABLE audit."Odd.Name" (id integer);
        CREATE VIEW shop.people AS SELECT id FROM shop.customer; CREATE VIEW audit.seen AS SELECT id FROM shop.customer;
        CREATE FUNCTION audit.count() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM audit.entry';""")


def written(ground):
    """Names of the objects that files were written for."""
    return sorted(path.stem for path in ground.package.glob("Templates/Main/*/*.*"))


def extract_takes_what_patterns_say(ground):
    whole = ["audit", "audit.Odd%2EName", "audit.count", "audit.entry", "audit.seen", "shop", "shop.customer", "shop.people", "shop.tmp_import"]
    parts_of_a_database(ground)
    for words, want in (
            (("--include", "shop"), ["shop", "shop.customer", "shop.people", "shop.tmp_import"]),
            (("--include", "shop", "--exclude", "shop.tmp_*"), ["shop", "shop.customer", "shop.people"]),
            (("--exclude", "audit"), ["public", "shop", "shop.customer", "shop.people", "shop.tmp_import"]),
            (("--exclude", "public", "--exclude", "*.?e*"), [name for name in whole if name not in ("audit.seen", "shop.people")]),
            (("--include", "audit.\"Odd.Name\"", "--include", "shop.customer"), ["audit", "audit.Odd%2EName", "shop", "shop.customer"]),
            (("--include", "*", "--exclude", "public"), whole)):
        ground.run("extract", "--url", ground.url, "--out", ground.package, *words, code=0)
        if written(ground) != want:
            raise Failure("extract %s wrote %s, not %s" % (" ".join(words), written(ground), want))
        ground.plan("--exit-code", code=0).says("Nothing to do", "plan of the part")
        shutil.rmtree(ground.package)
    ground.run("extract", "--url", ground.url, "--out", ground.package, "--include", "nowhere", code=1).says("a pattern", "a pattern that nothing matches")


def what_is_not_managed_is_neither_shown_nor_dropped(ground):
    parts_of_a_database(ground)
    ground.run("extract", "--url", ground.url, "--out", ground.package, "--include", "shop", "--exclude", "shop.tmp_*", code=0)
    before = ground.state()
    ground.sql("CREATE TABLE audit.more (id integer); CREATE TABLE shop.tmp_other (id integer); CREATE SCHEMA other; CREATE VIEW other.v AS SELECT 1 AS a;")
    result = ground.plan("--allow", "all,DATA_LOSS", "--exit-code", code=0)
    for word in ("audit", "tmp_", "other"):
        if word in result.text:
            raise Failure("%s is shown, which is not managed" % word, show_command(result))
    ground.deploy("--allow", "all,DATA_LOSS", code=0)
    ground.run("drift", "-p", ground.package, "--url", ground.url, code=0)
    ground.sql("DROP TABLE audit.more; DROP TABLE shop.tmp_other; DROP SCHEMA other CASCADE;")
    ground.unchanged(before, "deploy of a part")
    for path in ground.package.glob("Templates/Main/*/shop.customer.json"):
        path.unlink()
    for path in ground.package.glob("Templates/Main/*/shop.people.sql"):
        path.unlink()
    result = ground.plan("--allow", "all,DATA_LOSS", "--exit-code", code=(1, 2))
    if "drop table audit" in result.text or "drop view audit" in result.text:
        raise Failure("what is not managed would go with what is", show_command(result))


def register(check, words):
    """Adds the checks; `words`: the module whose small package they start from."""
    globals().update(customer=words.customer, order=words.order)
    for function in (hostile_names_make_a_package_that_comes_back, extract_edits_a_hand_formatted_file_in_place,
                     extract_keeps_what_only_files_can_say,
                     extract_keeps_what_applies_under_a_condition, extract_names_files_whose_objects_are_gone,
                     extract_goes_on_after_a_file_that_it_cannot_write, extract_replaces_no_link_and_no_stranger):
        check("sqlite", "pg")(function)
    check("pg")(extract_takes_what_patterns_say)
    check("pg")(what_is_not_managed_is_neither_shown_nor_dropped)
    check("sqlite")(extract_knows_names_in_another_case)
    check("sqlite")(names_without_a_character_are_refused)
