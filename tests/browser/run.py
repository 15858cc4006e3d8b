#!/usr/bin/env python3
"""Reviews as HTML in a browser: the page of each golden case and of a large plan, wide and at 400 pixels, by day and by night.

The console must be silent, timeline and diagram be there and be seen, nothing stand out of the page. Pictures of all pages are kept in
build/browser for people.

usage: ANNEAL=build/debug/anneal tests/browser/run.py [PATTERN]
"""
import base64
import json
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import cdp

ROOT = Path(__file__).resolve().parents[2]
REVIEWS = ROOT / "tests/golden/reviews"
PICTURES = ROOT / "build/browser"
PAGE_MOST = 1000 * 1000  # bytes
VIEWS = ((400, False), (400, True), (1200, False), (1200, True))

# What is to be so on every page that has steps; each answers true.
ALWAYS = {
    "no script in the page": "document.scripts.length === 0",
    "no element that a name has made": "document.querySelectorAll('img, b[onclick], body b > b').length === 0",
    "nothing wider than the page": "document.documentElement.scrollWidth <= window.innerWidth",
    "nothing that stands out of it": "[...document.querySelectorAll('body *:not(svg *, pre *, .scroll *)')]"
                                     ".every(e => e.getBoundingClientRect().right <= window.innerWidth + 0.5)",
}
WITH_STEPS = {
    "a step to unfold": "document.querySelectorAll('details.step').length > 0",
    "a step unfolds": "(e => { e.open = true; return e.querySelector('dl').getBoundingClientRect().height > 0; })(document.querySelector('details.step'))",
    "links lead to steps": "[...document.querySelectorAll('a')].every(a => document.getElementById(a.getAttribute('href').slice(1)) !== null)",
}
WITH_LOCKS = {
    "a timeline that is seen": "[...document.querySelectorAll('svg.strip')].every(e => e.querySelector('rect') && e.getBoundingClientRect().width > 200)"
                               " && document.querySelectorAll('svg.strip').length > 0",
}
WITH_TABLES = {
    "one diagram that is seen": "[...document.querySelectorAll('svg.diagram')].filter(e => e.getBoundingClientRect().height > 40).length === 1",
    "the diagram is readable": "[...document.querySelectorAll('svg.diagram')].filter(e => e.getBoundingClientRect().height > 40)"
                               ".every(e => e.getBoundingClientRect().width > 0.95 * e.width.baseVal.value || e.getBoundingClientRect().width > 360)",
}
SHADE = "(c => c.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0))(getComputedStyle(document.body).backgroundColor)"


def review(program, base, head, options, folder):
    path = Path(folder) / "review.html"
    done = subprocess.run([program, "review", "--base", str(base), "--head", str(head), *options, "--format", "html", "--out", str(path)],
                          capture_output=True, text=True, timeout=60, check=False)
    if done.returncode != 0:
        raise RuntimeError("exit code %d\n%s" % (done.returncode, done.stderr))
    return path


def large_package(folder):
    """Two states with 300 tables, each of which changes."""
    for side in ("base", "head"):
        tables = Path(folder) / side / "Templates/Main/Tables"
        tables.mkdir(parents=True)
        (tables.parents[2] / "Product.json").write_text(json.dumps({"Name": "large", "Platform": "PostgreSQL", "TemplateOrder": ["Main"]}))
        (tables.parents[0] / "Template.json").write_text(json.dumps({"Name": "Main"}))
        (tables.parents[2] / "anneal.json").write_text(json.dumps({"Manage": ["shop"]}))
        for i in range(300):
            columns = [{"Name": "id", "DataType": "bigint"}] + [
                {"Name": "c%03d" % c, "DataType": "bigint" if side == "head" and c == 3 else "integer", "Nullable": True} for c in range(60)]
            if side == "head":
                columns.append({"Name": "parent_id", "DataType": "bigint", "Nullable": True})
            keys = [{"Name": "t%04d_fk" % i, "Columns": "parent_id", "RelatedTableSchema": "shop", "RelatedTable": "t%04d" % (i // 2),
                     "RelatedColumns": "id"}] if side == "head" else []
            (tables / ("shop.t%04d.json" % i)).write_text(json.dumps({
                "Schema": "shop", "Name": "t%04d" % i, "Columns": columns, "ForeignKeys": keys,
                "Indexes": [{"Name": "t%04d_pkey" % i, "PrimaryKey": True, "IndexColumns": "id"}]}))
    return Path(folder) / "base", Path(folder) / "head"


def look(browser, name, path, width, dark):
    """Returns what is wrong, as lines."""
    text = path.read_text()
    said = browser.open(path.as_uri(), width, dark)
    wrong = ["the console says: " + line for line in said]
    if len(text) > PAGE_MOST:
        wrong.append("%d bytes" % len(text))
    wanted = dict(ALWAYS)
    if 'class="step"' in text:
        wanted.update(WITH_STEPS)
    if "<svg class=\"strip\"" in text or name in ("keys", "large", "mixed"):
        wanted.update(WITH_LOCKS)
    if "<svg class=\"diagram" in text or name in ("keys", "large", "mixed"):
        wanted.update(WITH_TABLES)
    wrong += [what for what, expression in wanted.items() if browser.ask(expression) is not True]
    if (browser.ask(SHADE) < 384) != dark:
        wrong.append("it is not as %s as was asked for" % ("dark" if dark else "light"))
    picture = PICTURES / ("%s-%d%s.png" % (name, width, "-dark" if dark else ""))
    if name != "large":  # it is long
        picture.write_bytes(base64.b64decode(browser.screenshot()))
    return wrong


def main(words):
    program = os.path.abspath(os.environ.get("ANNEAL", str(ROOT / "build/debug/anneal")))
    chromium = cdp.find()
    if chromium is None:
        print("skip browser: no chromium here", "0 passed, 0 failed, 1 skipped", sep="\n")
        return 0
    passed = failed = 0
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        cases = {case.name: (case / "base", case / "head", shlex.split((case / "options").read_text()) if (case / "options").exists() else [])
                 for case in sorted(REVIEWS.iterdir()) if (case / "head").is_dir()}
        cases["large"] = (*large_package(folder), [])
        browser = cdp.Browser(chromium)
        try:
            for name, (base, head, options) in cases.items():
                if words and words[0] not in name:
                    continue
                path = review(program, base, head, options, folder)
                for width, dark in VIEWS if name != "large" else VIEWS[:1]:
                    wrong = look(browser, name, path, width, dark)
                    passed, failed = passed + (not wrong), failed + bool(wrong)
                    if wrong:
                        print("FAIL %s, %d pixels, %s" % (name, width, "dark" if dark else "light"), *wrong, sep="\n  ")
        except (cdp.BrowserError, RuntimeError, OSError) as error:
            failed += 1
            print("FAIL", error)
        finally:
            browser.close()
    print("%d passed, %d failed, 0 skipped" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
