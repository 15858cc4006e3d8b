"""A scenario: a database before, the package that it is brought to, and what that package does on the way.

A folder of scenarios/ holds
  before.sql, after.sql   structure and rows before; structure after, from which the package is extracted. With the
                          suffix .sqlite.sql or .postgres.sql: for that engine only
  package/                files that are put over the extracted package: scripts, anneal.json, …
  merge.json              {file of the package: keys that are set in it}, merged into what extract wrote
  steps.json              the deploy runs an approved plan file, into which these steps are put: [[position, step], …]
  resolve.json            what a person does about a script of which nobody knows whether it ran: undo it by SQL and let it
                          run again, or finish it by SQL and say that it is done
  deploy                  words for `anneal deploy`, instead of `--allow all,DATA_LOSS`. An --env among them takes the URL from the
                          variable ANNEAL_SCENARIO_URL
  engines                 the engines that it is for, instead of both
  every                   (empty) killed behind each commit, not only behind the first two and the last
"""
import json
import pathlib
import shutil

from harness.checks import Failure

SCENARIOS = pathlib.Path(__file__).resolve().parent / "scenarios"
ENGINES = ("sqlite", "postgres")


class Scenario:
    def __init__(self, folder):
        self.folder, self.name = folder, folder.name
        engines = folder / "engines"
        self.engines = engines.read_text().split() if engines.exists() else ENGINES
        self.every_commit = (folder / "every").exists()
        words = folder / "deploy"
        steps = folder / "steps.json"
        self.steps = json.loads(steps.read_text()) if steps.exists() else None
        resolve = folder / "resolve.json"
        self.answer = json.loads(resolve.read_text()) if resolve.exists() else None
        self.words = words.read_text().split() if words.exists() else ["--allow", "all,DATA_LOSS"]

    def text(self, name, engine):
        for path in (self.folder / ("%s.%s.sql" % (name, engine)), self.folder / (name + ".sql")):
            if path.exists():
                return path.read_text(encoding="utf-8")
        raise Failure("scenario %s has no %s.sql for %s" % (self.name, name, engine))

    def make_package(self, anneal, bench, folder, marker=""):
        """Extracts what is wanted, and puts over it what no database holds. {folder} in files is the scenario's place."""
        anneal.run("extract", "--url", bench.wanted_url(), "--out", folder).expect(0, "extract")
        over = self.folder / "package"
        for path in sorted(over.rglob("*")) if over.exists() else []:
            if path.is_file():
                target = folder / path.relative_to(over)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
        merge = self.folder / "merge.json"
        for pattern, keys in json.loads(merge.read_text()).items() if merge.exists() else []:
            found = sorted(folder.glob(pattern))
            if len(found) != 1:
                raise Failure("merge.json: %s is %d files of the package" % (pattern, len(found)))
            document = json.loads(found[0].read_text())
            merge_into(document, keys)
            found[0].write_text(json.dumps(document, indent=2) + "\n")


def merge_into(document, keys):
    """Objects key by key; of a list the element with the same Name, or a new one; all else is set."""
    for key, value in keys.items():
        if isinstance(value, dict) and isinstance(document.get(key), dict):
            merge_into(document[key], value)
        elif isinstance(value, list) and all(isinstance(one, dict) and "Name" in one for one in value):
            rows = document.setdefault(key, [])
            for one in value:
                same = next((row for row in rows if row.get("Name") == one["Name"]), None)
                if same is None:
                    rows.append(one)
                else:
                    merge_into(same, one)
        else:
            document[key] = value


def all_scenarios():
    return [Scenario(folder) for folder in sorted(SCENARIOS.iterdir()) if folder.is_dir()]
