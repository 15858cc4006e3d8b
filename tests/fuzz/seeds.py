"""What the fuzz programs begin with: inputs made of the repository's own files, and words of the languages.

An input's first byte is the letter of a target (tests/fuzz/<target>.c), the rest is its text.
"""
import hashlib
import json
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDERS = ("fixtures", "schemas-example", "tests/golden", "tests/schema", "tests/pairs/sqlite", "tests/pairs/postgres")
MAX_BYTES = 8192

URLS = [
    "sqlite:shop.db", "sqlite:///tmp/a b.db?mode=ro", "postgresql://", "postgres://user@host:5432/db",
    "postgresql://user:secret@host/db?sslmode=disable&application_name=x", "postgresql://u:p%40ss@[::1]:5433/db",
    "postgresql://h1:1,h2:2/db?target_session_attrs=any", "postgresql:///db?host=/tmp&password=secret",
    "postgresql://u:s/e@c?r#et@host/db?user=a", "postgresql://host/db?user=a%40b&sslpassword=secret",
    "mysql://u:secret@host/db", "sqlserver://u:secret@host:1433/db?token=secret",
]
SQL_WORDS = """SELECT INSERT UPDATE DELETE CREATE TEMP TABLE IF NOT EXISTS VIRTUAL INDEX UNIQUE TRIGGER VIEW BEGIN ATOMIC END CASE
WHEN COMMIT ROLLBACK TO PRIMARY KEY AUTOINCREMENT CHECK FOREIGN REFERENCES ON CASCADE CONSTRAINT DEFAULT COLLATE NOCASE GENERATED
ALWAYS AS STORED WITHOUT ROWID STRICT DEFERRABLE INITIALLY DEFERRED CONFLICT ABORT EXPLAIN QUERY PLAN FUNCTION PROCEDURE LANGUAGE
COPY FROM STDIN VACUUM CONCURRENTLY PRAGMA WITH INTEGER TEXT NULL -- /* */ /*+ $$ $a$ E' U&" '' "" `` [] ; \\ :: .""".split()
KEY_WORDS = ["ASC", "DESC", "NULLS FIRST", "NULLS LAST", "COLLATE ", '"a ""b"""', "(lower(a))", "(10)", ", ", " text_pattern_ops"]
TOKEN_WORDS = ["{{", "}}", "{{{{", "{{ProductName}}", "\n\n", "=", "\\u007b"]
URL_WORDS = ["postgresql://", "sqlite:", "%40", "%2F", "?", "&", "=", "@", "password", "sslpassword", "secret", "user", "host",
             "[::1]"]
XML_WORDS = ["<![CDATA[", "]]>", "<!--", "-->", "&lt;", "&amp;", "&#10;", "&#xD;", "<!DOCTYPE a>", "<?x?>", "/>", "</", 'xmlns="',
             "urn:anneal:1", '<Entry Name="', '" Value="', '<?xml version="1.0" encoding="UTF-8"?>', "xmlns:a", "\u00e9"]
JSON_WORDS = ["true", "false", "null", "\\u0000", "\\ud83d\\ude00", "\\\"", "1e5", "-0", "//", "/*", "*/", "\ufeff", "\u00e9"]


def files(ending):
    """(path, text) of all small files with this ending; texts as bytes."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*" + ending)):
            if path.is_file() and path.stat().st_size <= MAX_BYTES:
                yield path, path.read_bytes()


def strings(value, key=""):
    """(key, text) of every text in a JSON value."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from strings(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item, key)


def json_texts():
    for _, text in files(".json"):
        try:
            yield from strings(json.loads(text))
        except ValueError:  # one of the wrong packages
            pass


def json_seeds():
    for path, text in files(".json"):
        yield b"p" + text if path.name == "plan.json" else b"j" + text
        if b"//" in text or b"/*" in text:
            yield b"j#" + text


def package_folders():
    for top in ("tests/golden/packages/*/package", "tests/golden/plans/*/want", "tests/schema/*", "schemas-example/*"):
        yield from (path for path in sorted(ROOT.glob(top)) if path.is_dir())


def xml_seeds():
    for _, text in files(".xml"):
        yield b"x" + text
    for folder in package_folders():
        parts = [b"=== %s\n%s" % (str(path.relative_to(folder)).encode(), path.read_bytes())
                 for path in sorted(folder.rglob("*")) if path.is_file()]
        if 0 < len(parts) <= 8:  # MAX_FILES of package.c
            yield b"f" + b"\n".join(parts)


def text_seeds():
    for key, text in json_texts():
        if key.endswith("Columns"):
            yield b"k" + text.encode()
        if "{{" in text:
            yield b"tName=value\nOther={{Name}}\n\n" + text.encode()
    for url in URLS:
        yield b"u" + url.encode()
    for number in range(64):  # choices of a record, any will do
        yield b"r" + b"".join(hashlib.sha256(b"%d %d" % (number, i)).digest() for i in range(number % 16 + 1))


def sql_seeds():
    for path, text in files(".sql"):
        yield b"s" + text
        if "postgres" in path.parts:
            continue
        for statement in re.findall(rb"(?is)^create\s+(?:temp\s+)?table.*?;$", text, re.M):
            yield b"c" + statement
        yield b"c" + b"\n".join(re.findall(rb"(?is)^create\s+(?:unique\s+)?(?:table|index).*?;$", text, re.M))


def reference_words():
    """Keys and elements of docs/reference.md, and the values that it names."""
    text = (ROOT / "docs" / "reference.md").read_text()
    return sorted(set(re.findall(r"`(<?[A-Za-z]\w*>?)`", text)))


def json_words():
    return JSON_WORDS + ['"%s"' % word for word in reference_words() if word.isalnum()]


def xml_words():
    words = reference_words()
    return XML_WORDS + [word[:-1] for word in words if word.startswith("<")] + [' %s="' % word for word in words if word.isalnum()]


def text_words():
    return KEY_WORDS + TOKEN_WORDS + URL_WORDS


PROGRAMS = {  # name: (seeds, words)
    "json": (json_seeds, json_words),
    "xml": (xml_seeds, lambda: xml_words() + json_words()),
    "text": (text_seeds, text_words),
    "sql": (sql_seeds, lambda: SQL_WORDS),
}


def write_seeds(program, folder):
    """One file an input, named by its content, as libFuzzer does."""
    folder.mkdir(parents=True)
    for text in PROGRAMS[program][0]():
        (folder / hashlib.sha1(text).hexdigest()).write_bytes(text)


def write_words(program, path):
    """libFuzzer's dictionary."""
    lines = []
    for word in PROGRAMS[program][1]():
        lines.append('"%s"\n' % "".join(chr(byte) if 32 <= byte < 127 and chr(byte) not in '"\\' else "\\x%02X" % byte
                                        for byte in word.encode()))
    path.write_text("".join(lines))
