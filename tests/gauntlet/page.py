"""docs/gauntlet.md from what run.py --measure has kept: a row a kind."""
import json
import pathlib

PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "gauntlet.md"
HEAD = """# The gauntlet

An application works on a table while it is changed, first by the plain statement, then by `anneal deploy`. Made by

```sh
url=$(tests/servers/pg start 15)
export ANNEAL=build/debug/anneal ANNEAL_PG15_URL=$url ANNEAL_PG15_BIN=$(tests/servers/pg bin 15) ANNEAL_PG18_SKIP="not asked"
tests/gauntlet/run.py --measure             # all kinds, some 20 minutes; then this page; again, if it was cut off
tests/gauntlet/run.py --measure 'add index' # one kind again
```

from `tests/gauntlet/kinds.py`, which has each statement. %(rows)s rows, eight connections that read, insert, update and delete by key as a
role with rights on its own tables only, row security, a publication `FOR ALL TABLES`; a ninth connection has a transaction open for two
seconds, with three seconds between them.

It is deployed with `--recipes online`, as anneal does by itself on a table some times as large.

- **errors**: of the application's statements during the deploy. Apart from them, **plan**: `cached plan must not change result type`, the one
  answer that PostgreSQL gives, once per connection, to a prepared SELECT of a column whose type changed, whatever the procedure.
- **lock**: the longest time that a client waited for a lock that anneal held or queued for, by `pg_locks` and `pg_blocking_pids`, looked at
  every 20 ms. The lock budget is 500 ms.
- **longest**: the longest time of any statement of the eight, with all that a busy machine of two processors adds; **naive**: the same
  while the plain statement runs. **ratio**: naive by longest.
- **quiet**: the longest of any statement in the two seconds before, in which nothing was changed: what the machine adds by itself.
- **must**: what was asked for, where a careful procedure by hand was measured on the same kind of machine.
- **held**: anneal does not do it unasked on a table of this size, and says why: there is no way that blocks nobody, or none is built yet.

The short version that every run of the tests has asserts the errors and the lock waits on small tables with online recipes; it times nothing.

"""


def cell(value):
    return "%.0f" % value if value >= 10 else "%.1f" % value


def row(result):
    tally, naive = result["anneal"], result["naive"]
    plan = str(tally["plan_errors"]) if tally["plan_errors"] else ""
    must = "≤ %d" % result["must_ms"] if result["must_ms"] else ""
    plain = cell(naive["longest_ms"])
    quiet = cell(result["quiet_ms"]) if "quiet_ms" in result else ""
    if result.get("naive_error"):
        plain += ", " + result["naive_error"].partition("ERROR:")[2].strip()
    elif naive["errors"]:
        plain += ", %d errors" % naive["errors"]
    if result["held"]:
        own = [str(tally["errors"]), "", "–", "–", quiet, plain, "–", must, result["held"]]
    else:
        own = [str(tally["errors"]), plan, cell(tally["lock_ms"]), cell(tally["longest_ms"]), quiet, plain,
               cell(naive["longest_ms"] / max(tally["longest_ms"], 0.1)), must, "%.1f s, plain %.1f s" % (tally["took_s"], naive["took_s"])]
    return "| %s | %s |\n" % (result["kind"], " | ".join(own))


def write(folder, kinds, rows):
    """Writes the page; 1 where a kind was never measured."""
    text, missing, loads, done, held = "", [], [], 0, 0
    for kind in kinds:
        path = folder / (file_of(kind.name))
        if not path.exists():
            missing.append(kind.name)
            continue
        result = json.loads(path.read_text())
        text += row(result)
        held += bool(result["held"])
        loads.append(result.get("load", 0))
        done += not result["held"]
        server = result["server"]
    if not text:
        return 1
    text = HEAD % {"rows": format(rows, ",")} + (
        "PostgreSQL %s, a machine of two processors with other work to do, its load up to %d: %d kinds were done as the row says, %d were held.\n\n"
        % (server, max(loads), done, held)) + (
        "| change | errors | plan | lock, ms | longest, ms | quiet, ms | naive, ms | ratio | must, ms | took |\n"
        "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --- |\n") + text
    if missing:
        text += "\nNot measured: %s.\n" % "; ".join(missing)
    PAGE.write_text(text, encoding="utf-8")
    return 0


def file_of(name):
    return "".join(letter if letter.isalnum() else "-" for letter in name) + ".json"
