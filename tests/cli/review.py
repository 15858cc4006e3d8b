"""Checks of run.py about `review`: two states of a package from folders and from a git repository, with nothing run and nothing written."""
import json
import os
import shutil
import subprocess

from harness.checks import Failure, show_command

HOST_LIMIT = 65536  # characters of a comment on GitHub


def register(check, tables):
    def git(ground, *words):
        done = subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main", *words],
                              cwd=ground.folder, capture_output=True, text=True, check=False, env={**os.environ, "GIT_CONFIG_NOSYSTEM": "1"})
        if done.returncode != 0:
            raise Failure("git " + " ".join(words), done.stderr)

    def commit(ground, message):
        git(ground, "add", "-A")
        git(ground, "commit", "-qm", message)

    def make(ground, *more, **anneal_json):
        """Two revisions: the second adds a column to customer and takes table order away."""
        git(ground, "init", "-q")
        ground.make_package(**anneal_json)  # the same in both
        commit(ground, "base")
        slim = tables.customer()
        slim["Columns"].append({"Name": "born_on", "DataType": "date", "Nullable": True})
        ground.write("Templates/Main/Tables/shop.customer.json", slim)
        (ground.package / "Templates/Main/Tables/shop.order.json").unlink()
        for name, content in more:
            ground.write(name, content)
        commit(ground, "head")

    def review(ground, *words, code=0, **more):
        return ground.run("review", "--platform", "SQLite", *words, code=code, cwd=ground.package, **more)

    def state(ground):
        return {path: path.read_bytes() for path in ground.folder.rglob("*") if path.is_file()}

    @check("once")
    def two_revisions_are_compared_without_a_work_tree(ground):
        make(ground)
        shutil.rmtree(ground.package / "Templates")
        before = state(ground)
        result = review(ground, "--base", "HEAD~1", "--head", "main")
        result.says("add column customer.born_on", "what head adds").says("drop table order", "what head takes away")
        result.says("1 held", "the verdict")
        if state(ground) != before:
            raise Failure("review has written something", show_command(result))
        review(ground, "--base", "main", "--head", "HEAD").says("Nothing to do", "one revision twice")
        review(ground, "--base", "HEAD~1", "--head", "main", "--exit-code", code=2)

    @check("once")
    def a_revision_and_a_folder_are_compared(ground):
        make(ground)
        base = ground.folder / "elsewhere"
        shutil.copytree(ground.package, base)
        (base / "Templates/Main/Tables/shop.customer.json").unlink()
        review(ground, "--base", base, "--head", "HEAD", "-p", ".").says("create table customer", "against a folder")
        os.symlink(base / "Product.json", ground.package / "linked")
        review(ground, "--base", "HEAD", "--head", ".").says("Nothing to do", "HEAD and what is checked out")

    @check("once")
    def the_package_is_found_below_a_folder_that_is_gone(ground):
        make(ground)
        shutil.rmtree(ground.package)
        ground.run("review", "--platform", "SQLite", "--base", "HEAD~1", "--head", "HEAD", "-p", "shop", code=0,
                   cwd=ground.folder).says("add column customer.born_on", "a package whose folder is gone")

    @check("once")
    def what_is_no_revision_is_said(ground):
        make(ground)
        for base, words, phrase in (
                ("HEAD~7", (), "can't find this revision"),
                ("nowhere", (), "can't find this revision"),
                ("HEAD", ("-p", "nix"), "there is no such folder in this revision"),
                ("HEAD", ("-p", "Templates"), "this is no package")):
            review(ground, "--base", base, "--head", "HEAD", *words, code=1).says(phrase, "base %s %s" % (base, words))
        shutil.rmtree(ground.folder / ".git")
        review(ground, "--base", "HEAD", "--head", "HEAD", code=1).says("git repository", "no repository")
        ground.run("review", "--base", ".", "--head", ".", code=64, cwd=ground.package).says("SQLite, PostgreSQL", "no platform")

    @check("once")
    def faults_name_their_revision(ground):
        make(ground, ("Templates/Main/Tables/shop.bad.json", '{"Schema": "shop", "Name": "bad", "Colums": []}\n'))
        result = review(ground, "--base", "HEAD~1", "--head", "HEAD", code=1)
        result.says("HEAD:shop/Templates/Main/Tables/shop.bad.json:1:35", "the place of the fault").says('did you mean "Columns"', "its hint")

    @check("once")
    def a_hostile_package_runs_nothing_and_writes_nothing(ground):
        mark = ground.folder / "mark"
        touch = ["/bin/sh", "-c", "touch %s" % mark]
        make(ground,
             ("anneal.json", {"Manage": ["shop"], "Environments": [
                 {"Name": "prod", "Url": "sqlite:%s" % (ground.folder / "new.db"),
                  "Hooks": [{"When": when, "Phase": "expand", "Command": touch} for when in ("before", "after")]}]}),
             ("Templates/Main/Contracts/a.json", {"Name": "a", "Drop": ["order"], "When": "SELECT writefile('%s', 'x')" % mark}),
             ("Templates/Main/After Scripts/1.sql", "ATTACH '%s' AS x; CREATE TABLE x.y (z);\n" % mark),
             ("Templates/Main/After Scripts/../../../../outside.sql", "SELECT 1;\n"))
        before = state(ground)
        for looks in ((), ("--live",)):
            review(ground, "--base", "HEAD~1", "--head", "HEAD", "--env", "prod", *looks, env={"ANNEAL_TRUST_COMMANDS": "1"})
        if state(ground) != before or mark.exists():
            raise Failure("something was run or written")

    @check("once")
    def findings_stand_at_their_places(ground):
        make(ground)
        sarif = json.loads(review(ground, "--base", "HEAD~1", "--head", "HEAD", "--format", "sarif").out)
        results = sarif["runs"][0]["results"]
        lost = [one for one in results if one["ruleId"] == "DATA_LOSS"]
        if len(lost) != 1 or lost[0]["level"] != "error":
            raise Failure("the table that goes was to be one error", json.dumps(results, indent=1))
        place = lost[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        if place != "shop/Product.json":
            raise Failure("it was to stand at shop/Product.json, not at %s" % place)

    @check("once")
    def a_comment_stays_below_what_hosts_take(ground):
        git(ground, "init", "-q")
        ground.make_package()
        commit(ground, "base")
        for i in range(700):
            table = tables.customer()
            table["Name"] = "t%04d" % i
            table["Columns"] = [{"Name": "c%03d" % c, "DataType": "text", "Nullable": True} for c in range(60)] + [table["Columns"][0]]
            table.update(Indexes=[], CheckConstraints=[], ForeignKeys=[])
            ground.write("Templates/Main/Tables/shop.%s.json" % table["Name"], table)
        (ground.package / "Templates/Main/Tables/shop.order.json").unlink()
        text = review(ground, "--base", "HEAD", "--head", ".", "--format", "markdown").out
        if len(text) >= HOST_LIMIT:
            raise Failure("%d characters" % len(text))
        for words in ("701 steps", "**held** `drop table order`", "is too long for a comment"):
            if words not in text:
                raise Failure("the comment lacks %r" % words, text[:2000])
        if text.count("<details>") != text.count("</details>") or text.count("```") % 2:
            raise Failure("something is cut in the middle", text[-2000:])

    @check("sqlite", "pg")
    def a_database_that_is_looked_at_gives_sizes_rows_and_conditions(ground):
        ground.load()
        base, head = ground.folder / "base", ground.folder / "head"
        ground.make_package()
        shutil.copytree(ground.package, base)
        strict = tables.customer()
        column = next(one for one in strict["Columns"] if one.get("Nullable"))
        strict["Columns"].append({"Name": "later", "DataType": "text", "Nullable": True})
        column["Nullable"] = False
        ground.make_package(strict, tables.order())
        ground.write("Templates/Main/Contracts/a.json", {"Name": "a", "Change": ["%scustomer.%s" % (
            "shop." if hasattr(ground, "server") else "", column["Name"])], "When": "SELECT 1 = 0"})
        shutil.copytree(ground.package, head)
        words = ("review", "--base", base, "--head", head, "--platform", "PostgreSQL" if hasattr(ground, "server") else "SQLite")
        before = ground.state()
        offline = ground.run(*words, code=0, cwd=ground.folder)
        offline.says("was not evaluated", "offline")
        live = ground.run(*words, "--url", ground.url, code=0, cwd=ground.folder)
        live.says("When is false", "the condition's answer").says("Sizes, rows and conditions are those of", "what was looked at")
        if "size unknown" in live.out:
            raise Failure("the sizes are known", show_command(live))
        ground.run(*words, "--url", ground.url, "--no-eval", code=0, cwd=ground.folder).says("was not evaluated", "--no-eval")
        ground.unchanged(before, "a review that looks")

    @check("once")
    def which_database_is_to_be_looked_at_must_be_said(ground):
        ground.make_package(**{"Environments": [{"Name": "prod", "Url": "sqlite:new.db"}]})
        words = ("review", "--base", ground.package, "--head", ground.package)
        ground.run(*words, "--live", code=64, cwd=ground.folder).says("which database", "--live alone")
        ground.run(*words, "--url", "sqlite:a.db", "--env", "prod", code=64, cwd=ground.folder).says("exclude each other", "both")
        ground.run(*words, "--env", "prod", "--live", code=0, cwd=ground.folder).says("new.db is not as base declares: it lacks", "an empty database")
        if (ground.folder / "new.db").exists():
            raise Failure("the database was made")
        ground.run(*words, "--env", "prod", code=0, cwd=ground.folder).says("Nothing to do", "offline")
