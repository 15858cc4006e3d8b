"""Independent validators: a JSON Schema validator of Python, and xmllint."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "pairs"))

from harness.checks import Failure  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
VENV = ROOT / "build" / "schema-venv"
SARIF_PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
SARIF_MEMBER = "package/lib/schemas/sarif-2.1.0-rtm.5.json"

# Runs under whichever Python has the validator: a request a line, the messages as a line.
SERVER = r"""
import json, sys
from jsonschema import Draft202012Validator, validators

def messages(schema, instance):
    schema = json.load(open(schema, encoding="utf-8"))
    if instance is None:
        return [error.message for error in Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(schema)]
    errors = validators.validator_for(schema, default=Draft202012Validator)(schema).iter_errors(json.load(open(instance, encoding="utf-8")))
    found = []
    for error in sorted(errors, key=lambda error: [str(part) for part in error.absolute_path]):
        nearest = error
        while nearest.context:  # of alternatives, what the first would have: the choices of an enum
            nearest = nearest.context[0]
        found.append("%s: %s" % (error.json_path, nearest.message))
    return found

for line in sys.stdin:
    try:
        answer = messages(*json.loads(line))
    except Exception as problem:
        answer = ["validator: %s: %s" % (type(problem).__name__, problem)]
    print(json.dumps(answer), flush=True)
"""


def _has_validator(python):
    done = subprocess.run([python, "-c", "from jsonschema import Draft202012Validator"], capture_output=True, check=False)
    return done.returncode == 0


def _find_python():
    """(a Python that has jsonschema 4, why there is none)."""
    candidates = [sys.executable, str(VENV / "bin" / "python"), "/usr/bin/python3"]
    for python in candidates:
        if shutil.which(python) and _has_validator(python):
            return python, ""
    try:
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, check=True, timeout=120)
        subprocess.run([candidates[1], "-m", "pip", "install", "-q", "jsonschema>=4"], capture_output=True, check=True, timeout=300)
    except (OSError, subprocess.SubprocessError):
        return None, "Python's jsonschema (4 or later) is not here and can't be installed"
    return candidates[1], ""


class JsonValidator:
    """Messages of the JSON Schema validator; `reason` says why there is none."""

    ending = ".json"

    def __init__(self):
        python, self.reason = _find_python()
        self._lock = threading.Lock()
        self._server = python and subprocess.Popen([python, "-c", SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def _ask(self, schema, instance):
        with self._lock:
            self._server.stdin.write(json.dumps([str(schema), instance and str(instance)]) + "\n")
            self._server.stdin.flush()
            return json.loads(self._server.stdout.readline())

    def schema_faults(self, schema):
        return self._ask(schema, None)

    def faults(self, schema, path):
        return self._ask(schema, path)


def find_sarif_schema():
    """(SARIF's own schema, why there is none): the file that ANNEAL_SARIF_SCHEMA names, else out of a package of npm, kept in build/."""
    given = os.environ.get("ANNEAL_SARIF_SCHEMA")
    if given:
        return pathlib.Path(given), ""
    path = ROOT / "build" / "sarif-2.1.0.schema.json"
    if path.exists():
        return path, ""
    try:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["npm", "pack", "-s", SARIF_PACKAGE], cwd=folder, capture_output=True, check=True, timeout=120)
            with tarfile.open(next(pathlib.Path(folder).glob("*.tgz"))) as archive:
                data = archive.extractfile(SARIF_MEMBER).read()
    except (OSError, subprocess.SubprocessError, StopIteration, KeyError, tarfile.TarError):
        return None, "SARIF's schema is not here (ANNEAL_SARIF_SCHEMA names it), and npm can't fetch it"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path, ""


class XmlValidator:
    """Messages of xmllint; `reason` says why there is none."""

    ending = ".xml"

    def __init__(self):
        self.reason = "" if shutil.which("xmllint") else "xmllint is not here and can't be installed"

    def _run(self, schema, path):
        done = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", str(schema), str(path)], capture_output=True, text=True,
                              timeout=60, check=False)
        lines = [line.replace(str(path), path.name) for line in done.stderr.splitlines()
                 if line and not line.endswith(("validates", "fails to validate"))]
        if done.returncode not in (0, 1, 3, 4, 5) or (done.returncode == 0) != (not lines):
            raise Failure("xmllint ended with %d" % done.returncode, done.stderr)
        return lines

    def schema_faults(self, schema):
        """A schema that compiles says so by refusing itself as an instance."""
        return [line for line in self._run(schema, schema) if "Schemas parser error" in line or "failed to compile" in line]

    def faults(self, schema, path):
        return self._run(schema, path)
