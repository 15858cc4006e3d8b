"""Checks of run.py about SchemaSmith packages as they are: deployed, deployed again, taken over from SchemaSmith, converted."""
import json
import shutil

from harness.checks import Failure

MAIN = "Templates/Main/"


def lines(table):
    """A table file of the newest form, names bare."""
    return {"$schema": "../../../.json-schemas/tables.schema", "Name": table, "OldName": "", "ShouldApplyExpression": ""}


def is_pg(ground):
    return ground.url.startswith("postgres")


def register(check):

    def begin(ground, product=None, template=None):
        """A package without anneal.json; its files are this check's own."""
        if ground.package.exists():
            shutil.rmtree(ground.package)
        ground.package.mkdir()
        platform = "PostgreSQL" if is_pg(ground) else "MariaDb" if "mariadb" in ground.url else "MySQL"
        ground.write("Product.json", dict({"Name": "shop", "Platform": platform, "TemplateOrder": ["main"], "ScriptTokens": {"Greeting": "it's"}}, **(product or {})))
        ground.write(MAIN + "Template.json", dict({"Name": "Main"}, **(template or {})))

    def in_schema(ground, record):
        return dict(record, Schema="shop") if is_pg(ground) else record

    def names(ground, *columns):
        """A list of columns as the engine's packages quote what needs it."""
        mark = '"' if is_pg(ground) else "`"
        return ",".join(mark + column + mark if " " in column else column for column in columns)

    def order_lines(ground, *more):
        number = "INTEGER" if is_pg(ground) else "INT"
        return in_schema(ground, dict(lines("order lines"), Columns=[
            {"Name": "id", "DataType": number},
            {"Name": "Net Price", "DataType": "decimal(8, 2)", "Default": "0"},
            {"Name": "note", "DataType": "varchar(50)", "Nullable": True, "Default": ""},
        ] + list(more), Indexes=[
            {"Name": "order_lines_pkey" if is_pg(ground) else "PRIMARY", "PrimaryKey": True, "Unique": True, "IndexColumns": "id"},
            {"Name": "by_price", "IndexColumns": names(ground, "Net Price", "id") + " DESC"},
        ], CheckConstraints=[{"Name": "some", "Expression": "id > 0"}]))

    def table(ground):
        return 'shop."order lines"' if is_pg(ground) else "`order lines`"

    @check("pg", "my")
    def a_schemasmith_package_deploys_and_again_does_nothing(ground):
        begin(ground)
        ground.write(MAIN + "Tables/order lines.json", order_lines(ground))
        ground.write(MAIN + "Before Scripts/1 first.sql", "INSERT INTO %s (id, note) VALUES (7, '{{greeting}}');\n" % table(ground))
        ground.run("check", "-p", ground.package, code=0).says("SchemaSmith G2 package for", "check")
        ground.deploy(code=0)
        if ground.one("SELECT note FROM %s" % table(ground)) != "it's":
            raise Failure("Before did not run behind the new table, or its token was not quoted")
        ground.deploy(code=0).says("Nothing to do", "second deploy")

    @check("pg", "my")
    def what_a_schemasmith_package_lacks_is_held(ground):
        begin(ground)
        ground.write(MAIN + "Tables/order lines.json", order_lines(ground, {"Name": "old", "DataType": "int", "Nullable": True}))
        ground.write(MAIN + "Tables/gone.json", in_schema(ground, dict(lines("gone"), Columns=[{"Name": "id", "DataType": "int"}])))
        ground.deploy(code=0)
        wider = order_lines(ground, {"Name": "more", "DataType": "int", "Nullable": True})
        wider["Columns"][2]["DataType"] = "varchar(80)"
        ground.write(MAIN + "Tables/order lines.json", wider)
        (ground.package / MAIN / "Tables/gone.json").unlink()
        result = ground.deploy(code=3)
        for word in ("old", "gone", "DATA_LOSS"):
            result.says(word, "the held removals")
        if "more" not in ground.columns("order lines") or "old" not in ground.columns("order lines"):
            raise Failure("the new column is not there, or the old one is gone")
        ground.deploy(code=3).says("held", "second deploy")
        ground.write(MAIN + "Tables/order lines.json", dict(wider, DropColumnsRemovedFromProduct=False))
        ground.write("Product.json", dict(json.loads((ground.package / "Product.json").read_text()), DropTablesRemovedFromProduct=False))
        ground.deploy(code=0).says("Nothing to do", "where the package refuses removals")

    @check("pg", "my")
    def what_schemasmith_has_run_is_not_run_again(ground):
        begin(ground)
        ground.write(MAIN + "Tables/order lines.json", order_lines(ground))
        for name in ("1 ran", "2 new", "3 other product"):
            ground.write(MAIN + "After Scripts/%s.sql" % name, "INSERT INTO %s (id, note) VALUES (%s, '%s');\n" % (table(ground), name[0], name))
        columns = "ScriptPath varchar(800), ProductName varchar(100), QuenchSlot varchar(30), QuenchDate timestamp NULL, template_name varchar(100), schema_name varchar(100)"
        place = '"SchemaSmith"."CompletedMigrationScripts"' if is_pg(ground) else "SchemaSmith_CompletedMigrationScripts"
        if is_pg(ground):
            ground.sql('CREATE SCHEMA "SchemaSmith";')
            columns = columns.replace("ScriptPath", '"ScriptPath"').replace("ProductName", '"ProductName"').replace("QuenchSlot", '"QuenchSlot"')
        ground.sql("CREATE TABLE %s (%s);" % (place, columns))
        ground.sql("INSERT INTO %s VALUES ('After Scripts/1 ran.sql', 'shop', 'After', NULL, 'Main', ''), ('After Scripts/2 new.sql', 'shop', 'Before', NULL, NULL, NULL), "
                   "('After Scripts/3 other product.sql', 'other', 'After', NULL, NULL, NULL);" % place)
        ground.deploy(code=0).says("SchemaSmith has run 1 script of this package here", "what is taken over")
        if ground.one("SELECT count(*) FROM %s WHERE id IN (2, 3)" % table(ground)) != "2" or ground.one("SELECT count(*) FROM %s" % table(ground)) != "2":
            raise Failure("not the two scripts ran that SchemaSmith had not run")
        ground.sql("DROP TABLE %s;" % place)
        ground.deploy(code=0).says("Nothing to do", "when SchemaSmith's table is gone, the journal knows")

    @check("pg", "my")
    def a_template_is_for_the_databases_that_its_script_names(ground):
        here = "current_database()" if is_pg(ground) else "DATABASE()"
        begin(ground, {"TemplateOrder": ["Main", "Other"], "ScriptTokens": {"Db": "elsewhere"}}, {"DatabaseIdentificationScript": "SELECT %s;" % here})
        ground.write(MAIN + "Tables/order lines.json", order_lines(ground))
        ground.write("Templates/Other/Template.json", {"Name": "Other", "DatabaseIdentificationScript": "SELECT '{{Db}}' UNION ALL SELECT 'b'"})
        ground.write("Templates/Other/Tables/x.json", in_schema(ground, dict(lines("x"), Columns=[{"Name": "id", "DataType": "int"}])))
        ground.deploy(code=0).says("names elsewhere, b", "the template of another database")
        ground.deploy(code=0).says("Nothing to do", "second deploy")
        if ground.has_table("x"):
            raise Failure("a table of another database was made")
        ground.write(MAIN + "Template.json", {"Name": "Main", "DatabaseIdentificationScript": "SELECT 'nowhere'"})
        ground.deploy(code=1).says("no template of the package is for the database", "a database that no template names")

    @check("once")
    def tokens_have_the_values_of_schemasmiths_variables(ground):
        ground.write("Product.json", {"Name": "shop", "Platform": "PostgreSQL", "TemplateOrder": ["Main"], "ScriptTokens": {"Kind": "int"}})
        ground.write(MAIN + "Template.json", {"Name": "Main"})
        ground.write(MAIN + "Tables/t.json", {"Name": "t", "Columns": [{"Name": "a", "DataType": "{{kind}}"}]})
        ground.run("check", "-p", ground.package, code=0, env={"smithysettings_scripttokens__KIND": "text"}).says("has the value of the variable", "note")

    def country(ground, **delivery):
        return in_schema(ground, dict(lines("country"), Columns=[
            {"Name": "code", "DataType": "char(2)"},
            {"Name": "name", "DataType": "varchar(50)"},
            {"Name": "joined", "DataType": "date", "Nullable": True},
            {"Name": "facts", "DataType": "jsonb" if is_pg(ground) else "varchar(100)", "Nullable": True},
        ], Indexes=[{"Name": "country_pkey" if is_pg(ground) else "PRIMARY", "PrimaryKey": True, "Unique": True, "IndexColumns": "code"}],
            DataDelivery=dict({"ContentFile": "Table Contents\\country.tabledata"}, **delivery)))

    @check("pg", "my")
    def rows_of_files_are_delivered_and_none_goes_unasked(ground):
        begin(ground)
        rows = [{"code": "AT", "name": "it's", "joined": "1995-01-01", "facts": {"a": [1]}}, {"code": "CH", "name": "Swiss \\ land", "joined": None}]
        ground.write(MAIN + "Tables/country.json", country(ground, MergeType="insert/update/delete", MergeFilter="code <> 'XX'"))
        ground.write(MAIN + "Tables/city.json", in_schema(ground, dict(lines("city"), Columns=[{"Name": "id", "DataType": "int"}, {"Name": "country", "DataType": "char(2)"}],
            Indexes=[{"Name": "city_pkey" if is_pg(ground) else "PRIMARY", "PrimaryKey": True, "IndexColumns": "id"}],
            ForeignKeys=[dict({"Name": "city_country", "Columns": "country", "RelatedTable": "country", "RelatedColumns": "code"}, **({"RelatedTableSchema": "shop"} if is_pg(ground) else {}))],
            DataDelivery=[{"ContentFile": "Table Contents/city.tabledata", "MergeType": "Insert"}])))
        ground.write(MAIN + "Table Contents/city.tabledata", [{"id": 1, "country": "AT"}])
        ground.write(MAIN + "Table Contents/country.tabledata", rows)
        ground.deploy("--allow", "DATA_LOSS", code=0)
        name = ("shop." if is_pg(ground) else "") + "country"
        if ground.one("SELECT name FROM %s WHERE code = 'CH'" % name) != ground.one("SELECT 'Swiss %s land'" % ("\\" if is_pg(ground) else "\\\\")):
            raise Failure("a row is not as its file has it")
        ground.deploy(code=0).says("Nothing to do", "second deploy")
        ground.sql("INSERT INTO %s (code, name) VALUES ('XX', 'kept'), ('YY', 'gone');" % name)
        rows[0]["name"] = "Austria"
        ground.write(MAIN + "Table Contents/country.tabledata", rows)
        ground.deploy(code=3).says("DATA_LOSS", "rows that would go")
        if ground.one("SELECT count(*) FROM %s WHERE name = 'Austria'" % name) != "1" or ground.one("SELECT count(*) FROM %s" % name) != "4":
            raise Failure("the row was not changed, or others went")
        ground.deploy("--allow", "DATA_LOSS", code=0)
        if ground.one("SELECT count(*) FROM %s WHERE code IN ('XX', 'YY')" % name) != "1":
            raise Failure("MergeFilter was not followed")
        ground.deploy(code=0).says("Nothing to do", "last deploy")

    @check("once")
    def faults_of_table_data_have_their_places(ground):
        ground.write("Product.json", {"Name": "shop", "Platform": "PostgreSQL", "TemplateOrder": ["Main"]})
        ground.write(MAIN + "Template.json", {"Name": "Main", "Required": True})
        table = {"Name": "t", "Columns": [{"Name": "a", "DataType": "int"}], "ContentFile": "t.tabledata", "MergeType": "UPSERT"}
        ground.write(MAIN + "Tables/t.json", table)
        ground.run("check", "-p", ground.package, code=1).says("there is no file Templates/Main/t.tabledata", "no content")
        ground.write(MAIN + "t.tabledata", [{"a": 1}, {"b": 2}])
        ground.run("check", "-p", ground.package, code=1).says("t.tabledata:6:5: error: table t has no column b", "an unknown column")
        ground.write(MAIN + "t.tabledata", [{"a": 1}])
        ground.run("check", "-p", ground.package, code=1).says("has no key of columns", "no key")
        ground.write(MAIN + "Tables/t.json", dict(table, MatchColumns="*a"))
        ground.run("check", "-p", ground.package, code=0).says("t.tabledata (when it changes)", "its script")
