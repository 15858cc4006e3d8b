"""Checks of run.py about docs/ci: the files are YAML of the shape that their hosts read, and each command of anneal in them is one."""
import pathlib
import re
import shlex
import subprocess

from harness.checks import Failure, Skip, show_command

try:
    import yaml
except ImportError:
    yaml = None

DOCS = pathlib.Path(__file__).resolve().parents[2] / "docs/ci"
WORDS_OF_SHELL = re.compile(r"\s(\|\||&&|\||>>?|;)(\s|$)")


def scripts_of(node):
    """Each shell text below a node: `run` of GitHub, `script` of GitLab."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "run" and isinstance(value, str):
                yield value
            elif key == "script":
                yield from value
            else:
                yield from scripts_of(value)
    elif isinstance(node, list):
        for value in node:
            yield from scripts_of(value)


def commands_of(text):
    """The words of each command of anneal in a shell text."""
    for line in text.replace("\\\n", " ").splitlines():
        if line.strip().startswith("anneal "):
            yield shlex.split(WORDS_OF_SHELL.split(line.strip(), 1)[0])[1:]


def register(check, tables):
    def load(name):
        if yaml is None:
            raise Skip("Python's yaml is not here")
        return yaml.safe_load((DOCS / name).read_text(encoding="utf-8"))

    def try_each(ground, scripts, least):
        """In a folder without a package each fails, but not for its options."""
        verbs = set()
        for text in scripts:
            done = subprocess.run(["bash", "-n"], input=text, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                raise Failure("no shell reads this", text + done.stderr)
            for words in commands_of(text):
                result = ground.run(*[re.sub(r"\$\{?\w+\}?", "value", word) for word in words], cwd=ground.folder)
                if result.code != 1:
                    raise Failure("exit code %s: is this a command of anneal?" % result.code, show_command(result))
                verbs.add(words[0])
        if not verbs >= least:
            raise Failure("only these verbs were found: %s" % ", ".join(sorted(verbs)))

    ALL = {"check", "review", "plan", "deploy", "drift"}

    @check("once")
    def the_workflow_for_github_has_commands_of_anneal(ground):
        workflow = load("github.yml")
        on = workflow[True]  # `on` is a boolean of YAML 1.1
        if not {"pull_request", "push", "schedule"} <= set(on) or not on["schedule"][0]["cron"]:
            raise Failure("it begins by none of a pull request, a push, a schedule", str(on))
        for name, job in workflow["jobs"].items():
            if "runs-on" not in job or not all("uses" in step or "run" in step for step in job["steps"]):
                raise Failure("job %s lacks what runs" % name)
            if any(need not in workflow["jobs"] for need in [job.get("needs", name)]):
                raise Failure("job %s needs one that is not there" % name)
        if workflow["jobs"]["prod"]["environment"] != "prod":
            raise Failure("nobody would approve")
        try_each(ground, scripts_of(workflow), ALL)

    @check("once")
    def the_jobs_for_gitlab_have_commands_of_anneal(ground):
        jobs = load("gitlab.yml")
        for name, job in jobs.items():
            if name not in ("stages", "variables", "default") and (job["stage"] not in jobs["stages"] or not job["script"]):
                raise Failure("job %s has no stage or no script" % name)
        if jobs["deploy"]["rules"][0]["when"] != "manual":
            raise Failure("nobody would approve")
        try_each(ground, scripts_of(jobs), ALL)
