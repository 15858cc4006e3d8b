"""Checks of run.py about lint: what anneal.json weighs, what objects and scripts excuse, which server it is for."""
from harness.checks import Failure, show_command

OFF = ("INT_PRIMARY_KEY", "SCRIPT_STRUCTURE", "FK_WITHOUT_INDEX", "RESERVED_WORD", "PK_NULLABLE")


def register(check, tables):
    def make(ground, **anneal_json):
        rules = dict({rule: "off" for rule in OFF}, **anneal_json.pop("Rules", {}))
        ground.make_package(Rules=rules, **anneal_json)

    def look(ground, *words, code=0):
        return ground.run("check", "-p", ground.package, *words, code=code)

    def lacks(result, words, why):
        if words.lower() in result.text.lower():
            raise Failure("%s: the output has %r" % (why, words), show_command(result))

    @check("once")
    def an_environments_levels_go_before_those_of_the_package(ground):
        ground.write("Templates/Main/After Scripts/x.sql", "DROP TABLE shop.old;\n")
        make(ground, Rules={"SCRIPT_DROPS": "off"}, Environments=[{"Name": "live", "Rules": {"SCRIPT_DROPS": "error"}}, {"Name": "play"}])
        lacks(look(ground), "SCRIPT_DROPS", "off in the package")
        look(ground, "--env", "live", code=1).says("x.sql:1:1: error: SCRIPT_DROPS", "an error in the environment")
        lacks(look(ground, "--env", "play"), "SCRIPT_DROPS", "an environment that says nothing")
        look(ground, "--env", "lives", code=1).says("live", "no such environment")

    @check("once")
    def a_wrong_rule_of_an_environment_has_its_place(ground):
        make(ground, Environments=[{"Name": "live", "Rules": {"SCRIPT_DROP": "error"}}])
        look(ground, "--env", "live", code=1).says("did you mean SCRIPT_DROPS", "the nearest rule")
        make(ground, Environments=[{"Name": "live", "Rules": {"SCRIPT_DROPS": "fatal"}}])
        look(ground, "--env", "live", code=1).says("off, note, warning or error", "what a level can be")

    @check("once")
    def a_script_says_why_it_may(ground):
        make(ground)
        script = "SELECT 1;\n-- anneal-allow: SCRIPT_DROPS %s\nDROP TABLE shop.old;\n"
        path = ground.write("Templates/Main/After Scripts/x.sql", script % "its rows are in orders")
        lacks(look(ground), "SCRIPT_DROPS", "allowed with a reason")
        path.write_text(script % "")
        look(ground, code=1).says("x.sql:2:1: error: SUPPRESSED_WITHOUT_REASON", "without a reason")
        path.write_text(script % "until=2020-01-31 its rows are in orders")
        result = look(ground).says("x.sql:3:1: warning: SCRIPT_DROPS", "its time is over")
        result.says("x.sql:2:1: warning: SUPPRESSION_UNUSED", "which is said").says("until 2020-01-31", "with its day")
        path.write_text("-- anneal-allow: SCRIPT_DROPS nothing here\nSELECT 1;\n")
        look(ground).says("finds nothing here", "an allowance that nothing needs")
        path.write_text("-- anneal-allow: SCRIPT_DROP nothing here\nSELECT 1;\n")
        look(ground).says("did you mean SCRIPT_DROPS", "no such rule")

    @check("sqlite")
    def an_allowance_in_a_script_does_not_run_it_again(ground):
        make(ground)
        path = ground.write("Templates/Main/After Scripts/x.sql", "INSERT INTO customer VALUES (77, 'x', NULL);\r\nSELECT 1;\n")
        ground.deploy(code=0)
        path.write_bytes(b"INSERT INTO customer VALUES (77, 'x', NULL);\n-- anneal-allow: SCRIPT_COMMITS meant\nSELECT 1;\n")
        result = ground.deploy(code=0)
        lacks(result, "has changed", "a line that excuses is no change")
        path.write_text("INSERT INTO customer VALUES (78, 'x', NULL);\nSELECT 1;\n")
        ground.deploy(code=0).says("has changed", "another statement is one")

    @check("once")
    def what_a_script_declares_is_excused_in_its_file(ground):
        make(ground, Rules={"HAS_TRIGGER": "warning"})
        trigger = "%sCREATE TRIGGER t AFTER INSERT ON customer BEGIN DELETE FROM customer WHERE id = 0; END;\n"
        header = "-- anneal: platform=SQLite\n"
        path = ground.write("Templates/Main/Triggers/t.sql", trigger % header)
        look(ground).says("t.sql:2:1: warning: HAS_TRIGGER", "no excuse")
        path.write_text(trigger % (header + "-- anneal-allow: HAS_TRIGGER keeps the zero row out\n"))
        lacks(look(ground), "HAS_TRIGGER", "an excuse in the file")

    @check("once")
    def each_part_of_a_table_can_be_excused(ground):
        names = {kind: "wanted_*" for kind in ("Table", "Column", "Index", "PrimaryKey", "ForeignKey", "CheckConstraint")}
        make(ground, Naming=names)
        table = tables.order()
        table["CheckConstraints"] = [{"Name": "order_total_check", "Expression": "total >= 0"}]
        ground.write("Templates/Main/Tables/shop.order.json", table)
        result = look(ground)
        for part in ("table order", "column order.total", "index order.order_customer_idx", "order_customer_fk", "order_total_check", "order_pkey"):
            result.says("NAME_PATTERN", "all are named otherwise").says(part, "each part is said")
        allow = [{"Rule": "NAME_PATTERN", "Reason": "as it always was"}]
        for part in table["Columns"] + table["Indexes"] + table["ForeignKeys"] + table["CheckConstraints"]:
            part["Allow"] = allow
        ground.write("Templates/Main/Tables/shop.order.json", table)
        result = look(ground)
        lacks(result, "shop.order.json:2:1: warning: SUPPRESSION_UNUSED", "each is needed")
        for part in ("column order.total", "order_customer_idx", "order_customer_fk", "order_total_check", "order_pkey"):
            lacks(result, part, "excused at the part")
        result.says("table order", "the table itself is not")
        table["Allow"] = allow
        ground.write("Templates/Main/Tables/shop.order.json", table)
        lacks(look(ground), "table order:", "excused at the table")

    @check("once")
    def a_pattern_that_is_none_is_an_error_at_its_place(ground):
        for pattern, words in (("/[a-z/", "is no regular expression"), ("/(a*)\\1/", "has a back-reference"), ("", "is empty"),
                               ("/((a{9}){9}){9}/", "repeats too often"), ("/" + "a" * 300 + "/", "is longer than 200 bytes")):
            make(ground, Naming={"Table": pattern})
            look(ground, code=1).says("Naming: the pattern of Table " + words, "the pattern %r" % pattern[:20]).says("anneal.json:", "its place")
        make(ground, Naming={"Tables": "a*"})
        look(ground, code=1).says("did you mean Table", "no such kind")
        make(ground, Allowed={"Engine": "InnoDB"})
        look(ground, code=1).says("did you mean Engines", "no such list")

    @check("once")
    def a_version_that_is_none_is_an_error_at_its_place(ground):
        for version in ("new", "15.4.3.2", "15.", "", "-1"):
            make(ground, EngineVersion={"PostgreSQL": version})
            look(ground, code=1).says("is no version of PostgreSQL", "version %r" % version).says("anneal.json:", "its place")
        make(ground, EngineVersion={"Postgres": "15"})
        look(ground, code=1).says("is no platform", "no such platform")
        make(ground, EngineVersion={"PostgreSQL": "15", "SQLite": "3.40.1"})
        look(ground)

    @check("once")
    def review_goes_by_the_version_of_the_package(ground):
        table = tables.customer()
        make(ground, EngineVersion={"PostgreSQL": "18"})
        base = ground.folder / "base"
        ground.package.rename(base)
        for version, words in (("18", "NOT VALID"), ("15", "CHECK")):
            make(ground, EngineVersion={"PostgreSQL": version})
            table["Columns"][2]["Nullable"] = False
            ground.write("Templates/Main/Tables/shop.customer.json", table)
            result = ground.run("review", "--platform", "PostgreSQL", "--base", base, "--head", ground.package, "--format", "sql", code=0)
            result.says("NOT NULL", "the change")
            if ("NOT NULL \"name\" NOT VALID" in result.out) != (version == "18"):
                raise Failure("the recipe is not that of version " + version, show_command(result))
            result.says(words, "the recipe of version " + version)
