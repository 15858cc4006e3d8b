"""Checks of run.py about the two formats of package files: convert, extract --format, files of both side by side."""
import os
import shutil

from harness.checks import Failure, show_command

TABLES = "Templates/Main/Tables/"


def register(check, tables):
    """`check` is run.py's decorator; `tables` has its customer() and order()."""

    def hostile():
        """A table whose texts are hard to hold in XML."""
        table = tables.customer()
        table["Name"] = "a<b & \"c\"\n"
        table["Comment"] = "  ]]> <![CDATA[ \r\n\t&amp; {{Product}} \u2028 "
        table["Columns"][1]["Default"] = "'<&>' || '{{Currency}}'"
        table["Extensions"] = {"z": [1.50, None, "]]>\u0001\uffff"], "a": {}}
        return table

    def files(folder):
        return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}

    def convert(ground, source, form, name, **more):
        folder = ground.folder / name
        return folder, ground.run("convert", "-p", source, "--format", form, "--out", folder, **more)

    def same(first, second, why):
        if first != second:
            differs = sorted(path for path in set(first) | set(second) if first.get(path) != second.get(path))
            raise Failure("%s: %s" % (why, ", ".join(differs)), "\n".join(
                "%s\n%s\n%s" % (path, first.get(path), second.get(path)) for path in differs))

    def xml_table(ground, content, name="shop.customer"):
        return ground.write(TABLES + name + ".xml", content)

    XML = ('<Table xmlns="urn:anneal:1" Schema="shop" Name="customer">\n'
           '  <!-- the key -->\n'
           '  <Column Name="id" DataType="integer"/>\n'
           '  <Column Name="email" DataType="text"/>\n'
           '  <Index Name="customer_pkey" PrimaryKey="true" IndexColumns="id"/>\n'
           '</Table>\n')

    @check("once")
    def convert_there_and_back_gives_the_same_bytes(ground):
        ground.make_package(tables.order(), hostile(), tables.customer())
        xml, result = convert(ground, ground.package, "xml", "one", code=0)
        result.says("6 files are now XML", "convert to XML")
        if {path.suffix for path in xml.rglob("*.*")} != {".xml"}:
            raise Failure("not all files are XML", "\n".join(files(xml)))
        back, _ = convert(ground, xml, "json", "two", code=0)
        again, _ = convert(ground, back, "xml", "three", code=0)
        there, _ = convert(ground, again, "json", "four", code=0)
        same(files(xml), files(again), "the second XML differs")
        same(files(back), files(there), "the second JSON differs")

    @check("once")
    def convert_keeps_tokens_and_needs_no_value_for_them(ground):
        table = tables.customer()
        table["Columns"][1]["Default"] = "'{{Given}}' || '{{NotGiven}}'"
        table["ForeignKeys"] = [{"Columns": "id", "RelatedTable": "{{Other}}", "DeleteAction": "{{Action}}"}]
        ground.make_package(table)
        ground.write("Product.json", {"Name": "shop", "Platform": "SQLite", "TemplateOrder": ["Main"], "ScriptTokens": {"Given": "x"}})
        xml, _ = convert(ground, ground.package, "xml", "xml", code=0)
        text = (xml / TABLES / "shop.customer.xml").read_text()
        for wanted in ("<Default>'{{Given}}' || '{{NotGiven}}'</Default>", 'RelatedTable="{{Other}}"', 'DeleteAction="{{Action}}"'):
            if wanted not in text:
                raise Failure("%s is not there" % wanted, text)

    @check("once")
    def convert_copies_what_is_none_of_the_package_s(ground):
        ground.make_package()
        script = ground.write("Before Scripts/run me.sql", "SELECT '\r\n\x01';\n")
        script.chmod(0o750)
        ground.write("Templates/Main/Other/drop.json", "{ not even JSON\n")
        ground.write("notes.txt", "")
        ground.write(".gitignore", "*.db")
        os.symlink("notes.txt", ground.package / "link.txt")
        xml, result = convert(ground, ground.package, "xml", "xml", code=0)
        result.says("hidden files and links are not copied: .gitignore, link.txt", "convert beside a link")
        result.says("drop.json: note: it is none of the files that this version reads", "convert beside another JSON file")
        result.says("5 files are now XML, 3 are copied", "convert beside scripts")
        for name in ("Before Scripts/run me.sql", "Templates/Main/Other/drop.json", "notes.txt"):
            if (xml / name).read_bytes() != (ground.package / name).read_bytes():
                raise Failure("%s was changed" % name)
        if (xml / "Before Scripts/run me.sql").stat().st_mode & 0o777 != 0o750:
            raise Failure("the script's mode was changed")

    @check("once")
    def convert_names_what_json_has_no_place_for(ground):
        ground.make_package(tables.order())
        xml_table(ground, XML)
        folder, result = convert(ground, ground.package, "json", "json", code=0)
        result.says("shop.customer.xml:2:3: note: JSON has no comments; this one is left out: the key", "a comment in JSON")
        result.says("1 file is now JSON, 4 are copied", "convert of one file")
        if (folder / TABLES / "shop.order.json").read_bytes() != (ground.package / TABLES / "shop.order.json").read_bytes():
            raise Failure("a file that is JSON already was changed")

    @check("once")
    def convert_writes_nothing_where_a_file_is_wrong(ground):
        table = tables.customer()
        table["Columns"][0]["Coment"] = "x"
        table["Columns"][1]["Nullable"] = "true"
        other = tables.order()
        other["Comment"] = "\x02"
        ground.make_package(table, other)
        folder, result = convert(ground, ground.package, "xml", "xml", code=1)
        for wanted in ('did you mean "Comment"', "write it without quotes", "shop.order.json:", "U+0002", "3 errors"):
            result.says(wanted, "convert of wrong files")
        if folder.exists():
            raise Failure("a folder was made")

    @check("once")
    def convert_refuses_a_full_folder_and_another_dialect(ground):
        ground.make_package()
        full = ground.folder / "full"
        full.mkdir()
        (full / "mine").write_text("x")
        ground.run("convert", "-p", ground.package, "--format", "xml", "--out", full, code=1).says("not empty", "a full folder")
        if files(full) != {"mine": b"x"}:
            raise Failure("something was written", "\n".join(files(full)))
        (ground.package / "anneal.json").unlink()
        convert(ground, ground.package, "xml", "xml", code=1)[1].says("SchemaSmith package", "another dialect")
        convert(ground, ground.folder / "nowhere", "xml", "xml", code=1)[1].says("no such folder", "no package")
        ground.run("convert", "--format", "yaml", "--out", "x", code=64).says("yaml", "an unknown format")

    @check("once")
    def convert_runs_and_reads_nothing_outside(ground):
        """A document type with an external entity is refused before anything is opened."""
        ground.make_package(tables.order())
        pipe = ground.folder / "pipe"
        os.mkfifo(pipe)  # whoever opened it would wait for ever
        xml_table(ground, '<!DOCTYPE Table [<!ENTITY x SYSTEM "file://%s">]>\n' % pipe + XML.replace("text", "&x;"))
        for verb in (("check", "-p", ground.package), ("convert", "-p", ground.package, "--format", "json", "--out", ground.folder / "json")):
            ground.run(*verb, code=1).says("document type declaration is refused", verb[0])

    @check("once")
    def one_file_in_both_formats_names_both(ground):
        ground.make_package(tables.customer(), tables.order())
        xml_table(ground, XML)
        result = ground.run("check", "-p", ground.package, code=1)
        result.says("shop.customer.xml: error: the same file stands there in another format", "both formats")
        result.says("Tables/shop.customer.json", "both formats")
        convert(ground, ground.package, "xml", "xml", code=1)[1].says("in another format", "convert of both formats")

    @check("sqlite", "pg")
    def xml_deploys_as_json_does(ground):
        ground.make_package()
        xml, _ = convert(ground, ground.package, "xml", "xml", code=0)
        ground.deploy(code=0)
        result = ground.run("plan", "-p", xml, "--url", ground.url, "--exit-code", code=0)
        result.says("Nothing to do", "the plan of the package in XML")

    @check("sqlite", "pg")
    def extract_writes_xml_and_keeps_what_a_person_wrote(ground):
        ground.load()
        ground.run("extract", "--url", ground.url, "--out", ground.package, "--format", "xml", code=0)
        first = files(ground.package)
        if any(not name.endswith(".xml") for name in first):
            raise Failure("not all files are XML", "\n".join(first))
        table = next(path for path in (ground.package / TABLES).iterdir() if "customer" in path.name)
        text = table.read_text()
        text = text.replace('<Column Name="name"', "\n  <!-- as on the card -->\n  <Column\tName = 'name'   OldName=\"title\"\n")
        table.write_text(text)
        ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
        if table.read_text() != text:
            raise Failure("extract changed a file without a reason", table.read_text())
        ground.sql("ALTER TABLE %scustomer ADD COLUMN phone text" % ground.prefix)
        ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
        line = '  <Column Name="phone" DataType="text" Nullable="true"/>\n'
        now = table.read_text()
        if now.count(line) != 1 or now.replace(line, "") != text:
            raise Failure("more than the new column changed", now)
        ground.sql("CREATE TABLE %sextra (id integer)" % ground.prefix)
        ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
        if not list((ground.package / TABLES).glob("*extra.xml")):
            raise Failure("a new file of a package in XML is no XML", "\n".join(files(ground.package)))
        ground.run("plan", "-p", ground.package, "--url", ground.url, "--exit-code", code=0)

    @check("sqlite", "pg")
    def extract_into_a_package_of_both_keeps_each_file_s_format(ground):
        ground.load()
        ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
        xml, _ = convert(ground, ground.package, "xml", "xml", code=0)
        for path in (ground.package / TABLES).glob("*customer*"):
            path.unlink()
        for path in (xml / TABLES).glob("*customer*"):
            shutil.copy(path, ground.package / TABLES)
        before = files(ground.package)
        ground.run("extract", "--url", ground.url, "--out", ground.package, code=0)
        same(before, files(ground.package), "extract changed files that say the same")
        ground.sql("ALTER TABLE %scustomer ADD COLUMN phone text" % ground.prefix)
        ground.sql("CREATE TABLE %sextra (id integer)" % ground.prefix)
        ground.run("extract", "--url", ground.url, "--out", ground.package, "--format", "xml", code=0)
        names = {path.name for path in (ground.package / TABLES).iterdir()}
        kinds = sorted((name.rsplit(".", 1)[0].rsplit(".", 1)[-1], name.rsplit(".", 1)[1]) for name in names)
        if kinds != [("customer", "xml"), ("extra", "xml"), ("order", "json")]:
            raise Failure("the files are %s" % kinds)
        result = ground.run("plan", "-p", ground.package, "--url", ground.url, "--exit-code")
        if result.code != 0:
            raise Failure("there is something left to do", show_command(result))

    @check("pg")
    def text_that_xml_lacks_is_refused_by_name(ground):
        ground.load("COMMENT ON TABLE {shop}customer IS E'bell \\x07';\n")
        result = ground.run("extract", "--url", ground.url, "--out", ground.package, "--format", "xml", code=1)
        result.says("customer.xml: error: XML can't hold the character U+0007", "a bell in XML")
        result.says("Comment", "the key of the bell")
        ground.run("extract", "--url", ground.url, "--out", ground.folder / "json", code=0)
