"""Reads and edits the files of an extracted package."""
import json
import pathlib

from .checks import Failure
from .sqltext import quote_name, split_name

_CONSTRAINT_LISTS = ("Indexes", "CheckConstraints", "ForeignKeys", "ExcludeConstraints")
_PARTS = {"column": ("Columns",), "index": ("Indexes",), "constraint": _CONSTRAINT_LISTS, "policy": ("Policies",),
          "statistics": ("Statistics",), "attribute": ("Attributes",)}
_OBJECTS = {"schema": "Schemas", "sequence": "Sequences", "wrapper": "Foreign Data Wrappers", "server": "Foreign Servers",
            "publication": "Publications", "subscription": "Subscriptions", "enum": "Enum Types", "domain": "Domain Types",
            "composite": "Composite Types", "range": "Range Types", "collation": "Collations"}


def _update(document, values):
    for key, value in values.items():
        if value is None:
            document.pop(key, None)
        else:
            document[key] = value


class Package:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    def files(self):
        """{relative path: bytes} of every file."""
        return {str(path.relative_to(self.folder)): path.read_bytes()
                for path in sorted(self.folder.rglob("*")) if path.is_file()}

    def documents(self, kind):
        """(path, content) of every file of a kind of object."""
        for path in sorted(self.folder.glob("Templates/*/%s/*.json" % kind)):
            yield path, json.loads(path.read_text(encoding="utf-8-sig"))

    def find(self, kind, dotted):
        """The file and content of `schema.name` (a name alone where the engine has no schemas)."""
        parts = split_name(dotted)
        for path, document in self.documents(kind):
            if document.get("Name") == parts[-1] and (len(parts) == 1 or document.get("Schema", "public") == parts[0]):
                return path, document
        raise Failure("the package has no %s %s" % (kind, dotted),
                      "\n".join(str(path.relative_to(self.folder)) for path, _ in self.documents(kind)))

    def save(self, path, document):
        path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

    def edit(self, kind, dotted, change):
        """Calls `change` with the object's document and saves what it did."""
        path, document = self.find(kind, dotted)
        change(document)
        self.save(path, document)

    def edit_table(self, dotted, change):
        try:
            self.edit("Tables", dotted, change)
        except Failure:
            self.edit("Foreign Tables", dotted, change)

    def add(self, kind, name, document):
        path = next(iter(sorted(self.folder.glob("Templates/*")))) / kind / (name + ".json")
        path.parent.mkdir(exist_ok=True)
        self.save(path, document)

    def replace(self, name, text):
        """Another content for an object's file, <object folder>/<name>.sql, which there must be."""
        found = list(self.folder.glob("Templates/*/" + name))
        if len(found) != 1:
            raise Failure("the package has no file %s" % name, "\n".join(self.files()))
        found[0].write_text(text, encoding="utf-8")

    def remove(self, kind, dotted):
        self.find(kind, dotted)[0].unlink()

    def configure(self, **keys):
        """Sets keys of anneal.json, which extract wrote."""
        path = self.folder / "anneal.json"
        document = json.loads(path.read_text(encoding="utf-8"))
        document.update(keys)
        self.save(path, document)

    def environment(self, name, **keys):
        """Sets keys of an environment in anneal.json, which extract wrote."""
        path = self.folder / "anneal.json"
        document = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        rows = document.setdefault("Environments", [])
        row = next((one for one in rows if one.get("Name") == name), None)
        if row is None:
            row = {"Name": name}
            rows.append(row)
        row.update(keys)
        self.save(path, document)

    def rename(self, entry):
        """One entry of renames.json: {"table": …, ["column" | "index" | "constraint" | "policy" | "statistics": …,] "OldName": …} or {"sequence": …}."""
        self.say(entry)

    def say(self, entry):
        """Sets keys of a table, a part of one, or another object: {"table": …, "column": …, "Default": …}; null takes one out."""
        values = {key: value for key, value in entry.items() if key not in _PARTS and key not in _OBJECTS and key != "table"}
        kind = next((key for key in _OBJECTS if key in entry), None)

        def change(document):
            part = next((key for key in _PARTS if key in entry), None)
            lists = [key for key in _PARTS[part] if key in document] if part else []
            _update(item(document, lists, entry[part]) if part else document, values)
        if kind:
            return self.edit(_OBJECTS[kind], entry[kind], change)
        self.edit_table(entry["table"], change)


def item(table, lists, name):
    """The entry of that name in the lists of a table's document."""
    for key in (lists,) if isinstance(lists, str) else lists:
        for one in table.get(key, []):
            if one.get("Name") == name:
                return one
    raise Failure("table %s of the package has no %s in %s" % (table.get("Name"), name, lists))


def column(table, name):
    return item(table, "Columns", name)


def inverse(renames):
    """The renames that lead back."""
    tables = {entry["table"]: entry["OldName"] for entry in renames if len(entry) == 2 and "table" in entry}

    def old_table(dotted):
        if dotted not in tables:
            return dotted
        parts = split_name(dotted)
        return ".".join(quote_name(part) for part in parts[:-1] + [tables[dotted]])

    back = []
    for entry in renames:
        turned = dict(entry)
        kind = next((key for key in _OBJECTS if key in entry), None)
        part = next((key for key in _PARTS if key in entry), None)
        if "OldValues" in entry:
            turned["OldValues"] = {old: new for new, old in entry["OldValues"].items()}
        elif kind and part:
            turned.update({part: entry["OldName"], "OldName": entry[part]})
        elif kind:
            parts = split_name(entry[kind])
            turned.update({kind: ".".join(quote_name(part) for part in parts[:-1] + [entry["OldName"]]), "OldName": parts[-1]})
        elif len(entry) == 2:
            turned.update(table=old_table(entry["table"]), OldName=split_name(entry["table"])[-1])
        else:
            key = next(key for key in ("column", "index", "constraint", "policy", "statistics") if key in entry)
            turned.update({"table": old_table(entry["table"]), key: entry["OldName"], "OldName": entry[key]})
        back.append(turned)
    return back

