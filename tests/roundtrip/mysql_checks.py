"""Whole schemas of MySQL and MariaDB there and back, and a package in other words than the server's."""
import itertools
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

from harness.checks import Failure
from harness.package import Package

TESTS = pathlib.Path(__file__).resolve().parent.parent
FIXTURES = TESTS.parent / "fixtures" / "mysql"
LABELS = ("mariadb1011", "mariadb118", "mysql97")

_numbers = itertools.count(1)


class Server:
    """One server, by tests/servers/my and the URL of a database of it."""

    def __init__(self, label, url):
        self.label, self._url = label, url

    def my(self, word, *words, sql=None):
        done = subprocess.run([TESTS / "servers" / "my", word, self._url, *words], input=sql, encoding="utf-8",
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode != 0:
            raise Failure("%s failed on %s" % (word, self.label), done.stderr)
        return done.stdout.strip()

    def create(self):
        """An empty database: its name and URL."""
        name = "r%d_%d" % (os.getpid(), next(_numbers))
        return name, self.my("newdb", name)

    def drop(self, name):
        self.my("dropdb", name)


def servers_from_env():
    """(label, Server or None, reason when None)"""
    for label in LABELS:
        variable = "ANNEAL_%s_URL" % label.upper()
        url = os.environ.get(variable)
        reason = os.environ.get("ANNEAL_%s_SKIP" % label.upper()) or "%s is not set" % variable
        yield (label, Server(label, url), "") if url else (label, None, reason)


class Place:
    """Throw-away databases of one server, and packages."""

    def __init__(self, anneal, server):
        self.anneal, self.server, self.names = anneal, server, []
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="anneal-mysql-"))
        self.is_mysql = server.label.startswith("mysql")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for name in self.names:
            self.server.drop(name)
        shutil.rmtree(self.folder, ignore_errors=True)

    def new(self, *files):
        """A database with what these files make: its name and URL."""
        name, url = self.server.create()
        self.names.append(name)
        for file in files:
            Server(self.server.label, url).my("sql", sql=(FIXTURES / file).read_text(encoding="utf-8"))
        return name, url

    def extract(self, url, *words):
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.folder)) / "shop"
        self.anneal.run("extract", "--url", url, "--out", folder, *words).expect(0, "extract")
        return Package(folder)

    def plan(self, package, url, code, why):
        return self.anneal.run("plan", "-p", package.folder, "--url", url, "--exit-code").expect(code, why)


def same_files(first, second, why):
    for path in sorted(set(first) | set(second)):
        if first.get(path) != second.get(path):
            raise Failure("%s: it differs in %s" % (why, path), "first:\n%s\nsecond:\n%s" % (
                first.get(path, b"(no file)").decode(), second.get(path, b"(no file)").decode()))


def objects(package):
    """The files of the templates: the product is called after its database."""
    return {path: text for path, text in package.files().items() if path.startswith("Templates/")}


def there_and_back(place, *files):
    """Extracted in either form, and converted, a schema is what the database has; deployed to another, it is extracted again."""
    _, url = place.new(*files)
    packages = {form: place.extract(url, "--format", form) for form in ("json", "xml")}
    for form, package in packages.items():
        place.anneal.run("check", "-p", package.folder).expect(0, "check of the extracted %s" % form)
        place.plan(package, url, 0, "plan of the extracted %s" % form).says("Nothing to do", "plan of the extracted %s" % form)
    converted = place.folder / "converted" / "shop"
    place.anneal.run("convert", "-p", packages["json"].folder, "--format", "xml", "--out", converted).expect(0, "convert")
    same_files(Package(converted).files(), packages["xml"].files(), "converted and extracted")
    _, other = place.new()
    place.anneal.run("deploy", "-p", packages["json"].folder, "--url", other, "--yes").expect(0, "deploy to an empty database")
    place.plan(packages["json"], other, 0, "plan after the deploy").says("Nothing to do", "plan after the deploy")
    first, second = objects(packages["json"]), objects(place.extract(other))
    same_files(first, second, "the second extract")


def features(place):
    """All that extract knows: nothing of it comes out differently when it is read again."""
    there_and_back(place, "features.sql", "features_mysql.sql" if place.is_mysql else "features_mariadb.sql")


def movies(place):
    there_and_back(place, "movies.sql")


def workers(place):
    there_and_back(place, "workers.sql")


def other_words(place):
    """The database as a package by hand says it, whose every word a server spells otherwise."""
    database, url = place.new("spelled.sql")
    folder = place.folder / "spelled"
    shutil.copytree(FIXTURES / "spelled", folder)
    table = folder / "Templates" / "Main" / "Tables" / "t.json"
    table.write_text(table.read_text(encoding="utf-8").replace('"noise"', '"%s"' % database), encoding="utf-8")
    (folder / "Product.json").write_text(json.dumps(
        {"Name": "spelled", "Platform": "MySQL" if place.is_mysql else "MariaDB", "TemplateOrder": ["Main"]}), encoding="utf-8")
    (folder / "anneal.json").write_text("{}", encoding="utf-8")
    place.plan(Package(folder), url, 0, "plan of other words").says("Nothing to do", "plan of other words")


def empty(place):
    _, url = place.new()
    place.plan(place.extract(url), url, 0, "plan of nothing")


CHECKS = [("every feature", features), ("movies", movies), ("workers", workers), ("other words", other_words), ("empty", empty)]


def checks(anneal):
    """(name, check or None, reason when None) for each server and check."""
    for label, server, reason in servers_from_env():
        for what, function in CHECKS:
            yield "%s: %s" % (label, what), run(anneal, server, function) if server else None, reason


def run(anneal, server, function):
    def check():
        with Place(anneal, server) as place:
            function(place)
    return check
